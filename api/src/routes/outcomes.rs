//! What became of each jobbsmak, trial and job: the specialist, the employer and the person each say their own.

use axum::extract::State;
use axum::response::Response;
use engine::domain::CandidateId;
use engine::journey::Journey;
use engine::journey::state::Progress;

use super::candidates::id as candidate;
use super::journeys::{Loaded, load, today};
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::{Begun, JsonText, Once, Path};
use crate::state::AppState;
use crate::store::{Document, candidates, new_uuid, outcomes};
use crate::wire::{Answer, Flaw, OutcomeBody, OutcomeRequest, Page};

/// What has been said of a candidate's jobbsmak, trials and jobs.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/outcomes", tag = "matching", params(("id" = String, Path)),
    responses((status = 200, description = "All of it, the first one first", body = Page<OutcomeBody>)),
)]
pub(super) async fn list_outcomes(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let (id, here) = (candidate(&id)?, caller.municipality);
    let mut look = state.store.look(asked).await?;
    candidates::find(&mut look, here, &id)
        .await?
        .ok_or(ApiError::NotFound { what: "candidate" })?;
    let found = outcomes::of_candidate(&mut look, here, &id).await?;
    let items = found.into_iter().map(OutcomeBody::from).collect();
    Ok(look.answer(Answer::ok(&Page { items, next: None })).await?)
}

/// Store what the specialist, the employer or the person says became of an activity or a job.
///
/// What each says stands beside what the others say. It changes nothing of the person's place in the queue.
#[utoipa::path(
    post, path = "/v1/candidates/{id}/outcomes", tag = "matching", params(("id" = String, Path)),
    request_body = OutcomeRequest,
    responses((status = 201, description = "As it is stored", body = OutcomeBody)),
)]
pub(super) async fn create_outcome(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (id, here, now) = (candidate(&id)?, caller.municipality, state.clock.now());
    let said = text.read::<OutcomeRequest>()?;
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let look = &mut writing.tx;
    let Loaded { journey, .. } = load(look, here, &id).await?;
    expect(&journey, &said.value, today(&state))?;
    let outcome = new_uuid(now).to_string();
    let stored = outcomes::insert(look, here, &outcome, &id, &Document(said.text), now).await?;
    let address = address(&id);
    writing.finish(Answer::created(address, &OutcomeBody::from(stored))).await
}

fn address(id: &CandidateId) -> String {
    format!("/v1/candidates/{id}/outcomes")
}

/// What it is about has been, and the day is not to come.
fn expect(
    journey: &Journey,
    said: &OutcomeRequest,
    today: jiff::civil::Date,
) -> Result<(), ApiError> {
    let mut flaws = Vec::new();
    if said.on > today {
        flaws.push(Flaw::at("/on", "the day is still to come; record this then"));
    }
    let state = journey.state();
    match (said.booking, &said.placement) {
        (Some(number), None) => {
            let booking = state.bookings.get(&number);
            let begun = booking
                .is_some_and(|it| matches!(it.progress, Progress::Runs | Progress::Ended(_)));
            if !begun {
                let detail = "no activity of this number has begun; correct the number of the event that booked it";
                flaws.push(Flaw::at("/booking", detail));
            }
        }
        (None, Some(placement)) => {
            let had = journey.events().iter().any(|event| {
                matches!(&event.what, engine::journey::What::Employed(it) if it.placement == *placement)
            });
            if !had {
                let detail =
                    "the journey has no job with this id; record `employed` first, or correct it";
                flaws.push(Flaw::at("/placement", detail));
            }
        }
        _ => flaws.push(Flaw::at("", "name one of `booking` and `placement`")),
    }
    if flaws.is_empty() { Ok(()) } else { Err(ApiError::Invalid(flaws)) }
}
