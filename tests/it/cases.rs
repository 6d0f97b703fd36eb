//! The small named cases: each shows one thing, and its answer stands beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::fixtures;

/// The folders of the cases, by name.
fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(fixtures::folder().join("cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    assert!(folders.len() > 10, "the cases are where they should be");
    folders
}

#[test]
fn each_case_is_without_fault_and_says_what_it_shows() {
    let mut told = BTreeSet::new();
    for folder in folders() {
        let about = fixtures::case(&folder.join("case.json")).about;
        let about = about.unwrap_or_else(|| panic!("{} says nothing", folder.display()));
        assert!(told.insert(about.as_str().to_owned()), "{} repeats another", folder.display());
    }
}
