//! A corner of a case: as much of it as bears on what some people can try at some openings.
//!
//! A search asks the same small question many times, each time with something changed. In a corner the rest of
//! the case is neither copied nor looked at, and the answer is the same.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::standing::Standing;
use crate::domain::{
    Agreed, Candidate, CandidateId, Case, Opening, OpeningId, Placement, PostalCode, SpecialistId,
    WorkplaceId,
};

/// For each person the openings that are looked at.
///
/// What a jobbsmak teaches is held against the person's other options, so these belong to it.
pub(super) type View = BTreeMap<CandidateId, BTreeSet<OpeningId>>;

impl Standing<'_> {
    /// What stands in a corner of the case.
    pub(super) fn corner(&self, view: View) -> Standing<'_> {
        let case = Cow::Owned(cut(&self.case, &view));
        Standing { case, view: Some(Arc::new(view)), ..self.same() }
    }

    /// What stands for one person at every opening.
    pub(super) fn of_one(&self, who: &CandidateId) -> Standing<'_> {
        let everywhere = self.case.openings.iter().map(|opening| opening.id.clone()).collect();
        self.corner(View::from([(who.clone(), everywhere)]))
    }
}

/// The people, the openings, what is agreed there or with the people's specialists, and what these refer to.
fn cut(case: &Case, view: &View) -> Case {
    let mut openings: BTreeSet<&OpeningId> = view.values().flatten().collect();
    let mut people: BTreeSet<&CandidateId> = view.keys().collect();
    let asked = || case.candidates.iter().filter(|it| view.contains_key(&it.id));
    let specialists: BTreeSet<&SpecialistId> = if asked().any(|it| it.specialist.is_none()) {
        // Who has no specialist can get any of them.
        case.specialists.iter().map(|it| &it.id).collect()
    } else {
        asked().filter_map(|it| it.specialist.as_ref()).collect()
    };
    let theirs = |it: &&Candidate| it.specialist.as_ref().is_some_and(|s| specialists.contains(s));
    let followed: BTreeSet<&CandidateId> =
        case.candidates.iter().filter(theirs).map(|it| &it.id).collect();
    let bears = |it: &&Agreed| openings.contains(&it.opening) || followed.contains(&it.candidate);
    let own = |it: &&Agreed| bears(it) || people.contains(&it.candidate);
    let agreed: Vec<&Agreed> = case.agreed.iter().filter(own).collect();
    openings.extend(agreed.iter().map(|it| &it.opening));
    people.extend(agreed.iter().map(|it| &it.candidate));
    let candidates: Vec<Candidate> =
        case.candidates.iter().filter(|it| people.contains(&it.id)).cloned().collect();
    let openings: Vec<Opening> =
        case.openings.iter().filter(|it| openings.contains(&it.id)).cloned().collect();
    let places: BTreeSet<&WorkplaceId> = openings.iter().map(|it| &it.workplace).collect();
    let workplaces: Vec<_> =
        case.workplaces.iter().filter(|it| places.contains(&it.id)).cloned().collect();
    let codes: BTreeSet<&PostalCode> = workplaces
        .iter()
        .map(|it| &it.postal_code)
        .chain(candidates.iter().map(|it| &it.postal_code))
        .collect();
    let jobs: BTreeSet<_> = candidates.iter().filter_map(|it| it.placement.as_ref()).collect();
    let counts = |it: &&Placement| {
        it.scheme.is_some()
            || jobs.contains(&it.id)
            || it.specialist.as_ref().is_some_and(|it| specialists.contains(it))
    };
    Case {
        format: case.format.clone(),
        about: None,
        first_monday: case.first_monday,
        horizon_weeks: case.horizon_weeks,
        municipality: case.municipality.clone(),
        service_model: case.service_model.clone(),
        postal_codes: of(&case.postal_codes, |it| codes.contains(&it.code)),
        travel_overrides: of(&case.travel_overrides, |it| people.contains(&it.candidate)),
        employers: Vec::new(),
        specialists: case.specialists.clone(),
        taken_places: of(&case.taken_places, |it| openings.iter().any(|o| o.id == it.opening)),
        taken_hours: case.taken_hours.clone(),
        placements: case.placements.iter().filter(counts).cloned().collect(),
        declined: of(&case.declined, |it| people.contains(&it.candidate)),
        pins: of(&case.pins, |it| people.contains(&it.candidate)),
        bans: of(&case.bans, |it| people.contains(&it.candidate)),
        published: of(&case.published, |it| people.contains(&it.candidate)),
        workplaces,
        candidates,
        openings,
        agreed: agreed.into_iter().cloned().collect(),
    }
}

fn of<T: Clone>(all: &[T], bears: impl Fn(&T) -> bool) -> Vec<T> {
    all.iter().filter(|it| bears(it)).cloned().collect()
}
