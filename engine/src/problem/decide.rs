//! A start that is decided, taken off a problem: what is left to plan.

use super::{Activity, Keep, PlacementOption, Problem, Start};

/// The problem that is left once `start`, one of its own, is decided: what it takes is taken off, its
/// weeks are busy, and what it rules out for the candidate is left out.
///
/// A plan of what is left and the start together are a plan of `problem`, worth what both are worth.
///
/// # Panics
///
/// Where the start is not one of the problem's.
#[must_use]
pub fn decide(problem: &Problem, start: &Start) -> Problem {
    let Start { candidate, opening, profile, start_week } = start;
    let is_it = |option: &&PlacementOption| {
        (&option.candidate, &option.opening, &option.profile) == (candidate, opening, profile)
    };
    let option = problem.options.iter().find(is_it).expect("the start is one of the problem's");
    let taken = problem.profiles.iter().find(|it| it.id == *profile).expect("the problem is valid");
    let is_trial = taken.activity == Activity::Trial;
    let weeks = *start_week..start_week + taken.mentor_hours.len();
    let mut left = problem.clone();

    let person = left.candidates.iter_mut().find(|it| it.id == *candidate).expect("valid");
    person.busy_weeks.extend(weeks.clone());
    person.busy_weeks.sort_unstable();
    person.busy_weeks.dedup();
    if !is_trial {
        person.max_jobbsmak = person.max_jobbsmak.saturating_sub(1);
    }
    let (specialist, group) = (person.specialist.clone(), person.group.clone());

    let place = left.openings.iter_mut().find(|it| it.id == *opening).expect("valid");
    for (week, hours) in weeks.clone().zip(&taken.mentor_hours) {
        place.places[week] = place.places[week].saturating_sub(1);
        place.mentor_hours[week] = (place.mentor_hours[week] - hours).max(0.0);
    }
    let specialist = left.specialists.iter_mut().find(|it| Some(&it.id) == specialist.as_ref());
    if is_trial {
        place.max_trials = place.max_trials.map(|most| most.saturating_sub(1));
        let floor = left.floors.iter_mut().find(|it| Some(&it.group) == group.as_ref());
        if let Some(floor) = floor {
            floor.min_trials = floor.min_trials.saturating_sub(1);
        }
    }
    if let Some(specialist) = specialist {
        for (week, hours) in weeks.clone().zip(&taken.specialist_hours) {
            specialist.support_hours[week] = (specialist.support_hours[week] - hours).max(0.0);
        }
        if is_trial {
            specialist.caseload_room = specialist.caseload_room.saturating_sub(1);
        }
    }

    let activity_of = |id: &str| problem.profiles.iter().find(|it| it.id == id).expect("valid");
    let stays = |other: &mut PlacementOption| {
        if other.candidate != *candidate {
            return true;
        }
        let own = activity_of(&other.profile);
        match (own.activity, is_trial) {
            (Activity::Trial, true) => return false,
            // Every jobbsmak ends before the trial starts.
            (Activity::Trial, false) => other.earliest_start = other.earliest_start.max(weeks.end),
            (Activity::Jobbsmak, true) => {
                let Some(latest) = weeks.start.checked_sub(own.mentor_hours.len()) else {
                    return false;
                };
                other.latest_start = other.latest_start.min(latest);
            }
            (Activity::Jobbsmak, false) if other.topic == option.topic => return false,
            (Activity::Jobbsmak, false) => {}
        }
        other.earliest_start <= other.latest_start
    };
    left.options.retain_mut(stays);
    let options = std::mem::take(&mut left.keep);
    left.keep = options.into_iter().filter(|keep| is_open(&left, keep)).collect();
    left
}

/// Whether the start to keep is still one of the problem's.
fn is_open(problem: &Problem, keep: &Keep) -> bool {
    let Keep { candidate, opening, profile, start_week, bonus: _ } = keep;
    problem.options.iter().any(|it| {
        (&it.candidate, &it.opening, &it.profile) == (candidate, opening, profile)
            && (it.earliest_start..=it.latest_start).contains(start_week)
    })
}
