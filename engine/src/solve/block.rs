//! The best that one specialist's candidates can gain together, as an upper bound that is often exact.
//!
//! Opening prices leave each specialist a problem of their own: for each candidate one *pattern* (a
//! trial or none, the jobbsmak before it), so that hours and caseload hold. A label search goes through
//! the candidates one by one. Prices of the specialist's hours turn every pattern into a *regret*, what
//! it loses against the candidate's best, and `ceiling - regrets` bounds whatever a label can become.
//! Labels that cannot beat the best known choice fall; where there are too many, the worst of them fall
//! too, and the best of those that fell is part of the bound.

use super::hours::{self, HourPrices};
use super::instance::{Block, Choice, HOURS_TOLERANCE, Instance, LONGEST, narrow, weeks_in};
use super::menu::{Dish, Menu, TwoTopics, keep_two_topics};
use super::prices::{Layout, Resources};

/// Patterns of one candidate beyond which the search is not tried.
const MOST_PATTERNS: usize = 5_000;

/// Most that one week's hours may be in whole units: 15 bits and a guard bit.
const MOST_UNITS: f64 = 32_000.0;

/// Labels kept in the first, quick pass, which finds something to beat.
const QUICK_WIDTH: usize = 48;

/// What a block can gain.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Gain {
    /// No choice gains more.
    pub(super) bound: f64,
    /// A choice within the specialist's limits that gains at least nearly as much.
    pub(super) choices: Vec<(usize, Choice)>,
    /// Whether the choices gain the bound.
    pub(super) is_exact: bool,
    /// Labels and patterns looked at.
    pub(super) looks: u64,
}

/// One way to use a candidate's weeks.
pub(super) struct Pattern {
    /// What it gains at the opening prices.
    pub(super) value: f64,
    /// Whole units of the specialist's hours, by week.
    pub(super) units: Vec<u16>,
    pub(super) is_trial: bool,
    choices: Vec<Choice>,
}

/// A specialist's problem in whole units.
pub(super) struct Task {
    /// By candidate; the first pattern of each is to do nothing.
    pub(super) patterns: Vec<Vec<Pattern>>,
    candidates: Vec<usize>,
    /// Units there are, by week.
    pub(super) limits: Vec<u16>,
    pub(super) room: u16,
    /// Units in an hour.
    scale: f64,
}

/// Bounds what `block` can gain at the opening and floor prices, keeping at most `width` labels.
///
/// The hours' prices in `prices` are only where the search for better ones begins.
pub(super) fn gain(
    instance: &Instance,
    layout: Layout,
    prices: &Resources,
    block: &Block,
    width: usize,
) -> Gain {
    let Some(specialist) = block.specialist else {
        return by_candidate(instance, layout, prices, block);
    };
    let Some((task, looks)) = Task::new(instance, layout, prices, block, specialist) else {
        return by_candidate(instance, layout, prices, block);
    };
    let first = layout.hours(specialist);
    let start = HourPrices {
        hours: prices.0[first..][..instance.weeks].iter().map(|it| it / task.scale).collect(),
        room: prices.0[layout.room(specialist)],
    };
    let (hour_prices, steps) = hours::improve(&task, start);
    let mut gain = if instance.weeks <= 8 {
        search::<2>(&task, &hour_prices, width)
    } else {
        search::<7>(&task, &hour_prices, width)
    };
    gain.looks += looks + steps;
    gain
}

/// The bound where the candidates choose alone, the specialist's hours and room being priced too.
pub(super) fn by_candidate(
    instance: &Instance,
    layout: Layout,
    prices: &Resources,
    block: &Block,
) -> Gain {
    let mut menu = Menu::new(instance.weeks);
    let mut gain =
        Gain { bound: 0.0, choices: Vec::new(), is_exact: block.specialist.is_none(), looks: 0 };
    if let Some(at) = block.specialist {
        let specialist = &instance.specialists[at];
        let hours = &prices.0[layout.hours(at)..][..instance.weeks];
        gain.bound = prices.0[layout.room(at)] * f64::from(specialist.caseload_room);
        for (price, limit) in hours.iter().zip(&specialist.support_hours) {
            gain.bound += price * limit;
        }
    }
    for &candidate in &block.candidates {
        let (preferred, looks) = menu.preferred(instance, layout, prices, candidate);
        gain.bound += preferred.gain;
        gain.looks += looks;
        gain.choices.extend(preferred.choices.into_iter().map(|choice| (candidate, choice)));
    }
    gain
}

impl Task {
    /// None where there are too many patterns to go through.
    fn new(
        instance: &Instance,
        layout: Layout,
        prices: &Resources,
        block: &Block,
        specialist: usize,
    ) -> Option<(Self, u64)> {
        let owner = &instance.specialists[specialist];
        let scale = scale(instance, block, &owner.support_hours);
        let limits = owner
            .support_hours
            .iter()
            .map(|hours| units(((hours + HOURS_TOLERANCE) * scale).floor()))
            .collect();
        let mut looks = 0;
        let mut patterns = Vec::new();
        for &candidate in &block.candidates {
            let (own, seen) = patterns_of(instance, layout, prices, candidate, scale)?;
            looks += seen + own.len() as u64;
            patterns.push(own);
        }
        let room = u16::try_from(owner.caseload_room).unwrap_or(u16::MAX);
        Some((Self { patterns, candidates: block.candidates.clone(), limits, room, scale }, looks))
    }

    pub(super) fn weeks(&self) -> usize {
        self.limits.len()
    }
}

/// Units in an hour: such that every need is whole, where there is such a number.
///
/// Where there is none, needs are rounded down, which can only make the bound too high.
fn scale(instance: &Instance, block: &Block, limits: &[f64]) -> f64 {
    let mut needs: Vec<f64> = Vec::new();
    let mut usable = 0.0;
    for &candidate in &block.candidates {
        let mut most = 0.0_f64;
        for option in &instance.options[instance.candidates[candidate].options.clone()] {
            for hours in instance.profile(option).specialist_hours {
                most = most.max(hours);
                if !needs.contains(&hours) {
                    needs.push(hours);
                }
            }
        }
        usable += most;
    }
    let longest = limits.iter().copied().fold(0.0, f64::max).min(usable).max(1e-3);
    let most = MOST_UNITS / longest;
    [1.0, 2.0, 4.0, 10.0, 20.0, 40.0, 60.0, 100.0, 1_000.0]
        .into_iter()
        .filter(|&scale| scale <= most)
        .find(|scale| {
            needs.iter().all(|hours| (hours * scale - (hours * scale).round()).abs() < 1e-9)
        })
        .unwrap_or(most)
}

/// Whole units as the two bytes of a lane.
fn units(whole: f64) -> u16 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let units = whole.clamp(0.0, MOST_UNITS) as u16;
    units
}

/// Every pattern of a candidate that can be part of a best choice, the empty one first.
fn patterns_of(
    instance: &Instance,
    layout: Layout,
    prices: &Resources,
    candidate: usize,
    scale: f64,
) -> Option<(Vec<Pattern>, u64)> {
    let weeks = instance.weeks;
    let owner = &instance.candidates[candidate];
    let mut shapes: Vec<(bool, [f64; LONGEST])> = Vec::new();
    // best start and best of another topic, by shape and week
    let mut menu: Vec<Vec<TwoTopics>> = Vec::new();
    let mut looks = 0;
    for at in owner.options.clone() {
        let option = &instance.options[at];
        let profile = instance.profile(option);
        let shape = (profile.is_trial, profile.specialist_hours);
        let row = shapes.iter().position(|it| *it == shape).unwrap_or_else(|| {
            shapes.push(shape);
            menu.push(vec![[None; 2]; weeks]);
            menu.len() - 1
        });
        for week in weeks_in(option.start_weeks) {
            looks += 1;
            let gain = prices.gain(layout, instance, candidate, option, week);
            if gain <= 0.0 {
                continue;
            }
            let choice = Choice { option: narrow(at), week };
            keep_two_topics(
                &mut menu[row][week as usize],
                Dish { gain, choice, topic: option.topic },
            );
        }
    }
    let mut patterns =
        vec![Pattern { value: 0.0, units: vec![0; weeks], is_trial: false, choices: Vec::new() }];
    let tasters: Vec<Vec<Dish>> = sets_of_tasters(&shapes, &menu, owner.max_jobbsmak)?;
    let pattern = |dishes: &[Dish], is_trial| {
        let mut units_by_week = vec![0; weeks];
        for dish in dishes {
            let profile = instance.profile(instance.option(dish.choice));
            for offset in 0..profile.weeks {
                units_by_week[dish.choice.week as usize + offset] +=
                    units((profile.specialist_hours[offset] * scale + 1e-9).floor());
            }
        }
        Pattern {
            value: dishes.iter().map(|dish| dish.gain).sum(),
            units: units_by_week,
            is_trial,
            choices: dishes.iter().map(|dish| dish.choice).collect(),
        }
    };
    for (shape, row) in shapes.iter().zip(&menu).filter(|(shape, _)| shape.0) {
        debug_assert!(shape.0, "only trials are left");
        for dish in row.iter().filter_map(|dishes| dishes[0]) {
            for set in &tasters {
                if set.iter().all(|taster| taster.choice.week < dish.choice.week) {
                    let mut dishes = set.clone();
                    dishes.push(dish);
                    patterns.push(pattern(&dishes, true));
                }
            }
            if patterns.len() > MOST_PATTERNS {
                return None;
            }
        }
    }
    patterns.extend(tasters.iter().filter(|set| !set.is_empty()).map(|set| pattern(set, false)));
    (patterns.len() <= MOST_PATTERNS).then_some((patterns, looks))
}

/// Every set of jobbsmak in different weeks, the empty one too; in topics of their own up to two, and
/// beyond that whatever the topic, which can only gain too much.
fn sets_of_tasters(
    shapes: &[(bool, [f64; LONGEST])],
    menu: &[Vec<TwoTopics>],
    most: usize,
) -> Option<Vec<Vec<Dish>>> {
    let rows: Vec<&Vec<TwoTopics>> =
        shapes.iter().zip(menu).filter(|(shape, _)| !shape.0).map(|(_, row)| row).collect();
    let mut sets: Vec<Vec<Dish>> = vec![Vec::new()];
    let mut first_of_size = 0;
    for size in 1..=most {
        let until = sets.len();
        for at in first_of_size..until {
            let after = sets[at].last().map_or(0, |dish| dish.choice.week as usize + 1);
            for row in &rows {
                for week in row.iter().skip(after) {
                    let set = if size == 2 && most == 2 {
                        best_pair(&rows, sets[at][0], week)
                    } else {
                        week[0].map(|dish| [&sets[at][..], &[dish]].concat())
                    };
                    sets.extend(set);
                }
            }
            if sets.len() > MOST_PATTERNS {
                return None;
            }
        }
        first_of_size = until;
    }
    Some(sets)
}

/// The best two starts of different topics in the week of `first`, at its hours, and in `week`.
fn best_pair(rows: &[&Vec<TwoTopics>], first: Dish, week: &TwoTopics) -> Option<Vec<Dish>> {
    let row = rows.iter().find(|row| {
        row[first.choice.week as usize][0].is_some_and(|dish| dish.choice == first.choice)
    })?;
    let mut best: Option<Vec<Dish>> = None;
    for a in row[first.choice.week as usize].into_iter().flatten() {
        for b in week.iter().flatten() {
            let gain = a.gain + b.gain;
            if a.topic != b.topic
                && best.as_ref().is_none_or(|it| gain > it.iter().map(|dish| dish.gain).sum())
            {
                best = Some(vec![a, *b]);
            }
        }
    }
    best
}

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

fn lane<const N: usize>(all: &Lanes<N>, week: usize) -> u64 {
    (all[week / 4] >> (16 * (week % 4))) & 0x7fff
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
    used: Lanes<N>,
    /// What it loses against the ceiling, hours that nobody left can use among it.
    regret: f64,
    /// The same without those hours.
    chosen_regret: f64,
    parent: u32,
    pattern: u16,
    trials: u16,
}

/// A pattern as the search reads it.
struct Move<const N: usize> {
    used: Lanes<N>,
    regret: f64,
    is_trial: bool,
    pattern: u16,
}

struct Search<const N: usize> {
    /// By candidate, least regret first.
    moves: Vec<Vec<Move<N>>>,
    /// Places of the candidates in the task, in the order of the search.
    order: Vec<usize>,
    limits: Lanes<N>,
    room: u16,
    ceiling: f64,
    hour_prices: Vec<f64>,
    room_price: f64,
    /// Most units a week that candidates from here on can use.
    usable: Vec<Vec<u64>>,
    /// Most trials that candidates from here on can start.
    trials_left: Vec<u16>,
}

fn search<const N: usize>(task: &Task, prices: &HourPrices, width: usize) -> Gain {
    let search = Search::<N>::new(task, prices);
    let mut looks = 0;
    let quick = search.run(0.0, QUICK_WIDTH.min(width), &mut looks);
    let mut best = quick.best;
    let mut bound = quick.dropped;
    if width > QUICK_WIDTH && bound > best.0 {
        let full = search.run(best.0, width, &mut looks);
        bound = full.dropped;
        if full.best.0 > best.0 {
            best = full.best;
        }
    }
    let (value, picks) = best;
    let mut choices = Vec::new();
    for (at, pattern) in picks {
        let pattern = &task.patterns[at][pattern as usize];
        choices.extend(pattern.choices.iter().map(|&choice| (task.candidates[at], choice)));
    }
    Gain { bound: bound.max(value), choices, is_exact: bound <= value, looks }
}

/// What a pass came to.
struct Pass {
    /// The best value, with the pattern of each candidate (by place in the task).
    best: (f64, Vec<(usize, u16)>),
    /// No choice that the pass let fall is worth more.
    dropped: f64,
}

impl<const N: usize> Search<N> {
    fn new(task: &Task, prices: &HourPrices) -> Self {
        let mut ceiling = prices.cost(&task.limits, task.room);
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
                    is_trial: it.is_trial,
                    pattern: u16::try_from(pattern).expect("at most MOST_PATTERNS"),
                })
                .collect();
            moves.sort_by(|a, b| a.regret.total_cmp(&b.regret).then(a.pattern.cmp(&b.pattern)));
            let heaviest = patterns.iter().map(|it| it.units.iter().map(|&u| u64::from(u)).sum());
            by_candidate.push((heaviest.max().unwrap_or(0), at, moves));
        }
        by_candidate.sort_by_key(|&(heaviest, at, _)| (std::cmp::Reverse(heaviest), at));
        let weeks = task.weeks();
        let (mut usable, mut trials_left) = (vec![vec![0; weeks]], vec![0_u16]);
        for (_, at, _) in by_candidate.iter().rev() {
            let patterns = &task.patterns[*at];
            let mut most = usable.last().expect("starts with one").clone();
            for (week, most) in most.iter_mut().enumerate() {
                *most += patterns.iter().map(|it| u64::from(it.units[week])).max().unwrap_or(0);
            }
            usable.push(most);
            let tries = u16::from(patterns.iter().any(|it| it.is_trial));
            trials_left.push(trials_left.last().expect("starts with one") + tries);
        }
        usable.reverse();
        trials_left.reverse();
        let mut limits = lanes(&task.limits);
        for word in &mut limits {
            *word |= GUARD;
        }
        Self {
            order: by_candidate.iter().map(|&(_, at, _)| at).collect(),
            moves: by_candidate.into_iter().map(|(_, _, moves)| moves).collect(),
            limits,
            room: task.room,
            ceiling,
            hour_prices: prices.hours.clone(),
            room_price: prices.room,
            usable,
            trials_left,
        }
    }

    /// Price of what is left that nobody from `depth` on can use.
    fn wasted(&self, depth: usize, used: &Lanes<N>, trials: u16) -> f64 {
        let mut waste = 0.0;
        for (week, &price) in self.hour_prices.iter().enumerate() {
            let left = lane(&self.limits, week) - lane(used, week);
            let unused = left.saturating_sub(self.usable[depth][week]);
            if unused > 0 {
                #[expect(clippy::cast_precision_loss, reason = "at most 15 bits")]
                let unused = unused as f64;
                waste += price * unused;
            }
        }
        let unused = (self.room - trials).saturating_sub(self.trials_left[depth]);
        waste + self.room_price * f64::from(unused)
    }

    /// Goes through the candidates once. Whatever cannot beat `floor` falls, and does not count as dropped.
    fn run(&self, floor: f64, width: usize, looks: &mut u64) -> Pass {
        let margin = 1e-9 * self.ceiling.abs().max(1.0);
        let most_regret = self.ceiling - floor - margin;
        let root = Label {
            used: [0; N],
            regret: 0.0,
            chosen_regret: 0.0,
            parent: 0,
            pattern: 0,
            trials: 0,
        };
        let mut levels: Vec<Vec<Label<N>>> = vec![vec![root]];
        let mut least_dropped = f64::INFINITY;
        let mut table = Table::default();
        for (depth, moves) in self.moves.iter().enumerate() {
            let level = levels.last().expect("starts with one");
            let mut next: Vec<Label<N>> = Vec::new();
            table.clear(level.len() * 4);
            for (parent, label) in level.iter().enumerate() {
                for it in moves {
                    let chosen_regret = label.chosen_regret + it.regret;
                    *looks += 1;
                    if chosen_regret >= most_regret {
                        break;
                    }
                    let trials = label.trials + u16::from(it.is_trial);
                    if trials > self.room {
                        continue;
                    }
                    let Some(used) = added(&label.used, &it.used, &self.limits) else { continue };
                    let regret = chosen_regret + self.wasted(depth + 1, &used, trials);
                    if regret >= most_regret {
                        continue;
                    }
                    let child = Label {
                        used,
                        regret,
                        chosen_regret,
                        parent: narrow(parent),
                        pattern: it.pattern,
                        trials,
                    };
                    table.insert(&mut next, child);
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
            levels.push(next);
        }
        let mut best = (0.0, Vec::new());
        let last = levels.last().expect("one for each candidate and the root");
        let winner = last.iter().enumerate().min_by(|a, b| a.1.regret.total_cmp(&b.1.regret));
        if let Some((mut at, label)) = winner {
            best.0 = self.ceiling - label.regret;
            for depth in (1..levels.len()).rev() {
                let label = &levels[depth][at];
                best.1.push((self.order[depth - 1], label.pattern));
                at = label.parent as usize;
            }
        }
        Pass { best, dropped: self.ceiling - least_dropped }
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
                if label.chosen_regret < known.chosen_regret {
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
