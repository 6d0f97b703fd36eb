//! What is put on paper: the rules for agreements, sheets to print or paste, visits for a calendar.
//!
//! What is stored comes in; text goes out. What the store does not know, the national identity number among it, is
//! a blank that somebody fills in by hand.

mod calendar;
mod html;
mod plain;
mod rules;

pub use calendar::{Visit, When, calendar};
pub use html::{STYLE, html};
pub use plain::plain;
pub use rules::rules;
