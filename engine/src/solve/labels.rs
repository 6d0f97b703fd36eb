//! The search for the best choice of patterns, one of each candidate of a specialist.
//!
//! It goes through the candidates one by one and keeps a *label* for each way to use the hours so far.
//! Prices of the hours turn every pattern into a *regret*, what it loses against the candidate's best, and
//! `ceiling - regrets` bounds whatever a label can become; so do other prices, which suit the candidates that
//! are left. Labels that cannot beat the best known choice fall; where there are too many, the worst of them
//! fall too, and the best of those that fell is part of the bound.

use std::collections::BTreeSet;

use super::block::Task;
use super::goods::Good;
use super::hours::{self, Demand, HourPrices};
use super::instance::narrow;

/// Labels kept in the first, quick pass, which finds something to beat.
const QUICK_WIDTH: usize = 48;

/// Choices that a search tells of, at most.
const MOST_CHOICES: usize = 8;

/// Labels from which on other prices for the candidates that are left are worth finding, and how many
/// candidates those must be.
const WORTH_OPINIONS: usize = 4_000;
const FEWEST_LEFT: usize = 3;

/// Four weeks of units in each word, 15 bits and a guard bit a week.
type Lanes<const N: usize> = [u64; N];

const GUARD: u64 = 0x8000_8000_8000_8000;

fn lanes<const N: usize>(units: &[u16]) -> Lanes<N> {
    let mut all = [0; N];
    for (week, &units) in units.iter().enumerate() {
        all[week / 4] |= u64::from(units) << (16 * (week % 4));
    }
    all
}

fn lane<const N: usize>(all: &Lanes<N>, week: usize) -> usize {
    #[expect(clippy::cast_possible_truncation, reason = "15 bits")]
    let units = (all[week / 4] >> (16 * (week % 4))) as usize & 0x7fff;
    units
}

/// The sum of both where it is within the limits, which carry their guard bits.
fn added<const N: usize>(a: &Lanes<N>, b: &Lanes<N>, limits: &Lanes<N>) -> Option<Lanes<N>> {
    let mut sum = [0; N];
    for at in 0..N {
        sum[at] = a[at] + b[at];
        if (limits[at] - sum[at]) & GUARD != GUARD {
            return None;
        }
    }
    Some(sum)
}

/// Choices for the first few candidates.
#[derive(Clone, Copy)]
struct Label<const N: usize> {
    /// Units used, those that nobody left can use among them.
    used: Lanes<N>,
    /// What it loses against the ceiling at the best prices known for it.
    regret: f64,
    /// The same at the first prices.
    first_regret: f64,
    parent: u32,
    pattern: u16,
    trials: u16,
}

/// Prices that suit the last candidates better than the first prices do.
struct Opinion {
    /// What units left are worth more than at the first prices, by week and units used.
    more: Vec<Vec<f64>>,
    room: f64,
    /// What the candidates from a depth on gain more.
    gain: f64,
}

/// A pattern as the search reads it.
struct Move<const N: usize> {
    used: Lanes<N>,
    regret: f64,
    /// Price of what it uses.
    cost: f64,
    is_trial: bool,
    pattern: u16,
}

struct Search<'a, const N: usize> {
    task: &'a Task,
    /// By candidate, least regret first.
    moves: Vec<Vec<Move<N>>>,
    /// Places of the candidates in the task, in the order of the search.
    order: Vec<usize>,
    limits: Lanes<N>,
    room: u16,
    ceiling: f64,
    prices: HourPrices,
    /// What units left are worth, by week and units used.
    worth: Vec<Vec<f64>>,
    /// Units used, with those that candidates from here on cannot use, by depth, week and units used.
    settled: Vec<Vec<Vec<u16>>>,
    /// Most trials that candidates from here on can start.
    trials_left: Vec<u16>,
}

/// What a search found.
pub(super) struct Found {
    /// No choice of patterns gains more.
    pub(super) bound: f64,
    /// What the best choice gains, or what was known to.
    pub(super) value: f64,
    /// Whether the patterns gain the bound.
    pub(super) is_exact: bool,
    /// Good choices, the best one first, if better ones were found: candidates with the pattern chosen, by their places in the task.
    pub(super) choices: Vec<Vec<(usize, usize)>>,
    /// Labels and patterns looked at.
    pub(super) looks: u64,
}

/// Searches for the best choice of patterns, keeping at most `width` labels a level.
///
/// `N` words must hold a lane for every week.
///
/// Where `known` is given, only what gains more is searched for.
pub(super) fn search<const N: usize>(
    task: &Task,
    prices: &HourPrices,
    width: usize,
    known: Option<f64>,
) -> Found {
    let search = Search::<N>::new(task, prices);
    let mut looks = 0;
    let (mut value, mut choices, mut dropped) = (known.unwrap_or(0.0), Vec::new(), f64::INFINITY);
    let quick = [QUICK_WIDTH.min(width)].into_iter().filter(|_| known.is_none());
    for width in quick.chain([width]) {
        if dropped <= value {
            break;
        }
        let pass = search.run(value, width, &mut looks);
        dropped = pass.dropped;
        if pass.value > value || choices.is_empty() && known.is_none() {
            value = pass.value;
            choices.splice(0..0, pass.choices);
        }
    }
    Found { bound: dropped.max(value), value, is_exact: dropped <= value, choices, looks }
}

/// What a pass came to.
struct Pass {
    /// The best value of a choice, and the patterns of good ones, the best first.
    value: f64,
    choices: Vec<Vec<(usize, usize)>>,
    /// No choice that the pass let fall is worth more.
    dropped: f64,
}

/// Sums of what candidates can use in one week: bit n is set where n units are one.
#[derive(Clone)]
struct Sums {
    bits: Vec<u64>,
    limit: usize,
}

impl Sums {
    /// Nobody uses anything.
    fn nothing(limit: u16) -> Self {
        let limit = usize::from(limit);
        let mut bits = vec![0; limit / 64 + 1];
        bits[0] = 1;
        Self { bits, limit }
    }

    /// Adds somebody who uses one of these.
    fn add(&mut self, uses: &BTreeSet<u16>) {
        let before = self.bits.clone();
        for &units in uses.iter().filter(|units| **units > 0) {
            let (words, bits) = (usize::from(units) / 64, units % 64);
            for (at, &word) in before.iter().enumerate() {
                if let Some(sum) = self.bits.get_mut(at + words) {
                    *sum |= word << bits;
                }
                if let Some(sum) = self.bits.get_mut(at + words + 1).filter(|_| bits > 0) {
                    *sum |= word >> (64 - bits);
                }
            }
        }
    }

    /// Units used with the rest that no sum fills, by units used.
    fn settled(&self) -> Vec<u16> {
        let mut most = 0;
        let mut by_left: Vec<u16> = Vec::with_capacity(self.limit + 1);
        for left in 0..=self.limit {
            if self.bits[left / 64] >> (left % 64) & 1 == 1 {
                most = left;
            }
            by_left.push(u16::try_from(self.limit - most).expect("limits are u16"));
        }
        by_left.reverse();
        by_left
    }
}

impl<'a, const N: usize> Search<'a, N> {
    fn new(task: &'a Task, prices: &HourPrices) -> Self {
        let costs = prices.weeks.iter().zip(&task.limits);
        let mut ceiling = costs.map(|(costs, &limit)| costs[usize::from(limit)]).sum::<f64>()
            + prices.room * f64::from(task.room);
        let mut by_candidate: Vec<(u64, usize, Vec<Move<N>>)> = Vec::new();
        for (at, patterns) in task.patterns.iter().enumerate() {
            let reduced: Vec<f64> = patterns.iter().map(|it| prices.reduced(it)).collect();
            let best = reduced.iter().copied().fold(0.0, f64::max);
            ceiling += best;
            let mut moves: Vec<Move<N>> = patterns
                .iter()
                .zip(&reduced)
                .enumerate()
                .map(|(pattern, (it, reduced))| Move {
                    used: lanes(&it.units),
                    regret: best - reduced,
                    cost: prices.cost(&it.units),
                    is_trial: it.is_trial,
                    pattern: u16::try_from(pattern).expect("at most MOST_PATTERNS"),
                })
                .collect();
            moves.sort_by(|a, b| a.regret.total_cmp(&b.regret).then(a.pattern.cmp(&b.pattern)));
            let heaviest = patterns.iter().map(|it| it.units.iter().map(|&u| u64::from(u)).sum());
            by_candidate.push((heaviest.max().unwrap_or(0), at, moves));
        }
        by_candidate.sort_by_key(|&(heaviest, at, _)| (std::cmp::Reverse(heaviest), at));
        let mut sums: Vec<Sums> = task.limits.iter().copied().map(Sums::nothing).collect();
        let mut settled: Vec<Vec<Vec<u16>>> = vec![sums.iter().map(Sums::settled).collect()];
        let mut trials_left = vec![0_u16];
        for (_, at, _) in by_candidate.iter().rev() {
            let patterns = &task.patterns[*at];
            for (week, sums) in sums.iter_mut().enumerate() {
                sums.add(&patterns.iter().map(|it| it.units[week]).collect());
            }
            settled.push(sums.iter().map(Sums::settled).collect());
            let tries = u16::from(patterns.iter().any(|it| it.is_trial));
            trials_left.push(trials_left.last().expect("starts with one") + tries);
        }
        settled.reverse();
        trials_left.reverse();
        let mut limits = lanes(&task.limits);
        for word in &mut limits {
            *word |= GUARD;
        }
        let worth = prices.weeks.iter().map(|costs| costs.iter().rev().copied().collect());
        Self {
            task,
            order: by_candidate.iter().map(|&(_, at, _)| at).collect(),
            moves: by_candidate.into_iter().map(|(_, _, moves)| moves).collect(),
            limits,
            room: task.room,
            ceiling,
            worth: worth.collect(),
            prices: prices.clone(),
            settled,
            trials_left,
        }
    }

    /// What is used once those from `depth` on are served as well as they can be, with the worth of the rest.
    fn settle(&self, depth: usize, used: &Lanes<N>) -> (Lanes<N>, f64) {
        let (mut all, mut worth) = ([0; N], 0.0);
        for (week, settled) in self.settled[depth].iter().enumerate() {
            let units = settled[lane(used, week)];
            all[week / 4] |= u64::from(units) << (16 * (week % 4));
            worth += self.worth[week][usize::from(units)];
        }
        (all, worth)
    }

    /// What the units left by a label are worth.
    fn worth(&self, used: &Lanes<N>) -> f64 {
        self.worth.iter().enumerate().map(|(week, worth)| worth[lane(used, week)]).sum()
    }

    /// Prices that suit what the labels have left, on average, for the candidates from `depth` on.
    fn opinion(&self, depth: usize, labels: &[Label<N>], looks: &mut u64) -> Option<Opinion> {
        if labels.is_empty() || self.order.len() < depth + FEWEST_LEFT {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "a number of labels")]
        let share = 1.0 / labels.len() as f64;
        let limits = &self.task.limits;
        // how many labels have so many units left, by week
        let mut counts: Vec<Vec<u32>> =
            limits.iter().map(|&limit| vec![0; usize::from(limit) + 1]).collect();
        let mut room = 0.0;
        for label in labels {
            for (week, counts) in counts.iter_mut().enumerate() {
                counts[usize::from(limits[week]) - lane(&label.used, week)] += 1;
            }
            room += f64::from(self.room - label.trials);
        }
        let amount = |good: &Good| {
            let weighed = good.amounts.iter().zip(&counts[good.week]);
            share * weighed.map(|(amount, &count)| amount * f64::from(count)).sum::<f64>()
        };
        let demand = Demand {
            patterns: self.order[depth..].iter().map(|&at| &self.task.patterns[at][..]).collect(),
            goods: &self.task.goods,
            amounts: self.task.goods.iter().map(amount).collect(),
            room: share * room,
        };
        let (prices, steps) = hours::improve(&demand, self.prices.clone());
        *looks += steps + labels.len() as u64;
        let left = self.order[depth..].iter().map(|&at| &self.task.patterns[at][..]);
        let gain = left.map(|it| prices.best(it) - self.prices.best(it)).sum();
        let more = prices.weeks.iter().zip(&self.prices.weeks);
        let more = more.map(|(new, old)| new.iter().zip(old).rev().map(|(a, b)| a - b).collect());
        Some(Opinion { more: more.collect(), room: prices.room - self.prices.room, gain })
    }

    /// By how much the bound of a label is lower at other prices; it can be higher.
    fn doubt(&self, opinion: &Opinion, used: &Lanes<N>, trials: u16) -> f64 {
        let more = opinion.more.iter().enumerate().map(|(week, more)| more[lane(used, week)]);
        -(opinion.gain + opinion.room * f64::from(self.room - trials) + more.sum::<f64>())
    }

    /// Goes through the candidates once. Whatever cannot beat `floor` falls, and does not count as dropped.
    fn run(&self, floor: f64, width: usize, looks: &mut u64) -> Pass {
        let margin = 1e-9 * self.ceiling.abs().max(1.0);
        let most_regret = self.ceiling - floor - margin;
        let root = Label {
            used: [0; N],
            regret: 0.0,
            first_regret: 0.0,
            parent: 0,
            pattern: 0,
            trials: 0,
        };
        let mut level = vec![root];
        // by depth and label: whose child it is, and by which pattern
        let mut steps: Vec<Vec<(u32, u16)>> = Vec::new();
        let mut least_dropped = f64::INFINITY;
        let mut table = Table::default();
        let mut opinion: Option<Opinion> = None;
        for (depth, moves) in self.moves.iter().enumerate() {
            let mut next: Vec<Label<N>> = Vec::new();
            table.clear(level.len() * 4);
            for (parent, label) in level.iter().enumerate() {
                let first_child = next.len();
                let worth_before = self.worth(&label.used);
                for it in moves {
                    *looks += 1;
                    if label.first_regret + it.regret >= most_regret {
                        break;
                    }
                    let trials = label.trials + u16::from(it.is_trial);
                    if trials > self.room {
                        continue;
                    }
                    let Some(used) = added(&label.used, &it.used, &self.limits) else { continue };
                    let (used, worth) = self.settle(depth + 1, &used);
                    let idle = (self.room - trials).saturating_sub(self.trials_left[depth + 1]);
                    let trials = trials + idle;
                    // the parts of what is left are worth less than the whole
                    let lost = worth_before - it.cost - worth + self.prices.room * f64::from(idle);
                    let first_regret = label.first_regret + it.regret + lost;
                    let mut regret = first_regret;
                    if let Some(opinion) = &opinion {
                        regret = regret.max(first_regret + self.doubt(opinion, &used, trials));
                    }
                    if regret >= most_regret {
                        continue;
                    }
                    let child = Label {
                        used,
                        regret,
                        first_regret,
                        parent: narrow(parent),
                        pattern: it.pattern,
                        trials,
                    };
                    if depth + 1 < self.moves.len() {
                        table.insert(&mut next, child);
                    } else if next.len() == first_child {
                        next.push(child);
                    } else if child.regret < next[first_child].regret {
                        next[first_child] = child;
                    }
                }
            }
            if next.len() > width {
                let by_regret = |a: &Label<N>, b: &Label<N>| {
                    a.regret
                        .total_cmp(&b.regret)
                        .then_with(|| (a.used, a.trials).cmp(&(b.used, b.trials)))
                };
                next.select_nth_unstable_by(width, by_regret);
                least_dropped = least_dropped.min(next[width].regret);
                next.truncate(width);
                next.sort_unstable_by(by_regret);
            }
            if width >= WORTH_OPINIONS {
                // of those whom the children of these labels will leave
                opinion = self.opinion(depth + 2, &next, looks);
            }
            steps.push(next.iter().map(|label| (label.parent, label.pattern)).collect());
            level = next;
        }
        let mut pass =
            Pass { value: 0.0, choices: vec![Vec::new()], dropped: self.ceiling - least_dropped };
        let mut by_regret: Vec<usize> = (0..level.len()).collect();
        by_regret.sort_by(|&a, &b| level[a].regret.total_cmp(&level[b].regret).then(a.cmp(&b)));
        by_regret.truncate(MOST_CHOICES);
        if let Some(&best) = by_regret.first() {
            pass.value = self.ceiling - level[best].regret;
            pass.choices = by_regret.into_iter().map(|at| self.path(&steps, at)).collect();
        }
        pass
    }

    /// The patterns that led to a label of the last level.
    fn path(&self, steps: &[Vec<(u32, u16)>], mut at: usize) -> Vec<(usize, usize)> {
        let mut patterns = Vec::new();
        for (candidate, steps) in self.order.iter().zip(steps).rev() {
            let (parent, pattern) = steps[at];
            patterns.push((*candidate, usize::from(pattern)));
            at = parent as usize;
        }
        patterns
    }
}

/// Labels of one level by what they use, so that of two alike only the better stays.
#[derive(Default)]
struct Table {
    slots: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl Table {
    fn clear(&mut self, expected: usize) {
        self.slots.clear();
        self.slots.resize((expected * 2).next_power_of_two().max(64), FREE);
    }

    fn insert<const N: usize>(&mut self, labels: &mut Vec<Label<N>>, label: Label<N>) {
        if labels.len() * 2 >= self.slots.len() {
            let size = self.slots.len() * 4;
            self.slots.clear();
            self.slots.resize(size, FREE);
            for at in 0..labels.len() {
                let slot = self.slot(labels, &labels[at]);
                self.slots[slot] = narrow(at);
            }
        }
        let slot = self.slot(labels, &label);
        match self.slots[slot] {
            FREE => {
                self.slots[slot] = narrow(labels.len());
                labels.push(label);
            }
            at => {
                let known = &mut labels[at as usize];
                if label.first_regret < known.first_regret {
                    *known = label;
                }
            }
        }
    }

    fn slot<const N: usize>(&self, labels: &[Label<N>], label: &Label<N>) -> usize {
        let mut hash = u64::from(label.trials);
        for word in label.used {
            hash = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            hash ^= hash >> 29;
        }
        let mask = self.slots.len() - 1;
        #[expect(clippy::cast_possible_truncation, reason = "masked")]
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                FREE => return slot,
                at => {
                    let known = &labels[at as usize];
                    if known.used == label.used && known.trials == label.trials {
                        return slot;
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    use super::*;
    use crate::solve::block::Pattern;

    /// The best choice of one pattern each, by trying all.
    fn by_brute_force(task: &Task, at: usize, used: &[u16], trials: u16) -> f64 {
        let Some(patterns) = task.patterns.get(at) else { return 0.0 };
        let mut best = f64::NEG_INFINITY;
        for pattern in patterns {
            let used: Vec<u16> = used.iter().zip(&pattern.units).map(|(a, b)| a + b).collect();
            let trials = trials + u16::from(pattern.is_trial);
            if trials <= task.room
                && used.iter().zip(&task.limits).all(|(used, limit)| used <= limit)
            {
                best = best.max(pattern.value + by_brute_force(task, at + 1, &used, trials));
            }
        }
        best
    }

    /// Tasks of so many candidates with so many patterns each, up to such limits in each week and with room for so many
    /// trials.
    fn tasks(
        candidates: Range<usize>,
        patterns: Range<usize>,
        limits: Range<u16>,
        room: Range<u16>,
    ) -> impl Strategy<Value = Task> {
        let pattern = (1_u32..100, vec(0_u16..9, 3), any::<bool>());
        (vec(vec(pattern, patterns), candidates), vec(limits, 3), room).prop_map(
            |(patterns, limits, room)| {
                let own = |patterns: Vec<(u32, Vec<u16>, bool)>| {
                    let some = patterns.into_iter().map(|(value, units, is_trial)| {
                        Pattern::new(f64::from(value) / 7.0, units, is_trial)
                    });
                    std::iter::once(Pattern::new(0.0, vec![0; 3], false)).chain(some).collect()
                };
                Task::in_units(patterns.into_iter().map(own).collect(), limits, room)
            },
        )
    }

    proptest! {
        #[test]
        fn a_wide_search_is_exact_and_a_narrow_one_is_a_bound(
            task in tasks(1..6, 0..6, 9..20, 0..4),
        ) {
            let best = by_brute_force(&task, 0, &[0; 3], 0);
            let nothing = HourPrices::new(&task.goods, vec![0.0; 3], 0.0);
            let (prices, _) = hours::improve(&task.demand(), nothing.clone());
            for start in [nothing, prices] {
                let wide = search::<2>(&task, &start, 100_000, None);
                prop_assert!((wide.bound - best).abs() < 1e-7, "{} is not {best}", wide.bound);
                prop_assert!(wide.is_exact);
                let chosen: f64 = wide.choices[0].iter().map(|&(at, it)| task.patterns[at][it].value).sum();
                prop_assert!((chosen - best).abs() < 1e-7);
                for width in [1, 2, 7] {
                    let narrow = search::<2>(&task, &start, width, None);
                    prop_assert!(narrow.bound >= best - 1e-7, "{width}: {} < {best}", narrow.bound);
                }
            }
        }
    }

    proptest! {
        /// A specialist with a dozen candidates, for whom other prices are worth finding.
        #[test]
        fn other_prices_for_those_who_are_left_bound_what_can_be_chosen(
            task in tasks(8..13, 1..9, 9..30, 2..8),
        ) {
            let nothing = HourPrices::new(&task.goods, vec![0.0; 3], 0.0);
            let (prices, _) = hours::improve(&task.demand(), nothing.clone());
            let worth = |found: &Found| -> f64 {
                found.choices[0].iter().map(|&(at, it)| task.patterns[at][it].value).sum()
            };
            for start in [nothing, prices] {
                let without = search::<2>(&task, &start, WORTH_OPINIONS - 1, None);
                let with = search::<2>(&task, &start, WORTH_OPINIONS, None);
                let (less, more) = (worth(&without), worth(&with));
                prop_assert!(with.bound >= less - 1e-7, "{} is below {less}", with.bound);
                prop_assert!(without.bound >= more - 1e-7, "{} is below {more}", without.bound);
                prop_assert!(!with.is_exact || more >= less - 1e-7, "{more} is below {less}");
            }
        }
    }

    proptest! {
        #[test]
        fn sums_are_what_adding_up_says(
            limit in 1_u16..300,
            uses in vec(btree_set(0_u16..150, 1..4), 0..4),
        ) {
            let mut all = BTreeSet::from([0]);
            let mut sums = Sums::nothing(limit);
            for own in &uses {
                sums.add(own);
                let with = all.iter().flat_map(|sum| own.iter().map(move |units| sum + units));
                all = all.iter().copied().chain(with.collect::<Vec<u16>>()).collect();
            }
            let settled = sums.settled();
            for used in 0..=limit {
                let fills = all.range(..=limit - used).next_back().unwrap();
                prop_assert_eq!(settled[usize::from(used)], limit - fills);
            }
        }
    }

    #[test]
    fn lanes_do_not_run_into_each_other() {
        #[rustfmt::skip]
        let cases = [
            // a      b       limit   fits   why
            (0,       0,      0,      true,  "nothing fits nothing"),
            (5,       5,      10,     true,  "full to the brim"),
            (5,       6,      10,     false, "one over"),
            (32_000,  0,      32_000, true,  "the most there can be"),
            (32_000,  32_000, 32_000, false, "twice as much stays inside the lane"),
        ];
        for (a, b, limit, fits, why) in cases {
            let neighbours = |middle| lanes::<2>(&[7, middle, 7, 7, 7]);
            let mut limits = neighbours(limit);
            for (at, word) in limits.iter_mut().enumerate() {
                *word += lanes::<2>(&[7, 0, 7, 7, 7])[at];
                *word |= GUARD;
            }
            assert_eq!(added(&neighbours(a), &neighbours(b), &limits).is_some(), fits, "{why}");
        }
    }
}
