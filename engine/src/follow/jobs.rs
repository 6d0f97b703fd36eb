//! What a journey says of the jobs on it: where, from when to when, and what has happened in the last one.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Job, Sign};
use crate::domain::{
    EmployerId, OpeningId, Period, PlacementId, PositionPct, SchemeCode, WorkplaceId,
};
use crate::journey::details::Employed;
use crate::journey::{Event, ExitReason, Journey, What};

/// All jobs on a journey, and the signs of whether the last thing that was begun goes well.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Work {
    /// The jobs, the first one first.
    pub jobs: Vec<JobHeld>,
    /// What has happened at the workplace since the person came there: to a trial, and to the job that came of it.
    pub signs: Vec<Sign>,
}

/// A job on a journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobHeld {
    /// Its id.
    pub placement: PlacementId,
    /// Its first day.
    pub started: Date,
    /// Its last day and why it ended, if it has.
    pub ended: Option<(Date, ExitReason)>,
    /// The day since which nobody here can know more of it, since the person left the service.
    pub let_go_on: Option<Date>,
    /// The last day on which somebody who knows has said that it goes on.
    pub confirmed_on: Option<Date>,
    /// The last day of the contract, if it has one.
    pub contract_until: Option<Date>,
    /// Where the person has worked, one after the other.
    pub stays: Vec<Stay>,
}

/// Part of a job: at one workplace, in one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The opening it came from, if it did.
    pub opening: Option<OpeningId>,
    /// Whose the workplace is.
    pub employer: EmployerId,
    /// The workplace.
    pub workplace: WorkplaceId,
    /// The scheme, if there is one.
    pub scheme: Option<SchemeCode>,
    /// The size of the position.
    pub position: PositionPct,
    /// From the first day to the last.
    pub period: Period,
}

impl JobHeld {
    /// As far as its lasting goes.
    #[must_use]
    pub fn lasting(&self) -> Job {
        Job { started: self.started, ended: self.ended, confirmed_on: self.confirmed_on }
    }

    /// Whether it goes on, as far as is known.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.ended.is_none() && self.let_go_on.is_none()
    }

    /// Ends where the person works now. The day that something else begins is not of it any more.
    fn leave(&mut self, last: Date) {
        let stay = self.stays.last_mut().filter(|it| it.period.to().is_none());
        if let Some(stay) = stay {
            let last = stay.period.from().map_or(last, |from| from.max(last));
            stay.period =
                Period::new(stay.period.from(), Some(last)).expect("it ends after it began");
        }
    }
}

/// The work that a journey tells of, as it stands after corrections.
#[must_use]
pub fn work_on(journey: &Journey) -> Work {
    let mut reading = Reading::default();
    for (_, event) in journey.standing() {
        reading.take(event);
    }
    let Reading { mut work, terms, .. } = reading;
    if let (Some(job), Some(terms)) = (work.jobs.last_mut().filter(|it| it.goes_on()), terms) {
        job.contract_until = terms.contract_until;
        work.signs.extend(terms.contract_until.map(|on| Sign::ContractEnds { on }));
    }
    work
}

/// What has been read of a journey so far.
#[derive(Default)]
struct Reading {
    work: Work,
    /// The terms of the job that goes on.
    terms: Option<Employed>,
    /// What was tried, and where.
    tried: Vec<(OpeningId, WorkplaceId)>,
}

impl Reading {
    fn take(&mut self, event: &Event) {
        let on = event.on;
        match &event.what {
            What::ActivityBooked(it) => self.tried.push((it.opening.clone(), it.workplace.clone())),
            What::ActivityStarted(_) if self.terms.is_none() => self.work.signs.clear(),
            What::Employed(it) => {
                self.end(on, None);
                self.work.jobs.push(JobHeld {
                    placement: it.placement.clone(),
                    started: on,
                    ended: None,
                    let_go_on: None,
                    confirmed_on: None,
                    contract_until: it.contract_until,
                    stays: Vec::new(),
                });
                self.begin(it.clone(), on);
            }
            What::TermsChanged(it) => {
                let Some(mut terms) = self.terms.clone() else { return };
                let cut = it.position.is_some_and(|position| position < terms.position);
                self.work.signs.extend(cut.then_some(Sign::PositionCut { on }));
                terms.position = it.position.unwrap_or(terms.position);
                terms.scheme = it.scheme.clone().or(terms.scheme);
                terms.contract_until = it.contract_until.or(terms.contract_until);
                self.leave(on - 1.day());
                self.begin(terms, on);
                self.confirm(on);
            }
            What::WorkplaceEnded(_) => {
                self.leave(on);
                self.forget_mentor();
            }
            What::PlacedAgain(it) => {
                let Some(terms) = self.terms.clone() else { return };
                let (employer, workplace) = (it.employer.clone(), it.workplace.clone());
                self.begin(Employed { employer, workplace, ..terms }, on);
                self.confirm(on);
            }
            What::DroppedOut(it) => self.end(on, Some(it.reason)),
            What::Exited(it) => self.end(on, Some(it.reason)),
            What::ReferredElsewhere(_) | What::Withdrew(_) | What::Moved(_) => self.end(on, None),
            What::FollowedUp(_) => {
                self.confirm(on);
                self.work.signs.push(Sign::VisitHeld { on });
            }
            What::SurveyAnswered(_) => self.confirm(on),
            What::VisitMissed(_) => self.work.signs.push(Sign::VisitMissed { on }),
            What::ConcernRaised(_) => self.work.signs.push(Sign::ConcernRaised { on }),
            What::MentorNamed(_) => self.work.signs.push(Sign::MentorNamed { on }),
            What::MentorLeft(it) => {
                let stand_in = it.stand_in_takes_over;
                self.work.signs.push(Sign::MentorLeft { on, stand_in });
            }
            What::HandedOver(_) => self.work.signs.push(Sign::HandedOver { on }),
            _ => {}
        }
    }

    /// The person works under these terms from a day on.
    fn begin(&mut self, terms: Employed, on: Date) {
        let tried = self.tried.iter().rev().find(|(_, workplace)| *workplace == terms.workplace);
        let stay = Stay {
            opening: tried.map(|(opening, _)| opening.clone()),
            employer: terms.employer.clone(),
            workplace: terms.workplace.clone(),
            scheme: terms.scheme.clone(),
            position: terms.position,
            period: Period::new(Some(on), None).expect("it goes on"),
        };
        if let Some(job) = self.work.jobs.last_mut() {
            job.stays.push(stay);
        }
        self.terms = Some(terms);
    }

    fn leave(&mut self, last: Date) {
        if let Some(job) = self.work.jobs.last_mut() {
            job.leave(last);
        }
    }

    fn confirm(&mut self, on: Date) {
        let job = self.work.jobs.last_mut().filter(|it| it.goes_on());
        if let Some(job) = job {
            job.confirmed_on = job.confirmed_on.max(Some(on));
        }
    }

    /// The job that goes on ends, for a reason or because nobody knows any more.
    fn end(&mut self, on: Date, reason: Option<ExitReason>) {
        self.terms = None;
        if let Some(job) = self.work.jobs.last_mut().filter(|it| it.goes_on()) {
            job.leave(on);
            job.ended = reason.map(|reason| (on, reason));
            job.let_go_on = reason.is_none().then_some(on);
            self.work.signs.clear();
        }
    }

    /// Who helped at a workplace that is no more is no sign of the next one.
    fn forget_mentor(&mut self) {
        let of_mentor =
            |it: &Sign| matches!(it, Sign::MentorLeft { .. } | Sign::MentorNamed { .. });
        self.work.signs.retain(|it| !of_mentor(it));
    }
}
