//! The gate before everything under `/v1`: who asks, and whether they may. Before path, headers or body are looked at.

use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method};
use axum::middleware::Next;
use axum::response::Response;
use engine::domain::{CandidateId, EmployerId, OpeningId, WorkplaceId};

use super::Denied;
use super::caller::{Caller, Identity, Reason, Role};
use super::table::{About, Cell, Operation, Outcome, Reach, Relation};
use crate::audit::Asked;
use crate::error::ApiError;
use crate::state::AppState;
use crate::store::StoreError;
use crate::store::reach::{self, FollowedBy};
use crate::wire::Flaw;

/// The header that says why somebody looks outside their own caseload.
pub const REASON: HeaderName = HeaderName::from_static("femtrinn-reason");

/// Lets through who is known and may do what they ask, with a [`Caller`]; what is not under `/v1` shows nothing of
/// anybody, and passes.
///
/// # Errors
///
/// Without sound credentials [`ApiError::Unauthenticated`], for whatever is asked; [`ApiError::TooMany`] and
/// [`ApiError::Busy`] where it is too much; then what the table says.
pub async fn gate(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let path = request.uri().path();
    if path != "/v1" && !path.starts_with("/v1/") {
        return Ok(next.run(request).await);
    }
    let (mut parts, body) = request.into_parts();
    let identity = identity(&state, &parts).await?;
    state.rate.take(&identity.subject, Instant::now())?;
    // A quick no is kinder than a long wait.
    let _place = state.limits.at_once.try_acquire().map_err(|_| ApiError::Busy)?;
    let mut caller = Caller::new(identity, None);
    if let Some(route) = parts.extensions.get::<MatchedPath>().cloned() {
        let parameter = parameter(&mut parts).await;
        let parameter = parameter.as_ref();
        let sheet = parameter.and_then(|it| it.as_deref().ok());
        if let Some(line) = Operation::find(parts.method.as_str(), route.as_str(), sheet) {
            caller.operation = Some(line.id);
            if caller.roles.iter().all(|role| line.cell(*role) == Cell::No) {
                log(&state, &mut parts, caller, line, sheet).await?;
                return Err(ApiError::Forbidden);
            }
            caller.reason = reason(&parts.headers)?;
            let id = parameter.map_or(Ok(""), |it| it.as_deref().map_err(Clone::clone));
            let id = id.map_err(|detail| ApiError::Malformed(vec![Flaw::parameter("", detail)]))?;
            let (acting, reach) = match permitted(&state, &caller, line, id).await {
                Ok(permitted) => permitted,
                Err(Refusal { error, is_logged }) => {
                    if is_logged {
                        log(&state, &mut parts, caller, line, Some(id)).await?;
                    }
                    return Err(error);
                }
            };
            (caller.acting, caller.reach) = (Some(acting), reach);
            // Whoever still has to send a body keeps no connection from others.
            if parts.method != Method::GET {
                drop(caller.lent.take());
            }
        }
    }
    parts.extensions.insert(caller);
    Ok(next.run(Request::from_parts(parts, body)).await)
}

/// Who asks. Whoever sends what is refused again and again from one address waits, before anything is verified or
/// looked up: that costs more than to send it. Who was believed a moment ago does not wait for them.
async fn identity(state: &AppState, parts: &Parts) -> Result<Identity, ApiError> {
    let now = state.clock.now();
    if let Some(identity) = state.auth.recall(&parts.headers, now) {
        return Ok(identity);
    }
    let from = address(parts);
    state.rate.expect(&from, Instant::now())?;
    let identity = state.auth.identify(&state.store, &parts.method, &parts.headers, now).await;
    match &identity {
        // Nothing was sent, so nothing was verified.
        Err(ApiError::Unauthenticated(Denied::Nothing | Denied::IssuerSilent)) => {}
        Err(ApiError::Unauthenticated(_)) => drop(state.rate.take(&from, Instant::now())),
        _ => {}
    }
    identity
}

/// Where a request comes from, as what is counted together: one address, or the network that one customer has.
///
/// Source: RFC 6177, 2 (a site has a /64 or more).
fn address(parts: &Parts) -> String {
    let from = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|it| it.0.ip().to_canonical());
    match from {
        Some(IpAddr::V6(ip)) => {
            let [one, two, three, four, ..] = ip.segments();
            format!("{one:x}:{two:x}:{three:x}:{four:x}::/64")
        }
        Some(IpAddr::V4(ip)) => ip.to_string(),
        None => "nowhere".to_owned(),
    }
}

/// Why somebody is not let through.
struct Refusal {
    error: ApiError,
    /// Whether they asked for what is there and not for them, which the log has.
    is_logged: bool,
}

impl Refusal {
    fn logged(error: ApiError) -> Self {
        Self { error, is_logged: true }
    }
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self { error, is_logged: false }
    }
}

/// Logs that somebody was refused, and whom they asked for, where there is such a person: what else stands in an
/// address could be anybody's name.
async fn log(
    state: &AppState,
    parts: &mut Parts,
    caller: Caller,
    line: &Operation,
    id: Option<&str>,
) -> Result<(), ApiError> {
    let here = caller.municipality;
    parts.extensions.insert(caller);
    let asked = Asked::from_request_parts(parts, state).await?;
    let mut look = state.store.look(asked).await?;
    let person = id.filter(|_| line.about == About::Candidate).and_then(CandidateId::new);
    if let Some(person) = person
        && reach::specialist_of(&mut look, here, &person).await?.is_some()
    {
        return Ok(look.refuse_to_show(&person).await?);
    }
    Ok(look.refuse().await?)
}

/// Refuses what is not in the table: a route that nobody has thought about is closed.
///
/// # Errors
///
/// [`ApiError::Internal`], since it is a defect.
pub async fn only_listed(
    caller: Caller,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    if caller.operation.is_none() {
        tracing::error!("the table of who may what has no line for this route");
        return Err(ApiError::Internal);
    }
    Ok(next.run(request).await)
}

/// The first parameter of the address, or why it cannot be read; nothing when it has none.
async fn parameter(parts: &mut Parts) -> Option<Result<String, String>> {
    match RawPathParams::from_request_parts(parts, &()).await {
        Ok(all) => all.iter().next().map(|(_, value)| Ok(value.to_owned())),
        Err(rejection) => Some(Err(rejection.body_text())),
    }
}

/// Why the caller looks outside their own caseload, if they say so.
fn reason(headers: &HeaderMap) -> Result<Option<Reason>, ApiError> {
    let mut given = headers.get_all(REASON).iter();
    let (Some(text), rest) = (given.next(), given.next()) else { return Ok(None) };
    let read = text.to_str().ok().and_then(Reason::read).filter(|_| rest.is_none());
    let codes = || Reason::ALL.map(Reason::code).join(", ");
    let flaw = || Flaw::header(REASON.as_str(), format!("write one of {}", codes()));
    read.map(Some).ok_or_else(|| ApiError::Malformed(vec![flaw()]))
}

/// In which role the caller may, and how far; or why they may not.
async fn permitted(
    state: &AppState,
    caller: &Caller,
    line: &Operation,
    id: &str,
) -> Result<(Role, Reach), Refusal> {
    let roles = || caller.roles.iter().copied();
    // Only where it matters is it looked up whose the row is.
    if let Some(role) = roles().find(|role| line.cell(*role) == Cell::All) {
        return Ok((role, Reach::Municipality));
    }
    let relation = relation(state, caller, line, id).await?;
    let outcomes = roles().map(|role| (line.cell(role).at(relation), role));
    let (outcome, role) = outcomes.min().ok_or_else(|| Refusal::logged(ApiError::Forbidden))?;
    match outcome {
        Outcome::Allowed => {
            let reach = match (relation, &caller.specialist, &caller.organisation) {
                (Relation::OwnCaseload, Some(own), _) => Reach::Caseload(own.clone()),
                (Relation::OwnOrganisation, _, Some(own)) => Reach::Organisation(own.clone()),
                _ => Reach::Municipality,
            };
            Ok((role, reach))
        }
        Outcome::WithReason if caller.reason.is_some() => Ok((role, Reach::Municipality)),
        Outcome::WithReason => Err(Refusal::logged(ApiError::ReasonNeeded)),
        // It is there, and another organisation's.
        Outcome::NotFound => Err(Refusal::logged(gone(line.about))),
        Outcome::Forbidden => Err(Refusal::logged(ApiError::Forbidden)),
    }
}

/// How what is asked for stands to the caller. Another municipality's row is not there.
async fn relation(
    state: &AppState,
    caller: &Caller,
    line: &Operation,
    id: &str,
) -> Result<Relation, ApiError> {
    let here = caller.municipality;
    let gone = || gone(line.about);
    let has = |cell| caller.roles.iter().any(|role| line.cell(*role) == cell);
    let tx = || state.store.glance();
    let whose: Option<String> = match line.about {
        About::Reach if has(Cell::Organisation) => return Ok(Relation::OwnOrganisation),
        // A list is of the own caseload, or with a reason of everybody.
        About::Reach if caller.specialist.is_some() && caller.reason.is_none() => {
            return Ok(Relation::OwnCaseload);
        }
        About::Reach | About::Everybody | About::Nobody => return Ok(Relation::OwnMunicipality),
        About::Candidate => {
            let id = CandidateId::new(id).ok_or_else(gone)?;
            let mut glance = state.store.peek().await?;
            let mut found = reach::specialist_of(&mut glance, here, &id).await;
            if matches!(found, Err(StoreError::Unreachable(_))) {
                glance = tx().await?;
                found = reach::specialist_of(&mut glance, here, &id).await;
            }
            caller.lent.lend(glance);
            return Ok(followed(caller, found?.ok_or_else(gone)?));
        }
        About::Agreement => {
            let found = reach::specialist_of_agreement(&mut tx().await?, here, id).await?;
            return Ok(followed(caller, found.ok_or_else(gone)?));
        }
        About::Proposal => {
            let found = reach::specialist_of_proposal(&mut tx().await?, here, id).await?;
            return Ok(followed(caller, found.ok_or_else(gone)?));
        }
        About::Employer => {
            let id = EmployerId::new(id).ok_or_else(gone)?;
            reach::organisation_of_employer(&mut tx().await?, here, &id).await?
        }
        About::Workplace => {
            let id = WorkplaceId::new(id).ok_or_else(gone)?;
            reach::organisation_of_workplace(&mut tx().await?, here, &id).await?
        }
        About::Opening => {
            let id = OpeningId::new(id).ok_or_else(gone)?;
            reach::organisation_of_opening(&mut tx().await?, here, &id).await?
        }
    };
    let whose = whose.ok_or_else(gone)?;
    let is_own = caller.organisation.as_ref().is_some_and(|own| own.as_str() == whose);
    Ok(if is_own { Relation::OwnOrganisation } else { Relation::OtherOrganisation })
}

/// Whether the caller follows a candidate, or a colleague does.
fn followed(caller: &Caller, by: FollowedBy) -> Relation {
    let whose = by.specialist_id.map(|it| it.0);
    let is_own = whose.is_some() && whose == caller.specialist;
    if is_own { Relation::OwnCaseload } else { Relation::OwnMunicipality }
}

/// What is said of a row that is not there, or that nobody is told of.
fn gone(about: About) -> ApiError {
    match about {
        About::Candidate => ApiError::NotFound { what: "candidate" },
        About::Agreement => ApiError::NotFound { what: "agreement" },
        About::Proposal => ApiError::NotFound { what: "proposal" },
        About::Employer => ApiError::NotFound { what: "employer" },
        About::Workplace => ApiError::NotFound { what: "workplace" },
        About::Opening => ApiError::NotFound { what: "opening" },
        About::Reach | About::Everybody | About::Nobody => ApiError::Forbidden,
    }
}
