//! The day from which the formal decision on a place holds.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;
use crate::domain::monday_of_week;

/// the decision before search holds on the start's Monday
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let decider = pair.decider_before_search();
    let Some(from) = decider.and_then(|decider| pair.decided_from(decider)) else { return };
    for activity in findings.activities() {
        let holds = |week| from <= monday_of_week(pair.facts.case.first_monday, week);
        let conflict = || (Figure::Day(pair.last_start_day(activity)), Figure::Day(from));
        findings.keep_starts(activity, pair.start_weeks(activity), holds, conflict);
    }
}
