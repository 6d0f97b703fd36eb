//! The smallest position of the service or the scheme, held against what the person wants.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// candidate.wanted.most ≥ smallest position; an unknown one closes nothing
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let most = pair.candidate.wanted_position.most();
    if let Some(least) = pair.position_least().filter(|least| most < *least) {
        findings.close(Figure::PositionPct(least.get()), Figure::PositionPct(most.get()));
    }
}
