//! Why an event cannot be recorded, and what can.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventKind, ExitReason, ReleaseLine, Sequence, Stage};
use crate::domain::{Decider, EmployerId, PanelSeat, SchemeCode, SpecialistId, Step};

/// An event that cannot be recorded now: every reason, and what would be legal instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("`{event}` cannot be recorded now: {}", .reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct Refusal {
    /// The event.
    pub event: EventKind,
    /// Where the journey stands.
    pub stage: Stage,
    /// Every reason, with what to do about it.
    pub reasons: Vec<Reason>,
    /// What can be recorded now, in the order of the list of events.
    pub legal: Vec<EventKind>,
}

/// One reason against an event, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// The event belongs to other stages.
    #[error("it does not belong to the stage `{stage}`; record one of the events in `legal`")]
    NotInStage {
        /// Where the journey stands.
        stage: Stage,
    },
    /// The event is dated after today.
    #[error("`on` is after {today}; record what has happened, on the day it happened")]
    Ahead {
        /// Today.
        today: Date,
    },
    /// The event is dated before what it follows from.
    #[error("`on` is before {day}, when the present stage began; correct the date")]
    Before {
        /// The first day it can have.
        day: Date,
    },
    /// A list that says how or what is empty.
    #[error("`{field}` is empty; say at least one")]
    Empty {
        /// The field.
        field: &'static str,
    },
    /// The last day comes before the first.
    #[error("`{field}` comes before the day it follows; correct one of them")]
    Turned {
        /// The field with the earlier day.
        field: &'static str,
    },
    /// The service model asks for an information meeting.
    #[error("no information meeting has been held; hold one and record `information_meeting_held`")]
    NoInformationMeeting,
    /// Nobody has talked benefits and wage through since the last change.
    #[error(
        "benefits and wage have not been talked through for this change; record `benefit_talk_held`"
    )]
    NoBenefitTalk,
    /// `not_yet` is no answer.
    #[error("`not_yet` is no answer; wait for one, or record `later`")]
    NoAnswer,
    /// The candidate has not said yes.
    #[error(
        "the candidate has not said yes; record `answered` first, or `referred` for somebody back"
    )]
    NoYes,
    /// The service model has no such scheme.
    #[error("the service model has no scheme `{scheme}`; use one of {}", list(.known))]
    NoSuchScheme {
        /// The scheme.
        scheme: SchemeCode,
        /// Those there are.
        known: Vec<SchemeCode>,
    },
    /// Nothing can start under the scheme.
    #[error("nothing can start under `{scheme}` on this day; choose another scheme")]
    SchemeClosed {
        /// The scheme.
        scheme: SchemeCode,
    },
    /// The scheme asks for a decision.
    #[error("`{by}` has not admitted the candidate under `{scheme}`; record `decided`")]
    NoDecision {
        /// The scheme.
        scheme: SchemeCode,
        /// The body that decides.
        by: Decider,
    },
    /// The scheme asks for a panel.
    #[error("the panel has not admitted the candidate under `{scheme}`; record `panel_voted`")]
    NoPanel {
        /// The scheme.
        scheme: SchemeCode,
    },
    /// Nobody has left the candidate out.
    #[error("nobody has left the candidate out; there is nothing to complain about")]
    NothingRefused,
    /// The votes are not one for each seat.
    #[error(
        "votes are due from each seat of the panel once; missing: {}; not a seat or twice: {}",
        list(.missing), list(.surplus)
    )]
    Seats {
        /// Seats without a vote.
        missing: Vec<PanelSeat>,
        /// Votes from what is no seat, or twice.
        surplus: Vec<PanelSeat>,
    },
    /// Somebody is left out without being told whom to ask.
    #[error("`ask_whom` is missing; whoever is left out is told whom to ask")]
    NobodyToAsk,
    /// A formal decision without what a notice says.
    #[error("`{field}` is missing; a formal decision tells it, so take it from the notice")]
    NoticeLacks {
        /// The field.
        field: &'static str,
    },
    /// The candidate has a job specialist already.
    #[error("{specialist} is the candidate's job specialist already; record `handed_over`")]
    HasSpecialist {
        /// The specialist.
        specialist: SpecialistId,
    },
    /// The candidate has no job specialist.
    #[error("the candidate has no job specialist; record `specialist_assigned`")]
    NoSpecialist,
    /// A hand-over names the wrong specialist, or one and the same.
    #[error("hand over from {specialist}, who is the candidate's job specialist, to somebody else")]
    OtherSpecialist {
        /// The candidate's specialist.
        specialist: SpecialistId,
    },
    /// The version does not follow the one before.
    #[error("the next version of the profile is {expected}")]
    Version {
        /// The version that is due.
        expected: u32,
    },
    /// There is no profile yet.
    #[error("nothing is recorded of the kartlegging; record `kartlegging_recorded`")]
    NoKartlegging,
    /// "Not yet" without a next step.
    #[error("`next_step` is missing; \"not yet\" closes no door, so say what comes first")]
    NoNextStep,
    /// The employer may not be told about the candidate.
    #[error(
        "no release for {employer} is in force on the day; ask the candidate, and record `release_given`"
    )]
    NoRelease {
        /// The employer.
        employer: EmployerId,
    },
    /// No employer may be told about the candidate.
    #[error("no release is in force; ask the candidate, and record `release_given`")]
    NothingReleased,
    /// More was told than was released.
    #[error("the candidate has not released {} to this employer", list(.lines))]
    NotReleased {
        /// The lines.
        lines: Vec<ReleaseLine>,
    },
    /// What is unknown blocks a booking.
    #[error("`{field}` is unknown; {}, before anyone is booked", settle(field))]
    Unknown {
        /// The field.
        field: &'static str,
    },
    /// The activity is longer than the service model lets it be.
    #[error("it takes {days} days, and the service model says at most {most}; shorten it")]
    TooLong {
        /// Its days.
        days: i64,
        /// The most.
        most: i64,
    },
    /// Another activity has the days.
    #[error("the booking {booking} has some of the same days; move one of them")]
    Overlaps {
        /// The other booking.
        booking: Sequence,
    },
    /// The service model asks for a mentor.
    #[error("no mentor is named, and the service model asks for one; settle who it is")]
    NoMentor,
    /// A place with the person's own family, without a word on why.
    #[error(
        "`family_reasons` is missing; write the special reasons for a place with somebody's own family, or find another enterprise"
    )]
    NoFamilyReasons,
    /// Nobody waits for an answer.
    #[error(
        "nobody waits for an answer to an event of this number; look `concern_raised` up in the journey"
    )]
    NothingToAnswer,
    /// Nobody, or nothing of the kind, is booked.
    #[error("there is no such booking that waits to begin; look the number up in the journey")]
    NoBooking,
    /// The activity is not the one under way.
    #[error("this booking is not the activity under way; look the number up in the journey")]
    NotRunning,
    /// No agreement has been signed with the employer.
    #[error("no agreement is signed with this employer; record `agreement_signed`")]
    NoAgreement,
    /// Hospitering without the agreement on it.
    #[error(
        "no three-party agreement on the hospitering is signed with this employer; sign one, and record `agreement_signed` of the kind `secondment`"
    )]
    NoSecondment,
    /// The workplace itself employs the person.
    #[error("the workplace employs the person, so the job ends with it; record `dropped_out`")]
    WorkplaceEmploys,
    /// The way back leads to step 2 or 3.
    #[error("the way back leads to `kartlegging` or `job_finding`, not to `{step}`")]
    NotBack {
        /// The step.
        step: Step,
    },
    /// The reason reopens the journey.
    #[error("`{reason_given}` reopens the journey and is no way out; record `dropped_out`")]
    Reopens {
        /// The reason.
        reason_given: ExitReason,
    },
    /// The route is no other service.
    #[error("`gradual_start` is a way within the service; record `readiness_set` with a next step")]
    NotElsewhere,
    /// A survey is the candidate's or the employer's.
    #[error("`of` is `candidate` or `employer`")]
    NobodysSurvey,
    /// The correction is about an event that is not there.
    #[error("there is no event {event} that can be corrected; look its number up in the history")]
    NoSuchEvent {
        /// Its number.
        event: Sequence,
    },
    /// A correction cannot put another one in an event's place.
    #[error("`instead` is a correction; correct the event itself")]
    CorrectsWithCorrection,
    /// What came later could not have happened then.
    #[error(
        "event {event} could then not have happened ({}); correct that one first",
        .reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    )]
    Breaks {
        /// The later event.
        event: Sequence,
        /// Why.
        reasons: Vec<Reason>,
    },
}

/// What to do about a field of a booking that is unknown.
fn settle(field: &str) -> &'static str {
    match field {
        "legal_vehicle" => {
            "agree with NAV, the provider or the municipality what the activity rests on"
        }
        "responsible" => {
            "agree who answers for the activity; whoever its legal vehicle belongs to knows"
        }
        "insured_by" => {
            "ask whoever answers for it, and the workplace, whose insurance covers the person"
        }
        _ => "agree with the workplace when the person is shown what is dangerous there",
    }
}

fn list<T: ToString>(items: &[T]) -> String {
    if items.is_empty() {
        return "none".to_owned();
    }
    items.iter().map(|item| format!("`{}`", item.to_string())).collect::<Vec<_>>().join(", ")
}
