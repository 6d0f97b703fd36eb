//! Why this pair, why none: data, never prose.

mod alternatives;
mod evidence;
mod overview;
mod proposal;
#[cfg(test)]
mod tests;
mod without;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

pub use alternatives::{Alternative, Alternatives};
pub use evidence::{Evidence, Weighed};
pub use overview::{Goodness, GroupStarts, LoadInWeek, SpecialistLoad, UnusedOpening};
pub use proposal::{Belief, HoursOnDay, Proposal, TakesInWeek};
pub use without::{
    RuleCount, ShortageCount, Shortfall, Stopped, Why, WhyNoTrial, Without, WithoutTrial,
};

use crate::domain::service_model::Planning;
use crate::domain::{Activity, Candidate, CandidateId, Case, OpeningId, Readiness, ServiceModel};
use crate::eligibility::{EligibleOption, Screened, Screening};
use crate::problem::state::{Stated, is_banned};
use crate::problem::{Ledger, Plan, Problem, Start};
use crate::value::{Model, Pairs, predict};
use proposal::Context;
use without::Circumstances;

/// The value of `format` in an answer.
pub const ANSWER_FORMAT: &str = "femtrinn-answer/1";

/// What a case asks, answered: what is proposed, for whom nothing is, and why.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Answer {
    /// Always [`ANSWER_FORMAT`].
    pub format: &'static str,
    /// The Monday on which the horizon begins.
    pub first_monday: Date,
    /// Its length in weeks.
    pub horizon_weeks: usize,
    /// The value model that the proposals rest on.
    pub value_model: String,
    /// How good the plan is proven to be.
    pub goodness: Goodness,
    /// What is proposed, by week and candidate.
    pub proposals: Vec<Proposal>,
    /// Those for whom nothing is, by candidate.
    pub without: Vec<Without>,
    /// Those who are ready for a trial and for whom only jobbsmak is proposed, by candidate.
    pub without_trial: Vec<WithoutTrial>,
    /// What there is room for instead, while all others keep what is proposed to them; by candidate.
    pub alternatives: Vec<Alternatives>,
    /// The specialists' hours.
    pub specialists: Vec<SpecialistLoad>,
    /// Trials by group.
    pub groups: Vec<GroupStarts>,
    /// Openings for which nothing is proposed.
    pub unused: Vec<UnusedOpening>,
}

/// What an answer is explained from.
#[derive(Clone, Copy)]
pub struct Grounds<'a> {
    /// The case.
    pub case: &'a Case,
    /// The service model.
    pub rules: &'a ServiceModel,
    /// Its rules on the first Monday.
    pub planning: Planning<'a>,
    /// What is possible.
    pub screening: &'a Screening,
    /// The value model.
    pub model: &'a Model,
    /// The problem that was stated from them.
    pub stated: &'a Stated<'a>,
}

/// Explains a plan.
#[must_use]
pub fn explain(grounds: Grounds<'_>, plan: &Plan) -> Answer {
    let Grounds { case, model, stated: Stated { problem, .. }, .. } = grounds;
    let left = Ledger::with(problem, &plan.starts);
    let proposals = proposals(grounds, plan);
    let used: BTreeSet<&OpeningId> = proposals.iter().map(|proposal| &proposal.opening).collect();
    let unused = case.openings.iter().filter(|opening| !used.contains(&opening.id));
    Answer {
        format: ANSWER_FORMAT,
        first_monday: case.first_monday,
        horizon_weeks: case.horizon_weeks,
        value_model: model.version().to_owned(),
        goodness: overview::goodness(plan),
        without: without(grounds, &proposals, &left),
        without_trial: without_trial(grounds, plan, &proposals),
        alternatives: alternatives::alternatives(problem, plan, case.first_monday),
        specialists: overview::load(problem, &left, case.first_monday),
        groups: overview::groups(problem, plan),
        unused: unused.map(|opening| UnusedOpening { opening: opening.id.clone() }).collect(),
        proposals,
    }
}

fn proposals(grounds: Grounds<'_>, plan: &Plan) -> Vec<Proposal> {
    let Grounds { case, screening, model, stated, .. } = grounds;
    let pairs = Pairs::of(case);
    let possible = overview::possible_for(screening);
    let candidates: BTreeMap<&str, &Candidate> =
        case.candidates.iter().map(|candidate| (candidate.id.as_str(), candidate)).collect();
    let priorities: BTreeMap<&str, f64> =
        stated.problem.candidates.iter().map(|it| (it.id.as_str(), it.priority)).collect();
    let propose = |start: &Start| {
        let option = stated.option_of(start).expect("a plan keeps to the problem it is for");
        let candidate = candidates[start.candidate.as_str()];
        let pair = pairs.pair(candidate, option);
        let own: BTreeSet<&OpeningId> =
            screening.candidates[&candidate.id].options.iter().map(|it| &it.opening).collect();
        let context = Context {
            first_monday: case.first_monday,
            start_week: start.start_week,
            priority: priorities[start.candidate.as_str()],
            other_openings: own.len() - 1,
            possible_for_others: possible[&option.opening] - 1,
        };
        proposal::propose(&pair, option.activity, &predict(model, &pair), context)
    };
    let mut proposals: Vec<Proposal> = plan.starts.iter().map(propose).collect();
    proposals.sort_by(|a, b| {
        (a.start_week, &a.candidate, &a.opening).cmp(&(b.start_week, &b.candidate, &b.opening))
    });
    proposals
}

fn without(grounds: Grounds<'_>, proposals: &[Proposal], left: &Ledger<'_>) -> Vec<Without> {
    let Grounds { case, screening, stated, .. } = grounds;
    let proposed: BTreeSet<&CandidateId> = proposals.iter().map(|it| &it.candidate).collect();
    let agreed: BTreeSet<&CandidateId> = case.agreed.iter().map(|it| &it.candidate).collect();
    let worthwhile = worthwhile(&stated.problem);
    let nothing = Screened::default();
    let mut without: Vec<Without> = case
        .candidates
        .iter()
        .filter(|candidate| !proposed.contains(&candidate.id))
        .map(|candidate| {
            let screened = screening.candidates.get(&candidate.id).unwrap_or(&nothing);
            let worthwhile = worthwhile.get(candidate.id.as_str()).map_or(&[][..], Vec::as_slice);
            let has_agreed = agreed.contains(&candidate.id);
            let is_set_aside = |option: &EligibleOption| {
                is_banned(case, (&candidate.id, &option.opening, option.activity))
            };
            let circumstances = Circumstances {
                has_agreed,
                is_set_aside: screened.options.iter().any(is_set_aside),
            };
            without::explain(candidate, screened, worthwhile, left, circumstances)
        })
        .collect();
    without.sort_by(|a, b| a.candidate.cmp(&b.candidate));
    without
}

/// The options that are worth it, by candidate, each by its place in the problem's list.
fn worthwhile(problem: &Problem) -> BTreeMap<&str, Vec<usize>> {
    let mut worthwhile: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, option) in problem.options.iter().enumerate().filter(|(_, it)| it.value > 0.0) {
        worthwhile.entry(&option.candidate).or_default().push(at);
    }
    worthwhile
}

fn without_trial(grounds: Grounds<'_>, plan: &Plan, proposals: &[Proposal]) -> Vec<WithoutTrial> {
    let Grounds { case, screening, stated, .. } = grounds;
    let Stated { problem, .. } = stated;
    let worthwhile = worthwhile(problem);
    let has = |candidate: &Candidate, activity| {
        let agreed = case.agreed.iter().map(|it| (&it.candidate, it.activity));
        let proposed = proposals.iter().map(|it| (&it.candidate, it.activity));
        agreed.chain(proposed).any(|it| it == (&candidate.id, activity))
    };
    let lacking = case.candidates.iter().filter(|candidate| {
        candidate.readiness == Readiness::Trial
            && !has(candidate, Activity::Trial)
            && proposals.iter().any(|it| it.candidate == candidate.id)
    });
    let mut without: Vec<WithoutTrial> = lacking
        .map(|candidate| {
            let others: Vec<Start> = plan
                .starts
                .iter()
                .filter(|it| it.candidate != candidate.id.as_str())
                .cloned()
                .collect();
            let own = worthwhile.get(candidate.id.as_str()).map_or(&[][..], Vec::as_slice);
            let left = Ledger::with(problem, &others);
            let own: Vec<usize> = own.iter().copied().filter(|&it| left.is_trial(it)).collect();
            without::explain_trial(candidate, &screening.candidates[&candidate.id], &own, &left)
        })
        .collect();
    without.sort_by(|a, b| a.candidate.cmp(&b.candidate));
    without
}
