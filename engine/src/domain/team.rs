//! Job specialists, and the people in work whom they follow up.

use jiff::civil::Date;

use super::{
    JobFamily, Period, PlacementId, PositionPct, SchemeCode, SpecialistId, WeekCount,
    WeeklyMinutes, WorkplaceId,
};
use crate::reading::record;

record! {
    /// A job specialist.
    pub struct JobSpecialist {
        /// An id.
        pub id: SpecialistId,
        /// The size of the post.
        pub position: PositionPct,
        /// People followed up now.
        pub present_caseload: u32,
        /// The most people, if it is not the service model's share for the post.
        pub caseload_most: Option<u32>,
        /// Hours a week for candidates and people in work, before anything is promised.
        pub support_hours_week: WeeklyMinutes,
        /// Days of leave.
        pub leave: Vec<Period> = Vec::new(),
    }

    /// Someone's lasting job that the service follows up.
    pub struct Placement {
        /// An id.
        pub id: PlacementId,
        /// Where.
        pub workplace: WorkplaceId,
        /// The kind of work.
        pub family: JobFamily,
        /// The size of the position.
        pub position: PositionPct,
        /// The scheme.
        pub scheme: Option<SchemeCode>,
        /// When it began.
        pub started: Date,
        /// Who follows up.
        pub specialist: Option<SpecialistId>,
        /// The follow-up that is promised.
        pub follow_up: Option<FollowUp>,
    }

    /// A promised rhythm of visits.
    pub struct FollowUp {
        /// Weeks from one visit to the next.
        pub every_weeks: WeekCount,
        /// Hours that a visit takes, with the way.
        pub hours: WeeklyMinutes,
        /// The next visit.
        pub next: Date,
    }
}
