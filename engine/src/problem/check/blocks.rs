//! Block bounds, tried again: what the candidates of one block can earn at the prices.

use std::collections::BTreeMap;

use super::certificate::{Owner, Prices};
use super::rules::Booked;
use super::search::{Choice, Choices, Person, Verdict, exceeds, is_too_deep};
use super::{Breach, HOURS_TOLERANCE, Index, slack};

/// Tries to prove or refute every block bound, and gives the number of those proved.
///
/// What the plan's own starts earn in a block at the prices is tried first, where they break no rule:
/// no bound may be below.
pub(super) fn judge(
    index: &Index<'_>,
    prices: &Prices,
    bounds: &BTreeMap<Owner, f64>,
    booked: Option<&[Booked]>,
    steps: u64,
    breaches: &mut Vec<Breach>,
) -> usize {
    let mut planned: BTreeMap<Owner, f64> = BTreeMap::new();
    for &Booked { pair, option, week } in booked.into_iter().flatten() {
        let earns = index.earns(pair, option, week) - prices.cost(index, pair, week);
        *planned.entry(Owner::of(index, pair.0)).or_default() += earns;
    }
    let mut members: BTreeMap<Owner, Vec<usize>> = BTreeMap::new();
    for candidate in 0..index.problem.candidates.len() {
        members.entry(Owner::of(index, candidate)).or_default().push(candidate);
    }
    let options = options_by_candidate(index);
    let mut proved = 0;
    for (&owner, &bound) in bounds {
        let planned = planned.get(&owner).copied().unwrap_or(0.0);
        let members = members.get(&owner).map_or(&[][..], Vec::as_slice);
        let verdict = if planned > bound + slack(planned) {
            Verdict::Exceeded(planned)
        } else {
            exceeds(
                &choices_of(index, prices, owner, members, &options),
                bound + slack(bound),
                steps,
            )
        };
        match verdict {
            Verdict::Exceeded(earns) => {
                breaches.push(Breach::BlockRefuted { owner: owner.named(index), bound, earns });
            }
            Verdict::Never => proved += 1,
            Verdict::Undecided => {}
        }
    }
    proved
}

/// Tries to find a plan that is worth more than a search said, and tells whether there is none.
pub(super) fn judge_search(
    index: &Index<'_>,
    bound: f64,
    steps: u64,
    breaches: &mut Vec<Breach>,
) -> bool {
    let problem = index.problem;
    if !bound.is_finite() || is_too_deep(problem.candidates.len(), problem.horizon_weeks) {
        return false;
    }
    match exceeds(&whole(index), bound + slack(bound), steps) {
        Verdict::Exceeded(worth) => {
            breaches.push(Breach::SearchRefuted { bound, worth });
            false
        }
        Verdict::Never => true,
        Verdict::Undecided => false,
    }
}

/// Every option of each candidate, with its opening and profile.
fn options_by_candidate(index: &Index<'_>) -> Vec<Vec<(usize, usize, usize)>> {
    let mut options = vec![Vec::new(); index.problem.candidates.len()];
    for (&(candidate, opening, profile), &option) in &index.options {
        options[candidate].push((opening, profile, option));
    }
    options
}

/// Weeks in which an option may start, by rules 1, 2 and 6, and by rule 5 if it stood alone.
fn weeks_alone(
    index: &Index<'_>,
    candidate: usize,
    (opening, profile, option): (usize, usize, usize),
) -> impl Iterator<Item = usize> {
    let problem = index.problem;
    let (option, opening) = (&problem.options[option], &problem.openings[opening]);
    let hours = &problem.profiles[profile].mentor_hours;
    let closed = (index.is_trial(profile) && opening.max_trials == Some(0))
        || (index.specialist_of(candidate).is_none() && index.needs_specialist(profile));
    let last = problem.horizon_weeks.checked_sub(hours.len()).filter(|_| !closed);
    let last = last.map(|last| last.min(option.latest_start));
    let weeks = last.map_or(0..0, |last| option.earliest_start..last + 1);
    weeks.filter(move |&start| {
        hours.iter().zip(start..).all(|(hours, week)| {
            opening.places[week] >= 1
                && *hours <= opening.mentor_hours[week] + HOURS_TOLERANCE
                && !problem.candidates[candidate].busy_weeks.contains(&week)
        })
    })
}

/// The choices of a block: its candidates' starts at the prices, and the specialist they share.
fn choices_of(
    index: &Index<'_>,
    prices: &Prices,
    owner: Owner,
    members: &[usize],
    options: &[Vec<(usize, usize, usize)>],
) -> Choices {
    let horizon = index.problem.horizon_weeks;
    let mut limits = Vec::new();
    if let Owner::Specialist(at) = owner {
        let specialist = &index.problem.specialists[at];
        limits.extend(specialist.support_hours.iter().map(|hours| hours + HOURS_TOLERANCE));
        limits.push(f64::from(specialist.caseload_room));
    }
    let mut topics = Numbering::default();
    let mut people = Vec::new();
    for &candidate in members {
        // Of the choices that differ by opening only, the block takes the best.
        let mut best: BTreeMap<(usize, usize, Option<usize>), f64> = BTreeMap::new();
        for &of in &options[candidate] {
            let (opening, profile, option) = of;
            let topic = topics.of_jobbsmak(index, profile, option);
            for week in weeks_alone(index, candidate, of) {
                let pair = (candidate, opening, profile);
                let earns = index.earns(pair, option, week) - prices.cost(index, pair, week);
                let known = best.entry((week, profile, topic)).or_insert(earns);
                *known = known.max(earns);
            }
        }
        let choices = best.into_iter().map(|((week, profile, topic), earns)| {
            let mut takes = Vec::new();
            if !limits.is_empty() {
                let hours = &index.problem.profiles[profile].specialist_hours;
                takes.extend(hours.iter().zip(week..).map(|(&hours, week)| (week, hours)));
                takes.extend(topic.is_none().then_some((horizon, 1.0)));
            }
            Choice { week, topic, earns, takes }
        });
        let most_jobbsmak = index.problem.candidates[candidate].max_jobbsmak;
        people.push(Person::new(choices.collect(), horizon, most_jobbsmak));
    }
    Choices { constant: 0.0, limits, people }
}

/// The choices of the whole problem, under every rule.
///
/// A trial below its floor saves the penalty: it may take one of `min_trials` savings. All
/// penalties are in the constant.
fn whole(index: &Index<'_>) -> Choices {
    let problem = index.problem;
    let horizon = problem.horizon_weeks;
    let free = Prices::none();
    let mut limits = Vec::new();
    let block = horizon * 2 + 1; // an opening's places, mentor hours and trials
    for opening in &problem.openings {
        limits.extend(opening.places.iter().map(|&places| f64::from(places)));
        limits.extend(opening.mentor_hours.iter().map(|hours| hours + HOURS_TOLERANCE));
        limits.push(opening.max_trials.unwrap_or(u32::MAX).into());
    }
    let specialists_at = limits.len();
    for specialist in &problem.specialists {
        limits.extend(specialist.support_hours.iter().map(|hours| hours + HOURS_TOLERANCE));
        limits.push(f64::from(specialist.caseload_room));
    }
    let floors_at = limits.len();
    limits.extend(problem.floors.iter().map(|floor| f64::from(floor.min_trials)));
    let mut topics = Numbering::default();
    let mut people = Vec::new();
    for (candidate, options) in options_by_candidate(index).into_iter().enumerate() {
        let mut choices = Vec::new();
        for of in options {
            let (opening, profile, option) = of;
            let topic = topics.of_jobbsmak(index, profile, option);
            for week in weeks_alone(index, candidate, of) {
                let pair = (candidate, opening, profile);
                let earns = index.earns(pair, option, week) - free.cost(index, pair, week);
                let mut takes = Vec::new();
                let needs = &problem.profiles[profile];
                for (later, &hours) in needs.mentor_hours.iter().enumerate() {
                    takes.push((opening * block + week + later, 1.0));
                    takes.push((opening * block + horizon + week + later, hours));
                }
                let specialist = index.specialist_of(candidate);
                let specialist = specialist.map(|at| specialists_at + at * (horizon + 1));
                if let Some(specialist) = specialist {
                    for (later, &hours) in needs.specialist_hours.iter().enumerate() {
                        takes.push((specialist + week + later, hours));
                    }
                }
                if topic.is_none() {
                    takes.push((opening * block + 2 * horizon, 1.0));
                    takes.extend(specialist.map(|specialist| (specialist + horizon, 1.0)));
                    if let Some(floor) = index.floor_of(candidate) {
                        let earns = earns + problem.floors[floor].penalty;
                        let mut takes = takes.clone();
                        takes.push((floors_at + floor, 1.0));
                        choices.push(Choice { week, topic, earns, takes });
                    }
                }
                choices.push(Choice { week, topic, earns, takes });
            }
        }
        people.push(Person::new(choices, horizon, problem.candidates[candidate].max_jobbsmak));
    }
    let constant =
        -problem.floors.iter().map(|it| it.penalty * f64::from(it.min_trials)).sum::<f64>();
    Choices { constant, limits, people }
}

/// Numbers for topics.
#[derive(Default)]
struct Numbering<'p>(BTreeMap<&'p str, usize>);

impl<'p> Numbering<'p> {
    /// The number of a jobbsmak's topic; none for a trial.
    fn of_jobbsmak(&mut self, index: &Index<'p>, profile: usize, option: usize) -> Option<usize> {
        let next = self.0.len();
        let topic = index.problem.options[option].topic.as_str();
        (!index.is_trial(profile)).then(|| *self.0.entry(topic).or_insert(next))
    }
}
