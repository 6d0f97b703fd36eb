//! What the rules find about one pair: reasons against it, weeks left for a start, next steps.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Rule;
use super::{Figure, NextStep, Reason, StartWindow};
use crate::domain::Activity;

/// What the rules have found so far.
pub(super) struct Findings {
    rule: &'static Rule,
    pub(super) reasons: Vec<Reason>,
    pub(super) steps: BTreeSet<NextStep>,
    /// The first week in which what must be in place is in place.
    pub(super) ready_in_week: usize,
    /// The weeks in which each activity can still start.
    pub(super) starts: BTreeMap<Activity, BTreeSet<usize>>,
}

impl Findings {
    /// What all `rules`, in their order, find.
    pub(super) fn of(pair: &super::facts::Pair<'_>, rules: &'static [Rule]) -> Self {
        let [first, ..] = rules else { unreachable!("there are rules") };
        let mut findings = Self {
            rule: first,
            reasons: Vec::new(),
            steps: BTreeSet::new(),
            ready_in_week: 0,
            starts: BTreeMap::new(),
        };
        for rule in rules {
            findings.rule = rule;
            (rule.check)(pair, &mut findings);
        }
        findings
    }

    /// The activities that the person is ready for and the workplace offers.
    pub(super) fn activities(&self) -> Vec<Activity> {
        self.starts.keys().copied().collect()
    }

    /// The rule closes the pair.
    pub(super) fn close(&mut self, needed: Figure, found: Figure) {
        self.add_reason(None, needed, found);
    }

    /// Something to do, before a start or on the way.
    pub(super) fn step(&mut self, step: NextStep) {
        self.steps.insert(step);
    }

    /// Nothing can start before this week.
    pub(super) fn not_before(&mut self, week: usize) {
        self.ready_in_week = self.ready_in_week.max(week);
    }

    /// The rule leaves only some weeks for starts; where it leaves none of `all`, it closes the activity.
    pub(super) fn keep_starts(
        &mut self,
        activity: Activity,
        all: std::ops::Range<usize>,
        keep: impl Fn(usize) -> bool,
        conflict: impl FnOnce() -> (Figure, Figure),
    ) {
        let allowed: BTreeSet<usize> = all.filter(|week| keep(*week)).collect();
        if allowed.is_empty() {
            let (needed, found) = conflict();
            self.add_reason(Some(activity), needed, found);
        }
        if let Some(starts) = self.starts.get_mut(&activity) {
            starts.retain(|week| allowed.contains(week));
        }
    }

    /// The rule closes one activity.
    pub(super) fn close_activity(&mut self, activity: Activity, needed: Figure, found: Figure) {
        self.add_reason(Some(activity), needed, found);
    }

    fn add_reason(&mut self, activity: Option<Activity>, needed: Figure, found: Figure) {
        let Rule { code, ground, .. } = *self.rule;
        self.reasons.push(Reason { rule: code, ground, activity, needed, found });
    }

    /// In how many weeks something can start, over all activities.
    pub(super) fn starts_left(&self) -> usize {
        let windows = self.starts.keys().filter_map(|activity| self.windows(*activity)).flatten();
        windows.map(|window| window.latest + 1 - window.earliest).sum()
    }

    /// The weeks in which an activity can start, if nothing stands against it.
    pub(super) fn windows(&self, activity: Activity) -> Option<Vec<StartWindow>> {
        let closed = |reason: &Reason| reason.activity.is_none_or(|closed| closed == activity);
        if self.reasons.iter().any(closed) {
            return None;
        }
        let mut windows: Vec<StartWindow> = Vec::new();
        for &week in self.starts.get(&activity)? {
            match windows.last_mut() {
                Some(last) if last.latest + 1 == week => last.latest = week,
                _ => windows.push(StartWindow { earliest: week, latest: week }),
            }
        }
        Some(windows)
    }
}
