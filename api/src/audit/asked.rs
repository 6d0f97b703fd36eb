//! What the log takes from a request. Never the address that was asked for: there are ids in it.

use std::net::SocketAddr;

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use engine::domain::CandidateId;

use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::trace_id;
use crate::state::AppState;
use crate::store::audit::Action;
use crate::store::{Asked, reach, restrictions};

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
            lent: caller.lent,
        })
    }
}

const AGREEMENT: &str = "/v1/agreements/{id}";
const PROPOSAL: &str = "/v1/proposals/{id}";

/// Addresses that are about one person.
const OF_A_PERSON: [&str; 3] = ["/v1/candidates/{id}", AGREEMENT, PROPOSAL];

/// Logs each request that is refused for what the caller may not do, or for a restriction that hides the person:
/// then no more is said than that there is nobody. What cannot be logged is answered with that.
pub async fn log_refusals(
    State(state): State<AppState>,
    asked: Asked,
    path: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Response {
    let of = OF_A_PERSON.into_iter().find(|of| asked.request.contains(of));
    let id = path.ok().and_then(|path| path.iter().next().map(|(_, id)| id.to_owned()));
    let row = of.zip(id);
    let answer = next.run(request).await;
    let status = answer.status();
    let logged = async {
        match (status, row) {
            (StatusCode::FORBIDDEN, _) => state.store.look(asked).await?.refuse().await,
            (StatusCode::NOT_FOUND, Some((of, id))) => {
                let mut look = state.store.look(asked).await?;
                let here = look.municipality();
                let person = match of {
                    AGREEMENT => reach::candidate_of_agreement(&mut look, here, &id).await?,
                    PROPOSAL => reach::candidate_of_proposal(&mut look, here, &id).await?,
                    _ => CandidateId::new(&id),
                };
                let Some(person) = person else { return Ok(()) };
                let is_hidden = restrictions::hides(&mut look, here, &person).await?;
                if is_hidden { look.refuse_to_show(&person).await } else { Ok(()) }
            }
            _ => Ok(()),
        }
    };
    match logged.await {
        Ok(()) => answer,
        Err(error) => ApiError::from(error).into_response(),
    }
}
