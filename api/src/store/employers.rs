//! Employers.

use engine::domain::{EmployerId, OrganisationNumber};
use sqlx::types::Text;

use super::{Change, Document, MunicipalityId, PageSize, StoreError, Ts, Tx, Version};

/// What there is to say of an employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmployerContent {
    /// Its organisation number, one of each in a municipality.
    pub organisation_number: OrganisationNumber,
    /// The employer in the shape of the case format.
    pub body: Document,
}

/// An employer as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredEmployer {
    /// Its id.
    pub id: Text<EmployerId>,
    /// Its organisation number, one of each in a municipality.
    pub organisation_number: String,
    /// Its version.
    pub version: Version,
    /// The employer in the shape of the case format.
    pub body: Document,
    /// When it was stored first.
    pub created_at: Ts,
    /// When it was changed last.
    pub changed_at: Ts,
}

/// Stores a new employer.
///
/// # Errors
///
/// [`StoreError::Taken`] when there is one of that id, or of that organisation number.
pub async fn insert(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &EmployerId,
    content: &EmployerContent,
    now: Ts,
) -> Result<StoredEmployer, StoreError> {
    const SQL: &str = "
        INSERT INTO employer
            (municipality_id, id, organisation_number, version, body, created_at, changed_at)
        VALUES ($1, $2, $3, 1, $4, $5, $5)
        RETURNING id, organisation_number, version, body, created_at, changed_at";
    let EmployerContent { organisation_number, body } = content;
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(organisation_number.as_str())
        .bind(body)
        .bind(now)
        .fetch_one(conn)
        .await)?)
}

/// An employer of the municipality.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &EmployerId,
) -> Result<Option<StoredEmployer>, StoreError> {
    const SQL: &str = "
        SELECT id, organisation_number, version, body, created_at, changed_at
        FROM employer
        WHERE municipality_id = $1 AND id = $2";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .fetch_optional(conn)
        .await)?)
}

/// Replaces what there is to say of an employer, if it still is as somebody saw it.
///
/// # Errors
///
/// As [`insert`].
pub async fn replace(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &EmployerId,
    seen: Version,
    content: &EmployerContent,
    now: Ts,
) -> Result<Change<StoredEmployer>, StoreError> {
    const SQL: &str = "
        UPDATE employer
        SET organisation_number = $4, body = $5, changed_at = $6, version = version + 1
        WHERE municipality_id = $1 AND id = $2 AND version = $3
        RETURNING id, organisation_number, version, body, created_at, changed_at";
    let EmployerContent { organisation_number, body } = content;
    let changed = on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(seen)
        .bind(organisation_number.as_str())
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

/// A page of the municipality's employers: those after one, by id; of one organisation or of all.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    tx: &mut Tx,
    municipality: MunicipalityId,
    after: Option<&EmployerId>,
    organisation: Option<&OrganisationNumber>,
    size: PageSize,
) -> Result<Vec<StoredEmployer>, StoreError> {
    const SQL: &str = "
        SELECT id, organisation_number, version, body, created_at, changed_at
        FROM employer
        WHERE municipality_id = $1 AND id > $2
            AND organisation_number = coalesce($3, organisation_number)
        ORDER BY id
        LIMIT $4";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(after.map_or("", EmployerId::as_str))
        .bind(organisation.map(OrganisationNumber::as_str))
        .bind(size.raw())
        .fetch_all(conn)
        .await)?)
}
