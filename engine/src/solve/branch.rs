//! Branch and bound over who starts what where, for what prices alone cannot prove.
//!
//! A node demands or rules out some starts and finds prices of its own (branch and price, after Barnhart and others,
//! 1998). Where the best mixture of its blocks' choices has somebody in two places by halves, one branch demands
//! that they are in one of them and the other rules it out.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::bundle::Bundle;
use super::instance::{Choice, Instance};
use super::parts::Neighbours;
use super::prices::{Layout, Resources};
use super::proof::{LOOK_NS, Prover};
use super::schedule::Schedule;

/// Nodes that are looked at side by side.
const BATCH: usize = 4;

/// A share as near to none or all as this is one of them.
const NEARLY: f64 = 1e-6;

/// What a node's prices may take, in nanoseconds of work.
const NODE_NS: u64 = 200_000_000;

/// The nodes that are left, and what is known.
pub(super) struct Tree {
    open: Vec<Node>,
    /// No plan among the nodes that are done is worth more.
    done: f64,
    /// Labels that each block's search keeps.
    width: usize,
}

/// Plans under some decisions.
struct Node {
    /// None is worth more.
    bound: f64,
    decisions: Vec<Decision>,
    prices: Resources,
    /// What blocks chose so far.
    choices: Vec<(usize, Vec<(usize, Choice)>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Decision {
    candidate: usize,
    what: What,
    is_demanded: bool,
}

/// Starts of one candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// Trials at an opening.
    Trial(u32),
    /// Jobbsmak at an opening.
    Jobbsmak(u32),
    One(Choice),
}

/// What a node came to.
struct Look<'a> {
    children: Vec<Node>,
    bound: f64,
    plan: Schedule<'a>,
    work_ns: u64,
}

impl Tree {
    /// Everything that the prover leaves open.
    pub(super) fn new(prover: &Prover, width: usize) -> Self {
        let choices = prover.bundle().into_iter().flat_map(Bundle::choices);
        let root = Node {
            bound: prover.best.bound,
            decisions: Vec::new(),
            prices: prover.prices().clone(),
            choices: choices.map(|(block, choices)| (block, choices.to_vec())).collect(),
        };
        Self { open: vec![root], done: f64::NEG_INFINITY, width }
    }

    /// What no plan exceeds.
    pub(super) fn bound(&self) -> f64 {
        self.open.iter().map(|node| node.bound).fold(self.done, f64::max)
    }

    /// Goes through nodes, the least certain first, until `enough` is the bound or for about `budget_ns`; returns the
    /// best plan met that is worth more than `known`, and the work.
    pub(super) fn improve<'a>(
        &mut self,
        instance: &'a Instance,
        layout: Layout,
        known: f64,
        budget_ns: u64,
        time_is_up: &(dyn Fn() -> bool + Sync),
    ) -> (Option<Schedule<'a>>, u64) {
        let (mut best, mut better, mut work_ns) = (known, None, 0);
        while !self.open.is_empty() && work_ns < budget_ns && !time_is_up() {
            let batch: Vec<Node> = self.open.drain(..BATCH.min(self.open.len())).collect();
            let looks: Vec<Look<'a>> = batch
                .par_iter()
                .map(|node| node.look(instance, layout, best, self.width, time_is_up))
                .collect();
            for look in looks {
                work_ns += look.work_ns;
                let value = look.plan.objective();
                if value > best {
                    (best, better) = (value, Some(look.plan));
                }
                if look.children.is_empty() {
                    self.done = self.done.max(look.bound);
                }
                self.open.extend(look.children);
            }
            // no plan under these is worth more than the best known
            self.open.retain(|node| node.bound > best);
            self.open.sort_by(|a, b| {
                b.bound.total_cmp(&a.bound).then_with(|| a.decisions.cmp(&b.decisions))
            });
        }
        (better, work_ns)
    }
}

impl Node {
    /// Finds the node's prices, and branches where `known` can be beaten.
    fn look<'a>(
        &self,
        whole: &'a Instance,
        layout: Layout,
        known: f64,
        width: usize,
        time_is_up: &(dyn Fn() -> bool + Sync),
    ) -> Look<'a> {
        let mut instance = whole.clone();
        let lures: f64 = self.decisions.iter().map(|it| it.decide(&mut instance)).sum();
        let mut bundle = Bundle::new(&instance, layout);
        let suit = |choices: &[(usize, Choice)], block: usize| {
            let members = &instance.blocks[block].candidates;
            let here = self.decisions.iter().filter(|it| members.contains(&it.candidate));
            here.into_iter().all(|it| it.allows(&instance, choices))
        };
        for (block, choices) in self.choices.iter().filter(|it| suit(&it.1, it.0)) {
            bundle.learn_choices(&instance, layout, *block, choices);
        }
        let neighbours = Neighbours::of(&instance);
        let (mut prover, mut work_ns) =
            Prover::resumed(&instance, layout, self.prices.clone(), bundle, width);
        work_ns += prover.improve(&neighbours, known + lures, NODE_NS, time_is_up);
        let bound = self.bound.min(prover.best.bound - lures);
        let mut look = Look { children: Vec::new(), bound, plan: Schedule::empty(whole), work_ns };
        let bundle = prover.bundle().expect("it was given one");
        let Some((mixture, looks)) = bundle.mixture(layout, prover.shared()) else { return look };
        look.work_ns += looks * LOOK_NS;
        let mut shares: BTreeMap<(usize, What), f64> = BTreeMap::new();
        let mut wanted: Vec<(f64, usize, Choice)> = Vec::new();
        for ((_, choices), share) in bundle.choices().zip(mixture.into_iter().flatten()) {
            for &(candidate, choice) in choices.iter().filter(|_| share > NEARLY) {
                wanted.push((share, candidate, choice));
                for what in What::all(&instance, choice) {
                    *shares.entry((candidate, what)).or_default() += share;
                }
            }
        }
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, candidate, choice) in wanted {
            if look.plan.allows(candidate, choice) {
                look.plan.insert(candidate, choice);
            }
        }
        // whole trials before jobbsmak before weeks, and of each the least certain
        let least_certain = shares
            .into_iter()
            .map(|(of, share)| (of, (share - 0.5).abs()))
            .filter(|(_, from_half)| *from_half < 0.5 - NEARLY)
            .filter(|((candidate, what), _)| {
                !self.decisions.iter().any(|it| (it.candidate, it.what) == (*candidate, *what))
            })
            .min_by(|a, b| {
                let (first, second) = (a.0.1.rank(), b.0.1.rank());
                first.cmp(&second).then(a.1.total_cmp(&b.1)).then(a.0.cmp(&b.0))
            });
        let Some(((candidate, what), _)) = least_certain.filter(|_| bound > known) else {
            return look;
        };
        let choices: Vec<(usize, Vec<(usize, Choice)>)> =
            bundle.choices().map(|(block, choices)| (block, choices.to_vec())).collect();
        for is_demanded in [true, false] {
            let decision = Decision { candidate, what, is_demanded };
            look.children.push(Self {
                bound,
                decisions: self.decisions.iter().copied().chain([decision]).collect(),
                prices: prover.prices().clone(),
                choices: choices.clone(),
            });
        }
        look
    }
}

impl Decision {
    /// Makes the instance obey, and returns by how much whoever obeys is worth more in it.
    fn decide(&self, instance: &mut Instance) -> f64 {
        let own = instance.candidates[self.candidate].options.clone();
        let most = instance.options[own.clone()].iter().map(|it| it.worth).fold(0.0, f64::max);
        let penalties: f64 = instance.floors.iter().map(|floor| floor.penalty).sum();
        let lure = 2.0 * most + penalties;
        for at in own {
            let option = instance.options[at];
            let is_trial = instance.profile(&option).is_trial;
            let weeks = match self.what {
                What::Trial(opening) if is_trial && option.opening == opening => u32::MAX,
                What::Jobbsmak(opening) if !is_trial && option.opening == opening => u32::MAX,
                What::One(choice) if choice.option as usize == at => 1 << choice.week,
                _ => 0,
            };
            let is_rival = is_trial && self.what.is_trial(instance);
            let option = &mut instance.options[at];
            if !self.is_demanded {
                option.start_weeks &= !weeks;
            } else if weeks != 0 {
                option.start_weeks &= weeks;
                option.lure += lure;
            } else if is_rival {
                option.start_weeks = 0;
            }
        }
        if self.is_demanded { lure } else { 0.0 }
    }

    /// Whether these choices of the candidate's block obey.
    fn allows(&self, instance: &Instance, choices: &[(usize, Choice)]) -> bool {
        let own = choices.iter().filter(|(candidate, _)| *candidate == self.candidate);
        let mut all = own.flat_map(|&(_, choice)| What::all(instance, choice));
        all.any(|what| what == self.what) == self.is_demanded
    }
}

impl What {
    /// All that a start is one of.
    fn all(instance: &Instance, choice: Choice) -> [Self; 2] {
        let option = instance.option(choice);
        let at_opening =
            if instance.profile(option).is_trial { Self::Trial } else { Self::Jobbsmak };
        [at_opening(option.opening), Self::One(choice)]
    }

    fn rank(self) -> u8 {
        match self {
            Self::Trial(_) => 0,
            Self::Jobbsmak(_) => 1,
            Self::One(_) => 2,
        }
    }

    fn is_trial(self, instance: &Instance) -> bool {
        match self {
            Self::Trial(_) => true,
            Self::Jobbsmak(_) => false,
            Self::One(choice) => instance.profile(instance.option(choice)).is_trial,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::descent;
    use super::super::dive::tests::rivals;
    use super::super::exhaust;
    use super::*;

    #[test]
    fn a_tree_ends_with_the_best_plan_and_never_bounds_below_it() {
        let mut left_by_prices = 0;
        for seed in 1..9 {
            let problem = rivals(2, seed);
            let instance = Instance::new(&problem);
            let layout = Layout::of(&instance);
            let capacities = layout.capacities(&instance);
            let mut steps = 0..600;
            let goes_on = |_| steps.next().is_some();
            let (prices, _) =
                descent::descend(&instance, layout, &capacities, layout.zeros(), goes_on);
            let all = exhaust::exhaust(&instance, layout, &prices, 0.0, u64::MAX, &|| false);
            assert!(all.is_complete, "six candidates are few");
            let best = all.better.expect("something can be planned").objective();

            let neighbours = Neighbours::of(&instance);
            let (mut prover, _) = Prover::new(&instance, layout, prices);
            prover.improve(&neighbours, 0.0, u64::MAX, &|| false);
            let width = prover.settled_width().expect("no other prices promise more");
            left_by_prices += u32::from(prover.best.bound > best + 1e-3);
            let mut tree = Tree::new(&prover, width);
            let mut known = 0.0;
            while !tree.open.is_empty() {
                let bound = tree.bound();
                assert!(bound >= best - 1e-6, "seed {seed}: {bound} is below {best}");
                let (better, _) = tree.improve(&instance, layout, known, 1, &|| false);
                known = better.map_or(known, |it| it.objective());
            }
            assert!((known - best).abs() < 1e-6, "seed {seed}: {known} instead of {best}");
            let bound = tree.bound();
            assert!(bound <= best + 1e-4, "seed {seed}: {bound} is far above {best}");
        }
        assert!(left_by_prices > 2, "prices alone prove nearly all of them");
    }
}
