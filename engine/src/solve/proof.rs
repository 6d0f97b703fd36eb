//! The proof of a bound: opening and floor prices, and what each block can gain at them.

use rayon::prelude::*;

use super::block::{self, Gain};
use super::bundle::Bundle;
use super::instance::Instance;
use super::parts::{NEAR, Neighbours};
use super::prices::{Layout, Resources};
use crate::problem::{Block, Certificate, FloorPrice, OpeningPrices, Problem};

/// Nanoseconds of looking at one label or pattern.
pub(super) const LOOK_NS: u64 = 15;

/// Labels kept in the first pass, and at most.
const FIRST_WIDTH: usize = 64;
const MOST_WIDTH: usize = 200_000;

/// Labels kept when only good choices are asked for.
const QUICK_WIDTH: usize = 3_000;

/// How many times as many labels are kept where those did not suffice.
const WIDER: usize = 8;

/// Other prices are given up where the choices so far promise less than this share of the bound.
const LEAST_PROMISE: f64 = 1e-7;

/// Prices are bounded in full only where a quick look leaves open more than this share of what they promise.
const LEAST_LEFT: f64 = 0.05;

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
    /// Steps to other prices so far, and whether no others promise more.
    steps: usize,
    is_settled: bool,
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
        let prover = Self {
            layout,
            shared,
            best,
            open,
            width: 0,
            pass_ns: 0,
            bundle: None,
            steps: 0,
            is_settled: false,
        };
        (prover, work_of(&gains))
    }

    /// Goes on from prices and choices of a problem that differs a little, keeping as many labels, and says what that
    /// took.
    pub(super) fn resumed(
        instance: &Instance,
        layout: Layout,
        prices: Resources,
        bundle: Bundle,
        width: usize,
    ) -> (Self, u64) {
        let shared = layout.shared(instance);
        let search = |block| block::gain(instance, layout, &prices, block, width, None, None);
        let gains: Vec<Gain> = instance.blocks.par_iter().map(search).collect();
        let pass_ns = work_of(&gains);
        let mut prover = Self {
            layout,
            best: Proof::new(&shared, prices, gains.iter().map(|gain| gain.bound).collect()),
            shared,
            open: (0..gains.len()).filter(|&at| !gains[at].is_exact).collect(),
            width,
            pass_ns,
            bundle: None,
            steps: 0,
            is_settled: false,
        };
        let bundle = prover.bundle.insert(bundle);
        let all: Vec<usize> = (0..gains.len()).collect();
        bundle.learn(instance, layout, &all, &gains);
        (prover, pass_ns)
    }

    /// What blocks have chosen so far; none before other prices were tried.
    pub(super) fn bundle(&self) -> Option<&Bundle> {
        self.bundle.as_ref()
    }

    /// What prices buy.
    pub(super) fn shared(&self) -> &Resources {
        &self.shared
    }

    /// Labels that each block's search keeps, once no other prices promise more.
    pub(super) fn settled_width(&self) -> Option<usize> {
        (self.is_settled && self.open.is_empty()).then_some(self.width)
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
        neighbours: &Neighbours<'_>,
        target: f64,
        budget_ns: u64,
        time_is_up: &(dyn Fn() -> bool + Sync),
    ) -> u64 {
        let instance = neighbours.instance;
        let mut used = 0;
        while used < budget_ns && self.best.bound > target && !time_is_up() {
            let left = budget_ns - used;
            let is_widest = self.open.is_empty() || self.width == MOST_WIDTH;
            let took = if is_widest || self.bundle.is_some() && !self.is_settled {
                if self.pass_ns > left || is_widest && self.is_settled {
                    break;
                }
                self.step(neighbours, time_is_up)
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
        self.is_settled = false;
        Some(took)
    }

    /// Tries other prices: those at which all choices so far would gain least.
    fn step(
        &mut self,
        neighbours: &Neighbours<'_>,
        time_is_up: &(dyn Fn() -> bool + Sync),
    ) -> Option<u64> {
        let instance = neighbours.instance;
        let all: Vec<usize> = (0..instance.blocks.len()).collect();
        let quick_width = QUICK_WIDTH.min(self.width);
        let mut took = 0;
        if self.bundle.is_none() {
            let prices = self.best.prices.clone();
            let gains = self.gains(instance, &prices, &all, quick_width, time_is_up)?;
            took += work_of(&gains);
            let mut bundle = Bundle::new(instance, self.layout);
            bundle.learn(instance, self.layout, &all, &gains);
            self.bundle = Some(bundle);
        }
        let parts = neighbours.parts(NEAR, self.steps);
        self.steps += 1;
        let bundle = self.bundle.as_mut()?;
        let proposal = bundle.propose(self.layout, &parts, &self.shared, &self.best.prices)?;
        took += (proposal.looks + 1) * LOOK_NS;
        let promised = self.best.bound - proposal.hope;
        if promised <= LEAST_PROMISE * self.best.bound.abs() {
            self.is_settled = parts.len() == 1;
            bundle.adapt(0.0);
            return Some(took);
        }
        let prices = proposal.prices;
        let mut gains = self.gains(instance, &prices, &all, quick_width, time_is_up)?;
        took += work_of(&gains);
        let mut width = quick_width;
        let mut kept = 0.0;
        let earned = prices.dot(&self.shared);
        // what the choices found gain: the bound at these prices is no lower
        let is_hopeful = |gains: &[Gain]| {
            let least = earned + gains.iter().map(|gain| gain.value).sum::<f64>();
            least < self.best.bound - LEAST_LEFT * promised
        };
        while is_hopeful(&gains) {
            let open: Vec<usize> = all.iter().copied().filter(|&at| !gains[at].is_exact).collect();
            if open.is_empty() || width == self.width {
                let blocks = gains.iter().map(|gain| gain.bound).collect();
                let proof = Proof::new(&self.shared, prices, blocks);
                kept = (self.best.bound - proof.bound) / promised;
                if !open.is_empty() {
                    self.width = MOST_WIDTH.min(2 * self.width);
                }
                if kept > 0.0 {
                    self.best = proof;
                    self.open = open;
                }
                break;
            }
            width = self.width.min(WIDER * width);
            let search = |&at: &usize| {
                let block = &instance.blocks[at];
                let earlier = Some(&gains[at]);
                (!time_is_up()).then(|| {
                    block::gain(instance, self.layout, &prices, block, width, None, earlier)
                })
            };
            let wider: Vec<Option<Gain>> = open.par_iter().map(search).collect();
            let wider = wider.into_iter().collect::<Option<Vec<Gain>>>()?;
            took += work_of(&wider);
            for (&at, gain) in open.iter().zip(wider) {
                gains[at] = gain;
            }
        }
        let bundle = self.bundle.as_mut()?;
        bundle.learn(instance, self.layout, &all, &gains);
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
                block::gain(instance, self.layout, prices, &instance.blocks[at], width, None, None)
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

/// Work of searching blocks, in nanoseconds.
pub(super) fn work_of(gains: &[Gain]) -> u64 {
    gains.iter().map(|gain| gain.looks).sum::<u64>() * LOOK_NS
}
