//! What is stored, as the case that a run answers.
//!
//! A profile says what kartlegging has found; where the journey says more of the same, the journey is right: who takes
//! part, what they are ready to try, since when they wait, whom they have let know, what they have tried, what is
//! booked. Whom a restriction hides is not in the case, and nobody is told; what they take is taken off.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{
    Activity, Agreed, Ban, Candidate, CandidateId, Case, Consent, Declined, Earlier,
    EarlierActivity, JobFamily, JobSpecialist, MunicipalityNumber, Opening, OpeningId, Period,
    Placement, PostalCode, PostalPoint, Published, Release, ServiceModel, TravelOverride,
    WeekCount, Workplace, WorkplaceId, case, service_model,
};
use engine::journey::state::{Booking, Progress};
use engine::journey::{EventKind, Journey, Stage, State, What};
use engine::learn::ModelVersion;
use engine::reading::{Fault, Node, Read, read};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::Question;
use super::places::filled;
use super::taken::{Horizon, take_off};
use crate::store::openings::OpeningStatus;
use crate::store::proposals::{ProposalState, StoredProposal};
use crate::store::{
    Document, Look, MunicipalityId, PageSize, StoreError, Tx, Version, candidates, employers,
    journeys, maps, municipalities, openings, placements, proposals, service_models, specialists,
    travel_times, workplaces,
};
use crate::teaching::{self, TeachError};

/// A case, the rules it is under, and who and what is not in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Gathered {
    /// The case.
    pub case: Case,
    /// The rules.
    pub rules: ServiceModel,
    /// Their version.
    pub rules_version: Version,
    /// The version of the value model in force.
    pub model: ModelVersion,
    /// Who and what is not in the case, and why.
    pub left_out: Vec<LeftOut>,
}

/// Somebody or something that is not in the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidate: Option<CandidateId>,
    /// What.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening: Option<OpeningId>,
    /// Why.
    pub why: Why,
    /// Where the journey stands, where that is why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
}

/// Why somebody or something is not in the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Nothing can be booked where the journey stands.
    Stage,
    /// The map has no such postal code.
    NotOnTheMap,
    /// It is made for somebody who is not in the case.
    MadeForAnother,
}

/// There is no case.
#[derive(Debug, thiserror::Error)]
pub enum GatherError {
    /// The municipality has no rules.
    #[error("the municipality has no service model")]
    NoRules,
    /// What is stored does not make a case: every fault.
    #[error("what is stored does not make a case")]
    Faults(Vec<Fault>),
    /// Hours are promised at workplaces that the map does not have, so that nobody could say what is left.
    #[error("the map has no postal code of {}; add it, or correct the workplace", .0.join(", "))]
    OffTheMap(Vec<String>),
    /// Pins or bans are of people or openings that are not in the case; what is wrong with each.
    #[error("{}", .0.join("; "))]
    Astray(Vec<String>),
    /// A document cannot be read any more.
    #[error("a stored document cannot be read")]
    Unreadable(&'static str),
    /// The store fails.
    #[error("the store could not tell")]
    Store(#[from] StoreError),
}

impl From<TeachError> for GatherError {
    fn from(error: TeachError) -> Self {
        match error {
            TeachError::Unreadable(what) => Self::Unreadable(what),
            TeachError::Store(error) => Self::Store(error),
        }
    }
}

/// Reads a document that was read before it was stored.
fn stored<T: Read>(
    Document(text): &Document,
    what: &'static str,
    check: impl Fn(&Node<'_>),
) -> Result<T, GatherError> {
    read(text, check).map_err(|_| GatherError::Unreadable(what))
}

/// All pages of a list.
macro_rules! all {
    (|$after:ident| $page:expr, $id:expr) => {{
        let mut all = Vec::new();
        loop {
            let last = all.last().map($id);
            let $after = last.as_ref();
            let page = $page.await?;
            let is_last = page.len() < usize::from(PageSize::MOST.get());
            all.extend(page);
            if is_last {
                break all;
            }
        }
    }};
}

/// What a journey adds to a profile.
struct Person {
    candidate: Candidate,
    state: State,
    declined: Vec<Declined>,
}

/// Gathers the case of a municipality.
///
/// # Errors
///
/// [`GatherError`], with every fault at once.
pub async fn gather(
    look: &mut Look,
    municipality: MunicipalityId,
    question: &Question,
    today: Date,
) -> Result<Gathered, GatherError> {
    let here = municipalities::find(look, municipality).await?;
    let here = here.and_then(|it| MunicipalityNumber::new(&it.number).ok());
    let here = here.ok_or(GatherError::Unreadable("municipality"))?;
    let rules = service_models::latest(look, municipality).await?.ok_or(GatherError::NoRules)?;
    let rules_version = rules.version;
    let rules =
        service_model::read(&rules.body.0).map_err(|_| GatherError::Unreadable("service_model"))?;
    let model = teaching::in_force(look, municipality).await?;
    let first_monday = question.first_monday.unwrap_or_else(|| next_monday(today));
    let mut left_out = Vec::new();
    let map = map(look, municipality).await?;
    let on_map: BTreeSet<&PostalCode> = map.iter().map(|it| &it.code).collect();
    let people = people(look, municipality, &rules, today, &mut left_out).await?;
    let (people, off_map): (Vec<Person>, Vec<Person>) =
        people.into_iter().partition(|it| on_map.contains(&it.candidate.postal_code));
    left_out.extend(off_map.into_iter().map(|it| LeftOut {
        candidate: Some(it.candidate.id),
        opening: None,
        why: Why::NotOnTheMap,
        stage: None,
    }));
    let who: BTreeSet<CandidateId> = people.iter().map(|it| it.candidate.id.clone()).collect();
    let open = decided(look, municipality).await?;
    let told = open.iter().filter(|it| it.state == ProposalState::Awaiting && it.told_on.is_some());
    let booked_at = people.iter().flat_map(|it| {
        let bookings = it.state.bookings.values();
        bookings.filter_map(|booking| booked(&it.candidate.id, booking)).map(|it| it.opening)
    });
    let stands = booked_at.chain(told.map(|it| it.opening_id.0.clone())).collect();
    let ways = Ways { on_map: &on_map, who: &who, stands: &stands, first_monday };
    let work = work(look, municipality, &ways, &mut left_out).await?;
    let Work { employers, workplaces, mut openings, posted, all_openings } = work;
    let where_: BTreeSet<OpeningId> = openings.iter().map(|it| it.id.clone()).collect();
    let mut team = team(look, municipality).await?;
    let horizon = Horizon { first_monday, weeks: question.horizon_weeks };
    let (taken_places, taken_hours) =
        take_off(look, municipality, &who, (&mut openings, &mut team), &rules, horizon).await?;
    let places: BTreeSet<&WorkplaceId> = workplaces.iter().map(|it| &it.id).collect();
    let held = followed_up(look, municipality, &places).await?;
    let mut travel_overrides = ways_known(look, municipality).await?;
    travel_overrides.retain(|it| who.contains(&it.candidate) && places.contains(&it.workplace));
    let known = |candidate: &CandidateId, opening: &OpeningId| {
        who.contains(candidate) && where_.contains(opening)
    };
    let (mut published, mut agreed) = (Vec::new(), Vec::new());
    for proposal in &open {
        match published_or_agreed(proposal, first_monday, &posted) {
            Some(Stands::Published(it)) if known(&it.candidate, &it.opening) => published.push(it),
            Some(Stands::Agreed(it)) => agreed.push(it),
            _ => {}
        }
    }
    let (mut candidates, mut declined) = (Vec::new(), Vec::new());
    expect_known(question, &known)?;
    for Person { mut candidate, state, declined: own } in people {
        agreed.extend(state.bookings.values().filter_map(|it| booked(&candidate.id, it)));
        earlier(&mut candidate, &state, &all_openings, first_monday);
        declined.extend(own);
        candidates.push(candidate);
    }
    agreed.retain(|it: &Agreed| known(&it.candidate, &it.opening));
    declined.retain(|it: &Declined| known(&it.candidate, &it.opening));
    let mut bans: Vec<Ban> = question.bans.clone();
    // A no of the candidate or the employer is a rule of its own.
    let said_no: BTreeSet<_> = declined.iter().map(|it| (&it.candidate, &it.opening)).collect();
    bans.extend(open.iter().filter_map(ban).filter(|it| {
        known(&it.candidate, &it.opening) && !said_no.contains(&(&it.candidate, &it.opening))
    }));
    let case = Case {
        format: case::CASE_FORMAT.to_owned(),
        about: None,
        first_monday,
        horizon_weeks: question.horizon_weeks,
        municipality: here,
        service_model: rules.code.clone(),
        postal_codes: map,
        travel_overrides,
        employers,
        workplaces,
        specialists: team,
        candidates,
        openings,
        placements: held,
        agreed,
        taken_places,
        taken_hours,
        declined,
        pins: question.pins.clone(),
        bans,
        published,
    };
    // Each document was sound by itself: whether they fit together, the reader of cases says.
    let case = case::read(&case::write(&case), std::slice::from_ref(&rules))
        .map_err(GatherError::Faults)?;
    Ok(Gathered { case, rules, rules_version, model, left_out })
}

/// What is asked is about pairs that are in the case; what is wrong with each that is not, in words that name nobody.
fn expect_known(
    question: &Question,
    known: &impl Fn(&CandidateId, &OpeningId) -> bool,
) -> Result<(), GatherError> {
    let astray = question.pairs().filter(|(_, candidate, opening)| !known(candidate, opening));
    let told = astray.map(|(at, _, opening)| {
        format!(
            "{at}: the candidate cannot be matched where the journey stands, or lives off the map (see `/v1/candidates/{{id}}/match`), or {opening} takes nobody, is made for another or lies off the map; leave the pair out, or mend that first"
        )
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { Ok(()) } else { Err(GatherError::Astray(told)) }
}

/// Ways that somebody knows better than the estimate.
async fn ways_known(
    tx: &mut Look,
    municipality: MunicipalityId,
) -> Result<Vec<TravelOverride>, GatherError> {
    let ways = travel_times::all(tx, municipality).await?;
    ways.iter().map(|it| stored(it, "travel_time", |_| {})).collect()
}

/// The job specialists.
async fn team(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Vec<JobSpecialist>, GatherError> {
    let team = all!(
        |after| specialists::list(tx, municipality, after, PageSize::MOST),
        |it: &specialists::StoredSpecialist| it.id.0.clone()
    );
    team.iter().map(|it| stored(&it.body, "specialist", |_| {})).collect()
}

/// Jobs that are followed up, whose hours are promised.
async fn followed_up(
    tx: &mut Tx,
    municipality: MunicipalityId,
    places: &BTreeSet<&WorkplaceId>,
) -> Result<Vec<Placement>, GatherError> {
    let held = all!(
        |after| placements::list(tx, municipality, after, PageSize::MOST),
        |it: &placements::StoredPlacement| it.id.0.clone()
    );
    let held: Result<Vec<Placement>, _> =
        held.iter().map(|it| stored(&it.body, "placement", |_| {})).collect();
    let held = held?;
    let lost = held.iter().filter(|it| !places.contains(&it.workplace));
    let lost: BTreeSet<String> = lost.map(|it| it.workplace.to_string()).collect();
    if lost.is_empty() { Ok(held) } else { Err(GatherError::OffTheMap(lost.into_iter().collect())) }
}

/// The Monday after a day.
#[must_use]
pub fn next_monday(day: Date) -> Date {
    let ahead = 8 - i32::from(day.weekday().to_monday_one_offset());
    day + ahead.days()
}

/// The Monday of the week of a day.
#[must_use]
pub fn monday_of(day: Date) -> Date {
    day - i32::from(day.weekday().to_monday_zero_offset()).days()
}

/// Where postal codes are, by code.
async fn map(tx: &mut Tx, municipality: MunicipalityId) -> Result<Vec<PostalPoint>, GatherError> {
    let Some(found) = maps::find(tx, municipality).await? else { return Ok(Vec::new()) };
    let map: PostalMap = stored(&found.body, "map", |_| {})?;
    Ok(map.0)
}

/// A map as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct PostalMap(pub Vec<PostalPoint>);

impl Read for PostalMap {
    fn read(node: &Node<'_>) -> Option<Self> {
        node.fields(&["postal_codes"])?.take("postal_codes").map(Self)
    }
}

/// Everybody whom no restriction hides and who can be matched.
async fn people(
    look: &mut Look,
    municipality: MunicipalityId,
    rules: &ServiceModel,
    today: Date,
    left_out: &mut Vec<LeftOut>,
) -> Result<Vec<Person>, GatherError> {
    let all = all!(
        |after| candidates::list(look, municipality, after, None, PageSize::MOST),
        |it: &candidates::StoredCandidate| it.id.0.clone()
    );
    let mut people = Vec::with_capacity(all.len());
    for found in all {
        let mut candidate: Candidate = stored(&found.body, "candidate", Candidate::check)?;
        candidate.specialist = found.specialist_id.map(|it| it.0);
        let events = journeys::events(look, municipality, &candidate.id).await?;
        let events: Result<Vec<_>, _> =
            events.iter().map(|it| engine::journey::read(&it.body.0)).collect();
        let events = events.map_err(|_| GatherError::Unreadable("journey_event"))?;
        let journey = Journey::of(events, rules);
        let state = journey.state().clone();
        let Some(consent) = consent(&state) else {
            left_out.push(LeftOut {
                candidate: Some(candidate.id),
                opening: None,
                why: Why::Stage,
                stage: Some(state.stage.code()),
            });
            continue;
        };
        candidate.consent = consent;
        let declined = journey.standing().filter_map(|(_, event)| match &event.what {
            What::ProposalDeclined(it) => Some(Declined {
                candidate: candidate.id.clone(),
                opening: it.opening.clone(),
                by: it.by,
            }),
            _ => None,
        });
        let declined = declined.collect();
        overlay(&mut candidate, &state, today);
        people.push(Person { candidate, state, declined });
    }
    Ok(people)
}

/// The answer to taking part that a plan goes by; nothing for those who cannot be matched where they stand: they have
/// a job or are about to, or the next step is another one.
fn consent(state: &State) -> Option<Consent> {
    match state.stage {
        Stage::Kartlegging
        | Stage::JobFinding
        | Stage::Jobbsmak
        | Stage::Trial
        | Stage::BetweenWorkplaces => {
            debug_assert!(EventKind::ActivityBooked.belongs_to(state.stage));
            Some(state.consent)
        }
        // The place in the queue is kept, and nothing is planned meanwhile.
        Stage::Paused | Stage::Considering => Some(Consent::Later),
        Stage::Referred | Stage::Informed => Some(Consent::NotYet),
        Stage::NotReferred
        | Stage::Declined
        | Stage::Accepted
        | Stage::NotAdmitted
        | Stage::Agreeing
        | Stage::Probation
        | Stage::Employed
        | Stage::DroppedOut
        | Stage::Closed => None,
    }
}

/// Where the journey says more of the same, it is right.
fn overlay(candidate: &mut Candidate, state: &State, today: Date) {
    candidate.specialist = state.specialist.clone().or(candidate.specialist.take());
    // Those who are between workplaces, or on pause, look for work again.
    if let Some(step) = state.stage.step().filter(|_| state.stage != Stage::BetweenWorkplaces) {
        candidate.step = step;
    }
    candidate.readiness = state.readiness.unwrap_or(candidate.readiness);
    candidate.waiting_since = state.waiting_since.unwrap_or(candidate.waiting_since);
    candidate.releases.retain(|it| !state.releases.contains_key(&it.employer));
    for (employer, release) in &state.releases {
        // What has run out is a question again, and no answer.
        if release.until.is_none_or(|until| today <= until) {
            candidate.releases.push(Release { employer: employer.clone(), answer: release.answer });
        }
    }
}

/// What was tried, where the profile does not say so yet; and since when they wait, on the plan's first day at the latest.
fn earlier(
    candidate: &mut Candidate,
    state: &State,
    families: &BTreeMap<OpeningId, JobFamily>,
    first_monday: Date,
) {
    // Whoever was referred in the week in which the plan begins waits from its first day.
    candidate.waiting_since = candidate.waiting_since.min(first_monday);
    for Booking { booked, progress } in state.bookings.values() {
        let Progress::Ended(outcome) = *progress else { continue };
        let activity = match booked.activity {
            Activity::Jobbsmak => EarlierActivity::Jobbsmak,
            Activity::Trial => EarlierActivity::Trial,
        };
        let is_known = candidate
            .earlier
            .iter()
            .any(|it| (it.activity, it.employer.as_ref()) == (activity, Some(&booked.employer)));
        let Some(family) = families.get(&booked.opening).filter(|_| !is_known) else { continue };
        candidate.earlier.push(Earlier {
            activity,
            family: *family,
            employer: Some(booked.employer.clone()),
            // What ended before its last day is over on the first Monday at the latest.
            ended: booked.last_day.min(first_monday),
            outcome,
        });
    }
}

/// What is booked and not over.
fn booked(candidate: &CandidateId, Booking { booked, progress }: &Booking) -> Option<Agreed> {
    if !matches!(progress, Progress::Waits | Progress::Runs) {
        return None;
    }
    let first_monday = monday_of(booked.first_day);
    let days = (booked.last_day - first_monday).get_days();
    let weeks = WeekCount::new(i64::from(days.div_euclid(7)) + 1).ok()?;
    let (opening, activity) = (booked.opening.clone(), booked.activity);
    Some(Agreed { candidate: candidate.clone(), opening, activity, first_monday, weeks })
}

/// Employers, workplaces that are on the map, and openings that people can be matched to.
struct Work {
    employers: Vec<engine::domain::Employer>,
    workplaces: Vec<Workplace>,
    openings: Vec<Opening>,
    /// Those of the openings at which something new can begin.
    posted: BTreeSet<OpeningId>,
    /// The kind of work of every opening there ever was.
    all_openings: BTreeMap<OpeningId, JobFamily>,
}

/// What decides which openings are in the case.
struct Ways<'w> {
    on_map: &'w BTreeSet<&'w PostalCode>,
    who: &'w BTreeSet<CandidateId>,
    /// Openings where something is booked or told.
    stands: &'w BTreeSet<OpeningId>,
    first_monday: Date,
}

async fn work(
    tx: &mut Tx,
    municipality: MunicipalityId,
    Ways { on_map, who, stands, first_monday }: &Ways<'_>,
    left_out: &mut Vec<LeftOut>,
) -> Result<Work, GatherError> {
    let employers = all!(
        |after| employers::list(tx, municipality, after, None, PageSize::MOST),
        |it: &employers::StoredEmployer| it.id.0.clone()
    );
    let employers: Result<Vec<_>, _> =
        employers.iter().map(|it| stored(&it.body, "employer", |_| {})).collect();
    let workplaces = all!(
        |after| workplaces::list(tx, municipality, after, None, PageSize::MOST),
        |it: &workplaces::StoredWorkplace| it.id.0.clone()
    );
    let workplaces: Result<Vec<Workplace>, _> =
        workplaces.iter().map(|it| stored(&it.body, "workplace", |_| {})).collect();
    let mut workplaces = workplaces?;
    workplaces.retain(|it| on_map.contains(&it.postal_code));
    let places: BTreeSet<&WorkplaceId> = workplaces.iter().map(|it| &it.id).collect();
    let all = all!(
        |after| openings::list(tx, municipality, after, None, None, PageSize::MOST),
        |it: &openings::StoredOpening| it.id.0.clone()
    );
    let is_for =
        |opening: &Opening| opening.made_for.as_ref().is_none_or(|it| who.contains(&it.candidate));
    let (mut openings, mut posted, mut all_openings) =
        (Vec::new(), BTreeSet::new(), BTreeMap::new());
    let filled = filled(tx, municipality).await?;
    for found in all {
        let mut opening: Opening = stored(&found.body, "opening", Opening::check)?;
        // Whoever has a job that came of it has one of its places.
        let jobs = filled.get(&opening.id).copied().unwrap_or(0);
        opening.places = opening.places.saturating_sub(jobs);
        all_openings.insert(opening.id.clone(), opening.family);
        if found.status != OpeningStatus::Posted {
            // What has begun there, or somebody was told of, goes on; nothing new begins.
            let is_there = stands.contains(&opening.id) && places.contains(&opening.workplace);
            if is_there && is_for(&opening) {
                let before = Period::new(None, Some(*first_monday - 1.day()));
                opening.open = before.expect("it has no beginning that could come later");
                openings.push(opening);
            }
            continue;
        }
        let why = match places.contains(&opening.workplace) {
            false => Why::NotOnTheMap,
            true if !is_for(&opening) => Why::MadeForAnother,
            true => {
                posted.insert(opening.id.clone());
                openings.push(opening);
                continue;
            }
        };
        left_out.push(LeftOut { candidate: None, opening: Some(opening.id), why, stage: None });
    }
    Ok(Work { employers: employers?, workplaces, openings, posted, all_openings })
}

/// Proposals that a plan must know: those that await a decision, and those that were rejected.
async fn decided(
    look: &mut Look,
    municipality: MunicipalityId,
) -> Result<Vec<StoredProposal>, GatherError> {
    let mut found = Vec::new();
    for state in [ProposalState::Awaiting, ProposalState::Rejected] {
        found.extend(all!(
            |after| proposals::list(
                look,
                municipality,
                after.map(String::as_str),
                (Some(state), None, None),
                PageSize::MOST
            ),
            |it: &StoredProposal| it.id.clone()
        ));
    }
    Ok(found)
}

/// A start that awaits a decision, as a plan knows it.
enum Stands {
    /// Kept where it can be, and fixed once anybody has been told.
    Published(Published),
    /// Told, and no start of this plan any more: it has begun, or its opening takes nobody new.
    Agreed(Agreed),
}

fn published_or_agreed(
    proposal: &StoredProposal,
    first_monday: Date,
    posted: &BTreeSet<OpeningId>,
) -> Option<Stands> {
    if proposal.state != ProposalState::Awaiting {
        return None;
    }
    let monday: Date = proposal.monday.parse().ok()?;
    let (candidate, opening) = (proposal.candidate_id.0.clone(), proposal.opening_id.0.clone());
    let (activity, told) = (activity(proposal)?, proposal.told_on.is_some());
    let is_start = monday >= first_monday && posted.contains(&opening);
    if is_start {
        return Some(Stands::Published(Published {
            candidate,
            opening,
            activity,
            first_monday: monday,
            told,
        }));
    }
    let weeks = WeekCount::new(proposal.weeks).ok()?;
    let agreed = Agreed { candidate, opening, activity, first_monday: monday, weeks };
    // What is over takes nothing any more.
    let is_over = monday + proposal.weeks.weeks() <= first_monday;
    (told && !is_over).then_some(Stands::Agreed(agreed))
}

/// A pair that a job specialist has rejected stays out of later plans; it closes no door.
fn ban(proposal: &StoredProposal) -> Option<Ban> {
    (proposal.state == ProposalState::Rejected).then(|| Ban {
        candidate: proposal.candidate_id.0.clone(),
        opening: proposal.opening_id.0.clone(),
        activity: activity(proposal),
        by: None,
        on: None,
        why: None,
    })
}

/// What is proposed.
#[must_use]
pub fn activity(proposal: &StoredProposal) -> Option<Activity> {
    Activity::ALL.iter().copied().find(|it| it.code() == proposal.activity)
}
