//! `femtrinn solve` and `femtrinn check` as a shell sees them.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// One candidate, one opening, one trial worth 0.5 or 0.495 a week later.
pub(crate) const PROBLEM: &str = r#"{"format":"femtrinn-problem/1","horizon_weeks":2,"start_discount":0.01,
"candidates":[{"id":"c1","specialist":"s1","priority":1,"max_jobbsmak":0,"busy_weeks":[],"group":null}],
"openings":[{"id":"o1","places":[1,1],"mentor_hours":[8,8],"max_trials":1}],
"specialists":[{"id":"s1","support_hours":[4,4],"caseload_room":1}],
"profiles":[{"id":"p1","activity":"trial","mentor_hours":[5],"specialist_hours":[3]}],
"options":[{"candidate":"c1","opening":"o1","profile":"p1","topic":"dyr","value":0.5,"earliest_start":0,"latest_start":1}],
"floors":[]}"#;

/// The best plan for it, proved without prices.
pub(crate) const PLAN: &str = r#"{"format":"femtrinn-plan/1",
"starts":[{"candidate":"c1","opening":"o1","profile":"p1","start_week":0}],
"objective":0.5,"bound":0.5,"gap":0,"status":"within_gap","work":1,
"certificate":{"kind":"prices","blocks":[{"specialist":"s1","bound":0.5}]}}"#;

/// An empty folder for one test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

pub(crate) fn femtrinn<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_femtrinn"));
    command.args(arguments);
    command
}

/// Exit code, standard output and standard error.
pub(crate) fn outcome(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn run<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> (i32, String, String) {
    outcome(&femtrinn(arguments).output().unwrap())
}

/// Writes the files of a test and runs `check` on them.
fn check(name: &str, problem: &str, plan: &str, more: &[&str]) -> (i32, String, String) {
    let folder = folder(name);
    let (problem_path, plan_path) = (folder.join("problem.json"), folder.join("plan.json"));
    fs::write(&problem_path, problem).unwrap();
    fs::write(&plan_path, plan).unwrap();
    let mut command = femtrinn(["check"]);
    command.arg(problem_path).arg(plan_path).args(more);
    outcome(&command.output().unwrap())
}

#[test]
fn a_plan_that_stands_ends_with_0() {
    let (code, out, err) = check("stands", PROBLEM, PLAN, &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(
        out,
        "the plan stands: 1 start, objective 0.500000, bound 0.500000, gap 0.000000, \
         certificate: prices, 1 of 1 blocks proved again, none refuted\n"
    );
    let (code, out, _) = check("stands-json", PROBLEM, PLAN, &["--json"]);
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (code, &told["stands"], &told["breaches"]),
        (0, &true.into(), &Value::Array(vec![]))
    );
    assert_eq!((&told["objective"], &told["certified"]), (&0.5.into(), &0.5.into()));
}

#[test]
fn a_plan_with_breaches_ends_with_1_and_tells_each() {
    let plan = PLAN.replace(r#""start_week":0"#, r#""start_week":1"#);
    let plan = plan.replace(r#""bound":0.5}"#, r#""bound":0.4}"#);
    let (code, out, err) = check("breaches", PROBLEM, &plan, &[]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert_eq!(
        out.lines().collect::<Vec<_>>(),
        [
            "objective is 0.5, the starts are worth 0.495",
            "bound is 0.5, the certificate adds up to 0.4",
            "certificate: specialist s1 can earn 0.495 at the prices, the bound says 0.4",
            "3 breaches",
        ]
    );
    let (code, out, _) = check("breaches-json", PROBLEM, &plan, &["--json"]);
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, told["breaches"].as_array().unwrap().len()), (1, 3));
}

#[test]
fn a_command_that_is_not_understood_ends_with_2() {
    for arguments in [
        &[][..],
        &["plan"],
        &["solve", "problem.json"],
        &["solve", "problem.json", "--out", "plan.json", "--gap", "-1"],
        &["solve", "problem.json", "--out", "plan.json", "--gap", "NaN"],
        &["solve", "problem.json", "--out", "plan.json", "--work", "many"],
        &["solve", "problem.json", "--out", "plan.json", "--time-limit", "-1"],
        &["solve", "problem.json", "--out", "plan.json", "--threads", "0"],
        &["check", "problem.json"],
    ] {
        let (code, out, err) = run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(!err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_tells_the_exit_codes() {
    let (code, out, _) = run(["--help"]);
    assert_eq!(code, 0);
    let codes = out.split("Exit codes:").nth(1).unwrap();
    for code in 0..=4 {
        assert!(codes.contains(&format!("\n  {code}  ")), "{code}: {codes}");
    }
}

#[test]
fn malformed_input_ends_with_3_and_tells_every_fault() {
    let problem = PROBLEM.replace(r#""priority":1"#, r#""priority":0"#);
    let problem = problem.replace(r#""mentor_hours":[8,8]"#, r#""mentor_hours":[8]"#);
    let (code, out, err) = check("malformed", &problem, PLAN, &[]);
    assert_eq!((code, out.as_str()), (3, ""));
    let lines: Vec<_> = err.lines().collect();
    assert_eq!(lines.len(), 3, "{err}");
    assert!(lines[0].ends_with("problem.json is malformed: 2 faults"), "{err}");
    assert!(lines[1].contains("line 2, column 55, candidates[c1].priority"), "{err}");
    assert!(lines[2].contains("line 3, column 54, openings[o1].mentor_hours"), "{err}");

    let plan = PLAN.replace(r#""gap":0"#, r#""gap":NaN"#);
    let (code, _, err) = check("malformed-plan", PROBLEM, &plan, &[]);
    assert_eq!(code, 3);
    assert!(err.contains("gap, found NaN: write a finite number here"), "{err}");

    let folder = folder("malformed-text");
    fs::write(folder.join("problem.json"), b"{\"format\":\"\xff\"}").unwrap();
    let (code, _, err) =
        run([OsStr::new("check"), folder.join("problem.json").as_ref(), OsStr::new("plan.json")]);
    assert_eq!(code, 3);
    assert!(err.contains("byte 11 is not UTF-8"), "{err}");
}

#[test]
fn a_file_that_cannot_be_read_or_written_ends_with_4() {
    let folder = folder("nowhere");
    let problem = folder.join("problem.json");
    let (code, _, err) =
        run([OsStr::new("check"), problem.as_ref(), folder.join("plan.json").as_ref()]);
    assert_eq!(code, 4);
    assert!(err.contains("cannot read") && err.contains("problem.json"), "{err}");
    fs::write(&problem, PROBLEM).unwrap();
    for out in [folder.join("no/plan.json"), folder.clone()] {
        let (code, _, err) =
            run([OsStr::new("solve"), problem.as_ref(), OsStr::new("--out"), out.as_ref()]);
        assert_eq!(code, 4, "{err}");
        assert!(err.contains("cannot write"), "{err}");
    }
    let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(left, ["problem.json"], "nothing half written is left");
}

#[test]
fn solve_writes_a_plan_that_stands_whichever_limit_strikes() {
    let folder = folder("solve");
    let (problem, plan) = (folder.join("problem.json"), folder.join("plan.json"));
    fs::write(&problem, PROBLEM).unwrap();
    for limits in [&[][..], &["--work", "0"], &["--time-limit", "0"], &["--gap", "0.5"]] {
        fs::write(&plan, "an older plan").unwrap();
        let mut command = femtrinn(["solve"]);
        command.arg(&problem).arg("--out").arg(&plan).arg("--json").args(limits);
        let (code, out, err) = outcome(&command.output().unwrap());
        assert_eq!((code, err.as_str()), (0, ""), "{limits:?}");
        let told: Value = serde_json::from_str(&out).unwrap();
        let written: Value = serde_json::from_str(&fs::read_to_string(&plan).unwrap()).unwrap();
        for figure in ["objective", "bound", "gap", "status", "work"] {
            assert_eq!(told[figure], written[figure], "{limits:?}");
        }
        assert!(written.get("seconds").is_none(), "a plan holds no clock time");
        let (code, out, _) = run([OsStr::new("check"), problem.as_ref(), plan.as_ref()]);
        assert_eq!(code, 0, "{limits:?}: {out}");
        if limits.is_empty() {
            assert_eq!((&told["status"], &told["starts"]), (&"within_gap".into(), &1.into()));
        }
    }
    let left = fs::read_dir(&folder).unwrap().count();
    assert_eq!(left, 2, "nothing half written is left");
}

#[test]
fn what_comes_to_more_than_a_number_can_hold_is_told_and_nothing_is_written() {
    let folder = folder("too-large");
    let (problem, plan) = (folder.join("problem.json"), folder.join("plan.json"));
    let large = PROBLEM.replace("\"priority\":1", "\"priority\":1e9");
    fs::write(&problem, large.replace("\"value\":0.5", "\"value\":1e305")).unwrap();
    let (code, out, err) =
        run([OsStr::new("solve"), problem.as_ref(), OsStr::new("--out"), plan.as_ref()]);
    assert_eq!((code, out.as_str()), (3, ""), "{err}");
    assert!(err.contains("make the values smaller"), "{err}");
    assert!(!plan.exists());
}

#[test]
fn solve_reads_the_standard_input_and_writes_the_standard_output() {
    let mut command = femtrinn(["solve", "-", "--out", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(PROBLEM.as_bytes()).unwrap();
    let (code, out, err) = outcome(&child.wait_with_output().unwrap());
    assert_eq!(code, 0, "{err}");
    let plan: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(plan["starts"][0]["candidate"], "c1");
    assert!(err.contains("1 start worth 0.500000"), "{err}");
}

#[test]
fn solve_goes_on_from_an_earlier_plan_that_stands_and_from_no_other() {
    let folder = folder("from");
    let file = |name: &str| folder.join(name);
    fs::write(file("was.json"), PROBLEM).unwrap();
    fs::write(file("problem.json"), PROBLEM.replace(r#""value":0.5"#, r#""value":0.6"#)).unwrap();
    let from = |plan: &str| {
        fs::write(file("earlier.json"), plan).unwrap();
        let mut command = femtrinn(["solve"]);
        command.arg(file("problem.json")).arg("--out").arg(file("plan.json"));
        command.arg("--from").arg(file("was.json")).arg(file("earlier.json"));
        outcome(&command.output().unwrap())
    };
    let (code, out, err) = from(PLAN);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.starts_with("1 start worth 0.600000; no plan is worth more than 0.600000"),
        "{out}"
    );
    fs::remove_file(file("plan.json")).unwrap();
    let (code, out, err) = from(&PLAN.replace(r#""objective":0.5"#, r#""objective":0.7"#));
    assert_eq!((code, out.as_str()), (3, ""));
    assert!(err.contains("earlier.json") && err.contains("objective is 0.7"), "{err}");
    assert!(!file("plan.json").exists(), "nothing is planned from what does not stand");
}
