//! How many jobs have lasted until each milestone, with small groups masked.

use engine::follow::{MILESTONES, Standing, milestones};
use jiff::civil::Date;

use super::{Person, masked, shown};
use crate::wire::{RetentionBody, RetentionRow};

/// What is known of all jobs at each milestone that has passed for them.
#[must_use]
pub fn retention(people: &[Person], today: Date) -> RetentionBody {
    let jobs = people.iter().flat_map(|person| &person.work.jobs);
    let all: Vec<_> = jobs.flat_map(|job| milestones(&job.lasting(), today)).collect();
    let row = |months: i32| {
        let due = all.iter().filter(|it| it.months == months && it.due_on <= today);
        let due: Vec<Standing> = due.map(|it| it.standing).collect();
        let count = |standing| due.iter().filter(|it| **it == standing).count() as u64;
        let parts =
            [Standing::Reached, Standing::LeftOnward, Standing::Left, Standing::Unknown].map(count);
        let jobs = due.len() as u64;
        let masks = masked(&parts);
        let part = |at: usize| (shown(jobs) && !masks[at]).then_some(parts[at]);
        RetentionRow {
            months,
            jobs: shown(jobs).then_some(jobs),
            reached: part(0),
            left_onward: part(1),
            left: part(2),
            unknown: part(3),
        }
    };
    RetentionBody { on: today.to_string(), milestones: MILESTONES.into_iter().map(row).collect() }
}
