//! Plans against the contract's own checker, synthetic problems and published optima.
//!
//! These tests need the folder that holds the contract (`FEMTRINN_SHARED`, or `../shared`) and Python
//! with numpy and scipy, which `.ci/setup` makes ready. Without the folder they say so and pass; with
//! `FEMTRINN_WHOLE=1` they take every seed and every published problem.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::{Write, stderr};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::command_line::{femtrinn, folder};
use crate::house::root;

/// The folder of the contract, or none after saying so where it is seen: libtest holds back what
/// `println!` prints.
pub(crate) fn contract(test: &str) -> Option<PathBuf> {
    let shared = env::var_os("FEMTRINN_SHARED").unwrap_or_else(|| "../shared".into());
    let contract = root().join(shared).join("contract");
    if contract.join("check_plan.py").is_file() {
        return Some(contract);
    }
    let _ = writeln!(stderr(), "SKIPPED {test}: there is no {}", contract.display());
    None
}

pub(crate) fn python(script: &Path) -> Command {
    let own = root().join("target/python/bin/python3");
    let mut command = Command::new(if own.is_file() { own } else { "python3".into() });
    command.arg(script);
    command
}

/// Runs a command that must end well, and gives its standard output.
pub(crate) fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{out}{err}");
    out
}

/// Solves a problem and has our own check judge the plan; gives the plan.
pub(crate) fn solve(problem: &Path, plan: &Path, limits: &[&str]) -> Value {
    run(femtrinn(["solve"]).arg(problem).arg("--out").arg(plan).args(limits));
    run(femtrinn(["check"]).arg(problem).arg(plan));
    serde_json::from_str(&fs::read_to_string(plan).unwrap()).unwrap()
}

/// Whether everything is wanted, and not only what takes seconds.
fn is_whole() -> bool {
    env::var_os("FEMTRINN_WHOLE").is_some()
}

/// The figure after a word in what the contract's checker prints.
fn figure(told: &str, word: &str) -> f64 {
    let rest = told.split(&format!(" {word} ")).nth(1).unwrap_or_else(|| panic!("{told}"));
    rest.split([',', '\n']).next().unwrap().parse().unwrap()
}

#[test]
fn the_contracts_checker_accepts_the_plans_of_synthetic_problems() {
    let Some(contract) = contract("the contract's checker") else { return };
    let folder = folder("contract");
    let seeds = if is_whole() { 5 } else { 1 };
    #[rustfmt::skip]
    let sizes = [
        // size         more                    gap   certificate
        ("mini",         &[][..],               0.02, None),
        ("tiny",         &[],                   0.05, None),
        ("tiny",         &["--weeks", "12"],    0.05, None),
        ("municipality", &["--tight", "0.7"],   0.10, Some("prices")),
    ];
    for (size, more, gap, certificate) in sizes {
        for seed in 1..=seeds {
            let what = format!("{size} {seed} {}", more.join(" "));
            let (problem, plan) = (folder.join("problem.json"), folder.join("plan.json"));
            let make = contract.join("make_problem.py");
            run(python(&make).args([size, &seed.to_string()]).arg(&problem).args(more));
            let work = ["--work", "300000", "--threads"];
            let solved = solve(&problem, &plan, &[&work[..], &["2"]].concat());
            let written = fs::read(&plan).unwrap();
            solve(&problem, &plan, &[&work[..], &["1"]].concat());
            assert!(fs::read(&plan).unwrap() == written, "{what}: other bytes with one thread");
            assert!(solved["gap"].as_f64().unwrap() <= gap, "{what}: gap {}", solved["gap"]);
            let kind = &solved["certificate"]["kind"];
            assert!(certificate.is_none_or(|it| kind == it), "{what}: {kind}");
            let judge = contract.join("check_plan.py");
            let told = run(python(&judge).arg(&problem).arg(&plan).args(["--prove", "5"]));
            for name in ["objective", "bound"] {
                let (ours, theirs) = (solved[name].as_f64().unwrap(), figure(&told, name));
                assert!((ours - theirs).abs() <= 1e-6 * theirs.abs().max(1.0), "{what}: {told}");
            }
        }
    }
}

#[test]
fn a_changed_candidate_moves_few_others_and_the_contracts_checker_accepts_the_plan() {
    let Some(contract) = contract("a changed candidate") else { return };
    let folder = folder("changed-candidate");
    let [problem, plan, changed, next] =
        ["problem", "plan", "changed", "next"].map(|it| folder.join(it).with_extension("json"));
    let make = contract.join("make_problem.py");
    run(python(&make).args(["municipality", "2"]).arg(&problem));
    let before = solve(&problem, &plan, &["--work", "300000"]);
    let text = fs::read_to_string(&problem).unwrap();
    for who in ["c7", "c50"] {
        let mut now: Value = serde_json::from_str(&text).unwrap();
        for (list, name) in [("candidates", "id"), ("options", "candidate")] {
            now[list].as_array_mut().unwrap().retain(|it| it[name] != who);
        }
        fs::write(&changed, now.to_string()).unwrap();
        let [was, had] = [&problem, &plan].map(|it| it.to_str().unwrap());
        let solved = solve(&changed, &next, &["--from", was, had]);
        let work = solved["work"].as_u64().unwrap();
        assert!(work < 60_000, "{who}: {work} units of work");
        let gap = |plan: &Value| plan["gap"].as_f64().unwrap();
        assert!(gap(&solved) < gap(&before) + 0.01, "{who}: gap {}", gap(&solved));
        let judge = contract.join("check_plan.py");
        run(python(&judge).arg(&changed).arg(&next).args(["--prove", "8"]));
        let starts = |plan: &Value| -> Vec<Value> { plan["starts"].as_array().unwrap().clone() };
        let (had, has) = (starts(&before), starts(&solved));
        let moved: BTreeSet<&str> = had
            .iter()
            .filter(|it| !has.contains(it))
            .map(|it| it["candidate"].as_str().unwrap())
            .filter(|it| *it != who)
            .collect();
        assert!(moved.len() <= 15, "{who}: {moved:?} do something else");
    }
}

#[test]
fn published_problems_are_solved_to_their_optimum_and_proved() {
    let Some(contract) = contract("published optima") else { return };
    let folder = folder("published");
    let optima = fs::read_to_string(contract.join("published/optima.csv")).unwrap();
    let optima: Vec<(&str, [f64; 2])> = optima
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',');
            let name = cells.next().unwrap();
            (name, [cells.next(), cells.next()].map(|it| it.unwrap().parse().unwrap()))
        })
        .collect();
    let every = if is_whole() { 1 } else { 11 };
    for (name, [min, max]) in optima.into_iter().step_by(every) {
        let instance = contract.join("published").join(name);
        let text = fs::read_to_string(&instance).unwrap();
        let jobs: f64 = text.split_whitespace().nth(1).unwrap().parse().unwrap();
        for (sense, best) in [("min", 10_000.0 * jobs - min), ("max", 10_000.0 * jobs + max)] {
            let (problem, plan) = (folder.join("problem.json"), folder.join("plan.json"));
            let convert = contract.join("gap_to_problem.py");
            run(python(&convert).arg(&instance).arg(sense).arg(&problem));
            let solved = solve(&problem, &plan, &["--gap", "0", "--threads", "2"]);
            let figure = |name: &str| solved[name].as_f64().unwrap();
            for name_of in ["objective", "bound"] {
                let off = (figure(name_of) - best).abs();
                assert!(off <= 1e-9 * best, "{name} {sense}: {name_of} is off by {off}");
            }
            assert_eq!(solved["status"], "within_gap", "{name} {sense}");
            run(python(&contract.join("check_plan.py")).arg(&problem).arg(&plan));
            // without enough work the bound holds all the same
            let hurried = solve(&problem, &plan, &["--gap", "0", "--work", "300"]);
            let bound = hurried["bound"].as_f64().unwrap();
            assert!(bound >= best * (1.0 - 1e-9), "{name} {sense}: {bound} is below {best}");
        }
    }
}

/// Ways to spoil a plan: where, and what is written there.
fn spoilt(plan: &Value) -> Vec<(String, Value)> {
    let number = |place: &str| plan.pointer(place).unwrap().as_f64().unwrap();
    let at = |name: &str, change: f64| {
        (format!("/{name}"), (number(&format!("/{name}")) + change).into())
    };
    let mut starts = plan["starts"].as_array().unwrap().clone();
    starts.push(starts[0].clone());
    let blocks = plan["certificate"]["blocks"].as_array().unwrap();
    let openings = plan["certificate"]["openings"].as_array().unwrap();
    let twice = |list: &[Value]| Value::from([list, &list[..1]].concat());
    let place = "/certificate/openings/0/place";
    vec![
        ("/format".into(), "femtrinn-plan/9".into()),
        ("/status".into(), "optimal".into()),
        ("/starts".into(), starts[..1].into()),
        ("/starts".into(), starts.clone().into()),
        ("/starts/0/candidate".into(), "nobody".into()),
        ("/starts/0/opening".into(), "nowhere".into()),
        ("/starts/0/profile".into(), "nothing".into()),
        ("/starts/0/start_week".into(), 99.into()),
        ("/starts/0/start_week".into(), (-1).into()),
        ("/starts/0/start_week".into(), 0.5.into()),
        at("objective", 0.01),
        at("objective", -0.01),
        at("bound", -0.01),
        at("gap", 0.01),
        ("/bound".into(), Value::Null),
        ("/gap".into(), "0".into()),
        ("/certificate".into(), Value::Null),
        ("/certificate/openings".into(), twice(openings)),
        ("/certificate/openings/0/opening".into(), "nowhere".into()),
        (place.into(), vec![0.0; 3].into()),
        (format!("{place}/0"), (-0.5).into()),
        (format!("{place}/0"), (number(&format!("{place}/0")) + 100.0).into()),
        ("/certificate/openings/0/trials".into(), (-1).into()),
        ("/certificate/floors/0/price".into(), 1e6.into()),
        ("/certificate/floors/0/price".into(), (-1).into()),
        ("/certificate/floors/0/group".into(), "nobody".into()),
        ("/certificate/blocks".into(), blocks[1..].into()),
        ("/certificate/blocks".into(), twice(blocks)),
        ("/certificate/blocks/0/bound".into(), (-1).into()),
        ("/certificate/blocks/0/bound".into(), "0".into()),
    ]
}

#[test]
fn what_the_contracts_checker_refuses_our_check_refuses_too() {
    let Some(contract) = contract("both checks on spoilt plans") else { return };
    let folder = folder("spoilt");
    let (problem, plan) = (folder.join("problem.json"), folder.join("plan.json"));
    run(python(&contract.join("make_problem.py")).args(["municipality", "2"]).arg(&problem));
    let sound = solve(&problem, &plan, &["--work", "100000"]);
    for (place, value) in spoilt(&sound) {
        let mut spoilt = sound.clone();
        *spoilt.pointer_mut(&place).unwrap_or_else(|| panic!("{place}")) = value.clone();
        fs::write(&plan, spoilt.to_string()).unwrap();
        let theirs = python(&contract.join("check_plan.py")).arg(&problem).arg(&plan).output();
        assert!(!theirs.unwrap().status.success(), "theirs accepts {place} = {value}");
        let ours = femtrinn(["check"]).arg(&problem).arg(&plan).output().unwrap();
        let code = ours.status.code().unwrap();
        let told = String::from_utf8_lossy(&ours.stdout);
        assert!([1, 3].contains(&code), "ours ends with {code} for {place} = {value}: {told}");
    }
}
