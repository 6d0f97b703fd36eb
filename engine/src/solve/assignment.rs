//! The assignment problem, where places are all that people compete for: solved to the optimum by an auction and then
//! by paths, with a price for each place that proves it.
//!
//! In the auction (Bertsekas, 1988) whoever is without a place bids for the slot with most gain, a step more than it
//! takes to want nothing else, and whoever had bid least is out; smaller and smaller steps find prices that are nearly
//! right. Whoever would gain more elsewhere at them then gives the place up, and shortest augmenting paths (Jonker
//! and Volgenant, 1987) seat everybody: from a person without to a free place, and back from an empty place that costs
//! something to whoever would come. Work is counted, and prices bound every plan however early it ends.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::frontier::{Amount, Frontier, Move};
use super::instance::{Instance, narrow};
use super::prices::{Layout, Resources};
use super::schedule::Schedule;
use super::single::{Offer, Single};

/// Steps of the auction, as shares of the highest worth, and by how many steps prices fall before the next. Chosen on
/// 13 000 people with 30 offers each, of nine kinds: 0.03 to 0.2 CPU seconds.
const STEPS: [f64; 3] = [0.03, 0.003, 0.000_3];
const FALL: f64 = 2.0;

/// So much of the highest worth is rounding.
const ROUNDING: f64 = 1e-12;

/// Nanoseconds of looking at one offer.
const LOOK_NS: u64 = 10;

/// Looks between two glances at the clock.
const GLANCE: u64 = 1 << 16;

/// Who goes where, and what places cost.
pub(super) struct Assigned<'a> {
    pub(super) schedule: Schedule<'a>,
    pub(super) prices: Resources,
    pub(super) work_ns: u64,
}

/// Assigns people to places for at most about `limit_ns` nanoseconds of work; best where that is enough.
pub(super) fn assign<'a>(
    instance: &'a Instance,
    layout: Layout,
    single: &Single,
    limit_ns: u64,
    time_is_up: &(dyn Fn() -> bool + Sync),
) -> Assigned<'a> {
    let mut market = Market::new(single, limit_ns / LOOK_NS, time_is_up);
    market.clear();
    let mut prices = layout.zeros();
    for (slot, price) in single.slots.iter().zip(&market.prices) {
        prices.0[slot.resource] = *price;
    }
    let mut schedule = Schedule::empty(instance);
    for (candidate, offer) in market.chosen.iter().enumerate() {
        let choice = offer.map(|at| single.offers[at as usize].choice);
        if let Some(choice) = choice.filter(|&it| schedule.allows(candidate, it)) {
            schedule.insert(candidate, choice);
        }
    }
    Assigned { schedule, prices, work_ns: market.looks * LOOK_NS }
}

struct Market<'a> {
    single: &'a Single,
    /// By slot.
    prices: Vec<f64>,
    guests: Vec<Vec<u32>>,
    /// By candidate, the offer that is taken.
    chosen: Vec<Option<u32>>,
    frontier: Frontier,
    looks: u64,
    most_looks: u64,
    next_glance: u64,
    time_is_up: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Market<'a> {
    fn new(single: &'a Single, most_looks: u64, time_is_up: &'a (dyn Fn() -> bool + Sync)) -> Self {
        let slots = single.slots.len();
        Self {
            single,
            prices: vec![0.0; slots],
            guests: vec![Vec::new(); slots],
            chosen: vec![None; single.ranges.len()],
            frontier: Frontier::new(slots),
            looks: 0,
            most_looks,
            next_glance: GLANCE,
            time_is_up,
        }
    }

    fn clear(&mut self) {
        let highest = self.single.offers.iter().map(|it| it.worth).fold(0.0, f64::max);
        for (round, step) in STEPS.map(|share| share * highest).into_iter().enumerate() {
            if round > 0 {
                for price in &mut self.prices {
                    *price = (*price - FALL * STEPS[round - 1] * highest).max(0.0);
                }
            }
            self.auction(step);
        }
        for candidate in self.give_up(ROUNDING * highest) {
            if self.is_over() {
                return;
            }
            self.seat(candidate);
        }
        let wanted_by = self.wanted_by();
        for slot in 0..self.prices.len() {
            while self.prices[slot] > 0.0 && self.has_room(slot) && !self.is_over() {
                self.fill(slot, &wanted_by);
            }
        }
        if !self.is_over() {
            self.lower();
        }
    }

    /// Whether there is neither work nor time left.
    fn is_over(&mut self) -> bool {
        if self.looks >= self.next_glance {
            self.next_glance = self.looks + GLANCE;
            if (self.time_is_up)() {
                self.most_looks = 0;
            }
        }
        self.looks > self.most_looks
    }

    fn has_room(&self, slot: usize) -> bool {
        self.guests[slot].len() < self.single.slots[slot].places as usize
    }

    /// What an offer gains at the prices.
    fn gain(&self, offer: u32) -> f64 {
        let Offer { slot, worth, .. } = self.single.offers[offer as usize];
        worth - self.prices[slot as usize]
    }

    /// What a candidate gains now.
    fn own_gain(&self, candidate: u32) -> f64 {
        self.chosen[candidate as usize].map_or(0.0, |offer| self.gain(offer))
    }

    /// The offers of a candidate.
    fn offers_of(&mut self, candidate: u32) -> std::ops::Range<u32> {
        let range = self.single.ranges[candidate as usize].clone();
        self.looks += 1 + range.len() as u64;
        narrow(range.start)..narrow(range.end)
    }

    /// The offer that gains most if any gains, that gain, and the next best (nothing, for staying without).
    fn best(&mut self, candidate: u32) -> (Option<u32>, f64, f64) {
        let (mut best, mut first, mut second) = (None, 0.0, 0.0);
        for offer in self.offers_of(candidate) {
            let gain = self.gain(offer);
            if gain > first {
                (best, first, second) = (Some(offer), gain, first);
            } else if gain > second {
                second = gain;
            }
        }
        (best, first, second)
    }

    fn slot_of(&self, offer: u32) -> usize {
        self.single.offers[offer as usize].slot as usize
    }

    fn enter(&mut self, (candidate, offer): Move) -> usize {
        let slot = self.slot_of(offer);
        self.guests[slot].push(candidate);
        self.chosen[candidate as usize] = Some(offer);
        slot
    }

    fn leave(&mut self, candidate: u32) -> usize {
        let offer = self.chosen[candidate as usize].take().expect("whoever leaves has been there");
        let slot = self.slot_of(offer);
        let guests = &mut self.guests[slot];
        let at = guests.iter().position(|&it| it == candidate).expect("and was a guest");
        guests.swap_remove(at);
        slot
    }

    /// Lets everybody bid anew, a step beyond what it takes.
    fn auction(&mut self, step: f64) {
        let mut bids: Vec<BinaryHeap<Reverse<(Amount, u32)>>> =
            vec![BinaryHeap::new(); self.prices.len()];
        self.chosen.fill(None);
        for first in (0..self.chosen.len()).map(narrow) {
            let mut without = Some(first);
            while let Some(candidate) = without.take().filter(|_| !self.is_over()) {
                let (Some(offer), gain, next) = self.best(candidate) else { break };
                let slot = self.slot_of(offer);
                let places = self.single.slots[slot].places as usize;
                if bids[slot].len() >= places {
                    let Reverse((_, outbid)) = bids[slot].pop().expect("a slot has a place");
                    self.chosen[outbid as usize] = None;
                    without = Some(outbid);
                }
                let bid = self.prices[slot] + gain - next + step;
                bids[slot].push(Reverse((Amount(bid), candidate)));
                self.chosen[candidate as usize] = Some(offer);
                if bids[slot].len() == places {
                    let Reverse((Amount(lowest), _)) = bids[slot].peek().expect("it is full");
                    self.prices[slot] = *lowest;
                }
            }
        }
        for (guests, bids) in self.guests.iter_mut().zip(bids) {
            *guests = bids.into_iter().map(|Reverse((_, candidate))| candidate).collect();
            guests.sort_unstable();
        }
    }

    /// Whoever would gain more with another choice gives up the present one, and is returned.
    fn give_up(&mut self, rounding: f64) -> Vec<u32> {
        let mut without = Vec::new();
        for candidate in (0..self.chosen.len()).map(narrow) {
            let (_, most, _) = self.best(candidate);
            if self.own_gain(candidate) < most - rounding {
                if self.chosen[candidate as usize].is_some() {
                    self.leave(candidate);
                }
                without.push(candidate);
            }
        }
        without
    }

    /// Seats a candidate by the shortest path over who would have to move, and raises prices along it until
    /// everybody on it is content. It ends at a free place, or with whoever stays without.
    fn seat(&mut self, candidate: u32) {
        let (_, gain, _) = self.best(candidate);
        let mut end = (gain, Err(candidate));
        self.look_around(candidate, (0.0, gain), end.0);
        while let Some((distance, slot)) = self.frontier.next(end.0) {
            if self.has_room(slot) {
                end = (distance, Ok(slot));
                break;
            }
            self.frontier.settle(slot);
            for at in 0..self.guests[slot].len() {
                let guest = self.guests[slot][at];
                let gain = self.own_gain(guest);
                if distance + gain < end.0 {
                    end = (distance + gain, Err(guest));
                }
                self.look_around(guest, (distance, gain), end.0);
            }
        }
        for &slot in &self.frontier.settled {
            self.prices[slot] += end.0 - self.frontier.distances[slot];
        }
        let mut vacant = match end.1 {
            Ok(slot) => Some(slot),
            Err(guest) => (guest != candidate).then(|| self.leave(guest)),
        };
        while let Some(slot) = vacant {
            let (mover, offer) = self.frontier.came_by[slot];
            vacant = (mover != candidate).then(|| self.leave(mover));
            self.enter((mover, offer));
        }
        self.frontier.reset();
    }

    /// Reaches what a candidate who gains so much could move to, nearer than `end`.
    fn look_around(&mut self, candidate: u32, (distance, gain): (f64, f64), end: f64) {
        for offer in self.offers_of(candidate) {
            let there = distance + (gain - self.gain(offer)).max(0.0);
            if there < end {
                self.frontier.reach(self.slot_of(offer), there, (candidate, offer));
            }
        }
    }

    /// Lowers prices to the least that prove as much: what one more place would add (Leonard, 1983).
    ///
    /// A price can fall until it is nothing, or somebody without would come, or somebody from where the price
    /// has fallen less.
    fn lower(&mut self) {
        for (slot, price) in self.prices.iter().enumerate() {
            self.frontier.reach(slot, *price, (0, 0));
        }
        for candidate in (0..self.chosen.len()).map(narrow) {
            if self.chosen[candidate as usize].is_none() {
                self.look_around(candidate, (0.0, 0.0), f64::INFINITY);
            }
        }
        while let Some((fall, slot)) = self.frontier.next(f64::INFINITY) {
            self.frontier.settle(slot);
            for at in 0..self.guests[slot].len() {
                let guest = self.guests[slot][at];
                self.look_around(guest, (fall, self.own_gain(guest)), f64::INFINITY);
            }
        }
        for (price, fall) in self.prices.iter_mut().zip(&self.frontier.distances) {
            *price = (*price - fall).max(0.0);
        }
        self.frontier.reset();
    }

    /// By slot, who would come and by which offer.
    fn wanted_by(&self) -> Vec<Vec<Move>> {
        let mut wanted_by = vec![Vec::new(); self.prices.len()];
        for (candidate, range) in self.single.ranges.iter().enumerate() {
            for offer in range.clone().map(narrow) {
                wanted_by[self.slot_of(offer)].push((narrow(candidate), offer));
            }
        }
        wanted_by
    }

    /// Fills an empty place that costs something, by the shortest path over who would move in, and lowers
    /// prices along it. It ends with somebody who was without, or where a place may as well be empty.
    fn fill(&mut self, vacant: usize, wanted_by: &[Vec<Move>]) {
        let mut end = (self.prices[vacant], Err(vacant));
        self.frontier.reach(vacant, 0.0, (0, 0));
        while let Some((distance, slot)) = self.frontier.next(end.0) {
            self.frontier.settle(slot);
            if distance + self.prices[slot] < end.0 {
                end = (distance + self.prices[slot], Err(slot));
            }
            self.looks += 1 + wanted_by[slot].len() as u64;
            for &(candidate, offer) in &wanted_by[slot] {
                let there = distance + (self.own_gain(candidate) - self.gain(offer)).max(0.0);
                if there < end.0 {
                    match self.chosen[candidate as usize] {
                        None => end = (there, Ok((candidate, offer))),
                        Some(now) => {
                            self.frontier.reach(self.slot_of(now), there, (candidate, offer));
                        }
                    }
                }
            }
        }
        for &slot in &self.frontier.settled {
            let fall = end.0 - self.frontier.distances[slot];
            self.prices[slot] = (self.prices[slot] - fall).max(0.0);
        }
        let mut empty = match end.1 {
            Ok(comes) => self.enter(comes),
            Err(slot) => slot,
        };
        while empty != vacant {
            let (mover, offer) = self.frontier.came_by[empty];
            self.leave(mover);
            empty = self.enter((mover, offer));
        }
        self.frontier.reset();
    }
}

#[cfg(test)]
mod tests {
    use super::super::instance::Choice;
    use super::super::single::Slot;
    use super::*;
    use crate::random::Random;

    /// People with offers of random worth, of few sizes where `ties`.
    fn market(random: &mut Random, people: usize, ties: bool) -> Single {
        let count = 1 + random.below(people);
        let slot = |resource| Slot { resource, places: 0, hours: None };
        let mut slots: Vec<Slot> = (0..count).map(slot).collect();
        for slot in &mut slots {
            slot.places = 1 + narrow(random.below(3));
        }
        let (mut offers, mut ranges) = (Vec::new(), Vec::new());
        for _ in 0..people {
            let first = offers.len();
            for _ in 0..random.below(8) {
                let share = random.share();
                let worth = if ties { (5.0 * share).round() / 5.0 } else { share };
                let choice = Choice { option: 0, week: 0 };
                offers.push(Offer { slot: narrow(random.below(count)), worth, hours: 0.0, choice });
            }
            ranges.push(first..offers.len());
        }
        Single { offers, ranges, slots }
    }

    /// What the plan is worth, and what its prices say that no plan exceeds.
    fn worth_and_bound(market: &Market<'_>) -> (f64, f64) {
        let Single { offers, ranges, slots } = market.single;
        let worth = market.chosen.iter().flatten().map(|&at| offers[at as usize].worth).sum();
        let mut bound = 0.0;
        for (slot, (price, guests)) in slots.iter().zip(market.prices.iter().zip(&market.guests)) {
            assert!(*price >= 0.0 && guests.len() <= slot.places as usize);
            bound += price * f64::from(slot.places);
        }
        for range in ranges {
            let gain = |at| market.gain(narrow(at));
            bound += range.clone().map(gain).fold(0.0, f64::max);
        }
        (worth, bound)
    }

    #[test]
    fn prices_prove_that_the_plan_is_best_however_many_are_alike() {
        let mut random = Random::new(3);
        for round in 0..300 {
            let mut single = market(&mut random, 1 + round % 60, round % 3 == 0);
            let mut market = Market::new(&single, u64::MAX, &|| false);
            market.clear();
            let (best, bound) = worth_and_bound(&market);
            assert!((bound - best).abs() <= 1e-9, "{round}: {best} of {bound}");
            let slot = random.below(single.slots.len());
            let price = market.prices[slot];
            single.slots[slot].places += 1;
            let mut roomier = Market::new(&single, u64::MAX, &|| false);
            roomier.clear();
            let added = worth_and_bound(&roomier).0 - best;
            assert!((price - added).abs() <= 1e-9, "{round}: {price} for what adds {added}");
            single.slots[slot].places -= 1;
            for most_looks in [0, 10, 100, 1_000] {
                let mut hurried = Market::new(&single, most_looks, &|| false);
                hurried.clear();
                let (worth, bound) = worth_and_bound(&hurried);
                assert!(worth <= best + 1e-9 && bound >= best - 1e-9, "{round}: {worth} {bound}");
            }
        }
    }
}
