//! A mentor who leaves takes their hours along: out of the opening, and so out of what any plan can use.

use engine::domain::OpeningId;
use engine::reading::edit;
use serde_json::Value;

use crate::error::{ApiError, Changed};
use crate::store::openings::{self, OpeningContent};
use crate::store::{Document, MunicipalityId, Ts, Tx};

/// Takes the mentor out of an opening. Somebody who knows how many hours the next one has puts them in again.
///
/// # Errors
///
/// [`ApiError::Stale`] when somebody changes the opening at the same time.
pub async fn let_go(
    tx: &mut Tx,
    here: MunicipalityId,
    opening: &OpeningId,
    now: Ts,
) -> Result<(), ApiError> {
    let Some(stored) = openings::find(tx, here, opening).await? else { return Ok(()) };
    let body = edit(&stored.body.0, "mentor", &Value::Null).map_err(|_| ApiError::Internal)?;
    let (workplace_id, status) = (stored.workplace_id.0, stored.status);
    let content = OpeningContent { workplace_id, status, body: Document(body) };
    openings::replace(tx, here, opening, stored.version, &content, now).await?.done("opening")?;
    Ok(())
}
