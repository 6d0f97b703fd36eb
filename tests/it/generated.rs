//! `femtrinn generate` as a shell sees it.

use std::fs;
use std::path::Path;

use crate::command_line::{femtrinn, folder, outcome};
use crate::contract::run;

/// Every file below a folder with its bytes, in order.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            found.push((name, fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

#[test]
fn what_is_generated_is_answered_and_the_same_seed_gives_the_same_bytes() {
    let folder = folder("generated");
    let (one, other) = (folder.join("one"), folder.join("other"));
    for out in [&one, &other] {
        run(femtrinn(["generate", "small", "--seed", "4", "--out"]).arg(out));
    }
    assert_eq!(contents(&one), contents(&other));
    let model = one.join("service-model.json");
    let case = one.join("9001/case.json");
    let told = run(femtrinn(["match"]).arg(case).arg("--service-model").arg(model));
    assert!(told.contains("25 kandidater, 30 ledige plasser"), "{told}");
    let left: Vec<_> = fs::read_dir(&folder).unwrap().collect();
    assert_eq!(left.len(), 2, "nothing half written is left");
}

#[test]
fn what_cannot_be_generated_is_told_and_nothing_is_overwritten() {
    let folder = folder("not-generated");
    fs::write(folder.join("mine"), "of value").unwrap();
    let told = |command: &mut std::process::Command| {
        let (code, _, err) = outcome(&command.output().unwrap());
        (code, err)
    };
    let (code, err) = told(femtrinn(["generate", "small", "--out"]).arg(&folder));
    assert_eq!(code, 4);
    assert!(err.contains("the folder is not empty; name a new one"), "{err}");
    let (code, err) = told(femtrinn(["generate", "small", "--out"]).arg(folder.join("mine")));
    assert!(code == 4 && err.contains("this is no folder"), "{err}");
    let (code, err) = told(femtrinn(["generate", "huge", "--out"]).arg(folder.join("new")));
    assert_eq!(code, 2);
    assert!(err.contains("small, municipality, medium, county, national"), "{err}");
    let mut command = femtrinn(["generate", "small", "--out"]);
    let (code, err) = told(command.arg(folder.join("new")).arg("--codes").arg(&folder));
    assert!(code == 4 && err.contains("styrk08.csv"), "{err}");
    fs::write(folder.join("styrk08.csv"), "code\n5223\n").unwrap();
    let (code, err) = told(&mut command);
    assert!(code == 3 && err.contains("there is no row for the occupation 9334"), "{err}");
    assert_eq!(fs::read_to_string(folder.join("mine")).unwrap(), "of value");
    assert!(!folder.join("new").exists());
}
