//! Every plan of a small problem that could be better than the best known, one by one.

use super::instance::{Choice, HOURS_TOLERANCE, Instance, narrow, weeks_in};
use super::prices::{Layout, Resources};
use super::schedule::Schedule;

/// Candidates beyond which this is not tried.
pub(super) const MOST_CANDIDATES: usize = 40;

/// Patterns of one candidate beyond which this is given up.
const MOST_PATTERNS: usize = 200_000;

/// Nanoseconds of looking at one pattern, of looking whether a start goes with a pattern, and of making one.
const LOOK_NS: u64 = 25;
const CLASH_NS: u64 = 6;
const MAKE_NS: u64 = 250;

/// Nanoseconds of planning again what seems to be better, for each candidate.
const PLAN_NS: u64 = 500;

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
    /// Lax, so that no plan that can pass is overlooked.
    schedule: Schedule<'a>,
    /// Candidates with their patterns, least regret first.
    candidates: Vec<(usize, Vec<Pattern>)>,
    ceiling: f64,
    best: f64,
    better: Option<Schedule<'a>>,
    /// Whether something better was seen that may or may not break a rule by a hair.
    is_in_doubt: bool,
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
        schedule: Schedule::lax(instance),
        candidates: Vec::new(),
        ceiling: prices.dot(&most_of_each(instance, layout)),
        best: known,
        better: None,
        is_in_doubt: false,
        work_ns: 0,
        budget_ns,
        time_is_up,
    };
    for candidate in 0..instance.candidates.len() {
        let Some((gain, patterns)) = search.patterns(layout, prices, candidate) else {
            return Outcome { better: None, is_complete: false, work_ns: search.work_ns };
        };
        search.ceiling += gain;
        search.candidates.push((candidate, patterns));
    }
    search.candidates.sort_by_key(|(candidate, patterns)| (patterns.len(), *candidate));
    let is_complete = search.descend(0, 0.0) && !search.is_in_doubt;
    Outcome { better: search.better, is_complete, work_ns: search.work_ns }
}

/// What there is of each resource, with what hours may pass a limit by.
fn most_of_each(instance: &Instance, layout: Layout) -> Resources {
    let mut all = layout.capacities(instance);
    let mentors = (0..instance.openings.len()).map(|at| layout.mentor(at));
    for first in mentors.chain((0..instance.specialists.len()).map(|at| layout.hours(at))) {
        for hours in &mut all.0[first..][..instance.weeks] {
            *hours += HOURS_TOLERANCE;
        }
    }
    all
}

impl Search<'_, '_> {
    /// Whether there is neither work nor time left.
    fn is_over(&self, took_ns: u64) -> bool {
        self.work_ns > self.budget_ns || self.work_ns % 65_536 < took_ns && (self.time_is_up)()
    }

    /// Whether it saw all that could be better with what is chosen before `depth`.
    fn descend(&mut self, depth: usize, regret: f64) -> bool {
        let Some((candidate, _)) = self.candidates.get(depth) else {
            let value = self.schedule.objective();
            if value > self.best {
                self.work_ns += self.candidates.len() as u64 * PLAN_NS;
                match self.schedule.strictly() {
                    Some(strict) => {
                        self.best = value;
                        self.better = Some(strict);
                    }
                    None => self.is_in_doubt = true,
                }
            }
            return true;
        };
        let candidate = *candidate;
        for at in 0..self.candidates[depth].1.len() {
            self.work_ns += LOOK_NS;
            if self.is_over(LOOK_NS) {
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

    /// Every set of starts that the candidate's own rules allow, least regret first, with what the best gains;
    /// none where they are too many, or neither work nor time is left.
    fn patterns(
        &mut self,
        layout: Layout,
        prices: &Resources,
        candidate: usize,
    ) -> Option<(f64, Vec<Pattern>)> {
        let instance = self.schedule.instance;
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
            let is_open = own.last().is_none_or(|&last| !self.schedule.is_trial(last));
            if is_open {
                let known = sets.len();
                for (place, &(choice, adds)) in starts.iter().enumerate().skip(next) {
                    let tasters = own.len() + usize::from(!self.schedule.is_trial(choice));
                    let fits = own.iter().all(|&other| !self.schedule.clash(other, choice));
                    if fits && tasters <= owner.max_jobbsmak {
                        sets.push((gain + adds, [&own[..], &[choice]].concat(), place + 1));
                    }
                }
                let made = (sets.len() - known) as u64;
                let took_ns = (starts.len() - next) as u64 * CLASH_NS + made * MAKE_NS;
                self.work_ns += took_ns;
                if self.is_over(took_ns) {
                    return None;
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
        patterns
            .sort_by(|a, b| a.regret.total_cmp(&b.regret).then_with(|| a.choices.cmp(&b.choices)));
        Some((best, patterns))
    }
}
