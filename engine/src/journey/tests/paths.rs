//! Ways through the whole.

use jiff::ToSpan;
use jiff::civil::date;
use serde_json::{Value, json};

use super::{
    TODAY, day_after, event, journey_of, lillestrom, record, sample, stage_after, until_employed,
    until_job_finding, until_trial, until_yes,
};
use crate::domain::{EmployerId, JobSpecialist, SpecialistId, Step};
use crate::journey::{EventKind, Journey, Sequence, Stage, caseloads, overview};

#[test]
fn somebody_employed_is_placed_again() {
    let model = lillestrom();
    let mut journey = journey_of(&model, &until_employed());
    record(&mut journey, &model, &("workplace_ended", json!({"reason": "employer"}))).unwrap();
    assert_eq!(journey.state().stage, Stage::BetweenWorkplaces);
    let again = json!({"employer": "e2", "workplace": "w2"});
    let refusal = record(&mut journey, &model, &("placed_again", again.clone())).unwrap_err();
    assert!(refusal.to_string().contains("no release for e2"), "{refusal}");
    let release = json!({
        "employer": "e2", "lines": ["identity"], "until": "2027-01-01", "given_how": "communication_aid"
    });
    record(&mut journey, &model, &("release_given", release)).unwrap();
    record(&mut journey, &model, &("placed_again", again)).unwrap();
    let terms = &journey.state().employment.as_ref().unwrap().terms;
    assert_eq!((journey.state().stage, terms.employer.as_str()), (Stage::Employed, "e2"));
}

#[test]
fn where_the_workplace_employs_the_job_ends_with_it() {
    let model = lillestrom();
    let mut all = until_employed();
    all.last_mut().unwrap().1["legal_employer"] = json!("workplace");
    let mut journey = journey_of(&model, &all);
    let ended = ("workplace_ended", json!({"reason": "employer"}));
    let refusal = record(&mut journey, &model, &ended).unwrap_err();
    assert!(refusal.legal.contains(&EventKind::DroppedOut), "{refusal}");
    record(&mut journey, &model, &("dropped_out", json!({"reason": "employer"}))).unwrap();
    assert_eq!(journey.state().stage, Stage::DroppedOut);
}

#[test]
fn a_drop_out_leads_back_and_days_are_counted_by_step() {
    let model = lillestrom();
    let mut journey = journey_of(&model, &until_trial());
    record(&mut journey, &model, &("dropped_out", json!({"reason": "not_suited"}))).unwrap();
    assert!(journey.state().running().is_none(), "the trial is over");
    record(&mut journey, &model, &("reentered", json!({"step": "job_finding"}))).unwrap();
    let seen = overview(&journey, &model, day_after(&journey) + 9.days());
    let days: Vec<_> = seen.waited.iter().map(|it| (it.step, it.days)).collect();
    // Referred 2 March, kartlegging on the 6th, ready on the 10th, trial on the 12th, out on the 13th, back on the 14th.
    let expected = [
        (Step::Engagement, 4),
        (Step::Kartlegging, 4),
        (Step::JobFinding, 2 + 10),
        (Step::EmployerEngagement, 1),
    ];
    assert_eq!(days, expected);
    assert_eq!(seen.waiting_since, Some(date(2026, 3, 2)), "the waiting never stopped");
}

#[test]
fn a_no_after_a_trial_leads_back_only_where_it_was_meant() {
    let model = lillestrom();
    let mut all = until_trial();
    all.push(("activity_ended", json!({"booking": 10, "outcome": "went_well"})));
    let elsewhere = ("proposal_declined", json!({"opening": "o7", "by": "candidate"}));
    let here = ("proposal_declined", json!({"opening": "o1", "by": "employer"}));
    assert_eq!(stage_after(&model, &[all.clone(), vec![elsewhere]].concat()), Stage::Agreeing);
    assert_eq!(stage_after(&model, &[all, vec![here]].concat()), Stage::JobFinding);
}

#[test]
fn withdrawing_keeps_the_place_and_nothing_is_told_meanwhile() {
    let model = lillestrom();
    let mut journey = journey_of(&model, &until_job_finding());
    record(&mut journey, &model, &("withdrew", Value::Null)).unwrap();
    let e1 = EmployerId::new("e1").unwrap();
    assert!(journey.state().released(&e1, day_after(&journey)).is_none());
    let back = ("reentered", json!({"step": "job_finding"}));
    let refusal = record(&mut journey, &model, &back).unwrap_err();
    assert_eq!(refusal.legal, [EventKind::Referred, EventKind::Corrected], "a new yes is due");
    record(&mut journey, &model, &("referred", json!({"source": "candidate"}))).unwrap();
    assert_eq!(journey.state().waiting_since, Some(date(2026, 3, 2)));
}

#[test]
fn a_correction_changes_what_follows_and_keeps_the_history() {
    let model = lillestrom();
    let mut journey = journey_of(&model, &until_trial());
    let wrong = json!({"event": 9, "instead": {
        "on": "2026-03-09", "by": "S-1", "what": "readiness_set", "details": {"readiness": "trial"}
    }});
    record(&mut journey, &model, &("corrected", wrong)).unwrap();
    assert_eq!(journey.events().len(), 12);
    assert_eq!(journey.events()[8].on, date(2026, 3, 10), "the history is as it was");
    assert_eq!(journey.corrections().get(&Sequence(9)), Some(&Sequence(12)));
    let found = journey.state().spans.iter().find(|span| span.stage == Stage::JobFinding).unwrap();
    assert_eq!(found.from, date(2026, 3, 9));
    let gone = json!({"event": 8});
    let refusal = record(&mut journey, &model, &("corrected", gone)).unwrap_err();
    assert!(refusal.to_string().contains("event 10 could then not have happened"), "{refusal}");
    let again = json!({"event": 12});
    let refusal = record(&mut journey, &model, &("corrected", again)).unwrap_err();
    assert!(
        refusal.to_string().contains("there is no event 12 that can be corrected"),
        "{refusal}"
    );
    record(&mut journey, &model, &("activity_ended", json!({"booking": 10, "outcome": "no_fit"})))
        .unwrap();
    assert_eq!(journey.state().stage, Stage::JobFinding, "numbers stay what they were");
}

#[test]
fn accepted_history_stands_whatever_the_rules_become() {
    let events = journey_of(&lillestrom(), &until_employed()).events().to_vec();
    let stricter = super::with_bodies(&json!({"value": "unknown"}));
    let mut journey = Journey::of(events, &stricter);
    assert_eq!(journey.state().stage, Stage::Employed);
    let harmless = sample(EventKind::Corrected, journey.state(), TODAY);
    let on = day_after(&journey);
    journey.record(event(on, "corrected", &harmless), &stricter, TODAY).unwrap();
}

#[test]
fn a_later_and_a_pause_end_when_the_person_says_so() {
    let model = lillestrom();
    let later = json!({
        "answer": "later", "explained": ["spoken"], "given_how": "spoken", "ask_again_on": "2026-09-01"
    });
    let mut journey = journey_of(&model, &until_yes()[..3]);
    record(&mut journey, &model, &("answered", later)).unwrap();
    assert_eq!(overview(&journey, &model, TODAY).deadlines[0].on, date(2026, 9, 1));
    record(&mut journey, &model, &until_yes()[3]).unwrap();
    record(&mut journey, &model, &("paused", json!({"by": "candidate"}))).unwrap();
    record(&mut journey, &model, &("resumed", Value::Null)).unwrap();
    let seen = overview(&journey, &model, TODAY);
    assert_eq!((seen.stage, seen.deadlines.len()), (Stage::Accepted, 0));
    assert_eq!(seen.waiting_since, Some(date(2026, 3, 2)));
}

#[test]
fn the_specialist_with_most_room_comes_first() {
    let specialist = |id: &str, position: i64, most: Option<u32>| {
        let text = json!({
            "id": id, "position": position, "present_caseload": 0, "caseload_most": most,
            "support_hours_week": 20
        });
        crate::reading::read::<JobSpecialist>(&text.to_string(), |_| {}).unwrap()
    };
    let all = [
        specialist("S-1", 100, None),
        specialist("S-2", 50, None),
        specialist("S-3", 100, Some(30)),
    ];
    let people = [("S-1", 12), ("S-2", 5), ("S-3", 15)];
    let people = people.map(|(id, count)| (SpecialistId::new(id).unwrap(), count)).into();
    let found = caseloads(&all, &people, Some(18));
    let found: Vec<_> =
        found.iter().map(|it| (it.specialist.as_str(), it.people, it.most)).collect();
    assert_eq!(found, [("S-3", 15, Some(30)), ("S-2", 5, Some(9)), ("S-1", 12, Some(18))]);
}
