//! Femtrinn's pure core: who could try what, where and when, and why.
//!
//! Data flows one way, and every room reads only the rooms before it:
//! `domain <- eligibility <- value <- problem <- solve <- explain <- repair <- revise`.
//! There is no clock, file, network or unseeded randomness in here: the same input gives the same bytes.

pub mod domain;
pub mod eligibility;
pub mod explain;
pub mod follow;
pub mod journey;
pub mod learn;
pub mod papers;
pub mod problem;
mod random;
pub mod reading;
pub mod repair;
pub mod revise;
pub mod schema;
pub mod simulate;
pub mod solve;
#[cfg(test)]
mod testing;
pub mod value;

use domain::{Case, ServiceModel};
use explain::{Answer, Grounds, explain};
use repair::Advice;
use revise::{Review, Revised};
use solve::Settings;
use value::Model;

/// The service model leaves rules open that no plan can do without.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the service model does not say, for the first Monday: {}", .0.join(", "))]
pub struct RulesLacking(pub Vec<&'static str>);

/// What a case asks, answered, and what there is to say of the plan beside.
#[derive(Debug, Clone, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct Reply {
    /// What is proposed, for whom nothing is, and why.
    #[serde(flatten)]
    pub answer: Answer,
    /// What was decided and moved, what the floors cost, what both sides would rather have.
    #[serde(flatten)]
    pub review: Review,
    /// What would help those who have no proposal.
    #[serde(flatten)]
    pub advice: Advice,
}

/// Answers a case by what a value model believes: who could try what, where and when, and why.
///
/// # Errors
///
/// [`RulesLacking`] when the service model does not say what no plan can do without.
pub fn answer(
    case: &Case,
    rules: &ServiceModel,
    model: &Model,
    settings: &Settings<'_>,
) -> Result<Reply, RulesLacking> {
    planned(case, rules, model, settings, |grounds, revised| {
        let answer = explain(grounds, &revised.plan);
        let work = repair::advice_work(settings, &grounds.stated.problem);
        let advice = repair::advise(grounds, &revised.plan, &answer, work);
        Reply { review: revise::review(grounds, revised, settings), answer, advice }
    })
}

/// Plans a case, and hands the plan with all that it rests on to whoever has a question about it.
///
/// # Errors
///
/// [`RulesLacking`] when the service model does not say what no plan can do without.
pub fn planned<T>(
    case: &Case,
    rules: &ServiceModel,
    model: &Model,
    settings: &Settings<'_>,
    then: impl FnOnce(Grounds<'_>, &Revised) -> T,
) -> Result<T, RulesLacking> {
    let planning = rules.planning_on(case.first_monday).map_err(RulesLacking)?;
    let screening = eligibility::screen(case, rules, planning);
    let appraisals = value::appraise(model, case, &screening);
    let stated = problem::state::state(case, rules, planning, &screening, &appraisals);
    let revised = revise::plan(case, &stated, settings);
    let grounds = Grounds { case, rules, planning, screening: &screening, model, stated: &stated };
    Ok(then(grounds, &revised))
}
