//! The hard rules, one per file: a pair is eligible, or here is every reason it is not.

mod outcome;

pub use outcome::{
    BelowPositionLeast, EligibleOption, Figure, Ground, NextStep, Reason, Screened, Screening,
    StartWindow, Terms, TravelBasis, WayToWork,
};
