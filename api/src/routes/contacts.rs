//! Who a candidate is and how to reach them: apart from all that is matched.

use axum::extract::State;
use axum::response::Response;
use engine::domain::CandidateId;

use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::{ApiError, Changed};
use crate::manners::{Begun, IfMatch, IfNoneMatch, JsonText, Once, Path};
use crate::state::AppState;
use crate::store::{self, StoreError, contacts};
use crate::wire::{Answer, Contact, ContactBody, schema};

const GONE: ApiError = ApiError::NotFound { what: "contact" };

/// Who a candidate is and how to reach them.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/contact", tag = "candidates", params(("id" = String, Path)),
    responses((
        status = 200, description = "The contact", body = ContactBody, headers(("ETag" = String)),
    )),
)]
pub(super) async fn show_contact(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
    known: IfNoneMatch,
) -> Result<Answer, ApiError> {
    let mut look = state.store.look(asked).await?;
    let found = contacts::find(&mut look, caller.municipality, &self::id(&id)?).await?;
    let found = found.ok_or(GONE)?;
    let version = found.version;
    if known.has(version) {
        return Ok(Answer::not_modified(version));
    }
    Ok(look.answer(Answer::ok(&ContactBody::from(found)).version(version)).await?)
}

/// Store who a candidate is and how to reach them.
#[utoipa::path(
    post, path = "/v1/candidates/{id}/contact", tag = "candidates", params(("id" = String, Path)),
    request_body = schema::Contact,
    responses((status = 201, description = "As it is stored", body = ContactBody)),
)]
pub(super) async fn create_contact(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (id, now) = (self::id(&id)?, state.clock.now());
    let body = store::Document(text.read::<Contact>()?.text);
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let stored = contacts::insert(&mut writing.tx, caller.municipality, &id, &body, now).await;
    let stored = stored.map_err(no_candidate)?;
    let version = stored.version;
    let address = format!("/v1/candidates/{id}/contact");
    writing.finish(Answer::created(address, &ContactBody::from(stored)).version(version)).await
}

/// Replace who a candidate is and how to reach them; what was there before is gone.
#[utoipa::path(
    put, path = "/v1/candidates/{id}/contact", tag = "candidates", params(("id" = String, Path)),
    request_body = schema::Contact,
    responses((status = 200, description = "As it is stored", body = ContactBody)),
)]
pub(super) async fn replace_contact(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    text: JsonText,
) -> Result<Answer, ApiError> {
    let (id, now) = (self::id(&id)?, state.clock.now());
    let body = store::Document(text.read::<Contact>()?.text);
    let mut look = state.store.look(asked).await?;
    let changed = contacts::replace(&mut look, caller.municipality, &id, seen, &body, now).await?;
    let stored = changed.done("contact")?;
    let version = stored.version;
    Ok(look.answer(Answer::ok(&ContactBody::from(stored)).version(version)).await?)
}

/// An id that has not the form of one is nobody's.
fn id(text: &str) -> Result<CandidateId, ApiError> {
    CandidateId::new(text).ok_or(GONE)
}

/// The only thing that a contact refers to by a foreign key.
fn no_candidate(error: StoreError) -> ApiError {
    match error {
        StoreError::Reference(_) => ApiError::NotFound { what: "candidate" },
        other => other.into(),
    }
}
