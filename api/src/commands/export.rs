//! `femtrinn export PROBLEM --out MODEL.mps`: the problem for any other solver.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use engine::problem;

use super::malformed;
use crate::failure::Failure;
use crate::files;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The problem (femtrinn-problem/1); `-` reads the standard input
    problem: PathBuf,
    /// Where the integer programme is written, as free-format MPS that is minimised; `-` is the standard output
    #[arg(long, value_name = "MODEL.mps")]
    out: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { problem: path, out } = arguments;
    files::expect_writable(out)?;
    let problem = problem::read(&files::read(path)?).map_err(|faults| malformed(path, &faults))?;
    files::write(out, problem::write_mps(&problem))?;
    Ok(ExitCode::SUCCESS)
}
