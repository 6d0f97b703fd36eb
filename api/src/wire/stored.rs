//! Stored documents as the API shows them: what the service knows about each, and the document itself.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{Raw, schema};
use crate::store::candidates::{StoredCandidate, StoredProfile};
use crate::store::contacts::StoredContact;
use crate::store::employers::StoredEmployer;
use crate::store::municipalities::StoredMunicipality;
use crate::store::placements::StoredPlacement;
use crate::store::service_models::StoredServiceModel;
use crate::store::specialists::StoredSpecialist;
use crate::store::workplaces::StoredWorkplace;

macro_rules! bodies {
    ($($(#[$meta:meta])* $name:ident { $field:ident: $schema:ident } from $stored:ident,)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Serialize, ToSchema)]
        pub struct $name {
            /// Its id.
            pub id: String,
            /// How often it was changed, and once more.
            #[schema(minimum = 1)]
            pub version: i64,
            /// When it was stored first.
            #[schema(format = DateTime)]
            pub created_at: String,
            /// When it was changed last.
            #[schema(format = DateTime)]
            pub changed_at: String,
            /// The document itself.
            #[schema(value_type = schema::$schema)]
            pub $field: Box<RawValue>,
        }

        impl From<$stored> for $name {
            fn from(stored: $stored) -> Self {
                // What stands in columns of its own stands in the document too.
                let $stored { id, version, body, created_at, changed_at, .. } = stored;
                Self {
                    id: id.to_string(),
                    version: version.0,
                    created_at: created_at.to_string(),
                    changed_at: changed_at.to_string(),
                    $field: body.raw(),
                }
            }
        }
    )*};
}

bodies! {
    /// An employer, and what the service knows about it.
    EmployerBody { employer: Employer } from StoredEmployer,
    /// A workplace, and what the service knows about it.
    WorkplaceBody { workplace: Workplace } from StoredWorkplace,
    /// A job specialist, and what the service knows about the row.
    SpecialistBody { specialist: JobSpecialist } from StoredSpecialist,
    /// A job that is followed up, and what the service knows about the row.
    PlacementBody { placement: Placement } from StoredPlacement,
    /// A candidate with the latest profile, and what the service knows about the row.
    CandidateBody { candidate: Candidate } from StoredCandidate,
}

/// A version of a candidate's profile.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileBody {
    /// Which version.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When it was stored.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// The profile itself.
    #[schema(value_type = schema::Candidate)]
    pub candidate: Box<RawValue>,
}

impl From<StoredProfile> for ProfileBody {
    fn from(stored: StoredProfile) -> Self {
        let StoredProfile { version, body, created_at } = stored;
        Self { version: version.0, created_at: created_at.to_string(), candidate: body.raw() }
    }
}

/// Who a candidate is and how to reach them.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactBody {
    /// The candidate's pseudonym.
    pub candidate: String,
    /// How often it was changed, and once more.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When it was stored first.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was changed last.
    #[schema(format = DateTime)]
    pub changed_at: String,
    /// Name, and the ways to reach the person.
    #[schema(value_type = schema::Contact)]
    pub contact: Box<RawValue>,
}

impl From<StoredContact> for ContactBody {
    fn from(stored: StoredContact) -> Self {
        let StoredContact { candidate_id, version, body, created_at, changed_at } = stored;
        Self {
            candidate: candidate_id.to_string(),
            version: version.0,
            created_at: created_at.to_string(),
            changed_at: changed_at.to_string(),
            contact: body.raw(),
        }
    }
}

/// A municipality.
#[derive(Debug, Serialize, ToSchema)]
pub struct MunicipalityBody {
    /// Its number (kommunenummer).
    #[schema(pattern = "^[0-9]{4}$")]
    pub number: String,
    /// What it is called.
    pub name: String,
    /// How often it was changed, and once more.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When it was stored first.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was changed last.
    #[schema(format = DateTime)]
    pub changed_at: String,
}

impl From<StoredMunicipality> for MunicipalityBody {
    fn from(stored: StoredMunicipality) -> Self {
        let StoredMunicipality { id: _, number, name, version, created_at, changed_at } = stored;
        Self {
            number,
            name,
            version: version.0,
            created_at: created_at.to_string(),
            changed_at: changed_at.to_string(),
        }
    }
}

/// A version of a municipality's rules.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceModelBody {
    /// Which version.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When it was stored.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// The rules themselves.
    #[schema(value_type = schema::ServiceModel)]
    pub service_model: Box<RawValue>,
}

impl From<StoredServiceModel> for ServiceModelBody {
    fn from(stored: StoredServiceModel) -> Self {
        let StoredServiceModel { version, body, created_at } = stored;
        Self { version: version.0, created_at: created_at.to_string(), service_model: body.raw() }
    }
}
