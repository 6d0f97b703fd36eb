//! A login from end to end, with a real `OpenID` provider (npm's oidc-provider) and a browser without a screen.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::json;
use ureq::Agent;
use ureq::http::Request;

use super::service::Service;
use crate::databases::{Folder, each_database};
use crate::house::root;

/// A provider that runs for one test.
struct Provider {
    child: Child,
    address: String,
    /// It goes on telling; who shuts its mouth ends it.
    _out: BufReader<ChildStdout>,
}

impl Provider {
    fn start(back: &str) -> Self {
        let packages = root().join("target/node/package.json");
        assert!(packages.exists(), "oidc-provider is not there: run .ci/setup");
        let mut command = Command::new("node");
        command.arg(root().join("tests/it/http/provider.mjs")).arg(back).arg(packages);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut address = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut address).unwrap();
        Self { child, address: address.trim().to_owned(), _out: out }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// As much of a browser as a login takes: cookies, and going where it is sent.
struct Browser {
    agent: Agent,
    cookies: BTreeMap<String, String>,
}

/// Where a browser is, and what it sees.
struct Page {
    address: String,
    status: u16,
    text: String,
}

impl Browser {
    fn new() -> Self {
        let config = Agent::config_builder().http_status_as_error(false);
        let config = config.max_idle_connections(0);
        let agent = config.max_redirects(0).max_redirects_will_error(false).build().into();
        Self { agent, cookies: BTreeMap::new() }
    }

    /// Goes to an address, and on to wherever it is sent, until it stands where a word is in the address.
    fn go(&mut self, address: &str, form: Option<&str>, until: &str) -> Page {
        let (mut address, mut form) = (address.to_owned(), form);
        for _ in 0..10 {
            let cookies: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let request = Request::builder().uri(&address).header("cookie", cookies.join("; "));
            let response = match form.take() {
                Some(form) => {
                    let kind = "application/x-www-form-urlencoded";
                    let request = request.method("POST").header("content-type", kind);
                    self.agent.run(request.body(form).unwrap())
                }
                None => self.agent.run(request.method("GET").body(()).unwrap()),
            };
            let mut response = response.unwrap();
            for cookie in response.headers().get_all("set-cookie") {
                let pair = cookie.to_str().unwrap().split(';').next().unwrap();
                let (name, value) = pair.split_once('=').unwrap();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            let status = response.status().as_u16();
            let next = response.headers().get("location").map(|it| it.to_str().unwrap().to_owned());
            let text = response.body_mut().read_to_string().unwrap();
            let Some(next) = next else { return Page { address, status, text } };
            let origin = address.split('/').take(3).collect::<Vec<_>>().join("/");
            address = if next.starts_with('/') { format!("{origin}{next}") } else { next };
            if !until.is_empty() && address.contains(until) {
                return Page { address, status, text };
            }
        }
        panic!("sent around in circles: {address}");
    }
}

#[test]
fn a_person_logs_in_with_a_real_provider() {
    each_database(|url| {
        // The provider must know where people come back to before the service runs.
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let provider = Provider::start(&format!("http://{free}/login/callback"));
        let folder = Folder::new();
        let secret = folder.path().join("secret");
        fs::write(&secret, "a-secret-of-this-test-alone\n").unwrap();
        let config = json!({"issuers": [{
            "name": "oidc", "issuer": provider.address, "audience": "api://femtrinn", "algorithms": ["RS256"],
            "municipality": {"claim": "/places", "values": [{"is": "lillestrom", "means": "3205"}]},
            "roles": {"claim": "/roles", "values": [{"is": "Jobbspesialist", "means": "job_specialist"}]},
            "specialist": {"claim": "/specialist"},
            "login": {"client_id": "femtrinn", "secret_file": secret},
        }]});
        let file = folder.path().join("auth.json");
        fs::write(&file, config.to_string()).unwrap();
        let service = Service::start_trusting_at(url, &file, &free.to_string());

        let mut browser = Browser::new();
        let login = format!("{}/login", service.address());
        let page = browser.go(&login, None, "");
        assert!(page.address.contains("/interaction/"), "{} {}", page.address, page.text);
        let asked = browser.go(&page.address, Some("prompt=login&login=kari&password=any"), "");
        assert!(asked.address.contains("/interaction/"), "{} {}", asked.address, asked.text);
        let back = browser.go(&asked.address, Some("prompt=consent"), "/login/callback");
        assert!(
            back.address.contains("code=") && back.address.contains("iss="),
            "{}",
            back.address
        );

        // Another browser with the same answer, and a swapped state, come to nothing and spend nothing.
        let stolen = Browser::new().go(&back.address, None, "");
        assert_eq!(stolen.status, 400, "{}", stolen.text);
        let swapped = back.address.replace("state=", "state=x");
        assert_eq!(browser.go(&swapped, None, "").status, 400);

        let home = browser.go(&back.address, None, "");
        assert_eq!((home.status, home.address.ends_with("/docs")), (200, true), "{}", home.text);
        let cookie = format!("femtrinn={}", browser.cookies["femtrinn"]);
        let me = service.send_bare("GET", "/v1/me", &[("cookie", &cookie)], None).unwrap();
        assert_eq!(
            me.json(),
            json!({
                "municipality": "3205", "subject": "oidc:kari", "roles": ["job_specialist"], "specialist": "S-1",
            })
        );
        // The answer is good once.
        assert_eq!(browser.go(&back.address, None, "").status, 400);
    });
}
