//! The JSON Schemas: current, met by every fixture, and as strict as the readers where one value is wrong.

use std::fs;
use std::path::PathBuf;

use engine::domain::{case, service_model};
use engine::{learn, problem, schema};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::fixtures::{folder, service_models};

fn read(path: &PathBuf) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn validator(name: &str) -> Validator {
    let schema = schema::of(name).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn expect_valid(name: &str, document: &Value, what: &str) {
    let faults: Vec<String> = validator(name)
        .iter_errors(document)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert_eq!(faults, [""; 0], "{what}");
}

/// Files of a folder of fixtures, or of each folder in it.
fn files(below: &str, name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder().join(below)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let file = |path: PathBuf| if path.is_dir() { path.join(name) } else { path };
    let found: Vec<PathBuf> =
        paths.map(file).filter(|it| it.extension().is_some_and(|it| it == "json")).collect();
    assert!(!found.is_empty(), "{below}");
    found
}

#[test]
fn the_committed_schemas_are_current() {
    for name in schema::NAMES {
        let path = folder().join("schemas").join(format!("{name}.json"));
        let current = schema::of(name).unwrap();
        assert!(
            read(&path) == current,
            "write it anew: femtrinn schema {name} > fixtures/schemas/{name}.json"
        );
    }
    let written = files("schemas", "");
    assert_eq!(written.len(), schema::NAMES.len(), "{written:?}");
}

#[test]
fn schemas_are_themselves_sound() {
    for name in schema::NAMES {
        jsonschema::draft202012::meta::validate(&schema::of(name).unwrap()).unwrap();
    }
    assert_eq!(schema::of("nothing"), None);
}

#[test]
fn every_fixture_meets_its_schema() {
    for path in files("service-models", "").iter().filter(|it| it.is_file()) {
        expect_valid("service-model", &read(path), &path.display().to_string());
    }
    let mut cases = files("cases", "case.json");
    cases.push(folder().join("lillestrom/case.json"));
    for path in cases {
        expect_valid("case", &read(&path), &path.display().to_string());
    }
    for case in ["lillestrom/case.json", "cases/wish-of-fifteen-per-cent/case.json"] {
        let answer = crate::fixtures::answer(&folder().join(case), &["--json"]);
        expect_valid("answer", &serde_json::from_str(&answer).unwrap(), case);
    }
}

/// A document after writing a value at a place.
fn planted(document: &Value, place: &str, value: &Value) -> Value {
    let mut changed = document.clone();
    let (parent, field) = place.rsplit_once('/').unwrap();
    match changed.pointer_mut(parent).unwrap_or_else(|| panic!("{place}")) {
        Value::Object(fields) => _ = fields.insert(field.to_owned(), value.clone()),
        Value::Array(items) => items[field.parse::<usize>().unwrap()] = value.clone(),
        other => panic!("{place} is in {other}"),
    }
    changed
}

/// The schema and the reader both refuse each planted fault.
fn expect_refused(
    name: &str,
    document: &Value,
    faults: &[(&str, Value)],
    is_read: impl Fn(&str) -> bool,
) {
    let validator = validator(name);
    assert!(validator.is_valid(document) && is_read(&document.to_string()), "{name}");
    for (place, value) in faults {
        let changed = planted(document, place, value);
        assert!(!validator.is_valid(&changed), "the schema lets {place}: {value} pass");
        assert!(!is_read(&changed.to_string()), "the reader lets {place}: {value} pass");
    }
}

#[test]
fn planted_faults_of_a_case_are_refused_by_schema_and_reader() {
    let case = read(&folder().join("cases/one-pair/case.json"));
    let faults = [
        ("/format", json!("femtrinn-case/2")),
        ("/first_monday", json!("2026-02-30")),
        ("/first_monday", json!(20_261_130)),
        ("/horizon_weeks", json!(27)),
        ("/horizon_weeks", json!(0)),
        ("/municipality", json!("305")),
        ("/postal_codes/0/code", json!("20x0")),
        ("/postal_codes/0/latitude", json!(11.9)),
        ("/employers/0/organisation_number", json!("12345")),
        ("/workplaces/0/sector", json!("state")),
        ("/specialists/0/support_hours_week", json!(40.5)),
        ("/specialists/0/position", json!(101)),
        ("/candidates/0/diagnosis", json!("x")),
        ("/candidates/0/id", json!("01019912345")),
        ("/candidates/0/id", json!("K 1")),
        ("/candidates/0/own_words", json!("01019912345 liker")),
        ("/candidates/0/own_words", json!("")),
        ("/candidates/0/wanted_position/least", json!(0)),
        ("/candidates/0/travel/modes", json!([])),
        ("/candidates/0/travel/minutes_most", json!("30")),
        ("/candidates/0/available", json!([])),
        ("/candidates/0/waiting_since", json!(null)),
        ("/candidates/0/interests/0/strength", json!(6)),
        ("/candidates/0/reentry", json!("no")),
        ("/candidates/0/not_used", json!({"birth_number": "1"})),
        ("/openings/0/hours/0/from", json!("7.30")),
        ("/openings/0/hours/0/days", json!([])),
        ("/openings/0/tasks", json!([])),
        ("/openings/0/activities", json!([])),
        ("/openings/0/styrk08", json!("52233")),
        ("/openings/0/places", json!(-1)),
        ("/openings/0/mentor", json!({"named": true})),
    ];
    let models = service_models();
    expect_refused("case", &case, &faults, |text| case::read(text, &models).is_ok());
}

#[test]
fn planted_faults_of_a_service_model_are_refused_by_schema_and_reader() {
    let model = read(&folder().join("service-models/lillestrom.json"));
    let least = |version: Value| ("/rules/position_least", json!([version]));
    let faults = [
        least(json!({"value": 20})),
        least(json!({"value": 20, "source": "a", "assumption": "b"})),
        least(json!({"value": "unknown", "source": "a"})),
        least(json!({"value": 0, "source": "a"})),
        least(json!({"value": 20, "source": "a", "until": "2026-01-01"})),
        ("/rules/position_least", json!({"value": 20, "source": "a"})),
        ("/rules/quiet_days/0/value/0", json!("13-01")),
        ("/rules/mentor_hours_trial/0/value", json!([[1], [2], [3], [4]])),
        ("/rules/a_rule_of_our_own", json!([])),
        ("/schemes/0/id", json!("")),
        ("/code", json!("Lillestrøm")),
    ];
    expect_refused("service-model", &model, &faults, |text| service_model::read(text).is_ok());
}

#[test]
fn planted_faults_of_a_value_model_are_refused_by_schema_and_reader() {
    let prior = learn::write(&learn::ModelVersion::prior());
    let prior: Value = serde_json::from_str(&prior).unwrap();
    let learnt = json!({
        "before": "prior-1", "outcomes": 20, "lasted": 9, "as_of": "2028-01-10",
        "first_due": "2027-09-06", "last_due": "2028-01-03", "municipality": "3205",
    });
    let faults = [
        ("/format", json!("femtrinn-model/2")),
        ("/version", json!(1)),
        ("/learnt", learnt),
        ("/made_by", json!("x")),
        ("/weights/0/feature", json!("age")),
        ("/weights/0/mean", json!("0.3")),
        ("/weights/0/variance", json!(0)),
        ("/weights/0/variance", json!(-0.1)),
        ("/covariances", json!([{"one": "base", "other": "interest"}])),
        ("/covariances", json!([{"one": "base", "other": "gender", "covariance": 0}])),
    ];
    expect_refused("model", &prior, &faults, |text| learn::read(text).is_ok());
}

#[test]
fn planted_faults_of_a_problem_and_a_plan_are_refused_by_schema_and_reader() {
    use crate::command_line::{PLAN, PROBLEM};
    let stated: Value = serde_json::from_str(PROBLEM).unwrap();
    let faults = [
        ("/format", json!("femtrinn-problem/2")),
        ("/horizon_weeks", json!(1.5)),
        ("/start_discount", json!(-0.1)),
        ("/candidates/0/priority", json!(0)),
        ("/candidates/0/name", json!("x")),
        ("/candidates/0/max_jobbsmak", json!(-1)),
        ("/openings/0/mentor_hours/0", json!(-1)),
        ("/profiles/0/activity", json!("job")),
        ("/profiles/0/mentor_hours", json!([])),
        ("/options/0/value", json!("0.5")),
        ("/options/0/value", json!(-0.5)),
        ("/floors", json!([{"group": "a", "min_trials": 1, "penalty": -1}])),
    ];
    expect_refused("problem", &stated, &faults, |text| problem::read(text).is_ok());

    let plan: Value = serde_json::from_str(PLAN).unwrap();
    let block = |block: Value| ("/certificate", json!({"kind": "prices", "blocks": [block]}));
    let faults = [
        ("/status", json!("optimal")),
        ("/starts/0/start_week", json!(-1)),
        ("/starts/0/when", json!(1)),
        ("/gap", json!("0")),
        ("/certificate", json!({"kind": "belief"})),
        ("/certificate", json!({"kind": "search", "blocks": []})),
        block(json!({"bound": 1})),
        block(json!({"specialist": "s1", "candidate": "c1", "bound": 1})),
        block(json!({"specialist": "s1", "bound": 1, "why": ""})),
    ];
    expect_refused("plan", &plan, &faults, |text| problem::read_plan(text).is_ok());
}

#[test]
fn events_are_refused_by_schema_and_reader_alike() {
    let of_event = jsonschema::options().should_validate_formats(true);
    let of_event = of_event.build(&schema::event()).unwrap();
    jsonschema::draft202012::meta::validate(&schema::overview()).unwrap();
    let journeys = read(&folder().join("lillestrom/journeys.json"));
    let events = journeys["journeys"].as_array().unwrap().iter();
    let events: Vec<&Value> = events.flat_map(|it| it["events"].as_array().unwrap()).collect();
    let is_read = |event: &Value| engine::journey::read(&event.to_string()).is_ok();
    for event in &events {
        assert!(of_event.is_valid(event) && is_read(event), "{event}");
    }
    let release = events.iter().find(|it| it["what"] == "release_given").unwrap();
    for (place, value) in [
        ("/on", json!("2026-02-30")),
        ("/by", json!("")),
        ("/role", json!("neighbour")),
        ("/what", json!("promised")),
        ("/what", json!("referred")),
        ("/more", json!(1)),
        ("/details", json!({})),
        ("/details/lines", json!(["diagnosis"])),
        ("/details/until", json!(20_270_331)),
        ("/details/more", json!(1)),
    ] {
        let changed = planted(release, place, &value);
        assert!(!of_event.is_valid(&changed), "the schema lets {place}: {value} pass");
        assert!(!is_read(&changed), "the reader lets {place}: {value} pass");
    }
}
