//! The table of stages and events, walked whole.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::date;
use serde_json::{Value, json};

use super::{
    Said, TODAY, booking, day_after, event, journey_of, lillestrom, sample, turned_down,
    until_employed, until_job_finding, until_trial, until_yes,
};
use crate::domain::{Consent, ServiceModel};
use crate::journey::{EventKind, Journey, Reason, Stage, State, What, may_come, overview};

const SCHEMES: [&str; 4] = ["vta_o", "tao", "municipal", "vta_trial"];

/// Ways to each stage, so that each event that belongs there is legal after one of them.
fn ways() -> Vec<(Stage, Vec<Said>)> {
    let after = |mut before: Vec<Said>, more: &[&Said]| {
        before.extend(more.iter().map(|said| (*said).clone()));
        before
    };
    let ahead = ("activity_booked", booking("jobbsmak", date(2026, 9, 7), 5));
    let specialist = ("specialist_assigned", json!({"specialist": "S-1"}));
    let talk = ("benefit_talk_held", json!({"topics": ["wage"], "explained": ["spoken"]}));
    let later = json!({"answer": "later", "explained": ["spoken"], "given_how": "spoken"});
    let no = json!({"answer": "no", "explained": [], "given_how": "spoken"});
    let ended = ("activity_ended", json!({"booking": 10, "outcome": "went_well"}));
    let agreed = ("agreement_signed", json!({"kind": "tripartite", "employer": "e1"}));
    let probation =
        ("probation_started", sample(EventKind::ProbationStarted, &State::default(), TODAY));
    let paused = ("paused", json!({"by": "candidate"}));
    let dropped = ("dropped_out", json!({"reason": "not_suited"}));
    let yes = until_yes;
    let informed = &yes()[..2];
    let employed = until_employed;
    let agreeing = || after(until_trial(), &[&ended, &ahead, &agreed, &talk]);
    let in_kartlegging = after(yes(), &[&("kartlegging_begun", Value::Null)]);
    let between = after(employed(), &[&("workplace_ended", json!({"reason": "employer"}))]);
    let mut ways = vec![
        (Stage::NotReferred, vec![]),
        (Stage::Referred, yes()[..1].to_vec()),
        (Stage::Informed, informed.to_vec()),
        (Stage::Considering, after(informed.to_vec(), &[&("answered", later)])),
        (Stage::Declined, after(informed.to_vec(), &[&("answered", no)])),
        (Stage::Accepted, yes()),
        (Stage::Accepted, after(yes(), &[&turned_down("tao")])),
        (Stage::NotAdmitted, after(yes(), &SCHEMES.map(turned_down).each_ref())),
        (Stage::Kartlegging, in_kartlegging.clone()),
        (Stage::Kartlegging, after(in_kartlegging.clone(), &[&turned_down("tao")])),
        (Stage::Kartlegging, after(until_job_finding()[..8].to_vec(), &[&ahead])),
        (Stage::JobFinding, until_job_finding()),
        (Stage::JobFinding, after(until_job_finding(), &[&ahead])),
        (Stage::Trial, until_trial()),
        (Stage::Trial, after(until_trial(), &[&ahead])),
        (Stage::Agreeing, after(until_trial(), &[&ended])),
        (Stage::Agreeing, agreeing()),
        (Stage::Probation, after(agreeing(), &[&probation])),
        (Stage::Employed, employed()),
        (Stage::Employed, after(employed(), &[&ahead])),
        (Stage::BetweenWorkplaces, between.clone()),
        (Stage::BetweenWorkplaces, after(between, &[&ahead])),
        (Stage::Paused, after(in_kartlegging, &[&paused])),
        (Stage::Paused, after(until_trial(), &[&paused])),
        (Stage::DroppedOut, after(employed(), &[&dropped])),
        (Stage::Closed, after(employed(), &[&("exited", json!({"reason": "own_business"}))])),
        (Stage::Closed, after(employed(), &[&("withdrew", Value::Null)])),
    ];
    let tasting = after(
        until_job_finding(),
        &[
            &("activity_booked", booking("jobbsmak", date(2026, 3, 16), 5)),
            &ahead,
            &("activity_started", json!({"booking": 10})),
        ],
    );
    ways.push((Stage::Jobbsmak, tasting));
    ways.extend(returned());
    // With and without an own job specialist, wherever that is the difference.
    let with_one = |all: &Vec<Said>| all.iter().any(|said| said.0 == "specialist_assigned");
    let without = |all: &Vec<Said>| {
        let closed = ["exited", "withdrew"].contains(&all.last().map_or("", |said| said.0));
        !all.is_empty() && !closed && !with_one(all)
    };
    let more: Vec<_> = ways.iter().filter(|(_, all)| without(all)).cloned().collect();
    ways.extend(more.into_iter().map(|(stage, all)| (stage, after(all, &[&specialist]))));
    ways
}

/// Somebody back in job finding, whom a provider has turned down and who has no job specialist now: to each stage
/// from there.
fn returned() -> Vec<(Stage, Vec<Said>)> {
    let mut all = until_job_finding();
    let release = all[7].clone();
    all.extend([
        ("exited", json!({"reason": "ordinary_work"})),
        ("reentered", json!({"step": "job_finding"})),
        release,
        turned_down("tao"),
        ("activity_booked", booking("jobbsmak", date(2026, 3, 16), 5)),
        ("activity_started", json!({"booking": 14})),
        ("activity_ended", json!({"booking": 14, "outcome": "went_well"})),
        ("activity_booked", booking("trial", date(2026, 3, 23), 28)),
        ("activity_started", json!({"booking": 17})),
        ("activity_ended", json!({"booking": 17, "outcome": "went_well"})),
        ("agreement_signed", json!({"kind": "tripartite", "employer": "e1"})),
        ("benefit_talk_held", json!({"topics": ["wage"], "explained": ["spoken"]})),
        ("probation_started", sample(EventKind::ProbationStarted, &State::default(), TODAY)),
        ("employed", sample(EventKind::Employed, &State::default(), TODAY)),
        ("workplace_ended", json!({"reason": "employer"})),
    ]);
    let stages = [
        (Stage::JobFinding, 13, None),
        (Stage::Jobbsmak, 15, None),
        (Stage::Trial, 18, None),
        (Stage::Agreeing, 19, None),
        (Stage::Probation, 22, None),
        (Stage::Employed, 23, None),
        (Stage::BetweenWorkplaces, 24, None),
        (Stage::DroppedOut, 23, Some(("dropped_out", json!({"reason": "quit"})))),
        (Stage::Paused, 23, Some(("paused", json!({"by": "candidate"})))),
    ];
    let way = |(stage, events, last): (Stage, usize, Option<Said>)| {
        (stage, all[..events].iter().cloned().chain(last).collect())
    };
    stages.into_iter().map(way).collect()
}

fn try_out(
    journey: &Journey,
    kind: EventKind,
    model: &ServiceModel,
) -> Result<Journey, Vec<Reason>> {
    let on = day_after(journey);
    let event = event(on, kind.code(), &sample(kind, journey.state(), on));
    let mut tried = journey.clone();
    match tried.record(event, model, TODAY) {
        Ok(_) => Ok(tried),
        Err(refusal) => {
            assert_eq!(tried, *journey, "a refusal changes nothing");
            let legal: Vec<EventKind> = may_come(journey.state(), model, on)
                .into_iter()
                .filter_map(|(kind, first)| first.is_empty().then_some(kind))
                .collect();
            assert_eq!(refusal.legal, legal);
            assert!(!refusal.legal.is_empty() && refusal.stage == journey.state().stage);
            Err(refusal.reasons)
        }
    }
}

#[test]
fn every_event_is_legal_where_the_table_says_and_refused_elsewhere() {
    let model = lillestrom();
    let mut legal: BTreeSet<(Stage, EventKind)> = BTreeSet::new();
    let mut refused: BTreeSet<(Stage, EventKind)> = BTreeSet::new();
    // An answer has somebody who waits for it.
    let waits = ("concern_raised", json!({"by": "candidate"}));
    let open = ways().into_iter().filter(|(stage, _)| EventKind::ConcernRaised.belongs_to(*stage));
    let open = open.map(|(stage, all)| (stage, all.into_iter().chain([waits.clone()]).collect()));
    for (stage, all) in ways().into_iter().chain(open) {
        let journey = journey_of(&model, &all);
        assert_eq!(journey.state().stage, stage, "{all:?}");
        let conditions = may_come(journey.state(), &model, day_after(&journey));
        for kind in EventKind::ALL.iter().copied() {
            let first = conditions.iter().find(|(it, _)| *it == kind).map(|(_, first)| first);
            match (try_out(&journey, kind, &model), first) {
                (Ok(_), Some(first)) => {
                    assert!(first.is_empty(), "{kind} in {stage}: {first:?}");
                    legal.insert((stage, kind));
                }
                (Err(reasons), Some(first)) => {
                    assert!(!first.is_empty(), "{kind} in {stage}: {reasons:?}");
                    assert!(first.iter().all(|it| reasons.contains(it)), "{kind} in {stage}");
                }
                (Err(reasons), None) => {
                    assert_eq!(reasons, [Reason::NotInStage { stage }], "{kind}");
                    refused.insert((stage, kind));
                }
                (Ok(_), None) => panic!("{kind} is recorded in {stage}"),
            }
        }
    }
    for stage in Stage::ALL.iter().copied() {
        for kind in EventKind::ALL.iter().copied() {
            let table = kind.belongs_to(stage);
            assert_eq!(legal.contains(&(stage, kind)), table, "{kind} in {stage}: legal");
            assert_eq!(refused.contains(&(stage, kind)), !table, "{kind} in {stage}: refused");
        }
    }
    assert_eq!(legal.len() + refused.len(), Stage::ALL.len() * EventKind::ALL.len());
}

#[test]
fn no_passing_of_time_moves_anybody() {
    let model = lillestrom();
    for (stage, all) in ways() {
        let journey = journey_of(&model, &all);
        let now = overview(&journey, &model, day_after(&journey));
        let later = overview(&journey, &model, day_after(&journey) + 50.years());
        assert_eq!((later.stage, later.waiting_since), (stage, now.waiting_since));
        for (now, later) in now.next.iter().zip(&later.next) {
            // A release ends by its day; nothing else does.
            let lapsed = later.first == [Reason::NothingReleased];
            assert!(lapsed || now == later, "{stage}: {now:?}, {later:?}");
        }
        assert_eq!(now.next.len(), later.next.len(), "{stage}");
    }
}

/// Walks at random, in the same way each time, and holds what must always be true.
#[test]
fn what_holds_throughout_holds_on_any_walk() {
    let model = lillestrom();
    let mut random: u64 = 811;
    let mut accepted = 0;
    for _ in 0..150 {
        let mut journey = Journey::default();
        for _ in 0..60 {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let legal: Vec<EventKind> = may_come(journey.state(), &model, day_after(&journey))
                .into_iter()
                .filter_map(|(kind, first)| first.is_empty().then_some(kind))
                .collect();
            let all = if (random >> 20).is_multiple_of(4) { EventKind::ALL } else { &legal };
            let kind = all[usize::try_from(random >> 33).unwrap() % all.len()];
            let before = journey.state().clone();
            let Some(after) = attempt(&journey, kind, random, &model) else { continue };
            accepted += 1;
            let state = after.state();
            assert_eq!(
                Journey::of(after.events().to_vec(), &model),
                after,
                "replayed after {kind}"
            );
            assert!(state.sequence.0 == before.sequence.0 + 1);
            match &after.events().last().unwrap().what {
                What::ActivityBooked(_) | What::ActivityStarted(_) | What::ReleaseGiven(_) => {
                    assert_eq!(state.consent, Consent::Yes, "{kind} without a yes");
                }
                What::Answered(_) | What::Paused(_) | What::Resumed(_) | What::Withdrew(_) => {
                    assert_eq!(state.waiting_since, before.waiting_since, "{kind} cost the place");
                }
                _ => {}
            }
            let runs = state.running().is_some();
            assert_eq!(runs, matches!(state.stage, Stage::Jobbsmak | Stage::Trial), "{kind}");
            let at_work = matches!(state.stage, Stage::Employed);
            assert!(!at_work || state.employment.is_some(), "{kind}");
            assert!(state.stage != Stage::Closed || state.releases.is_empty(), "{kind}");
            journey = after;
        }
    }
    assert!(accepted > 2_000, "only {accepted} events were accepted");
}

/// The sample, or a yes where the sample says "later": otherwise few walks would leave step 1.
fn attempt(
    journey: &Journey,
    kind: EventKind,
    random: u64,
    model: &ServiceModel,
) -> Option<Journey> {
    let on = day_after(journey);
    let mut details = sample(kind, journey.state(), on);
    if kind == EventKind::Answered && !random.is_multiple_of(3) {
        details = json!({"answer": "yes", "explained": ["spoken"], "given_how": "spoken"});
    }
    if kind == EventKind::ReadinessSet && !random.is_multiple_of(3) {
        details = json!({"readiness": "trial"});
    }
    let mut tried = journey.clone();
    tried.record(event(on, kind.code(), &details), model, TODAY).is_ok().then_some(tried)
}
