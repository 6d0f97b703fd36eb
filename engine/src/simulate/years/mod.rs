//! Years of one municipality in which the truth is known: what planning and learning make of the same people.
//!
//! Every round people come, a plan is made and carried out, and what comes of it is drawn from the truth. Four ways
//! to plan meet the same people, places and chances: each draw hangs on whom it is about and not on the order in
//! which it is asked for, so that they differ only in what they chose.
//!
//! The true weights are drawn from what the prior believes of them, and stay; so is each person's fit with each kind
//! of work. What a try does to the chances of the next is true in one of two ways ([`Form`]): as the model has it, or
//! not. Nothing explores at anybody's cost: a jobbsmak is proposed for what the person can find out.

mod figures;
mod truth;
mod world;

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;

pub use figures::{PolicyYears, Trials, TruthGroup};

use super::queue::first_come_first_served;
use super::{Municipality, Numbers};
use crate::domain::{Activity, Candidate, Case, OutcomeId, ServiceModel};
use crate::eligibility::{self, EligibleOption, Screening};
use crate::learn::{ModelVersion, TrialOutcome, learn};
use crate::problem::state::state;
use crate::problem::{Problem, Start};
use crate::reading::codes;
use crate::solve::{self, solve};
use crate::value::{Model, Pairs, Valued, appraise, predict};
use figures::{Counted, Tally};
use truth::{Came, Truth};
use world::{World, rounds_of};

/// Weeks of a round: what is planned begins and ends in it.
///
/// An assumption: plans are made every week or two, and a round of eight weeks has a jobbsmak and a trial in it.
pub const ROUND_WEEKS: i32 = 8;

codes! {
    /// A way to decide who tries what.
    pub enum Policy {
        /// First come, first served.
        FirstCome = "first_come",
        /// Planned by the prior alone.
        Prior = "prior",
        /// Planned by what outcomes have taught so far.
        Learning = "learning",
        /// Planned by the true weights, which nobody knows: as much as learning weights could ever bring.
        Known = "known",
    }
}

codes! {
    /// What is true of the chances after a try.
    pub enum Form {
        /// What the model has: a weight for how tries went, and little left to find out of the fit.
        Model = "model",
        /// A try shows the fit and changes nothing: the model's weight stands for what it shows. Somebody whom such
        /// work does not suit is as unlikely to last after three tries as before.
        Fit = "fit",
    }
}

/// How the years are simulated.
#[derive(Debug, Clone, Copy)]
pub struct YearsSettings<'a> {
    /// What everything follows from.
    pub seed: u64,
    /// How many rounds; thirteen are two years.
    pub rounds: usize,
    /// The first Monday.
    pub first_monday: Date,
    /// The rules; with the schemes `vta_o`, `tao` and `municipal`.
    pub rules: &'a ServiceModel,
    /// What is true of the chances after a try.
    pub form: Form,
    /// How far the true weights lie from the prior's, as a multiple of what the prior believes.
    pub spread: f64,
    /// Work units for each plan.
    pub work: u64,
}

/// What the policies made of the same years, in the order of [`Policy::ALL`]. Several municipalities are parts of
/// one: the same is true in all, and what one shows, all learn from.
///
/// # Panics
///
/// Where the rules leave open what no plan can do without, and for a municipality without settlements.
#[must_use]
pub fn years(settings: &YearsSettings<'_>, parts: &[(Municipality, Numbers)]) -> Vec<PolicyYears> {
    let world = |(part, (municipality, numbers)): (u32, &(Municipality, Numbers))| {
        World::draw(settings, municipality, *numbers, part)
    };
    let worlds: Vec<World> = (0..).zip(parts).map(world).collect();
    let truth = Truth::draw(settings.seed, settings.form, settings.spread);
    let policies = Policy::ALL.par_iter();
    policies.map(|policy| live(*policy, settings, &truth, worlds.clone())).collect()
}

/// The years by one policy.
fn live(
    policy: Policy,
    settings: &YearsSettings<'_>,
    truth: &Truth,
    mut worlds: Vec<World>,
) -> PolicyYears {
    let mut outcomes: BTreeMap<OutcomeId, TrialOutcome> = BTreeMap::new();
    let mut tally = Tally::default();
    for round in 0..settings.rounds {
        let monday = settings.first_monday + rounds_of(round);
        let model = believed(policy, truth, &outcomes, monday);
        for world in &mut worlds {
            let case = world.case(round);
            let tried = live_round(policy, settings, truth, &model, world, &case, &mut tally);
            let first = outcomes.len() + 1;
            let id = |at: usize| OutcomeId::new(&format!("T-{at:05}")).expect("an id");
            outcomes.extend((first..).map(id).zip(tried));
        }
    }
    tally.years(policy)
}

/// One round in one place: what came of each trial.
fn live_round(
    policy: Policy,
    settings: &YearsSettings<'_>,
    truth: &Truth,
    model: &Model,
    world: &mut World,
    case: &Case,
    tally: &mut Tally,
) -> Vec<TrialOutcome> {
    let rules = settings.rules;
    let planning = rules.planning_on(case.first_monday).expect("the rules allow planning");
    let screening = eligibility::screen(case, rules, planning);
    let appraisals = appraise(model, case, &screening);
    let stated = state(case, rules, planning, &screening, &appraisals);
    let pairs = Pairs::of(case);
    let is_late = case.first_monday >= settings.first_monday + 1.year();
    // Once a year has been seen, what is told of every possible trial is held against the truth.
    for (candidate, option) in trials(case, &screening).filter(|_| is_late) {
        let pair = pairs.pair(candidate, option);
        tally.possible(predict(model, &pair).chance(), truth.chance(world, &pair));
    }
    let mut outcomes = Vec::new();
    for start in starts(policy, case, &stated.problem, settings.work) {
        let option = stated.option_of(&start).expect("a plan keeps to its problem");
        let candidate = case.candidates.iter().find(|it| it.id.as_str() == start.candidate);
        let candidate = candidate.expect("a plan is about the people of its case");
        let pair = pairs.pair(candidate, option);
        let monday = case.first_monday + weeks(start.start_week);
        let ended = monday + weeks(option.terms.hours.specialist.len());
        match option.activity {
            Activity::Jobbsmak => {
                tally.jobbsmak();
                let went_well = truth.shows(world, &pair);
                world.tasted(&pair, ended, went_well);
            }
            Activity::Trial => {
                let (chance, outcome) = (truth.chance(world, &pair), truth.came(world, &pair));
                let valued = Valued::of(&predict(model, &pair));
                let lasted = outcome == Came::Lasting;
                tally.trial(&Counted { told: valued.chance, chance, lasted, is_late });
                outcomes.push(TrialOutcome {
                    model: model.version().to_owned(),
                    pair: valued,
                    due_on: world.tried(&pair, ended, outcome),
                    lasted: Some(lasted),
                    objects: false,
                });
            }
        }
    }
    outcomes
}

/// What a policy goes by on a day.
fn believed(
    policy: Policy,
    truth: &Truth,
    outcomes: &BTreeMap<OutcomeId, TrialOutcome>,
    today: Date,
) -> Model {
    match policy {
        Policy::FirstCome | Policy::Prior => Model::prior(),
        Policy::Learning => {
            let prior = ModelVersion::prior();
            learn(&prior, outcomes, today).version.unwrap_or(prior).model()
        }
        Policy::Known => truth.model(),
    }
}

fn weeks(number: usize) -> jiff::Span {
    i32::try_from(number).expect("a horizon is at most 26 weeks").weeks()
}

/// Every trial that is possible.
fn trials<'a>(
    case: &'a Case,
    screening: &'a Screening,
) -> impl Iterator<Item = (&'a Candidate, &'a EligibleOption)> {
    case.candidates.iter().flat_map(|candidate| {
        let screened = screening.candidates.get(&candidate.id);
        let options = screened.map_or(&[][..], |it| &it.options).iter();
        let trials = options.filter(|it| it.activity == Activity::Trial);
        trials.map(move |option| (candidate, option))
    })
}

/// What a policy has begin in a round, by week and candidate.
fn starts(policy: Policy, case: &Case, problem: &Problem, work: u64) -> Vec<Start> {
    let mut starts = match policy {
        Policy::FirstCome => served(case, problem),
        Policy::Prior | Policy::Learning | Policy::Known => planned(problem, work),
    };
    starts.sort_by(|a, b| {
        (a.start_week, &a.candidate, &a.opening).cmp(&(b.start_week, &b.candidate, &b.opening))
    });
    starts
}

/// Those who have waited longest choose first.
fn served(case: &Case, problem: &Problem) -> Vec<Start> {
    let mut queue: Vec<_> = case.candidates.iter().map(|it| (it.waiting_since, &it.id)).collect();
    queue.sort();
    let queue: Vec<&str> = queue.into_iter().map(|(_, id)| id.as_str()).collect();
    first_come_first_served(problem, &queue)
}

fn planned(problem: &Problem, work: u64) -> Vec<Start> {
    let settings = solve::Settings {
        gap: 0.005,
        work: Some(work),
        threads: 1,
        time_is_up: &|| false,
        progress: &|_| {},
    };
    solve(problem, &settings).starts
}
