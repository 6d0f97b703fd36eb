//! What stands between one candidate and one opening: rules that close it, shortages in its weeks.

use std::collections::{BTreeMap, BTreeSet};

use super::corner::View;
use super::standing::Standing;
use crate::domain::{Activity, Candidate, CandidateId, Opening, OpeningId};
use crate::eligibility::{Reason, Screened, ready_for};
use crate::problem::{Ledger, Shortage};

/// An opening as it stands for one candidate.
pub(super) struct Door<'s> {
    pub(super) opening: &'s Opening,
    /// Every reason against it.
    pub(super) reasons: Vec<Reason>,
    /// For each activity, the codes of the rules that close it.
    pub(super) closed_by: BTreeMap<Activity, BTreeSet<&'static str>>,
    /// For each worthwhile option and week, what it is short of.
    pub(super) short_of: Vec<Vec<Shortage>>,
    /// Every opening where the candidate can try something.
    options: BTreeSet<OpeningId>,
}

impl<'s> Door<'s> {
    /// An opening with the rules that close it.
    pub(super) fn closed(opening: &'s Opening, who: &Candidate, screened: &Screened) -> Self {
        let reasons = screened.refused.get(&opening.id).cloned().unwrap_or_default();
        let by = |activity| {
            let closes = |reason: &&Reason| reason.activity.is_none_or(|it| it == activity);
            reasons.iter().filter(closes).map(|reason| reason.rule).collect()
        };
        let activities = if reasons.iter().any(|reason| reason.rule == NOT_OFFERED) {
            // No activity is in question yet: the rules of all stand for each.
            Activity::ALL.to_vec()
        } else {
            let is_offered = |activity: &Activity| opening.activities.contains(activity);
            ready_for(who).into_iter().filter(is_offered).collect()
        };
        let closed_by = activities.into_iter().map(|activity| (activity, by(activity))).collect();
        let options = screened.options.iter().map(|option| option.opening.clone());
        let options = options.collect();
        Self { opening, reasons, closed_by, short_of: Vec::new(), options }
    }

    /// What stands around the opening for the candidate.
    pub(super) fn around<'a>(&self, standing: &'a Standing<'_>, who: &Candidate) -> Standing<'a> {
        let mut openings = self.options.clone();
        openings.insert(self.opening.id.clone());
        standing.corner(View::from([(who.id.clone(), openings)]))
    }

    /// Whether some activity is closed by nothing but these rules, and by one of them at least.
    pub(super) fn is_closed_only_by(&self, rules: &[&str]) -> bool {
        let mut closed = self.closed_by.values().filter(|codes| !codes.is_empty());
        closed.any(|codes| codes.iter().all(|code| rules.contains(code)))
    }

    /// Whether no rule closes some activity.
    pub(super) fn is_open(&self) -> bool {
        self.closed_by.values().any(BTreeSet::is_empty)
    }

    /// Whether, for some option in some week, these shortages are all that is in the way.
    pub(super) fn is_short_only_of(&self, is_such: impl Fn(&Shortage) -> bool) -> bool {
        self.short_of.iter().any(|week| week.iter().all(&is_such))
    }
}

/// Every opening within the candidate's reach as it stands.
pub(super) fn doors<'s>(standing: &'s Standing<'_>, candidate: &'s Candidate) -> Vec<Door<'s>> {
    let screening = standing.screen(|id| *id == candidate.id);
    let stated = standing.state(&screening);
    let books = Ledger::empty(&stated.problem);
    let mut short_of: BTreeMap<&str, Vec<Vec<Shortage>>> = BTreeMap::new();
    let options = stated.problem.options.iter().enumerate();
    for (at, option) in options.filter(|(_, option)| option.value > 0.0) {
        let weeks = books.by_week(at).map(|(_, in_the_way)| in_the_way);
        short_of.entry(&option.opening).or_default().extend(weeks);
    }
    let screened = &screening.candidates[&candidate.id];
    let within_reach =
        standing.case.openings.iter().filter(|opening| is_near(screened, &opening.id));
    within_reach
        .map(|opening| {
            let short_of = short_of.remove(opening.id.as_str()).unwrap_or_default();
            Door { short_of, ..Door::closed(opening, candidate, screened) }
        })
        .collect()
}

/// The code of the rule that an activity must be offered.
pub(super) const NOT_OFFERED: &str = "activity-not-offered";

fn is_near(screened: &Screened, opening: &OpeningId) -> bool {
    screened.refused.contains_key(opening)
        || screened.options.iter().any(|option| option.opening == *opening)
}

/// A candidate of the case.
pub(super) fn candidate<'s>(standing: &'s Standing<'_>, id: &CandidateId) -> &'s Candidate {
    let found = standing.case.candidates.iter().find(|candidate| candidate.id == *id);
    found.expect("those who wait are in the case")
}
