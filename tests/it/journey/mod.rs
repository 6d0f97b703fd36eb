//! The journey through the five steps.

pub(crate) mod papers;
pub(crate) mod people;
mod table;
