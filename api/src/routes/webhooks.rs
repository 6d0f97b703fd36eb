//! Webhooks: where a municipality's events are sent, and what became of them.

use axum::extract::State;
use axum::response::Response;

use crate::auth::Caller;
use crate::error::ApiError;
use crate::hooks::{allowed, shown};
use crate::manners::{Begun, JsonText, Once, Paging, Path, Query, page};
use crate::state::AppState;
use crate::store::webhooks;
use crate::store::{Document, new_uuid};
use crate::wire::{Answer, DeliveryBody, Flaw, Page, WebhookBody, WebhookRequest};

const GONE: ApiError = ApiError::NotFound { what: "webhook" };

/// The most webhooks that are active at a time. An assumption: each event is sent to each of them.
const MOST: i64 = 10;

/// The webhooks of the municipality, the first one first.
#[utoipa::path(
    get, path = "/v1/webhooks", tag = "webhooks",
    responses((status = 200, description = "All of them", body = Page<WebhookBody>)),
)]
pub(super) async fn list_webhooks(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Answer, ApiError> {
    let found = webhooks::list(&mut state.store.glance().await?, caller.municipality).await?;
    let items = found.into_iter().map(WebhookBody::from).collect();
    Ok(Answer::ok(&Page { items, next: None }))
}

/// Have events sent to an address, as `CloudEvents` 1.0 (JSON, structured), signed as Standard Webhooks says.
///
/// An event names a run, a proposal or a version by its id, and nobody. The answer has the secret that verifies
/// signatures, this one time. An event that is not taken (2xx) is sent again after growing waits, nine times in all
/// over two days; it can come twice, under the same `webhook-id`. A receiver that answers 410 is sent no more.
#[utoipa::path(
    post, path = "/v1/webhooks", tag = "webhooks", request_body = WebhookRequest,
    responses((status = 201, description = "The webhook, with its secret", body = WebhookBody)),
)]
pub(super) async fn create_webhook(
    State(state): State<AppState>,
    caller: Caller,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (here, now) = (caller.municipality, state.clock.now());
    let WebhookRequest { url, types } = text.read()?.value;
    let url = allowed(&url, state.reach)
        .map_err(|why| ApiError::Invalid(vec![Flaw::at("/url", why.to_string())]))?;
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let look = &mut writing.tx;
    if webhooks::active(look, here).await? >= MOST {
        let detail = format!("there are {MOST} already; end one that is not needed");
        return Err(ApiError::NotNow(vec![Flaw::at("", detail)]));
    }
    let (id, types) = (new_uuid(now).to_string(), Document::of(&types));
    let by = caller.name();
    let made = webhooks::insert(look, here, &id, url.as_str(), &types, &by, now).await?;
    let secret = state.store.webhook_secret(here, &id, now).await?;
    let address = format!("/v1/webhooks/{id}");
    let kept = WebhookBody::from(made.clone());
    let told = WebhookBody { secret: Some(shown(&secret)), ..made.into() };
    let answer = |body: &WebhookBody| Answer::created(address.clone(), body);
    writing.finish_once(&answer(&kept), answer(&told)).await
}

/// A webhook.
#[utoipa::path(
    get, path = "/v1/webhooks/{id}", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 200, description = "The webhook, without its secret", body = WebhookBody)),
)]
pub(super) async fn show_webhook(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let found = webhooks::find(&mut state.store.glance().await?, caller.municipality, &id).await?;
    Ok(Answer::ok(&WebhookBody::from(found.ok_or(GONE)?)))
}

/// End a webhook: nothing is sent to it any more. One with another secret is a new one.
#[utoipa::path(
    post, path = "/v1/webhooks/{id}/end", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 200, description = "It has ended", body = WebhookBody)),
)]
pub(super) async fn end_webhook(
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
    let look = &mut writing.tx;
    let ended = webhooks::end(look, here, &id, "by_person", now).await?;
    let found = webhooks::find(look, here, &id).await?.ok_or(GONE)?;
    if !ended {
        return Err(ApiError::NotNow(vec![Flaw::at("", "it has ended already")]));
    }
    writing.finish(Answer::ok(&WebhookBody::from(found))).await
}

/// What was to be delivered to a webhook, and what became of it; the last event first.
#[utoipa::path(
    get, path = "/v1/webhooks/{id}/deliveries", tag = "webhooks",
    params(("id" = String, Path), Paging),
    responses((status = 200, description = "A page of deliveries", body = Page<DeliveryBody>)),
)]
pub(super) async fn list_deliveries(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Query(Paging { limit, after }): Query<Paging>,
) -> Result<Answer, ApiError> {
    let here = caller.municipality;
    let before = after.map(|after| after.id::<String>());
    let mut tx = state.store.read().await?;
    webhooks::find(&mut tx, here, &id).await?.ok_or(GONE)?;
    let found = webhooks::deliveries(&mut tx, here, &id, before.as_deref(), limit.0).await?;
    let found: Vec<DeliveryBody> = found.into_iter().map(DeliveryBody::from).collect();
    Ok(page(&format!("/v1/webhooks/{id}/deliveries"), None, found, limit, |item| &item.event))
}
