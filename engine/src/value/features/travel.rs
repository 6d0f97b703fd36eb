//! Travel: time on the way, one way.

use super::Pair;

/// Half hours less than half an hour: 1 at the door, 0 at thirty minutes or where nobody can tell, −1
/// from an hour up.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    pair.terms
        .travel
        .minutes
        .map_or(0.0, |minutes| ((30.0 - f64::from(minutes)) / 30.0).clamp(-1.0, 1.0))
}
