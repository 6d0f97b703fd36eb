//! On which terms a pair that no rule closes can try something.

use super::facts::Pair;
use super::findings::Findings;
use super::{EligibleOption, HoursTaken, NextStep, StartWindow, Terms};
use crate::domain::{Activity, Arena, Level, PositionPct, TaskKind, WeeklyMinutes};

/// The options that the findings leave, one for each activity.
pub(super) fn options(pair: &Pair<'_>, findings: &Findings) -> Vec<EligibleOption> {
    let open = |activity| Some((activity, findings.windows(activity)?));
    let open = findings.activities().into_iter().filter_map(open);
    open.map(|(activity, starts)| EligibleOption {
        opening: pair.opening.id.clone(),
        activity,
        terms: terms(pair, findings, activity, starts),
    })
    .collect()
}

fn terms(
    pair: &Pair<'_>,
    findings: &Findings,
    activity: Activity,
    starts: Vec<StartWindow>,
) -> Terms {
    let support = support(pair);
    let position = agreed_position(pair).expect("no rule closes the pair, so there is one");
    let mut next_steps = findings.steps.clone();
    if pair.candidate.specialist.is_none() {
        next_steps.insert(NextStep::AssignSpecialist);
    }
    if !support.unmapped.is_empty() {
        next_steps.insert(NextStep::MapTasks { kinds: support.unmapped.clone() });
    }
    Terms {
        position,
        common_hours: pair.common_hours.clone(),
        travel: pair.way,
        support_need: support.need,
        missing_independence: support.missing_independence,
        starts,
        hours: hours_taken(pair, activity),
        next_steps: next_steps.into_iter().collect(),
    }
}

/// What an activity takes of mentor and specialist. Nobody is instructed for longer than they are at work,
/// and where the mentor has too few hours the specialist stands in: a great need is hours, no closed door.
pub(super) fn hours_taken(pair: &Pair<'_>, activity: Activity) -> HoursTaken {
    let support = support(pair);
    let planning = &pair.facts.planning;
    let hours = planning.of(activity);
    let per_level = planning.mentor_hours_per_missing_independence.minutes();
    let further = per_level * u16::from(support.missing_independence);
    let position = agreed_position(pair).unwrap_or(pair.candidate.wanted_position.most());
    let worked = WeeklyMinutes::of_position(position).minutes();
    let offered = pair.opening.mentor.as_ref().map_or(0, |mentor| mentor.hours_week.minutes());
    let minutes = |minutes: u16| {
        WeeklyMinutes::new(i64::from(minutes)).expect("at most what is worked, or a working week")
    };
    let needed = |week: &WeeklyMinutes| (week.minutes() + further).min(worked);
    let needed: Vec<u16> = hours.mentor.of(support.need).iter().map(needed).collect();
    let stands_in = |needed: &u16| needed.saturating_sub(offered);
    let own_share = own_share(pair);
    let own = hours.specialist.of(support.need).iter().map(|week| share_of(*week, own_share));
    HoursTaken {
        mentor: needed.iter().map(|needed| minutes(*needed.min(&offered))).collect(),
        specialist: own
            .zip(&needed)
            .map(|(own, needed)| minutes((own + stands_in(needed)).min(2_400)))
            .collect(),
        stands_in: needed.iter().map(|needed| minutes(stands_in(needed))).collect(),
    }
}

/// The share of the specialist's usual hours that an activity takes here: the staff of an arena of the service's
/// own follow up themselves.
fn own_share(pair: &Pair<'_>) -> f64 {
    let facts = pair.facts;
    let known = facts.model.rules.specialist_share_in_own_arena.on(facts.case.first_monday);
    let here = known.filter(|_| pair.workplace.arena == Arena::Own);
    here.map_or(1.0, |share| share.get())
}

/// Whole minutes, to the nearest.
fn share_of(week: WeeklyMinutes, share: f64) -> u16 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a week")]
    let minutes = (f64::from(week.minutes()) * share).round() as u16;
    minutes
}

/// The largest position that both can live with and that the common hours hold; in whole fives where
/// that is not less than the smallest.
fn agreed_position(pair: &Pair<'_>) -> Option<PositionPct> {
    let both = pair.candidate.wanted_position.overlap(pair.opening.position)?;
    let least = both.least().max(pair.position_least().unwrap_or(both.least()));
    let full_time = u32::from(WeeklyMinutes::FULL_TIME.minutes());
    let held = pair.common_hours.minutes() * 100 / full_time;
    let most = held.min(u32::from(both.most().get()));
    let agreed = (most - most % 5).max(u32::from(least.get()));
    PositionPct::new(i64::from(agreed)).ok()
}

/// How much support the tasks of an opening take for a candidate.
struct Support {
    need: Level,
    missing_independence: u8,
    unmapped: Vec<TaskKind>,
}

/// Support need and independence are known by kind of task. For an opening, the task with the greatest
/// need counts; a task that nobody has mapped counts as the service model says, until someone has.
fn support(pair: &Pair<'_>) -> Support {
    let profile = |kind| pair.candidate.tasks.iter().find(|task| task.kind == kind);
    let kinds = pair.opening.tasks.iter().map(|task| task.kind);
    let assumed = pair.facts.planning.support_need_unmapped;
    let need_of = |kind| profile(kind).and_then(|task| task.support_need);
    let need = kinds.clone().map(|kind| need_of(kind).unwrap_or(assumed)).max().unwrap_or(assumed);
    let asked = pair.opening.independence_asked.get();
    let missing_independence =
        independence(pair).map_or(0, |level| asked.saturating_sub(level.get()));
    let mut unmapped: Vec<TaskKind> = kinds.filter(|&kind| need_of(kind).is_none()).collect();
    unmapped.sort_unstable();
    unmapped.dedup();
    Support { need, missing_independence, unmapped }
}

/// How independently the person does the tasks of the opening, by the task where it is least; none mapped, none told.
pub(super) fn independence(pair: &Pair<'_>) -> Option<Level> {
    let kinds: Vec<TaskKind> = pair.opening.tasks.iter().map(|task| task.kind).collect();
    let mapped = pair.candidate.tasks.iter().filter(|task| kinds.contains(&task.kind));
    mapped.filter_map(|task| task.independence).min()
}
