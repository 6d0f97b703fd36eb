//! Who asks, and for which municipality.
//!
//! There is no login yet: the service acts for one municipality, listens on the machine itself only, and
//! takes whoever can reach it there for a colleague. No header chooses the municipality.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::state::AppState;
use crate::store::MunicipalityId;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Caller {
    /// The municipality whose rows the caller reaches, and no other's.
    pub municipality: MunicipalityId,
    /// What the caller is called in the history of what was done.
    pub name: String,
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(state.local_caller.clone())
    }
}
