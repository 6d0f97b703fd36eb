//! End-to-end tests of Femtrinn, and the tests that guard the house.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod answer;
mod audit;
mod card;
mod cases;
mod changes;
mod command_line;
mod contract;
mod databases;
mod exported;
mod fixtures;
mod generated;
mod house;
mod http;
mod journey;
mod kills;
mod lillestrom;
mod matching;
mod postgres;
mod schemas;
mod service_models;
mod store;
