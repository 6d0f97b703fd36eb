//! Steps 2 and 3: the profile, what the candidate is ready for, whom may be told what, employers.

use super::admission::before_search;
use super::{At, not_empty, unless};
use crate::domain::{Activity, Answer, EmployerId, Readiness};
use crate::journey::details::{
    EmployerContacted, KartleggingRecorded, ProposalDeclined, ReadinessSet, ReleaseGiven, ReleaseOf,
};
use crate::journey::state::{Progress, ReleaseState};
use crate::journey::{Reason, ReleaseLine, Stage, State};

pub(super) fn kartlegging_recorded(it: &KartleggingRecorded, state: &mut State) -> Vec<Reason> {
    let expected = state.profile_version + 1;
    state.profile_version = it.version;
    unless(it.version == expected, Reason::Version { expected }).into_iter().collect()
}

/// Ready to try something leads to job finding; "not yet" has a next step, and closes no door.
pub(super) fn readiness_set(it: &ReadinessSet, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let ready = it.readiness != Readiness::NotYet;
    let reasons = [
        unless(!ready || state.specialist.is_some(), Reason::NoSpecialist),
        unless(ready || it.next_step.is_some(), Reason::NoNextStep),
    ];
    let begins = ready && state.base == Stage::Kartlegging;
    let admission = if begins { before_search(at, state) } else { Vec::new() };
    state.readiness = Some(it.readiness);
    state.next_step.clone_from(&it.next_step);
    if begins {
        state.settle(Stage::JobFinding, at.on);
    }
    reasons.into_iter().flatten().chain(admission).collect()
}

pub(super) fn release_given(it: &ReleaseGiven, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let reasons = [
        not_empty(&it.lines, "lines"),
        unless(it.until >= at.on, Reason::Turned { field: "until" }),
    ];
    let release = ReleaseState {
        answer: Answer::Given,
        since: at.on,
        lines: it.lines.iter().copied().collect(),
        until: Some(it.until),
    };
    state.releases.insert(it.employer.clone(), release);
    reasons.into_iter().flatten().collect()
}

pub(super) fn release_refused(it: &ReleaseOf, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    take_back(it, Answer::Refused, at, state);
    Vec::new()
}

pub(super) fn release_withdrawn(it: &ReleaseOf, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let before = take_back(it, Answer::Withdrawn, at, state);
    let given = before.is_some_and(|before| before.answer == Answer::Given);
    unless(given, Reason::NoRelease { employer: it.employer.clone() }).into_iter().collect()
}

fn take_back(
    it: &ReleaseOf,
    answer: Answer,
    at: &At<'_>,
    state: &mut State,
) -> Option<ReleaseState> {
    let none = ReleaseState { answer, since: at.on, lines: [].into(), until: None };
    state.releases.insert(it.employer.clone(), none)
}

/// Talk about work alone needs nobody's leave; talk about a person needs theirs, for this employer and these lines.
pub(super) fn employer_contacted(
    it: &EmployerContacted,
    at: &At<'_>,
    state: &mut State,
) -> Vec<Reason> {
    state.first_employer_contact.get_or_insert(at.on);
    told(&it.employer, &it.told, at, state).into_iter().collect()
}

fn told(
    employer: &EmployerId,
    lines: &[ReleaseLine],
    at: &At<'_>,
    state: &State,
) -> Option<Reason> {
    if lines.is_empty() {
        return None;
    }
    let Some(released) = state.released(employer, at.on) else {
        return Some(Reason::NoRelease { employer: employer.clone() });
    };
    let beyond: Vec<_> = lines.iter().copied().filter(|line| !released.contains(line)).collect();
    (!beyond.is_empty()).then_some(Reason::NotReleased { lines: beyond })
}

/// A no costs nothing. To the place where an agreement was being made, it leads back to job finding.
pub(super) fn proposal_declined(
    it: &ProposalDeclined,
    at: &At<'_>,
    state: &mut State,
) -> Vec<Reason> {
    let tried = state.bookings.values().rev().find(|booking| {
        let over = matches!(booking.progress, Progress::Ended(_));
        over && booking.booked.activity == Activity::Trial
    });
    let here = tried.is_none_or(|booking| booking.booked.opening == it.opening);
    if state.base == Stage::Agreeing && here {
        state.settle(Stage::JobFinding, at.on);
    }
    Vec::new()
}
