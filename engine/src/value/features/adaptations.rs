//! Adaptations: what the workplace does already that eases a start.
//!
//! What must be there is a matter of eligibility and no longer a difference here.

use super::{Pair, mean_level};
use crate::domain::Adaptation;

/// Adaptations that help anyone who learns with support.
const HELP_TO_LEARN: [Adaptation; 5] = [
    Adaptation::FixedRoutine,
    Adaptation::PictureInstructions,
    Adaptation::ShortShifts,
    Adaptation::ExtraBreaks,
    Adaptation::FixedContact,
];

/// The share of them that the workplace offers, as much as the person's need for support in these
/// tasks goes from least (0) to most (1).
pub(super) fn measure(pair: &Pair<'_>) -> f64 {
    let offered =
        HELP_TO_LEARN.iter().filter(|help| pair.opening.adaptations.contains(help)).count();
    let need = mean_level(pair, |task| task.support_need).map_or(0.0, |level| (level - 1.0) / 4.0);
    #[expect(clippy::cast_precision_loss, reason = "at most five")]
    let share = offered as f64 / HELP_TO_LEARN.len() as f64;
    share * need
}
