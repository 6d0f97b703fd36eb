//! Earlier tries: how such work went before.
//!
//! A choice costs nothing: what the person did not go on with, and what ended for reasons that are not
//! known, counts neither for nor against. What did not fit in one place says little about another.

use super::Pair;
use crate::domain::{Earlier, Outcome};

/// Tries that went well less tries that did not fit, from −1 to 1; a try with another employer counts
/// half when it went well, a quarter when it did not fit.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    let tries = pair.candidate.earlier.iter().filter(|tried| tried.family == pair.opening.family);
    tries.map(|tried| weight(pair, tried)).sum::<f64>().clamp(-1.0, 1.0)
}

fn weight(pair: &Pair<'_>, tried: &Earlier) -> f64 {
    let is_here = tried.employer.as_ref() == Some(pair.employer);
    match tried.outcome {
        Outcome::LedToJob | Outcome::WentWell if is_here => 1.0,
        Outcome::LedToJob | Outcome::WentWell => 0.5,
        Outcome::NoFit if is_here => -1.0,
        Outcome::NoFit => -0.25,
        Outcome::Declined | Outcome::EndedEarly => 0.0,
    }
}
