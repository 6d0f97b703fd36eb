//! Femtrinn's pure core: who could try what, where and when, and why.
//!
//! Data flows one way, and every room reads only the rooms before it:
//! `domain <- eligibility <- value <- problem <- solve <- explain`.
//! There is no clock, file, network or unseeded randomness in here: the same input gives the same bytes.

pub mod domain;
pub mod eligibility;
pub mod explain;
pub mod problem;
mod random;
pub mod reading;
pub mod simulate;
pub mod solve;
#[cfg(test)]
mod testing;
pub mod value;

use domain::{Case, ServiceModel};
use explain::{Answer, Grounds, explain};
use solve::Settings;

/// The service model leaves rules open that no plan can do without.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the service model does not say, for the first Monday: {}", .0.join(", "))]
pub struct RulesLacking(pub Vec<&'static str>);

/// Answers a case: who could try what, where and when, and why.
///
/// # Errors
///
/// [`RulesLacking`] when the service model does not say what no plan can do without.
pub fn answer(
    case: &Case,
    rules: &ServiceModel,
    settings: &Settings<'_>,
) -> Result<Answer, RulesLacking> {
    let planning = rules.planning_on(case.first_monday).map_err(RulesLacking)?;
    let model = value::Model::prior();
    let screening = eligibility::screen(case, rules, planning);
    let appraisals = value::appraise(&model, case, &screening);
    let stated = problem::state::state(case, rules, planning, &screening, &appraisals);
    let plan = solve::solve(&stated.problem, settings);
    Ok(explain(Grounds { case, screening: &screening, model: &model, stated: &stated }, &plan))
}
