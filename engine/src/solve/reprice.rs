//! A plan's prices on a problem that differs a little: a bound in milliseconds.

use super::block;
use super::instance::Instance;
use super::prices::{Layout, Resources};
use crate::problem::{BlockOwner, Certificate, FloorPrice, OpeningPrices, Problem};

/// Labels that the search of a block keeps: enough for a block of some dozen candidates to be exact.
const WIDTH: usize = 4_096;

/// What no plan of `problem` exceeds, at the prices of a certificate that was made for one like it.
///
/// Any prices bound any problem. The blocks in `again` are searched anew; of the others the bounds of the
/// certificate are taken, so whoever leaves a block out must know that it gained nothing by the change.
/// Prices of openings and floors that the problem does not have count for nothing. `None` where the
/// certificate rests on a search and has no prices.
#[must_use]
pub fn bound_at(problem: &Problem, certificate: &Certificate, again: &[BlockOwner]) -> Option<f64> {
    let Certificate::Prices { blocks, .. } = certificate else { return None };
    let instance = Instance::new(problem);
    let layout = Layout::of(&instance);
    let prices = prices_of(problem, certificate, layout)?;
    let shared = layout.shared(&instance);
    let bounds = instance.blocks.iter().map(|block| {
        let owner = block.owner(problem);
        let known = blocks.iter().find(|it| it.owner == owner && !again.contains(&owner));
        known.map_or_else(
            || block::gain(&instance, layout, &prices, block, WIDTH, None, None).bound,
            |known| known.bound,
        )
    });
    Some(prices.dot(&shared) + bounds.sum::<f64>())
}

/// The prices of a certificate, where the problem has what they are for; specialists' hours cost nothing.
pub(super) fn prices_of(
    problem: &Problem,
    certificate: &Certificate,
    layout: Layout,
) -> Option<Resources> {
    let Certificate::Prices { openings, floors, .. } = certificate else { return None };
    let mut prices = layout.zeros();
    for OpeningPrices { opening, place, mentor, trials } in openings {
        let Some(at) = problem.openings.iter().position(|it| it.id == *opening) else { continue };
        prices.0[layout.place(at)..][..place.len()].copy_from_slice(place);
        prices.0[layout.mentor(at)..][..mentor.len()].copy_from_slice(mentor);
        if problem.openings[at].max_trials.is_some() {
            prices.0[layout.trials(at)] = *trials;
        }
    }
    for FloorPrice { group, price } in floors {
        if let Some(at) = problem.floors.iter().position(|it| it.group == *group) {
            prices.0[layout.floor(at)] = price.min(problem.floors[at].penalty);
        }
    }
    Some(prices)
}
