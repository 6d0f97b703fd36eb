//! `femtrinn match CASE` and `femtrinn demo --once`: a case in, explained proposals out.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use engine::domain::{Case, ServiceModel, case, service_model};
use engine::solve::Settings;

use super::serve::Listening;
use super::solve::{progress_bar, share, show};
use super::{demo, malformed};
use crate::failure::Failure;
use crate::text::Language;
use crate::{files, text};

macro_rules! shipped {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("../../../fixtures/service-models/", $name, ".json")))),*]
    };
}

/// The service models that are shipped, by code.
pub(super) const SERVICE_MODELS: &[(&str, &str)] = shipped![
    "lillestrom",
    "oslo-alna",
    "oslo-frogner",
    "oslo-nordre-aker",
    "stavanger",
    "oygarden",
    "ullensaker",
    "indre-fosen",
    "tiltaksbedrift",
    "helt-med",
    "nav-vta-o-pilot",
    "asvl",
    "ks",
    "flere-i-tilrettelagt-arbeid",
];

pub(super) const DEMO: &str = include_str!("../../../fixtures/lillestrom/case.json");

#[derive(Debug, Args)]
pub(crate) struct MatchArguments {
    /// The case (femtrinn-case/1); `-` reads the standard input
    case: PathBuf,
    /// A service model beside those that are shipped
    #[arg(long, value_name = "FILE")]
    service_model: Option<PathBuf>,
    #[command(flatten)]
    effort: Effort,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// Answer once and end, instead of serving
    #[arg(long)]
    once: bool,
    #[command(flatten)]
    effort: Effort,
    #[command(flatten)]
    listening: Listening,
}

#[derive(Debug, Args)]
struct Effort {
    /// Stop when no plan can be better by more than this share of the plan found
    #[arg(long, default_value_t = 0.0002, value_parser = share)]
    gap: f64,
    /// Stop after so many units of work, of about 10 µs of one core each
    #[arg(long, value_name = "UNITS", default_value_t = 300_000)]
    work: u64,
    /// Threads to use [default: all cores]; the answer does not depend on it
    #[arg(long)]
    threads: Option<NonZeroUsize>,
    /// Answer as JSON (femtrinn-answer/1)
    #[arg(long)]
    json: bool,
    /// The language of the answer: bokmål, nynorsk or English
    #[arg(long, value_enum, env = "FEMTRINN_LANGUAGE", default_value_t)]
    language: Language,
}

/// Answers a case from a file.
pub(crate) fn run_match(arguments: &MatchArguments) -> Result<ExitCode, Failure> {
    let MatchArguments { case, service_model, effort } = arguments;
    let mut models = shipped_models();
    if let Some(path) = service_model {
        let read = service_model::read(&files::read(path)?);
        models.insert(0, read.map_err(|faults| malformed(path, &faults))?);
    }
    answer(case, &files::read(case)?, &models, effort)
}

/// Answers the Lillestrøm case, which is built in, or serves it.
pub(crate) fn run_demo(arguments: &DemoArguments) -> Result<ExitCode, Failure> {
    let DemoArguments { once, effort, listening } = arguments;
    if !once {
        return demo::run(listening);
    }
    answer(Path::new("lillestrom/case.json"), DEMO, &shipped_models(), effort)
}

pub(super) fn shipped_models() -> Vec<ServiceModel> {
    let read = |(name, text): &(&str, &str)| {
        service_model::read(text).unwrap_or_else(|faults| panic!("{name} is shipped: {faults:?}"))
    };
    SERVICE_MODELS.iter().map(read).collect()
}

fn answer(
    path: &Path,
    json: &str,
    models: &[ServiceModel],
    effort: &Effort,
) -> Result<ExitCode, Failure> {
    let case = case::read(json, models).map_err(|faults| malformed(path, &faults))?;
    let model = model_of(&case, models);
    let threads = effort.threads.or_else(|| std::thread::available_parallelism().ok());
    let bar = progress_bar();
    let settings = Settings {
        gap: effort.gap,
        work: Some(effort.work),
        threads: threads.map_or(1, NonZeroUsize::get),
        time_is_up: &|| false,
        progress: &|progress| show(&bar, progress),
    };
    let reply =
        engine::answer(&case, model, &settings).map_err(|lacking| malformed(path, &[lacking]))?;
    bar.finish_and_clear();
    files::print(&if effort.json {
        let json = serde_json::to_string_pretty(&reply);
        json.expect("an answer has text keys and finite numbers only") + "\n"
    } else {
        text::answer(effort.language, &case, model, &reply)
    })?;
    Ok(ExitCode::SUCCESS)
}

fn model_of<'m>(case: &Case, models: &'m [ServiceModel]) -> &'m ServiceModel {
    let of_case = models.iter().find(|model| model.code == case.service_model);
    of_case.expect("the case was read with these models")
}
