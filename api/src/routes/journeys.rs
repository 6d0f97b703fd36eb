//! Journeys: what has happened on a candidate's way through the five steps, and what may come next.

use axum::extract::State;
use axum::response::Response;
use engine::domain::{CandidateId, JobSpecialist, ServiceModel, SpecialistId, service_model};
use engine::journey::{Event, Journey, Role, What, caseloads, overview};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use super::agreements::expect_signed;
use super::candidates::id as candidate;
use super::proposals::expect_places;
use super::surveys::expect_answered;
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::{ApiError, Changed};
use crate::follow::let_go;
use crate::manners::{Begun, Cursor, IfMatch, JsonText, Limit, Once, Path, Query, page};
use crate::state::AppState;
use crate::store::journeys::{self, Standing, StoredEvent};
use crate::store::{
    self, Look, MunicipalityId, PageSize, StoreError, Tx, Version, candidates, municipalities,
    service_models, specialists,
};
use crate::wire::{Answer, CaseloadBody, EventBody, Flaw, JourneyRow, Page, StageCode, schema};

/// Which journeys, and how many.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// The most items to get.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    /// Where the page before ended: its `next`. Without it, the first page.
    #[param(inline, nullable = false)]
    after: Option<Cursor>,
    /// Only journeys that stand in this stage.
    #[param(inline, nullable = false)]
    stage: Option<StageCode>,
    /// Only the candidates of this job specialist.
    #[param(nullable = false, pattern = "^[A-Za-z0-9._-]{1,40}$")]
    specialist: Option<String>,
}

/// Where journeys stand, by the candidates' ids: a worklist, which ranks nobody.
#[utoipa::path(
    get, path = "/v1/journeys", tag = "journeys", params(Which),
    responses((status = 200, description = "A page of journeys", body = Page<JourneyRow>)),
)]
pub(super) async fn list_journeys(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Query(which): Query<Which>,
) -> Result<Answer, ApiError> {
    let Which { limit, after, stage: standing, specialist } = which;
    let after = after.map(|after| after.id());
    let specialist = specialist.map(|id| self::specialist(&id)).transpose()?;
    let standing = standing.map(StageCode::code);
    let hers = match (caller.reach.caseload(), specialist.as_ref()) {
        (Some(own), Some(asked)) if own != asked => return Err(ApiError::ReasonNeeded),
        (own, asked) => own.or(asked),
    };
    let mut look = state.store.look(asked).await?;
    let found =
        journeys::list(&mut look, caller.municipality, after.as_ref(), standing, hers, limit.0);
    let found: Vec<JourneyRow> = found.await?.into_iter().map(JourneyRow::from).collect();
    let query: Vec<String> = [
        standing.map(|code| format!("stage={code}")),
        hers.map(|specialist| format!("specialist={specialist}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let query = (!query.is_empty()).then(|| query.join("&"));
    Ok(look.answer(page("/v1/journeys", query, found, limit, |item| &item.candidate)).await?)
}

/// Where a candidate's journey stands today, what may come next and what to remember.
///
/// The `ETag` is the number of the last event; `If-Match` of the next event has it, `"0"` before the first.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/journey", tag = "journeys", params(("id" = String, Path)),
    responses((status = 200, description = "The journey", body = schema::Journey)),
)]
pub(super) async fn show_journey(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let mut look = state.store.look(asked).await?;
    let Loaded { journey, model, version, .. } =
        load(&mut look, caller.municipality, &candidate(&id)?).await?;
    let answer = Answer::ok(&overview(&journey, &model, today(&state))).version(version);
    Ok(look.answer(answer).await?)
}

/// Every event of a candidate's journey, the first one first. What was corrected stays, and says by which event.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/events", tag = "journeys", params(("id" = String, Path)),
    responses((status = 200, description = "The events", body = Page<EventBody>)),
)]
pub(super) async fn list_events(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let mut look = state.store.look(asked).await?;
    let Loaded { journey, stored, version, .. } =
        load(&mut look, caller.municipality, &candidate(&id)?).await?;
    let items = stored.into_iter().map(|event| EventBody::of(event, &journey)).collect();
    Ok(look.answer(Answer::ok(&Page { items, next: None }).version(version)).await?)
}

/// Record an event, if it is legal now.
///
/// `If-Match` has the `ETag` of the journey that was seen: of two people who act at once, one is told to look again.
/// An event that is not legal is refused with every reason, and with what is (`legal`). Whoever records it (`by`) and
/// whoever approves a booking (`approved_by`) is who is logged in; for a colleague it takes a reason. A mentor who leaves
/// (`mentor_left`) and whom nobody follows is taken out of the opening too, and their hours out of later plans.
#[utoipa::path(
    post, path = "/v1/candidates/{id}/events", tag = "journeys", params(
        ("id" = String, Path),
        ("If-Match" = String, Header, description = "The `ETag` of the journey that was seen.", example = "\"0\""),
    ),
    request_body = schema::Event,
    responses((status = 201, description = "The event as it is recorded", body = EventBody)),
)]
pub(super) async fn record_event(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (id, municipality) = (candidate(&id)?, caller.municipality);
    let event = text.read_with(engine::journey::read)?;
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    // A job fills a place, and a booking takes one: whoever decides about a place comes one after another.
    municipalities::hold(&mut writing.tx, municipality).await?;
    let Loaded { mut journey, model, version, .. } =
        load(&mut writing.tx, municipality, &id).await?;
    if version != seen {
        return Err(ApiError::Stale);
    }
    expect_own_name(&mut writing.tx, &caller, &event.value).await?;
    expect_signed(&mut writing.tx, municipality, &id, &event.value).await?;
    expect_answered(&mut writing.tx, municipality, &id, &event.value).await?;
    expect_booked_then(&journey, &event.value)?;
    let had_mentor = !mentor_is_gone(journey.state());
    let after = journey.record(event.value, &model, today(&state)).map_err(Box::new)?;
    let (standing, body) = (Standing::of(after), store::Document(event.text));
    let now = state.clock.now();
    let tx = &mut writing.tx;
    let added = journeys::append(tx, municipality, &id, seen, &standing, &body, now).await;
    let stored = added.map_err(no_specialist)?.done("candidate")?;
    expect_places(tx, municipality, &id, journey.state()).await?;
    if had_mentor
        && mentor_is_gone(journey.state())
        && let Some(opening) = journey.state().opening()
    {
        let_go(tx, municipality, opening, now).await?;
    }
    let version = stored.sequence;
    let location = format!("/v1/candidates/{id}/events");
    let answer = Answer::created(location, &EventBody::of(stored, &journey));
    writing.finish(answer.version(version)).await
}

/// Whoever records is who is logged in, and so is whoever approves. What a colleague has decided is recorded with a
/// reason, and the colleague is somebody here. A booking is a job specialist's; of what others decide, an office that
/// has no login here can stand in the event.
async fn expect_own_name(look: &mut Look, caller: &Caller, event: &Event) -> Result<(), ApiError> {
    let mut named = Vec::new();
    let mut flaws = Vec::new();
    let corrected = match &event.what {
        What::Corrected(it) => it.instead.as_ref().map(|instead| ("/details/instead", instead)),
        _ => None,
    };
    for (at, event) in [("", event)].into_iter().chain(corrected) {
        if event.role == Role::JobSpecialist {
            named.push((format!("{at}/by"), SpecialistId::new(event.by.as_str())));
        }
        if let What::ActivityBooked(it) = &event.what {
            named.push((format!("{at}/details/approved_by"), Some(it.approved_by.clone())));
            if event.role != Role::JobSpecialist {
                let detail = "a job specialist books; write `job_specialist`, or leave this out";
                flaws.push(Flaw::at(format!("{at}/role"), detail));
            }
        }
    }
    for (pointer, id) in named {
        if id.is_some() && id == caller.specialist {
            continue;
        }
        let is_known = match &id {
            Some(id) => specialists::find(look, caller.municipality, id).await?.is_some(),
            None => false,
        };
        let detail = if !is_known {
            "there is no job specialist with this id here; write your own id"
        } else if caller.reason.is_none() {
            "this is a colleague; write your own id, or say with `Femtrinn-Reason` why you record what they decided"
        } else {
            continue;
        };
        flaws.push(Flaw::at(pointer, detail));
    }
    if flaws.is_empty() { Ok(()) } else { Err(ApiError::Invalid(flaws)) }
}

/// A jobbsmak or a trial begins on one of the days that are booked for it: the place is held, and everybody has said
/// yes, to those. What an older history says of its starts stands.
fn expect_booked_then(journey: &Journey, event: &Event) -> Result<(), ApiError> {
    let What::ActivityStarted(started) = &event.what else { return Ok(()) };
    let Some(booking) = journey.state().bookings.get(&started.booking) else { return Ok(()) };
    let (first, last) = (booking.booked.first_day, booking.booked.last_day);
    if (first..=last).contains(&event.on) {
        return Ok(());
    }
    let detail = format!(
        "it is booked from {first} to {last}; correct the day, or change the booking: record `activity_cancelled`, and book the days that it is about"
    );
    Err(ApiError::NotNow(vec![Flaw::at("/on", detail)]))
}

/// Whether nobody helps at the workplace any more.
fn mentor_is_gone(state: &engine::journey::State) -> bool {
    state.mentor.is_some_and(|mentor| mentor.is_gone)
}

/// How many candidates each job specialist has, the one with most room for the size of the post first.
#[utoipa::path(
    get, path = "/v1/caseloads", tag = "journeys",
    responses((status = 200, description = "The caseloads", body = Page<CaseloadBody>)),
)]
pub(super) async fn list_caseloads(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.read().await?;
    let municipality = caller.municipality;
    let people = journeys::people(&mut tx, municipality).await?;
    let per_post =
        rules(&mut tx, municipality).await?.rules.caseload_most.on(today(&state)).copied();
    let colleagues = everyone(&mut tx, municipality).await?;
    let found = caseloads(&colleagues, &people, per_post).into_iter();
    let items = found.map(CaseloadBody::from).collect();
    Ok(Answer::ok(&Page { items, next: None }))
}

/// A journey with what it rests on.
pub(super) struct Loaded {
    pub(super) journey: Journey,
    stored: Vec<StoredEvent>,
    pub(super) model: ServiceModel,
    pub(super) version: Version,
}

/// A candidate's journey, and the rules it is under.
pub(super) async fn load(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &CandidateId,
) -> Result<Loaded, ApiError> {
    let there = candidates::find(look, municipality, id).await?;
    there.ok_or(ApiError::NotFound { what: "candidate" })?;
    let model = rules(look, municipality).await?;
    let stored = journeys::events(look, municipality, id).await?;
    let read: Option<Vec<Event>> =
        stored.iter().map(|it| engine::journey::read(&it.body.0).ok()).collect();
    let journey = Journey::of(read.ok_or(ApiError::Internal)?, &model);
    let version = stored.last().map_or(Version(0), |it| it.sequence);
    Ok(Loaded { journey, stored, model, version })
}

/// What has happened on a candidate's journey, corrections among it.
pub(super) async fn events(
    tx: &mut Look,
    municipality: MunicipalityId,
    id: &CandidateId,
) -> Result<Vec<Event>, ApiError> {
    let stored = journeys::events(tx, municipality, id).await?;
    let read = stored.iter().map(|it| engine::journey::read(&it.body.0));
    read.collect::<Result<_, _>>().map_err(|_| ApiError::Internal)
}

/// The municipality's rules.
pub(super) async fn rules(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<ServiceModel, ApiError> {
    let found = service_models::latest(tx, municipality).await?.ok_or(ApiError::NoRules)?;
    service_model::read(&found.body.0).map_err(|_| ApiError::Internal)
}

/// All job specialists of the municipality; there are as many as a municipality employs.
pub(super) async fn everyone(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Vec<JobSpecialist>, ApiError> {
    let mut all: Vec<JobSpecialist> = Vec::new();
    loop {
        let after = all.last().map(|it| it.id.clone());
        let page = specialists::list(tx, municipality, after.as_ref(), PageSize::MOST).await?;
        if page.is_empty() {
            return Ok(all);
        }
        for stored in page {
            let read = engine::reading::read(&stored.body.0, |_| {});
            all.push(read.map_err(|_| ApiError::Internal)?);
        }
    }
}

/// The day it is in Norway.
pub(super) fn today(state: &AppState) -> Date {
    state.clock.now().in_norway().date()
}

fn specialist(text: &str) -> Result<SpecialistId, ApiError> {
    SpecialistId::new(text).ok_or_else(|| {
        let detail = "write the id of a job specialist, or leave this out";
        ApiError::Malformed(vec![Flaw::parameter("specialist", detail)])
    })
}

/// The candidate is there, so it is the specialist who is not.
fn no_specialist(error: StoreError) -> ApiError {
    match error {
        StoreError::Reference(_) => ApiError::Invalid(vec![Flaw::at(
            "/details",
            "there is no job specialist with this id here; store it first, or correct the id",
        )]),
        other => other.into(),
    }
}
