//! Ways out and back: pause, drop-out, re-entry, another service, withdrawal. Each is open at any time, and none
//! is a failure.

use super::{At, unless};
use crate::domain::{Consent, Route, Step};
use crate::journey::details::{DroppedOut, Exited, Paused, Reentered, ReferredElsewhere};
use crate::journey::{Reason, Stage, State, WayOut};

/// A drop-out leads back, not out. Who had a job begins to wait anew; who had none has waited all along.
pub(super) fn dropped_out(it: &DroppedOut, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    state.stop();
    state.last_reason = Some(it.reason);
    state.employment = None;
    state.mentor = None;
    state.probation_until = None;
    state.waiting_since.get_or_insert(at.on);
    state.settle(Stage::DroppedOut, at.on);
    Vec::new()
}

pub(super) fn reentered(it: &Reentered, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let (base, back) = match it.step {
        Step::Kartlegging => (Stage::Kartlegging, true),
        Step::JobFinding => (Stage::JobFinding, true),
        Step::Engagement | Step::EmployerEngagement | Step::Support => (state.base, false),
    };
    let profiled = base != Stage::JobFinding || state.profile_version > 0;
    let reasons =
        [unless(back, Reason::NotBack { step: it.step }), unless(profiled, Reason::NoKartlegging)];
    state.waiting_since.get_or_insert(at.on);
    state.way_out = None;
    state.route = None;
    state.settle(base, at.on);
    reasons.into_iter().flatten().collect()
}

/// A pause keeps the place in the queue.
pub(super) fn paused(it: &Paused, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    if !matches!(state.stage, Stage::Jobbsmak | Stage::Trial) {
        state.base = state.stage;
    }
    state.stop();
    state.ask_again_on = it.ask_again_on;
    state.enter(Stage::Paused, at.on);
    Vec::new()
}

pub(super) fn resumed(at: &At<'_>, state: &mut State) -> Vec<Reason> {
    state.ask_again_on = None;
    state.settle(state.base, at.on);
    Vec::new()
}

pub(super) fn referred_elsewhere(
    it: &ReferredElsewhere,
    at: &At<'_>,
    state: &mut State,
) -> Vec<Reason> {
    state.route = Some(it.route);
    close(WayOut::ReferredElsewhere, at, state);
    unless(it.route != Route::GradualStart, Reason::NotElsewhere).into_iter().collect()
}

/// Whoever withdraws and comes back has kept the place in the queue.
pub(super) fn withdrew(at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let waiting_since = state.waiting_since;
    close(WayOut::Withdrew, at, state);
    state.waiting_since = waiting_since;
    state.consent = Consent::NotYet;
    Vec::new()
}

pub(super) fn moved(at: &At<'_>, state: &mut State) -> Vec<Reason> {
    close(WayOut::Moved, at, state);
    state.consent = Consent::NotYet;
    Vec::new()
}

/// Only what leads onward is a way out; every other reason reopens the journey.
pub(super) fn exited(it: &Exited, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    state.last_reason = Some(it.reason);
    close(WayOut::Onward, at, state);
    unless(it.reason.leads_onward(), Reason::Reopens { reason_given: it.reason })
        .into_iter()
        .collect()
}

/// Nothing is told of the person from here on.
fn close(way: WayOut, at: &At<'_>, state: &mut State) {
    state.stop();
    state.releases.clear();
    state.employment = None;
    state.mentor = None;
    state.probation_until = None;
    state.next_follow_up = None;
    state.next_follow_up_at = None;
    state.ask_again_on = None;
    state.waiting_since = None;
    state.specialist = None;
    state.way_out = Some(way);
    state.settle(Stage::Closed, at.on);
}
