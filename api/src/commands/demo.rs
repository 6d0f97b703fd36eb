//! `femtrinn demo`: the service with the invented Lillestrøm in it, for as long as it runs.

use std::path::PathBuf;
use std::process::ExitCode;

use engine::domain::{CandidateId, Case, Employer, JobSpecialist, ServiceModel, Workplace, case};
use engine::journey::{self, Journey};
use femtrinn_api::auth::Config;
use femtrinn_api::store::audit::Action;
use femtrinn_api::store::candidates::{self, CandidateContent};
use femtrinn_api::store::employers::{self, EmployerContent};
use femtrinn_api::store::journeys::{self, Standing};
use femtrinn_api::store::openings::{self, OpeningContent, OpeningStatus};
use femtrinn_api::store::workplaces::{self, WorkplaceContent};
use femtrinn_api::store::{
    self, Asked, Clock, Document, Keys, Look, MasterKey, MunicipalityId, Store, StoreError, Ts,
    Version, municipalities, service_models, specialists,
};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::answer::{DEMO, SERVICE_MODELS, model_of, shipped_models};
use super::serve::{Listening, runtime, serve};
use crate::failure::Failure;

const MORE: &str = "  /docs                        what can be asked, for people
  /openapi.json                the same for machines
  /v1/candidates               25 candidates, of whom 6 are of the job specialist who asks; the others with the
                               header `Femtrinn-Reason: matching`; /v1/openings 31 openings, /v1/employers
  /v1/journeys                 where each of them stands, and since when
  /v1/candidates/K-07/journey  one of them: what may come next, and what to remember
  /v1/caseloads                how many candidates each job specialist has
  /v1/municipalities/3205      Lillestrøm, and /service-model below it its rules
All people and employers are invented. What you change is gone when the demo ends: stop it with Ctrl-C.
";

/// How each candidate came to where they stand.
const JOURNEYS: &str = include_str!("../../../fixtures/lillestrom/journeys.json");

/// Who can log in to the demo.
const USERS: &str = include_str!("../../../fixtures/auth/demo.json");

/// The documents of a case as they stand in its text, in the order of its lists.
#[derive(Deserialize)]
struct Texts<'c> {
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

/// A database that is gone when the demo ends.
struct Passing(PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm", ".keys", ".keys-wal", ".keys-shm"] {
            // A file that cannot be removed holds nothing but the demo.
            let _ = std::fs::remove_file(format!("{}{ending}", self.0.display()));
        }
    }
}

/// Serves the Lillestrøm case, which is built in, from a database that is made for it.
pub(crate) fn run(listening: &Listening) -> Result<ExitCode, Failure> {
    let file = format!("femtrinn-demo-{}.db", std::process::id());
    let passing = Passing(std::env::temp_dir().join(file));
    let url = format!("sqlite:{}", passing.0.display());
    runtime()?.block_on(async {
        store::migrate(&url).await?;
        let beside = Keys::beside(&url);
        Keys::make(&beside).await?;
        let keys = Keys::open(&beside, MasterKey::passing()).await?;
        let store = Store::open_with_keys(&url, keys).await?;
        fill(&store).await?;
        let users = Config::read(USERS).expect("the demo's users are shipped");
        serve(store, users, listening, "warn", MORE).await
    })
}

/// Stores the municipality, and then its case.
async fn fill(store: &Store) -> Result<(), StoreError> {
    let models = shipped_models();
    let case = case::read(DEMO, &models).expect("the demo's case is shipped");
    let model = model_of(&case, &models);
    let texts: Texts<'_> = serde_json::from_str(DEMO).expect("the demo's case is shipped");
    let Case {
        municipality,
        service_model,
        employers,
        workplaces,
        specialists,
        candidates,
        openings,
        ..
    } = case;
    let now = Clock::System.now();
    let mut writing = store.write().await?;
    let here =
        municipalities::insert(&mut writing, &municipality, "Lillestrøm kommune", now).await?.id;
    writing.commit().await?;
    let mut writing = store.look(Asked::by_command(here, "demo", Action::Create, now)).await?;
    let tx = &mut writing;
    let rules = SERVICE_MODELS.iter().find(|(code, _)| *code == service_model.as_str());
    let (_, rules) = rules.expect("the demo's service model is shipped");
    service_models::add(tx, here, None, &Document((*rules).to_owned()), now).await?;
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
    record(tx, here, model, now).await?;
    writing.answer(()).await
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
    }
    Ok(())
}

fn document(text: &RawValue) -> Document {
    Document(text.get().to_owned())
}
