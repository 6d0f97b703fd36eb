//! Who the caller is.

use axum::extract::State;

use crate::auth::Caller;
use crate::error::ApiError;
use crate::state::AppState;
use crate::store::municipalities;
use crate::wire::{Answer, CallerBody};

/// Who you are here, and what you may be.
#[utoipa::path(
    get, path = "/v1/me", tag = "login",
    responses((status = 200, description = "Who you are here", body = CallerBody)),
)]
pub(super) async fn show_caller(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.glance().await?;
    let found = municipalities::find(&mut tx, caller.municipality).await?;
    let number = found.ok_or(ApiError::NotFound { what: "municipality" })?.number;
    Ok(Answer::ok(&CallerBody::new(caller, number)))
}
