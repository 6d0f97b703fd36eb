//! How often people in work are visited: denser at first, by the service model.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::{ServiceModel, WeekCount};

/// Months for which a new job is visited at the densest, where the service model does not say.
///
/// Source: Telemarksforsking report 811 (2024), 2.2.4, for Frogner: up to two months. Elsewhere it is an assumption.
pub const INTENSIVE_MONTHS: i32 = 2;

/// Months from which a job is visited at the sparsest. An assumption: the sources tell the ends of the rhythm, from
/// every second to every sixth week (report 811, 2.1.2), and not how it gets from one to the other.
pub const SETTLED_MONTHS: i32 = 9;

/// Hours that a visit takes with the way, where nothing is promised. An assumption: as in the service models, which
/// reckon with a visit of about two hours.
pub const VISIT_HOURS: f64 = 2.0;

/// Weeks from a visit on a day to the next, in a job that began on a day; none where the service model has no
/// rhythm.
///
/// The fewest weeks while the job is new, the most once it is settled, and halfway between them in between.
#[must_use]
pub fn weeks_between(model: &ServiceModel, started: Date, day: Date) -> Option<WeekCount> {
    let rhythm = model.rules.follow_up_rhythm.on(day)?;
    let intensive = model.rules.intensive_months_most.on(day);
    let intensive = intensive.map_or(INTENSIVE_MONTHS, |it| i32::from(it.get()));
    let until = |months: i32| started.checked_add(months.months()).unwrap_or(Date::MAX);
    let (least, most) = (rhythm.every_weeks_least, rhythm.every_weeks_most);
    Some(if day < until(intensive) {
        least
    } else if day < until(SETTLED_MONTHS.max(intensive)) {
        let halfway = i64::from(least.get()).midpoint(i64::from(most.get()));
        WeekCount::new(halfway).unwrap_or(least)
    } else {
        most
    })
}
