//! Every function of the store on both databases: one module for each aggregate.

mod candidates;
mod commands;
mod documents;
mod failures;
mod idempotency;
mod journeys;
mod municipalities;
mod opening_steps;
mod openings;
mod papers;
mod schema;
mod transfer;

use engine::domain::{EmployerId, MunicipalityNumber, OrganisationNumber, WorkplaceId};
use femtrinn_api::store::audit::Action;
use femtrinn_api::store::employers::{self, EmployerContent};
use femtrinn_api::store::workplaces::{self, WorkplaceContent};
use femtrinn_api::store::{self, Asked, Document, Look, MunicipalityId, Store, Ts, Tx};

/// A time; each test may have it as its now.
pub(crate) fn a_time() -> Ts {
    "2026-11-23T08:00:00.000001Z".parse().unwrap()
}

/// A body; the store looks into none, and keeps each to the byte.
pub(crate) fn a_body(note: &str) -> Document {
    Document(format!("{{\"note\" : \"{note} æøå \\u00e5\", \"b\":1.50, \"a\":[ ]}}"))
}

/// A look of nobody's, at people whom it answers nobody about.
pub(crate) async fn a_look(store: &Store) -> Look {
    look_at(store, MunicipalityId::new(a_time())).await
}

/// A look for a municipality that is there.
pub(crate) async fn look_at(store: &Store, here: MunicipalityId) -> Look {
    store.look(Asked::by_command(here, "test", Action::Access, a_time())).await.unwrap()
}

/// A municipality that is there for good.
pub(crate) async fn a_lasting_municipality(store: &Store, number: &str) -> MunicipalityId {
    let mut tx = store.write().await.unwrap();
    let here = a_municipality(&mut tx, number).await;
    tx.commit().await.unwrap();
    here
}

/// A municipality to which something can belong.
pub(crate) async fn a_municipality(tx: &mut Tx, number: &str) -> MunicipalityId {
    let number = MunicipalityNumber::new(number).unwrap();
    store::municipalities::insert(tx, &number, "Lillestrøm", a_time()).await.unwrap().id
}

/// An employer of a municipality.
pub(crate) async fn an_employer(tx: &mut Tx, municipality: MunicipalityId) -> EmployerId {
    let organisation_number = OrganisationNumber::new("974760673").unwrap();
    let content = EmployerContent { organisation_number, body: a_body("employer") };
    let id = EmployerId::new("A-1").unwrap();
    employers::insert(tx, municipality, &id, &content, a_time()).await.unwrap();
    id
}

/// An employer of a municipality, with a workplace.
pub(crate) async fn a_workplace(tx: &mut Tx, municipality: MunicipalityId) -> WorkplaceId {
    let employer_id = an_employer(tx, municipality).await;
    let content = WorkplaceContent { employer_id, body: a_body("workplace") };
    let id = WorkplaceId::new("W-1").unwrap();
    workplaces::insert(tx, municipality, &id, &content, a_time()).await.unwrap();
    id
}
