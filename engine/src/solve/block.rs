//! What one specialist's candidates can gain together, as an upper bound that is often exact.
//!
//! Opening prices leave each specialist a problem of their own: for each candidate one *pattern* (a
//! trial or none, the jobbsmak before it), so that hours and caseload hold. `labels` searches it.

use super::goods::{self, Good};
use super::hours::{self, Demand, HourPrices};
use super::instance::{Block, Choice, HOURS_TOLERANCE, Instance, LONGEST, narrow, weeks_in};
use super::labels;
use super::menu::{Dish, Dishes, Menu, total};
use super::prices::{Layout, Resources};
use super::schedule::Schedule;

/// Patterns of one candidate beyond which the search is not tried.
const MOST_PATTERNS: usize = 5_000;

/// Jobbsmak of one pattern up to which the best topics are found.
const MOST_SEATED: usize = 4;

/// Making a pattern takes as long as looking at this many.
const PATTERN_LOOKS: u64 = 15;

/// Most that one week's hours may be in whole units, so that they fit 15 bits.
const MOST_UNITS: f64 = 32_000.0;

/// What a block can gain.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Gain {
    /// No choice gains more.
    pub(super) bound: f64,
    /// What the best choice gains; the bound where that is not known.
    pub(super) value: f64,
    /// A choice within the specialist's limits that gains at least nearly as much.
    pub(super) choices: Vec<(usize, Choice)>,
    /// Other good choices.
    pub(super) others: Vec<Vec<(usize, Choice)>>,
    /// Whether the choices gain the bound.
    pub(super) is_exact: bool,
    /// Labels and patterns looked at.
    pub(super) looks: u64,
}

/// One way to use a candidate's weeks.
#[derive(Debug)]
pub(super) struct Pattern {
    /// What it gains at the opening prices.
    pub(super) value: f64,
    /// Whole units of the specialist's hours, by week.
    pub(super) units: Vec<u16>,
    pub(super) is_trial: bool,
    choices: Vec<Choice>,
}

/// A specialist's problem in whole units.
#[derive(Debug)]
pub(super) struct Task {
    /// By candidate; the first pattern of each is to do nothing.
    pub(super) patterns: Vec<Vec<Pattern>>,
    /// Units there are, by week.
    pub(super) limits: Vec<u16>,
    pub(super) room: u16,
    pub(super) goods: Vec<Good>,
    /// Units in an hour.
    scale: f64,
}

/// Bounds what `block` can gain at the opening and floor prices, keeping at most `width` labels.
///
/// The hours' prices in `prices` are only where the search for better ones begins. Where something is planned
/// already, only what openings have room for `beside` it is chosen. What an earlier search has found at these prices
/// need not be found again.
pub(super) fn gain(
    instance: &Instance,
    layout: Layout,
    prices: &Resources,
    block: &Block,
    width: usize,
    beside: Option<&Schedule<'_>>,
    earlier: Option<&Gain>,
) -> Gain {
    let Some(specialist) = block.specialist else {
        return by_candidate(instance, layout, prices, block);
    };
    let (task, looks) = match Task::new(instance, layout, prices, block, specialist, beside) {
        Ok(made) => made,
        Err(in_vain) => {
            let gain = by_candidate(instance, layout, prices, block);
            return Gain { looks: in_vain + gain.looks, ..gain };
        }
    };
    let first = layout.hours(specialist);
    let by_unit = prices.0[first..][..instance.weeks].iter().map(|it| it / task.scale).collect();
    let start = HourPrices::new(&task.goods, by_unit, prices.0[layout.room(specialist)]);
    let (hour_prices, steps) = hours::improve(&task.demand(), start);
    let known = earlier.map(|it| it.value);
    let found = if instance.weeks <= 8 {
        labels::search::<2>(&task, &hour_prices, width, known)
    } else {
        labels::search::<7>(&task, &hour_prices, width, known)
    };
    let choices_of = |patterns: Vec<(usize, usize)>| -> Vec<(usize, Choice)> {
        let chosen = patterns.into_iter().flat_map(|(at, pattern)| {
            let choices = &task.patterns[at][pattern].choices;
            choices.iter().map(move |&choice| (block.candidates[at], choice))
        });
        chosen.collect()
    };
    let choices = found.choices.into_iter().map(choices_of);
    let known = earlier.into_iter().flat_map(|it| std::iter::once(&it.choices).chain(&it.others));
    let mut choices = choices.chain(known.cloned());
    Gain {
        bound: found.bound,
        value: found.value,
        choices: choices.next().unwrap_or_default(),
        others: choices.collect(),
        is_exact: found.is_exact,
        looks: looks + steps + found.looks,
    }
}

/// The bound where the candidates choose alone, the specialist's hours and room being priced too.
pub(super) fn by_candidate(
    instance: &Instance,
    layout: Layout,
    prices: &Resources,
    block: &Block,
) -> Gain {
    let mut menu = Menu::new(instance.weeks);
    let mut gain = Gain {
        bound: 0.0,
        value: 0.0,
        choices: Vec::new(),
        others: Vec::new(),
        is_exact: block.specialist.is_none(),
        looks: 0,
    };
    if let Some(at) = block.specialist {
        let specialist = &instance.specialists[at];
        let hours = &prices.0[layout.hours(at)..][..instance.weeks];
        gain.bound = prices.0[layout.room(at)] * f64::from(specialist.caseload_room);
        for (price, limit) in hours.iter().zip(&specialist.support_hours) {
            gain.bound += price * (limit + HOURS_TOLERANCE);
        }
    }
    for &candidate in &block.candidates {
        let (preferred, looks) = menu.preferred(instance, layout, prices, candidate);
        gain.bound += preferred.gain;
        gain.looks += looks;
        gain.choices.extend(preferred.choices.into_iter().map(|choice| (candidate, choice)));
    }
    gain.value = gain.bound;
    gain
}

#[cfg(test)]
impl Pattern {
    pub(super) fn new(value: f64, units: Vec<u16>, is_trial: bool) -> Self {
        Self { value, units, is_trial, choices: Vec::new() }
    }
}

#[cfg(test)]
impl Task {
    pub(super) fn in_units(patterns: Vec<Vec<Pattern>>, limits: Vec<u16>, room: u16) -> Self {
        let goods = goods::goods(&limits, &patterns);
        Self { patterns, limits, room, goods, scale: 1.0 }
    }
}

impl Task {
    /// The task and the looks that it took; only the looks where there are too many patterns.
    fn new(
        instance: &Instance,
        layout: Layout,
        prices: &Resources,
        block: &Block,
        specialist: usize,
        beside: Option<&Schedule<'_>>,
    ) -> Result<(Self, u64), u64> {
        let owner = &instance.specialists[specialist];
        let scale = scale(instance, block, &owner.support_hours);
        let limits: Vec<u16> = owner
            .support_hours
            .iter()
            .map(|hours| units(((hours + HOURS_TOLERANCE) * scale).floor()))
            .collect();
        let mut looks = 0;
        let mut patterns = Vec::new();
        for &candidate in &block.candidates {
            let (own, seen) = patterns_of(instance, layout, prices, candidate, scale, beside);
            looks += seen;
            let mut own = own.ok_or(looks)?;
            // what passes a limit by a hair counts as filling it
            for pattern in &mut own {
                for (units, &limit) in pattern.units.iter_mut().zip(&limits) {
                    *units = limit.min(*units);
                }
            }
            patterns.push(own);
        }
        let room = u16::try_from(owner.caseload_room).unwrap_or(u16::MAX);
        let goods = goods::goods(&limits, &patterns);
        Ok((Self { patterns, limits, room, goods, scale }, looks))
    }

    /// All candidates, with all that there is.
    pub(super) fn demand(&self) -> Demand<'_> {
        Demand {
            patterns: self.patterns.iter().map(|own| &own[..]).collect(),
            goods: &self.goods,
            amounts: self.goods.iter().map(Good::most).collect(),
            room: f64::from(self.room),
        }
    }
}

/// Units in an hour that are tried, the fewest first.
pub(super) const SCALES: [f64; 9] = [1.0, 2.0, 4.0, 10.0, 20.0, 40.0, 60.0, 100.0, 1_000.0];

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
    SCALES
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

/// Every pattern of a candidate that can be part of a best choice, the empty one first, and the looks that
/// they took; none where there are too many.
fn patterns_of(
    instance: &Instance,
    layout: Layout,
    prices: &Resources,
    candidate: usize,
    scale: f64,
    beside: Option<&Schedule<'_>>,
) -> (Option<Vec<Pattern>>, u64) {
    let weeks = instance.weeks;
    let owner = &instance.candidates[candidate];
    let mut shapes: Vec<(bool, [f64; LONGEST])> = Vec::new();
    // best starts, by shape and week
    let mut menu: Vec<Vec<Dishes>> = Vec::new();
    let most = owner.max_jobbsmak.min(weeks);
    let mut looks = 0;
    for at in owner.options.clone() {
        let option = &instance.options[at];
        let profile = instance.profile(option);
        let shape = (profile.is_trial, profile.specialist_hours);
        let row = shapes.iter().position(|it| *it == shape).unwrap_or_else(|| {
            shapes.push(shape);
            menu.push(vec![Dishes::default(); weeks]);
            menu.len() - 1
        });
        for week in weeks_in(option.start_weeks) {
            looks += 1;
            let gain = prices.gain(layout, instance, candidate, option, week);
            if gain <= 0.0 {
                continue;
            }
            let choice = Choice { option: narrow(at), week };
            if beside.is_some_and(|it| !it.opening_has_room(choice)) {
                continue;
            }
            let dish = Dish { gain, choice, topic: option.topic };
            menu[row][week as usize].keep(dish, if shape.0 { 1 } else { most });
        }
    }
    let mut patterns =
        vec![Pattern { value: 0.0, units: vec![0; weeks], is_trial: false, choices: Vec::new() }];
    let of_kind = |is_trial| {
        let rows = shapes.iter().zip(&menu).filter(move |(shape, _)| shape.0 == is_trial);
        rows.flat_map(|(_, row)| row).filter(|dishes| !dishes.0.is_empty())
    };
    let mut slots: Vec<&Dishes> = of_kind(false).collect();
    slots.sort_by_key(|dishes| dishes.0[0].choice.week);
    let Some(tasters) = sets_of_tasters(&slots, most) else { return (None, looks) };
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
            value: total(dishes),
            units: units_by_week,
            is_trial,
            choices: dishes.iter().map(|dish| dish.choice).collect(),
        }
    };
    for trial in of_kind(true).map(|dishes| dishes.0[0]) {
        for set in &tasters {
            if set.iter().all(|taster| taster.choice.week < trial.choice.week) {
                patterns.push(pattern(&[&set[..], &[trial]].concat(), true));
            }
        }
        if patterns.len() > MOST_PATTERNS {
            break;
        }
    }
    patterns.extend(tasters.iter().filter(|set| !set.is_empty()).map(|set| pattern(set, false)));
    looks += patterns.len() as u64 * PATTERN_LOOKS;
    ((patterns.len() <= MOST_PATTERNS).then_some(patterns), looks)
}

/// The best jobbsmak for every set of up to `most` slots in different weeks, the empty set too.
///
/// Slots are ordered by week. None where there are too many sets.
fn sets_of_tasters(slots: &[&Dishes], most: usize) -> Option<Vec<Vec<Dish>>> {
    let week_of = |slot: usize| slots[slot].0[0].choice.week;
    // sets by size, counted before they are made
    let mut counts = vec![1_usize];
    for week in slots.chunk_by(|a, b| a.0[0].choice.week == b.0[0].choice.week) {
        if counts.len() <= most {
            counts.push(0);
        }
        for size in (1..counts.len()).rev() {
            counts[size] += counts[size - 1] * week.len();
        }
        if counts.iter().sum::<usize>() > MOST_PATTERNS {
            return None;
        }
    }
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    let mut at = 0;
    while at < sets.len() {
        if sets[at].len() < most {
            for slot in sets[at].last().map_or(0, |last| last + 1)..slots.len() {
                if sets[at].last().is_none_or(|&last| week_of(last) < week_of(slot)) {
                    sets.push([&sets[at][..], &[slot]].concat());
                }
            }
        }
        at += 1;
    }
    let seated = |set: Vec<usize>| {
        let chosen: Vec<&[Dish]> = set.iter().map(|&slot| &slots[slot].0[..]).collect();
        seat(&chosen)
    };
    Some(sets.into_iter().filter_map(seated).collect())
}

/// The best dish of each slot, in topics of their own; none where there are not enough topics.
///
/// Of more than [`MOST_SEATED`] slots simply the best, which can only gain too much.
fn seat(slots: &[&[Dish]]) -> Option<Vec<Dish>> {
    if slots.len() > MOST_SEATED {
        return Some(slots.iter().map(|dishes| dishes[0]).collect());
    }
    let [dishes, rest @ ..] = slots else { return Some(Vec::new()) };
    let mut best: Option<Vec<Dish>> = None;
    for &dish in *dishes {
        let left: Vec<Vec<Dish>> = rest
            .iter()
            .map(|others| others.iter().copied().filter(|it| it.topic != dish.topic).collect())
            .collect();
        let left: Vec<&[Dish]> = left.iter().map(|others| &others[..]).collect();
        let Some(mut seated) = seat(&left) else { continue };
        seated.insert(0, dish);
        if best.as_ref().is_none_or(|it| total(&seated) > total(it)) {
            best = Some(seated);
        }
    }
    best
}
