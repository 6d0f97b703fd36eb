//! Support: the fadder's hours against the hours that the person needs.

use super::Pair;

/// The part of the needed hours that the fadder lacks, for which the specialist stands in (down to −1),
/// or has to spare (up to 0.25).
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    let needed = pair.mentor_needed();
    let offered = pair.opening.mentor.as_ref().map_or(0.0, |mentor| mentor.hours_week.hours());
    if needed > 0.0 { ((offered - needed) / needed).clamp(-1.0, 0.25) } else { 0.0 }
}
