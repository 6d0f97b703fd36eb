//! Agreements about a person's work: versioned, dated, and told what they lack.

use axum::extract::State;
use axum::response::Response;
use engine::domain::{AgreementId, CandidateId};
use engine::journey::{Event, What};
use engine::papers::Agreement;
use engine::reading::Node;
use jiff::civil::Date;

use super::candidates::id as candidate;
use super::journeys::today;
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::{ApiError, Changed};
use crate::manners::{Begun, Document, IfMatch, IfNoneMatch, JsonText, Once, Path};
use crate::papers::rules;
use crate::state::AppState;
use crate::store::agreements::{self, StoredAgreement};
use crate::store::{self, Look, MunicipalityId, StoreError, Tx, candidates, workplaces};
use crate::wire::{AgreementBody, Answer, Flaw, Page, schema};

impl Document for Agreement {
    fn check(root: &Node<'_>) {
        Self::check(root);
    }
}

const GONE: ApiError = ApiError::NotFound { what: "agreement" };

/// The latest version of each agreement about a candidate's work.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/agreements", tag = "agreements", params(("id" = String, Path)),
    responses((status = 200, description = "The agreements", body = Page<AgreementBody>)),
)]
pub(super) async fn list_agreements(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let (id, here, today) = (candidate(&id)?, caller.municipality, today(&state));
    let mut tx = state.store.look(asked).await?;
    candidates::find(&mut tx, here, &id).await?.ok_or(ApiError::NotFound { what: "candidate" })?;
    let found = agreements::of_candidate(&mut tx, here, &id).await?;
    let items = found.into_iter().map(|it| body(it, today)).collect::<Result<_, _>>()?;
    Ok(tx.answer(Answer::ok(&Page { items, next: None })).await?)
}

/// Store the first version of an agreement.
///
/// What is not settled yet is left out; the answer tells what the agreement lacks, with what to do about each.
#[utoipa::path(
    post, path = "/v1/candidates/{id}/agreements", tag = "agreements", params(("id" = String, Path)),
    request_body = schema::NewAgreement,
    responses((status = 201, description = "The agreement as it is stored", body = AgreementBody)),
)]
pub(super) async fn create_agreement(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (candidate, here, now) = (candidate(&id)?, caller.municipality, state.clock.now());
    let agreement = text.read_new::<Agreement>(now)?;
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let tx = &mut writing.tx;
    expect_workplace(tx, here, &agreement.value).await?;
    let (id, document) = (&agreement.value.id, store::Document(agreement.text));
    let stored = agreements::insert(tx, here, id, &candidate, &document, now).await;
    let stored = stored.map_err(no_candidate)?;
    let (address, version) = (format!("/v1/agreements/{id}"), stored.version);
    let answer = Answer::created(address, &body(stored, today(&state))?);
    writing.finish(answer.version(version)).await
}

/// The latest version of an agreement.
#[utoipa::path(
    get, path = "/v1/agreements/{id}", tag = "agreements", params(("id" = String, Path)),
    responses((status = 200, description = "The agreement", body = AgreementBody, headers(("ETag" = String)))),
)]
pub(super) async fn show_agreement(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
    known: IfNoneMatch,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.look(asked).await?;
    let found = agreements::find(&mut tx, caller.municipality, &self::id(&id)?).await?;
    let found = found.ok_or(GONE)?;
    let version = found.version;
    if known.has(version) {
        return Ok(Answer::not_modified(version));
    }
    Ok(tx.answer(Answer::ok(&body(found, today(&state))?).version(version)).await?)
}

/// Store the next version of an agreement; the ones before it stay.
///
/// A signature stands under the text that was signed: when something else changes, everybody signs anew.
#[utoipa::path(
    put, path = "/v1/agreements/{id}", tag = "agreements", params(("id" = String, Path)),
    request_body = schema::NewAgreement,
    responses((status = 200, description = "The agreement as it is stored", body = AgreementBody)),
)]
pub(super) async fn replace_agreement(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    text: JsonText,
) -> Result<Answer, ApiError> {
    let (id, here, now) = (self::id(&id)?, caller.municipality, state.clock.now());
    let agreement = text.read_known::<Agreement>(id.as_str())?;
    let mut tx = state.store.look(asked).await?;
    let before = agreements::find(&mut tx, here, &id).await?.ok_or(GONE)?;
    expect_workplace(&mut tx, here, &agreement.value).await?;
    expect_signed_anew(&agreement.value, &read(&before)?)?;
    let document = store::Document(agreement.text);
    let changed = agreements::replace(&mut tx, here, &id, seen, &document, now).await?;
    let stored = changed.done("agreement")?;
    let version = stored.version;
    Ok(tx.answer(Answer::ok(&body(stored, today(&state))?).version(version)).await?)
}

/// Every version of an agreement, the first one first.
#[utoipa::path(
    get, path = "/v1/agreements/{id}/versions", tag = "agreements", params(("id" = String, Path)),
    responses((status = 200, description = "The versions", body = Page<AgreementBody>)),
)]
pub(super) async fn list_agreement_versions(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let today = today(&state);
    let mut tx = state.store.look(asked).await?;
    let found = agreements::versions(&mut tx, caller.municipality, &self::id(&id)?).await?;
    if found.is_empty() {
        return Err(GONE);
    }
    let items = found.into_iter().map(|it| body(it, today)).collect::<Result<_, _>>()?;
    Ok(tx.answer(Answer::ok(&Page { items, next: None })).await?)
}

/// An agreement that an event says is signed must be this candidate's, of that kind and employer, and lack nothing.
pub(super) async fn expect_signed(
    tx: &mut Look,
    here: MunicipalityId,
    candidate: &CandidateId,
    event: &Event,
) -> Result<(), ApiError> {
    let What::AgreementSigned(signed) = &event.what else { return Ok(()) };
    let Some(id) = &signed.agreement else { return Ok(()) };
    let invalid = |flaws| Err(ApiError::Invalid(flaws));
    let found = agreements::find(tx, here, id).await?;
    let Some(found) = found.filter(|it| *it.candidate_id == *candidate) else {
        let detail = "the candidate has no agreement with this id; store it first, or correct it";
        return invalid(vec![Flaw::at("/details/agreement", detail)]);
    };
    let agreement = read(&found)?;
    let mut flaws = Vec::new();
    if agreement.kind != signed.kind {
        let detail = format!("the agreement is a `{}`; correct one of them", agreement.kind);
        flaws.push(Flaw::at("/details/kind", detail));
    }
    if agreement.employer != signed.employer {
        let detail = format!("the agreement is with {}; correct one of them", agreement.employer);
        flaws.push(Flaw::at("/details/employer", detail));
    }
    if agreement.signatures.iter().any(|it| it.on > event.on) {
        let detail = "the agreement has a signature of a later day; record this on that day";
        flaws.push(Flaw::at("/on", detail));
    }
    let lacks = agreement.lacks(rules(), event.on).into_iter();
    flaws.extend(lacks.map(|lack| Flaw::at("/details/agreement", lack.to_string())));
    if flaws.is_empty() { Ok(()) } else { invalid(flaws) }
}

/// The agreement that a row holds.
pub(super) fn read(stored: &StoredAgreement) -> Result<Agreement, ApiError> {
    engine::reading::read(&stored.body.0, |_| {}).map_err(|_| ApiError::Internal)
}

/// An id that has not the form of one is nobody's.
pub(super) fn id(text: &str) -> Result<AgreementId, ApiError> {
    AgreementId::new(text).ok_or(GONE)
}

fn body(stored: StoredAgreement, today: Date) -> Result<AgreementBody, ApiError> {
    let lacks = read(&stored)?.lacks(rules(), today);
    Ok(AgreementBody::of(stored, &lacks))
}

/// The workplace is there, and is the employer's.
async fn expect_workplace(
    tx: &mut Tx,
    here: MunicipalityId,
    agreement: &Agreement,
) -> Result<(), ApiError> {
    let found = workplaces::find(tx, here, &agreement.workplace).await?;
    let flaw = match found {
        None => Flaw::at(
            "/workplace",
            "there is no workplace with this id here; store it first, or correct the id",
        ),
        Some(found) if *found.employer_id != agreement.employer => Flaw::at(
            "/employer",
            format!("the workplace is {}'s; correct one of them", *found.employer_id),
        ),
        Some(_) => return Ok(()),
    };
    Err(ApiError::Invalid(vec![flaw]))
}

fn expect_signed_anew(agreement: &Agreement, before: &Agreement) -> Result<(), ApiError> {
    let detail = "this was signed under another text; leave it out until they have signed this one";
    let outdated = agreement.outdated_signatures(before).into_iter();
    let flaws: Vec<Flaw> =
        outdated.map(|place| Flaw::at(format!("/signatures/{place}"), detail)).collect();
    if flaws.is_empty() { Ok(()) } else { Err(ApiError::Invalid(flaws)) }
}

/// The only thing that an agreement refers to by a foreign key.
fn no_candidate(error: StoreError) -> ApiError {
    match error {
        StoreError::Reference(_) => ApiError::NotFound { what: "candidate" },
        other => other.into(),
    }
}
