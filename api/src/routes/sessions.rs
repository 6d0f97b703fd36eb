//! Who is logged in, for whoever must be able to end it.

use axum::extract::State;
use axum::response::Response;

use crate::auth::{Caller, session_times};
use crate::error::ApiError;
use crate::manners::{Begun, Once, Paging, Path, Query, page};
use crate::state::AppState;
use crate::store::sessions;
use crate::wire::{Answer, EndedBody, Page, SessionBody};

/// Sessions that have begun and not ended, by id.
#[utoipa::path(
    get, path = "/v1/sessions", tag = "login", params(Paging),
    responses((status = 200, description = "A page of sessions", body = Page<SessionBody>)),
)]
pub(super) async fn list_sessions(
    State(state): State<AppState>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Result<Answer, ApiError> {
    let Paging { limit, after } = paging;
    let after = after.map(|after| after.id::<String>());
    let times = session_times(state.clock.now());
    let mut tx = state.store.glance().await?;
    let after = after.as_deref().unwrap_or_default();
    let found = sessions::list(&mut tx, caller.municipality, after, times, limit.0).await?;
    let found: Vec<SessionBody> = found.into_iter().map(SessionBody::from).collect();
    Ok(page("/v1/sessions", None, found, limit, |item| &item.id))
}

/// End all sessions of whoever this session is of, at once.
#[utoipa::path(
    post, path = "/v1/sessions/{id}/end", tag = "login", params(("id" = String, Path)),
    responses((status = 200, description = "They have ended", body = EndedBody)),
)]
pub(super) async fn end_sessions(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    once: Once,
) -> Result<Response, ApiError> {
    let mut writing = match once.begin(&state, &caller, b"").await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let ended = sessions::end_all_of(&mut writing.tx, caller.municipality, &id).await?;
    if ended == 0 {
        return Err(ApiError::NotFound { what: "session" });
    }
    writing.finish(Answer::ok(&EndedBody { ended })).await
}
