//! A named mentor, where the service model demands one; elsewhere naming one is a next step.

use super::super::facts::Pair;
use super::super::findings::Findings;
use super::super::{Figure, NextStep};

/// mentor required ⇒ mentor named
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let facts = pair.facts;
    if pair.opening.mentor.as_ref().is_some_and(|mentor| mentor.named) {
        return;
    }
    if facts.model.rules.mentor_required.on(facts.case.first_monday) == Some(&true) {
        findings.close(Figure::People(1), Figure::People(0));
    } else {
        findings.step(NextStep::NameMentor);
    }
}
