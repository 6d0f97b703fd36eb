//! The support around an activity or a job: what is wrong, who helps at the workplace, what came of a visit.

use super::{At, unless};
use crate::journey::details::{
    ConcernAnswered, ConcernRaised, MentorLeft, MentorNamed, VisitMissed,
};
use crate::journey::state::{ConcernState, MentorState};
use crate::journey::{Reason, State};

pub(super) fn visit_missed(it: &VisitMissed, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    state.next_follow_up = it.next;
    state.next_follow_up_at = it.next_at;
    let later = it.next.is_none_or(|next| next >= at.on);
    unless(later, Reason::Turned { field: "next" }).into_iter().collect()
}

pub(super) fn concern_raised(it: &ConcernRaised, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let concern = ConcernState { raised_on: at.on, by: it.by, answered_on: None };
    state.concerns.insert(at.number, concern);
    Vec::new()
}

pub(super) fn concern_answered(
    it: &ConcernAnswered,
    at: &At<'_>,
    state: &mut State,
) -> Vec<Reason> {
    let waiting = state.concerns.get_mut(&it.concern);
    let Some(concern) = waiting.filter(|it| it.answered_on.is_none()) else {
        return vec![Reason::NothingToAnswer];
    };
    concern.answered_on = Some(at.on);
    let said_before = concern.raised_on <= at.on;
    unless(said_before, Reason::Before { day: concern.raised_on }).into_iter().collect()
}

pub(super) fn mentor_named(it: &MentorNamed, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let MentorNamed { stand_in } = *it;
    state.mentor = Some(MentorState { since: at.on, stand_in, is_gone: false });
    Vec::new()
}

/// Whoever has taken over has nobody who stands in until somebody says so.
pub(super) fn mentor_left(it: &MentorLeft, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let is_gone = !it.stand_in_takes_over;
    state.mentor = Some(MentorState { since: at.on, stand_in: false, is_gone });
    Vec::new()
}
