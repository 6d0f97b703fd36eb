//! The hard rules, one per file: a pair is eligible, or here is every reason it is not.
//!
//! Case and service model come in; for each candidate, options with their terms and refused openings with
//! all their reasons go out. `rules/mod.rs` is the table of rules. Openings out of reach are found by a grid and
//! never held against a person one by one.

mod facts;
mod findings;
mod grid;
mod outcome;
mod rules;
mod terms;
mod travel;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

pub use facts::position_least;
use facts::{Facts, Pair};
use findings::Findings;
use grid::Grid;
pub use outcome::{
    BelowPositionLeast, EligibleOption, Figure, Ground, HoursTaken, NextStep, Reason, Screened,
    Screening, StartWindow, Terms, TravelBasis, WayToWork,
};
pub(crate) use rules::REACH;
pub use rules::ready_for;

use crate::domain::service_model::Planning;
use crate::domain::{
    Agreed, Candidate, CandidateId, Case, Opening, OpeningId, ServiceModel, WeeklyMinutes,
    WorkplaceId,
};

/// The stable codes of all rules, in the order in which reasons are told.
pub fn rule_codes() -> impl Iterator<Item = &'static str> {
    rules::RULES.iter().map(|rule| rule.code)
}

/// Finds what is possible for every candidate of a case, under the rules in force on its first Monday.
#[must_use]
pub fn screen(case: &Case, model: &ServiceModel, planning: Planning<'_>) -> Screening {
    screen_some(case, model, planning, |_| true, |_, _| true)
}

/// As [`screen`], for those of the case's candidates who are asked for, at the openings that are asked for;
/// the others are not in the screening.
#[must_use]
pub fn screen_some(
    case: &Case,
    model: &ServiceModel,
    planning: Planning<'_>,
    is_asked_for: impl Fn(&CandidateId) -> bool,
    is_asked_at: impl Fn(&CandidateId, &OpeningId) -> bool,
) -> Screening {
    let facts = Facts::new(case, model, planning);
    let nearby = Nearby::new(&facts);
    let screened = |candidate: &Candidate| {
        let at = |opening: &OpeningId| is_asked_at(&candidate.id, opening);
        (candidate.id.clone(), screen_candidate(&facts, &nearby, candidate, at))
    };
    let candidates = case.candidates.iter().filter(|candidate| is_asked_for(&candidate.id));
    Screening {
        candidates: candidates.map(screened).collect(),
        agreed: case.agreed.iter().map(|agreed| hours_taken(&facts, agreed)).collect(),
    }
}

/// Every reason against one pair, wherever the opening lies; none where something can be tried.
#[must_use]
pub fn reasons_against(
    case: &Case,
    model: &ServiceModel,
    planning: Planning<'_>,
    candidate: &Candidate,
    opening: &Opening,
) -> Vec<Reason> {
    let facts = Facts::new(case, model, planning);
    judge(facts.pair(candidate, opening)).1.reasons
}

/// What the rules find about a pair. Where the opening's scheme is not settled they are held against every scheme
/// that it could be under, and what is found is under the one that leaves most; of these the first with the
/// fewest reasons, in the order of the service model. So what every such scheme demands is demanded.
fn judge(pair: Pair<'_>) -> (Pair<'_>, Findings) {
    let under = pair.under_each_scheme().into_iter().map(|pair| {
        let findings = Findings::of(&pair, rules::RULES);
        (pair, findings)
    });
    let leaves = |findings: &Findings| (findings.starts_left(), Reverse(findings.reasons.len()));
    let best =
        under.reduce(|best, next| if leaves(&next.1) > leaves(&best.1) { next } else { best });
    best.expect("a pair is judged at least once")
}

fn hours_taken(facts: &Facts<'_>, agreed: &Agreed) -> HoursTaken {
    let candidate = facts.case.candidates.iter().find(|c| c.id == agreed.candidate);
    let opening = facts.case.openings.iter().find(|o| o.id == agreed.opening);
    let pair = facts.pair(candidate.expect("ids resolve"), opening.expect("ids resolve"));
    let taken = terms::hours_taken(&pair, agreed.activity);
    let cut = |mut weeks: Vec<WeeklyMinutes>| {
        // A promise of another length than usual takes what the last week takes.
        let last = *weeks.last().expect("an activity has weeks");
        weeks.resize(usize::from(agreed.weeks.get()), last);
        weeks
    };
    HoursTaken {
        mentor: cut(taken.mentor),
        specialist: cut(taken.specialist),
        stands_in: cut(taken.stands_in),
    }
}

fn screen_candidate(
    facts: &Facts<'_>,
    nearby: &Nearby<'_>,
    candidate: &Candidate,
    is_asked_at: impl Fn(&OpeningId) -> bool,
) -> Screened {
    let openings = nearby.openings(facts, candidate).into_iter();
    let openings: Vec<usize> =
        openings.filter(|&index| is_asked_at(&facts.case.openings[index].id)).collect();
    let asked = facts.case.openings.iter().filter(|opening| is_asked_at(&opening.id));
    let mut screened = Screened {
        out_of_reach: asked.count() - openings.len(),
        route: route(facts, candidate),
        ..Screened::default()
    };
    for index in openings {
        let (pair, findings) = judge(facts.pair(candidate, &facts.case.openings[index]));
        screened.options.extend(terms::options(&pair, &findings));
        if !findings.reasons.is_empty() {
            screened.refused.insert(pair.opening.id.clone(), findings.reasons);
        }
    }
    screened.options.sort_by(|a, b| (&a.opening, a.activity).cmp(&(&b.opening, b.activity)));
    if screened.options.is_empty() && screened.out_of_reach > 0 {
        let outside = facts.case.openings.iter().filter(|opening| {
            is_asked_at(&opening.id) && !screened.refused.contains_key(&opening.id)
        });
        screened.nearest_out_of_reach = nearest(facts, candidate, outside);
    }
    screened
}

/// A wish below the smallest position leads somewhere else; it is not refused.
fn route(facts: &Facts<'_>, candidate: &Candidate) -> Option<BelowPositionLeast> {
    let (rules, today) = (&facts.model.rules, facts.case.first_monday);
    let position_least = *rules.position_least.on(today)?;
    let wanted_most = candidate.wanted_position.most();
    (wanted_most < position_least).then(|| BelowPositionLeast {
        wanted_most,
        position_least,
        routes: rules.routes_below_position_least.on(today).cloned().unwrap_or_default(),
    })
}

/// Which openings are worth looking at for whom.
struct Nearby<'a> {
    grid: Grid<usize>,
    made_for: BTreeMap<&'a CandidateId, Vec<usize>>,
    at_workplace: BTreeMap<&'a WorkplaceId, Vec<usize>>,
}

impl<'a> Nearby<'a> {
    fn new(facts: &Facts<'a>) -> Self {
        let mut nearby = Self {
            grid: Grid::new(facts.case.openings.iter().enumerate().map(|(index, opening)| {
                let workplace = facts.workplaces[&opening.workplace];
                (facts.points[&workplace.postal_code], index)
            })),
            made_for: BTreeMap::new(),
            at_workplace: BTreeMap::new(),
        };
        for (index, opening) in facts.case.openings.iter().enumerate() {
            nearby.at_workplace.entry(&opening.workplace).or_default().push(index);
            if let Some(made_for) = &opening.made_for {
                nearby.made_for.entry(&made_for.candidate).or_default().push(index);
            }
        }
        nearby
    }

    /// Openings within reach of the candidate's modes, made for the candidate, or with a way that
    /// someone knows.
    fn openings(&self, facts: &Facts<'_>, candidate: &Candidate) -> BTreeSet<usize> {
        let minutes_most = candidate.travel.minutes_most.get();
        let mut openings: BTreeSet<usize> =
            match facts.ways.radius_km(&candidate.travel.modes, minutes_most) {
                Some(radius) => {
                    self.grid.within(facts.points[&candidate.postal_code], radius).collect()
                }
                None => (0..facts.case.openings.len()).collect(),
            };
        openings.extend(self.made_for.get(&candidate.id).into_iter().flatten());
        for workplace in facts.overridden_workplaces(candidate) {
            openings.extend(self.at_workplace.get(workplace).into_iter().flatten());
        }
        openings
    }
}

/// Of openings out of reach the one with the shortest way, and the reason of the rule for reach.
fn nearest<'a>(
    facts: &Facts<'_>,
    candidate: &Candidate,
    outside: impl Iterator<Item = &'a Opening>,
) -> Option<(OpeningId, Reason)> {
    let pairs = outside.map(|opening| facts.pair(candidate, opening));
    let nearest = pairs.min_by_key(|pair| (pair.way.minutes, pair.opening.id.clone()))?;
    let (nearest, findings) = judge(nearest);
    let reason = findings.reasons.into_iter().find(|reason| reason.rule == rules::REACH)?;
    Some((nearest.opening.id.clone(), reason))
}

#[cfg(test)]
mod tests;
