//! The specialist's hours, held against the share of the post that the service has for follow-up.

use super::super::Figure;
use super::super::facts::Pair;
use super::super::findings::Findings;
use super::super::terms;
use crate::domain::WeeklyMinutes;

/// the specialist's hours in the heaviest week ≤ share · post − follow-up promised in a mean week; where no share is
/// known, or nobody's hours, this is a matter for the plan
pub(super) fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let facts = pair.facts;
    let share = facts.model.rules.follow_up_share_of_post.on(facts.case.first_monday);
    let own = pair.candidate.specialist.as_ref();
    let own = facts.case.specialists.iter().find(|specialist| Some(&specialist.id) == own);
    let Some((share, specialist)) = share.zip(own) else { return };
    let post = f64::from(WeeklyMinutes::of_position(specialist.position).minutes());
    let promised = facts.promised_follow_up.get(&specialist.id).copied().unwrap_or(0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a week")]
    let free = (share.get() * post - promised).max(0.0) as u32;
    for activity in findings.activities() {
        let hours = terms::hours_taken(pair, activity).specialist;
        let heaviest = hours.iter().max().map_or(0, |week| u32::from(week.minutes()));
        if heaviest > free {
            findings.close_activity(
                activity,
                Figure::MinutesAWeek(heaviest),
                Figure::MinutesAWeek(free),
            );
        }
    }
}
