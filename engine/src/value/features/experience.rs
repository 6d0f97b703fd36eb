//! Experience: months of such work.

use super::Pair;

/// 0 without any, 1 from a year up.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    let months = pair
        .candidate
        .experience
        .iter()
        .filter(|work| work.family == pair.opening.family)
        .fold(0, |sum: u32, work| sum.saturating_add(work.months));
    f64::from(months.min(12)) / 12.0
}
