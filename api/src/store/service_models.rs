//! A municipality's rules: each version stays, for a plan names the one it was made under.

use super::{Change, Document, MunicipalityId, StoreError, Ts, Tx, Version};

/// A service model as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredServiceModel {
    /// Its version.
    pub version: Version,
    /// The service model as a document.
    pub body: Document,
    /// When it was stored.
    pub created_at: Ts,
}

/// Stores the next version, if the latest is the one that somebody saw; `None` saw that there was none.
///
/// # Errors
///
/// [`StoreError::Reference`] when there is no such municipality.
pub async fn add(
    tx: &mut Tx,
    municipality: MunicipalityId,
    seen: Option<Version>,
    body: &Document,
    now: Ts,
) -> Result<Change<StoredServiceModel>, StoreError> {
    const SQL: &str = "
        INSERT INTO service_model (municipality_id, version, body, created_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (municipality_id, version) DO NOTHING
        RETURNING version, body, created_at";
    let there = latest(tx, municipality).await?.map(|it| it.version);
    if there != seen {
        return Ok(Change::of(None, there));
    }
    let added = on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(seen.map_or(1, |Version(number)| number + 1))
        .bind(body)
        .bind(now)
        .fetch_optional(conn)
        .await)?;
    // Somebody else may have been faster since the look.
    let otherwise = match added {
        Some(_) => None,
        None => latest(tx, municipality).await?.map(|it| it.version),
    };
    Ok(Change::of(added, otherwise))
}

/// The latest version, if there is any.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn latest(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Option<StoredServiceModel>, StoreError> {
    const SQL: &str = "
        SELECT version, body, created_at
        FROM service_model
        WHERE municipality_id = $1
        ORDER BY version DESC
        LIMIT 1";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_optional(conn).await)?)
}

/// One version, if it is there.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    municipality: MunicipalityId,
    version: Version,
) -> Result<Option<StoredServiceModel>, StoreError> {
    const SQL: &str = "
        SELECT version, body, created_at
        FROM service_model
        WHERE municipality_id = $1 AND version = $2";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(version)
        .fetch_optional(conn)
        .await)?)
}
