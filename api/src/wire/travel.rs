//! Ways to work that somebody knows better than the estimate, and places that somebody takes.

use engine::domain::{CandidateId, TravelMinutes, TravelOverride, Words, WorkplaceId};
use engine::reading::{Node, Read, Wrong};
use serde::Serialize;
use utoipa::ToSchema;

use crate::manners::Document;
use crate::store::Ts;
use crate::store::taken_places::Wanted;

/// How long a way takes, as somebody knows.
#[derive(Debug, ToSchema)]
pub struct TravelTimeRequest {
    /// Where to.
    #[schema(value_type = String, pattern = "^[A-Za-z0-9._-]{1,40}$")]
    pub workplace: WorkplaceId,
    /// Minutes, one way; `null` where the estimate is to hold again.
    #[schema(value_type = Option<u16>, minimum = 0, maximum = 600, required = true)]
    pub minutes: Option<TravelMinutes>,
    /// Why it is known.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000)]
    pub why: Option<Words>,
}

impl Read for TravelTimeRequest {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["workplace", "minutes", "why"])?;
        let workplace = fields.take("workplace");
        let minutes: Option<Option<TravelMinutes>> = fields.take("minutes");
        let why: Option<Option<Words>> = fields.take("why");
        // What is left out by mistake takes nothing back.
        if node.get("minutes").is_none() {
            node.fault(Wrong::Missing { field: "minutes".to_owned() });
        }
        Some(Self { workplace: workplace?, minutes: minutes?, why: why? })
    }
}

impl Document for TravelTimeRequest {}

/// A way to work, as it is known.
#[derive(Debug, Serialize, ToSchema)]
pub struct TravelTimeBody {
    /// Whose way.
    pub candidate: String,
    /// Where to.
    pub workplace: String,
    /// Minutes, one way; `null` where the estimate holds.
    pub minutes: Option<u16>,
    /// Why it is known.
    pub why: Option<String>,
    /// When it was recorded.
    #[schema(format = DateTime)]
    pub recorded_at: Option<String>,
}

impl TravelTimeBody {
    /// A way of which nobody knows more than the estimate.
    #[must_use]
    pub fn estimated(candidate: &CandidateId, workplace: &WorkplaceId) -> Self {
        let (candidate, workplace) = (candidate.to_string(), workplace.to_string());
        Self { candidate, workplace, minutes: None, why: None, recorded_at: None }
    }

    /// A way that somebody knows.
    #[must_use]
    pub fn of(way: TravelOverride, at: Ts) -> Self {
        let TravelOverride { candidate, workplace, minutes, why } = way;
        Self {
            candidate: candidate.to_string(),
            workplace: workplace.to_string(),
            minutes: Some(minutes.get()),
            why: why.map(|it| it.to_string()),
            recorded_at: Some(at.to_string()),
        }
    }
}

/// A place that somebody's booking or job takes.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceBody {
    /// Where.
    pub opening: String,
    /// The Monday of a week; `trials` for one of the trials that the opening has, `job` for a job that came from it.
    pub week: String,
    /// The number of the event that booked it.
    pub booking: i64,
}

impl From<Wanted> for PlaceBody {
    fn from(Wanted { opening, week, booking }: Wanted) -> Self {
        Self { opening: opening.to_string(), week, booking }
    }
}
