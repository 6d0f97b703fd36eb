//! The way to work, held against the longest that the person has stated.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// travel minutes ≤ `minutes_most`; a way that cannot be told closes nothing
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let most = pair.candidate.travel.minutes_most.get();
    if let Some(minutes) = pair.way.minutes.filter(|minutes| *minutes > most) {
        findings.close(Figure::TravelMinutes(minutes), Figure::TravelMinutes(most));
    }
}
