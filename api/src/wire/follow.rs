//! Follow-up: what somebody waits for, visits, milestones, fill rates over a period, and work without pay.

use engine::domain::{CandidateId, PlacementId};
use engine::follow::fill::Fill;
use engine::follow::unpaid::UnpaidWork;
use engine::follow::{Milestone, Unplanned, Visit, Visited, Warning};
use engine::journey::Sequence;
use serde::Serialize;
use utoipa::ToSchema;

use crate::audit::GROUP_LEAST;

/// What the follow-up of a caseload asks for now.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct FollowUpBody {
    /// The day.
    #[schema(format = Date)]
    pub on: String,
    /// Who waits for an answer, before all else, and whose mentor is gone.
    pub alarms: Vec<AlarmBody>,
    /// Visits with a day: what is wrong first, then what is overdue, then day by day.
    pub visits: Vec<VisitBody>,
    /// Visits for which there is no day.
    pub unplanned: Vec<UnplannedBody>,
    /// Events that have come before drop-out, each with the visit that is proposed. Never for an employer.
    pub warnings: Vec<WarningBody>,
    /// The jobs that are followed up.
    pub jobs: Vec<FollowedJobBody>,
    /// Jobbsmak and trials that are booked or run, which are followed up too.
    pub activities: Vec<FollowedActivityBody>,
}

/// Something that cannot wait.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AlarmBody {
    /// What: `concern` where somebody has said that something is wrong, `mentor_gone` where nobody helps at work.
    pub what: &'static str,
    /// Who.
    pub candidate: String,
    /// The job, where it is one.
    pub placement: Option<String>,
    /// The number of the event, which the answer names.
    #[schema(minimum = 1)]
    pub number: Option<u32>,
    /// Who said it.
    pub by: Option<&'static str>,
    /// Since when.
    #[schema(format = Date)]
    pub since: String,
    /// The day by which it is answered: the same working day for what somebody has said.
    #[schema(format = Date)]
    pub answer_by: String,
    /// Whether that day has passed.
    pub is_overdue: bool,
}

/// A visit with its day.
#[derive(Debug, Serialize, ToSchema)]
pub struct VisitBody {
    /// Who; nobody where the job is stored without a journey.
    pub candidate: Option<String>,
    /// The job, where it is one.
    pub placement: Option<String>,
    /// The number of the event that booked the jobbsmak or trial, where it is one.
    #[schema(minimum = 1)]
    pub booking: Option<u32>,
    /// Who visits.
    pub specialist: String,
    /// What for: `concern`, `after_loss`, `after_start`, `before_start`, `agreed` or `rhythm`.
    pub occasion: &'static str,
    /// The day.
    #[schema(format = Date)]
    pub on: String,
    /// The day by which it is or was due.
    #[schema(format = Date)]
    pub due_by: String,
    /// Days by which it is overdue today.
    pub overdue_days: i32,
    /// Days by which it comes after it is due.
    pub late_days: i32,
    /// Whether it takes hours that the specialist does not have, since it cannot wait.
    pub beyond_hours: bool,
    /// Whether the specialist is away, and a colleague has to go.
    pub needs_colleague: bool,
}

/// The person, the job and the booking of what is visited. Whose a job is, the second says.
fn parts(
    visited: &Visited,
    whose: impl Fn(&PlacementId) -> Option<CandidateId>,
) -> (Option<String>, Option<String>, Option<u32>) {
    let (candidate, placement, booking) = match visited {
        Visited::Job(id) => (whose(id), Some(id.to_string()), None),
        Visited::Activity(id, Sequence(number)) => (Some(id.clone()), None, Some(*number)),
        Visited::Person(id) => (Some(id.clone()), None, None),
    };
    (candidate.map(|id| id.to_string()), placement, booking)
}

impl VisitBody {
    /// A visit; whose a job is, `whose` says.
    #[must_use]
    pub fn of(visit: &Visit, whose: impl Fn(&PlacementId) -> Option<CandidateId>) -> Self {
        let Visit { visited, specialist, occasion, on, due_by, .. } = visit;
        let Visit { overdue_days, late_days, beyond_hours, needs_colleague, .. } = *visit;
        let (candidate, placement, booking) = parts(visited, whose);
        Self {
            candidate,
            placement,
            booking,
            specialist: specialist.to_string(),
            occasion: occasion.code(),
            on: on.to_string(),
            due_by: due_by.to_string(),
            overdue_days,
            late_days,
            beyond_hours,
            needs_colleague,
        }
    }
}

/// A visit without a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnplannedBody {
    /// Who; nobody where the job is stored without a journey.
    pub candidate: Option<String>,
    /// The job, where it is one.
    pub placement: Option<String>,
    /// The number of the event that booked the jobbsmak or trial, where it is one.
    #[schema(minimum = 1)]
    pub booking: Option<u32>,
    /// What for, as of a visit.
    pub occasion: &'static str,
    /// The day by which it is due.
    #[schema(format = Date)]
    pub due_by: String,
    /// Days by which it is overdue today.
    pub overdue_days: i32,
    /// Why it has none: `no_specialist` or `no_hours`.
    pub why: &'static str,
}

impl UnplannedBody {
    /// A visit that has no day; whose a job is, `whose` says.
    #[must_use]
    pub fn of(unplanned: &Unplanned, whose: impl Fn(&PlacementId) -> Option<CandidateId>) -> Self {
        let Unplanned { visited, occasion, due_by, overdue_days, why } = unplanned;
        let (candidate, placement, booking) = parts(visited, whose);
        Self {
            candidate,
            placement,
            booking,
            occasion: occasion.code(),
            due_by: due_by.to_string(),
            overdue_days: *overdue_days,
            why: why.code(),
        }
    }
}

/// An event that has come before drop-out, and the visit that is proposed: a person decides whether it is made.
#[derive(Debug, Serialize, ToSchema)]
pub struct WarningBody {
    /// Who.
    pub candidate: String,
    /// What it rests on.
    pub because_of: &'static str,
    /// The day of the event, or of the last of several.
    #[schema(format = Date)]
    pub since: String,
    /// How many such events.
    pub times: u32,
    /// The day by which a visit is proposed.
    #[schema(format = Date)]
    pub visit_by: String,
}

impl WarningBody {
    /// A warning about somebody.
    #[must_use]
    pub fn of(candidate: &CandidateId, warning: &Warning) -> Self {
        let Warning { because_of, since, times, visit } = warning;
        Self {
            candidate: candidate.to_string(),
            because_of: because_of.code(),
            since: since.to_string(),
            times: *times,
            visit_by: visit.by.to_string(),
        }
    }
}

/// A job that is followed up.
#[derive(Debug, Serialize, ToSchema)]
pub struct FollowedJobBody {
    /// Who.
    pub candidate: String,
    /// The job.
    pub placement: String,
    /// Where; the last workplace.
    pub workplace: Option<String>,
    /// Its first day.
    #[schema(format = Date)]
    pub started: String,
    /// Its last day, if it has ended.
    #[schema(format = Date)]
    pub ended: Option<String>,
    /// The mentor, as far as anybody has said.
    pub mentor: Option<MentorBody>,
    /// Visits that were agreed and not held, since the last one that was.
    #[schema(value_type = Vec<String>)]
    pub missed: Vec<String>,
    /// How long it has lasted.
    pub milestones: Vec<MilestoneBody>,
}

/// A jobbsmak or a trial that is followed up.
#[derive(Debug, Serialize, ToSchema)]
pub struct FollowedActivityBody {
    /// Who.
    pub candidate: String,
    /// The number of the event that booked it.
    #[schema(minimum = 1)]
    pub booking: u32,
    /// `jobbsmak` or `trial`.
    pub activity: &'static str,
    /// Where.
    pub workplace: String,
    /// The first day: the one on which it began, or on which it is to.
    #[schema(format = Date)]
    pub started: String,
    /// The last day as it is booked.
    #[schema(format = Date)]
    pub until: String,
    /// Whether it has begun.
    pub has_begun: bool,
    /// The mentor, as far as anybody has said.
    pub mentor: Option<MentorBody>,
    /// Visits that were agreed and not held, since the last one that was.
    #[schema(value_type = Vec<String>)]
    pub missed: Vec<String>,
}

/// The mentor at a workplace.
#[derive(Debug, Serialize, ToSchema)]
pub struct MentorBody {
    /// Whether it is settled who stands in.
    pub has_stand_in: bool,
    /// Whether the mentor has left and nobody has taken over.
    pub is_gone: bool,
}

/// A mark by which retention is told.
#[derive(Debug, Serialize, ToSchema)]
pub struct MilestoneBody {
    /// Months from the first day.
    pub months: i32,
    /// The day they are over.
    #[schema(format = Date)]
    pub due_on: String,
    /// What is known: `ahead`, `reached`, `left_onward`, `left` or `unknown`, which is a reason to ask.
    pub standing: &'static str,
}

impl From<&Milestone> for MilestoneBody {
    fn from(milestone: &Milestone) -> Self {
        let Milestone { months, due_on, standing } = *milestone;
        Self { months, due_on: due_on.to_string(), standing: standing.code() }
    }
}

/// How many jobs have lasted: figures, and nobody.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionBody {
    /// The day.
    #[schema(format = Date)]
    pub on: String,
    /// One row for each milestone.
    pub milestones: Vec<RetentionRow>,
}

/// Jobs whose milestone has passed. What is `null` is a group too small to be told of.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionRow {
    /// Months from the first day.
    pub months: i32,
    /// All of them.
    pub jobs: Option<u64>,
    /// Those that lasted.
    pub reached: Option<u64>,
    /// Those whose people had gone on to something of their own.
    pub left_onward: Option<u64>,
    /// Those that had ended.
    pub left: Option<u64>,
    /// Those of which nobody has said.
    pub unknown: Option<u64>,
}

/// Fill rates over a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct PeriodFillBody {
    /// The first day.
    #[schema(format = Date)]
    pub from: String,
    /// The last day.
    #[schema(format = Date)]
    pub to: String,
    /// All together.
    pub whole: ReadingsBody,
    /// Posts, by employer.
    pub by_employer: Vec<GroupFillBody>,
    /// Posts, by opening.
    pub by_opening: Vec<GroupFillBody>,
    /// All together, by month.
    pub by_month: Vec<MonthFillBody>,
}

/// The field's four readings of how full places are. One that rests on what is unknown is missing.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadingsBody {
    /// Posts filled, of posts approved.
    pub posts: FillBody,
    /// People at work, of the jobs there can be under schemes that have a quota.
    pub heads: Option<FillBody>,
    /// Places, where a small position counts half, of the same.
    pub places: Option<FillBody>,
    /// People followed up, of the most that the specialists' posts have room for.
    pub caseload_of_most: Option<FillBody>,
    /// People followed up, of the fewest that are usual for the specialists' posts.
    pub caseload_of_least: Option<FillBody>,
}

/// How much of something is used, on an average day.
#[derive(Debug, Serialize, ToSchema)]
pub struct FillBody {
    /// What is used; nothing where it is masked.
    pub used: Option<f64>,
    /// What there is.
    pub of: f64,
    /// The share; nothing where there is nothing, or it is masked.
    pub share: Option<f64>,
    /// Whether there are too few people to be told of.
    pub is_masked: bool,
}

impl FillBody {
    /// What is used and what there is; the first where it can be told.
    #[must_use]
    pub fn of(fill: Fill, tells: bool) -> Self {
        let Fill { used, of, share } = fill;
        Self { used: tells.then_some(used), of, share: share.filter(|_| tells), is_masked: !tells }
    }
}

/// Posts of an employer or an opening.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupFillBody {
    /// The opening, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening: Option<String>,
    /// The employer.
    pub employer: String,
    /// Posts filled, of posts approved.
    pub posts: FillBody,
}

/// A month, as far as it is in the period.
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthFillBody {
    /// The first day.
    #[schema(format = Date)]
    pub from: String,
    /// The last day.
    #[schema(format = Date)]
    pub to: String,
    /// The readings.
    #[serde(flatten)]
    pub readings: ReadingsBody,
}

/// What jobbsmak and trials have come to. What is `null` is a number too small to be told of.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnpaidSum {
    /// Jobbsmak that have begun or are booked.
    pub jobbsmak: Option<u32>,
    /// Trials that have begun or are booked.
    pub trials: Option<u32>,
    /// Weeks of them without pay, each that was begun a whole one.
    pub unpaid_weeks: Option<u32>,
    /// Of those, the weeks that no job came of.
    pub unpaid_weeks_without_job: Option<u32>,
    /// How many of them a job came of.
    pub led_to_job: Option<u32>,
}

impl From<UnpaidWork> for UnpaidSum {
    fn from(sum: UnpaidWork) -> Self {
        let UnpaidWork { jobbsmak, trials, unpaid_weeks, unpaid_weeks_without_job, led_to_job } =
            sum;
        Self {
            jobbsmak: Some(jobbsmak),
            trials: Some(trials),
            unpaid_weeks: Some(unpaid_weeks),
            unpaid_weeks_without_job: Some(unpaid_weeks_without_job),
            led_to_job: Some(led_to_job),
        }
    }
}

impl UnpaidSum {
    /// The same, where those who tried are fewer than five, without any of it.
    #[must_use]
    pub fn masked(self) -> Self {
        let tried = self.jobbsmak.unwrap_or(0) + self.trials.unwrap_or(0);
        let small = |it: u32| (1..GROUP_LEAST).contains(&u64::from(it));
        let tells = |it: Option<u32>| it.filter(|it| !small(tried) && !small(*it));
        // Whoever knows one of two knows the other.
        let both = tells(self.jobbsmak).zip(tells(self.trials));
        Self {
            jobbsmak: both.map(|it| it.0),
            trials: both.map(|it| it.1),
            unpaid_weeks: tells(self.unpaid_weeks),
            unpaid_weeks_without_job: tells(self.unpaid_weeks_without_job),
            led_to_job: tells(self.led_to_job),
        }
    }
}

/// How much work without pay there can be before somebody says why there is more.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnpaidMostBody {
    /// Months back that count.
    pub in_months: u32,
    /// Weeks of one person that no job came of.
    pub person_weeks: u32,
    /// Weeks at one workplace that no job came of.
    pub workplace_weeks: u32,
    /// Where that stands.
    pub source: Option<String>,
    /// Why, where nobody has measured it.
    pub assumption: Option<String>,
}

/// Work without pay of a person and at a workplace, before something is booked.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnpaidWorkBody {
    /// What the person has tried, wherever it was.
    pub person: UnpaidSum,
    /// What people have tried at this workplace.
    pub workplace: UnpaidSum,
    /// How much there can be; nothing where the rules do not say.
    pub most: Option<UnpaidMostBody>,
    /// What would be beyond that: `person_beyond`, `workplace_beyond`. To book it takes a reason.
    #[schema(value_type = Vec<String>)]
    pub warnings: Vec<&'static str>,
    /// Whether person and enterprise are of one family, as far as anybody has asked: `none`, `related` or `unknown`.
    pub family: &'static str,
}

/// Work without pay at a workplace.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkplaceUnpaidBody {
    /// Which.
    pub workplace: String,
    /// The day.
    #[schema(format = Date)]
    pub on: String,
    /// Everything that people have tried there.
    pub in_all: UnpaidSum,
    /// What counts for the limit today; nothing where the rules have none.
    pub counted: Option<UnpaidSum>,
    /// How much there can be; nothing where the rules do not say.
    pub most: Option<UnpaidMostBody>,
    /// `workplace_beyond` where there has been more.
    #[schema(value_type = Vec<String>)]
    pub warnings: Vec<&'static str>,
}
