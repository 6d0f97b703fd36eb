//! What a machine that keeps the service running asks for.

use std::net::SocketAddr;

use axum::Extension;
use axum::extract::{ConnectInfo, State};
use axum::http::header;
use axum::response::IntoResponse;

use crate::error::ApiError;
use crate::state::AppState;

/// Whether the program runs.
#[utoipa::path(
    get, path = "/isalive", tag = "operations",
    responses((status = 200, description = "It runs", body = String, content_type = "text/plain")),
)]
pub(super) async fn is_alive() -> &'static str {
    "alive\n"
}

/// Whether it can answer: it is not on its way down, and the database has the schema that it needs.
#[utoipa::path(
    get, path = "/isready", tag = "operations",
    responses((status = 200, description = "It can", body = String, content_type = "text/plain")),
)]
pub(super) async fn is_ready(State(state): State<AppState>) -> Result<&'static str, ApiError> {
    if state.is_stopping() {
        return Err(ApiError::Unavailable);
    }
    state.store.ready().await?;
    Ok("ready\n")
}

/// Numbers for Prometheus, for whoever asks from this machine.
#[utoipa::path(
    get, path = "/metrics", tag = "operations",
    responses((
        status = 200, description = "Requests by route, method and status",
        body = String, content_type = "text/plain",
    )),
)]
pub(super) async fn metrics(
    State(state): State<AppState>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
) -> Result<impl IntoResponse, ApiError> {
    if !peer.is_some_and(|peer| peer.0.0.ip().is_loopback()) {
        return Err(ApiError::NoSuchAddress);
    }
    Ok((
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        state.metrics.render(),
    ))
}
