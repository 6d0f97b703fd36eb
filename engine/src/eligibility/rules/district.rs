//! The person's part of the municipality, held against those that the scheme leaves out.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// candidate.district ∉ districts left out; a district that is not told closes nothing
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let first = pair.facts.case.first_monday;
    let except = pair.scheme().and_then(|scheme| scheme.districts_except.on(first));
    let Some((district, except)) = pair.candidate.district.as_ref().zip(except) else { return };
    if except.contains(district) {
        findings.close(Figure::Nothing, Figure::Id(district.to_string()));
    }
}
