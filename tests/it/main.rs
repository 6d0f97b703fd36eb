//! End-to-end tests of Femtrinn, and the tests that guard the house.

mod cases;
mod fixtures;
mod lillestrom;
