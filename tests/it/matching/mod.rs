//! From what is stored to a plan, and from a plan to what people decide.

mod day;
mod follow;
mod gather;
mod moved;
mod races;
pub(crate) mod runs;
pub(crate) mod teaching;

use engine::domain::{Activity, CandidateId, MunicipalityNumber, OpeningId};
use femtrinn_api::runs::gather::next_monday;
use femtrinn_api::store::audit::Action;
use femtrinn_api::store::match_runs::{self, Ended, NewRun, RunState};
use femtrinn_api::store::proposals::{self, NewProposal};
use femtrinn_api::store::{Asked, Clock, Document, municipalities};
use jiff::tz::TimeZone;

use crate::databases;

/// Stores a run that is done (0-1), one that another server has taken (0-2), and what the first proposes at O-1: F-1
/// to the first candidate, and so on. What the service plans comes after them.
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
    let new = NewRun {
        question: Document("{}".to_owned()),
        asked_by: "test".to_owned(),
        asked_role: "operator".to_owned(),
    };
    let far = "2999-01-01T00:00:00Z".parse().unwrap();
    for id in ["0-1", "0-2"] {
        match_runs::insert(&mut look, here, id, &new, now).await.unwrap();
        let taken = match_runs::take(&mut look, now, far).await.unwrap().unwrap();
        assert_eq!(taken.id, id);
        if id == "0-1" {
            let ended = Ended {
                state: RunState::Done,
                rules_version: None,
                facts: Document("{}".to_owned()),
                body: Some(Document("{}".to_owned())),
            };
            assert!(match_runs::end(&mut look, &taken, &ended, now).await.unwrap());
        }
    }
    for (number, candidate) in (1..).zip(candidates) {
        let candidate = CandidateId::new(candidate).unwrap();
        let part = Document("{}".to_owned());
        match_runs::put_part(&mut look, here, "0-1", &candidate, &part, now).await.unwrap();
        let proposal = NewProposal {
            candidate,
            opening: OpeningId::new("O-1").unwrap(),
            activity: Activity::Jobbsmak,
            monday: next_monday(now.timestamp().to_zoned(TimeZone::UTC).date()).to_string(),
            weeks: 1,
            body: Document("{}".to_owned()),
        };
        let id = format!("F-{number}");
        proposals::insert(&mut look, here, &id, "0-1", &proposal, now).await.unwrap();
    }
    look.answer(()).await.unwrap();
    store.close().await;
}
