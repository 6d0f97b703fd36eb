//! The repair card of a candidate: the best few changes, workplace and service first.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::effort::Effort;
use super::rivals::Rivals;
use super::search::Found;
use super::standing::Gives;
use super::{Change, Edit, Side};
use crate::domain::{CandidateId, Case, ServiceModel};

/// The most lines of a card.
const MOST_LINES: usize = 4;

/// What would give a candidate a start.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Card {
    /// Who.
    pub candidate: CandidateId,
    /// Changes that give a start, each alone; those of the workplace and the service first. Where no single
    /// change does, two that do together; where no two do, none.
    pub repairs: Vec<Repair>,
    /// Whether the search ended at its limit of work, so that there may be more that helps, or less that
    /// does, or that nobody else could fit after all.
    pub cut_short: bool,
}

/// A change, or two together, that give a start while the present plan is kept; verified by solving again.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Repair {
    /// Whose it is to make: of two, the later in the order of [`Side`].
    pub side: Side,
    /// What is changed.
    pub changes: Vec<Change>,
    /// The same as edits of the text of the case.
    pub edits: Vec<Edit>,
    /// The start that it gives.
    pub gives: Gives,
    /// Whether somebody else could come first for it: of those who wait, or once the present plan is not kept.
    /// Who is nobody's business. `false` has been verified by solving again in both ways.
    pub others_could_fit: bool,
}

/// The card of somebody who waits, from everything that was found for them.
pub(super) fn card(
    case: &Case,
    rules: &ServiceModel,
    rivals: &Rivals<'_>,
    effort: &Effort,
    candidate: &CandidateId,
    found: &[Found],
) -> Card {
    let chosen = choose(found.to_vec()).into_iter();
    let repairs = chosen.map(|found| {
        let first = rivals.comes_first(&found.changes, candidate, effort);
        repair(case, rules, found, first)
    });
    let repairs = repairs.collect();
    Card { candidate: candidate.clone(), repairs, cut_short: effort.is_spent() }
}

/// The first of each kind, a question among them where there is one.
fn choose(found: Vec<Found>) -> Vec<Found> {
    let (questions, others): (Vec<Found>, Vec<Found>) =
        found.into_iter().partition(|found| side(&found.changes) == Side::Person);
    let questions: Vec<Found> = questions.into_iter().take(1).collect();
    let mut kinds = BTreeSet::new();
    let kind = |found: &Found| found.changes.iter().map(Change::rank).collect::<Vec<_>>();
    let others = others.into_iter().filter(|found| kinds.insert(kind(found)));
    let mut chosen: Vec<Found> = others.take(MOST_LINES - questions.len()).collect();
    chosen.extend(questions);
    chosen
}

fn side(changes: &[Change]) -> Side {
    changes.iter().map(Change::side).max().expect("a repair changes something")
}

fn repair(case: &Case, rules: &ServiceModel, found: Found, comes_first: bool) -> Repair {
    let Found { changes, gives } = found;
    let mut edits = Vec::new();
    let (mut case, mut rules) = (case.clone(), rules.clone());
    for change in &changes {
        edits.extend(change.edits(&case, &rules));
        (case, rules) = change.apply(&case, &rules);
    }
    Repair { side: side(&changes), changes, edits, gives, others_could_fit: !comes_first }
}
