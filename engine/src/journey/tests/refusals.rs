//! Each refusal, and what makes it go away.

use jiff::civil::date;
use serde_json::{Value, json};

use super::{
    Said, booking, journey_of, lillestrom, record, until_employed, until_job_finding, until_trial,
    until_yes,
};
use crate::journey::{Journey, Reason};

/// The reasons against an event after others, as codes.
fn reasons(journey: &mut Journey, said: &Said) -> Vec<String> {
    let refusal = record(journey, &lillestrom(), said).err();
    let reasons = refusal.map(|refusal| refusal.reasons).unwrap_or_default();
    reasons.iter().map(code).collect()
}

fn code(reason: &Reason) -> String {
    let json = serde_json::to_value(reason).unwrap();
    json["reason"].as_str().unwrap().to_owned()
}

fn with(mut details: Value, changes: &[(&str, Value)]) -> Value {
    for (field, value) in changes {
        details[field] = value.clone();
    }
    details
}

#[test]
fn details_that_do_not_fit_are_refused_with_every_reason() {
    let yes = json!({"answer": "yes", "explained": ["spoken"], "given_how": "spoken"});
    let jobbsmak = || booking("jobbsmak", date(2026, 6, 1), 7);
    let trial = || booking("trial", date(2026, 6, 1), 28);
    let looking = until_job_finding;
    let referred = || until_yes()[..1].to_vec();
    let at_work = until_employed;
    let hospitering = |agreements: &[&str]| {
        let signed = |kind: &&str| ("agreement_signed", json!({"kind": kind, "employer": "e1"}));
        let booked = with(trial(), &[("legal_vehicle", json!("hospitering"))]);
        let mut all = until_job_finding();
        all.extend(agreements.iter().map(signed));
        all.push(("activity_booked", booked));
        all
    };
    #[rustfmt::skip]
    let cases: Vec<(Vec<Said>, Said, &[&str], &str)> = vec![
        (referred(), ("answered", yes.clone()), &["no_information_meeting", "no_benefit_talk"], "a yes is informed"),
        (until_yes()[..3].to_vec(), ("answered", with(yes.clone(), &[("explained", json!([]))])), &["empty"], "how was it explained"),
        (referred(), ("answered", with(yes.clone(), &[("answer", json!("no"))])), &[], "a no asks for nothing"),
        (referred(), ("answered", with(yes.clone(), &[("answer", json!("later"))])), &[], "nor does a later"),
        (referred(), ("answered", with(yes, &[("answer", json!("not_yet"))])), &["no_answer"], "no answer"),
        (referred(), ("handed_over", json!({"from": "S-1", "to": "S-2", "reason": "absence"})), &["no_specialist"], "from nobody"),
        (looking(), ("handed_over", json!({"from": "S-2", "to": "S-3", "reason": "absence"})), &["other_specialist"], "not hers to hand over"),
        (looking(), ("handed_over", json!({"from": "S-1", "to": "S-1", "reason": "absence"})), &["other_specialist"], "to oneself"),
        (looking(), ("specialist_assigned", json!({"specialist": "S-2"})), &["has_specialist"], "two would be one too many"),
        (until_yes(), ("release_given", json!({"employer": "e1", "lines": ["hours"], "until": "2027-01-01", "given_how": "spoken"})), &["not_in_stage"], "before step 2"),
        (looking(), ("kartlegging_recorded", json!({"version": 3})), &["version"], "version 2 is lost"),
        (looking()[..6].to_vec(), ("readiness_set", json!({"readiness": "trial"})), &["no_kartlegging"], "nothing mapped"),
        (looking(), ("readiness_set", json!({"readiness": "not_yet"})), &["no_next_step"], "not yet is no closed door"),
        (looking(), ("release_given", json!({"employer": "e2", "lines": [], "until": "2026-01-01", "given_how": "spoken"})), &["empty", "turned"], "nothing, until yesterday"),
        (looking(), ("release_withdrawn", json!({"employer": "e2"})), &["no_release"], "never given"),
        (looking(), ("employer_contacted", json!({"employer": "e2", "how": "in_person"})), &[], "about work alone"),
        (looking(), ("employer_contacted", json!({"employer": "e2", "how": "in_person", "told": ["hours"]})), &["no_release"], "not released to e2"),
        (looking(), ("employer_contacted", json!({"employer": "e1", "how": "in_person", "told": ["hours", "support"]})), &["not_released"], "support was not released"),
        (looking(), ("activity_booked", jobbsmak()), &[], "a whole week"),
        (looking(), ("activity_booked", booking("jobbsmak", date(2026, 6, 1), 8)), &["too_long"], "a jobbsmak is at most a week"),
        (looking(), ("activity_booked", trial()), &[], "four weeks"),
        (looking(), ("activity_booked", booking("trial", date(2026, 6, 1), 29)), &["too_long"], "a trial is at most four weeks"),
        (looking(), ("activity_booked", with(trial(), &[("legal_vehicle", json!("unknown")), ("insured_by", json!("unknown"))])), &["unknown", "unknown"], "unknown blocks"),
        (looking(), ("activity_booked", with(trial(), &[("responsible", json!("unknown")), ("safety_training", json!("unknown"))])), &["unknown", "unknown"], "unknown blocks"),
        (looking(), ("activity_booked", with(trial(), &[("employer", json!("e2"))])), &["no_release"], "e2 may not be told"),
        (looking(), ("activity_booked", with(trial(), &[("candidate_yes_on", json!("2026-12-24"))])), &["turned"], "the yes is still to come"),
        (looking(), ("activity_booked", with(trial(), &[("last_day", json!("2026-05-01"))])), &["turned"], "ends before it begins"),
        (until_trial(), ("activity_booked", booking("jobbsmak", date(2026, 4, 12), 2)), &["overlaps"], "the trial's last day"),
        (until_trial(), ("activity_booked", booking("jobbsmak", date(2026, 4, 13), 2)), &[], "the day after"),
        (looking(), ("activity_started", json!({"booking": 10})), &["no_booking"], "nothing booked"),
        (hospitering(&[]), ("activity_started", json!({"booking": 10})), &["no_secondment"], "its agreement comes first"),
        (hospitering(&["secondment"]), ("activity_started", json!({"booking": 11})), &[], "with its agreement"),
        (until_trial(), ("activity_ended", json!({"booking": 3, "outcome": "no_fit"})), &["not_running"], "not that one"),
        (at_work(), ("terms_changed", json!({"position": 60})), &["no_benefit_talk"], "more pay, less benefit"),
        (at_work(), ("terms_changed", json!({})), &["empty"], "nothing changed"),
        (at_work(), ("exited", json!({"reason": "health"})), &["reopens"], "a drop-out leads back"),
        (at_work(), ("referred_elsewhere", json!({"route": "gradual_start", "contact": "oss"})), &["not_elsewhere"], "it is here"),
        (at_work(), ("survey_answered", json!({"of": "family"})), &["nobodys_survey"], "the family has no survey"),
        (at_work(), ("followed_up", json!({"with": [], "how": "telephone", "next": "2026-01-01"})), &["empty", "turned"], "with nobody, last year"),
        (at_work(), ("corrected", json!({"event": 99})), &["no_such_event"], "not there"),
        (until_yes(), ("corrected", json!({"event": 3})), &["breaks"], "the yes rests on the talk"),
        (at_work(), ("corrected", json!({"event": 2, "instead": {"on": "2026-03-02", "by": "S-1", "what": "corrected", "details": {"event": 1}}})), &["corrects_with_correction"], "a correction in the place of a meeting"),
    ];
    for (before, said, expected, why) in cases {
        let mut journey = journey_of(&lillestrom(), &before);
        let found = reasons(&mut journey, &said);
        assert_eq!(found, expected, "{}: {why}", said.0);
    }
}

#[test]
fn a_release_ends_by_its_day_and_by_being_taken_back() {
    let model = lillestrom();
    let booked = || {
        let mut all = until_job_finding();
        all.push(("activity_booked", booking("trial", date(2026, 6, 1), 28)));
        all
    };
    let start = ("activity_started", json!({"booking": 10}));
    let mut journey = journey_of(&model, &booked());
    record(&mut journey, &model, &("release_withdrawn", json!({"employer": "e1"}))).unwrap();
    assert_eq!(reasons(&mut journey, &start), ["no_release"], "taken back");
    let mut short = booked();
    short[7].1["until"] = json!("2026-03-11");
    let mut journey = journey_of(&model, &short);
    assert_eq!(reasons(&mut journey, &start), ["no_release"], "the day after its last");
    short[7].1["until"] = json!("2026-03-12");
    let mut journey = journey_of(&model, &short);
    assert_eq!(reasons(&mut journey, &start), Vec::<String>::new(), "on its last day");
}

#[test]
fn days_are_real() {
    let model = lillestrom();
    let journey = journey_of(&model, &until_yes());
    let held = json!({"topics": ["wage"], "explained": ["spoken"]});
    #[rustfmt::skip]
    let cases = [
        // kind                 day                 today               reason        why
        ("benefit_talk_held",  date(2026, 3, 2),  date(2026, 4, 1),  None,             "written down late"),
        ("benefit_talk_held",  date(2026, 3, 1),  date(2026, 4, 1),  Some("before"),   "before anyone knew of the person"),
        ("benefit_talk_held",  date(2026, 4, 2),  date(2026, 4, 1),  Some("ahead"),    "tomorrow"),
        ("kartlegging_begun",  date(2026, 3, 4),  date(2026, 4, 1),  Some("before"),   "before the yes that it rests on"),
        ("kartlegging_begun",  date(2026, 3, 5),  date(2026, 4, 1),  None,             "on the same day"),
    ];
    for (kind, on, today, expected, why) in cases {
        let details = if kind == "kartlegging_begun" { Value::Null } else { held.clone() };
        let result = journey.clone().record(super::event(on, kind, &details), &model, today).err();
        let found = result.map(|refusal| code(&refusal.reasons[0]));
        assert_eq!(found.as_deref(), expected, "{why}");
    }
}

#[test]
fn faults_of_an_event_come_at_once() {
    let text = r#"{"on": "2026-02-30", "what": "activity_booked", "role": "boss", "details": {"activity": "job"}}"#;
    let faults = crate::journey::read(text).unwrap_err();
    let places: Vec<&str> = faults.iter().map(|fault| fault.place.as_str()).collect();
    for place in ["on", "role", "details.activity"] {
        assert!(places.contains(&place), "{place}: {places:?}");
    }
    assert!(faults.len() > 12, "every missing field is named: {faults:?}");
    let nothing = r#"{"on": "2026-03-02", "by": "S-1", "what": "resumed", "details": {"why": 1}}"#;
    assert_eq!(crate::journey::read(nothing).unwrap_err()[0].place, "details.why");
}
