//! An opening made for one person is kept for them until a day.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;
use crate::domain::monday_of_week;

/// made for somebody else ⇒ a start comes after the day until which it is kept
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let Some(made_for) = &pair.opening.made_for else { return };
    if made_for.candidate == pair.candidate.id {
        return;
    }
    let case = pair.facts.case;
    let free = (0..case.horizon_weeks).find(|&w| monday_of_week(case.first_monday, w) > made_for.until);
    if let Some(week) = free {
        findings.not_before(week);
    } else {
        let last = monday_of_week(case.first_monday, case.horizon_weeks - 1);
        findings.close(Figure::Day(made_for.until), Figure::Day(last));
    }
}
