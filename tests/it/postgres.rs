//! A PostgreSQL of the tests' own: one server for the run, one database for each test, nothing left behind.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{LazyLock, Mutex};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use crate::databases::{block_on, serial};

/// What to do where there is no PostgreSQL: the tests never go without it.
const MISSING: &str = "the tests need PostgreSQL's server (initdb and postgres), and there is none in PATH \
                       or /usr/lib/postgresql; run .ci/setup, or install Debian's postgresql package";

/// The server of this run. It writes to no disk in earnest: it is quick, and not for tests of crashes.
static SERVER: LazyLock<Server> =
    LazyLock::new(|| Server::start(&["fsync=off", "full_page_writes=off"]));

/// The URL of an empty database that nobody else uses.
pub(crate) fn database() -> String {
    SERVER.database()
}

/// The files in which a database of this run lies, and the server's write-ahead log, as of now.
pub(crate) fn files_of(url: &str) -> Vec<PathBuf> {
    let name = url.rsplit('/').next().unwrap();
    let oid: i64 = block_on(async {
        let mut connection = SERVER.options(name).connect().await.unwrap();
        sqlx::query("CHECKPOINT").execute(&mut connection).await.unwrap();
        let sql = "SELECT CAST(oid AS BIGINT) FROM pg_database WHERE datname = current_database()";
        sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
    });
    let data = SERVER.folder.join("data");
    let folders = [data.join("base").join(oid.to_string()), data.join("pg_wal")];
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap().flatten());
    entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect()
}

/// A program of PostgreSQL.
pub(crate) fn program(name: &str) -> PathBuf {
    binaries().unwrap_or_else(|| panic!("{MISSING}")).join(name)
}

/// A server that runs until this process ends, in whatever way it ends.
pub(crate) struct Server {
    port: u16,
    folder: PathBuf,
    /// The keeper ends the server when its standard input is closed.
    keeper: Mutex<Keeper>,
}

/// The process that starts and stops the server, and what it says: the server's process id, each time.
struct Keeper {
    process: Child,
    orders: Option<ChildStdin>,
    says: BufReader<ChildStdout>,
    server: u32,
}

/// Starts the server, and again for each line of the standard input; at its end, stops the server and removes the
/// folder.
const KEEPER: &str = r#"
    "$1/initdb" -D "$2/data" -U femtrinn --auth=trust -E UTF8 --locale=C.UTF-8 --data-checksums --no-sync \
        >"$2/log" 2>&1 || { echo "initdb failed:"; cat "$2/log"; rm -rf "$2"; exit 1; }
    start() {
        "$1/postgres" -D "$2/data" -p "$3" -k "$2" -c listen_addresses=127.0.0.1 -c max_connections=200 $4 \
            >>"$2/log" 2>&1 </dev/null &
        server=$!
        echo "$server"
    }
    start "$@"
    while read -r again; do
        wait $server
        start "$@"
    done
    kill -INT $server 2>/dev/null
    wait $server
    rm -rf "$2"
"#;

impl Server {
    /// Starts a server with settings of its own.
    pub(crate) fn start(settings: &[&str]) -> Self {
        let binaries = binaries().unwrap_or_else(|| panic!("{MISSING}"));
        let folder = env::temp_dir().join(format!("femtrinn-{}-{}", std::process::id(), serial()));
        fs::create_dir_all(&folder).unwrap();
        let port = free_port();
        let settings: Vec<String> = settings.iter().map(|it| format!("-c {it}")).collect();
        let mut keeper = Command::new("sh");
        keeper
            .args(["-c", KEEPER, "keeper"])
            .args([binaries.as_path(), &folder])
            .args([port.to_string(), settings.join(" ")])
            .current_dir(&folder)
            .env("HOME", &folder)
            .env("LC_ALL", "C.UTF-8")
            // Its own group: an interrupt from the keyboard must not end it before it has tidied up.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if let Some((user, group)) = user_for_root() {
            chown(&folder, Some(user), Some(group)).unwrap();
            keeper.uid(user).gid(group);
        }
        let mut process = keeper.spawn().unwrap();
        let orders = process.stdin.take();
        let says = BufReader::new(process.stdout.take().unwrap());
        let mut keeper = Keeper { process, orders, says, server: 0 };
        keeper.hear();
        let server = Self { port, folder, keeper: Mutex::new(keeper) };
        server.wait_until_ready();
        server
    }

    /// Ends the server as a power cut does: no process of it has time for anything.
    pub(crate) fn crash(&self) {
        let server = self.keeper.lock().unwrap().server.to_string();
        let mut processes = vec![server.clone()];
        for entry in fs::read_dir("/proc").unwrap().flatten() {
            let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
            // After the name in parentheses: the state, then the parent.
            let parent = stat.rsplit(") ").next().and_then(|rest| rest.split(' ').nth(1));
            if parent == Some(&server) {
                processes.push(entry.file_name().into_string().unwrap());
            }
        }
        // One that had ended by itself in between is not there to be killed; that they are all gone is what counts.
        let _ = Command::new("kill").arg("-9").args(&processes).stderr(Stdio::null()).status();
        let begin = Instant::now();
        while !processes.iter().all(|process| has_ended(process)) {
            assert!(begin.elapsed() < Duration::from_secs(30), "{processes:?} cannot be killed");
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Starts the server again, after [`Server::crash`], and waits until it has recovered.
    pub(crate) fn start_again(&self) {
        let begin = Instant::now();
        loop {
            {
                let mut keeper = self.keeper.lock().unwrap();
                keeper.orders.as_mut().unwrap().write_all(b"again\n").unwrap();
                keeper.hear();
            }
            // It ends at once while something of the one before it is still there.
            if self.is_ready_soon() {
                return;
            }
            assert!(begin.elapsed() < Duration::from_mins(1), "{}", self.log());
        }
    }

    /// Stops the server, and tells whether each page on the disk is what was written there.
    pub(crate) fn end_and_verify(self) -> bool {
        let Self { folder, .. } = &self;
        let server = self.keeper.lock().unwrap().server.to_string();
        assert!(Command::new("kill").args(["-INT", &server]).status().unwrap().success());
        while !has_ended(&server) {
            thread::sleep(Duration::from_millis(20));
        }
        let mut verify = Command::new(binaries().unwrap().join("pg_checksums"));
        verify.args(["--check", "-D"]).arg(folder.join("data")).current_dir(folder);
        if let Some((user, group)) = user_for_root() {
            verify.uid(user).gid(group);
        }
        verify.status().unwrap().success()
    }

    /// The URL of an empty database that nobody else uses.
    pub(crate) fn database(&self) -> String {
        let name = format!("test_{}", serial());
        let statement = format!("CREATE DATABASE {name}");
        let create = || {
            block_on(async {
                let mut connection = self.options("postgres").connect().await.unwrap();
                sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
                connection.close().await.unwrap();
            });
        };
        // On a thread of its own: whoever asks may be inside a runtime.
        thread::scope(|scope| scope.spawn(create).join().unwrap());
        format!("postgres://femtrinn@127.0.0.1:{}/{name}", self.port)
    }

    fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(self.port)
            .username("femtrinn")
            .database(database)
    }

    /// Waits until the server answers.
    fn wait_until_ready(&self) {
        assert!(self.is_ready_soon(), "PostgreSQL does not answer\n{}", self.log());
    }

    /// Whether the server answers before it ends, or a minute has passed.
    fn is_ready_soon(&self) -> bool {
        let server = self.keeper.lock().unwrap().server.to_string();
        let begin = Instant::now();
        while begin.elapsed() < Duration::from_mins(1) {
            if let Ok(connection) = block_on(self.options("postgres").connect()) {
                block_on(connection.close()).unwrap();
                return true;
            }
            if has_ended(&server) {
                return false;
            }
            thread::sleep(Duration::from_millis(50));
        }
        false
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

impl Keeper {
    /// Hears which process the server is.
    fn hear(&mut self) {
        let mut said = String::new();
        self.says.read_line(&mut said).unwrap();
        self.server = said.trim().parse().unwrap_or_else(|_| {
            std::io::Read::read_to_string(&mut self.says, &mut said).unwrap();
            panic!("PostgreSQL did not start: {said}");
        });
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let keeper = self.keeper.get_mut().unwrap();
        drop(keeper.orders.take());
        let _ = keeper.process.wait();
    }
}

/// Whether a process has ended. Until its parent has waited for it, it is still there as a zombie.
fn has_ended(process: &str) -> bool {
    let stat = fs::read_to_string(Path::new("/proc").join(process).join("stat"));
    stat.map_or(true, |stat| stat.contains(") Z "))
}

/// Where the programs of the newest PostgreSQL are; `PATH` comes first.
fn binaries() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = Vec::new();
    for folder in env::split_paths(&path) {
        // Debian and others put links to some of the programs there: all are where the link leads.
        let program = fs::canonicalize(folder.join("initdb"));
        folders.extend(program.ok().and_then(|it| it.parent().map(Path::to_owned)));
    }
    if let Ok(versions) = fs::read_dir("/usr/lib/postgresql") {
        let mut versions: Vec<PathBuf> = versions.flatten().map(|it| it.path()).collect();
        let number =
            |path: &PathBuf| path.file_name().and_then(|it| it.to_str()?.parse::<u32>().ok());
        versions.sort_by_key(|it| std::cmp::Reverse(number(it)));
        folders.extend(versions.into_iter().map(|it| it.join("bin")));
    }
    folders.into_iter().find(|it| it.join("initdb").is_file() && it.join("postgres").is_file())
}

/// PostgreSQL refuses to run as root: then as its own user, or as nobody where it has none.
fn user_for_root() -> Option<(u32, u32)> {
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let find = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    Some(find("postgres").or_else(|| find("nobody")).expect("a user that is not root"))
}

/// A port that nobody listens on.
fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}
