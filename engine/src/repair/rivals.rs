//! Who would come first for what a change opens: all who wait can have it, and it is solved again.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use super::corner::View;
use super::effort::Effort;
use super::standing::{Standing, agreed, with_room};
use crate::domain::{Candidate, CandidateId, Case, OpeningId, SpecialistId};
use crate::explain::{Answer, Proposal};
use crate::problem::state::Stated;
use crate::problem::{Floor, PlacementOption, Problem};
use crate::solve::{Settings, solve};

/// Work units that are enough for a small problem: a second of one core at the most.
const WORK: u64 = 100_000;

/// Work units that a small problem gets at any rate.
const LEAST_WORK: u64 = 2_000;

const VERIFIED: &str = "what is told has been verified";

/// What those who wait can have before any change.
pub(super) struct Rivals<'s> {
    standing: &'s Standing<'s>,
    /// Where something can be tried.
    options: View,
    /// Where there is room for it as well: a plan that was cut short, or that is not quite the best, may leave
    /// some.
    with_room: View,
    floors: Vec<Floor>,
    /// The case as a plan without keeping sees it: only what people have decided of the plan stands.
    unkept: Case,
}

impl<'s> Rivals<'s> {
    /// Looks at all who wait.
    pub(super) fn new(standing: &'s Standing<'s>, case: &Case, answer: &Answer) -> Self {
        let screening = standing.screen(|id| standing.waiting.contains(id));
        let stated = standing.state(&screening);
        let mut left = View::new();
        for (option, _) in with_room(&stated) {
            let ids = CandidateId::new(&option.candidate).zip(OpeningId::new(&option.opening));
            let (who, opening) = ids.expect("the problem has the case's ids");
            left.entry(who).or_default().insert(opening);
        }
        let floors = stated.problem.floors.clone();
        let own = |options: &[crate::eligibility::EligibleOption]| {
            options.iter().map(|option| option.opening.clone()).collect()
        };
        let options =
            screening.candidates.iter().map(|(who, it)| (who.clone(), own(&it.options))).collect();
        let mut unkept = case.clone();
        let decided = answer.proposals.iter().filter(|it| is_decided(case, it));
        unkept.agreed.extend(decided.map(|proposal| agreed(case, proposal)));
        Self { standing, options, with_room: left, floors, unkept }
    }

    /// The openings where a person can try something.
    pub(super) fn options(&self, who: &CandidateId) -> &BTreeSet<OpeningId> {
        const NONE: &BTreeSet<OpeningId> = &BTreeSet::new();
        self.options.get(who).unwrap_or(NONE)
    }

    /// Whether a candidate, whom some changes give a start, gets one whatever is kept: when all who wait can have
    /// what is left, and when everyone is planned for anew. Not where the work does not reach to see it.
    pub(super) fn comes_first(
        &self,
        changes: &[Change],
        who: &CandidateId,
        effort: &Effort,
    ) -> bool {
        self.comes_first_of_those_who_wait(changes, who, effort)
            && self.comes_first_of_all(changes, who, effort)
    }

    /// Whether the candidate has a start in a plan that keeps nothing.
    fn comes_first_of_all(&self, changes: &[Change], who: &CandidateId, effort: &Effort) -> bool {
        let case = Cow::Borrowed(&self.unkept);
        let everyone = Standing { case, effort, view: None, ..self.standing.same() };
        let Some(after) = everyone.with(changes) else { return false };
        let screening = after.screen(|_| true);
        let stated = after.state(&screening);
        let starts = starts(&stated, effort, |_| true);
        starts.iter().any(|(given, _)| given == who)
    }

    /// Solved again for as many of those who wait as compete for what is left.
    fn comes_first_of_those_who_wait(
        &self,
        changes: &[Change],
        who: &CandidateId,
        effort: &Effort,
    ) -> bool {
        let is_for_all = |change: &&Change| !matches!(change, Change::Transport { .. });
        let touched: BTreeSet<OpeningId> =
            changes.iter().filter(is_for_all).filter_map(|it| it.opening().cloned()).collect();
        let mut view = View::new();
        let waits = |it: &&Candidate| self.standing.waiting.contains(&it.id);
        for other in self.standing.case.candidates.iter().filter(waits) {
            let openings = if other.id == *who || is_touched_everywhere(changes, other) {
                self.standing.case.openings.iter().map(|it| it.id.clone()).collect()
            } else {
                &touched | self.with_room.get(&other.id).unwrap_or(&BTreeSet::new())
            };
            if !openings.is_empty() {
                view.insert(other.id.clone(), openings);
            }
        }
        // First those for whom the changes open something at all, then what it is worth to them.
        let corner = Standing { effort, ..self.standing.corner(view) };
        let after = corner.after(changes).expect(VERIFIED);
        let screening = after.screen(|_| true);
        let view: View = screening
            .candidates
            .iter()
            .filter(|(_, screened)| !screened.options.is_empty())
            .map(|(other, screened)| {
                let now = screened.options.iter().map(|option| option.opening.clone());
                (other.clone(), now.chain(self.options(other).iter().cloned()).collect())
            })
            .collect();
        let people: BTreeSet<CandidateId> = view.keys().cloned().collect();
        let corner = Standing { effort, ..self.standing.corner(view) };
        let after = corner.after(changes).expect(VERIFIED);
        let screening = after.screen(|id| people.contains(id));
        let mut stated = after.state(&screening);
        stated.problem.floors.clone_from(&self.floors);
        let rivals = rivals(&stated, who);
        if rivals.len() == 1 {
            return true;
        }
        let starts = starts(&stated, effort, |it| rivals.contains(it.candidate.as_str()));
        starts.iter().any(|(given, _)| given == who)
    }
}

/// Whether a person has decided that a proposal is in the plan, or has told somebody of it.
fn is_decided(case: &Case, proposal: &Proposal) -> bool {
    let is_it = |candidate: &CandidateId, opening: &OpeningId| {
        (candidate, opening) == (&proposal.candidate, &proposal.opening)
    };
    case.pins.iter().any(|it| is_it(&it.candidate, &it.opening))
        || case.published.iter().any(|it| is_it(&it.candidate, &it.opening))
}

/// Whether changes are about everything that a person can try.
fn is_touched_everywhere(changes: &[Change], who: &Candidate) -> bool {
    let is_own = |specialist: &SpecialistId| who.specialist.as_ref() == Some(specialist);
    changes.iter().any(|change| match change {
        Change::SpecialistHours { specialist, .. } | Change::Caseload { specialist, .. } => {
            is_own(specialist)
        }
        Change::Quota { .. } | Change::Horizon { .. } => true,
        _ => false,
    })
}

/// The starts of the best plan with some of the options that there is room for.
pub(super) fn starts(
    stated: &Stated<'_>,
    effort: &Effort,
    is_asked_for: impl Fn(&PlacementOption) -> bool,
) -> Vec<(CandidateId, OpeningId)> {
    let options = with_room(stated).map(|(option, _)| option);
    let options = options.filter(|&option| is_asked_for(option)).cloned().collect();
    let problem = Problem { options, ..stated.problem.clone() };
    if problem.options.is_empty() {
        return Vec::new();
    }
    let settings = Settings {
        gap: 0.0,
        work: Some(WORK.min(effort.left().max(LEAST_WORK))),
        threads: 1,
        time_is_up: &|| false,
        progress: &|_| (),
    };
    let plan = solve(&problem, &settings);
    effort.spend(plan.work);
    let ids = plan.starts.iter().filter_map(|start| {
        Some((CandidateId::new(&start.candidate)?, OpeningId::new(&start.opening)?))
    });
    ids.collect()
}

/// Those who compete with a candidate for openings or for a specialist, or with somebody who does.
fn rivals<'s>(stated: &'s Stated<'_>, who: &'s CandidateId) -> BTreeSet<&'s str> {
    let specialists: BTreeMap<&str, &str> = stated
        .problem
        .candidates
        .iter()
        .filter_map(|it| Some((it.id.as_str(), it.specialist.as_deref()?)))
        .collect();
    let options: Vec<(&str, &str)> = with_room(stated)
        .map(|(option, _)| (option.candidate.as_str(), option.opening.as_str()))
        .collect();
    let mut rivals = BTreeSet::from([who.as_str()]);
    loop {
        let among = |id: &str| rivals.contains(id);
        let theirs = options.iter().filter(|(id, _)| among(id));
        let openings: BTreeSet<&str> = theirs.clone().map(|(_, opening)| *opening).collect();
        let with: BTreeSet<&str> =
            theirs.filter_map(|(id, _)| specialists.get(id).copied()).collect();
        let more: Vec<&str> = options
            .iter()
            .filter(|(id, _)| !among(id))
            .filter(|(id, opening)| {
                openings.contains(opening)
                    || specialists.get(id).is_some_and(|it| with.contains(it))
            })
            .map(|(id, _)| *id)
            .collect();
        if more.is_empty() {
            return rivals;
        }
        rivals.extend(more);
    }
}
