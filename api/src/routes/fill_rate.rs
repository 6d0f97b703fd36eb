//! Fill rate: which places are used. Of places, and of nobody.

use std::collections::BTreeMap;

use axum::extract::State;
use engine::domain::{Opening, OpeningId, Placement};
use engine::reading::read;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use super::journeys::{everyone, rules, today};
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::follow::{Span, everybody, fill_rates, known_jobs, placements};
use crate::manners::Query;
use crate::runs::gather::monday_of;
use crate::state::AppState;
use crate::store::openings::{self, OpeningStatus, StoredOpening};
use crate::store::taken_places::{self, Used};
use crate::store::{MunicipalityId, PageSize, Ts, Tx, opening_steps, workplaces};
use crate::wire::{Answer, FillRateBody, Flaw, OpeningFillBody};

/// The longest period, in years: each of its days is counted.
const YEARS_MOST: i16 = 5;

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Days {
    /// The first day; the first of the month of `to` unless it is said.
    #[param(nullable = false, format = Date)]
    from: Option<String>,
    /// The last day; today unless it is said.
    #[param(nullable = false, format = Date)]
    to: Option<String>,
    /// A whole month instead, as 2026-10; the present one as far as it has come.
    #[param(nullable = false, pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$")]
    month: Option<String>,
}

/// How many of the places are used today, and the field's four readings over a period.
///
/// An opening counts while it is posted or paused, and as long as somebody has a job that came from it. Over a
/// period each reading is an average of its days: posts filled of posts approved, people and places of the quotas of
/// their schemes, and people followed up of what the specialists' posts have room for. Where fewer than five people
/// are counted, what is used is not told, nor what it could be reckoned out from; whom a restriction hides is not
/// counted over a period.
#[utoipa::path(
    get, path = "/v1/fill-rate", tag = "matching", params(Days),
    responses((status = 200, description = "The fill rate", body = FillRateBody)),
)]
pub(super) async fn show_fill_rate(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Query(days): Query<Days>,
) -> Result<Answer, ApiError> {
    let (here, today) = (caller.municipality, today(&state));
    let (from, to) = period(&days, today)?;
    let mut look = state.store.look(asked).await?;
    let used = taken_places::used(&mut look, here, &monday_of(today).to_string()).await?;
    let (mut all, mut spans) = (Vec::new(), Vec::new());
    let steps = opening_steps::of_all(&mut look, here).await?;
    for (found, span) in posts(&mut look, here, &steps).await? {
        let used = used.get(found.id.as_str()).copied().unwrap_or_default();
        if counts(&found, used) {
            all.push(OpeningFillBody {
                opening: span.opening.to_string(),
                employer: span.employer.to_string(),
                places: i64::from(span.posts),
                at_work: used.at_work,
                trying: used.trying,
            });
        }
        spans.push(span);
    }
    let model = rules(&mut look, here).await?;
    let people = everybody(&mut look, here, &model).await?;
    let known = known_jobs(&mut look, here, &model, &people).await?;
    let alone = placements(&mut look, here).await?.into_values();
    let alone: Vec<Placement> = alone.filter(|it| !known.contains(&it.id)).collect();
    let team = everyone(&mut look, here).await?;
    // Nobody is shown, so nobody else waits while it is counted.
    look.answer(()).await?;
    let period = fill_rates(&spans, (&people, &alone), &team, &model, (from, to));
    Ok(Answer::ok(&FillRateBody::of(today, all, period)))
}

fn counts(found: &StoredOpening, used: Used) -> bool {
    matches!(found.status, OpeningStatus::Posted | OpeningStatus::Paused) || used.at_work > 0
}

/// Steps that openings have taken.
type Steps = BTreeMap<OpeningId, Vec<(OpeningStatus, Ts)>>;

/// Every opening, with its posts.
async fn posts(
    tx: &mut Tx,
    here: MunicipalityId,
    steps: &Steps,
) -> Result<Vec<(StoredOpening, Span)>, ApiError> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = openings::list(tx, here, after.as_ref(), None, None, PageSize::MOST).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = Some(last.id.0.clone());
        for found in page {
            let opening: Opening = read(&found.body.0, |_| {}).map_err(|_| ApiError::Internal)?;
            let workplace = workplaces::find(tx, here, &found.workplace_id).await?;
            let workplace = workplace.ok_or(ApiError::Internal)?;
            let own = steps.get(&found.id.0).map_or(&[][..], Vec::as_slice);
            let span = Span {
                there: there(&found, &opening, own),
                opening: opening.id,
                employer: workplace.employer_id.0,
                posts: opening.places,
            };
            all.push((found, span));
        }
    }
}

/// From when to when an opening was posted or paused. It was there from the day it says, if that is before it was
/// stored: work is often written down late.
fn there(
    found: &StoredOpening,
    opening: &Opening,
    steps: &[(OpeningStatus, Ts)],
) -> Vec<(Date, Option<Date>)> {
    let is_posted = |status| matches!(status, OpeningStatus::Posted | OpeningStatus::Paused);
    let stored_on = found.created_at.in_norway().date();
    let first = opening.open.from().map_or(stored_on, |from| from.min(stored_on));
    let mut all: Vec<(Date, Option<Date>)> = Vec::new();
    // What was stored as posted has taken no step to get there.
    let mut open = Some(first).filter(|_| steps.is_empty() && is_posted(found.status));
    for (status, at) in steps {
        match (is_posted(*status), open) {
            (true, None) => open = Some(if all.is_empty() { first } else { at.in_norway().date() }),
            (false, Some(from)) => {
                all.push((from, Some(at.in_norway().date().max(from))));
                open = None;
            }
            _ => {}
        }
    }
    all.extend(open.map(|from| (from, None)));
    all
}

/// The days that are asked for: none to come, and not too many.
fn period(days: &Days, today: Date) -> Result<(Date, Date), ApiError> {
    let wrong = |name: &str, detail: &str| {
        ApiError::Malformed(vec![Flaw::parameter(name.to_owned(), detail.to_owned())])
    };
    let date = |name: &str, text: &Option<String>| {
        let read = text.as_ref().map(|text| text.parse::<Date>());
        read.transpose().map_err(|_| wrong(name, "write a day, as 2026-10-31, or leave this out"))
    };
    let (from, to) = (date("from", &days.from)?, date("to", &days.to)?);
    if let Some(month) = &days.month {
        let first: Option<Date> = format!("{month}-01").parse().ok();
        let first = first.filter(|_| month.len() == 7);
        let first = first.ok_or_else(|| wrong("month", "write a month, as 2026-10"))?;
        if from.is_some() || to.is_some() {
            return Err(wrong("month", "write `month`, or `from` and `to`, not both"));
        }
        if first > today {
            return Err(wrong("month", "the month is still to come; ask for one that has begun"));
        }
        return Ok((first, first.last_of_month().min(today)));
    }
    let to = to.unwrap_or(today);
    if to > today {
        return Err(wrong("to", "the day is still to come; nothing is filled yet"));
    }
    let from = from.unwrap_or(to.first_of_month());
    if from > to {
        return Err(wrong("from", "it comes after the last day; correct one of them"));
    }
    if from.checked_add(YEARS_MOST.years()).is_ok_and(|last| last <= to) {
        return Err(wrong("from", "ask for five years at the most"));
    }
    Ok((from, to))
}
