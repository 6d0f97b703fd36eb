//! The plan of visits: what somebody waits for first, then what is overdue, then what comes, within each
//! specialist's hours.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use schemars::JsonSchema;
use serde::Serialize;

use super::rhythm::weeks_between;
use crate::domain::{
    CandidateId, JobSpecialist, PlacementId, SaidBy, ServiceModel, SpecialistId, WeeklyMinutes,
};
use crate::journey::Sequence;
use crate::reading::codes;

/// Days before the first day of a job, a jobbsmak or a trial in which the person is visited.
///
/// Source: item 23 of the Supported Employment Fidelity Scale (IPS-25): within a week before the start.
const BEFORE_START_DAYS: i32 = 7;

/// Days after the first day of one, and after the loss of a job, by which the person is visited.
///
/// Source: the same item: within three days after the start, and after a loss.
const AFTER_DAYS: i32 = 3;

/// How much earlier than it is due a visit of the rhythm can be, to fit a specialist's week. An assumption.
const EARLY_DAYS: i32 = 7;

codes! {
    /// What a visit is for, in the order in which it goes before others that are due on the same day.
    pub enum Occasion {
        /// Employee, mentor or employer has said that something is wrong.
        Concern = "concern",
        /// The job was lost.
        AfterLoss = "after_loss",
        /// The job, the jobbsmak or the trial has begun.
        AfterStart = "after_start",
        /// It begins.
        BeforeStart = "before_start",
        /// The day is agreed with the person.
        Agreed = "agreed",
        /// The rhythm of the service model.
        Rhythm = "rhythm",
    }

    /// Why a visit has no day.
    pub enum WhyUnplanned {
        /// Nobody follows up.
        NoSpecialist = "no_specialist",
        /// The specialist has no hours left in the weeks that are planned.
        NoHours = "no_hours",
    }
}

/// Somebody has said that something is wrong, and nobody has answered yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concern {
    /// The day it was said.
    pub raised_on: Date,
    /// Who said it.
    pub by: SaidBy,
}

/// What somebody is visited at. Visits of the same need are in this order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Visited {
    /// A job.
    Job(PlacementId),
    /// A jobbsmak or a trial, by the number of the event that booked it.
    Activity(CandidateId, Sequence),
    /// Neither, as between a trial and the job that comes of it: what is agreed with the person.
    Person(CandidateId),
}

/// Something that is followed up, or a job that was lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// What.
    pub visited: Visited,
    /// Who follows it up.
    pub specialist: Option<SpecialistId>,
    /// Its first day, which may lie ahead; none where nothing begins, which then has no rhythm either.
    pub started: Option<Date>,
    /// Its last day, if a job has been lost.
    pub lost_on: Option<Date>,
    /// The last day as it is booked, after which there is no rhythm; none of a job.
    pub until: Option<Date>,
    /// The day of the last visit that was held.
    pub last_visit: Option<Date>,
    /// The next visit that is agreed with the person.
    pub agreed: Option<Date>,
    /// Hours that a visit takes, with the way.
    pub hours: WeeklyMinutes,
    /// What somebody has said and nobody has answered.
    pub concerns: Vec<Concern>,
}

/// What visits are planned from.
#[derive(Debug, Clone, Copy)]
pub struct Visiting<'a> {
    /// The rules.
    pub model: &'a ServiceModel,
    /// The day on which it is planned.
    pub today: Date,
    /// How many weeks are planned, this one among them.
    pub weeks: usize,
    /// The specialists, with their hours and leave.
    pub specialists: &'a [JobSpecialist],
    /// What is promised to activities that run, by specialist and week from this one on.
    pub promised: &'a BTreeMap<SpecialistId, Vec<WeeklyMinutes>>,
    /// Jobs, and what people try.
    pub followed: &'a [Followed],
}

/// A visit with its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Visit {
    /// At what.
    pub visited: Visited,
    /// Who visits.
    pub specialist: SpecialistId,
    /// What for.
    pub occasion: Occasion,
    /// The day.
    pub on: Date,
    /// The day by which it was or is due.
    pub due_by: Date,
    /// Days by which it is overdue today; 0 where it is not.
    pub overdue_days: i32,
    /// Days by which it comes after it is due, because there is no room before.
    pub late_days: i32,
    /// Whether it takes hours that the specialist does not have, since it cannot wait.
    pub beyond_hours: bool,
    /// Whether the specialist is away, and a colleague has to go.
    pub needs_colleague: bool,
}

/// A visit without a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unplanned {
    /// At what.
    pub visited: Visited,
    /// What for.
    pub occasion: Occasion,
    /// The day by which it is due.
    pub due_by: Date,
    /// Days by which it is overdue today; 0 where it is not.
    pub overdue_days: i32,
    /// Why it has none.
    pub why: WhyUnplanned,
}

/// Visits in the order in which they matter: what is wrong, what is overdue, and then day by day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct VisitPlan {
    /// Those with a day.
    pub visits: Vec<Visit>,
    /// Those without.
    pub unplanned: Vec<Unplanned>,
}

/// A visit that is needed. The order is that in which needs choose their day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Need {
    /// 0 for a concern, 1 for what is overdue, 2 for what comes.
    class: u8,
    due_by: Date,
    occasion: Occasion,
    /// Which of what is followed, in its order.
    job: usize,
    /// The first day on which it makes sense.
    from: Date,
}

/// Plans the visits of the weeks to come.
///
/// A concern is answered the same working day, or the next one where it was raised on a day without work, whatever
/// hours are left. What is agreed with the person stands on its day. Everything else has the days that it is worth:
/// what is overdue the first with room, a visit of the rhythm the last in time.
#[must_use]
pub fn plan_visits(visiting: &Visiting<'_>) -> VisitPlan {
    let mut jobs: Vec<&Followed> = visiting.followed.iter().collect();
    jobs.sort_by(|a, b| a.visited.cmp(&b.visited));
    let mut diary = Diary::new(visiting);
    let mut plan = VisitPlan::default();
    // What is due after the weeks that are planned is for the next plan.
    let last_day = diary.last_day();
    let all = jobs.iter().enumerate().flat_map(|(at, job)| needs_of(visiting, at, job));
    let mut needs: BTreeSet<Need> = all.filter(|need| need.due_by <= last_day).collect();
    while let Some(need) = needs.pop_first() {
        let job = jobs[need.job];
        let planned = diary.find(need, job);
        let overdue_days = days(need.due_by, visiting.today).max(0);
        match planned {
            Ok(visit) => {
                // What is planned is what the next one is counted from.
                if need.occasion == Occasion::Rhythm {
                    let next = rhythm(visiting, need.job, job, visit.on);
                    needs.extend(next.filter(|next| next.due_by <= last_day));
                }
                plan.visits.push(Visit { overdue_days, ..visit });
            }
            Err(why) => plan.unplanned.push(Unplanned {
                visited: job.visited.clone(),
                occasion: need.occasion,
                due_by: need.due_by,
                overdue_days,
                why,
            }),
        }
    }
    plan.visits.sort_by(|a, b| order(a).cmp(&order(b)));
    plan
}

/// What is wrong first, then what is overdue by how long it has been, then day by day.
fn order(visit: &Visit) -> (u8, Date, Occasion, &Visited) {
    match (visit.occasion, visit.overdue_days) {
        (Occasion::Concern, _) => (0, visit.due_by, visit.occasion, &visit.visited),
        (_, 1..) => (1, visit.due_by, visit.occasion, &visit.visited),
        _ => (2, visit.on, visit.occasion, &visit.visited),
    }
}

/// Every visit that something needs next.
fn needs_of(visiting: &Visiting<'_>, at: usize, job: &Followed) -> Vec<Need> {
    let Visiting { model, today, .. } = *visiting;
    let mut needs = Vec::new();
    let mut need = |occasion, from: Date, due_by: Date| {
        let class = match occasion {
            Occasion::Concern => 0,
            _ if due_by < today => 1,
            _ => 2,
        };
        needs.push(Need { class, due_by, occasion, job: at, from });
    };
    // Of several concerns, the first has waited longest, and one visit answers all.
    if let Some(concern) = job.concerns.iter().map(|it| it.raised_on).min() {
        need(Occasion::Concern, concern, working_day_from(model, concern));
    }
    let since = |day: Date| job.last_visit.is_some_and(|last| last >= day);
    if let Some(lost) = job.lost_on {
        // The journey goes on from here; nobody is visited at a job that is gone.
        if !since(lost) {
            need(Occasion::AfterLoss, lost, lost + AFTER_DAYS.days());
        }
        return needs;
    }
    let agreed = job.agreed.filter(|day| job.last_visit.is_none_or(|last| last < *day));
    if let Some(day) = agreed {
        need(Occasion::Agreed, day, day);
    }
    let Some(started) = job.started else { return needs };
    let before = started - BEFORE_START_DAYS.days();
    if today < started && !since(before) {
        need(Occasion::BeforeStart, before, started - 1.day());
    }
    if !since(started) {
        need(Occasion::AfterStart, started, started + AFTER_DAYS.days());
    }
    let after_start = (!since(started)).then(|| (started + AFTER_DAYS.days()).max(today));
    let counted_from = [job.last_visit, after_start, agreed.map(|day| day.max(today))];
    let counted_from = counted_from.into_iter().flatten().max().unwrap_or(started);
    needs.extend(rhythm(visiting, at, job, counted_from));
    needs
}

/// The visit of the rhythm after one on a day.
fn rhythm(visiting: &Visiting<'_>, at: usize, job: &Followed, last: Date) -> Option<Need> {
    let every = weeks_between(visiting.model, job.started?, last)?;
    let due_by = last + i32::from(every.get()).weeks();
    if job.until.is_some_and(|until| due_by > until) {
        return None;
    }
    let class = if due_by < visiting.today { 1 } else { 2 };
    let from = (due_by - EARLY_DAYS.days()).max(last + 1.day());
    Some(Need { class, due_by, occasion: Occasion::Rhythm, job: at, from })
}

/// The hours that are left, by specialist and week.
struct Diary<'a> {
    visiting: &'a Visiting<'a>,
    /// The Monday of this week.
    monday: Date,
    left: BTreeMap<&'a SpecialistId, (&'a JobSpecialist, Vec<i32>)>,
}

impl<'a> Diary<'a> {
    fn new(visiting: &'a Visiting<'a>) -> Self {
        let today = visiting.today;
        let monday = today - i32::from(today.weekday().to_monday_zero_offset()).days();
        let left = |specialist: &'a JobSpecialist| {
            let promised = visiting.promised.get(&specialist.id).map_or(&[][..], Vec::as_slice);
            let week = |at: usize| {
                let monday = monday + weeks(at);
                let minutes = visiting.model.minutes_at_work(specialist, monday);
                let promised = promised.get(at).map_or(0, |it| i32::from(it.minutes()));
                i32::from(minutes) - promised
            };
            (&specialist.id, (specialist, (0..visiting.weeks).map(week).collect()))
        };
        Self { visiting, monday, left: visiting.specialists.iter().map(left).collect() }
    }

    fn last_day(&self) -> Date {
        self.monday + weeks(self.visiting.weeks) - 1.day()
    }

    /// A day for a visit, with its hours taken.
    fn find(&mut self, need: Need, job: &Followed) -> Result<Visit, WhyUnplanned> {
        let Visiting { model, today, .. } = *self.visiting;
        let specialist = job.specialist.as_ref().and_then(|id| self.left.get(id));
        let Some((specialist, _)) = specialist else { return Err(WhyUnplanned::NoSpecialist) };
        let id = specialist.id.clone();
        let first = need.from.max(today);
        let on = match need.occasion {
            Occasion::Concern => working_day_from(model, need.due_by.max(today)),
            // What is agreed stands; where it was missed, it is made up for at once.
            Occasion::Agreed if need.due_by >= today => need.due_by,
            _ => {
                let mut in_time = self.free_days(&id, first, need.due_by, job.hours);
                let chosen = match need.occasion {
                    Occasion::Rhythm | Occasion::BeforeStart => in_time.pop(),
                    _ => (!in_time.is_empty()).then(|| in_time.remove(0)),
                };
                let later = || {
                    let after = first.max(need.due_by + 1.day());
                    self.free_days(&id, after, self.last_day(), job.hours).into_iter().next()
                };
                chosen.or_else(later).ok_or(WhyUnplanned::NoHours)?
            }
        };
        let needs_colleague = !self.is_at_work(&id, on);
        let beyond_hours = !self.take(&id, on, job.hours);
        Ok(Visit {
            visited: job.visited.clone(),
            specialist: id,
            occasion: need.occasion,
            on,
            due_by: need.due_by,
            overdue_days: 0,
            late_days: days(need.due_by, on).max(0),
            beyond_hours,
            needs_colleague,
        })
    }

    /// Working days from one to another on which the specialist is there and has the hours, the first first.
    fn free_days(
        &self,
        id: &SpecialistId,
        from: Date,
        to: Date,
        hours: WeeklyMinutes,
    ) -> Vec<Date> {
        let to = to.min(self.last_day());
        let mut found = Vec::new();
        let mut day = from.max(self.monday);
        while day <= to {
            let has_hours =
                self.hours_left(id, day).is_some_and(|it| it >= i32::from(hours.minutes()));
            if has_hours && self.is_at_work(id, day) {
                found.push(day);
            }
            day += 1.day();
        }
        found
    }

    fn is_at_work(&self, id: &SpecialistId, day: Date) -> bool {
        let away = self.left[id].0.leave.iter().any(|leave| leave.contains(day));
        is_working_day(self.visiting.model, day) && !away
    }

    fn hours_left(&self, id: &SpecialistId, day: Date) -> Option<i32> {
        self.left[id].1.get(self.week_of(day)?).copied()
    }

    fn week_of(&self, day: Date) -> Option<usize> {
        usize::try_from(days(self.monday, day).div_euclid(7)).ok()
    }

    /// Takes the hours of a visit; whether there were as many.
    fn take(&mut self, id: &SpecialistId, day: Date, hours: WeeklyMinutes) -> bool {
        let week = self.week_of(day);
        let left = self.left.get_mut(id).and_then(|(_, weeks)| weeks.get_mut(week?));
        left.is_none_or(|left| {
            *left -= i32::from(hours.minutes());
            *left >= 0
        })
    }
}

/// The day by which whoever says that something is wrong is answered: the same working day, or the next one where it
/// was said on a day without work.
#[must_use]
pub fn answer_by(model: &ServiceModel, raised_on: Date) -> Date {
    working_day_from(model, raised_on)
}

fn is_working_day(model: &ServiceModel, day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && model.is_working_day(day)
}

/// The day itself where people work on it, or else the next on which they do.
fn working_day_from(model: &ServiceModel, day: Date) -> Date {
    // Even Christmas and Easter leave working days within a fortnight.
    let fortnight = (0..14).map(|later: i32| day + later.days());
    let mut working = fortnight.filter(|day| is_working_day(model, *day));
    working.next().unwrap_or(day)
}

fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

fn weeks(number: usize) -> jiff::Span {
    i32::try_from(number).expect("a plan is of a few weeks").weeks()
}
