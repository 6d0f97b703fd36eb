//! What becomes of a person's data: the rules (data in `fixtures/retention/`), and what is done by them.

mod due;
mod erase;
mod rules;

pub use due::{Due, due, due_runs};
pub use erase::{Outcome, Record, erase};
pub use rules::{Kind, Months, OnRequest, Rule, Rules, RunRule};
