//! Ids of rows: one type for each kind of thing, so that they cannot be mixed up.

use std::fmt;
use std::str::FromStr;

use uuid::{NoContext, Uuid};

use super::Ts;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident,)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type)]
        #[sqlx(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The nil id (RFC 9562), which nothing has: a list that begins after it is whole.
            pub const BEFORE_ALL: Self = Self(Uuid::nil());

            /// A new id (UUIDv7, RFC 9562): it sorts by the time it was made.
            #[must_use]
            pub fn new(now: Ts) -> Self {
                let since_1970 = now.as_micros();
                // Only a clock that stands before 1970 is below 0; ids made then sort first.
                let seconds = u64::try_from(since_1970.div_euclid(1_000_000)).unwrap_or(0);
                let nanos = u32::try_from(since_1970.rem_euclid(1_000_000) * 1_000)
                    .expect("less than a second has less than 2^32 nanoseconds");
                Self(Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanos)))
            }

            /// The id of something that had one elsewhere.
            #[must_use]
            pub fn from_uuid(id: Uuid) -> Self {
                Self(id)
            }

            /// The id without its kind.
            #[must_use]
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A municipality, or whoever runs the service in its place.
    MunicipalityId,
    /// An employer.
    EmployerId,
    /// A workplace of an employer.
    WorkplaceId,
    /// An opening.
    OpeningId,
    /// A job specialist.
    SpecialistId,
    /// A candidate.
    CandidateId,
}
