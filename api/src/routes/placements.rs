//! Jobs that are followed up, under ids of their own, as documents in the shape of the case format.

use axum::extract::State;
use axum::response::Response;
use engine::domain::{Placement, PlacementId};

use crate::auth::Caller;
use crate::error::{ApiError, Changed};
use crate::manners::{
    Begun, Body, Document, IfMatch, IfNoneMatch, JsonText, Once, Paging, Path, Query, page,
};
use crate::state::AppState;
use crate::store::placements::{self, PlacementContent};
use crate::store::{self, StoreError};
use crate::wire::{Answer, Flaw, Page, PlacementBody, schema};

impl Document for Placement {}

/// Jobs that are followed up, by id: what is promised to them is taken off before anything is planned.
#[utoipa::path(
    get, path = "/v1/placements", tag = "placements", params(Paging),
    responses((status = 200, description = "A page of placements", body = Page<PlacementBody>)),
)]
pub(super) async fn list_placements(
    State(state): State<AppState>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Result<Answer, ApiError> {
    let Paging { limit, after } = paging;
    let after: Option<PlacementId> = after.map(|after| after.id());
    let mut tx = state.store.glance().await?;
    let found = placements::list(&mut tx, caller.municipality, after.as_ref(), limit.0).await?;
    let found: Vec<PlacementBody> = found.into_iter().map(PlacementBody::from).collect();
    Ok(page("/v1/placements", None, found, limit, |item| &item.id))
}

/// Store a placement that is new.
///
/// Where the body has no `id`, the service gives one.
#[utoipa::path(
    post, path = "/v1/placements", tag = "placements", request_body = schema::NewPlacement,
    responses((status = 201, description = "As it is stored", body = PlacementBody)),
)]
pub(super) async fn create_placement(
    State(state): State<AppState>,
    caller: Caller,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let now = state.clock.now();
    let body = text.read_new::<Placement>(now)?;
    let id = body.value.id.clone();
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let content = content(body);
    let stored = placements::insert(&mut writing.tx, caller.municipality, &id, &content, now).await;
    let stored = stored.map_err(no_reference)?;
    let version = stored.version;
    let answer = Answer::created(format!("/v1/placements/{id}"), &PlacementBody::from(stored));
    writing.finish(answer.version(version)).await
}

/// A placement.
#[utoipa::path(
    get, path = "/v1/placements/{id}", tag = "placements", params(("id" = String, Path)),
    responses((
        status = 200, description = "A placement", body = PlacementBody,
        headers(("ETag" = String)),
    )),
)]
pub(super) async fn show_placement(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    known: IfNoneMatch,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.glance().await?;
    let found = placements::find(&mut tx, caller.municipality, &self::id(&id)?).await?;
    let found = found.ok_or(ApiError::NotFound { what: "placement" })?;
    let version = found.version;
    if known.has(version) {
        return Ok(Answer::not_modified(version));
    }
    Ok(Answer::ok(&PlacementBody::from(found)).version(version))
}

/// Replace a placement.
///
/// `If-Match` has the `ETag` that was seen, so that nobody's change is lost.
#[utoipa::path(
    put, path = "/v1/placements/{id}", tag = "placements", params(("id" = String, Path)),
    request_body = schema::NewPlacement,
    responses((status = 200, description = "As it is stored", body = PlacementBody)),
)]
pub(super) async fn replace_placement(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    text: JsonText,
) -> Result<Answer, ApiError> {
    let (id, now) = (self::id(&id)?, state.clock.now());
    let content = content(text.read_known(id.as_str())?);
    let mut tx = state.store.write().await?;
    let changed = placements::replace(&mut tx, caller.municipality, &id, seen, &content, now).await;
    let stored = changed.map_err(no_reference)?.done("placement")?;
    tx.commit().await?;
    let version = stored.version;
    Ok(Answer::ok(&PlacementBody::from(stored)).version(version))
}

/// An id that has not the form of one is nobody's.
fn id(text: &str) -> Result<PlacementId, ApiError> {
    PlacementId::new(text).ok_or(ApiError::NotFound { what: "placement" })
}

/// What is stored of a placement.
fn content(body: Body<Placement>) -> PlacementContent {
    let Body { text, value: Placement { workplace, specialist, .. } } = body;
    PlacementContent {
        workplace_id: workplace,
        specialist_id: specialist,
        body: store::Document(text),
    }
}

/// What a placement refers to.
fn no_reference(error: StoreError) -> ApiError {
    match error {
        StoreError::Reference(_) => ApiError::Invalid(vec![Flaw::at(
            "",
            "there is no such workplace or job specialist here; store them first, or correct the ids",
        )]),
        other => other.into(),
    }
}
