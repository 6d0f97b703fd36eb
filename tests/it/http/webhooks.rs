//! Webhooks, told to a real receiver in this process: signed, tried again, once each, and naming nobody.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use engine::domain::MunicipalityNumber;
use femtrinn_api::hooks::WAITS;
use femtrinn_api::store::webhooks::{self, Tried};
use femtrinn_api::store::{
    Clock, Database, Document, MunicipalityId, PageSize, Store, Ts, municipalities,
};
use jiff::ToSpan;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::service::Service;
use crate::databases::{self, block_on, each_database, with_both};
use crate::matching::runs::{fill, planned, the_weeks};
use crate::store::{a_lasting_municipality, a_time};

/// A request as it came.
#[derive(Debug, Clone)]
struct Received {
    path: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Received {
    fn header(&self, name: &str) -> &str {
        let mut all = self.headers.iter().filter(|(it, _)| it == name);
        let (_, value) = all.next().unwrap_or_else(|| panic!("no {name}: {self:?}"));
        assert!(all.next().is_none(), "{name} stands twice: {self:?}");
        value
    }

    fn event(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// Whoever is told: notes each request, and answers what is next in a list, or 204 after it.
struct Receiver {
    address: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Receiver {
    fn start(answers: &[&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let received: Arc<Mutex<Vec<Received>>> = Arc::default();
        let (all, answers) = (received.clone(), answers.to_vec());
        let mut answers = answers.into_iter();
        // It ends with the process.
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Some(request) = stream.ok().and_then(|it| read(&it).map(|got| (it, got)))
                else {
                    continue;
                };
                let (mut stream, request) = request;
                all.lock().unwrap().push(request);
                let status = answers.next().unwrap_or("204 No Content");
                let more = if status.starts_with("307") { "location: /elsewhere\r\n" } else { "" };
                let answer = format!(
                    "HTTP/1.1 {status}\r\n{more}content-length: 0\r\nconnection: close\r\n\r\n"
                );
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { address, received }
    }

    fn all(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Waits until so many requests have come.
    fn wait_for(&self, count: usize) -> Vec<Received> {
        let begun = Instant::now();
        while self.all().len() < count {
            assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", self.all());
            thread::sleep(Duration::from_millis(20));
        }
        self.all()
    }
}

/// Reads a request with a body of a known length.
fn read(stream: &TcpStream) -> Option<Received> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.push((name.to_lowercase(), value.to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length")?.1.parse().ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Received { path, headers, body: String::from_utf8(body).ok()? })
}

/// HMAC-SHA256 as RFC 2104 writes it, from the hash alone: nothing of what the service signs with.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut block = [0_u8; 64];
    block[..key.len()].copy_from_slice(key);
    let pad = |with: u8| block.map(|byte| byte ^ with);
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(text).finalize();
    Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize().to_vec()
}

/// Checks what a receiver checks: who sent it, when, and that nothing was changed.
fn verify(secret: &str, got: &Received) {
    let key = BASE64.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let (id, at) = (got.header("webhook-id"), got.header("webhook-timestamp"));
    let sent: i64 = at.parse().unwrap();
    assert!((jiff::Timestamp::now().as_second() - sent).abs() < 60, "{at}");
    let mac = hmac(&key, format!("{id}.{at}.{}", got.body).as_bytes());
    assert_eq!(got.header("webhook-signature"), format!("v1,{}", BASE64.encode(mac)));
    assert_eq!(got.header("content-type"), "application/cloudevents+json; charset=utf-8");
    let event = got.event();
    let fields: Vec<&String> = event.as_object().unwrap().keys().collect();
    let expected =
        ["specversion", "id", "type", "source", "subject", "time", "datacontenttype", "data"];
    assert!(fields.len() == expected.len() && expected.iter().all(|it| !event[it].is_null()));
    assert_eq!((&event["specversion"], &event["id"]), (&json!("1.0"), &json!(id)));
    assert_eq!(event["source"], "/v1/municipalities/3205");
    event["time"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
}

/// The service, which may tell whoever listens on this machine.
fn inside(url: &str) -> Service {
    Service::start_with(url, &["--webhooks-inside"], "info")
}

/// Has events sent to a receiver; gives the address of the webhook and its secret.
fn hook(service: &Service, receiver: &Receiver, types: &Value) -> (String, String) {
    let asked = json!({"url": format!("{}/hook", receiver.address), "types": types});
    let made = service.post("/v1/webhooks", &asked);
    assert_eq!(made.status, 201, "{made:?}");
    let secret = made.json()["secret"].as_str().unwrap().to_owned();
    (made.header("location").to_owned(), secret)
}

/// Waits until nothing is left to be delivered; gives state, attempts and last answer of each, the last one first.
fn settled(service: &Service, webhook: &str) -> Vec<(String, i64, String)> {
    let begun = Instant::now();
    loop {
        let found = service.get(&format!("{webhook}/deliveries?limit=200")).json();
        let items = found["items"].as_array().unwrap();
        if items.iter().all(|it| it["state"] != "waiting") {
            let text = |it: &Value, field: &str| it[field].as_str().unwrap_or_default().to_owned();
            let told = |it: &Value| {
                (text(it, "state"), it["attempts"].as_i64().unwrap(), text(it, "last_answer"))
            };
            return items.iter().map(told).collect();
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{found}");
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_happens_is_told_once_signed_and_names_nobody() {
    each_database(|url| {
        fill(url);
        let service = inside(url);
        // Twice it does not work out, and once it would lead elsewhere: then it is taken.
        let answers = ["500 Internal Server Error", "307 Temporary Redirect"];
        let (all, runs) = (Receiver::start(&answers[..1]), Receiver::start(&[]));
        let elsewhere = Receiver::start(&answers[1..]);
        let (webhook, secret) = hook(&service, &all, &json!([]));
        let types = json!(["no.femtrinn.match-run.done"]);
        let (of_runs, other) = hook(&service, &runs, &types);
        let (redirected, _) = hook(&service, &elsewhere, &types);
        assert_ne!(secret, other, "each has a secret of its own");
        let run = planned(&service, &the_weeks());
        let id = run["id"].as_str().unwrap();
        // The first try fails; a second later it comes again, as it was.
        let got = all.wait_for(2);
        assert_eq!(got[0].header("webhook-id"), got[1].header("webhook-id"));
        assert_eq!((&got[0].body, &got[1].path), (&got[1].body, &"/hook".to_owned()));
        let event = got[1].event();
        assert_eq!(event["type"], "no.femtrinn.match-run.done");
        assert_eq!(
            (&event["subject"], &event["data"]),
            (&json!(id), &json!({"address": format!("/v1/match-runs/{id}")}))
        );
        for received in &got {
            verify(&secret, received);
        }
        let got = runs.wait_for(1);
        verify(&other, &got[0]);
        assert_eq!(got[0].event()["id"], event["id"], "it is the same event");
        // Something is done about a proposal: what, and to whom, is for those who may ask.
        let proposals = service.get("/v1/proposals?state=awaiting").json();
        let proposal = proposals["items"][0]["id"].as_str().unwrap();
        let path = format!("/v1/proposals/{proposal}");
        let etag = service.get(&path).etag();
        let headers = [
            ("idempotency-key", "tell-it"),
            ("if-match", etag.as_str()),
            ("content-type", "application/json"),
        ];
        let told =
            service.send("POST", &format!("{path}/steps"), &headers, Some(r#"{"step": "tell"}"#));
        assert_eq!(told.status, 200, "{told:?}");
        let got = all.wait_for(3);
        verify(&secret, &got[2]);
        let event = got[2].event();
        assert_eq!(event["type"], "no.femtrinn.proposal.changed");
        assert_eq!(event["data"], json!({"address": path}));
        let people = (1..=25).map(|number| format!("K-{number:02}"));
        let names: Vec<String> = people.chain(["O-0".to_owned(), "S-1".to_owned()]).collect();
        for received in all.all().iter().chain(&runs.all()) {
            let told = format!("{received:?}");
            assert!(names.iter().all(|name| !told.contains(name.as_str())), "{told}");
            for word in ["tell", "candidate", "opening", "jobbsmak", "trial"] {
                assert!(!received.body.contains(word), "{word}: {told}");
            }
        }
        let delivered =
            |tries: i64, answer: &str| ("delivered".to_owned(), tries, answer.to_owned());
        assert_eq!(settled(&service, &webhook), [delivered(1, "204"), delivered(2, "204")]);
        assert_eq!(settled(&service, &of_runs), [delivered(1, "204")]);
        // Nobody goes where an answer sends them; the address itself is tried again.
        assert_eq!(settled(&service, &redirected), [delivered(2, "204")]);
        assert!(elsewhere.all().iter().all(|it| it.path == "/hook"), "{:?}", elsewhere.all());
        thread::sleep(Duration::from_secs(2));
        assert_eq!((all.all().len(), runs.all().len()), (3, 1), "once each");
        // The secret is shown once, and stands nowhere.
        let shown = service.get(&webhook);
        assert!(shown.status == 200 && shown.json().get("secret").is_none(), "{shown:?}");
        let key = BASE64.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let dump = block_on(everything(url));
        assert!(dump.contains("no.femtrinn.match-run.done"), "the search finds what is there");
        let hex = key.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        for hidden in [&secret[6..], &hex] {
            assert!(!dump.contains(hidden), "the secret lies in the database");
        }
        assert!(!service.log().contains(&secret));
    });
}

/// All rows as a backup has them.
async fn everything(url: &str) -> String {
    let store = Store::open(url).await.unwrap();
    let mut bytes = Vec::new();
    femtrinn_api::store::transfer::backup(&store, &mut bytes).await.unwrap();
    store.close().await;
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_secret_is_shown_once_even_when_the_request_is_sent_again() {
    each_database(|url| {
        let service = inside(url);
        let body = json!({"url": "https://example.no/femtrinn"}).to_string();
        let headers = [("idempotency-key", "a-webhook"), ("content-type", "application/json")];
        let first = service.send("POST", "/v1/webhooks", &headers, Some(&body));
        let again = service.send("POST", "/v1/webhooks", &headers, Some(&body));
        assert_eq!((first.status, again.status), (201, 201), "{again:?}");
        assert!(first.json()["secret"].is_string() && again.json().get("secret").is_none());
        assert_eq!(first.json()["id"], again.json()["id"]);
        assert!(!block_on(everything(url)).contains(first.json()["secret"].as_str().unwrap()));
    });
}

#[test]
fn without_leave_nothing_is_sent_inside() {
    each_database(|url| {
        let receiver = Receiver::start(&[]);
        let (made, path) = {
            let service = inside(url);
            let (webhook, _) = hook(&service, &receiver, &json!([]));
            (webhook, format!("{}/hook", receiver.address))
        };
        let service = Service::start(url);
        for refused in
            [&path, "https://10.0.0.1/", "https://[::1]/hook", "https://169.254.169.254/"]
        {
            let asked = service.post("/v1/webhooks", &json!({"url": refused}));
            assert_eq!(asked.problem(), (422, "invalid".to_owned()), "{refused}");
            assert_eq!(asked.json()["errors"][0]["pointer"], "/url");
        }
        // A name is looked at when it is asked: it can lead anywhere.
        let named = service.post("/v1/webhooks", &json!({"url": "https://localhost:9/hook"}));
        assert_eq!(named.status, 201, "{named:?}");
        let version = json!({"reason": "prøve"});
        let chosen = service.post("/v1/model-versions/prior-1/in-force", &version);
        assert_eq!(chosen.status, 200, "{chosen:?}");
        let begun = Instant::now();
        for (webhook, why) in
            [(made.as_str(), "https"), (named.header("location"), "no connection")]
        {
            loop {
                let tried =
                    service.get(&format!("{webhook}/deliveries")).json()["items"][0].clone();
                if tried["attempts"].as_i64() > Some(0) && tried["last_answer"].is_string() {
                    assert!(tried["last_answer"].as_str().unwrap().contains(why), "{tried}");
                    assert_eq!(tried["state"], "waiting", "{tried}");
                    break;
                }
                assert!(begun.elapsed() < Duration::from_secs(30), "{tried}");
                thread::sleep(Duration::from_millis(50));
            }
        }
        assert!(receiver.all().is_empty(), "{:?}", receiver.all());
    });
}

#[test]
fn whoever_is_gone_is_told_no_more_and_so_is_whose_webhook_was_ended() {
    each_database(|url| {
        let service = inside(url);
        let (gone, ended) = (Receiver::start(&["410 Gone"]), Receiver::start(&[]));
        let (webhook, _) = hook(&service, &gone, &json!([]));
        let (other, _) = hook(&service, &ended, &json!([]));
        let stop = service.post(&format!("{other}/end"), &json!({}));
        assert_eq!((stop.status, &stop.json()["ended"]), (200, &json!("by_person")));
        let twice = service.post(&format!("{other}/end"), &json!({}));
        assert_eq!(twice.problem(), (409, "not-now".to_owned()));
        let chosen = json!({"reason": "prøve"});
        assert_eq!(service.post("/v1/model-versions/prior-1/in-force", &chosen).status, 200);
        gone.wait_for(1);
        assert_eq!(settled(&service, &webhook), [("failed".to_owned(), 1, "410".to_owned())]);
        assert_eq!(service.get(&webhook).json()["ended"], "by_receiver");
        assert_eq!(service.post("/v1/model-versions/prior-1/in-force", &chosen).status, 200);
        thread::sleep(Duration::from_secs(2));
        assert_eq!((gone.all().len(), ended.all().len()), (1, 0));
    });
}

#[test]
fn what_a_server_could_not_tell_before_it_died_another_tells() {
    each_database(|url| {
        // It takes the event, and never answers: then the server is killed.
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = silent.local_addr().unwrap();
        let mut first = inside(url).among_others();
        let asked = json!({"url": format!("http://{address}/hook")});
        let made = first.post("/v1/webhooks", &asked);
        assert_eq!(made.status, 201, "{made:?}");
        let webhook = made.header("location").to_owned();
        let secret = made.json()["secret"].as_str().unwrap().to_owned();
        let chosen = json!({"reason": "prøve"});
        assert_eq!(first.post("/v1/model-versions/prior-1/in-force", &chosen).status, 200);
        let (stream, _) = silent.accept().unwrap();
        let before = read(&stream).unwrap();
        first.child().kill().unwrap();
        first.child().wait().unwrap();
        drop(stream);
        // Nobody waits half a minute for the lease here: it is as if that time were over.
        block_on(let_go(url));
        let second = inside(url).among_others();
        let (stream, _) = silent.accept().unwrap();
        let after = read(&stream).unwrap();
        (&stream).write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
        drop(stream);
        assert_eq!(before.body, after.body);
        assert_eq!(before.header("webhook-id"), after.header("webhook-id"));
        verify(&secret, &after);
        assert_eq!(settled(&second, &webhook), [("delivered".to_owned(), 2, "200".to_owned())]);
    });
}

/// Makes due at once what a server that died still holds.
async fn let_go(url: &str) {
    const LET_GO: &str = "UPDATE webhook_delivery SET due_at = created_at WHERE state = 'waiting'";
    let store = databases::open(url).await;
    let done = match &*store {
        Database::Sqlite { writer, .. } => {
            sqlx::query(LET_GO).execute(writer).await.unwrap().rows_affected()
        }
        Database::Postgres(pool) => {
            sqlx::query(LET_GO).execute(pool).await.unwrap().rows_affected()
        }
    };
    assert_eq!(done, 1);
    store.close().await;
}

#[test]
fn two_never_hold_one_event_and_only_the_last_who_took_it_writes() {
    with_both(|store| async move {
        let here = a_lasting_municipality(&store, "3205").await;
        let now = a_time();
        let mut tx = store.write().await.unwrap();
        for id in ["W-1", "W-2"] {
            let (url, types) = ("https://example.no/", Document("[]".to_owned()));
            webhooks::insert(&mut tx, here, id, url, &types, "A", now).await.unwrap();
        }
        tell(&mut tx, here, now).await;
        let after = |seconds: i64| Ts::new(now.timestamp() + seconds.seconds());
        let first = webhooks::take(&mut tx, now, after(30)).await.unwrap().unwrap();
        let second = webhooks::take(&mut tx, now, after(30)).await.unwrap().unwrap();
        assert_eq!((first.webhook_id.as_str(), second.webhook_id.as_str()), ("W-1", "W-2"));
        assert_eq!((first.event_id.as_str(), first.attempts), (second.event_id.as_str(), 1));
        assert_eq!(
            webhooks::take(&mut tx, after(29), after(60)).await.unwrap(),
            None,
            "both are held"
        );
        assert!(!webhooks::is_due(&mut tx, after(29)).await.unwrap());
        // The lease is over: another takes it, and the first writes nothing any more.
        let again = webhooks::take(&mut tx, after(30), after(60)).await.unwrap().unwrap();
        assert_eq!((again.webhook_id.as_str(), again.attempts), ("W-1", 2));
        let late = webhooks::tried(&mut tx, &first, Tried::Delivered, "200", after(31)).await;
        assert!(!late.unwrap());
        let done =
            webhooks::tried(&mut tx, &again, Tried::Again(after(90)), "500", after(31)).await;
        assert!(done.unwrap());
        assert!(webhooks::tried(&mut tx, &second, Tried::Failed, "500", after(31)).await.unwrap());
        assert_eq!(webhooks::take(&mut tx, after(89), after(99)).await.unwrap(), None);
        let last = webhooks::take(&mut tx, after(90), after(120)).await.unwrap().unwrap();
        assert_eq!((last.webhook_id.as_str(), last.attempts), ("W-1", 3));
        assert!(webhooks::tried(&mut tx, &last, Tried::Delivered, "204", after(91)).await.unwrap());
        assert_eq!(webhooks::forget(&mut tx, here, after(91)).await.unwrap(), 1, "the older one");
        tx.commit().await.unwrap();
    });
    assert!(WAITS.is_sorted(), "waits grow");
}

#[test]
fn two_events_that_a_receiver_wants_no_more_at_once_do_not_wait_for_each_other() {
    with_both(|store| async move {
        let here = a_lasting_municipality(&store, "3205").await;
        let now = a_time();
        let until = Ts::new(now.timestamp() + 30.seconds());
        // Each round is another chance to meet.
        for round in 0..20 {
            let id = format!("W-{round}");
            let mut tx = store.write().await.unwrap();
            let (url, types) = ("https://example.no/", Document("[]".to_owned()));
            webhooks::insert(&mut tx, here, &id, url, &types, "A", now).await.unwrap();
            tell(&mut tx, here, now).await;
            tell(&mut tx, here, now).await;
            let first = webhooks::take(&mut tx, now, until).await.unwrap().unwrap();
            let second = webhooks::take(&mut tx, now, until).await.unwrap().unwrap();
            tx.commit().await.unwrap();
            let gone = async |taken| {
                let mut tx = store.write().await?;
                webhooks::gone(&mut tx, taken, "410", now).await?;
                tx.commit().await
            };
            let (one, other) = tokio::join!(gone(&first), gone(&second));
            one.and(other).unwrap_or_else(|error| panic!("round {round}: {error:?}"));
            let mut tx = store.read().await.unwrap();
            let webhook = webhooks::find(&mut tx, here, &id).await.unwrap().unwrap();
            assert_eq!(webhook.ended.as_deref(), Some("by_receiver"));
            let all = webhooks::deliveries(&mut tx, here, &id, None, PageSize::MOST).await.unwrap();
            let answers: BTreeSet<_> =
                all.iter().filter_map(|it| it.last_answer.as_deref()).collect();
            assert_eq!(answers, BTreeSet::from(["410", "the webhook has ended"]));
        }
    });
}

/// Something happens.
async fn tell(tx: &mut femtrinn_api::store::Tx, here: MunicipalityId, now: Ts) {
    use femtrinn_api::store::model_versions::choose;
    choose(tx, here, None, "prøve", "A", now).await.unwrap();
}

/// Stores a webhook W-1, for tests of all operations.
pub(crate) async fn a_webhook(url: &str) {
    let store = databases::open(url).await;
    let mut tx = store.write().await.unwrap();
    let number = MunicipalityNumber::new("3205").unwrap();
    let here = municipalities::find_by_number(&mut tx, &number).await.unwrap().unwrap().id;
    let (to, types) = ("https://femtrinn.invalid/hook", Document("[]".to_owned()));
    webhooks::insert(&mut tx, here, "W-1", to, &types, "test", Clock::System.now()).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
}
