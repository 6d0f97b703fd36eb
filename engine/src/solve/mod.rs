//! Problem in, plan with a proven bound out; the only room that names a solver.
//!
//! 1. `descent` prices everything that candidates compete for, each choosing alone: a first bound.
//! 2. `proof` lowers the bound with what each specialist's candidates can gain together (`block`, searched by
//!    `labels` at the prices of `goods` that `hours` finds), and then with better prices (`bundle`).
//! 3. Meanwhile `anneal` makes plans, trying first what is worth most at the prices, and `dive` makes them anew block by
//!    block from what blocks choose (`parts` of a large problem side by side).
//! 4. Where no other prices promise more, `branch` goes on; `exhaust` goes through what is left of a small problem.
//!
//! Where nobody can start more than one thing (`single`) there is less to search: where only places are scarce,
//! `assignment` finds the best plan and prices that prove it, and where mentor hours are scarce too, `generalised`
//! searches with a `knapsack` for each opening.
//!
//! What nothing ties together is planned apart (`components`).
//!
//! With the prices of a plan, `resume` plans a problem that differs a little, `reprice` bounds it, and `marginal` tells what
//! each start would cost the whole.
//!
//! Work is counted, not timed, and nothing depends on how many threads share it.

mod anneal;
mod assignment;
mod block;
mod branch;
mod bundle;
mod components;
mod descent;
mod dive;
mod exhaust;
mod frontier;
mod generalised;
mod goods;
mod hours;
mod instance;
mod knapsack;
mod labels;
mod marginal;
mod market;
mod menu;
mod parts;
mod prices;
mod proof;
mod reprice;
mod resume;
mod schedule;
mod seats;
mod single;

pub use marginal::{Marginal, marginal_costs};
pub use reprice::bound_at;
pub use resume::{Before, resume};

use rayon::prelude::*;

use self::anneal::{Cooling, Shortlists};
use self::assignment::Assigned;
use self::branch::Tree;
use self::dive::Dives;
use self::instance::Instance;
use self::parts::{Neighbours, Part, WIDE};
use self::prices::{Layout, Resources};
use self::proof::Prover;
use self::schedule::Schedule;
use self::single::Single;
use crate::problem::plan::PLAN_FORMAT;
use crate::problem::{Certificate, Plan, Problem, Status};

/// When to stop, and who is told how far it is.
pub struct Settings<'a> {
    /// Stop once the plan's gap is at most this; 0 asks for the optimum.
    pub gap: f64,
    /// Work units (about 10 µs of one core each) to spend; none said is [`default_work`].
    pub work: Option<u64>,
    /// Threads to use; the plan does not depend on it.
    pub threads: usize,
    /// Asked between steps; `true` ends the run with [`Status::TimeLimit`].
    pub time_is_up: &'a (dyn Fn() -> bool + Sync),
    /// Told of each improvement.
    pub progress: &'a (dyn Fn(Progress) + Sync),
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// The best plan's value so far.
    pub objective: f64,
    /// The best proven bound so far.
    pub bound: f64,
    /// Work units used.
    pub work: u64,
    /// Work units allowed.
    pub work_limit: u64,
}

/// Threads beyond which more would only take memory.
const MOST_THREADS: usize = 256;

/// Nanoseconds in a work unit.
const UNIT_NS: u64 = 10_000;

/// Steps of the first descent, unless its share of the work is used up before.
const FIRST_STEPS: usize = 600;

/// Rounds of annealing and proving: the first takes a tenth of the usual work, or of what is allowed where that is
/// less, and each next one a tenth more, until nothing is left but what two more rounds can do.
const PARTS: u64 = 10;
const LAST_ROUNDS: u64 = 2;

/// Shorter rounds come first, in case that is all the time there is or that a wide gap will do: a sixteenth of the first
/// round, two, four, eight. They are numbered from here.
const QUICK_PARTS: u64 = 16;
const QUICK_ROUNDS: u64 = 4;
const QUICK: u64 = 1_000;

/// Plans are made anew once a round made the best one better by less than this share of it.
const SLOW: f64 = 0.005;

/// Temperature of the first round at its start, of each next one against the one before, and of every round
/// at its end, in units of a typical start's worth. Chosen on `municipality` and `county` (`docs/solver.md`).
const HOT: f64 = 0.4;
const COOLER: f64 = 0.6;
const COLD: f64 = 0.006;

/// Work units that are enough for a good plan and a good bound of this problem.
#[must_use]
pub fn default_work(problem: &Problem) -> u64 {
    (12 * problem.options.len() as u64).max(2_000_000)
}

/// Solves a valid problem: a plan that breaks no rule, with a bound that no plan exceeds.
///
/// The same problem, gap and work give the same plan with any number of threads, unless the time is up.
#[must_use]
pub fn solve(problem: &Problem, settings: &Settings<'_>) -> Plan {
    with_threads(settings.threads, || run(problem, settings))
}

/// Does some work with so many threads; where they cannot be had, with those that there are.
fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(threads.clamp(1, MOST_THREADS)).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

fn run(problem: &Problem, settings: &Settings<'_>) -> Plan {
    let instance = Instance::new(problem);
    // what is small is gone through as a whole
    if instance.candidates.len() > exhaust::MOST_CANDIDATES
        && let Some(parts) = components::components(problem, &instance)
    {
        return components::solve_apart(problem, &parts, settings);
    }
    solve_whole(problem, &instance, settings)
}

fn solve_whole(problem: &Problem, instance: &Instance, settings: &Settings<'_>) -> Plan {
    let mut run = Run::new(problem, instance, settings);
    let status = run.improve();
    run.plan(status)
}

/// The best plan where people only compete for places, and prices that prove it; else first prices and nothing planned.
fn first<'a>(
    instance: &'a Instance,
    layout: Layout,
    capacities: &Resources,
    limit_ns: u64,
    time_is_up: &(dyn Fn() -> bool + Sync),
) -> Assigned<'a> {
    if let Some(single) = Single::of(instance, layout).filter(Single::is_assignment) {
        return assignment::assign(instance, layout, &single, limit_ns / 2, time_is_up);
    }
    let mut steps = 0..FIRST_STEPS;
    let goes_on = |work_ns| steps.next().is_some() && work_ns <= limit_ns / 5 && !time_is_up();
    let (prices, work_ns) = descent::descend(instance, layout, capacities, layout.zeros(), goes_on);
    Assigned { schedule: Schedule::empty(instance), prices, work_ns }
}

struct Run<'a> {
    problem: &'a Problem,
    instance: &'a Instance,
    settings: &'a Settings<'a>,
    layout: Layout,
    neighbours: Neighbours<'a>,
    schedule: Schedule<'a>,
    objective: f64,
    /// Prices of everything, hours and rooms too.
    prices: Resources,
    prover: Prover,
    /// What is left once no prices promise more.
    tree: Option<Tree>,
    /// What no plan exceeds, as a search tells that went through everything that could.
    searched: f64,
    work_ns: u64,
    limit_ns: u64,
    longest_dive_ns: u64,
    /// Whether the last round made the plan hardly better.
    is_slow: bool,
}

impl<'a> Run<'a> {
    fn new(problem: &'a Problem, instance: &'a Instance, settings: &'a Settings<'a>) -> Self {
        let layout = Layout::of(instance);
        let capacities = layout.capacities(instance);
        let limit_ns =
            settings.work.unwrap_or_else(|| default_work(problem)).saturating_mul(UNIT_NS);
        let Assigned { schedule, prices, work_ns } =
            first(instance, layout, &capacities, limit_ns, settings.time_is_up);
        let (prover, prover_ns) = Prover::new(instance, layout, prices.clone());
        Self {
            problem,
            instance,
            settings,
            layout,
            neighbours: Neighbours::of(instance),
            objective: schedule.objective(),
            schedule,
            prices,
            prover,
            tree: None,
            searched: f64::INFINITY,
            work_ns: work_ns + prover_ns,
            limit_ns,
            longest_dive_ns: dive::FIRST_GUESS_NS,
            is_slow: false,
        }
    }

    fn improve(&mut self) -> Status {
        if self.gap() <= self.settings.gap.max(1e-9) {
            return Status::WithinGap;
        }
        // even where the limit has struck: a first plan is quick to make
        let lists = Shortlists::at(self.instance, self.layout, &self.prices);
        let mut filled = self.schedule.clone();
        self.work_ns += anneal::fill(&mut filled, &lists, 0..self.instance.candidates.len());
        self.take(filled);
        if let Some(status) = self.stop() {
            return status;
        }
        if let Some(single) = Single::of(self.instance, self.layout) {
            self.generalise(&single);
            if let Some(status) = self.stop() {
                return status;
            }
        }
        let usual_ns = default_work(self.problem).saturating_mul(UNIT_NS);
        let is_small = self.instance.candidates.len() <= exhaust::MOST_CANDIDATES;
        if is_small {
            // what is tiny is gone through at once
            self.exhaust(self.left_ns().min(usual_ns) / 400);
            if let Some(status) = self.stop() {
                return status;
            }
        }
        // a small problem keeps a sixth of the work for going through what is left at the end
        let for_rounds = if is_small { self.left_ns() / 6 * 5 } else { self.left_ns() };
        let begun = self.work_ns;
        let worth = typical_worth(self.instance);
        let heat = |round: u64| {
            let cooler = COOLER.powi(i32::try_from(round).unwrap_or(i32::MAX) - 1);
            worth * (HOT * cooler).max(5.0 * COLD)
        };
        let part = (for_rounds.min(usual_ns) / PARTS).max(1);
        for round in 1..=QUICK_ROUNDS {
            let until = begun + part / QUICK_PARTS * ((1 << round) - 1);
            self.round(QUICK + round, until, heat(round), COLD * worth);
            if let Some(status) = self.stop() {
                return status;
            }
        }
        let mut last = 0;
        for round in 1.. {
            let parts = round * (round + 1) / 2;
            let is_last = parts >= for_rounds / part;
            last += u64::from(is_last);
            let until = begun + part * parts.min(for_rounds / part);
            self.round(round, until, heat(round), COLD * worth);
            if let Some(status) = self.stop() {
                return status;
            }
            if last > LAST_ROUNDS {
                break;
            }
        }
        if is_small {
            self.exhaust(self.left_ns());
        }
        self.stop().unwrap_or(Status::WorkLimit)
    }

    fn left_ns(&self) -> u64 {
        self.limit_ns.saturating_sub(self.work_ns)
    }

    /// Plans and proves side by side until about so many nanoseconds of work.
    fn round(&mut self, round: u64, until: u64, hot: f64, cold: f64) {
        let budget = until.saturating_sub(self.work_ns) / 2;
        let Self { instance, settings, ref schedule, ref neighbours, objective, layout, .. } =
            *self;
        let lists = Shortlists::at(instance, layout, self.prover.prices());
        let turn = usize::try_from(round % QUICK).expect("less than a thousand");
        let parts = neighbours.parts(WIDE, turn);
        let dives = (self.is_slow && round < QUICK).then(|| Dives {
            layout,
            neighbours,
            bundle: self.prover.bundle().cloned(),
            prices: self.prover.prices().clone(),
            longest_ns: self.longest_dive_ns,
        });
        let (prover, tree) = (&mut self.prover, &mut self.tree);
        let plan = || {
            let found =
                dives.map(|it| it.improve(schedule, &lists, turn, budget, settings.time_is_up));
            let (schedule, spent_ns, longest_ns) =
                found.unwrap_or_else(|| (schedule.clone(), 0, 0));
            let budget = budget.saturating_sub(spent_ns);
            let anneal = |(at, part): (usize, &Part)| {
                let mut own = schedule.part(&part.candidates, &part.owned);
                let share =
                    part.candidates.len() as u64 * budget / instance.candidates.len().max(1) as u64;
                let seed = round << 32 | at as u64;
                let cooling = Cooling { hot, cold, budget_ns: share, seed };
                let work_ns =
                    anneal::cool(&mut own, &lists, &part.candidates, cooling, settings.time_is_up);
                (own, work_ns)
            };
            let annealed = parts.par_iter().enumerate().map(anneal).collect::<Vec<_>>();
            (schedule, annealed, spent_ns, longest_ns)
        };
        let prove = || {
            let work_ns = prover.improve(neighbours, objective, budget, settings.time_is_up);
            let budget = budget.saturating_sub(work_ns);
            let Some(width) = prover.settled_width().filter(|_| budget > 0) else {
                return (None, work_ns);
            };
            let tree = tree.get_or_insert_with(|| Tree::new(prover, width));
            let (better, took) =
                tree.improve(instance, layout, objective, budget, settings.time_is_up);
            (better, work_ns + took)
        };
        let ((anew, annealed, spent_ns, longest_ns), (branched, proved_ns)) =
            rayon::join(plan, prove);
        self.work_ns += proved_ns + spent_ns + annealed.iter().map(|it| it.1).sum::<u64>();
        self.longest_dive_ns = self.longest_dive_ns.max(longest_ns);
        let adopted: Vec<(&[usize], Schedule<'a>)> = parts
            .iter()
            .zip(annealed)
            .map(|(part, (own, _))| (&part.candidates[..], own))
            .collect();
        let mut joined = anew.clone();
        joined.adopt(&adopted);
        self.take(anew);
        self.take(joined);
        self.is_slow = self.objective - objective < SLOW * self.objective.abs();
        if let Some(branched) = branched {
            self.take(branched);
        }
        if let Some(tree) = &self.tree {
            self.searched = self.searched.min(tree.bound());
        }
    }

    /// Searches who goes where, if there is no more to it, for about half of the work.
    fn generalise(&mut self, single: &Single) {
        let (budget, time_is_up) = (self.left_ns() / 2, self.settings.time_is_up);
        let found = generalised::search(self.instance, single, self.objective, budget, time_is_up);
        let Some(outcome) = found else { return };
        self.work_ns += outcome.work_ns;
        if let Some(better) = outcome.better {
            self.take(better);
        }
        self.searched = outcome.bound;
    }

    /// Goes through what could be better, for at most `budget` nanoseconds of work.
    fn exhaust(&mut self, budget: u64) {
        let outcome = exhaust::exhaust(
            self.instance,
            self.layout,
            &self.prices,
            self.objective,
            budget,
            self.settings.time_is_up,
        );
        self.work_ns += outcome.work_ns;
        if let Some(better) = outcome.better {
            self.take(better);
        }
        if outcome.is_complete {
            self.searched = self.objective;
        }
    }

    /// Keeps the schedule where it is better than the best.
    fn take(&mut self, schedule: Schedule<'a>) {
        let objective = schedule.objective();
        if objective > self.objective {
            self.schedule = schedule;
            self.objective = objective;
        }
    }

    fn bound(&self) -> f64 {
        self.prover.best.bound.min(self.searched).max(self.objective)
    }

    fn gap(&self) -> f64 {
        gap(self.objective, self.bound())
    }

    /// Why to stop now, if there is a reason; tells how far it is.
    fn stop(&self) -> Option<Status> {
        let work = self.work_ns.div_ceil(UNIT_NS);
        (self.settings.progress)(Progress {
            objective: self.objective,
            bound: self.bound(),
            work,
            work_limit: self.limit_ns / UNIT_NS,
        });
        if self.gap() <= self.settings.gap.max(1e-9) {
            Some(Status::WithinGap)
        } else if (self.settings.time_is_up)() {
            Some(Status::TimeLimit)
        } else {
            (self.work_ns >= self.limit_ns).then_some(Status::WorkLimit)
        }
    }

    fn plan(&self, status: Status) -> Plan {
        let certificate = if self.searched.max(self.objective) < self.prover.best.bound {
            Certificate::Search
        } else {
            self.prover.best.certificate(self.problem, self.instance, self.layout)
        };
        let proven = Proven { bound: self.bound(), certificate, status, work_ns: self.work_ns };
        plan_of(self.problem, &self.schedule, proven)
    }
}

/// By how much a plan could be better, as a share of what it is worth.
fn gap(objective: f64, bound: f64) -> f64 {
    (bound - objective) / objective.abs().max(1e-9)
}

/// What the best start of a candidate is worth, on average.
fn typical_worth(instance: &Instance) -> f64 {
    let bests: Vec<f64> = instance
        .candidates
        .iter()
        .filter(|candidate| !candidate.options.is_empty())
        .map(|candidate| {
            let own = &instance.options[candidate.options.clone()];
            own.iter().map(|option| option.worth).fold(0.0, f64::max)
        })
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "a count of candidates")]
    let count = bests.len().max(1) as f64;
    (bests.iter().sum::<f64>() / count).max(1e-9)
}

/// How good a plan is, and why the search for a better one stopped.
struct Proven {
    bound: f64,
    certificate: Certificate,
    status: Status,
    work_ns: u64,
}

/// A schedule in the words of the problem.
fn plan_of(problem: &Problem, schedule: &Schedule<'_>, proven: Proven) -> Plan {
    let instance = schedule.instance;
    let starts = schedule.choices().map(|(_, choice)| instance.start(problem, choice));
    let objective = schedule.objective();
    Plan {
        format: PLAN_FORMAT.to_owned(),
        starts: starts.collect(),
        objective,
        bound: proven.bound,
        gap: gap(objective, proven.bound),
        status: proven.status,
        certificate: proven.certificate,
        work: proven.work_ns.div_ceil(UNIT_NS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem;

    #[test]
    fn a_start_that_passes_a_limit_by_a_hair_stops_nothing() {
        let text = r#"{"format":"femtrinn-problem/1","horizon_weeks":1,"start_discount":0,
            "candidates":[{"id":"c","specialist":"s","priority":1,"max_jobbsmak":1,"busy_weeks":[]}],
            "openings":[{"id":"o","places":[1],"mentor_hours":[5]}],
            "specialists":[{"id":"s","support_hours":[5],"caseload_room":1}],
            "profiles":[{"id":"p","activity":"jobbsmak","mentor_hours":[5],"specialist_hours":[5.0000008]}],
            "options":[{"candidate":"c","opening":"o","profile":"p","topic":"t","value":1,"earliest_start":0,"latest_start":0}],
            "floors":[]}"#;
        let problem = problem::read(text).expect("the problem is valid");
        let settings = Settings {
            gap: 0.0,
            work: Some(3_000),
            threads: 1,
            time_is_up: &|| false,
            progress: &|_| (),
        };
        let plan = solve(&problem, &settings);
        assert!(plan.bound >= 1.0, "the contract lets it pass, so the bound counts it");
    }
}
