//! For each kind of change, which are worth a try at an opening; what is smaller comes first.

use crate::domain::{
    Activity, Adaptation, Candidate, Case, Flexibility, Opening, PositionPct, PositionRange,
    ServiceModel, WeekHours, Weekday, WeeklyMinutes, monday_of_week,
};
use crate::eligibility::{Figure, position_least, ready_for};

use super::Change;
use super::change::taking_starts;
use super::doors::Door;
use super::standing::Standing;

/// The longest horizon that a case can have, in weeks.
const HORIZON_MOST: usize = 26;

/// Hours are given in halves.
const HALF_HOUR: u16 = 30;

/// Codes of the rules that another week can open.
pub(super) const OF_WEEKS: &[&str] =
    &["not-ready-in-time", "no-start-on-these-days", "too-few-working-days", "no-common-week"];
/// Of those that another position at the workplace can open.
pub(super) const OF_POSITION: &[&str] =
    &["position-apart", "opening-below-minimum-position", "too-few-common-hours"];
/// Of those that another position of the person's can open.
pub(super) const OF_WISHED_POSITION: &[&str] =
    &["position-apart", "below-minimum-position", "too-few-common-hours"];
/// Of those that more hours can open.
pub(super) const OF_HOURS: &[&str] =
    &["too-few-common-hours", "no-start-on-these-days", "too-few-working-days", "no-common-week"];
/// Of those that another scheme can open.
pub(super) const OF_SCHEME: &[&str] = &[
    "scheme-wrong",
    "district-outside-scheme",
    "arena-outside-scheme",
    "sector-outside-scheme",
    "wage-outside-scheme",
    "wage-too-low",
    "work-not-independent",
    "quota-full",
    "decision-missing",
    "scheme-not-open",
    "decision-later",
    "follow-up-lacking",
    "below-minimum-position",
    "opening-below-minimum-position",
];

/// Every half hour above `from`, up to `most`.
pub(super) fn half_hours(
    from: WeeklyMinutes,
    most: WeeklyMinutes,
) -> impl Iterator<Item = WeeklyMinutes> {
    let first = from.minutes() / HALF_HOUR + 1;
    (first..=most.minutes() / HALF_HOUR).map(|halves| minutes(halves * HALF_HOUR))
}

fn minutes(minutes: u16) -> WeeklyMinutes {
    WeeklyMinutes::new(minutes.into()).expect("within the working week")
}

/// The most hours that a week of work has.
fn all_week() -> WeeklyMinutes {
    WeeklyMinutes::new(2_400).expect("the longest week")
}

/// A mentor with the hours that there are, or those that the candidate takes where there is none.
pub(super) fn name_mentor(
    standing: &Standing<'_>,
    who: &Candidate,
    opening: &Opening,
) -> Option<Change> {
    let name = |hours_week| Change::NameMentor { opening: opening.id.clone(), hours_week };
    if let Some(mentor) = &opening.mentor {
        return Some(name(mentor.hours_week));
    }
    let after = standing.with(&[name(all_week())])?;
    let screening = after.screen(|id| *id == who.id);
    let options = screening.candidates[&who.id].options.iter();
    let here = options.filter(|option| option.opening == opening.id);
    let most = here.flat_map(|option| option.terms.hours.mentor.iter()).max()?;
    Some(name(minutes(most.minutes().next_multiple_of(HALF_HOUR))))
}

/// Weeks of the horizon in which the workplace takes nobody new today.
pub(super) fn start_in(standing: &Standing<'_>, who: &Candidate, opening: &Opening) -> Vec<Change> {
    let case = &*standing.case;
    let planning = standing.rules.planning_on(case.first_monday);
    let planning = planning.expect("it has planned, and what could not plan is left out");
    let ready = ready_for(who).into_iter().filter(|it| opening.activities.contains(it));
    let changes = ready.flat_map(|activity| {
        let weeks = planning.of(activity).weeks;
        (0..(case.horizon_weeks + 1).saturating_sub(weeks)).map(move |week| (week, weeks))
    });
    let changes = changes.filter_map(|(week, weeks)| {
        let monday = monday_of_week(case.first_monday, week);
        let is_new =
            taking_starts(opening, monday, weeks) != (opening.open, opening.no_starts.clone());
        is_new.then(|| Change::StartIn { opening: opening.id.clone(), monday, weeks })
    });
    changes.collect()
}

/// What the candidate is ready for, and cannot be tried here.
pub(super) fn offer_activity<'a>(
    who: &Candidate,
    opening: &'a Opening,
) -> impl Iterator<Item = Change> + use<'a> {
    let lacking =
        ready_for(who).into_iter().filter(|it: &Activity| !opening.activities.contains(it));
    lacking.map(|activity| Change::OfferActivity { opening: opening.id.clone(), activity })
}

/// More hours of the mentor.
pub(super) fn mentor_hours(opening: &Opening) -> Vec<Change> {
    let from = opening.mentor.as_ref().map_or(minutes(0), |mentor| mentor.hours_week);
    let change = |to| Change::MentorHours { opening: opening.id.clone(), from, to };
    half_hours(from, all_week()).map(change).collect()
}

/// A position at the workplace that reaches the wished ones, or that the common hours hold.
pub(super) fn opening_position(
    case: &Case,
    rules: &ServiceModel,
    who: &Candidate,
    opening: &Opening,
) -> Vec<Change> {
    let from = opening.position;
    let least = position_least(case, rules, opening);
    let reaching = reaching(from, who.wanted_position, least, held(who, opening));
    let change = |to| Change::OpeningPosition { opening: opening.id.clone(), from, to };
    reaching.into_iter().map(change).collect()
}

/// A question: a wish that reaches the positions of the workplace, or that the common hours hold.
pub(super) fn ask_position(
    case: &Case,
    rules: &ServiceModel,
    who: &Candidate,
    opening: &Opening,
) -> Vec<Change> {
    if !who.flexible.contains(&Flexibility::Position) {
        return Vec::new();
    }
    let from = who.wanted_position;
    let least = position_least(case, rules, opening);
    let reaching = reaching(from, opening.position, least, held(who, opening));
    let change = |to| Change::AskPosition { candidate: who.id.clone(), from, to };
    reaching.into_iter().map(change).collect()
}

/// The largest position that the common hours hold, if they hold one.
fn held(who: &Candidate, opening: &Opening) -> Option<PositionPct> {
    let minutes = who.available.overlap(&opening.hours).minutes();
    let full_time = u32::from(WeeklyMinutes::FULL_TIME.minutes());
    PositionPct::new((minutes * 100 / full_time).min(100).into()).ok()
}

/// The smallest widenings of a range that have something in common with another, not below the least: as the
/// hours are, and within what they hold.
fn reaching(
    range: PositionRange,
    other: PositionRange,
    least: Option<PositionPct>,
    held: Option<PositionPct>,
) -> Vec<PositionRange> {
    let lowest = other.least().max(least.unwrap_or(other.least()));
    let (from, to) = (range.least().min(other.most()), range.most().max(lowest));
    let widened = [Some(from), held.map(|held| from.min(held))];
    let widened = widened.into_iter().flatten().filter_map(|from| PositionRange::new(from, to));
    widened.filter(|widened| *widened != range).collect()
}

/// More hours at the workplace, of those that suit the person.
pub(super) fn opening_hours(
    case: &Case,
    rules: &ServiceModel,
    who: &Candidate,
    opening: &Opening,
) -> Vec<Change> {
    let lacking = minutes_lacking(case, rules, who, opening);
    let change = |more: WeekHours| Change::OpeningHours {
        opening: opening.id.clone(),
        to: opening.hours.join(&more),
        more,
    };
    additions(&opening.hours, &who.available, lacking).into_iter().map(change).collect()
}

/// A question: more days or hours of the person's, of those that the work has.
pub(super) fn ask_hours(
    case: &Case,
    rules: &ServiceModel,
    who: &Candidate,
    opening: &Opening,
) -> Vec<Change> {
    if !who.flexible.contains(&Flexibility::Hours) {
        return Vec::new();
    }
    let lacking = minutes_lacking(case, rules, who, opening);
    let change = |more: WeekHours| Change::AskHours {
        candidate: who.id.clone(),
        to: who.available.join(&more),
        more,
    };
    additions(&who.available, &opening.hours, lacking).into_iter().map(change).collect()
}

/// Minutes a week that the common hours lack of the smallest position that both can live with.
fn minutes_lacking(case: &Case, rules: &ServiceModel, who: &Candidate, opening: &Opening) -> u16 {
    let least = who.wanted_position.least().max(opening.position.least());
    let least = least.max(position_least(case, rules, opening).unwrap_or(least));
    let needed = u32::from(WeeklyMinutes::of_position(least).minutes());
    let lacking = needed.saturating_sub(who.available.overlap(&opening.hours).minutes());
    u16::try_from(lacking).expect("at most a week of work")
}

/// What can come to some hours out of others: what is lacking, as few days more as can be; each stretch
/// alone, for weeks with too few days; everything. The smallest first.
fn additions(hours: &WeekHours, others: &WeekHours, lacking: u16) -> Vec<WeekHours> {
    let beyond = others.beyond(hours);
    let mut stretches: Vec<(Weekday, u16, u16)> = beyond
        .days()
        .flat_map(|day| beyond.stretches_on(day).map(move |(from, to)| (day, from, to)))
        .collect();
    // A longer day before a day more; then the longest.
    stretches.sort_by_key(|&(day, from, to)| {
        (hours.minutes_on(day) == 0, std::cmp::Reverse(to - from), day)
    });
    let whole = |&(day, from, to): &(Weekday, u16, u16)| WeekHours::stretch(day, from, to);
    let mut additions: Vec<WeekHours> = stretches.iter().map(whole).collect();
    let (mut enough, mut left) = (WeekHours::default(), lacking);
    for &(day, from, to) in &stretches {
        if left == 0 {
            break;
        }
        let taken = left.next_multiple_of(HALF_HOUR).min(to - from);
        let follows = hours.stretches_on(day).any(|(_, end)| end == from);
        let leads = hours.stretches_on(day).any(|(begin, _)| begin == to);
        let part = if leads && !follows { (to - taken, to) } else { (from, from + taken) };
        enough = enough.join(&WeekHours::stretch(day, part.0, part.1));
        left = left.saturating_sub(taken);
    }
    additions.extend([enough, beyond]);
    additions.retain(|more| more.minutes() >= u32::from(lacking).max(1));
    additions.sort_by_key(WeekHours::minutes);
    additions.dedup();
    additions
}

/// The adaptations that the candidate needs and the workplace does not offer.
pub(super) fn offer_adaptations(door: &Door<'_>) -> Option<Change> {
    let missing = door.reasons.iter().find(|reason| reason.rule == "adaptation-missing")?;
    let Figure::Codes(codes) = &missing.needed else { return None };
    let adaptations = Adaptation::ALL.iter().copied().filter(|it| codes.contains(&it.code()));
    Some(Change::OfferAdaptations {
        opening: door.opening.id.clone(),
        adaptations: adaptations.collect(),
    })
}

/// One place more at a time.
pub(super) fn places(opening: &Opening) -> Option<Change> {
    let from = opening.places;
    Some(Change::Places { opening: opening.id.clone(), from, to: from.checked_add(1)? })
}

/// A job for one more of those who try.
pub(super) fn jobs(opening: &Opening) -> Option<Change> {
    let from = opening.trials_most?;
    Some(Change::Jobs { opening: opening.id.clone(), from, to: from.checked_add(1)? })
}

/// The other schemes that there are.
pub(super) fn scheme(rules: &ServiceModel, opening: &Opening) -> Vec<Change> {
    let Some(from) = &opening.scheme else { return Vec::new() };
    let others = rules.schemes.iter().filter(|scheme| scheme.id != *from);
    let change = |scheme: &crate::domain::service_model::Scheme| Change::Scheme {
        opening: opening.id.clone(),
        from: from.clone(),
        to: scheme.id.clone(),
    };
    others.map(change).collect()
}

/// A job more under the scheme.
pub(super) fn quota(rules: &ServiceModel, door: &Door<'_>) -> Option<Change> {
    let full = door.reasons.iter().find(|reason| reason.rule == "quota-full")?;
    let (Figure::People(to), Figure::People(from)) = (&full.needed, &full.found) else {
        return None;
    };
    let scheme = rules.scheme(door.opening.scheme.as_ref()?)?;
    Some(Change::Quota { scheme: scheme.id.clone(), from: *from, to: *to })
}

/// Plans for more weeks, as far as a start in the last of them is worth something.
pub(super) fn further(case: &Case, rules: &ServiceModel) -> Vec<Change> {
    let from = case.horizon_weeks;
    let discount = rules.rules.start_discount.on(case.first_monday).map_or(0.0, |it| it.get());
    let is_worth = |weeks: &usize| {
        discount * f64::from(u32::try_from(weeks - 1).expect("a horizon is short")) < 1.0
    };
    (from + 1..=HORIZON_MOST).filter(is_worth).map(|to| Change::Horizon { from, to }).collect()
}

/// Changes that take away one of the things that close an opening, or that its weeks are short of.
pub(super) fn towards(standing: &Standing<'_>, who: &Candidate, door: &Door<'_>) -> Vec<Change> {
    let (case, rules, opening) = (&*standing.case, &*standing.rules, door.opening);
    let closes =
        |codes: &[&str]| door.closed_by.values().flatten().any(|code| codes.contains(code));
    let mut changes = Vec::new();
    if closes(&["mentor-missing"]) {
        changes.extend(name_mentor(standing, who, opening));
    }
    if closes(OF_POSITION) {
        changes.extend(opening_position(case, rules, who, opening).into_iter().next());
    }
    if closes(&["too-few-common-hours"]) {
        changes.extend(opening_hours(case, rules, who, opening).into_iter().next());
        changes.extend(ask_hours(case, rules, who, opening).into_iter().next());
    }
    if closes(&["adaptation-missing"]) {
        changes.extend(offer_adaptations(door));
    }
    if closes(OF_SCHEME) {
        changes.extend(scheme(rules, opening));
        changes.extend(quota(rules, door));
    }
    if closes(OF_WISHED_POSITION) {
        changes.extend(ask_position(case, rules, who, opening).into_iter().next());
    }
    if door.is_open() {
        changes.extend(places(opening));
        changes.extend(jobs(opening));
    }
    changes
}
