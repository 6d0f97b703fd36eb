//! The invented Lillestrøm, stored as a municipality would have it: what `femtrinn demo` serves.

use engine::domain::{
    CandidateId, Case, Employer, JobSpecialist, ServiceModel, TravelOverride, Workplace, case,
    service_model,
};
use engine::journey::{self, Journey};
use serde::Deserialize;
use serde_json::value::RawValue;

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

/// The case.
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

/// Stores the municipality, and then its case.
///
/// # Errors
///
/// When the database cannot keep it.
///
/// # Panics
///
/// Never: the case is shipped, and tested.
pub async fn fill(store: &Store) -> Result<MunicipalityId, StoreError> {
    let model = service_model::read(RULES).expect("the demo's rules are shipped");
    let case = case::read(CASE, std::slice::from_ref(&model)).expect("the demo's case is shipped");
    let texts: Texts<'_> = serde_json::from_str(CASE).expect("the demo's case is shipped");
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
    record(tx, here, &model, now).await?;
    writing.answer(here).await
}

/// Records every event of every candidate's way, each on its day.
async fn record(
    tx: &mut Look,
    here: MunicipalityId,
    model: &ServiceModel,
    now: Ts,
) -> Result<(), StoreError> {
    let Ways { journeys: ways } =
        serde_json::from_str(JOURNEYS).expect("the demo's journeys are shipped");
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
