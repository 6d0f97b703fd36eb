//! The follow-up of people in work and of those who try: who waits for an answer, whom to visit, how long jobs last.

use axum::extract::State;
use engine::domain::SpecialistId;
use engine::follow::{JobHeld, Sign};
use engine::papers::{CandidateSurvey, EmployerSurvey, Often};
use engine::reading::read;
use serde::Deserialize;
use utoipa::IntoParams;

use super::journeys::{everyone, rules, today};
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::follow::{
    Asking, Person, Spoken, caseload, everybody, follow_up, known_jobs, placements, retention,
};
use crate::manners::Query;
use crate::state::AppState;
use crate::store::surveys::{self, Respondent};
use crate::store::{Look, MunicipalityId, journeys};
use crate::wire::{Answer, Flaw, FollowUpBody, RetentionBody};

/// The most weeks of visits that are planned.
const WEEKS_MOST: usize = 12;

/// Whose, and for how long.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// How many weeks of visits, this one among them; four unless it is said, and twelve at the most.
    #[param(nullable = false, minimum = 1, maximum = 12)]
    weeks: Option<usize>,
    /// The candidates of this job specialist; for a colleague's it takes a reason.
    #[param(nullable = false, pattern = "^[A-Za-z0-9._-]{1,40}$")]
    specialist: Option<String>,
}

/// What the follow-up of the own caseload asks for now; with a reason, of a colleague's or of everybody's.
///
/// First of all stands who waits for an answer: whoever says that something is wrong (`concern_raised`, recorded by
/// whom it was told to) is answered the same working day, and the answer is recorded (`concern_answered`). Then come
/// visits within each specialist's hours, what is overdue first. A warning names the event that it rests on and
/// proposes a visit; the person can see it in what is exported of them, and an employer never does. Whom a
/// restriction hides is not shown.
#[utoipa::path(
    get, path = "/v1/follow-up", tag = "follow-up", params(Which),
    responses((status = 200, description = "What there is to do", body = FollowUpBody)),
)]
pub(super) async fn show_follow_up(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Query(Which { weeks, specialist }): Query<Which>,
) -> Result<Answer, ApiError> {
    let (here, today) = (caller.municipality, today(&state));
    let specialist = specialist.as_deref().map(self::specialist).transpose()?;
    let weeks = self::weeks(weeks)?;
    let whose = match (caller.reach.caseload(), specialist.as_ref()) {
        (Some(own), Some(asked)) if own != asked => return Err(ApiError::ReasonNeeded),
        (own, asked) => own.or(asked),
    };
    let mut look = state.store.look(asked).await?;
    let model = rules(&mut look, here).await?;
    let mut specialists = everyone(&mut look, here).await?;
    specialists.retain(|it| whose.is_none_or(|own| *own == it.id));
    let people = caseload(&mut look, here, whose, &model).await?;
    let everybody = everybody(&mut look, here, &model).await?;
    let asking = Asking {
        model: &model,
        today,
        weeks,
        specialists: &specialists,
        specialist: whose,
        people: &people,
        placements: &placements(&mut look, here).await?,
        known: &known_jobs(&mut look, here, &model, &everybody).await?,
        spoken: &spoken(&mut look, here, &people).await?,
    };
    let (body, shown) = follow_up(asking);
    for candidate in &shown {
        journeys::show(&mut look, candidate);
    }
    Ok(look.answer(Answer::ok(&body)).await?)
}

/// How many jobs have lasted one, three, six, twelve, twenty-four and thirty-six months: figures, and nobody.
///
/// A job counts at a milestone once the day has passed. Numbers under five are not told, nor what they could be
/// reckoned out from; whom a restriction hides is not counted.
#[utoipa::path(
    get, path = "/v1/retention", tag = "follow-up",
    responses((status = 200, description = "The figures", body = RetentionBody)),
)]
pub(super) async fn show_retention(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
) -> Result<Answer, ApiError> {
    let here = caller.municipality;
    let mut look = state.store.look(asked).await?;
    let model = rules(&mut look, here).await?;
    let people = everybody(&mut look, here, &model).await?;
    look.answer(()).await?;
    Ok(Answer::ok(&retention(&people, today(&state))))
}

/// What people in work and their employers have said in surveys, as signs.
async fn spoken(
    look: &mut Look,
    here: MunicipalityId,
    people: &[Person],
) -> Result<Spoken, ApiError> {
    let mut all = Spoken::new();
    for person in people {
        if person.work.jobs.last().is_some_and(JobHeld::goes_on) {
            all.insert(person.candidate.clone(), signs_of(look, here, person).await?);
        }
    }
    Ok(all)
}

/// What one person and their employer have said of the job that goes on.
pub(super) async fn signs_of(
    look: &mut Look,
    here: MunicipalityId,
    person: &Person,
) -> Result<Vec<Sign>, ApiError> {
    let Some(job) = person.work.jobs.last().filter(|it| it.goes_on()) else {
        return Ok(Vec::new());
    };
    let mut signs = Vec::new();
    let id = &person.candidate;
    for stored in surveys::of_candidate(look, here, (id, Respondent::Candidate)).await? {
        let survey: CandidateSurvey =
            read(&stored.body.0, |_| {}).map_err(|_| ApiError::Internal)?;
        let no = survey.answers.iter().filter(|it| it.answer == Often::No).count();
        let no = u32::try_from(no).unwrap_or(u32::MAX);
        let is_of_job = survey.placement == job.placement;
        signs.extend(is_of_job.then_some(Sign::PersonAnswered { on: survey.on, no }));
    }
    for stored in surveys::of_candidate(look, here, (id, Respondent::Employer)).await? {
        let survey: EmployerSurvey =
            read(&stored.body.0, |_| {}).map_err(|_| ApiError::Internal)?;
        let lowest = survey.answers.iter().map(|it| it.answer).min();
        let lowest = lowest.filter(|_| survey.placement == job.placement);
        signs.extend(lowest.map(|lowest| Sign::EmployerAnswered { on: survey.on, lowest }));
    }
    Ok(signs)
}

fn weeks(asked: Option<usize>) -> Result<usize, ApiError> {
    let weeks = asked.unwrap_or(4);
    if (1..=WEEKS_MOST).contains(&weeks) {
        return Ok(weeks);
    }
    let detail = format!("write a number from 1 to {WEEKS_MOST}, or leave this out");
    Err(ApiError::Malformed(vec![Flaw::parameter("weeks", detail)]))
}

fn specialist(text: &str) -> Result<SpecialistId, ApiError> {
    SpecialistId::new(text).ok_or_else(|| {
        let detail = "write the id of a job specialist, or leave this out";
        ApiError::Malformed(vec![Flaw::parameter("specialist", detail)])
    })
}
