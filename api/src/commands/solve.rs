//! `femtrinn solve PROBLEM --out PLAN [--from PROBLEM PLAN]`

use std::io::{IsTerminal, stderr};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use engine::problem::check::check;
use engine::problem::{self, Plan, Problem, Status};
use engine::solve::{self, Before, Progress, Settings};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{counted, malformed};
use crate::failure::Failure;
use crate::files;

/// Each figure of a problem may be any number, and what they come to together may be none.
const TOO_LARGE: &str =
    "options: priority times value comes to more than a number can hold; make the values smaller";

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The problem (femtrinn-problem/1); `-` reads the standard input
    problem: PathBuf,
    /// Where the plan (femtrinn-plan/1) is written; `-` is the standard output
    #[arg(long, value_name = "PLAN")]
    out: PathBuf,
    /// Go on from an earlier problem and its plan: what they share keeps its bound, and whoever the difference does
    /// not concern keeps what they had, where that is about as good
    #[arg(long, num_args = 2, value_names = ["PROBLEM", "PLAN"])]
    from: Option<Vec<PathBuf>>,
    /// Stop when no plan can be better by more than this share of the plan found
    #[arg(long, default_value_t = 0.0, value_parser = share)]
    gap: f64,
    /// Stop after so many units of work, of about 10 µs of one core each [default: 2 000 000, and 12 for
    /// each option where that is more]
    #[arg(long, value_name = "UNITS")]
    work: Option<u64>,
    /// Stop after so many seconds; where this strikes, another run may give another plan
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    time_limit: Option<Duration>,
    /// Threads to use [default: all cores]; the plan does not depend on it
    #[arg(long)]
    threads: Option<NonZeroUsize>,
    /// Tell the figures as JSON
    #[arg(long)]
    json: bool,
}

/// A share of at least 0.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    let sound = share.is_finite() && share >= 0.0;
    sound.then_some(share).ok_or_else(|| "must be a finite number of at least 0".to_owned())
}

/// A number of seconds of at least 0.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = share(text)?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { problem: path, out, from, gap, work, time_limit, threads, json } = arguments;
    let start = Instant::now();
    files::expect_writable(out)?;
    let problem = problem::read(&files::read(path)?).map_err(|faults| malformed(path, &faults))?;
    let before = from.as_deref().map(before).transpose()?;
    let threads = threads.or_else(|| std::thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZeroUsize::get);
    let bar = progress_bar();
    let settings = Settings {
        gap: *gap,
        work: *work,
        threads,
        time_is_up: &|| time_limit.is_some_and(|limit| start.elapsed() >= limit),
        progress: &|progress| show(&bar, progress),
    };
    let plan = match &before {
        Some((problem_before, plan)) => {
            solve::resume(&problem, Before { problem: problem_before, plan }, &settings)
        }
        None => solve::solve(&problem, &settings),
    };
    bar.finish_and_clear();
    if !(plan.objective.is_finite() && plan.bound.is_finite()) {
        return Err(malformed(path, &[TOO_LARGE]));
    }
    files::write(out, &(problem::write_plan(&plan) + "\n"))?;
    let told = if *json {
        figures(&plan, start.elapsed(), threads)
    } else {
        sentence(&plan, start.elapsed(), threads)
    };
    if files::is_standard(out) {
        eprint!("{told}");
    } else {
        files::print(&told)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// An earlier problem and its plan, which must stand: its bounds are taken over.
fn before(paths: &[PathBuf]) -> Result<(Problem, Plan), Failure> {
    let [problem_path, plan_path] = paths else { unreachable!("clap takes two") };
    let problem = problem::read(&files::read(problem_path)?)
        .map_err(|faults| malformed(problem_path, &faults))?;
    let plan = problem::read_plan(&files::read(plan_path)?)
        .map_err(|faults| malformed(plan_path, &faults))?;
    let report = check(&problem, &plan, 0).expect("what was read is a valid problem");
    if report.breaches.is_empty() {
        return Ok((problem, plan));
    }
    Err(malformed(plan_path, &report.breaches))
}

/// A bar on the standard error where that is a terminal; elsewhere it shows nothing.
pub(super) fn progress_bar() -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {percent}% {msg}")
        .expect("the template has no variable that indicatif does not know");
    ProgressBar::new(0).with_style(style)
}

pub(super) fn show(bar: &ProgressBar, progress: Progress) {
    let Progress { objective, bound, work, work_limit } = progress;
    bar.set_length(work_limit);
    bar.set_position(work);
    bar.set_message(format!("plan {objective:.4}, at most {bound:.4}"));
}

fn sentence(plan: &Plan, took: Duration, threads: usize) -> String {
    let Plan { starts, objective, bound, gap, status, work, .. } = plan;
    let why = match status {
        Status::WithinGap => "the gap asked for is reached",
        Status::WorkLimit => "the work allowed is used up",
        Status::TimeLimit => "the time allowed is used up",
    };
    format!(
        "{} worth {objective:.6}; no plan is worth more than {bound:.6} (gap {gap:.6})\n\
         {why}: {work} units of work, {:.2} s, {threads} threads\n",
        counted(starts.len(), "start"),
        took.as_secs_f64(),
    )
}

fn figures(plan: &Plan, took: Duration, threads: usize) -> String {
    let Plan { starts, objective, bound, gap, status, work, .. } = plan;
    let figures = json!({
        "starts": starts.len(), "objective": objective, "bound": bound, "gap": gap,
        "status": status, "work": work, "seconds": took.as_secs_f64(), "threads": threads,
    });
    format!("{figures}\n")
}
