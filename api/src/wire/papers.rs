//! Agreements and surveys as the API shows them.

use engine::papers::Lack;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{Raw, schema};
use crate::store::agreements::StoredAgreement;
use crate::store::surveys::StoredSurvey;

/// A version of an agreement, and what the service knows about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementBody {
    /// Its id.
    pub id: String,
    /// Whose work it is about.
    pub candidate: String,
    /// Which version.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When this version was stored.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// What it lacks before it counts as signed; empty when it says all there is to say and everybody has signed.
    pub lacks: Vec<LackBody>,
    /// The agreement itself.
    #[schema(value_type = schema::Agreement)]
    pub agreement: Box<RawValue>,
}

impl AgreementBody {
    /// A version, and what it lacks.
    #[must_use]
    pub fn of(stored: StoredAgreement, lacks: &[Lack]) -> Self {
        let StoredAgreement { id, version, candidate_id, body, created_at } = stored;
        Self {
            id: id.to_string(),
            candidate: candidate_id.to_string(),
            version: version.0,
            created_at: created_at.to_string(),
            lacks: lacks.iter().copied().map(LackBody::from).collect(),
            agreement: body.raw(),
        }
    }
}

/// Something that an agreement lacks.
#[derive(Debug, Serialize, ToSchema)]
pub struct LackBody {
    /// The field to fill in.
    pub field: &'static str,
    /// What is missing, and what to do.
    pub detail: String,
}

impl From<Lack> for LackBody {
    fn from(lack: Lack) -> Self {
        Self { field: lack.field(), detail: lack.to_string() }
    }
}

macro_rules! surveys {
    ($($(#[$meta:meta])* $name:ident of $schema:ident,)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Serialize, ToSchema)]
        pub struct $name {
            /// Their id.
            pub id: String,
            /// Whose job it is about.
            pub candidate: String,
            /// When they were stored.
            #[schema(format = DateTime)]
            pub created_at: String,
            /// The answers themselves.
            #[schema(value_type = schema::$schema)]
            pub survey: Box<RawValue>,
        }

        impl From<StoredSurvey> for $name {
            fn from(stored: StoredSurvey) -> Self {
                let StoredSurvey { id, candidate_id, body, created_at } = stored;
                Self {
                    id: id.to_string(),
                    candidate: candidate_id.to_string(),
                    created_at: created_at.to_string(),
                    survey: body.raw(),
                }
            }
        }
    )*};
}

surveys! {
    /// What a person says of the job.
    CandidateSurveyBody of CandidateSurvey,
    /// What an employer says of a job and of the support.
    EmployerSurveyBody of EmployerSurvey,
}
