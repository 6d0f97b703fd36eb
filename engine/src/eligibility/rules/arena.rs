//! Whose workplace it is, held against the arenas in which the scheme finds work.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// workplace.arena ∈ arenas of the scheme
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let first = pair.facts.case.first_monday;
    let Some(arenas) = pair.scheme().and_then(|scheme| scheme.arenas.on(first)) else { return };
    if !arenas.contains(&pair.workplace.arena) {
        let needed = arenas.iter().map(|arena| arena.code()).collect();
        findings.close(Figure::Codes(needed), Figure::Codes(vec![pair.workplace.arena.code()]));
    }
}
