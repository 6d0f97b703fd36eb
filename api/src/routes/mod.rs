//! The routes: what can be asked for, and who answers.

mod documentation;
mod health;
mod openings;
mod spec;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::manners::{answers_with, dress, hold};
use crate::state::AppState;

/// The route table: every address under `/v1`, on one screen.
fn v1() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(openings::list, openings::create))
        .routes(routes!(openings::show, openings::replace))
        .layer(from_fn(async |request, next| answers_with("application/json", request, next).await))
}

/// What a machine that keeps the service running asks for.
fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(health::is_alive))
        .routes(routes!(health::is_ready))
        .routes(routes!(health::metrics))
}

/// All routes, with the manners around them, and the document that describes them (OpenAPI 3.1).
pub fn router(state: &AppState) -> Router {
    let (routes, document) = hold(v1(), state).merge(operations()).split_for_parts();
    let document = Arc::new(spec::complete(&document));
    dress(routes.merge(documentation::routes(&document)), state)
}
