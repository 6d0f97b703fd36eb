//! Workplaces: where an employer's work is done.

use engine::domain::{EmployerId, OrganisationNumber, WorkplaceId};
use sqlx::types::Text;

use super::{Change, Document, MunicipalityId, PageSize, StoreError, Ts, Tx, Version};

/// What there is to say of a workplace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkplaceContent {
    /// Whose it is.
    pub employer_id: EmployerId,
    /// The workplace in the shape of the case format.
    pub body: Document,
}

/// A workplace as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredWorkplace {
    /// Its id.
    pub id: Text<WorkplaceId>,
    /// Whose it is.
    pub employer_id: Text<EmployerId>,
    /// Its version.
    pub version: Version,
    /// The workplace in the shape of the case format.
    pub body: Document,
    /// When it was stored first.
    pub created_at: Ts,
    /// When it was changed last.
    pub changed_at: Ts,
}

/// Stores a new workplace.
///
/// # Errors
///
/// [`StoreError::Taken`] when there is one of that id, [`StoreError::Reference`] when there is no such employer.
pub async fn insert(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &WorkplaceId,
    content: &WorkplaceContent,
    now: Ts,
) -> Result<StoredWorkplace, StoreError> {
    const SQL: &str = "
        INSERT INTO workplace
            (municipality_id, id, employer_id, version, body, created_at, changed_at)
        VALUES ($1, $2, $3, 1, $4, $5, $5)
        RETURNING id, employer_id, version, body, created_at, changed_at";
    let WorkplaceContent { employer_id, body } = content;
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(employer_id.as_str())
        .bind(body)
        .bind(now)
        .fetch_one(conn)
        .await)?)
}

/// A workplace of the municipality.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &WorkplaceId,
) -> Result<Option<StoredWorkplace>, StoreError> {
    const SQL: &str = "
        SELECT id, employer_id, version, body, created_at, changed_at
        FROM workplace
        WHERE municipality_id = $1 AND id = $2";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .fetch_optional(conn)
        .await)?)
}

/// Replaces what there is to say of a workplace, if it still is as somebody saw it.
///
/// # Errors
///
/// As [`insert`].
pub async fn replace(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &WorkplaceId,
    seen: Version,
    content: &WorkplaceContent,
    now: Ts,
) -> Result<Change<StoredWorkplace>, StoreError> {
    const SQL: &str = "
        UPDATE workplace
        SET employer_id = $4, body = $5, changed_at = $6, version = version + 1
        WHERE municipality_id = $1 AND id = $2 AND version = $3
        RETURNING id, employer_id, version, body, created_at, changed_at";
    let WorkplaceContent { employer_id, body } = content;
    let changed = on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(seen)
        .bind(employer_id.as_str())
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

/// A page of the municipality's workplaces: those after one, by id.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    tx: &mut Tx,
    municipality: MunicipalityId,
    after: Option<&WorkplaceId>,
    organisation: Option<&OrganisationNumber>,
    size: PageSize,
) -> Result<Vec<StoredWorkplace>, StoreError> {
    const SQL: &str = "
        SELECT id, employer_id, version, body, created_at, changed_at
        FROM workplace
        WHERE municipality_id = $1 AND id > $2
            AND (CAST($3 AS TEXT) IS NULL OR employer_id IN (
                SELECT employer.id FROM employer
                WHERE employer.municipality_id = $1 AND organisation_number = $3))
        ORDER BY id
        LIMIT $4";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(after.map_or("", WorkplaceId::as_str))
        .bind(organisation.map(OrganisationNumber::as_str))
        .bind(size.raw())
        .fetch_all(conn)
        .await)?)
}
