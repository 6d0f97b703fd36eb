//! What stands once the plan's starts are kept, and what a change would then give to those who wait.
//!
//! Nobody loses anything: every start that is proposed counts as agreed, so that the case itself takes it off
//! places, hours and rooms. What is left is a small problem, solved again for every change.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::Change;
use super::corner::View;
use super::effort::Effort;
use crate::domain::{
    Activity, Agreed, CandidateId, Case, Interest, Opening, OpeningId, ServiceModel, WeekCount,
    monday_of_week,
};
use crate::eligibility::{Screening, screen_some};
use crate::explain::{Answer, Proposal, Why};
use crate::problem::state::{Stated, state};
use crate::problem::{Ledger, PlacementOption, Shortage, Start};
use crate::value::{Model, appraise};

/// A case in which every start of the plan is agreed, and those who have none.
pub(super) struct Standing<'a> {
    pub(super) case: Cow<'a, Case>,
    pub(super) rules: Cow<'a, ServiceModel>,
    pub(super) model: &'a Model,
    /// Those who take part and have neither a proposal nor an agreement.
    pub(super) waiting: Cow<'a, BTreeSet<CandidateId>>,
    /// What is looked at of the case; everything where nothing is said.
    pub(super) view: Option<Arc<View>>,
    /// What may be spent on looking.
    pub(super) effort: &'a Effort,
}

/// A start that is possible after a change.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Gives {
    /// Where.
    pub opening: OpeningId,
    /// What.
    pub activity: Activity,
    /// The Monday on which it can begin.
    pub monday: Date,
    /// Whether it is work of a kind that the candidate has named, or has named none.
    pub wished: bool,
    /// What it is worth with the time until then counted in; never shown as a score.
    #[serde(skip)]
    pub(super) worth: f64,
}

impl<'a> Standing<'a> {
    /// The case after an answer.
    pub(super) fn after_answer(
        case: &Case,
        rules: &'a ServiceModel,
        model: &'a Model,
        answer: &Answer,
        effort: &'a Effort,
    ) -> Self {
        let mut kept = case.clone();
        kept.agreed.extend(answer.proposals.iter().map(|proposal| agreed(case, proposal)));
        let waits = |why: &Why| !matches!(why, Why::Agreed | Why::NotNow { .. });
        let without = answer.without.iter().filter(|without| waits(&without.why));
        let waiting = without.map(|without| without.candidate.clone()).collect();
        Self {
            case: Cow::Owned(kept),
            rules: Cow::Borrowed(rules),
            model,
            waiting: Cow::Owned(waiting),
            view: None,
            effort,
        }
    }

    /// The same, borrowed.
    pub(super) fn same(&self) -> Standing<'_> {
        Standing {
            case: Cow::Borrowed(&*self.case),
            rules: Cow::Borrowed(&*self.rules),
            model: self.model,
            waiting: Cow::Borrowed(&*self.waiting),
            view: self.view.clone(),
            effort: self.effort,
        }
    }

    /// What stands after changes; none where the service model could not plan then, or where what may be
    /// spent on looking is spent.
    pub(super) fn with(&self, changes: &[Change]) -> Option<Standing<'_>> {
        if self.effort.is_spent() { None } else { self.after(changes) }
    }

    /// As [`Self::with`], whatever is spent.
    pub(super) fn after(&self, changes: &[Change]) -> Option<Standing<'_>> {
        let mut case = self.case.clone().into_owned();
        let mut rules = Cow::Borrowed(&*self.rules);
        for change in changes {
            change.make(&mut case, &mut rules);
        }
        rules.planning_on(case.first_monday).ok()?;
        Some(Standing { case: Cow::Owned(case), rules, ..self.same() })
    }

    /// What stands with another opening in the place of the one with its id.
    pub(super) fn with_opening(&self, opening: Opening) -> Standing<'_> {
        let mut case = self.case.clone().into_owned();
        let place = case.openings.iter_mut().find(|it| it.id == opening.id);
        *place.expect("the opening is one of the case") = opening;
        Standing { case: Cow::Owned(case), ..self.same() }
    }

    /// What is possible for some of those who wait.
    pub(super) fn screen(&self, asked_for: impl Fn(&CandidateId) -> bool) -> Screening {
        let planning = self.rules.planning_on(self.case.first_monday);
        let planning = planning.expect("it has planned, and what could not plan is left out");
        let is_in_view = |who: &CandidateId, opening: &OpeningId| {
            let Some(view) = &self.view else { return true };
            view.get(who).is_some_and(|openings| openings.contains(opening))
        };
        let screening = screen_some(&self.case, &self.rules, planning, asked_for, is_in_view);
        let pairs = screening.candidates.values().map(|it| it.options.len() + it.refused.len());
        self.effort.look(pairs.sum::<usize>() + screening.agreed.len());
        screening
    }

    /// The problem that is left for those who were screened.
    pub(super) fn state<'s>(&self, screening: &'s Screening) -> Stated<'s> {
        let planning = self.rules.planning_on(self.case.first_monday);
        let planning = planning.expect("it has planned, and what could not plan is left out");
        let appraisals = appraise(self.model, &self.case, screening);
        state(&self.case, &self.rules, planning, screening, &appraisals)
    }

    /// The best start for one of those who wait, if it is required that they get one.
    pub(super) fn gives(&self, who: &CandidateId) -> Option<Gives> {
        let screening = self.screen(|id| id == who);
        self.best_of(&self.state(&screening))
    }

    /// The best start that there is room for.
    fn best_of(&self, stated: &Stated<'_>) -> Option<Gives> {
        let best = with_room(stated)
            .map(|(option, week)| {
                (option, week, option.value * (1.0 - stated.problem.start_discount * weeks(week)))
            })
            .max_by(|a, b| {
                let order = |o: &PlacementOption| (o.opening.clone(), o.profile.clone());
                a.2.total_cmp(&b.2).then_with(|| order(b.0).cmp(&order(a.0)))
            });
        let (option, week, worth) = best?;
        let start = start_of(option, week);
        let behind = stated.option_of(&start).expect("an option of the problem has one behind it");
        let who = self.case.candidates.iter().find(|it| it.id.as_str() == option.candidate)?;
        let is_named = |it: &Interest| it.family.code() == option.topic;
        Some(Gives {
            opening: behind.opening.clone(),
            activity: behind.activity,
            monday: monday_of_week(self.case.first_monday, week),
            wished: who.interests.is_empty() || who.interests.iter().any(is_named),
            worth,
        })
    }

    /// For whom of those who wait an opening has what they need, for one at a time; whether their specialist
    /// has the hours is not the opening's to change.
    pub(super) fn fitting(&self, opening: &OpeningId) -> BTreeSet<CandidateId> {
        let screening = self.screen(|id| self.waiting.contains(id));
        let stated = self.state(&screening);
        let books = Ledger::empty(&stated.problem);
        let is_its_own = |shortage: &Shortage| {
            matches!(
                shortage,
                Shortage::Place { .. } | Shortage::MentorHours { .. } | Shortage::Job
            )
        };
        let has_room =
            |at: usize| books.by_week(at).any(|(_, in_the_way)| !in_the_way.iter().any(is_its_own));
        let options = stated.problem.options.iter().enumerate();
        let here = options.filter(|(_, it)| it.opening == opening.as_str() && it.value > 0.0);
        let fitting = here.filter(|(at, _)| has_room(*at));
        fitting.filter_map(|(_, it)| CandidateId::new(&it.candidate)).collect()
    }
}

/// A proposal, as if it were agreed.
pub(super) fn agreed(case: &Case, proposal: &Proposal) -> Agreed {
    Agreed {
        candidate: proposal.candidate.clone(),
        opening: proposal.opening.clone(),
        activity: proposal.activity,
        first_monday: monday_of_week(case.first_monday, proposal.start_week),
        weeks: WeekCount::new(i64::try_from(proposal.takes.len()).expect("some weeks"))
            .expect("an activity lasts as long as one that can be agreed"),
    }
}

/// Options that are worth something, each with the first week in which there is room for it.
pub(super) fn with_room<'s>(
    stated: &'s Stated<'_>,
) -> impl Iterator<Item = (&'s PlacementOption, usize)> {
    let books = Ledger::empty(&stated.problem);
    let options = stated.problem.options.iter().enumerate();
    options.filter(|(_, option)| option.value > 0.0).filter_map(move |(at, option)| {
        let first = books.by_week(at).find(|(_, in_the_way)| in_the_way.is_empty());
        first.map(|(week, _)| (option, week))
    })
}

fn start_of(option: &PlacementOption, start_week: usize) -> Start {
    let PlacementOption { candidate, opening, profile, .. } = option.clone();
    Start { candidate, opening, profile, start_week }
}

fn weeks(week: usize) -> f64 {
    f64::from(u32::try_from(week).expect("a horizon is short"))
}
