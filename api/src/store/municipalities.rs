//! Municipalities: to one of them belongs every other row.

use engine::domain::MunicipalityNumber;

use super::{Change, MunicipalityId, Store, StoreError, Ts, Tx, Version};

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

/// Waits until nobody else holds the municipality, and holds it to the end of the transaction: what a run writes, what
/// people decide about proposals, and what is erased or restricted, come one after another. SQLite has one writer
/// anyway.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn hold(tx: &mut Tx, municipality: MunicipalityId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE municipality SET version = version WHERE id = $1";
    if let Tx::Postgres(conn) = tx {
        sqlx::query(SQL).bind(municipality).execute(&mut **conn).await?;
    }
    Ok(())
}

/// Stores a new municipality.
///
/// # Errors
///
/// [`StoreError::Taken`] when there is one of that number.
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

/// A municipality.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    id: MunicipalityId,
) -> Result<Option<StoredMunicipality>, StoreError> {
    const SQL: &str = "
        SELECT id, number, name, version, created_at, changed_at
        FROM municipality
        WHERE id = $1";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).bind(id).fetch_optional(conn).await)?)
}

/// Every municipality, by number: for an operator, who alone reaches across them.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn all(tx: &mut Tx) -> Result<Vec<StoredMunicipality>, StoreError> {
    const SQL: &str = "
        SELECT id, number, name, version, created_at, changed_at
        FROM municipality
        ORDER BY number";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

/// The municipality of a number; the first time, it is stored under its number alone.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn known(
    store: &Store,
    number: &MunicipalityNumber,
    now: Ts,
) -> Result<MunicipalityId, StoreError> {
    let mut tx = store.write().await?;
    if let Some(found) = find_by_number(&mut tx, number).await? {
        return Ok(found.id);
    }
    let stored = insert(&mut tx, number, &format!("Kommune {number}"), now).await?;
    tx.commit().await?;
    Ok(stored.id)
}

/// Renames and renumbers a municipality, if it still is as somebody saw it: municipalities merge and part.
///
/// # Errors
///
/// [`StoreError::Taken`] when another has that number.
pub async fn replace(
    tx: &mut Tx,
    id: MunicipalityId,
    seen: Version,
    number: &MunicipalityNumber,
    name: &str,
    now: Ts,
) -> Result<Change<StoredMunicipality>, StoreError> {
    const SQL: &str = "
        UPDATE municipality
        SET number = $3, name = $4, changed_at = $5, version = version + 1
        WHERE id = $1 AND version = $2
        RETURNING id, number, name, version, created_at, changed_at";
    let changed = on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(id)
        .bind(seen)
        .bind(number.as_str())
        .bind(name)
        .bind(now)
        .fetch_optional(conn)
        .await)?;
    let otherwise = match changed {
        Some(_) => None,
        None => find(tx, id).await?.map(|it| it.version),
    };
    Ok(Change::of(changed, otherwise))
}
