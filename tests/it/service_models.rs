//! The service models that ship: what each closes and opens, on which day, and what each leaves unknown.

mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use engine::domain::service_model::{Rule, Scheme};
use engine::domain::{SchemeCode, ServiceModel};
use engine::eligibility::NextStep;
use jiff::civil::Date;
use serde_json::{Value, json};
use table::{Closed, Pair, rows, screened};

use crate::fixtures;

fn folder() -> PathBuf {
    fixtures::folder().join("service-models")
}

/// The text of each model that ships, by its code.
fn texts() -> BTreeMap<String, String> {
    let models = fixtures::service_models().into_iter().map(|model| model.code.to_string());
    let named = |code: String| {
        let text = fs::read_to_string(folder().join(&code).with_extension("json"));
        (code, text.expect("a model is named as its file"))
    };
    models.map(named).collect()
}

fn model(code: &str) -> ServiceModel {
    let mut models = fixtures::service_models().into_iter();
    models.find(|model| model.code.as_str() == code).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn each_system_opens_and_closes_what_its_sources_say_on_the_day() {
    for (system, scheme, monday, pair, closed) in rows() {
        let screened = screened(system, scheme, monday, pair);
        let reasons = screened.refused.into_values().flatten();
        let reasons: Closed = reasons.map(|it| (it.rule, it.needed, it.found)).collect();
        assert_eq!(reasons, closed, "{system}, {scheme}, {monday}");
        assert_eq!(screened.options.is_empty(), !closed.is_empty(), "{system}, {scheme}, {monday}");
    }
}

#[test]
fn what_a_scheme_requires_of_a_person_is_a_question_and_no_field() {
    #[rustfmt::skip]
    let cases = [
        // system           scheme       Monday        asked
        ("tiltaksbedrift",  "vta_s",     "2026-06-01", "at_least_16 disability_benefit special_adaptation other_measures_unsuitable"),
        ("indre-fosen",     "vta_o",     "2026-06-01", "at_least_16 disability_benefit special_adaptation other_measures_unsuitable below_67_at_end effort_group"),
        ("indre-fosen",     "tao",       "2026-09-07", ""),
        ("helt-med",        "helt_med",  "2026-06-01", ""),
    ];
    for (system, scheme, monday, expected) in cases {
        let screened = screened(system, scheme, monday, Pair::Fits);
        let asked = screened.options[0].terms.next_steps.iter().find_map(|step| match step {
            NextStep::CheckConditions { conditions, .. } => Some(conditions.clone()),
            _ => None,
        });
        let asked: Vec<&str> = asked.iter().flatten().map(|it| it.code()).collect();
        assert_eq!(asked.join(" "), expected, "{system}, {scheme}");
    }
}

#[test]
fn each_model_that_ships_stands_in_the_table() {
    let rows = rows();
    let told: BTreeSet<&str> = rows.iter().map(|(system, ..)| *system).collect();
    let shipped = texts();
    assert_eq!(told, shipped.keys().map(String::as_str).collect());
    for name in shipped.keys() {
        let model = model(name);
        for scheme in &model.schemes {
            let id = scheme.id.as_str();
            // National schemes are the same everywhere; their rows stand at one system or two.
            let told = rows
                .iter()
                .any(|row| (row.0 == name || ["vta_o", "tao"].contains(&id)) && row.1 == id);
            assert!(told, "no row for {name}, {id}");
        }
    }
}

/// What a rule of a scheme says on a day, as text.
fn told<T: serde::Serialize>(rule: &Rule<T>, on: &str) -> String {
    rule.on(day(on)).map_or_else(|| "unknown".to_owned(), |value| json!(value).to_string())
}

#[test]
#[rustfmt::skip]
fn what_closes_nothing_is_told_for_the_day_too() {
    type Says = fn(&ServiceModel, &Scheme, &str) -> String;
    let caseload: Says = |model, _, on| told(&model.rules.caseload_most, on);
    let rhythm: Says = |model, _, on| told(&model.rules.follow_up_rhythm, on);
    let employer: Says = |_, scheme, on| told(&scheme.legal_employer, on);
    let agreements: Says = |_, scheme, on| told(&scheme.agreements, on);
    let first_months: Says = |_, scheme, on| told(&scheme.first_contract_months, on);
    let follow_up_by: Says = |_, scheme, on| told(&scheme.follow_up_by, on);
    let grant: Says = |_, scheme, on| told(&scheme.grant, on);
    let receiver: Says = |_, scheme, on| told(&scheme.grant_receiver, on);
    let fee: Says = |_, scheme, on| told(&scheme.mentor_fee, on);
    let panel: Says = |_, scheme, on| told(&scheme.panel, on);
    let selection: Says = |_, scheme, on| told(&scheme.selection, on);
    let hospitering: Says = |_, scheme, on| told(&scheme.hospitering, on);
    let cases: Vec<(&str, &str, &str, Says, &str)> = vec![
        // system           scheme       day           rule          says
        ("lillestrom",      "vta_o",     "2026-06-01", caseload,     "18"),
        ("oslo-frogner",    "district",  "2026-06-01", caseload,     "20"),
        ("tiltaksbedrift",  "vta_s",     "2026-06-01", caseload,     "5"),
        ("helt-med",        "helt_med",  "2026-06-01", caseload,     "30"),
        ("oslo-alna",       "district",  "2026-06-01", caseload,     "unknown"),
        ("lillestrom",      "vta_o",     "2026-06-01", rhythm,       r#"{"every_weeks_least":2,"every_weeks_most":6}"#),
        ("oslo-frogner",    "vta_trial", "2021-12-31", rhythm,       r#"{"every_weeks_least":1,"every_weeks_most":1}"#),
        ("oslo-frogner",    "district",  "2022-01-01", rhythm,       "unknown"),
        ("lillestrom",      "vta_o",     "2026-06-01", employer,     r#""municipality""#),
        ("indre-fosen",     "vta_o",     "2026-06-01", employer,     r#""workplace""#),
        ("oslo-alna",       "district",  "2026-06-01", employer,     r#""district""#),
        ("tiltaksbedrift",  "vta_s",     "2026-08-31", employer,     r#""provider""#),
        ("tiltaksbedrift",  "vta_s",     "2026-09-01", employer,     "unknown"),
        ("lillestrom",      "vta_o",     "2026-06-01", agreements,   r#"["nav_place","tripartite"]"#),
        ("lillestrom",      "tao",       "2026-09-01", agreements,   r#"["follow_up"]"#),
        ("oslo-alna",       "district",  "2026-06-01", agreements,   r#"["employment","outplacement"]"#),
        ("oslo-frogner",    "district",  "2026-06-01", agreements,   r#"["employment","tripartite"]"#),
        ("oslo-alna",       "district",  "2026-06-01", first_months, "6"),
        ("oslo-frogner",    "district",  "2026-06-01", first_months, "unknown"),
        ("ullensaker",      "vta_trial", "2018-12-31", follow_up_by, r#"["workplace"]"#),
        ("ullensaker",      "vta_trial", "2019-12-31", follow_up_by, r#"["municipality","workplace"]"#),
        ("ullensaker",      "vta_trial", "2020-01-01", follow_up_by, r#"["workplace"]"#),
        ("indre-fosen",     "vta_trial", "2021-01-01", follow_up_by, r#"["nav","workplace"]"#),
        ("nav-vta-o-pilot", "vta_o_pilot", "2025-01-01", follow_up_by, r#"["nav","provider"]"#),
        ("asvl",            "vta_o",     "2026-06-01", follow_up_by, r#"["provider"]"#),
        ("ks",              "tao",       "2026-09-01", follow_up_by, r#"["municipality","provider"]"#),
        ("indre-fosen",     "vta_o",     "2025-12-31", grant,        r#"{"ore_per_month":706700,"unit":"job"}"#),
        ("indre-fosen",     "vta_o",     "2026-01-01", grant,        r#"{"ore_per_month":732100,"unit":"job"}"#),
        ("indre-fosen",     "tao",       "2026-08-31", grant,        "unknown"),
        ("indre-fosen",     "tao",       "2026-09-01", grant,        r#"{"ore_per_month":732100,"unit":"agreed_place"}"#),
        ("tiltaksbedrift",  "vta_s",     "2026-01-01", grant,        r#"{"ore_per_month":1745500,"unit":"used_place"}"#),
        ("indre-fosen",     "vta_o",     "2026-06-01", receiver,     r#""employer""#),
        ("lillestrom",      "vta_o",     "2026-06-01", receiver,     r#""municipality""#),
        ("lillestrom",      "tao",       "2026-09-01", receiver,     r#""provider""#),
        ("stavanger",       "vta_o",     "2026-06-01", fee,          "true"),
        ("oygarden",        "vta_trial", "2021-06-01", fee,          "false"),
        ("stavanger",       "vta_trial", "2021-06-01", panel,        r#"["nav","municipality","provider"]"#),
        ("ullensaker",      "vta_trial", "2020-06-01", panel,        r#"["personnel","nav","housing_support"]"#),
        ("helt-med",        "helt_med",  "2026-06-01", selection,    r#"["interviews"]"#),
        ("tiltaksbedrift",  "vta_s",     "2026-06-01", selection,    r#"["nav_orders","provider_decides","panel"]"#),
        ("tiltaksbedrift",  "vta_s",     "2026-06-01", hospitering,  r#"{"in_weeks":8,"months_most_before_hiring":6,"share_of_hours_most":0.5}"#),
        ("lillestrom",      "tao",       "2026-09-01", hospitering,  "unknown"),
    ];
    for (system, scheme, on, says, expected) in cases {
        let model = model(system);
        let scheme = model.scheme(&SchemeCode::new(scheme).unwrap()).unwrap();
        assert_eq!(says(&model, scheme, on), expected, "{system}, {}, {on}", scheme.id);
    }
}

#[test]
fn what_is_assumed_for_all_is_assumed_alike() {
    let mut assumed: BTreeMap<(String, String), (String, Value)> = BTreeMap::new();
    let mut compared = 0;
    for (name, text) in texts() {
        let document: Value = serde_json::from_str(&text).unwrap();
        for (rule, versions) in document["rules"].as_object().unwrap() {
            for version in versions.as_array().unwrap() {
                let Some(why) = version["assumption"].as_str() else { continue };
                let of = (rule.clone(), why.to_owned());
                let (first, value) =
                    assumed.entry(of).or_insert((name.clone(), version["value"].clone()));
                assert_eq!(*value, version["value"], "{rule} in {first} and {name}");
                compared += 1;
            }
        }
    }
    assert!(compared > 200, "only {compared} assumptions were compared");
}

/// How many versions of rules have a source, are assumed, and are unknown.
fn counts(text: &str) -> [usize; 3] {
    let document: Value = serde_json::from_str(text).unwrap();
    let schemes = document["schemes"].as_array().unwrap();
    let rules = document["rules"].as_object().unwrap().values();
    let versions =
        rules.chain(schemes.iter().flat_map(|scheme| scheme.as_object().unwrap().values()));
    let versions: Vec<&Value> = versions.filter_map(Value::as_array).flatten().collect();
    let with = |field: &str| versions.iter().filter(|it| it.get(field).is_some()).count();
    let unknown = versions.iter().filter(|version| version["value"] == "unknown").count();
    [with("source"), with("assumption"), unknown]
}

#[test]
fn the_readme_counts_what_is_known_and_what_is_not() {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    for (name, text) in texts() {
        let [sourced, assumed, unknown] = counts(&text);
        let row = format!("| {sourced} | {assumed} | {unknown} |");
        let line = readme.lines().find(|line| line.contains(&format!("`{name}.json`")));
        let line = line.unwrap_or_else(|| panic!("{name} is not in the README"));
        assert!(line.ends_with(&row), "{name}: the row should end with {row}: {line}");
    }
}
