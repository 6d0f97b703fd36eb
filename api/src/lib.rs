//! Femtrinn's service: what depends on time, storage and people. The engine answers; here it is asked.

pub mod store;
