//! `femtrinn rerun RUN`: a stored match run, run again to the same bytes.

use std::fmt::Write;
use std::process::ExitCode;

use clap::Args;
use engine::domain::service_model;
use femtrinn_api::runs::{Again, Facts, Means, again, divide};
use femtrinn_api::store::audit::Action;
use femtrinn_api::store::{Asked, Clock, match_runs, municipalities, service_models};
use femtrinn_api::teaching;

use super::serve::runtime;
use super::sheet::SealedPlace;
use crate::failure::Failure;
use crate::files;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: SealedPlace,
    /// The id of the match run, as the service gives it
    run: String,
}

/// Runs a match run again from what it kept, and says whether every document is the same.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { place, run } = arguments;
    let malformed = |fault: String| Failure::Malformed { name: run.clone(), faults: vec![fault] };
    let (facts, rules, model, shared, parts) = runtime()?.block_on(async {
        let store = place.open().await?;
        let number = place.municipality();
        let here = municipalities::find_by_number(&mut store.read().await?, number).await?;
        let nowhere = || malformed(format!("there is no municipality {number} in the database"));
        let here = here.ok_or_else(nowhere)?.id;
        let now = Clock::System.now();
        let mut look = store.look(Asked::by_command(here, "rerun", Action::Access, now)).await?;
        let found = match_runs::find(&mut look, here, run).await?;
        let found = found.ok_or_else(|| malformed("there is no such match run".to_owned()))?;
        let (Some(facts), Some(version)) = (found.facts, found.rules_version) else {
            return Err(malformed(format!(
                "the run is {}: it has no plan to make again",
                found.state.code()
            )));
        };
        let rules = service_models::find(&mut look, here, version).await?;
        let rules = rules.ok_or_else(|| malformed("its rules are gone".to_owned()))?;
        let facts: Facts = serde_json::from_str(&facts.0)
            .map_err(|_| malformed("its figures cannot be read".to_owned()))?;
        let model = teaching::named(&mut look, here, &facts.value_model).await;
        let model = model.map_err(|error| malformed(error.to_string()))?;
        let model = model.ok_or_else(|| malformed("its value model is gone".to_owned()))?;
        let (shared, parts) = match_runs::whole(&mut look, here, run).await?;
        let kept = look.answer((facts, rules.body, model, shared, parts)).await?;
        store.close().await;
        Ok::<_, Failure>(kept)
    })?;
    let unreadable = |what: &str| malformed(format!("{what} cannot be read"));
    let rules = service_model::read(&rules.0).map_err(|_| unreadable("its rules"))?;
    let shared = shared.ok_or_else(|| malformed("it kept nothing".to_owned()))?;
    let parts: Result<Vec<divide::Part>, _> =
        parts.iter().map(|(_, part)| serde_json::from_str(&part.0)).collect();
    let parts = parts.map_err(|_| unreadable("somebody's part"))?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let means = Means { threads, is_over: &|| false, progress: &|_| () };
    let came =
        again(&shared.0, &parts, &facts, &rules, &model.model(), &means).map_err(malformed)?;
    let (text, code) = told(&came, &facts);
    files::print(&text)?;
    Ok(code)
}

fn told(came: &Again, facts: &Facts) -> (String, ExitCode) {
    const GROWS: &str = "text grows";
    let mut text = String::new();
    match came {
        Again::Same(hashes) => {
            writeln!(text, "The same, to the byte:").expect(GROWS);
            for (name, hash) in hashes {
                writeln!(text, "  {name:<8} sha256 {hash}").expect(GROWS);
            }
            (text, ExitCode::SUCCESS)
        }
        Again::Differs(documents) => {
            let (then, now) = (&facts.engine, env!("CARGO_PKG_VERSION"));
            writeln!(text, "NOT the same (made by version {then}, run again by {now}):")
                .expect(GROWS);
            for (name, then, now) in documents {
                writeln!(text, "  {name:<8} sha256 {then}\n  {:<8}    now {now}", "").expect(GROWS);
            }
            (text, ExitCode::from(1))
        }
        Again::Incomplete => {
            text += "What the run knew is not whole any more, so it cannot be made again: what there was of somebody \
                     in it has been erased since, or it was changed.\n";
            (text, ExitCode::from(1))
        }
    }
}
