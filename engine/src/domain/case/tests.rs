use super::super::{ServiceModel, service_model};
use super::read;

const LILLESTROM: &str = include_str!("../../../../fixtures/service-models/lillestrom.json");
const ONE_PAIR: &str = include_str!("../../../../fixtures/cases/one-pair/case.json");

fn lillestrom() -> ServiceModel {
    service_model::read(LILLESTROM).unwrap()
}

/// The places and messages of the faults of the small case after replacing some text.
fn faults(replacements: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut text = ONE_PAIR.to_owned();
    for (from, to) in replacements {
        assert!(text.contains(from), "the case has no {from}");
        text = text.replacen(from, to, 1);
    }
    let faults = read(&text, &[lillestrom()]).err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.place, fault.wrong.to_string())).collect()
}

#[test]
fn the_small_case_is_sound() {
    assert_eq!(faults(&[]), []);
}

#[test]
fn each_fault_is_found_where_it_stands() {
    #[rustfmt::skip]
    let cases = [
        // what stands there                     what is written                       place                                     message begins
        ("femtrinn-case/1",                      "femtrinn-case/2",                    "format",                                 "write the text"),
        ("\"first_monday\": \"2026-11-30\"",       "\"first_monday\": \"2026-12-01\"",           "first_monday",                           "write a Monday"),
        ("\"horizon_weeks\": 6",                 "\"horizon_weeks\": 27",                "horizon_weeks",                          "write whole weeks from 1 to 26"),
        ("\"horizon_weeks\": 6",                 "\"horizon_weeks\": 0",                 "horizon_weeks",                          "write whole weeks from 1 to 26"),
        ("\"horizon_weeks\": 6",                 "\"horizon_weeks\": -1",                "horizon_weeks",                          "write a whole number, 0 or more"),
        ("\"3205\"",                             "\"305\"",                            "municipality",                           "write a municipality number"),
        ("\"lillestrom\"",                       "\"oslo\"",                           "service_model",                          "there is no such service model"),
        ("\"latitude\": 59.956",                 "\"latitude\": 11.956",               "postal_codes[0: 2000].latitude",            "write degrees north"),
        ("\"code\": \"2010\"",                   "\"code\": \"2000\"",                 "postal_codes[1: 2000].code",                "the same stands on line"),
        ("\"candidate\": \"K-01\"",              "\"candidate\": \"K-02\"",            "travel_overrides[0: K-02, A-01].candidate",       "`candidates` has no such item"),
        ("100000016",                            "100000017",                          "employers[V-01].organisation_number",    "write an organisation number"),
        ("\"sector\": \"private\"",              "\"sector\": \"state\"",              "workplaces[A-01].sector",                "use one of `public`, `private`"),
        ("\"present_caseload\": 11",             "\"present_caseload\": 0",            "specialists[S-1].present_caseload",      "`placements` has 1 people"),
        ("\"support_hours_week\": 24",           "\"support_hours_week\": 41",         "specialists[S-1].support_hours_week",    "write hours a week from 0 to 40"),
        ("\"from\": \"2026-12-28\"",             "\"from\": \"2027-12-28\"",           "specialists[S-1].leave[0: 2027-12-28, 2027-01-01]",            "`to` comes before `from`"),
        ("\"id\": \"K-01\"",                     "\"id\": \"01019912345\"",            "candidates[01019912345].id",             "write an id"),
        ("Jeg liker",                            "01019912345 liker",                  "candidates[K-01].own_words",             "write 1 to 2000 characters"),
        ("\"least\": 20, \"most\": 40",          "\"least\": 60, \"most\": 40",        "candidates[K-01].wanted_position",       "`least` is more than `most`"),
        ("\"least\": 20, \"most\": 40",          "\"least\": 0, \"most\": 40",         "candidates[K-01].wanted_position.least", "write a whole percentage"),
        ("\"modes\": [\"walk\", \"public_transport\"]", "\"modes\": []",              "candidates[K-01].travel.modes",          "write at least one"),
        ("\"waiting_since\": \"2026-05-04\"",    "\"waiting_since\": \"2027-05-04\"",  "candidates[K-01].waiting_since",         "the day comes after"),
        ("\"family\": \"warehouse\", \"strength\": 3", "\"family\": \"shop\", \"strength\": 3", "candidates[K-01].interests[1: shop, guessed].family", "the same stands on line"),
        ("\"schemes\": [\"tao\"]",               "\"schemes\": [\"tap\"]",             "candidates[K-01].schemes[0]",            "the service model has no such scheme"),
        ("\"step\": \"job_finding\"",            "\"step\": \"job_finding\", \"gender\": \"k\"", "candidates[K-01].gender",   "there is no such field"),
        ("\"workplace\": \"A-01\",\n      \"fam",  "\"workplace\": \"A-09\",\n      \"fam", "openings[O-01].workplace",             "`workplaces` has no such item"),
        ("\"from\": \"07:30\"",                  "\"from\": \"14:30\"",                "openings[O-01].hours[0: 14:30, 13:30]",             "`days` names at least one day"),
        ("\"from\": \"07:30\"",                  "\"from\": \"7.30\"",                 "openings[O-01].hours[0: 7.30, 13:30].from",           "write a time"),
        ("\"independence_asked\": 3",            "\"independence_asked\": 6",          "openings[O-01].independence_asked",      "write a level from 1 to 5"),
        ("\"every_weeks\": 4",                   "\"every_weeks\": 0",                 "placements[P-01].follow_up.every_weeks", "write whole weeks from 1"),
    ];
    for (from, to, place, message) in cases {
        let faults = faults(&[(from, to)]);
        let found = faults.iter().any(|(p, m)| p == place && m.starts_with(message));
        assert!(found, "{to}: {faults:#?}");
        // An id that is no id is one fault, and each that refers to it another.
        let follow_ups = faults.iter().filter(|(_, m)| m.contains("has no such item")).count();
        assert!(faults.len() == 1 || faults.len() == 1 + follow_ups, "{to}: {faults:#?}");
    }
}

#[test]
fn twelve_faults_come_at_once() {
    let faults = faults(&[
        ("femtrinn-case/1", "femtrinn"),
        ("\"horizon_weeks\": 6", "\"horizon_weeks\": 6.5"),
        ("\"longitude\": 11.005", "\"longitude\": 1100.5"),
        ("\"employer\": \"V-01\"", "\"employer\": \"V-77\""),
        ("100000016", "123456789"),
        ("\"position\": 100", "\"position\": 101"),
        ("\"consent\": \"yes\",", ""),
        ("\"least\": 20, \"most\": 40", "\"least\": 41, \"most\": 40"),
        ("\"strength\": 5", "\"strength\": \"5\""),
        ("\"adaptations\": [\"fixed_routine\"]", "\"adaptations\": [\"fixed_rutine\"]"),
        ("\"from\": \"2026-11-30\"", "\"from\": \"30.11.2026\""),
        ("\"places\": 1", "\"places\": -1"),
    ]);
    let places: Vec<&str> = faults.iter().map(|(place, _)| place.as_str()).collect();
    let expected = [
        "format",
        "horizon_weeks",
        "postal_codes[1: 2010].longitude",
        "employers[V-01].organisation_number",
        "workplaces[A-01].employer",
        "specialists[S-1].position",
        "candidates[K-01]",
        "candidates[K-01].wanted_position",
        "candidates[K-01].interests[0: shop, 5, said].strength",
        "candidates[K-01].adaptations[0]",
        "openings[O-01].places",
        "openings[O-01].open.from",
    ];
    assert_eq!(places, expected, "{faults:#?}");
}

#[test]
fn of_a_document_of_another_format_only_that_is_said() {
    let problem = r#"{"format": "femtrinn-problem/1", "horizon_weeks": 0, "candidates": 1}"#;
    let faults = read(problem, &[lillestrom()]).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].to_string().contains("give a document of the format \"femtrinn-case/1\""));
}

#[test]
fn what_is_written_is_read_as_the_same() {
    let demo = include_str!("../../../../fixtures/lillestrom/case.json");
    for text in [ONE_PAIR, demo] {
        let case = read(text, &[lillestrom()]).unwrap();
        let written = super::write(&case);
        assert_eq!(read(&written, &[lillestrom()]).as_ref(), Ok(&case), "{written}");
    }
}
