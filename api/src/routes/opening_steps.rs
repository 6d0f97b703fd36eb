//! The life of an opening: posted, paused, resumed, closed; and what its text reveals.

use axum::extract::State;
use axum::response::Response;
use engine::domain::Opening;
use engine::reading::read;

use super::employers_view::seen_by;
use super::openings::id;
use crate::auth::Caller;
use crate::error::{ApiError, Changed};
use crate::manners::{Begun, JsonText, Once, Path};
use crate::privacy::{Warning, warnings};
use crate::state::AppState;
use crate::store::opening_steps::{self, OpeningStep};
use crate::store::openings::{self, OpeningStatus, StoredOpening};
use crate::store::{Document, Ts};
use crate::wire::{Answer, Flaw, OpeningBody, OpeningLifeBody, OpeningStepBody, TakenStepBody};

const GONE: ApiError = ApiError::NotFound { what: "opening" };

/// The steps that an opening has taken, those that can come next, and what its text reveals.
#[utoipa::path(
    get, path = "/v1/openings/{id}/steps", tag = "openings", params(("id" = String, Path)),
    responses((status = 200, description = "The opening's life so far", body = OpeningLifeBody)),
)]
pub(super) async fn list_opening_steps(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let (id, here) = (self::id(&id)?, caller.municipality);
    let mut tx = state.store.read().await?;
    let opening = openings::find(&mut tx, here, &id).await?.ok_or(GONE)?;
    let steps = opening_steps::list(&mut tx, here, &id).await?;
    Ok(Answer::ok(&OpeningLifeBody {
        status: opening.status.into(),
        next: opening.status.next().iter().map(|status| (*status).into()).collect(),
        steps: steps.into_iter().map(TakenStepBody::from).collect(),
        warnings: revealed(&opening.body, state.clock.now()),
    }))
}

/// Post, pause, resume or close an opening.
///
/// Closing, and opening anew what was closed, ask for a reason. What is posted is read by many: each word that
/// reveals something of whoever gets the job asks for a deliberate yes, in `acknowledged`.
#[utoipa::path(
    post, path = "/v1/openings/{id}/steps", tag = "openings", params(("id" = String, Path)),
    request_body = OpeningStepBody,
    responses((status = 200, description = "The opening after the step", body = OpeningBody)),
)]
pub(super) async fn take_opening_step(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (id, here, now) = (self::id(&id)?, caller.municipality, state.clock.now());
    let asked = text.read::<OpeningStepBody>()?.value;
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let seen = openings::find(&mut writing.tx, here, &id).await?.ok_or(GONE)?;
    let step = step(&seen, asked, caller.name(), now)?;
    let taken = opening_steps::take(&mut writing.tx, here, seen, &step, now).await?;
    let stored = taken.done("opening")?;
    let version = stored.version;
    writing.finish(Answer::ok(&seen_by(&caller, stored)).version(version)).await
}

/// The step, if it can be taken; or everything that stands against it.
fn step(
    seen: &StoredOpening,
    asked: OpeningStepBody,
    taken_by: String,
    now: Ts,
) -> Result<OpeningStep, ApiError> {
    let OpeningStepBody { to, why, acknowledged } = asked;
    let (from, status) = (seen.status, OpeningStatus::from(to));
    let mut flaws = Vec::new();
    if !from.next().contains(&status) {
        let next: Vec<&str> = from.next().iter().map(|next| next.code()).collect();
        let detail = format!("it is {}, and can become {}", from.code(), next.join(" or "));
        flaws.push(Flaw::at("/to", detail));
    } else if why.is_none()
        && matches!((from, status), (OpeningStatus::Closed, _) | (_, OpeningStatus::Closed))
    {
        flaws.push(Flaw::at("/why", "say why, for those who look at it later"));
    } else if status == OpeningStatus::Posted {
        flaws.extend(unacknowledged(revealed(&seen.body, now), &acknowledged));
    }
    if flaws.is_empty() {
        let why = why.map(|why| why.to_string());
        Ok(OpeningStep { status, taken_by, why, acknowledged: Document::of(&acknowledged) })
    } else {
        Err(ApiError::Invalid(flaws))
    }
}

/// What the text of a stored opening reveals; one that cannot be read reveals nothing that can be told.
pub(super) fn revealed(body: &Document, now: Ts) -> Vec<Warning> {
    let opening = read::<Opening>(&body.0, |_| {});
    opening.map(|opening| warnings(&opening, now.in_norway().date())).unwrap_or_default()
}

/// A fault for each word to which nobody has said yes.
pub(super) fn unacknowledged(warnings: Vec<Warning>, acknowledged: &[String]) -> Vec<Flaw> {
    let yes = |word: &str| acknowledged.iter().any(|it| it.to_lowercase() == word.to_lowercase());
    let open = warnings.into_iter().filter(|warning| !yes(&warning.word));
    open.map(|Warning { pointer, word, why, instead }| {
        let detail = format!(
            "«{word}»: {why}. {instead} To post it as it is, name the word in `acknowledged`"
        );
        Flaw::at(pointer, detail)
    })
    .collect()
}
