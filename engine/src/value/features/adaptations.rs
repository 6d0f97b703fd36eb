//! Adaptations: what the workplace does already that eases a start.
//!
//! What must be there is a matter of eligibility and no longer a difference here.

use super::Pair;
use crate::domain::Adaptation;

/// Adaptations that help anyone who learns with support.
pub(in crate::value) const HELP_TO_LEARN: [Adaptation; 5] = [
    Adaptation::FixedRoutine,
    Adaptation::PictureInstructions,
    Adaptation::ShortShifts,
    Adaptation::ExtraBreaks,
    Adaptation::FixedContact,
];

/// The share of them that the workplace offers, as much as the person's need for support in these
/// tasks goes from least (0) to most (1).
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    let offered = pair.offered_help_to_learn().count();
    let need = (f64::from(pair.terms.support_need.get()) - 1.0) / 4.0;
    #[expect(clippy::cast_precision_loss, reason = "at most five")]
    let share = offered as f64 / HELP_TO_LEARN.len() as f64;
    share * need
}
