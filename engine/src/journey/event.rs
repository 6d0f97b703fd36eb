//! What happens on a journey: who, when, what, why.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::Role;
use super::details::{
    ActivityBooked, ActivityCancelled, ActivityEnded, ActivityStarted, AgreementSigned, Answered,
    BenefitTalkHeld, Complained, ConcernAnswered, ConcernRaised, Corrected, Decided, DroppedOut,
    Employed, EmployerContacted, Exited, FollowedUp, HandedOver, InformationMeetingHeld,
    KartleggingRecorded, MentorLeft, MentorNamed, Moved, Nothing, PanelVoted, Paused, PlacedAgain,
    ProbationStarted, ProposalDeclined, ReadinessSet, Reentered, Referred, ReferredElsewhere,
    ReleaseGiven, ReleaseOf, SpecialistAssigned, SurveyAnswered, TermsChanged, VisitMissed,
    WorkplaceEnded,
};
use crate::domain::{StaffId, Words};
use crate::reading::{Fault, Node, Read, codes, value_schema};

/// The number of an event in its journey, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Sequence(pub u32);

value_schema!(
    Sequence,
    &["The number of an event in its journey, from 1."],
    { "type": "integer", "minimum": 1 }
);

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Read for Sequence {
    fn read(node: &Node<'_>) -> Option<Self> {
        u32::read(node).map(Self)
    }
}

/// Something that happened. Its JSON has the fields `on`, `by`, `role`, `why`, `what` and `details`.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The day it happened.
    pub on: Date,
    /// Who records it, by id.
    pub by: StaffId,
    /// In which role.
    pub role: Role,
    /// Why, where that is not in the details.
    pub why: Option<Words>,
    /// What happened.
    pub what: What,
}

impl Read for Event {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["on", "by", "role", "why", "what", "details"])?;
        let on = fields.take("on");
        let by = fields.take("by");
        let role = fields.take_or_else("role", || Some(Role::JobSpecialist));
        let why = fields.take("why");
        let kind: Option<EventKind> = fields.take("what");
        // Without knowing what happened, its details cannot be judged.
        let what = kind.and_then(|kind| What::take(&fields, kind));
        Some(Self { on: on?, by: by?, role: role?, why: why?, what: what? })
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { on, by, role, why, what } = self;
        let mut fields = serializer.serialize_map(None)?;
        fields.serialize_entry("on", on)?;
        fields.serialize_entry("by", by)?;
        fields.serialize_entry("role", role)?;
        if let Some(why) = why {
            fields.serialize_entry("why", why)?;
        }
        fields.serialize_entry("what", &what.kind())?;
        what.give(&mut fields)?;
        fields.end()
    }
}

impl JsonSchema for Event {
    fn schema_name() -> Cow<'static, str> {
        "Event".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let kinds = What::schemas(generator).into_iter().map(|(kind, details, may_be_missing)| {
            let required =
                if may_be_missing { json!(["what"]) } else { json!(["what", "details"]) };
            json!({
                "properties": {"what": {"const": kind}, "details": details},
                "required": required,
            })
        });
        let kinds: Vec<Value> = kinds.collect();
        json_schema!({
            "description": "Something that happened on a journey.",
            "type": "object",
            "properties": {
                "on": generator.subschema_for::<Date>(),
                "by": generator.subschema_for::<StaffId>(),
                "role": generator.subschema_for::<Role>(),
                "why": generator.subschema_for::<Option<Words>>(),
                "what": generator.subschema_for::<EventKind>(),
            },
            "required": ["on", "by", "what"],
            "oneOf": kinds,
            "unevaluatedProperties": false,
        })
    }
}

/// Reads one event.
///
/// # Errors
///
/// All faults, each with its place.
pub fn read(text: &str) -> Result<Event, Vec<Fault>> {
    crate::reading::read(text, |_| {})
}

/// The kinds of events, the words of their codes, and their details, from one list.
macro_rules! events {
    ($($(#[doc = $doc:literal])* $kind:ident($details:ty) = $code:literal,)+) => {
        codes! {
            /// The kinds of events.
            pub enum EventKind {
                $($(#[doc = $doc])* $kind = $code,)+
            }
        }

        /// What happened, with its details.
        #[derive(Debug, Clone, PartialEq)]
        pub enum What {
            $($(#[doc = $doc])* $kind($details),)+
        }

        impl What {
            /// Its kind.
            #[must_use]
            pub fn kind(&self) -> EventKind {
                match self {
                    $(Self::$kind(_) => EventKind::$kind,)+
                }
            }

            fn take(fields: &crate::reading::Fields<'_>, kind: EventKind) -> Option<Self> {
                match kind {
                    $(EventKind::$kind => fields.take::<$details>("details").map(Self::$kind),)+
                }
            }

            /// The details of each kind of event.
            fn schemas(generator: &mut SchemaGenerator) -> Vec<(&'static str, Schema, bool)> {
                vec![$((
                    $code,
                    generator.subschema_for::<$details>(),
                    <$details as Read>::absent().is_some(),
                )),+]
            }

            fn give<M: SerializeMap>(&self, fields: &mut M) -> Result<(), M::Error> {
                match self {
                    $(Self::$kind(details) => fields.serialize_entry("details", details),)+
                }
            }
        }
    };
}

events! {
    /// The candidate was referred, or came of their own accord.
    Referred(Referred) = "referred",
    /// An information meeting was held.
    InformationMeetingHeld(InformationMeetingHeld) = "information_meeting_held",
    /// What work would mean for benefits and wage was talked through.
    BenefitTalkHeld(BenefitTalkHeld) = "benefit_talk_held",
    /// The candidate's informed answer: yes, no or later.
    Answered(Answered) = "answered",
    /// An intake team or appointment panel voted.
    PanelVoted(PanelVoted) = "panel_voted",
    /// A body decided.
    Decided(Decided) = "decided",
    /// The candidate complained about a decision.
    Complained(Complained) = "complained",
    /// The candidate got an own job specialist.
    SpecialistAssigned(SpecialistAssigned) = "specialist_assigned",
    /// The candidate got another job specialist.
    HandedOver(HandedOver) = "handed_over",
    /// The kartlegging began.
    KartleggingBegun(Nothing) = "kartlegging_begun",
    /// A version of the profile was recorded.
    KartleggingRecorded(KartleggingRecorded) = "kartlegging_recorded",
    /// What the candidate is ready to try.
    ReadinessSet(ReadinessSet) = "readiness_set",
    /// The candidate lets a named employer be told named things, until a day.
    ReleaseGiven(ReleaseGiven) = "release_given",
    /// The candidate does not let an employer be told.
    ReleaseRefused(ReleaseOf) = "release_refused",
    /// The candidate takes a release back.
    ReleaseWithdrawn(ReleaseOf) = "release_withdrawn",
    /// An employer was contacted.
    EmployerContacted(EmployerContacted) = "employer_contacted",
    /// Someone said no to a proposal, which costs nothing.
    ProposalDeclined(ProposalDeclined) = "proposal_declined",
    /// A jobbsmak or a trial was booked.
    ActivityBooked(ActivityBooked) = "activity_booked",
    /// A booked activity began.
    ActivityStarted(ActivityStarted) = "activity_started",
    /// An activity ended.
    ActivityEnded(ActivityEnded) = "activity_ended",
    /// A booked activity will not be.
    ActivityCancelled(ActivityCancelled) = "activity_cancelled",
    /// An agreement was signed.
    AgreementSigned(AgreementSigned) = "agreement_signed",
    /// A probation period began.
    ProbationStarted(ProbationStarted) = "probation_started",
    /// The candidate was employed.
    Employed(Employed) = "employed",
    /// The person or the workplace was followed up.
    FollowedUp(FollowedUp) = "followed_up",
    /// A visit that was agreed was not held.
    VisitMissed(VisitMissed) = "visit_missed",
    /// The person, the employer or the mentor said that something is wrong.
    ConcernRaised(ConcernRaised) = "concern_raised",
    /// Whoever said that something is wrong got an answer.
    ConcernAnswered(ConcernAnswered) = "concern_answered",
    /// It is settled who the mentor is, and whether somebody can stand in.
    MentorNamed(MentorNamed) = "mentor_named",
    /// The mentor left.
    MentorLeft(MentorLeft) = "mentor_left",
    /// A survey was answered.
    SurveyAnswered(SurveyAnswered) = "survey_answered",
    /// Position, wage or contract changed.
    TermsChanged(TermsChanged) = "terms_changed",
    /// The workplace ended, and the employment did not.
    WorkplaceEnded(WorkplaceEnded) = "workplace_ended",
    /// Someone employed got another workplace.
    PlacedAgain(PlacedAgain) = "placed_again",
    /// A job or an activity ended, and the journey goes on.
    DroppedOut(DroppedOut) = "dropped_out",
    /// The person is back.
    Reentered(Reentered) = "reentered",
    /// A pause began.
    Paused(Paused) = "paused",
    /// The pause is over.
    Resumed(Nothing) = "resumed",
    /// Another service takes over.
    ReferredElsewhere(ReferredElsewhere) = "referred_elsewhere",
    /// The candidate no longer takes part.
    Withdrew(Nothing) = "withdrew",
    /// The candidate moved to another municipality.
    Moved(Moved) = "moved",
    /// The person went on to something of their own.
    Exited(Exited) = "exited",
    /// An earlier event was wrong. It stays in the history; what follows from it changes.
    Corrected(Box<Corrected>) = "corrected",
}
