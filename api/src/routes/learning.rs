//! The outcome teaches: the switch, who objects, versions of the value model, and which of them is in force.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use engine::domain::Words;
use engine::learn::{Learning, ModelVersion, calibrations, learn, write};

use super::candidates::id as candidate;
use super::journeys::today;
use crate::audit::{Asked, LEARNING};
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::{Begun, JsonText, Once, Path};
use crate::state::AppState;
use crate::store::audit::Action;
use crate::store::learning::{self, Grounds};
use crate::store::model_versions::{self, StoredModel};
use crate::store::{Document, Tx, candidates};
use crate::teaching::{self, TeachError};
use crate::wire::{
    Answer, CalibrationBody, CountedBody, Flaw, InForceRequest, LearnRequest, LearningBody,
    LearningRequest, LearningResultBody, ModelVersionBody, ObjectionBody, ObjectionRequest, Page,
};

const GONE: ApiError = ApiError::NotFound { what: "model version" };
const NOBODY: ApiError = ApiError::NotFound { what: "candidate" };

/// Whether outcomes teach here, on which ground, and which version of the value model is in force.
#[utoipa::path(
    get, path = "/v1/learning", tag = "learning",
    responses((status = 200, description = "How it is, and how it has been", body = LearningBody)),
)]
pub(super) async fn show_learning(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.read().await?;
    Ok(Answer::ok(&told(&mut tx, &caller).await?))
}

/// Turn learning from outcomes on, with the legal basis and the assessment that it rests on; or off again.
///
/// While it is off nothing is kept for it and nothing is looked at. When it is turned off, the prior is in force for
/// the next match runs.
#[utoipa::path(
    post, path = "/v1/learning", tag = "learning", request_body = LearningRequest,
    responses((status = 200, description = "How it is now", body = LearningBody)),
)]
pub(super) async fn switch_learning(
    State(state): State<AppState>,
    caller: Caller,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (here, now) = (caller.municipality, state.clock.now());
    let asked = text.read::<LearningRequest>()?.value;
    let grounds = grounds(asked, today(&state))?;
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let (look, by) = (&mut writing.tx, caller.name());
    learning::turn(look, here, grounds.as_ref(), &by, now).await?;
    if grounds.is_none() && model_versions::in_force(look, here).await?.is_some() {
        let why = "learning from outcomes was switched off";
        model_versions::choose(look, here, None, why, &by, now).await?;
    }
    let body = told(look, &caller).await?;
    writing.finish(Answer::ok(&body)).await
}

/// Whether a person objects to being learnt from.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/learning-objection", tag = "learning",
    params(("id" = String, Path)),
    responses((status = 200, description = "Whether they do", body = ObjectionBody)),
)]
pub(super) async fn show_objection(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let (id, here) = (candidate(&id)?, caller.municipality);
    let mut look = state.store.look(asked).await?;
    candidates::find(&mut look, here, &id).await?.ok_or(NOBODY)?;
    let since = learning::objects_since(&mut look, here, &id).await?.map(|it| it.to_string());
    let body = ObjectionBody { candidate: id.to_string(), objects: since.is_some(), since };
    Ok(look.answer(Answer::ok(&body)).await?)
}

/// Record that a person objects to being learnt from, or does not any more. It changes nothing else for them.
///
/// From then on nothing of theirs teaches. A version that was learnt before has seen it: learn anew, and put the new
/// one in force.
#[utoipa::path(
    post, path = "/v1/candidates/{id}/learning-objection", tag = "learning",
    params(("id" = String, Path)), request_body = ObjectionRequest,
    responses((status = 200, description = "How it is now", body = ObjectionBody)),
)]
pub(super) async fn record_objection(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (id, here, now) = (candidate(&id)?, caller.municipality, state.clock.now());
    let ObjectionRequest { objects } = text.read()?.value;
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let look = &mut writing.tx;
    candidates::find(look, here, &id).await?.ok_or(NOBODY)?;
    learning::set_objection(look, here, &id, objects, now).await?;
    let since = learning::objects_since(look, here, &id).await?.map(|it| it.to_string());
    let body = ObjectionBody { candidate: id.to_string(), objects: since.is_some(), since };
    writing.finish(Answer::ok(&body)).await
}

/// The versions of the value model: the prior, and those that were learnt here, the last one first.
#[utoipa::path(
    get, path = "/v1/model-versions", tag = "learning",
    responses((status = 200, description = "All of them", body = Page<ModelVersionBody>)),
)]
pub(super) async fn list_model_versions(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.read().await?;
    let here = caller.municipality;
    let in_force = teaching::in_force(&mut tx, here).await?;
    let stored = model_versions::list(&mut tx, here).await?;
    let learnt = stored.into_iter().map(|it| learnt(it, in_force.version()));
    let mut items = learnt.collect::<Result<Vec<_>, ApiError>>()?;
    items.push(ModelVersionBody::of(&ModelVersion::prior(), in_force.version(), None));
    Ok(Answer::ok(&Page { items, next: None }))
}

/// Learn a new version of the value model from all outcomes that count on a day; nobody's who objects.
///
/// It is in force when somebody puts it in force. With fewer than 20 outcomes nothing is learnt, and the prior holds.
#[utoipa::path(
    post, path = "/v1/model-versions", tag = "learning", request_body = LearnRequest,
    responses(
        (status = 200, description = "There are too few outcomes to learn from", body = LearningResultBody),
        (status = 201, description = "There is a version", body = LearningResultBody),
    ),
)]
pub(super) async fn create_model_version(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (here, now, today) = (caller.municipality, state.clock.now(), today(&state));
    let LearnRequest { as_of } = text.read()?.value;
    if as_of.is_some_and(|day| day > today) {
        let detail = "the day is still to come; nothing is known of it";
        return Err(ApiError::Invalid(vec![Flaw::at("/as_of", detail)]));
    }
    let day = as_of.unwrap_or(today);
    // The look is one of its own, as that of a match run: whoever asks is told of nobody.
    let mut look = state.store.look(to_learn(asked)).await?;
    if !learning::is_on(&mut look, here).await? {
        let detail = "outcomes do not teach here; record the legal basis and the assessment at `/v1/learning` first";
        return Err(ApiError::NotNow(vec![Flaw::at("", detail)]));
    }
    let outcomes = teaching::known(&mut look, here, day).await?;
    let objecting = learning::objecting(&mut look, here).await?;
    let outcomes = look.answer(outcomes).await?;
    let learning =
        tokio::task::spawn_blocking(move || learn(&ModelVersion::prior(), &outcomes, day));
    let Learning { counted, version } = learning.await.map_err(|_| ApiError::Internal)?;
    let counted = CountedBody { objecting, ..counted.into() };
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let body = LearningResultBody::of(counted, version.as_ref().map(ModelVersion::version));
    let Some(version) = version else { return writing.finish(Answer::ok(&body)).await };
    let stored = StoredModel {
        version: version.version().to_owned(),
        body: Document(write(&version)),
        counted: Document::of(&counted),
        made_by: caller.name(),
        created_at: now,
    };
    model_versions::insert(&mut writing.tx, here, &stored).await?;
    let address = format!("/v1/model-versions/{}", stored.version);
    writing.finish(Answer::created(address, &body)).await
}

/// A version of the value model: its weights, how far each has moved from the prior, and what it was learnt from.
#[utoipa::path(
    get, path = "/v1/model-versions/{id}", tag = "learning", params(("id" = String, Path)),
    responses((status = 200, description = "The version", body = ModelVersionBody)),
)]
pub(super) async fn show_model_version(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.read().await?;
    Ok(Answer::ok(&version(&mut tx, &caller, &id).await?))
}

/// Put a version of the value model in force, or the prior again (`prior-1`): the next match runs rest on it.
///
/// Read its weights and its calibration first. One that was learnt can be put in force while outcomes teach.
#[utoipa::path(
    post, path = "/v1/model-versions/{id}/in-force", tag = "learning",
    params(("id" = String, Path)), request_body = InForceRequest,
    responses((status = 200, description = "The version, in force", body = ModelVersionBody)),
)]
pub(super) async fn put_in_force(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (here, now) = (caller.municipality, state.clock.now());
    let InForceRequest { reason } = text.read()?.value;
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let look = &mut writing.tx;
    let chosen = teaching::named(look, here, &id).await?.ok_or(GONE)?;
    if chosen.learnt().is_some() && !learning::is_on(look, here).await? {
        let detail = "outcomes do not teach here, so the prior holds; turn learning on first";
        return Err(ApiError::NotNow(vec![Flaw::at("", detail)]));
    }
    let learnt = chosen.learnt().map(|_| chosen.version());
    model_versions::choose(look, here, learnt, reason.as_str(), &caller.name(), now).await?;
    let body = version(look, &caller, &id).await?;
    writing.finish(Answer::ok(&body)).await
}

/// Whether what each version foretold came true: figures, and nobody.
#[utoipa::path(
    get, path = "/v1/model-calibration", tag = "learning",
    responses((status = 200, description = "The figures by version", body = CalibrationBody)),
)]
pub(super) async fn show_calibration(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
) -> Result<Answer, ApiError> {
    let (here, today) = (caller.municipality, today(&state));
    let mut look = state.store.look(to_learn(asked)).await?;
    let is_on = learning::is_on(&mut look, here).await?;
    let outcomes =
        if is_on { teaching::known(&mut look, here, today).await? } else { BTreeMap::new() };
    let outcomes = look.answer(outcomes).await?;
    let (as_of, versions) = (today.to_string(), calibrations(&outcomes, today));
    Ok(Answer::ok(&CalibrationBody { is_on, as_of, versions }))
}

/// Whoever a restriction hides stays hidden, whatever reason was given.
fn to_learn(asked: Asked) -> Asked {
    Asked { request: LEARNING.to_owned(), action: Action::Access, reason: None, ..asked }
}

async fn told(tx: &mut Tx, caller: &Caller) -> Result<LearningBody, ApiError> {
    let steps = learning::steps(tx, caller.municipality).await?;
    let choices = model_versions::choices(tx, caller.municipality).await?;
    Ok(LearningBody::of(steps, choices))
}

async fn version(tx: &mut Tx, caller: &Caller, id: &str) -> Result<ModelVersionBody, ApiError> {
    let here = caller.municipality;
    let in_force = teaching::in_force(tx, here).await?;
    let prior = ModelVersion::prior();
    if id == prior.version() {
        return Ok(ModelVersionBody::of(&prior, in_force.version(), None));
    }
    learnt(model_versions::find(tx, here, id).await?.ok_or(GONE)?, in_force.version())
}

/// A version that was learnt.
fn learnt(stored: StoredModel, in_force: &str) -> Result<ModelVersionBody, ApiError> {
    let StoredModel { version: _, body, counted, made_by, created_at } = stored;
    let counted = serde_json::from_str(&counted.0).map_err(|_| ApiError::Internal)?;
    let made = Some((made_by, created_at, counted));
    Ok(ModelVersionBody::of(&teaching::model(&body)?, in_force, made))
}

/// What learning rests on, or everything that is missing; nothing where it is turned off.
fn grounds(asked: LearningRequest, today: jiff::civil::Date) -> Result<Option<Grounds>, ApiError> {
    let LearningRequest { on, decided_by, decided_on, legal_basis, assessment } = asked;
    if !on {
        return Ok(None);
    }
    let mut flaws = Vec::new();
    let mut told = |place: &str, given: Option<String>, detail: &str| {
        if given.is_none() {
            flaws.push(Flaw::at(place, detail));
        }
        given.unwrap_or_default()
    };
    let words = |given: Option<Words>| given.map(|it| it.as_str().to_owned());
    let grounds = Grounds {
        decided_by: told("/decided_by", words(decided_by), "say who decided, by name or office"),
        decided_on: told(
            "/decided_on",
            decided_on.map(|it| it.to_string()),
            "say on which day it was decided",
        ),
        legal_basis: told("/legal_basis", words(legal_basis), "say what the law is that allows it"),
        assessment: told(
            "/assessment",
            words(assessment),
            "say where the assessment of impact on data protection is",
        ),
    };
    if decided_on.is_some_and(|on| on > today) {
        flaws.push(Flaw::at("/decided_on", "the day is still to come; record this then"));
    }
    if flaws.is_empty() { Ok(Some(grounds)) } else { Err(ApiError::Invalid(flaws)) }
}

impl From<TeachError> for ApiError {
    fn from(error: TeachError) -> Self {
        match error {
            TeachError::Store(error) => error.into(),
            TeachError::Unreadable(what) => {
                tracing::error!(what, "what is learnt from cannot be read");
                Self::Internal
            }
        }
    }
}
