//! The workplace's sector, held against those in which the scheme finds work.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// workplace.sector ∈ sectors of the scheme
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let first = pair.facts.case.first_monday;
    let Some(sectors) = pair.scheme().and_then(|scheme| scheme.sectors.on(first)) else { return };
    if !sectors.contains(&pair.workplace.sector) {
        let needed = sectors.iter().map(|sector| sector.code()).collect();
        findings.close(Figure::Codes(needed), Figure::Codes(vec![pair.workplace.sector.code()]));
    }
}
