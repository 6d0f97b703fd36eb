//! The smallest single changes that give one candidate a start; where there is none, two together.
//!
//! Reasons and shortages say which changes are worth a try and how large they must be at least; whether a
//! change gives a start is said by stating what is left again.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::corner::View;
use super::doors::{Door, NOT_OFFERED, candidate, doors};
use super::standing::{Gives, Standing};
use super::{Change, Side, propose};
use crate::domain::{
    Activity, Agreed, Candidate, CandidateId, Case, Flexibility, JobSpecialist, Opening, OpeningId,
    Travel, TravelMinutes, TravelMode, WeeklyMinutes,
};
use crate::eligibility::EligibleOption;
use crate::problem::Shortage;
use crate::problem::state::caseload_most;

/// Changes that give a start together, and the best start that they give.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) changes: Vec<Change>,
    pub(super) gives: Gives,
}

/// A longer way is asked about up to this multiple of the longest that the person has stated (an assumption:
/// beyond it, the question is another one).
const WAY_MOST: u16 = 2;

/// Everything that gives a candidate a start, the best of each kind before the next best.
pub(super) fn repairs(standing: &Standing<'_>, id: &CandidateId) -> Vec<Found> {
    let everywhere = &standing.of_one(id);
    let who = candidate(everywhere, id);
    let doors = doors(everywhere, who);
    let near = doors.iter().map(|door| door.opening.id.clone()).collect();
    let nearby = &everywhere.corner(View::from([(id.clone(), near)]));
    let mut found: Vec<Found> = doors.iter().flat_map(|door| at_door(nearby, who, door)).collect();
    found.extend(hours_and_rooms(nearby, who, &doors));
    let assigned = assignments(nearby, who).into_iter();
    found.extend(assigned.filter_map(|assign| verify(nearby, who, assign)).min_by(order));
    found.extend(by_car(everywhere, who));
    found.extend(smallest(nearby, who, &propose::further(&nearby.case, &nearby.rules)));
    found.extend(longer_way(everywhere, who));
    if found.is_empty() {
        found = two_together(nearby, who, &doors);
        found.extend(driven_and_more(everywhere, who));
        found.extend(assigned_and_more(nearby, who));
    }
    found.sort_by(order);
    found
}

/// Workplace and service before questions, wished-for work before other work, what is easier before what is
/// harder, small before large, what is worth more before what is worth less.
fn order(one: &Found, other: &Found) -> Ordering {
    let key = |found: &Found| {
        let asks = found.changes.iter().any(|change| change.side() == Side::Person);
        let ranks: Vec<u8> = found.changes.iter().map(Change::rank).collect();
        let size: usize = found.changes.iter().map(Change::size).sum();
        (asks, !found.gives.wished, ranks, size)
    };
    let worth = other.gives.worth.total_cmp(&one.gives.worth);
    let opening = |found: &Found| found.changes[0].opening().cloned();
    let by_opening = || opening(one).cmp(&opening(other));
    key(one).cmp(&key(other)).then(worth).then_with(by_opening)
}

/// Whether a change gives the candidate a start, and which.
fn verify(standing: &Standing<'_>, who: &Candidate, change: Change) -> Option<Found> {
    let gives = standing.with(std::slice::from_ref(&change))?.gives(&who.id)?;
    Some(Found { changes: vec![change], gives })
}

/// The first of some changes that gives a start.
fn first(
    standing: &Standing<'_>,
    who: &Candidate,
    changes: impl IntoIterator<Item = Change>,
) -> Option<Found> {
    changes.into_iter().find_map(|change| verify(standing, who, change))
}

/// The smallest of changes by size that gives a start, where a larger one does whenever a smaller does.
fn smallest(standing: &Standing<'_>, who: &Candidate, changes: &[Change]) -> Option<Found> {
    let mut best = verify(standing, who, changes.last()?.clone())?;
    let (mut from, mut to) = (0, changes.len() - 1);
    while from < to {
        let middle = from.midpoint(to);
        match verify(standing, who, changes[middle].clone()) {
            Some(found) => (best, to) = (found, middle),
            None => from = middle + 1,
        }
    }
    Some(best)
}

/// Single changes at one opening, and questions about it: the smallest of each kind that gives a start.
fn at_door(standing: &Standing<'_>, who: &Candidate, door: &Door<'_>) -> Vec<Found> {
    if standing.effort.is_spent() {
        return Vec::new();
    }
    let standing = &door.around(standing, who);
    let (case, rules) = (&*standing.case, &*standing.rules);
    let opening = door.opening;
    let mut found = Vec::new();
    if door.is_closed_only_by(&["mentor-missing"]) {
        found.extend(first(standing, who, propose::name_mentor(standing, who, opening)));
    }
    if door.is_open() || door.is_closed_only_by(propose::OF_WEEKS) {
        found.extend(start_in(standing, who, opening));
    }
    if door.is_open() || door.is_closed_only_by(&[NOT_OFFERED]) {
        found.extend(first(standing, who, propose::offer_activity(who, opening)));
    }
    let is_of_hours = |shortage: &Shortage| {
        matches!(shortage, Shortage::MentorHours { .. } | Shortage::SpecialistHours { .. })
    };
    if door.is_short_only_of(is_of_hours) {
        found.extend(smallest(standing, who, &propose::mentor_hours(opening)));
    }
    if door.is_closed_only_by(propose::OF_POSITION) {
        found.extend(first(standing, who, propose::opening_position(case, rules, who, opening)));
    }
    if door.is_closed_only_by(propose::OF_HOURS) {
        found.extend(first(standing, who, propose::opening_hours(case, rules, who, opening)));
    }
    if door.is_closed_only_by(&["adaptation-missing"]) {
        found.extend(first(standing, who, propose::offer_adaptations(door)));
    }
    if door.is_short_only_of(|it| matches!(it, Shortage::Place { .. })) {
        found.extend(first(standing, who, propose::places(opening)));
    }
    if door.is_short_only_of(|it| matches!(it, Shortage::Job)) {
        found.extend(first(standing, who, propose::jobs(opening)));
    }
    if door.is_closed_only_by(propose::OF_SCHEME) {
        found.extend(first(standing, who, propose::scheme(rules, opening)));
    }
    if door.is_closed_only_by(&["quota-full"]) {
        found.extend(first(standing, who, propose::quota(rules, door)));
    }
    if door.is_closed_only_by(propose::OF_WISHED_POSITION) {
        found.extend(first(standing, who, propose::ask_position(case, rules, who, opening)));
    }
    if door.is_closed_only_by(propose::OF_HOURS) {
        found.extend(first(standing, who, propose::ask_hours(case, rules, who, opening)));
    }
    found
}

/// The first week in which the workplace would not take somebody new, and could.
fn start_in(standing: &Standing<'_>, who: &Candidate, opening: &Opening) -> Option<Found> {
    let changes = propose::start_in(standing, who, opening);
    // All weeks at once show whether any is worth a look.
    standing.with(&changes)?.gives(&who.id).filter(|_| !changes.is_empty())?;
    first(standing, who, changes)
}

/// More hours of the candidate's specialist, or room for more people.
fn hours_and_rooms(standing: &Standing<'_>, who: &Candidate, doors: &[Door<'_>]) -> Vec<Found> {
    let case = &*standing.case;
    let own = case.specialists.iter().find(|it| Some(&it.id) == who.specialist.as_ref());
    let Some(specialist) = own else { return Vec::new() };
    let is_short =
        |is_such: fn(&Shortage) -> bool| doors.iter().any(|it| it.is_short_only_of(is_such));
    let mut found = Vec::new();
    if is_short(|it| matches!(it, Shortage::SpecialistHours { .. })) {
        let most = WeeklyMinutes::of_position(specialist.position);
        let from = specialist.support_hours_week;
        let change = |to| Change::SpecialistHours { specialist: specialist.id.clone(), from, to };
        let changes: Vec<Change> = propose::half_hours(from, most).map(change).collect();
        found.extend(smallest(standing, who, &changes));
    }
    if is_short(|it| matches!(it, Shortage::Caseload)) {
        let kept = case.agreed.iter().filter(|it| is_trial_with(case, it, specialist)).count();
        let present = specialist.present_caseload + u32::try_from(kept).expect("some people");
        let from = caseload_most(case, &standing.rules, specialist);
        let to = from.max(present) + 1;
        found.extend(verify(
            standing,
            who,
            Change::Caseload { specialist: specialist.id.clone(), from, to },
        ));
    }
    found
}

fn is_trial_with(case: &Case, agreed: &Agreed, specialist: &JobSpecialist) -> bool {
    let own = |it: &&Candidate| it.id == agreed.candidate;
    let whose = case.candidates.iter().find(own).and_then(|it| it.specialist.as_ref());
    agreed.activity == Activity::Trial && whose == Some(&specialist.id)
}

/// What stands once something about the candidate's way is otherwise.
fn travelling<'s>(
    standing: &'s Standing<'_>,
    who: &Candidate,
    otherwise: impl FnOnce(&mut Travel),
) -> Standing<'s> {
    let mut case = standing.case.clone().into_owned();
    let own = case.candidates.iter_mut().find(|it| it.id == who.id);
    otherwise(&mut own.expect("those who wait are in the case").travel);
    Standing { case: Cow::Owned(case), ..standing.same() }
}

/// Somebody drives: the best opening that is within the time the person has stated, by car.
fn by_car(standing: &Standing<'_>, who: &Candidate) -> Option<Found> {
    let driven = driven(standing, who)?;
    let opening = driven.gives(&who.id)?.opening;
    verify(standing, who, transport(standing, &driven, who, opening)?)
}

/// What stands when somebody drives a candidate who does not come by car.
fn driven<'s>(standing: &'s Standing<'_>, who: &Candidate) -> Option<Standing<'s>> {
    let comes_otherwise = !who.travel.modes.contains(&TravelMode::Car);
    let drive = |travel: &mut Travel| travel.modes = vec![TravelMode::Car];
    comes_otherwise.then(|| travelling(standing, who, drive))
}

/// Somebody drives to this opening.
fn transport(
    standing: &Standing<'_>,
    driven: &Standing<'_>,
    who: &Candidate,
    opening: OpeningId,
) -> Option<Change> {
    let to = ways(driven, who).remove(&opening)?;
    let far = travelling(standing, who, |travel| travel.minutes_most = TravelMinutes::MOST);
    let workplace = standing.case.openings.iter().find(|it| it.id == opening)?.workplace.clone();
    let from = ways(&far, who).remove(&opening).map(TravelMinutes::get);
    Some(Change::Transport { candidate: who.id.clone(), workplace, opening, from, to })
}

/// Somebody drives, and one thing more: at the workplace, or a question about a longer way by car.
fn driven_and_more(standing: &Standing<'_>, who: &Candidate) -> Vec<Found> {
    let Some(driven) = driven(standing, who) else { return Vec::new() };
    let doors = doors(&driven, candidate(&driven, &who.id));
    let with_more = doors.iter().flat_map(|door| at_door(&driven, who, door));
    let further = longer_way(&driven, who);
    let together = |Found { changes, gives }: Found| {
        let closer = driven.with(&changes)?;
        let mut changes = changes;
        changes.push(transport(standing, &closer, who, gives.opening)?);
        changes.sort_by_key(Change::rank);
        let gives = standing.with(&changes)?.gives(&who.id)?;
        Some(Found { changes, gives })
    };
    with_more.chain(further).filter_map(together).collect()
}

/// Minutes to each opening where something can be tried.
fn ways(standing: &Standing<'_>, who: &Candidate) -> BTreeMap<OpeningId, TravelMinutes> {
    let mut screening = standing.screen(|id| *id == who.id);
    let screened = screening.candidates.remove(&who.id).expect("it was screened");
    let way = |option: EligibleOption| {
        let minutes = TravelMinutes::new(option.terms.travel.minutes?.into()).ok()?;
        Some((option.opening, minutes))
    };
    screened.options.into_iter().filter_map(way).collect()
}

/// A question: the least longer way that gives a start, in work of a wished-for kind where there is some.
fn longer_way(standing: &Standing<'_>, who: &Candidate) -> Option<Found> {
    if !who.flexible.contains(&Flexibility::Travel) {
        return None;
    }
    let from = who.travel.minutes_most;
    let most = TravelMinutes::new((WAY_MOST * from.get()).into()).unwrap_or(TravelMinutes::MOST);
    let far = travelling(standing, who, |travel| travel.minutes_most = most);
    let ways = ways(&far, who);
    let is_wished = |opening: &Opening| who.interests.iter().any(|it| it.family == opening.family);
    let ask = |is_asked: &dyn Fn(&Opening) -> bool| {
        let openings = standing.case.openings.iter().filter(|opening| is_asked(opening));
        let ways: BTreeSet<TravelMinutes> =
            openings.filter_map(|it| ways.get(&it.id).copied()).filter(|to| *to > from).collect();
        let ask = |to| Change::AskTravel { candidate: who.id.clone(), from, to };
        smallest(standing, who, &ways.into_iter().map(ask).collect::<Vec<_>>())
    };
    ask(&is_wished).or_else(|| ask(&|_| true))
}

/// The candidate gets a job specialist, who gets more hours or room.
fn assigned_and_more(standing: &Standing<'_>, who: &Candidate) -> Vec<Found> {
    let with_more = assignments(standing, who).into_iter().flat_map(|assign| {
        let assigned = standing.with(std::slice::from_ref(&assign));
        let more = assigned.map(|assigned| {
            let who = candidate(&assigned, &who.id);
            hours_and_rooms(&assigned, who, &doors(&assigned, who))
        });
        let more = more.into_iter().flatten();
        let together = move |Found { mut changes, gives }: Found| {
            changes.push(assign.clone());
            changes.sort_by_key(Change::rank);
            Found { changes, gives }
        };
        more.map(together).collect::<Vec<_>>()
    });
    with_more.collect()
}

/// Each job specialist for a candidate who has none.
fn assignments(standing: &Standing<'_>, who: &Candidate) -> Vec<Change> {
    if who.specialist.is_some() {
        return Vec::new();
    }
    let assign = |specialist: &JobSpecialist| Change::AssignSpecialist {
        candidate: who.id.clone(),
        specialist: specialist.id.clone(),
    };
    standing.case.specialists.iter().map(assign).collect()
}

/// How many openings are looked at for two changes together: those that fewest rules close.
const DOORS_FOR_TWO: usize = 12;

/// Two changes that give a start together, at one opening; at most one of them a question.
fn two_together(standing: &Standing<'_>, who: &Candidate, doors: &[Door<'_>]) -> Vec<Found> {
    let codes = |door: &&Door<'_>| door.closed_by.values().map(BTreeSet::len).min().unwrap_or(0);
    let mut doors: Vec<&Door<'_>> = doors.iter().collect();
    doors.sort_by_key(|door| (codes(door), door.opening.id.clone()));
    let mut found: Vec<Found> = Vec::new();
    for door in doors.into_iter().take(DOORS_FOR_TWO) {
        let standing = &door.around(standing, who);
        for one in propose::towards(standing, who, door) {
            let Some(closer) = standing.with(std::slice::from_ref(&one)) else { continue };
            let who = candidate(&closer, &who.id);
            let doors: Vec<Door<'_>> = self::doors(&closer, who)
                .into_iter()
                .filter(|it| it.opening.id == door.opening.id)
                .collect();
            let others = doors.iter().flat_map(|door| at_door(&closer, who, door));
            let others = others.chain(hours_and_rooms(&closer, who, &doors));
            let further = || smallest(&closer, who, &propose::further(&closer.case, &closer.rules));
            let others = others.chain(doors.iter().any(Door::is_open).then(further).flatten());
            for Found { changes, gives } in others {
                let mut changes: Vec<Change> = changes.into_iter().chain([one.clone()]).collect();
                changes.sort_by_key(Change::rank);
                let asks = changes.iter().filter(|it| it.side() == Side::Person).count();
                if asks < 2 && !found.iter().any(|it| it.changes == changes) {
                    found.push(Found { changes, gives });
                }
            }
        }
    }
    found
}
