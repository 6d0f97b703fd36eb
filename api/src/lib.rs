//! Femtrinn's service: what depends on time, storage and people. The engine answers; here it is asked.
//!
//! A request meets [`manners`] and then a handler of [`routes`], which looks into the [`store`] and answers in the
//! shapes of [`wire`]; every failure goes out as one kind of answer ([`error`]). Who looked at people is logged
//! ([`audit`]), and what people can ask for is [`rights`]; how people in work are followed up is [`follow`].
//! Spreadsheets come in and go out by [`sheets`]; what people read is said by [`text`]. Outcomes teach by way of
//! [`teaching`], and what happens is told to others by [`hooks`].

pub mod audit;
pub mod auth;
pub mod demo;
pub mod error;
pub mod follow;
pub mod hooks;
pub mod job_ads;
pub mod manners;
pub mod papers;
pub mod privacy;
pub mod rights;
pub mod routes;
pub mod runs;
pub mod sheets;
pub mod state;
pub mod store;
pub mod teaching;
pub mod text;
pub mod wire;
