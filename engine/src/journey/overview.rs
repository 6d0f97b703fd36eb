//! What a job specialist asks of a journey on a day: where, since when, what next, what to remember.

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::history::may_come;
use super::state::{Admission, Progress};
use super::{
    DeadlineKind, EventKind, Journey, Reason, ReleaseLine, Ruling, Sequence, Stage, State, WayOut,
};
use crate::domain::{
    Activity, Consent, EmployerId, PlacementId, Readiness, Route, ServiceModel, SpecialistId, Step,
    Words,
};

/// Where a journey stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Overview {
    /// The number of the last event.
    pub sequence: Sequence,
    /// The stage.
    pub stage: Stage,
    /// The step it belongs to, if any.
    pub step: Option<Step>,
    /// The first day of the stage.
    pub since: Option<Date>,
    /// When the waiting for work began.
    pub waiting_since: Option<Date>,
    /// Whole days in each step that has been entered, in the order of the steps.
    pub waited: Vec<Waited>,
    /// Days from the first referral to the first contact with an employer.
    pub days_to_first_employer_contact: Option<i32>,
    /// The candidate's answer.
    pub consent: Consent,
    /// The candidate's own job specialist.
    pub specialist: Option<SpecialistId>,
    /// The version of the profile; 0 when there is none.
    pub profile_version: u32,
    /// What the candidate is ready to try.
    pub readiness: Option<Readiness>,
    /// What comes first, when that is "not yet".
    pub next_step: Option<Words>,
    /// What employers may be told today.
    pub releases: Vec<Released>,
    /// Activities that wait to begin or are under way.
    pub activities: Vec<OpenActivity>,
    /// The job, if there is one.
    pub placement: Option<PlacementId>,
    /// Whom to ask, for somebody who is left out.
    pub ask_whom: Vec<Words>,
    /// Days to remember, the earliest first. Nothing happens to the candidate when one passes.
    pub deadlines: Vec<Deadline>,
    /// The way out.
    pub way_out: Option<WayOut>,
    /// Where the candidate was referred.
    pub route: Option<Route>,
    /// What may come next.
    pub next: Vec<NextEvent>,
}

/// Time in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Waited {
    /// The step.
    pub step: Step,
    /// Whole days.
    pub days: i32,
}

/// What an employer may be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Released {
    /// The employer.
    pub employer: EmployerId,
    /// What.
    pub lines: Vec<ReleaseLine>,
    /// The last day.
    pub until: Option<Date>,
}

/// An activity that is not over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenActivity {
    /// The number of the event that booked it.
    pub booking: Sequence,
    /// What.
    pub activity: Activity,
    /// Where.
    pub employer: EmployerId,
    /// The first day.
    pub first_day: Date,
    /// The last day.
    pub last_day: Date,
    /// Whether it is under way.
    pub running: bool,
}

/// A day to remember.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Deadline {
    /// The day.
    pub on: Date,
    /// What it is about.
    pub kind: DeadlineKind,
}

/// An event that may come next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NextEvent {
    /// The event.
    pub event: EventKind,
    /// What must come first; nothing when it is legal now.
    pub first: Vec<Reason>,
}

/// Where the journey stands on a day. The day changes what is counted and what is in force, never the stage: no
/// passing of time moves a person.
#[must_use]
pub fn overview(journey: &Journey, model: &ServiceModel, today: Date) -> Overview {
    let state = journey.state();
    let next = may_come(state, model, today).into_iter();
    Overview {
        sequence: state.sequence,
        stage: state.stage,
        step: state.stage.step(),
        since: state.since(),
        waiting_since: state.waiting_since,
        waited: waited(state, today),
        days_to_first_employer_contact: days_to_first_employer_contact(state),
        consent: state.consent,
        specialist: state.specialist.clone(),
        profile_version: state.profile_version,
        readiness: state.readiness,
        next_step: state.next_step.clone(),
        releases: releases(state, today),
        activities: activities(state),
        placement: state.employment.as_ref().map(|it| it.terms.placement.clone()),
        ask_whom: left_out_by(state).filter_map(|it| it.ask_whom.clone()).collect(),
        deadlines: deadlines(state, model, today),
        way_out: state.way_out,
        route: state.route,
        next: next.map(|(event, first)| NextEvent { event, first }).collect(),
    }
}

/// Whole days in each step: days d with first day of a span <= d < first day of the next, or today.
#[must_use]
pub fn waited(state: &State, today: Date) -> Vec<Waited> {
    let ends = state.spans.iter().skip(1).map(|span| span.from).chain([today]);
    let spans: Vec<_> = state.spans.iter().zip(ends).collect();
    let in_step = |step: Step| {
        let here = spans.iter().filter(|(span, _)| span.stage.step() == Some(step));
        let days: Vec<i32> = here.map(|(span, end)| (*end - span.from).get_days().max(0)).collect();
        (!days.is_empty()).then(|| Waited { step, days: days.iter().sum() })
    };
    Step::ALL.iter().filter_map(|step| in_step(*step)).collect()
}

fn days_to_first_employer_contact(state: &State) -> Option<i32> {
    let contact = state.first_employer_contact?;
    Some((contact - state.spans.first()?.from).get_days())
}

fn releases(state: &State, today: Date) -> Vec<Released> {
    let all = state.releases.iter();
    let in_force = all.filter_map(|(employer, release)| {
        let lines = state.released(employer, today)?.iter().copied().collect();
        Some(Released { employer: employer.clone(), lines, until: release.until })
    });
    in_force.collect()
}

fn activities(state: &State) -> Vec<OpenActivity> {
    let open = state.bookings.iter().filter_map(|(number, booking)| {
        let running = match booking.progress {
            Progress::Waits => false,
            Progress::Runs => true,
            Progress::Ended(_) | Progress::Cancelled => return None,
        };
        let booked = &booking.booked;
        Some(OpenActivity {
            booking: *number,
            activity: booked.activity,
            employer: booked.employer.clone(),
            first_day: booked.first_day,
            last_day: booked.last_day,
            running,
        })
    });
    open.collect()
}

fn left_out_by(state: &State) -> impl Iterator<Item = &Admission> {
    state.admissions.values().filter(|it| it.ruling == Ruling::Refused)
}

/// The next follow-up: as agreed, or else the most weeks of the service model after the last one.
fn follow_up(state: &State, model: &ServiceModel, today: Date) -> Option<Date> {
    let agreed = state.next_follow_up;
    let rhythm = model.rules.follow_up_rhythm.on(today);
    let job = state.employment.as_ref()?;
    let last = state.last_follow_up.max(Some(job.since))?;
    agreed.or_else(|| Some(last + i32::from(rhythm?.every_weeks_most.get()).weeks()))
}

fn deadlines(state: &State, model: &ServiceModel, today: Date) -> Vec<Deadline> {
    let complaint = left_out_by(state).filter(|it| !it.complained);
    let complaint = complaint.filter_map(|it| it.complaint_until);
    let terms = state.employment.as_ref().map(|it| &it.terms);
    let releases = releases(state, today).into_iter().filter_map(|it| it.until);
    let all = [
        (DeadlineKind::Complaint, complaint.collect::<Vec<_>>()),
        (DeadlineKind::AskAgain, state.ask_again_on.into_iter().collect()),
        (DeadlineKind::ReleaseEnds, releases.collect()),
        (DeadlineKind::ActivityEnds, activities(state).into_iter().map(|it| it.last_day).collect()),
        (DeadlineKind::ProbationEnds, state.probation_until.into_iter().collect()),
        (
            DeadlineKind::ContractEnds,
            terms.and_then(|terms| terms.contract_until).into_iter().collect(),
        ),
        (DeadlineKind::FollowUp, follow_up(state, model, today).into_iter().collect()),
    ];
    let mut found: Vec<Deadline> = all
        .into_iter()
        .flat_map(|(kind, days)| days.into_iter().map(move |on| Deadline { on, kind }))
        .collect();
    found.sort();
    found
}
