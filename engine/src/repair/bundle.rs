//! The task bundle and hours with which an empty opening would fit those who wait.
//!
//! Work is carved from the tasks that the opening has and those that its kind of work usually has. A bundle is
//! held against what is left at the opening, and told only when at least five people stand behind it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::calls::{hours_of, usual_tasks};
use super::doors::Door;
use super::empty::{FEWEST_TOLD, People, has_option};
use super::rivals::{Rivals, starts};
use super::standing::Standing;
use super::{Edit, propose};
use crate::domain::{Candidate, CandidateId, Opening, Task, TaskKind, WeekHours};
use crate::eligibility::Screening;
use crate::problem::PlacementOption;

/// Tasks and hours of an opening with which it would fit those who wait.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Bundle {
    /// Kinds of task.
    pub tasks: Vec<TaskKind>,
    /// Days and hours.
    pub hours: WeekHours,
    /// The same as edits of the text of the case.
    pub edits: Vec<Edit>,
    /// For how many of those who wait it has what they need then, for one at a time; verified by stating the
    /// changed opening. Whether their specialist has the hours is another matter.
    pub possible_for: People,
    /// Whether somebody who waits gets a start there; verified by solving again.
    pub fills: bool,
}

/// For how many more a bundle is to be possible: what one person more would need is that person's own affair.
const LEAST_MORE: usize = 2;

/// The bundle that fits most of those who wait, if they are five at the least and more than as it is.
pub(super) fn bundle(
    screening: &Screening,
    standing: &Standing<'_>,
    rivals: &Rivals<'_>,
    opening: &Opening,
) -> Option<Bundle> {
    let group = who_could_come(screening, standing, opening);
    if group.len() < FEWEST_TOLD {
        return None;
    }
    let is_near = |who: &&CandidateId| {
        let screened = &screening.candidates[*who];
        screened.refused.contains_key(&opening.id) || has_option(screened, opening)
    };
    let around = |who: &CandidateId| {
        let mut openings = rivals.options(who).clone();
        openings.insert(opening.id.clone());
        (who.clone(), openings)
    };
    let standing = &standing.corner(standing.waiting.iter().filter(is_near).map(around).collect());
    let now = fits(standing, opening);
    let suits = hours_of(&group, FEWEST_TOLD.max(group.len().div_ceil(2)));
    let by_hours = [suits.clone(), opening.hours.join(&suits), opening.hours.clone()];
    let by_hours = by_hours.into_iter().filter(|hours| hours.minutes() > 0);
    let by_hours = by_hours.map(|hours| Opening { hours, ..opening.clone() });
    let best_hours = by_hours.max_by_key(|it| fits(standing, it))?;
    let carved = bundles(standing, opening).into_iter().map(|kinds| {
        let tasks = kinds.iter().map(|&kind| Task { kind, what: None }).collect();
        Opening { tasks, ..best_hours.clone() }
    });
    let tried = std::iter::once(best_hours.clone()).chain(carved);
    let tried = tried.map(|it| (fits(standing, &it), it));
    let (most, best) = tried.reduce(|best, it| if it.0 > best.0 { it } else { best })?;
    if most < FEWEST_TOLD || most < now + LEAST_MORE {
        return None;
    }
    let fills = is_filled(&standing.with_opening(best.clone()), &best);
    let edit = |field: &str, value| Edit {
        of: None,
        path: format!("openings/{}/{field}", opening.id),
        value,
    };
    let mut edits = Vec::new();
    if best.tasks != opening.tasks {
        let tasks: Vec<_> = best.tasks.iter().map(|task| json!({"kind": task.kind})).collect();
        edits.push(edit("tasks", json!(tasks)));
    }
    if best.hours != opening.hours {
        edits.push(edit("hours", json!(best.hours)));
    }
    Some(Bundle {
        tasks: kinds_of(&best).into_iter().collect(),
        hours: best.hours,
        edits,
        possible_for: People::of(most),
        fills,
    })
}

/// Those who wait and whom nothing but days and hours keeps from the opening, if anything does.
fn who_could_come<'s>(
    screening: &Screening,
    standing: &'s Standing<'_>,
    opening: &Opening,
) -> Vec<&'s Candidate> {
    let could_come = |who: &&Candidate| {
        let screened = &screening.candidates[&who.id];
        has_option(screened, opening)
            || Door::closed(opening, who, screened).is_closed_only_by(propose::OF_HOURS)
    };
    let waiting = standing.case.candidates.iter().filter(|it| standing.waiting.contains(&it.id));
    waiting.filter(could_come).collect()
}

/// For how many of those who wait an opening has what they need, as it is here; none once what may be spent on
/// looking is spent, since what is told is verified.
fn fits(standing: &Standing<'_>, opening: &Opening) -> usize {
    if standing.effort.is_spent() {
        return 0;
    }
    standing.with_opening(opening.clone()).fitting(&opening.id).len()
}

/// Whether somebody who waits gets a start at the opening, solved again.
fn is_filled(standing: &Standing<'_>, opening: &Opening) -> bool {
    let screening = standing.screen(|id| standing.waiting.contains(id));
    let stated = standing.state(&screening);
    let is_here = |it: &PlacementOption| it.opening == opening.id.as_str();
    !starts(&stated, standing.effort, is_here).is_empty()
}

/// One or two kinds of task out of those of the opening and those that are usual in its kind of work.
fn bundles(standing: &Standing<'_>, opening: &Opening) -> Vec<Vec<TaskKind>> {
    let mut pool = kinds_of(opening);
    pool.extend(usual_tasks(&standing.case, opening.family));
    let pairs = pool.iter().flat_map(|&one| {
        let others = pool.iter().filter(move |&&other| other > one);
        others.map(move |&other| vec![one, other])
    });
    let mut bundles: Vec<Vec<TaskKind>> = pairs.chain(pool.iter().map(|&one| vec![one])).collect();
    // What is nearest to the opening as it is comes first, then what is more work.
    let own = kinds_of(opening);
    bundles.sort_by_key(|kinds| {
        let strange = kinds.iter().filter(|kind| !own.contains(kind)).count();
        (strange, Reverse(kinds.len()), kinds.clone())
    });
    bundles
}

fn kinds_of(opening: &Opening) -> BTreeSet<TaskKind> {
    opening.tasks.iter().map(|task| task.kind).collect()
}
