//! Fill rate: which places are used. Of places, and of nobody.

use axum::extract::State;
use engine::domain::Opening;
use engine::reading::read;

use super::journeys::today;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::runs::gather::monday_of;
use crate::state::AppState;
use crate::store::openings::{self, OpeningStatus, StoredOpening};
use crate::store::taken_places::{self, Used};
use crate::store::{PageSize, workplaces};
use crate::wire::{Answer, FillRateBody, OpeningFillBody};

/// How many of the places are used today: by people at work, and by those who try.
///
/// The first of the field's four readings, posts filled of posts approved: an opening counts while it is posted or
/// paused, and as long as somebody has a job that came from it.
#[utoipa::path(
    get, path = "/v1/fill-rate", tag = "matching",
    responses((status = 200, description = "The fill rate", body = FillRateBody)),
)]
pub(super) async fn show_fill_rate(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Answer, ApiError> {
    let (here, today) = (caller.municipality, today(&state));
    let mut tx = state.store.read().await?;
    let used = taken_places::used(&mut tx, here, &monday_of(today).to_string()).await?;
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page =
            openings::list(&mut tx, here, after.as_ref(), None, None, PageSize::MOST).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id.0.clone());
        for found in page {
            let used = used.get(found.id.as_str()).copied().unwrap_or_default();
            if !counts(&found, used) {
                continue;
            }
            let opening: Opening = read(&found.body.0, |_| {}).map_err(|_| ApiError::Internal)?;
            let workplace = workplaces::find(&mut tx, here, &found.workplace_id).await?;
            let workplace = workplace.ok_or(ApiError::Internal)?;
            all.push(OpeningFillBody {
                opening: found.id.to_string(),
                employer: workplace.employer_id.to_string(),
                places: i64::from(opening.places),
                at_work: used.at_work,
                trying: used.trying,
            });
        }
    }
    Ok(Answer::ok(&FillRateBody::of(today, all)))
}

fn counts(found: &StoredOpening, used: Used) -> bool {
    matches!(found.status, OpeningStatus::Posted | OpeningStatus::Paused) || used.at_work > 0
}
