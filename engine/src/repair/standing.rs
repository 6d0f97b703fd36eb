//! What stands once the plan's starts are kept, and what a change would then give to those who wait.
//!
//! Nobody loses anything: every start that is proposed counts as agreed, so that the case itself takes it off
//! places, hours and rooms. What is left is a small problem, solved again for every change.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::Change;
use crate::domain::{
    Activity, Agreed, CandidateId, Case, Interest, Opening, OpeningId, ServiceModel, WeekCount,
    monday_of_week,
};
use crate::eligibility::{Screening, screen_some};
use crate::explain::{Answer, Left, Shortage, Why};
use crate::problem::state::{Stated, state};
use crate::problem::{PlacementOption, Problem, Start};
use crate::solve::{Settings, solve};
use crate::value::{Model, appraise};

/// A case in which every start of the plan is agreed, and those who have none.
#[derive(Clone)]
pub(super) struct Standing<'a> {
    pub(super) case: Cow<'a, Case>,
    pub(super) rules: Cow<'a, ServiceModel>,
    pub(super) model: &'a Model,
    /// Those who take part and have neither a proposal nor an agreement.
    pub(super) waiting: Cow<'a, BTreeSet<CandidateId>>,
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

/// Work units that are enough for a small problem: a second of one core at the most.
const WORK: u64 = 100_000;

impl<'a> Standing<'a> {
    /// The case after an answer.
    pub(super) fn after(
        case: &Case,
        rules: &'a ServiceModel,
        model: &'a Model,
        answer: &Answer,
    ) -> Self {
        let mut kept = case.clone();
        kept.agreed.extend(answer.proposals.iter().map(|proposal| {
            Agreed {
                candidate: proposal.candidate.clone(),
                opening: proposal.opening.clone(),
                activity: proposal.activity,
                first_monday: monday_of_week(case.first_monday, proposal.start_week),
                weeks: WeekCount::new(i64::try_from(proposal.takes.len()).expect("some weeks"))
                    .expect("an activity lasts as long as one that can be agreed"),
            }
        }));
        let waits = |why: &Why| !matches!(why, Why::Agreed | Why::NotNow { .. });
        let without = answer.without.iter().filter(|without| waits(&without.why));
        let waiting = without.map(|without| without.candidate.clone()).collect();
        Self {
            case: Cow::Owned(kept),
            rules: Cow::Borrowed(rules),
            model,
            waiting: Cow::Owned(waiting),
        }
    }

    /// What stands after changes; none where the service model could not plan then.
    pub(super) fn with(&self, changes: &[Change]) -> Option<Standing<'_>> {
        let mut case = self.case.clone().into_owned();
        let mut rules = Cow::Borrowed(&*self.rules);
        for change in changes {
            change.make(&mut case, &mut rules);
        }
        rules.planning_on(case.first_monday).ok()?;
        Some(Standing {
            case: Cow::Owned(case),
            rules,
            model: self.model,
            waiting: Cow::Borrowed(&*self.waiting),
        })
    }

    /// What stands when nothing but some openings, and those where somebody has an agreement, is there.
    pub(super) fn with_openings_of(&self, is_asked_for: impl Fn(&Opening) -> bool) -> Standing<'_> {
        let mut case = self.case.clone().into_owned();
        let agreed: BTreeSet<&OpeningId> = case.agreed.iter().map(|it| &it.opening).collect();
        case.openings.retain(|it| is_asked_for(it) || agreed.contains(&it.id));
        Standing { case: Cow::Owned(case), ..self.clone() }
    }

    /// What stands with another opening in the place of the one with its id.
    pub(super) fn with_opening(&self, opening: Opening) -> Standing<'_> {
        let mut case = self.case.clone().into_owned();
        let place = case.openings.iter_mut().find(|it| it.id == opening.id);
        *place.expect("the opening is one of the case") = opening;
        Standing { case: Cow::Owned(case), ..self.clone() }
    }

    /// What is possible for some of those who wait.
    pub(super) fn screen(&self, asked_for: impl Fn(&CandidateId) -> bool) -> Screening {
        let planning = self.rules.planning_on(self.case.first_monday);
        let planning = planning.expect("it has planned, and what could not plan is left out");
        screen_some(&self.case, &self.rules, planning, asked_for)
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

    /// Whether one of those who wait gets a start when all can have what is left, solved again: for as many
    /// as compete with each other for it.
    pub(super) fn comes_first(&self, who: &CandidateId) -> bool {
        let screening = self.screen(|id| self.waiting.contains(id));
        let stated = self.state(&screening);
        let rivals = rivals(&stated, who);
        let starts = starts(&stated, |option| rivals.contains(option.candidate.as_str()));
        starts.iter().any(|(given, _)| given == who)
    }

    /// Who gets a start at some openings when all who wait can have what is left there, solved again.
    pub(super) fn solved_at(
        &self,
        is_asked_for: impl Fn(&str) -> bool,
    ) -> Vec<(CandidateId, OpeningId)> {
        let screening = self.screen(|id| self.waiting.contains(id));
        let stated = self.state(&screening);
        starts(&stated, |option| is_asked_for(&option.opening))
    }

    /// For whom of those who wait an opening has what they need, for one at a time; whether their specialist
    /// has the hours is not the opening's to change.
    pub(super) fn fitting(&self, opening: &OpeningId) -> BTreeSet<CandidateId> {
        let screening = self.screen(|id| self.waiting.contains(id));
        let stated = self.state(&screening);
        let left = Left::before(&stated.problem);
        let is_its_own = |shortage: &Shortage| {
            matches!(
                shortage,
                Shortage::Place { .. } | Shortage::MentorHours { .. } | Shortage::Job
            )
        };
        let has_room = |option: &&PlacementOption| {
            left.by_week(option).any(|(_, in_the_way)| !in_the_way.iter().any(is_its_own))
        };
        let options = stated.problem.options.iter();
        let here = options.filter(|it| it.opening == opening.as_str() && it.value > 0.0);
        here.filter(has_room).filter_map(|it| CandidateId::new(&it.candidate)).collect()
    }
}

/// The starts of the best plan with some of the options that there is room for.
fn starts(
    stated: &Stated<'_>,
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
        work: Some(WORK),
        threads: 1,
        time_is_up: &|| false,
        progress: &|_| (),
    };
    let starts = solve(&problem, &settings).starts;
    let ids = starts.iter().filter_map(|start| {
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

/// Options that are worth something, each with the first week in which there is room for it.
fn with_room<'s>(stated: &'s Stated<'_>) -> impl Iterator<Item = (&'s PlacementOption, usize)> {
    let left = Left::before(&stated.problem);
    let worthwhile = stated.problem.options.iter().filter(|option| option.value > 0.0);
    worthwhile.filter_map(move |option| {
        let first = left.by_week(option).find(|(_, in_the_way)| in_the_way.is_empty());
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
