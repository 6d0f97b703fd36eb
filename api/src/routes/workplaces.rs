//! Workplaces as documents in the shape of the case format.

use axum::extract::State;
use axum::response::Response;
use engine::domain::{Workplace, WorkplaceId};

use crate::auth::{Caller, expect_own_employer};
use crate::error::{ApiError, Changed};
use crate::manners::{
    Begun, Body, Document, IfMatch, IfNoneMatch, JsonText, Once, Paging, Path, Query, page,
};
use crate::state::AppState;
use crate::store::workplaces::{self, WorkplaceContent};
use crate::store::{self, StoreError};
use crate::wire::{Answer, Flaw, Page, WorkplaceBody, schema};

impl Document for Workplace {}

/// Workplaces, by id.
#[utoipa::path(
    get, path = "/v1/workplaces", tag = "employers", params(Paging),
    responses((status = 200, description = "A page of workplaces", body = Page<WorkplaceBody>)),
)]
pub(super) async fn list_workplaces(
    State(state): State<AppState>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Result<Answer, ApiError> {
    let Paging { limit, after } = paging;
    let after: Option<WorkplaceId> = after.map(|after| after.id());
    let mut tx = state.store.glance().await?;
    let (here, own) = (caller.municipality, caller.reach.organisation());
    let found = workplaces::list(&mut tx, here, after.as_ref(), own, limit.0).await?;
    let found: Vec<WorkplaceBody> = found.into_iter().map(WorkplaceBody::from).collect();
    Ok(page("/v1/workplaces", None, found, limit, |item| &item.id).may_be_kept())
}

/// Store a workplace that is new.
///
/// Where the body has no `id`, the service gives one.
#[utoipa::path(
    post, path = "/v1/workplaces", tag = "employers", request_body = schema::NewWorkplace,
    responses((status = 201, description = "As it is stored", body = WorkplaceBody)),
)]
pub(super) async fn create_workplace(
    State(state): State<AppState>,
    caller: Caller,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let now = state.clock.now();
    let body = text.read_new::<Workplace>(now)?;
    let id = body.value.id.clone();
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let content = content(body);
    expect_own_employer(&mut writing.tx, &caller, &content.employer_id).await?;
    let stored = workplaces::insert(&mut writing.tx, caller.municipality, &id, &content, now).await;
    let stored = stored.map_err(no_employer)?;
    let version = stored.version;
    let answer = Answer::created(format!("/v1/workplaces/{id}"), &WorkplaceBody::from(stored));
    writing.finish(answer.version(version)).await
}

/// A workplace.
#[utoipa::path(
    get, path = "/v1/workplaces/{id}", tag = "employers", params(("id" = String, Path)),
    responses((
        status = 200, description = "A workplace", body = WorkplaceBody,
        headers(("ETag" = String)),
    )),
)]
pub(super) async fn show_workplace(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    known: IfNoneMatch,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.glance().await?;
    let found = workplaces::find(&mut tx, caller.municipality, &self::id(&id)?).await?;
    let found = found.ok_or(ApiError::NotFound { what: "workplace" })?;
    let version = found.version;
    if known.has(version) {
        return Ok(Answer::not_modified(version).may_be_kept());
    }
    Ok(Answer::ok(&WorkplaceBody::from(found)).version(version).may_be_kept())
}

/// Replace a workplace.
///
/// `If-Match` has the `ETag` that was seen, so that nobody's change is lost.
#[utoipa::path(
    put, path = "/v1/workplaces/{id}", tag = "employers", params(("id" = String, Path)),
    request_body = schema::NewWorkplace,
    responses((status = 200, description = "As it is stored", body = WorkplaceBody)),
)]
pub(super) async fn replace_workplace(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    text: JsonText,
) -> Result<Answer, ApiError> {
    let (id, now) = (self::id(&id)?, state.clock.now());
    let content = content(text.read_known(id.as_str())?);
    let mut tx = state.store.write().await?;
    expect_own_employer(&mut tx, &caller, &content.employer_id).await?;
    let changed = workplaces::replace(&mut tx, caller.municipality, &id, seen, &content, now).await;
    let stored = changed.map_err(no_employer)?.done("workplace")?;
    tx.commit().await?;
    let version = stored.version;
    Ok(Answer::ok(&WorkplaceBody::from(stored)).version(version).may_be_kept())
}

/// An id that has not the form of one is nobody's.
fn id(text: &str) -> Result<WorkplaceId, ApiError> {
    WorkplaceId::new(text).ok_or(ApiError::NotFound { what: "workplace" })
}

/// What is stored of a workplace.
fn content(body: Body<Workplace>) -> WorkplaceContent {
    let Body { text, value } = body;
    WorkplaceContent { employer_id: value.employer, body: store::Document(text) }
}

/// The only thing that a workplace refers to by a foreign key.
fn no_employer(error: StoreError) -> ApiError {
    match error {
        StoreError::Reference(_) => ApiError::Invalid(vec![Flaw::at(
            "/employer",
            "there is no employer with this id here; store it first, or correct the id",
        )]),
        other => other.into(),
    }
}
