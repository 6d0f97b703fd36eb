//! Position: room for the size of position that the person wishes for.

use super::Pair;

/// The share of the wished range that the opening can follow, less 1: 0 where it can follow all of it.
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    let wished = pair.candidate.wanted_position;
    let width = |least: u8, most: u8| f64::from(most) - f64::from(least);
    let whole = width(wished.least().get(), wished.most().get());
    match wished.overlap(pair.opening.position) {
        Some(both) if whole > 0.0 => width(both.least().get(), both.most().get()) / whole - 1.0,
        Some(_) => 0.0,
        None => -1.0,
    }
}
