//! The invented Lillestrøm, stored as a municipality would have it: what `femtrinn demo` serves.

use engine::domain::{
    CandidateId, Case, Employer, JobSpecialist, ServiceModel, TravelOverride, Workplace, case,
    service_model,
};
use engine::journey::{self, Journey};
use jiff::civil::{Date, date};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::runs::gather::monday_of;
use crate::runs::settle;
use crate::store::audit::Action;
use crate::store::candidates::{self, CandidateContent};
use crate::store::employers::{self, EmployerContent};
use crate::store::journeys::{self, Standing};
use crate::store::openings::{self, OpeningContent, OpeningStatus};
use crate::store::placements::{self, PlacementContent};
use crate::store::workplaces::{self, WorkplaceContent};
use crate::store::{
    Asked, Clock, Document, Look, MunicipalityId, Store, StoreError, Ts, Version, maps,
    municipalities, service_models, specialists, travel_times,
};

/// The case, in its own weeks.
pub const CASE: &str = include_str!("../../fixtures/lillestrom/case.json");

/// Its rules.
pub(crate) const RULES: &str = include_str!("../../fixtures/service-models/lillestrom.json");

/// How each candidate came to where they stand.
const JOURNEYS: &str = include_str!("../../fixtures/lillestrom/journeys.json");

/// The documents of a case as they stand in its text, in the order of its lists.
#[derive(Deserialize)]
struct Texts<'c> {
    #[serde(borrow)]
    postal_codes: &'c RawValue,
    #[serde(borrow)]
    travel_overrides: Vec<&'c RawValue>,
    #[serde(borrow)]
    employers: Vec<&'c RawValue>,
    #[serde(borrow)]
    workplaces: Vec<&'c RawValue>,
    #[serde(borrow)]
    specialists: Vec<&'c RawValue>,
    #[serde(borrow)]
    candidates: Vec<&'c RawValue>,
    #[serde(borrow)]
    openings: Vec<&'c RawValue>,
    #[serde(borrow)]
    placements: Vec<&'c RawValue>,
}

/// Journeys as they stand in their text.
#[derive(Deserialize)]
struct Ways<'w> {
    #[serde(borrow)]
    journeys: Vec<Way<'w>>,
}

/// What has happened on one candidate's way, the first event first.
#[derive(Deserialize)]
struct Way<'w> {
    candidate: &'w str,
    #[serde(borrow)]
    events: Vec<&'w RawValue>,
}

/// The Monday on which the case begins in its own weeks.
const FIRST_MONDAY: Date = date(2026, 11, 30);

/// What lies before stays where it is: jobs that people got under rules of that time, which take no more.
const RECENT: Date = date(2025, 11, 1);

/// The Monday on which the case begins for those who look at it on a day: its own, or this week's once that week is
/// over. What is open stays open, and nobody can plan what is past.
#[must_use]
pub fn first_monday(today: Date) -> Date {
    FIRST_MONDAY.max(monday_of(today))
}

/// A text of the demo for those who look at it on a day: every recent day in it is moved as far as the first Monday is,
/// which is by whole weeks. A day is a string of its own in JSON, and no other string of these texts looks like one.
#[must_use]
pub fn moved(text: &str, today: Date) -> String {
    let by = first_monday(today) - FIRST_MONDAY;
    let strings = text.split('"').map(|it| match it.parse::<Date>() {
        Ok(day) if day >= RECENT && day.to_string() == it => (day + by).to_string(),
        _ => it.to_owned(),
    });
    strings.collect::<Vec<_>>().join("\"")
}

/// Stores the municipality, and then its case as it is on a day: see [`first_monday`]. Its rules and the laws have days of
/// the world, which stay.
///
/// # Errors
///
/// When the database cannot keep it.
///
/// # Panics
///
/// Never: the case is shipped, and tested.
pub async fn fill(store: &Store, today: Date) -> Result<MunicipalityId, StoreError> {
    let model = service_model::read(RULES).expect("the demo's rules are shipped");
    let text = moved(CASE, today);
    let case = case::read(&text, std::slice::from_ref(&model)).expect("the demo's case is shipped");
    let texts: Texts<'_> = serde_json::from_str(&text).expect("the demo's case is shipped");
    let Case {
        municipality,
        travel_overrides,
        employers,
        workplaces,
        specialists,
        candidates,
        openings,
        placements,
        ..
    } = case;
    let now = Clock::System.now();
    let mut writing = store.write().await?;
    let here =
        municipalities::insert(&mut writing, &municipality, "Lillestrøm kommune", now).await?.id;
    writing.commit().await?;
    let mut writing = store.look(Asked::by_command(here, "demo", Action::Create, now)).await?;
    let tx = &mut writing;
    service_models::add(tx, here, None, &Document(RULES.to_owned()), now).await?;
    let map = Document(format!("{{\"postal_codes\": {}}}", texts.postal_codes.get()));
    maps::replace(tx, here, Version(0), &map, now).await?;
    for (Employer { id, organisation_number, .. }, text) in
        employers.into_iter().zip(texts.employers)
    {
        let content = EmployerContent { organisation_number, body: document(text) };
        employers::insert(tx, here, &id, &content, now).await?;
    }
    for (Workplace { id, employer, .. }, text) in workplaces.into_iter().zip(texts.workplaces) {
        let content = WorkplaceContent { employer_id: employer, body: document(text) };
        workplaces::insert(tx, here, &id, &content, now).await?;
    }
    for (JobSpecialist { id, .. }, text) in specialists.into_iter().zip(texts.specialists) {
        specialists::insert(tx, here, &id, &document(text), now).await?;
    }
    for (candidate, text) in candidates.into_iter().zip(texts.candidates) {
        let content =
            CandidateContent { specialist_id: candidate.specialist, body: document(text) };
        candidates::insert(tx, here, &candidate.id, &content, now).await?;
    }
    for (opening, text) in openings.into_iter().zip(texts.openings) {
        let (workplace_id, body) = (opening.workplace, document(text));
        let content = OpeningContent { workplace_id, status: OpeningStatus::Posted, body };
        openings::insert(tx, here, &opening.id, &content, now).await?;
    }
    for (placement, text) in placements.into_iter().zip(texts.placements) {
        let (workplace_id, specialist_id) = (placement.workplace, placement.specialist);
        let content = PlacementContent { workplace_id, specialist_id, body: document(text) };
        placements::insert(tx, here, &placement.id, &content, now).await?;
    }
    for (TravelOverride { candidate, workplace, .. }, text) in
        travel_overrides.into_iter().zip(texts.travel_overrides)
    {
        travel_times::put(tx, here, &candidate, &workplace, &document(text), now).await?;
    }
    record(tx, here, &model, &moved(JOURNEYS, today), now).await?;
    writing.answer(here).await
}

/// Records every event of every candidate's way, each on its day.
async fn record(
    tx: &mut Look,
    here: MunicipalityId,
    model: &ServiceModel,
    journeys: &str,
    now: Ts,
) -> Result<(), StoreError> {
    let Ways { journeys: ways } =
        serde_json::from_str(journeys).expect("the demo's journeys are shipped");
    for Way { candidate, events } in ways {
        let id = CandidateId::new(candidate).expect("the demo's journeys are of its candidates");
        let mut journey = Journey::of(Vec::new(), model);
        for (seen, text) in (0..).map(Version).zip(events) {
            let event = journey::read(text.get()).expect("the demo's events can be read");
            let on = event.on;
            let after = journey.record(event, model, on).expect("the demo's events are legal");
            let standing = Standing::of(after);
            journeys::append(tx, here, &id, seen, &standing, &document(text), now).await?;
        }
        let full = settle(tx, here, &id, journey.state()).await?;
        assert!(full.is_none(), "the demo's openings have places for its bookings");
    }
    Ok(())
}

fn document(text: &RawValue) -> Document {
    Document(text.get().to_owned())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use engine::solve::Settings;
    use engine::value::Model;
    use jiff::ToSpan;
    use serde_json::Value;

    use super::*;

    fn rules() -> ServiceModel {
        service_model::read(RULES).unwrap()
    }

    #[test]
    fn nothing_moves_before_its_first_week_is_over_and_then_by_whole_weeks() {
        #[rustfmt::skip]
        let cases = [
            // today              begins               why
            (date(2026, 11, 22),  date(2026, 11, 30),  "its weeks are to come"),
            (date(2026, 12,  6),  date(2026, 11, 30),  "the Sunday of its first week"),
            (date(2026, 12,  7),  date(2026, 12,  7),  "that week is over"),
            (date(2027,  2, 10),  date(2027,  2,  8),  "a Wednesday in February"),
        ];
        for (today, begins, why) in cases {
            assert_eq!(first_monday(today), begins, "{why}");
            let case = case::read(&moved(CASE, today), &[rules()]).unwrap();
            assert_eq!(case.first_monday, begins, "{why}");
        }
        assert_eq!(moved(CASE, date(2026, 12, 6)), CASE);
        assert_eq!(moved(JOURNEYS, date(2026, 12, 6)), JOURNEYS);
    }

    /// Where days stand in a document, by address.
    fn days(value: &Value, at: &str) -> Vec<String> {
        match value {
            Value::Array(items) => items
                .iter()
                .enumerate()
                .flat_map(|(n, it)| days(it, &format!("{at}/{n}")))
                .collect(),
            Value::Object(fields) => {
                fields.iter().flat_map(|(name, it)| days(it, &format!("{at}/{name}"))).collect()
            }
            Value::String(text) => {
                text.parse::<Date>().map(|_| at.to_owned()).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Each string that looks like a day is one to whoever reads it: with another word in its place, it is refused.
    #[test]
    fn what_moves_is_a_day_to_its_reader() {
        let each_is_read = |document: &Value, is_read: &dyn Fn(&str) -> bool| {
            assert!(is_read(&document.to_string()), "{document}");
            for at in days(document, "") {
                let mut spoilt = document.clone();
                *spoilt.pointer_mut(&at).unwrap() = "some day".into();
                assert!(!is_read(&spoilt.to_string()), "{at}: {document}");
            }
        };
        let of_the_case = serde_json::from_str(CASE).unwrap();
        let models = [rules()];
        each_is_read(&of_the_case, &|text| case::read(text, &models).is_ok());
        let ways: Value = serde_json::from_str(JOURNEYS).unwrap();
        let events = ways["journeys"].as_array().unwrap().iter();
        let events: Vec<&Value> =
            events.flat_map(|way| way["events"].as_array().unwrap()).collect();
        for event in &events {
            each_is_read(event, &|text| journey::read(text).is_ok());
        }
        assert!(days(&of_the_case, "").len() > 100 && events.len() > 200, "something was tried");
    }

    /// The rules have days of the world, and years their holidays: whenever somebody looks, the journeys are legal, and
    /// much is proposed.
    #[test]
    fn in_any_year_there_is_much_to_propose() {
        let rules = rules();
        for weeks in [0, 1, 5, 8, 20, 60, 150, 400] {
            let today = FIRST_MONDAY + weeks.weeks();
            let case = case::read(&moved(CASE, today), std::slice::from_ref(&rules)).unwrap();
            let settings = Settings {
                gap: 0.01,
                work: Some(20_000),
                threads: 2,
                time_is_up: &|| false,
                progress: &|_| (),
            };
            let reply = engine::answer(&case, &rules, &Model::prior(), &settings).unwrap();
            let proposals = reply.answer.proposals;
            assert!(proposals.len() >= 10, "{today}: {}", proposals.len());
            for it in &proposals {
                assert!(it.takes.iter().all(|week| week.monday >= today), "{today}: {it:?}");
            }
            let journeys = moved(JOURNEYS, today);
            let Ways { journeys } = serde_json::from_str(&journeys).unwrap();
            for Way { candidate, events } in journeys {
                let mut journey = Journey::of(Vec::new(), &rules);
                for event in events {
                    let event = journey::read(event.get()).unwrap();
                    let on = event.on;
                    assert!(on < today, "{candidate}: {event:?}");
                    journey.record(event, &rules, on).unwrap();
                }
            }
        }
    }
}
