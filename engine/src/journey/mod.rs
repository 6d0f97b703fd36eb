//! A candidate's way through the five steps: append-only events, and what follows from them.
//!
//! An [`Event`] says who, when, what and why. [`Journey::record`] takes it when it is legal: its kind belongs to
//! the stage ([`EventKind::belongs_to`]), what the law, the values of Supported Employment and the service model in
//! force on its day ask for has come first, and its details fit together. Otherwise a [`Refusal`] gives every
//! reason, and what would be legal. Nothing is ever removed: a correction is an event too.
//!
//! What holds throughout: an informed yes comes before anything about a person goes to an employer; a no, a
//! "later" and a pause keep the place in the queue; only an event moves a journey, so time expires nobody.

mod caseload;
mod codes;
pub mod details;
mod event;
mod history;
mod overview;
mod refusal;
pub mod state;
mod steps;
mod table;

pub use caseload::{Caseload, caseloads};
pub use codes::{
    Admitting, ContactHow, DeadlineKind, ExitReason, Explained, FamilyTie, GivenHow,
    HandOverReason, LegalVehicle, Mandate, MoneyTopic, Party, ReferralSource, ReleaseLine, Role,
    Ruling, SafetyTraining, Stage, Supporter, Vote, WayOut,
};
pub use event::{Event, EventKind, Sequence, What, read};
pub use history::{Journey, may_come, next};
pub use overview::{
    Deadline, NextEvent, OpenActivity, Overview, Released, Waited, overview, waited,
};
pub use refusal::{Reason, Refusal};
pub use state::State;

#[cfg(test)]
mod tests;
