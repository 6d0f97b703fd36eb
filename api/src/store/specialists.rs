//! Job specialists.

use engine::domain::SpecialistId;
use sqlx::types::Text;

use super::{Change, Document, MunicipalityId, PageSize, StoreError, Ts, Tx, Version};

/// A job specialist as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredSpecialist {
    /// Its id.
    pub id: Text<SpecialistId>,
    /// Its version.
    pub version: Version,
    /// The job specialist in the shape of the case format.
    pub body: Document,
    /// When it was stored first.
    pub created_at: Ts,
    /// When it was changed last.
    pub changed_at: Ts,
}

/// Stores a new job specialist.
///
/// # Errors
///
/// [`StoreError::Taken`] when there is one of that id.
pub async fn insert(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &SpecialistId,
    body: &Document,
    now: Ts,
) -> Result<StoredSpecialist, StoreError> {
    const SQL: &str = "
        INSERT INTO specialist
            (municipality_id, id, version, body, created_at, changed_at)
        VALUES ($1, $2, 1, $3, $4, $4)
        RETURNING id, version, body, created_at, changed_at";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(body)
        .bind(now)
        .fetch_one(conn)
        .await)?)
}

/// A job specialist of the municipality.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &SpecialistId,
) -> Result<Option<StoredSpecialist>, StoreError> {
    const SQL: &str = "
        SELECT id, version, body, created_at, changed_at
        FROM specialist
        WHERE municipality_id = $1 AND id = $2";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .fetch_optional(conn)
        .await)?)
}

/// Replaces what there is to say of a job specialist, if it still is as somebody saw it.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn replace(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &SpecialistId,
    seen: Version,
    body: &Document,
    now: Ts,
) -> Result<Change<StoredSpecialist>, StoreError> {
    const SQL: &str = "
        UPDATE specialist
        SET body = $4, changed_at = $5, version = version + 1
        WHERE municipality_id = $1 AND id = $2 AND version = $3
        RETURNING id, version, body, created_at, changed_at";
    let changed = on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(seen)
        .bind(body)
        .bind(now)
        .fetch_optional(conn)
        .await)?;
    let otherwise = match changed {
        Some(_) => None,
        None => find(tx, municipality, id).await?.map(|it| it.version),
    };
    Ok(Change::of(changed, otherwise))
}

/// A page of the municipality's job specialists: those after one, by id.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    tx: &mut Tx,
    municipality: MunicipalityId,
    after: Option<&SpecialistId>,
    size: PageSize,
) -> Result<Vec<StoredSpecialist>, StoreError> {
    const SQL: &str = "
        SELECT id, version, body, created_at, changed_at
        FROM specialist
        WHERE municipality_id = $1 AND id > $2
        ORDER BY id
        LIMIT $3";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(after.map_or("", SpecialistId::as_str))
        .bind(size.raw())
        .fetch_all(conn)
        .await)?)
}
