//! The service and the database, killed in the middle of their work: what was acknowledged is there afterwards.
//!
//! A tenth of the kills is part of every run; `FEMTRINN_KILLS=all` makes it 100 of the service on SQLite, 30 of it
//! on PostgreSQL, and 10 of PostgreSQL itself. `--nocapture` shows the counts.

use std::collections::BTreeMap;
use std::env;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use engine::domain::MunicipalityNumber;
use femtrinn_api::store::openings::{self, StoredOpening};
use femtrinn_api::store::{self, PageSize, Store, Tx, Version, municipalities};
use serde_json::Value;

use crate::databases::{Folder, block_on};
use crate::http::openings::{an_opening, with_workplace};
use crate::http::service::{MUNICIPALITY, Reply, Service};
use crate::postgres::Server;

/// Writers at a time.
const WRITERS: u64 = 4;

/// How many kills there are: all, or a tenth.
fn kills(all: u64) -> u64 {
    if env::var("FEMTRINN_KILLS").is_ok_and(|it| it == "all") { all } else { all.div_ceil(10) }
}

/// How long to wait before a kill: 20 to 320 ms, another time for each.
fn moment(kill: u64) -> Duration {
    // Source: Knuth, The Art of Computer Programming 3, 6.4: multiplying by 2^64 over the golden ratio scatters.
    Duration::from_millis(20 + (kill.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) % 300)
}

/// What the service has said of its work.
#[derive(Debug, Default)]
struct Said {
    /// The version that each opening was said to have, by its id.
    acknowledged: BTreeMap<String, i64>,
    /// What was sent and not answered: its key and its body.
    cut_off: Vec<(String, Value)>,
    /// How many answers.
    answers: u64,
    /// How many of those that were cut off got their answer when they were sent again.
    repeated: u64,
}

impl Said {
    fn merge(&mut self, other: Self) {
        let Self { acknowledged, cut_off, answers, repeated } = other;
        for (id, version) in acknowledged {
            let known = self.acknowledged.entry(id).or_default();
            *known = version.max(*known);
        }
        self.cut_off.extend(cut_off);
        self.answers += answers;
        self.repeated += repeated;
    }

    /// Notes down an answer that says that something is written.
    fn heard(&mut self, reply: &Reply) -> String {
        let id = reply.json()["id"].as_str().unwrap().to_owned();
        let version = reply.etag().trim_matches('"').parse().unwrap();
        self.acknowledged.insert(id.clone(), version);
        self.answers += 1;
        id
    }
}

fn post(service: &Service, key: &str, body: &Value) -> Result<Reply, ureq::Error> {
    let headers = [("idempotency-key", key), ("content-type", "application/json")];
    service.try_send("POST", "/v1/openings", &headers, Some(&body.to_string()))
}

/// Writes without a pause until the service is gone or the work is over: new openings, and changes to some.
fn write(service: &Service, name: &str, over: &AtomicBool) -> Said {
    let mut said = Said::default();
    for count in 0.. {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let mut body = an_opening("W-1");
        body["title"] = format!("Work {name}-{count}").into();
        let key = format!("{name}-{count}");
        let Ok(reply) = post(service, &key, &body) else {
            said.cut_off.push((key, body));
            break;
        };
        if reply.status != 201 {
            // The database is gone, not the service: whether it is written is not known.
            assert_eq!(reply.status, 503, "{reply:?}");
            said.cut_off.push((key, body));
            thread::sleep(Duration::from_millis(20));
            continue;
        }
        let id = said.heard(&reply);
        if count % 3 == 0 {
            body["places"] = 2.into();
            body["id"] = id.as_str().into();
            let headers = [("if-match", "\"1\""), ("content-type", "application/json")];
            let path = format!("/v1/openings/{id}");
            match service.try_send("PUT", &path, &headers, Some(&body.to_string())) {
                Ok(reply) if reply.status == 200 => {
                    said.heard(&reply);
                }
                Ok(reply) => assert_eq!(reply.status, 503, "{reply:?}"),
                Err(_) => break,
            }
        }
    }
    said
}

/// Tells the writers to stop, also where what they wait for has failed.
struct Stops<'o>(&'o AtomicBool);

impl Drop for Stops<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Lets the writers work until `end` has done its work.
fn under_load(service: &Service, name: &str, end: impl FnOnce()) -> Said {
    let over = AtomicBool::new(false);
    let mut said = Said::default();
    thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (name, over) = (format!("{name}-{writer}"), &over);
                scope.spawn(move || write(service, &name, over))
            })
            .collect();
        let stops = Stops(&over);
        end();
        drop(stops);
        for writer in writers {
            said.merge(writer.join().unwrap());
        }
    });
    said
}

/// Sends again what was cut off: each is written once, however often it is sent.
fn send_again(service: &Service, said: &mut Said) {
    for (key, body) in std::mem::take(&mut said.cut_off) {
        let reply = post(service, &key, &body).unwrap();
        assert_eq!(reply.status, 201, "{reply:?}");
        let id = said.heard(&reply);
        let again = post(service, &key, &body).unwrap();
        assert_eq!((again.status, again.json()["id"].as_str()), (201, Some(id.as_str())));
        said.repeated += 1;
    }
}

async fn all_openings(store: &Store) -> Vec<StoredOpening> {
    let mut tx = store.read().await.unwrap();
    let number = MunicipalityNumber::new(MUNICIPALITY).unwrap();
    let here = municipalities::find_by_number(&mut tx, &number).await.unwrap().unwrap().id;
    let mut all: Vec<StoredOpening> = Vec::new();
    loop {
        let after = all.last().map(|it| it.id.0.clone());
        let page = openings::list(&mut tx, here, after.as_ref(), None, None, PageSize::MOST).await;
        let page = page.unwrap();
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

/// Expects that all that was acknowledged is there, that nothing is there twice, and that the database is sound.
fn expect_whole(url: &str, said: &Said) {
    block_on(async {
        let store = Store::open(url).await.unwrap();
        let found = all_openings(&store).await;
        let versions: BTreeMap<&str, Version> =
            found.iter().map(|it| (it.id.as_str(), it.version)).collect();
        let lost: Vec<_> = said
            .acknowledged
            .iter()
            .filter(|(id, version)| versions.get(id.as_str()).is_none_or(|it| it.0 < **version))
            .collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        let title = |it: &StoredOpening| {
            let body: Value = serde_json::from_str(&it.body.0).unwrap();
            body["title"].as_str().unwrap().to_owned()
        };
        let mut titles: Vec<String> = found.iter().map(title).collect();
        titles.sort_unstable();
        let written = titles.len();
        titles.dedup();
        assert_eq!(titles.len(), written, "something is there twice");
        sound(&store).await;
        store.close().await;
    });
}

/// The database's own checks.
async fn sound(store: &Store) {
    match store.write().await.unwrap() {
        Tx::Sqlite(mut tx) => {
            let told: Vec<String> =
                sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut *tx).await.unwrap();
            assert_eq!(told, ["ok"]);
            let dangling =
                sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut *tx).await.unwrap();
            assert!(dangling.is_empty(), "{} rows point to nothing", dangling.len());
        }
        Tx::Postgres(mut tx) => {
            const CHECK: &str = "
                SELECT count(bt_index_check(pg_class.oid, true))
                FROM pg_class JOIN pg_am ON pg_am.oid = relam
                WHERE relkind = 'i' AND amname = 'btree'
                    AND relnamespace = CAST(current_schema() AS regnamespace)";
            sqlx::query("CREATE EXTENSION IF NOT EXISTS amcheck").execute(&mut *tx).await.unwrap();
            let checked: i64 = sqlx::query_scalar(CHECK).fetch_one(&mut *tx).await.unwrap();
            assert!(checked >= 10, "only {checked} indexes were checked");
        }
    }
}

/// Kills the service again and again while it writes.
fn kill_the_service(url: &str, kills: u64) -> Said {
    block_on(store::migrate(url)).unwrap();
    drop(with_workplace(url));
    let mut said = Said::default();
    for kill in 0..kills {
        let mut service = Service::start_with(url, &["--rate", "1000000"], "error").among_others();
        send_again(&service, &mut said);
        let process = service.child().id().to_string();
        said.merge(under_load(&service, &kill.to_string(), || {
            thread::sleep(moment(kill));
            kill_9(&process);
        }));
        service.child().wait().unwrap();
        expect_whole(url, &said);
    }
    let service = Service::start_with(url, &["--rate", "1000000"], "error").among_others();
    send_again(&service, &mut said);
    drop(service);
    expect_whole(url, &said);
    let found = block_on(async { all_openings(&Store::open(url).await.unwrap()).await });
    assert_eq!(found.len(), said.acknowledged.len(), "all that is there was acknowledged");
    said
}

fn kill_9(process: &str) {
    let killed = std::process::Command::new("kill").args(["-9", process]).status();
    assert!(killed.unwrap().success());
}

fn tell(what: &str, kills: u64, said: &Said) {
    let Said { acknowledged, cut_off: _, answers, repeated } = said;
    println!(
        "{kills} kills of {what}: {answers} writes acknowledged ({} openings), 0 lost; \
         {repeated} were cut off and sent again, 0 twice",
        acknowledged.len()
    );
    assert!(*answers >= kills * 5, "too few writes to tell anything: {answers}");
}

#[test]
fn the_service_is_killed_on_sqlite() {
    let folder = Folder::new();
    let url = format!("sqlite:{}", folder.path().join("femtrinn.db").display());
    let kills = kills(100);
    tell("the service on SQLite", kills, &kill_the_service(&url, kills));
}

#[test]
fn the_service_is_killed_on_postgresql() {
    let server = Server::start(&[]);
    let kills = kills(30);
    tell("the service on PostgreSQL", kills, &kill_the_service(&server.database(), kills));
    assert!(server.end_and_verify());
}

#[test]
fn postgresql_is_killed() {
    let server = Server::start(&[]);
    let url = server.database();
    block_on(store::migrate(&url)).unwrap();
    drop(with_workplace(&url));
    let service = Service::start_with(&url, &["--rate", "1000000"], "error").among_others();
    let (mut said, mut longest) = (Said::default(), Duration::ZERO);
    let kills = kills(10);
    for kill in 0..kills {
        said.merge(under_load(&service, &kill.to_string(), || {
            thread::sleep(moment(kill));
            server.crash();
            server.start_again();
            longest = longest.max(until_it_writes(&service, kill));
            thread::sleep(moment(kill));
        }));
        send_again(&service, &mut said);
        expect_whole(&url, &said);
    }
    drop(service);
    tell("PostgreSQL", kills, &said);
    println!("the service wrote again {:.1} s after PostgreSQL was back", longest.as_secs_f64());
    assert!(server.end_and_verify());
}

/// How long it takes until the service, which was never restarted, writes again.
fn until_it_writes(service: &Service, kill: u64) -> Duration {
    let begin = Instant::now();
    let mut body = an_opening("W-1");
    body["title"] = format!("Back {kill}").into();
    while post(service, &format!("back-{kill}"), &body).unwrap().status != 201 {
        assert!(begin.elapsed() < Duration::from_secs(30), "it does not write again");
        thread::sleep(Duration::from_millis(50));
    }
    begin.elapsed()
}
