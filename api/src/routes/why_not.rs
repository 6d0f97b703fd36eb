//! Why not this one: the rules that close a pair, or what choosing it would cost the whole, from the last run.

use axum::extract::State;
use engine::domain::{CandidateId, Case, OpeningId, ServiceModel, case, service_model};
use engine::learn::ModelVersion;
use engine::reading::read;
use engine::revise::{WhyNot, why_not};
use engine::solve::Settings;
use serde::Deserialize;
use utoipa::IntoParams;

use super::candidates::id as candidate;
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::{Path, Query};
use crate::runs::{Facts, Kept, Question, divide, plan_while_waited_for};
use crate::state::AppState;
use crate::store::match_runs::{self, StoredRun};
use crate::store::{Look, MunicipalityId, candidates, service_models};
use crate::teaching;
use crate::wire::{Answer, Flaw, WhyNotBody};

const GONE: ApiError = ApiError::NotFound { what: "match run" };

/// Which opening.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Where {
    /// The opening that the candidate could go to instead.
    #[param(pattern = "^[A-Za-z0-9._-]{1,40}$", example = "O-1")]
    opening: String,
}

/// Why an opening is not proposed to a candidate: every rule that closes it, with its two figures, or what choosing it
/// would cost the plan of the last run: at least by that plan's prices, and by planning again with it. Who would lose is
/// not told.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/why-not", tag = "matching", params(("id" = String, Path), Where),
    responses((status = 200, description = "Why, by activity", body = WhyNotBody)),
)]
pub(super) async fn show_why_not(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
    Query(Where { opening }): Query<Where>,
) -> Result<Answer, ApiError> {
    let (id, here) = (candidate(&id)?, caller.municipality);
    let opening = OpeningId::new(&opening).ok_or_else(|| {
        let detail = "write the id of an opening";
        ApiError::Malformed(vec![Flaw::parameter("opening", detail)])
    })?;
    let mut look = state.store.look(asked).await?;
    candidates::find(&mut look, here, &id)
        .await?
        .ok_or(ApiError::NotFound { what: "candidate" })?;
    let (run, document) = last_run(&mut look, here).await?;
    let planned = planned(&mut look, here, &run, &document).await?;
    if !planned.case.candidates.iter().any(|it| it.id == id) {
        return Err(GONE);
    }
    if !planned.case.openings.iter().any(|it| it.id == opening) {
        return Err(ApiError::NotFound { what: "opening" });
    }
    // The log has who was asked about; nobody else is shown.
    look.answer(()).await?;
    let (who, place) = (id.clone(), opening.clone());
    let found =
        plan_while_waited_for(&state, move |is_over| explain(&planned, (&who, &place), is_over));
    let found = found.await??;
    Ok(Answer::ok(&WhyNotBody::of(&id, &opening, run.id, &found)))
}

/// What the last run was made from.
pub(super) struct Planned {
    pub(super) case: Case,
    pub(super) rules: ServiceModel,
    pub(super) model: ModelVersion,
    question: Question,
}

impl Planned {
    /// What the run was given to plan with.
    pub(super) fn settings<'s>(&self, is_over: &'s (dyn Fn() -> bool + Sync)) -> Settings<'s> {
        Settings {
            gap: self.question.gap,
            work: Some(self.question.work),
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            time_is_up: is_over,
            progress: &|_| (),
        }
    }
}

/// The last run that has a plan, and all that it kept.
pub(super) async fn last_run(
    look: &mut Look,
    here: MunicipalityId,
) -> Result<(StoredRun, String), ApiError> {
    let run = match_runs::latest_done(look, here).await?.ok_or(GONE)?;
    let (shared, parts) = match_runs::whole_unseen(look, here, &run.id).await?;
    // A run of an earlier form keeps nothing to ask.
    let shared = shared.filter(|_| run.rules_version.is_some()).ok_or(GONE)?;
    let parts: Result<Vec<divide::Part>, _> =
        parts.iter().map(|(_, part)| serde_json::from_str(&part.0)).collect();
    let document = divide::join(&shared.0, &parts.map_err(|_| ApiError::Internal)?);
    Ok((run, document.map_err(|_| ApiError::Internal)?))
}

/// What a run was made from.
pub(super) async fn planned(
    look: &mut Look,
    here: MunicipalityId,
    run: &StoredRun,
    document: &str,
) -> Result<Planned, ApiError> {
    let rules = service_models::find(look, here, run.rules_version.ok_or(GONE)?).await?;
    let rules = service_model::read(&rules.ok_or(ApiError::Internal)?.body.0);
    let rules = rules.map_err(|_| ApiError::Internal)?;
    let kept: Kept<'_> = serde_json::from_str(document).map_err(|_| ApiError::Internal)?;
    let case = case::read(kept.case.get(), std::slice::from_ref(&rules)).map_err(|_| {
        let detail = "what the last run knew is not whole any more; ask for a new one";
        ApiError::NotNow(vec![Flaw::at("", detail)])
    })?;
    let question = read(kept.question.get(), |_| {}).map_err(|_| ApiError::Internal)?;
    let facts = run.facts.as_ref().and_then(|it| serde_json::from_str::<Facts>(&it.0).ok());
    let facts = facts.ok_or(ApiError::Internal)?;
    let model = teaching::named(look, here, &facts.value_model).await?;
    Ok(Planned { case, rules, question, model: model.ok_or(ApiError::Internal)? })
}

/// Makes the plan again, and asks it.
fn explain(
    planned: &Planned,
    (who, place): (&CandidateId, &OpeningId),
    is_over: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<WhyNot>, ApiError> {
    let Planned { case, rules, model, .. } = planned;
    let settings = planned.settings(is_over);
    let told = engine::planned(case, rules, &model.model(), &settings, |grounds, revised| {
        why_not(grounds, revised, who, place, Some(&settings))
    });
    told.map_err(|_| ApiError::Internal)
}
