//! Independent work, where the scheme asks for it; elsewhere what is lacking becomes hours of the mentor.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;
use super::super::terms;

/// scheme asks for independent work ⇒ the person's independence ≥ what the work asks; unmapped closes nothing
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let first = pair.facts.case.first_monday;
    let asks = pair.scheme().and_then(|scheme| scheme.independent_work.on(first));
    let asked = pair.opening.independence_asked;
    if let Some(own) = terms::independence(pair).filter(|own| *own < asked)
        && asks == Some(&true)
    {
        findings.close(Figure::Level(asked.get()), Figure::Level(own.get()));
    }
}
