//! What must be in place before any start: it moves the start, and closes nothing.

use super::super::NextStep;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// start week ≥ weeks until each preparation is there
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    for preparation in &pair.candidate.preparations {
        let weeks = preparation.weeks.get();
        findings.step(NextStep::Prepare { kind: preparation.kind, weeks });
        findings.not_before(usize::from(weeks));
    }
}
