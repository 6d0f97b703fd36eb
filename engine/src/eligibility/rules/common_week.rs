//! The weeks that the rules before this one leave, taken together.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// weeks ready in time ∩ weeks for starts ∩ weeks with enough days ≠ ∅
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    for activity in findings.activities() {
        let closed_by_one = findings.reasons.iter().any(|reason| reason.activity == Some(activity));
        if findings.starts[&activity].is_empty() && !closed_by_one {
            let ready = Figure::Week(findings.ready_in_week);
            let last = pair.start_weeks(activity).end.saturating_sub(1);
            findings.close_activity(activity, ready, Figure::Week(last));
        }
    }
}
