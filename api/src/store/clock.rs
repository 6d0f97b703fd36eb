//! Time: where it comes from, and how it is kept.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo, PgValueFormat, PgValueRef};
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Encode, Postgres, Sqlite, Type};

/// Where the time comes from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still, so that the same work gives the same bytes.
    Fixed(Ts),
}

impl Clock {
    /// The time now.
    #[must_use]
    pub fn now(self) -> Ts {
        match self {
            Self::System => Ts::new(Timestamp::now()),
            Self::Fixed(time) => time,
        }
    }
}

/// A point in time, in whole microseconds: PostgreSQL keeps no more.
///
/// Its text has always six decimals and so sorts as the time does; SQLite compares it as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ts(Timestamp);

/// Microseconds from 1970 to 2000, where the time of PostgreSQL begins.
const POSTGRES_EPOCH: i64 = 946_684_800_000_000;

/// The type `timestamptz` of PostgreSQL.
///
/// Source: PostgreSQL, `src/include/catalog/pg_type.dat`.
const TIMESTAMPTZ_OID: Oid = Oid(1184);

impl Ts {
    /// Cuts a time to whole microseconds.
    ///
    /// # Panics
    ///
    /// Never: a time cut to microseconds is a time.
    #[must_use]
    pub fn new(time: Timestamp) -> Self {
        let cut = Timestamp::from_microsecond(time.as_microsecond());
        Self(cut.expect("a time cut to microseconds is a time"))
    }

    /// The time as jiff has it.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        self.0
    }

    /// Day and hour in Norway.
    ///
    /// # Panics
    ///
    /// Never: the time zones of the world are built in.
    #[must_use]
    pub fn in_norway(self) -> DateTime {
        let norway = TimeZone::get("Europe/Oslo");
        norway.expect("the time zones of the world are built in").to_datetime(self.0)
    }

    /// So much later.
    ///
    /// # Panics
    ///
    /// When there is no such time: after more years than anybody waits.
    #[must_use]
    pub fn after(self, wait: Duration) -> Self {
        let wait = SignedDuration::try_from(wait).expect("nobody waits so long");
        Self::new(self.0 + wait)
    }

    /// Microseconds since 1970.
    pub(super) fn as_micros(self) -> i64 {
        self.0.as_microsecond()
    }
}

impl fmt::Display for Ts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6}", self.0)
    }
}

impl FromStr for Ts {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        text.parse().map(Self::new)
    }
}

impl Type<Sqlite> for Ts {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
}

impl Encode<'_, Sqlite> for Ts {
    fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Sqlite>::encode(self.to_string(), buffer)
    }
}

impl<'r> Decode<'r, Sqlite> for Ts {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(<&str as Decode<Sqlite>>::decode(value)?.parse()?)
    }
}

impl Type<Postgres> for Ts {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(TIMESTAMPTZ_OID)
    }
}

impl Encode<'_, Postgres> for Ts {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Postgres>::encode(self.as_micros() - POSTGRES_EPOCH, buffer)
    }
}

impl<'r> Decode<'r, Postgres> for Ts {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        if value.format() == PgValueFormat::Text {
            return Err("a time as text is ambiguous: prepare the statement".into());
        }
        let micros = <i64 as Decode<Postgres>>::decode(value)?;
        Ok(Self(Timestamp::from_microsecond(micros.saturating_add(POSTGRES_EPOCH))?))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use super::Ts;

    #[test]
    fn the_text_of_a_time_sorts_as_the_time_does() {
        #[rustfmt::skip]
        let cases = [
            // written                            kept                            why
            ("2026-11-21T10:00:00Z",              "2026-11-21T10:00:00.000000Z", "six decimals, always"),
            ("2026-11-21T10:00:00.5Z",            "2026-11-21T10:00:00.500000Z", "half a second later"),
            ("2026-11-21T10:00:00.123456789Z",    "2026-11-21T10:00:00.123456Z", "cut, not rounded"),
            ("2026-11-21T11:00:00.999999999+01",  "2026-11-21T10:00:00.999999Z", "always UTC"),
            ("0001-01-01T00:00:00Z",              "0001-01-01T00:00:00.000000Z", "four digits of year"),
        ];
        for (written, kept, why) in cases {
            let time: Ts = written.parse().unwrap();
            assert_eq!(time.to_string(), kept, "{written}: {why}");
            assert_eq!(kept.parse::<Ts>().unwrap(), time, "{written}: {why}");
        }
        let mut texts = cases.map(|(_, kept, _)| kept);
        let mut times = cases.map(|(written, ..)| written.parse::<Ts>().unwrap());
        texts.sort_unstable();
        times.sort_unstable();
        assert_eq!(times.map(|time| time.to_string()), texts);
    }
}
