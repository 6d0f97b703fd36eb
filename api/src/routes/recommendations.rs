//! What else somebody could try, and what each would cost the whole: from the prices of the last plan, without
//! planning again.

use axum::extract::State;
use engine::domain::{CandidateId, monday_of_week};
use engine::problem::{Booking, Plan, Problem};
use engine::revise::cost;
use jiff::civil::Date;
use serde::Deserialize;

use super::candidates::id as candidate;
use super::why_not::last_run;
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::Path;
use crate::runs::Kept;
use crate::state::AppState;
use crate::store::candidates;
use crate::wire::{Answer, RecommendationBody, RecommendationsBody};

/// The most pairs that are told: more are no help.
const MOST: usize = 10;

/// What a candidate could try, with what each would cost the plan of the last run at least; what costs it least first.
///
/// Pairs are compared, and nobody is ranked: what a choice costs is what others would lose by it together, and who
/// they are is not told. Choosing is the person's, and pinning the choice in the next run is how it is kept.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/recommendations", tag = "matching", params(("id" = String, Path)),
    responses((status = 200, description = "Pairs, what costs least first", body = RecommendationsBody)),
)]
pub(super) async fn list_recommendations(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let (id, here) = (candidate(&id)?, caller.municipality);
    let mut look = state.store.look(asked).await?;
    candidates::find(&mut look, here, &id)
        .await?
        .ok_or(ApiError::NotFound { what: "candidate" })?;
    let (run, document) = last_run(&mut look, here).await?;
    look.answer(()).await?;
    let who = id.clone();
    let found = tokio::task::spawn_blocking(move || recommended(&document, &who)).await;
    let items = found.map_err(|_| ApiError::Internal)??;
    let (candidate, run) = (id.to_string(), run.id);
    Ok(Answer::ok(&RecommendationsBody { candidate, run, items }))
}

/// When the horizon begins.
#[derive(Deserialize)]
struct Begins {
    first_monday: Date,
}

/// The pairs of somebody, each as early as it can begin, by what they cost at the plan's prices.
fn recommended(document: &str, who: &CandidateId) -> Result<Vec<RecommendationBody>, ApiError> {
    let corrupt = |_| ApiError::Internal;
    let kept: Kept<'_> = serde_json::from_str(document).map_err(corrupt)?;
    let problem: Problem = serde_json::from_str(kept.problem.get()).map_err(corrupt)?;
    let plan: Plan = serde_json::from_str(kept.plan.get()).map_err(corrupt)?;
    let Begins { first_monday } = serde_json::from_str(kept.case.get()).map_err(corrupt)?;
    let own = problem
        .options
        .iter()
        .enumerate()
        .filter(|(_, it)| it.candidate == who.as_str() && it.value > 0.0);
    let mut items: Vec<RecommendationBody> = own
        .map(|(option, it)| {
            let profile = problem.profiles.iter().find(|profile| profile.id == it.profile);
            let start = plan.starts.iter().find(|start| {
                (&start.candidate, &start.opening, &start.profile)
                    == (&it.candidate, &it.opening, &it.profile)
            });
            let week = start.map_or(it.earliest_start, |start| start.start_week);
            let by_prices = match start {
                Some(_) => Some(0.0),
                None => cost(&problem, &plan, &[Booking { option, week }], None)
                    .and_then(|(at_least, _)| at_least),
            };
            let activity = profile.map(|it| serde_json::to_value(it.activity));
            RecommendationBody {
                opening: it.opening.clone(),
                activity: activity
                    .and_then(|it| it.ok()?.as_str().map(str::to_owned))
                    .unwrap_or_default(),
                monday: monday_of_week(first_monday, week).to_string(),
                is_proposed: start.is_some(),
                costs_at_least: by_prices,
            }
        })
        .collect();
    items.sort_by(|a, b| {
        let cost = |it: &RecommendationBody| it.costs_at_least.unwrap_or(f64::INFINITY);
        cost(a)
            .total_cmp(&cost(b))
            .then(b.is_proposed.cmp(&a.is_proposed))
            .then_with(|| (&a.opening, &a.activity).cmp(&(&b.opening, &b.activity)))
    });
    items.truncate(MOST);
    Ok(items)
}
