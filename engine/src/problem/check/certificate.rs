//! The proof of the bound: prices, blocks, and their sum.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::Booked;
use super::{Breach, Index, agree, blocks};
use crate::problem::{Block, BlockOwner, Certificate, FloorPrice, OpeningPrices, Plan};

/// How far the proof was followed.
pub(super) struct Proof {
    pub(super) certified: Option<f64>,
    pub(super) blocks: usize,
    pub(super) proved: usize,
}

/// Prices by position in the problem; what has no price costs nothing.
pub(super) struct Prices {
    openings: BTreeMap<usize, OpeningPrices>,
    floors: BTreeMap<usize, f64>,
}

impl Prices {
    /// No prices at all.
    pub(super) fn none() -> Self {
        Self { openings: BTreeMap::new(), floors: BTreeMap::new() }
    }

    /// What an activity's places, mentor hours and trial cost, less what its floor pays.
    pub(super) fn cost(&self, index: &Index<'_>, pair: (usize, usize, usize), week: usize) -> f64 {
        let (candidate, opening, profile) = pair;
        let is_trial = index.is_trial(profile);
        let mut cost = 0.0;
        if let Some(prices) = self.openings.get(&opening) {
            for (later, hours) in index.problem.profiles[profile].mentor_hours.iter().enumerate() {
                cost += prices.place.get(week + later).unwrap_or(&0.0);
                cost += prices.mentor.get(week + later).unwrap_or(&0.0) * hours;
            }
            if is_trial {
                cost += prices.trials;
            }
        }
        let floor = index.floor_of(candidate).and_then(|floor| self.floors.get(&floor));
        if is_trial { cost - floor.unwrap_or(&0.0) } else { cost }
    }
}

/// Judges the certificate: its prices, its sum, and each block as far as `steps` of search go.
pub(super) fn judge(
    index: &Index<'_>,
    plan: &Plan,
    booked: Option<&[Booked]>,
    steps: u64,
    breaches: &mut Vec<Breach>,
) -> Proof {
    let (openings, floors, given) = match &plan.certificate {
        Certificate::Search => {
            let proved = blocks::judge_search(index, plan.bound, steps, breaches);
            return Proof { certified: None, blocks: 1, proved: usize::from(proved) };
        }
        Certificate::Prices { openings, floors, blocks } => (openings, floors, blocks),
    };
    let before = breaches.len();
    let (prices, of_openings) = priced_openings(index, openings, breaches);
    let (floors, of_floors) = priced_floors(index, floors, breaches);
    let blocks = bounded_blocks(index, given, breaches);
    let certified = of_openings - of_floors + blocks.values().sum::<f64>();
    if breaches.len() > before {
        return Proof { certified: None, blocks: given.len(), proved: 0 };
    }
    if plan.bound.is_finite() && !agree(plan.bound, certified) {
        breaches.push(Breach::Uncertified { claimed: plan.bound, certified });
    }
    let prices = Prices { openings: prices, floors };
    let proved = blocks::judge(index, &prices, &blocks, booked, steps, breaches);
    Proof { certified: Some(certified), blocks: blocks.len(), proved }
}

/// Σ place price · places + mentor price · mentor hours + trials price · `max_trials`.
fn priced_openings(
    index: &Index<'_>,
    given: &[OpeningPrices],
    breaches: &mut Vec<Breach>,
) -> (BTreeMap<usize, OpeningPrices>, f64) {
    let mut priced = BTreeMap::new();
    let mut sum = 0.0;
    for prices in given {
        let OpeningPrices { opening, place, mentor, trials } = prices;
        let Some(&at) = index.openings.get(opening.as_str()) else {
            breaches.push(Breach::PricedUnknownOpening { opening: opening.clone() });
            continue;
        };
        let (weeks, stated) = (index.problem.horizon_weeks, &index.problem.openings[at]);
        for (field, list) in [("place", place), ("mentor", mentor)] {
            if !list.is_empty() && list.len() != weeks {
                let (opening, found) = (opening.clone(), list.len());
                breaches.push(Breach::PricesLength { opening, field, found, weeks });
            }
            for &price in list.iter().filter(|&&price| !at_least_zero(price)) {
                breaches.push(Breach::Price { opening: opening.clone(), field, price });
            }
        }
        if !at_least_zero(*trials) {
            breaches.push(Breach::Price {
                opening: opening.clone(),
                field: "trials",
                price: *trials,
            });
        } else if *trials > 0.0 && stated.max_trials.is_none() {
            breaches.push(Breach::PricedWithoutLimit { opening: opening.clone() });
        }
        sum += place.iter().zip(&stated.places).map(|(p, &n)| p * f64::from(n)).sum::<f64>();
        sum += mentor.iter().zip(&stated.mentor_hours).map(|(p, hours)| p * hours).sum::<f64>();
        sum += trials * f64::from(stated.max_trials.unwrap_or(0));
        if priced.insert(at, prices.clone()).is_some() {
            breaches.push(Breach::OpeningPricedTwice { opening: opening.clone() });
        }
    }
    (priced, sum)
}

/// Σ floor price · `min_trials`.
fn priced_floors(
    index: &Index<'_>,
    given: &[FloorPrice],
    breaches: &mut Vec<Breach>,
) -> (BTreeMap<usize, f64>, f64) {
    let mut priced = BTreeMap::new();
    let mut sum = 0.0;
    for FloorPrice { group, price } in given {
        let Some(&at) = index.floors.get(group.as_str()) else {
            breaches.push(Breach::PricedUnknownFloor { group: group.clone() });
            continue;
        };
        let floor = &index.problem.floors[at];
        if !at_least_zero(*price) || *price > floor.penalty + super::slack(floor.penalty) {
            breaches.push(Breach::FloorPrice {
                group: group.clone(),
                price: *price,
                penalty: floor.penalty,
            });
        }
        sum += price * f64::from(floor.min_trials);
        if priced.insert(at, *price).is_some() {
            breaches.push(Breach::FloorPricedTwice { group: group.clone() });
        }
    }
    (priced, sum)
}

/// Who a block is for: a specialist, or a candidate without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Specialist(usize),
    Candidate(usize),
}

impl Owner {
    /// Whose block a candidate is in.
    pub(super) fn of(index: &Index<'_>, candidate: usize) -> Self {
        index.specialist_of(candidate).map_or(Self::Candidate(candidate), Self::Specialist)
    }

    /// The owner as the format names it.
    pub(super) fn named(self, index: &Index<'_>) -> BlockOwner {
        match self {
            Self::Specialist(at) => {
                BlockOwner::Specialist(index.problem.specialists[at].id.clone())
            }
            Self::Candidate(at) => BlockOwner::Candidate(index.problem.candidates[at].id.clone()),
        }
    }
}

/// The bound of each block: one for everybody who has candidates, none for anybody else.
fn bounded_blocks(
    index: &Index<'_>,
    given: &[Block],
    breaches: &mut Vec<Breach>,
) -> BTreeMap<Owner, f64> {
    let due: BTreeSet<Owner> =
        (0..index.problem.candidates.len()).map(|at| Owner::of(index, at)).collect();
    let mut blocks = BTreeMap::new();
    for Block { owner, bound } in given {
        let known = match owner {
            BlockOwner::Specialist(id) => {
                index.specialists.get(id.as_str()).map(|&at| Owner::Specialist(at))
            }
            BlockOwner::Candidate(id) => index
                .candidates
                .get(id.as_str())
                .map(|&at| Owner::Candidate(at))
                .filter(|owner| due.contains(owner)),
        };
        let Some(known) = known else {
            breaches.push(Breach::BlockUnknown(owner.clone()));
            continue;
        };
        if !at_least_zero(*bound) {
            breaches.push(Breach::BlockBound { owner: owner.clone(), bound: *bound });
        }
        if blocks.insert(known, *bound).is_some() {
            breaches.push(Breach::BlockTwice(owner.clone()));
        }
    }
    for owner in due.iter().filter(|owner| !blocks.contains_key(owner)) {
        breaches.push(Breach::BlockMissing(owner.named(index)));
    }
    blocks
}

/// Whether a figure is a number of at least 0.
fn at_least_zero(figure: f64) -> bool {
    figure.is_finite() && figure >= 0.0
}
