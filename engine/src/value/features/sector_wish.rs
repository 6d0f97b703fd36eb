//! Sector: a wish for public or private employment.

use super::Pair;

/// 1 where the wish is met, −1 where it is not, 0 without a wish.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    match pair.candidate.sector_wish {
        None => 0.0,
        Some(wish) if wish == pair.sector => 1.0,
        Some(_) => -1.0,
    }
}
