//! `femtrinn import`: what others hold in formats of their own.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use engine::reading::read;
use femtrinn_api::job_ads::{Ads, Taken, take};
use femtrinn_api::store::{Clock, Store, municipalities};

use super::malformed;
use super::serve::runtime;
use super::sheet::Place;
use crate::failure::Failure;
use crate::files;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Take in NAV's job ads: one ad, a list, or a page of the feed, as JSON
    Ads {
        /// The file; `-` reads the standard input
        file: PathBuf,
        /// Only try it, and store nothing
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        place: Place,
    },
}

/// Takes in a file, all of it or nothing.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let What::Ads { file, dry_run, place } = &arguments.what;
    let ads: Ads = read(&files::read(file)?, |_| {}).map_err(|faults| malformed(file, &faults))?;
    let taken = runtime()?.block_on(async {
        let store = Store::open(&place.database.database_url).await?;
        let here = municipalities::known(&store, &place.municipality, Clock::System.now()).await?;
        let mut tx = store.write().await?;
        let taken = take(&mut tx, here, ads, "local", Clock::System.now()).await?;
        if *dry_run {
            drop(tx);
        } else {
            tx.commit().await?;
        }
        store.close().await;
        Ok::<_, Failure>(taken)
    })?;
    let Taken { new, changed, unchanged, closed } = taken;
    let stored = if *dry_run { "would be stored; nothing is" } else { "stored" };
    files::print(format!(
        "{}: {new} new, {changed} changed, {unchanged} as they were, {closed} stopped: {stored}\n",
        file.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}
