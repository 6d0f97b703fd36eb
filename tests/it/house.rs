//! What keeps the house as ARCHITECTURE.md draws it.

use std::fs;
use std::path::{Path, PathBuf};

/// The project's root.
pub(crate) fn root() -> PathBuf {
    let api = Path::new(env!("CARGO_MANIFEST_DIR"));
    api.parent().expect("api lies in the project").to_owned()
}

/// Every file of the project below a folder: not what is built, and not the history.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if ["target", ".git", "node_modules"].contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

pub(crate) fn rust_files(folder: &str) -> Vec<(PathBuf, String)> {
    let sources = files(&root().join(folder)).into_iter();
    let sources = sources.filter(|path| path.extension().is_some_and(|it| it == "rs"));
    sources.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The rooms of the engine in the order of the data: each may use those before it.
const ROOMS: [&str; 14] = [
    "reading",
    "domain",
    "journey",
    "papers",
    "follow",
    "eligibility",
    "value",
    "learn",
    "problem",
    "solve",
    "explain",
    "repair",
    "revise",
    "simulate",
];

/// The names that stand after `prefix` in a source.
fn names_after<'s>(source: &'s str, prefix: &str) -> Vec<&'s str> {
    let name = |rest: &'s str| {
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        &rest[..end]
    };
    source.match_indices(prefix).map(|(at, _)| name(&source[at + prefix.len()..])).collect()
}

/// The rooms that a source names; `use crate::{..}` lists them, `crate::room` says them outright.
fn rooms_named(source: &str) -> Vec<&str> {
    let mut named = names_after(source, "crate::");
    for (at, _) in source.match_indices("use crate::{") {
        let list = &source[at..];
        let list = &list[..list.find(';').unwrap_or(list.len())];
        named.extend(ROOMS.iter().filter(|room| {
            list.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == **room)
        }));
    }
    named.retain(|name| ROOMS.contains(name));
    named
}

#[test]
fn each_room_of_the_engine_uses_only_the_rooms_before_it() {
    let engine = root().join("engine/src");
    let mut checked = 0;
    for (path, source) in rust_files("engine/src") {
        let inside = path.strip_prefix(&engine).unwrap();
        if inside.components().count() == 1 {
            continue; // lib.rs draws the whole
        }
        let room = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let here = ROOMS.iter().position(|it| *it == room);
        let here = here.unwrap_or_else(|| panic!("{room} has no place in the order of the rooms"));
        for named in rooms_named(&source) {
            let there = ROOMS.iter().position(|it| *it == named).unwrap();
            assert!(there <= here, "{} uses {named}, which comes after {room}", inside.display());
            checked += 1;
        }
    }
    assert!(checked > 20, "only {checked} imports were found");
}

#[test]
fn an_import_is_seen_however_it_is_written() {
    for source in [
        "use crate::solve::solve;",
        "use crate::{domain::Case, solve};",
        "use crate::{\n    domain,\n    solve::{self, Settings},\n};",
        "let plan = crate::solve::solve(&problem);",
        "pub(in crate::solve) fn f() {}",
    ] {
        assert!(rooms_named(source).contains(&"solve"), "{source}");
    }
    assert!(!rooms_named("use crate::{domain::Case, value};").contains(&"solve"));
    assert!(!rooms_named("use crate::problem::resolve;").contains(&"solve"));
}

#[test]
fn the_check_and_the_solver_share_types_only() {
    for (path, source) in rust_files("engine/src/solve") {
        assert!(!source.contains("check::"), "{} uses the check", path.display());
    }
    for (path, source) in rust_files("engine/src/problem/check") {
        assert!(!source.contains("solve::"), "{} uses the solver", path.display());
    }
}

#[test]
fn only_the_solver_names_a_solver() {
    for folder in ["engine/src", "api/src"] {
        for (path, source) in rust_files(folder) {
            let inside = path.starts_with(root().join("engine/src/solve"));
            assert!(inside || !source.contains("good_lp"), "{}", path.display());
        }
    }
}

#[test]
fn lints_are_expected_with_a_reason_and_never_allowed() {
    let allowed = ["#[", "allow("].concat();
    let expected = ["#[", "expect("].concat();
    for folder in ["engine", "api", "tests"] {
        for (path, source) in rust_files(folder) {
            assert!(!source.contains(&allowed), "{} allows a lint", path.display());
            for (at, _) in source.match_indices(&expected) {
                let attribute = &source[at..];
                let attribute = &attribute[..attribute.find(")]").unwrap()];
                assert!(attribute.contains("reason"), "{}: {attribute}", path.display());
            }
        }
    }
}

#[test]
fn the_top_level_holds_what_it_should_and_nothing_else() {
    const THERE: [&str; 17] = [
        ".ci",
        ".gitignore",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "api",
        "deny.toml",
        "docs",
        "engine",
        "fixtures",
        "migrations",
        "rustfmt.toml",
        "tests",
    ];
    let entries = fs::read_dir(root()).unwrap();
    let mut found: Vec<String> =
        entries.map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect();
    found.retain(|name| name != ".git" && name != "target");
    found.sort();
    assert_eq!(found, THERE);
}

#[test]
fn no_file_names_a_place_on_somebodys_machine() {
    let places = ["/wo rk/", "/ro ot/", "/ho me/", "/Us ers/", "/t mp/", "C: \\"];
    let places = places.map(|it| it.replace(' ', ""));
    let mut looked_at = 0;
    for path in files(&root()) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        looked_at += 1;
        for place in &places {
            assert!(!text.contains(place.as_str()), "{} names {place}", path.display());
        }
    }
    assert!(looked_at > 50, "only {looked_at} files were found");
}

#[test]
fn ci_runs_the_command_of_the_readme() {
    let command = ".ci/setup && cargo test --release --workspace";
    for file in ["README.md", ".ci/run"] {
        let text = fs::read_to_string(root().join(file)).unwrap();
        assert!(text.lines().any(|line| line.trim() == command), "{file} does not say {command}");
    }
}
