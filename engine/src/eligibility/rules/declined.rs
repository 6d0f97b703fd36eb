//! A no to this very pair stands.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// nobody has said no to candidate × opening
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    if let Some(by) = pair.facts.declined.get(&(&pair.candidate.id, &pair.opening.id)) {
        findings.close(Figure::Nothing, Figure::Codes(vec![by.code()]));
    }
}
