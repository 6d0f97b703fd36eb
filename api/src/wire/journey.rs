//! A journey as the API shows it.

use engine::journey::{Caseload, Journey, Sequence, Stage};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::{Raw, schema};
use crate::store::journeys::{StoredEvent, StoredJourney};

/// An event, and what the service knows about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventBody {
    /// Its number in the journey.
    #[schema(minimum = 1)]
    pub sequence: i64,
    /// When it was recorded.
    #[schema(format = DateTime)]
    pub recorded_at: String,
    /// The number of the event that corrects it, if one does.
    #[schema(minimum = 1)]
    pub corrected_by: Option<u32>,
    /// The event itself.
    #[schema(value_type = schema::Event)]
    pub event: Box<RawValue>,
}

impl EventBody {
    /// An event of a journey.
    #[must_use]
    pub fn of(stored: StoredEvent, journey: &Journey) -> Self {
        let StoredEvent { sequence, body, recorded_at } = stored;
        let number = u32::try_from(sequence.0).ok().map(Sequence);
        let corrected_by =
            number.and_then(|number| journey.corrections().get(&number).map(|by| by.0));
        Self {
            sequence: sequence.0,
            recorded_at: recorded_at.to_string(),
            corrected_by,
            event: body.raw(),
        }
    }
}

/// A journey in a list, which is by the candidates' ids and ranks nobody.
#[derive(Debug, Serialize, ToSchema)]
pub struct JourneyRow {
    /// Whose it is.
    pub candidate: String,
    /// The stage.
    pub stage: String,
    /// The step it belongs to; those outside the five steps have none.
    pub step: Option<String>,
    /// The first day of the stage.
    #[schema(format = Date)]
    pub since: Option<String>,
    /// When the waiting for work began.
    #[schema(format = Date)]
    pub waiting_since: Option<String>,
    /// The candidate's own job specialist.
    pub specialist: Option<String>,
}

impl From<StoredJourney> for JourneyRow {
    fn from(stored: StoredJourney) -> Self {
        let StoredJourney {
            candidate_id,
            sequence: _,
            stage,
            step,
            since,
            waiting_since,
            specialist_id,
        } = stored;
        let specialist = specialist_id.map(|it| it.to_string());
        Self { candidate: candidate_id.to_string(), stage, step, since, waiting_since, specialist }
    }
}

/// A stage, as a list can be asked for it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub struct StageCode(Stage);

impl StageCode {
    /// The code of the stage.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }
}

impl TryFrom<String> for StageCode {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        let stage = Stage::ALL.iter().copied().find(|stage| stage.code() == code);
        let known = || Stage::ALL.iter().map(|stage| stage.code()).collect::<Vec<_>>().join(", ");
        stage.map(Self).ok_or_else(|| format!("use one of {}", known()))
    }
}

impl PartialSchema for StageCode {
    fn schema() -> RefOr<Schema> {
        let codes = Stage::ALL.iter().map(|stage| stage.code());
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes)).into()
    }
}

impl ToSchema for StageCode {}

/// How many candidates a job specialist has.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseloadBody {
    /// The specialist.
    pub specialist: String,
    /// Candidates whose own job specialist this is.
    pub people: u32,
    /// The most for the size of the post; nothing when nobody has said.
    pub most: Option<u32>,
}

impl From<Caseload> for CaseloadBody {
    fn from(load: Caseload) -> Self {
        let Caseload { specialist, people, most } = load;
        Self { specialist: specialist.to_string(), people, most }
    }
}
