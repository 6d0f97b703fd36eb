//! Every plan of a small problem that could be better than the best known, one by one.

use super::instance::{Choice, Instance, narrow, weeks_in};
use super::prices::{Layout, Resources};
use super::schedule::Schedule;

/// Candidates beyond which this is not tried.
pub(super) const MOST_CANDIDATES: usize = 40;

/// Patterns of one candidate beyond which this is given up.
const MOST_PATTERNS: usize = 200_000;

/// Nanoseconds of looking at one pattern.
const LOOK_NS: u64 = 25;

/// What the search came to.
pub(super) struct Outcome<'a> {
    /// A better plan than the one it began with, if there is one among those it saw.
    pub(super) better: Option<Schedule<'a>>,
    /// Whether it saw all that could be better.
    pub(super) is_complete: bool,
    pub(super) work_ns: u64,
}

/// A set of starts of one candidate, with what it loses against the best at the prices.
struct Pattern {
    regret: f64,
    choices: Vec<Choice>,
}

struct Search<'a, 'b> {
    schedule: Schedule<'a>,
    /// Candidates with their patterns, least regret first.
    candidates: Vec<(usize, Vec<Pattern>)>,
    ceiling: f64,
    best: f64,
    better: Option<Schedule<'a>>,
    work_ns: u64,
    budget_ns: u64,
    time_is_up: &'b (dyn Fn() -> bool + Sync),
}

/// Searches for a plan better than `known`, worth most first at the prices.
pub(super) fn exhaust<'a>(
    instance: &'a Instance,
    layout: Layout,
    prices: &Resources,
    known: f64,
    budget_ns: u64,
    time_is_up: &(dyn Fn() -> bool + Sync),
) -> Outcome<'a> {
    let mut search = Search {
        schedule: Schedule::empty(instance),
        candidates: Vec::new(),
        ceiling: prices.dot(&layout.capacities(instance)),
        best: known,
        better: None,
        work_ns: 0,
        budget_ns,
        time_is_up,
    };
    for candidate in 0..instance.candidates.len() {
        let Some((gain, patterns)) = patterns(&search.schedule, layout, prices, candidate) else {
            return Outcome { better: None, is_complete: false, work_ns: search.work_ns };
        };
        search.ceiling += gain;
        search.work_ns += patterns.len() as u64 * 10 * LOOK_NS;
        search.candidates.push((candidate, patterns));
    }
    search.candidates.sort_by_key(|(candidate, patterns)| (patterns.len(), *candidate));
    let is_complete = search.descend(0, 0.0);
    Outcome { better: search.better, is_complete, work_ns: search.work_ns }
}

impl Search<'_, '_> {
    /// Whether it saw all that could be better with what is chosen before `depth`.
    fn descend(&mut self, depth: usize, regret: f64) -> bool {
        let Some((candidate, _)) = self.candidates.get(depth) else {
            let value = self.schedule.objective();
            if value > self.best {
                self.best = value;
                self.better = Some(self.schedule.clone());
            }
            return true;
        };
        let candidate = *candidate;
        for at in 0..self.candidates[depth].1.len() {
            self.work_ns += LOOK_NS;
            if self.work_ns > self.budget_ns
                || self.work_ns % 65_536 < LOOK_NS && (self.time_is_up)()
            {
                return false;
            }
            let regret = regret + self.candidates[depth].1[at].regret;
            if self.ceiling - regret <= self.best + 1e-9 * self.ceiling.abs().max(1.0) {
                return true;
            }
            let choices = self.candidates[depth].1[at].choices.clone();
            let mut planned = 0;
            for &choice in &choices {
                if !self.schedule.allows(candidate, choice) {
                    break;
                }
                self.schedule.insert(candidate, choice);
                planned += 1;
            }
            let is_done = planned < choices.len() || self.descend(depth + 1, regret);
            for &choice in &choices[..planned] {
                self.schedule.remove(candidate, choice);
            }
            if !is_done {
                return false;
            }
        }
        true
    }
}

/// Every set of starts that the candidate's own rules allow, least regret first, with what the best gains;
/// none where they are too many.
fn patterns(
    empty: &Schedule<'_>,
    layout: Layout,
    prices: &Resources,
    candidate: usize,
) -> Option<(f64, Vec<Pattern>)> {
    let instance = empty.instance;
    let owner = &instance.candidates[candidate];
    let mut starts: Vec<(Choice, f64)> = Vec::new();
    for at in owner.options.clone() {
        let option = &instance.options[at];
        for week in weeks_in(option.start_weeks) {
            let gain = prices.net_gain(layout, instance, candidate, option, week);
            starts.push((Choice { option: narrow(at), week }, gain));
        }
    }
    // sets grow by weeks, jobbsmak first, so that each comes once
    starts.sort_by_key(|&(choice, _)| (choice.week, choice.option));
    let mut sets: Vec<(f64, Vec<Choice>, usize)> = vec![(0.0, Vec::new(), 0)];
    let mut at = 0;
    while at < sets.len() {
        let (gain, own, next) = sets[at].clone();
        let is_open = own.last().is_none_or(|&last| !empty.is_trial(last));
        if is_open {
            for (place, &(choice, adds)) in starts.iter().enumerate().skip(next) {
                let tasters = own.len() + usize::from(!empty.is_trial(choice));
                let fits = own.iter().all(|&other| !empty.clash(other, choice));
                if fits && tasters <= owner.max_jobbsmak {
                    sets.push((gain + adds, [&own[..], &[choice]].concat(), place + 1));
                }
            }
        }
        if sets.len() > MOST_PATTERNS {
            return None;
        }
        at += 1;
    }
    let best = sets.iter().map(|set| set.0).fold(0.0, f64::max);
    let mut patterns: Vec<Pattern> = sets
        .into_iter()
        .map(|(gain, choices, _)| Pattern { regret: best - gain, choices })
        .collect();
    patterns.sort_by(|a, b| a.regret.total_cmp(&b.regret).then_with(|| a.choices.cmp(&b.choices)));
    Some((best, patterns))
}
