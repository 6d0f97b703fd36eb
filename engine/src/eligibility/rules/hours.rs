//! Days and hours that really overlap, and hold at least the smallest position that both can live with.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;
use crate::domain::WeeklyMinutes;

/// minutes in both weeks ≥ minutes of the smallest common position
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let (wanted, offered) = (pair.candidate.wanted_position, pair.opening.position);
    let least = pair.position_least();
    let smallest = wanted.least().max(offered.least()).max(least.unwrap_or(wanted.least()));
    let needed = u32::from(WeeklyMinutes::of_position(smallest).minutes());
    let found = pair.common_hours.minutes();
    if found < needed {
        findings.close(Figure::MinutesAWeek(needed), Figure::MinutesAWeek(found));
    }
}
