//! Journeys with the work on them, and jobs that are followed up without one.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{CandidateId, Placement, PlacementId, ServiceModel, SpecialistId};
use engine::follow::{Work, work_on};
use engine::journey::Journey;
use engine::reading::read;

use crate::error::ApiError;
use crate::store::{self, Document, Look, MunicipalityId, PageSize, Tx, journeys};

/// Somebody's journey, and the work on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Who.
    pub candidate: CandidateId,
    /// The journey.
    pub journey: Journey,
    /// The work on it.
    pub work: Work,
}

impl Person {
    /// Somebody with a journey.
    #[must_use]
    pub fn of(candidate: CandidateId, journey: Journey) -> Self {
        let work = work_on(&journey);
        Self { candidate, journey, work }
    }
}

/// One job specialist's candidates whose journeys have not ended, or all of the municipality's. Whom a restriction
/// hides is not among them.
///
/// # Errors
///
/// When what is stored cannot be read.
pub async fn caseload(
    look: &mut Look,
    here: MunicipalityId,
    specialist: Option<&SpecialistId>,
    model: &ServiceModel,
) -> Result<Vec<Person>, ApiError> {
    people(journeys::of_caseload(look, here, specialist).await?, model)
}

/// Everybody who has a journey, ended or not, but for those whom a restriction hides: for figures.
///
/// # Errors
///
/// When what is stored cannot be read.
pub async fn everybody(
    look: &mut Look,
    here: MunicipalityId,
    model: &ServiceModel,
) -> Result<Vec<Person>, ApiError> {
    people(journeys::of_everybody(look, here).await?, model)
}

/// Somebody whose events are known.
///
/// # Errors
///
/// When they cannot be read.
pub fn someone(
    candidate: CandidateId,
    events: &[Document],
    model: &ServiceModel,
) -> Result<Person, ApiError> {
    let events = events.iter().map(|body| engine::journey::read(&body.0));
    let events = events.collect::<Result<_, _>>().map_err(|_| ApiError::Internal)?;
    Ok(Person::of(candidate, Journey::of(events, model)))
}

fn people(
    found: BTreeMap<CandidateId, Vec<Document>>,
    model: &ServiceModel,
) -> Result<Vec<Person>, ApiError> {
    found.into_iter().map(|(candidate, events)| someone(candidate, &events, model)).collect()
}

/// The jobs of everybody's journeys, ended or not, and of those too whom a restriction hides: whatever is stored under the id of
/// one is somebody's, and stands in the list with the person or not at all.
///
/// # Errors
///
/// When what is stored cannot be read.
pub async fn known_jobs(
    look: &mut Look,
    here: MunicipalityId,
    model: &ServiceModel,
    everybody: &[Person],
) -> Result<BTreeSet<PlacementId>, ApiError> {
    let hidden = people(journeys::of_restricted(look, here).await?, model)?;
    let jobs = everybody.iter().chain(&hidden).flat_map(|person| &person.work.jobs);
    Ok(jobs.map(|job| job.placement.clone()).collect())
}

/// All jobs that are stored under ids of their own.
///
/// # Errors
///
/// When what is stored cannot be read.
pub async fn placements(
    tx: &mut Tx,
    here: MunicipalityId,
) -> Result<BTreeMap<PlacementId, Placement>, ApiError> {
    let mut all = BTreeMap::new();
    loop {
        let last = all.last_key_value().map(|(id, _): (&PlacementId, &Placement)| id.clone());
        let page = store::placements::list(tx, here, last.as_ref(), PageSize::MOST).await?;
        if page.is_empty() {
            return Ok(all);
        }
        for stored in page {
            let placement: Placement =
                read(&stored.body.0, |_| {}).map_err(|_| ApiError::Internal)?;
            all.insert(stored.id.0, placement);
        }
    }
}
