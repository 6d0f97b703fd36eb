//! Municipalities: to one of them belongs every other row.

use engine::domain::MunicipalityNumber;

use super::{MunicipalityId, StoreError, Ts, Tx, Version};

/// A municipality as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredMunicipality {
    /// Its id, which stays when its number changes.
    pub id: MunicipalityId,
    /// Its number (kommunenummer).
    pub number: String,
    /// What it is called.
    pub name: String,
    /// Its version.
    pub version: Version,
    /// When it was stored first.
    pub created_at: Ts,
    /// When it was changed last.
    pub changed_at: Ts,
}

/// Stores a new municipality.
///
/// # Errors
///
/// [`StoreError::Exists`] when there is one of that number.
pub async fn insert(
    tx: &mut Tx,
    number: &MunicipalityNumber,
    name: &str,
    now: Ts,
) -> Result<StoredMunicipality, StoreError> {
    const SQL: &str = "
        INSERT INTO municipality (id, number, name, version, created_at, changed_at)
        VALUES ($1, $2, $3, 1, $4, $4)
        RETURNING id, number, name, version, created_at, changed_at";
    let id = MunicipalityId::new(now);
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(id)
        .bind(number.as_str())
        .bind(name)
        .bind(now)
        .fetch_one(conn)
        .await)?)
}

/// The municipality of a number.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find_by_number(
    tx: &mut Tx,
    number: &MunicipalityNumber,
) -> Result<Option<StoredMunicipality>, StoreError> {
    const SQL: &str = "
        SELECT id, number, name, version, created_at, changed_at
        FROM municipality
        WHERE number = $1";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).bind(number.as_str()).fetch_optional(conn).await)?)
}
