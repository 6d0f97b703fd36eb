//! Match runs: asked for here, worked on by whichever server is free, and looked at while they run.

use std::time::Duration;

use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::domain::CandidateId;
use jiff::civil::Date;

use super::candidates::id as candidate;
use super::journeys::today;
use super::own::{expect_own, own};
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::{Begun, JsonText, Once, Paging, Path, Query, asked as in_language, page};
use crate::runs::gather::next_monday;
use crate::runs::{Question, divide};
use crate::state::AppState;
use crate::store::match_runs::{self, NewRun, RunState};
use crate::store::openings::OpeningStatus;
use crate::store::{
    Document, Look, MunicipalityId, candidates, maps, new_uuid, openings, service_models,
};
use crate::wire::{
    Answer, CandidateMatchBody, Flaw, MatchQuestion, MatchRunBody, MatchRunState, Page,
};

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
/// The plan begins this week at the earliest, and a year ahead at the latest; what could never be planned is refused.
/// Sent again with the same `Idempotency-Key`, the run is given as it is now.
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
    let wait = wait(&headers);
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        // The run has gone on since it was asked for.
        Begun::Before(answer) => return as_it_is(&state, here, answer, wait).await,
        Begun::Now(writing) => writing,
    };
    expect_plannable(&mut writing.tx, here, &question, today).await?;
    let named = question.pairs().map(|(at, who, _)| (format!("{at}/candidate"), who.clone()));
    let named: Vec<(String, CandidateId)> = named.collect();
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
    if wait.is_some() { as_it_is(&state, here, accepted, wait).await } else { Ok(accepted) }
}

/// The run that was accepted as it is now, or when it has ended, for whom waits for that: 201 then, 202 until then.
async fn as_it_is(
    state: &AppState,
    here: MunicipalityId,
    accepted: Response,
    wait: Option<Duration>,
) -> Result<Response, ApiError> {
    let address = accepted.headers().get(LOCATION).and_then(|it| it.to_str().ok());
    let Some(id) = address.and_then(|it| it.strip_prefix("/v1/match-runs/")) else {
        return Ok(accepted);
    };
    let run = planned(state, here, id, wait.unwrap_or_default()).await?;
    let has_ended = !matches!(run.state, MatchRunState::Waiting | MatchRunState::Running);
    let status = if has_ended { StatusCode::CREATED } else { StatusCode::ACCEPTED };
    let answer = Answer::new(status, &run).at(format!("/v1/match-runs/{id}")).into_response();
    Ok(match wait {
        Some(wait) => applied(answer, wait),
        None => answer,
    })
}

/// What could never be planned is told at once, and no run is left to fail: there are rules and a map, the weeks are
/// not over, and pairs are of openings at which something can begin.
async fn expect_plannable(
    look: &mut Look,
    here: MunicipalityId,
    question: &Question,
    today: Date,
) -> Result<(), ApiError> {
    if service_models::latest(look, here).await?.is_none() {
        return Err(ApiError::NoRules);
    }
    if maps::find(look, here).await?.is_none() {
        let detail = "the municipality has no map, so nobody knows how long a way is; put one at `/v1/municipalities/{number}/map`";
        return Err(ApiError::NotNow(vec![Flaw::at("", detail)]));
    }
    let mut flaws = Vec::new();
    let first = question.first_monday.unwrap_or_else(|| next_monday(today));
    if let Some(detail) = question.untimely(today) {
        flaws.push(found("/first_monday", &first, detail));
    }
    let weeks = i32::try_from(question.horizon_weeks).unwrap_or(i32::MAX);
    for (at, pin) in question.pins.iter().enumerate() {
        let outside = pin.first_monday.filter(|monday| {
            let days = (*monday - first).get_days();
            days.rem_euclid(7) != 0 || !(0..weeks).contains(&days.div_euclid(7))
        });
        if let Some(monday) = outside {
            let detail = "write a Monday within the weeks of the plan, or leave this out";
            flaws.push(found(format!("/pins/{at}/first_monday"), &monday, detail));
        }
        let is_banned = question.bans.iter().any(|ban| {
            (&ban.candidate, &ban.opening) == (&pin.candidate, &pin.opening)
                && (ban.activity.is_none()
                    || pin.activity.is_none()
                    || ban.activity == pin.activity)
        });
        if is_banned {
            flaws.push(Flaw::at(
                format!("/pins/{at}"),
                "the same pair stands in `bans`; keep one of the two",
            ));
        }
    }
    for (at, _, opening) in question.pairs() {
        let stored = openings::find(look, here, opening).await?;
        let detail = match stored.map(|it| it.status) {
            Some(OpeningStatus::Posted) => continue,
            Some(_) => "nothing can begin at this opening; post it again, or leave the pair out",
            None => "there is no opening with this id; correct the id",
        };
        flaws.push(found(format!("{at}/opening"), opening, detail));
    }
    if flaws.is_empty() { Ok(()) } else { Err(ApiError::Invalid(flaws)) }
}

fn found(pointer: impl Into<String>, found: &impl ToString, detail: impl Into<String>) -> Flaw {
    Flaw { found: Some(found.to_string()), ..Flaw::at(pointer, detail) }
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
    headers: HeaderMap,
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
    let answer =
        Answer::ok(&CandidateMatchBody::of(id.to_string(), &run, &part, in_language(&headers)));
    Ok(look.answer(answer).await?)
}

/// A run when it has ended, or as it is after so long.
async fn planned(
    state: &AppState,
    here: MunicipalityId,
    id: &str,
    wait: Duration,
) -> Result<MatchRunBody, ApiError> {
    let until = tokio::time::Instant::now() + wait.min(WAIT_MOST);
    loop {
        let found = match_runs::find(&mut state.store.glance().await?, here, id).await?;
        let found = found.ok_or(GONE)?;
        let has_ended = !matches!(found.state, RunState::Waiting | RunState::Running);
        if has_ended || tokio::time::Instant::now() >= until {
            return Ok(found.into());
        }
        tokio::time::sleep(LOOKS).await;
    }
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
