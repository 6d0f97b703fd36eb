//! What follows from the events so far.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::details::{ActivityBooked, Employed};
use super::{Admitting, ExitReason, ReferralSource, ReleaseLine, Ruling, Sequence, Stage, WayOut};
use crate::domain::{
    Activity, AgreementKind, Answer, Consent, EmployerId, MinuteOfDay, OpeningId, Outcome,
    Readiness, Route, SaidBy, SchemeCode, SpecialistId, Words,
};

/// Where a journey stands, and everything that what comes next depends on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// The number of the last event.
    pub sequence: Sequence,
    /// Where the journey stands.
    pub stage: Stage,
    /// Every stage so far, with its first day.
    pub spans: Vec<Span>,
    /// When the waiting for work began; none at work, and after a way out other than withdrawing.
    pub waiting_since: Option<Date>,
    /// Who referred the candidate last.
    pub source: Option<ReferralSource>,
    /// Whether an information meeting has been held.
    pub informed: bool,
    /// The candidate's answer.
    pub consent: Consent,
    /// When the candidate wants to be asked again.
    pub ask_again_on: Option<Date>,
    /// Whether benefits and wage have been talked through since the last change.
    pub benefits_talked_through: bool,
    /// Who has let the candidate in under which scheme, and who has not.
    pub admissions: BTreeMap<(SchemeCode, Admitting), Admission>,
    /// The candidate's own job specialist.
    pub specialist: Option<SpecialistId>,
    /// The version of the profile; 0 when there is none.
    pub profile_version: u32,
    /// What the candidate is ready to try.
    pub readiness: Option<Readiness>,
    /// What comes first, when that is "not yet".
    pub next_step: Option<Words>,
    /// The candidate's last word on each employer's being told.
    pub releases: BTreeMap<EmployerId, ReleaseState>,
    /// The day of the first contact with an employer.
    pub first_employer_contact: Option<Date>,
    /// Activities, by the number of the event that booked them.
    pub bookings: BTreeMap<Sequence, Booking>,
    /// What somebody has said is wrong, by the number of the event.
    pub concerns: BTreeMap<Sequence, ConcernState>,
    /// The mentor where the person is now, as far as anybody has said.
    pub mentor: Option<MentorState>,
    /// Agreements signed.
    pub agreements: Vec<Signed>,
    /// The last day of the probation period.
    pub probation_until: Option<Date>,
    /// The job.
    pub employment: Option<Employment>,
    /// The last follow-up.
    pub last_follow_up: Option<Date>,
    /// The next follow-up that is agreed.
    pub next_follow_up: Option<Date>,
    /// The time of that day, if it is agreed.
    pub next_follow_up_at: Option<MinuteOfDay>,
    /// The stage to go back to after an activity or a pause.
    pub base: Stage,
    /// Why the last job or activity ended.
    pub last_reason: Option<ExitReason>,
    /// The way out.
    pub way_out: Option<WayOut>,
    /// Where the candidate was referred.
    pub route: Option<Route>,
}

/// A stage and its first day; it lasts to the first day of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The stage.
    pub stage: Stage,
    /// Its first day.
    pub from: Date,
}

/// What somebody came to who admits candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// In or out.
    pub ruling: Ruling,
    /// Whom to ask, for whoever is left out.
    pub ask_whom: Option<Words>,
    /// Who handles a complaint.
    pub complaint_to: Option<Words>,
    /// The last day to complain.
    pub complaint_until: Option<Date>,
    /// Whether there has been a complaint.
    pub complained: bool,
}

/// The candidate's last word on an employer's being told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseState {
    /// The answer.
    pub answer: Answer,
    /// Since when.
    pub since: Date,
    /// What may be told.
    pub lines: BTreeSet<ReleaseLine>,
    /// The last day.
    pub until: Option<Date>,
}

/// Something that somebody has said is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConcernState {
    /// The day it was said.
    pub raised_on: Date,
    /// Who said it.
    pub by: SaidBy,
    /// The day they were answered.
    pub answered_on: Option<Date>,
}

/// A mentor at a workplace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MentorState {
    /// The day on which this was so last.
    pub since: Date,
    /// Whether somebody can stand in.
    pub stand_in: bool,
    /// Whether the mentor has left, and nobody has taken over.
    pub is_gone: bool,
}

/// An activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Booking {
    /// As it was booked.
    pub booked: ActivityBooked,
    /// How far it has come.
    pub progress: Progress,
}

/// How far an activity has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It waits to begin.
    Waits,
    /// It is under way.
    Runs,
    /// It is over.
    Ended(Outcome),
    /// It will not be.
    Cancelled,
}

/// An agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Its kind.
    pub kind: AgreementKind,
    /// The employer whose workplace it is about.
    pub employer: EmployerId,
    /// The day.
    pub on: Date,
}

/// A job.
#[derive(Debug, Clone, PartialEq)]
pub struct Employment {
    /// The terms as they are now.
    pub terms: Employed,
    /// The first day.
    pub since: Date,
}

impl State {
    /// The first day of the present stage.
    #[must_use]
    pub fn since(&self) -> Option<Date> {
        self.spans.last().map(|span| span.from)
    }

    /// The activity under way.
    #[must_use]
    pub fn running(&self) -> Option<(Sequence, &Booking)> {
        let mut all = self.bookings.iter().map(|(number, booking)| (*number, booking));
        all.find(|(_, booking)| booking.progress == Progress::Runs)
    }

    /// The opening at which the person is now: that of the activity under way, or else the one that the job came from.
    #[must_use]
    pub fn opening(&self) -> Option<&OpeningId> {
        if let Some((_, booking)) = self.running() {
            return Some(&booking.booked.opening);
        }
        let job = &self.employment.as_ref()?.terms;
        let tried = self.bookings.values().rev().find(|it| {
            matches!(it.progress, Progress::Ended(_)) && it.booked.workplace == job.workplace
        });
        tried.map(|it| &it.booked.opening)
    }

    /// Whether an activity waits to begin.
    #[must_use]
    pub fn something_waits(&self) -> bool {
        self.bookings.values().any(|booking| booking.progress == Progress::Waits)
    }

    /// What an employer may be told on a day; none without a release in force.
    #[must_use]
    pub fn released(&self, employer: &EmployerId, day: Date) -> Option<&BTreeSet<ReleaseLine>> {
        let release = self.releases.get(employer).filter(|_| self.consent == Consent::Yes)?;
        let in_force =
            release.answer == Answer::Given && release.until.is_none_or(|until| day <= until);
        in_force.then_some(&release.lines)
    }

    /// Moves on to a stage.
    pub(super) fn enter(&mut self, stage: Stage, on: Date) {
        if stage != self.stage {
            self.stage = stage;
            self.spans.push(Span { stage, from: on });
        }
    }

    /// Moves on to a stage that activities and pauses come back to. While an activity runs, it is shown first.
    pub(super) fn settle(&mut self, base: Stage, on: Date) {
        self.base = base;
        let running = self.running().map(|(_, booking)| match booking.booked.activity {
            Activity::Jobbsmak => Stage::Jobbsmak,
            Activity::Trial => Stage::Trial,
        });
        self.enter(running.unwrap_or(base), on);
    }

    /// Ends what runs and lets go of what waits: the person stops, and that is always possible.
    pub(super) fn stop(&mut self) {
        for booking in self.bookings.values_mut() {
            match booking.progress {
                Progress::Waits => booking.progress = Progress::Cancelled,
                Progress::Runs => booking.progress = Progress::Ended(Outcome::EndedEarly),
                Progress::Ended(_) | Progress::Cancelled => {}
            }
        }
    }
}
