//! A better plan by annealing: put a start in, move what is in its way, and see what it is worth.

use super::instance::{Choice, Instance, narrow, weeks_in};
use super::prices::{Layout, Resources};
use super::schedule::Schedule;
use crate::random::Random;

/// Starts of one candidate that are worth trying, best first.
const SHORTLIST: usize = 240;

/// A start with what it gains at the prices.
#[derive(Debug, Clone, Copy)]
struct Entry {
    choice: Choice,
    span: u32,
    is_trial: bool,
}

/// Each candidate's starts, best first at the prices.
pub(super) struct Shortlists(Vec<Vec<Entry>>);

impl Shortlists {
    pub(super) fn at(instance: &Instance, layout: Layout, prices: &Resources) -> Self {
        let lists = (0..instance.candidates.len()).map(|candidate| {
            let mut all: Vec<(f64, Entry)> = Vec::new();
            for at in instance.candidates[candidate].options.clone() {
                let option = &instance.options[at];
                let profile = instance.profile(option);
                for week in weeks_in(option.start_weeks) {
                    let gain = prices.net_gain(layout, instance, candidate, option, week);
                    let choice = Choice { option: narrow(at), week };
                    let span = ((1 << profile.weeks) - 1) << week;
                    all.push((gain, Entry { choice, span, is_trial: profile.is_trial }));
                }
            }
            all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.choice.cmp(&b.1.choice)));
            all.truncate(SHORTLIST);
            all.into_iter().map(|(_, entry)| entry).collect()
        });
        Self(lists.collect())
    }
}

/// How a round of annealing goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cooling {
    /// Temperatures at the start and the end, in units of the objective.
    pub(super) hot: f64,
    pub(super) cold: f64,
    pub(super) budget_ns: u64,
    pub(super) seed: u64,
}

/// Nanoseconds of a move, and of looking at one start in it.
const MOVE_NS: u64 = 1_200;
const LOOK_NS: u64 = 9;

/// Nanoseconds for each candidate after which a cooling is slow enough: about two thousand moves.
pub(super) const ENOUGH_NS: u64 = 10_000_000;

/// Moves between looks at the clock and the thermometer.
const BATCH: u64 = 256;

/// The schedule being changed, with what was changed since the last decision.
struct Annealer<'a, 'b> {
    schedule: &'b mut Schedule<'a>,
    lists: &'b Shortlists,
    /// Candidates that may be touched.
    candidates: &'b [usize],
    random: Random,
    /// Taken out (false) or put in (true).
    changes: Vec<(bool, usize, Choice)>,
    delta: f64,
    work_ns: u64,
}

/// Gives the candidates, in order, the best starts that are left; returns the work.
pub(super) fn fill(
    schedule: &mut Schedule<'_>,
    lists: &Shortlists,
    candidates: impl IntoIterator<Item = usize>,
) -> u64 {
    let mut annealer = Annealer::new(schedule, lists, &[], 0);
    for candidate in candidates {
        annealer.refill(candidate);
    }
    annealer.work_ns
}

/// Changes what `candidates` do for the better, and returns the work.
pub(super) fn cool(
    schedule: &mut Schedule<'_>,
    lists: &Shortlists,
    candidates: &[usize],
    cooling: Cooling,
    time_is_up: &(dyn Fn() -> bool + Sync),
) -> u64 {
    if candidates.is_empty() {
        return 0;
    }
    // several coolings find more than one that takes as long
    let enough_ns = candidates.len() as u64 * ENOUGH_NS;
    let coolings = (cooling.budget_ns / enough_ns).max(1);
    let budget_ns = cooling.budget_ns / coolings;
    let mut work_ns = 0;
    for turn in 0..coolings {
        if time_is_up() {
            break;
        }
        let seed = cooling.seed ^ turn << 48;
        let once = Cooling { budget_ns, seed, ..cooling };
        work_ns += cool_once(schedule, lists, candidates, once, time_is_up);
    }
    work_ns
}

fn cool_once(
    schedule: &mut Schedule<'_>,
    lists: &Shortlists,
    candidates: &[usize],
    cooling: Cooling,
    time_is_up: &(dyn Fn() -> bool + Sync),
) -> u64 {
    let mut annealer = Annealer::new(schedule, lists, candidates, cooling.seed);
    let (mut now, mut best) = (0.0, 0.0);
    let snapshot = |schedule: &Schedule<'_>| -> Vec<Vec<Choice>> {
        candidates.iter().map(|&candidate| schedule.of(candidate).to_vec()).collect()
    };
    let mut kept = snapshot(annealer.schedule);
    while annealer.work_ns < cooling.budget_ns && !time_is_up() {
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let share = annealer.work_ns as f64 / cooling.budget_ns as f64;
        let heat = cooling.hot * libm::pow(cooling.cold / cooling.hot, share);
        for _ in 0..BATCH {
            now += annealer.step(heat);
        }
        annealer.work_ns += BATCH * MOVE_NS;
        if now > best + 1e-12 {
            best = now;
            kept = snapshot(annealer.schedule);
        }
    }
    let work_ns = annealer.work_ns;
    if now < best {
        for &candidate in candidates {
            for choice in schedule.of(candidate).to_vec() {
                schedule.remove(candidate, choice);
            }
        }
        for (&candidate, own) in candidates.iter().zip(&kept) {
            for &choice in own {
                schedule.insert(candidate, choice);
            }
        }
    }
    work_ns
}

impl<'a, 'b> Annealer<'a, 'b> {
    fn new(
        schedule: &'b mut Schedule<'a>,
        lists: &'b Shortlists,
        candidates: &'b [usize],
        seed: u64,
    ) -> Self {
        let (random, changes) = (Random::new(seed), Vec::new());
        Self { schedule, lists, candidates, random, changes, delta: 0.0, work_ns: 0 }
    }

    /// One move; returns what the objective gained by it.
    fn step(&mut self, heat: f64) -> f64 {
        let candidate = self.candidates[self.random.below(self.candidates.len())];
        let list = &self.lists.0[candidate];
        if list.is_empty() {
            return 0.0;
        }
        // the smaller of two: the best are tried most
        let at = self.random.below(list.len()).min(self.random.below(list.len()));
        let choice = list[at].choice;
        self.delta = 0.0;
        self.changes.clear();
        if self.schedule.of(candidate).contains(&choice) {
            self.take_out(candidate, choice);
        } else {
            if !self.make_way(candidate, choice) {
                self.undo();
                return 0.0;
            }
            self.put_in(candidate, choice);
        }
        let touched = self.changes.len();
        for at in 0..touched {
            let (_, who, _) = self.changes[at];
            if self.changes[..at].iter().all(|&(_, earlier, _)| earlier != who) {
                self.refill(who);
            }
        }
        if self.delta >= 0.0 || self.random.share() < libm::exp(self.delta / heat) {
            self.delta
        } else {
            self.undo();
            0.0
        }
    }

    fn undo(&mut self) {
        while let Some((was_put_in, candidate, choice)) = self.changes.pop() {
            if was_put_in {
                self.schedule.remove(candidate, choice);
            } else {
                self.schedule.insert(candidate, choice);
            }
        }
    }

    fn put_in(&mut self, candidate: usize, choice: Choice) {
        self.delta += self.schedule.adds(candidate, choice);
        self.schedule.insert(candidate, choice);
        self.changes.push((true, candidate, choice));
    }

    fn take_out(&mut self, candidate: usize, choice: Choice) {
        self.delta -= self.schedule.holds(candidate, choice);
        self.schedule.remove(candidate, choice);
        self.changes.push((false, candidate, choice));
    }

    /// Takes out what keeps the start from being planned: the candidate's own, then others'.
    ///
    /// False where nothing can: what is in the way belongs to another part, or the start passes a limit by a
    /// hair.
    fn make_way(&mut self, candidate: usize, choice: Choice) -> bool {
        while let Some(&other) =
            self.schedule.of(candidate).iter().find(|&&it| self.schedule.clash(it, choice))
        {
            self.take_out(candidate, other);
        }
        if !self.schedule.suits(candidate, choice) {
            // one jobbsmak too many
            let own = self.schedule.of(candidate);
            let tasters: Vec<Choice> =
                own.iter().copied().filter(|&it| !self.schedule.is_trial(it)).collect();
            let victim = tasters[self.random.below(tasters.len())];
            self.take_out(candidate, victim);
        }
        let opening = self.schedule.instance.option(choice).opening as usize;
        while !self.schedule.opening_has_room(choice) {
            let rivals: Vec<(usize, Choice)> = self
                .schedule
                .guests(opening)
                .iter()
                .flat_map(|&guest| {
                    let own = self.schedule.of(guest as usize).iter();
                    own.map(move |&it| (guest as usize, it))
                })
                .filter(|&(_, it)| {
                    self.schedule.instance.option(it).opening as usize == opening
                        && self.rivals(it, choice)
                })
                .collect();
            if rivals.is_empty() {
                return false;
            }
            let (who, what) = rivals[self.random.below(rivals.len())];
            self.take_out(who, what);
        }
        if let Some(specialist) = self.schedule.instance.candidates[candidate].specialist {
            while !self.schedule.specialist_has_room(candidate, choice) {
                let block = &self.schedule.instance.blocks[specialist].candidates;
                let rivals: Vec<(usize, Choice)> = block
                    .iter()
                    .flat_map(|&other| self.schedule.of(other).iter().map(move |&it| (other, it)))
                    .filter(|&(_, it)| self.rivals(it, choice))
                    .collect();
                if rivals.is_empty() {
                    return false;
                }
                let (who, what) = rivals[self.random.below(rivals.len())];
                self.take_out(who, what);
            }
        }
        true
    }

    /// Whether taking `other` out can make way for `choice` where they share a limit.
    fn rivals(&self, other: Choice, choice: Choice) -> bool {
        let (a, b) = (self.schedule.span(other), self.schedule.span(choice));
        (a.start < b.end && b.start < a.end)
            || (self.schedule.is_trial(other) && self.schedule.is_trial(choice))
    }

    /// Plans the best of what a candidate can still have.
    fn refill(&mut self, candidate: usize) {
        let lists = self.lists;
        let list = &lists.0[candidate];
        self.work_ns += list.len() as u64 * LOOK_NS;
        let (mut filled, mut has_trial) = (0_u32, false);
        for &own in self.schedule.of(candidate) {
            let span = self.schedule.span(own);
            filled |= ((1 << span.len()) - 1) << span.start;
            has_trial |= self.schedule.is_trial(own);
        }
        for entry in list {
            if entry.span & filled != 0 || (entry.is_trial && has_trial) {
                continue;
            }
            if self.schedule.allows(candidate, entry.choice)
                && self.schedule.adds(candidate, entry.choice) > 0.0
            {
                self.put_in(candidate, entry.choice);
                filled |= entry.span;
                has_trial |= entry.is_trial;
            }
        }
    }
}
