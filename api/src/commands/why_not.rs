//! `femtrinn why-not CASE --candidate K-07 --opening O-06`

use std::process::ExitCode;

use clap::Args;
use engine::domain::{CandidateId, Case, OpeningId};
use engine::revise::{WhyNot, why_not};
use femtrinn_api::text;
use serde::Serialize;

use super::answer::{Question, as_json, model_of};
use super::malformed;
use crate::failure::Failure;
use crate::files;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    question: Question,
    /// Who
    #[arg(long, value_name = "ID")]
    candidate: String,
    /// Where
    #[arg(long, value_name = "ID")]
    opening: String,
    /// Tell the cost from the plan's prices alone, without solving again
    #[arg(long)]
    prices_only: bool,
}

/// The answer as data.
#[derive(Serialize)]
struct Told<'a> {
    format: &'static str,
    candidate: &'a CandidateId,
    opening: &'a OpeningId,
    why_not: &'a [WhyNot],
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { question, candidate, opening, prices_only } = arguments;
    let models = question.models()?;
    let case = question.read(&files::read(&question.case)?, &models)?;
    let model = model_of(&case, &models);
    let (candidate, opening) =
        find(&case, candidate, opening).map_err(|faults| malformed(&question.case, &faults))?;
    let values = question.value_model()?;
    let told = question.effort.spend(|settings| {
        engine::planned(&case, model, &values, settings, |grounds, revised| {
            let again = (!prices_only).then_some(settings);
            why_not(grounds, revised, candidate, opening, again)
        })
    });
    let told = told.map_err(|lacking| malformed(&question.case, &[lacking]))?;
    files::print(&if question.effort.json {
        let format = "femtrinn-why-not/1";
        as_json(&Told { format, candidate, opening, why_not: &told })
    } else {
        text::why_not(question.effort.language, &case, model, (candidate, opening), &told)
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The pair in the case, or every id that it does not have.
fn find<'c>(
    case: &'c Case,
    candidate: &str,
    opening: &str,
) -> Result<(&'c CandidateId, &'c OpeningId), Vec<String>> {
    let who = case.candidates.iter().map(|it| &it.id).find(|id| id.as_str() == candidate);
    let place = case.openings.iter().map(|it| &it.id).find(|id| id.as_str() == opening);
    let fault =
        |list: &str, id: &str| format!("`{list}` has no item {id}; name one that the case has");
    match (who, place) {
        (Some(who), Some(place)) => Ok((who, place)),
        (who, place) => Err([
            who.is_none().then(|| fault("candidates", candidate)),
            place.is_none().then(|| fault("openings", opening)),
        ]
        .into_iter()
        .flatten()
        .collect()),
    }
}
