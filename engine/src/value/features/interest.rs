//! Interest: match on interests first.

use super::Pair;

/// From −1 for strength 1 to 1 for strength 5; halfway to the weakest where the person has not named
/// the job family.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    pair.interest().map_or(-0.5, |interest| (f64::from(interest.strength.get()) - 3.0) / 2.0)
}
