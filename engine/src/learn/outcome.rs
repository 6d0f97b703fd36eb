//! How a trial came out, and from when that counts.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::Months;
use crate::reading::record;
use crate::value::Valued;

/// Months that a job must last to count as one that does, where nobody has chosen another number.
///
/// Six months is what the value of a trial is the probability of; see [`crate::value`].
pub const LASTS_MONTHS: i64 = 6;

record! {
    /// How a trial came out, with the pair as it was valued when the trial was chosen.
    pub struct TrialOutcome {
        /// The version of the model that valued it.
        pub model: String,
        /// The pair as it was valued.
        pub pair: Valued,
        /// The first day on which it can be known whichever way it goes; see [`lasting`].
        pub due_on: Date,
        /// Whether it became a job that lasted; nothing while nobody can say.
        pub lasted: Option<bool>,
        /// The person objects to being learnt from, and so is not.
        pub objects: bool = false,
    }
}

/// Whether a trial became a job that lasted, and from when that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lasting {
    /// The first day on which it can be known whichever way it goes.
    pub due_on: Date,
    /// Whether it did; nothing while that cannot be said.
    pub lasted: Option<bool>,
}

/// Whether a trial became a job that lasted, as far as is known on a day.
///
/// `job` is the first day of the job that the trial led to, and its last where it has ended. A job that ended on its
/// last day or later has lasted. What ends early is known early, and what lasts only in the end; so both count from
/// the same day, or else each new version would have seen the failures of the last half year without its successes.
///
/// # Panics
///
/// At the end of the calendar, in the year 9999; dates are read up to 2999.
#[must_use]
pub fn lasting(
    trial_ended: Date,
    job: Option<(Date, Option<Date>)>,
    months: Months,
    today: Date,
) -> Lasting {
    let due_on = job.map_or(trial_ended, |(first, _)| first) + i32::from(months.get()).months();
    let lasted = match job {
        Some((_, Some(last))) if last < due_on => Some(false),
        Some(_) => (due_on <= today).then_some(true),
        None => (due_on <= today).then_some(false),
    };
    Lasting { due_on, lasted }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_ends_early_counts_from_the_same_day_as_what_lasts() {
        let day = |month, day| date(2027, month, day);
        let began = day(2, 8);
        #[rustfmt::skip]
        let cases = [
            // job                              today       due on      lasted       why
            (Some((began, None)),               day(5, 1),  day(8, 8),  None,        "it runs"),
            (Some((began, None)),               day(8, 8),  day(8, 8),  Some(true),  "six months are over"),
            (Some((began, Some(day(4, 1)))),    day(5, 1),  day(8, 8),  Some(false), "it ended early, and counts later"),
            (Some((began, Some(day(8, 8)))),    day(9, 1),  day(8, 8),  Some(true),  "it ended on the day"),
            (Some((began, Some(day(8, 7)))),    day(9, 1),  day(8, 8),  Some(false), "it ended the day before"),
            (None,                              day(5, 1),  day(7, 29), None,        "there can still be a job"),
            (None,                              day(7, 29), day(7, 29), Some(false), "there was none"),
        ];
        for (job, today, due_on, lasted, why) in cases {
            let six = Months::new(LASTS_MONTHS).unwrap();
            assert_eq!(lasting(day(1, 29), job, six, today), Lasting { due_on, lasted }, "{why}");
        }
    }
}
