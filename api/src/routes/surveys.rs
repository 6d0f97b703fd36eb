//! What people in work, and their employers, say of a job. The person's answers are never shown to the employer.

use axum::extract::State;
use axum::response::Response;
use engine::domain::{CandidateId, PlacementId, SaidBy, SurveyId};
use engine::journey::{Event, What};
use engine::papers::{CandidateSurvey, EmployerSurvey};
use engine::reading::Node;
use serde::Serialize;

use super::candidates::id as candidate;
use super::journeys::events;
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::{Begun, Document, JsonText, Once, Path};
use crate::state::AppState;
use crate::store::surveys::{self, Respondent, StoredSurvey};
use crate::store::{self, Look, MunicipalityId, candidates};
use crate::wire::{Answer, CandidateSurveyBody, EmployerSurveyBody, Flaw, Page, schema};

impl Document for CandidateSurvey {
    fn check(root: &Node<'_>) {
        Self::check(root);
    }
}

impl Document for EmployerSurvey {
    fn check(root: &Node<'_>) {
        Self::check(root);
    }
}

/// What somebody says of a job.
trait Answers: Document {
    /// As it is answered.
    type Body: From<StoredSurvey> + Serialize;
    /// Who says it.
    const OF: Respondent;
    /// The last part of its address.
    const PLACE: &'static str;

    /// Its id, and the job it is about.
    fn about(&self) -> (&SurveyId, &PlacementId);
}

impl Answers for CandidateSurvey {
    type Body = CandidateSurveyBody;
    const OF: Respondent = Respondent::Candidate;
    const PLACE: &'static str = "surveys";

    fn about(&self) -> (&SurveyId, &PlacementId) {
        (&self.id, &self.placement)
    }
}

impl Answers for EmployerSurvey {
    type Body = EmployerSurveyBody;
    const OF: Respondent = Respondent::Employer;
    const PLACE: &'static str = "employer-surveys";

    fn about(&self) -> (&SurveyId, &PlacementId) {
        (&self.id, &self.placement)
    }
}

/// What a person has said of the job. Never for an employer.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/surveys", tag = "surveys", params(("id" = String, Path)),
    responses((status = 200, description = "The answers", body = Page<CandidateSurveyBody>)),
)]
pub(super) async fn list_surveys(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    list::<CandidateSurvey>(&state, &caller, asked, &id).await
}

/// Store what a person says of the job. Every answer may be left out.
#[utoipa::path(
    post, path = "/v1/candidates/{id}/surveys", tag = "surveys", params(("id" = String, Path)),
    request_body = schema::NewCandidateSurvey,
    responses((status = 201, description = "As it is stored", body = CandidateSurveyBody)),
)]
pub(super) async fn create_survey(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    Box::pin(create::<CandidateSurvey>(&state, &caller, &id, once, &text)).await
}

/// What employers have said of a candidate's job and of the support.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/employer-surveys", tag = "surveys", params(("id" = String, Path)),
    responses((status = 200, description = "The answers", body = Page<EmployerSurveyBody>)),
)]
pub(super) async fn list_employer_surveys(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    list::<EmployerSurvey>(&state, &caller, asked, &id).await
}

/// Store what an employer says of a job and of the support. Every answer may be left out.
#[utoipa::path(
    post, path = "/v1/candidates/{id}/employer-surveys", tag = "surveys", params(("id" = String, Path)),
    request_body = schema::NewEmployerSurvey,
    responses((status = 201, description = "As it is stored", body = EmployerSurveyBody)),
)]
pub(super) async fn create_employer_survey(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    Box::pin(create::<EmployerSurvey>(&state, &caller, &id, once, &text)).await
}

/// Answers that an event refers to must be this candidate's, and of whom it says.
pub(super) async fn expect_answered(
    tx: &mut Look,
    here: MunicipalityId,
    candidate: &CandidateId,
    event: &Event,
) -> Result<(), ApiError> {
    let What::SurveyAnswered(answered) = &event.what else { return Ok(()) };
    let Some(id) = &answered.survey else { return Ok(()) };
    let respondent = match answered.of {
        SaidBy::Candidate => Respondent::Candidate,
        SaidBy::Employer => Respondent::Employer,
        // The journey refuses everybody else.
        _ => return Ok(()),
    };
    let found = surveys::of_candidate(tx, here, (candidate, respondent)).await?;
    if found.iter().any(|it| *it.id == *id) {
        return Ok(());
    }
    let detail = "there are no such answers of theirs; store them first, or correct the id";
    Err(ApiError::Invalid(vec![Flaw::at("/details/survey", detail)]))
}

async fn list<A: Answers>(
    state: &AppState,
    caller: &Caller,
    asked: Asked,
    id: &str,
) -> Result<Answer, ApiError> {
    let (id, here) = (candidate(id)?, caller.municipality);
    let mut tx = state.store.look(asked).await?;
    candidates::find(&mut tx, here, &id).await?.ok_or(ApiError::NotFound { what: "candidate" })?;
    let found = surveys::of_candidate(&mut tx, here, (&id, A::OF)).await?;
    let items: Vec<A::Body> = found.into_iter().map(A::Body::from).collect();
    Ok(tx.answer(Answer::ok(&Page { items, next: None })).await?)
}

async fn create<A: Answers>(
    state: &AppState,
    caller: &Caller,
    id: &str,
    once: Once,
    text: &JsonText,
) -> Result<Response, ApiError> {
    let (candidate, here, now) = (candidate(id)?, caller.municipality, state.clock.now());
    let said = text.read_new::<A>(now)?;
    let mut writing = match once.begin(state, caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let (tx, (id, job)) = (&mut writing.tx, said.value.about());
    expect_job(tx, here, &candidate, job).await?;
    let body = store::Document(said.text.clone());
    let stored = surveys::insert(tx, here, id, (&candidate, A::OF), &body, now).await?;
    let address = format!("/v1/candidates/{candidate}/{}", A::PLACE);
    writing.finish(Answer::created(address, &A::Body::from(stored))).await
}

/// The candidate is there, and has had the job that the answers are about.
async fn expect_job(
    tx: &mut Look,
    here: MunicipalityId,
    candidate: &CandidateId,
    job: &PlacementId,
) -> Result<(), ApiError> {
    candidates::find(tx, here, candidate).await?.ok_or(ApiError::NotFound { what: "candidate" })?;
    let events = events(tx, here, candidate).await?;
    let had = |event: &Event| matches!(&event.what, What::Employed(it) if it.placement == *job);
    if events.iter().any(had) {
        return Ok(());
    }
    let detail =
        "the candidate's journey has no job with this id; record `employed` first, or correct it";
    Err(ApiError::Invalid(vec![Flaw::at("/placement", detail)]))
}
