//! When the opening is open, held against the weeks of the plan.

use jiff::ToSpan;

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;
use crate::domain::{Period, monday_of_week};

/// days of the horizon ∩ opening.open ≠ ∅
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let case = pair.facts.case;
    let last = monday_of_week(case.first_monday, case.horizon_weeks) - 1.day();
    let horizon = Period::new(Some(case.first_monday), Some(last)).expect("a horizon has weeks");
    if !pair.opening.open.overlaps(horizon) {
        findings.close(Figure::Period(horizon), Figure::Period(pair.opening.open));
        // Nothing more is to be said of its weeks.
        findings.starts.clear();
    }
}
