//! Proposals: the engine proposes, the candidate says yes, the employer accepts, a named job specialist approves.
//!
//! One at a time: there is no way to approve several, and whoever approves without having opened the reasons is counted.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use engine::domain::{CandidateId, SaidBy, SpecialistId, StaffId};
use engine::journey::details::{ActivityBooked, ProposalDeclined};
use engine::journey::{
    Event, EventKind, LegalVehicle, Reason as JourneyReason, Role, Sequence, What,
};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use super::journeys::{Loaded, load, rules, today};
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::{ApiError, Changed};
use crate::follow::{Around, around, everybody, figures};
use crate::manners::{
    Begun, Cursor, IfMatch, JsonText, Limit, Once, Path, Query, asked as in_language, page,
};
use crate::runs::gather::activity;
use crate::runs::{divide, in_the_way, settle};
use crate::state::AppState;
use crate::store::journeys::{self, Standing as JourneyStanding};
use crate::store::proposals::{self, NewStep, ProposalState, Standing, StoredProposal};
use crate::store::{
    Document, Look, MunicipalityId, Ts, match_runs, municipalities, openings, workplaces,
};
use crate::teaching;
use crate::text::Language;
use crate::wire::{
    Answer, BookingTerms, DecisionFiguresBody, Flaw, Page, ProposalBody, ProposalRow,
    ProposalStateCode, ProposalStep, ProposalStepRequest, UnpaidWorkBody,
};

const GONE: ApiError = ApiError::NotFound { what: "proposal" };

/// How long whoever is asked has before somebody is reminded. An assumption.
const DAYS_TO_ANSWER: i32 = 7;

/// Which proposals, and how many.
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
    /// Only proposals that are so far.
    #[param(inline, nullable = false)]
    state: Option<ProposalStateCode>,
    /// Only proposals to this candidate.
    #[param(nullable = false, pattern = "^[A-Za-z0-9._-]{1,40}$")]
    candidate: Option<String>,
}

/// Proposals, by id: of the own candidates, or with a reason of all.
#[utoipa::path(
    get, path = "/v1/proposals", tag = "matching", params(Which),
    responses((status = 200, description = "A page of proposals", body = Page<ProposalRow>)),
)]
pub(super) async fn list_proposals(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Query(which): Query<Which>,
) -> Result<Answer, ApiError> {
    let Which { limit, after, state: standing, candidate } = which;
    let (after, today) = (after.map(|after| after.id::<String>()), today(&state));
    let person = candidate.as_deref().map(|id| {
        let detail = "write the id of a candidate, or leave this out";
        CandidateId::new(id)
            .ok_or_else(|| ApiError::Malformed(vec![Flaw::parameter("candidate", detail)]))
    });
    let person = person.transpose()?;
    let which = (standing.map(Into::into), person.as_ref(), caller.reach.caseload());
    let mut look = state.store.look(asked).await?;
    let here = caller.municipality;
    let found = proposals::list(&mut look, here, after.as_deref(), which, limit.0).await?;
    let mut rows = Vec::with_capacity(found.len());
    for it in &found {
        let in_the_way = in_the_way(&mut look, here, it).await?;
        rows.push(ProposalRow::of(it, &in_the_way, today));
    }
    let query: Vec<String> = [
        standing.map(|it| format!("state={}", ProposalState::from(it).code())),
        candidate.map(|id| format!("candidate={id}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let query = (!query.is_empty()).then(|| query.join("&"));
    Ok(look.answer(page("/v1/proposals", query, rows, limit, |item| &item.id)).await?)
}

/// A proposal with its reasons, what else the candidate could choose, and what people have done about it.
///
/// Whoever asks has opened the reasons from now on.
#[utoipa::path(
    get, path = "/v1/proposals/{id}", tag = "matching", params(("id" = String, Path)),
    responses((status = 200, description = "The proposal", body = ProposalBody)),
)]
pub(super) async fn show_proposal(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let (here, now) = (caller.municipality, state.clock.now());
    let mut look = state.store.look(asked).await?;
    let found = proposals::find(&mut look, here, &id).await?.ok_or(GONE)?;
    proposals::read(&mut look, here, &id, &caller.name(), now).await?;
    let language = in_language(&headers);
    let body = told(&mut look, here, found, today(&state), language).await?;
    let version = crate::store::Version(body.version);
    Ok(look.answer(Answer::ok(&body).version(version)).await?)
}

/// Say what somebody has said of a proposal, or decide on it.
///
/// It is booked when the candidate has said yes, the employer has accepted, and a job specialist approves; with
/// `booking`, since nobody is booked while it is unknown who answers for it and who insures. Of two who approve the
/// last place, one is told that it is taken. A no costs the candidate nothing.
#[utoipa::path(
    post, path = "/v1/proposals/{id}/steps", tag = "matching", params(
        ("id" = String, Path),
        ("If-Match" = String, Header, description = "The `ETag` of the proposal that was seen.", example = "\"1\""),
    ),
    request_body = ProposalStepRequest,
    responses((status = 200, description = "The proposal after the step", body = ProposalBody)),
)]
pub(super) async fn take_proposal_step(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    once: Once,
    text: JsonText,
) -> Result<Response, ApiError> {
    let (here, now, today) = (caller.municipality, state.clock.now(), today(&state));
    let asked = text.read::<ProposalStepRequest>()?.value;
    let mut writing = match once.begin(&state, &caller, text.as_bytes()).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let look = &mut writing.tx;
    // A run that writes now has seen the step, or the step sees what it wrote.
    municipalities::hold(look, here).await?;
    let proposal = proposals::find(look, here, &id).await?.ok_or(GONE)?;
    if proposal.version != seen {
        return Err(ApiError::Stale);
    }
    let by = caller.specialist.clone().ok_or(ApiError::Forbidden)?;
    let standing = standing(&proposal, &asked, today)?;
    if let Some(terms) = asked.booking.as_ref().filter(|_| asked.step == ProposalStep::Approve) {
        expect_within(unpaid_work(look, here, &proposal).await?.as_ref(), terms)?;
    }
    if asked.step == ProposalStep::EmployerYes {
        expect_released(look, here, &proposal, asked.on.unwrap_or(today)).await?;
    }
    let event = event(look, here, &proposal, &asked, &by, today).await?;
    if let Some(event) = event {
        let is_booking = matches!(event.what, What::ActivityBooked(_));
        let candidate = &proposal.candidate_id;
        let number = Box::pin(record(look, here, candidate, event, today, now)).await;
        let number = number.map_err(|error| of_step(error, asked.step))?;
        if is_booking {
            teaching::keep(look, here, &proposal, number, now).await?;
        }
    }
    let (step, reason) = (asked.step.code(), asked.reason.map(crate::wire::NoReason::code));
    let taken_by = caller.name();
    let step = NewStep { step, reason, taken_by: &taken_by };
    let taken = proposals::take(look, here, &proposal, &standing, &step, now).await?;
    let version = taken.done("proposal")?;
    let changed = proposals::find(look, here, &id).await?.ok_or(GONE)?;
    let body = told(look, here, changed, today, in_language(&headers)).await?;
    writing.finish(Answer::ok(&body).version(version)).await
}

/// An employer who answers has been told, and is told only what the candidate has released to them.
async fn expect_released(
    look: &mut Look,
    here: MunicipalityId,
    proposal: &StoredProposal,
    on: Date,
) -> Result<(), ApiError> {
    let opening = openings::find(look, here, &proposal.opening_id).await?;
    let opening = opening.ok_or(ApiError::NotFound { what: "opening" })?;
    let workplace = workplaces::find(look, here, &opening.workplace_id).await?;
    let employer = workplace.ok_or(ApiError::Internal)?.employer_id.0;
    let Loaded { journey, .. } = load(look, here, &proposal.candidate_id).await?;
    if journey.state().released(&employer, on).is_some() {
        return Ok(());
    }
    let step = ProposalStep::EmployerYes;
    Err(refused(step, vec![JourneyReason::NoRelease { employer }]))
}

/// What the journey has against a booking, as the step that would book it.
fn of_step(error: ApiError, step: ProposalStep) -> ApiError {
    match error {
        ApiError::Refused(refusal) => refused(step, refusal.reasons),
        other => other,
    }
}

/// A step that cannot be taken now; the others can.
fn refused(step: ProposalStep, reasons: Vec<JourneyReason>) -> ApiError {
    let others = ProposalStep::ALL.into_iter().filter(|it| *it != step);
    let legal = others.filter(|it| *it != ProposalStep::Approve).map(ProposalStep::code);
    ApiError::StepRefused { step: step.code(), reasons, legal: legal.collect() }
}

/// What has been decided about proposals: figures, and nobody. What fewer than five people stand behind is `null`, and
/// where that is one figure alone, the next smallest with it.
#[utoipa::path(
    get, path = "/v1/decision-figures", tag = "matching",
    responses((status = 200, description = "The figures", body = DecisionFiguresBody)),
)]
pub(super) async fn show_decision_figures(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
) -> Result<Answer, ApiError> {
    let here = caller.municipality;
    let mut look = state.store.look(asked).await?;
    let states = proposals::states(&mut look, here).await?;
    let steps = proposals::step_counts(&mut look, here).await?;
    let without = without_proposal(&mut look, here).await?;
    look.answer(()).await?;
    Ok(Answer::ok(&figures(&states, &steps, without)))
}

/// How many bookings no approved proposal led to, and of how many people. Whom a restriction hides is not counted.
async fn without_proposal(look: &mut Look, here: MunicipalityId) -> Result<(i64, u64), ApiError> {
    let model = match rules(look, here).await {
        Ok(model) => model,
        Err(ApiError::NoRules) => return Ok((0, 0)),
        Err(error) => return Err(error),
    };
    let mut approved: BTreeMap<(String, String, String), u64> = BTreeMap::new();
    for pair in proposals::approved_pairs(look, here).await? {
        *approved.entry(pair).or_default() += 1;
    }
    let (mut bookings, mut people) = (0, 0);
    for person in everybody(look, here, &model).await? {
        let before = bookings;
        for (_, event) in person.journey.standing() {
            let What::ActivityBooked(it) = &event.what else { continue };
            let (who, place) = (person.candidate.to_string(), it.opening.to_string());
            let pair = (who, place, it.activity.code().to_owned());
            match approved.get_mut(&pair) {
                Some(left) if *left > 0 => *left -= 1,
                _ => bookings += 1,
            }
        }
        people += u64::from(bookings > before);
    }
    Ok((bookings, people))
}

/// A proposal with all there is to say of it.
async fn told(
    look: &mut Look,
    here: MunicipalityId,
    proposal: StoredProposal,
    today: Date,
    language: Language,
) -> Result<ProposalBody, ApiError> {
    let part = match_runs::part(look, here, &proposal.run_id, &proposal.candidate_id).await?;
    let part: Option<divide::Part> = part
        .map(|part| serde_json::from_str(&part.0))
        .transpose()
        .map_err(|_| ApiError::Internal)?;
    let steps = proposals::steps(look, here, &proposal).await?;
    let unpaid = match proposal.state {
        ProposalState::Awaiting => unpaid_work(look, here, &proposal).await?,
        _ => None,
    };
    let in_the_way = in_the_way(look, here, &proposal).await?;
    let body = ProposalBody::of(proposal, part.as_ref(), steps, (&in_the_way, today), language);
    Ok(ProposalBody { unpaid_work: unpaid, ..body })
}

/// Work without pay so far, of the person and at the workplace; nothing without rules that could say how much there
/// can be.
async fn unpaid_work(
    look: &mut Look,
    here: MunicipalityId,
    proposal: &StoredProposal,
) -> Result<Option<UnpaidWorkBody>, ApiError> {
    let model = match rules(look, here).await {
        Ok(model) => model,
        Err(ApiError::NoRules) => return Ok(None),
        Err(error) => return Err(error),
    };
    let opening = openings::find(look, here, &proposal.opening_id).await?;
    let opening = opening.ok_or(ApiError::NotFound { what: "opening" })?;
    let workplace = workplaces::find(look, here, &opening.workplace_id).await?;
    let workplace = workplace.ok_or(ApiError::Internal)?;
    let people = everybody(look, here, &model).await?;
    Ok(Some(around(
        &people,
        &model,
        Around {
            candidate: &proposal.candidate_id,
            workplace: &workplace.id,
            employer: &workplace.employer_id,
            from: proposal.monday.parse().map_err(|_| ApiError::Internal)?,
            weeks: u32::try_from(proposal.weeks).map_err(|_| ApiError::Internal)?,
        },
    )))
}

/// Whoever books more work without pay than the rules reckon with says why. It is paid where it is an employment.
fn expect_within(unpaid: Option<&UnpaidWorkBody>, terms: &BookingTerms) -> Result<(), ApiError> {
    let is_paid = terms.legal_vehicle == LegalVehicle::Employment;
    let Some(unpaid) = unpaid.filter(|_| !is_paid && terms.beyond_because.is_none()) else {
        return Ok(());
    };
    let flaws: Vec<Flaw> = unpaid
        .warnings
        .iter()
        .map(|warning| {
            let whose = if *warning == "person_beyond" { "the person" } else { "the workplace" };
            let detail = format!(
                "{whose} would pass the weeks without pay that the rules reckon with (`{warning}`); say why, or propose something that is paid"
            );
            Flaw::at("/booking/beyond_because", detail)
        })
        .collect();
    if flaws.is_empty() { Ok(()) } else { Err(ApiError::NotNow(flaws)) }
}

/// Where the proposal stands after the step; or everything that stands against it.
fn standing(
    proposal: &StoredProposal,
    ProposalStepRequest { step, on, reason, booking }: &ProposalStepRequest,
    today: Date,
) -> Result<Standing, ApiError> {
    use ProposalStep::{
        Approve, CandidateNo, CandidateYes, EmployerNo, EmployerYes, Reject, Tell, Withdraw,
    };
    let mut flaws = Vec::new();
    if on.is_some_and(|on| on > today) {
        flaws.push(Flaw::at("/on", "the day is still to come; record this then"));
    }
    let proposed_on = proposal.created_at.in_norway().date();
    if on.is_some_and(|on| on < proposed_on) {
        let detail = format!(
            "this was proposed on {proposed_on}, and nobody could answer before; correct the day"
        );
        flaws.push(Flaw::at("/on", detail));
    }
    if reason.is_none() && matches!(step, EmployerNo | Reject | Withdraw) {
        flaws.push(Flaw::at("/reason", "say why, for those who look at it later"));
    }
    if booking.is_none() && *step == Approve {
        let detail = "say what the booking rests on, who answers for it, who insures, and when safety is trained";
        flaws.push(Flaw::at("/booking", detail));
        let field = |field: &&str| Flaw::at(format!("/booking/{field}"), "it is missing; write it");
        flaws.extend(BookingTerms::ASKED_FOR.iter().map(field));
    }
    if !flaws.is_empty() {
        return Err(ApiError::Invalid(flaws));
    }
    let mut not_now = |detail: String| flaws.push(Flaw::at("/step", detail));
    if proposal.state != ProposalState::Awaiting {
        not_now(format!(
            "the proposal is {}, and nothing more is done about it",
            proposal.state.code()
        ));
    } else if *step == Approve {
        if proposal.candidate_yes_on.is_none() {
            not_now("the candidate has not said yes; ask, and record `candidate_yes`".to_owned());
        }
        if proposal.employer_yes_on.is_none() {
            not_now("the employer has not accepted; ask, and record `employer_yes`".to_owned());
        }
    }
    if !flaws.is_empty() {
        return Err(ApiError::NotNow(flaws));
    }
    let on = on.unwrap_or(today);
    let day = Some(on.to_string());
    let soon = Some((on + DAYS_TO_ANSWER.days()).to_string());
    let before = Standing::of(proposal);
    let told_on = before.told_on.clone().or_else(|| day.clone());
    let ended = |state| Standing { state, answer_by: None, ..before.clone() };
    Ok(match step {
        Tell => Standing { told_on, answer_by: soon, ..before },
        CandidateYes => Standing { told_on, candidate_yes_on: day, answer_by: soon, ..before },
        EmployerYes => Standing { told_on, employer_yes_on: day, answer_by: soon, ..before },
        CandidateNo | EmployerNo | Reject => ended(ProposalState::Rejected),
        Withdraw => ended(ProposalState::Withdrawn),
        Approve => ended(ProposalState::Approved),
    })
}

/// What the journey is told of the step: a booking, or a no.
async fn event(
    look: &mut Look,
    here: MunicipalityId,
    proposal: &StoredProposal,
    ProposalStepRequest { step, on, booking, .. }: &ProposalStepRequest,
    by: &SpecialistId,
    today: Date,
) -> Result<Option<Event>, ApiError> {
    let opening = proposal.opening_id.0.clone();
    let no = |by| What::ProposalDeclined(ProposalDeclined { opening: opening.clone(), by });
    let what = match (step, booking) {
        (ProposalStep::CandidateNo, _) => no(SaidBy::Candidate),
        (ProposalStep::EmployerNo, _) => no(SaidBy::Employer),
        (ProposalStep::Approve, Some(terms)) => {
            What::ActivityBooked(booked(look, here, proposal, terms, by).await?)
        }
        _ => return Ok(None),
    };
    let staff = StaffId::new(by.as_str()).ok_or(ApiError::Internal)?;
    let on = on.unwrap_or(today);
    let why = booking.as_ref().and_then(|it| it.beyond_because.clone());
    let why = why.filter(|_| *step == ProposalStep::Approve);
    Ok(Some(Event { on, by: staff, role: Role::JobSpecialist, why, what }))
}

/// The booking of what was proposed.
async fn booked(
    look: &mut Look,
    here: MunicipalityId,
    proposal: &StoredProposal,
    terms: &BookingTerms,
    by: &SpecialistId,
) -> Result<ActivityBooked, ApiError> {
    let corrupt = |_| ApiError::Internal;
    let opening = openings::find(look, here, &proposal.opening_id).await?;
    let opening = opening.ok_or(ApiError::NotFound { what: "opening" })?;
    let workplace = workplaces::find(look, here, &opening.workplace_id).await?;
    let workplace = workplace.ok_or(ApiError::Internal)?;
    let monday: Date = proposal.monday.parse().map_err(corrupt)?;
    let friday =
        monday + (i32::try_from(proposal.weeks).map_err(|_| ApiError::Internal)? * 7 - 3).days();
    let (first_day, last_day) =
        (terms.first_day.unwrap_or(monday), terms.last_day.unwrap_or(friday));
    // Everybody has said yes to these weeks, and to no others.
    let sunday = friday + 2.days();
    let days = [("/booking/first_day", first_day), ("/booking/last_day", last_day)];
    let outside = days.into_iter().filter(|(_, day)| !(monday..=sunday).contains(day));
    let detail =
        format!("everybody has said yes to {monday} to {sunday}; write a day within these weeks");
    let flaws: Vec<Flaw> = outside.map(|(field, _)| Flaw::at(field, detail.clone())).collect();
    if !flaws.is_empty() {
        return Err(ApiError::Invalid(flaws));
    }
    let yes = |day: &Option<String>| {
        day.as_ref().and_then(|day| day.parse().ok()).ok_or(ApiError::Internal)
    };
    Ok(ActivityBooked {
        activity: activity(proposal).ok_or(ApiError::Internal)?,
        opening: opening.id.0,
        employer: workplace.employer_id.0,
        workplace: workplace.id.0,
        first_day,
        last_day,
        candidate_yes_on: yes(&proposal.candidate_yes_on)?,
        employer_yes_on: yes(&proposal.employer_yes_on)?,
        approved_by: by.clone(),
        mentor_named: terms.mentor_named,
        legal_vehicle: terms.legal_vehicle,
        responsible: terms.responsible,
        insured_by: terms.insured_by,
        safety_training: terms.safety_training,
        family: terms.family,
        family_reasons: terms.family_reasons.clone(),
    })
}

/// Records an event on the candidate's journey, with the places that it takes; gives its number.
async fn record(
    look: &mut Look,
    here: MunicipalityId,
    candidate: &CandidateId,
    event: Event,
    today: Date,
    now: Ts,
) -> Result<Sequence, ApiError> {
    let Loaded { mut journey, model, version, .. } = load(look, here, candidate).await?;
    let is_no = matches!(event.what, What::ProposalDeclined(_));
    if is_no && !EventKind::ProposalDeclined.belongs_to(journey.state().stage) {
        // Whoever has paused or left may say no as well; the journey has nothing to remember of it.
        return Ok(journey.state().sequence);
    }
    let body = Document::of(&event);
    let after = journey.record(event, &model, today).map_err(Box::new)?;
    let standing = JourneyStanding::of(after);
    journeys::append(look, here, candidate, version, &standing, &body, now)
        .await?
        .done("candidate")?;
    expect_places(look, here, candidate, journey.state()).await?;
    Ok(journey.state().sequence)
}

/// What is booked has a place, or it is not booked.
pub(super) async fn expect_places(
    look: &mut Look,
    here: MunicipalityId,
    candidate: &CandidateId,
    state: &engine::journey::State,
) -> Result<(), ApiError> {
    match settle(look, here, candidate, state).await? {
        None => Ok(()),
        Some(opening) => Err(ApiError::NoPlaceLeft { opening }),
    }
}
