//! What a run knew of people is forgotten once nothing of it stands and its time is over, and not before.

use femtrinn_api::store::match_runs::{self, Ended, RunState};
use femtrinn_api::store::{Document, Store, Ts, Tx};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::a_taken_run;
use super::runs::{fill, planned, rerun, the_weeks};
use crate::command_line::femtrinn;
use crate::databases::{self, block_on, each_database, keys_url, master_key_file};
use crate::http::service::Service;
use femtrinn_api::store::audit::Action;
use femtrinn_api::store::{Asked, Clock, municipalities};

fn retention(url: &str, more: &[&str]) -> String {
    let mut command = femtrinn(["retention", "--municipality", "3205", "--database-url", url]);
    command.arg("--keys-url").arg(keys_url(url)).arg("--master-key-file").arg(master_key_file());
    let done = command.args(more).output().unwrap();
    assert!(done.status.success(), "{done:?}");
    String::from_utf8(done.stdout).unwrap()
}

/// Changes what is stored, at a time.
async fn change(store: &Store, statement: &'static str, at: Ts) {
    let mut tx = store.write().await.unwrap();
    match &mut tx {
        Tx::Sqlite(tx) => sqlx::query(statement).bind(at).execute(&mut **tx).await.map(|_| ()),
        Tx::Postgres(tx) => sqlx::query(statement).bind(at).execute(&mut **tx).await.map(|_| ()),
    }
    .unwrap();
    tx.commit().await.unwrap();
}

fn ago(days: i64) -> Ts {
    Ts::new(jiff::Timestamp::now() - SignedDuration::from_hours(24 * days))
}

/// Stores a run that ended now and has a plan, after all that there are.
async fn a_later_run(url: &str) {
    let store = databases::open(url).await;
    let number = engine::domain::MunicipalityNumber::new("3205").unwrap();
    let found = municipalities::find_by_number(&mut store.read().await.unwrap(), &number).await;
    let here = found.unwrap().unwrap().id;
    let now = Clock::System.now();
    let mut look = store.look(Asked::by_command(here, "match", Action::Create, now)).await.unwrap();
    let taken = a_taken_run(&mut look, here, "f-1").await;
    let ended = Ended {
        state: RunState::Done,
        rules_version: None,
        facts: Document("{}".to_owned()),
        body: Some(Document("{}".to_owned())),
    };
    assert!(match_runs::end(&mut look, &taken, &ended, now).await.unwrap());
    look.answer(()).await.unwrap();
    store.close().await;
}

fn changed(url: &str, statement: &'static str, at: Ts) {
    block_on(async {
        let store = databases::open(url).await;
        change(&store, statement, at).await;
        store.close().await;
    });
}

/// How many people each match run says that it knew, as the person's own export tells.
fn knows(service: &Service, person: &str) -> usize {
    let export: Value = service.get(&format!("/v1/candidates/{person}/export")).json();
    export["matches"].as_array().unwrap().len()
}

#[test]
fn a_run_forgets_whom_it_knew_when_nothing_of_it_stands_and_its_time_is_over() {
    const OLD: &str = "UPDATE match_run SET changed_at = $1";
    const REPLACED: &str =
        "UPDATE proposal SET state = 'replaced', changed_at = $1 WHERE state = 'awaiting'";
    each_database(|url| {
        fill(url);
        let service = Service::start(url).among_others();
        let run = planned(&service, &the_weeks());
        let id = run["id"].as_str().unwrap();
        let line = format!("match run {id}: ");
        let is_told = |told: &str| told.contains(&line);
        changed(url, OLD, ago(380));
        block_on(a_later_run(url));
        assert!(!is_told(&retention(url, &["--dry-run"])), "people are still to decide about it");
        changed(url, REPLACED, ago(300));
        // A year is not over yet.
        changed(url, OLD, ago(300));
        assert!(!is_told(&retention(url, &["--dry-run"])));
        changed(url, OLD, ago(380));
        let claim = json!({"restricted": true, "ground": "claim"});
        assert_eq!(service.post("/v1/candidates/K-07/restriction", &claim).status, 200);
        let told = retention(url, &["--dry-run"]);
        assert!(
            told.contains(&format!(
                "match run {id}: what it knew of people (24) would be forgotten"
            )),
            "{told}"
        );
        assert!(!told.contains("match run f-1"), "the last one is asked about: {told}");
        assert_eq!(rerun(url, id).0, 0, "it was only asked");
        let told = retention(url, &[]);
        assert!(
            told.contains(&format!("match run {id}: what it knew of people (24) forgotten")),
            "{told}"
        );
        assert_eq!(knows(&service, "K-01"), 0);
        assert_eq!(knows(&service, "K-07"), 1, "the person needs it");
        let (code, told) = rerun(url, id);
        assert_eq!(code, 1, "{told}");
        assert!(told.contains("not whole"), "{told}");
        let log = service.get("/v1/candidates/K-01/access-log").json().to_string();
        assert!(log.contains("femtrinn retention") && log.contains("erase"), "{log}");
        assert!(!is_told(&retention(url, &[])), "there is nothing left but what is restricted");
    });
}
