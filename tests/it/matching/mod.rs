//! From what is stored to a plan, and from a plan to what people decide.

mod bounds;
mod day;
mod filled;
pub(crate) mod follow;
mod gather;
mod held;
mod moved;
mod races;
pub(crate) mod runs;
mod several;
mod spent;
mod taken;
pub(crate) mod teaching;
mod tried;
mod words;

use engine::domain::{Activity, CandidateId, MunicipalityNumber, OpeningId};
use femtrinn_api::runs::gather::next_monday;
use femtrinn_api::store::audit::Action;
use femtrinn_api::store::match_runs::{self, Ended, NewRun, RunState, Taken};
use femtrinn_api::store::proposals::{self, NewProposal};
use femtrinn_api::store::{Asked, Clock, Document, Look, MunicipalityId, municipalities};
use serde_json::json;

use crate::databases;

/// Stores a run that is done (0-1), and what it proposes at O-1: F-1 to the first candidate, and so on. What the service
/// plans comes after it.
pub(crate) async fn a_run_with_proposals(url: &str, candidates: &[&str]) {
    let store = databases::open(url).await;
    let number = MunicipalityNumber::new("3205").unwrap();
    let now = Clock::System.now();
    let here =
        municipalities::find_by_number(&mut store.read().await.unwrap(), &number).await.unwrap();
    let here = here.unwrap().id;
    // It is no request, so it stands in the log like a run.
    let asked = Asked {
        request: "match run".to_owned(),
        ..Asked::by_command(here, "match", Action::Create, now)
    };
    let mut look = store.look(asked).await.unwrap();
    let taken = a_taken_run(&mut look, here, "0-1").await;
    let ended = Ended {
        state: RunState::Done,
        rules_version: None,
        facts: Document("{}".to_owned()),
        body: Some(Document("{}".to_owned())),
    };
    assert!(match_runs::end(&mut look, &taken, &ended, now).await.unwrap());
    let monday = next_monday(now.in_norway().date()).to_string();
    for (number, candidate) in (1..).zip(candidates) {
        let candidate = CandidateId::new(candidate).unwrap();
        let pair = json!({
            "candidate": candidate, "opening": "O-1", "activity": "jobbsmak", "monday": monday,
            "is_proposed": true, "costs_about": 0.0,
        });
        let part = Document(json!({"/priced": [[0, pair]]}).to_string());
        match_runs::put_part(&mut look, here, "0-1", &candidate, &part, now).await.unwrap();
        let proposal = NewProposal {
            candidate,
            opening: OpeningId::new("O-1").unwrap(),
            activity: Activity::Jobbsmak,
            monday: monday.clone(),
            weeks: 1,
            body: Document("{}".to_owned()),
        };
        let id = format!("F-{number}");
        proposals::insert(&mut look, here, &id, "0-1", &proposal, now).await.unwrap();
    }
    look.answer(()).await.unwrap();
    store.close().await;
}

/// Stores a run that another server has taken and holds (0-2): no other of the municipality begins.
pub(crate) async fn a_run_of_another_server(url: &str) {
    let store = databases::open(url).await;
    let number = MunicipalityNumber::new("3205").unwrap();
    let now = Clock::System.now();
    let here =
        municipalities::find_by_number(&mut store.read().await.unwrap(), &number).await.unwrap();
    let here = here.unwrap().id;
    let mut look = store.look(Asked::by_command(here, "match", Action::Create, now)).await.unwrap();
    a_taken_run(&mut look, here, "0-2").await;
    look.answer(()).await.unwrap();
    store.close().await;
}

async fn a_taken_run(look: &mut Look, here: MunicipalityId, id: &str) -> Taken {
    let new = NewRun {
        question: Document("{}".to_owned()),
        asked_by: "test".to_owned(),
        asked_role: "operator".to_owned(),
    };
    let now = Clock::System.now();
    match_runs::insert(look, here, id, &new, now).await.unwrap();
    let far = "2999-01-01T00:00:00Z".parse().unwrap();
    let taken = match_runs::take(look, now, far).await.unwrap().unwrap();
    assert_eq!(taken.id, id);
    taken
}
