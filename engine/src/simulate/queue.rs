//! First come, first served: the policy that plans are held against.

use std::collections::BTreeMap;

use crate::problem::{
    Activity, Candidate, Opening, PlacementOption, Problem, Profile, Specialist, Start,
};

/// Lets people choose in their order: each takes the first opening that works, in the order of the problem, for a
/// trial if there is one and else for a jobbsmak, in the first week that works. Nobody makes way for anybody.
///
/// The starts keep to the rules of the problem; ids in `queue` that are no candidates are passed over.
#[must_use]
pub fn first_come_first_served(problem: &Problem, queue: &[&str]) -> Vec<Start> {
    let candidates: BTreeMap<&str, &Candidate> =
        problem.candidates.iter().map(|it| (it.id.as_str(), it)).collect();
    let profiles: BTreeMap<&str, &Profile> =
        problem.profiles.iter().map(|it| (it.id.as_str(), it)).collect();
    let order: BTreeMap<&str, usize> =
        problem.openings.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
    let mut options: BTreeMap<&str, Vec<(&PlacementOption, &Profile)>> = BTreeMap::new();
    for option in &problem.options {
        let profile = profiles[option.profile.as_str()];
        options.entry(&option.candidate).or_default().push((option, profile));
    }
    let mut left = Left::of(problem);
    let mut starts = Vec::new();
    for candidate in queue.iter().filter_map(|id| candidates.get(id)) {
        let mut own = options.remove(candidate.id.as_str()).unwrap_or_default();
        own.sort_by_key(|(option, profile)| {
            (profile.activity != Activity::Trial, order[option.opening.as_str()])
        });
        let works = |left: &Left<'_>, &(option, profile): &(_, _)| {
            let week = left.first_week(candidate, option, profile)?;
            Some((option, profile, week))
        };
        if let Some((option, profile, week)) = own.iter().find_map(|it| works(&left, it)) {
            left.take(candidate, option, profile, week);
            starts.push(Start {
                candidate: candidate.id.clone(),
                opening: option.opening.clone(),
                profile: profile.id.clone(),
                start_week: week,
            });
        }
    }
    starts
}

/// What is not taken yet.
struct Left<'p> {
    horizon: usize,
    openings: BTreeMap<&'p str, Opening>,
    specialists: BTreeMap<&'p str, Specialist>,
}

impl<'p> Left<'p> {
    fn of(problem: &'p Problem) -> Self {
        Self {
            horizon: problem.horizon_weeks,
            openings: problem.openings.iter().map(|it| (it.id.as_str(), it.clone())).collect(),
            specialists: problem
                .specialists
                .iter()
                .map(|it| (it.id.as_str(), it.clone()))
                .collect(),
        }
    }

    /// The first week in which an option can start with what is left.
    fn first_week(
        &self,
        candidate: &Candidate,
        option: &PlacementOption,
        profile: &Profile,
    ) -> Option<usize> {
        let last = self.horizon.checked_sub(profile.mentor_hours.len())?.min(option.latest_start);
        (option.earliest_start..=last).find(|week| self.has(candidate, option, profile, *week))
    }

    fn has(
        &self,
        candidate: &Candidate,
        option: &PlacementOption,
        profile: &Profile,
        start: usize,
    ) -> bool {
        let opening = &self.openings[option.opening.as_str()];
        let specialist = candidate.specialist.as_deref().map(|id| &self.specialists[id]);
        let own_weeks = 0..profile.mentor_hours.len();
        let allowed = match profile.activity {
            Activity::Jobbsmak => candidate.max_jobbsmak > 0,
            Activity::Trial => {
                opening.max_trials != Some(0) && specialist.is_none_or(|it| it.caseload_room > 0)
            }
        };
        allowed
            && own_weeks.into_iter().all(|own| {
                let (week, needed) = (start + own, profile.specialist_hours[own]);
                let free = specialist.map_or(0.0, |it| it.support_hours[week]);
                !candidate.busy_weeks.contains(&week)
                    && opening.places[week] > 0
                    && profile.mentor_hours[own] <= opening.mentor_hours[week]
                    && needed <= free
            })
    }

    fn take(
        &mut self,
        candidate: &Candidate,
        option: &PlacementOption,
        profile: &Profile,
        start: usize,
    ) {
        let opening = self.openings.get_mut(option.opening.as_str()).expect("ids resolve");
        let own = candidate.specialist.as_deref();
        let mut specialist = own.and_then(|id| self.specialists.get_mut(id));
        for (own, hours) in profile.mentor_hours.iter().enumerate() {
            opening.places[start + own] -= 1;
            opening.mentor_hours[start + own] -= hours;
            if let Some(specialist) = &mut specialist {
                specialist.support_hours[start + own] -= profile.specialist_hours[own];
            }
        }
        if profile.activity == Activity::Trial {
            opening.max_trials = opening.max_trials.map(|most| most - 1);
            if let Some(specialist) = specialist {
                specialist.caseload_room -= 1;
            }
        }
    }
}
