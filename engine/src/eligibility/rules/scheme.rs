//! The scheme of the opening, held against those that the person can be placed under.

use super::super::facts::Pair;
use super::super::findings::Findings;
use super::super::{Figure, NextStep};

/// opening.scheme ∈ candidate.schemes; what is not settled, and what the scheme requires of the person, is a next step
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let first = pair.facts.case.first_monday;
    let scheme = pair.scheme().filter(|_| pair.is_scheme_settled());
    if let Some((scheme, conditions)) =
        scheme.and_then(|scheme| Some((scheme, scheme.conditions.on(first)?)))
    {
        let (scheme, conditions) = (scheme.id.clone(), conditions.clone());
        findings.step(NextStep::CheckConditions { scheme, conditions });
    }
    let schemes = &pair.candidate.schemes;
    match &pair.opening.scheme {
        Some(scheme) if schemes.contains(scheme) => {}
        Some(scheme) if !schemes.is_empty() => {
            let found = schemes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            findings.close(Figure::Id(scheme.to_string()), Figure::Id(found));
        }
        _ => findings.step(NextStep::SettleScheme),
    }
}
