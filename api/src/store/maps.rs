//! Where a municipality's postal codes are.

use super::{Change, Document, MunicipalityId, StoreError, Ts, Tx, Version};

/// A map as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredMap {
    /// Its version.
    pub version: Version,
    /// `postal_codes`, in the shape of the case format.
    pub body: Document,
    /// When it was stored first.
    pub created_at: Ts,
    /// When it was changed last.
    pub changed_at: Ts,
}

/// The map of a municipality, if there is one.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Option<StoredMap>, StoreError> {
    const SQL: &str = "
        SELECT version, body, created_at, changed_at FROM map WHERE municipality_id = $1";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_optional(conn).await)?)
}

/// Stores the map of a municipality, or replaces the one that somebody saw; `Version(0)` saw none.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn replace(
    tx: &mut Tx,
    municipality: MunicipalityId,
    seen: Version,
    body: &Document,
    now: Ts,
) -> Result<Change<StoredMap>, StoreError> {
    const FIRST_SQL: &str = "
        INSERT INTO map (municipality_id, version, body, created_at, changed_at)
        VALUES ($1, $2 + 1, $3, $4, $4)
        ON CONFLICT (municipality_id) DO NOTHING
        RETURNING version, body, created_at, changed_at";
    const NEXT_SQL: &str = "
        UPDATE map
        SET body = $3, changed_at = $4, version = version + 1
        WHERE municipality_id = $1 AND version = $2
        RETURNING version, body, created_at, changed_at";
    let sql = if seen == Version(0) { FIRST_SQL } else { NEXT_SQL };
    let changed = on_either!(tx, |conn| sqlx::query_as(sql)
        .bind(municipality)
        .bind(seen)
        .bind(body)
        .bind(now)
        .fetch_optional(conn)
        .await)?;
    let otherwise = match changed {
        Some(_) => None,
        // Where there is none yet, nobody can have seen one.
        None => Some(find(tx, municipality).await?.map_or(Version(0), |it| it.version)),
    };
    Ok(Change::of(changed, otherwise))
}
