//! What screening says: options with their terms, and reasons with the two figures that conflict.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{
    Activity, Adaptation, CandidateId, Certificate, Condition, EmployerId, Level, OpeningId,
    Period, PositionPct, PreparationKind, Route, SchemeCode, TaskKind, TravelMode, WeekHours,
    WeeklyMinutes,
};

/// What is possible for everyone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Screening {
    /// By candidate; everyone of the case is there.
    pub candidates: BTreeMap<CandidateId, Screened>,
    /// What each of the case's agreed activities takes, in their order.
    pub agreed: Vec<HoursTaken>,
}

/// What an activity takes of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HoursTaken {
    /// The mentor's hours, by week of the activity.
    #[serde(serialize_with = "hours")]
    pub mentor: Vec<WeeklyMinutes>,
    /// The specialist's hours, by week of the activity.
    #[serde(serialize_with = "hours")]
    pub specialist: Vec<WeeklyMinutes>,
    /// The part of the specialist's hours that stands in for what the mentor lacks.
    #[serde(serialize_with = "hours")]
    pub stands_in: Vec<WeeklyMinutes>,
}

impl Screened {
    /// Openings within reach where nothing can be tried.
    pub fn closed(&self) -> impl Iterator<Item = (&OpeningId, &[Reason])> {
        let open = |id: &OpeningId| self.options.iter().any(|option| option.opening == *id);
        let closed = self.refused.iter().filter(move |(id, _)| !open(id));
        closed.map(|(id, reasons)| (id, reasons.as_slice()))
    }
}

/// What is possible for one candidate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Screened {
    /// What can be tried, ordered by opening and activity.
    pub options: Vec<EligibleOption>,
    /// Every reason against an opening, or against one activity there: an opening where one of two
    /// activities is left is among the options and here.
    pub refused: BTreeMap<OpeningId, Vec<Reason>>,
    /// Openings that lie too far away to be looked at one by one.
    pub out_of_reach: usize,
    /// Of those, the one that is nearest, for a candidate without options.
    pub nearest_out_of_reach: Option<(OpeningId, Reason)>,
    /// Where a wish below the smallest position leads.
    pub route: Option<BelowPositionLeast>,
}

/// A wish below the smallest position: not a refusal, but another way.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BelowPositionLeast {
    /// The most that is wanted.
    pub wanted_most: PositionPct,
    /// The least that the service can offer.
    pub position_least: PositionPct,
    /// Where it can lead.
    pub routes: Vec<Route>,
}

/// Something that a candidate can try at an opening.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EligibleOption {
    /// Where.
    pub opening: OpeningId,
    /// What.
    pub activity: Activity,
    /// On which terms.
    pub terms: Terms,
}

/// On which terms something can be tried.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Terms {
    /// The largest position that both can live with and that the common hours hold.
    pub position: PositionPct,
    /// Days and hours that suit both.
    #[serde(skip)]
    pub common_hours: WeekHours,
    /// The way to work.
    pub travel: WayToWork,
    /// The support need for the tasks of this opening, where it is greatest.
    pub support_need: Level,
    /// Levels of independence that the work asks for beyond the person's own.
    pub missing_independence: u8,
    /// When it can start: weeks of the horizon, in order, not touching.
    pub starts: Vec<StartWindow>,
    /// What it takes of mentor and specialist.
    pub hours: HoursTaken,
    /// What must be done before, or is worth doing on the way.
    pub next_steps: Vec<NextStep>,
}

fn hours<S: serde::Serializer>(weeks: &[WeeklyMinutes], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(weeks.iter().map(|week| week.hours()))
}

/// Weeks of the horizon in which something can start, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StartWindow {
    /// The first.
    pub earliest: usize,
    /// The last.
    pub latest: usize,
}

/// The way to work, one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WayToWork {
    /// Minutes, if they can be told.
    pub minutes: Option<u16>,
    /// How they are known.
    pub basis: TravelBasis,
}

/// How a travel time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TravelBasis {
    /// Estimated from the straight line, by the quickest mode.
    Estimate(TravelMode),
    /// Someone knows it.
    Override,
    /// It cannot be told: the service model has no speeds.
    Unknown,
}

/// What must be done before a start, or is worth doing on the way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum NextStep {
    /// Ask the candidate whether the employer may be told about them.
    AskForRelease {
        /// The employer.
        employer: EmployerId,
    },
    /// Get a certificate.
    GetCertificate {
        /// Which.
        certificate: Certificate,
        /// Weeks until it is there.
        weeks: u8,
    },
    /// Put something in place.
    Prepare {
        /// What.
        kind: PreparationKind,
        /// Weeks until it is there.
        weeks: u8,
    },
    /// Arrange what the candidate needs on the way to work.
    ArrangeForTheWay {
        /// What.
        adaptation: Adaptation,
    },
    /// Map how tasks go that nobody has mapped.
    MapTasks {
        /// The kinds of task.
        kinds: Vec<TaskKind>,
    },
    /// Talk about being ready: the candidate is not yet.
    TalkAboutReadiness,
    /// Talk about a trial here once the jobbsmak is over.
    TalkAboutTrialAfterJobbsmak,
    /// Settle which scheme a job would be under.
    SettleScheme,
    /// Ask whether what the scheme requires of the person is so.
    CheckConditions {
        /// The scheme.
        scheme: SchemeCode,
        /// What it requires.
        conditions: Vec<Condition>,
    },
    /// Have the workplace name a mentor.
    NameMentor,
    /// Find the candidate a job specialist.
    AssignSpecialist,
}

/// Whose limit closes a door. Nothing else does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// A limit that the person has stated.
    Person,
    /// The law, the scheme or the service model.
    Scheme,
    /// A genuine requirement of the workplace.
    Workplace,
}

/// Why something cannot be tried: the two figures that conflict.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Reason {
    /// The rule's stable code.
    pub rule: &'static str,
    /// Whose limit it is.
    pub ground: Ground,
    /// The activity that it closes; none given means both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<Activity>,
    /// What is needed.
    pub needed: Figure,
    /// What there is.
    pub found: Figure,
}

/// One of the two figures of a reason.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "unit", content = "value", rename_all = "snake_case")]
pub enum Figure {
    /// Per cent of a full-time position.
    PositionPct(u8),
    /// Minutes a week.
    MinutesAWeek(u32),
    /// Minutes of travel, one way.
    TravelMinutes(u16),
    /// A level from 1 to 5.
    Level(u8),
    /// Øre an hour.
    OreAnHour(u32),
    /// A number of people.
    People(u32),
    /// A day.
    Day(Date),
    /// A week of the horizon, from 0.
    Week(usize),
    /// A number of weeks.
    Weeks(usize),
    /// From a day to a day.
    Period(Period),
    /// Codes of a closed list.
    Codes(Vec<&'static str>),
    /// The id of something in the case.
    Id(String),
    /// Nothing.
    Nothing,
}
