//! Sessions, as an administrator sees them: whose, and since when; no name of anybody.

use serde::Serialize;
use utoipa::ToSchema;

use crate::store::sessions::StoredSession;

/// A session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionBody {
    /// Its id; it opens nothing.
    pub id: String,
    /// Whose it is, as the log says it.
    pub subject: String,
    /// What they are here.
    pub roles: Vec<String>,
    /// When it began.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was used last, to the minute.
    #[schema(format = DateTime)]
    pub used_at: String,
}

impl From<StoredSession> for SessionBody {
    fn from(stored: StoredSession) -> Self {
        let StoredSession {
            municipality_id: _,
            id,
            subject,
            roles,
            specialist_id: _,
            organisation_number: _,
            created_at,
            used_at,
        } = stored;
        Self {
            id,
            subject,
            roles: roles.split(' ').map(str::to_owned).collect(),
            created_at: created_at.to_string(),
            used_at: used_at.to_string(),
        }
    }
}

/// How many sessions were ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndedBody {
    /// How many.
    #[schema(minimum = 1)]
    pub ended: u64,
}
