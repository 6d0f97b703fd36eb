//! A problem that falls apart: people, openings and specialists that no option and no floor ties together are
//! planned apart, and what is proven of each adds up.

use std::collections::BTreeMap;
use std::sync::Mutex;

use rayon::prelude::*;

use super::instance::Instance;
use super::{Progress, Settings, default_work, gap};
use crate::problem::plan::PLAN_FORMAT;
use crate::problem::{Certificate, Plan, Problem, Start, Status};

/// The parts of a problem that nothing ties together, each a problem of its own; none where it is of one piece.
///
/// What no option reaches belongs to the first. Options that can never start tie nothing, and are left out.
pub(super) fn components(problem: &Problem, instance: &Instance) -> Option<Vec<Problem>> {
    let openings = 0;
    let specialists = openings + instance.openings.len();
    let floors = specialists + instance.specialists.len();
    let candidates = floors + instance.floors.len();
    let mut ties = Ties((0..candidates + instance.candidates.len()).collect());
    for (at, candidate) in instance.candidates.iter().enumerate() {
        let specialist = candidate.specialist.map(|it| specialists + it);
        let floor = candidate.floor.map(|it| floors + it);
        let wanted = &instance.options[candidate.options.clone()];
        let wanted = wanted.iter().map(|option| openings + option.opening as usize);
        for other in specialist.into_iter().chain(floor).chain(wanted) {
            ties.tie(candidates + at, other);
        }
    }
    let mut part_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, candidate) in instance.candidates.iter().enumerate() {
        if !candidate.options.is_empty() {
            let next = part_of.len();
            part_of.entry(ties.root(candidates + at)).or_insert(next);
        }
    }
    if part_of.len() < 2 {
        return None;
    }
    let bare = Problem {
        candidates: Vec::new(),
        openings: Vec::new(),
        specialists: Vec::new(),
        options: Vec::new(),
        floors: Vec::new(),
        keep: Vec::new(),
        ..problem.clone()
    };
    let mut parts = vec![bare; part_of.len()];
    let mut part = |at: usize| part_of.get(&ties.root(at)).copied().unwrap_or(0);
    let (mut opening_part, mut candidate_part) = (BTreeMap::new(), BTreeMap::new());
    for (at, it) in problem.openings.iter().enumerate() {
        opening_part.insert(&*it.id, part(openings + at));
        parts[part(openings + at)].openings.push(it.clone());
    }
    for (at, it) in problem.specialists.iter().enumerate() {
        parts[part(specialists + at)].specialists.push(it.clone());
    }
    for (at, it) in problem.floors.iter().enumerate() {
        parts[part(floors + at)].floors.push(it.clone());
    }
    for (at, it) in problem.candidates.iter().enumerate() {
        candidate_part.insert(&*it.id, part(candidates + at));
        parts[part(candidates + at)].candidates.push(it.clone());
    }
    let part = |candidate: &str, opening: &str| {
        let (who, place) = (candidate_part[candidate], opening_part[opening]);
        (who == place).then_some(who)
    };
    for it in &problem.options {
        if let Some(part) = part(&it.candidate, &it.opening) {
            parts[part].options.push(it.clone());
        }
    }
    for it in &problem.keep {
        if let Some(part) = part(&it.candidate, &it.opening) {
            parts[part].keep.push(it.clone());
        }
    }
    Some(parts)
}

/// Plans the parts of a problem side by side, with work by their options, and joins the plans.
pub(super) fn solve_apart(problem: &Problem, parts: &[Problem], settings: &Settings<'_>) -> Plan {
    let work = settings.work.unwrap_or_else(|| default_work(problem));
    let all: usize = parts.iter().map(|part| part.options.len()).sum();
    let nothing = Progress { objective: 0.0, bound: 0.0, work: 0, work_limit: 0 };
    let so_far = Mutex::new(vec![nothing; parts.len()]);
    let solve_one = |(at, part): (usize, &Problem)| {
        let share = u128::from(work) * part.options.len() as u128 / all as u128;
        let progress = |progress: Progress| {
            let mut so_far = so_far.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            so_far[at] = progress;
            (settings.progress)(total(&so_far));
        };
        let own = Settings {
            gap: settings.gap,
            work: Some(u64::try_from(share).unwrap_or(u64::MAX)),
            threads: settings.threads,
            time_is_up: settings.time_is_up,
            progress: &progress,
        };
        super::solve_whole(part, &Instance::new(part), &own)
    };
    let plans: Vec<Plan> = parts.par_iter().enumerate().map(solve_one).collect();
    joined(problem, plans, settings.gap)
}

fn total(parts: &[Progress]) -> Progress {
    let sum = |figure: fn(&Progress) -> f64| parts.iter().map(figure).sum();
    let units =
        |figure: fn(&Progress) -> u64| parts.iter().map(figure).fold(0, u64::saturating_add);
    Progress {
        objective: sum(|it| it.objective),
        bound: sum(|it| it.bound),
        work: units(|it| it.work),
        work_limit: units(|it| it.work_limit),
    }
}

fn joined(problem: &Problem, plans: Vec<Plan>, enough: f64) -> Plan {
    let candidates = problem.candidates.iter().enumerate();
    let at: BTreeMap<&str, usize> = candidates.map(|(at, it)| (&*it.id, at)).collect();
    let objective = plans.iter().map(|plan| plan.objective).sum();
    let bound = plans.iter().map(|plan| plan.bound).sum();
    let gap = gap(objective, bound);
    let status = if gap <= enough.max(1e-9) {
        Status::WithinGap
    } else if plans.iter().any(|plan| plan.status == Status::TimeLimit) {
        Status::TimeLimit
    } else {
        Status::WorkLimit
    };
    let work = plans.iter().map(|plan| plan.work).sum();
    let mut starts: Vec<Start> = Vec::new();
    let mut joined = Some((Vec::new(), Vec::new(), Vec::new()));
    for plan in plans {
        starts.extend(plan.starts);
        match (&mut joined, plan.certificate) {
            (Some(joined), Certificate::Prices { openings, floors, blocks }) => {
                joined.0.extend(openings);
                joined.1.extend(floors);
                joined.2.extend(blocks);
            }
            // one part that rests on a search makes the whole rest on one
            _ => joined = None,
        }
    }
    starts.sort_by_key(|start| (at[&*start.candidate], start.start_week));
    let certificate = match joined {
        Some((openings, floors, blocks)) => Certificate::Prices { openings, floors, blocks },
        None => Certificate::Search,
    };
    Plan {
        format: PLAN_FORMAT.to_owned(),
        starts,
        objective,
        bound,
        gap,
        status,
        certificate,
        work,
    }
}

/// Which things are tied together, by numbers.
struct Ties(Vec<usize>);

impl Ties {
    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn tie(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::problem::{self, Ledger};
    use crate::solve::solve;

    /// Three streets of people, each with a specialist and openings of their own; the second has somebody who can
    /// start nothing in the third.
    fn streets(floor: bool) -> Problem {
        let mut lists: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for street in 0..3 {
            let specialist = format!("s{street}");
            lists
                .entry("specialists")
                .or_default()
                .push(json!({"id": specialist, "support_hours": [30, 30], "caseload_room": 9}));
            for at in 0..8 {
                let opening = json!({"id": format!("o{street}{at}"), "places": [1, 1], "mentor_hours": [8, 8]});
                lists.entry("openings").or_default().push(opening);
            }
            for at in 0..15 {
                let id = format!("c{street}{at}");
                lists
                    .entry("candidates")
                    .or_default()
                    .push(json!({"id": id, "specialist": specialist,
                    "priority": 1, "max_jobbsmak": 0, "busy_weeks": [], "group": "all"}));
                for to in [at % 8, (at + 3) % 8] {
                    lists.entry("options").or_default().push(json!({"candidate": id,
                        "opening": format!("o{street}{to}"), "profile": "p", "topic": "t",
                        "value": 0.2 + f64::from(at) / 20.0, "earliest_start": 0, "latest_start": 0}));
                }
            }
        }
        lists
            .entry("options")
            .or_default()
            .push(json!({"candidate": "c10", "opening": "o20", "profile": "long",
            "topic": "t", "value": 0.9, "earliest_start": 1, "latest_start": 1}));
        let floors = if floor {
            json!([{"group": "all", "min_trials": 9, "penalty": 0.5}])
        } else {
            json!([])
        };
        let text = json!({"format": "femtrinn-problem/1", "horizon_weeks": 2, "start_discount": 0,
            "candidates": lists["candidates"], "openings": lists["openings"], "specialists": lists["specialists"],
            "profiles": [{"id": "p", "activity": "trial", "mentor_hours": [5], "specialist_hours": [3]},
                {"id": "long", "activity": "trial", "mentor_hours": [5, 5], "specialist_hours": [3, 3]}],
            "options": lists["options"], "floors": floors});
        problem::read(&text.to_string()).expect("the problem is valid")
    }

    #[test]
    fn what_nothing_ties_together_is_planned_apart_and_adds_up() {
        let settings = Settings {
            gap: 0.0,
            work: Some(200_000),
            threads: 2,
            time_is_up: &|| false,
            progress: &|_| (),
        };
        let problem = streets(false);
        let instance = Instance::new(&problem);
        let parts = components(&problem, &instance).expect("three streets");
        let sizes: Vec<usize> = parts.iter().map(|part| part.options.len()).collect();
        assert_eq!(sizes, [30, 30, 30], "what can never start ties no streets together");
        let plan = solve(&problem, &settings);
        let mut books = Ledger::empty(&problem);
        for start in &plan.starts {
            let booking = books.find(start).expect("an option of the problem");
            assert!(books.allows(booking), "{start:?}");
            books.take(booking);
        }
        assert!((plan.objective - books.worth()).abs() < 1e-9, "{plan:?}");
        let apart: f64 = parts.iter().map(|part| solve(part, &settings).objective).sum();
        assert!((plan.objective - apart).abs() < 1e-9 && plan.bound >= plan.objective, "{plan:?}");
        assert!(plan.gap < 1e-6, "each is small enough to be gone through: {}", plan.gap);
        let tied = streets(true);
        assert!(
            components(&tied, &Instance::new(&tied)).is_none(),
            "a floor ties its group together"
        );
    }
}
