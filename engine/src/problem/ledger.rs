//! A plan's books: what a set of starts leaves of everything scarce, and what it is worth.
//!
//! Starts can be taken out and others put in, one by one: what explanations and small changes of a plan
//! rest on. The solver has books of its own, and the check trusts neither.

mod shortage;

use std::collections::BTreeMap;

pub use shortage::Shortage;

use super::{Activity, Problem, Profile, Start};

/// Hours may pass a limit by this much: half of what the format of plans lets them, so that the check,
/// which adds up in another order, agrees.
const SLACK: f64 = 5e-7;

/// A start by its place in the problem's list of options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Booking {
    /// The option.
    pub option: usize,
    /// The week in which it starts.
    pub week: usize,
}

/// Where the parts of an option stand in the problem's lists.
#[derive(Debug, Clone, Copy)]
struct Parts {
    candidate: usize,
    opening: usize,
    profile: usize,
    specialist: Option<usize>,
    floor: Option<usize>,
}

/// What a set of starts leaves, under the rules of a valid problem.
#[derive(Debug, Clone)]
pub struct Ledger<'p> {
    problem: &'p Problem,
    parts: Vec<Parts>,
    options: BTreeMap<(&'p str, &'p str, &'p str), usize>,
    /// By candidate.
    booked: Vec<Vec<Booking>>,
    places: Vec<Vec<i64>>,
    mentor: Vec<Vec<f64>>,
    trials: Vec<Option<i64>>,
    hours: Vec<Vec<f64>>,
    room: Vec<i64>,
    trials_by_floor: Vec<u32>,
    bonuses: BTreeMap<Booking, f64>,
}

impl<'p> Ledger<'p> {
    /// The books of a valid problem with nothing planned.
    #[must_use]
    pub fn empty(problem: &'p Problem) -> Self {
        let candidates = places_of(problem.candidates.iter().map(|it| it.id.as_str()));
        let openings = places_of(problem.openings.iter().map(|it| it.id.as_str()));
        let specialists = places_of(problem.specialists.iter().map(|it| it.id.as_str()));
        let profiles = places_of(problem.profiles.iter().map(|it| it.id.as_str()));
        let floors = places_of(problem.floors.iter().map(|it| it.group.as_str()));
        let parts = problem.options.iter().map(|option| {
            let candidate = candidates[option.candidate.as_str()];
            let person = &problem.candidates[candidate];
            Parts {
                candidate,
                opening: openings[option.opening.as_str()],
                profile: profiles[option.profile.as_str()],
                specialist: person.specialist.as_deref().map(|id| specialists[id]),
                floor: person.group.as_deref().and_then(|group| floors.get(group).copied()),
            }
        });
        let mut ledger = Self {
            problem,
            parts: parts.collect(),
            options: problem
                .options
                .iter()
                .enumerate()
                .map(|(at, it)| ((&*it.candidate, &*it.opening, &*it.profile), at))
                .collect(),
            booked: vec![Vec::new(); problem.candidates.len()],
            places: problem
                .openings
                .iter()
                .map(|it| it.places.iter().map(|&places| i64::from(places)).collect())
                .collect(),
            mentor: problem.openings.iter().map(|it| it.mentor_hours.clone()).collect(),
            trials: problem.openings.iter().map(|it| it.max_trials.map(i64::from)).collect(),
            hours: problem.specialists.iter().map(|it| it.support_hours.clone()).collect(),
            room: problem.specialists.iter().map(|it| i64::from(it.caseload_room)).collect(),
            trials_by_floor: vec![0; problem.floors.len()],
            bonuses: BTreeMap::new(),
        };
        for keep in &problem.keep {
            let start = Start {
                candidate: keep.candidate.clone(),
                opening: keep.opening.clone(),
                profile: keep.profile.clone(),
                start_week: keep.start_week,
            };
            ledger.bonuses.extend(ledger.find(&start).map(|booking| (booking, keep.bonus)));
        }
        ledger
    }

    /// The books with these starts taken, whatever the rules say of them.
    #[must_use]
    pub fn with<'s>(problem: &'p Problem, starts: impl IntoIterator<Item = &'s Start>) -> Self {
        let mut ledger = Self::empty(problem);
        for start in starts {
            if let Some(booking) = ledger.find(start) {
                ledger.take(booking);
            }
        }
        ledger
    }

    /// The problem that the books are of.
    #[must_use]
    pub fn problem(&self) -> &'p Problem {
        self.problem
    }

    /// Where a start stands in the problem's list; `None` where the problem has no such option.
    #[must_use]
    pub fn find(&self, start: &Start) -> Option<Booking> {
        let Start { candidate, opening, profile, start_week } = start;
        let option = self.options.get(&(&**candidate, &**opening, &**profile))?;
        Some(Booking { option: *option, week: *start_week })
    }

    /// A booking in the words of the problem.
    #[must_use]
    pub fn start(&self, booking: Booking) -> Start {
        let option = &self.problem.options[booking.option];
        Start {
            candidate: option.candidate.clone(),
            opening: option.opening.clone(),
            profile: option.profile.clone(),
            start_week: booking.week,
        }
    }

    /// Every booking, by candidate (as in the problem) and week.
    pub fn bookings(&self) -> impl Iterator<Item = Booking> {
        self.booked.iter().flat_map(|own| {
            let mut own = own.clone();
            own.sort_by_key(|booking| (booking.week, booking.option));
            own
        })
    }

    /// What an option takes.
    #[must_use]
    pub fn profile(&self, option: usize) -> &'p Profile {
        &self.problem.profiles[self.parts[option].profile]
    }

    /// Whether an option is a trial.
    #[must_use]
    pub fn is_trial(&self, option: usize) -> bool {
        self.profile(option).activity == Activity::Trial
    }

    /// What the same candidate has booked.
    #[must_use]
    pub fn of_same_candidate(&self, option: usize) -> &[Booking] {
        &self.booked[self.parts[option].candidate]
    }

    /// The weeks in which an option may start by its own window and the horizon.
    #[must_use]
    pub fn weeks(&self, option: usize) -> std::ops::Range<usize> {
        let length = self.profile(option).mentor_hours.len();
        let option = &self.problem.options[option];
        let last = (self.problem.horizon_weeks + 1).saturating_sub(length);
        option.earliest_start..last.min(option.latest_start + 1)
    }

    /// Takes what a start takes.
    pub fn take(&mut self, booking: Booking) {
        self.booked[self.parts[booking.option].candidate].push(booking);
        self.book(booking, 1);
    }

    /// Gives back what a start took.
    ///
    /// # Panics
    ///
    /// Where the start was not taken.
    pub fn give(&mut self, booking: Booking) {
        let own = &mut self.booked[self.parts[booking.option].candidate];
        let at = own.iter().position(|it| *it == booking);
        own.swap_remove(at.expect("what is given back was taken"));
        self.book(booking, -1);
    }

    fn book(&mut self, Booking { option, week }: Booking, sign: i32) {
        let Parts { opening, specialist, floor, .. } = self.parts[option];
        let profile = self.profile(option);
        let count = i64::from(sign);
        for (offset, mentor) in profile.mentor_hours.iter().enumerate() {
            self.places[opening][week + offset] -= count;
            self.mentor[opening][week + offset] -= f64::from(sign) * mentor;
            if let Some(specialist) = specialist {
                let hours = profile.specialist_hours[offset];
                self.hours[specialist][week + offset] -= f64::from(sign) * hours;
            }
        }
        if profile.activity == Activity::Trial {
            self.trials[opening] = self.trials[opening].map(|left| left - count);
            if let Some(specialist) = specialist {
                self.room[specialist] -= count;
            }
            if let Some(floor) = floor {
                let trials = &mut self.trials_by_floor[floor];
                *trials = trials.saturating_add_signed(sign);
            }
        }
    }

    /// Whether a start breaks no rule beside what is booked.
    #[must_use]
    pub fn allows(&self, booking: Booking) -> bool {
        self.weeks(booking.option).contains(&booking.week)
            && self.suits_candidate(booking)
            && self.short_of(booking).is_empty()
    }

    /// Rules 2 to 4: one thing at a time, none in a busy week, one trial and the jobbsmak before it.
    fn suits_candidate(&self, booking: Booking) -> bool {
        let Parts { candidate, .. } = self.parts[booking.option];
        let person = &self.problem.candidates[candidate];
        let own = &self.booked[candidate];
        let end = |it: Booking| it.week + self.profile(it.option).mentor_hours.len();
        let is_busy = |week: &usize| (booking.week..end(booking)).contains(week);
        let overlaps = |it: &Booking| it.week < end(booking) && booking.week < end(*it);
        if person.busy_weeks.iter().any(is_busy) || own.iter().any(overlaps) {
            return false;
        }
        let topic = |option: usize| &self.problem.options[option].topic;
        if self.is_trial(booking.option) {
            own.iter().all(|it| !self.is_trial(it.option) && end(*it) <= booking.week)
        } else {
            let mut tasted = own.iter().filter(|it| !self.is_trial(it.option));
            let trial = own.iter().find(|it| self.is_trial(it.option));
            tasted.clone().count() < person.max_jobbsmak as usize
                && tasted.all(|it| topic(it.option) != topic(booking.option))
                && trial.is_none_or(|trial| end(booking) <= trial.week)
        }
    }

    /// What a specialist, by place in the problem's list, has left: hours by week, and how many more people can be
    /// followed up.
    #[must_use]
    pub fn left_with(&self, specialist: usize) -> (&[f64], i64) {
        (&self.hours[specialist], self.room[specialist])
    }

    /// What a start adds to the plan, floors aside.
    #[must_use]
    pub fn earns(&self, booking: Booking) -> f64 {
        let option = &self.problem.options[booking.option];
        let priority = self.problem.candidates[self.parts[booking.option].candidate].priority;
        #[expect(clippy::cast_precision_loss, reason = "a horizon is at most 26 weeks")]
        let later = booking.week as f64;
        let bonus = self.bonuses.get(&booking).copied().unwrap_or(0.0);
        priority * option.value * (1.0 - self.problem.start_discount * later) + bonus
    }

    /// Whether the problem asks that this start is kept.
    #[must_use]
    pub fn is_kept(&self, booking: Booking) -> bool {
        self.bonuses.contains_key(&booking)
    }

    /// What the bookings are worth together, floors counted in: the problem's objective.
    #[must_use]
    pub fn worth(&self) -> f64 {
        let earned: f64 = self.bookings().map(|it| self.earns(it)).sum();
        earned - self.missed()
    }

    /// What the floors cost that are not reached.
    fn missed(&self) -> f64 {
        let floors = self.problem.floors.iter().zip(&self.trials_by_floor);
        floors
            .map(|(floor, trials)| {
                floor.penalty * f64::from(floor.min_trials.saturating_sub(*trials))
            })
            .sum()
    }
}

/// Where each id stands in its list.
fn places_of<'a>(ids: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    ids.enumerate().map(|(at, id)| (id, at)).collect()
}
