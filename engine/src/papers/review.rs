//! When NAV checks whether a job under a grant goes on.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::Months;

/// A check that comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    /// The day from which NAV gives notice of it.
    pub alert: Date,
    /// The last day to confirm that the job goes on.
    pub deadline: Date,
}

/// The next check on or after a day, counted from the first day of a job; none where the agreement ends too soon
/// after it, or where the calendar ends.
///
/// A check is due on the last day of a month, `every` months after the first day or the check before; notice is
/// given from the first day of the month before.
///
/// Source: navikt/tiltaksgjennomforing-api, August 2026, the follow-up of VTAO: an agreement that ends in the month
/// of the notice or the next has no check more.
#[must_use]
pub fn next_review(
    first_day: Date,
    last_day: Option<Date>,
    every: Months,
    today: Date,
) -> Option<Review> {
    let mut before = first_day;
    loop {
        let month = before.checked_add(i32::from(every.get()).months()).ok()?;
        let deadline = month.last_of_month();
        let alert = deadline.first_of_month().checked_sub(1.month()).ok()?;
        if deadline >= today {
            let last_month = last_day.map(Date::first_of_month);
            let last_alert = last_month.map(|month| month.checked_sub(1.month()).ok());
            let in_time = last_alert.is_none_or(|last| last.is_some_and(|last| alert < last));
            return in_time.then_some(Review { alert, deadline });
        }
        before = deadline;
    }
}
