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
use super::effort::Effort;
use super::rivals::Rivals;
use super::search::Found;
use super::standing::Standing;
use super::{Change, Edit, Side, propose};
use crate::domain::{Candidate, Case, Consent, Opening, OpeningId};
use crate::eligibility::{REACH, Screened, Screening, screen};
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
    /// Whether the search ended at its limit of work, so that there may be more that helps.
    pub cut_short: bool,
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
    rivals: &Rivals<'_>,
    found: &[Found],
    work: u64,
) -> Vec<EmptyOpening> {
    let unused: BTreeSet<&OpeningId> = answer.unused.iter().map(|unused| &unused.opening).collect();
    let openings = grounds.case.openings.iter().filter(|opening| unused.contains(&opening.id));
    let free: Vec<&Opening> = openings.filter(|opening| opening.made_for.is_none()).collect();
    let each = work / (free.len() as u64).max(1);
    let look_at = |opening: &&Opening| {
        let effort = Effort::of(each);
        let standing = Standing { effort: &effort, ..standing.same() };
        look_at(grounds, &standing, rivals, found, opening)
    };
    free.par_iter().map(look_at).collect()
}

fn look_at(
    grounds: Grounds<'_>,
    standing: &Standing<'_>,
    rivals: &Rivals<'_>,
    found: &[Found],
    opening: &Opening,
) -> EmptyOpening {
    let Grounds { case, rules, screening, .. } = grounds;
    let takes_part: Vec<&Candidate> =
        case.candidates.iter().filter(|it| it.consent == Consent::Yes).collect();
    let alone = only(case, &takes_part, screening, opening);
    let possible =
        takes_part.iter().filter(|it| has_option(&screening.candidates[&it.id], opening)).count();
    let fills: Vec<Change> = found
        .iter()
        .filter(|found| found.changes.len() == 1 && found.changes[0].opening() == Some(&opening.id))
        .map(|found| found.changes[0].clone())
        .filter(|change| change.side() == Side::Workplace)
        .collect();
    let mut tried = proposed(standing, &takes_part, screening, opening);
    tried.extend(fills.iter().cloned());
    let mut repairs: Vec<(usize, MorePeople)> = Vec::new();
    for change in tried {
        if repairs.iter().any(|(_, repair)| repair.change == change) {
            continue;
        }
        if standing.effort.is_spent() {
            break;
        }
        standing.effort.look(alone.candidates.len());
        let (after, rules_after) = change.apply(&alone, rules);
        let Ok(planning) = rules_after.planning_on(after.first_monday) else { continue };
        let after = screen(&after, &rules_after, planning);
        let then = after.candidates.values().filter(|it| !it.options.is_empty()).count();
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
        keeps_away: keeps_away(&takes_part, screening, opening),
        repairs: repairs.into_iter().map(|(_, repair)| repair).take(MOST_LINES).collect(),
        bundle: bundle(screening, standing, rivals, opening),
        cut_short: standing.effort.is_spent(),
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

/// The case with this opening alone and those of some people who are within its reach.
fn only(case: &Case, people: &[&Candidate], screening: &Screening, opening: &Opening) -> Case {
    let is_near = |who: &&&Candidate| {
        let screened = &screening.candidates[&who.id];
        screened.refused.contains_key(&opening.id) || has_option(screened, opening)
    };
    Case {
        candidates: people.iter().filter(is_near).map(|&it| it.clone()).collect(),
        openings: vec![opening.clone()],
        agreed: Vec::new(),
        taken_places: Vec::new(),
        ..case.clone()
    }
}

/// Whether something can be tried at an opening.
pub(super) fn has_option(screened: &Screened, opening: &Opening) -> bool {
    screened.options.iter().any(|option| option.opening == opening.id)
}

/// Changes that open the opening for somebody, each from the rules that close it.
fn proposed(
    standing: &Standing<'_>,
    people: &[&Candidate],
    screening: &Screening,
    opening: &Opening,
) -> Vec<Change> {
    let (case, rules) = (&*standing.case, &*standing.rules);
    let mut changes: Vec<Change> = Vec::new();
    for who in people {
        let screened: &Screened = &screening.candidates[&who.id];
        if has_option(screened, opening) {
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
fn keeps_away(people: &[&Candidate], screening: &Screening, opening: &Opening) -> Vec<KeepsAway> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for who in people {
        let screened = &screening.candidates[&who.id];
        if has_option(screened, opening) {
            continue;
        }
        let codes: BTreeSet<&'static str> = match screened.refused.get(&opening.id) {
            Some(reasons) => reasons.iter().map(|reason| reason.rule).collect(),
            // Too far away to be looked at.
            None => BTreeSet::from([REACH]),
        };
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
