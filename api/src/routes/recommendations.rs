//! What else somebody could try, and what each would cost the whole: from the prices of the last plan, without planning
//! again.

use std::collections::BTreeSet;

use axum::extract::State;
use engine::domain::{Opening, OpeningId};
use engine::reading::read;

use super::candidates::id as candidate;
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::Path;
use crate::runs::{Priced, divide, filled};
use crate::state::AppState;
use crate::store::{Document, Look, MunicipalityId, candidates, match_runs, openings};
use crate::wire::{Answer, OpeningRecommendationsBody, RecommendationBody, RecommendationsBody};

/// The most pairs of one person that are told: more are no help.
const MOST: usize = 10;

const NO_RUN: ApiError = ApiError::NotFound { what: "match run" };

/// What a candidate could try, with what each would cost the plan of the last run, about; what costs it least first.
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
    let run = match_runs::latest_done(&mut look, here).await?.ok_or(NO_RUN)?;
    let part = match_runs::part(&mut look, here, &run.id, &id).await?;
    let mut pairs = priced(&part.ok_or(NO_RUN)?)?;
    let full = full(&mut look, here).await?;
    pairs.retain(|it| !full.contains(&it.opening));
    pairs.sort_by(|a, b| {
        a.costs_about
            .total_cmp(&b.costs_about)
            .then(b.is_proposed.cmp(&a.is_proposed))
            .then_with(|| (&a.opening, a.activity).cmp(&(&b.opening, b.activity)))
    });
    pairs.truncate(MOST);
    let items = pairs.into_iter().map(RecommendationBody::from).collect();
    Ok(look.answer(Answer::ok(&RecommendationsBody { run: run.id, items })).await?)
}

/// For whom of the own candidates, or with a reason of all, an opening is open, with what each pair would cost the plan
/// of the last run, about; by candidate.
#[utoipa::path(
    get, path = "/v1/openings/{id}/recommendations", tag = "matching", params(("id" = String, Path)),
    responses((status = 200, description = "Pairs, by candidate", body = OpeningRecommendationsBody)),
)]
pub(super) async fn list_opening_recommendations(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    const NO_OPENING: ApiError = ApiError::NotFound { what: "opening" };
    let (id, here) = (OpeningId::new(&id).ok_or(NO_OPENING)?, caller.municipality);
    let mut look = state.store.look(asked).await?;
    openings::find(&mut look, here, &id).await?.ok_or(NO_OPENING)?;
    let run = match_runs::latest_done(&mut look, here).await?.ok_or(NO_RUN)?;
    let reach = caller.reach.caseload();
    let is_full = full(&mut look, here).await?.contains(id.as_str());
    let parts = match_runs::parts_within(&mut look, here, &run.id, reach).await?;
    let mut items = Vec::new();
    for (person, part) in parts {
        let own = priced(&part)?.into_iter().filter(|it| it.opening == id.as_str() && !is_full);
        let before = items.len();
        items.extend(own.map(RecommendationBody::from));
        if items.len() > before {
            look.shows(&person);
        }
    }
    Ok(look.answer(Answer::ok(&OpeningRecommendationsBody { run: run.id, items })).await?)
}

/// Openings whose places are all filled by those who have a job there, whenever the plan was made.
async fn full(look: &mut Look, here: MunicipalityId) -> Result<BTreeSet<String>, ApiError> {
    let mut full = BTreeSet::new();
    for (id, jobs) in filled(look, here).await? {
        let stored = openings::find(look, here, &id).await?;
        let opening = stored.and_then(|it| read::<Opening>(&it.body.0, |_| {}).ok());
        if opening.is_some_and(|it| it.places <= jobs) {
            full.insert(id.to_string());
        }
    }
    Ok(full)
}

/// The pairs in what a run says of somebody.
fn priced(part: &Document) -> Result<Vec<Priced>, ApiError> {
    let part: divide::Part = serde_json::from_str(&part.0).map_err(|_| ApiError::Internal)?;
    let pairs = part.list("/priced").map(|it| serde_json::from_str(it.get()));
    pairs.collect::<Result<_, _>>().map_err(|_| ApiError::Internal)
}
