//! The commands, one file each: `Arguments`, and `run` from them to an exit code.

pub(crate) mod answer;
pub(crate) mod audit;
pub(crate) mod card;
pub(crate) mod check;
pub(crate) mod database;
mod demo;
pub(crate) mod export;
pub(crate) mod generate;
pub(crate) mod import;
mod keep;
pub(crate) mod keys;
pub(crate) mod match_runs;
pub(crate) mod rerun;
pub(crate) mod retention;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod sheet;
pub(crate) mod simulate;
pub(crate) mod solve;
pub(crate) mod what_if;
pub(crate) mod why_not;

use std::fmt::Display;
use std::path::Path;

use crate::failure::Failure;

/// So many of a thing, in English: `1 start`, `2 starts`.
fn counted(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// An input with faults, as a failure.
pub(crate) fn malformed(path: &Path, faults: &[impl Display]) -> Failure {
    let faults = faults.iter().map(ToString::to_string).collect();
    Failure::Malformed { name: path.display().to_string(), faults }
}
