//! `femtrinn check PROBLEM PLAN`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use engine::problem::check::{DEFAULT_STEPS, Report, check};
use engine::problem::{self, Certificate, Plan};
use serde_json::json;

use super::{counted, malformed};
use crate::failure::Failure;
use crate::files;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The problem (femtrinn-problem/1); `-` reads the standard input
    problem: PathBuf,
    /// The plan (femtrinn-plan/1) to judge
    plan: PathBuf,
    /// Steps of search to spend on proving or refuting each block of the certificate
    #[arg(long, value_name = "N", default_value_t = DEFAULT_STEPS)]
    steps: u64,
    /// Tell the figures and breaches as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { problem: problem_path, plan: plan_path, steps, json } = arguments;
    let problem = problem::read(&files::read(problem_path)?)
        .map_err(|faults| malformed(problem_path, &faults))?;
    let plan = problem::read_plan(&files::read(plan_path)?)
        .map_err(|faults| malformed(plan_path, &faults))?;
    let report = check(&problem, &plan, *steps).expect("what was read is a valid problem");
    files::print(&if *json { figures(&plan, &report) } else { sentences(&plan, &report) })?;
    Ok(if report.breaches.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn sentences(plan: &Plan, report: &Report) -> String {
    let Report { breaches, objective, certified: _, blocks, blocks_proved } = report;
    if !breaches.is_empty() {
        let mut lines: Vec<String> = breaches.iter().map(ToString::to_string).collect();
        lines.push(format!("{} breaches\n", breaches.len()));
        return lines.join("\n");
    }
    let certificate = match plan.certificate {
        Certificate::Prices { .. } => {
            format!("prices, {blocks_proved} of {blocks} blocks proved again, none refuted")
        }
        Certificate::Search if *blocks_proved == 1 => "search, proved again".to_owned(),
        Certificate::Search => "search, not refuted".to_owned(),
    };
    format!(
        "the plan stands: {}, objective {objective:.6}, bound {:.6}, gap {:.6}, \
         certificate: {certificate}\n",
        counted(plan.starts.len(), "start"),
        plan.bound,
        plan.gap,
    )
}

fn figures(plan: &Plan, report: &Report) -> String {
    let Report { breaches, objective, certified, blocks, blocks_proved } = report;
    let breaches: Vec<String> = breaches.iter().map(ToString::to_string).collect();
    let figures = json!({
        "stands": breaches.is_empty(), "breaches": breaches, "starts": plan.starts.len(),
        "objective": objective, "bound": plan.bound, "gap": plan.gap, "certified": certified,
        "blocks": blocks, "blocks_proved": blocks_proved,
    });
    format!("{figures}\n")
}
