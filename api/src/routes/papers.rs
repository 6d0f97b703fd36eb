//! Sheets to print or paste, visits for a calendar, and the lists that people choose from.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use engine::domain::{
    CandidateId, Employer, EmployerId, SchemeCode, ServiceModel, Words, Workplace, WorkplaceId,
};
use engine::journey::state::Progress;
use engine::journey::{Journey, What};
use engine::papers::next_review;
use engine::reading::Read;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::agreements;
use super::candidates::id as candidate;
use super::documentation::LOCAL;
use super::journeys::{self, today};
use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::{Path, Query, accepts, wanted};
use crate::papers::{Visit, When, calendar, html, plain, rules};
use crate::state::AppState;
use crate::store::{
    Document, Look, MunicipalityId, contacts, employers, municipalities, workplaces,
};
use crate::text::{
    AgreementFacts, FollowedUpOn, Language, List, Sheet, StatusFacts, Where, Who, lists,
};
use crate::wire::{Answer, Contact};

/// A sheet may use the style of sheets and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
                      form-action 'none'";

/// The language of what is printed.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum LanguageCode {
    /// Bokmål.
    Nb,
    /// Nynorsk.
    Nn,
    /// English.
    En,
}

impl From<LanguageCode> for Language {
    fn from(code: LanguageCode) -> Self {
        match code {
            LanguageCode::Nb => Self::Bokmal,
            LanguageCode::Nn => Self::Nynorsk,
            LanguageCode::En => Self::English,
        }
    }
}

/// How a sheet is written.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum PaperFormat {
    /// A page to print.
    #[default]
    Html,
    /// Text to paste.
    Text,
}

/// How a sheet is written.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Printed {
    /// The language; that of `Accept-Language` unless it is said, and bokmål where neither says.
    #[param(inline, nullable = false)]
    language: Option<LanguageCode>,
    /// A page to print, unless it is said.
    #[serde(default)]
    #[param(inline, required = false)]
    format: PaperFormat,
}

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Spoken {
    /// The language; that of `Accept-Language` unless it is said, and bokmål where neither says.
    #[param(inline, nullable = false)]
    language: Option<LanguageCode>,
}

impl Spoken {
    /// The language that is asked for.
    pub(super) fn language(&self, headers: &HeaderMap) -> Language {
        in_language(self.language, headers)
    }
}

fn in_language(said: Option<LanguageCode>, headers: &HeaderMap) -> Language {
    said.map(Language::from).or_else(|| wanted(headers)).unwrap_or_default()
}

/// An agreement as a sheet to print or paste. What is not stored is a blank to fill in by hand.
#[utoipa::path(
    get, path = "/v1/agreements/{id}/sheet", tag = "agreements", params(("id" = String, Path), Printed),
    responses((status = 200, description = "The sheet", content(
        (String = "text/html"), (String = "text/plain"),
    ))),
)]
pub(super) async fn show_agreement_sheet(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
    Query(printed): Query<Printed>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (id, here, on) = (agreements::id(&id)?, caller.municipality, today(&state));
    let mut tx = state.store.look(asked).await?;
    let stored = crate::store::agreements::find(&mut tx, here, &id).await?;
    let stored = stored.ok_or(ApiError::NotFound { what: "agreement" })?;
    let (agreement, candidate) = (agreements::read(&stored)?, &stored.candidate_id.0);
    let known = Known::gather(&mut tx, here, candidate, &agreement.employer, &agreement.workplace);
    let known = known.await?;
    let model = journeys::rules(&mut tx, here).await.ok();
    let lacks = agreement.lacks(rules(), on);
    let facts = AgreementFacts {
        agreement: &agreement,
        version: stored.version.0,
        who: known.who(candidate),
        place: known.place(),
        scheme: scheme_name(model.as_ref(), agreement.scheme.as_ref()),
        rules: rules().of(agreement.kind),
        lacks: &lacks,
        on,
    };
    let sheet = Sheet::of_agreement(in_language(printed.language, &headers), &facts);
    Ok(tx.answer(print(&state, sheet, printed.format, &headers)?).await?)
}

/// The status of somebody's job, for NAV's check of whether it goes on, as a sheet to print or paste.
///
/// What is not stored, and what only people can judge, is a blank to fill in by hand.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/status-sheet", tag = "agreements", params(("id" = String, Path), Printed),
    responses((status = 200, description = "The sheet", content(
        (String = "text/html"), (String = "text/plain"),
    ))),
)]
pub(super) async fn show_status_sheet(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
    Query(printed): Query<Printed>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (candidate, here, to) = (candidate(&id)?, caller.municipality, today(&state));
    let mut tx = state.store.look(asked).await?;
    let journeys::Loaded { journey, model, .. } = journeys::load(&mut tx, here, &candidate).await?;
    let job = journey.state().employment.as_ref();
    let job = job.ok_or(ApiError::NotFound { what: "job" })?;
    let (terms, since) = (&job.terms, job.since);
    let known = Known::gather(&mut tx, here, &candidate, &terms.employer, &terms.workplace).await?;
    let scheme = terms.scheme.as_ref().and_then(|code| model.scheme(code));
    let every = scheme.and_then(|scheme| scheme.review_months.on(to)).copied();
    let months = every.map_or(0, |every| i32::from(every.get()));
    let from = to.checked_sub(months.months()).ok().filter(|_| months > 0);
    let from = from.map_or(since, |from| from.max(since));
    let facts = StatusFacts {
        who: known.who(&candidate),
        place: known.place(),
        terms,
        since,
        scheme: scheme.map(|scheme| &scheme.name),
        every,
        review: every.and_then(|every| next_review(since, terms.contract_until, every, to)),
        from,
        to,
        followed_up: followed_up(&journey, from, to),
        changed_on: changed_on(&journey, from, to),
    };
    let sheet = Sheet::of_status(in_language(printed.language, &headers), &facts);
    Ok(tx.answer(print(&state, sheet, printed.format, &headers)?).await?)
}

/// Booked activities and the next follow-up, for a calendar (RFC 5545): the candidate's pseudonym and no more.
#[utoipa::path(
    get, path = "/v1/candidates/{id}/calendar", tag = "journeys", params(("id" = String, Path), Spoken),
    responses((status = 200, description = "The calendar", content((String = "text/calendar")))),
)]
pub(super) async fn show_calendar(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(id): Path<String>,
    Query(spoken): Query<Spoken>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    acceptable(&headers, "text/calendar")?;
    let (candidate, here) = (candidate(&id)?, caller.municipality);
    let mut tx = state.store.look(asked).await?;
    let loaded = journeys::load(&mut tx, here, &candidate).await?;
    let visits = visits(&loaded.journey, &format!("{candidate}.{here}@femtrinn"));
    let now = state.clock.now();
    let text = calendar(spoken.language(&headers), &candidate, &visits, loaded.version.0, now);
    let name = format!("attachment; filename=\"{candidate}.ics\"");
    let kind = "text/calendar; charset=utf-8".to_owned();
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    Ok(tx.answer((headers, text).into_response()).await?)
}

/// The lists that people choose from.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ListsBody {
    /// Each list.
    items: Vec<List>,
}

/// The lists that people choose from, each with its source, and its codes with their words.
#[utoipa::path(
    get, path = "/v1/lists", tag = "lists", params(Spoken),
    responses((status = 200, description = "The lists", body = ListsBody)),
)]
pub(super) async fn show_lists(headers: HeaderMap, Query(spoken): Query<Spoken>) -> Answer {
    Answer::ok(&ListsBody { items: lists(spoken.language(&headers)) }).may_be_kept()
}

/// What a sheet knows beside the paper itself.
struct Known {
    contact: Option<Contact>,
    municipality: String,
    employer: Employer,
    workplace: Workplace,
}

impl Known {
    async fn gather(
        tx: &mut Look,
        here: MunicipalityId,
        candidate: &CandidateId,
        employer: &EmployerId,
        workplace: &WorkplaceId,
    ) -> Result<Self, ApiError> {
        let contact = contacts::find(tx, here, candidate).await?;
        let municipality = municipalities::find(tx, here).await?.ok_or(ApiError::Internal)?.name;
        let employer = employers::find(tx, here, employer).await?;
        let employer = employer.ok_or(ApiError::NotFound { what: "employer" })?;
        let workplace = workplaces::find(tx, here, workplace).await?;
        let workplace = workplace.ok_or(ApiError::NotFound { what: "workplace" })?;
        Ok(Self {
            contact: contact.map(|it| read(&it.body)).transpose()?,
            municipality,
            employer: read(&employer.body)?,
            workplace: read(&workplace.body)?,
        })
    }

    fn who<'a>(&'a self, candidate: &'a CandidateId) -> Who<'a> {
        let contact = self.contact.as_ref();
        Who {
            candidate,
            name: contact.map(|it| &it.name),
            phone: contact.and_then(|it| it.phone.as_ref()),
        }
    }

    fn place(&self) -> Where<'_> {
        let Self { contact: _, municipality, employer, workplace } = self;
        Where { municipality, employer, workplace }
    }
}

fn read<T: Read>(document: &Document) -> Result<T, ApiError> {
    engine::reading::read(&document.0, |_| {}).map_err(|_| ApiError::Internal)
}

fn scheme_name<'m>(
    model: Option<&'m ServiceModel>,
    scheme: Option<&SchemeCode>,
) -> Option<&'m Words> {
    Some(&model?.scheme(scheme?)?.name)
}

/// Follow-ups of a period, as they stand after corrections.
fn followed_up(journey: &Journey, from: Date, to: Date) -> Vec<FollowedUpOn<'_>> {
    let of_period = journey.standing().filter(|(_, event)| (from..=to).contains(&event.on));
    let found = of_period.filter_map(|(_, event)| match &event.what {
        What::FollowedUp(it) => Some(FollowedUpOn { on: event.on, how: it.how, with: &it.with }),
        _ => None,
    });
    found.collect()
}

fn changed_on(journey: &Journey, from: Date, to: Date) -> Vec<Date> {
    let of_period = journey.standing().filter(|(_, event)| (from..=to).contains(&event.on));
    let changed = of_period.filter(|(_, event)| matches!(event.what, What::TermsChanged(_)));
    changed.map(|(_, event)| event.on).collect()
}

/// Activities that are booked or under way, and the follow-up that is agreed.
fn visits(journey: &Journey, whose: &str) -> Vec<Visit> {
    let state = journey.state();
    let open = state
        .bookings
        .iter()
        .filter(|(_, booking)| matches!(booking.progress, Progress::Waits | Progress::Runs));
    let open = open.map(|(number, booking)| Visit {
        uid: format!("booking-{number}.{whose}"),
        when: When::Days(booking.booked.first_day, booking.booked.last_day),
    });
    let agreed = journey.standing().filter(|(_, event)| matches!(event.what, What::FollowedUp(_)));
    let next = agreed.last().zip(state.next_follow_up).map(|((number, _), day)| Visit {
        uid: format!("follow-up-{number}.{whose}"),
        when: match state.next_follow_up_at {
            None => When::Days(day, day),
            Some(at) => When::At(day, at),
        },
    });
    open.chain(next).collect()
}

fn print(
    state: &AppState,
    mut sheet: Sheet,
    format: PaperFormat,
    headers: &HeaderMap,
) -> Result<Response, ApiError> {
    if state.auth.local.is_some() {
        sheet.notes.insert(0, LOCAL.to_owned());
    }
    let sheet = &sheet;
    let (offered, kind, text) = match format {
        PaperFormat::Html => ("text/html", "text/html; charset=utf-8", html(sheet)),
        PaperFormat::Text => ("text/plain", "text/plain; charset=utf-8", plain(sheet)),
    };
    acceptable(headers, offered)?;
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_LANGUAGE, sheet.language.tag()),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    Ok((headers, text).into_response())
}

fn acceptable(headers: &HeaderMap, offered: &'static str) -> Result<(), ApiError> {
    if accepts(headers, offered) { Ok(()) } else { Err(ApiError::NotAcceptable { offered }) }
}
