//! Earlier tries: how such work went before.
//!
//! A choice costs nothing: what the person did not go on with, and what ended for reasons that are not
//! known, counts neither for nor against.

use super::Pair;
use crate::domain::Outcome;

/// Tries that went well less tries that did not fit, from −1 to 1.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    let tries = pair.candidate.earlier.iter().filter(|tried| tried.family == pair.opening.family);
    let sum: f64 = tries
        .map(|tried| match tried.outcome {
            Outcome::LedToJob | Outcome::WentWell => 1.0,
            Outcome::NoFit => -1.0,
            Outcome::Declined | Outcome::EndedEarly => 0.0,
        })
        .sum();
    sum.clamp(-1.0, 1.0)
}
