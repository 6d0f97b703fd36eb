//! A plan made block by block: whichever block knows best what it wants in the best mixture of choices goes
//! first, and the others look for new choices with what is left.

use rayon::prelude::*;

use super::block::{self, Gain};
use super::bundle::{Bundle, Favourite};
use super::instance::Instance;
use super::prices::{Layout, Resources};
use super::proof::{LOOK_NS, values, work_of};
use super::schedule::Schedule;

/// Labels kept in a block's search.
const WIDTH: usize = 1_000;

/// Times that the blocks that are left choose before the next one decides.
const ROUNDS: usize = 6;

/// A share from which on a block has decided, and the part of the blocks left that decide at least.
const DECIDED: f64 = 0.999;
const AT_LEAST: usize = 8;

/// What it takes to make a plan.
pub(super) struct Diver {
    pub(super) layout: Layout,
    pub(super) bundle: Bundle,
    /// What there is of what blocks compete for, and prices of it.
    pub(super) shared: Resources,
    pub(super) prices: Resources,
}

impl Diver {
    /// A plan, and the work; none where the programmes cannot be solved. After `budget_ns`, or once the time is
    /// up, whoever is left decides at once.
    pub(super) fn dive<'a>(
        mut self,
        instance: &'a Instance,
        budget_ns: u64,
        time_is_up: &(dyn Fn() -> bool + Sync),
    ) -> (Option<Schedule<'a>>, u64) {
        let mut schedule = Schedule::empty(instance);
        let mut left: Vec<usize> = (0..instance.blocks.len())
            .filter(|&at| !instance.blocks[at].candidates.is_empty())
            .collect();
        let mut work_ns = 0;
        while !left.is_empty() {
            let is_late = work_ns > budget_ns || time_is_up();
            work_ns += self.look(instance, &left, &schedule, if is_late { 1 } else { ROUNDS });
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
                self.seat(instance, &mut schedule, favourite);
            }
            let blocks: Vec<usize> = decided.iter().map(|it| it.block).collect();
            self.bundle.forget(self.layout, &blocks, &self.shared);
            left.retain(|at| !blocks.contains(at));
        }
        (Some(schedule), work_ns)
    }

    /// Lets the blocks that are left choose at better and better prices; returns the work.
    fn look(
        &mut self,
        instance: &Instance,
        left: &[usize],
        schedule: &Schedule<'_>,
        rounds: usize,
    ) -> u64 {
        let mut work_ns = 0;
        let mut lowest = f64::INFINITY;
        let mut prices = self.prices.clone();
        self.bundle.reset();
        for _ in 0..rounds {
            let gain = |&at: &usize| {
                let block = &instance.blocks[at];
                block::gain(instance, self.layout, &prices, block, WIDTH, Some(schedule))
            };
            let gains: Vec<Gain> = left.par_iter().map(gain).collect();
            work_ns += work_of(&gains);
            self.bundle.learn(instance, self.layout, left, &gains);
            let sum = prices.dot(&self.shared) + values(instance, self.layout, &prices, &gains);
            if sum < lowest {
                lowest = sum;
                self.prices = prices;
            } else {
                self.bundle.adapt(0.0);
            }
            let Some(proposal) = self.bundle.propose(&self.shared, &self.prices) else { break };
            work_ns += proposal.looks * LOOK_NS;
            prices = proposal.prices;
        }
        work_ns
    }

    /// Plans what a block wants, worth most first, as far as there is room.
    fn seat(&mut self, instance: &Instance, schedule: &mut Schedule<'_>, wanted: &Favourite) {
        let mut choices = wanted.choices.clone();
        choices.sort_by(|a, b| {
            let (first, second) = (instance.option(a.1).worth, instance.option(b.1).worth);
            second.total_cmp(&first).then(a.cmp(b))
        });
        for (candidate, choice) in choices {
            if schedule.allows(candidate, choice) {
                schedule.insert(candidate, choice);
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
mod tests {
    use serde_json::json;

    use super::*;
    use crate::problem;
    use crate::random::Random;

    /// Three specialists with four candidates each, all of whom want the same three openings.
    fn rivals() -> problem::Problem {
        let mut random = Random::new(7);
        let people: Vec<String> = (0..12).map(|at| format!("c{at}")).collect();
        let candidates: Vec<_> = people
            .iter()
            .enumerate()
            .map(|(at, id)| {
                json!({"id": id, "specialist": format!("s{}", at / 4), "priority": 1,
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
        let instance = Instance::new(&rivals());
        let layout = Layout::of(&instance);
        let mut shared = layout.capacities(&instance);
        shared.0[layout.hours(0)..layout.floor(0)].fill(0.0);
        let all: Vec<usize> = (0..instance.blocks.len()).collect();
        let exactly = |prices: &Resources| -> (Vec<Gain>, f64) {
            let gain = |&at: &usize| {
                block::gain(&instance, layout, prices, &instance.blocks[at], 100_000, None)
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
            let proposal = bundle.propose(&shared, &best).expect("it can be solved");
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
        let diver = Diver { layout, bundle, shared: shared.clone(), prices: best };
        let (plan, work_ns) = diver.dive(&instance, u64::MAX, &|| false);
        let value = plan.expect("programmes of this size can be solved").objective();
        assert!(work_ns > 0 && value <= lowest + 1e-9, "{value} is more than {lowest}");
        assert!(value > 0.85 * lowest, "{value} is far below {lowest}");
    }
}
