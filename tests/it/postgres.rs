//! A PostgreSQL of the tests' own: one server for the run, one database for each test, nothing left behind.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
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

/// A server that runs until this process ends, in whatever way it ends.
pub(crate) struct Server {
    port: u16,
    /// The keeper ends the server when its standard input is closed.
    keeper: Mutex<Child>,
}

/// Starts the server and waits until the standard input ends, then stops it and removes the folder.
const KEEPER: &str = r#"
    "$1/initdb" -D "$2/data" -U femtrinn --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync >"$2/log" 2>&1 || {
        echo "initdb failed"; cat "$2/log"; rm -rf "$2"; exit 1; }
    "$1/postgres" -D "$2/data" -p "$3" -k "$2" -c listen_addresses=127.0.0.1 -c max_connections=200 $4 \
        >>"$2/log" 2>&1 </dev/null &
    server=$!
    echo started
    cat >/dev/null
    kill -INT $server
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
        if let Some((user, group)) = user_for_root(&folder) {
            chown(&folder, Some(user), Some(group)).unwrap();
            keeper.uid(user).gid(group);
        }
        let mut keeper = keeper.spawn().unwrap();
        let mut said = String::new();
        let mut output = BufReader::new(keeper.stdout.take().unwrap());
        output.read_line(&mut said).unwrap();
        if said.trim() != "started" {
            std::io::Read::read_to_string(&mut output, &mut said).unwrap();
            panic!("PostgreSQL did not start: {said}");
        }
        let server = Self { port, keeper: Mutex::new(keeper) };
        server.wait_until_ready(&folder.join("log"));
        server
    }

    /// The URL of an empty database that nobody else uses.
    pub(crate) fn database(&self) -> String {
        let name = format!("test_{}", serial());
        let statement = format!("CREATE DATABASE {name}");
        block_on(async {
            let mut connection = self.options("postgres").connect().await.unwrap();
            sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        });
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
    fn wait_until_ready(&self, log: &Path) {
        let begin = Instant::now();
        loop {
            match block_on(self.options("postgres").connect()) {
                Ok(connection) => return block_on(connection.close()).unwrap(),
                Err(_) if begin.elapsed() < Duration::from_mins(1) => {
                    thread::sleep(Duration::from_millis(50));
                }
                Err(error) => {
                    let log = fs::read_to_string(log).unwrap_or_default();
                    panic!("PostgreSQL does not answer: {error}\n{log}");
                }
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let keeper = self.keeper.get_mut().unwrap();
        drop(keeper.stdin.take());
        let _ = keeper.wait();
    }
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
fn user_for_root(ours: &Path) -> Option<(u32, u32)> {
    if fs::metadata(ours).unwrap().uid() != 0 {
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
