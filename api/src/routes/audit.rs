//! The log of who looked at whom.

use axum::extract::State;
use jiff::SignedDuration;
use serde::Deserialize;
use utoipa::IntoParams;

use super::journeys::everyone;
use crate::audit::{Figures, Limits, Review, Work, figures, review};
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::{Limit, Query};
use crate::state::AppState;
use crate::store::{Ts, Version, audit, journeys};
use crate::wire::{Answer, AuditEventBody, Page};

/// Which events, and how many.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// The most items to get.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    /// Where the page before ended: its `next`. Without it, the first page.
    #[serde(default)]
    #[param(value_type = i64, required = false, minimum = 0)]
    after: Number,
}

/// The number of an event; before the first one is 0.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(try_from = "i64")]
pub(super) struct Number(i64);

impl TryFrom<i64> for Number {
    type Error = &'static str;

    fn try_from(number: i64) -> Result<Self, &'static str> {
        if number < 0 {
            Err("write the `next` of the page before, as it is")
        } else {
            Ok(Self(number))
        }
    }
}

/// The log of who looked at whom, the first event first. It has ids alone, and shows nobody.
#[utoipa::path(
    get, path = "/v1/audit-events", tag = "audit", params(Which),
    responses((status = 200, description = "A page of events", body = Page<AuditEventBody>)),
)]
pub(super) async fn list_audit_events(
    State(state): State<AppState>,
    caller: Caller,
    Query(Which { limit, after: Number(after) }): Query<Which>,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.glance().await?;
    let most = i64::from(limit.0.get());
    let found = audit::list(&mut tx, caller.municipality, Version(after), most).await?;
    let is_full = found.len() >= usize::from(limit.0.get());
    let next = found.last().filter(|_| is_full).map(|event| event.sequence.0.to_string());
    let link = next.as_ref().map(|after| format!("/v1/audit-events?after={after}&limit={most}"));
    let items = found.into_iter().map(AuditEventBody::from).collect();
    Ok(Answer::ok(&Page { items, next }).next(link))
}

/// How far back.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Back {
    /// How many days.
    #[serde(default = "a_month")]
    #[param(value_type = i64, required = false, minimum = 1, maximum = 366, default = 31)]
    days: Days,
}

/// A number of days that can be gone back.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "i64")]
pub(super) struct Days(i64);

impl TryFrom<i64> for Days {
    type Error = &'static str;

    fn try_from(days: i64) -> Result<Self, &'static str> {
        if (1..=366).contains(&days) { Ok(Self(days)) } else { Err("write a number from 1 to 366") }
    }
}

fn a_month() -> Days {
    Days(31)
}

/// What a reviewer of the log looks at first: odd hours, very many in a day, looks with a reason, what was refused, and
/// people whom many looked at. Each is a question to a colleague, not a verdict.
#[utoipa::path(
    get, path = "/v1/audit-reviews", tag = "audit", params(Back),
    responses((status = 200, description = "What to ask about", body = Review)),
)]
pub(super) async fn review_audit_events(
    State(state): State<AppState>,
    caller: Caller,
    Query(Back { days: Days(days) }): Query<Back>,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.glance().await?;
    let events = audit::since(&mut tx, caller.municipality, ago(&state, days)).await?;
    Ok(Answer::ok(&review(&events, Limits::default())))
}

/// What is counted of job specialists' work: the caller's own, and the team's where the others are five or more and
/// each group is. Nobody is told a colleague's.
#[utoipa::path(
    get, path = "/v1/figures", tag = "audit", params(Back),
    responses((status = 200, description = "The figures", body = Figures)),
)]
pub(super) async fn show_figures(
    State(state): State<AppState>,
    caller: Caller,
    Query(Back { days: Days(days) }): Query<Back>,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.read().await?;
    let here = caller.municipality;
    let events = audit::since(&mut tx, here, ago(&state, days)).await?;
    let stages = journeys::stages(&mut tx, here).await?;
    let job_specialists = everyone(&mut tx, here).await?.len() as u64;
    let work = Work { events: &events, stages: &stages, job_specialists };
    Ok(Answer::ok(&figures(work, days, caller.actor(), caller.specialist.as_ref())))
}

/// So many days ago.
fn ago(state: &AppState, days: i64) -> Ts {
    Ts::new(state.clock.now().timestamp() - SignedDuration::from_hours(days * 24))
}
