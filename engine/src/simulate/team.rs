//! Job specialists, and the people in work whom they follow up.

use jiff::ToSpan;
use jiff::civil::Date;

use super::draw::{chance, one_of};
use super::published::{CAME_LATELY, POSITIONS, SUPPORT_HOURS, VISITS};
use super::work::Employers;
use super::{Drawing, Numbers};
use crate::domain::{
    FollowUp, JobFamily, JobSpecialist, Period, Placement, PlacementId, PositionPct, SchemeCode,
    SpecialistId, WeekCount, WeeklyMinutes,
};
use crate::random::Random;

/// Full-time posts, and one for what is left; nobody follows anyone up yet.
pub(super) fn specialists(drawing: &mut Drawing<'_>, numbers: Numbers) -> Vec<JobSpecialist> {
    let first = drawing.settings.first_monday;
    let random = &mut drawing.random;
    let full = std::iter::repeat_n(100, numbers.posts_pct / 100);
    let rest = Some(numbers.posts_pct % 100).filter(|rest| *rest > 0);
    let specialist = |(at, pct): (usize, usize)| {
        let pct = i64::try_from(pct).expect("at most 100");
        let position = PositionPct::new(pct).expect("from 1 to 100");
        let hours = SUPPORT_HOURS * f64::from(position.get()) / 100.0;
        let from = first + i32::try_from(random.below(8)).expect("small").weeks();
        let leave = Period::new(Some(from), Some(from + 4.days()));
        JobSpecialist {
            id: SpecialistId::new(&format!("S-{}", at + 1)).expect("an id"),
            position,
            present_caseload: 0,
            caseload_most: None,
            support_hours_week: WeeklyMinutes::from_hours(hours).expect("at most 24"),
            leave: leave.filter(|_| chance(random, 0.15)).into_iter().collect(),
        }
    };
    full.chain(rest).enumerate().map(specialist).collect()
}

/// People in work, shared among the specialists by the size of their posts; each is counted in.
pub(super) fn placements(
    drawing: &mut Drawing<'_>,
    families: &[JobFamily],
    employers: &Employers,
    specialists: &mut [JobSpecialist],
) -> Vec<Placement> {
    let first = drawing.settings.first_monday;
    let random = &mut drawing.random;
    let place = |(at, &family): (usize, &JobFamily)| {
        let specialist = least_loaded(specialists);
        specialist.present_caseload += 1;
        let specialist = Some(specialist.id.clone());
        let (started, months) = started(random, first);
        let position = i64::from(one_of(random, &POSITIONS));
        let under_tao = started >= jiff::civil::date(2026, 9, 1);
        Placement {
            id: PlacementId::new(&format!("P-{:03}", at + 1)).expect("an id"),
            workplace: employers.workplace(random, family).id.clone(),
            family,
            position: PositionPct::new(position).expect("from 20 to 100"),
            scheme: SchemeCode::new(if under_tao { "tao" } else { "vta_o" }),
            started,
            specialist,
            follow_up: Some(follow_up(random, first, months)),
        }
    };
    families.iter().enumerate().map(place).collect()
}

/// The first of those who have most room for their post.
fn least_loaded(specialists: &mut [JobSpecialist]) -> &mut JobSpecialist {
    let load =
        |it: &JobSpecialist| f64::from(it.present_caseload + 1) / f64::from(it.position.get());
    let least = specialists.iter_mut().min_by(|a, b| load(a).total_cmp(&load(b)));
    least.expect("there is a post everywhere")
}

/// When a job began, and how many months ago; the newest are a week old.
fn started(random: &mut Random, first: Date) -> (Date, i32) {
    let days =
        if chance(random, CAME_LATELY) { 7 + random.below(723) } else { 730 + random.below(1_460) };
    let days = i32::try_from(days).expect("six years");
    (first - days.days(), days / 30)
}

/// Visits of two hours with the way (an assumption); the next falls somewhere in the rhythm.
fn follow_up(random: &mut Random, first: Date, months: i32) -> FollowUp {
    let rhythm = VISITS.iter().find(|(until, _)| months < *until);
    let (_, every_weeks) = rhythm.expect("the last holds for good");
    let week = i32::try_from(random.below(usize::from(*every_weeks))).expect("small");
    let day = i32::try_from(random.below(5)).expect("small");
    FollowUp {
        every_weeks: WeekCount::new(i64::from(*every_weeks)).expect("from 1 to 6"),
        hours: WeeklyMinutes::new(120).expect("two hours"),
        next: first + week.weeks() + day.days(),
    }
}
