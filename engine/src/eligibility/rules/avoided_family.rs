//! Kinds of work that the person does not want.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// opening.family ∉ `avoid_families`
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let family = pair.opening.family;
    if pair.candidate.avoid_families.contains(&family) {
        let avoided = pair.candidate.avoid_families.iter().map(|family| family.code()).collect();
        findings.close(Figure::Codes(vec![family.code()]), Figure::Codes(avoided));
    }
}
