//! `femtrinn retention`: what the rules say is kept no longer.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use femtrinn_api::rights::{Due, Kind, OnRequest, Rules, due, due_runs, erase};
use femtrinn_api::store::audit::Action;
use femtrinn_api::store::{Asked, Clock, match_runs, municipalities};

use super::serve::runtime;
use super::sheet::SealedPlace;
use crate::failure::Failure;
use crate::files;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: SealedPlace,
    /// The municipality's own rules (femtrinn-retention/1), in place of those that are shipped
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Only say what is due, and erase nothing
    #[arg(long)]
    dry_run: bool,
}

/// Says what is due by the rules, and erases it unless it is only asked.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { place, rules, dry_run } = arguments;
    let rules = match rules {
        None => Rules::shipped().clone(),
        Some(path) => Rules::read(&files::read(path)?).map_err(|fault| Failure::Malformed {
            name: path.display().to_string(),
            faults: vec![fault],
        })?,
    };
    let number = place.municipality();
    let mut lines = Vec::new();
    runtime()?.block_on(async {
        let store = place.open().await?;
        let now = Clock::System.now();
        let here = municipalities::find_by_number(&mut store.read().await?, number).await?;
        let here = here.ok_or_else(|| Failure::Malformed {
            name: "--municipality".to_owned(),
            faults: vec![format!("there is no municipality {number} in the database")],
        })?;
        let action = if *dry_run { Action::Access } else { Action::Erase };
        let asked = || Asked::by_command(here.id, "retention", action, now);
        let mut look = store.look(asked()).await?;
        let all = due(&mut look, here.id, &rules, now).await?;
        look.answer(()).await?;
        for Due { person, ended, kinds } in all {
            let goes: BTreeSet<_> = kinds
                .iter()
                .copied()
                .filter(|kind| rules.of(*kind).on_request == OnRequest::Erase)
                .collect();
            for kind in &kinds {
                let what = match (goes.contains(kind), dry_run) {
                    (true, true) => "would be erased",
                    (true, false) => "erased",
                    (false, _) => "is due, and waits for the archive",
                };
                lines.push(format!("{person}: {} {what} (ended {ended})\n", kind.code()));
            }
            if !dry_run && !goes.is_empty() {
                let mut look = store.look(asked()).await?;
                let none = BTreeSet::new();
                let (_, spent) =
                    erase(&mut look, here.id, &person, &goes, &none, &rules, now).await?;
                look.answer(()).await?;
                spent.destroy().await?;
            }
        }
        let runs = due_runs(&mut store.read().await?, here.id, &rules, now).await?;
        for run in runs {
            let what = if *dry_run { "would be forgotten" } else { "forgotten" };
            let (people, ended) = (run.people.len(), run.ended.in_norway().date());
            lines.push(format!(
                "match run {}: what it knew of people ({people}) {what} (ended {ended})\n",
                run.id
            ));
            if !dry_run {
                let mut look = store.look(asked()).await?;
                match_runs::forget(&mut look, here.id, &run).await?;
                look.answer(()).await?;
            }
        }
        store.close().await;
        Ok::<_, Failure>(())
    })?;
    let mut kinds: Vec<&str> = rules.unknown().into_iter().map(Kind::code).collect();
    kinds.extend(rules.run_months().is_none().then_some("match_runs"));
    if !kinds.is_empty() {
        lines.push(format!(
            "Nobody has said how long these are kept, so nothing of them is due: {}.\n",
            kinds.join(", ")
        ));
    }
    files::print(lines.concat())?;
    Ok(ExitCode::SUCCESS)
}
