//! Better prices of what blocks compete for, by cutting planes inside a box around the best prices known
//! (the boxstep method of Marsten, Hogan and Blankenship, 1975).
//!
//! Whatever a block has ever chosen is a *cut*: at any prices the block gains at least what that choice does.
//! A linear programme over all cuts says where the bound could be lowest; the box keeps it where the cuts are
//! worth believing. The same choices, mixed so that everyone finds room, are what a plan is made of (`dive`).

use std::collections::BTreeMap;

#[cfg(feature = "highs")]
use good_lp::highs as backend;
#[cfg(not(feature = "highs"))]
use good_lp::microlp as backend;
use good_lp::{Expression, Solution, SolverModel, Variable, constraint, variable, variables};
use rayon::prelude::*;

use super::block::Gain;
use super::descent;
use super::instance::{Choice, Instance};
use super::parts::Part;
use super::prices::{Layout, Resources};

/// How far from the best prices others are looked for at first, in what one typical start would pay. Chosen on
/// `municipality` (`docs/solver.md`).
const FIRST_RADIUS: f64 = 0.006;

/// What the radius becomes when prices were a disappointment, kept some of their promise, or most of it.
const NARROWER: f64 = 0.9;
const WIDER: f64 = 1.5;

/// Programmes in a row that a cut may be idle in before it goes.
const MOST_IDLE: u32 = 15;

/// A programme takes a look for each row and so many of its numbers, about: one that prices, one that mixes.
const PROPOSAL_PART: u64 = 32;
const MIXTURE_PART: u64 = 4;

/// A choice of a block: what it earns, and what it takes of what is shared.
#[derive(Debug, Clone)]
struct Cut {
    value: f64,
    takes: Vec<(usize, f64)>,
    choices: Vec<(usize, Choice)>,
    /// Programmes in a row that it did not shape.
    idle: u32,
}

/// The cuts so far, and how far from the best prices to look.
#[derive(Debug, Clone)]
pub(super) struct Bundle {
    /// By block.
    cuts: Vec<Vec<Cut>>,
    ceilings: Resources,
    /// One over what a typical start takes, by resource.
    scale: Resources,
    radius: f64,
}

/// Prices worth trying.
pub(super) struct Proposal {
    pub(super) prices: Resources,
    /// What the bound would be there if the cuts told all.
    pub(super) hope: f64,
    /// What the programme took, in looks.
    pub(super) looks: u64,
}

/// Prices by resource, and what the programme took, in looks.
type Priced = (Vec<(usize, f64)>, u64);

/// A block's choice with its share in a mixture.
pub(super) struct Favourite {
    pub(super) block: usize,
    pub(super) share: f64,
    pub(super) choices: Vec<(usize, Choice)>,
}

impl Bundle {
    /// No cuts yet.
    pub(super) fn new(instance: &Instance, layout: Layout) -> Self {
        Self {
            cuts: vec![Vec::new(); instance.blocks.len()],
            ceilings: layout.price_ceilings(instance),
            scale: descent::scale(instance, layout),
            radius: FIRST_RADIUS,
        }
    }

    /// Looks as far from the best prices as at first.
    pub(super) fn reset(&mut self) {
        self.radius = FIRST_RADIUS;
    }

    /// Takes in what the blocks chose.
    pub(super) fn learn(
        &mut self,
        instance: &Instance,
        layout: Layout,
        blocks: &[usize],
        gains: &[Gain],
    ) {
        for (&block, gain) in blocks.iter().zip(gains) {
            for choices in std::iter::once(&gain.choices).chain(&gain.others) {
                self.learn_choices(instance, layout, block, choices);
            }
        }
    }

    /// Takes in what a block chose, or could choose.
    pub(super) fn learn_choices(
        &mut self,
        instance: &Instance,
        layout: Layout,
        block: usize,
        choices: &[(usize, Choice)],
    ) {
        let is_known = self.cuts[block].iter().any(|cut| cut.choices == choices);
        if !choices.is_empty() && !is_known {
            self.cuts[block].push(Cut::new(instance, layout, choices));
        }
    }

    /// The same with the cuts of these blocks alone.
    pub(super) fn of(&self, blocks: &[usize]) -> Self {
        let mut cuts = vec![Vec::new(); self.cuts.len()];
        for &block in blocks {
            cuts[block].clone_from(&self.cuts[block]);
        }
        Self {
            cuts,
            ceilings: self.ceilings.clone(),
            scale: self.scale.clone(),
            radius: self.radius,
        }
    }

    /// Looks farther from the best prices, or less far; `kept` is the share kept of what prices promised.
    pub(super) fn adapt(&mut self, kept: f64) {
        if kept > 0.5 {
            self.radius *= WIDER;
        } else if kept <= 0.0 {
            self.radius *= NARROWER;
        }
    }

    /// The prices within the box at which the cuts promise most; none where the programme cannot be solved.
    ///
    /// In several `parts` each looks for prices of its own openings as if the others' stayed, side by side.
    pub(super) fn propose(
        &mut self,
        layout: Layout,
        parts: &[Part],
        shared: &Resources,
        center: &Resources,
    ) -> Option<Proposal> {
        let mut is_taken = vec![false; center.0.len()];
        for &(at, _) in self.cuts.iter().flatten().flat_map(|cut| &cut.takes) {
            is_taken[at] = true;
        }
        let by_part = parts.par_iter().map(|part| {
            let openings = (0..part.owned.len()).filter(|&opening| part.owned[opening]);
            let mut own: Vec<usize> =
                openings.flat_map(|it| layout.place(it)..layout.place(it + 1)).collect();
            if parts.len() == 1 {
                own.extend(layout.floor(0)..layout.len());
            }
            // what nobody took is not priced more than it is
            own.retain(|&at| is_taken[at] || center.0[at] > 0.0 && shared.0[at] != 0.0);
            self.priced(&own, shared, center)
        });
        let by_part: Vec<Option<Priced>> = by_part.collect();
        let mut proposal = Proposal { prices: center.clone(), hope: 0.0, looks: 0 };
        for priced in by_part {
            let (prices, looks) = priced?;
            proposal.looks += looks;
            for (at, price) in prices {
                proposal.prices.0[at] = price;
            }
        }
        proposal.hope = proposal.prices.dot(shared);
        for cuts in &mut self.cuts {
            let gain = |cut: &Cut| cut.gain(&proposal.prices);
            let most = cuts.iter().map(gain).fold(0.0, f64::max);
            proposal.hope += most;
            for cut in cuts.iter_mut() {
                cut.idle = if gain(cut) < most - 1e-9 { cut.idle + 1 } else { 0 };
            }
            cuts.retain(|cut| cut.idle < MOST_IDLE);
        }
        Some(proposal)
    }

    /// The best prices within the box of what is in `own`, all others being as they are, and what the programme
    /// took, in looks.
    fn priced(&self, own: &[usize], shared: &Resources, center: &Resources) -> Option<Priced> {
        let mut model = variables!();
        let mut objective = Expression::default();
        let mut prices: BTreeMap<usize, Variable> = BTreeMap::new();
        for &at in own {
            let (price, reach) = (center.0[at], self.radius * self.scale.0[at]);
            let (low, high) = ((price - reach).max(0.0), (price + reach).min(self.ceilings.0[at]));
            if high > low {
                let it = model.add(variable().min(low).max(high));
                objective += it * shared.0[at];
                prices.insert(at, it);
            }
        }
        let mut rows: Vec<(Variable, &Cut)> = Vec::new();
        for cuts in &self.cuts {
            let pays = |cut: &Cut| cut.takes.iter().any(|(at, _)| prices.contains_key(at));
            if cuts.iter().any(pays) {
                let gain = model.add(variable().min(0.0));
                objective += gain;
                rows.extend(cuts.iter().map(|cut| (gain, cut)));
            }
        }
        let mut model = model.minimise(objective).using(backend);
        let mut numbers = 0;
        for &(gain, cut) in &rows {
            numbers += cut.takes.len() as u64;
            let mut pays = Expression::from(gain);
            let mut least = cut.value;
            for &(at, amount) in &cut.takes {
                match prices.get(&at) {
                    Some(&price) => pays += price * amount,
                    None => least -= amount * center.0[at],
                }
            }
            model.add_constraint(constraint!(pays >= least));
        }
        let solution = model.solve().ok()?;
        let price = |(&at, &price): (&usize, &Variable)| {
            let price = solution.value(price);
            price.is_finite().then(|| (at, price.clamp(0.0, self.ceilings.0[at])))
        };
        let found = prices.iter().map(price).collect::<Option<Vec<_>>>()?;
        Some((found, rows.len().min(prices.len()) as u64 * numbers / PROPOSAL_PART))
    }

    /// For each block the choice that has the greatest share in the best mixture, the greatest first, and what
    /// the programme took, in looks; none where it cannot be solved.
    pub(super) fn favourites(
        &self,
        layout: Layout,
        shared: &Resources,
    ) -> Option<(Vec<Favourite>, u64)> {
        let (mixture, looks) = self.mixture(layout, shared)?;
        let mut favourites: Vec<(Favourite, f64)> = Vec::new();
        for (block, (cuts, shares)) in self.cuts.iter().zip(mixture).enumerate() {
            let most = shares
                .into_iter()
                .zip(cuts)
                .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.value.total_cmp(&b.1.value)));
            if let Some((share, cut)) = most {
                let choices = cut.choices.clone();
                favourites.push((Favourite { block, share, choices }, cut.value));
            }
        }
        favourites.sort_by(|a, b| {
            let by_share = b.0.share.total_cmp(&a.0.share);
            by_share.then(b.1.total_cmp(&a.1)).then(a.0.block.cmp(&b.0.block))
        });
        Some((favourites.into_iter().map(|it| it.0).collect(), looks))
    }

    /// Every choice so far, with its block.
    pub(super) fn choices(&self) -> impl Iterator<Item = (usize, &[(usize, Choice)])> {
        let blocks = self.cuts.iter().enumerate();
        blocks.flat_map(|(at, cuts)| cuts.iter().map(move |cut| (at, &cut.choices[..])))
    }

    /// The shares of every block's choices in the mixture that is worth most, of those for which there is enough of
    /// everything, and what the programme took, in looks; none where it cannot be solved.
    pub(super) fn mixture(
        &self,
        layout: Layout,
        shared: &Resources,
    ) -> Option<(Vec<Vec<f64>>, u64)> {
        let mut model = variables!();
        let mut objective = Expression::default();
        let mut rows: BTreeMap<usize, Expression> = BTreeMap::new();
        let mut mixture: Vec<Vec<Variable>> = Vec::new();
        let mut numbers = 0;
        for cuts in &self.cuts {
            let own = cuts.iter().map(|cut| {
                let share = model.add(variable().min(0.0));
                objective += share * cut.value;
                numbers += cut.takes.len() as u64;
                for &(at, amount) in &cut.takes {
                    *rows.entry(at).or_default() += share * amount;
                }
                share
            });
            mixture.push(own.collect());
        }
        // a floor is a demand that may be missed at its price
        for at in layout.floor(0)..layout.len() {
            let missed = model.add(variable().min(0.0));
            objective -= missed * self.ceilings.0[at];
            *rows.entry(at).or_default() -= missed;
        }
        let looks = rows.len() as u64 * numbers / MIXTURE_PART;
        let mut model = model.maximise(objective).using(backend);
        for own in mixture.iter().filter(|own| !own.is_empty()) {
            model.add_constraint(constraint!(own.iter().sum::<Expression>() <= 1.0));
        }
        for (at, row) in rows {
            model.add_constraint(constraint!(row <= shared.0[at]));
        }
        let solution = model.solve().ok()?;
        let values = |own: &Vec<Variable>| own.iter().map(|&it| solution.value(it)).collect();
        Some((mixture.iter().map(values).collect(), looks))
    }

    /// Forgets blocks that have decided, and choices for which too little is left.
    pub(super) fn forget(&mut self, layout: Layout, decided: &[usize], shared: &Resources) {
        for &block in decided {
            self.cuts[block].clear();
        }
        let floors = layout.floor(0);
        let fits = |&(at, amount): &(usize, f64)| at >= floors || amount <= shared.0[at] + 1e-6;
        for cuts in &mut self.cuts {
            cuts.retain(|cut| cut.takes.iter().all(fits));
        }
    }
}

impl Cut {
    fn new(instance: &Instance, layout: Layout, choices: &[(usize, Choice)]) -> Self {
        let mut value = 0.0;
        let mut takes: BTreeMap<usize, f64> = BTreeMap::new();
        for &(candidate, choice) in choices {
            value += instance.earns(instance.option(choice), choice.week);
            layout.takes(instance, candidate, choice, |at, amount| {
                if layout.is_shared(at) {
                    *takes.entry(at).or_default() += amount;
                }
            });
        }
        Self { value, takes: takes.into_iter().collect(), choices: choices.to_vec(), idle: 0 }
    }

    /// What the choice gains at `prices`.
    fn gain(&self, prices: &Resources) -> f64 {
        self.value - self.takes.iter().map(|&(at, amount)| prices.0[at] * amount).sum::<f64>()
    }
}
