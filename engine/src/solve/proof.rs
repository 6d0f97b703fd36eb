//! The proof of a bound: opening and floor prices, and what each block can gain at them.

use rayon::prelude::*;

use super::block::{self, Gain};
use super::bundle::Bundle;
use super::dive::Diver;
use super::instance::{Choice, Instance};
use super::prices::{Layout, Resources};
use crate::problem::{Block, Certificate, FloorPrice, OpeningPrices, Problem};

/// Nanoseconds of looking at one label or pattern.
pub(super) const LOOK_NS: u64 = 15;

/// Labels kept in the first pass, and at most.
const FIRST_WIDTH: usize = 64;
const MOST_WIDTH: usize = 200_000;

/// Labels kept when only good choices are asked for.
const QUICK_WIDTH: usize = 3_000;

/// Other prices are given up where the choices so far promise less than this share of the bound.
const LEAST_PROMISE: f64 = 1e-7;

/// Prices are bounded in full only where a quick look leaves open more than this share of what they promise.
const NEAR: f64 = 0.05;

/// Prices with the bound of every block at them.
#[derive(Clone)]
pub(super) struct Proof {
    /// Hours and rooms are priced too, though the bound does not rest on that: where block searches begin.
    prices: Resources,
    blocks: Vec<f64>,
    pub(super) bound: f64,
}

/// The search for a better proof: wider label searches until they are exact, then better prices.
pub(super) struct Prover {
    layout: Layout,
    /// What prices buy in a proof: hours and rooms are each block's own affair.
    shared: Resources,
    pub(super) best: Proof,
    /// Blocks whose bound at the best prices is not known to be exact.
    open: Vec<usize>,
    width: usize,
    /// What a pass over the open blocks at this width took.
    pass_ns: u64,
    bundle: Option<Bundle>,
}

impl Prover {
    /// Starts from prices at which each candidate chose alone, and says what that took.
    pub(super) fn new(instance: &Instance, layout: Layout, prices: Resources) -> (Self, u64) {
        let shared = layout.shared(instance);
        let gains: Vec<Gain> = instance
            .blocks
            .par_iter()
            .map(|it| block::by_candidate(instance, layout, &prices, it))
            .collect();
        let blocks = gains.iter().map(|gain| gain.bound).collect();
        let best = Proof::new(&shared, prices, blocks);
        let open = (0..instance.blocks.len()).collect();
        let prover = Self { layout, shared, best, open, width: 0, pass_ns: 0, bundle: None };
        (prover, work_of(&gains))
    }

    /// What it takes to make a plan of what the blocks have chosen; none before other prices were tried.
    pub(super) fn diver(&self) -> Option<Diver> {
        let bundle = self.bundle.clone()?;
        let (shared, prices) = (self.shared.clone(), self.best.prices.clone());
        Some(Diver { layout: self.layout, bundle, shared, prices })
    }

    /// The prices that the best proof so far rests on.
    pub(super) fn prices(&self) -> &Resources {
        self.best.prices()
    }

    /// Looks for a better proof for at most about `budget_ns`, and returns what it took.
    ///
    /// `target` is the value of a plan: no bound is below it. Once the time is up, less is done.
    pub(super) fn improve(
        &mut self,
        instance: &Instance,
        target: f64,
        budget_ns: u64,
        time_is_up: &(dyn Fn() -> bool + Sync),
    ) -> u64 {
        let mut used = 0;
        while used < budget_ns && self.best.bound > target && !time_is_up() {
            let left = budget_ns - used;
            let took = if self.open.is_empty() || self.width == MOST_WIDTH {
                if self.pass_ns > left {
                    break;
                }
                self.step(instance, time_is_up)
            } else {
                let Some(width) = self.next_width(left) else { break };
                self.widen(instance, width, time_is_up)
            };
            let Some(took) = took else { break };
            used += took;
        }
        used
    }

    /// The width that most of `left` nanoseconds can pay for; none where that is hardly more than before.
    fn next_width(&self, left: u64) -> Option<usize> {
        if self.width == 0 {
            return Some(FIRST_WIDTH);
        }
        let affordable = self.width as u64 * (left * 3 / 4) / self.pass_ns.max(1);
        let width = usize::try_from(affordable).unwrap_or(MOST_WIDTH).min(MOST_WIDTH);
        (width >= 2 * self.width || width == MOST_WIDTH).then_some(width)
    }

    /// Goes through the open blocks at the best prices again, keeping more labels.
    fn widen(
        &mut self,
        instance: &Instance,
        width: usize,
        time_is_up: &(dyn Fn() -> bool + Sync),
    ) -> Option<u64> {
        let prices = self.best.prices.clone();
        let gains = self.gains(instance, &prices, &self.open, width, time_is_up)?;
        let took = work_of(&gains);
        let mut blocks = self.best.blocks.clone();
        let mut open = Vec::new();
        for (&at, gain) in self.open.iter().zip(&gains) {
            blocks[at] = blocks[at].min(gain.bound);
            if !gain.is_exact {
                open.push(at);
            }
        }
        self.best = Proof::new(&self.shared, prices, blocks);
        self.open = open;
        self.width = width;
        self.pass_ns = took;
        Some(took)
    }

    /// Tries other prices: those at which all choices so far would gain least.
    fn step(&mut self, instance: &Instance, time_is_up: &(dyn Fn() -> bool + Sync)) -> Option<u64> {
        let all: Vec<usize> = (0..instance.blocks.len()).collect();
        let mut took = 0;
        if self.bundle.is_none() {
            let prices = self.best.prices.clone();
            let gains = self.gains(instance, &prices, &all, QUICK_WIDTH, time_is_up)?;
            took += work_of(&gains);
            let mut bundle = Bundle::new(instance, self.layout);
            bundle.learn(instance, self.layout, &all, &gains);
            self.bundle = Some(bundle);
        }
        let bundle = self.bundle.as_mut()?;
        let proposal = bundle.propose(&self.shared, &self.best.prices)?;
        took += proposal.looks * LOOK_NS;
        let promised = self.best.bound - proposal.hope;
        if promised < LEAST_PROMISE * self.best.bound.abs() {
            return None;
        }
        let prices = proposal.prices;
        let quick = self.gains(instance, &prices, &all, QUICK_WIDTH, time_is_up)?;
        took += work_of(&quick);
        // what the choices found gain: the bound at these prices is no lower
        let least = prices.dot(&self.shared) + values(instance, self.layout, &prices, &quick);
        let mut tried = vec![quick];
        let mut kept = 0.0;
        if least < self.best.bound - NEAR * promised {
            let gains = self.gains(instance, &prices, &all, self.width, time_is_up)?;
            took += work_of(&gains);
            let blocks = gains.iter().map(|gain| gain.bound).collect();
            let proof = Proof::new(&self.shared, prices, blocks);
            kept = (self.best.bound - proof.bound) / promised;
            if kept > 0.0 {
                self.best = proof;
            }
            tried.push(gains);
        }
        let bundle = self.bundle.as_mut()?;
        for gains in &tried {
            bundle.learn(instance, self.layout, &all, gains);
        }
        bundle.adapt(kept);
        self.pass_ns = took.max(self.pass_ns);
        Some(took)
    }

    /// What the blocks can gain at `prices`; none where the time is up before all are done.
    fn gains(
        &self,
        instance: &Instance,
        prices: &Resources,
        blocks: &[usize],
        width: usize,
        time_is_up: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<Gain>> {
        let gain = |&at: &usize| {
            (!time_is_up()).then(|| {
                block::gain(instance, self.layout, prices, &instance.blocks[at], width, None)
            })
        };
        blocks.par_iter().map(gain).collect::<Vec<_>>().into_iter().collect()
    }
}

impl Proof {
    pub(super) fn new(shared: &Resources, prices: Resources, blocks: Vec<f64>) -> Self {
        let bound = prices.dot(shared) + blocks.iter().sum::<f64>();
        Self { prices, blocks, bound }
    }

    /// The prices that it rests on.
    pub(super) fn prices(&self) -> &Resources {
        &self.prices
    }

    /// The proof in the words of the problem.
    pub(super) fn certificate(
        &self,
        problem: &Problem,
        instance: &Instance,
        layout: Layout,
    ) -> Certificate {
        let weeks = instance.weeks;
        let openings = problem.openings.iter().enumerate().filter_map(|(at, opening)| {
            let prices = OpeningPrices {
                opening: opening.id.clone(),
                place: self.prices.0[layout.place(at)..][..weeks].to_vec(),
                mentor: self.prices.0[layout.mentor(at)..][..weeks].to_vec(),
                trials: self.prices.0[layout.trials(at)],
            };
            let is_priced = prices.trials > 0.0
                || prices.place.iter().chain(&prices.mentor).any(|&price| price > 0.0);
            is_priced.then_some(prices)
        });
        let floors = problem.floors.iter().enumerate().map(|(at, floor)| FloorPrice {
            group: floor.group.clone(),
            price: self.prices.0[layout.floor(at)],
        });
        let blocks = instance
            .blocks
            .iter()
            .zip(&self.blocks)
            .map(|(block, &bound)| Block { owner: block.owner(problem), bound });
        Certificate::Prices {
            openings: openings.collect(),
            floors: floors.collect(),
            blocks: blocks.collect(),
        }
    }
}

/// What the choices of blocks gain at `prices`.
pub(super) fn values(
    instance: &Instance,
    layout: Layout,
    prices: &Resources,
    gains: &[Gain],
) -> f64 {
    let choices = gains.iter().flat_map(|gain| &gain.choices);
    let gain = |&(candidate, choice): &(usize, Choice)| {
        prices.gain(layout, instance, candidate, instance.option(choice), choice.week)
    };
    choices.map(gain).sum()
}

/// Work of searching blocks, in nanoseconds.
pub(super) fn work_of(gains: &[Gain]) -> u64 {
    gains.iter().map(|gain| gain.looks).sum::<u64>() * LOOK_NS
}
