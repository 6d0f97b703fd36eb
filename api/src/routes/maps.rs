//! Where the municipality's postal codes are: without it, no way to work can be estimated.

use axum::extract::State;

use super::municipalities::own;
use crate::auth::Caller;
use crate::error::{ApiError, Changed};
use crate::manners::{IfMatch, JsonText, Path};
use crate::runs::gather::PostalMap;
use crate::state::AppState;
use crate::store::{Document, Version, maps};
use crate::wire::{Answer, MapBody, PostalCodes};

/// Where postal codes are. Its `ETag` is `"0"` where there is none yet.
#[utoipa::path(
    get, path = "/v1/municipalities/{number}/map", tag = "municipalities",
    params(("number" = String, Path, description = "Its number (kommunenummer).")),
    responses((status = 200, description = "The map", body = MapBody)),
)]
pub(super) async fn show_map(
    State(state): State<AppState>,
    caller: Caller,
    Path(number): Path<String>,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.read().await?;
    own(&mut tx, &caller, &number).await?;
    let found = maps::find(&mut tx, caller.municipality).await?;
    let version = found.as_ref().map_or(Version(0), |it| it.version);
    Ok(Answer::ok(&MapBody::from(found)).version(version).may_be_kept())
}

/// Store or replace where postal codes are.
#[utoipa::path(
    put, path = "/v1/municipalities/{number}/map", tag = "municipalities",
    params(("number" = String, Path, description = "Its number (kommunenummer).")),
    request_body = PostalCodes,
    responses((status = 200, description = "As it is stored", body = MapBody)),
)]
pub(super) async fn replace_map(
    State(state): State<AppState>,
    caller: Caller,
    Path(number): Path<String>,
    IfMatch(seen): IfMatch,
    text: JsonText,
) -> Result<Answer, ApiError> {
    let body = Document(text.read::<PostalMap>()?.text);
    let mut tx = state.store.write().await?;
    own(&mut tx, &caller, &number).await?;
    let (here, now) = (caller.municipality, state.clock.now());
    let stored = maps::replace(&mut tx, here, seen, &body, now).await?.done("map")?;
    tx.commit().await?;
    let version = stored.version;
    Ok(Answer::ok(&MapBody::from(Some(stored))).version(version).may_be_kept())
}
