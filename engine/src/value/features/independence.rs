//! Independence: what the person does alone against what the work asks for.

use super::Pair;

/// Half the levels that are missing in the task of the opening that goes least independently, from −1 to
/// 0; 0 where nothing is known yet. Being able to do more than is asked makes no job last.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    let asked = pair.opening.independence_asked.get();
    let missing = pair.least_independence().map_or(0, |shown| asked.saturating_sub(shown.get()));
    0.0 - (f64::from(missing) / 2.0).min(1.0)
}
