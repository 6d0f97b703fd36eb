//! Webhooks: events that happened are told to whoever a municipality has named, signed, until they are taken or it is
//! tried no more.
//!
//! What is to be told comes in from the store, where it was put down in the transaction in which it happened; what
//! goes out is a POST to an address that may be asked. It names nobody.

mod address;
mod deliver;
mod sign;

pub use address::{NotAllowed, Reach, allowed};
pub use deliver::{AT_ONCE, WAITS, deliver};
pub use sign::{shown, signature};
