//! A small change to a problem that was solved: from the earlier plan and its prices to the next, in a moment,
//! with hardly anybody moved.
//!
//! Each block is bounded apart at the prices of the certificate, so whatever did not change keeps its bound, and
//! only the blocks that did are searched again. In the plan everybody keeps what they had where it still holds;
//! the candidates of changed blocks are planned anew around that, and what is left goes to whoever has use for it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::anneal::{self, Cooling, ENOUGH_NS, Shortlists};
use super::block::{self, Gain};
use super::exhaust;
use super::instance::{Block, Choice, Instance, LONGEST, narrow, weeks_in};
use super::prices::{Layout, Resources};
use super::proof::{Proof, work_of};
use super::reprice::prices_of;
use super::schedule::Schedule;
use super::{COLD, HOT, Proven, Settings, UNIT_NS, gap, plan_of, typical_worth};
use crate::problem::{BlockOwner, Certificate, Plan, Problem, Specialist, Start, Status};

/// Labels that the search of a changed block keeps.
const WIDTH: usize = 20_000;

/// What a plan must gain by moving people whom the change does not concern, as a share of what it is worth.
const WORTH_MOVING: f64 = 0.001;

/// Nanoseconds of work for going through what could be better where the problem is small.
const EXHAUST_NS: u64 = 200_000_000;

/// A problem that was solved, with its plan.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// The problem as it was.
    pub problem: &'a Problem,
    /// Its plan, with the certificate.
    pub plan: &'a Plan,
}

/// Plans a problem that differs a little from one that was solved.
///
/// The candidates of blocks that the change does not concern keep what they have, unless they stand where those of
/// changed blocks want to be and moving them gains the whole a tenth of a per cent. The bound is proven as that of [`solve`](super::solve) is. Where more than half of the candidates are in blocks that
/// changed, or the certificate has no prices, the problem is solved from the beginning.
#[must_use]
pub fn resume(problem: &Problem, before: Before<'_>, settings: &Settings<'_>) -> Plan {
    super::with_threads(settings.threads, || {
        resumed(problem, before, settings).unwrap_or_else(|| super::run(problem, settings))
    })
}

fn resumed(problem: &Problem, before: Before<'_>, settings: &Settings<'_>) -> Option<Plan> {
    let Certificate::Prices { blocks: known, .. } = &before.plan.certificate else { return None };
    if problem.horizon_weeks != before.problem.horizon_weeks {
        return None;
    }
    let (was_instance, instance) = (Instance::new(before.problem), Instance::new(problem));
    let was = Priced::new(before.problem, &was_instance, &before.plan.certificate)?;
    let now = Priced::new(problem, &instance, &before.plan.certificate)?;
    let known: BTreeMap<&BlockOwner, f64> = known.iter().map(|it| (&it.owner, it.bound)).collect();
    let earlier: BTreeMap<BlockOwner, &Block> =
        was_instance.blocks.iter().map(|it| (it.owner(before.problem), it)).collect();
    let kept_bound = |block: &Block| -> Option<f64> {
        let owner = block.owner(problem);
        let is_same = was.wants(earlier.get(&owner)?) == now.wants(block);
        known.get(&owner).copied().filter(|_| is_same)
    };
    let bounds: Vec<Option<f64>> = instance.blocks.par_iter().map(kept_bound).collect();
    let changed: Vec<usize> =
        (0..instance.blocks.len()).filter(|&at| bounds[at].is_none()).collect();
    let concerned = changed.iter().flat_map(|&at| &instance.blocks[at].candidates);
    let mut mine: BTreeSet<usize> = concerned.copied().collect();
    if 2 * mine.len() > instance.candidates.len() {
        return None;
    }
    let Priced { layout, prices, .. } = now;
    let gain = |at: &usize| {
        block::gain(&instance, layout, &prices, &instance.blocks[*at], WIDTH, None, None)
    };
    let gains: Vec<Gain> = changed.par_iter().map(gain).collect();
    let mut found = gains.iter();
    let bounds = bounds.into_iter().map(|it| it.or_else(|| found.next().map(|gain| gain.bound)));
    let bounds = bounds.collect::<Option<Vec<f64>>>()?;
    let proof = Proof::new(&layout.shared(&instance), prices, bounds);

    let lists = Shortlists::at(&instance, layout, proof.prices());
    let (mut schedule, displaced) = kept(problem, &instance, &before.plan.starts);
    mine.extend(displaced);
    let mine: Vec<usize> = mine.into_iter().collect();
    let mut work_ns =
        work_of(&gains) + anneal::fill(&mut schedule, &lists, 0..instance.candidates.len());
    let limit_ns = settings.work.map_or(u64::MAX, |work| work.saturating_mul(UNIT_NS));
    let worth = typical_worth(&instance);
    let cooling = |who: &[usize], work_ns: u64| {
        let enough_ns = who.len() as u64 * ENOUGH_NS / 2;
        let budget_ns = enough_ns.min(limit_ns.saturating_sub(work_ns));
        Cooling { hot: HOT * worth, cold: COLD * worth, budget_ns, seed: 0 }
    };
    let once = cooling(&mine, work_ns);
    let (planned, took) = planned_again(&schedule, &lists, &mine, once, settings.time_is_up);
    (schedule, work_ns) = (planned, work_ns + took);
    let wanted = gains.iter().flat_map(|gain| &gain.choices).map(|&(_, choice)| choice);
    let with_rivals = with_rivals(&schedule, &mine, wanted);
    let is_worse = gap(schedule.objective(), proof.bound) > before.plan.gap + WORTH_MOVING;
    if is_worse && with_rivals.len() > mine.len() {
        let once = cooling(&with_rivals, work_ns);
        let (planned, took) =
            planned_again(&schedule, &lists, &with_rivals, once, settings.time_is_up);
        work_ns += took;
        if planned.objective() > schedule.objective() + WORTH_MOVING * proof.bound.abs() {
            schedule = planned;
        }
    }
    let mut is_exhausted = false;
    if instance.candidates.len() <= exhaust::MOST_CANDIDATES && limit_ns > work_ns {
        let budget_ns = EXHAUST_NS.min(limit_ns - work_ns);
        let (prices, value) = (proof.prices(), schedule.objective());
        let outcome =
            exhaust::exhaust(&instance, layout, prices, value, budget_ns, settings.time_is_up);
        work_ns += outcome.work_ns;
        is_exhausted = outcome.is_complete;
        schedule = outcome.better.unwrap_or(schedule);
    }
    let objective = schedule.objective();
    let bound = if is_exhausted { objective } else { proof.bound.max(objective) };
    let is_enough = gap(objective, bound) <= settings.gap.max(1e-9);
    let certificate = if is_exhausted && proof.bound > objective {
        Certificate::Search
    } else {
        proof.certificate(problem, &instance, layout)
    };
    let told = Proven {
        bound,
        certificate,
        status: if is_enough { Status::WithinGap } else { Status::WorkLimit },
        work_ns,
    };
    Some(plan_of(problem, &schedule, told))
}

/// The schedule with some people planned anew around all others, and the work.
fn planned_again<'a>(
    schedule: &Schedule<'a>,
    lists: &Shortlists,
    who: &[usize],
    cooling: Cooling,
    time_is_up: &(dyn Fn() -> bool + Sync),
) -> (Schedule<'a>, u64) {
    let mut own = schedule.part(who, &vec![true; schedule.instance.openings.len()]);
    let mut work_ns = anneal::cool(&mut own, lists, who, cooling, time_is_up);
    let mut next = schedule.clone();
    next.adopt(&[(who, own)]);
    work_ns += anneal::fill(&mut next, lists, 0..schedule.instance.candidates.len());
    (next, work_ns)
}

/// `mine`, and who has something in the openings that they want and have no room in.
fn with_rivals(
    schedule: &Schedule<'_>,
    mine: &[usize],
    wanted: impl Iterator<Item = Choice>,
) -> Vec<usize> {
    let contested = wanted.filter(|&choice| !schedule.opening_has_room(choice));
    let guests = contested.flat_map(|choice| {
        let opening = schedule.instance.option(choice).opening as usize;
        schedule.guests(opening).iter().map(|&guest| guest as usize)
    });
    mine.iter().copied().chain(guests).collect::<BTreeSet<_>>().into_iter().collect()
}

/// A problem at the prices of a certificate.
struct Priced<'a> {
    problem: &'a Problem,
    instance: &'a Instance,
    layout: Layout,
    prices: Resources,
}

/// All that a block's bound rests on.
#[derive(PartialEq)]
struct Wants<'a> {
    specialist: Option<&'a Specialist>,
    candidates: Vec<(&'a str, usize, Vec<Gained<'a>>)>,
}

/// A start, with what it gains at the prices and takes of the specialist's hours.
#[derive(PartialEq)]
struct Gained<'a> {
    topic: &'a str,
    week: u32,
    gain: f64,
    is_trial: bool,
    weeks: usize,
    specialist_hours: [f64; LONGEST],
}

impl<'a> Priced<'a> {
    fn new(problem: &'a Problem, instance: &'a Instance, at: &Certificate) -> Option<Self> {
        let layout = Layout::of(instance);
        let prices = prices_of(problem, at, layout)?;
        Some(Self { problem, instance, layout, prices })
    }

    fn wants(&self, block: &Block) -> Wants<'a> {
        let candidates = block.candidates.iter().map(|&at| {
            let candidate = &self.instance.candidates[at];
            let id = &*self.problem.candidates[at].id;
            (id, candidate.max_jobbsmak, self.gained(at, candidate.options.clone()))
        });
        Wants {
            specialist: block.specialist.map(|at| &self.problem.specialists[at]),
            candidates: candidates.collect(),
        }
    }

    fn gained(&self, candidate: usize, options: Range<usize>) -> Vec<Gained<'a>> {
        let starts = self.instance.options[options].iter().flat_map(|option| {
            let profile = self.instance.profile(option);
            weeks_in(option.start_weeks).map(move |week| Gained {
                topic: &self.problem.options[option.source as usize].topic,
                week,
                gain: self.prices.gain(self.layout, self.instance, candidate, option, week),
                is_trial: profile.is_trial,
                weeks: profile.weeks,
                specialist_hours: profile.specialist_hours,
            })
        });
        starts.collect()
    }
}

/// The starts of an earlier plan that the problem still has and allows, and whose were not.
fn kept<'a>(
    problem: &Problem,
    instance: &'a Instance,
    starts: &[Start],
) -> (Schedule<'a>, Vec<usize>) {
    let candidates = problem.candidates.iter().enumerate();
    let candidate_at: BTreeMap<&str, usize> = candidates.map(|(at, it)| (&*it.id, at)).collect();
    let (mut schedule, mut displaced) = (Schedule::empty(instance), Vec::new());
    for start in starts {
        let Some(&candidate) = candidate_at.get(&*start.candidate) else { continue };
        let choice = instance.candidates[candidate].options.clone().find_map(|at| {
            let option = &instance.options[at];
            let source = &problem.options[option.source as usize];
            let is_it = source.opening == start.opening
                && source.profile == start.profile
                && option.start_weeks >> start.start_week & 1 == 1;
            is_it.then(|| Choice { option: narrow(at), week: narrow(start.start_week) })
        });
        match choice.filter(|&choice| schedule.allows(candidate, choice)) {
            Some(choice) => schedule.insert(candidate, choice),
            None => displaced.push(candidate),
        }
    }
    (schedule, displaced)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::problem;
    use crate::solve::solve;

    /// Two specialists with three candidates each, and an opening for each candidate.
    fn neighbours() -> Value {
        let people: Vec<String> = (0..6).map(|at| format!("c{at}")).collect();
        let candidate = |at: usize| {
            json!({"id": people[at], "specialist": format!("s{}", at / 3), "priority": 1,
                "max_jobbsmak": 0, "busy_weeks": []})
        };
        let option = |(at, to): (usize, usize)| {
            json!({"candidate": people[at], "opening": format!("o{to}"), "profile": "p",
                "topic": "t", "value": if at == to { 0.5 } else { 0.3 }, "earliest_start": 0, "latest_start": 0})
        };
        let pairs = (0..6).flat_map(|at| [(at, at), (at, (at + 1) % 6)]);
        json!({"format": "femtrinn-problem/1", "horizon_weeks": 1, "start_discount": 0,
            "candidates": (0..6).map(candidate).collect::<Vec<_>>(),
            "openings": (0..6).map(|at| json!({"id": format!("o{at}"), "places": [1], "mentor_hours": [8]})).collect::<Vec<_>>(),
            "specialists": (0..2).map(|at| json!({"id": format!("s{at}"), "support_hours": [9], "caseload_room": 3})).collect::<Vec<_>>(),
            "profiles": [{"id": "p", "activity": "trial", "mentor_hours": [5], "specialist_hours": [3]}],
            "options": pairs.map(option).collect::<Vec<_>>(), "floors": []})
    }

    fn read(problem: &Value) -> Problem {
        problem::read(&problem.to_string()).expect("the problem is valid")
    }

    #[test]
    fn whoever_a_change_does_not_concern_stays_and_their_bound_too() {
        let settings =
            Settings { gap: 0.0, work: None, threads: 1, time_is_up: &|| false, progress: &|_| () };
        let was = read(&neighbours());
        let plan = solve(&was, &settings);
        assert!(matches!(plan.certificate, Certificate::Prices { .. }) && plan.starts.len() == 6);
        let mut changed = neighbours();
        changed["openings"][4]["places"][0] = json!(0);
        let problem = read(&changed);
        let next = resume(&problem, Before { problem: &was, plan: &plan }, &settings);
        assert_eq!(next.starts[..3], plan.starts[..3], "the other specialist's people stay");
        assert!((next.objective - 2.5).abs() < 1e-9 && next.bound >= next.objective, "{next:?}");
        assert!(next.starts.iter().all(|it| it.opening != "o4"));
        // what is not concerned is not searched again: a bound that was too high stays so
        let mut doubtful = plan.clone();
        let Certificate::Prices { blocks, .. } = &mut doubtful.certificate else { unreachable!() };
        blocks[0].bound += 1.0;
        let bound = blocks[0].bound;
        let settings = Settings { work: Some(0), ..settings };
        let carried = resumed(&problem, Before { problem: &was, plan: &doubtful }, &settings);
        let proof = carried.expect("half of them are concerned").certificate;
        let Certificate::Prices { blocks: now, .. } = proof else { panic!("{proof:?}") };
        assert!((now[0].bound - bound).abs() < 1e-9, "{now:?}");
    }

    #[test]
    fn without_prices_or_with_most_changed_it_begins_anew() {
        let settings = Settings {
            gap: 0.0,
            work: Some(1_000),
            threads: 1,
            time_is_up: &|| false,
            progress: &|_| (),
        };
        let was = read(&neighbours());
        let plan = solve(&was, &settings);
        let searched = Plan { certificate: Certificate::Search, ..plan.clone() };
        let before = Before { problem: &was, plan: &searched };
        assert!(resumed(&was, before, &settings).is_none());
        let mut longer = was.clone();
        longer.specialists.iter_mut().for_each(|it| it.support_hours[0] = 6.0);
        let before = Before { problem: &was, plan: &plan };
        assert!(resumed(&longer, before, &settings).is_none());
        let next = resume(&longer, before, &settings);
        assert!((next.objective - 2.0).abs() < 1e-9, "two trials for each specialist");
    }
}
