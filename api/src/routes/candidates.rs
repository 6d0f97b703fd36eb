//! Candidates under pseudonyms, as documents in the shape of the case format. Who they are is told by
//! [`contacts`](super::contacts) alone.

use axum::extract::State;
use axum::response::Response;
use engine::domain::{Candidate, CandidateId};
use engine::reading::Node;

use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::{ApiError, Changed};
use crate::manners::{
    Begun, Body, Document, IfMatch, IfNoneMatch, JsonText, Once, Paging, Path, Query, page,
};
use crate::state::AppState;
use crate::store::candidates::{self, CandidateContent};
use crate::store::{self, StoreError};
use crate::wire::{Answer, CandidateBody, Flaw, Page, ProfileBody, schema};

impl Document for Candidate {
    fn check(root: &Node<'_>) {
        Self::check(root);
    }
}

/// Candidates, by id: the own caseload, or with a reason everybody.
#[utoipa::path(
    get, path = "/v1/candidates", tag = "candidates", params(Paging),
    responses((status = 200, description = "A page of candidates", body = Page<CandidateBody>)),
)]
pub(super) async fn list_candidates(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Query(paging): Query<Paging>,
) -> Result<Answer, ApiError> {
    let Paging { limit, after } = paging;
    let after: Option<CandidateId> = after.map(|after| after.id());
    let mut look = state.store.look(asked).await?;
    let (municipality, hers) = (caller.municipality, caller.reach.caseload());
    let found = candidates::list(&mut look, municipality, after.as_ref(), hers, limit.0).await?;
    let found: Vec<CandidateBody> = found.into_iter().map(CandidateBody::from).collect();
    Ok(look.answer(page("/v1/candidates", None, found, limit, |item| &item.id)).await?)
}

/// Store a candidate that is new.
///
/// Where the body has no `id`, the service gives one.
#[utoipa::path(
    post, path = "/v1/candidates", tag = "candidates", request_body = schema::NewCandidate,
    responses((status = 201, description = "As it is stored", body = CandidateBody)),
)]
pub(super) async fn create_candidate(
    State(state): State<AppState>,
    caller: Caller,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let now = state.clock.now();
    let body = text.read_new::<Candidate>(now)?;
    let id = body.value.id.clone();
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let content = content(body);
    let stored = candidates::insert(&mut writing.tx, caller.municipality, &id, &content, now).await;
    let stored = stored.map_err(no_specialist)?;
    let version = stored.version;
    let answer = Answer::created(format!("/v1/candidates/{id}"), &CandidateBody::from(stored));
    writing.finish(answer.version(version)).await
}

/// A candidate.
#[utoipa::path(
    get, path = "/v1/candidates/{id}", tag = "candidates", params(("id" = String, Path)),
    responses((
        status = 200, description = "A candidate", body = CandidateBody,
        headers(("ETag" = String)),
    )),
)]
pub(super) async fn show_candidate(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
    known: IfNoneMatch,
) -> Result<Answer, ApiError> {
    let mut look = state.store.look(asked).await?;
    let found = candidates::find(&mut look, caller.municipality, &self::id(&id)?).await?;
    let found = found.ok_or(ApiError::NotFound { what: "candidate" })?;
    let version = found.version;
    if known.has(version) {
        return Ok(Answer::not_modified(version));
    }
    Ok(look.answer(Answer::ok(&CandidateBody::from(found)).version(version)).await?)
}

/// Give a candidate the next version of the profile; those before stay.
///
/// `If-Match` has the `ETag` that was seen, so that nobody's change is lost.
#[utoipa::path(
    put, path = "/v1/candidates/{id}", tag = "candidates", params(("id" = String, Path)),
    request_body = schema::NewCandidate,
    responses((status = 200, description = "As it is stored", body = CandidateBody)),
)]
pub(super) async fn replace_candidate(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    text: JsonText,
) -> Result<Answer, ApiError> {
    let (id, now) = (self::id(&id)?, state.clock.now());
    let content = content(text.read_known(id.as_str())?);
    let (mut look, here) = (state.store.look(asked).await?, caller.municipality);
    let changed = candidates::replace(&mut look, here, &id, seen, &content, now).await;
    let stored = changed.map_err(no_specialist)?.done("candidate")?;
    let version = stored.version;
    Ok(look.answer(Answer::ok(&CandidateBody::from(stored)).version(version)).await?)
}

/// Every version of a candidate's profile, the first one first.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/profiles", tag = "candidates", params(("id" = String, Path)),
    responses((status = 200, description = "The versions", body = Page<ProfileBody>)),
)]
pub(super) async fn list_profiles(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let (id, municipality) = (self::id(&id)?, caller.municipality);
    let mut look = state.store.look(asked).await?;
    let found = candidates::find(&mut look, municipality, &id).await?;
    found.ok_or(ApiError::NotFound { what: "candidate" })?;
    let found = candidates::profiles(&mut look, municipality, &id).await?;
    let items: Vec<ProfileBody> = found.into_iter().map(ProfileBody::from).collect();
    Ok(look.answer(Answer::ok(&Page { items, next: None })).await?)
}

/// An id that has not the form of one is nobody's.
pub(super) fn id(text: &str) -> Result<CandidateId, ApiError> {
    CandidateId::new(text).ok_or(ApiError::NotFound { what: "candidate" })
}

/// What is stored of a candidate.
fn content(body: Body<Candidate>) -> CandidateContent {
    let Body { text, value } = body;
    CandidateContent { specialist_id: value.specialist, body: store::Document(text) }
}

/// The only thing that a candidate refers to by a foreign key.
fn no_specialist(error: StoreError) -> ApiError {
    match error {
        StoreError::Reference(_) => ApiError::Invalid(vec![Flaw::at(
            "/specialist",
            "there is no job specialist with this id here; store it first, or correct the id",
        )]),
        other => other.into(),
    }
}
