//! What the person is ready to try, held against what can be tried at the workplace.

use super::super::facts::Pair;
use super::super::findings::Findings;
use super::super::{Figure, NextStep};
use crate::domain::{Activity, Candidate, Readiness};

/// activities the person is ready for ∩ opening.activities ≠ ∅
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let offered = &pair.opening.activities;
    let ready = ready_for(pair.candidate);
    for &activity in ready.iter().filter(|activity| offered.contains(activity)) {
        findings.starts.insert(activity, pair.start_weeks(activity).collect());
    }
    if findings.starts.is_empty() {
        let codes = |list: &[Activity]| Figure::Codes(list.iter().map(|a| a.code()).collect());
        findings.close(codes(&ready), codes(offered));
    }
    match pair.candidate.readiness {
        Readiness::NotYet => findings.step(NextStep::TalkAboutReadiness),
        Readiness::Jobbsmak if offered.contains(&Activity::Trial) => {
            findings.step(NextStep::TalkAboutTrialAfterJobbsmak);
        }
        Readiness::Jobbsmak | Readiness::Trial => {}
    }
}

/// What a candidate is ready to try: someone who is not ready for more, or not yet, can still taste.
#[must_use]
pub fn ready_for(candidate: &Candidate) -> Vec<Activity> {
    let ready = |activity: &Activity| match activity {
        Activity::Jobbsmak => candidate.jobbsmak_most != Some(0),
        Activity::Trial => candidate.readiness == Readiness::Trial,
    };
    Activity::ALL.iter().copied().filter(ready).collect()
}
