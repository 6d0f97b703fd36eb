//! The placement problem and its plan: types, reading and writing, validation, the independent check.

pub mod plan;
pub mod statement;

pub use plan::{Block, BlockOwner, Certificate, FloorPrice, OpeningPrices, Plan, Start, Status};
pub use statement::{
    Activity, Candidate, Floor, Keep, Opening, PlacementOption, Problem, Profile, Specialist,
};
