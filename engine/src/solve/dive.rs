//! A plan made block by block: whichever block knows best what it wants in the best mixture of choices goes
//! first, and the others look for new choices with what is left.

use rayon::prelude::*;

use super::block::{self, Gain};
use super::bundle::{Bundle, Favourite};
use super::instance::Instance;
use super::prices::{Layout, Resources};
use super::proof::{LOOK_NS, values, work_of};
use super::schedule::Schedule;

/// Labels kept in a block's search.
const WIDTH: usize = 1_000;

/// Times that the blocks that are left choose before the next one decides.
const ROUNDS: usize = 6;

/// A share from which on a block has decided, and the part of the blocks left that decide at least.
const DECIDED: f64 = 0.999;
const AT_LEAST: usize = 8;

/// What it takes to make a plan.
pub(super) struct Diver {
    pub(super) layout: Layout,
    pub(super) bundle: Bundle,
    /// What there is of what blocks compete for, and prices of it.
    pub(super) shared: Resources,
    pub(super) prices: Resources,
}

impl Diver {
    /// A plan, and the work; none where the programmes cannot be solved. After `budget_ns`, or once the time is
    /// up, whoever is left decides at once.
    pub(super) fn dive<'a>(
        mut self,
        instance: &'a Instance,
        budget_ns: u64,
        time_is_up: &(dyn Fn() -> bool + Sync),
    ) -> (Option<Schedule<'a>>, u64) {
        let mut schedule = Schedule::empty(instance);
        let mut left: Vec<usize> = (0..instance.blocks.len())
            .filter(|&at| !instance.blocks[at].candidates.is_empty())
            .collect();
        let mut work_ns = 0;
        while !left.is_empty() {
            let is_late = work_ns > budget_ns || time_is_up();
            work_ns += self.look(instance, &left, &schedule, if is_late { 1 } else { ROUNDS });
            let Some((favourites, looks)) = self.bundle.favourites(self.layout, &self.shared)
            else {
                return (None, work_ns);
            };
            work_ns += looks * LOOK_NS;
            let least = if is_late { left.len() } else { left.len().div_ceil(AT_LEAST) };
            let is_decided = |(at, it): &(usize, &Favourite)| *at < least || it.share >= DECIDED;
            let decided: Vec<&Favourite> =
                favourites.iter().enumerate().take_while(is_decided).map(|(_, it)| it).collect();
            if decided.is_empty() {
                break;
            }
            for favourite in &decided {
                self.seat(instance, &mut schedule, favourite);
            }
            let blocks: Vec<usize> = decided.iter().map(|it| it.block).collect();
            self.bundle.forget(self.layout, &blocks, &self.shared);
            left.retain(|at| !blocks.contains(at));
        }
        (Some(schedule), work_ns)
    }

    /// Lets the blocks that are left choose at better and better prices; returns the work.
    fn look(
        &mut self,
        instance: &Instance,
        left: &[usize],
        schedule: &Schedule<'_>,
        rounds: usize,
    ) -> u64 {
        let mut work_ns = 0;
        let mut lowest = f64::INFINITY;
        let mut prices = self.prices.clone();
        self.bundle.reset();
        for _ in 0..rounds {
            let gain = |&at: &usize| {
                let block = &instance.blocks[at];
                block::gain(instance, self.layout, &prices, block, WIDTH, Some(schedule))
            };
            let gains: Vec<Gain> = left.par_iter().map(gain).collect();
            work_ns += work_of(&gains);
            self.bundle.learn(instance, self.layout, left, &gains);
            let sum = prices.dot(&self.shared) + values(instance, self.layout, &prices, &gains);
            if sum < lowest {
                lowest = sum;
                self.prices = prices;
            } else {
                self.bundle.adapt(0.0);
            }
            let Some(proposal) = self.bundle.propose(&self.shared, &self.prices) else { break };
            work_ns += proposal.looks * LOOK_NS;
            prices = proposal.prices;
        }
        work_ns
    }

    /// Plans what a block wants, worth most first, as far as there is room.
    fn seat(&mut self, instance: &Instance, schedule: &mut Schedule<'_>, wanted: &Favourite) {
        let mut choices = wanted.choices.clone();
        choices.sort_by(|a, b| {
            let (first, second) = (instance.option(a.1).worth, instance.option(b.1).worth);
            second.total_cmp(&first).then(a.cmp(b))
        });
        for (candidate, choice) in choices {
            if schedule.allows(candidate, choice) {
                schedule.insert(candidate, choice);
                self.layout.takes(instance, candidate, choice, |at, amount| {
                    if self.layout.is_shared(at) {
                        self.shared.0[at] -= amount;
                    }
                });
            }
        }
    }
}
