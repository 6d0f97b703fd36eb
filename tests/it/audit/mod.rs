//! The log of who looked at whom, and what becomes of a person's data when the person asks.

mod chain;
mod rights;
pub(crate) mod watch;
