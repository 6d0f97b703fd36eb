//! The wage of the opening, held against what every wage under the scheme is above.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// opening.wage > what every wage is above; a wage that is not settled closes nothing
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let first = pair.facts.case.first_monday;
    let above = pair.scheme().and_then(|scheme| scheme.wage.on(first)?.ore_per_hour_above);
    let offered = pair.opening.wage.as_ref().and_then(|wage| wage.ore_per_hour);
    if let Some((offered, above)) = offered.zip(above).filter(|(offered, above)| offered <= above) {
        findings.close(Figure::OreAnHour(above), Figure::OreAnHour(offered));
    }
}
