//! Job ads of NAV, from which openings can come.

use engine::domain::OpeningId;
use sqlx::types::Text;

use super::{Document, MunicipalityId, PageSize, StoreError, Ts, Tx, Version};

/// An ad as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredAd {
    /// Its id, which the opening that comes from it can have.
    pub id: Text<OpeningId>,
    /// Whether it still runs.
    pub is_active: bool,
    /// Its version.
    pub version: Version,
    /// What it says.
    pub body: Document,
    /// When it was stored first.
    pub created_at: Ts,
    /// When it was changed last.
    pub changed_at: Ts,
}

/// Stores an ad, or what it says now.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn put(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &OpeningId,
    is_active: bool,
    body: &Document,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO job_ad (municipality_id, id, status, version, body, created_at, changed_at)
        VALUES ($1, $2, $3, 1, $4, $5, $5)
        ON CONFLICT (municipality_id, id) DO UPDATE
        SET status = excluded.status, body = excluded.body, changed_at = excluded.changed_at,
            version = job_ad.version + 1";
    on_either!(tx, |conn| {
        let query = sqlx::query(SQL)
            .bind(municipality)
            .bind(id.as_str())
            .bind(if is_active { "active" } else { "stopped" })
            .bind(body)
            .bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// An ad of the municipality.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &OpeningId,
) -> Result<Option<StoredAd>, StoreError> {
    const SQL: &str = "
        SELECT id, status = 'active' AS is_active, version, body, created_at, changed_at
        FROM job_ad
        WHERE municipality_id = $1 AND id = $2";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .fetch_optional(conn)
        .await)?)
}

/// A page of the municipality's ads: those after one, by id.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    tx: &mut Tx,
    municipality: MunicipalityId,
    after: Option<&OpeningId>,
    size: PageSize,
) -> Result<Vec<StoredAd>, StoreError> {
    const SQL: &str = "
        SELECT id, status = 'active' AS is_active, version, body, created_at, changed_at
        FROM job_ad
        WHERE municipality_id = $1 AND id > $2
        ORDER BY id
        LIMIT $3";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(after.map_or("", OpeningId::as_str))
        .bind(size.raw())
        .fetch_all(conn)
        .await)?)
}
