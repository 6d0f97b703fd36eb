//! No free labour: what a workplace has had of jobbsmak and trials without pay, and the jobs that came of it.

use axum::extract::State;
use engine::domain::WorkplaceId;

use super::journeys::{rules, today};
use crate::audit::Asked;
use crate::auth::{Caller, Role};
use crate::error::ApiError;
use crate::follow::{at_workplace, everybody};
use crate::manners::Path;
use crate::state::AppState;
use crate::store::workplaces;
use crate::wire::{Answer, WorkplaceUnpaidBody};

/// What people have tried without pay at a workplace, and whether it is more than the rules reckon with.
///
/// It is counted over everybody and names nobody. For others than job specialists, numbers under five are not told.
#[utoipa::path(
    get, path = "/v1/workplaces/{id}/unpaid-work", tag = "follow-up", params(("id" = String, Path)),
    responses((status = 200, description = "The figures", body = WorkplaceUnpaidBody)),
)]
pub(super) async fn show_unpaid_work(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    const GONE: ApiError = ApiError::NotFound { what: "workplace" };
    let (id, here) = (WorkplaceId::new(&id).ok_or(GONE)?, caller.municipality);
    let mut look = state.store.look(asked).await?;
    workplaces::find(&mut look, here, &id).await?.ok_or(GONE)?;
    let model = rules(&mut look, here).await?;
    let people = everybody(&mut look, here, &model).await?;
    look.answer(()).await?;
    let is_masked = caller.acting != Some(Role::JobSpecialist);
    Ok(Answer::ok(&at_workplace(&people, &model, &id, (today(&state), is_masked))))
}
