//! Every hard rule, in the order in which they run and their reasons are told.
//!
//! To add one: write a file with its `check`, and give it a line in [`RULES`]. A rule closes a door only
//! for a limit that the person has stated, for the law or the scheme, or for a genuine requirement of the
//! workplace. What is only hard becomes hours, a later start or a next step.

use super::Ground::{Person, Scheme, Workplace};
use super::facts::Rule;
pub use activity::ready_for;

macro_rules! rules {
    ($($code:expr, $ground:ident, $file:ident;)*) => {
        $(mod $file;)*

        /// The table of rules.
        pub(super) const RULES: &[Rule] =
            &[$(Rule { code: $code, ground: $ground, check: $file::check }),*];
    };
}

/// The code of the rule for reach.
pub(crate) const REACH: &str = "out-of-reach";

#[rustfmt::skip]
rules! {
    // code                            whose limit  file
    "no-yes-to-taking-part",           Person,      taking_part;
    "declined",                        Person,      declined;
    "below-minimum-position",          Scheme,      position_least;
    "opening-below-minimum-position",  Scheme,      opening_position_least;
    "position-apart",                  Person,      position;
    "too-few-common-hours",            Person,      hours;
    REACH,                             Person,      reach;
    "adaptation-missing",              Person,      adaptations;
    "certificate-missing",             Workplace,   certificates;
    "avoided-family",                  Person,      avoided_family;
    "avoided-employer",                Person,      avoided_employer;
    "mentor-missing",                  Scheme,      mentor;
    "release-refused",                 Person,      release;
    "scheme-wrong",                    Scheme,      scheme;
    "district-outside-scheme",         Scheme,      district;
    "arena-outside-scheme",            Scheme,      arena;
    "sector-outside-scheme",           Scheme,      sector;
    "wage-outside-scheme",             Scheme,      wage;
    "wage-too-low",                    Scheme,      wage_level;
    "work-not-independent",            Scheme,      independent_work;
    "quota-full",                      Scheme,      quota;
    "decision-missing",                Scheme,      decision;
    "made-for-another",                Workplace,   made_for;
    "preparation",                     Person,      preparations;
    // From here on about weeks: what is left for a start of each activity.
    "activity-not-offered",            Workplace,   activity;
    "not-open-in-these-weeks",         Workplace,   open;
    "horizon-too-short",               Scheme,      horizon;
    "not-ready-in-time",               Workplace,   ready_in_time;
    "no-start-on-these-days",          Workplace,   start_days;
    "scheme-not-open",                 Scheme,      scheme_open;
    "decision-later",                  Scheme,      decision_in_force;
    "follow-up-lacking",               Scheme,      follow_up;
    "too-few-working-days",            Workplace,   working_weeks;
    "no-common-week",                  Workplace,   common_week;
}
