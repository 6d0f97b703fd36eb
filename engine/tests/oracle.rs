//! Small random problems, solved by trying everything: what the solver and the check are held against.

use std::collections::BTreeSet;

use engine::problem::check::{Breach, Report, check};
use engine::problem::{
    self, Activity, Candidate, Certificate, Floor, Keep, Opening, PLAN_FORMAT, PROBLEM_FORMAT,
    PlacementOption, Plan, Problem, Profile, Specialist, Status, validate,
};
use engine::solve::{Before, Settings, resume, solve};
use proptest::prelude::*;

/// Steps that suffice for every problem in here.
const ENOUGH: u64 = 20_000_000;

/// A start, with what it earns.
#[derive(Clone, Copy)]
struct Choice {
    option: usize,
    week: usize,
    earns: f64,
}

/// What is taken so far, while everything is tried.
struct Taken {
    places: Vec<Vec<u32>>,
    mentor: Vec<Vec<f64>>,
    trials: Vec<u32>,
    support: Vec<Vec<f64>>,
    helped: Vec<u32>,
    in_group: Vec<u32>,
}

/// The most that any plan is worth, by trying every one.
fn brute_force(problem: &Problem) -> f64 {
    let patterns: Vec<_> = (0..problem.candidates.len()).map(|it| patterns(problem, it)).collect();
    let best_of = |patterns: &Vec<(Vec<Choice>, f64)>| {
        patterns.iter().map(|pattern| pattern.1).fold(0.0, f64::max)
    };
    let hopes: Vec<f64> = patterns.iter().map(best_of).collect();
    let weeks = problem.horizon_weeks;
    let mut taken = Taken {
        places: vec![vec![0; weeks]; problem.openings.len()],
        mentor: vec![vec![0.0; weeks]; problem.openings.len()],
        trials: vec![0; problem.openings.len()],
        support: vec![vec![0.0; weeks]; problem.specialists.len()],
        helped: vec![0; problem.specialists.len()],
        in_group: vec![0; problem.floors.len()],
    };
    let mut best = f64::NEG_INFINITY;
    try_all(problem, &patterns, &hopes, 0, 0.0, &mut taken, &mut best);
    best
}

/// Tries every pattern of this candidate and those after.
fn try_all(
    problem: &Problem,
    patterns: &[Vec<(Vec<Choice>, f64)>],
    hopes: &[f64],
    at: usize,
    worth: f64,
    taken: &mut Taken,
    best: &mut f64,
) {
    if at == patterns.len() {
        let short = |(floor, got): (&Floor, &u32)| {
            floor.penalty * f64::from(floor.min_trials.saturating_sub(*got))
        };
        let short: f64 = problem.floors.iter().zip(&taken.in_group).map(short).sum();
        *best = best.max(worth - short);
        return;
    }
    if worth + hopes[at..].iter().sum::<f64>() < *best {
        return;
    }
    for (starts, earns) in &patterns[at] {
        for start in starts {
            book(problem, at, start, true, taken);
        }
        if fits(problem, taken) {
            try_all(problem, patterns, hopes, at + 1, worth + earns, taken, best);
        }
        for start in starts {
            book(problem, at, start, false, taken);
        }
    }
}

/// Books a start, or takes it back.
fn book(problem: &Problem, candidate: usize, start: &Choice, add: bool, taken: &mut Taken) {
    let (sign, count) = if add { (1.0, 1_i32) } else { (-1.0, -1) };
    let option = &problem.options[start.option];
    let opening = position(&problem.openings, |it| it.id == option.opening);
    let profile = &problem.profiles[position(&problem.profiles, |it| it.id == option.profile)];
    let candidate = &problem.candidates[candidate];
    let specialist = candidate
        .specialist
        .as_ref()
        .map(|specialist| position(&problem.specialists, |it| it.id == *specialist));
    for later in 0..profile.mentor_hours.len() {
        let places = &mut taken.places[opening][start.week + later];
        *places = places.wrapping_add_signed(count);
        taken.mentor[opening][start.week + later] += sign * profile.mentor_hours[later];
        if let Some(specialist) = specialist {
            let hours = &mut taken.support[specialist][start.week + later];
            *hours += sign * profile.specialist_hours[later];
        }
    }
    if profile.activity == Activity::Trial {
        taken.trials[opening] = taken.trials[opening].wrapping_add_signed(count);
        if let Some(specialist) = specialist {
            taken.helped[specialist] = taken.helped[specialist].wrapping_add_signed(count);
        }
        for (floor, got) in problem.floors.iter().zip(&mut taken.in_group) {
            if candidate.group.as_ref() == Some(&floor.group) {
                *got = got.wrapping_add_signed(count);
            }
        }
    }
}

fn position<T>(items: &[T], is_it: impl Fn(&T) -> bool) -> usize {
    items.iter().position(is_it).expect("the problem is valid")
}

/// Rules 5 to 7 for what is booked.
fn fits(problem: &Problem, taken: &Taken) -> bool {
    problem.openings.iter().enumerate().all(|(at, opening)| {
        taken.places[at].iter().zip(&opening.places).all(|(taken, there)| taken <= there)
            && taken.mentor[at].iter().zip(&opening.mentor_hours).all(|(t, h)| *t <= h + 1e-6)
            && opening.max_trials.is_none_or(|most| taken.trials[at] <= most)
    }) && problem.specialists.iter().enumerate().all(|(at, specialist)| {
        taken.support[at].iter().zip(&specialist.support_hours).all(|(t, h)| *t <= h + 1e-6)
            && taken.helped[at] <= specialist.caseload_room
    })
}

/// Every set of starts that a candidate can have by rules 1 to 4, and what it earns.
fn patterns(problem: &Problem, candidate: usize) -> Vec<(Vec<Choice>, f64)> {
    let person = &problem.candidates[candidate];
    let mut choices = Vec::new();
    for (at, option) in problem.options.iter().enumerate() {
        let profile = &problem.profiles[position(&problem.profiles, |it| it.id == option.profile)];
        let alone = person.specialist.is_none();
        if option.candidate != person.id
            || (alone && profile.specialist_hours.iter().any(|&hours| hours > 1e-6))
        {
            continue;
        }
        for week in option.earliest_start..=option.latest_start {
            let weeks = week..week + profile.mentor_hours.len();
            if weeks.end <= problem.horizon_weeks
                && !weeks.clone().any(|week| person.busy_weeks.contains(&week))
            {
                let bonus = problem.keep.iter().find(|keep| {
                    (&keep.candidate, &keep.opening, &keep.profile, keep.start_week)
                        == (&option.candidate, &option.opening, &option.profile, week)
                });
                let late = f64::from(u32::try_from(week).expect("a small number"));
                let earns = person.priority * option.value * (1.0 - problem.start_discount * late)
                    + bonus.map_or(0.0, |keep| keep.bonus);
                choices.push(Choice { option: at, week, earns });
            }
        }
    }
    let mut patterns = vec![(Vec::new(), 0.0)];
    for choice in choices {
        for at in 0..patterns.len() {
            let mut starts = patterns[at].0.clone();
            starts.push(choice);
            if allowed(problem, person, &starts) {
                let earns = patterns[at].1 + choice.earns;
                patterns.push((starts, earns));
            }
        }
    }
    patterns
}

/// Rules 2 to 4 for one candidate.
fn allowed(problem: &Problem, person: &Candidate, starts: &[Choice]) -> bool {
    let option = |start: &Choice| &problem.options[start.option];
    let profile = |start: &Choice| {
        let id = &option(start).profile;
        &problem.profiles[position(&problem.profiles, |it| it.id == *id)]
    };
    let weeks = |start: &Choice| start.week..start.week + profile(start).mentor_hours.len();
    let is_trial = |start: &&Choice| profile(start).activity == Activity::Trial;
    let (trials, jobbsmak): (Vec<&Choice>, Vec<&Choice>) = starts.iter().partition(is_trial);
    let topics: BTreeSet<_> = jobbsmak.iter().map(|start| &option(start).topic).collect();
    let mut busy = BTreeSet::new();
    trials.len() <= 1
        && jobbsmak.len() <= person.max_jobbsmak as usize
        && topics.len() == jobbsmak.len()
        && starts.iter().flat_map(weeks).all(|week| busy.insert(week))
        && trials.iter().all(|trial| jobbsmak.iter().all(|it| weeks(it).end <= trial.week))
}

/// Any problem that brute force can solve.
fn small_problem() -> impl Strategy<Value = Problem> {
    problems(4, 3, 14)
}

/// Any problem of that size at most, sound by construction: values of 0, no places, tight hours and
/// all.
#[expect(clippy::too_many_lines, reason = "what is drawn, then what is made of it")]
fn problems(people: usize, openings: usize, options: usize) -> impl Strategy<Value = Problem> {
    let weekly = |amounts| prop::collection::vec(prop::sample::select(amounts), 6);
    let places = weekly(vec![0, 1, 1, 1, 1, 1, 2, 2]);
    let mentor = weekly(vec![0, 40, 60, 75, 90, 90, 120, 120, 120]);
    let support = weekly(vec![0, 50, 60, 80, 80, 100, 120, 160]);
    let candidate = (
        prop::option::weighted(0.8, 0..2_usize),
        prop::sample::select(vec![0.3, 1.0, 1.0, 1.25, 1.5]),
        0..4_u32,
        prop::collection::vec(0..6_usize, 0..3),
        prop::option::weighted(0.7, 0..2_usize),
    );
    let opening = (places, mentor, prop::option::of(prop::sample::select(vec![0, 1, 1, 2, 3])));
    let specialist = (support, prop::sample::select(vec![0, 1, 1, 2, 2, 3]));
    let need = prop::sample::select(vec![0, 10, 20, 30, 35, 40, 55, 60]);
    let profile = (any::<bool>(), prop::collection::vec((need.clone(), need), 1..=3));
    let value = prop::sample::select(vec![0, 5, 7, 10, 10, 20, 35, 50, 50, 80, 99]);
    let option =
        ((0..people, 0..openings, 0..4_usize), 0..3_usize, value, (0..6_usize, 0..4_usize));
    let floor = (0..4_u32, prop::sample::select(vec![0.0, 0.1, 0.4, 2.0]));
    let keep =
        (any::<prop::sample::Index>(), 0..6_usize, prop::sample::select(vec![0.0, 0.2, 1.0]));
    (
        (
            prop::sample::select(vec![1, 2, 3, 4, 4, 5, 6]),
            prop::sample::select(vec![0.0, 0.01, 0.15]),
        ),
        prop::collection::vec(candidate, 2..=people),
        prop::collection::vec(opening, 1..=openings),
        prop::collection::vec(specialist, 0..=2),
        prop::collection::vec(profile, 1..=4),
        prop::collection::vec(option, 4..=options),
        prop::collection::vec(floor, 0..=2),
        prop::collection::vec(keep, 0..=2),
    )
        .prop_map(
            |(head, candidates, openings, specialists, profiles, options, floors, keep)| {
                let (weeks, start_discount) = head;
                let hours = |tenths: Vec<u32>| -> Vec<f64> {
                    tenths.into_iter().take(weeks).map(|it| f64::from(it) / 10.0).collect()
                };
                let mut problem = Problem {
                    format: PROBLEM_FORMAT.to_owned(),
                    horizon_weeks: weeks,
                    start_discount,
                    candidates: vec![],
                    openings: vec![],
                    specialists: vec![],
                    profiles: vec![],
                    options: vec![],
                    floors: vec![],
                    keep: vec![],
                };
                for (at, (support, caseload_room)) in specialists.into_iter().enumerate() {
                    let support_hours = hours(support);
                    problem.specialists.push(Specialist {
                        id: format!("s{at}"),
                        support_hours,
                        caseload_room,
                    });
                }
                for (at, person) in candidates.into_iter().enumerate() {
                    let (specialist, priority, max_jobbsmak, busy, group) = person;
                    let staff = problem.specialists.len();
                    let specialist = specialist.filter(|_| staff > 0).map(|it| it % staff);
                    let busy: BTreeSet<usize> = busy.into_iter().filter(|&it| it < weeks).collect();
                    problem.candidates.push(Candidate {
                        id: format!("c{at}"),
                        specialist: specialist.map(|it| format!("s{it}")),
                        priority,
                        max_jobbsmak,
                        busy_weeks: busy.into_iter().collect(),
                        group: group.map(|it| format!("g{it}")),
                    });
                }
                for (at, (places, mentor, max_trials)) in openings.into_iter().enumerate() {
                    problem.openings.push(Opening {
                        id: format!("o{at}"),
                        places: places.into_iter().take(weeks).collect(),
                        mentor_hours: hours(mentor),
                        max_trials,
                    });
                }
                for (at, (is_trial, mut needs)) in profiles.into_iter().enumerate() {
                    if !is_trial {
                        needs.truncate(1);
                    }
                    let tenths = |it: u32| f64::from(it) / 10.0;
                    problem.profiles.push(Profile {
                        id: format!("p{at}"),
                        activity: if is_trial { Activity::Trial } else { Activity::Jobbsmak },
                        mentor_hours: needs.iter().map(|it| tenths(it.0)).collect(),
                        specialist_hours: needs.iter().map(|it| tenths(it.1)).collect(),
                    });
                }
                let mut pairs = BTreeSet::new();
                for (pair, topic, hundredths, (earliest, more)) in options {
                    let candidate = pair.0 % problem.candidates.len();
                    let opening = pair.1 % problem.openings.len();
                    let profile = pair.2 % problem.profiles.len();
                    if pairs.insert((candidate, opening, profile)) {
                        let earliest_start = earliest % weeks;
                        problem.options.push(PlacementOption {
                            candidate: format!("c{candidate}"),
                            opening: format!("o{opening}"),
                            profile: format!("p{profile}"),
                            topic: format!("t{topic}"),
                            value: f64::from(hundredths) / 100.0,
                            earliest_start,
                            latest_start: (earliest_start + more).min(weeks - 1),
                        });
                    }
                }
                for (at, (min_trials, penalty)) in floors.into_iter().enumerate() {
                    problem.floors.push(Floor { group: format!("g{at}"), min_trials, penalty });
                }
                let mut kept = BTreeSet::new();
                for (which, week, bonus) in keep {
                    if problem.options.is_empty() {
                        break;
                    }
                    let at = which.index(problem.options.len());
                    if kept.insert(at) {
                        let option = &problem.options[at];
                        problem.keep.push(Keep {
                            candidate: option.candidate.clone(),
                            opening: option.opening.clone(),
                            profile: option.profile.clone(),
                            start_week: week % weeks,
                            bonus,
                        });
                    }
                }
                problem
            },
        )
}

/// Any problem of one trial each, where neither specialists nor floors stand in the way; with `hours`, mentors may.
fn who_goes_where(hours: bool) -> impl Strategy<Value = Problem> {
    (problems(6, 4, 24), any::<bool>()).prop_map(move |(mut problem, lasts)| {
        problem.floors.clear();
        problem.specialists.clear();
        for candidate in &mut problem.candidates {
            candidate.specialist = None;
        }
        for profile in &mut problem.profiles {
            profile.activity = Activity::Trial;
            profile.mentor_hours.truncate(if lasts && !hours { 3 } else { 1 });
            profile.specialist_hours = vec![0.0; profile.mentor_hours.len()];
            if !hours {
                profile.mentor_hours.fill(0.0);
            }
        }
        for opening in &mut problem.openings {
            if lasts && !hours {
                // a post that lasts: whoever starts finds a place in every week
                let places = opening.places[0].max(1);
                opening.places.fill(places);
                opening.max_trials = Some(opening.max_trials.unwrap_or(places).min(places));
            } else {
                opening.max_trials = None;
            }
        }
        problem
    })
}

/// The empty plan with the bound of a search.
fn searched(problem: &Problem, bound: f64) -> Plan {
    let penalties = problem.floors.iter().map(|it| it.penalty * f64::from(it.min_trials));
    let objective = 0.0 - penalties.sum::<f64>();
    Plan {
        format: PLAN_FORMAT.to_owned(),
        starts: vec![],
        objective,
        bound,
        gap: (bound - objective) / objective.abs().max(1e-9),
        status: Status::WorkLimit,
        certificate: Certificate::Search,
        work: 0,
    }
}

fn judge(problem: &Problem, plan: &Plan) -> Report {
    check(problem, plan, ENOUGH).expect("a valid problem")
}

/// A plan within limits: gap, work and threads.
fn solve_within(problem: &Problem, gap: f64, work: Option<u64>, threads: usize) -> Plan {
    let settings =
        Settings { gap, work, threads, time_is_up: &|| false, progress: &|_progress| {} };
    solve(problem, &settings)
}

/// A plan that goes on from an earlier one.
fn resume_within(problem: &Problem, before: Before<'_>, work: Option<u64>, threads: usize) -> Plan {
    let settings =
        Settings { gap: 0.0, work, threads, time_is_up: &|| false, progress: &|_progress| {} };
    resume(problem, before, &settings)
}

/// Something about a problem that is other than it was; what each number picks is taken round and round.
#[derive(Debug, Clone)]
enum Change {
    Leaves(usize),
    IsWorth(usize, f64),
    IsAway(usize),
    CanHaveMore(usize),
    OptionGoes(usize),
    PlacesAre(usize, u32),
    TrialsAre(usize, Option<u32>),
    HoursAre(usize, f64),
    FloorCosts(usize, f64),
}

fn change() -> impl Strategy<Value = Change> {
    let at = 0..12_usize;
    prop_oneof![
        at.clone().prop_map(Change::Leaves),
        (at.clone(), prop::sample::select(vec![0.2, 3.0]))
            .prop_map(|it| Change::IsWorth(it.0, it.1)),
        at.clone().prop_map(Change::IsAway),
        at.clone().prop_map(Change::CanHaveMore),
        at.clone().prop_map(Change::OptionGoes),
        (at.clone(), 0..3_u32).prop_map(|it| Change::PlacesAre(it.0, it.1)),
        (at.clone(), prop::option::of(0..2_u32)).prop_map(|it| Change::TrialsAre(it.0, it.1)),
        (at.clone(), prop::sample::select(vec![0.0, 6.0, 20.0]))
            .prop_map(|it| Change::HoursAre(it.0, it.1)),
        (at, prop::sample::select(vec![0.0, 0.05, 3.0]))
            .prop_map(|it| Change::FloorCosts(it.0, it.1)),
    ]
}

impl Change {
    /// Changes what there is of it.
    fn make(&self, problem: &mut Problem) {
        fn nth<T>(items: &mut [T], at: usize) -> Option<&mut T> {
            let count = items.len().max(1);
            items.get_mut(at % count)
        }
        match *self {
            Self::Leaves(at) if !problem.candidates.is_empty() => {
                let gone = problem.candidates.remove(at % problem.candidates.len()).id;
                problem.options.retain(|it| it.candidate != gone);
                problem.keep.retain(|it| it.candidate != gone);
            }
            Self::OptionGoes(at) if !problem.options.is_empty() => {
                let gone = problem.options.remove(at % problem.options.len());
                let is_same = |it: &Keep| {
                    it.candidate == gone.candidate
                        && it.opening == gone.opening
                        && it.profile == gone.profile
                };
                problem.keep.retain(|it| !is_same(it));
            }
            Self::Leaves(_) | Self::OptionGoes(_) => {}
            Self::IsWorth(at, factor) => {
                if let Some(it) = nth(&mut problem.candidates, at) {
                    it.priority *= factor;
                }
            }
            Self::IsAway(at) => {
                if let Some(it) = nth(&mut problem.candidates, at) {
                    it.busy_weeks = vec![0];
                }
            }
            Self::CanHaveMore(at) => {
                if let Some(it) = nth(&mut problem.candidates, at) {
                    it.max_jobbsmak += 1;
                }
            }
            Self::PlacesAre(at, places) => {
                if let Some(it) = nth(&mut problem.openings, at) {
                    it.places.fill(places);
                }
            }
            Self::TrialsAre(at, most) => {
                if let Some(it) = nth(&mut problem.openings, at) {
                    it.max_trials = most;
                }
            }
            Self::HoursAre(at, hours) => {
                if let Some(it) = nth(&mut problem.specialists, at) {
                    it.support_hours.fill(hours);
                }
            }
            Self::FloorCosts(at, penalty) => {
                if let Some(it) = nth(&mut problem.floors, at) {
                    it.penalty = penalty;
                }
            }
        }
    }
}

/// What must hold for every plan, whichever limit struck: it stands, and the optimum lies between
/// its worth and its bound.
fn stands(problem: &Problem, plan: &Plan, best: f64) -> Result<(), TestCaseError> {
    let text = problem::write(problem);
    prop_assert_eq!(judge(problem, plan).breaches, vec![], "{}", text);
    prop_assert!(plan.objective <= best + 1e-6, "{} is better than {best}: {text}", plan.objective);
    prop_assert!(plan.bound >= best - 1e-6, "the bound {} is below {best}: {text}", plan.bound);
    Ok(())
}

/// What must hold for a plan without limits: it is the optimum, proved, and always the same bytes.
fn is_best(problem: &Problem) -> Result<(), TestCaseError> {
    let (best, text) = (brute_force(problem), problem::write(problem));
    let plan = solve_within(problem, 0.0, None, 1);
    stands(problem, &plan, best)?;
    prop_assert!((plan.objective - best).abs() <= 1e-6, "{} of {best}: {text}", plan.objective);
    prop_assert!((plan.bound - best).abs() <= 1e-6, "proved {} of {best}: {text}", plan.bound);
    prop_assert_eq!(plan.status, Status::WithinGap, "{}", text);
    for threads in [1, 2] {
        let again = solve_within(problem, 0.0, None, threads);
        prop_assert_eq!(problem::write_plan(&again), problem::write_plan(&plan), "{}", text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.max(1_000),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// The check proves the optimum as a bound, and refutes every bound below.
    #[test]
    fn the_check_knows_the_optimum(problem in small_problem()) {
        prop_assert_eq!(validate(&problem), vec![]);
        let best = brute_force(&problem);
        let report = judge(&problem, &searched(&problem, best));
        prop_assert_eq!(report.breaches, vec![], "{}", problem::write(&problem));
        prop_assert_eq!(report.blocks_proved, 1);
        let below = searched(&problem, best - 0.001);
        let refuted = judge(&problem, &below).breaches;
        let is_refuted = refuted.iter().any(|it| matches!(it, Breach::SearchRefuted { worth, .. }
            if (worth - best).abs() < 0.001 + 1e-9));
        prop_assert!(is_refuted, "{best}: {refuted:?} {}", problem::write(&problem));
    }

    /// Without limits the plan is the optimum, and so is the bound.
    #[test]
    fn the_plan_without_limits_is_the_optimum(problem in small_problem()) {
        is_best(&problem)?;
    }

    /// Where only places are scarce, prices prove the optimum.
    #[test]
    fn an_assignment_is_solved_and_proved_by_prices(problem in who_goes_where(false)) {
        prop_assert_eq!(validate(&problem), vec![]);
        is_best(&problem)?;
        let plan = solve_within(&problem, 0.0, None, 1);
        let has_prices = matches!(plan.certificate, Certificate::Prices { .. });
        prop_assert!(has_prices, "{}", problem::write(&problem));
        prop_assert!(plan.work < 100, "{} units: {}", plan.work, problem::write(&problem));
    }

    /// Where mentor hours are scarce too, however little work is allowed, the plan stands, and with enough it is best.
    #[test]
    fn a_generalised_assignment_is_solved(
        problem in who_goes_where(true),
        work in prop::sample::select(vec![0, 1, 10, 100, 1_000]),
    ) {
        is_best(&problem)?;
        let best = brute_force(&problem);
        stands(&problem, &solve_within(&problem, 0.0, Some(work), 1), best)?;
    }

    /// However little work is allowed, the plan stands and its bound holds.
    #[test]
    fn the_plan_within_any_limits_stands(
        problem in small_problem(),
        work in prop::sample::select(vec![0, 1, 10, 100, 1_000, 10_000]),
        gap in prop::sample::select(vec![0.0, 0.01, 0.2]),
    ) {
        let plan = solve_within(&problem, gap, Some(work), 1);
        stands(&problem, &plan, brute_force(&problem))?;
        if plan.status == Status::WithinGap {
            prop_assert!(plan.gap <= gap + 1e-9, "gap {}: {}", plan.gap, problem::write(&problem));
        }
        let again = solve_within(&problem, gap, Some(work), 2);
        prop_assert_eq!(problem::write_plan(&again), problem::write_plan(&plan));
    }

    /// A plan that goes on from that of a problem that differed a little stands, and so does its bound.
    #[test]
    fn the_plan_after_a_change_stands(
        problem in small_problem(),
        changes in prop::collection::vec(change(), 1..3),
        work in prop::sample::select(vec![0, 10, 1_000]),
    ) {
        let plan = solve_within(&problem, 0.0, Some(work), 1);
        let mut changed = problem.clone();
        for it in &changes {
            it.make(&mut changed);
        }
        let before = Before { problem: &problem, plan: &plan };
        let best = brute_force(&changed);
        let again = resume_within(&changed, before, None, 1);
        stands(&changed, &again, best)?;
        for (work, threads) in [(None, 2), (Some(0), 1)] {
            let other = resume_within(&changed, before, work, threads);
            stands(&changed, &other, best)?;
            if work.is_none() {
                prop_assert_eq!(problem::write_plan(&other), problem::write_plan(&again));
            }
        }
    }

    /// Of problems too large for brute force, the check refutes no block, whatever the limits.
    #[test]
    fn the_bounds_of_larger_problems_are_not_refuted(
        problem in problems(10, 6, 60),
        work in prop::sample::select(vec![0, 100, 1_000, 10_000]),
    ) {
        let plan = solve_within(&problem, 0.0, Some(work), 2);
        let report = check(&problem, &plan, 200_000).expect("a valid problem");
        prop_assert_eq!(report.breaches, vec![], "{}", problem::write(&problem));
    }

    /// Time that is up from the start ends a run with a plan that stands.
    #[test]
    fn the_plan_stands_when_there_is_no_time(problem in small_problem()) {
        let settings = Settings {
            gap: 0.0,
            work: None,
            threads: 2,
            time_is_up: &|| true,
            progress: &|_progress| {},
        };
        let plan = solve(&problem, &settings);
        stands(&problem, &plan, brute_force(&problem))?;
        prop_assert!(plan.status != Status::WorkLimit);
    }
}

#[test]
fn problems_at_the_edge_are_solved() {
    let base = r#"{"format":"femtrinn-problem/1","horizon_weeks":1,"start_discount":0,
        "candidates":[C],"openings":[O],"specialists":[S],"profiles":[P],"options":[X],"floors":[F]}"#;
    let candidate = r#"{"id":"c","specialist":"s","priority":1,"max_jobbsmak":1,"busy_weeks":[B]}"#;
    let opening = r#"{"id":"o","places":[1],"mentor_hours":[5]}"#;
    let specialist = r#"{"id":"s","support_hours":[5],"caseload_room":1}"#;
    let profile = r#"{"id":"p","activity":"jobbsmak","mentor_hours":[5],"specialist_hours":[5]}"#;
    let option = r#"{"candidate":"c","opening":"o","profile":"p","topic":"t","value":V,"earliest_start":0,"latest_start":0}"#;
    let floor = r#"{"group":"g","min_trials":2,"penalty":0.5}"#;
    let two = r#"{"id":"c","priority":1,"max_jobbsmak":1,"busy_weeks":[]},
        {"id":"d","priority":1,"max_jobbsmak":1,"busy_weeks":[]}"#;
    let vast = r#"{"id":"o","places":[2],"mentor_hours":[1e9]}"#;
    let long = r#"{"id":"p","activity":"jobbsmak","mentor_hours":[6e6],"specialist_hours":[0]}"#;
    let both = format!("{option},{}", option.replace(r#":"c""#, r#":"d""#));
    #[rustfmt::skip]
    let cases = [
        // C        O        S           P        X       F      B    V            worth  why
        ("",        "",      "",         "",      "",     "",    "",  "1",           0.0, "nothing at all"),
        ("",        "",      "",         "",      "",     floor, "",  "1",          -1.0, "a floor for nobody"),
        (candidate, "",      specialist, "",      "",     "",    "",  "1",           0.0, "nowhere to go"),
        ("",        opening, specialist, profile, "",     "",    "",  "1",           0.0, "nobody to go"),
        (candidate, opening, specialist, profile, "",     floor, "",  "1",          -1.0, "no options"),
        (candidate, opening, specialist, profile, option, "",    "",  "1",           1.0, "one of everything"),
        (candidate, opening, specialist, profile, option, "",    "0", "1",           0.0, "busy"),
        (candidate, opening, specialist, profile, option, "",    "",  "0",           0.0, "worth nothing"),
        (candidate, opening, specialist, profile, option, "",    "",  "1e-12",     1e-12, "worth next to nothing"),
        (candidate, opening, specialist, profile, option, floor, "",  "123456789", 123_456_788.0, "worth a lot"),
        (two,       vast,    "",         long,    &both,  "",    "",  "1",           2.0, "more hours than a week has"),
    ];
    for (c, o, s, p, x, f, busy, value, worth, why) in cases {
        let text = base.replace("[C]", &format!("[{c}]")).replace("[O]", &format!("[{o}]"));
        let text = text.replace("[S]", &format!("[{s}]")).replace("[P]", &format!("[{p}]"));
        let text = text.replace("[X]", &format!("[{x}]")).replace("[F]", &format!("[{f}]"));
        let text = text.replace("[B]", &format!("[{busy}]")).replace(":V,", &format!(":{value},"));
        let problem = problem::read(&text).unwrap_or_else(|faults| panic!("{why}: {faults:?}"));
        if let Err(error) = is_best(&problem) {
            panic!("{why}: {error}");
        }
        let best = brute_force(&problem);
        assert!((best - worth).abs() <= 1e-12 * worth.abs(), "{why}: brute force finds {best}");
    }
}
