//! Rules 1 to 7, and what the starts are worth.

use std::collections::{BTreeMap, BTreeSet};

use super::{Breach, HOURS_TOLERANCE, Index, Pair};
use crate::problem::Start;

/// A start that is for an option of the problem and lies where rule 1 lets it.
pub(super) struct Booked {
    pub(super) pair: Pair,
    pub(super) option: usize,
    pub(super) week: usize,
}

/// Resolves the starts and judges them by every rule; what breaks rule 1 is reported and left out.
pub(super) fn book(index: &Index<'_>, starts: &[Start], breaches: &mut Vec<Breach>) -> Vec<Booked> {
    let mut booked = Vec::new();
    for (at, start) in starts.iter().enumerate() {
        match in_its_window(index, at, start) {
            Ok(start) => booked.push(start),
            Err(breach) => breaches.push(breach),
        }
    }
    for (candidate, starts) in by_candidate(&booked) {
        one_at_a_time(index, candidate, &starts, breaches);
        no_more_than_allowed(index, candidate, &starts, breaches);
        jobbsmak_before_trial(index, candidate, &starts, breaches);
    }
    within_openings(index, &booked, breaches);
    within_specialists(index, &booked, breaches);
    booked
}

/// Σ p · v · (1 − d · week) + bonuses kept − Σ penalty · trials short of the floor.
pub(super) fn worth(index: &Index<'_>, booked: &[Booked]) -> f64 {
    let mut worth = 0.0;
    let mut trials = vec![0_u32; index.problem.floors.len()];
    for &Booked { pair, option, week } in booked {
        worth += index.earns(pair, option, week);
        if let (true, Some(floor)) = (index.is_trial(pair.2), index.floor_of(pair.0)) {
            trials[floor] += 1;
        }
    }
    for (floor, trials) in index.problem.floors.iter().zip(trials) {
        worth -= floor.penalty * f64::from(floor.min_trials.saturating_sub(trials));
    }
    worth
}

/// Rule 1: a start lies in its option's window, and the whole activity inside the horizon.
fn in_its_window(index: &Index<'_>, at: usize, start: &Start) -> Result<Booked, Breach> {
    let Start { candidate, opening, profile, start_week } = start;
    let known = index
        .pair(candidate, opening, profile)
        .and_then(|pair| Some((pair, *index.options.get(&pair)?)));
    let Some((pair, option)) = known else {
        return Err(Breach::NoSuchOption {
            at,
            candidate: candidate.clone(),
            opening: opening.clone(),
            profile: profile.clone(),
        });
    };
    let week = *start_week;
    let (candidate, opening) = (candidate.clone(), opening.clone());
    let earliest = index.problem.options[option].earliest_start;
    let latest = index.problem.options[option].latest_start;
    if !(earliest..=latest).contains(&week) {
        return Err(Breach::OutsideWindow { candidate, opening, week, earliest, latest });
    }
    let (length, horizon) = (index.length(pair.2), index.problem.horizon_weeks);
    if week + length > horizon {
        return Err(Breach::PastHorizon { candidate, opening, week, length, horizon });
    }
    Ok(Booked { pair, option, week })
}

/// Each candidate's starts by week.
fn by_candidate(booked: &[Booked]) -> BTreeMap<usize, Vec<&Booked>> {
    let mut groups: BTreeMap<usize, Vec<&Booked>> = BTreeMap::new();
    for start in booked {
        groups.entry(start.pair.0).or_default().push(start);
    }
    for starts in groups.values_mut() {
        starts.sort_by_key(|start| start.week);
    }
    groups
}

/// Rule 2: one activity at a time, and none in a busy week.
fn one_at_a_time(
    index: &Index<'_>,
    candidate: usize,
    starts: &[&Booked],
    breaches: &mut Vec<Breach>,
) {
    let candidate = &index.problem.candidates[candidate];
    let mut free_from = 0;
    for start in starts {
        if start.week < free_from {
            breaches.push(Breach::Overlap { candidate: candidate.id.clone(), week: start.week });
        }
        let end = start.week + index.length(start.pair.2);
        free_from = free_from.max(end);
        for &week in candidate.busy_weeks.iter().filter(|week| (start.week..end).contains(week)) {
            breaches.push(Breach::BusyWeek { candidate: candidate.id.clone(), week });
        }
    }
}

/// Rule 3: at most one trial, at most `max_jobbsmak` jobbsmak, at most one of them a topic.
fn no_more_than_allowed(
    index: &Index<'_>,
    candidate: usize,
    starts: &[&Booked],
    breaches: &mut Vec<Breach>,
) {
    let candidate = &index.problem.candidates[candidate];
    let trials = starts.iter().filter(|start| index.is_trial(start.pair.2)).count();
    if trials > 1 {
        breaches.push(Breach::TooManyTrials { candidate: candidate.id.clone(), trials });
    }
    let (jobbsmak, most) = (starts.len() - trials, candidate.max_jobbsmak);
    if usize::try_from(most).is_ok_and(|most| jobbsmak > most) {
        breaches.push(Breach::TooManyJobbsmak { candidate: candidate.id.clone(), jobbsmak, most });
    }
    let mut topics = BTreeSet::new();
    for start in starts.iter().filter(|start| !index.is_trial(start.pair.2)) {
        let topic = &index.problem.options[start.option].topic;
        if !topics.insert(topic) {
            breaches
                .push(Breach::TopicTwice { candidate: candidate.id.clone(), topic: topic.clone() });
        }
    }
}

/// Rule 4: every jobbsmak ends before the trial starts.
fn jobbsmak_before_trial(
    index: &Index<'_>,
    candidate: usize,
    starts: &[&Booked],
    breaches: &mut Vec<Breach>,
) {
    let Some(trial) = starts.iter().find(|start| index.is_trial(start.pair.2)) else { return };
    for start in starts.iter().filter(|start| !index.is_trial(start.pair.2)) {
        if start.week + index.length(start.pair.2) > trial.week {
            breaches.push(Breach::JobbsmakAfterTrial {
                candidate: index.problem.candidates[candidate].id.clone(),
                week: start.week,
                trial: trial.week,
            });
        }
    }
}

/// Rule 5: places and mentor hours in each week, and the trials that start.
fn within_openings(index: &Index<'_>, booked: &[Booked], breaches: &mut Vec<Breach>) {
    let mut taken: BTreeMap<(usize, usize), (u32, f64)> = BTreeMap::new();
    let mut trials: BTreeMap<usize, u32> = BTreeMap::new();
    for &Booked { pair: (_, opening, profile), week, .. } in booked {
        for (later, hours) in index.problem.profiles[profile].mentor_hours.iter().enumerate() {
            let (people, mentor) = taken.entry((opening, week + later)).or_default();
            *people += 1;
            *mentor += hours;
        }
        if index.is_trial(profile) {
            *trials.entry(opening).or_default() += 1;
        }
    }
    for ((opening, week), (people, hours)) in taken {
        let opening = &index.problem.openings[opening];
        let (places, limit) = (opening.places[week], opening.mentor_hours[week]);
        let opening = &opening.id;
        if people > places {
            breaches.push(Breach::Places { opening: opening.clone(), week, people, places });
        }
        if hours > limit + HOURS_TOLERANCE {
            breaches.push(Breach::MentorHours { opening: opening.clone(), week, hours, limit });
        }
    }
    for (opening, trials) in trials {
        let opening = &index.problem.openings[opening];
        if let Some(most) = opening.max_trials.filter(|&most| trials > most) {
            breaches.push(Breach::OpeningTrials { opening: opening.id.clone(), trials, most });
        }
    }
}

/// Rules 6 and 7: specialist hours in each week, and room for those who get a trial.
fn within_specialists(index: &Index<'_>, booked: &[Booked], breaches: &mut Vec<Breach>) {
    let mut taken: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let mut helped: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for &Booked { pair: (candidate, _, profile), week, .. } in booked {
        let Some(specialist) = index.specialist_of(candidate) else {
            if index.needs_specialist(profile) {
                breaches.push(Breach::NeedsSpecialist {
                    candidate: index.problem.candidates[candidate].id.clone(),
                    profile: index.problem.profiles[profile].id.clone(),
                });
            }
            continue;
        };
        for (later, hours) in index.problem.profiles[profile].specialist_hours.iter().enumerate() {
            *taken.entry((specialist, week + later)).or_default() += hours;
        }
        if index.is_trial(profile) {
            helped.entry(specialist).or_default().insert(candidate);
        }
    }
    for ((specialist, week), hours) in taken {
        let specialist = &index.problem.specialists[specialist];
        let limit = specialist.support_hours[week];
        if hours > limit + HOURS_TOLERANCE {
            let specialist = specialist.id.clone();
            breaches.push(Breach::SupportHours { specialist, week, hours, limit });
        }
    }
    for (specialist, helped) in helped {
        let specialist = &index.problem.specialists[specialist];
        let trials = u32::try_from(helped.len()).unwrap_or(u32::MAX);
        let room = specialist.caseload_room;
        if trials > room {
            breaches.push(Breach::Caseload { specialist: specialist.id.clone(), trials, room });
        }
    }
}
