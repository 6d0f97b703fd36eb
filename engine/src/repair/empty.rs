//! Openings that stand empty, from the employer's side: which of their own facts keep people away, and what
//! would bring more.
//!
//! Told in facts of the opening only. A number of people below five is never told, and what would follow one
//! person's hours, position or adaptations is told only when at least five people stand behind it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::bundle::{Bundle, bundle};
use super::doors::{Door, NOT_OFFERED};
use super::search::Found;
use super::standing::Standing;
use super::{Change, Edit, Side, propose};
use crate::domain::{Candidate, CandidateId, Case, Consent, Opening, OpeningId};
use crate::eligibility::{Screened, Screening, screen};
use crate::explain::{Answer, Grounds};

/// The smallest number of people that is told.
pub(super) const FEWEST_TOLD: usize = 5;

/// The most changes that are held against everyone, of one opening.
const MOST_TRIED: usize = 24;

/// The most lines about one opening.
const MOST_LINES: usize = 3;

/// A number of people, told from five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum People {
    /// None to four.
    FewerThanFive,
    /// So many.
    Number(usize),
}

impl People {
    pub(super) fn of(number: usize) -> Self {
        if number < FEWEST_TOLD { Self::FewerThanFive } else { Self::Number(number) }
    }
}

/// An opening for which nothing is proposed, as its employer may see it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EmptyOpening {
    /// Which.
    pub opening: OpeningId,
    /// For how many it is possible.
    pub possible_for: People,
    /// Its own facts that keep people away, those that keep most away first.
    pub keeps_away: Vec<KeepsAway>,
    /// Changes on its side that make it possible for more.
    pub repairs: Vec<MorePeople>,
    /// Tasks and hours with which it would fit those who wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bundle: Option<Bundle>,
}

/// A fact of the opening that keeps people away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KeepsAway {
    /// The code of the rule.
    pub rule: &'static str,
    /// How many it keeps away, whatever else does.
    pub people: People,
}

/// A change at the opening, and what it brings.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MorePeople {
    /// What is changed.
    pub change: Change,
    /// The same as edits of the text of the case.
    pub edits: Vec<Edit>,
    /// For how many the opening is possible then.
    pub possible_for: People,
    /// Whether somebody who waits gets a start there; verified by solving again.
    pub fills: bool,
}

/// Rules about a person's wishes, consent or history, and about other people: never told here.
const NOT_THE_OPENINGS: &[&str] = &[
    "no-yes-to-taking-part",
    "declined",
    "below-minimum-position",
    "avoided-family",
    "avoided-employer",
    "release-refused",
    "made-for-another",
    "preparation",
    "decision-missing",
    "decision-later",
];

/// The unused openings of an answer.
pub(super) fn empty(
    grounds: Grounds<'_>,
    answer: &Answer,
    standing: &Standing<'_>,
    found: &BTreeMap<CandidateId, Vec<Found>>,
) -> Vec<EmptyOpening> {
    let unused: BTreeSet<&OpeningId> = answer.unused.iter().map(|unused| &unused.opening).collect();
    let openings = grounds.case.openings.iter().filter(|opening| unused.contains(&opening.id));
    let free: Vec<&Opening> = openings.filter(|opening| opening.made_for.is_none()).collect();
    free.par_iter().map(|opening| look_at(grounds, standing, found, opening)).collect()
}

fn look_at(
    grounds: Grounds<'_>,
    standing: &Standing<'_>,
    found: &BTreeMap<CandidateId, Vec<Found>>,
    opening: &Opening,
) -> EmptyOpening {
    let Grounds { case, rules, planning, .. } = grounds;
    let alone = only(case, opening);
    let screening = screen(&alone, rules, planning);
    let possible = possible(&alone, &screening);
    let fills: Vec<Change> = found
        .values()
        .flatten()
        .filter(|found| found.changes.len() == 1 && found.changes[0].opening() == Some(&opening.id))
        .map(|found| found.changes[0].clone())
        .filter(|change| change.side() == Side::Workplace)
        .collect();
    let mut tried = proposed(standing, &alone, &screening, opening);
    tried.extend(fills.iter().cloned());
    let mut repairs: Vec<(usize, MorePeople)> = Vec::new();
    for change in tried {
        if repairs.iter().any(|(_, repair)| repair.change == change) {
            continue;
        }
        let (after, rules_after) = change.apply(&alone, rules);
        let Ok(planning) = rules_after.planning_on(after.first_monday) else { continue };
        let then = self::possible(&after, &screen(&after, &rules_after, planning));
        let more = then.saturating_sub(possible);
        let is_filling = fills.contains(&change);
        if more < FEWEST_TOLD && (is_about_a_person(&change) || !is_filling) {
            continue;
        }
        let repair = MorePeople {
            edits: change.edits(case, rules),
            possible_for: People::of(then),
            fills: is_filling,
            change,
        };
        repairs.push((more, repair));
    }
    repairs.sort_by_key(|(more, it)| {
        (!it.fills, std::cmp::Reverse(*more), it.change.rank(), it.change.size())
    });
    let mut kinds = BTreeSet::new();
    repairs.retain(|(_, repair)| kinds.insert(repair.change.rank()));
    EmptyOpening {
        opening: opening.id.clone(),
        possible_for: People::of(possible),
        keeps_away: keeps_away(&alone, &screening, opening),
        repairs: repairs.into_iter().map(|(_, repair)| repair).take(MOST_LINES).collect(),
        bundle: bundle(standing, opening),
    }
}

/// Whether the figures of a change are those of one person's needs or wishes.
fn is_about_a_person(change: &Change) -> bool {
    matches!(
        change,
        Change::OpeningHours { .. }
            | Change::OpeningPosition { .. }
            | Change::OfferAdaptations { .. }
    )
}

/// The case with this opening alone.
fn only(case: &Case, opening: &Opening) -> Case {
    Case { openings: vec![opening.clone()], agreed: Vec::new(), ..case.clone() }
}

fn takes_part(candidate: &Candidate) -> bool {
    candidate.consent == Consent::Yes
}

/// For how many of those who take part something is possible.
fn possible(case: &Case, screening: &Screening) -> usize {
    let takes_part = case.candidates.iter().filter(|candidate| takes_part(candidate));
    takes_part.filter(|it| !screening.candidates[&it.id].options.is_empty()).count()
}

/// Changes that open the opening for somebody, each from the rules that close it.
fn proposed(
    standing: &Standing<'_>,
    case: &Case,
    screening: &Screening,
    opening: &Opening,
) -> Vec<Change> {
    let rules = &*standing.rules;
    let mut changes: Vec<Change> = Vec::new();
    for who in case.candidates.iter().filter(|candidate| takes_part(candidate)) {
        let screened: &Screened = &screening.candidates[&who.id];
        if !screened.options.is_empty() {
            continue;
        }
        let door = Door::closed(opening, who, screened);
        if door.is_closed_only_by(propose::OF_POSITION) {
            changes.extend(propose::opening_position(case, rules, who, opening));
        }
        if door.is_closed_only_by(propose::OF_HOURS) {
            changes.extend(propose::opening_hours(case, rules, who, opening));
        }
        if door.is_closed_only_by(&["adaptation-missing"]) {
            changes.extend(propose::offer_adaptations(&door));
        }
        if door.is_closed_only_by(&[NOT_OFFERED]) {
            changes.extend(propose::offer_activity(who, opening));
        }
    }
    let mut distinct: Vec<Change> = Vec::new();
    for change in changes {
        if distinct.len() < MOST_TRIED && !distinct.contains(&change) {
            distinct.push(change);
        }
    }
    distinct
}

/// How many each fact of the opening keeps away.
fn keeps_away(case: &Case, screening: &Screening, opening: &Opening) -> Vec<KeepsAway> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for who in case.candidates.iter().filter(|candidate| takes_part(candidate)) {
        let screened = &screening.candidates[&who.id];
        if !screened.options.is_empty() {
            continue;
        }
        let far = screened.nearest_out_of_reach.iter().map(|(_, reason)| reason.rule);
        let near = screened.refused.get(&opening.id).into_iter().flatten();
        let codes: BTreeSet<&'static str> = near.map(|reason| reason.rule).chain(far).collect();
        for code in codes.into_iter().filter(|code| !NOT_THE_OPENINGS.contains(code)) {
            *counts.entry(code).or_default() += 1;
        }
    }
    let mut counts: Vec<(&'static str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(rule, people)| (std::cmp::Reverse(*people), *rule));
    let told = counts
        .into_iter()
        .filter(|(rule, people)| *rule != "adaptation-missing" || *people >= FEWEST_TOLD);
    told.map(|(rule, people)| KeepsAway { rule, people: People::of(people) }).collect()
}
