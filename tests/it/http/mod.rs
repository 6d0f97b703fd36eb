//! The service as a client sees it: the real program, over real sockets, on both databases.

mod examples;
mod failures;
mod issuer;
mod job_ads;
mod logging_in;
mod manners;
mod opening_steps;
pub(crate) mod openings;
mod permissions;
pub(crate) mod resources;
mod schemathesis;
pub(crate) mod service;
mod sessions;
mod sheets;
mod specification;
mod tokens;
mod travel_times;
mod webhooks;
