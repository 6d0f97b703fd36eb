//! The plan as its public format states it (`femtrinn-plan/1`).

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The value of `format` in a plan.
pub const PLAN_FORMAT: &str = "femtrinn-plan/1";

/// A plan, how good it is, and the proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Always [`PLAN_FORMAT`].
    pub format: String,
    /// The activities, ordered by candidate (as in the problem) and week.
    pub starts: Vec<Start>,
    /// What the plan is worth.
    pub objective: f64,
    /// What no plan can exceed.
    pub bound: f64,
    /// `(bound - objective) / max(1e-9, |objective|)`.
    pub gap: f64,
    /// Why the solver stopped.
    pub status: Status,
    /// The proof of the bound.
    pub certificate: Certificate,
    /// What the run took, in work units of about 10 µs of one core.
    pub work: u64,
}

/// One activity of the plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// Who.
    pub candidate: String,
    /// Where.
    pub opening: String,
    /// What it takes.
    pub profile: String,
    /// When.
    pub start_week: usize,
}

/// Why the solver stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The gap asked for is reached.
    WithinGap,
    /// The work allowed is used up.
    WorkLimit,
    /// The time allowed is used up.
    TimeLimit,
}

/// The proof of a plan's bound.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Certificate {
    /// Prices on openings and floors, and a bound for each specialist's own problem under them.
    Prices {
        /// Prices of what openings have; an opening that is absent costs nothing.
        #[serde(default)]
        openings: Vec<OpeningPrices>,
        /// Prices of floors; a floor that is absent costs nothing.
        #[serde(default)]
        floors: Vec<FloorPrice>,
        /// Bounds of the parts that the prices leave.
        blocks: Vec<Block>,
    },
    /// The bound rests on an exhaustive search: running the program again repeats it.
    Search,
}

/// Prices of one opening, by week where it has weeks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpeningPrices {
    /// Whose prices.
    pub opening: String,
    /// Price of a place; an empty list stands for one that is absent and costs nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<f64>,
    /// Price of a mentor hour; empty as for `place`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentor: Vec<f64>,
    /// Price of a trial.
    #[serde(default)]
    pub trials: f64,
}

/// Price of a floor, from 0 to its penalty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FloorPrice {
    /// The floor's group.
    pub group: String,
    /// What a trial in the group earns on top.
    pub price: f64,
}

/// Bound of a specialist's part, or of a candidate without a specialist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// Whose part.
    #[serde(flatten)]
    pub owner: BlockOwner,
    /// What no choice in this part earns more than, at the prices; at least 0.
    pub bound: f64,
}

/// Whose candidates a block holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockOwner {
    /// All of a specialist's candidates.
    Specialist(String),
    /// One candidate without a specialist.
    Candidate(String),
}

impl fmt::Display for BlockOwner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Specialist(id) => write!(f, "specialist {id}"),
            Self::Candidate(id) => write!(f, "candidate {id}"),
        }
    }
}
