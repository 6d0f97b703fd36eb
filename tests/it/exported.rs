//! `femtrinn export`: a solver that is not ours reads the programme and finds the same optimum.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::command_line::{femtrinn, folder};
use crate::contract::{contract, python, run, solve};

/// Has `HiGHS` read and solve a programme; prints the optimum.
const HIGHS: &str = r"
import sys, highspy
highs = highspy.Highs()
highs.silent()
highs.setOptionValue('mip_rel_gap', 0.0)
highs.setOptionValue('mip_abs_gap', 1e-9)
assert highs.readModel(sys.argv[1]) == highspy.HighsStatus.kOk, 'not read'
highs.run()
assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal, 'not solved'
print(repr(highs.getInfo().objective_function_value))
";

/// The optimum as `HiGHS` has it, of the problem and not of what is minimised.
fn optimum_elsewhere(model: &Path) -> f64 {
    let told = run(python(Path::new("-c")).arg(HIGHS).arg(model));
    -told.trim().parse::<f64>().unwrap_or_else(|_| panic!("{told}"))
}

/// The problem with floors that bite, one trial an opening, and a start that is worth keeping.
fn harder(problem: &Value) -> Value {
    let mut harder = problem.clone();
    harder["floors"] = ["low", "medium", "high"]
        .map(|group| json!({"group": group, "min_trials": 3, "penalty": 0.7}))
        .as_slice()
        .into();
    for opening in harder["openings"].as_array_mut().unwrap() {
        opening["max_trials"] = 1.into();
    }
    let options = problem["options"].as_array().unwrap();
    let last = options.iter().rev().find(|it| it["profile"].as_str().unwrap().starts_with("trial"));
    let keep = last.unwrap();
    harder["keep"] = json!([{
        "candidate": keep["candidate"], "opening": keep["opening"], "profile": keep["profile"],
        "start_week": keep["latest_start"], "bonus": 0.5,
    }]);
    harder
}

#[test]
fn another_solver_finds_the_same_optimum() {
    let Some(contract) = contract("an exported problem") else { return };
    let folder = folder("exported");
    let (path, plan) = (folder.join("problem.json"), folder.join("plan.json"));
    let model = folder.join("model.mps");
    for seed in 1..=5 {
        let make = contract.join("make_problem.py");
        run(python(&make).args(["mini", &seed.to_string()]).arg(&path));
        let problem: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let mut optima = Vec::new();
        for problem in [&problem, &harder(&problem)] {
            fs::write(&path, problem.to_string()).unwrap();
            let solved = solve(&path, &plan, &["--gap", "0"]);
            run(femtrinn(["export"]).arg(&path).arg("--out").arg(&model));
            let (ours, theirs) = (solved["objective"].as_f64().unwrap(), optimum_elsewhere(&model));
            assert!((ours - theirs).abs() <= 1e-6, "seed {seed}: {ours} here, {theirs} there");
            optima.push(ours);
        }
        assert!((optima[0] - optima[1]).abs() > 1e-3, "seed {seed}: what was added does not bite");
    }
}
