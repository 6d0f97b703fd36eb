//! The log of who looked at whom, and what becomes of a person's data when the person asks.

mod attacks;
mod chain;
mod introductions;
mod keys;
mod rights;
pub(crate) mod watch;
