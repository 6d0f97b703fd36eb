//! Plans against the contract's own checker, synthetic problems and published optima.
//!
//! These tests need the folder that holds the contract (`FEMTRINN_SHARED`, or `../shared`) and Python
//! with numpy and scipy, which `.ci/setup` makes ready. Without the folder they say so and pass; with
//! `FEMTRINN_ALL_SEEDS=1` they take every seed instead of one.

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
fn contract(test: &str) -> Option<PathBuf> {
    let shared =
        env::var_os("FEMTRINN_SHARED").map_or_else(|| root().join("../shared"), Into::into);
    let contract = shared.join("contract");
    if contract.join("check_plan.py").is_file() {
        return Some(contract);
    }
    let _ = writeln!(stderr(), "SKIPPED {test}: there is no {}", contract.display());
    None
}

fn python(script: &Path) -> Command {
    let own = root().join("target/python/bin/python3");
    let mut command = Command::new(if own.is_file() { own } else { "python3".into() });
    command.arg(script);
    command
}

/// Runs a command that must end well, and gives its standard output.
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{out}{err}");
    out
}

/// Solves a problem and has our own check judge the plan; gives the plan.
fn solve(problem: &Path, plan: &Path, limits: &[&str]) -> Value {
    run(femtrinn(["solve"]).arg(problem).arg("--out").arg(plan).args(limits));
    run(femtrinn(["check"]).arg(problem).arg(plan));
    serde_json::from_str(&fs::read_to_string(plan).unwrap()).unwrap()
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
    let seeds = if env::var_os("FEMTRINN_ALL_SEEDS").is_some() { 5 } else { 1 };
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
fn no_bound_is_below_a_published_optimum() {
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
    let every = if env::var_os("FEMTRINN_ALL_SEEDS").is_some() { 1 } else { 13 };
    for (name, [min, max]) in optima.into_iter().step_by(every) {
        let instance = contract.join("published").join(name);
        let text = fs::read_to_string(&instance).unwrap();
        let jobs: f64 = text.split_whitespace().nth(1).unwrap().parse().unwrap();
        for (sense, best) in [("min", 10_000.0 * jobs - min), ("max", 10_000.0 * jobs + max)] {
            let (problem, plan) = (folder.join("problem.json"), folder.join("plan.json"));
            let convert = contract.join("gap_to_problem.py");
            run(python(&convert).arg(&instance).arg(sense).arg(&problem));
            let solved = solve(&problem, &plan, &["--work", "100000"]);
            let worth = solved["objective"].as_f64().unwrap();
            let bound = solved["bound"].as_f64().unwrap();
            let slack = 1e-6 * best;
            assert!(worth <= best + slack, "{name} {sense}: {worth} is better than {best}");
            assert!(bound >= best - slack, "{name} {sense}: {bound} is below {best}");
        }
    }
}
