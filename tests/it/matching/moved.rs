//! What people do while it is planned, and at what has begun, goes before the plan.

use std::collections::BTreeSet;

use engine::domain::{Activity, CandidateId, Declined, OpeningId, SaidBy};
use engine::reading::edit;
use femtrinn_api::demo;
use femtrinn_api::runs::{Means, make, record};
use femtrinn_api::store::audit::Action;
use femtrinn_api::store::candidates::{self, CandidateContent};
use femtrinn_api::store::match_runs::{self, NewRun};
use femtrinn_api::store::openings::{self, OpeningContent, OpeningStatus};
use femtrinn_api::store::proposals::{
    self, NewProposal, NewStep, ProposalState, Standing, StoredProposal,
};
use femtrinn_api::store::{Asked, Change, Clock, Document, Look, MunicipalityId, PageSize, Store};

use super::gather::{TODAY, gathered, question};
use crate::databases::with_both;

fn person(id: &str) -> CandidateId {
    CandidateId::new(id).unwrap()
}

fn place(id: &str) -> OpeningId {
    OpeningId::new(id).unwrap()
}

async fn look(store: &Store, here: MunicipalityId) -> Look {
    let asked = Asked::by_command(here, "match", Action::Create, Clock::System.now());
    store.look(asked).await.unwrap()
}

async fn proposed(look: &mut Look, here: MunicipalityId) -> Vec<StoredProposal> {
    let which = (Some(ProposalState::Awaiting), None, None);
    proposals::list(look, here, None, which, PageSize::MOST).await.unwrap()
}

#[test]
fn what_people_did_while_it_was_planned_stands() {
    with_both(|store| async move {
        let here = Box::pin(demo::fill(&store, TODAY)).await.unwrap();
        let before = gathered(&store, here).await;
        let means = Means { threads: 2, is_over: &|| false, progress: &|_| () };
        let (case, rules, model) = (&before.case, &before.rules, before.model.model());
        let made = make(case, rules, &model, &question(), &before.left_out, &means).unwrap();
        let people: BTreeSet<&str> =
            made.reply.answer.proposals.iter().map(|it| it.candidate.as_str()).collect();
        assert!(people.contains("K-01") && people.contains("K-17") && people.len() > 5);
        // Meanwhile the data of one was erased, and another has said no to something.
        let mut now = before.clone();
        now.case.candidates.retain(|it| it.id.as_str() != "K-01");
        now.case.declined.push(Declined {
            candidate: person("K-17"),
            opening: place("O-01"),
            by: SaidBy::Candidate,
        });
        let at = Clock::System.now();
        let today = "2026-12-02".parse().unwrap();
        let mut tx = look(&store, here).await;
        let new = NewRun {
            question: Document("{}".to_owned()),
            asked_by: "test".to_owned(),
            asked_role: "operator".to_owned(),
        };
        for run in ["0-1", "0-2"] {
            match_runs::insert(&mut tx, here, run, &new, at).await.unwrap();
        }
        let far = "2999-01-01T00:00:00Z".parse().unwrap();
        let taken = match_runs::take(&mut tx, at, far).await.unwrap().unwrap();
        let another = match_runs::take(&mut tx, at, far).await.unwrap();
        assert!(another.is_none(), "one run of a municipality at a time");
        // Somebody was told of a start whose week has begun, and somebody else was not.
        for (id, candidate) in [("F-1", "K-02"), ("F-2", "K-03")] {
            let proposal = NewProposal {
                candidate: person(candidate),
                opening: place("O-02"),
                activity: Activity::Jobbsmak,
                monday: "2026-11-23".to_owned(),
                weeks: 1,
                body: Document("{}".to_owned()),
            };
            proposals::insert(&mut tx, here, id, "0-1", &proposal, at).await.unwrap();
        }
        let told = proposals::find(&mut tx, here, "F-1").await.unwrap().unwrap();
        let standing = Standing { told_on: Some("2026-11-20".to_owned()), ..Standing::of(&told) };
        let step = NewStep { step: "tell", reason: None, taken_by: "S-1" };
        proposals::take(&mut tx, here, &told, &standing, &step, at).await.unwrap();
        assert!(record(&mut tx, &taken, &made, (&before, &now), today, at).await.unwrap());
        let written = proposed(&mut tx, here).await;
        let whom: BTreeSet<&str> = written.iter().map(|it| it.candidate_id.as_str()).collect();
        assert!(!whom.contains("K-01") && !whom.contains("K-17"), "{whom:?}");
        assert!(whom.len() > 5, "the others have theirs: {whom:?}");
        assert!(written.iter().any(|it| it.id == "F-1"), "only a person takes back what was told");
        let over = proposals::find(&mut tx, here, "F-2").await.unwrap().unwrap();
        assert_eq!(over.state, ProposalState::Expired);
        let part = match_runs::part(&mut tx, here, "0-1", &person("K-01")).await.unwrap();
        assert!(part.is_none(), "nothing is written again of whose data is gone");
        assert!(match_runs::part(&mut tx, here, "0-1", &person("K-17")).await.unwrap().is_some());
        tx.answer(()).await.unwrap();
    });
}

#[test]
fn a_paused_opening_that_was_made_for_somebody_who_is_not_in_the_case_stops_no_plan() {
    with_both(|store| async move {
        let here = Box::pin(demo::fill(&store, TODAY)).await.unwrap();
        let at = Clock::System.now();
        let mut tx = look(&store, here).await;
        // K-17, for whom O-13 was made, is told of it, moves to where the map has nothing, and it is paused.
        let new = NewRun {
            question: Document("{}".to_owned()),
            asked_by: "test".to_owned(),
            asked_role: "operator".to_owned(),
        };
        match_runs::insert(&mut tx, here, "0-1", &new, at).await.unwrap();
        let proposal = NewProposal {
            candidate: person("K-17"),
            opening: place("O-13"),
            activity: Activity::Jobbsmak,
            monday: "2026-11-30".to_owned(),
            weeks: 1,
            body: Document("{}".to_owned()),
        };
        proposals::insert(&mut tx, here, "F-1", "0-1", &proposal, at).await.unwrap();
        let told = proposals::find(&mut tx, here, "F-1").await.unwrap().unwrap();
        let standing = Standing { told_on: Some("2026-11-20".to_owned()), ..Standing::of(&told) };
        let step = NewStep { step: "tell", reason: None, taken_by: "S-1" };
        proposals::take(&mut tx, here, &told, &standing, &step, at).await.unwrap();
        pause(&mut tx, here, &place("O-13")).await;
        let found = candidates::find(&mut tx, here, &person("K-17")).await.unwrap().unwrap();
        let body = edit(&found.body.0, "postal_code", &"9999".into()).unwrap();
        let content = CandidateContent {
            specialist_id: found.specialist_id.map(|it| it.0),
            body: Document(body),
        };
        candidates::replace(&mut tx, here, &person("K-17"), found.version, &content, at)
            .await
            .unwrap();
        tx.answer(()).await.unwrap();
        let after = gathered(&store, here).await;
        assert!(after.case.candidates.iter().all(|it| it.id != person("K-17")));
        assert!(after.case.openings.iter().all(|it| it.id != place("O-13")));
    });
}

/// Pauses an opening.
async fn pause(tx: &mut Look, here: MunicipalityId, id: &OpeningId) {
    let found = openings::find(tx, here, id).await.unwrap().unwrap();
    let content = OpeningContent {
        workplace_id: found.workplace_id.0,
        status: OpeningStatus::Paused,
        body: found.body,
    };
    let at = Clock::System.now();
    openings::replace(tx, here, id, found.version, &content, at).await.unwrap();
}

#[test]
fn what_has_begun_goes_on_where_an_opening_takes_nobody_new() {
    with_both(|store| async move {
        let here = Box::pin(demo::fill(&store, TODAY)).await.unwrap();
        let before = gathered(&store, here).await.case;
        let agreed = before.agreed.first().expect("somebody has begun, in the fixture");
        let mut tx = look(&store, here).await;
        pause(&mut tx, here, &agreed.opening).await;
        tx.answer(()).await.unwrap();
        let after = gathered(&store, here).await.case;
        assert_eq!(after.agreed, before.agreed, "places and hours are taken off first");
        let opening = after.openings.iter().find(|it| it.id == agreed.opening).unwrap();
        assert!(!opening.open.contains(after.first_monday), "nothing new begins there");
    });
}

/// The steps of a proposal, and whether whoever took them had opened its reasons.
async fn steps(tx: &mut Look, here: MunicipalityId, of: &StoredProposal) -> Vec<(String, bool)> {
    let steps = proposals::steps(tx, here, of).await.unwrap();
    steps.into_iter().map(|it| (it.step, it.has_read)).collect()
}

#[test]
fn what_a_later_run_proposes_again_has_been_read_only_where_its_reasons_are_the_same() {
    with_both(|store| async move {
        let here = Box::pin(demo::fill(&store, TODAY)).await.unwrap();
        let at = Clock::System.now();
        let mut tx = look(&store, here).await;
        let new = NewRun {
            question: Document("{}".to_owned()),
            asked_by: "test".to_owned(),
            asked_role: "operator".to_owned(),
        };
        for run in ["0-1", "0-2", "0-3"] {
            match_runs::insert(&mut tx, here, run, &new, at).await.unwrap();
        }
        let (first, other) = (r#"{"why": "near"}"#, r#"{"why": "the hours fit"}"#);
        let [first, other] = [first, other].map(|text| Document(text.to_owned()));
        for id in ["F-1", "F-2"] {
            let proposal = NewProposal {
                candidate: person("K-02"),
                opening: place(if id == "F-1" { "O-02" } else { "O-03" }),
                activity: Activity::Jobbsmak,
                monday: "2026-11-30".to_owned(),
                weeks: 1,
                body: first.clone(),
            };
            proposals::insert(&mut tx, here, id, "0-1", &proposal, at).await.unwrap();
            proposals::read(&mut tx, here, id, "S-1", at).await.unwrap();
        }
        // The same reasons: it is the later run's, and as it was seen.
        let before = proposals::find(&mut tx, here, "F-1").await.unwrap().unwrap();
        proposals::renew(&mut tx, here, &before, "0-2", &first, at).await.unwrap();
        let same = proposals::find(&mut tx, here, "F-1").await.unwrap().unwrap();
        assert_eq!((same.run_id.as_str(), same.version), ("0-2", before.version));
        assert_eq!(same.body, first);
        // Other reasons: whoever decides sees them first.
        let before = proposals::find(&mut tx, here, "F-2").await.unwrap().unwrap();
        proposals::renew(&mut tx, here, &before, "0-3", &other, at).await.unwrap();
        let changed = proposals::find(&mut tx, here, "F-2").await.unwrap().unwrap();
        assert_eq!(changed.run_id, "0-3");
        assert_ne!(changed.version, before.version);
        assert_eq!(changed.body, other, "sealed, and opened again");
        let step = NewStep { step: "tell", reason: None, taken_by: "S-1" };
        let standing = Standing::of(&before);
        let stale = proposals::take(&mut tx, here, &before, &standing, &step, at).await;
        assert_eq!(stale.unwrap(), Change::Stale(changed.version));
        for (proposal, has_read) in [(same, true), (changed, false)] {
            let standing = Standing::of(&proposal);
            proposals::take(&mut tx, here, &proposal, &standing, &step, at).await.unwrap();
            let taken = steps(&mut tx, here, &proposal).await;
            assert_eq!(taken, [("tell".to_owned(), has_read)], "{}", proposal.id);
        }
        tx.answer(()).await.unwrap();
    });
}
