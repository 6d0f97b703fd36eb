//! A municipality's rules. Each version stays: a plan names the one it was made under.

use axum::extract::State;
use axum::response::Response;
use engine::domain::{ServiceModel, service_model};

use super::municipalities::own;
use crate::auth::Caller;
use crate::error::{ApiError, Changed};
use crate::manners::{Begun, Body, IfNoneMatch, JsonText, Once, Path};
use crate::state::AppState;
use crate::store::{self, service_models};
use crate::wire::{Answer, ServiceModelBody, schema};

/// The rules in force: the latest version.
#[utoipa::path(
    get, path = "/v1/municipalities/{number}/service-model", tag = "municipalities",
    params(("number" = String, Path, description = "Its number (kommunenummer).")),
    responses((
        status = 200, description = "The rules", body = ServiceModelBody,
        headers(("ETag" = String)),
    )),
)]
pub(super) async fn show_service_model(
    State(state): State<AppState>,
    caller: Caller,
    Path(number): Path<String>,
    known: IfNoneMatch,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.read().await?;
    own(&mut tx, &caller, &number).await?;
    let found = service_models::latest(&mut tx, caller.municipality).await?;
    let found = found.ok_or(ApiError::NotFound { what: "service model" })?;
    let version = found.version;
    if known.has(version) {
        return Ok(Answer::not_modified(version).may_be_kept());
    }
    Ok(Answer::ok(&ServiceModelBody::from(found)).version(version).may_be_kept())
}

/// Add the next version of the rules; those before stay.
#[utoipa::path(
    post, path = "/v1/municipalities/{number}/service-models", tag = "municipalities",
    params(("number" = String, Path, description = "Its number (kommunenummer).")),
    request_body = schema::ServiceModel,
    responses((status = 201, description = "As they are stored", body = ServiceModelBody)),
)]
pub(super) async fn add_service_model(
    State(state): State<AppState>,
    caller: Caller,
    Path(number): Path<String>,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let read = text.read_with(service_model::read)?;
    let Body::<ServiceModel> { text: body, value: _ } = read;
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let (tx, here, now) = (&mut writing.tx, caller.municipality, state.clock.now());
    own(tx, &caller, &number).await?;
    let latest = service_models::latest(tx, here).await?.map(|it| it.version);
    let added = service_models::add(tx, here, latest, &store::Document(body), now).await?;
    let stored = added.done("municipality")?;
    let version = stored.version;
    let address = format!("/v1/municipalities/{number}/service-model");
    writing.finish(Answer::created(address, &ServiceModelBody::from(stored)).version(version)).await
}
