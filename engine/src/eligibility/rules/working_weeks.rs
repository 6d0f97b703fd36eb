//! Weeks with enough working days: holidays, closed days of the workplace, days the person is away.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;
use crate::domain::Share;

/// minutes in the first week ≥ its share of an ordinary week, minutes in all weeks ≥ their share, and no week
/// is without work
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let ordinary = pair.common_hours.minutes();
    if ordinary == 0 {
        return;
    }
    let planning = &pair.facts.planning;
    let minutes: Vec<u32> = (0..pair.facts.case.horizon_weeks)
        .map(|week| pair.open_days(week).map(|(_, minutes)| minutes).sum())
        .collect();
    let of_ordinary = |share: Share| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a week")]
        let minutes = (share.get() * f64::from(ordinary)).ceil() as u32;
        minutes
    };
    let first_week = of_ordinary(planning.first_week_share_least);
    let mean_week = of_ordinary(planning.weeks_share_least);
    for activity in findings.activities() {
        let weeks = planning.of(activity).weeks;
        let begins = |start: &usize| minutes[*start] >= first_week;
        let mean = |start: usize| mean_unless_empty(&minutes[start..start + weeks]);
        let all = pair.start_weeks(activity);
        let conflict = || {
            let first = all.clone().map(|start| minutes[start]).max().unwrap_or(0);
            let later = all.clone().filter(begins).map(mean).max();
            let (needed, found) = later.map_or((first_week, first), |best| (mean_week, best));
            (Figure::MinutesAWeek(needed), Figure::MinutesAWeek(found))
        };
        let lasts = |start| begins(&start) && mean(start) >= mean_week;
        findings.keep_starts(activity, all.clone(), lasts, conflict);
    }
}

/// Minutes of the mean week; nothing where a week is empty.
fn mean_unless_empty(weeks: &[u32]) -> u32 {
    let mean = weeks.iter().sum::<u32>() / u32::try_from(weeks.len()).expect("some weeks");
    if weeks.contains(&0) { 0 } else { mean }
}
