//! A running service, and requests to it.
//!
//! ```ignore
//! each_database(|url| {
//!     let service = Service::start(url);
//!     let reply = service.post("/v1/openings", &json!({ .. }));
//!     assert_eq!(reply.status, 201);
//!     let changed = service.put("/v1/openings/O-1", &reply.etag(), &json!({ .. }));
//! });
//! ```

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStderr, ChildStdout, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use serde_json::Value;
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

use crate::command_line::femtrinn;

/// The municipality that the service of a test acts for.
pub(crate) const MUNICIPALITY: &str = "3205";

/// A service that runs for one test, and is killed when the test has ended.
pub(crate) struct Service {
    child: Child,
    address: String,
    agent: Agent,
    log: Arc<Mutex<String>>,
    logging: Option<JoinHandle<()>>,
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
        command.args(["--database-url", database_url, "--municipality", MUNICIPALITY]).args(more);
        command.env("RUST_LOG", log).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self::wait_for(command.spawn().unwrap())
    }

    /// Takes a program that has been started, and waits until it says where it listens.
    pub(crate) fn wait_for(mut child: Child) -> Self {
        let log = Arc::new(Mutex::new(String::new()));
        let logging = follow(child.stderr.take().unwrap(), log.clone());
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let Some(at) = line.find("http://") else {
            panic!("it says no address: {line}{}", log.lock().unwrap());
        };
        // A refusal before the body was read ends the connection: each request has one of its own.
        let agent = Agent::config_builder()
            .max_idle_connections(0)
            .http_status_as_error(false)
            .build()
            .into();
        let address = line[at..].trim().to_owned();
        Self { child, address, agent, log, logging: Some(logging), _out: out }
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

    /// Sends a request to a service that may not be there any more.
    pub(crate) fn try_send(
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
        let body = response.body_mut().read_to_vec()?;
        // A workbook is no text; what a test asks of one is its headers.
        let body = String::from_utf8_lossy(&body).into_owned();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Reply { status, headers, body })
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
    }
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
    /// The body.
    pub(crate) body: String,
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
