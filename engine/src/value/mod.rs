//! What a trial or a jobbsmak is worth: features, the Bayesian model over them, the knowledge gradient.

mod features;
mod jobbsmak;
mod model;
mod normal;
pub mod prior;

pub use features::Feature;
pub use model::{Contribution, Model, Prediction};
