//! A body: a JSON document that is kept to the byte.

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef};
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Encode, Postgres, Sqlite, Type};

/// A JSON document, kept to the byte: what comes out is what went in, on both databases.
///
/// On PostgreSQL the column is `JSON`, which keeps the text (`JSONB` would not), on SQLite `TEXT`; both
/// refuse what is not JSON, and both understand `->>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document(pub String);

impl Document {
    /// Writes a value as a document.
    ///
    /// # Panics
    ///
    /// When the value has no JSON: a map whose keys are no text, or a serialiser that fails.
    #[must_use]
    pub fn of(value: &impl serde::Serialize) -> Self {
        Self(serde_json::to_string(value).expect("what is stored has text keys"))
    }
}

/// The type `json` of PostgreSQL.
///
/// Source: PostgreSQL, `src/include/catalog/pg_type.dat`.
const JSON_OID: Oid = Oid(114);

impl Type<Sqlite> for Document {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
}

impl Encode<'_, Sqlite> for Document {
    fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Sqlite>::encode_by_ref(&self.0, buffer)
    }
}

impl<'r> Decode<'r, Sqlite> for Document {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        <String as Decode<Sqlite>>::decode(value).map(Self)
    }
}

impl Type<Postgres> for Document {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(JSON_OID)
    }
}

impl Encode<'_, Postgres> for Document {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        buffer.extend_from_slice(self.0.as_bytes());
        Ok(IsNull::No)
    }
}

impl<'r> Decode<'r, Postgres> for Document {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(value.as_str()?.to_owned()))
    }
}
