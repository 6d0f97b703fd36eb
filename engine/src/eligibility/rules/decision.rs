//! A formal decision on a place, where nobody looks for a workplace before it is made.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// decision before search ⇒ one has been made
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    if let Some(decider) = pair.decider_before_search()
        && pair.decided_from(decider).is_none()
    {
        findings.close(Figure::Codes(vec![decider.code()]), Figure::Nothing);
    }
}
