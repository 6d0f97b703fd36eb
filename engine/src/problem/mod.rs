//! The placement problem and its plan: types, reading and writing, validation, the independent check.
//! [`state`] states the problem of a case, [`decide`] takes a decided start off one, and a [`Ledger`] keeps
//! a plan's books.

pub mod check;
mod decide;
mod ledger;
mod mps;
pub mod plan;
mod read;
pub mod state;
pub mod statement;
pub mod validate;

pub use check::check;
pub use decide::decide;
pub use ledger::{Booking, Ledger, Shortage};
pub use mps::write_mps;
pub use plan::{
    Block, BlockOwner, Certificate, FloorPrice, OpeningPrices, PLAN_FORMAT, Plan, Start, Status,
};
pub use read::{read, read_plan, write, write_plan};
pub use statement::{
    Activity, Candidate, Floor, Keep, Opening, PROBLEM_FORMAT, PlacementOption, Problem, Profile,
    Specialist,
};
pub use validate::{Flaw, validate};
