//! The journey through the five steps.

mod table;
