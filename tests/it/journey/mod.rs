//! The journey through the five steps.

pub(crate) mod papers;
mod people;
mod table;
