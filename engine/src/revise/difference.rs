//! Two answers to nearly the same case, side by side, in plain figures.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{Activity, CandidateId, Case, OpeningId, Published, SpecialistId};
use crate::explain::{Answer, Proposal};

/// What a change does to a plan.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Difference {
    /// The plan as it is.
    pub before: PlanFigures,
    /// The plan with the change.
    pub after: PlanFigures,
    /// Trials by support need, in both.
    pub groups: Vec<GroupChange>,
    /// Starts that are the same in both, to the week.
    pub stays: usize,
    /// Whose starts are not the same, by candidate.
    pub changes: Vec<Change>,
}

/// A plan in plain figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct PlanFigures {
    /// People with a proposal.
    pub people: usize,
    /// Trials that are proposed.
    pub trials: usize,
    /// Jobbsmak that are proposed.
    pub jobbsmak: usize,
    /// Jobs that are expected to last, from the trials.
    pub lasting_jobs: f64,
    /// Hours of job specialists.
    pub specialist_hours: f64,
    /// Hours of fadders.
    pub mentor_hours: f64,
    /// Openings for which nothing is proposed.
    pub unused_openings: usize,
    /// What the plan is worth, with priority and time counted in.
    pub worth: f64,
}

/// A group's trials in two plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupChange {
    /// The group's label.
    pub group: String,
    /// Trials in the plan as it is.
    pub trials_before: usize,
    /// Trials with the change.
    pub trials_after: usize,
    /// People who could have had one, as it is.
    pub could_begin_before: usize,
    /// People who could have one with the change.
    pub could_begin_after: usize,
}

/// A person's starts in two plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// Who.
    pub candidate: CandidateId,
    /// The candidate's job specialist, who is told of their own people.
    pub specialist: Option<SpecialistId>,
    /// Starts that are there no more.
    pub before: Vec<MovedStart>,
    /// Starts that are new.
    pub after: Vec<MovedStart>,
}

/// One start of a plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct MovedStart {
    /// The Monday on which it begins.
    pub monday: Date,
    /// Where.
    pub opening: OpeningId,
    /// What.
    pub activity: Activity,
}

/// Holds the starts of an answer together in a case like the one that it answers, so that what differs after a change
/// is what the change does.
pub fn hold(case: &mut Case, before: &Answer) {
    for Proposal { candidate, opening, activity, monday, .. } in &before.proposals {
        let has = |it: &Published| (&it.candidate, &it.opening) == (candidate, opening);
        let is_there = case.candidates.iter().any(|it| it.id == *candidate)
            && case.openings.iter().any(|it| it.id == *opening);
        if is_there && !case.published.iter().any(has) {
            case.published.push(Published {
                candidate: candidate.clone(),
                opening: opening.clone(),
                activity: *activity,
                first_monday: *monday,
                told: false,
            });
        }
    }
}

/// Holds two answers against each other.
#[must_use]
pub fn difference(before: &Answer, after: &Answer) -> Difference {
    let (old, new) = (starts(before), starts(after));
    let all: BTreeSet<&CandidateId> = old.keys().chain(new.keys()).copied().collect();
    let none = BTreeSet::new();
    let specialists: BTreeMap<&CandidateId, &Option<SpecialistId>> = before
        .proposals
        .iter()
        .chain(&after.proposals)
        .map(|it| (&it.candidate, &it.specialist))
        .collect();
    let mut stays = 0;
    let mut changes = Vec::new();
    for candidate in all {
        let (old, new) = (old.get(candidate).unwrap_or(&none), new.get(candidate).unwrap_or(&none));
        stays += old.intersection(new).count();
        if old != new {
            changes.push(Change {
                candidate: candidate.clone(),
                specialist: specialists.get(candidate).copied().cloned().flatten(),
                before: old.difference(new).cloned().collect(),
                after: new.difference(old).cloned().collect(),
            });
        }
    }
    Difference {
        before: figures(before),
        after: figures(after),
        groups: groups(before, after),
        stays,
        changes,
    }
}

fn starts(answer: &Answer) -> BTreeMap<&CandidateId, BTreeSet<MovedStart>> {
    let mut starts: BTreeMap<&CandidateId, BTreeSet<MovedStart>> = BTreeMap::new();
    for Proposal { candidate, opening, activity, monday, .. } in &answer.proposals {
        let start = MovedStart { monday: *monday, opening: opening.clone(), activity: *activity };
        starts.entry(candidate).or_default().insert(start);
    }
    starts
}

fn figures(answer: &Answer) -> PlanFigures {
    let of = |activity| answer.proposals.iter().filter(move |it| it.activity == activity);
    let people: BTreeSet<&CandidateId> = answer.proposals.iter().map(|it| &it.candidate).collect();
    let weeks = || answer.proposals.iter().flat_map(|it| &it.takes);
    PlanFigures {
        people: people.len(),
        trials: of(Activity::Trial).count(),
        jobbsmak: of(Activity::Jobbsmak).count(),
        lasting_jobs: of(Activity::Trial).map(|it| it.belief.chance).sum(),
        specialist_hours: weeks().map(|week| week.specialist_hours.hours()).sum(),
        mentor_hours: weeks().map(|week| week.mentor_hours.hours()).sum(),
        unused_openings: answer.unused.len(),
        worth: answer.goodness.objective,
    }
}

fn groups(before: &Answer, after: &Answer) -> Vec<GroupChange> {
    let names: BTreeSet<&str> =
        before.groups.iter().chain(&after.groups).map(|it| it.group.as_str()).collect();
    let count = |answer: &Answer, name: &str| {
        let group = answer.groups.iter().find(|it| it.group == name);
        group.map_or((0, 0), |it| (it.trials, it.could_begin))
    };
    let change = |name: &str| {
        let (trials_before, could_begin_before) = count(before, name);
        let (trials_after, could_begin_after) = count(after, name);
        GroupChange {
            group: name.to_owned(),
            trials_before,
            trials_after,
            could_begin_before,
            could_begin_after,
        }
    };
    names.into_iter().map(change).collect()
}
