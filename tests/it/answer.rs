//! `femtrinn match` and `femtrinn demo --once`: what the readers of an answer see.

use std::process::Output;

use crate::command_line::{femtrinn, folder};
use crate::fixtures;

fn run(arguments: &[&str]) -> Output {
    femtrinn(arguments).output().unwrap()
}

/// What a command that does its work prints.
fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

pub(crate) fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// The page changes only in a commit that says why: `INSTA_UPDATE=always cargo test` writes it anew.
#[test]
fn the_demo_is_the_page_that_stands_here() {
    let page = printed(&["demo", "--once"]);
    for line in page.lines() {
        assert!(line.chars().count() <= 100, "too wide: {line}");
    }
    settings().bind(|| insta::assert_snapshot!("demo", page));
}

#[test]
fn the_demo_is_the_same_bytes_each_time_with_any_number_of_threads_and_from_the_file() {
    let case = fixtures::folder().join("lillestrom/case.json");
    let page = printed(&["demo", "--once", "--threads", "1"]);
    assert_eq!(page, printed(&["demo", "--once", "--threads", "2"]));
    assert_eq!(page, printed(&["match", case.to_str().unwrap()]));
    let json = printed(&["demo", "--once", "--json", "--threads", "1"]);
    assert_eq!(json, printed(&["demo", "--once", "--json", "--threads", "2"]));
}

/// As an editor on Windows saves it.
#[test]
fn a_mark_before_the_text_and_other_ends_of_lines_change_nothing() {
    let case = fixtures::folder().join("cases/one-pair/case.json");
    let text = std::fs::read_to_string(&case).unwrap();
    let saved = folder("windows").join("case.json");
    std::fs::write(&saved, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    assert_eq!(
        printed(&["match", case.to_str().unwrap()]),
        printed(&["match", saved.to_str().unwrap()])
    );
}

#[test]
fn what_is_said_of_one_person_names_no_other() {
    let page = printed(&["demo", "--once"]);
    let (_, people) = page.split_once("Person for person").unwrap();
    let (people, _) = people.split_once("Ledige plasser uten forslag").unwrap();
    let paragraphs: Vec<&str> =
        people.split("\n\n").filter(|it| it.trim_start().starts_with("K-")).collect();
    assert_eq!(paragraphs.len(), 25, "everyone has a paragraph");
    for paragraph in paragraphs {
        let own = paragraph.split_whitespace().next().unwrap().trim_end_matches(',');
        let told = |id: &str| paragraph.matches(id).count();
        assert_eq!(told("K-"), told(own), "{paragraph}");
    }
}

#[test]
fn an_answer_as_json_is_the_one_that_stands_here() {
    let case = fixtures::folder().join("cases/one-pair/case.json");
    let json = printed(&["match", case.to_str().unwrap(), "--json"]);
    settings().bind(|| insta::assert_snapshot!("one-pair.json", json));
}

#[test]
fn a_malformed_case_is_told_every_fault_with_its_place() {
    let case = fixtures::folder().join("cases/one-pair/case.json");
    let text = std::fs::read_to_string(case).unwrap();
    let faulty = text
        .replace("\"horizon_weeks\": 6", "\"horizon_weeks\": 27")
        .replace("\"minutes_most\": 45", "\"minutes_most\": \"lenge\"")
        .replace(
            "\"position\": {\"least\": 20, \"most\": 50}",
            "\"position\": {\"least\": 60, \"most\": 50}",
        );
    assert_ne!(text, faulty);
    let path = folder("malformed-case").join("case.json");
    std::fs::write(&path, faulty).unwrap();
    let output = run(&["match", path.to_str().unwrap()]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(3), 0));
    let told = String::from_utf8(output.stderr).unwrap();
    for place in
        ["horizon_weeks", "candidates[K-01].travel.minutes_most", "openings[O-01].position"]
    {
        assert!(told.contains(place), "{told}");
    }
    assert!(told.contains("3 faults"), "{told}");
}

/// The same answer in the other languages: the demo, and a case that shows what stands in the way.
#[test]
fn an_answer_speaks_nynorsk_and_english() {
    for language in ["nn", "en"] {
        let page = printed(&["demo", "--once", "--language", language]);
        for line in page.lines() {
            assert!(line.chars().count() <= 100, "too wide: {line}");
        }
        settings().bind(|| insta::assert_snapshot!(format!("demo.{language}"), page));
        for name in ["two-people-one-place", "scheme-closed", "taste-before-trial"] {
            let case = fixtures::folder().join("cases").join(name).join("case.json");
            let page = printed(&["match", case.to_str().unwrap(), "--language", language]);
            settings().bind(|| insta::assert_snapshot!(format!("{name}.{language}"), page));
        }
    }
}
