//! What people can ask for of what is kept about them.

use std::collections::BTreeSet;

use engine::domain::Words;
use engine::reading::{Node, Read, Wrong};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{
    ContactBody, FollowedJobBody, JourneyRow, KeptBody, OutcomeBody, PlaceBody, ProfileBody,
    ProposalBody, Raw, TravelTimeBody, WarningBody, schema,
};
use crate::manners::Document;
use crate::rights::{Kind, Record};
use crate::store::audit::AuditEvent;
use crate::store::journeys::StoredEvent;
use crate::store::restrictions::{Ground, Restriction};
use crate::text::{Language, access};

/// What a match run knew of a person, and said.
#[derive(Debug, Serialize, ToSchema)]
pub struct KnownBody {
    /// The run.
    pub run: String,
    /// What it knew and said, by the address in its documents: each with its place in that list.
    #[schema(value_type = Object)]
    pub knew: Box<RawValue>,
}

/// The value of `format` in the document of all that is kept about a person.
pub const FORMAT: &str = "femtrinn-person/1";

/// Erasure, and what is in the archive already.
#[derive(Debug, ToSchema)]
pub struct ErasureBody {
    /// The kinds that are in the municipality's archive now, and go; none is an empty list.
    #[schema(value_type = Vec<Kind>)]
    pub archived: BTreeSet<Kind>,
    /// The archive's own number of the case; asked for where something is archived.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000)]
    pub archive_case: Option<Words>,
}

impl Read for ErasureBody {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["archived", "archive_case"])?;
        let archived: Option<Vec<Kind>> = fields.take("archived");
        let case: Option<Option<Words>> = fields.take("archive_case");
        Some(Self { archived: archived?.into_iter().collect(), archive_case: case? })
    }
}

impl Document for ErasureBody {}

/// Whether what there is of a person is restricted from now on.
#[derive(Debug, ToSchema)]
pub struct RestrictBody {
    /// Whether it is.
    pub restricted: bool,
    /// Why; asked for where it is.
    #[schema(nullable = false)]
    pub ground: Option<Ground>,
}

impl Read for RestrictBody {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["restricted", "ground"])?;
        let restricted: Option<bool> = fields.take("restricted");
        let ground: Option<Option<Ground>> = fields.take("ground");
        Some(Self { restricted: restricted?, ground: ground? })
    }
}

impl Document for RestrictBody {}

impl Read for Kind {
    fn read(node: &Node<'_>) -> Option<Self> {
        coded(node, &Self::ALL.map(|kind| (kind.code(), kind)))
    }
}

impl Read for Ground {
    fn read(node: &Node<'_>) -> Option<Self> {
        coded(node, &Self::ALL.map(|ground| (ground.code(), ground)))
    }
}

pub(super) fn coded<T: Copy>(node: &Node<'_>, all: &[(&'static str, T)]) -> Option<T> {
    let found = all.iter().find(|(code, _)| node.text() == Some(code)).map(|(_, value)| *value);
    if found.is_none() {
        node.fault(Wrong::UnknownCode { known: all.iter().map(|(code, _)| *code).collect() });
    }
    found
}

/// What became of each kind of record.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasedBody {
    /// Each kind, and why.
    pub records: Vec<Record>,
}

/// Whether a person is restricted: what there is of them is then neither matched nor shown but to who says why.
#[derive(Debug, Serialize, ToSchema)]
pub struct RestrictionBody {
    /// Whether it is.
    pub restricted: bool,
    /// Why.
    #[schema(value_type = Option<Ground>)]
    pub ground: Option<String>,
    /// Since when.
    #[schema(format = DateTime)]
    pub since: Option<String>,
}

impl From<Option<Restriction>> for RestrictionBody {
    fn from(stored: Option<Restriction>) -> Self {
        let (ground, since) = stored.map(|it| (it.ground, it.since.to_string())).unzip();
        Self { restricted: ground.is_some(), ground, since }
    }
}

/// An event of a journey, as it was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordedBody {
    /// Its number in the journey.
    #[schema(minimum = 1)]
    pub sequence: i64,
    /// When it was recorded.
    #[schema(format = DateTime)]
    pub recorded_at: String,
    /// The event itself.
    #[schema(value_type = schema::Event)]
    pub event: Box<RawValue>,
}

impl From<StoredEvent> for RecordedBody {
    fn from(stored: StoredEvent) -> Self {
        let StoredEvent { sequence, body, recorded_at } = stored;
        Self { sequence: sequence.0, recorded_at: recorded_at.to_string(), event: body.raw() }
    }
}

/// A look at a person's data. Who else was shown is not told.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessBody {
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Who, as the municipality's login knows them: whoever asks is told the name by the municipality.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// What was done: `access`, `create`, `update` or `erase`.
    pub action: String,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
    /// What was asked for: a method and the template of an address, or a command.
    pub request: String,
    /// `permit`, or `deny` where it was refused.
    pub decision: String,
    /// All of that in a sentence.
    pub said: String,
}

impl AccessBody {
    /// A look, said in a language.
    ///
    #[must_use]
    pub fn of(event: AuditEvent, language: Language) -> Self {
        let AuditEvent { at, actor, role, action, reason, request, decision, .. } = event;
        let time = at.in_norway();
        let refused = decision == "deny";
        let said = access(language, time, &role, &action, reason.as_deref(), refused);
        Self { at: at.to_string(), actor, role, action, reason, request, decision, said }
    }
}

/// Everything that is kept about a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonBody {
    /// `femtrinn-person/1`.
    pub format: &'static str,
    /// The person's pseudonym.
    pub candidate: String,
    /// What kartlegging found, in every version.
    pub profiles: Vec<ProfileBody>,
    /// Who the person is and how to reach them.
    pub contact: Option<ContactBody>,
    /// Where the journey stands.
    pub journey: Option<JourneyRow>,
    /// What happened on the way.
    pub events: Vec<RecordedBody>,
    /// Agreements about the person's work, each in its latest version.
    #[schema(value_type = Vec<schema::Agreement>)]
    pub agreements: Vec<Box<RawValue>>,
    /// What the person has said of a job.
    #[schema(value_type = Vec<schema::CandidateSurvey>)]
    pub surveys: Vec<Box<RawValue>>,
    /// What employers have said of the person's job and of the support.
    #[schema(value_type = Vec<schema::EmployerSurvey>)]
    pub employer_surveys: Vec<Box<RawValue>>,
    /// What each match run knew of the person, and said.
    pub matches: Vec<KnownBody>,
    /// What was proposed, and what people did about it.
    pub proposals: Vec<ProposalBody>,
    /// Places that the person's bookings and job take.
    pub places: Vec<PlaceBody>,
    /// Ways to work that somebody knows better than the estimate.
    pub travel_times: Vec<TravelTimeBody>,
    /// What was said of activities and jobs.
    pub outcomes: Vec<OutcomeBody>,
    /// What is kept to learn from how trials went.
    pub learning: Vec<KeptBody>,
    /// Since when the person objects to that.
    #[schema(format = DateTime)]
    pub objects_since: Option<String>,
    /// The person's jobs, each with how long it has lasted.
    pub jobs: Vec<FollowedJobBody>,
    /// What warns that a job or a trial may end, and the visit that is proposed. No employer sees it.
    pub warnings: Vec<WarningBody>,
    /// Whether the person is restricted.
    pub restriction: RestrictionBody,
    /// Who has looked.
    pub accesses: Vec<AccessBody>,
}
