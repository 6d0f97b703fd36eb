//! Weeks with enough working days: holidays, closed days of the workplace, days the person is away.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// in every week of the activity: minutes on open days ≥ share · minutes of an ordinary week
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let planning = &pair.facts.planning;
    let ordinary = pair.common_hours.minutes();
    if ordinary == 0 {
        return;
    }
    let share = planning.week_share_least.get();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a week")]
    let needed = (share * f64::from(ordinary)).ceil() as u32;
    let minutes: Vec<u32> = (0..pair.facts.case.horizon_weeks)
        .map(|week| pair.open_days(week).map(|(_, minutes)| minutes).sum())
        .collect();
    for activity in findings.activities() {
        let weeks = planning.of(activity).weeks;
        let shortest = |start: usize| minutes[start..start + weeks].iter().copied().min();
        let enough = |start| shortest(start).is_some_and(|minutes| minutes >= needed);
        let all = pair.start_weeks(activity);
        let best = all.clone().filter_map(shortest).max().unwrap_or(0);
        let conflict = || (Figure::MinutesAWeek(needed), Figure::MinutesAWeek(best));
        findings.keep_starts(activity, all, enough, conflict);
    }
}
