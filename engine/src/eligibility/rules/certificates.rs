//! Certificates that the work cannot be done without. One that can be had moves the start.

use super::super::facts::Pair;
use super::super::findings::Findings;
use super::super::{Figure, NextStep};
use crate::domain::Certificate;

/// opening.certificates ⊆ held ∪ under way ∪ obtainable
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let candidate = pair.candidate;
    let mut missing = Vec::new();
    for &certificate in &pair.opening.certificates {
        if candidate.certificates.contains(&certificate) {
            continue;
        }
        match weeks_until(pair, certificate) {
            Some(weeks) => {
                findings.step(NextStep::GetCertificate { certificate, weeks });
                findings.not_before(usize::from(weeks));
            }
            None => missing.push(certificate.code()),
        }
    }
    if !missing.is_empty() {
        let held = candidate.certificates.iter().map(|certificate| certificate.code()).collect();
        findings.close(Figure::Codes(missing), Figure::Codes(held));
    }
}

/// Weeks until the certificate is there: the candidate's own, or what it usually takes.
fn weeks_until(pair: &Pair<'_>, certificate: Certificate) -> Option<u8> {
    let facts = pair.facts;
    let coming = pair.candidate.coming_certificates.iter();
    let own = coming.filter(|c| c.certificate == certificate).map(|c| c.weeks.get()).min();
    let usual = facts.model.rules.certificate_weeks.on(facts.case.first_monday);
    let usual = usual.and_then(|list| list.iter().find(|c| c.certificate == certificate));
    own.or(usual.map(|c| c.weeks.get()))
}
