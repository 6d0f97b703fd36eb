//! Employers as documents in the shape of the case format.

use axum::extract::State;
use axum::response::Response;
use engine::domain::{Employer, EmployerId};

use crate::auth::Caller;
use crate::error::{ApiError, Changed};
use crate::manners::{
    Begun, Body, Document, IfMatch, IfNoneMatch, JsonText, Once, Paging, Path, Query, page,
};
use crate::state::AppState;
use crate::store;
use crate::store::employers::{self, EmployerContent};
use crate::wire::{Answer, EmployerBody, Page, schema};

impl Document for Employer {}

/// Employers, by id.
#[utoipa::path(
    get, path = "/v1/employers", tag = "employers", params(Paging),
    responses((status = 200, description = "A page of employers", body = Page<EmployerBody>)),
)]
pub(super) async fn list_employers(
    State(state): State<AppState>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Result<Answer, ApiError> {
    let Paging { limit, after } = paging;
    let after: Option<EmployerId> = after.map(|after| after.id());
    let mut tx = state.store.glance().await?;
    let (here, own) = (caller.municipality, caller.reach.organisation());
    let found = employers::list(&mut tx, here, after.as_ref(), own, limit.0).await?;
    let found: Vec<EmployerBody> = found.into_iter().map(EmployerBody::from).collect();
    Ok(page("/v1/employers", None, found, limit, |item| &item.id).may_be_kept())
}

/// Store an employer that is new.
///
/// Where the body has no `id`, the service gives one.
#[utoipa::path(
    post, path = "/v1/employers", tag = "employers", request_body = schema::NewEmployer,
    responses((status = 201, description = "As it is stored", body = EmployerBody)),
)]
pub(super) async fn create_employer(
    State(state): State<AppState>,
    caller: Caller,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let now = state.clock.now();
    let body = text.read_new::<Employer>(now)?;
    let id = body.value.id.clone();
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let content = content(body);
    let stored = employers::insert(&mut writing.tx, caller.municipality, &id, &content, now).await;
    let stored = stored?;
    let version = stored.version;
    let answer = Answer::created(format!("/v1/employers/{id}"), &EmployerBody::from(stored));
    writing.finish(answer.version(version)).await
}

/// An employer.
#[utoipa::path(
    get, path = "/v1/employers/{id}", tag = "employers", params(("id" = String, Path)),
    responses((
        status = 200, description = "An employer", body = EmployerBody,
        headers(("ETag" = String)),
    )),
)]
pub(super) async fn show_employer(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    known: IfNoneMatch,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.glance().await?;
    let found = employers::find(&mut tx, caller.municipality, &self::id(&id)?).await?;
    let found = found.ok_or(ApiError::NotFound { what: "employer" })?;
    let version = found.version;
    if known.has(version) {
        return Ok(Answer::not_modified(version).may_be_kept());
    }
    Ok(Answer::ok(&EmployerBody::from(found)).version(version).may_be_kept())
}

/// Replace an employer.
///
/// `If-Match` has the `ETag` that was seen, so that nobody's change is lost.
#[utoipa::path(
    put, path = "/v1/employers/{id}", tag = "employers", params(("id" = String, Path)),
    request_body = schema::NewEmployer,
    responses((status = 200, description = "As it is stored", body = EmployerBody)),
)]
pub(super) async fn replace_employer(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    text: JsonText,
) -> Result<Answer, ApiError> {
    let (id, now) = (self::id(&id)?, state.clock.now());
    let content = content(text.read_known(id.as_str())?);
    let mut tx = state.store.write().await?;
    let changed = employers::replace(&mut tx, caller.municipality, &id, seen, &content, now).await;
    let stored = changed?.done("employer")?;
    tx.commit().await?;
    let version = stored.version;
    Ok(Answer::ok(&EmployerBody::from(stored)).version(version).may_be_kept())
}

/// An id that has not the form of one is nobody's.
fn id(text: &str) -> Result<EmployerId, ApiError> {
    EmployerId::new(text).ok_or(ApiError::NotFound { what: "employer" })
}

/// What is stored of an employer.
fn content(body: Body<Employer>) -> EmployerContent {
    let Body { text, value } = body;
    EmployerContent { organisation_number: value.organisation_number, body: store::Document(text) }
}
