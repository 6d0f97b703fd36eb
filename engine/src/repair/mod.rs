//! What would help: for everyone without a proposal the smallest changes that give one, for every empty
//! opening what keeps people away, for everyone who waits together the workplaces to call.
//!
//! A case, its plan and their explanation come in; changes go out as data, each verified by solving again.
//! What a person needs is never bargained away, and a no stands: an adaptation, an avoided kind of work or
//! employer, a release refused or an answer to taking part is in no change. A person's own days, position or
//! way come only as a question, where they have said that it can be talked about.

mod card;
mod change;
mod doors;
mod propose;
mod search;
mod standing;

pub use card::{Card, Repair};
pub use change::{Change, Edit, SERVICE_MODEL, Side};
pub use standing::Gives;

use serde::Serialize;

use crate::explain::{Answer, Grounds};
use standing::Standing;

/// What would help.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Advice {
    /// For those who take part and have no proposal, by candidate.
    pub repairs: Vec<Card>,
}

/// Finds what would help after an answer to a case.
#[must_use]
pub fn advise(grounds: Grounds<'_>, answer: &Answer) -> Advice {
    let Grounds { case, rules, model, .. } = grounds;
    let standing = Standing::after(case, rules, model, answer);
    Advice { repairs: card::cards(case, rules, &standing) }
}
