//! NAV's job ads, from which openings can come.

use axum::extract::State;
use axum::response::Response;
use engine::domain::OpeningId;

use crate::auth::Caller;
use crate::error::ApiError;
use crate::job_ads::{Ads, take};
use crate::manners::{Begun, JsonText, Once, Paging, Query, page};
use crate::state::AppState;
use crate::store::job_ads;
use crate::wire::{Answer, JobAdBody, Page, TakenAdsBody};

/// Ads of NAV, by id, each with what must be asked before it is an opening.
///
/// An opening that is stored with the ad's id comes from it: while it is a draft, it is closed when the ad is stopped.
#[utoipa::path(
    get, path = "/v1/job-ads", tag = "openings", params(Paging),
    responses((status = 200, description = "A page of ads", body = Page<JobAdBody>)),
)]
pub(super) async fn list_job_ads(
    State(state): State<AppState>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Result<Answer, ApiError> {
    let Paging { limit, after } = paging;
    let after: Option<OpeningId> = after.map(|after| after.id());
    let mut tx = state.store.read().await?;
    let found = job_ads::list(&mut tx, caller.municipality, after.as_ref(), limit.0).await?;
    let found: Vec<JobAdBody> = found.into_iter().map(JobAdBody::from).collect();
    Ok(page("/v1/job-ads", None, found, limit, |item| &item.id))
}

/// Take in ads of NAV: those of the feed (`pam-stilling-feed`), and those that are sent in (`pam-import-api`).
///
/// One ad, a list, or a page of the feed. An ad that comes again is the same one. One that was stopped loses its
/// contacts and its text. Whether a job is full time or part time is never taken for a percentage.
#[utoipa::path(
    post, path = "/v1/imports/job-ads", tag = "openings", request_body = serde_json::Value,
    responses((status = 200, description = "What was stored", body = TakenAdsBody)),
)]
pub(super) async fn import_job_ads(
    State(state): State<AppState>,
    caller: Caller,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let ads = text.read::<Ads>()?.value;
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let (here, now) = (caller.municipality, state.clock.now());
    let taken = take(&mut writing.tx, here, ads, &caller.name(), now).await?;
    writing.finish(Answer::ok(&TakenAdsBody::from(taken))).await
}
