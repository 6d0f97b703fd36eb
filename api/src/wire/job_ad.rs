//! NAV's job ads as the API shows them.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::Raw;
use crate::job_ads::Taken;
use crate::store::job_ads::StoredAd;

/// What came of taking in ads.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenAdsBody {
    /// Ads that were not there before.
    pub new: u32,
    /// Ads that say something else now.
    pub changed: u32,
    /// Ads that say what they said.
    pub unchanged: u32,
    /// Ads that were stopped: their contacts are gone, and a draft that came from them is closed.
    pub closed: u32,
}

impl From<Taken> for TakenAdsBody {
    fn from(taken: Taken) -> Self {
        let Taken { new, changed, unchanged, closed } = taken;
        Self { new, changed, unchanged, closed }
    }
}

/// An ad, and what must be asked before it is an opening.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobAdBody {
    /// Its id, which the opening that comes from it should have.
    pub id: String,
    /// Whether it still runs.
    pub is_active: bool,
    /// How often it was changed, and once more.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When it was stored first.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was changed last.
    #[schema(format = DateTime)]
    pub changed_at: String,
    /// What it says, and under `to_ask` what it does not say.
    #[schema(value_type = Object)]
    pub ad: Box<RawValue>,
}

impl From<StoredAd> for JobAdBody {
    fn from(stored: StoredAd) -> Self {
        let StoredAd { id, is_active, version, body, created_at, changed_at } = stored;
        Self {
            id: id.to_string(),
            is_active,
            version: version.0,
            created_at: created_at.to_string(),
            changed_at: changed_at.to_string(),
            ad: body.raw(),
        }
    }
}
