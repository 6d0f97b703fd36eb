//! `femtrinn why-not`, `what-if` and `match --keep`: what people change of a plan.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::{Value, json};

use crate::command_line::{femtrinn, folder};
use crate::fixtures;

fn run(arguments: &[&str]) -> Output {
    femtrinn(arguments).output().unwrap()
}

/// What a command that does its work prints.
fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn as_data(arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(arguments)).unwrap()
}

fn lillestrom() -> PathBuf {
    fixtures::folder().join("lillestrom/case.json")
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn written(name: &str, case: &Value) -> String {
    let path = folder(name).join("case.json");
    std::fs::write(&path, serde_json::to_string_pretty(case).unwrap()).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The starts of an answer.
fn starts(answer: &Value) -> BTreeSet<String> {
    let start = |it: &Value| {
        format!("{} {} {} {}", it["candidate"], it["opening"], it["activity"], it["monday"])
    };
    answer["proposals"].as_array().unwrap().iter().map(start).collect()
}

#[test]
fn gender_age_and_name_change_no_byte() {
    let case = read(&lillestrom());
    let carrying = |name: &str, person: fn(usize) -> Value| {
        let mut case = case.clone();
        for (at, candidate) in case["candidates"].as_array_mut().unwrap().iter_mut().enumerate() {
            candidate["not_used"] = person(at);
        }
        written(name, &case)
    };
    let without = written("nobody", &case);
    let one = carrying(
        "one",
        |at| json!({"name": format!("Kari {at}"), "gender": "kvinne", "age": 19 + at}),
    );
    let other = carrying(
        "other",
        |at| json!({"name": format!("Ola {at}"), "gender": "mann", "age": 64 - at}),
    );
    for options in [&["--json"][..], &["--language", "nn"][..]] {
        let page = |case: &str| printed(&[&["match", case][..], options].concat());
        assert_eq!(page(&without), page(&one));
        assert_eq!(page(&one), page(&other));
    }
    let why = |case: &str| printed(&["why-not", case, "--candidate", "K-02", "--opening", "O-01"]);
    assert_eq!(why(&one), why(&other));
    assert_eq!(why(&one), why(&without));
    // What could tell of a diagnosis has no field to stand in.
    let mut case = case.clone();
    case["candidates"][0]["not_used"] = json!({"name": "Kari", "diagnosis": "x"});
    let output = run(&["match", &written("diagnosis", &case)]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(told.contains("candidates[K-01].not_used.diagnosis"), "{told}");
    // Somebody of another age is no other person: what counts does change the answer.
    assert_ne!(printed(&["match", &one]), {
        let mut case = read(Path::new(&one));
        case["candidates"][6]["wanted_position"] = json!({"least": 20, "most": 30});
        printed(&["match", &written("counts", &case)])
    });
}

#[test]
fn why_not_is_told_in_three_languages() {
    let case = lillestrom();
    let case = case.to_str().unwrap();
    let mut page = String::new();
    // Not chosen, closed by rules, and in the plan.
    for (candidate, opening) in [("K-02", "O-01"), ("K-16", "O-02"), ("K-07", "O-06")] {
        for language in ["nb", "nn", "en"] {
            let pair = ["--candidate", candidate, "--opening", opening, "--language", language];
            page += &printed(&[&["why-not", case][..], &pair].concat());
            page += "\n";
        }
    }
    for line in page.lines() {
        assert!(line.chars().count() <= 100, "too wide: {line}");
    }
    let told = |id: &str| page.matches(id).count();
    assert_eq!(told("K-"), told("K-02") + told("K-07") + told("K-16"), "nobody else is named");
    settings().bind(|| insta::assert_snapshot!("why-not", page));
}

#[test]
fn what_is_not_offered_and_what_nobody_is_ready_for_is_told_as_that() {
    let mut case = read(&fixtures::folder().join("cases/two-people-one-place/case.json"));
    let (candidate, opening) = (case["candidates"][0].clone(), case["openings"][0].clone());
    let (who, place) = (candidate["id"].as_str().unwrap(), opening["id"].as_str().unwrap());
    let mut why = |readiness: &str, activities: Value| -> Vec<String> {
        case["candidates"][0]["readiness"] = readiness.into();
        case["openings"][0]["activities"] = activities;
        let file = written("not-ready", &case);
        let told = as_data(&["why-not", &file, "--candidate", who, "--opening", place, "--json"]);
        let all = told["why_not"].as_array().unwrap().iter();
        all.map(|it| it["why"]["kind"].as_str().unwrap().to_owned()).collect()
    };
    // A jobbsmak comes before a trial in the list.
    assert_eq!(why("jobbsmak", json!(["jobbsmak", "trial"]))[1], "not_ready");
    assert_eq!(why("trial", json!(["trial"]))[0], "not_offered");
    assert_eq!(why("trial", json!(["jobbsmak"]))[1], "not_offered");
}

#[test]
fn prices_alone_say_no_more_than_solving_does() {
    let case = lillestrom();
    let pair =
        ["why-not", case.to_str().unwrap(), "--candidate", "K-02", "--opening", "O-01", "--json"];
    let solved = as_data(&pair);
    let quick = as_data(&[&pair[..], &["--prices-only"]].concat());
    let cost = |told: &Value| {
        let all = told["why_not"].as_array().unwrap().clone();
        all.into_iter().find(|it| it["activity"] == "trial").unwrap()["why"].clone()
    };
    let (solved, quick) = (cost(&solved), cost(&quick));
    assert_eq!(quick["solved"], Value::Null);
    assert_eq!(quick["at_least_by_prices"], solved["at_least_by_prices"]);
    let figure = |value: &Value| value.as_f64().unwrap();
    assert!(figure(&solved["at_least_by_prices"]) <= figure(&solved["solved"]["cost"]) + 0.01);
}

#[test]
fn what_if_shows_the_difference_and_writes_nothing() {
    let case = lillestrom();
    let before = std::fs::read(&case).unwrap();
    let case = case.to_str().unwrap();
    let mut page = String::new();
    let changes: [&[&str]; 3] = [
        &["--pin", "K-01:O-03:trial:49"],
        &["--ban", "K-01:O-01"],
        &["--set", "openings/O-06/mentor/hours_week=3"],
    ];
    for language in ["nb", "nn", "en"] {
        for change in changes {
            page += &printed(&[&["what-if", case, "--language", language][..], change].concat());
            page += "\n";
        }
    }
    assert_eq!(std::fs::read(case).unwrap(), before);
    for line in page.lines() {
        assert!(line.chars().count() <= 100, "too wide: {line}");
    }
    settings().bind(|| insta::assert_snapshot!("what-if", page));

    let told = as_data(&["what-if", case, "--pin", "K-01:O-03:trial:49", "--json"]);
    assert!(starts(&told["answer"]).contains("\"K-01\" \"O-03\" \"trial\" \"2026-11-30\""));
    let stays = told["difference"]["stays"].as_u64().unwrap();
    assert!(stays >= 18, "{stays} of the starts stay");
    let told = as_data(&["what-if", case, "--set", "openings/O-06/title=Bakehjelp", "--json"]);
    assert_eq!(told["difference"]["changes"], json!([]), "another title changes no start");
}

/// Every line of what would help can be tried by whoever reads it, by its number and by its edits, those of the
/// service model among them.
#[test]
fn what_would_help_can_be_tried_from_the_page() {
    let mut of_the_rules = 0;
    for name in ["two-people-one-place", "quota-full", "scheme-closed", "two-days-apart"] {
        let case = fixtures::folder().join("cases").join(name).join("case.json");
        let case = case.to_str().unwrap();
        let answer = as_data(&["match", case, "--json"]);
        for card in answer["repairs"].as_array().unwrap() {
            let who = card["candidate"].as_str().unwrap();
            for (at, repair) in card["repairs"].as_array().unwrap().iter().enumerate() {
                let line = format!("{who}:{}", at + 1);
                let tried = as_data(&["what-if", case, "--json", "--repair", &line]);
                let begins = starts(&tried["answer"]);
                assert!(begins.iter().any(|it| it.contains(who)), "{name}, {line}: {begins:?}");
                let edits = repair["edits"].as_array().unwrap().iter().map(|edit| {
                    let within = edit["of"].as_str().map_or(String::new(), |of| format!("{of}/"));
                    of_the_rules += usize::from(!within.is_empty());
                    format!("{within}{}={}", edit["path"].as_str().unwrap(), edit["value"])
                });
                let edits: Vec<String> = edits.collect();
                let set = edits.iter().flat_map(|edit| ["--set", edit]);
                let asked: Vec<&str> = ["what-if", case, "--json"].into_iter().chain(set).collect();
                assert_eq!(as_data(&asked), tried, "{name}, {line}");
            }
        }
    }
    assert!(of_the_rules > 0, "some are changes of the service model");
}

#[test]
fn a_change_that_cannot_be_is_told_kindly() {
    let case = lillestrom();
    let case = case.to_str().unwrap();
    #[rustfmt::skip]
    let cases: [(&[&str], i32, &str); 12] = [
        (&["what-if", case, "--pin", "K-07"],                                      2, "write CANDIDATE:OPENING"),
        (&["what-if", case, "--pin", "K-07:O-06:tral"],                            2, "there is no activity tral"),
        (&["what-if", case, "--pin", "K-99:O-06"],                                 3, "--pin K-99:O-06: the case has no candidate K-99"),
        (&["what-if", case, "--pin", "K-07:O-06:trial:20"],                        3, "week 20 lies outside the case; give a week from 49 to 5"),
        (&["what-if", case, "--set", "openings/O-99/places=2"],                    3, "`openings` has no item O-99"),
        (&["what-if", case, "--set", "openings/O-06/places=mange"],                3, "openings[O-06].places, found \"mange\""),
        (&["what-if", case, "--set", "openings/O-06/mentor_hours_week=6"],         3, "there is no such field"),
        (&["what-if", case, "--set", "service_model/schemes/xyz/quota/0/value=1"], 3, "`schemes` has no item xyz"),
        (&["what-if", case, "--repair", "K-16:0"],                                 2, "a number from 1"),
        (&["what-if", case, "--repair", "K-07"],                                   3, "K-07: nothing is told that would help"),
        (&["what-if", case, "--repair", "K-16:99"],                                3, "K-16:99: there is no such line; the last is 1"),
        (&["why-not", case, "--candidate", "K-99", "--opening", "O-99"],           3, "2 faults"),
    ];
    for (arguments, code, told) in cases {
        let output = run(arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(code), 0), "{error}");
        assert!(error.contains(told), "{arguments:?}: {error}");
    }
}

#[test]
fn an_earlier_answer_is_kept_and_what_moved_is_told() {
    let case = lillestrom();
    let case = case.to_str().unwrap();
    let earlier = folder("keep").join("answer.json");
    let answer = printed(&["match", case, "--json"]);
    std::fs::write(&earlier, &answer).unwrap();
    let earlier = earlier.to_str().unwrap();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let again = as_data(&["match", case, "--json", "--keep", earlier]);
    assert_eq!((starts(&answer), &again["moved"]), (starts(&again), &json!([])));

    // The workplace of one proposal closes, and somebody has left.
    let mut changed = read(Path::new(case));
    let closed = answer["proposals"][0].clone();
    let openings = changed["openings"].as_array_mut().unwrap();
    let opening = openings.iter_mut().find(|it| it["id"] == closed["opening"]).unwrap();
    opening["places"] = json!(0);
    let gone = answer["proposals"].as_array().unwrap().last().unwrap()["candidate"].clone();
    let people = changed["candidates"].as_array_mut().unwrap();
    people.retain(|it| it["id"] != gone);
    for list in ["declined", "agreed", "travel_overrides"] {
        changed[list].as_array_mut().unwrap().retain(|it| it["candidate"] != gone);
    }
    let output = run(&["match", &written("closed", &changed), "--json", "--keep", earlier]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("is no longer in the case"), "{error}");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let moved = told["moved"].as_array().unwrap();
    assert!(moved.iter().any(|it| it["candidate"] == closed["candidate"]), "{moved:?}");
    let stay = starts(&answer).intersection(&starts(&told)).count();
    assert!(stay + 5 >= starts(&answer).len(), "{stay} of {} stay", starts(&answer).len());
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// An opening of the present plan may be gone, or be called otherwise: what differs is told all the same.
#[test]
fn what_if_an_opening_of_the_plan_disappears() {
    let case = lillestrom();
    let case = case.to_str().unwrap();
    let planned = as_data(&["match", case, "--json"]);
    let opening = planned["proposals"][0]["opening"].as_str().unwrap().to_owned();
    for change in [format!("openings/{opening}="), format!("openings/{opening}/id=O-99")] {
        let page = printed(&["what-if", case, "--set", &change]);
        assert!(page.contains(&opening), "{page}");
    }
    let page = printed(&["what-if", case, "--set", &format!("openings/{opening}=")]);
    assert!(page.contains("tas bort") && !page.contains("null"), "{page}");
}

/// All that is wrong with what is asked is said at once, in the words that were typed.
#[test]
fn what_if_says_all_that_is_wrong_with_its_changes_at_once() {
    let case = lillestrom();
    let case = case.to_str().unwrap();
    let refused = |changes: &[&str]| {
        let output = run(&[&["what-if", case][..], changes].concat());
        assert_eq!(output.status.code(), Some(3));
        String::from_utf8(output.stderr).unwrap()
    };
    #[rustfmt::skip]
    let told = refused(&[
        "--pin", "K-99:O-01", "--pin", "K-01:O-99", "--ban", "K-98:O-01", "--set", "openings/O-77/places=2",
        "--set", "openings/O-01/places=2", "--set", "openings/O-01/places=3",
    ]);
    for fault in [
        "--pin K-99:O-01",
        "--pin K-01:O-99",
        "--ban K-98:O-01",
        "--set openings/O-77/places",
        "--set openings/O-01/places: is given twice",
    ] {
        assert!(told.contains(fault), "{fault}: {told}");
    }
    assert!(refused(&[]).contains("nothing is changed"));
    let twice = ["what-if", case, "--pin", "K-07:O-06", "--pin", "K-07:O-06"];
    assert_eq!(printed(&twice), printed(&twice[..4]));
}
