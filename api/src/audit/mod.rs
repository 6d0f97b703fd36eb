//! Who looked at whom: what the log takes from a request, and how the log is checked, handed out and read.

mod asked;
mod cef;
mod figures;
mod review;
mod verify;

pub use asked::log_refusals;
pub use cef::cef;
pub use figures::{Figures, GROUP_LEAST, OwnFigures, TeamFigures, Work, figures};
pub use review::{LEARNING, Limits, LookedAt, Looks, MATCH_RUN, Review, review};
pub use verify::{Chain, Fault, verify};

pub use crate::store::Asked;
