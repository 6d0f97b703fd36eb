//! An opening as the API shows it.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{Raw, schema};
use crate::store::openings::{OpeningStatus, StoredOpening};

/// An opening, and what the service knows about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpeningBody {
    /// Its id.
    pub id: String,
    /// How far it is.
    pub status: OpeningState,
    /// How often it was changed, and once more.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When it was stored first.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was changed last.
    #[schema(format = DateTime)]
    pub changed_at: String,
    /// The opening itself.
    #[schema(value_type = schema::Opening)]
    pub opening: Box<RawValue>,
}

/// How far an opening is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpeningState {
    /// Somebody is still writing it.
    Draft,
    /// People can be matched to it.
    Posted,
    /// For now, nobody can.
    Paused,
    /// It is over.
    Closed,
}

impl From<StoredOpening> for OpeningBody {
    fn from(stored: StoredOpening) -> Self {
        // The workplace stands in the opening.
        let StoredOpening { id, workplace_id: _, status, version, body, created_at, changed_at } =
            stored;
        Self {
            id: id.to_string(),
            status: status.into(),
            version: version.0,
            created_at: created_at.to_string(),
            changed_at: changed_at.to_string(),
            opening: body.raw(),
        }
    }
}

impl From<OpeningStatus> for OpeningState {
    fn from(status: OpeningStatus) -> Self {
        match status {
            OpeningStatus::Draft => Self::Draft,
            OpeningStatus::Posted => Self::Posted,
            OpeningStatus::Paused => Self::Paused,
            OpeningStatus::Closed => Self::Closed,
        }
    }
}

impl From<OpeningState> for OpeningStatus {
    fn from(state: OpeningState) -> Self {
        match state {
            OpeningState::Draft => Self::Draft,
            OpeningState::Posted => Self::Posted,
            OpeningState::Paused => Self::Paused,
            OpeningState::Closed => Self::Closed,
        }
    }
}
