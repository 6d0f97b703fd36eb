//! An activity must be over within the horizon.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// weeks of the activity ≤ weeks of the horizon
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let horizon = pair.facts.case.horizon_weeks;
    for activity in findings.activities() {
        let weeks = pair.facts.planning.of(activity).weeks;
        if weeks > horizon {
            findings.close_activity(activity, Figure::Weeks(weeks), Figure::Weeks(horizon));
            findings.starts.remove(&activity);
        }
    }
}
