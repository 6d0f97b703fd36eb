//! What a trial or a jobbsmak is worth: features, the Bayesian model over them, the knowledge gradient.
//!
//! The value of a trial is the probability that it leads to a job that lasts six months. It belongs to a
//! pair of person and workplace, and is never shown as a score of the person.

mod appraisal;
mod features;
mod jobbsmak;
mod measures;
mod model;
mod normal;
pub mod prior;
#[cfg(test)]
mod tests;

pub use appraisal::{Appraisal, Appraisals, Pair, Pairs, appraise, predict};
pub use features::Feature;
pub use measures::{Measures, Valued};
pub use model::{Contribution, LogChance, Model, Prediction, log_chance};
