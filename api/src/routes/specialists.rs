//! Job specialists as documents in the shape of the case format.

use axum::extract::State;
use axum::response::Response;
use engine::domain::{JobSpecialist, SpecialistId};

use crate::auth::Caller;
use crate::error::{ApiError, Changed};
use crate::manners::{
    Begun, Body, Document, IfMatch, IfNoneMatch, JsonText, Once, Paging, Path, Query, page,
};
use crate::state::AppState;
use crate::store::{self, specialists};
use crate::wire::{Answer, Page, SpecialistBody, schema};

impl Document for JobSpecialist {}

/// Job specialists, by id.
#[utoipa::path(
    get, path = "/v1/specialists", tag = "specialists", params(Paging),
    responses((status = 200, description = "A page of job specialists", body = Page<SpecialistBody>)),
)]
pub(super) async fn list_specialists(
    State(state): State<AppState>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Result<Answer, ApiError> {
    let Paging { limit, after } = paging;
    let after: Option<SpecialistId> = after.map(|after| after.id());
    let mut tx = state.store.glance().await?;
    let found = specialists::list(&mut tx, caller.municipality, after.as_ref(), limit.0).await?;
    let found: Vec<SpecialistBody> = found.into_iter().map(SpecialistBody::from).collect();
    Ok(page("/v1/specialists", None, found, limit, |item| &item.id))
}

/// Store a job specialist that is new.
///
/// Where the body has no `id`, the service gives one.
#[utoipa::path(
    post, path = "/v1/specialists", tag = "specialists", request_body = schema::NewJobSpecialist,
    responses((status = 201, description = "As it is stored", body = SpecialistBody)),
)]
pub(super) async fn create_specialist(
    State(state): State<AppState>,
    caller: Caller,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let now = state.clock.now();
    let body = text.read_new::<JobSpecialist>(now)?;
    let id = body.value.id.clone();
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let content = content(body);
    let stored =
        specialists::insert(&mut writing.tx, caller.municipality, &id, &content, now).await;
    let stored = stored?;
    let version = stored.version;
    let answer = Answer::created(format!("/v1/specialists/{id}"), &SpecialistBody::from(stored));
    writing.finish(answer.version(version)).await
}

/// A job specialist.
#[utoipa::path(
    get, path = "/v1/specialists/{id}", tag = "specialists", params(("id" = String, Path)),
    responses((
        status = 200, description = "A job specialist", body = SpecialistBody,
        headers(("ETag" = String)),
    )),
)]
pub(super) async fn show_specialist(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    known: IfNoneMatch,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.glance().await?;
    let found = specialists::find(&mut tx, caller.municipality, &self::id(&id)?).await?;
    let found = found.ok_or(ApiError::NotFound { what: "job specialist" })?;
    let version = found.version;
    if known.has(version) {
        return Ok(Answer::not_modified(version));
    }
    Ok(Answer::ok(&SpecialistBody::from(found)).version(version))
}

/// Replace a job specialist.
///
/// `If-Match` has the `ETag` that was seen, so that nobody's change is lost.
#[utoipa::path(
    put, path = "/v1/specialists/{id}", tag = "specialists", params(("id" = String, Path)),
    request_body = schema::NewJobSpecialist,
    responses((status = 200, description = "As it is stored", body = SpecialistBody)),
)]
pub(super) async fn replace_specialist(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    text: JsonText,
) -> Result<Answer, ApiError> {
    let (id, now) = (self::id(&id)?, state.clock.now());
    let content = content(text.read_known(id.as_str())?);
    let mut tx = state.store.write().await?;
    let changed =
        specialists::replace(&mut tx, caller.municipality, &id, seen, &content, now).await;
    let stored = changed?.done("job specialist")?;
    tx.commit().await?;
    let version = stored.version;
    Ok(Answer::ok(&SpecialistBody::from(stored)).version(version))
}

/// An id that has not the form of one is nobody's.
fn id(text: &str) -> Result<SpecialistId, ApiError> {
    SpecialistId::new(text).ok_or(ApiError::NotFound { what: "job specialist" })
}

/// What is stored of a job specialist.
fn content(body: Body<JobSpecialist>) -> store::Document {
    let Body { text, value: _ } = body;
    store::Document(text)
}
