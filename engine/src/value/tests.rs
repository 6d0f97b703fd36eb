//! The room as a whole: what features see of a case, and what they cannot see.

use super::appraisal::appraise_options;
use super::*;
use crate::domain::{Case, Level, PositionPct, WeekHours, WeeklyMinutes, case, service_model};
use crate::eligibility::{HoursTaken, Terms, TravelBasis, WayToWork};
use serde_json::{Value, json};

fn text() -> Value {
    serde_json::from_str(include_str!("../../../fixtures/cases/one-pair/case.json")).unwrap()
}

fn read(case: &Value) -> Result<Case, Vec<crate::reading::Fault>> {
    let model = include_str!("../../../fixtures/service-models/lillestrom.json");
    case::read(&case.to_string(), &[service_model::read(model).unwrap()])
}

/// The sample pair after a change to its candidate and its opening.
fn changed(candidate: &Value, opening: &Value) -> Case {
    let mut case = text();
    for (list, change) in [("candidates", candidate), ("openings", opening)] {
        for (field, value) in change.as_object().unwrap() {
            case[list][0][field] = value.clone();
        }
    }
    read(&case).unwrap()
}

/// Terms with half an hour to travel, for somebody who needs five hours of a fadder.
fn terms() -> Terms {
    Terms {
        position: PositionPct::new(30).unwrap(),
        common_hours: WeekHours::default(),
        travel: WayToWork { minutes: Some(30), basis: TravelBasis::Override },
        support_need: Level::new(2).unwrap(),
        missing_independence: 0,
        starts: Vec::new(),
        hours: HoursTaken {
            mentor: vec![WeeklyMinutes::new(300).unwrap()],
            stands_in: vec![WeeklyMinutes::new(0).unwrap()],
            specialist: vec![WeeklyMinutes::new(120).unwrap()],
        },
        next_steps: Vec::new(),
    }
}

fn only_pair<'a>(case: &'a Case, terms: &'a Terms) -> Pair<'a> {
    Pair {
        candidate: &case.candidates[0],
        opening: &case.openings[0],
        employer: &case.workplaces[0].employer,
        sector: case.workplaces[0].sector,
        terms,
    }
}

fn appraised(case: &Case) -> Appraisal {
    let terms = terms();
    let mut appraisals = appraise_options(&Model::prior(), [only_pair(case, &terms)]);
    appraisals.pop_first().unwrap().1
}

fn measured(feature: Feature, candidate: &Value, opening: &Value) -> f64 {
    let case = changed(candidate, opening);
    let prediction = predict(&Model::prior(), &only_pair(&case, &terms()));
    prediction.contributions.iter().find(|c| c.feature == feature).unwrap().measure
}

#[test]
fn features_measure_the_pair() {
    use Feature::{
        Adaptations, EarlierTries, Experience, Independence, Interest, Position, SectorWish,
        Support,
    };
    let interest = |strength: u8| json!({"interests": [{"family": "shop", "strength": strength, "basis": "said"}]});
    let tried = |outcome: &str| json!({"earlier": [{"activity": "trial", "family": "shop", "employer": "V-01", "ended": "2025-01-01", "outcome": outcome}]});
    let elsewhere = |outcome: &str| json!({"earlier": [{"activity": "trial", "family": "shop", "ended": "2025-01-01", "outcome": outcome}]});
    let none = json!({});
    #[rustfmt::skip]
    let cases = [
        // feature     candidate                                      opening    measure  why
        (Interest,     interest(5),                                   json!({}), 1.0,     "the strongest wish"),
        (Interest,     interest(1),                                   json!({}), -1.0,    "the weakest wish"),
        (Interest,     json!({"interests": []}),                      json!({}), 0.0,     "nothing is known"),
        (Interest,     json!({"interests": [{"family": "office", "strength": 2, "basis": "said"}]}), json!({}), -1.0, "other work was named"),
        (Position,     json!({"wanted_position": {"least": 20, "most": 50}}), json!({}), 0.0, "all of the wish"),
        (Position,     json!({"wanted_position": {"least": 40, "most": 60}}), json!({}), -0.5, "half of the wish"),
        (Position,     json!({"wanted_position": {"least": 50, "most": 50}}), json!({}), 0.0, "an exact wish, met"),
        (Independence, none.clone(),                                  json!({"independence_asked": 5}), -0.5, "one level short"),
        (Independence, none.clone(),                                  json!({"independence_asked": 1}), 0.0, "more than enough makes no job last"),
        (Independence, json!({"tasks": []}),                          json!({"independence_asked": 5}), 0.0, "not known is not held against anyone"),
        (Support,      none.clone(),                                  json!({"mentor": {"named": true, "hours_week": 5}}), 0.0, "just enough"),
        (Support,      none.clone(),                                  json!({"mentor": {"named": true, "hours_week": 2.5}}), -0.5, "half of it"),
        (Support,      none.clone(),                                  json!({"mentor": null}), -1.0, "nobody"),
        (Support,      none.clone(),                                  json!({"mentor": {"named": true, "hours_week": 40}}), 0.25, "plenty"),
        (Adaptations,  none.clone(),                                  json!({}), 0.1,     "two of five, for a need of 2"),
        (Adaptations,  none.clone(),                                  json!({"adaptations": ["quiet", "fixed_routine"]}), 0.05, "one of five"),
        (Experience,   none.clone(),                                  json!({}), 0.25,    "three months"),
        (Experience,   json!({"experience": [{"family": "shop", "months": 400}]}), json!({}), 1.0, "a year says it all"),
        (Experience,   json!({"experience": [{"family": "office", "months": 400}]}), json!({}), 0.0, "other work"),
        (SectorWish,   none.clone(),                                  json!({}), 1.0,     "met"),
        (SectorWish,   json!({"sector_wish": "public"}),              json!({}), -1.0,    "not met"),
        (SectorWish,   json!({"sector_wish": null}),                  json!({}), 0.0,     "no wish"),
        (EarlierTries, tried("went_well"),                            json!({}), 1.0,     "it went well here"),
        (EarlierTries, tried("no_fit"),                               json!({}), -1.0,    "it did not fit here"),
        (EarlierTries, elsewhere("went_well"),                        json!({}), 0.5,     "such work went well"),
        (EarlierTries, elsewhere("no_fit"),                           json!({}), -0.25,   "another place is another place"),
        (EarlierTries, tried("declined"),                             json!({}), 0.0,     "a choice costs nothing"),
        (EarlierTries, tried("ended_early"),                          json!({}), 0.0,     "why is not known"),
    ];
    for (feature, candidate, opening, expected, why) in cases {
        let measure = measured(feature, &candidate, &opening);
        assert!((measure - expected).abs() < 1e-12, "{feature:?}, {why}: {measure}");
    }
}

#[test]
fn travel_is_measured_in_half_hours() {
    let case = changed(&json!({}), &json!({}));
    let cases = [
        (Some(0), 1.0),
        (Some(30), 0.0),
        (Some(45), -0.5),
        (Some(60), -1.0),
        (Some(600), -1.0),
        (None, 0.0),
    ];
    for (minutes, expected) in cases {
        let travel = WayToWork { minutes, basis: TravelBasis::Override };
        let terms = Terms { travel, ..terms() };
        let prediction = predict(&Model::prior(), &only_pair(&case, &terms));
        let travel = prediction.contributions[Feature::Travel as usize];
        assert_eq!((travel.feature, travel.measure), (Feature::Travel, expected));
    }
}

/// Who somebody is cannot be said in a case, and what they are called changes nothing.
#[test]
fn gender_age_diagnosis_origin_and_name_change_nothing() {
    for field in ["gender", "age", "born", "diagnosis", "origin", "nationality", "name"] {
        let mut case = text();
        case["candidates"][0][field] = json!("x");
        assert!(read(&case).is_err(), "a case has no room for `{field}`");
    }
    let one = changed(&json!({}), &json!({}));
    let renamed = text().to_string().replace("K-01", "K-99").replace("Jeg liker", "Jeg elsker");
    let other = read(&serde_json::from_str(&renamed).unwrap()).unwrap();
    assert_ne!(one.candidates[0].id, other.candidates[0].id);
    assert_eq!(appraised(&one), appraised(&other));
}

#[test]
fn what_the_person_is_curious_about_and_does_not_know_is_tried() {
    let basis = |strength: u8, basis: &str| {
        json!({
            "interests": [{"family": "shop", "strength": strength, "basis": basis}],
            "experience": [], "earlier": [],
        })
    };
    let cases = [
        (basis(3, "guessed"), true, "somebody thinks so, nobody knows"),
        (basis(3, "tried"), false, "the person knows"),
        (basis(2, "guessed"), false, "not what the person is curious about"),
        (json!({"interests": [], "experience": [], "earlier": []}), true, "free to explore"),
        (
            json!({"interests": [{"family": "office", "strength": 5, "basis": "said"}]}),
            false,
            "elsewhere",
        ),
        (json!({"readiness": "jobbsmak"}), true, "known, and the way to a trial"),
    ];
    for (candidate, is_tried, why) in cases {
        let case = changed(&candidate, &json!({}));
        let Appraisal { trial, jobbsmak } = appraised(&case);
        assert_eq!(jobbsmak > 0.0, is_tried, "{why}: {jobbsmak}");
        assert!(jobbsmak < 0.1 && (0.0..1.0).contains(&trial), "{why}: {jobbsmak} {trial}");
    }
}

/// Earlier choices of the person's own are no evidence, and do not make the work known either.
#[test]
fn a_no_costs_nothing() {
    let earlier = json!({"earlier": [{"activity": "jobbsmak", "family": "shop", "ended": "2026-01-01", "outcome": "declined"}], "experience": []});
    let said_no = changed(&earlier, &json!({}));
    let silent = changed(&json!({"earlier": [], "experience": []}), &json!({}));
    assert_eq!(appraised(&said_no), appraised(&silent));
}
