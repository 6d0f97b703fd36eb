//! The candidate's release from confidentiality towards the employer. Not asked yet is a next step.

use super::super::facts::Pair;
use super::super::findings::Findings;
use super::super::{Figure, NextStep};
use crate::domain::Answer;

/// release ∉ {refused, withdrawn}
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let employer = &pair.workplace.employer;
    let release = pair.candidate.releases.iter().find(|release| release.employer == *employer);
    match release.map(|release| release.answer) {
        Some(Answer::Given) => {}
        None => findings.step(NextStep::AskForRelease { employer: employer.clone() }),
        Some(no @ (Answer::Refused | Answer::Withdrawn)) => {
            let needed = Figure::Codes(vec![Answer::Given.code()]);
            findings.close(needed, Figure::Codes(vec![no.code()]));
        }
    }
}
