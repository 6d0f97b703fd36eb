//! What an event asks for whatever its details say, so that it is known before they are.

use super::{At, unless};
use crate::domain::{Answer, Consent, LegalEmployer};
use crate::journey::{EventKind, Reason, Ruling, State};

/// What must come before an event of this kind.
pub(in crate::journey) fn conditions(kind: EventKind, at: &At<'_>, state: &State) -> Vec<Reason> {
    let found = match kind {
        EventKind::Employed => return agreed(state),
        EventKind::Complained => {
            let refused = state.admissions.values().any(|it| it.ruling == Ruling::Refused);
            unless(refused, Reason::NothingRefused)
        }
        EventKind::SpecialistAssigned => {
            let specialist = state.specialist.clone();
            specialist.map(|specialist| Reason::HasSpecialist { specialist })
        }
        EventKind::HandedOver => unless(state.specialist.is_some(), Reason::NoSpecialist),
        EventKind::ReadinessSet => unless(state.profile_version > 0, Reason::NoKartlegging),
        EventKind::ReleaseWithdrawn => {
            let given = state.releases.values().any(|release| release.answer == Answer::Given);
            unless(given, Reason::NothingReleased)
        }
        EventKind::ActivityBooked | EventKind::PlacedAgain => {
            let told = state.releases.keys().any(|it| state.released(it, at.on).is_some());
            unless(told, Reason::NothingReleased)
        }
        EventKind::ActivityStarted | EventKind::ActivityCancelled => {
            unless(state.something_waits(), Reason::NoBooking)
        }
        EventKind::WorkplaceEnded => {
            let employer = state.employment.as_ref().map(|it| it.terms.legal_employer);
            unless(employer != Some(LegalEmployer::Workplace), Reason::WorkplaceEmploys)
        }
        EventKind::ConcernAnswered => {
            let waits = state.concerns.values().any(|it| it.answered_on.is_none());
            unless(waits, Reason::NothingToAnswer)
        }
        EventKind::Reentered => unless(state.consent == Consent::Yes, Reason::NoYes),
        EventKind::Referred
        | EventKind::InformationMeetingHeld
        | EventKind::BenefitTalkHeld
        | EventKind::Answered
        | EventKind::PanelVoted
        | EventKind::Decided
        | EventKind::KartleggingBegun
        | EventKind::KartleggingRecorded
        | EventKind::ReleaseGiven
        | EventKind::ReleaseRefused
        | EventKind::EmployerContacted
        | EventKind::ProposalDeclined
        | EventKind::ActivityEnded
        | EventKind::AgreementSigned
        | EventKind::ProbationStarted
        | EventKind::FollowedUp
        | EventKind::VisitMissed
        | EventKind::ConcernRaised
        | EventKind::MentorNamed
        | EventKind::MentorLeft
        | EventKind::SurveyAnswered
        | EventKind::TermsChanged
        | EventKind::DroppedOut
        | EventKind::Paused
        | EventKind::Resumed
        | EventKind::ReferredElsewhere
        | EventKind::Withdrew
        | EventKind::Moved
        | EventKind::Exited
        | EventKind::Corrected => None,
    };
    found.into_iter().collect()
}

fn agreed(state: &State) -> Vec<Reason> {
    let reasons = [
        unless(!state.agreements.is_empty(), Reason::NoAgreement),
        unless(state.benefits_talked_through, Reason::NoBenefitTalk),
    ];
    reasons.into_iter().flatten().collect()
}
