//! Problem in, plan with a proven bound out; the only room that names a solver.

use crate::problem::{Plan, Problem};

/// When to stop, and who is told how far it is.
pub struct Settings<'a> {
    /// Stop once `gap` of the plan is at most this; 0 asks for the optimum.
    pub gap: f64,
    /// Work units (about 10 µs of one core each) to spend.
    pub work: u64,
    /// Threads to use; the plan does not depend on it.
    pub threads: usize,
    /// Asked between steps; `true` ends the run with [`crate::problem::Status::TimeLimit`].
    pub time_is_up: &'a (dyn Fn() -> bool + Sync),
    /// Told of each improvement.
    pub progress: &'a (dyn Fn(Progress) + Sync),
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// The best plan's value so far.
    pub objective: f64,
    /// The best proven bound so far.
    pub bound: f64,
    /// Work units used.
    pub work: u64,
    /// Work units allowed.
    pub work_limit: u64,
}

/// Work units that a run spends when nothing else is asked for.
pub const DEFAULT_WORK: u64 = 3_000_000;

/// Solves a valid problem: a plan that breaks no rule, with a bound that no plan exceeds.
#[must_use]
pub fn solve(problem: &Problem, settings: &Settings<'_>) -> Plan {
    let _ = (problem, settings);
    unimplemented!("comes with the first commit of this room")
}
