//! What the person is ready to try, held against what can be tried at the workplace.

use super::super::facts::Pair;
use super::super::findings::Findings;
use super::super::{Figure, NextStep};
use crate::domain::{Activity, Readiness};

/// activities the person is ready for ∩ opening.activities ≠ ∅
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let offered = &pair.opening.activities;
    let ready = ready_for(pair);
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

/// Someone who is not ready for more, or not yet, can still taste.
fn ready_for(pair: &Pair<'_>) -> Vec<Activity> {
    let wants_jobbsmak = pair.candidate.jobbsmak_most != Some(0);
    let ready_for_trial = pair.candidate.readiness == Readiness::Trial;
    let ready = |activity: &Activity| match activity {
        Activity::Jobbsmak => wants_jobbsmak,
        Activity::Trial => ready_for_trial,
    };
    Activity::ALL.iter().copied().filter(ready).collect()
}
