//! A position that both can live with.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// [candidate.least, candidate.most] ∩ [opening.least, opening.most] ≠ ∅
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let (wanted, offered) = (pair.candidate.wanted_position, pair.opening.position);
    if wanted.least() > offered.most() {
        let needed = Figure::PositionPct(wanted.least().get());
        findings.close(needed, Figure::PositionPct(offered.most().get()));
    } else if offered.least() > wanted.most() {
        let needed = Figure::PositionPct(offered.least().get());
        findings.close(needed, Figure::PositionPct(wanted.most().get()));
    }
}
