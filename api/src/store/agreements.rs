//! Agreements about a person's work. A version is only ever added: what was signed stays as it was signed.

use engine::domain::{AgreementId, CandidateId};
use sqlx::types::Text;

use super::{Change, Document, MunicipalityId, StoreError, Ts, Tx, Version};

/// A version of an agreement, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredAgreement {
    /// The agreement's id.
    pub id: Text<AgreementId>,
    /// Which version.
    pub version: Version,
    /// Whose work it is about.
    pub candidate_id: Text<CandidateId>,
    /// The agreement.
    pub body: Document,
    /// When this version was stored.
    pub created_at: Ts,
}

/// Stores the first version of an agreement.
///
/// # Errors
///
/// [`StoreError::Taken`] when there is one of that id, [`StoreError::Reference`] when there is no such candidate.
pub async fn insert(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &AgreementId,
    candidate: &CandidateId,
    body: &Document,
    now: Ts,
) -> Result<StoredAgreement, StoreError> {
    const SQL: &str = "
        INSERT INTO agreement (municipality_id, id, version, candidate_id, body, created_at)
        VALUES ($1, $2, 1, $3, $4, $5)
        RETURNING id, version, candidate_id, body, created_at";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(candidate.as_str())
        .bind(body)
        .bind(now)
        .fetch_one(conn)
        .await)?)
}

/// The latest version of an agreement of the municipality.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &AgreementId,
) -> Result<Option<StoredAgreement>, StoreError> {
    const SQL: &str = "
        SELECT id, version, candidate_id, body, created_at
        FROM agreement
        WHERE municipality_id = $1 AND id = $2
        ORDER BY version DESC
        LIMIT 1";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .fetch_optional(conn)
        .await)?)
}

/// Adds the next version of an agreement, if the latest is the one that somebody saw.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn replace(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &AgreementId,
    seen: Version,
    body: &Document,
    now: Ts,
) -> Result<Change<StoredAgreement>, StoreError> {
    const SQL: &str = "
        INSERT INTO agreement (municipality_id, id, version, candidate_id, body, created_at)
        SELECT municipality_id, id, version + 1, candidate_id, $4, $5
        FROM agreement
        WHERE municipality_id = $1 AND id = $2 AND version = $3
        ON CONFLICT (municipality_id, id, version) DO NOTHING
        RETURNING id, version, candidate_id, body, created_at";
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

/// Every version of an agreement, the first one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn versions(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &AgreementId,
) -> Result<Vec<StoredAgreement>, StoreError> {
    const SQL: &str = "
        SELECT id, version, candidate_id, body, created_at
        FROM agreement
        WHERE municipality_id = $1 AND id = $2
        ORDER BY version";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .fetch_all(conn)
        .await)?)
}

/// The latest version of each agreement about a candidate's work, by id.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn of_candidate(
    tx: &mut Tx,
    municipality: MunicipalityId,
    candidate: &CandidateId,
) -> Result<Vec<StoredAgreement>, StoreError> {
    const SQL: &str = "
        SELECT id, version, candidate_id, body, created_at
        FROM agreement
        WHERE municipality_id = $1 AND candidate_id = $2 AND version = (
            SELECT max(version)
            FROM agreement AS later
            WHERE later.municipality_id = agreement.municipality_id AND later.id = agreement.id
        )
        ORDER BY id";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .fetch_all(conn)
        .await)?)
}
