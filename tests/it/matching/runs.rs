//! Match runs over HTTP: asked for, waited for, run again, called off, and taken over when a server dies.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use femtrinn_api::demo::first_monday;
use femtrinn_api::store::Document;
use femtrinn_api::store::match_runs::{self, Ended, NewRun, RunState};
use serde_json::{Value, json};

use super::follow::today;
use crate::command_line::femtrinn;
use crate::databases::{self, block_on, each_database, keys_url, master_key_file, with_both};
use crate::http::service::{Reply, Service};
use crate::store::{a_lasting_municipality, a_time};

/// Fills a migrated database with the invented Lillestrøm as it is today.
pub(crate) fn fill(url: &str) {
    block_on(async {
        let store = databases::open(url).await;
        Box::pin(femtrinn_api::demo::fill(&store, today())).await.unwrap();
        store.close().await;
    });
}

/// What asks for the weeks of the fixture, as they are today.
pub(crate) fn the_weeks() -> Value {
    json!({"first_monday": first_monday(today()), "horizon_weeks": 10})
}

/// Asks for a run, and waits for its plan.
pub(crate) fn planned(service: &Service, question: &Value) -> Value {
    let asked = service.post("/v1/match-runs", question);
    assert_eq!(asked.status, 202, "{asked:?}");
    ended(service, asked.header("location"), Duration::from_mins(5))
}

/// Waits until a run has ended.
pub(super) fn ended(service: &Service, address: &str, at_most: Duration) -> Value {
    let begun = Instant::now();
    loop {
        let run = service.get(address).json();
        if run["state"] != "waiting" && run["state"] != "running" {
            return run;
        }
        assert!(begun.elapsed() < at_most, "{run}");
        thread::sleep(Duration::from_millis(50));
    }
}

pub(super) fn rerun(url: &str, run: &str) -> (i32, String) {
    let mut command = femtrinn(["rerun", run, "--municipality", "3205", "--database-url", url]);
    command.arg("--keys-url").arg(keys_url(url)).arg("--master-key-file").arg(master_key_file());
    let output = command.stderr(Stdio::inherit()).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

fn waiting(service: &Service, question: &Value, wait: &str) -> Reply {
    let key = format!("key-{}", databases::serial());
    let headers =
        [("idempotency-key", key.as_str()), ("content-type", "application/json"), ("prefer", wait)];
    service.send("POST", "/v1/match-runs", &headers, Some(&question.to_string()))
}

/// Why not this one: by the rules that close it, or what it would cost by planning again with it.
fn expect_why_not(service: &Service, other: &Value) {
    let ask = |who: &str, place: &str| {
        let told = service.get(&format!("/v1/candidates/{who}/why-not?opening={place}"));
        assert_eq!(told.status, 200, "{told:?}");
        told.json()["why_not"].clone()
    };
    let chosen = ask("K-22", "O-14");
    let kinds = |told: &Value| -> Vec<String> {
        let all = told.as_array().unwrap().iter();
        all.map(|it| it["why"]["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert!(kinds(&chosen).contains(&"chosen".to_owned()), "{chosen}");
    let closed = ask("K-16", "O-01");
    assert!(kinds(&closed).contains(&"closed".to_owned()), "{closed}");
    let nowhere = service.get("/v1/candidates/K-16/why-not?opening=O-99");
    assert_eq!(nowhere.problem(), (404, "not-found".to_owned()));
    let told = ask("K-22", other["opening"].as_str().unwrap());
    let of_it =
        told.as_array().unwrap().iter().find(|it| it["activity"] == other["activity"]).unwrap();
    let solved = &of_it["why"]["solved"];
    assert!(solved["cost"].as_f64() >= solved["cost_at_least"].as_f64(), "{told}");
    assert!(solved["cost_at_least"].as_f64() >= Some(0.0), "{told}");
}

#[test]
fn a_run_gives_the_answer_of_the_fixture_and_is_run_again_to_the_same_bytes() {
    each_database(|url| {
        fill(url);
        let service = Service::start(url);
        let run = planned(&service, &the_weeks());
        assert_eq!(run["state"], "done", "{run}");
        let proposed = service.get("/v1/proposals?state=awaiting&limit=200").json();
        let count = run["result"]["proposals"].as_u64().unwrap();
        assert_eq!(proposed["items"].as_array().unwrap().len() as u64, count);
        assert!(count >= 10, "{run}");
        let pairs: Vec<(&str, &str)> = proposed["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (it["candidate"].as_str().unwrap(), it["opening"].as_str().unwrap()))
            .collect();
        // As a job specialist would expect (see the fixture's README), whichever holidays there are.
        for expected in [("K-04", "O-21"), ("K-12", "O-27"), ("K-19", "O-26"), ("K-22", "O-14")] {
            assert!(pairs.contains(&expected), "{expected:?}: {pairs:?}");
        }
        // A person for whom nothing is proposed is told why, and what would help.
        let without = service.get("/v1/candidates/K-16/match").json();
        assert_eq!(without["proposals"], json!([]), "{without}");
        assert!(without["without"][0]["why"].is_object(), "{without}");
        assert!(!without.to_string().contains("K-01"), "nobody learns of another");
        let pairs = service.get("/v1/candidates/K-22/recommendations").json();
        let pairs = pairs["items"].as_array().unwrap();
        assert!(pairs.len() > 1 && pairs[0]["is_proposed"] == true, "{pairs:?}");
        assert!(pairs.iter().all(|it| it["costs_about"].as_f64() >= Some(0.0)), "{pairs:?}");
        expect_why_not(&service, pairs.iter().find(|it| it["is_proposed"] == false).unwrap());
        // The same pair from the other side: by candidate, whatever it costs.
        let pair = &pairs[0];
        let place = pair["opening"].as_str().unwrap();
        let all = service.get(&format!("/v1/openings/{place}/recommendations")).json();
        let all = all["items"].as_array().unwrap();
        assert!(all.contains(pair), "{all:?}");
        assert!(all.is_sorted_by_key(|it| it["candidate"].as_str().unwrap()), "{all:?}");
        assert!(all.iter().all(|it| it["opening"] == place), "{all:?}");
        // What if: the difference in plain figures, and nothing is kept.
        let one = json!({"bans": [{"candidate": "K-22", "opening": "O-14"}]});
        let tried = service.post("/v1/what-if", &one);
        assert_eq!(tried.status, 200, "{tried:?}");
        let tried = tried.json();
        let own = tried["changes"].as_array().unwrap().iter().find(|it| it["candidate"] == "K-22");
        assert_eq!(own.unwrap()["before"][0]["opening"], "O-14", "{tried}");
        let worth = |when: &str| tried[when]["worth"].as_f64().unwrap();
        assert!(worth("after") < worth("before"), "{tried}");
        assert_eq!(tried["changes_of_others"], 0, "with a reason all are told: {tried}");
        let wrong = json!({
            "set": [
                {"path": "openings/O-99/places", "value": 2}, {"path": "openings/O-01/places", "value": -1},
            ],
        });
        let refused = service.post("/v1/what-if", &wrong);
        assert_eq!(refused.problem(), (422, "invalid".to_owned()));
        assert!(refused.body.contains("O-99"), "{refused:?}");
        for path in ["candidates/+", "candidates/K-99/readiness", "pins/+", "published/0/told"] {
            let wrong = json!({"set": [{"path": path, "value": "trial"}]});
            let refused = service.post("/v1/what-if", &wrong);
            assert_eq!(refused.problem(), (422, "invalid".to_owned()), "{path}");
            assert!(!refused.body.contains("K-01"), "nobody is told who is here: {refused:?}");
        }
        let stays = service.get("/v1/proposals?state=awaiting&limit=200").json();
        assert_eq!(stays, proposed);
        // All of it is the person's to have.
        let kept = service.get("/v1/candidates/K-22/export").json();
        assert_eq!(kept["proposals"][0]["opening"], "O-14", "{kept}");
        assert!(kept["matches"][0]["knew"].to_string().contains("caretaking"), "{kept}");
        let id = run["id"].as_str().unwrap();
        let (code, told) = rerun(url, id);
        assert_eq!(code, 0, "{told}");
        for hash in run["result"]["hashes"].as_object().unwrap().values() {
            assert!(told.contains(hash.as_str().unwrap()), "{told}");
        }
        // The same again, with what is proposed to be kept: the same proposals under the same ids.
        let again = planned(&service, &the_weeks());
        assert_ne!(again["id"], run["id"]);
        assert_eq!(service.get("/v1/proposals?state=awaiting&limit=200").json(), proposed);
        // What is erased is gone from the run as well, which then says that it is not whole.
        let erased = service.post(
            "/v1/candidates/K-01/erasure",
            &json!({"archived": ["matches"], "archive_case": "2026/17"}),
        );
        assert_eq!(erased.status, 200, "{erased:?}");
        let (code, told) = rerun(url, id);
        assert_eq!(code, 1, "{told}");
        assert!(told.contains("not whole"), "{told}");
    });
}

#[test]
fn whoever_prefers_to_wait_gets_the_plan_and_a_pin_is_in_it() {
    each_database(|url| {
        fill(url);
        let service = Service::start(url);
        let mut question = the_weeks();
        question["pins"] = json!([{"candidate": "K-07", "opening": "O-06", "activity": "jobbsmak", "why": "K. vil se det selv"}]);
        let done = waiting(&service, &question, "respond-async, wait=20");
        assert_eq!((done.status, done.header("preference-applied")), (201, "wait=20"), "{done:?}");
        assert_eq!(done.json()["state"], "done");
        assert!(!done.body.contains("K-07"), "a run names nobody");
        let pinned = service.get("/v1/candidates/K-07/match").json();
        assert_eq!(pinned["decisions"][0]["opening"], "O-06", "{pinned}");
        assert!(pinned["decisions"][0]["monday"].is_string(), "{pinned}");
        // What has ended cannot be called off.
        let late = service.post(&format!("{}/cancel", done.header("location")), &json!({}));
        assert_eq!(late.problem(), (409, "not-now".to_owned()));
        let at_once = waiting(&service, &the_weeks(), "respond-async");
        assert_eq!((at_once.status, at_once.header("preference-applied")), (202, ""));
        let nobody = service
            .post("/v1/match-runs", &json!({"pins": [{"candidate": "K-99", "opening": "O-06"}]}));
        assert_eq!(nobody.problem(), (422, "invalid".to_owned()));
        // Whoever follows somebody decides about them, and no colleague without a reason.
        let theirs = json!({"bans": [{"candidate": "K-07", "opening": "O-06"}]}).to_string();
        let headers = [("idempotency-key", "theirs"), ("content-type", "application/json")];
        let refused =
            service.send_as("colleague", "POST", "/v1/match-runs", &headers, Some(&theirs));
        assert_eq!(refused.problem(), (422, "invalid".to_owned()));
    });
}

#[test]
fn when_a_server_dies_in_the_middle_of_a_run_another_finishes_it() {
    each_database(|url| {
        fill(url);
        let mut first = Service::start(url).among_others();
        let mut question = the_weeks();
        (question["gap"], question["work"]) = (0.0.into(), 2_000_000.into());
        let asked = first.post("/v1/match-runs", &question);
        assert_eq!(asked.status, 202, "{asked:?}");
        let address = asked.header("location").to_owned();
        let begun = Instant::now();
        while first.get(&address).json()["state"] != "running" {
            assert!(begun.elapsed() < Duration::from_secs(30));
            thread::sleep(Duration::from_millis(5));
        }
        first.child().kill().unwrap();
        first.child().wait().unwrap();
        let second = Service::start(url).among_others();
        let held = second.get(&address).json();
        assert_eq!(held["state"], "running", "nobody has said that it is dead");
        let run = ended(&second, &address, Duration::from_mins(5));
        assert_eq!(run["state"], "done", "{run}");
        let proposed = second.get("/v1/proposals?limit=200").json();
        let count = run["result"]["proposals"].as_u64().unwrap();
        assert_eq!(proposed["items"].as_array().unwrap().len() as u64, count, "nothing is doubled");
    });
}

#[test]
fn only_the_last_who_took_a_run_writes_and_nobody_once_it_is_called_off() {
    with_both(|store| async move {
        let here = a_lasting_municipality(&store, "3205").await;
        let now = a_time();
        let new = NewRun {
            question: Document("{}".to_owned()),
            asked_by: "somebody".to_owned(),
            asked_role: "municipality".to_owned(),
        };
        let ended = Ended {
            state: RunState::Done,
            rules_version: None,
            facts: Document("{}".to_owned()),
            body: None,
        };
        let sooner = "2026-11-23T07:00:00Z".parse().unwrap();
        let later = "2026-11-23T09:00:00Z".parse().unwrap();
        let mut tx = store.write().await.unwrap();
        for id in ["R-1", "R-2"] {
            match_runs::insert(&mut tx, here, id, &new, now).await.unwrap();
        }
        assert!(match_runs::is_due(&mut tx, now).await.unwrap());
        // The first who takes it has held it until an hour ago.
        let first = match_runs::take(&mut tx, now, sooner).await.unwrap().unwrap();
        let second = match_runs::take(&mut tx, now, later).await.unwrap().unwrap();
        assert_eq!((first.id.as_str(), first.taking), ("R-1", 1));
        assert_eq!((second.id.as_str(), second.taking), ("R-1", 2));
        let progress = Document("{}".to_owned());
        assert!(!match_runs::hold(&mut tx, &first, &progress, later).await.unwrap());
        assert!(!match_runs::end(&mut tx, &first, &ended, now).await.unwrap());
        assert!(match_runs::hold(&mut tx, &second, &progress, later).await.unwrap());
        assert!(match_runs::end(&mut tx, &second, &ended, now).await.unwrap());
        assert!(!match_runs::end(&mut tx, &second, &ended, now).await.unwrap(), "once");
        let called_off = match_runs::take(&mut tx, now, later).await.unwrap().unwrap();
        assert_eq!(called_off.id, "R-2");
        assert!(match_runs::cancel(&mut tx, here, "R-2", now).await.unwrap());
        assert!(!match_runs::hold(&mut tx, &called_off, &progress, later).await.unwrap());
        assert!(!match_runs::end(&mut tx, &called_off, &ended, now).await.unwrap());
        assert_eq!(match_runs::take(&mut tx, now, later).await.unwrap(), None);
        assert!(!match_runs::is_due(&mut tx, now).await.unwrap());
        tx.commit().await.unwrap();
    });
}
