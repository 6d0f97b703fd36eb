//! Jobs that are followed up, under ids of their own.

use engine::domain::{PlacementId, SpecialistId, WorkplaceId};
use sqlx::types::Text;

use super::{Change, Document, MunicipalityId, PageSize, StoreError, Ts, Tx, Version};

/// What there is to say of a job that is followed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacementContent {
    /// Where.
    pub workplace_id: WorkplaceId,
    /// Who follows up.
    pub specialist_id: Option<SpecialistId>,
    /// The placement in the shape of the case format.
    pub body: Document,
}

/// A placement as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredPlacement {
    /// Its id.
    pub id: Text<PlacementId>,
    /// Its version.
    pub version: Version,
    /// The placement in the shape of the case format.
    pub body: Document,
    /// When it was stored first.
    pub created_at: Ts,
    /// When it was changed last.
    pub changed_at: Ts,
}

/// Stores a new placement.
///
/// # Errors
///
/// [`StoreError::Taken`] when there is one of that id, [`StoreError::Reference`] when there is no such workplace or
/// job specialist.
pub async fn insert(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &PlacementId,
    content: &PlacementContent,
    now: Ts,
) -> Result<StoredPlacement, StoreError> {
    const SQL: &str = "
        INSERT INTO placement
            (municipality_id, id, workplace_id, specialist_id, version, body, created_at, changed_at)
        VALUES ($1, $2, $3, $4, 1, $5, $6, $6)
        RETURNING id, version, body, created_at, changed_at";
    let PlacementContent { workplace_id, specialist_id, body } = content;
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(workplace_id.as_str())
        .bind(specialist_id.as_ref().map(SpecialistId::as_str))
        .bind(body)
        .bind(now)
        .fetch_one(conn)
        .await)?)
}

/// A placement of the municipality.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &PlacementId,
) -> Result<Option<StoredPlacement>, StoreError> {
    const SQL: &str = "
        SELECT id, version, body, created_at, changed_at
        FROM placement
        WHERE municipality_id = $1 AND id = $2";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .fetch_optional(conn)
        .await)?)
}

/// Replaces what there is to say of a placement, if it still is as somebody saw it.
///
/// # Errors
///
/// As [`insert`].
pub async fn replace(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &PlacementId,
    seen: Version,
    content: &PlacementContent,
    now: Ts,
) -> Result<Change<StoredPlacement>, StoreError> {
    const SQL: &str = "
        UPDATE placement
        SET workplace_id = $4, specialist_id = $5, body = $6, changed_at = $7, version = version + 1
        WHERE municipality_id = $1 AND id = $2 AND version = $3
        RETURNING id, version, body, created_at, changed_at";
    let PlacementContent { workplace_id, specialist_id, body } = content;
    let changed = on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(seen)
        .bind(workplace_id.as_str())
        .bind(specialist_id.as_ref().map(SpecialistId::as_str))
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

/// A page of the municipality's placements: those after one, by id.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    tx: &mut Tx,
    municipality: MunicipalityId,
    after: Option<&PlacementId>,
    size: PageSize,
) -> Result<Vec<StoredPlacement>, StoreError> {
    const SQL: &str = "
        SELECT id, version, body, created_at, changed_at
        FROM placement
        WHERE municipality_id = $1 AND id > $2
        ORDER BY id
        LIMIT $3";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(after.map_or("", PlacementId::as_str))
        .bind(size.raw())
        .fetch_all(conn)
        .await)?)
}
