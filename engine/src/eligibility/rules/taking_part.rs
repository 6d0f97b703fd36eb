//! Nobody is planned for before they have said yes to taking part.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;
use crate::domain::Consent;

/// consent = yes
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let consent = pair.candidate.consent;
    if consent != Consent::Yes {
        findings.close(Figure::Codes(vec![Consent::Yes.code()]), Figure::Codes(vec![consent.code()]));
    }
}
