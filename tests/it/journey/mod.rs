//! The journey through the five steps.

mod people;
mod table;
