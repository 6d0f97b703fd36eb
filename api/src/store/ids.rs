//! Ids of rows. What people name has the engine's own id; a municipality has one that stays when its number changes.

use std::fmt;
use std::str::FromStr;

use uuid::{NoContext, Uuid};

use super::Ts;

/// A municipality, or whoever runs the service in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type)]
#[sqlx(transparent)]
pub struct MunicipalityId(Uuid);

impl MunicipalityId {
    /// A new id.
    #[must_use]
    pub fn new(now: Ts) -> Self {
        Self(new_uuid(now))
    }

    /// The id as a UUID.
    #[must_use]
    pub fn uuid(self) -> Uuid {
        self.0
    }
}

impl fmt::Display for MunicipalityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A new id for something that was given none: a UUID as text.
///
/// # Panics
///
/// When `I` is no id, and does not take a UUID.
#[must_use]
pub fn new_id<I: FromStr<Err: fmt::Debug>>(now: Ts) -> I {
    new_uuid(now).to_string().parse().expect("a UUID has the form of an id")
}

/// A new UUID (version 7, RFC 9562): it sorts by the time it was made.
#[must_use]
pub fn new_uuid(now: Ts) -> Uuid {
    let since_1970 = now.as_micros();
    // Only a clock that stands before 1970 is below 0; ids made then sort first.
    let seconds = u64::try_from(since_1970.div_euclid(1_000_000)).unwrap_or(0);
    let nanos = u32::try_from(since_1970.rem_euclid(1_000_000) * 1_000).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanos))
}
