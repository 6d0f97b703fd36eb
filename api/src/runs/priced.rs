//! What each pair would cost the whole, at the prices of a plan: kept with the run, so that whoever asks waits for
//! nothing.

use engine::domain::monday_of_week;
use engine::problem::Activity;
use engine::revise::Revised;
use engine::solve::{Marginal, marginal_costs};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A pair that is open, and what choosing it costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Priced {
    /// Who.
    pub candidate: String,
    /// Where.
    pub opening: String,
    /// What.
    pub activity: Activity,
    /// The Monday on which it begins in the plan, or on which it costs least.
    pub monday: Date,
    /// Whether the plan has it.
    pub is_proposed: bool,
    /// What the whole loses, about, by this rather than the best of the same activity for the same candidate.
    pub costs_about: f64,
}

/// The pairs that are left to plan and worth something to the person, by candidate and as the problem has them.
#[must_use]
pub(super) fn priced(first_monday: Date, revised: &Revised) -> Vec<Priced> {
    let (problem, plan) = (&revised.open, &revised.solved);
    let priced = |it: &Marginal| {
        let option = &problem.options[it.option];
        let profile = problem.profiles.iter().find(|profile| profile.id == option.profile)?;
        let start = plan.starts.iter().find(|start| {
            (&start.candidate, &start.opening, &start.profile)
                == (&option.candidate, &option.opening, &option.profile)
        });
        let week = start.map_or(it.week, |start| start.start_week);
        (option.value > 0.0).then(|| Priced {
            candidate: option.candidate.clone(),
            opening: option.opening.clone(),
            activity: profile.activity,
            monday: monday_of_week(first_monday, week),
            is_proposed: start.is_some(),
            costs_about: it.cost,
        })
    };
    marginal_costs(problem, &plan.certificate).iter().filter_map(priced).collect()
}
