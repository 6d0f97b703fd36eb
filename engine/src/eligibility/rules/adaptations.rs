//! Adaptations that the person needs and the workplace does not offer. They are never bargained away.

use super::super::facts::Pair;
use super::super::findings::Findings;
use super::super::{Figure, NextStep};

/// candidate.adaptations ⊆ opening.adaptations ∪ what is arranged for the way to work
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let (facts, offered) = (pair.facts, &pair.opening.adaptations);
    let for_the_way = facts.model.rules.travel_adaptations.on(facts.case.first_monday);
    let mut missing = Vec::new();
    for &adaptation in &pair.candidate.adaptations {
        if offered.contains(&adaptation) {
            continue;
        }
        if for_the_way.is_some_and(|list| list.contains(&adaptation)) {
            findings.step(NextStep::ArrangeForTheWay { adaptation });
        } else {
            missing.push(adaptation.code());
        }
    }
    if !missing.is_empty() {
        let offered = offered.iter().map(|adaptation| adaptation.code()).collect();
        findings.close(Figure::Codes(missing), Figure::Codes(offered));
    }
}
