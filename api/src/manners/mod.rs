//! What every request meets, whatever it asks for.
//!
//! Extractors read the parts of a request and answer with a problem when a part is wrong: [`JsonText`], [`Path`],
//! [`Query`], [`IfMatch`], [`IfNoneMatch`], [`Once`]. Layers stand around the routes: limits on rate, number, time and
//! size ([`hold`]), who asks and whether they may, for what and how long it took, and security headers ([`dress`]).
//! Below them all is [`answer`], which holds the connections.

mod accept;
mod body;
mod conditions;
mod connections;
mod file;
mod language;
mod limits;
mod observe;
mod once;
mod page;
mod parameters;
mod security;

pub use accept::{accepts, answers_with};
pub use body::{Body, Document, JsonText, bytes_most};
pub use conditions::{ETag, IfMatch, IfNoneMatch};
pub use connections::{HEAD_TIME, answer};
pub use file::SheetFile;
pub use language::{asked, wanted};
pub use limits::{Limits, Rate};
pub use observe::RequestId;
pub(crate) use observe::trace_id;
pub use once::{Begun, InFlight, Once, Trying, Writing};
pub use page::{Cursor, Limit, Paging, page};
pub use parameters::{Path, Query};

use axum::extract::Request;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Router, http::StatusCode};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa_axum::router::OpenApiRouter;

use crate::audit::log_refusals;
use crate::auth::{gate, only_listed};
use crate::error::ApiError;
use crate::state::AppState;

/// The largest body that an address takes unless it says otherwise: many times the largest candidate.
const BODY_BYTES_MOST: usize = 1024 * 1024;

/// Holds routes to what one caller, and all together, may ask.
pub fn hold(routes: OpenApiRouter<AppState>, state: &AppState) -> OpenApiRouter<AppState> {
    // The last layer is the outermost.
    routes
        .route_layer(from_fn(only_listed))
        .layer(bytes_most(BODY_BYTES_MOST))
        .layer(from_fn_with_state(state.clone(), log_refusals))
        .layer(from_fn_with_state(state.clone(), limits::in_time))
}

/// Puts around all routes what every answer has.
pub fn dress(routes: Router<AppState>, state: &AppState) -> Router {
    routes
        .fallback(async || ApiError::NoSuchAddress)
        .method_not_allowed_fallback(other_method)
        .layer(from_fn_with_state(state.clone(), gate))
        .layer(CatchPanicLayer::custom(observe::after_panic))
        .layer(from_fn(language::in_language))
        .layer(CompressionLayer::new())
        .layer(from_fn(security::headers))
        .layer(from_fn(observe::observe))
        .with_state(state.clone())
}

/// What is answered where the address is there, and the method is not; axum adds `Allow`.
async fn other_method(request: Request) -> Response {
    match *request.method() {
        Method::OPTIONS => StatusCode::NO_CONTENT.into_response(),
        _ => ApiError::MethodNotAllowed.into_response(),
    }
}
