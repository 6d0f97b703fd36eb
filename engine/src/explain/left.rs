//! What a plan leaves: places, hours and rooms, and what stands in the way of one start more.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::problem::{Activity, PlacementOption, Problem, Profile, Start};

/// What is left of everything that is scarce once a plan is carried out.
pub(crate) struct Left<'p> {
    horizon: usize,
    profiles: BTreeMap<&'p str, &'p Profile>,
    candidates: BTreeMap<&'p str, &'p crate::problem::Candidate>,
    openings: BTreeMap<&'p str, LeftAtOpening>,
    specialists: BTreeMap<&'p str, LeftWithSpecialist>,
}

struct LeftAtOpening {
    places: Vec<u32>,
    mentor_hours: Vec<f64>,
    trials: Option<u32>,
}

/// What a specialist has left.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LeftWithSpecialist {
    /// Hours, by week.
    pub(crate) hours: Vec<f64>,
    /// How many more people can be followed up.
    pub(crate) caseload_room: u32,
}

/// A shortage that stands in the way of a start.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, JsonSchema)]
#[serde(tag = "short_of", rename_all = "snake_case")]
pub enum Shortage {
    /// Every place is taken, in this week of the horizon.
    Place {
        /// The week.
        week: usize,
    },
    /// There are jobs for no more people than those who begin a trial here.
    Job,
    /// The fadder has too few hours.
    MentorHours {
        /// The week.
        week: usize,
        /// Hours that the activity takes.
        needed: f64,
        /// Hours that are left.
        left: f64,
    },
    /// The candidate's job specialist has too few hours.
    SpecialistHours {
        /// The week.
        week: usize,
        /// Hours that the activity takes.
        needed: f64,
        /// Hours that are left.
        left: f64,
    },
    /// The candidate's job specialist follows up as many as can be.
    Caseload,
    /// No job specialist, and the activity takes some of their hours.
    Specialist,
}

/// Hours may pass a limit by this much, as the format of plans says.
const SLACK: f64 = 1e-6;

impl<'p> Left<'p> {
    pub(crate) fn after(problem: &'p Problem, starts: &[Start]) -> Self {
        let mut left = Self::before(problem);
        for start in starts {
            left.take(start);
        }
        left
    }

    /// What there is before any plan.
    pub(crate) fn before(problem: &'p Problem) -> Self {
        let openings = problem.openings.iter().map(|opening| {
            let crate::problem::Opening { id, places, mentor_hours, max_trials } = opening;
            let left = LeftAtOpening {
                places: places.clone(),
                mentor_hours: mentor_hours.clone(),
                trials: *max_trials,
            };
            (id.as_str(), left)
        });
        let specialists = problem.specialists.iter().map(|specialist| {
            let crate::problem::Specialist { id, support_hours, caseload_room } = specialist;
            let left =
                LeftWithSpecialist { hours: support_hours.clone(), caseload_room: *caseload_room };
            (id.as_str(), left)
        });
        Self {
            horizon: problem.horizon_weeks,
            profiles: problem
                .profiles
                .iter()
                .map(|profile| (profile.id.as_str(), profile))
                .collect(),
            candidates: problem.candidates.iter().map(|who| (who.id.as_str(), who)).collect(),
            openings: openings.collect(),
            specialists: specialists.collect(),
        }
    }

    fn take(&mut self, start: &Start) {
        let profile = self.profiles[start.profile.as_str()];
        let opening =
            self.openings.get_mut(start.opening.as_str()).expect("a plan keeps to its problem");
        let specialist = self.candidates[start.candidate.as_str()].specialist.as_deref();
        let mut specialist = specialist.and_then(|id| self.specialists.get_mut(id));
        let is_trial = profile.activity == Activity::Trial;
        if is_trial {
            opening.trials = opening.trials.map(|trials| trials.saturating_sub(1));
            if let Some(specialist) = &mut specialist {
                specialist.caseload_room = specialist.caseload_room.saturating_sub(1);
            }
        }
        for (offset, mentor) in profile.mentor_hours.iter().enumerate() {
            let week = start.start_week + offset;
            opening.places[week] = opening.places[week].saturating_sub(1);
            opening.mentor_hours[week] -= mentor;
            if let Some(specialist) = &mut specialist {
                specialist.hours[week] -= profile.specialist_hours[offset];
            }
        }
    }

    /// What a specialist has left.
    pub(crate) fn with(&self, specialist: &str) -> &LeftWithSpecialist {
        &self.specialists[specialist]
    }

    /// What stands in the way of this option in the week where least does: nothing, where there is room
    /// for it. `None` if it has no week at all.
    pub(crate) fn in_the_way(&self, option: &PlacementOption) -> Option<Vec<Shortage>> {
        self.by_week(option).map(|(_, in_the_way)| in_the_way).min_by_key(Vec::len)
    }

    /// What stands in the way of this option in each week in which it could start.
    pub(crate) fn by_week(
        &self,
        option: &PlacementOption,
    ) -> impl Iterator<Item = (usize, Vec<Shortage>)> {
        let profile = self.profiles[option.profile.as_str()];
        let length = profile.mentor_hours.len();
        let candidate = self.candidates[option.candidate.as_str()];
        (option.earliest_start..=option.latest_start)
            .filter(move |start| start + length <= self.horizon)
            .filter(move |start| {
                (*start..start + length).all(|week| !candidate.busy_weeks.contains(&week))
            })
            .map(move |start| (start, self.in_the_way_from(option, profile, start)))
    }

    fn in_the_way_from(
        &self,
        option: &PlacementOption,
        profile: &Profile,
        start: usize,
    ) -> Vec<Shortage> {
        let opening = &self.openings[option.opening.as_str()];
        let specialist = self.candidates[option.candidate.as_str()].specialist.as_deref();
        let specialist = specialist.map(|id| &self.specialists[id]);
        let is_trial = profile.activity == Activity::Trial;
        let mut found = Vec::new();
        let weeks = || profile.mentor_hours.iter().zip(&profile.specialist_hours).enumerate();
        // The first week that is short speaks for each kind.
        found.extend(
            weeks()
                .map(|(at, _)| start + at)
                .find(|week| opening.places[*week] == 0)
                .map(|week| Shortage::Place { week }),
        );
        found.extend(weeks().find_map(|(at, (&needed, _))| {
            let (week, left) = (start + at, opening.mentor_hours[start + at]);
            (needed > left + SLACK).then_some(Shortage::MentorHours {
                week,
                needed,
                left: left.max(0.0),
            })
        }));
        if is_trial && opening.trials == Some(0) {
            found.push(Shortage::Job);
        }
        match specialist {
            None => found.extend(
                weeks().any(|(_, (_, &hours))| hours > 0.0).then_some(Shortage::Specialist),
            ),
            Some(specialist) => {
                found.extend(weeks().find_map(|(at, (_, &needed))| {
                    let (week, left) = (start + at, specialist.hours[start + at]);
                    (needed > left + SLACK).then_some(Shortage::SpecialistHours {
                        week,
                        needed,
                        left: left.max(0.0),
                    })
                }));
                if is_trial && specialist.caseload_room == 0 {
                    found.push(Shortage::Caseload);
                }
            }
        }
        found
    }
}
