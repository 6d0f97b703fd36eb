//! What employers are told of people: nothing before they have said yes, and then what they have ticked.

use axum::extract::State;
use axum::http::HeaderMap;
use engine::domain::{Candidate, CandidateId, Opening};
use engine::journey::{Event, Journey, ReleaseLine, What};
use engine::reading::read;

use super::journeys::{rules, today};
use super::openings::id;
use super::papers::Spoken;
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::{Path, Query};
use crate::state::AppState;
use crate::store::openings::{self, OpeningStatus};
use crate::store::{Look, MunicipalityId, candidates, contacts, journeys, workplaces};
use crate::text::{Introduced, Language, introduction, work};
use crate::wire::{Answer, Contact, IntroductionBody, IntroductionLine, IntroductionsBody};

/// What the people who may come here let their employer know: what the workplace does, for each line that they have
/// ticked, until the day that they have set or take it back.
///
/// Before that there are tasks and hours, and nobody. No reason lifts that, and no restriction.
#[utoipa::path(
    get, path = "/v1/openings/{id}/introductions", tag = "openings", params(("id" = String, Path), Spoken),
    responses((status = 200, description = "The work, and who has said yes", body = IntroductionsBody)),
)]
pub(super) async fn list_introductions(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
    headers: HeaderMap,
    Query(spoken): Query<Spoken>,
) -> Result<Answer, ApiError> {
    const GONE: ApiError = ApiError::NotFound { what: "opening" };
    let (id, here, today) = (self::id(&id)?, caller.municipality, today(&state));
    let language = spoken.language(&headers);
    let mut look = state.store.look(asked).await?;
    let stored = openings::find(&mut look, here, &id).await?.ok_or(GONE)?;
    let opening: Opening = read(&stored.body.0, |_| {}).map_err(|_| ApiError::Internal)?;
    let workplace = workplaces::find(&mut look, here, &opening.workplace).await?.ok_or(GONE)?;
    let mut items = Vec::new();
    if stored.status != OpeningStatus::Closed {
        let model = rules(&mut look, here).await?;
        for (candidate, events) in journeys::of_all(&mut look, here).await? {
            let events = events.iter().map(|body| engine::journey::read(&body.0));
            let events: Vec<Event> =
                events.collect::<Result<_, _>>().map_err(|_| ApiError::Internal)?;
            let kept = opening.made_for.as_ref().filter(|it| today <= it.until);
            let is_anothers = kept.is_some_and(|it| it.candidate != candidate);
            let said_no = events.iter().any(|event| {
                matches!(&event.what, What::ProposalDeclined(no) if no.opening == opening.id)
            });
            let journey = Journey::of(events, &model);
            let ticked = journey.state().released(&workplace.employer_id, today);
            let Some(ticked) = ticked.filter(|_| !is_anothers && !said_no) else { continue };
            let ticked: Vec<ReleaseLine> = ticked.iter().copied().collect();
            let lines = lines(&mut look, here, &candidate, &opening, &ticked, language).await?;
            if let Some(lines) = lines {
                let release = journey.state().releases.get(&workplace.employer_id.0);
                let until = release.and_then(|it| it.until).map(|day| day.to_string());
                items.push(IntroductionBody { candidate: candidate.to_string(), until, lines });
            }
        }
    }
    let (tasks, hours) = work(language, &opening);
    let body = IntroductionsBody { opening: id.to_string(), tasks, hours, items };
    Ok(look.answer(Answer::ok(&body)).await?)
}

/// What the workplace does about each line that somebody ticked; nothing of whoever has ticked none, who is not looked
/// at.
async fn lines(
    look: &mut Look,
    here: MunicipalityId,
    candidate: &CandidateId,
    opening: &Opening,
    ticked: &[ReleaseLine],
    language: Language,
) -> Result<Option<Vec<IntroductionLine>>, ApiError> {
    if ticked.is_empty() {
        return Ok(None);
    }
    let Some(stored) = candidates::find(look, here, candidate).await? else { return Ok(None) };
    let profile: Candidate = read(&stored.body.0, |_| {}).map_err(|_| ApiError::Internal)?;
    let contact: Option<Contact> = if ticked.contains(&ReleaseLine::Identity) {
        let stored = contacts::find(look, here, candidate).await?;
        stored.and_then(|it| read(&it.body.0, |_| {}).ok())
    } else {
        None
    };
    let name = contact.as_ref().map(|it| &it.name);
    let about = Introduced { candidate: &profile, opening, name };
    let said = ticked.iter().filter_map(|&line| {
        let said = introduction(language, line, about)?;
        Some(IntroductionLine { line: line.code(), said })
    });
    Ok(Some(said.collect()))
}
