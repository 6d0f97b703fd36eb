//! Independence: what the person does alone against what the work asks for.

use super::{Pair, mean_level};

/// Half the levels that the person is above what is asked for in these tasks, from −1 to 0.5; 0 where
/// nothing is known yet.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    let asked = f64::from(pair.opening.independence_asked.get());
    mean_level(pair, |task| task.independence)
        .map_or(0.0, |shown| ((shown - asked) / 2.0).clamp(-1.0, 0.5))
}
