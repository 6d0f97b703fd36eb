//! End-to-end tests of Femtrinn, and the tests that guard the house.

mod fixtures;
mod lillestrom;
