//! Who has room for one more candidate: a proposal, and a person decides.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::{JobSpecialist, SpecialistId};

/// A job specialist's caseload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Caseload {
    /// The specialist.
    pub specialist: SpecialistId,
    /// People followed up now.
    pub people: u32,
    /// The most for the size of the post; unknown when neither the specialist nor the service model says.
    pub most: Option<u32>,
}

/// Every specialist's caseload, the one with most room for the size of the post first; ties by id.
///
/// `people` are the candidates whose own job specialist each is, and `per_post` is the most for a full-time post.
#[must_use]
pub fn caseloads<'a>(
    specialists: impl IntoIterator<Item = &'a JobSpecialist>,
    people: &BTreeMap<SpecialistId, u32>,
    per_post: Option<u32>,
) -> Vec<Caseload> {
    let mut found: Vec<(u64, Caseload)> = Vec::new();
    for specialist in specialists {
        let position = u32::from(specialist.position.get());
        let share = per_post.map(|most| most.saturating_mul(position) / 100);
        let load = Caseload {
            specialist: specialist.id.clone(),
            people: people.get(&specialist.id).copied().unwrap_or(0),
            most: specialist.caseload_most.or(share),
        };
        // How full the post is, in thousandths of what it can hold; of the post itself where that is unknown.
        let holds = u64::from(load.most.unwrap_or(position)).max(1);
        found.push((u64::from(load.people) * 1000 / holds, load));
    }
    found.sort_by(|(a, left), (b, right)| (a, &left.specialist).cmp(&(b, &right.specialist)));
    found.into_iter().map(|(_, load)| load).collect()
}
