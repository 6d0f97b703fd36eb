//! Jobs under a scheme, held against how many there can be.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// jobs under the scheme < quota; an unknown quota closes nothing
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let facts = pair.facts;
    let Some(scheme) = pair.scheme() else { return };
    let Some(quota) = scheme.quota.on(facts.case.first_monday) else { return };
    let jobs = facts.jobs_by_scheme.get(&scheme.id).copied().unwrap_or(0);
    // Someone who moves from one job to another under the scheme takes no further place.
    let own = pair.candidate.placement.as_ref();
    let own = facts.case.placements.iter().find(|placement| Some(&placement.id) == own);
    let moves = own.is_some_and(|placement| placement.scheme.as_ref() == Some(&scheme.id));
    let needed = jobs + u32::from(!moves);
    if needed > *quota {
        findings.close(Figure::People(needed), Figure::People(*quota));
    }
}
