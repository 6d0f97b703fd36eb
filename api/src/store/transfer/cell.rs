//! One value of a row, as both databases and a file have it.

use serde_json::Value;
use sqlx::{ColumnIndex, Database, Decode, Row, Type};
use uuid::Uuid;

use crate::store::{Document, Ts};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A UUID.
    Uuid,
    /// Text.
    Text,
    /// A whole number of 64 bits.
    Whole,
    /// True or false.
    Truth,
    /// A point in time.
    Time,
    /// A document.
    Json,
    /// Bytes, such as a hash.
    Bytes,
}

impl Kind {
    /// The kind that a file names.
    pub(super) fn of_json(value: &Value) -> Option<Self> {
        serde_json::from_value(value.clone()).ok()
    }

    /// The type of such a column on PostgreSQL, as its catalogue says it.
    #[must_use]
    pub fn on_postgres(self) -> &'static str {
        match self {
            Self::Uuid => "uuid",
            Self::Text => "text",
            Self::Whole => "bigint",
            Self::Truth => "boolean",
            Self::Time => "timestamp with time zone",
            Self::Json => "json",
            Self::Bytes => "bytea",
        }
    }

    /// The type of such a column on SQLite.
    #[must_use]
    pub fn on_sqlite(self) -> &'static str {
        match self {
            Self::Uuid | Self::Bytes => "BLOB",
            Self::Text | Self::Time | Self::Json => "TEXT",
            Self::Whole | Self::Truth => "INTEGER",
        }
    }
}

/// A value, or that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Uuid(Option<Uuid>),
    Text(Option<String>),
    Whole(Option<i64>),
    Truth(Option<bool>),
    Time(Option<Ts>),
    Json(Option<Document>),
    Bytes(Option<Vec<u8>>),
}

impl Cell {
    /// The value of a row's column.
    pub(super) fn of_row<'r, R>(row: &'r R, column: usize, kind: Kind) -> Result<Self, sqlx::Error>
    where
        R: Row,
        usize: ColumnIndex<R>,
        Uuid: Decode<'r, R::Database> + Type<R::Database>,
        String: Decode<'r, R::Database> + Type<R::Database>,
        i64: Decode<'r, R::Database> + Type<R::Database>,
        bool: Decode<'r, R::Database> + Type<R::Database>,
        Ts: Decode<'r, R::Database> + Type<R::Database>,
        Document: Decode<'r, R::Database> + Type<R::Database>,
        Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
        R::Database: Database,
    {
        Ok(match kind {
            Kind::Uuid => Self::Uuid(row.try_get(column)?),
            Kind::Text => Self::Text(row.try_get(column)?),
            Kind::Whole => Self::Whole(row.try_get(column)?),
            Kind::Truth => Self::Truth(row.try_get(column)?),
            Kind::Time => Self::Time(row.try_get(column)?),
            Kind::Json => Self::Json(row.try_get(column)?),
            Kind::Bytes => Self::Bytes(row.try_get(column)?),
        })
    }

    /// The value as a file has it; a document stands there as text, so that it is kept to the byte.
    pub(super) fn to_json(&self) -> Value {
        match self {
            Self::Uuid(value) => value.map(|it| it.to_string()).into(),
            Self::Text(value) => value.clone().into(),
            Self::Whole(value) => (*value).into(),
            Self::Truth(value) => (*value).into(),
            Self::Time(value) => value.map(|it| it.to_string()).into(),
            Self::Json(value) => value.as_ref().map(|it| it.0.clone()).into(),
            Self::Bytes(value) => value.as_deref().map(hex).into(),
        }
    }

    /// The value from a file; `None` when it is not of that kind.
    pub(super) fn of_json(value: &Value, kind: Kind) -> Option<Self> {
        let text = || match value {
            Value::Null => Some(None),
            Value::String(text) => Some(Some(text.as_str())),
            _ => None,
        };
        Some(match kind {
            Kind::Uuid => Self::Uuid(text()?.map(str::parse).transpose().ok()?),
            Kind::Text => Self::Text(text()?.map(str::to_owned)),
            Kind::Whole if value.is_null() => Self::Whole(None),
            Kind::Whole => Self::Whole(Some(value.as_i64()?)),
            Kind::Truth if value.is_null() => Self::Truth(None),
            Kind::Truth => Self::Truth(Some(value.as_bool()?)),
            Kind::Time => Self::Time(text()?.map(str::parse).transpose().ok()?),
            Kind::Json => Self::Json(text()?.map(|it| Document(it.to_owned()))),
            Kind::Bytes => Self::Bytes(match text()? {
                Some(text) => Some(unhex(text)?),
                None => None,
            }),
        })
    }
}

/// Bytes as text, two digits each.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("text grows");
        text
    })
}

/// Bytes from such text; `None` where it is none.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let sound = digits.len().is_multiple_of(2) && digits.iter().all(u8::is_ascii_hexdigit);
    if sound { digits.chunks(2).map(byte).collect() } else { None }
}
