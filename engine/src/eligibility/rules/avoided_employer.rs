//! Employers that the person does not want.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// workplace.employer ∉ `avoid_employers`
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let employer = &pair.workplace.employer;
    if pair.candidate.avoid_employers.contains(employer) {
        findings.close(Figure::Nothing, Figure::Id(employer.to_string()));
    }
}
