//! What the rules look things up in: the case by id, and the rules in force on its first Monday.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::findings::Findings;
use super::travel::{Point, Ways};
use super::{TravelBasis, WayToWork};
use crate::domain::service_model::{Planning, Scheme};
use crate::domain::{
    Activity, Candidate, CandidateId, Case, DecidedBefore, Decider, Opening, OpeningId,
    PositionPct, PostalCode, SaidBy, SchemeCode, ServiceModel, SpecialistId, TravelMinutes,
    TravelOverride, WeekHours, Weekday, Workplace, WorkplaceId, day_of_week, monday_of_week,
};

/// A case and its service model, indexed.
pub(super) struct Facts<'a> {
    pub(super) case: &'a Case,
    pub(super) model: &'a ServiceModel,
    pub(super) planning: Planning<'a>,
    pub(super) ways: Ways<'a>,
    pub(super) workplaces: BTreeMap<&'a WorkplaceId, &'a Workplace>,
    pub(super) points: BTreeMap<&'a PostalCode, Point>,
    pub(super) overrides: BTreeMap<(&'a CandidateId, &'a WorkplaceId), TravelMinutes>,
    pub(super) declined: BTreeMap<(&'a CandidateId, &'a OpeningId), SaidBy>,
    pub(super) jobs_by_scheme: BTreeMap<&'a SchemeCode, u32>,
    /// Minutes of follow-up that each specialist has promised people in work, in a mean week.
    pub(super) promised_follow_up: BTreeMap<&'a SpecialistId, f64>,
    /// The days of each week of the horizon on which people are at work.
    working_days: Vec<Vec<(Weekday, Date)>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(case: &'a Case, model: &'a ServiceModel, planning: Planning<'a>) -> Self {
        let mut jobs_by_scheme = BTreeMap::new();
        for scheme in case.placements.iter().filter_map(|placement| placement.scheme.as_ref()) {
            *jobs_by_scheme.entry(scheme).or_insert(0) += 1;
        }
        let mut promised_follow_up = BTreeMap::new();
        for placement in &case.placements {
            if let Some((specialist, promise)) =
                placement.specialist.as_ref().zip(placement.follow_up.as_ref())
            {
                let minutes =
                    f64::from(promise.hours.minutes()) / f64::from(promise.every_weeks.get());
                *promised_follow_up.entry(specialist).or_insert(0.0) += minutes;
            }
        }
        let override_of = |o: &'a TravelOverride| ((&o.candidate, &o.workplace), o.minutes);
        let working_days_of = |week| {
            let monday = monday_of_week(case.first_monday, week);
            let days = Weekday::ALL.iter().map(|&day| (day, day_of_week(monday, day)));
            days.filter(|(_, date)| model.is_working_day(*date)).collect()
        };
        Self {
            case,
            model,
            planning,
            ways: Ways::new(model, case.first_monday),
            workplaces: case.workplaces.iter().map(|w| (&w.id, w)).collect(),
            points: case.postal_codes.iter().map(|p| (&p.code, Point::of(p))).collect(),
            overrides: case.travel_overrides.iter().map(override_of).collect(),
            declined: case.declined.iter().map(|d| ((&d.candidate, &d.opening), d.by)).collect(),
            jobs_by_scheme,
            promised_follow_up,
            working_days: (0..case.horizon_weeks).map(working_days_of).collect(),
        }
    }

    pub(super) fn pair(&'a self, candidate: &'a Candidate, opening: &'a Opening) -> Pair<'a> {
        let workplace = self.workplaces[&opening.workplace];
        let common_hours = candidate.available.overlap(&opening.hours);
        let way = self.way(candidate, workplace);
        let scheme = opening.scheme.as_ref().and_then(|code| self.model.scheme(code));
        Pair { facts: self, candidate, opening, workplace, common_hours, way, scheme }
    }

    /// Workplaces to which someone knows how long the candidate's way takes.
    pub(super) fn overridden_workplaces(
        &self,
        candidate: &Candidate,
    ) -> impl Iterator<Item = &'a WorkplaceId> {
        let overrides = self.case.travel_overrides.iter();
        let own = overrides.filter(|o| o.candidate == candidate.id);
        own.map(|o| &o.workplace)
    }

    /// The way to work: what someone knows, or the estimate.
    fn way(&self, candidate: &Candidate, workplace: &Workplace) -> WayToWork {
        if let Some(minutes) = self.overrides.get(&(&candidate.id, &workplace.id)) {
            return WayToWork { minutes: Some(minutes.get()), basis: TravelBasis::Override };
        }
        let ends = (self.points[&candidate.postal_code], self.points[&workplace.postal_code]);
        self.ways.estimate(&candidate.travel.modes, ends.0, ends.1)
    }
}

/// A candidate and an opening, with what the rules need to judge them.
#[derive(Clone)]
pub(super) struct Pair<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) candidate: &'a Candidate,
    pub(super) opening: &'a Opening,
    pub(super) workplace: &'a Workplace,
    /// Days and hours that suit both.
    pub(super) common_hours: WeekHours,
    pub(super) way: WayToWork,
    /// The scheme that a job at the opening is judged under: its own, or one that it could be under.
    scheme: Option<&'a Scheme>,
}

impl<'a> Pair<'a> {
    /// The scheme that a job at the opening is judged under.
    pub(super) fn scheme(&self) -> Option<&'a Scheme> {
        self.scheme
    }

    /// The pair under each scheme that a job could be under: the opening's own; where that is not settled, those
    /// that the person can be placed under; where they are not settled either, any. The pair as it is in a
    /// service without schemes.
    pub(super) fn under_each_scheme(self) -> Vec<Self> {
        let own = &self.candidate.schemes;
        let can_be = |scheme: &&Scheme| own.is_empty() || own.contains(&scheme.id);
        let schemes: Vec<&Scheme> = match &self.opening.scheme {
            Some(_) => Vec::new(),
            None => self.facts.model.schemes.iter().filter(can_be).collect(),
        };
        if schemes.is_empty() {
            return vec![self];
        }
        schemes.into_iter().map(|it| Pair { scheme: Some(it), ..self.clone() }).collect()
    }

    /// Whether it is known which scheme a job would be under.
    pub(super) fn is_scheme_settled(&self) -> bool {
        self.opening.scheme.is_some() || self.candidate.schemes.len() == 1
    }

    /// Who must make a formal decision before anyone looks for a workplace.
    pub(super) fn decider_before_search(&self) -> Option<Decider> {
        let decision = self.scheme?.decision.on(self.facts.case.first_monday)?;
        (decision.before == DecidedBefore::Search).then_some(decision.by)
    }

    /// The first day of the person's decision.
    pub(super) fn decided_from(&self, decider: Decider) -> Option<Date> {
        let made = self.candidate.decisions.iter().filter(|made| made.by == decider);
        made.map(|made| made.from).min()
    }

    /// The smallest position that the service offers, or the scheme, whichever is larger.
    pub(super) fn position_least(&self) -> Option<PositionPct> {
        least(self.facts.case, self.facts.model, self.scheme)
    }

    /// The weeks in which an activity can start and be over within the horizon.
    pub(super) fn start_weeks(&self, activity: Activity) -> Range<usize> {
        let weeks = self.facts.planning.of(activity).weeks;
        0..(self.facts.case.horizon_weeks + 1).saturating_sub(weeks)
    }

    /// The Monday of the last week in which an activity can start.
    pub(super) fn last_start_day(&self, activity: Activity) -> Date {
        let last = self.start_weeks(activity).end.saturating_sub(1);
        monday_of_week(self.facts.case.first_monday, last)
    }

    /// The days of a week on which both can be at work, with their minutes.
    pub(super) fn open_days(&self, week: usize) -> impl Iterator<Item = (Date, u32)> {
        let (candidate, opening) = (self.candidate, self.opening);
        let closed = move |date: Date| {
            !opening.open.contains(date)
                || opening.closed.iter().any(|period| period.contains(date))
                || candidate.away.iter().any(|period| period.contains(date))
        };
        let days = self.facts.working_days[week].iter();
        let days = days.map(|&(day, date)| (date, self.common_hours.minutes_on(day)));
        days.filter(move |&(date, minutes)| minutes > 0 && !closed(date))
    }
}

/// The smallest position at an opening that the service offers, or the scheme, whichever is larger.
#[must_use]
pub fn position_least(case: &Case, model: &ServiceModel, opening: &Opening) -> Option<PositionPct> {
    least(case, model, opening.scheme.as_ref().and_then(|code| model.scheme(code)))
}

fn least(case: &Case, model: &ServiceModel, scheme: Option<&Scheme>) -> Option<PositionPct> {
    let service = model.rules.position_least.on(case.first_monday);
    let scheme = scheme.and_then(|scheme| scheme.position_least.on(case.first_monday));
    service.max(scheme).copied()
}

/// One hard rule.
pub(super) struct Rule {
    /// Its stable code.
    pub(super) code: &'static str,
    /// Whose limit it guards.
    pub(super) ground: super::Ground,
    /// Reports what the rule finds about a pair.
    pub(super) check: fn(&Pair<'_>, &mut Findings),
}
