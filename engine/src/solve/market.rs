//! A generalised assignment problem in whole units: who could take what, and what there is.

use super::block::SCALES;
use super::instance::HOURS_TOLERANCE;
use super::knapsack::{Item, Room};
use super::single::Single;

/// Bids and candidates beyond which this is not tried, and cells that the knapsacks may have together.
const MOST_BIDS: usize = 20_000;
const MOST_CANDIDATES: usize = 1_000;
const MOST_CELLS: usize = 5_000_000;

/// What a candidate could take of a slot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bid {
    pub(super) candidate: usize,
    pub(super) slot: usize,
    pub(super) worth: f64,
    pub(super) units: usize,
}

/// Every bid, and what there is.
pub(super) struct Market {
    pub(super) bids: Vec<Bid>,
    pub(super) rooms: Vec<Room>,
    pub(super) of_slot: Vec<Vec<usize>>,
    pub(super) of_candidate: Vec<Vec<usize>>,
}

impl Market {
    /// The problem in whole units; none where it has none, or is too large.
    pub(super) fn of(single: &Single) -> Option<Self> {
        let Single { offers, ranges, slots } = single;
        if offers.len() > MOST_BIDS || ranges.len() > MOST_CANDIDATES {
            return None;
        }
        let counts = |at: usize| slots[offers[at].slot as usize].hours.is_some();
        let scale = SCALES.into_iter().find(|scale| {
            (0..offers.len()).filter(|&at| counts(at)).all(|at| is_whole(offers[at].hours * scale))
        })?;
        let mut bids = Vec::with_capacity(offers.len());
        for (candidate, range) in ranges.iter().enumerate() {
            bids.extend(range.clone().map(|at| Bid {
                candidate,
                slot: offers[at].slot as usize,
                worth: offers[at].worth,
                units: if counts(at) { whole(offers[at].hours * scale) } else { 0 },
            }));
        }
        let mut rooms = Vec::with_capacity(slots.len());
        for slot in slots {
            let hours = slot.hours.unwrap_or(0.0);
            // by a hair more or less than the contract lets hours pass a limit: a plan is within the one, every plan
            // within the other
            let [strict, lax] = [0.4, 1.1].map(|hair| (hours + hair * HOURS_TOLERANCE) * scale);
            if whole(strict.floor()) != whole(lax.floor()) {
                return None;
            }
            rooms.push(Room { units: whole(strict.floor()), places: slot.places as usize });
        }
        let mut market = Self::new(bids, rooms, ranges.len());
        let mut cells = 0_usize;
        for (room, own) in market.rooms.iter_mut().zip(&market.of_slot) {
            let item = |&at: &usize| Item { units: market.bids[at].units, gain: 0.0 };
            let items: Vec<Item> = own.iter().map(item).collect();
            room.units = room.units.min(items.iter().map(|it| it.units).sum());
            room.places = room.places.min(items.len());
            cells = cells.saturating_add(room.cells(&items));
        }
        (cells <= MOST_CELLS).then_some(market)
    }

    pub(super) fn new(bids: Vec<Bid>, rooms: Vec<Room>, candidates: usize) -> Self {
        let mut of_slot = vec![Vec::new(); rooms.len()];
        let mut of_candidate = vec![Vec::new(); candidates];
        for (at, bid) in bids.iter().enumerate() {
            of_slot[bid.slot].push(at);
            of_candidate[bid.candidate].push(at);
        }
        Self { bids, rooms, of_slot, of_candidate }
    }

    /// What all worths, and so all plans' values, are a multiple of; 0 where nothing is found.
    pub(super) fn grain(&self) -> f64 {
        let worths = || self.bids.iter().map(|it| it.worth);
        let most: f64 = self
            .of_candidate
            .iter()
            .map(|own| own.iter().map(|&at| self.bids[at].worth).fold(0.0, f64::max))
            .sum();
        // beyond so many grains their sums are not exact enough
        let most = 1e8 / most.max(1e-9);
        [1.0, 2.0, 10.0, 20.0, 100.0, 1_000.0]
            .into_iter()
            .filter(|&grains| grains <= most)
            .find(|grains| worths().all(|worth| is_whole(worth * grains)))
            .map_or(0.0, |grains| 1.0 / grains)
    }
}

fn is_whole(amount: f64) -> bool {
    (amount - amount.round()).abs() <= 1e-10
}

fn whole(amount: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let units = amount.round().clamp(0.0, 1e9) as usize;
    units
}

#[cfg(test)]
mod tests {
    use super::super::instance::Choice;
    use super::super::single::{Offer, Slot};
    use super::*;

    #[test]
    fn hours_that_pass_a_limit_by_a_hair_are_left_to_others() {
        let single = |hours: f64, limit: f64| {
            let choice = Choice { option: 0, week: 0 };
            let offers = vec![Offer { slot: 0, worth: 1.0, hours, choice }; 2];
            let slots = vec![Slot { resource: 0, places: 2, hours: Some(limit) }];
            Single { offers, ranges: vec![0..1, 1..2], slots }
        };
        #[rustfmt::skip]
        let cases = [
            // hours      limit         units  why
            (2.5,         5.0,          Some(2 * 5), "two and a half are five halves"),
            (2.5,         4.9,          Some(9),     "not two of them"),
            (2.5,         4.999_999_9,  Some(10),    "by less than the hair that is allowed"),
            (2.5,         4.999_999_2,  None,        "by nearly as much as is allowed"),
            (2.500_000_4, 5.0,          None,        "no whole units"),
            (2.5,         1e12,         Some(10),    "more than all can take is as much as that"),
        ];
        for (hours, limit, units, why) in cases {
            let found = Market::of(&single(hours, limit)).map(|it| it.rooms[0].units);
            assert_eq!(found, units, "{hours} of {limit}: {why}");
        }
    }
}
