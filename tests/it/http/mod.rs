//! The service as a client sees it: the real program, over real sockets, on both databases.

mod failures;
mod job_ads;
mod manners;
mod opening_steps;
pub(crate) mod openings;
pub(crate) mod resources;
mod schemathesis;
pub(crate) mod service;
mod sheets;
mod specification;
