//! The command line of Femtrinn.

mod code_lists;
mod commands;
mod failure;
mod files;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Proposals for Supported Employment: who could try what, where and when, and why.
#[derive(Debug, Parser)]
#[command(name = "femtrinn", version, after_help = EXIT_CODES)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done: the case is answered, a valid plan is written (whichever limit struck), or the plan stands
  1  what was checked does not hold: the plan breaks a rule, its proof is wrong, the log was changed,
     or a match run that was waited for has no plan
  2  the command line was not understood
  3  an input is malformed: every fault is printed, with its place
  4  a file could not be read or written
  5  the database, or the address to listen on, cannot be used";

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer a case: who could try what, where and when, and why
    Match(commands::answer::MatchArguments),
    /// Write for a candidate, in easy words, what is proposed and what else there is
    Card(commands::card::Arguments),
    /// Serve the Lillestrøm case that is built in, or answer it once
    #[command(mut_args(commands::answer::of_one_way_of_the_demo))]
    Demo(commands::answer::DemoArguments),
    /// Say why a pair is not in the plan, and what choosing it would cost
    WhyNot(commands::why_not::Arguments),
    /// Try changes of a case without saving them, and see the difference
    WhatIf(commands::what_if::Arguments),
    /// Plan a placement problem, and prove how good the plan is
    Solve(commands::solve::Arguments),
    /// Serve a municipality: the same answers over HTTP, every day
    Serve(commands::serve::Arguments),
    /// Ask for a match run in each of several municipalities, for the servers of the database to work on
    MatchRuns(commands::match_runs::Arguments),
    /// Run a stored match run again, and say whether it comes to the same bytes
    Rerun(commands::rerun::Arguments),
    /// Take in NAV's job ads
    Import(commands::import::Arguments),
    /// Take in and write out candidates, openings and staff as CSV and XLSX
    Sheet(commands::sheet::Arguments),
    /// Judge a plan and the proof of its bound against its problem, without the solver
    Check(commands::check::Arguments),
    /// Write a placement problem as MPS, which any solver reads
    Export(commands::export::Arguments),
    /// Draw synthetic municipalities from published distributions, one case each
    Generate(commands::generate::Arguments),
    /// Live through some years of an invented municipality whose truth is known: what learning gains
    Simulate(commands::simulate::Arguments),
    /// Print the JSON Schema of a format
    Schema(commands::schema::Arguments),
    /// Make the key under which people's own keys are kept
    Keys(commands::keys::Arguments),
    /// Make a database, or bring it to the present version of the schema
    Migrate(commands::database::MigrateArguments),
    /// Copy a municipality from one database into another, and show that nothing changed
    Copy(commands::database::CopyArguments),
    /// Check the log of who looked at whom, or hand it out
    Audit(commands::audit::Arguments),
    /// Erase what the rules say is kept no longer, or say what is due
    Retention(commands::retention::Arguments),
    /// Write all that a database holds into a file, while it is in use
    Backup(commands::database::BackupArguments),
    /// Fill a new database from a backup
    Restore(commands::database::RestoreArguments),
}

fn main() -> ExitCode {
    let outcome = match CommandLine::parse().command {
        Command::Match(arguments) => commands::answer::run_match(&arguments),
        Command::Card(arguments) => commands::card::run(&arguments),
        Command::Demo(arguments) => commands::answer::run_demo(&arguments),
        Command::WhyNot(arguments) => commands::why_not::run(&arguments),
        Command::WhatIf(arguments) => commands::what_if::run(&arguments),
        Command::Solve(arguments) => commands::solve::run(&arguments),
        Command::Serve(arguments) => commands::serve::run(&arguments),
        Command::MatchRuns(arguments) => commands::match_runs::run(&arguments),
        Command::Rerun(arguments) => commands::rerun::run(&arguments),
        Command::Import(arguments) => commands::import::run(&arguments),
        Command::Sheet(arguments) => commands::sheet::run(&arguments),
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Export(arguments) => commands::export::run(&arguments),
        Command::Generate(arguments) => commands::generate::run(&arguments),
        Command::Simulate(arguments) => commands::simulate::run(&arguments),
        Command::Schema(arguments) => commands::schema::run(&arguments),
        Command::Keys(arguments) => commands::keys::run(&arguments),
        Command::Migrate(arguments) => commands::database::run_migrate(&arguments),
        Command::Copy(arguments) => commands::database::run_copy(&arguments),
        Command::Audit(arguments) => commands::audit::run(&arguments),
        Command::Retention(arguments) => commands::retention::run(&arguments),
        Command::Backup(arguments) => commands::database::run_backup(&arguments),
        Command::Restore(arguments) => commands::database::run_restore(&arguments),
    };
    outcome.unwrap_or_else(|failure| failure.report())
}
