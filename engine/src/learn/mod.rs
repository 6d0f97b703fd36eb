//! Outcomes teach: from how trials went to a new version of the value model, with the evidence for it.
//!
//! What is believed of the weights before (a [`ModelVersion`]) and [`TrialOutcome`]s come in; another version goes
//! out, or the word that there are too few to learn from. Nobody's outcome is looked at before it could have been
//! known whichever way it went, and nobody's who objects. Who puts a version in force is a person, elsewhere.

mod calibration;
mod linear;
mod outcome;
mod posterior;
mod trial;
mod version;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use calibration::{Calibration, GROUP_LEAST, Group, calibrations};
pub use outcome::{LASTS_MONTHS, Lasting, TrialOutcome, lasting};
pub use trial::{Ending, of_trial};
pub use version::{Covariance, Learnt, MODEL_FORMAT, ModelVersion, Weight, read, write};

pub(crate) use version::Document;

use crate::domain::OutcomeId;
use crate::value::Model;
use posterior::{Seen, posterior};

/// The fewest outcomes that a version of the model is learnt from.
///
/// An assumption, and what is promised: with fewer, a municipality is told that it has too few, and the prior holds.
pub const OUTCOMES_LEAST: usize = 20;

/// What outcomes have taught.
#[derive(Debug, Clone, PartialEq)]
pub struct Learning {
    /// The outcomes that were looked at.
    pub counted: Counted,
    /// A new version; none where fewer than [`OUTCOMES_LEAST`] count, and what was believed before holds.
    pub version: Option<ModelVersion>,
}

/// Outcomes, by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Counted {
    /// Those that count.
    pub counted: usize,
    /// Those of them that became a job that lasted.
    pub lasted: usize,
    /// Those left out because the person objects.
    pub objecting: usize,
    /// Those left out because it could not have been known yet whether they last, or nobody has said.
    pub not_known: usize,
}

/// The outcomes that count on a day, by id; and how many do not, and why.
fn counting(
    outcomes: &BTreeMap<OutcomeId, TrialOutcome>,
    as_of: Date,
) -> (Vec<(&TrialOutcome, bool)>, Counted) {
    let mut told = Counted::default();
    let mut count = Vec::new();
    for outcome in outcomes.values() {
        match outcome.lasted.filter(|_| outcome.due_on <= as_of) {
            _ if outcome.objects => told.objecting += 1,
            None => told.not_known += 1,
            Some(lasted) => {
                told.counted += 1;
                told.lasted += usize::from(lasted);
                count.push((outcome, lasted));
            }
        }
    }
    (count, told)
}

/// Learns from all outcomes of a municipality that count on a day.
///
/// `before` is what is believed without any of them: the prior that municipalities share. It is never the
/// municipality's own last version, which has seen them already. The prior's variances say how far a municipality
/// may lie from what municipalities share; its own outcomes pull its weights away only as far as they go.
#[must_use]
pub fn learn(
    before: &ModelVersion,
    outcomes: &BTreeMap<OutcomeId, TrialOutcome>,
    as_of: Date,
) -> Learning {
    let (count, counted) = counting(outcomes, as_of);
    if count.len() < OUTCOMES_LEAST {
        return Learning { counted, version: None };
    }
    let seen: Vec<Seen> =
        count.iter().map(|(outcome, lasted)| Seen::of(outcome, *lasted)).collect();
    let days = || count.iter().map(|(outcome, _)| outcome.due_on);
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let learnt = Learnt {
        before: before.version().to_owned(),
        outcomes: narrow(counted.counted),
        lasted: narrow(counted.lasted),
        as_of,
        first_due: days().min().unwrap_or(as_of),
        last_due: days().max().unwrap_or(as_of),
    };
    let (mean, covariance) = posterior(&before.model(), &seen);
    let model = Model::new("", mean, covariance);
    Learning { counted, version: Some(ModelVersion::of(&model, Some(learnt))) }
}

#[cfg(test)]
mod tests;
