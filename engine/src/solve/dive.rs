//! Plans made anew, a part of the problem at a time, around what the others do: whichever block knows best what it
//! wants in the best mixture of choices goes first, and the others look for new choices with what is left.

use rayon::prelude::*;

use super::anneal::{self, Shortlists};
use super::block::{self, Gain};
use super::bundle::{Bundle, Favourite};
use super::instance::Choice;
use super::parts::{NEAR, Neighbours, Part};
use super::prices::{Layout, Resources};
use super::proof::{LOOK_NS, work_of};
use super::schedule::Schedule;

/// Labels kept in a block's search.
const WIDTH: usize = 1_000;

/// Times that the blocks that are left choose before the next one decides.
const ROUNDS: usize = 3;

/// A share from which on a block has decided, and the part of the blocks left that decide at least.
const DECIDED: f64 = 0.999;
const AT_LEAST: usize = 8;

/// What a dive takes, before one was made, and the part of a budget that goes into dives where there are many parts.
pub(super) const FIRST_GUESS_NS: u64 = 400_000_000;
const SHARE: u64 = 2;

/// Of many parts, a dive may take so many times as long as the longest before.
const PATIENCE: u64 = 4;

/// What dives begin with.
pub(super) struct Dives<'a, 'n> {
    pub(super) layout: Layout,
    pub(super) neighbours: &'n Neighbours<'a>,
    /// What blocks have chosen, once other prices were tried.
    pub(super) bundle: Option<Bundle>,
    pub(super) prices: Resources,
    /// What the longest dive took.
    pub(super) longest_ns: u64,
}

impl<'a> Dives<'a, '_> {
    /// The schedule with parts planned anew that are better for it, the work, and what the longest dive took.
    ///
    /// A single part is dived into once, where blocks have chosen already; of many as many as there is work for.
    pub(super) fn improve(
        mut self,
        schedule: &Schedule<'a>,
        lists: &Shortlists,
        turn: usize,
        budget_ns: u64,
        time_is_up: &(dyn Fn() -> bool + Sync),
    ) -> (Schedule<'a>, u64, u64) {
        let (mut best, mut work_ns) = (schedule.clone(), 0);
        for pass in 0.. {
            let parts = self.neighbours.parts(NEAR, turn + pass * 1_000);
            let (most, share) = if parts.len() == 1 {
                (usize::from(pass == 0 && self.bundle.is_some()), budget_ns)
            } else {
                let left = (budget_ns / SHARE).saturating_sub(work_ns) / self.longest_ns.max(1);
                (usize::try_from(left).unwrap_or(usize::MAX), PATIENCE * self.longest_ns)
            };
            if most == 0 || time_is_up() {
                break;
            }
            let dive = |part| self.dive(part, &best, lists, share, time_is_up);
            let dived: Vec<_> = parts[..most.min(parts.len())].par_iter().map(dive).collect();
            let (mut better, before_ns) = (Vec::new(), work_ns);
            for (part, (dived, took_ns)) in parts.iter().zip(dived) {
                work_ns += took_ns;
                self.longest_ns = self.longest_ns.max(took_ns);
                better.extend(dived.map(|it| (&part.candidates[..], it)));
            }
            best.adopt(&better);
            if work_ns == before_ns {
                break;
            }
        }
        (best, work_ns, self.longest_ns)
    }

    /// What the part's candidates could do that is better for all, if something is, and the work.
    fn dive(
        &self,
        part: &Part,
        schedule: &Schedule<'a>,
        lists: &Shortlists,
        budget_ns: u64,
        time_is_up: &(dyn Fn() -> bool + Sync),
    ) -> (Option<Schedule<'a>>, u64) {
        let known = self.bundle.as_ref().map(|it| it.of(&part.blocks));
        let bundle = known.unwrap_or_else(|| Bundle::new(schedule.instance, self.layout));
        let diver = Diver::new(self.layout, part, bundle, self.prices.clone(), schedule);
        let before = schedule.part(&part.candidates, &part.owned).objective();
        let (found, mut work_ns) = diver.dive(budget_ns, time_is_up);
        let better = found.and_then(|mut found| {
            work_ns += anneal::fill(&mut found, lists, part.candidates.iter().copied());
            (found.objective() > before).then_some(found)
        });
        (better, work_ns)
    }
}

/// What it takes to plan a part of the problem anew.
struct Diver<'a, 'p> {
    layout: Layout,
    part: &'p Part,
    bundle: Bundle,
    prices: Resources,
    /// What others leave of what blocks compete for.
    shared: Resources,
    schedule: Schedule<'a>,
}

impl<'a, 'p> Diver<'a, 'p> {
    /// Begins with what the part's own candidates do in `schedule` as one of their blocks' choices.
    fn new(
        layout: Layout,
        part: &'p Part,
        mut bundle: Bundle,
        prices: Resources,
        schedule: &Schedule<'a>,
    ) -> Self {
        let instance = schedule.instance;
        let mut own = schedule.part(&part.candidates, &part.owned);
        let mut shared = layout.shared(instance);
        for opening in (0..part.owned.len()).filter(|&opening| !part.owned[opening]) {
            shared.0[layout.place(opening)..layout.place(opening + 1)].fill(0.0);
        }
        for (candidate, choice) in schedule.choices() {
            let is_owned = part.owned[instance.option(choice).opening as usize];
            let is_mine = !own.of(candidate).is_empty();
            layout.takes(instance, candidate, choice, |at, amount| {
                let is_floor = at >= layout.floor(0);
                if is_mine && !is_owned && layout.is_shared(at) && !is_floor {
                    shared.0[at] += amount;
                } else if !is_mine && (is_owned || is_floor) && layout.is_shared(at) {
                    shared.0[at] -= amount;
                }
            });
        }
        for &block in &part.blocks {
            let mut choices: Vec<(usize, Choice)> = Vec::new();
            for &candidate in &instance.blocks[block].candidates {
                for choice in own.of(candidate).to_vec() {
                    own.remove(candidate, choice);
                    choices.push((candidate, choice));
                }
            }
            bundle.learn_choices(instance, layout, block, &choices);
        }
        Self { layout, part, bundle, prices, shared, schedule: own }
    }

    /// What the part's candidates could do, and the work; none where the programmes cannot be solved. After
    /// `budget_ns`, or once the time is up, whoever is left decides at once.
    fn dive(
        mut self,
        budget_ns: u64,
        time_is_up: &(dyn Fn() -> bool + Sync),
    ) -> (Option<Schedule<'a>>, u64) {
        let instance = self.schedule.instance;
        let has_candidates = |&at: &usize| !instance.blocks[at].candidates.is_empty();
        let mut left: Vec<usize> =
            self.part.blocks.iter().copied().filter(has_candidates).collect();
        let mut work_ns = 0;
        while !left.is_empty() {
            let is_late = work_ns > budget_ns || time_is_up();
            work_ns += self.look(&left, if is_late { 1 } else { ROUNDS });
            let Some((favourites, looks)) = self.bundle.favourites(self.layout, &self.shared)
            else {
                return (None, work_ns);
            };
            work_ns += looks * LOOK_NS;
            let least = if is_late { left.len() } else { left.len().div_ceil(AT_LEAST) };
            let is_decided = |(at, it): &(usize, &Favourite)| *at < least || it.share >= DECIDED;
            let decided: Vec<&Favourite> =
                favourites.iter().enumerate().take_while(is_decided).map(|(_, it)| it).collect();
            if decided.is_empty() {
                break;
            }
            for favourite in &decided {
                self.seat(favourite);
            }
            let blocks: Vec<usize> = decided.iter().map(|it| it.block).collect();
            self.bundle.forget(self.layout, &blocks, &self.shared);
            left.retain(|at| !blocks.contains(at));
        }
        (Some(self.schedule), work_ns)
    }

    /// Lets the blocks that are left choose at better and better prices; returns the work.
    fn look(&mut self, left: &[usize], rounds: usize) -> u64 {
        let instance = self.schedule.instance;
        let mut work_ns = 0;
        let mut lowest = f64::INFINITY;
        let mut prices = self.prices.clone();
        self.bundle.reset();
        for _ in 0..rounds {
            let gain = |&at: &usize| {
                let block = &instance.blocks[at];
                block::gain(
                    instance,
                    self.layout,
                    &prices,
                    block,
                    WIDTH,
                    Some(&self.schedule),
                    None,
                )
            };
            let gains: Vec<Gain> = left.par_iter().map(gain).collect();
            work_ns += work_of(&gains);
            self.bundle.learn(instance, self.layout, left, &gains);
            let sum = prices.dot(&self.shared) + gains.iter().map(|gain| gain.value).sum::<f64>();
            if sum < lowest {
                lowest = sum;
                self.prices = prices;
            } else {
                self.bundle.adapt(0.0);
            }
            let parts = std::slice::from_ref(self.part);
            let proposal = self.bundle.propose(self.layout, parts, &self.shared, &self.prices);
            let Some(proposal) = proposal else { break };
            work_ns += proposal.looks * LOOK_NS;
            prices = proposal.prices;
        }
        work_ns
    }

    /// Plans what a block wants, worth most first, as far as there is room.
    fn seat(&mut self, wanted: &Favourite) {
        let instance = self.schedule.instance;
        let mut choices = wanted.choices.clone();
        choices.sort_by(|a, b| {
            let (first, second) = (instance.option(a.1).worth, instance.option(b.1).worth);
            second.total_cmp(&first).then(a.cmp(b))
        });
        for (candidate, choice) in choices {
            if self.schedule.allows(candidate, choice) {
                self.schedule.insert(candidate, choice);
                self.layout.takes(instance, candidate, choice, |at, amount| {
                    if self.layout.is_shared(at) {
                        self.shared.0[at] -= amount;
                    }
                });
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::super::instance::Instance;
    use super::*;
    use crate::problem;
    use crate::random::Random;

    /// Three specialists with so many candidates each, all of whom want the same three openings.
    pub(in super::super) fn rivals(each: usize, seed: u64) -> problem::Problem {
        let mut random = Random::new(seed);
        let people: Vec<String> = (0..3 * each).map(|at| format!("c{at}")).collect();
        let candidates: Vec<_> = people
            .iter()
            .enumerate()
            .map(|(at, id)| {
                json!({"id": id, "specialist": format!("s{}", at / each), "priority": 1,
                "max_jobbsmak": 1, "busy_weeks": []})
            })
            .collect();
        let options: Vec<_> = people
            .iter()
            .flat_map(|id| (0..3).map(move |opening| (id, opening)))
            .flat_map(|(id, opening)| ["trial", "jobbsmak"].map(|profile| (id, opening, profile)))
            .map(|(id, opening, profile)| {
                let value = 0.1 + 0.8 * random.share();
                json!({"candidate": id, "opening": format!("o{opening}"), "profile": profile,
                    "topic": format!("t{opening}"), "value": value, "earliest_start": 0, "latest_start": 3})
            })
            .collect();
        let openings = [0, 1, 2].map(|at| {
            json!({"id": format!("o{at}"), "places": [1, 1, 1, 1], "mentor_hours": [8, 8, 8, 8]})
        });
        let specialists = [0, 1, 2].map(
            |at| json!({"id": format!("s{at}"), "support_hours": [9, 9, 9, 9], "caseload_room": 2}),
        );
        let text = json!({
            "format": "femtrinn-problem/1", "horizon_weeks": 4, "start_discount": 0.01,
            "candidates": candidates, "options": options, "floors": [],
            "openings": openings, "specialists": specialists,
            "profiles": [
                {"id": "trial", "activity": "trial", "mentor_hours": [5, 4], "specialist_hours": [5, 3]},
                {"id": "jobbsmak", "activity": "jobbsmak", "mentor_hours": [6], "specialist_hours": [4]},
            ],
        });
        problem::read(&text.to_string()).expect("the problem is valid")
    }

    #[test]
    fn cuts_never_promise_more_than_there_is_and_a_plan_is_made_of_them() {
        let instance = Instance::new(&rivals(4, 7));
        let layout = Layout::of(&instance);
        let mut shared = layout.capacities(&instance);
        shared.0[layout.hours(0)..layout.floor(0)].fill(0.0);
        let all: Vec<usize> = (0..instance.blocks.len()).collect();
        let parts = Neighbours::of(&instance).parts(NEAR, 0);
        let exactly = |prices: &Resources| -> (Vec<Gain>, f64) {
            let gain = |&at: &usize| {
                block::gain(&instance, layout, prices, &instance.blocks[at], 100_000, None, None)
            };
            let gains: Vec<Gain> = all.iter().map(gain).collect();
            let bound = prices.dot(&shared) + gains.iter().map(|it| it.bound).sum::<f64>();
            (gains, bound)
        };
        let mut bundle = Bundle::new(&instance, layout);
        let mut best = layout.zeros();
        let (gains, first) = exactly(&best);
        let mut lowest = first;
        bundle.learn(&instance, layout, &all, &gains);
        for _ in 0..60 {
            let proposal = bundle.propose(layout, &parts, &shared, &best);
            let proposal = proposal.expect("it can be solved");
            assert!(proposal.hope <= lowest + 1e-9, "the best prices are in the box");
            let (gains, bound) = exactly(&proposal.prices);
            assert!(proposal.hope <= bound + 1e-9, "{} > {bound}", proposal.hope);
            bundle.learn(&instance, layout, &all, &gains);
            bundle.adapt(if bound < lowest { 1.0 } else { 0.0 });
            if bound < lowest {
                (lowest, best) = (bound, proposal.prices);
            }
        }
        assert!(lowest < 0.9 * first, "{lowest} is hardly below {first}");
        let nothing = Schedule::empty(&instance);
        let diver = Diver::new(layout, &parts[0], bundle, best, &nothing);
        let (plan, work_ns) = diver.dive(u64::MAX, &|| false);
        let value = plan.expect("programmes of this size can be solved").objective();
        assert!(work_ns > 0 && value <= lowest + 1e-9, "{value} is more than {lowest}");
        assert!(value > 0.85 * lowest, "{value} is far below {lowest}");
    }
}
