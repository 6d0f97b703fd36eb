//! From a case, what screening found and what it is worth, to the placement problem; and back from a start
//! of the plan to the option it stands for.
//!
//! What is decided is taken off first: promised follow-up, leave, activities that run or are promised, also those of
//! people of whom the case says nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Start;
use super::statement::{
    Activity as ProblemActivity, Candidate as ProblemCandidate, Floor, Opening as ProblemOpening,
    PROBLEM_FORMAT, PlacementOption, Problem, Profile, Specialist as ProblemSpecialist,
};
use crate::domain::service_model::{FloorRule, Planning};
use crate::domain::{
    Activity, Agreed, Candidate, CandidateId, Case, JobSpecialist, Level, Opening, OpeningId,
    ServiceModel, SpecialistId, WeeklyMinutes, day_of_week, monday_of_week,
};
use crate::eligibility::{EligibleOption, HoursTaken, Screening, StartWindow};
use crate::value::Appraisals;

/// A problem, and what its options stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated<'a> {
    /// The problem.
    pub problem: Problem,
    /// The option behind (candidate, opening, profile).
    options: BTreeMap<(String, String, String), &'a EligibleOption>,
}

impl Stated<'_> {
    /// The option that a start of a plan stands for.
    #[must_use]
    pub fn option_of(&self, start: &Start) -> Option<&EligibleOption> {
        let key = (start.candidate.clone(), start.opening.clone(), start.profile.clone());
        self.options.get(&key).copied()
    }
}

/// States the placement problem of a case.
#[must_use]
pub fn state<'a>(
    case: &Case,
    model: &ServiceModel,
    planning: Planning<'_>,
    screening: &'a Screening,
    appraisals: &Appraisals,
) -> Stated<'a> {
    let decided: Vec<Decided<'_>> = case
        .agreed
        .iter()
        .zip(&screening.agreed)
        .map(|(agreed, hours)| Decided::new(case, agreed, hours))
        .collect();
    let groups = Groups::new(case, model, planning);
    let offers = offers(case, screening, appraisals, &decided);
    let profiles = profiles(&offers);
    let mut options = BTreeMap::new();
    let mut placement_options = Vec::new();
    for offer in &offers {
        let Offer { candidate, opening, option, window, value, .. } = offer;
        let profile = profiles[&offer.shape()].clone();
        let key = (candidate.id.to_string(), opening.id.to_string(), profile);
        placement_options.push(PlacementOption {
            candidate: key.0.clone(),
            opening: key.1.clone(),
            profile: key.2.clone(),
            topic: opening.family.code().to_owned(),
            value: *value,
            earliest_start: window.earliest,
            latest_start: window.latest,
        });
        options.insert(key, *option);
    }
    let problem = Problem {
        format: PROBLEM_FORMAT.to_owned(),
        horizon_weeks: case.horizon_weeks,
        start_discount: planning.start_discount.get(),
        candidates: case
            .candidates
            .iter()
            .map(|candidate| state_candidate(case, model, planning, &groups, &decided, candidate))
            .collect(),
        openings: case.openings.iter().map(|o| state_opening(case, &decided, o)).collect(),
        specialists: case
            .specialists
            .iter()
            .map(|specialist| state_specialist(case, model, &decided, specialist))
            .collect(),
        profiles: state_profiles(&profiles),
        options: placement_options,
        floors: groups.floors(&offers, &decided),
        keep: Vec::new(),
    };
    Stated { problem, options }
}

/// An agreed activity, laid over the weeks of the horizon.
struct Decided<'a> {
    agreed: &'a Agreed,
    candidate: &'a Candidate,
    /// Week of the horizon in which it starts; below 0 when it runs already.
    start: i64,
    hours: &'a HoursTaken,
}

impl<'a> Decided<'a> {
    fn new(case: &'a Case, agreed: &'a Agreed, hours: &'a HoursTaken) -> Self {
        let candidate = case.candidates.iter().find(|c| c.id == agreed.candidate);
        let start = weeks_from(case.first_monday, agreed.first_monday);
        Self { agreed, candidate: candidate.expect("ids resolve"), start, hours }
    }

    /// Weeks of the horizon that it runs in, with the week of the activity.
    fn weeks(&self, horizon: usize) -> impl Iterator<Item = (usize, usize)> {
        let start = self.start;
        (0..usize::from(self.agreed.weeks.get())).filter_map(move |own| {
            let week = usize::try_from(start + i64::try_from(own).ok()?).ok()?;
            (week < horizon).then_some((week, own))
        })
    }

    fn is(&self, candidate: &CandidateId, activity: Activity) -> bool {
        self.agreed.candidate == *candidate && self.agreed.activity == activity
    }

    /// The first week after it.
    fn end(&self) -> i64 {
        self.start + i64::from(self.agreed.weeks.get())
    }
}

/// Whole weeks from one Monday to a day; rounded down.
fn weeks_from(monday: Date, day: Date) -> i64 {
    let days = (day - monday).get_days();
    i64::from(days.div_euclid(7))
}

/// The week of the horizon that a day lies in.
fn week_of(case: &Case, day: Date) -> Option<usize> {
    let week = usize::try_from(weeks_from(case.first_monday, day)).ok()?;
    (week < case.horizon_weeks).then_some(week)
}

/// An option in one of its windows, with its value.
struct Offer<'a, 'c> {
    candidate: &'c Candidate,
    opening: &'c Opening,
    option: &'a EligibleOption,
    /// Which of the option's windows.
    ordinal: usize,
    window: StartWindow,
    value: f64,
}

/// What makes a profile: the activity, its hours, and the ordinal of the window, since a problem holds one
/// option for each (candidate, opening, profile).
type Shape = (Activity, Vec<WeeklyMinutes>, Vec<WeeklyMinutes>, usize);

impl Offer<'_, '_> {
    fn shape(&self) -> Shape {
        let HoursTaken { mentor, specialist, stands_in: _ } = &self.option.terms.hours;
        (self.option.activity, mentor.clone(), specialist.clone(), self.ordinal)
    }
}

/// Every option that has a value and a specialist, in the windows that what is decided leaves.
fn offers<'a, 'c>(
    case: &'c Case,
    screening: &'a Screening,
    appraisals: &Appraisals,
    decided: &[Decided<'_>],
) -> Vec<Offer<'a, 'c>> {
    let openings: BTreeMap<&OpeningId, &Opening> =
        case.openings.iter().map(|o| (&o.id, o)).collect();
    let mut offers = Vec::new();
    for candidate in case.candidates.iter().filter(|candidate| candidate.specialist.is_some()) {
        let Some(screened) = screening.candidates.get(&candidate.id) else { continue };
        let Some(appraised) = appraisals.get(&candidate.id) else { continue };
        for option in &screened.options {
            let Some(appraisal) = appraised.get(&option.opening) else { continue };
            let value = match option.activity {
                Activity::Jobbsmak => appraisal.jobbsmak,
                Activity::Trial => appraisal.trial,
            };
            let opening = openings[&option.opening];
            let pair = (&candidate.id, &opening.id, option.activity);
            if is_banned(case, pair)
                || (value <= 0.0 && !is_pinned(case, pair))
                || is_ruled_out(candidate, opening, option.activity, decided, &openings)
            {
                continue;
            }
            let weeks = option.terms.hours.specialist.len();
            for (ordinal, window) in option.terms.starts.iter().enumerate() {
                if let Some(window) = trim(*window, candidate, option.activity, weeks, decided) {
                    offers.push(Offer { candidate, opening, option, ordinal, window, value });
                }
            }
        }
    }
    offers
}

/// A pair and what is to be tried there.
type Tried<'a> = (&'a CandidateId, &'a OpeningId, Activity);

/// Whether somebody has decided that this is not to be in the plan.
#[must_use]
pub fn is_banned(case: &Case, (candidate, opening, activity): Tried<'_>) -> bool {
    case.bans.iter().any(|ban| {
        (&ban.candidate, &ban.opening) == (candidate, opening)
            && ban.activity.is_none_or(|banned| banned == activity)
    })
}

/// Whether somebody has decided that this is to be in the plan, or has been told of it: then it is stated
/// even where it is worth nothing to the model.
fn is_pinned(case: &Case, (candidate, opening, activity): Tried<'_>) -> bool {
    let pinned = case.pins.iter().any(|pin| {
        (&pin.candidate, &pin.opening) == (candidate, opening)
            && pin.activity.is_none_or(|pinned| pinned == activity)
    });
    pinned
        || case.published.iter().filter(|it| it.told).any(|told| {
            (&told.candidate, &told.opening, told.activity) == (candidate, opening, activity)
        })
}

/// A trial that is decided is the candidate's only one; a jobbsmak that is decided is the only one in its
/// job family.
fn is_ruled_out(
    candidate: &Candidate,
    opening: &Opening,
    activity: Activity,
    decided: &[Decided<'_>],
    openings: &BTreeMap<&OpeningId, &Opening>,
) -> bool {
    decided.iter().any(|decided| {
        decided.is(&candidate.id, activity)
            && (activity == Activity::Trial
                || openings[&decided.agreed.opening].family == opening.family)
    })
}

/// Every jobbsmak ends before the trial starts, the decided ones too.
fn trim(
    window: StartWindow,
    candidate: &Candidate,
    activity: Activity,
    weeks: usize,
    decided: &[Decided<'_>],
) -> Option<StartWindow> {
    let (mut earliest, mut latest) =
        (i64::try_from(window.earliest).ok()?, i64::try_from(window.latest).ok()?);
    let weeks = i64::try_from(weeks).ok()?;
    for decided in decided {
        if activity == Activity::Trial && decided.is(&candidate.id, Activity::Jobbsmak) {
            earliest = earliest.max(decided.end());
        }
        if activity == Activity::Jobbsmak && decided.is(&candidate.id, Activity::Trial) {
            latest = latest.min(decided.start - weeks);
        }
    }
    let window = StartWindow {
        earliest: usize::try_from(earliest).ok()?,
        latest: usize::try_from(latest).ok()?,
    };
    (window.earliest <= window.latest).then_some(window)
}

/// An id for each shape: the activity, and a number in the order of the shapes.
fn profiles(offers: &[Offer<'_, '_>]) -> BTreeMap<Shape, String> {
    let shapes: BTreeSet<Shape> = offers.iter().map(Offer::shape).collect();
    let name = |(number, shape): (usize, Shape)| {
        let id = format!("{}-{}", shape.0, number + 1);
        (shape, id)
    };
    shapes.into_iter().enumerate().map(name).collect()
}

fn state_profiles(profiles: &BTreeMap<Shape, String>) -> Vec<Profile> {
    let hours = |weeks: &[WeeklyMinutes]| weeks.iter().map(|week| week.hours()).collect();
    let state = |((activity, mentor, specialist, _), id): (&Shape, &String)| Profile {
        id: id.clone(),
        activity: match activity {
            Activity::Jobbsmak => ProblemActivity::Jobbsmak,
            Activity::Trial => ProblemActivity::Trial,
        },
        mentor_hours: hours(mentor),
        specialist_hours: hours(specialist),
    };
    profiles.iter().map(state).collect()
}

fn state_candidate(
    case: &Case,
    model: &ServiceModel,
    planning: Planning<'_>,
    groups: &Groups,
    decided: &[Decided<'_>],
    candidate: &Candidate,
) -> ProblemCandidate {
    let own = decided.iter().filter(|decided| decided.agreed.candidate == candidate.id);
    let busy: BTreeSet<usize> =
        own.flat_map(|decided| decided.weeks(case.horizon_weeks).map(|(week, _)| week)).collect();
    let tasted = decided.iter().filter(|d| d.is(&candidate.id, Activity::Jobbsmak)).count();
    let most = candidate.jobbsmak_most.unwrap_or(planning.jobbsmak_most);
    let max_jobbsmak = most.min(planning.jobbsmak_most);
    ProblemCandidate {
        id: candidate.id.to_string(),
        specialist: candidate.specialist.as_ref().map(ToString::to_string),
        priority: priority(case, model, candidate),
        max_jobbsmak: max_jobbsmak.saturating_sub(u32::try_from(tasted).unwrap_or(u32::MAX)),
        busy_weeks: busy.into_iter().collect(),
        group: groups.of(candidate).map(|rule| rule.group.to_string()),
    }
}

/// 1 + what waiting, being passed over, coming back and leaving school add, as the service model says.
#[must_use]
pub fn priority(case: &Case, model: &ServiceModel, candidate: &Candidate) -> f64 {
    let Some(weights) = model.rules.priority.on(case.first_monday) else { return 1.0 };
    let weeks = weeks_from(candidate.waiting_since, case.first_monday).max(0);
    #[expect(clippy::cast_precision_loss, reason = "some thousand weeks")]
    let years = weeks as f64 * 7.0 / 365.25;
    let waiting = (weights.per_year_waiting.get() * years).min(weights.waiting_most.get());
    let times = f64::from(candidate.times_passed_over);
    let passed_over =
        (weights.per_time_passed_over.get() * times).min(weights.passed_over_most.get());
    let reentry = if candidate.reentry { weights.reentry.get() } else { 0.0 };
    let leaving_school = if candidate.leaving_school { weights.leaving_school.get() } else { 0.0 };
    1.0 + waiting + passed_over + reentry + leaving_school
}

fn state_opening(case: &Case, decided: &[Decided<'_>], opening: &Opening) -> ProblemOpening {
    let mentor = opening.mentor.as_ref().map_or(0, |mentor| mentor.hours_week.minutes());
    let mut places = Vec::new();
    let mut mentor_minutes = Vec::new();
    for week in 0..case.horizon_weeks {
        let monday = monday_of_week(case.first_monday, week);
        let is_open = opening.hours.days().map(|day| day_of_week(monday, day)).any(|date| {
            opening.open.contains(date) && !opening.closed.iter().any(|p| p.contains(date))
        });
        places.push(if is_open { opening.places } else { 0 });
        mentor_minutes.push(if is_open { mentor } else { 0 });
    }
    let mut trials = 0;
    for decided in decided.iter().filter(|decided| decided.agreed.opening == opening.id) {
        for (week, own) in decided.weeks(case.horizon_weeks) {
            places[week] = places[week].saturating_sub(1);
            let taken = decided.hours.mentor[own].minutes();
            mentor_minutes[week] = mentor_minutes[week].saturating_sub(taken);
        }
        let ends_in_horizon = decided.weeks(case.horizon_weeks).next().is_some();
        if decided.agreed.activity == Activity::Trial && ends_in_horizon {
            trials += 1;
        }
    }
    for taken in case.taken_places.iter().filter(|taken| taken.opening == opening.id) {
        let Some(week) = week_of(case, taken.monday) else { continue };
        places[week] = places[week].saturating_sub(taken.places);
        let minutes = taken.mentor_hours.minutes();
        mentor_minutes[week] = mentor_minutes[week].saturating_sub(minutes);
    }
    ProblemOpening {
        id: opening.id.to_string(),
        places,
        mentor_hours: mentor_minutes.into_iter().map(hours).collect(),
        max_trials: opening.trials_most.map(|most| most.saturating_sub(trials)),
    }
}

fn hours(minutes: u16) -> f64 {
    f64::from(minutes) / 60.0
}

fn state_specialist(
    case: &Case,
    model: &ServiceModel,
    decided: &[Decided<'_>],
    specialist: &JobSpecialist,
) -> ProblemSpecialist {
    let mut minutes: Vec<u16> = (0..case.horizon_weeks)
        .map(|week| model.minutes_at_work(specialist, monday_of_week(case.first_monday, week)))
        .collect();
    let own = |id: Option<&SpecialistId>| id == Some(&specialist.id);
    for placement in case.placements.iter().filter(|p| own(p.specialist.as_ref())) {
        let Some(follow_up) = &placement.follow_up else { continue };
        // A visit that is overdue is made in the first week.
        let mut week = weeks_from(case.first_monday, follow_up.next);
        let every = i64::from(follow_up.every_weeks.get());
        while let Ok(now) = usize::try_from(week.max(0)) {
            let Some(left) = minutes.get_mut(now) else { break };
            *left = left.saturating_sub(follow_up.hours.minutes());
            week = week.max(0) + every;
        }
    }
    for taken in case.taken_hours.iter().filter(|taken| taken.specialist == specialist.id) {
        let Some(week) = week_of(case, taken.monday) else { continue };
        minutes[week] = minutes[week].saturating_sub(taken.hours.minutes());
    }
    let mut trials = 0;
    for decided in decided.iter().filter(|decided| own(decided.candidate.specialist.as_ref())) {
        for (week, own) in decided.weeks(case.horizon_weeks) {
            minutes[week] = minutes[week].saturating_sub(decided.hours.specialist[own].minutes());
        }
        trials += u32::from(decided.agreed.activity == Activity::Trial);
    }
    let present = specialist.present_caseload.saturating_add(trials);
    ProblemSpecialist {
        id: specialist.id.to_string(),
        support_hours: minutes.into_iter().map(hours).collect(),
        caseload_room: caseload_most(case, model, specialist).saturating_sub(present),
    }
}

/// The specialist's own figure, or the service model's share for the size of the post. Where neither is
/// known, everyone of the case.
#[must_use]
pub fn caseload_most(case: &Case, model: &ServiceModel, specialist: &JobSpecialist) -> u32 {
    let full_time = model.rules.caseload_most.on(case.first_monday);
    let share = full_time.map(|most| most * u32::from(specialist.position.get()) / 100);
    let everyone = u32::try_from(case.candidates.len()).unwrap_or(u32::MAX);
    let unknown = specialist.present_caseload.saturating_add(everyone);
    specialist.caseload_most.or(share).unwrap_or(unknown)
}

/// Candidates by support need, for floors.
struct Groups {
    rules: Vec<FloorRule>,
    unmapped: Level,
}

impl Groups {
    fn new(case: &Case, model: &ServiceModel, planning: Planning<'_>) -> Self {
        let rules = model.floors_on(case.first_monday);
        Self { rules, unmapped: planning.support_need_unmapped }
    }

    /// The group of a candidate, by the kind of task that takes most support.
    fn of(&self, candidate: &Candidate) -> Option<&FloorRule> {
        let needs = candidate.tasks.iter().filter_map(|task| task.support_need);
        let need = needs.max().unwrap_or(self.unmapped);
        self.rules.iter().find(|rule| (rule.need_from..=rule.need_to).contains(&need))
    }

    /// For each group: its share of those who could have a trial, rounded up, less what is decided.
    fn floors(&self, offers: &[Offer<'_, '_>], decided: &[Decided<'_>]) -> Vec<Floor> {
        let with_trial: BTreeMap<&CandidateId, &Candidate> = offers
            .iter()
            .filter(|offer| offer.option.activity == Activity::Trial)
            .map(|offer| (&offer.candidate.id, offer.candidate))
            .collect();
        let floor = |rule: &FloorRule| {
            let member = |candidate: &Candidate| self.of(candidate) == Some(rule);
            let open = with_trial.values().filter(|candidate| member(candidate)).count();
            let trial = |d: &&Decided<'_>| d.agreed.activity == Activity::Trial;
            let done = decided.iter().filter(trial).filter(|d| member(d.candidate)).count();
            let members = open + done;
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a number of people"
            )]
            let min_trials = (members as f64 * rule.share.get() - 1e-9).ceil().max(0.0) as usize;
            let min_trials = u32::try_from(min_trials.saturating_sub(done)).unwrap_or(u32::MAX);
            Floor { group: rule.group.to_string(), min_trials, penalty: rule.penalty.get() }
        };
        self.rules.iter().map(floor).filter(|floor| floor.min_trials > 0).collect()
    }
}

#[cfg(test)]
mod tests;
