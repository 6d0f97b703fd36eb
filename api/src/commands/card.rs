//! `femtrinn card CASE`: what is proposed to a candidate, as a card in easy words.

use std::process::ExitCode;

use clap::Args;
use engine::domain::CandidateId;
use engine::explain::explain;
use engine::repair::{advice_work, advise};
use femtrinn_api::text;

use super::answer::{Question, as_json, model_of};
use super::malformed;
use crate::failure::Failure;
use crate::files;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    question: Question,
    /// The candidate whose card it is [default: all of them, a page each]
    #[arg(long, value_name = "ID")]
    candidate: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { question, candidate } = arguments;
    let (path, effort) = (&question.case, &question.effort);
    let models = question.models()?;
    let case = question.read(&files::read(path)?, &models)?;
    let model = model_of(&case, &models);
    let is_asked = |id: &CandidateId| candidate.as_ref().is_none_or(|asked| asked == id.as_str());
    let ids: Vec<&CandidateId> =
        case.candidates.iter().map(|it| &it.id).filter(|id| is_asked(id)).collect();
    if let (Some(asked), true) = (candidate, ids.is_empty()) {
        let fault = format!("`candidates` has no {asked}; give the id of one of them");
        return Err(malformed("--candidate".as_ref(), &[fault]));
    }
    let values = question.value_model()?;
    let answer = effort.spend(|settings| {
        engine::planned(&case, model, &values, settings, |grounds, revised| {
            let answer = explain(grounds, &revised.plan);
            let work = advice_work(settings, &grounds.stated.problem);
            let advice = advise(grounds, &revised.plan, &answer, work);
            (answer, advice)
        })
    });
    let (mut answer, mut advice) = answer.map_err(|lacking| malformed(path, &[lacking]))?;
    if effort.json {
        answer.proposals.retain(|it| ids.contains(&&it.candidate));
        answer.without.retain(|it| ids.contains(&&it.candidate));
        answer.alternatives.retain(|it| ids.contains(&&it.candidate));
        advice.repairs.retain(|it| ids.contains(&&it.candidate));
        let cards = serde_json::json!({
            "proposals": answer.proposals, "without": answer.without,
            "alternatives": answer.alternatives, "repairs": advice.repairs,
        });
        files::print(as_json(&cards))?;
        return Ok(ExitCode::SUCCESS);
    }
    let card = |id| text::card(effort.language, &case, model, (&answer, &advice), id);
    let cards: Vec<String> = ids.into_iter().map(card).collect();
    // A form feed begins each card on a page of its own: nobody's card goes along with another's.
    files::print(cards.join("\u{c}"))?;
    Ok(ExitCode::SUCCESS)
}
