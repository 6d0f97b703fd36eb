//! An opening at a workplace.

use jiff::civil::Date;

use super::{
    Activity, Adaptation, CandidateId, Certificate, JobFamily, Level, OpeningId, Period,
    PositionPct, PositionRange, SchemeCode, Styrk08, TaskKind, WageKind, WeekHours, WeeklyMinutes,
    Words, WorkplaceId,
};
use crate::reading::{Node, Wrong, check_not_empty, each, record};

record! {
    /// Work that an employer offers, or that a job specialist has found or carved.
    pub struct Opening {
        /// Its id.
        pub id: OpeningId,
        /// What the work is called.
        pub title: Words,
        /// Where it is.
        pub workplace: WorkplaceId,
        /// The one person it was made for, if any.
        pub made_for: Option<MadeFor>,
        /// The kind of work.
        pub family: JobFamily,
        /// The occupation.
        pub styrk08: Option<Styrk08>,
        /// What is to be done.
        pub tasks: Vec<Task>,
        /// The positions that are possible.
        pub position: PositionRange,
        /// People at a time.
        pub places: u32,
        /// Trials that may begin in the horizon, when there are jobs for only so many.
        pub trials_most: Option<u32>,
        /// Days and hours of the work.
        pub hours: WeekHours,
        /// The independence that the work asks for.
        pub independence_asked: Level,
        /// The mentor; nobody can be followed up by a workplace without one.
        pub mentor: Option<Mentor>,
        /// Adaptations that the workplace offers.
        pub adaptations: Vec<Adaptation> = Vec::new(),
        /// Certificates that the work cannot be done without.
        pub certificates: Vec<Certificate> = Vec::new(),
        /// What can be tried here.
        pub activities: Vec<Activity>,
        /// When it is open.
        pub open: Period,
        /// Days when nobody new can be there, such as a closed week.
        pub closed: Vec<Period> = Vec::new(),
        /// Days on which nothing can start, such as December in a shop.
        pub no_starts: Vec<Period> = Vec::new(),
        /// The scheme a job here would be under, when that is settled.
        pub scheme: Option<SchemeCode>,
        /// How a job here is paid, when that is settled.
        pub wage: Option<Wage>,
        /// What the employer would rather have, where that was said.
        pub wishes: Option<EmployerWishes>,
    }

    /// What an employer would rather have: about tasks and hours, never about persons. It closes no door;
    /// what is not said is no wish.
    pub struct EmployerWishes {
        /// Those of the opening's tasks that it matters most to have done.
        pub tasks: Vec<TaskKind> = Vec::new(),
        /// Days and hours in which help matters most.
        pub hours: Option<WeekHours>,
        /// The position that would suit best.
        pub position: Option<PositionPct>,
        /// The day from which help is wished.
        pub start: Option<Date>,
    }

    /// Who an opening was made for, and until when it is kept for them.
    pub struct MadeFor {
        /// The candidate.
        pub candidate: CandidateId,
        /// The last day it is kept.
        pub until: Date,
    }

    /// A task.
    pub struct Task {
        /// Its kind.
        pub kind: TaskKind,
        /// What it is.
        pub what: Option<Words>,
    }

    /// The colleague who instructs from day to day.
    pub struct Mentor {
        /// Whether it is settled who.
        pub named: bool,
        /// Hours a week for those who try the work.
        pub hours_week: WeeklyMinutes,
    }

    /// How work is paid.
    pub struct Wage {
        /// The kind of wage.
        pub kind: WageKind,
        /// Øre an hour, where that is settled.
        pub ore_per_hour: Option<u32>,
    }
}

impl Opening {
    /// Checks what reading the fields one by one does not see.
    pub fn check(opening: &Node<'_>) {
        check_not_empty(opening, &["tasks", "hours", "activities"]);
        check_wishes(opening);
    }
}

/// An employer's wishes are about tasks that the opening has.
fn check_wishes(opening: &Node<'_>) {
    let mut kinds = Vec::new();
    each(opening, "tasks.kind", |kind| kinds.extend(kind.text().map(str::to_owned)));
    each(opening, "wishes.tasks", |wished| {
        if wished.text().is_some_and(|kind| !kinds.iter().any(|it| it == kind)) {
            let rule = "the opening has no such task; add it to `tasks`, or take the wish away";
            wished.fault(Wrong::Together { rule: rule.to_owned() });
        }
    });
}
