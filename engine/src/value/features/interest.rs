//! Interest: match on interests first.

use super::Pair;

/// From −1 for strength 1 to 1 for strength 5. A job family that is not named is like the weakest, but
/// unknown (0) for somebody who has named none.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    match pair.interest() {
        Some(interest) => (f64::from(interest.strength.get()) - 3.0) / 2.0,
        None if pair.candidate.interests.is_empty() => 0.0,
        None => -1.0,
    }
}
