//! What would help: for everyone without a proposal the smallest changes that give one, for every empty
//! opening what keeps people away, for everyone who waits together the workplaces to call.
//!
//! A case, its plan and their explanation come in; changes go out as data, each verified by solving again.
//! What a person needs is never bargained away, and a no stands: an adaptation, an avoided kind of work or
//! employer, a release refused or an answer to taking part is in no change. A person's own days, position or
//! way come only as a question, where they have said that it can be talked about.

mod bundle;
mod calls;
mod card;
mod change;
mod corner;
mod doors;
mod effort;
mod empty;
mod propose;
mod rivals;
mod search;
mod standing;

pub use bundle::Bundle;
pub use calls::{Call, Scarce, ScarceThing, Suits};
pub use card::{Card, Repair};
pub use change::{Change, Edit, SERVICE_MODEL, Side};
pub use empty::{EmptyOpening, KeepsAway, MorePeople, People};
pub use standing::Gives;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::CandidateId;
use crate::explain::{Answer, Grounds};
use crate::problem::{Plan, Problem};
use crate::solve::{Settings, default_work};
use effort::Effort;
use rivals::Rivals;
use search::Found;
use standing::Standing;

/// What would help.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Advice {
    /// For those who take part and have no proposal, by candidate.
    pub repairs: Vec<Card>,
    /// For openings that nothing is proposed for and that are kept for nobody, in the case's order.
    pub empty: Vec<EmptyOpening>,
    /// Kinds of workplace to call, those that give most people a wished-for start first.
    pub calls: Vec<Call>,
}

/// Work units for each unit that the plan may take: what would help is a question about each of many.
const UNITS_FOR_ONE_OF_THE_PLAN: u64 = 10;

/// Work units that what would help may take beside a plan with these settings.
#[must_use]
pub fn advice_work(settings: &Settings<'_>, problem: &Problem) -> u64 {
    let for_the_plan = settings.work.unwrap_or_else(|| default_work(problem));
    for_the_plan.saturating_mul(UNITS_FOR_ONE_OF_THE_PLAN)
}

/// Finds what would help after a plan of a case, from its answer and the prices of its proof.
///
/// `work` is what may be spent on it, in the solver's units: half of it on those who wait, a quarter on openings
/// that stand empty, a quarter on whom to call, each the same. For whom the search ended there is said.
#[must_use]
pub fn advise(grounds: Grounds<'_>, plan: &Plan, answer: &Answer, work: u64) -> Advice {
    let Grounds { case, rules, model, .. } = grounds;
    let enough = Effort::of(u64::MAX);
    let standing = &Standing::after_answer(case, rules, model, answer, &enough);
    let rivals = Rivals::new(standing, case, answer);
    let waiting: Vec<&CandidateId> = standing.waiting.iter().collect();
    let each = work / 2 / (waiting.len() as u64).max(1);
    let (repairs, found): (Vec<Card>, Vec<Vec<Found>>) = waiting
        .par_iter()
        .map(|&who| {
            let effort = Effort::of(each);
            let found = search::repairs(&Standing { effort: &effort, ..standing.same() }, who);
            (card::card(case, rules, &rivals, &effort, who, &found), found)
        })
        .unzip();
    let found: Vec<Found> = found.into_iter().flatten().collect();
    Advice {
        repairs,
        empty: empty::empty(grounds, answer, standing, &rivals, &found, work / 4),
        calls: calls::calls(standing, &rivals, &plan.certificate, work / 4),
    }
}
