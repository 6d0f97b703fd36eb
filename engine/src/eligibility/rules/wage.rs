//! The kind of wage of the opening, held against how jobs under the scheme are paid.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// opening.wage.kind ∈ kinds of the scheme; a wage that is not settled closes nothing
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let first = pair.facts.case.first_monday;
    let scheme = pair.scheme().and_then(|scheme| scheme.wage.on(first));
    let Some((offered, scheme)) = pair.opening.wage.as_ref().zip(scheme) else { return };
    if !scheme.kinds.contains(&offered.kind) {
        let needed = scheme.kinds.iter().map(|kind| kind.code()).collect();
        findings.close(Figure::Codes(needed), Figure::Codes(vec![offered.kind.code()]));
    }
}
