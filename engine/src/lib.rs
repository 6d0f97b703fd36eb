//! Femtrinn's pure core: who could try what, where and when, and why.
//!
//! Data flows one way, and every room reads only the rooms before it:
//! `domain <- eligibility <- value <- problem <- solve <- explain`.
//! There is no clock, file, network or unseeded randomness in here: the same input gives the same bytes.

pub mod domain;
pub mod eligibility;
pub mod explain;
pub mod problem;
pub mod reading;
pub mod solve;
pub mod value;
