//! The generalised assignment problem, where people compete for places and mentor hours: solved by branch and bound.
//!
//! Prices of candidates let each slot choose for itself whom it would rather have, a knapsack problem that `knapsack`
//! solves exactly: a far tighter bound than prices of hours give (Fisher, Jaikumar and Van Wassenhove, 1986). At good
//! prices the knapsacks also tell which bids no better plan has, and which each has: only the rest is tried, the
//! clearest bid first. `seats` makes plans of what the slots choose.

use super::instance::Instance;
use super::knapsack::{Item, Knapsack, Room};
use super::market::{Bid, Market};
use super::schedule::Schedule;
use super::seats::Seats;
use super::single::Single;

/// Steps to better prices at first, and after each choice.
const FIRST_STEPS: usize = 300;
const STEPS: usize = 40;

/// A plan is made at every so many steps.
const PLAN_EVERY: usize = 10;

/// Steps without a better bound after which they get shorter, by what, and how short they are at least.
const PATIENCE: usize = 5;
const SHORTER: f64 = 0.6;
const SHORTEST: f64 = 0.01;

/// Weight of the newest choice in what is chosen on average.
const NEWEST: f64 = 0.1;

/// No plan is looked for that is better by less than this share.
const LEAST_GAIN: f64 = 5e-10;

/// Nanoseconds of looking at one cell, bid or seat.
const LOOK_NS: u64 = 3;

/// What the search came to.
pub(super) struct Outcome<'a> {
    /// A better plan than the one known, if there is one among those it saw.
    pub(super) better: Option<Schedule<'a>>,
    /// What no plan exceeds.
    pub(super) bound: f64,
    pub(super) work_ns: u64,
}

/// Searches for a plan better than `known` for at most about `budget_ns` of work; none where this is another problem.
pub(super) fn search<'a>(
    instance: &'a Instance,
    single: &Single,
    known: f64,
    budget_ns: u64,
    time_is_up: &(dyn Fn() -> bool + Sync),
) -> Option<Outcome<'a>> {
    let market = Market::of(single)?;
    let grain = market.grain();
    let mut search = Search::new(&market, grain, known, budget_ns / LOOK_NS, time_is_up);
    let bound = search.explore(search.first_prices(), FIRST_STEPS).max(search.best);
    let looks = search.looks + search.knapsack.looks;
    let better = search.plan.map(|given| {
        let mut schedule = Schedule::empty(instance);
        for (candidate, at) in given.into_iter().enumerate() {
            let choice = at.map(|at| single.offers[at].choice);
            if let Some(choice) = choice.filter(|&it| schedule.allows(candidate, it)) {
                schedule.insert(candidate, choice);
            }
        }
        schedule
    });
    Some(Outcome { better, bound, work_ns: looks * LOOK_NS })
}

/// Whether a bid is still to be decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Open,
    In,
    Out,
}

/// What is decided.
#[derive(Clone)]
struct Node {
    /// By bid.
    status: Vec<Status>,
    left: Vec<Room>,
    /// By candidate.
    is_seated: Vec<bool>,
    /// What is in is worth.
    worth: f64,
}

/// The best prices found, what is bounded by them, and how often each bid was chosen on the way.
struct Descent {
    prices: Vec<f64>,
    bound: f64,
    shares: Vec<f64>,
}

struct Search<'a> {
    market: &'a Market,
    grain: f64,
    node: Node,
    best: f64,
    plan: Option<Vec<Option<usize>>>,
    knapsack: Knapsack,
    looks: u64,
    most_looks: u64,
    time_is_up: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Search<'a> {
    fn new(
        market: &'a Market,
        grain: f64,
        best: f64,
        most_looks: u64,
        time_is_up: &'a (dyn Fn() -> bool + Sync),
    ) -> Self {
        let node = Node {
            status: vec![Status::Open; market.bids.len()],
            left: market.rooms.clone(),
            is_seated: vec![false; market.of_candidate.len()],
            worth: 0.0,
        };
        let knapsack = Knapsack::default();
        Self { market, grain, node, best, plan: None, knapsack, looks: 0, most_looks, time_is_up }
    }

    /// Prices at which each candidate is wanted by one slot, or nearly.
    fn first_prices(&self) -> Vec<f64> {
        let second = |own: &Vec<usize>| {
            let mut worths: Vec<f64> = own.iter().map(|&at| self.market.bids[at].worth).collect();
            worths.sort_by(|a, b| b.total_cmp(a));
            worths.get(1).or(worths.first()).copied().unwrap_or(0.0)
        };
        self.market.of_candidate.iter().map(second).collect()
    }

    /// Whether there is neither work nor time left.
    fn is_over(&self) -> bool {
        self.looks + self.knapsack.looks > self.most_looks || (self.time_is_up)()
    }

    /// The highest value that a plan within the bound can have.
    fn rounded(&self, bound: f64) -> f64 {
        if self.grain > 0.0 { (bound / self.grain + 1e-4).floor() * self.grain } else { bound }
    }

    fn is_hopeless(&self, bound: f64) -> bool {
        self.rounded(bound) <= self.best + LEAST_GAIN * self.best.abs()
    }

    /// Tries what is open, from these prices, and returns what no plan with what is in and out exceeds, but for
    /// those that are known.
    fn explore(&mut self, prices: Vec<f64>, steps: usize) -> f64 {
        let mut descent = self.descend(prices, steps);
        if !self.is_hopeless(descent.bound) && !self.is_over() && self.decide(&descent) {
            let before = descent.bound;
            descent = self.descend(descent.prices, STEPS);
            descent.bound = descent.bound.min(before);
        }
        if self.is_hopeless(descent.bound) || self.is_over() {
            return self.rounded(descent.bound);
        }
        let Some(at) = self.clearest(&descent.shares) else { return self.node.worth };
        let before = self.node.clone();
        self.put_in(at);
        let with = self.explore(descent.prices.clone(), STEPS);
        self.node = before;
        if self.is_over() {
            return descent.bound;
        }
        self.node.status[at] = Status::Out;
        with.max(self.explore(descent.prices, STEPS))
    }

    fn put_in(&mut self, at: usize) {
        let Bid { candidate, slot, worth, units } = self.market.bids[at];
        let node = &mut self.node;
        node.left[slot].units -= units;
        node.left[slot].places -= 1;
        node.is_seated[candidate] = true;
        node.worth += worth;
        for &other in &self.market.of_candidate[candidate] {
            node.status[other] = Status::Out;
        }
        node.status[at] = Status::In;
    }

    fn is_open(&self, at: usize) -> bool {
        let bid = &self.market.bids[at];
        self.node.status[at] == Status::Open && self.node.left[bid.slot].fits(bid.units)
    }

    /// The bid chosen most often of all that are open: the first way down then leads to a good plan. Beginning with
    /// what is least clear takes as long on the published problems, and of 300 people it finds a worse plan.
    fn clearest(&self, shares: &[f64]) -> Option<usize> {
        let most_often = |own: &Vec<usize>| {
            let open = own.iter().copied().filter(|&at| self.is_open(at));
            open.max_by(|&a, &b| shares[a].total_cmp(&shares[b]).then(b.cmp(&a)))
        };
        let tops = self.market.of_candidate.iter().filter_map(most_often);
        tops.max_by(|&a, &b| shares[a].total_cmp(&shares[b]).then(b.cmp(&a)))
    }

    /// Looks for better prices by subgradient steps (Held, Wolfe and Crowder, 1974), making plans on the way.
    fn descend(&mut self, mut prices: Vec<f64>, steps: usize) -> Descent {
        for (price, own) in prices.iter_mut().zip(&self.market.of_candidate) {
            if !own.iter().any(|&at| self.is_open(at)) {
                *price = 0.0;
            }
        }
        let mut best = Descent {
            prices: prices.clone(),
            bound: f64::INFINITY,
            shares: vec![0.0; self.market.bids.len()],
        };
        let (mut length, mut in_vain) = (1.0, 0);
        for step in 0..steps {
            let (bound, chosen) = self.choose(&prices);
            if bound < best.bound {
                best.bound = bound;
                best.prices.clone_from(&prices);
                in_vain = 0;
            } else {
                in_vain += 1;
                if in_vain == PATIENCE {
                    in_vain = 0;
                    length *= SHORTER;
                    prices.clone_from(&best.prices);
                }
            }
            if step % PLAN_EVERY == 0 {
                self.make_plan(&chosen);
            }
            if length < SHORTEST || self.is_hopeless(best.bound) || self.is_over() {
                break;
            }
            let weight = if step == 0 { 1.0 } else { NEWEST };
            best.shares.iter_mut().for_each(|share| *share *= 1.0 - weight);
            let mut slopes = vec![1.0; prices.len()];
            for &at in &chosen {
                best.shares[at] += weight;
                slopes[self.market.bids[at].candidate] -= 1.0;
            }
            for ((slope, &price), &is_seated) in
                slopes.iter_mut().zip(&prices).zip(&self.node.is_seated)
            {
                if is_seated || *slope > 0.0 && price <= 0.0 {
                    *slope = 0.0;
                }
            }
            let steepness: f64 = slopes.iter().map(|slope| slope * slope).sum();
            if steepness <= 0.0 {
                break;
            }
            let hope = (bound - self.best).max(0.5 * self.grain).max(1e-7 * bound.abs());
            for (price, slope) in prices.iter_mut().zip(&slopes) {
                *price = (*price - length * hope / steepness * slope).max(0.0);
            }
        }
        best
    }

    /// What the slots choose at the prices, and the bound.
    fn choose(&mut self, prices: &[f64]) -> (f64, Vec<usize>) {
        let own = prices.iter().zip(&self.node.is_seated).filter(|(_, is_seated)| !**is_seated);
        let mut bound = self.node.worth + own.map(|(price, _)| price).sum::<f64>();
        let mut chosen = Vec::new();
        for slot in 0..self.market.rooms.len() {
            let (bids, items) = self.items(slot, prices, 0.0);
            let room = self.node.left[slot];
            bound += self.knapsack.best(room, &items, |at| chosen.push(bids[at]));
        }
        (bound, chosen)
    }

    /// The open bids of a slot that gain more than `least` at the prices.
    fn items(&mut self, slot: usize, prices: &[f64], least: f64) -> (Vec<usize>, Vec<Item>) {
        let own = &self.market.of_slot[slot];
        self.looks += own.len() as u64;
        let item = |&at: &usize| {
            let Bid { candidate, worth, units, .. } = self.market.bids[at];
            let gain = worth - prices[candidate];
            (gain > least && self.is_open(at)).then_some((at, Item { units, gain }))
        };
        own.iter().filter_map(item).unzip()
    }

    /// Decides what can be told at the prices: a bid is out where no better plan has it, and in where each has. Whether
    /// there was any such.
    fn decide(&mut self, descent: &Descent) -> bool {
        let (mut out, mut certain) = (Vec::new(), Vec::new());
        for slot in 0..self.market.rooms.len() {
            let (bids, items) = self.items(slot, &descent.prices, f64::NEG_INFINITY);
            let room = self.node.left[slot];
            for (&at, stakes) in bids.iter().zip(self.knapsack.stakes(room, &items)) {
                // the one or the other is what the bound counts on
                let loss = (stakes.with - stakes.without).abs();
                if self.is_hopeless(descent.bound - loss) {
                    let is_wanted = stakes.with > stakes.without;
                    if is_wanted { certain.push(at) } else { out.push(at) }
                }
            }
        }
        for &at in &out {
            self.node.status[at] = Status::Out;
        }
        for &at in &certain {
            // two that no better plan is without may not go together: then there is no better plan
            if self.is_open(at) {
                self.put_in(at);
            }
        }
        !out.is_empty() || !certain.is_empty()
    }

    /// Makes a plan of what slots choose, and keeps it if it is the best.
    fn make_plan(&mut self, chosen: &[usize]) {
        let mut seats = Seats::empty(self.market);
        for (at, &status) in self.node.status.iter().enumerate() {
            if status == Status::In {
                seats.offer(at);
            }
        }
        let mut wanted = chosen.to_vec();
        let worth = |at: usize| self.market.bids[at].worth;
        wanted.sort_by(|&a, &b| worth(b).total_cmp(&worth(a)).then(a.cmp(&b)));
        for at in wanted {
            seats.offer(at);
        }
        seats.seat_the_rest();
        seats.improve();
        self.looks += seats.looks;
        if seats.value() > self.best {
            self.best = seats.value();
            self.plan = Some(seats.given);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// The most that the candidates from `at` on add to a plan, by trying everything.
    fn by_force(market: &Market, at: usize, left: &mut Vec<Room>) -> f64 {
        let Some(own) = market.of_candidate.get(at) else { return 0.0 };
        let mut most = by_force(market, at + 1, left);
        for bid in own.iter().map(|&it| &market.bids[it]) {
            if left[bid.slot].fits(bid.units) {
                left[bid.slot].units -= bid.units;
                left[bid.slot].places -= 1;
                most = most.max(bid.worth + by_force(market, at + 1, left));
                left[bid.slot].units += bid.units;
                left[bid.slot].places += 1;
            }
        }
        most
    }

    #[test]
    fn the_search_finds_the_best_and_proves_it() {
        let mut random = Random::new(11);
        for round in 0..400 {
            let (people, slots) = (1 + random.below(8), 1 + random.below(3));
            let grains = [0.0, 1.0, 10.0][round % 3];
            let room = |_| Room { units: 3 + random.below(14), places: 1 + random.below(people) };
            let rooms: Vec<Room> = (0..slots).map(room).collect();
            let mut bids = Vec::new();
            for candidate in 0..people {
                for _ in 0..random.below(5) {
                    let share = 0.05 + random.share();
                    let worth = if grains > 0.0 { (20.0 * share).round() / grains } else { share };
                    let (slot, units) = (random.below(slots), random.below(9));
                    bids.push(Bid { candidate, slot, worth, units });
                }
            }
            let market = Market::new(bids, rooms, people);
            let best = by_force(&market, 0, &mut market.rooms.clone());
            let grain = market.grain();
            assert!(grains <= 0.0 || grain > 0.0, "{round}: tenths are whole tenths");
            for most_looks in [u64::MAX, 2_000, 500, 0] {
                let mut search = Search::new(&market, grain, 0.0, most_looks, &|| false);
                let bound = search.explore(search.first_prices(), FIRST_STEPS).max(search.best);
                let found = search.best;
                assert!(found <= best + 1e-9, "{round}: {found} is more than {best}");
                assert!(bound >= best - 1e-9, "{round}: {bound} is less than {best}");
                if most_looks == u64::MAX {
                    assert!((found - best).abs() <= 1e-9, "{round}: {found} of {best}");
                    assert!((bound - best).abs() <= 1e-8, "{round}: {bound} for {best}");
                    let given = search.plan.iter().flatten().flatten();
                    let worth: f64 = given.map(|&at| market.bids[at].worth).sum();
                    assert!((worth - best).abs() <= 1e-9, "{round}: the plan is worth {worth}");
                }
            }
        }
    }
}
