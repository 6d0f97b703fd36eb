//! Step 1, with the candidate: first contact, information, an informed answer, an own job specialist.

use super::{At, not_empty, unless};
use crate::domain::Consent;
use crate::journey::details::{
    Answered, BenefitTalkHeld, HandedOver, InformationMeetingHeld, Referred, SpecialistAssigned,
};
use crate::journey::{Reason, Stage, State};

/// A new referral asks for a new answer; the waiting goes on from where it was.
pub(super) fn referred(it: &Referred, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    state.source = Some(it.source);
    state.waiting_since.get_or_insert(at.on);
    state.informed = false;
    state.consent = Consent::NotYet;
    state.admissions.clear();
    state.way_out = None;
    state.route = None;
    state.enter(Stage::Referred, at.on);
    Vec::new()
}

pub(super) fn information_meeting_held(
    it: &InformationMeetingHeld,
    at: &At<'_>,
    state: &mut State,
) -> Vec<Reason> {
    state.informed = true;
    if state.stage == Stage::Referred {
        state.enter(Stage::Informed, at.on);
    }
    not_empty(&it.explained, "explained").into_iter().collect()
}

pub(super) fn benefit_talk_held(it: &BenefitTalkHeld, state: &mut State) -> Vec<Reason> {
    state.benefits_talked_through = true;
    let empty = [not_empty(&it.topics, "topics"), not_empty(&it.explained, "explained")];
    empty.into_iter().flatten().collect()
}

/// A yes comes after information, and after a talk about benefits and wage. A no or a "later" asks for nothing,
/// and costs nothing.
pub(super) fn answered(it: &Answered, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let yes = it.answer == Consent::Yes;
    let met = state.informed || !at.information_meeting();
    let reasons = [
        unless(!yes || met, Reason::NoInformationMeeting),
        unless(!yes || state.benefits_talked_through, Reason::NoBenefitTalk),
        unless(it.answer != Consent::NotYet, Reason::NoAnswer),
        if yes { not_empty(&it.explained, "explained") } else { None },
    ];
    state.consent = it.answer;
    state.ask_again_on = it.ask_again_on.filter(|_| !yes);
    let next = match it.answer {
        Consent::Yes => Stage::Accepted,
        Consent::Later => Stage::Considering,
        Consent::No => Stage::Declined,
        Consent::NotYet => state.stage,
    };
    if yes {
        state.benefits_talked_through = false;
    }
    state.enter(next, at.on);
    reasons.into_iter().flatten().collect()
}

pub(super) fn specialist_assigned(it: &SpecialistAssigned, state: &mut State) -> Vec<Reason> {
    state.specialist = Some(it.specialist.clone());
    Vec::new()
}

pub(super) fn handed_over(it: &HandedOver, state: &mut State) -> Vec<Reason> {
    let before = state.specialist.replace(it.to.clone());
    let other = before.filter(|before| *before != it.from || it.to == it.from);
    other.map(|specialist| Reason::OtherSpecialist { specialist }).into_iter().collect()
}
