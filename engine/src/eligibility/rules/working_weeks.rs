//! Weeks with enough working days: holidays, closed days of the workplace, days the person is away.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;

/// min(minutes in the first week, mean minutes of a week) ≥ share · minutes of an ordinary week, and no week
/// of the activity is without work
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let ordinary = pair.common_hours.minutes();
    if ordinary == 0 {
        return;
    }
    let planning = &pair.facts.planning;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a week")]
    let needed = (planning.week_share_least.get() * f64::from(ordinary)).ceil() as u32;
    let minutes: Vec<u32> = (0..pair.facts.case.horizon_weeks)
        .map(|week| pair.open_days(week).map(|(_, minutes)| minutes).sum())
        .collect();
    for activity in findings.activities() {
        let weeks = planning.of(activity).weeks;
        let lasting = |start: usize| weakest(&minutes[start..start + weeks]);
        let all = pair.start_weeks(activity);
        let best = all.clone().map(lasting).max().unwrap_or(0);
        let conflict = || (Figure::MinutesAWeek(needed), Figure::MinutesAWeek(best));
        findings.keep_starts(activity, all, |start| lasting(start) >= needed, conflict);
    }
}

/// The first week, since it decides how a start goes, or the mean week; nothing where a week is empty.
fn weakest(weeks: &[u32]) -> u32 {
    let mean = weeks.iter().sum::<u32>() / u32::try_from(weeks.len()).expect("some weeks");
    if weeks.contains(&0) { 0 } else { mean.min(weeks[0]) }
}
