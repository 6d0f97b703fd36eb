//! The placement problem and its plan: types, reading and writing, validation, the independent check.
//! [`state`] states the problem of a case.

pub mod check;
pub mod plan;
mod read;
pub mod state;
pub mod statement;
pub mod validate;

pub use check::check;
pub use plan::{
    Block, BlockOwner, Certificate, FloorPrice, OpeningPrices, PLAN_FORMAT, Plan, Start, Status,
};
pub use read::{read, read_plan, write, write_plan};
pub use statement::{
    Activity, Candidate, Floor, Keep, Opening, PROBLEM_FORMAT, PlacementOption, Problem, Profile,
    Specialist,
};
pub use validate::{Flaw, validate};
