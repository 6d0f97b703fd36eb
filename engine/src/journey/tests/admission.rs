//! Panels, decisions, complaints.

use jiff::civil::date;
use serde_json::{Value, json};

use super::{Said, day_after, journey_of, record, until_yes, with_bodies};
use crate::journey::{DeadlineKind, Reason, Stage, overview};

fn panel(votes: &[&str], ruling: &str) -> Said {
    let votes: Vec<Value> = votes.iter().map(|seat| json!({"seat": seat, "vote": "for"})).collect();
    ("panel_voted", json!({"votes": votes, "ruling": ruling, "grounds": "plass", "ask_whom": "HR"}))
}

fn decided(ruling: &str, until: Option<&str>) -> Said {
    let decided = json!({
        "body": "kontoret", "formal": true, "ruling": ruling, "grounds": "ingen plass nå",
        "notified_on": "2026-03-10", "complaint_to": "Statsforvalteren", "complaint_until": until,
        "ask_whom": "saksbehandleren",
    });
    ("decided", decided)
}

#[test]
fn a_panel_and_a_decision_come_before_step_2_where_the_rules_say_so() {
    let model = with_bodies(&json!({"value": "unknown"}));
    let mut journey = journey_of(&model, &until_yes());
    let begin = ("kartlegging_begun", Value::Null);
    let refusal = record(&mut journey, &model, &begin).unwrap_err();
    assert!(
        matches!(&refusal.reasons[..], [Reason::NoPanel, Reason::NoDecision { .. }]),
        "{refusal}"
    );
    let refusal = record(&mut journey, &model, &panel(&["NAV", "skolen"], "granted")).unwrap_err();
    let text = refusal.to_string();
    assert!(text.contains("missing: `HR`; not a seat or twice: `skolen`"), "{text}");
    record(&mut journey, &model, &panel(&["HR", "NAV"], "granted")).unwrap();
    let refusal = record(&mut journey, &model, &decided("granted", None)).unwrap_err();
    assert_eq!(refusal.reasons, [Reason::NoticeLacks { field: "complaint_until" }]);
    record(&mut journey, &model, &decided("granted", Some("2026-04-01"))).unwrap();
    record(&mut journey, &model, &begin).unwrap();
    assert_eq!(journey.state().stage, Stage::Kartlegging);
}

#[test]
fn who_is_left_out_knows_whom_to_ask_and_until_when_to_complain() {
    let model = with_bodies(&json!({"value": 3, "assumption": "a test"}));
    let mut journey = journey_of(&model, &until_yes());
    let mut silent = decided("refused", None);
    silent.1.as_object_mut().unwrap().remove("ask_whom");
    let refusal = record(&mut journey, &model, &silent).unwrap_err();
    assert_eq!(refusal.reasons, [Reason::NobodyToAsk]);
    record(&mut journey, &model, &decided("refused", None)).unwrap();
    let seen = overview(&journey, &model, day_after(&journey));
    assert_eq!(seen.stage, Stage::NotAdmitted);
    assert_eq!(seen.ask_whom[0].as_str(), "saksbehandleren");
    let complaint = seen.deadlines.iter().find(|it| it.kind == DeadlineKind::Complaint).unwrap();
    assert_eq!(complaint.on, date(2026, 3, 31), "three weeks after the notice of 10 March");
    record(&mut journey, &model, &("complained", json!({"supported_by": ["family"]}))).unwrap();
    let seen = overview(&journey, &model, day_after(&journey));
    assert!(seen.deadlines.is_empty(), "the complaint is made");
    record(&mut journey, &model, &decided("granted", None)).unwrap();
    assert_eq!(journey.state().stage, Stage::Accepted);
    assert_eq!(journey.state().waiting_since, Some(date(2026, 3, 2)), "the place is kept");
}
