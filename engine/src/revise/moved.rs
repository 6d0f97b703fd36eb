//! What a re-plan moved of the plan before it, and why.

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::decisions::{Stop, as_wanted, stop};
use crate::domain::{Activity, CandidateId, OpeningId, Published, monday_of_week};
use crate::explain::Grounds;
use crate::problem::{Problem, Start};

/// A published start that the plan does not have.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Moved {
    /// Who.
    pub candidate: CandidateId,
    /// Where it was to be.
    pub opening: OpeningId,
    /// What.
    pub activity: Activity,
    /// The Monday on which it was to begin.
    pub monday: Date,
    /// What the plan has for the same person instead.
    pub instead: Vec<Instead>,
    /// Why.
    pub why: WhyMoved,
}

/// What the plan has for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Instead {
    /// Where.
    pub opening: OpeningId,
    /// What.
    pub activity: Activity,
    /// The Monday on which it begins.
    pub monday: Date,
}

/// Why a published start was moved.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WhyMoved {
    /// It cannot be done any more.
    Stopped(Stop),
    /// It could be done, and the plan as a whole gains more by the move than keeping it is worth.
    GaveWay,
}

/// Every published start that is neither in the plan nor agreed, in the order of the case.
pub(super) fn moved(grounds: Grounds<'_>, open: &Problem, starts: &[Start]) -> Vec<Moved> {
    let Grounds { case, stated, .. } = grounds;
    let planned = |start: &Start| -> Option<(Instead, CandidateId)> {
        let option = stated.option_of(start)?;
        let instead = Instead {
            opening: option.opening.clone(),
            activity: option.activity,
            monday: monday_of_week(case.first_monday, start.start_week),
        };
        Some((instead, CandidateId::new(&start.candidate)?))
    };
    let planned: Vec<(Instead, CandidateId)> = starts.iter().filter_map(planned).collect();
    let is_agreed = |published: &Published| {
        case.agreed.iter().any(|it| {
            (&it.candidate, &it.opening, it.activity)
                == (&published.candidate, &published.opening, published.activity)
        })
    };
    // What was told and cannot be is among the decisions.
    let published = case.published.iter().filter(|it| !it.told && !is_agreed(it));
    let published: Vec<&Published> = published.collect();
    let keepable: BTreeSet<(&str, &str, usize)> = open
        .keep
        .iter()
        .map(|it| (it.candidate.as_str(), it.opening.as_str(), it.start_week))
        .collect();
    let moved = published.iter().filter_map(|published| {
        let Published { candidate, opening, activity, first_monday, told: _ } = *published;
        let own = planned.iter().filter(|(_, who)| who == candidate).map(|(what, _)| what);
        let stands = |it: &Instead| {
            (&it.opening, it.activity, it.monday) == (opening, *activity, *first_monday)
        };
        if own.clone().any(stands) {
            return None;
        }
        let wanted = as_wanted(case, published);
        let key = (candidate.as_str(), opening.as_str(), wanted.week.unwrap_or(usize::MAX));
        let why = if keepable.contains(&key) {
            WhyMoved::GaveWay
        } else {
            WhyMoved::Stopped(stop(grounds, &wanted, super::decisions::has_none(stated, &wanted)))
        };
        let is_new =
            |it: &&Instead| !case.published.iter().any(|before| is_same(before, candidate, it));
        Some(Moved {
            candidate: candidate.clone(),
            opening: opening.clone(),
            activity: *activity,
            monday: *first_monday,
            instead: own.filter(is_new).cloned().collect(),
            why,
        })
    });
    moved.collect()
}

/// Whether what is planned for somebody stood in the plan before.
fn is_same(before: &Published, candidate: &CandidateId, planned: &Instead) -> bool {
    (&before.candidate, &before.opening, before.activity, before.first_monday)
        == (candidate, &planned.opening, planned.activity, planned.monday)
}
