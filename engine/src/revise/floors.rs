//! What each floor costs: the plan with it beside the plan without.

use schemars::JsonSchema;
use serde::Serialize;

use crate::problem::{Certificate, Floor, Ledger, Plan, Problem};
use crate::solve::{Settings, solve};

/// A floor and its price.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FloorPrice {
    /// The group that it is for.
    pub group: String,
    /// Trials asked for, beside what is decided.
    pub min_trials: u32,
    /// What the plan without the floor is worth more, in lasting starts with priority and time counted in;
    /// 0 where the floor changes nothing.
    pub costs: f64,
    /// No plan without the floor is worth more by more than this.
    pub costs_at_most: f64,
    /// Trials of the group in the plan without the floor.
    pub trials_without: usize,
}

/// The price of each floor of a problem, found by solving with and without it.
///
/// Where the proof gives a floor no price, the same proof holds without the floor, and there is nothing to
/// solve: it costs no more than the gap.
pub(super) fn prices(problem: &Problem, plan: &Plan, settings: &Settings<'_>) -> Vec<FloorPrice> {
    problem.floors.iter().map(|floor| price(problem, plan, floor, settings)).collect()
}

fn price(problem: &Problem, plan: &Plan, floor: &Floor, settings: &Settings<'_>) -> FloorPrice {
    let mut without = problem.clone();
    without.floors.retain(|it| it.group != floor.group);
    let with_it = Ledger::with(&without, &plan.starts).worth();
    let is_free = match &plan.certificate {
        Certificate::Prices { floors, .. } => {
            floors.iter().all(|it| it.group != floor.group || it.price <= 0.0)
        }
        Certificate::Search => false,
    };
    let trials = |starts: &[crate::problem::Start]| {
        let books = Ledger::with(problem, starts);
        let in_group = |id: &str| {
            let who = problem.candidates.iter().find(|it| it.id == id);
            who.is_some_and(|it| it.group.as_ref() == Some(&floor.group))
        };
        let trials = books.bookings().filter(|it| books.is_trial(it.option));
        trials.filter(|it| in_group(&problem.options[it.option].candidate)).count()
    };
    let (costs, costs_at_most, trials_without) = if is_free {
        (0.0, (plan.bound - with_it).max(0.0), trials(&plan.starts))
    } else {
        let again = solve(&without, settings);
        let costs = (again.objective - with_it).max(0.0);
        (costs, (again.bound - with_it).max(costs), trials(&again.starts))
    };
    let Floor { group, min_trials, penalty: _ } = floor.clone();
    FloorPrice { group, min_trials, costs, costs_at_most, trials_without }
}
