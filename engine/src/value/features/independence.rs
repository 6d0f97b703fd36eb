//! Independence: what the person does alone against what the work asks for.

use super::Pair;

/// Half the levels that are missing (down to −1), or half those to spare (up to 0.5), in the task of the
/// opening that goes least independently; 0 where nothing is known yet.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    let asked = f64::from(pair.opening.independence_asked.get());
    pair.least_independence()
        .map_or(0.0, |shown| ((f64::from(shown.get()) - asked) / 2.0).clamp(-1.0, 0.5))
}
