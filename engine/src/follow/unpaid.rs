//! No free labour: jobbsmak and trials, the weeks of them without pay, and the jobs that came of them, for a person or a
//! workplace.
//!
//! It is counted so that a person is not tried for ever and a workplace has not always somebody for nothing. A person
//! decides what is done about it.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::service_model::UnpaidMost;
use crate::domain::{Activity, WorkplaceId};
use crate::journey::{Journey, LegalVehicle, Sequence, What};
use crate::reading::codes;

codes! {
    /// What somebody should look at before there is more work without pay.
    pub enum UnpaidWarning {
        /// The person would have worked longer without pay than the rules reckon with, and no job came of it.
        PersonBeyond = "person_beyond",
        /// The workplace would have had longer help without pay than the rules reckon with, and no job came of it.
        WorkplaceBeyond = "workplace_beyond",
    }
}

/// A jobbsmak or a trial, as it was or as it is booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// What.
    pub activity: Activity,
    /// Where.
    pub workplace: WorkplaceId,
    /// The first day.
    pub first: Date,
    /// The last day: that on which it ended, or else the one that is booked.
    pub last: Date,
    /// Whether it has begun.
    pub has_begun: bool,
    /// Whether it is without pay: it rests on anything but an employment.
    pub is_unpaid: bool,
    /// Whether the person got a job there after it.
    pub led_to_job: bool,
}

/// What jobbsmak and trials have come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct UnpaidWork {
    /// Jobbsmak that have begun or are booked.
    pub jobbsmak: u32,
    /// Trials that have begun or are booked.
    pub trials: u32,
    /// Weeks of them without pay, each that was begun a whole one.
    pub unpaid_weeks: u32,
    /// Of those weeks, the weeks that no job came of.
    pub unpaid_weeks_without_job: u32,
    /// How many of them a job came of.
    pub led_to_job: u32,
}

impl Tried {
    /// Its weeks, each that was begun a whole one.
    #[must_use]
    pub fn weeks(&self) -> u32 {
        let days = (self.last - self.first).get_days().max(0).unsigned_abs() + 1;
        days.div_ceil(7)
    }
}

/// Everything that was tried on a journey, or is booked.
#[must_use]
pub fn tried_on(journey: &Journey) -> Vec<Tried> {
    let mut all: BTreeMap<Sequence, Tried> = BTreeMap::new();
    let mut open: Vec<Sequence> = Vec::new();
    for (number, event) in journey.standing() {
        match &event.what {
            What::ActivityBooked(it) => {
                open.push(number);
                all.insert(
                    number,
                    Tried {
                        activity: it.activity,
                        workplace: it.workplace.clone(),
                        first: it.first_day,
                        last: it.last_day,
                        has_begun: false,
                        is_unpaid: it.legal_vehicle != LegalVehicle::Employment,
                        led_to_job: false,
                    },
                );
            }
            What::ActivityStarted(it) => {
                if let Some(tried) = all.get_mut(&it.booking) {
                    tried.has_begun = true;
                    tried.first = event.on;
                }
            }
            What::ActivityEnded(it) => {
                open.retain(|number| *number != it.booking);
                if let Some(tried) = all.get_mut(&it.booking) {
                    tried.last = event.on;
                }
            }
            What::ActivityCancelled(it) => {
                open.retain(|number| *number != it.booking);
                all.remove(&it.booking);
            }
            // Whoever stops, stops all of it.
            What::DroppedOut(_)
            | What::Paused(_)
            | What::Exited(_)
            | What::ReferredElsewhere(_)
            | What::Withdrew(_)
            | What::Moved(_) => {
                for number in open.drain(..) {
                    match all.get_mut(&number) {
                        Some(tried) if tried.has_begun => tried.last = event.on,
                        _ => drop(all.remove(&number)),
                    }
                }
            }
            What::Employed(it) => {
                let there = all.values_mut().filter(|tried| tried.workplace == it.workplace);
                there.filter(|tried| tried.has_begun).for_each(|tried| tried.led_to_job = true);
            }
            _ => {}
        }
    }
    all.into_values().collect()
}

/// What it comes to.
#[must_use]
pub fn unpaid_work<'a>(tried: impl IntoIterator<Item = &'a Tried>) -> UnpaidWork {
    let mut sum = UnpaidWork::default();
    for it in tried {
        match it.activity {
            Activity::Jobbsmak => sum.jobbsmak += 1,
            Activity::Trial => sum.trials += 1,
        }
        sum.led_to_job += u32::from(it.led_to_job);
        if it.is_unpaid {
            sum.unpaid_weeks += it.weeks();
            sum.unpaid_weeks_without_job += if it.led_to_job { 0 } else { it.weeks() };
        }
    }
    sum
}

/// The first day that counts for something that begins on a day.
#[must_use]
pub fn counted_from(most: &UnpaidMost, day: Date) -> Date {
    day.checked_sub(i32::from(most.in_months.get()).months()).unwrap_or(Date::MIN)
}

/// What stands against so many more weeks without pay, beginning on a day: of a person who has tried this, at a
/// workplace where people have tried that.
#[must_use]
pub fn warnings(
    most: &UnpaidMost,
    of_person: &[Tried],
    at_workplace: &[Tried],
    (day, more_weeks): (Date, u32),
) -> Vec<UnpaidWarning> {
    let from = counted_from(most, day);
    let weeks = |all: &[Tried]| {
        let counted = all.iter().filter(|it| it.last >= from);
        unpaid_work(counted).unpaid_weeks_without_job.saturating_add(more_weeks)
    };
    let person = weeks(of_person) > u32::from(most.person_weeks.get());
    let workplace = weeks(at_workplace) > u32::from(most.workplace_weeks.get());
    let all = [
        person.then_some(UnpaidWarning::PersonBeyond),
        workplace.then_some(UnpaidWarning::WorkplaceBeyond),
    ];
    all.into_iter().flatten().collect()
}
