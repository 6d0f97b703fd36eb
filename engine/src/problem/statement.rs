//! The problem as its public format states it (`femtrinn-problem/1`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The value of `format` in a problem.
pub const PROBLEM_FORMAT: &str = "femtrinn-problem/1";

/// A planning problem after eligibility and value.
///
/// Weeks are whole numbers from 0, the Monday on which the horizon begins; hours are hours a week.
/// Every list of hours or places has one entry a week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// Always [`PROBLEM_FORMAT`].
    pub format: String,
    /// Length of the horizon in weeks, 1 to 26.
    pub horizon_weeks: usize,
    /// Share of the value that is lost for each week a start is later.
    pub start_discount: f64,
    /// Who can be given an activity.
    pub candidates: Vec<Candidate>,
    /// Where an activity can take place.
    pub openings: Vec<Opening>,
    /// Who follows the candidates up.
    pub specialists: Vec<Specialist>,
    /// What each kind of activity takes, week by week.
    pub profiles: Vec<Profile>,
    /// The eligible pairs.
    pub options: Vec<PlacementOption>,
    /// Least numbers of trials by group.
    pub floors: Vec<Floor>,
    /// Starts of a published plan that are worth keeping.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keep: Vec<Keep>,
}

/// A person in the problem, by id only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Unique among candidates.
    pub id: String,
    /// The candidate's specialist, if there is one.
    #[serde(default)]
    pub specialist: Option<String>,
    /// Multiplies value; above 0.
    pub priority: f64,
    /// How many jobbsmak may be planned.
    pub max_jobbsmak: u32,
    /// Weeks in which nothing may be planned.
    pub busy_weeks: Vec<usize>,
    /// A label for floors.
    #[serde(default)]
    pub group: Option<String>,
}

/// A place to try work in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Unique among openings.
    pub id: String,
    /// People at a time, by week.
    pub places: Vec<u32>,
    /// Hours the workplace's fadder can give, by week.
    pub mentor_hours: Vec<f64>,
    /// Trials that may start within the horizon; none given is no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_trials: Option<u32>,
}

/// A job specialist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Specialist {
    /// Unique among specialists.
    pub id: String,
    /// Hours free after the follow-up that is already promised, by week.
    pub support_hours: Vec<f64>,
    /// How many more people can be followed up.
    pub caseload_room: u32,
}

/// What an activity takes in each of its weeks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Unique among profiles.
    pub id: String,
    /// Jobbsmak or trial.
    pub activity: Activity,
    /// Hours of the fadder, by week of the activity.
    pub mentor_hours: Vec<f64>,
    /// Hours of the specialist, by week of the activity.
    pub specialist_hours: Vec<f64>,
}

/// The two kinds of activity.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// A job taster of one week.
    Jobbsmak,
    /// A trial placement of one to four weeks.
    Trial,
}

/// An eligible pair of candidate and opening for one profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacementOption {
    /// Whose option this is.
    pub candidate: String,
    /// Where.
    pub opening: String,
    /// What it takes.
    pub profile: String,
    /// The job family.
    pub topic: String,
    /// Value before priority and discount, at least 0.
    pub value: f64,
    /// First week in which it may start.
    pub earliest_start: usize,
    /// Last week in which it may start.
    pub latest_start: usize,
}

/// A least number of trials for a group, with the price of each that is missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// The candidates' label.
    pub group: String,
    /// Trials wanted.
    pub min_trials: u32,
    /// What each missing trial costs, at least 0.
    pub penalty: f64,
}

/// A start of a published plan that earns a bonus where it is kept exactly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    /// Whose start.
    pub candidate: String,
    /// Where.
    pub opening: String,
    /// What it takes.
    pub profile: String,
    /// The week it was published for.
    pub start_week: usize,
    /// Added as it is, at least 0.
    pub bonus: f64,
}
