//! What every request meets, whatever it asks for.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::openings::{an_opening, with_workplace};
use super::resources::fill;
use super::service::Service;
use crate::databases::each_database;

/// Method, address, headers, body; status, and the problem's type.
type Case<'c> = (&'c str, &'c str, &'c [(&'c str, &'c str)], Option<&'c str>, u16, &'c str);

#[test]
fn whatever_is_wrong_is_told_as_a_problem() {
    const JSON: (&str, &str) = ("content-type", "application/json");
    const KEY: (&str, &str) = ("idempotency-key", "k");
    const ASK: (&str, &str) = ("expect", "100-continue");
    let long = "x".repeat(256);
    let large = format!("{{\"title\": \"{}\"}}", "x".repeat(1024 * 1024));
    each_database(|url| {
        let service = with_workplace(url);
        let there = service.post("/v1/openings", &an_opening("W-1")).header("location").to_owned();
        let there = there.as_str();
        #[rustfmt::skip]
        let cases: [Case<'_>; 21] = [
            // method  path                      headers                         body                 status  type
            ("GET",    "/nowhere",               &[],                            None,                404, "no-such-address"),
            ("GET",    "/v1/openings/O-404",     &[],                            None,                404, "not-found"),
            ("GET",    "/v1/openings/%C3%A5",    &[],                            None,                404, "not-found"),
            ("GET",    "/v1/openings/%FF",       &[],                            None,                400, "malformed"),
            ("DELETE", "/v1/openings",           &[],                            None,                405, "method-not-allowed"),
            ("GET",    there,                    &[("accept", "text/html")],     None,                406, "not-acceptable"),
            ("GET",    "/v1/openings?limit=0",   &[],                            None,                400, "malformed"),
            ("GET",    "/v1/openings?limit=x",   &[],                            None,                400, "malformed"),
            ("GET",    "/v1/openings?page=2",    &[],                            None,                400, "malformed"),
            ("GET",    "/v1/openings?after=+",   &[],                            None,                400, "malformed"),
            ("POST",   "/v1/openings",           &[JSON],                        Some("{}"),          400, "idempotency-key-missing"),
            ("POST",   "/v1/openings",           &[JSON, ("idempotency-key", &long)], Some("{}"),     400, "malformed"),
            ("POST",   "/v1/openings",           &[KEY],                         Some("{}"),          415, "unsupported-media-type"),
            ("POST",   "/v1/openings",           &[KEY, JSON, ("content-encoding", "gzip")], Some("{}"), 415, "unsupported-media-type"),
            ("POST",   "/v1/openings",           &[KEY, JSON],                   Some("{\"title\":"), 400, "malformed"),
            ("POST",   "/v1/openings",           &[KEY, JSON],                   Some("[]"),          422, "invalid"),
            ("POST",   "/v1/openings",           &[KEY, JSON],                   Some("{}"),          422, "invalid"),
            ("POST",   "/v1/openings",           &[KEY, JSON, ASK],              Some(&large),        413, "too-large"),
            ("PUT",    there,                    &[JSON],                        Some("{}"),          428, "if-match-missing"),
            ("PUT",    there,                    &[JSON, ("if-match", "1")],     Some("{}"),          400, "malformed"),
            ("PUT",    there,                    &[JSON, ("if-match", "\"1\"")], Some("{\"id\": \"O-2\"}"), 422, "invalid"),
        ];
        for (method, path, headers, body, status, kind) in cases {
            let reply = service.send(method, path, headers, body);
            assert_eq!(reply.problem(), (status, kind.to_owned()), "{method} {path}: {reply:?}");
            assert!(reply.json()["detail"].as_str().unwrap().len() > 10, "{reply:?}");
            assert_eq!(reply.header("x-content-type-options"), "nosniff");
            let page = service.get(reply.json()["type"].as_str().unwrap());
            assert_eq!(
                (page.status, page.header("content-type")),
                (200, "text/html; charset=utf-8")
            );
        }
        let allowed = service.send("DELETE", "/v1/openings", &[], None);
        assert_eq!(allowed.header("allow"), "GET,HEAD,POST");
        let asked = service.send("OPTIONS", there, &[], None);
        assert_eq!((asked.status, asked.header("allow")), (204, "GET,HEAD,PUT"));
        let head = service.send("HEAD", there, &[], None);
        assert_eq!((head.status, head.body.as_str(), head.etag().as_str()), (200, "", "\"1\""));
    });
}

#[test]
fn a_post_that_is_sent_again_is_carried_out_once() {
    each_database(|url| {
        let service = with_workplace(url);
        let headers = [("idempotency-key", "the-same"), ("content-type", "application/json")];
        let body = an_opening("W-1").to_string();
        let post = |body: &str| service.send("POST", "/v1/openings", &headers, Some(body));
        let (first, again) = (post(&body), post(&body));
        assert_eq!((first.status, again.status), (201, 201));
        assert_eq!((&first.body, first.etag()), (&again.body, again.etag()));
        assert_eq!(first.header("location"), again.header("location"));
        let other = post(&body.replace("kantina", "kafeen"));
        assert_eq!(other.problem(), (422, "idempotency-key-reused".to_owned()));
        assert_eq!(service.get("/v1/openings").json()["items"].as_array().unwrap().len(), 1);

        // Many at once: each is the one answer, or is told to wait for it.
        let headers = [("idempotency-key", "many"), ("content-type", "application/json")];
        let replies: Vec<(u16, String)> = thread::scope(|scope| {
            let send = || service.send("POST", "/v1/openings", &headers, Some(&body));
            let running: Vec<_> = (0..8).map(|_| scope.spawn(send)).collect();
            running
                .into_iter()
                .map(|it| it.join().unwrap())
                .map(|it| (it.status, it.body))
                .collect()
        });
        assert!(replies.iter().all(|(status, _)| [201, 409].contains(status)), "{replies:?}");
        let made: Vec<&String> =
            replies.iter().filter(|(status, _)| *status == 201).map(|(_, body)| body).collect();
        assert!(!made.is_empty() && made.iter().all(|body| *body == made[0]), "{replies:?}");
        assert_eq!(service.get("/v1/openings").json()["items"].as_array().unwrap().len(), 2);
    });
}

#[test]
fn the_log_has_the_trace_and_the_route_and_nothing_about_anybody() {
    each_database(|url| {
        let service = Service::start_with(url, &[], "trace");
        let trace = "0af7651916cd43dd8448eb211c80319c";
        let traceparent = format!("00-{trace}-b7ad6b7169203331-01");
        let id = "0190c4a2-3f5e-7cc0-9b1d-4f5f6a7b8c9d";
        let headers = [
            ("traceparent", traceparent.as_str()),
            ("x-request-id", id),
            ("content-type", "application/json"),
            ("idempotency-key", "Canary-key"),
            ("user-agent", "Canary-agent"),
        ];
        let body = json!({"title": "Canary-title", "id": "Canary-id", "canary": "Canary-field"});
        let path = "/v1/employers?Canary-query=Canary-value";
        let reply = service.send("POST", path, &headers, Some(&body.to_string()));
        assert_eq!((reply.status, reply.header("x-request-id")), (422, id));
        service.send("GET", "/v1/openings/Canary-path", &headers[..2], None);
        service.send("GET", "/v1/openings?after=Canary%20after", &headers[..2], None);
        let metrics = service.get("/metrics").body;
        assert!(metrics.contains("route=\"/v1/openings/{id}\""), "{metrics}");
        let log = service.log();
        for expected in [trace, id, "/v1/openings/{id}"] {
            assert!(log.contains(expected), "{expected} is not in {log}");
        }
        let told = log.lines().find(|line| line.contains("Canary"));
        assert!(told.is_none() && !metrics.contains("Canary"), "{told:?}");
    });
}

#[test]
fn a_service_that_is_told_to_end_says_so_and_finishes_what_it_has_begun() {
    each_database(|url| {
        let mut service = Service::start(url);
        assert_eq!((service.get("/isalive").status, service.get("/isready").status), (200, 200));
        let pid = service.child().id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let began = Instant::now();
        while service.get("/isready").status == 200 {
            assert!(began.elapsed() < Duration::from_secs(2), "it is still ready");
        }
        assert_eq!(service.get("/isready").problem(), (503, "unavailable".to_owned()));
        assert_eq!(service.get("/v1/openings").status, 200);
        let ended = service.child().wait().unwrap();
        assert!(ended.success() && began.elapsed() < Duration::from_secs(25), "{ended}");
    });
}

#[test]
fn who_asks_too_fast_is_told_when_to_come_again() {
    each_database(|url| {
        let service = Service::start_with(url, &["--rate", "1"], "info");
        let refused = (0..10).map(|_| service.get("/v1/openings")).find(|it| it.status != 200);
        let refused = refused.expect("a burst of four and no more");
        assert_eq!(refused.problem(), (429, "too-many-requests".to_owned()));
        assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
        assert_eq!(service.get("/isalive").status, 200, "a probe is never refused");
    });
}

#[test]
fn who_sends_too_much_to_the_end_is_told_so() {
    const BYTES: usize = 16 * 1024 * 1024;
    each_database(|url| {
        let service = Service::start(url);
        let host = service.address().strip_prefix("http://").unwrap();
        let announced = format!("content-length: {BYTES}");
        for (size, parts) in [(announced.as_str(), 1), ("transfer-encoding: chunked", 16)] {
            let mut stream = TcpStream::connect(host).unwrap();
            let token = service.bearer("all");
            let head = format!(
                "POST /v1/employers HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n\
                 idempotency-key: large\r\nauthorization: {token}\r\n{size}\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).unwrap();
            let part = vec![b'x'; BYTES / parts];
            for _ in 0..parts {
                if parts > 1 {
                    write!(stream, "{:x}\r\n", part.len()).unwrap();
                }
                stream.write_all(&part).unwrap();
                if parts > 1 {
                    write!(stream, "\r\n").unwrap();
                }
            }
            if parts > 1 {
                write!(stream, "0\r\n\r\n").unwrap();
            }
            let mut reply = String::new();
            stream.read_to_string(&mut reply).unwrap();
            assert!(reply.starts_with("HTTP/1.1 413 "), "{size}: {reply}");
            assert!(reply.contains("/problems/too-large"), "{size}: {reply}");
        }
    });
}

#[test]
fn what_is_wrong_is_told_in_the_language_that_is_asked_for() {
    each_database(|url| {
        let service = Service::start(url);
        fill(&service);
        let too_early = json!({"on": "2026-03-03", "by": "S-1", "what": "kartlegging_begun"});
        let cases = [
            ("", "en-GB", "Not found", "there is no opening", "it does not belong"),
            ("nb-NO", "nb", "Finnes ikke", "noen stilling", "det hører ikke til"),
            ("nn, nb;q=0.9", "nn", "Finst ikkje", "noka stilling", "det høyrer ikkje til"),
        ];
        for (asked, tag, title, detail, reason) in cases {
            let missing =
                service.send("GET", "/v1/openings/O-404", &[("accept-language", asked)], None);
            assert_eq!(missing.problem(), (404, "not-found".to_owned()));
            assert_eq!(missing.header("content-language"), tag);
            let problem = missing.json();
            assert_eq!(problem["title"], title);
            assert!(problem["detail"].as_str().unwrap().contains(detail), "{problem}");

            let headers = [
                ("accept-language", asked),
                ("content-type", "application/json"),
                ("if-match", "\"1\""),
                ("idempotency-key", "too-early"),
            ];
            let path = "/v1/candidates/K-07/events";
            let refused = service.send("POST", path, &headers, Some(&too_early.to_string()));
            assert_eq!(refused.problem(), (409, "not-legal-now".to_owned()));
            let problem = refused.json();
            assert!(problem["detail"].as_str().unwrap().contains(reason), "{problem}");
            assert!(problem["errors"][0]["detail"].as_str().unwrap().contains(reason), "{problem}");
        }
    });
}

#[test]
fn who_sends_what_is_refused_again_and_again_waits_before_it_is_verified() {
    each_database(|url| {
        let service = Service::start_with(url, &["--rate", "2"], "warn");
        assert_eq!(service.get("/v1/me").status, 200);
        let sound = service.bearer("auditor");
        let (head, signature) = sound.rsplit_once('.').unwrap();
        let forged = format!("{head}.{}", signature.chars().rev().collect::<String>());
        let forge = || {
            let headers = [("authorization", forged.as_str())];
            service.send_bare("GET", "/v1/me", &headers, None).unwrap().status
        };
        let told: Vec<u16> = (0..30).map(|_| forge()).collect();
        assert_eq!(told[..8], [401; 8], "four seconds' worth");
        assert!(told.contains(&429), "{told:?}");
        // There may just be room again for one of them, and not for all.
        let mut users = ["auditor", "employer", "municipality", "administrator"].into_iter();
        let refused = users.find_map(|user| {
            while forge() != 429 {}
            let reply = service.send_as(user, "GET", "/v1/me", &[], None);
            (reply.status != 200).then_some(reply)
        });
        let refused = refused.expect("nothing is verified").problem();
        assert_eq!(refused, (429, "too-many-requests".to_owned()));
        assert_eq!(service.get("/v1/me").status, 200, "who was believed does not wait for them");
    });
}
