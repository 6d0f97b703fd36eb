//! What stands in the way of one start more.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Booking, Ledger, Parts, SLACK};

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

impl Ledger<'_> {
    /// What stands in the way of an option in each week in which the candidate could start.
    pub fn by_week(&self, option: usize) -> impl Iterator<Item = (usize, Vec<Shortage>)> {
        let length = self.profile(option).mentor_hours.len();
        let busy = &self.problem.candidates[self.parts[option].candidate].busy_weeks;
        let is_free =
            move |week: &usize| !busy.iter().any(|it| (*week..*week + length).contains(it));
        let weeks = self.weeks(option).filter(is_free);
        weeks.map(move |week| (week, self.short_of(Booking { option, week })))
    }

    /// What stands in the way of an option in the week where least does: nothing, where there is room for it.
    /// `None` if it has no week at all.
    #[must_use]
    pub fn in_the_way(&self, option: usize) -> Option<Vec<Shortage>> {
        self.by_week(option).map(|(_, in_the_way)| in_the_way).min_by_key(Vec::len)
    }

    /// Rules 5 to 7: places, mentor hours and trials of the opening, hours and caseload of the specialist. The
    /// first week that is short speaks for each kind.
    pub(super) fn short_of(&self, Booking { option, week: start }: Booking) -> Vec<Shortage> {
        let Parts { opening, specialist, .. } = self.parts[option];
        let profile = self.profile(option);
        let is_trial = self.is_trial(option);
        let weeks = start..start + profile.mentor_hours.len();
        let first_short = |hours: &[f64], has: &[f64]| {
            let short = |(week, &needed): (usize, &f64)| {
                let left = has[week];
                (needed > left + SLACK).then_some((week, needed, left.max(0.0)))
            };
            weeks.clone().zip(hours).find_map(short)
        };
        let mut found = Vec::new();
        let full = weeks.clone().find(|&week| self.places[opening][week] <= 0);
        found.extend(full.map(|week| Shortage::Place { week }));
        let mentor = first_short(&profile.mentor_hours, &self.mentor[opening]);
        found.extend(mentor.map(|(week, needed, left)| Shortage::MentorHours {
            week,
            needed,
            left,
        }));
        if is_trial && self.trials[opening].is_some_and(|left| left <= 0) {
            found.push(Shortage::Job);
        }
        let Some(specialist) = specialist else {
            let takes_some = profile.specialist_hours.iter().any(|&hours| hours > SLACK);
            found.extend(takes_some.then_some(Shortage::Specialist));
            return found;
        };
        let own = first_short(&profile.specialist_hours, &self.hours[specialist]);
        found.extend(own.map(|(week, needed, left)| Shortage::SpecialistHours {
            week,
            needed,
            left,
        }));
        if is_trial && self.room[specialist] <= 0 {
            found.push(Shortage::Caseload);
        }
        found
    }
}
