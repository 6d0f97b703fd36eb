//! `femtrinn match CASE` and `femtrinn demo --once`: a case in, explained proposals out.

use std::io::Write;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Arg, Args};
use engine::domain::{Case, ServiceModel, ServiceModelCode, case, service_model};
use engine::learn;
use engine::solve::Settings;
use engine::value::Model;
use femtrinn_api::demo::CASE as DEMO;
use femtrinn_api::text::{self, Language};

use super::serve::Listening;
use super::solve::{progress_bar, share, show};
use super::{demo, keep, malformed};
use crate::failure::Failure;
use crate::files;

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

#[derive(Debug, Args)]
pub(crate) struct MatchArguments {
    #[command(flatten)]
    question: Question,
    /// An earlier answer (femtrinn-answer/1, from `--json`): its proposals are kept where they can be
    #[arg(long, value_name = "ANSWER")]
    keep: Option<PathBuf>,
}

/// A case, the rules that hold for it, and what may be spent on it.
#[derive(Debug, Args)]
pub(super) struct Question {
    /// The case (femtrinn-case/1); `-` reads the standard input
    pub(super) case: PathBuf,
    /// A service model beside those that are shipped
    #[arg(long, value_name = "FILE")]
    service_model: Option<PathBuf>,
    /// The value model to go by (femtrinn-model/1) [default: the prior]
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    #[command(flatten)]
    pub(super) effort: Effort,
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
pub(super) struct Effort {
    /// Stop when no plan can be better by more than this share of the plan found
    #[arg(long, default_value_t = 0.0002, value_parser = share)]
    gap: f64,
    /// Stop planning after so many units of work, of about 10 µs of one core each; looking for what would help
    /// those without a proposal may take ten times as many
    #[arg(long, value_name = "UNITS", default_value_t = 300_000)]
    work: u64,
    /// Threads to use [default: all cores]; the answer does not depend on it
    #[arg(long)]
    threads: Option<NonZeroUsize>,
    /// Answer as JSON
    #[arg(long)]
    pub(super) json: bool,
    /// The language of the answer: bokmål, nynorsk or English
    #[arg(long, value_enum, env = "FEMTRINN_LANGUAGE", default_value_t)]
    pub(super) language: Language,
}

/// Has whoever gives the demo an argument that it would not use be told so.
pub(crate) fn of_one_way_of_the_demo(argument: Arg) -> Arg {
    match argument.get_id().as_str() {
        "gap" | "work" | "threads" | "json" => argument.requires("once"),
        "listen" | "rate" => argument.conflicts_with("once"),
        _ => argument,
    }
}

/// Answers a case from a file.
pub(crate) fn run_match(arguments: &MatchArguments) -> Result<ExitCode, Failure> {
    let MatchArguments { question, keep } = arguments;
    let models = question.models()?;
    let mut case = question.read(&files::read(&question.case)?, &models)?;
    if let Some(path) = keep {
        let gone = keep::publish(&mut case, path)?;
        for line in gone {
            // Where even the standard error is gone, the answer is still the answer.
            let _ = writeln!(std::io::stderr(), "femtrinn: {line}");
        }
    }
    answer(&question.case, &case, &models, &question.value_model()?, &question.effort)
}

/// Answers the Lillestrøm case, which is built in, or serves it.
pub(crate) fn run_demo(arguments: &DemoArguments) -> Result<ExitCode, Failure> {
    let DemoArguments { once, effort, listening } = arguments;
    if !once {
        return demo::run(listening);
    }
    let (path, models) = (Path::new("lillestrom/case.json"), shipped_models());
    let case = case::read(DEMO, &models).map_err(|faults| malformed(path, &faults))?;
    answer(path, &case, &models, &Model::prior(), effort)
}

impl Question {
    /// The service models that a case can use.
    pub(super) fn models(&self) -> Result<Vec<ServiceModel>, Failure> {
        let mut models = shipped_models();
        if let Some(path) = &self.service_model {
            let read = service_model::read(&files::read(path)?);
            models.insert(0, read.map_err(|faults| malformed(path, &faults))?);
        }
        Ok(models)
    }

    /// What is believed of the pairs of the case: the prior, or the version in a file.
    pub(super) fn value_model(&self) -> Result<Model, Failure> {
        let Some(path) = &self.model else { return Ok(Model::prior()) };
        let version = learn::read(&files::read(path)?);
        Ok(version.map_err(|faults| malformed(path, &faults))?.model())
    }

    /// The text of the service model that a case names.
    pub(super) fn model_text(&self, code: &ServiceModelCode) -> Result<String, Failure> {
        let own = self.service_model.as_deref().map(files::read).transpose()?;
        let shipped = SERVICE_MODELS.iter().map(|(_, text)| (*text).to_owned());
        let is_it = |text: &String| service_model::read(text).is_ok_and(|it| it.code == *code);
        let found = own.into_iter().chain(shipped).find(is_it);
        Ok(found.expect("the case was read with one of these"))
    }

    /// The case in a text.
    pub(super) fn read(&self, text: &str, models: &[ServiceModel]) -> Result<Case, Failure> {
        case::read(text, models).map_err(|faults| malformed(&self.case, &faults))
    }
}

impl Effort {
    /// Does something that solves, with what may be spent on it, while a bar shows how far it is.
    pub(super) fn spend<T>(&self, solve: impl FnOnce(&Settings<'_>) -> T) -> T {
        let threads = self.threads.or_else(|| std::thread::available_parallelism().ok());
        let bar = progress_bar();
        let done = solve(&Settings {
            gap: self.gap,
            work: Some(self.work),
            threads: threads.map_or(1, NonZeroUsize::get),
            time_is_up: &|| false,
            progress: &|progress| show(&bar, progress),
        });
        bar.finish_and_clear();
        done
    }
}

/// Data as a JSON document.
pub(super) fn as_json(data: &impl serde::Serialize) -> String {
    let json = serde_json::to_string_pretty(data);
    json.expect("answers have text keys and finite numbers only") + "\n"
}

pub(super) fn shipped_models() -> Vec<ServiceModel> {
    let read = |(name, text): &(&str, &str)| {
        service_model::read(text).unwrap_or_else(|faults| panic!("{name} is shipped: {faults:?}"))
    };
    SERVICE_MODELS.iter().map(read).collect()
}

fn answer(
    path: &Path,
    case: &Case,
    models: &[ServiceModel],
    values: &Model,
    effort: &Effort,
) -> Result<ExitCode, Failure> {
    let model = model_of(case, models);
    let reply = effort
        .spend(|settings| engine::answer(case, model, values, settings))
        .map_err(|lacking| malformed(path, &[lacking]))?;
    files::print(&if effort.json {
        as_json(&reply)
    } else {
        text::answer(effort.language, case, model, &reply)
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The service model of a case.
pub(super) fn model_of<'m>(case: &Case, models: &'m [ServiceModel]) -> &'m ServiceModel {
    let of_case = models.iter().find(|model| model.code == case.service_model);
    of_case.expect("the case was read with these models")
}
