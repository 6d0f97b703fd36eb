//! The scheme of the opening takes starts on the day.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;
use crate::domain::monday_of_week;

/// a version of the scheme is in force on the start's Monday, and open; unknown counts as open
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let facts = pair.facts;
    let Some(scheme) = pair.scheme() else { return };
    let first = facts.case.first_monday;
    for activity in findings.activities() {
        let is_open = |week| {
            let version = scheme.open_for_starts.version_on(monday_of_week(first, week));
            version.is_some_and(|version| version.value.as_ref().is_none_or(|(open, _)| *open))
        };
        let needed = Figure::Day(first);
        let open = scheme.open_for_starts.versions().iter();
        let open = open.filter(|v| v.value.as_ref().is_none_or(|(open, _)| *open));
        let last_open = open.filter_map(|version| version.period.to()).max();
        let conflict = || (needed, last_open.map_or(Figure::Nothing, Figure::Day));
        findings.keep_starts(activity, pair.start_weeks(activity), is_open, conflict);
    }
}
