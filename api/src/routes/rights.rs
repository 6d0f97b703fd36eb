//! What people can ask for of what is kept about them: all of it, a stop, or that it goes.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use engine::domain::CandidateId;
use jiff::civil::Date;

use super::candidates::id as candidate;
use super::follow_up::signs_of;
use super::journeys::{rules, today};
use super::papers::Spoken;
use super::travel_times::ways_of;
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::follow::{jobs_of, someone, warnings_of};
use crate::manners::{Begun, JsonText, Once, Path, Query};
use crate::rights::{Kind, Rules, erase};
use crate::runs::in_the_way;
use crate::state::AppState;
use crate::store::audit::{self, Action};
use crate::store::journeys::StoredEvent;
use crate::store::restrictions;
use crate::store::surveys::{self, Respondent};
use crate::store::{
    Document, Look, MunicipalityId, PageSize, agreements, candidates, contacts, journeys, learning,
    match_runs, municipalities, outcomes, proposals, taken_places,
};
use crate::text::Language;
use crate::wire::{
    AccessBody, Answer, ContactBody, ErasedBody, ErasureBody, Flaw, FollowedJobBody, JourneyRow,
    KeptBody, KnownBody, OutcomeBody, Page, PersonBody, PlaceBody, ProfileBody, ProposalBody, Raw,
    RecordedBody, RestrictBody, RestrictionBody, WarningBody, person,
};

const NOBODY: ApiError = ApiError::NotFound { what: "candidate" };

/// Everything that is kept about a person, in one document; who looked is in it too.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/export", tag = "rights", params(("id" = String, Path)),
    responses((status = 200, description = "All of it", body = PersonBody)),
)]
pub(super) async fn export_person(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let (id, here) = (candidate(&id)?, caller.municipality);
    let mut look = state.store.look(asked).await?;
    look.see_restricted();
    let answer = Answer::ok(&Box::pin(all_about(&mut look, here, &id, today(&state))).await?);
    Ok(look.answer(answer).await?)
}

/// Who has looked at a person's data, when and why, in plain words.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/access-log", tag = "rights",
    params(("id" = String, Path), Spoken),
    responses((status = 200, description = "Each look, the first one first", body = Page<AccessBody>)),
)]
pub(super) async fn show_access_log(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
    headers: HeaderMap,
    Query(spoken): Query<Spoken>,
) -> Result<Answer, ApiError> {
    let (id, here) = (candidate(&id)?, caller.municipality);
    let mut look = state.store.look(asked).await?;
    look.see_restricted();
    let items = accesses(&mut look, here, &id, spoken.language(&headers)).await?;
    if items.is_empty() {
        return Err(NOBODY);
    }
    Ok(look.answer(Answer::ok(&Page { items, next: None })).await?)
}

/// Erase what there is of a person, by the rule for each kind of record; the answer says what went, what stays and why.
///
/// What archive law may forbid to discard goes if the request says where in the archive it is now, and is blocked
/// until then. The person's own key is destroyed, so that backups and logs hold noise.
#[utoipa::path(
    post, path = "/v1/candidates/{id}/erasure", tag = "rights", params(("id" = String, Path)),
    request_body = ErasureBody,
    responses((status = 200, description = "What became of each kind of record", body = ErasedBody)),
)]
pub(super) async fn erase_person(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (id, here, now) = (candidate(&id)?, caller.municipality, state.clock.now());
    let ErasureBody { archived, archive_case } = text.read()?.value;
    if !archived.is_empty() && archive_case.is_none() {
        let detail = "write the archive's number of the case, or leave `archived` out";
        return Err(ApiError::Invalid(vec![Flaw::at("/archive_case", detail)]));
    }
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    writing.tx.acts(Action::Erase);
    there(&mut writing.tx, here, &id).await?;
    let (all, rules) = (Kind::ALL.into(), Rules::shipped());
    let erased = erase(&mut writing.tx, here, &id, &all, &archived, rules, now).await?;
    let (records, spent) = erased;
    let answer = writing.finish(Answer::ok(&ErasedBody { records })).await?;
    spent.destroy().await?;
    Ok(answer)
}

/// Restrict what there is of a person, or end that: it is kept, and neither matched nor shown but to who says why.
#[utoipa::path(
    post, path = "/v1/candidates/{id}/restriction", tag = "rights", params(("id" = String, Path)),
    request_body = RestrictBody,
    responses((status = 200, description = "How it is now", body = RestrictionBody)),
)]
pub(super) async fn restrict_person(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (id, here, now) = (candidate(&id)?, caller.municipality, state.clock.now());
    let ground = match text.read()?.value {
        RestrictBody { restricted: true, ground: None } => {
            let detail = "say why what there is of the person is restricted";
            return Err(ApiError::Invalid(vec![Flaw::at("/ground", detail)]));
        }
        RestrictBody { restricted, ground } => ground.filter(|_| restricted),
    };
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    municipalities::hold(&mut writing.tx, here).await?;
    there(&mut writing.tx, here, &id).await?;
    let now = restrictions::set(&mut writing.tx, here, &id, ground, now).await?;
    writing.finish(Answer::ok(&RestrictionBody::from(now))).await
}

/// There is such a person, restricted or not.
async fn there(look: &mut Look, here: MunicipalityId, id: &CandidateId) -> Result<(), ApiError> {
    look.see_restricted();
    if candidates::is_there(look, here, id).await? { Ok(()) } else { Err(NOBODY) }
}

/// Everything that was proposed to a person, and what people did about it.
async fn proposed(
    look: &mut Look,
    here: MunicipalityId,
    id: &CandidateId,
    today: Date,
) -> Result<Vec<ProposalBody>, ApiError> {
    let mut all: Vec<ProposalBody> = Vec::new();
    loop {
        let after = all.last().map(|it| it.row.id.clone());
        let which = (None, Some(id), None);
        let page = proposals::list(look, here, after.as_deref(), which, PageSize::MOST).await?;
        if page.is_empty() {
            return Ok(all);
        }
        for proposal in page {
            let steps = proposals::steps(look, here, &proposal).await?;
            let in_the_way = in_the_way(look, here, &proposal).await?;
            all.push(ProposalBody::of(
                proposal,
                None,
                steps,
                (&in_the_way, today),
                Language::default(),
            ));
        }
    }
}

async fn all_about(
    look: &mut Look,
    here: MunicipalityId,
    id: &CandidateId,
    today: Date,
) -> Result<PersonBody, ApiError> {
    there(look, here, id).await?;
    let profiles = candidates::profiles(look, here, id).await?;
    let events = journeys::events(look, here, id).await?;
    let agreements = agreements::of_candidate(look, here, id).await?.into_iter();
    let surveys = surveys::of_candidate(look, here, (id, Respondent::Candidate)).await?;
    let of_employers = surveys::of_candidate(look, here, (id, Respondent::Employer)).await?;
    let runs = match_runs::parts_of(look, here, id).await?.into_iter();
    let outcomes = outcomes::of_candidate(look, here, id).await?.into_iter();
    let kept = learning::kept_of(look, here, id).await?.into_iter();
    let objects_since = learning::objects_since(look, here, id).await?;
    let places = taken_places::of_candidate(look, here, id).await?.into_iter();
    let (jobs, warnings) = followed_up(look, here, (id, &events), today).await?;
    Ok(PersonBody {
        jobs,
        warnings,
        matches: runs.map(|(run, knew)| KnownBody { run, knew: knew.raw() }).collect(),
        proposals: proposed(look, here, id, today).await?,
        places: places.map(PlaceBody::from).collect(),
        travel_times: ways_of(look, here, id).await?,
        outcomes: outcomes.map(OutcomeBody::from).collect(),
        learning: kept.map(KeptBody::from).collect(),
        objects_since: objects_since.map(|it| it.to_string()),
        agreements: agreements.map(|it| it.body.raw()).collect(),
        surveys: surveys.into_iter().map(|it| it.body.raw()).collect(),
        employer_surveys: of_employers.into_iter().map(|it| it.body.raw()).collect(),
        format: person::FORMAT,
        candidate: id.to_string(),
        profiles: profiles.into_iter().map(ProfileBody::from).collect(),
        contact: contacts::find(look, here, id).await?.map(ContactBody::from),
        journey: journeys::find(look, here, id).await?.map(JourneyRow::from),
        events: events.into_iter().map(RecordedBody::from).collect(),
        restriction: restrictions::find(look, here, id).await?.into(),
        accesses: accesses(look, here, id, Language::Bokmal).await?,
    })
}

/// How long the person's jobs have lasted, and what warns of them. Without rules nothing is followed up.
async fn followed_up(
    look: &mut Look,
    here: MunicipalityId,
    (id, events): (&CandidateId, &[StoredEvent]),
    today: Date,
) -> Result<(Vec<FollowedJobBody>, Vec<WarningBody>), ApiError> {
    let model = match rules(look, here).await {
        Ok(model) => model,
        Err(ApiError::NoRules) => return Ok(Default::default()),
        Err(error) => return Err(error),
    };
    let events: Vec<Document> = events.iter().map(|it| it.body.clone()).collect();
    let person = someone(id.clone(), &events, &model)?;
    let spoken = signs_of(look, here, &person).await?;
    Ok((jobs_of(&person, today), warnings_of(&person, Some(&spoken), today)))
}

async fn accesses(
    look: &mut Look,
    here: MunicipalityId,
    id: &CandidateId,
    language: Language,
) -> Result<Vec<AccessBody>, ApiError> {
    let found = audit::about(look, here, id).await?;
    Ok(found.into_iter().map(|event| AccessBody::of(event, language)).collect())
}
