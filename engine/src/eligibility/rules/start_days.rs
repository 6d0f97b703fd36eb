//! Days on which the workplace starts nobody, such as December in a shop.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// the first day of work ∉ `no_starts`
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let no_starts = &pair.opening.no_starts;
    if no_starts.is_empty() {
        return;
    }
    for activity in findings.activities() {
        let may_start = |week| {
            let first = pair.open_days(week).next();
            first.is_none_or(|(day, _)| !no_starts.iter().any(|period| period.contains(day)))
        };
        let first = pair.facts.case.first_monday;
        let until = no_starts.iter().filter_map(|period| period.to()).max().unwrap_or(first);
        let conflict = || (Figure::Day(pair.last_start_day(activity)), Figure::Day(until));
        findings.keep_starts(activity, pair.start_weeks(activity), may_start, conflict);
    }
}
