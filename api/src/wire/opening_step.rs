//! Steps in the life of an opening.

use engine::domain::Words;
use engine::reading::{Node, Read, Wrong};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{OpeningState, Raw};
use crate::manners::Document;
use crate::privacy::Warning;
use crate::store::opening_steps::StoredStep;
use crate::store::openings::OpeningStatus;

/// A step to take.
#[derive(Debug, ToSchema)]
pub struct OpeningStepBody {
    /// How far the opening is to be.
    pub to: OpeningState,
    /// Why; closing and opening anew ask for it.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000)]
    pub why: Option<Words>,
    /// Words that reveal something, each with a deliberate yes to its being read by many.
    #[schema(value_type = Option<Vec<String>>)]
    pub acknowledged: Vec<String>,
}

impl Read for OpeningStepBody {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["to", "why", "acknowledged"])?;
        let to: Option<OpeningState> = fields.take("to");
        let why: Option<Option<Words>> = fields.take("why");
        let acknowledged: Option<Option<Vec<String>>> = fields.take("acknowledged");
        Some(Self { to: to?, why: why?, acknowledged: acknowledged?.unwrap_or_default() })
    }
}

impl Document for OpeningStepBody {}

impl Read for OpeningState {
    fn read(node: &Node<'_>) -> Option<Self> {
        let all = OpeningStatus::ALL;
        let found = all.into_iter().find(|status| node.text() == Some(status.code()));
        if found.is_none() {
            node.fault(Wrong::UnknownCode { known: all.map(OpeningStatus::code).to_vec() });
        }
        found.map(Self::from)
    }
}

/// A step that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenStepBody {
    /// How far the opening was then.
    pub to: OpeningState,
    /// Who took it.
    pub by: String,
    /// When it was taken.
    #[schema(format = DateTime)]
    pub at: String,
    /// Why, where that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub why: Option<String>,
    /// Words that reveal something, to which somebody has said a deliberate yes.
    #[schema(value_type = Vec<String>)]
    pub acknowledged: Box<RawValue>,
    /// The opening's version after it.
    #[schema(minimum = 1)]
    pub version: i64,
}

impl From<StoredStep> for TakenStepBody {
    fn from(stored: StoredStep) -> Self {
        let StoredStep { version, status, taken_by, why, acknowledged, created_at } = stored;
        Self {
            to: status.into(),
            by: taken_by,
            at: created_at.to_string(),
            why,
            acknowledged: acknowledged.raw(),
            version: version.0,
        }
    }
}

/// The life of an opening so far, and what its text reveals.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpeningLifeBody {
    /// How far it is.
    pub status: OpeningState,
    /// The steps that can come next.
    pub next: Vec<OpeningState>,
    /// The steps so far, the first one first.
    pub steps: Vec<TakenStepBody>,
    /// Words in its text that reveal something of whoever gets the job.
    pub warnings: Vec<Warning>,
}
