//! Every function of the store on both databases: one module for each aggregate.

mod openings;

use engine::domain::MunicipalityNumber;
use femtrinn_api::store::employers::EmployerContent;
use femtrinn_api::store::workplaces::WorkplaceContent;
use femtrinn_api::store::{
    Document, EmployerId, MunicipalityId, Ts, Tx, WorkplaceId, employers, municipalities,
    workplaces,
};

/// A time; each test may have it as its now.
pub(crate) fn a_time() -> Ts {
    "2026-11-23T08:00:00.000001Z".parse().unwrap()
}

/// A body; the store looks into none, and keeps each to the byte.
pub(crate) fn a_body(note: &str) -> Document {
    Document(format!("{{\"note\" : \"{note} æøå \\u00e5\", \"b\":1.50, \"a\":[ ]}}"))
}

/// A municipality to which something can belong.
pub(crate) async fn a_municipality(tx: &mut Tx, number: &str) -> MunicipalityId {
    let number = MunicipalityNumber::new(number).unwrap();
    municipalities::insert(tx, &number, "Lillestrøm", a_time()).await.unwrap().id
}

/// An employer of a municipality, with a workplace.
pub(crate) async fn a_workplace(tx: &mut Tx, municipality: MunicipalityId) -> WorkplaceId {
    let organisation_number = engine::domain::OrganisationNumber::new("974760673").unwrap();
    let employer = EmployerContent { organisation_number, body: a_body("employer") };
    let id = EmployerId::new(a_time());
    let employer = employers::insert(tx, municipality, id, &employer, a_time()).await.unwrap();
    let workplace = WorkplaceContent { employer_id: employer.id, body: a_body("workplace") };
    let id = WorkplaceId::new(a_time());
    workplaces::insert(tx, municipality, id, &workplace, a_time()).await.unwrap().id
}
