//! The list of a caseload: what is wrong, whom to visit and when, what warns, and how long each job has lasted.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{
    CandidateId, JobSpecialist, Placement, PlacementId, ServiceModel, SpecialistId, WeeklyMinutes,
};
use engine::follow::{
    Concern, Followed, JobHeld, Sign, SignKind, VISIT_HOURS, Visited, Visiting, Warning, answer_by,
    early_warnings, milestones, plan_visits,
};
use engine::journey::state::{Booking, ConcernState, MentorState, Progress};
use engine::journey::{Sequence, Stage, What};
use jiff::ToSpan;
use jiff::civil::Date;

use super::Person;
use crate::runs::gather::monday_of;
use crate::wire::{
    AlarmBody, FollowUpBody, FollowedActivityBody, FollowedJobBody, MentorBody, MilestoneBody,
    UnplannedBody, VisitBody, WarningBody,
};

/// What people and employers have said in surveys, as signs, by candidate.
pub type Spoken = BTreeMap<CandidateId, Vec<Sign>>;

/// What a list is made from.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// The rules.
    pub model: &'a ServiceModel,
    /// The day.
    pub today: Date,
    /// How many weeks of visits, this one among them.
    pub weeks: usize,
    /// The specialists whose visits they are.
    pub specialists: &'a [JobSpecialist],
    /// Whose jobs of those without a journey; everybody's where nobody is named.
    pub specialist: Option<&'a SpecialistId>,
    /// The people.
    pub people: &'a [Person],
    /// Jobs that are stored under ids of their own.
    pub placements: &'a BTreeMap<PlacementId, Placement>,
    /// Those of them that are on somebody's journey.
    pub known: &'a BTreeSet<PlacementId>,
    /// What was said in surveys.
    pub spoken: &'a Spoken,
}

/// The list, and who is in it.
#[must_use]
pub fn follow_up(asking: Asking<'_>) -> (FollowUpBody, BTreeSet<CandidateId>) {
    let Asking { model, today, people, .. } = asking;
    let mut body = FollowUpBody { on: today.to_string(), ..FollowUpBody::default() };
    let mut alarms = Vec::new();
    let mut whose: BTreeMap<PlacementId, CandidateId> = BTreeMap::new();
    let mut followed = Vec::new();
    for person in people {
        let signs = asking.spoken.get(&person.candidate);
        let found = warnings(person, signs, today);
        alarms.extend(alarms_of(person, &found, model, today));
        body.warnings.extend(bodies(person, &found));
        let mut own = Vec::new();
        if let Some(job) = job_of(person) {
            whose.insert(job.placement.clone(), person.candidate.clone());
            body.jobs.push(job_body(person, job, today));
            own.push(follows(person, job, asking.placements.get(&job.placement)));
        }
        for (number, booking) in tried(person) {
            body.activities.push(activity_body(person, number, booking));
            own.push(tries(person, number, booking));
        }
        agree(person, &mut own, asking.placements);
        for it in own {
            // Whose candidate it is may stand in the profile alone.
            let specialist = it.specialist.or_else(|| asking.specialist.cloned());
            followed.push(Followed { specialist, ..it });
        }
    }
    let without = asking.placements.values().filter(|it| {
        let is_theirs = asking.specialist.is_none() || it.specialist.as_ref() == asking.specialist;
        is_theirs && !asking.known.contains(&it.id)
    });
    followed.extend(without.map(promised_only));
    let plan = plan_visits(&Visiting {
        model,
        today,
        weeks: asking.weeks,
        specialists: asking.specialists,
        promised: &promised(asking),
        followed: &followed,
    });
    let name = |placement: &PlacementId| whose.get(placement).cloned();
    body.visits = plan.visits.iter().map(|it| VisitBody::of(it, name)).collect();
    body.unplanned = plan.unplanned.iter().map(|it| UnplannedBody::of(it, name)).collect();
    // Who waits for an answer comes first, the one that was due first before the others.
    alarms.sort_by_key(|(rank, due, alarm): &(u8, Date, AlarmBody)| {
        (*rank, *due, alarm.candidate.clone(), alarm.number)
    });
    body.alarms = alarms.into_iter().map(|(_, _, alarm)| alarm).collect();
    let named = body.alarms.iter().map(|it| &it.candidate);
    let named = named.chain(body.warnings.iter().map(|it| &it.candidate));
    let named = named.chain(body.jobs.iter().map(|it| &it.candidate));
    let named = named.chain(body.visits.iter().filter_map(|it| it.candidate.as_ref()));
    let named = named.chain(body.unplanned.iter().filter_map(|it| it.candidate.as_ref()));
    let shown = named.chain(body.activities.iter().map(|it| &it.candidate));
    let shown = shown.filter_map(|id| CandidateId::new(id)).collect();
    (body, shown)
}

/// Somebody's jobs, each with how long it has lasted.
#[must_use]
pub fn jobs_of(person: &Person, today: Date) -> Vec<FollowedJobBody> {
    person.work.jobs.iter().map(|job| job_body(person, job, today)).collect()
}

/// What warns of somebody's job or trial, for the person and for who follows up; never for an employer.
#[must_use]
pub fn warnings_of(person: &Person, spoken: Option<&Vec<Sign>>, today: Date) -> Vec<WarningBody> {
    bodies(person, &warnings(person, spoken, today)).collect()
}

fn bodies<'a>(
    person: &'a Person,
    warnings: &'a [Warning],
) -> impl Iterator<Item = WarningBody> + 'a {
    warnings.iter().map(|it| WarningBody::of(&person.candidate, it))
}

fn warnings(person: &Person, spoken: Option<&Vec<Sign>>, today: Date) -> Vec<Warning> {
    let mut signs = person.work.signs.clone();
    signs.extend(spoken.into_iter().flatten());
    early_warnings(&signs, today)
}

/// The job that is followed up: the one that goes on, or the one that was lost and has not been left behind.
fn job_of(person: &Person) -> Option<&JobHeld> {
    let was_lost = person.journey.state().stage == Stage::DroppedOut;
    person.work.jobs.last().filter(|it| it.goes_on() || was_lost && it.ended.is_some())
}

/// What nobody has answered, and mentors who are gone.
fn alarms_of(
    person: &Person,
    warnings: &[Warning],
    model: &ServiceModel,
    today: Date,
) -> Vec<(u8, Date, AlarmBody)> {
    let state = person.journey.state();
    let placement = job_of(person).map(|it| it.placement.to_string());
    let alarm = |what, number: Option<Sequence>, by, since: Date, due: Date| AlarmBody {
        what,
        candidate: person.candidate.to_string(),
        placement: placement.clone(),
        number: number.map(|it| it.0),
        by,
        since: since.to_string(),
        answer_by: due.to_string(),
        is_overdue: due < today,
    };
    let concerns = open_concerns(person).map(|(number, concern)| {
        let due = answer_by(model, concern.raised_on);
        let by = Some(concern.by.code());
        (0, due, alarm("concern", Some(number), by, concern.raised_on, due))
    });
    let gone = state.mentor.filter(|it| it.is_gone).map(|mentor| {
        let visit = warnings.iter().find(|it| it.because_of == SignKind::MentorGone);
        let due = visit.map_or(today, |it| it.visit.by);
        (1, due, alarm("mentor_gone", None, None, mentor.since, due))
    });
    concerns.chain(gone).collect()
}

fn open_concerns(person: &Person) -> impl Iterator<Item = (Sequence, ConcernState)> + '_ {
    let all = person.journey.state().concerns.iter();
    all.filter(|(_, it)| it.answered_on.is_none()).map(|(number, it)| (*number, *it))
}

/// A job as visits are planned for it. What is promised for it stands in the document of the same id.
fn follows(person: &Person, job: &JobHeld, promised: Option<&Placement>) -> Followed {
    let state = person.journey.state();
    let promise = promised.and_then(|it| it.follow_up.as_ref());
    Followed {
        visited: Visited::Job(job.placement.clone()),
        specialist: state.specialist.clone(),
        started: Some(job.started),
        lost_on: job.ended.map(|(last, _)| last),
        until: None,
        last_visit: state.last_follow_up,
        agreed: None,
        hours: promise.map_or_else(usual_hours, |it| it.hours),
        concerns: Vec::new(),
    }
}

/// What somebody tries or is about to, what runs first and then what begins first.
fn tried(person: &Person) -> Vec<(Sequence, &Booking)> {
    let all = person.journey.state().bookings.iter();
    let open = all.filter(|(_, it)| matches!(it.progress, Progress::Waits | Progress::Runs));
    let mut open: Vec<_> = open.map(|(number, it)| (*number, it)).collect();
    open.sort_by_key(|(number, it)| (it.progress != Progress::Runs, it.booked.first_day, *number));
    open
}

/// The day on which a jobbsmak or a trial began, or else the one on which it is to.
fn begins_on(person: &Person, number: Sequence, booking: &Booking) -> Date {
    let began = person.journey.standing().filter_map(|(_, event)| match &event.what {
        What::ActivityStarted(it) if it.booking == number => Some(event.on),
        _ => None,
    });
    began.last().unwrap_or(booking.booked.first_day)
}

/// A jobbsmak or a trial as visits are planned for it.
fn tries(person: &Person, number: Sequence, booking: &Booking) -> Followed {
    let state = person.journey.state();
    // From the day it runs, a visit is of the hours that are promised to it.
    let runs = booking.progress == Progress::Runs;
    let none = WeeklyMinutes::new(0).expect("nothing is less than a week");
    let hours = if runs { none } else { usual_hours() };
    Followed {
        visited: Visited::Activity(person.candidate.clone(), number),
        specialist: state.specialist.clone(),
        started: Some(begins_on(person, number, booking)),
        lost_on: None,
        until: Some(booking.booked.last_day),
        last_visit: state.last_follow_up,
        agreed: None,
        hours,
        concerns: Vec::new(),
    }
}

/// What somebody has said, and the visit that is agreed, are of the job, or else of what is tried first. What is agreed
/// stands where there is neither, too.
fn agree(person: &Person, own: &mut Vec<Followed>, placements: &BTreeMap<PlacementId, Placement>) {
    let state = person.journey.state();
    let promised = |it: &Followed| match &it.visited {
        Visited::Job(id) => placements.get(id)?.follow_up.as_ref().map(|it| it.next),
        Visited::Activity(..) | Visited::Person(_) => None,
    };
    if let Some(first) = own.first_mut() {
        first.agreed = state.next_follow_up.or_else(|| promised(first));
        let concerns = open_concerns(person);
        first.concerns =
            concerns.map(|(_, it)| Concern { raised_on: it.raised_on, by: it.by }).collect();
    } else if state.next_follow_up.is_some() {
        own.push(Followed {
            visited: Visited::Person(person.candidate.clone()),
            specialist: state.specialist.clone(),
            started: None,
            lost_on: None,
            until: None,
            last_visit: state.last_follow_up,
            agreed: state.next_follow_up,
            hours: usual_hours(),
            concerns: Vec::new(),
        });
    }
}

/// A job without a journey: what is known of its visits is what is promised.
fn promised_only(placement: &Placement) -> Followed {
    let promise = placement.follow_up.as_ref();
    let last = promise.map(|it| it.next - i32::from(it.every_weeks.get()).weeks());
    Followed {
        visited: Visited::Job(placement.id.clone()),
        specialist: placement.specialist.clone(),
        started: Some(placement.started),
        lost_on: None,
        until: None,
        last_visit: last.filter(|day| *day >= placement.started),
        agreed: promise.map(|it| it.next),
        hours: promise.map_or_else(usual_hours, |it| it.hours),
        concerns: Vec::new(),
    }
}

fn usual_hours() -> WeeklyMinutes {
    WeeklyMinutes::from_hours(VISIT_HOURS).expect("a visit is shorter than a week")
}

/// Hours of jobbsmak and trials that are booked or run, by specialist and week from this one on.
///
/// They are reckoned for the support need that the rules have for tasks that nobody has mapped: visits are planned
/// without looking into anybody's profile.
fn promised(asking: Asking<'_>) -> BTreeMap<SpecialistId, Vec<WeeklyMinutes>> {
    let Ok(planning) = asking.model.planning_on(asking.today) else { return BTreeMap::new() };
    let this_week = monday_of(asking.today);
    let mut minutes: BTreeMap<SpecialistId, Vec<i64>> = BTreeMap::new();
    for person in asking.people {
        let state = person.journey.state();
        let Some(specialist) = &state.specialist else { continue };
        for booking in state.bookings.values() {
            if !matches!(booking.progress, Progress::Waits | Progress::Runs) {
                continue;
            }
            let first = monday_of(booking.booked.first_day);
            let hours = planning.of(booking.booked.activity).specialist;
            let weeks = minutes.entry(specialist.clone()).or_insert_with(|| vec![0; asking.weeks]);
            for (at, taken) in (0..).zip(hours.of(planning.support_need_unmapped)) {
                let days = (first + (7 * at).days() - this_week).get_days();
                let week = usize::try_from(days.div_euclid(7)).ok();
                if let Some(week) = week.and_then(|week| weeks.get_mut(week)) {
                    *week += i64::from(taken.minutes());
                }
            }
        }
    }
    let whole_week = || WeeklyMinutes::from_hours(40.0).expect("it is the most there is");
    let read = |it: i64| WeeklyMinutes::new(it).unwrap_or_else(|_| whole_week());
    let all = minutes.into_iter();
    all.map(|(id, weeks)| (id, weeks.into_iter().map(read).collect())).collect()
}

fn job_body(person: &Person, job: &JobHeld, today: Date) -> FollowedJobBody {
    let state = person.journey.state();
    let is_last = person.work.jobs.last().is_some_and(|it| it == job);
    let mentor = state.mentor.filter(|_| is_last && job.goes_on());
    FollowedJobBody {
        candidate: person.candidate.to_string(),
        placement: job.placement.to_string(),
        workplace: job.stays.last().map(|it| it.workplace.to_string()),
        started: job.started.to_string(),
        ended: job.ended.map(|(last, _)| last.to_string()),
        mentor: mentor.map(mentor_body),
        missed: if is_last { missed(person) } else { Vec::new() },
        milestones: milestones(&job.lasting(), today).iter().map(MilestoneBody::from).collect(),
    }
}

fn activity_body(person: &Person, number: Sequence, booking: &Booking) -> FollowedActivityBody {
    let has_begun = booking.progress == Progress::Runs;
    // Whoever has a job keeps the mentor there, and what is agreed is about it.
    let is_all = has_begun && job_of(person).is_none();
    let mentor = person.journey.state().mentor.filter(|_| is_all);
    FollowedActivityBody {
        candidate: person.candidate.to_string(),
        booking: number.0,
        activity: booking.booked.activity.code(),
        workplace: booking.booked.workplace.to_string(),
        started: begins_on(person, number, booking).to_string(),
        until: booking.booked.last_day.to_string(),
        has_begun,
        mentor: mentor.map(mentor_body),
        missed: if is_all { missed(person) } else { Vec::new() },
    }
}

fn mentor_body(MentorState { stand_in, is_gone, .. }: MentorState) -> MentorBody {
    MentorBody { has_stand_in: stand_in, is_gone }
}

/// Visits that were agreed and not held, since the last one that was.
fn missed(person: &Person) -> Vec<String> {
    let mut missed: Vec<String> = Vec::new();
    for sign in &person.work.signs {
        match sign {
            Sign::VisitMissed { on } => missed.push(on.to_string()),
            Sign::VisitHeld { .. } => missed.clear(),
            _ => {}
        }
    }
    missed
}
