//! After the placement: when to visit whom, what comes first, how long jobs last, and which places are used.
//!
//! What is known of each job comes in; days and figures go out. Nothing here weighs one person against another:
//! visits are ordered by what was promised and by when, and an early warning names the event it rests on. It proposes
//! a visit, the person can see it, and an employer never does.

pub mod fill;
mod jobs;
mod milestone;
mod rhythm;
pub mod unpaid;
mod visits;
mod warning;

pub use jobs::{JobHeld, Stay, Work, work_on};
pub use milestone::{Job, MILESTONES, Milestone, Standing, milestones};
pub use rhythm::{INTENSIVE_MONTHS, SETTLED_MONTHS, VISIT_HOURS, weeks_between};
pub use visits::{
    Concern, Followed, Occasion, Unplanned, Visit, VisitPlan, Visited, Visiting, WhyUnplanned,
    answer_by, plan_visits,
};
pub use warning::{Proposed, Reader, Sign, SignKind, Warning, early_warnings};

#[cfg(test)]
mod journey_tests;
#[cfg(test)]
mod tests;
