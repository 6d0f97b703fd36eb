//! Ways to work that somebody knows better than the estimate: a plan goes by them from the next run on.

use axum::extract::State;
use axum::response::Response;
use engine::domain::{CandidateId, TravelOverride};

use super::candidates::id as candidate;
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::{Begun, JsonText, Once, Path};
use crate::state::AppState;
use crate::store::{Document, Look, MunicipalityId, StoreError, Ts, candidates, travel_times};
use crate::wire::{Answer, Flaw, Page, TravelTimeBody, TravelTimeRequest};

const NOBODY: ApiError = ApiError::NotFound { what: "candidate" };

/// The ways of a candidate that somebody knows better than the estimate.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/travel-times", tag = "matching", params(("id" = String, Path)),
    responses((status = 200, description = "All of them, by workplace", body = Page<TravelTimeBody>)),
)]
pub(super) async fn list_travel_times(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let (id, here) = (candidate(&id)?, caller.municipality);
    let mut look = state.store.look(asked).await?;
    candidates::find(&mut look, here, &id).await?.ok_or(NOBODY)?;
    let items = ways_of(&mut look, here, &id).await?;
    Ok(look.answer(Answer::ok(&Page { items, next: None })).await?)
}

/// Record how long a candidate's way to a workplace takes, one way, or that the estimate holds again.
///
/// It holds for every run that begins afterwards, in place of the estimate and of what was recorded before.
#[utoipa::path(
    post, path = "/v1/candidates/{id}/travel-times", tag = "matching", params(("id" = String, Path)),
    request_body = TravelTimeRequest,
    responses((status = 200, description = "How it is now", body = TravelTimeBody)),
)]
pub(super) async fn record_travel_time(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (id, here, now) = (candidate(&id)?, caller.municipality, state.clock.now());
    let TravelTimeRequest { workplace, minutes, why } = text.read()?.value;
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let look = &mut writing.tx;
    candidates::find(look, here, &id).await?.ok_or(NOBODY)?;
    let Some(minutes) = minutes else {
        travel_times::remove(look, here, &id, &workplace).await?;
        let body = TravelTimeBody::estimated(&id, &workplace);
        return writing.finish(Answer::ok(&body)).await;
    };
    let way = TravelOverride { candidate: id.clone(), workplace, minutes, why };
    let put = travel_times::put(look, here, &id, &way.workplace, &Document::of(&way), now).await;
    put.map_err(nowhere)?;
    writing.finish(Answer::ok(&TravelTimeBody::of(way, now))).await
}

/// The ways of a person that somebody knows.
pub(super) async fn ways_of(
    look: &mut Look,
    here: MunicipalityId,
    id: &CandidateId,
) -> Result<Vec<TravelTimeBody>, ApiError> {
    let found = travel_times::of_candidate(look, here, id).await?.into_iter();
    let way = |(Document(text), at): (Document, Ts)| {
        let way = engine::reading::read(&text, |_| {}).map_err(|_| ApiError::Internal)?;
        Ok(TravelTimeBody::of(way, at))
    };
    found.map(way).collect()
}

/// What a way leads to.
fn nowhere(error: StoreError) -> ApiError {
    match error {
        StoreError::Reference(_) => ApiError::Invalid(vec![Flaw::at(
            "/workplace",
            "there is no such workplace here; store it first, or correct the id",
        )]),
        other => other.into(),
    }
}
