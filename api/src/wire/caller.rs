//! Who asks, as the service sees them.

use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Caller, Role};

/// Who asks, as the service sees them.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallerBody {
    /// The municipality's number.
    pub municipality: String,
    /// The issuer's name here, and the issuer's own name for the caller; what the log holds.
    #[schema(example = "entra:5f1a7c02")]
    pub subject: String,
    /// What the caller is here.
    #[schema(value_type = Vec<String>, example = json!(["job_specialist"]))]
    pub roles: Vec<&'static str>,
    /// Which job specialist the caller is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub specialist: Option<String>,
    /// For which organisation the caller speaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub organisation: Option<String>,
}

impl CallerBody {
    /// A caller of the municipality with this number.
    #[must_use]
    pub fn new(caller: Caller, municipality: String) -> Self {
        Self {
            municipality,
            subject: caller.subject,
            roles: caller.roles.into_iter().map(Role::code).collect(),
            specialist: caller.specialist.map(|it| it.to_string()),
            organisation: caller.organisation.map(|it| it.to_string()),
        }
    }
}
