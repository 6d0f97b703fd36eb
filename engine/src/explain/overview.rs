//! The plan as a whole: how good it is proven to be, what it takes of each specialist, who begins.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{OpeningId, SpecialistId, monday_of_week};
use crate::eligibility::Screening;
use crate::problem::{Activity, Ledger, Plan, Problem, Status};

/// How good the plan is, and what is proven about it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Goodness {
    /// What the plan is worth: lasting jobs that are expected, with priority and time counted in.
    pub objective: f64,
    /// What no plan can exceed.
    pub bound: f64,
    /// The difference as a share of the plan.
    pub gap: f64,
    /// The difference itself: no plan is worth more by more than this.
    pub more_at_most: f64,
    /// Why the solver stopped.
    pub status: Status,
}

/// A specialist's hours in the plan.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SpecialistLoad {
    /// Who.
    pub specialist: SpecialistId,
    /// Week by week.
    pub weeks: Vec<LoadInWeek>,
    /// How many more people could be followed up before the plan.
    pub caseload_room: u32,
    /// How many of them the plan uses.
    pub trials: u32,
}

/// A specialist's hours in one week.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct LoadInWeek {
    /// The Monday.
    pub monday: Date,
    /// Hours that are free once what is promised is taken off.
    pub free_hours: f64,
    /// Hours that the plan takes of them.
    pub planned_hours: f64,
}

/// Trials of people with like needs for support, beside those who could have had one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupStarts {
    /// The group's label.
    pub group: String,
    /// People with at least one option for a trial.
    pub could_begin: usize,
    /// People for whom a trial is planned.
    pub trials: usize,
    /// The least number asked for.
    pub floor: u32,
}

/// An opening for which nothing is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnusedOpening {
    /// The opening. For how many it is possible stands with what would help, where few are not counted.
    pub opening: OpeningId,
}

pub(super) fn goodness(plan: &Plan) -> Goodness {
    let Plan { objective, bound, gap, status, .. } = *plan;
    Goodness { objective, bound, gap, more_at_most: (bound - objective).max(0.0), status }
}

pub(super) fn load(
    problem: &Problem,
    left: &Ledger<'_>,
    first_monday: Date,
) -> Vec<SpecialistLoad> {
    let load = problem.specialists.iter().enumerate().map(|(at, specialist)| {
        let (hours, room) = left.left_with(at);
        let weeks = specialist.support_hours.iter().zip(hours).enumerate();
        SpecialistLoad {
            specialist: SpecialistId::new(&specialist.id).expect("the problem has the case's ids"),
            weeks: weeks
                .map(|(week, (&free_hours, &left))| LoadInWeek {
                    monday: monday_of_week(first_monday, week),
                    free_hours,
                    planned_hours: free_hours - left,
                })
                .collect(),
            caseload_room: specialist.caseload_room,
            trials: specialist.caseload_room - u32::try_from(room).unwrap_or(0),
        }
    });
    load.collect()
}

pub(super) fn groups(problem: &Problem, plan: &Plan) -> Vec<GroupStarts> {
    let is_trial: BTreeMap<&str, bool> = problem
        .profiles
        .iter()
        .map(|profile| (profile.id.as_str(), profile.activity == Activity::Trial))
        .collect();
    let could: BTreeSet<&str> = problem
        .options
        .iter()
        .filter(|option| is_trial[option.profile.as_str()])
        .map(|option| option.candidate.as_str())
        .collect();
    let begins: BTreeSet<&str> = plan
        .starts
        .iter()
        .filter(|start| is_trial[start.profile.as_str()])
        .map(|start| start.candidate.as_str())
        .collect();
    let count = |group: &str, among: &BTreeSet<&str>| {
        let members = problem.candidates.iter().filter(|it| it.group.as_deref() == Some(group));
        members.filter(|candidate| among.contains(candidate.id.as_str())).count()
    };
    let groups: BTreeSet<&str> =
        problem.candidates.iter().filter_map(|candidate| candidate.group.as_deref()).collect();
    groups
        .into_iter()
        .map(|group| GroupStarts {
            group: group.to_owned(),
            could_begin: count(group, &could),
            trials: count(group, &begins),
            floor: problem.floors.iter().find(|it| it.group == group).map_or(0, |it| it.min_trials),
        })
        .collect()
}

/// For how many candidates each opening is possible.
pub(super) fn possible_for(screening: &Screening) -> BTreeMap<&OpeningId, usize> {
    let mut possible = BTreeMap::new();
    for screened in screening.candidates.values() {
        let openings: BTreeSet<&OpeningId> =
            screened.options.iter().map(|option| &option.opening).collect();
        for opening in openings {
            *possible.entry(opening).or_insert(0) += 1;
        }
    }
    possible
}
