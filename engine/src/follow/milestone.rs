//! How long a job has lasted, at the marks by which retention is told.

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::journey::ExitReason;
use crate::reading::codes;

/// Months of a job at which it is asked whether it still lasts.
///
/// An assumption: one month, since follow-up is densest until then; six, which is what a lasting job means here; and
/// thirty-six, since drop-out is told within three years (ASVL, citing Boysen and others 2021).
pub const MILESTONES: [i32; 6] = [1, 3, 6, 12, 24, 36];

codes! {
    /// What is known at a milestone.
    pub enum Standing {
        /// It lies ahead, and the job goes on.
        Ahead = "ahead",
        /// The job lasted until then.
        Reached = "reached",
        /// The person had gone on to something of their own: a normal way out.
        LeftOnward = "left_onward",
        /// The job had ended.
        Left = "left",
        /// The day has passed and nobody has said since whether the job goes on: ask.
        Unknown = "unknown",
    }
}

/// A job, as far as its lasting goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Job {
    /// Its first day.
    pub started: Date,
    /// Its last day and why it ended, if it has.
    pub ended: Option<(Date, ExitReason)>,
    /// The last day on which somebody who knows has said that it goes on, by a visit or otherwise.
    pub confirmed_on: Option<Date>,
}

/// A mark by which retention is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Milestone {
    /// Months from the first day.
    pub months: i32,
    /// The day they are over.
    pub due_on: Date,
    /// What is known.
    pub standing: Standing,
}

/// The milestones of a job as they stand on a day, the first first.
///
/// # Panics
///
/// At the end of the calendar, in the year 9999; dates are read up to 2999.
#[must_use]
pub fn milestones(job: &Job, today: Date) -> [Milestone; MILESTONES.len()] {
    MILESTONES.map(|months| {
        let due_on = job.started + months.months();
        let standing = match job.ended {
            Some((last, _)) if last >= due_on => Standing::Reached,
            Some((_, reason)) if reason.leads_onward() => Standing::LeftOnward,
            Some(_) => Standing::Left,
            None if due_on > today => Standing::Ahead,
            None if job.confirmed_on.is_some_and(|day| day >= due_on) => Standing::Reached,
            None => Standing::Unknown,
        };
        Milestone { months, due_on, standing }
    })
}
