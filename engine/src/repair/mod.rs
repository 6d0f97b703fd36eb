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
mod doors;
mod empty;
mod propose;
mod search;
mod standing;

pub use bundle::Bundle;
pub use calls::{Call, Scarce, ScarceThing};
pub use card::{Card, Repair};
pub use change::{Change, Edit, SERVICE_MODEL, Side};
pub use empty::{EmptyOpening, KeepsAway, MorePeople, People};
pub use standing::Gives;

use std::collections::BTreeMap;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::CandidateId;
use crate::explain::{Answer, Grounds};
use crate::problem::Plan;
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

/// Finds what would help after a plan of a case, from its answer and the prices of its proof.
#[must_use]
pub fn advise(grounds: Grounds<'_>, plan: &Plan, answer: &Answer) -> Advice {
    let Grounds { case, rules, model, .. } = grounds;
    let standing = Standing::after(case, rules, model, answer);
    let waiting: Vec<&CandidateId> = standing.waiting.iter().collect();
    let found: BTreeMap<CandidateId, Vec<Found>> =
        waiting.par_iter().map(|&who| (who.clone(), search::repairs(&standing, who))).collect();
    Advice {
        repairs: card::cards(case, rules, &standing, &found),
        empty: empty::empty(grounds, answer, &standing, &found),
        calls: calls::calls(&standing, &plan.certificate),
    }
}
