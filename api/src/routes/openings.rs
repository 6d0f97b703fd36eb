//! Openings: the pattern to copy for a resource that is stored as a document.

use axum::extract::State;
use axum::response::Response;
use engine::domain::{Opening, OpeningId};
use engine::reading::Node;
use serde::Deserialize;
use utoipa::IntoParams;

use super::employers_view::{seen_by, sent_by};
use super::opening_steps::{revealed, unacknowledged};
use crate::auth::{Caller, expect_own_workplace};
use crate::error::{ApiError, Changed};
use crate::manners::{
    Begun, Body, Cursor, Document, IfMatch, IfNoneMatch, JsonText, Limit, Once, Path, Query, page,
};
use crate::privacy::Warning;
use crate::state::AppState;
use crate::store::opening_steps::{self, OpeningStep};
use crate::store::openings::{self, OpeningContent, OpeningStatus};
use crate::store::{self, StoreError};
use crate::wire::{Answer, Flaw, OpeningBody, OpeningState, Page, schema};

impl Document for Opening {
    fn check(root: &Node<'_>) {
        Self::check(root);
    }
}

/// Which openings, and how many.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// The most items to get.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    /// Where the page before ended: its `next`. Without it, the first page.
    #[param(inline, nullable = false)]
    after: Option<Cursor>,
    /// Only openings of this status.
    #[param(inline, nullable = false)]
    status: Option<OpeningState>,
}

/// Openings, the oldest first.
#[utoipa::path(
    get, path = "/v1/openings", tag = "openings", params(Which),
    responses((status = 200, description = "A page of openings", body = Page<OpeningBody>)),
)]
pub(super) async fn list_openings(
    State(state): State<AppState>,
    caller: Caller,
    Query(which): Query<Which>,
) -> Result<Answer, ApiError> {
    let Which { limit, after, status } = which;
    let after = after.map(|after| after.id());
    let status = status.map(OpeningStatus::from);
    let mut tx = state.store.glance().await?;
    let (here, own) = (caller.municipality, caller.reach.organisation());
    let found = openings::list(&mut tx, here, after.as_ref(), status, own, limit.0).await?;
    let query = status.map(|status| format!("status={}", status.code()));
    let found: Vec<OpeningBody> = found.into_iter().map(|it| seen_by(&caller, it)).collect();
    Ok(page("/v1/openings", query, found, limit, |item| &item.id).may_be_kept())
}

/// Whether to post it at once.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Posting {
    /// Post it at once; without this it is a draft.
    #[serde(default)]
    #[param(required = false)]
    post: bool,
}

/// Store a new opening, as a draft or posted at once.
///
/// The body is an opening as in a case, without its `id`: the service gives it one. Text that reveals something of
/// whoever gets the job is not posted at once: store it as a draft, and take the step with a deliberate yes.
#[utoipa::path(
    post, path = "/v1/openings", tag = "openings", params(Posting), request_body = schema::NewOpening,
    responses((status = 201, description = "The opening as it is stored", body = OpeningBody)),
)]
pub(super) async fn create_opening(
    State(state): State<AppState>,
    caller: Caller,
    Query(Posting { post }): Query<Posting>,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (here, now) = (caller.municipality, state.clock.now());
    let body = text.read_new::<Opening>(now)?;
    let id = body.value.id.clone();
    let status = if post { OpeningStatus::Posted } else { OpeningStatus::Draft };
    let content = sent_by(&caller, content(body, status), None)?;
    if post {
        expect_nothing_new(&content.body, &[], now)?;
    }
    let step = OpeningStep {
        status,
        taken_by: caller.name(),
        why: None,
        acknowledged: store::Document("[]".to_owned()),
    };
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    expect_own_workplace(&mut writing.tx, &caller, &content.workplace_id).await?;
    let stored = openings::insert(&mut writing.tx, here, &id, &content, now).await;
    let stored = stored.map_err(no_workplace)?;
    let version = stored.version;
    if post {
        opening_steps::note(&mut writing.tx, here, &id, version, &step, now).await?;
    }
    let answer = Answer::created(format!("/v1/openings/{id}"), &seen_by(&caller, stored));
    writing.finish(answer.version(version)).await
}

/// One opening.
#[utoipa::path(
    get, path = "/v1/openings/{id}", tag = "openings", params(("id" = String, Path)),
    responses((status = 200, description = "The opening", body = OpeningBody, headers(("ETag" = String)))),
)]
pub(super) async fn show_opening(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    known: IfNoneMatch,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.glance().await?;
    let found = openings::find(&mut tx, caller.municipality, &self::id(&id)?).await?;
    let found = found.ok_or(ApiError::NotFound { what: "opening" })?;
    let version = found.version;
    if known.has(version) {
        return Ok(Answer::not_modified(version).may_be_kept());
    }
    Ok(Answer::ok(&seen_by(&caller, found)).version(version).may_be_kept())
}

/// Replace what an opening says.
///
/// `If-Match` has the `ETag` that was seen, so that nobody's change is lost.
#[utoipa::path(
    put, path = "/v1/openings/{id}", tag = "openings", params(("id" = String, Path)),
    request_body = schema::NewOpening,
    responses((status = 200, description = "The opening as it is stored", body = OpeningBody)),
)]
pub(super) async fn replace_opening(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    text: JsonText,
) -> Result<Answer, ApiError> {
    let (id, municipality) = (self::id(&id)?, caller.municipality);
    let body = text.read_known(id.as_str())?;
    let mut tx = state.store.write().await?;
    let before = openings::find(&mut tx, municipality, &id).await?;
    let before = before.ok_or(ApiError::NotFound { what: "opening" })?;
    let content = sent_by(&caller, content(body, before.status), Some(&before))?;
    expect_own_workplace(&mut tx, &caller, &content.workplace_id).await?;
    let now = state.clock.now();
    match before.status {
        OpeningStatus::Draft => {}
        OpeningStatus::Posted | OpeningStatus::Paused => {
            expect_nothing_new(&content.body, &revealed(&before.body, now), now)?;
        }
        OpeningStatus::Closed => {
            let detail = "the opening is closed; make it a draft again first, and say why";
            return Err(ApiError::Invalid(vec![Flaw::at("", detail)]));
        }
    }
    let changed = openings::replace(&mut tx, municipality, &id, seen, &content, now).await;
    let stored = changed.map_err(no_workplace)?.done("opening")?;
    tx.commit().await?;
    let version = stored.version;
    Ok(Answer::ok(&seen_by(&caller, stored)).version(version).may_be_kept())
}

/// Refuses text for all to read that reveals more than what stands there already.
fn expect_nothing_new(
    body: &store::Document,
    before: &[Warning],
    now: store::Ts,
) -> Result<(), ApiError> {
    let before: Vec<String> = before.iter().map(|warning| warning.word.clone()).collect();
    let flaws = unacknowledged(revealed(body, now), &before);
    if flaws.is_empty() { Ok(()) } else { Err(ApiError::Invalid(flaws)) }
}

/// An id that has not the form of one is nobody's.
pub(super) fn id(text: &str) -> Result<OpeningId, ApiError> {
    OpeningId::new(text).ok_or(ApiError::NotFound { what: "opening" })
}

/// What is stored of an opening.
fn content(body: Body<Opening>, status: OpeningStatus) -> OpeningContent {
    let Body { text, value } = body;
    OpeningContent { workplace_id: value.workplace, status, body: store::Document(text) }
}

/// The only thing that an opening refers to by a foreign key.
fn no_workplace(error: StoreError) -> ApiError {
    match error {
        StoreError::Reference(_) => ApiError::Invalid(vec![Flaw::at(
            "/workplace",
            "there is no workplace with this id here; store it first, or correct the id",
        )]),
        other => other.into(),
    }
}
