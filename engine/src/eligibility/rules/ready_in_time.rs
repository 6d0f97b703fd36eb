//! What must be in place is in place before the last week in which something can start.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// start week ≥ the week in which everything is in place
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let ready = findings.ready_in_week;
    for activity in findings.activities() {
        let all = pair.start_weeks(activity);
        let last = all.end.saturating_sub(1);
        let conflict = || (Figure::Week(ready), Figure::Week(last));
        findings.keep_starts(activity, all, |week| week >= ready, conflict);
    }
}
