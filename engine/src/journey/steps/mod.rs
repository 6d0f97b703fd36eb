//! What each event asks for, and what follows from it, by the steps of the process.
//!
//! A function for each event takes the event's details, looks at the state, gives every reason against it, and
//! changes the state. Where there are reasons, the changed state is thrown away.

mod admission;
mod conditions;
mod employment;
mod engagement;
mod finding;
mod support;
mod trying;
mod ways;

pub(super) use conditions::conditions;

use jiff::civil::Date;

use super::{Reason, Sequence, State, What};
use crate::domain::service_model::Scheme;
use crate::domain::{SchemeCode, ServiceModel};

/// The event's number and day, and the rules of that day.
pub(super) struct At<'a> {
    pub(super) number: Sequence,
    pub(super) on: Date,
    pub(super) model: &'a ServiceModel,
}

impl At<'_> {
    fn information_meeting(&self) -> bool {
        self.model.rules.information_meeting.on(self.on).copied().unwrap_or(false)
    }

    fn mentor_required(&self) -> bool {
        self.model.rules.mentor_required.on(self.on).copied().unwrap_or(false)
    }

    /// The schemes under which something can start, as far as is known.
    fn open_schemes(&self) -> impl Iterator<Item = &Scheme> {
        let closed = |scheme: &Scheme| scheme.open_for_starts.on(self.on) == Some(&false);
        self.model.schemes.iter().filter(move |scheme| !closed(scheme))
    }

    fn no_such_scheme(&self, scheme: &SchemeCode) -> Reason {
        let known = self.model.schemes.iter().map(|scheme| scheme.id.clone()).collect();
        Reason::NoSuchScheme { scheme: scheme.clone(), known }
    }
}

/// Lets the event happen: every reason against it, and the state that follows.
pub(super) fn happen(what: &What, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    match what {
        What::Referred(it) => engagement::referred(it, at, state),
        What::InformationMeetingHeld(it) => engagement::information_meeting_held(it, at, state),
        What::BenefitTalkHeld(it) => engagement::benefit_talk_held(it, state),
        What::Answered(it) => engagement::answered(it, at, state),
        What::PanelVoted(it) => admission::panel_voted(it, at, state),
        What::Decided(it) => admission::decided(it, at, state),
        What::Complained(it) => admission::complained(it, at, state),
        What::SpecialistAssigned(it) => engagement::specialist_assigned(it, state),
        What::HandedOver(it) => engagement::handed_over(it, state),
        What::KartleggingBegun(_) => admission::kartlegging_begun(at, state),
        What::KartleggingRecorded(it) => finding::kartlegging_recorded(it, state),
        What::ReadinessSet(it) => finding::readiness_set(it, at, state),
        What::ReleaseGiven(it) => finding::release_given(it, at, state),
        What::ReleaseRefused(it) => finding::release_refused(it, at, state),
        What::ReleaseWithdrawn(it) => finding::release_withdrawn(it, at, state),
        What::EmployerContacted(it) => finding::employer_contacted(it, at, state),
        What::ProposalDeclined(it) => finding::proposal_declined(it, at, state),
        What::ActivityBooked(it) => trying::activity_booked(it, at, state),
        What::ActivityStarted(it) => trying::activity_started(it, at, state),
        What::ActivityEnded(it) => trying::activity_ended(it, at, state),
        What::ActivityCancelled(it) => trying::activity_cancelled(it, state),
        What::AgreementSigned(it) => employment::agreement_signed(it, at, state),
        What::ProbationStarted(it) => employment::probation_started(it, at, state),
        What::Employed(it) => employment::employed(it, at, state),
        What::FollowedUp(it) => employment::followed_up(it, at, state),
        What::VisitMissed(it) => support::visit_missed(it, at, state),
        What::ConcernRaised(it) => support::concern_raised(it, at, state),
        What::ConcernAnswered(it) => support::concern_answered(it, at, state),
        What::MentorNamed(it) => support::mentor_named(it, at, state),
        What::MentorLeft(it) => support::mentor_left(it, at, state),
        What::SurveyAnswered(it) => employment::survey_answered(it),
        What::TermsChanged(it) => employment::terms_changed(it, at, state),
        What::WorkplaceEnded(it) => employment::workplace_ended(it, at, state),
        What::PlacedAgain(it) => employment::placed_again(it, at, state),
        What::DroppedOut(it) => ways::dropped_out(it, at, state),
        What::Reentered(it) => ways::reentered(it, at, state),
        What::Paused(it) => ways::paused(it, at, state),
        What::Resumed(_) => ways::resumed(at, state),
        What::ReferredElsewhere(it) => ways::referred_elsewhere(it, at, state),
        What::Withdrew(_) => ways::withdrew(at, state),
        What::Moved(_) => ways::moved(at, state),
        What::Exited(it) => ways::exited(it, at, state),
        // The history is what it changes; see `super::history`.
        What::Corrected(_) => Vec::new(),
    }
}

/// A reason when something is not as it must be.
fn unless(holds: bool, reason: Reason) -> Option<Reason> {
    (!holds).then_some(reason)
}

/// What empties a list that must say something.
fn not_empty<T>(list: &[T], field: &'static str) -> Option<Reason> {
    unless(!list.is_empty(), Reason::Empty { field })
}
