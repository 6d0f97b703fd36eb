//! A running service, and requests to it, as one of the users of its local issuer.
//!
//! ```ignore
//! each_database(|url| {
//!     let service = Service::start(url);
//!     let reply = service.post("/v1/openings", &json!({ .. }));
//!     assert_eq!(reply.status, 201);
//!     let changed = service.put("/v1/openings/O-1", &reply.etag(), &json!({ .. }));
//!     let refused = service.send_as("auditor", "GET", "/v1/openings", &[], None);
//! });
//! ```

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdout, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use serde_json::Value;
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

use crate::audit::watch::Watch;
use crate::command_line::femtrinn;
use crate::databases::{block_on, keys, keys_url, master_key_file};
use crate::house::root;

/// The municipality of most users.
pub(crate) const MUNICIPALITY: &str = "3205";

/// Who sends what no other user is named for: a job specialist and administrator, with a reason on every request.
const EVERYBODY: &str = "all";

/// The users of the tests, as `serve --auth` reads them.
pub(crate) fn users() -> String {
    root().join("tests/it/http/users.json").display().to_string()
}

/// A service that runs for one test, and is killed when the test has ended.
pub(crate) struct Service {
    child: Child,
    address: String,
    agent: Agent,
    log: Arc<Mutex<String>>,
    watch: Option<Watch>,
    database_url: Option<String>,
    logging: Option<JoinHandle<()>>,
    tokens: BTreeMap<String, String>,
    logins: BTreeMap<String, String>,
    _out: BufReader<ChildStdout>,
}

impl Service {
    /// Starts the service on a migrated database.
    pub(crate) fn start(database_url: &str) -> Self {
        Self::start_with(database_url, &[], "info")
    }

    /// Starts the service with further arguments, and a log of a level.
    pub(crate) fn start_with(database_url: &str, more: &[&str], log: &str) -> Self {
        let mut command = femtrinn(["serve", "--listen", "127.0.0.1:0"]);
        command.args(["--database-url", database_url, "--auth", &users()]).args(more);
        block_on(keys(database_url));
        command.arg("--keys-url").arg(keys_url(database_url));
        command.arg("--master-key-file").arg(master_key_file());
        command.env("RUST_LOG", log).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut service = Self::wait_for(command.spawn().unwrap());
        service.watch = Some(Watch::begin(database_url));
        service.database_url = Some(database_url.to_owned());
        service
    }

    /// Starts the service with a configuration of logins that has no local users.
    pub(crate) fn start_trusting(database_url: &str, auth: &Path) -> Self {
        Self::start_trusting_at(database_url, auth, "127.0.0.1:0")
    }

    /// The same at an address.
    pub(crate) fn start_trusting_at(database_url: &str, auth: &Path, listen: &str) -> Self {
        let mut command = femtrinn(["serve", "--listen", listen]);
        command.args(["--database-url", database_url, "--rate", "1000000", "--auth"]).arg(auth);
        block_on(keys(database_url));
        command.arg("--keys-url").arg(keys_url(database_url));
        command.arg("--master-key-file").arg(master_key_file());
        command.env("RUST_LOG", "warn").stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut service = Self::listening(command.spawn().unwrap(), false);
        service.watch = Some(Watch::begin(database_url));
        service.database_url = Some(database_url.to_owned());
        service
    }

    /// Takes a program that has been started, and waits until it says where it listens.
    pub(crate) fn wait_for(child: Child) -> Self {
        Self::listening(child, true)
    }

    fn listening(mut child: Child, has_users: bool) -> Self {
        let log = Arc::new(Mutex::new(String::new()));
        let logging = follow(child.stderr.take().unwrap(), log.clone());
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let Some(at) = line.find("http://") else {
            panic!("it says no address: {line}{}", log.lock().unwrap());
        };
        let address = line[at..].trim().to_owned();
        let (tokens, logins) = if has_users { users_of(&mut out) } else { Default::default() };
        // A refusal before the body was read ends the connection: each request has one of its own.
        let agent = Agent::config_builder()
            .max_idle_connections(0)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .build()
            .into();
        Self {
            child,
            address,
            agent,
            log,
            watch: None,
            database_url: None,
            logging: Some(logging),
            tokens,
            logins,
            _out: out,
        }
    }

    /// Its database.
    pub(crate) fn database_url(&self) -> &str {
        self.database_url.as_deref().unwrap()
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Asks for something.
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], None)
    }

    /// Sends something new, under a key of its own.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Reply {
        let key = format!("key-{}", crate::databases::serial());
        let headers = [("idempotency-key", key.as_str()), ("content-type", "application/json")];
        self.send("POST", path, &headers, Some(&body.to_string()))
    }

    /// Replaces what was seen with an `ETag`.
    pub(crate) fn put(&self, path: &str, etag: &str, body: &Value) -> Reply {
        let headers = [("if-match", etag), ("content-type", "application/json")];
        self.send("PUT", path, &headers, Some(&body.to_string()))
    }

    /// Sends a request as it is.
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Reply {
        self.try_send(method, path, headers, body).unwrap()
    }

    /// Sends a request as it is, with the token of a user.
    pub(crate) fn send_as(
        &self,
        user: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Reply {
        let token = self.bearer(user);
        let headers = [&[("authorization", token.as_str())], headers].concat();
        self.send_bare(method, path, &headers, body).unwrap()
    }

    /// Logs in as a user of the local issuer, with a browser's other cookies.
    pub(crate) fn log_in(&self, user: &str, headers: &[(&str, &str)]) -> Reply {
        let path = self.logins[user].strip_prefix(&self.address).unwrap();
        let reply = self.send_bare("GET", path, headers, None).unwrap();
        assert_eq!((reply.status, reply.header("location")), (303, "/docs"), "{reply:?}");
        reply
    }

    /// The header `Authorization` of a user.
    pub(crate) fn bearer(&self, user: &str) -> String {
        format!("Bearer {}", self.tokens[user])
    }

    /// Somebody else asks as well, or answers are lost: the log has more than this client sees, and never less.
    pub(crate) fn among_others(mut self) -> Self {
        self.watch = self.watch.take().map(Watch::among_others);
        self
    }

    /// Sends a request to a service that may not be there any more.
    pub(crate) fn try_send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Result<Reply, ureq::Error> {
        let user = if self.tokens.contains_key(EVERYBODY) { EVERYBODY } else { "job-specialist" };
        let token = self.bearer(user);
        let known = [("authorization", token.as_str()), ("femtrinn-reason", "matching")];
        self.send_bare(method, path, &[&known, headers].concat(), body)
    }

    /// Sends a request as it is, with no token but what the headers have.
    pub(crate) fn send_bare(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Result<Reply, ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = match body {
            Some(body) => self.agent.run(request.body(body).unwrap()),
            None => self.agent.run(request.body(()).unwrap()),
        };
        let mut response = response?;
        let bytes = response.body_mut().read_to_vec()?;
        // A workbook is no text: who asks for one reads its bytes.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let reply = Reply { status, headers, body: text, bytes };
        if let Some(watch) = &self.watch {
            watch.note(method, path, body, &reply);
        }
        Ok(reply)
    }

    /// The program's process.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Ends the service, and gives what it has logged.
    pub(crate) fn log(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.logging.take().unwrap().join().unwrap();
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(watch) = self.watch.take().filter(|_| !thread::panicking()) {
            watch.end();
        }
    }
}

/// The tokens, and the addresses that log in, that the program prints below its address, by user; the last line is
/// empty.
fn users_of(out: &mut impl BufRead) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let (mut tokens, mut logins) = (BTreeMap::new(), BTreeMap::new());
    let lines = out.lines().map(Result::unwrap).skip_while(|line| !line.contains("LOCAL ISSUER"));
    for line in lines.take_while(|line| !line.is_empty()) {
        match line.split_whitespace().collect::<Vec<_>>()[..] {
            ["token", name, token] => tokens.insert(name.to_owned(), token.to_owned()),
            ["login", name, address] => logins.insert(name.to_owned(), address.to_owned()),
            _ => None,
        };
    }
    (tokens, logins)
}

/// Reads to the end, so that the program never waits for a reader.
fn follow(mut from: ChildStderr, into: Arc<Mutex<String>>) -> JoinHandle<()> {
    thread::spawn(move || {
        let mut bytes = [0; 8192];
        while let Ok(read @ 1..) = from.read(&mut bytes) {
            into.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
    })
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    /// The status.
    pub(crate) status: u16,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body as text.
    pub(crate) body: String,
    /// The body as it came.
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The value of a header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The `ETag`.
    pub(crate) fn etag(&self) -> String {
        self.header("etag").to_owned()
    }

    /// Expects a problem, and gives its type without `/problems/`.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let body = self.json();
        assert_eq!(body["status"], self.status, "{self:?}");
        let kind = body["type"].as_str().unwrap().strip_prefix("/problems/").unwrap().to_owned();
        (self.status, kind)
    }
}
