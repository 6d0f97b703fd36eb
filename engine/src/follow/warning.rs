//! Early warning: events that have come before drop-out, each by its own rule and with its own reason.
//!
//! There is no score. A warning says which event it rests on and proposes a visit; a specialist reads it, the person
//! can see it, and an employer never does.

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::Level;
use crate::reading::codes;

codes! {
    /// What happened that a warning can rest on.
    pub enum SignKind {
        /// The mentor has left, and nobody stands in: the hours are gone.
        MentorGone = "mentor_gone",
        /// The mentor has left, and the stand-in has taken over.
        MentorChanged = "mentor_changed",
        /// Several visits in a row have been missed.
        VisitsMissed = "visits_missed",
        /// Somebody said that something is wrong.
        ConcernRaised = "concern_raised",
        /// The person answered no in the survey of people in work.
        PersonSaidNo = "person_said_no",
        /// The employer answered in the lower part of a scale.
        EmployerAnsweredLow = "employer_answered_low",
        /// The position was made smaller.
        PositionCut = "position_cut",
        /// The contract ends, and nothing is agreed for after it.
        ContractEnds = "contract_ends",
        /// Another specialist took over.
        HandedOver = "handed_over",
    }

    /// Who may see a warning.
    pub enum Reader {
        /// The job specialist.
        Specialist = "specialist",
        /// The person it is about.
        Person = "person",
        /// The employer, or anybody at the workplace.
        Employer = "employer",
    }
}

/// Something that happened in a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The mentor left.
    MentorLeft {
        /// The day.
        on: Date,
        /// Whether the stand-in has taken over.
        stand_in: bool,
    },
    /// A mentor was named.
    MentorNamed {
        /// The day.
        on: Date,
    },
    /// A visit that was planned was not held.
    VisitMissed {
        /// The day it was planned for.
        on: Date,
    },
    /// A visit was held.
    VisitHeld {
        /// The day.
        on: Date,
    },
    /// Employee, mentor or employer said that something is wrong.
    ConcernRaised {
        /// The day.
        on: Date,
    },
    /// The person answered the survey.
    PersonAnswered {
        /// The day.
        on: Date,
        /// How many of the answers were no.
        no: u32,
    },
    /// The employer answered the survey.
    EmployerAnswered {
        /// The day.
        on: Date,
        /// The lowest answer.
        lowest: Level,
    },
    /// The position was made smaller.
    PositionCut {
        /// The day.
        on: Date,
    },
    /// The contract has a last day, and nothing is agreed for after it.
    ContractEnds {
        /// The last day.
        on: Date,
    },
    /// Another specialist took over.
    HandedOver {
        /// The day.
        on: Date,
    },
}

/// A warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Warning {
    /// What it rests on.
    pub because_of: SignKind,
    /// The day of the event, or of the last of several.
    pub since: Date,
    /// How many such events, where it takes several.
    pub times: u32,
    /// The visit that is proposed.
    pub visit: Proposed,
}

/// A proposed visit: a person decides whether it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proposed {
    /// By which day.
    pub by: Date,
}

impl Warning {
    /// Whether somebody may see it.
    #[must_use]
    pub fn shown_to(&self, reader: Reader) -> bool {
        match reader {
            Reader::Specialist | Reader::Person => true,
            Reader::Employer => false,
        }
    }
}

/// Visits missed in a row from which it is a sign. An assumption.
const MISSED_IN_A_ROW: u32 = 2;

/// The highest answer of an employer, of five, that is in the lower part of a scale. An assumption.
const LOW: u8 = 2;

/// Days for which an event is a sign, where no visit has answered it; then it is history. An assumption.
const SIGN_DAYS: i32 = 60;

/// Days before the last day of a contract from which it is one. An assumption.
const CONTRACT_DAYS: i32 = 60;

impl SignKind {
    /// Days within which a visit is proposed. Assumptions: three where nobody helps the person at work, a week where
    /// somebody has said or shown that something is wrong, and a fortnight where something has changed.
    fn visit_within_days(self) -> i32 {
        match self {
            Self::MentorGone => 3,
            Self::VisitsMissed | Self::ConcernRaised => 7,
            Self::MentorChanged
            | Self::PersonSaidNo
            | Self::EmployerAnsweredLow
            | Self::PositionCut
            | Self::ContractEnds
            | Self::HandedOver => 14,
        }
    }
}

/// The warnings that events give on a day, in the order of [`SignKind`].
///
/// A visit held on the day of an event or later has answered it, but for a mentor who is gone, which a new mentor
/// answers, and a contract that ends, which only another agreement does.
#[must_use]
pub fn early_warnings(signs: &[Sign], today: Date) -> Vec<Warning> {
    let known: Vec<Sign> =
        signs.iter().copied().filter(|sign| is_planned(*sign) || day_of(*sign) <= today).collect();
    let last_visit = last(&known, |it| matches!(it, Sign::VisitHeld { .. }));
    let last_mentor = last(&known, |it| matches!(it, Sign::MentorNamed { .. }));
    let is_new = |on: Date| (today - on).get_days() <= SIGN_DAYS;
    let open = |on: Date| is_new(on) && last_visit.is_none_or(|visit| visit < on);
    let kind = |sign: &Sign| match *sign {
        Sign::MentorLeft { on, stand_in: false } => {
            last_mentor.is_none_or(|named| named < on).then_some(SignKind::MentorGone)
        }
        Sign::MentorLeft { on, stand_in: true } => open(on).then_some(SignKind::MentorChanged),
        Sign::VisitMissed { on } => open(on).then_some(SignKind::VisitsMissed),
        Sign::ConcernRaised { on } => open(on).then_some(SignKind::ConcernRaised),
        Sign::PersonAnswered { on, no } => (open(on) && no > 0).then_some(SignKind::PersonSaidNo),
        Sign::EmployerAnswered { on, lowest } => {
            (open(on) && lowest.get() <= LOW).then_some(SignKind::EmployerAnsweredLow)
        }
        Sign::PositionCut { on } => open(on).then_some(SignKind::PositionCut),
        Sign::ContractEnds { on } => {
            (0..=CONTRACT_DAYS).contains(&(on - today).get_days()).then_some(SignKind::ContractEnds)
        }
        Sign::HandedOver { on } => open(on).then_some(SignKind::HandedOver),
        Sign::MentorNamed { .. } | Sign::VisitHeld { .. } => None,
    };
    let warning = |because_of: SignKind| {
        let own: Vec<Date> =
            known.iter().filter(|it| kind(it) == Some(because_of)).map(|it| day_of(*it)).collect();
        let times = u32::try_from(own.len()).unwrap_or(u32::MAX);
        let least = if because_of == SignKind::VisitsMissed { MISSED_IN_A_ROW } else { 1 };
        let since = own.into_iter().max().filter(|_| times >= least)?;
        let from = since.min(today).max(today - SIGN_DAYS.days());
        let by = (from + because_of.visit_within_days().days()).max(today);
        Some(Warning { because_of, since, times, visit: Proposed { by } })
    };
    SignKind::ALL.iter().filter_map(|kind| warning(*kind)).collect()
}

/// Whether a sign is of a day to come.
fn is_planned(sign: Sign) -> bool {
    matches!(sign, Sign::ContractEnds { .. })
}

fn last(signs: &[Sign], is_it: fn(&Sign) -> bool) -> Option<Date> {
    signs.iter().filter(|sign| is_it(sign)).map(|sign| day_of(*sign)).max()
}

fn day_of(sign: Sign) -> Date {
    match sign {
        Sign::MentorLeft { on, .. }
        | Sign::MentorNamed { on }
        | Sign::VisitMissed { on }
        | Sign::VisitHeld { on }
        | Sign::ConcernRaised { on }
        | Sign::PersonAnswered { on, .. }
        | Sign::EmployerAnswered { on, .. }
        | Sign::PositionCut { on }
        | Sign::ContractEnds { on }
        | Sign::HandedOver { on } => on,
    }
}
