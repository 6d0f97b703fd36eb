use jiff::civil::date;
use serde_json::{Value, json};

use super::{
    Agreement, AgreementRules, CandidateSurvey, Item, Lack, Review, Signatory, next_review,
};
use crate::domain::{AgreementKind, Months};
use crate::reading::read;

const RULES: &str = include_str!("../../../fixtures/agreements/rules.json");

fn rules() -> AgreementRules {
    AgreementRules::read(RULES).unwrap()
}

/// A three-party agreement that says all there is to say, and that everybody has signed.
fn whole() -> Value {
    json!({
        "id": "A-1", "kind": "tripartite", "employer": "e1", "workplace": "w1",
        "period": {"from": "2026-12-01"}, "work": "Fylle på varer.", "position": 40,
        "hours": [{"days": ["monday", "tuesday"], "from": "09:00", "to": "14:00"}],
        "breaks": "30 minutter midt på dagen", "wage": {"kind": "bonus", "ore_per_hour": 3000},
        "adaptation": "Fast rutine; opplæring av fadderen.", "follow_up": "Besøk hver annen uke.",
        "instructed_by": "workplace", "safety": "Opplæring første dag.", "insured_by": "municipality",
        "notice": "14 dager, skriftlig", "review_on": "2027-06-01",
        "signatures": [
            {"by": "candidate", "on": "2026-11-20"}, {"by": "legal_employer", "on": "2026-11-20"},
            {"by": "workplace", "on": "2026-11-23"},
        ],
    })
}

fn agreement(value: &Value) -> Agreement {
    let text = value.to_string();
    let read = read::<Agreement>(&text, Agreement::check).unwrap_or_else(|it| panic!("{it:?}"));
    let again = serde_json::to_string(&read).unwrap();
    assert_eq!(crate::reading::read::<Agreement>(&again, Agreement::check).as_ref(), Ok(&read));
    read
}

fn lacks(value: &Value) -> Vec<Lack> {
    agreement(value).lacks(&rules(), date(2026, 11, 23))
}

#[test]
fn each_of_the_eleven_items_is_missed_when_it_is_not_there() {
    assert!(lacks(&whole()).is_empty());
    let rules = rules();
    let items = rules.of(AgreementKind::Tripartite).items.on(date(2026, 11, 23)).unwrap();
    // Item 3 of the eleven is two fields: hours and breaks.
    assert_eq!(items.len(), 12);
    for item in items {
        let mut without = whole();
        without.as_object_mut().unwrap().remove(item.code());
        assert_eq!(lacks(&without), [Lack::Item(*item)], "{item}");
        assert!(Lack::Item(*item).to_string().contains(item.code()));
    }
    let mut unknown = whole();
    unknown["insured_by"] = "unknown".into();
    assert_eq!(lacks(&unknown), [Lack::Item(Item::InsuredBy)]);
}

#[test]
fn each_signature_is_missed_and_none_outlives_its_text() {
    for place in 0..3 {
        let mut unsigned = whole();
        unsigned["signatures"].as_array_mut().unwrap().remove(place);
        assert!(matches!(lacks(&unsigned)[..], [Lack::Signature(_)]));
    }
    let before = agreement(&whole());
    let mut changed = whole();
    changed["position"] = 60.into();
    assert_eq!(agreement(&changed).outdated_signatures(&before), [0, 1, 2]);
    changed["signatures"][1]["on"] = "2026-11-24".into();
    assert_eq!(agreement(&changed).outdated_signatures(&before), [0, 2], "one has signed anew");
    let mut more = whole();
    more["signatures"][2]["on"] = "2026-11-24".into();
    assert!(agreement(&more).outdated_signatures(&before).is_empty(), "the text is the same");
}

#[test]
fn rules_that_are_unknown_ask_for_nothing_and_say_why() {
    let mut follow_up = whole();
    follow_up["kind"] = "follow_up".into();
    follow_up["signatures"] = json!([]);
    assert!(lacks(&follow_up).is_empty());
    let rules = rules();
    for kind in AgreementKind::ALL {
        let versions = rules.of(*kind).items.versions();
        assert!(versions.iter().all(|it| it.value.is_some() || it.note.is_some()), "{kind}");
    }
}

#[test]
fn a_place_with_ones_own_family_is_explained() {
    let mut place = whole();
    place["kind"] = "nav_place".into();
    place["title"] = "Butikkmedarbeider".into();
    place["tenure"] = "permanent".into();
    place["family"] = json!({"related": true});
    place["period"]["to"] = "2029-12-01".into();
    let lacks = lacks(&place);
    assert_eq!(lacks[0], Lack::FamilyExplanation);
    let unsigned = [Signatory::NavAdviser, Signatory::NavDecisionMaker].map(Lack::Signature);
    assert_eq!(lacks[1..], unsigned);
}

#[test]
fn answers_may_be_left_out_and_are_given_once() {
    let survey = |answers: Value| {
        let survey = json!({"id": "s", "placement": "P-1", "on": "2026-11-23", "answers": answers});
        read::<CandidateSurvey>(&survey.to_string(), CandidateSurvey::check)
    };
    assert!(survey(json!([])).is_ok());
    let yes = json!({"item": "mastery", "answer": "yes"});
    assert!(survey(json!([yes])).is_ok());
    assert_eq!(survey(json!([yes, yes])).unwrap_err().len(), 1);
    assert_eq!(survey(json!([{"item": "iq", "answer": "often"}])).unwrap_err().len(), 2);
}

#[test]
fn checks_come_at_the_end_of_every_sixth_month() {
    let six = Months::new(6).unwrap();
    let start = date(2025, 1, 15);
    let at = |alert, deadline| Some(Review { alert, deadline });
    let first = at(date(2025, 6, 1), date(2025, 7, 31));
    let second = at(date(2025, 12, 1), date(2026, 1, 31));
    #[rustfmt::skip]
    let cases = [
        // today              last day                  expected  why
        (date(2025,  1, 15), None,                     first,    "the published example"),
        (date(2025,  7, 31), None,                     first,    "on the last day it is still due"),
        (date(2025,  8,  1), None,                     second,   "six months after the one before"),
        (date(2025,  1, 15), Some(date(2025,  8,  1)), first,    "the notice comes before the last but one month"),
        (date(2025,  1, 15), Some(date(2025,  7, 31)), None,     "the notice would fall in the last but one month"),
        (date(2025,  1, 15), Some(date(2025,  6, 30)), None,     "the notice would fall in the last month"),
    ];
    for (today, last_day, expected, why) in cases {
        assert_eq!(next_review(start, last_day, six, today), expected, "{why}");
    }
}
