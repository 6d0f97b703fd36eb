//! The small named cases: each shows one thing, and what the product answers stands beside it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::fixtures;

/// The folders of the cases, by name.
fn folders() -> Vec<PathBuf> {
    let mut folders = entries(&fixtures::folder().join("cases"));
    folders.sort();
    assert!(folders.len() > 10, "the cases are where they should be");
    folders
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn each_case_says_what_it_shows() {
    let mut told = BTreeSet::new();
    for folder in folders() {
        let about = fixtures::case(&folder.join("case.json")).about;
        let about = about.unwrap_or_else(|| panic!("{} says nothing", folder.display()));
        assert!(told.insert(about.as_str().to_owned()), "{} repeats another", folder.display());
    }
}

/// An answer changes only in a commit that says why: `INSTA_UPDATE=always cargo test` writes it anew.
#[test]
fn each_case_gets_the_answer_that_stands_beside_it() {
    for folder in folders() {
        let answer = fixtures::answer(&folder.join("case.json"), &[]);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("answer", answer));
    }
}

#[test]
fn a_case_is_a_question_and_its_answer_and_nothing_else() {
    for folder in folders() {
        let names: BTreeSet<OsString> =
            entries(&folder).iter().map(|path| path.file_name().unwrap().to_owned()).collect();
        let expected = ["answer.snap", "case.json"].map(OsString::from);
        assert_eq!(names, BTreeSet::from(expected), "{}", folder.display());
    }
}
