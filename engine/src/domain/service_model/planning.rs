//! The rules that no plan can do without, taken together as they stand on a day.

use jiff::civil::Date;

use super::{HoursByNeed, ServiceModel};
use crate::domain::{Activity, Level, Share, WeeklyMinutes, Weeks};

/// The rules that no plan can do without, as they stand on a day.
#[derive(Debug, Clone, Copy)]
pub struct Planning<'a> {
    jobbsmak: ActivityHours<'a>,
    trial: ActivityHours<'a>,
    /// The most jobbsmak for one candidate in the horizon.
    pub jobbsmak_most: u32,
    /// The mentor's further hours a week for each level of independence that is lacking.
    pub mentor_hours_per_missing_independence: WeeklyMinutes,
    /// The support need to reckon with for tasks that nobody has mapped.
    pub support_need_unmapped: Level,
    /// The share of a pair's ordinary hours that holidays and closed days must leave of a first week.
    pub first_week_share_least: Share,
    /// The share that they must leave of an activity's weeks taken together.
    pub weeks_share_least: Share,
    /// The share of value lost for each week that a start is later.
    pub start_discount: Share,
}

/// What an activity takes.
#[derive(Debug, Clone, Copy)]
pub struct ActivityHours<'a> {
    /// Its length.
    pub weeks: usize,
    /// The mentor's hours.
    pub mentor: &'a HoursByNeed,
    /// The specialist's hours.
    pub specialist: &'a HoursByNeed,
}

impl<'a> Planning<'a> {
    /// What an activity takes.
    #[must_use]
    pub fn of(&self, activity: Activity) -> ActivityHours<'a> {
        match activity {
            Activity::Jobbsmak => self.jobbsmak,
            Activity::Trial => self.trial,
        }
    }
}

impl ServiceModel {
    /// The rules that no plan can do without, on a day.
    ///
    /// # Errors
    ///
    /// The names of rules that are unknown on that day, or whose hours are not one for each week.
    pub fn planning_on(&self, day: Date) -> Result<Planning<'_>, Vec<&'static str>> {
        let mut lacking = Vec::new();
        let rules = &self.rules;
        macro_rules! known {
            ($($rule:ident),*) => {$(
                let $rule = rules.$rule.on(day);
                if $rule.is_none() {
                    lacking.push(stringify!($rule));
                }
            )*};
        }
        known!(
            jobbsmak_weeks,
            mentor_hours_jobbsmak,
            specialist_hours_jobbsmak,
            trial_weeks,
            mentor_hours_trial,
            specialist_hours_trial,
            jobbsmak_most,
            mentor_hours_per_missing_independence,
            support_need_unmapped,
            first_week_share_least,
            weeks_share_least,
            start_discount
        );
        let activity = |weeks: Option<&Weeks>, mentor, specialist| {
            let (weeks, mentor, specialist) = (weeks?, mentor?, specialist?);
            Some(ActivityHours { weeks: usize::from(weeks.get()), mentor, specialist })
        };
        let jobbsmak = activity(jobbsmak_weeks, mentor_hours_jobbsmak, specialist_hours_jobbsmak);
        let trial = activity(trial_weeks, mentor_hours_trial, specialist_hours_trial);
        let uneven =
            |a: &ActivityHours<'_>| a.mentor.weeks() != a.weeks || a.specialist.weeks() != a.weeks;
        if jobbsmak.as_ref().is_some_and(|a| a.weeks != 1 || uneven(a)) {
            lacking.push("jobbsmak_weeks");
        }
        if trial.as_ref().is_some_and(uneven) {
            lacking.push("trial_weeks");
        }
        let planning = || {
            Some(Planning {
                jobbsmak: jobbsmak?,
                trial: trial?,
                jobbsmak_most: *jobbsmak_most?,
                mentor_hours_per_missing_independence: *mentor_hours_per_missing_independence?,
                support_need_unmapped: *support_need_unmapped?,
                first_week_share_least: *first_week_share_least?,
                weeks_share_least: *weeks_share_least?,
                start_discount: *start_discount?,
            })
        };
        planning().filter(|_| lacking.is_empty()).ok_or(lacking)
    }
}
