//! The service as a client sees it: the real program, over real sockets, on both databases.

mod job_ads;
mod manners;
pub(crate) mod openings;
mod opening_steps;
mod openings;
pub(crate) mod resources;
mod schemathesis;
pub(crate) mod service;
mod specification;
