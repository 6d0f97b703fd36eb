//! What the model looks at, one feature per file: a number that is 0 where a pair is as usual, above 0
//! where it is better, below 0 where it is harder.
//!
//! Gender, age, diagnosis, origin and name are no features: nothing that could hold them gets here.

mod adaptations;
mod earlier_tries;
mod experience;
mod independence;
mod interest;
mod position;
mod sector_wish;
mod support;
mod travel;

pub(super) use adaptations::HELP_TO_LEARN;
use schemars::JsonSchema;
use serde::Serialize;

use super::Pair;
use crate::reading::{Node, Read, Wrong};

/// A feature of a pair, in the order in which contributions are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// What any trial has.
    Base,
    /// The person's interest in the job family.
    Interest,
    /// How much of the position that the person wishes for the opening can follow.
    Position,
    /// Independence shown against independence asked for.
    Independence,
    /// The fadder's hours against the hours that the person needs.
    Support,
    /// Time on the way.
    Travel,
    /// Adaptations that are in place already.
    Adaptations,
    /// Experience with such work.
    Experience,
    /// A wish for public or private employment.
    SectorWish,
    /// How earlier tries with such work went.
    EarlierTries,
}

impl Feature {
    /// How many features there are.
    pub const COUNT: usize = Self::ALL.len();
    /// Every feature, in order.
    pub const ALL: [Self; 10] = [
        Self::Base,
        Self::Interest,
        Self::Position,
        Self::Independence,
        Self::Support,
        Self::Travel,
        Self::Adaptations,
        Self::Experience,
        Self::SectorWish,
        Self::EarlierTries,
    ];

    /// The feature's name in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Interest => "interest",
            Self::Position => "position",
            Self::Independence => "independence",
            Self::Support => "support",
            Self::Travel => "travel",
            Self::Adaptations => "adaptations",
            Self::Experience => "experience",
            Self::SectorWish => "sector_wish",
            Self::EarlierTries => "earlier_tries",
        }
    }

    /// How this feature of a pair is measured.
    fn measure(self, pair: &Pair<'_>) -> f64 {
        match self {
            Self::Base => 1.0,
            Self::Interest => interest::measure(pair),
            Self::Position => position::measure(pair),
            Self::Independence => independence::measure(pair),
            Self::Support => support::measure(pair),
            Self::Travel => travel::measure(pair),
            Self::Adaptations => adaptations::measure(pair),
            Self::Experience => experience::measure(pair),
            Self::SectorWish => sector_wish::measure(pair),
            Self::EarlierTries => earlier_tries::measure(pair),
        }
    }
}

impl Read for Feature {
    fn read(node: &Node<'_>) -> Option<Self> {
        let text = node.text().or_else(|| node.wrong_kind("a feature's name in \"quotes\""))?;
        let found = Self::ALL.into_iter().find(|feature| feature.code() == text);
        found.or_else(|| {
            node.fault(Wrong::UnknownCode { known: Self::ALL.map(Self::code).to_vec() });
            None
        })
    }
}

/// Every feature of a pair, in the order of [`Feature::ALL`].
pub(super) fn measure(pair: &Pair<'_>) -> [f64; Feature::COUNT] {
    Feature::ALL.map(|feature| feature.measure(pair))
}
