//! What the log takes from a request. Never the address that was asked for: there are ids in it.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use engine::domain::CandidateId;

use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::trace_id;
use crate::state::AppState;
use crate::store::Asked;
use crate::store::audit::Action;

/// Put into the extensions of an answer that refuses: it hides somebody whom the caller may not reach, and says
/// no more than that there is nobody.
#[derive(Debug, Clone)]
pub struct Denied(pub Option<CandidateId>);

impl FromRequestParts<AppState> for Asked {
    type Rejection = <Caller as FromRequestParts<AppState>>::Rejection;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let caller = Caller::from_request_parts(parts, state).await?;
        let template = parts.extensions.get::<MatchedPath>().map_or("none", MatchedPath::as_str);
        let from = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self {
            municipality: caller.municipality,
            at: state.clock.now(),
            actor: caller.actor().to_owned(),
            role: caller.role().to_owned(),
            action: match parts.method {
                Method::POST => Action::Create,
                Method::PUT | Method::PATCH => Action::Update,
                Method::DELETE => Action::Erase,
                _ => Action::Access,
            },
            reason: caller.reason().map(str::to_owned),
            request: format!("{} {template}", parts.method),
            origin: from.map(|ConnectInfo(address)| address.ip().to_string()),
            trace: trace_id(&parts.headers),
        })
    }
}

/// Logs each request that is refused for what the caller may not do. What cannot be logged is answered with that.
pub async fn log_refusals(
    State(state): State<AppState>,
    asked: Asked,
    request: Request,
    next: Next,
) -> Response {
    let answer = next.run(request).await;
    let denied = answer.extensions().get::<Denied>().cloned();
    if denied.is_none() && answer.status() != StatusCode::FORBIDDEN {
        return answer;
    }
    let logged = async {
        let mut look = state.store.look(asked).await?;
        if let Some(Denied(Some(hidden))) = &denied {
            look.hides(hidden);
        }
        look.refuse().await
    };
    match logged.await {
        Ok(()) => answer,
        Err(error) => ApiError::from(error).into_response(),
    }
}
