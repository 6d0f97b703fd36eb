//! Match runs: asked for here, worked on by whichever server is free, and looked at while they run.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::domain::CandidateId;

use super::candidates::id as candidate;
use super::journeys::today;
use super::own::{expect_own, own};
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::{Begun, JsonText, Once, Paging, Path, Query, page};
use crate::runs::gather::next_monday;
use crate::runs::{Question, divide};
use crate::state::AppState;
use crate::store::match_runs::{self, NewRun, RunState};
use crate::store::{Document, MunicipalityId, candidates, new_uuid};
use crate::wire::{Answer, CandidateMatchBody, Flaw, MatchQuestion, MatchRunBody, Page};

const GONE: ApiError = ApiError::NotFound { what: "match run" };

/// The longest that an answer waits for a plan: less than an answer may take at all.
const WAIT_MOST: Duration = Duration::from_secs(20);

/// How often whoever waits looks whether there is a plan.
const LOOKS: Duration = Duration::from_millis(20);

const PREFER: HeaderName = HeaderName::from_static("prefer");
const APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// Match runs, those asked for last first.
#[utoipa::path(
    get, path = "/v1/match-runs", tag = "matching", params(Paging),
    responses((status = 200, description = "A page of match runs", body = Page<MatchRunBody>)),
)]
pub(super) async fn list_match_runs(
    State(state): State<AppState>,
    caller: Caller,
    Query(Paging { limit, after }): Query<Paging>,
) -> Result<Answer, ApiError> {
    let before = after.map(|after| after.id::<String>());
    let mut tx = state.store.glance().await?;
    let found = match_runs::list(&mut tx, caller.municipality, before.as_deref(), limit.0).await?;
    let found: Vec<MatchRunBody> = found.into_iter().map(MatchRunBody::from).collect();
    Ok(page("/v1/match-runs", None, found, limit, |item| &item.id))
}

/// Ask who could try what, where and when, for the whole municipality.
///
/// With `Prefer: wait=N` the answer comes when there is a plan, or after N seconds (20 at the most), and says so in
/// `Preference-Applied`; otherwise at once, and `Location` is where to look. What anyone has been told, what is booked
/// and what is pinned stands; whom a restriction hides is not matched.
#[utoipa::path(
    post, path = "/v1/match-runs", tag = "matching", request_body = MatchQuestion,
    params(("Prefer" = Option<String>, Header, description = "`wait=N`, in seconds (RFC 7240).", example = "wait=10")),
    responses(
        (status = 201, description = "There is a plan", body = MatchRunBody),
        (status = 202, description = "Somebody will make one", body = MatchRunBody),
    ),
)]
pub(super) async fn create_match_run(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (here, now, today) = (caller.municipality, state.clock.now(), today(&state));
    let mut question = text.read::<Question>()?.value;
    // What was not said is said now: whoever works on it tomorrow asks the same.
    question.first_monday = question.first_monday.or_else(|| Some(next_monday(today)));
    // Whoever asks decides, and nobody in a colleague's name.
    for pin in &mut question.pins {
        (pin.by, pin.on) = (caller.specialist.clone(), Some(today));
    }
    for ban in &mut question.bans {
        (ban.by, ban.on) = (caller.specialist.clone(), Some(today));
    }
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let named: BTreeSet<CandidateId> = question.pairs().map(|(who, _)| who.clone()).collect();
    if !named.is_empty() {
        expect_own(&own(&mut writing.tx, &caller).await?, named)?;
    }
    let asked = Document::of(&question);
    let (shared, parts) = divide::divide(&asked.0).expect("it was written as JSON");
    let new = NewRun {
        question: Document(shared),
        asked_by: caller.actor().to_owned(),
        asked_role: caller.role().to_owned(),
    };
    let id = new_uuid(now).to_string();
    let stored = match_runs::insert(&mut writing.tx, here, &id, &new, now).await?;
    for (person, part) in &parts {
        let part = Document::of(part);
        match_runs::put_part(&mut writing.tx, here, &id, person, &part, now).await?;
    }
    let address = format!("/v1/match-runs/{id}");
    let answer = Answer::new(StatusCode::ACCEPTED, &MatchRunBody::from(stored));
    let accepted = writing.finish(answer.at(address.clone())).await?;
    state.bell.ring();
    let Some(wait) = wait(&headers) else { return Ok(accepted) };
    match planned(&state, here, &id, wait).await? {
        Some(done) => Ok(applied(Answer::created(address, &done).into_response(), wait)),
        None => Ok(applied(accepted, wait)),
    }
}

/// A match run: how far it is, and what came of it. `latest` is the last one that has a plan.
#[utoipa::path(
    get, path = "/v1/match-runs/{id}", tag = "matching", params(("id" = String, Path)),
    responses((status = 200, description = "The match run", body = MatchRunBody)),
)]
pub(super) async fn show_match_run(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.glance().await?;
    let here = caller.municipality;
    let found = match id.as_str() {
        "latest" => match_runs::latest_done(&mut tx, here).await?,
        id => match_runs::find(&mut tx, here, id).await?,
    };
    Ok(Answer::ok(&MatchRunBody::from(found.ok_or(GONE)?)))
}

/// Call a match run off that has not ended.
#[utoipa::path(
    post, path = "/v1/match-runs/{id}/cancel", tag = "matching", params(("id" = String, Path)),
    responses((status = 200, description = "It is called off", body = MatchRunBody)),
)]
pub(super) async fn cancel_match_run(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    once: Once,
) -> Result<Response, ApiError> {
    let (here, now) = (caller.municipality, state.clock.now());
    let mut writing = match once.begin(&state, &caller, b"").await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let cancelled = match_runs::cancel(&mut writing.tx, here, &id, now).await?;
    let run = match_runs::find(&mut writing.tx, here, &id).await?.ok_or(GONE)?;
    if !cancelled {
        let detail = format!("the run is {}: it has ended already", run.state.code());
        return Err(ApiError::NotNow(vec![Flaw::at("", detail)]));
    }
    writing.finish(Answer::ok(&MatchRunBody::from(run))).await
}

/// What the last match run says of one candidate: what is proposed and why, what else there is room for, or why
/// nothing is and what would help (the repair card).
#[utoipa::path(
    get, path = "/v1/candidates/{id}/match", tag = "matching", params(("id" = String, Path)),
    responses((status = 200, description = "What it says", body = CandidateMatchBody)),
)]
pub(super) async fn show_candidate_match(
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
    let run = match_runs::latest_done(&mut look, here).await?.ok_or(GONE)?;
    let part = match_runs::part(&mut look, here, &run.id, &id).await?.ok_or(GONE)?;
    let part: divide::Part = serde_json::from_str(&part.0).map_err(|_| ApiError::Internal)?;
    let answer = Answer::ok(&CandidateMatchBody::of(id.to_string(), &run, &part));
    Ok(look.answer(answer).await?)
}

/// Waits until a run has ended, for so long and no longer.
async fn planned(
    state: &AppState,
    here: MunicipalityId,
    id: &str,
    wait: Duration,
) -> Result<Option<MatchRunBody>, ApiError> {
    let look = async {
        loop {
            let found = match_runs::find(&mut state.store.glance().await?, here, id).await?;
            let found = found.ok_or(GONE)?;
            if !matches!(found.state, RunState::Waiting | RunState::Running) {
                return Ok(found.into());
            }
            tokio::time::sleep(LOOKS).await;
        }
    };
    tokio::time::timeout(wait.min(WAIT_MOST), look).await.ok().transpose()
}

/// How long the client wants to wait; what it prefers beside is not ours to apply.
///
/// Source: RFC 7240, section 4.3.
fn wait(headers: &HeaderMap) -> Option<Duration> {
    let values = headers.get_all(PREFER);
    let values = values.iter().filter_map(|value| value.to_str().ok());
    let mut preferences = values.flat_map(|value| value.split([',', ';']));
    let seconds = preferences.find_map(|it| it.trim().strip_prefix("wait=")?.parse().ok())?;
    (seconds > 0).then(|| Duration::from_secs(seconds))
}

/// Says that it was waited, and for how long at the most.
fn applied(mut response: Response, wait: Duration) -> Response {
    let value = format!("wait={}", wait.min(WAIT_MOST).as_secs());
    let value = HeaderValue::try_from(value).expect("digits can stand in a header");
    response.headers_mut().insert(APPLIED, value);
    response
}
