//! Panels, decisions, complaints.

use jiff::ToSpan;
use jiff::civil::date;
use serde_json::{Value, json};

use super::{
    Said, TODAY, day_after, event, journey_of, lillestrom, record, sample, turned_down,
    until_employed, until_job_finding, until_yes, with_bodies,
};
use crate::journey::{DeadlineKind, EventKind, Journey, Reason, Stage, State, overview};

fn panel(seats: &[&str], ruling: &str) -> Said {
    let votes: Vec<Value> = seats.iter().map(|seat| json!({"seat": seat, "vote": "for"})).collect();
    let details = json!({
        "scheme": "municipal", "votes": votes, "ruling": ruling, "grounds": "plass",
        "ask_whom": "personalkontoret"
    });
    ("panel_voted", details)
}

fn decided(ruling: &str, until: Option<&str>) -> Said {
    let decided = json!({
        "scheme": "municipal", "by": "health_and_social_office", "ruling": ruling,
        "grounds": "ingen plass nå", "notified_on": "2026-03-10",
        "complaint_to": "Statsforvalteren", "complaint_until": until,
        "ask_whom": "saksbehandleren",
    });
    ("decided", decided)
}

#[test]
fn a_panel_and_a_decision_come_before_the_search_where_the_scheme_says_so() {
    let model = with_bodies(&json!({"value": "unknown"}));
    let all = until_job_finding();
    let mut journey = journey_of(&model, &all[..8]);
    let ready = &all[8];
    let refusal = record(&mut journey, &model, ready).unwrap_err();
    assert!(
        matches!(&refusal.reasons[..], [Reason::NoPanel { .. }, Reason::NoDecision { .. }]),
        "{refusal}"
    );
    let refusal =
        record(&mut journey, &model, &panel(&["nav", "provider"], "granted")).unwrap_err();
    let text = refusal.to_string();
    assert!(text.contains("missing: `personnel`; not a seat or twice: `provider`"), "{text}");
    record(&mut journey, &model, &panel(&["personnel", "nav"], "granted")).unwrap();
    let refusal = record(&mut journey, &model, &decided("granted", None)).unwrap_err();
    assert_eq!(refusal.reasons, [Reason::NoticeLacks { field: "complaint_until" }]);
    record(&mut journey, &model, &decided("granted", Some("2026-04-01"))).unwrap();
    record(&mut journey, &model, ready).unwrap();
    assert_eq!(journey.state().stage, Stage::JobFinding);
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
    let complained = json!({"scheme": "municipal", "supported_by": ["family"]});
    record(&mut journey, &model, &("complained", complained)).unwrap();
    let seen = overview(&journey, &model, day_after(&journey));
    assert!(seen.deadlines.is_empty(), "the complaint is made");
    record(&mut journey, &model, &decided("granted", None)).unwrap();
    assert_eq!(journey.state().stage, Stage::Accepted);
    assert_eq!(journey.state().waiting_since, Some(date(2026, 3, 2)), "the place is kept");
}

#[test]
fn one_scheme_that_says_no_leaves_the_others() {
    let model = lillestrom();
    let mut journey = journey_of(&model, &until_yes());
    record(&mut journey, &model, &turned_down("tao")).unwrap();
    assert_eq!(journey.state().stage, Stage::Accepted);
    record(&mut journey, &model, &("kartlegging_begun", Value::Null)).unwrap();
    let refusal = record(&mut journey, &model, &turned_down("vta_x")).unwrap_err();
    assert!(refusal.to_string().contains("no scheme `vta_x`; use one of `vta_o`"), "{refusal}");
}

/// A job under a scheme, agreed on some months after the rest.
fn employed_under(
    scheme: &str,
    months: i32,
    decided: Option<Value>,
) -> Result<Journey, Vec<Reason>> {
    let model = lillestrom();
    let all = until_employed();
    let mut journey = journey_of(&model, &all[..all.len() - 1]);
    if let Some(decided) = decided {
        record(&mut journey, &model, &("decided", decided)).unwrap();
    }
    let mut details = sample(EventKind::Employed, &State::default(), TODAY);
    details["scheme"] = json!(scheme);
    let on = day_after(&journey) + months.months();
    let employed = event(on, "employed", &details);
    journey.record(employed, &model, TODAY).map_err(|refusal| refusal.reasons)?;
    Ok(journey)
}

#[test]
fn a_job_is_agreed_on_under_a_scheme_that_is_open_and_has_been_decided() {
    let nav = || {
        json!({
            "scheme": "tao", "by": "nav", "ruling": "granted", "grounds": "vilkårene er oppfylt",
            "notified_on": "2026-03-20", "complaint_to": "NAV Klageinstans",
            "complaint_until": "2026-05-01"
        })
    };
    let codes = |tried: Result<Journey, Vec<Reason>>| -> Vec<String> {
        let reasons = tried.err().unwrap_or_default();
        let json = serde_json::to_value(reasons).unwrap();
        let all = json.as_array().unwrap().iter();
        all.map(|it| it["reason"].as_str().unwrap().to_owned()).collect()
    };
    #[rustfmt::skip]
    let cases = [
        // scheme     months  decided       reasons                           why
        ("municipal",  0,     None,         vec![],                           "the municipality's own asks for no decision"),
        ("tao",        6,     Some(nav()),  vec![],                           "decided, and in force since 1 September"),
        ("tao",        6,     None,         vec!["no_decision"],              "NAV decides before the agreement"),
        ("vta_o",      6,     None,         vec!["scheme_closed", "no_decision"], "nothing starts after 31 August"),
        ("vta_x",      0,     None,         vec!["no_such_scheme"],           "there is none"),
    ];
    for (scheme, months, decided, expected, why) in cases {
        assert_eq!(codes(employed_under(scheme, months, decided)), expected, "{scheme}: {why}");
    }
}
