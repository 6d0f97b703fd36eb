//! The commands that are about a database as a whole, as their user runs them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};
use std::thread;

use crate::databases::{Folder, each_database, each_empty_database};
use crate::fixtures;
use crate::postgres;

fn femtrinn(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_femtrinn")).args(arguments).output().unwrap()
}

fn done(arguments: &[&str]) -> String {
    let output = femtrinn(arguments);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{arguments:?}: {told}");
    String::from_utf8(output.stdout).unwrap()
}

fn refused(arguments: &[&str]) -> (Option<i32>, String) {
    let output = femtrinn(arguments);
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_database_is_made_once() {
    each_empty_database(|url| {
        let first = done(&["migrate", "--database-url", url]);
        assert!(first.starts_with("The database was empty, and has version "), "{first}");
        let second = done(&["migrate", "--database-url", url]);
        assert!(second.ends_with(": nothing to do.\n"), "{second}");
    });
}

#[test]
fn a_file_of_ours_is_for_its_owner_alone() {
    let folder = Folder::new();
    let path = folder.path().join("x.db");
    done(&["migrate", "--database-url", &format!("sqlite:{}", path.display())]);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_backup_of_an_earlier_version_says_what_to_restore_it_into() {
    let folder = Folder::new();
    let url = format!("sqlite:{}", folder.path().join("x.db").display());
    done(&["migrate", "--database-url", &url]);
    let backup = fixtures::folder().join("backups/0001.jsonl").display().to_string();
    let restore = ["restore", "--from", &backup, "--database-url", &url];
    let (code, told) = refused(&restore);
    assert_eq!(code, Some(5));
    assert!(told.contains("restore into a file or a database that is new"), "{told}");
    fs::remove_file(folder.path().join("x.db")).unwrap();
    assert!(done(&restore).contains(" is restored: "));
}

#[test]
fn of_several_who_make_a_database_at_once_one_does() {
    each_empty_database(|url| {
        let arguments = ["migrate", "--database-url", url];
        let told: Vec<String> = thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|_| scope.spawn(|| done(&arguments))).collect();
            all.into_iter().map(|it| it.join().unwrap()).collect()
        });
        if url.starts_with("sqlite:") {
            let made = told.iter().filter(|told| told.starts_with("The database was empty"));
            assert_eq!(made.count(), 1, "{told:?}");
        }
        assert!(done(&arguments).ends_with(": nothing to do.\n"));
    });
}

#[test]
fn ads_are_taken_in_from_a_file_once_and_not_at_all_when_one_is_wrong() {
    let folder = Folder::new();
    let file = folder.path().join("ads.json").display().to_string();
    let ad = |id: &str| {
        format!("{{\"uuid\": \"{id}\", \"status\": \"ACTIVE\", \"title\": \"Butikkmedarbeider\"}}")
    };
    each_database(|url| {
        let place = ["--database-url", url, "--municipality", "3205"];
        let import = [&["import", "ads", file.as_str()], &place[..]].concat();
        let dry_run = [&import[..], &["--dry-run"]].concat();
        fs::write(&file, format!("[{}, {}]", ad("ad-1"), ad("ad-2"))).unwrap();
        let counts = |told: String| told.split_once(": ").unwrap().1.to_owned();
        let would = "2 new, 0 changed, 0 as they were, 0 stopped: would be stored; nothing is\n";
        for _ in 0..2 {
            assert_eq!(counts(done(&dry_run)), would);
        }
        let stored = "2 new, 0 changed, 0 as they were, 0 stopped: stored\n";
        assert_eq!(counts(done(&import)), stored);
        let again = "0 new, 0 changed, 2 as they were, 0 stopped: stored\n";
        assert_eq!(counts(done(&import)), again);
        fs::write(&file, format!("[{}, {{\"uuid\": \"ad-4\"}}]", ad("ad-3"))).unwrap();
        let (code, why) = refused(&import);
        assert_eq!(code, Some(3), "{why}");
        assert!(why.contains("title"), "{why}");
        fs::write(&file, format!("[{}]", ad("ad-3"))).unwrap();
        let one = "1 new, 0 changed, 0 as they were, 0 stopped: stored\n";
        assert_eq!(counts(done(&import)), one, "with a faulty ad, it was not stored");
    });
}

#[test]
fn a_municipality_is_restored_moved_and_backed_up() {
    let folder = Folder::new();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let old = fixtures::folder().join("backups/0001.jsonl").display().to_string();
    let first = format!("sqlite:{}", file("first.db"));
    let second = postgres::database();
    let told = done(&["restore", "--from", &old, "--database-url", &first]);
    assert!(told.ends_with(" rows, all of it as it was.\n"), "{told}");
    done(&["migrate", "--database-url", &second]);
    let copy = ["copy", "--from", &first, "--to", &second, "--municipality", "3205"];
    let told = done(&copy);
    assert!(told.contains("\n  candidate_contact "), "{told}");
    let (code, why) = refused(&copy);
    assert_eq!(code, Some(5), "{why}");
    assert!(why.contains("has municipality 3205 already"), "{why}");
    let mut backups = Vec::new();
    for (url, name) in [(&first, "first.jsonl"), (&second, "second.jsonl")] {
        let path = file(name);
        done(&["backup", "--database-url", url, "--out", &path]);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "only the user may read it");
        backups.push(fs::read(&path).unwrap());
    }
    assert!(backups[0] == backups[1], "the backups differ");
    let parts = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name());
    let parts = parts.filter(|name| name.to_string_lossy().contains("part"));
    assert_eq!(parts.count(), 0);
    let third = format!("sqlite:{}", file("third.db"));
    let (code, why) = refused(&["backup", "--database-url", &third, "--out", &file("x.jsonl")]);
    assert_eq!(code, Some(5), "{why}");
    assert!(why.contains("there is no database there"), "{why}");
    assert!(!folder.path().join("x.jsonl").exists());
}

#[test]
fn a_backup_that_is_none_is_told_with_its_line() {
    let folder = Folder::new();
    let backup = folder.path().join("some.jsonl");
    fs::write(&backup, "{\"format\":\"femtrinn-backup/1\",\"schema\":1}\nnothing\n").unwrap();
    let url = format!("sqlite:{}", folder.path().join("femtrinn.db").display());
    let backup = backup.display().to_string();
    let (code, why) = refused(&["restore", "--from", &backup, "--database-url", &url]);
    assert_eq!(code, Some(3), "{why}");
    assert!(why.contains("line 2 of the backup"), "{why}");
    assert!(!folder.path().join("femtrinn.db").exists());
}
