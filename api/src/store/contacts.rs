//! Who a candidate is and how to reach them: the only place that knows, apart from all that is matched.

use engine::domain::CandidateId;
use sqlx::types::Text;

use super::{Change, Document, MunicipalityId, StoreError, Ts, Tx, Version};

/// How to reach a candidate, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredContact {
    /// Whose it is.
    pub candidate_id: Text<CandidateId>,
    /// Its version.
    pub version: Version,
    /// Name, and the ways to reach the person.
    pub body: Document,
    /// When it was stored first.
    pub created_at: Ts,
    /// When it was changed last.
    pub changed_at: Ts,
}

/// Stores how to reach a candidate.
///
/// # Errors
///
/// [`StoreError::Taken`] when it is there already, [`StoreError::Reference`] when there is no such candidate.
pub async fn insert(
    tx: &mut Tx,
    municipality: MunicipalityId,
    candidate: &CandidateId,
    body: &Document,
    now: Ts,
) -> Result<StoredContact, StoreError> {
    const SQL: &str = "
        INSERT INTO candidate_contact
            (municipality_id, candidate_id, version, body, created_at, changed_at)
        VALUES ($1, $2, 1, $3, $4, $4)
        RETURNING candidate_id, version, body, created_at, changed_at";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .bind(body)
        .bind(now)
        .fetch_one(conn)
        .await)?)
}

/// How to reach a candidate of the municipality.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    municipality: MunicipalityId,
    candidate: &CandidateId,
) -> Result<Option<StoredContact>, StoreError> {
    const SQL: &str = "
        SELECT candidate_id, version, body, created_at, changed_at
        FROM candidate_contact
        WHERE municipality_id = $1 AND candidate_id = $2";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .fetch_optional(conn)
        .await)?)
}

/// Replaces how to reach a candidate, if it still is as somebody saw it. What was there before is gone.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn replace(
    tx: &mut Tx,
    municipality: MunicipalityId,
    candidate: &CandidateId,
    seen: Version,
    body: &Document,
    now: Ts,
) -> Result<Change<StoredContact>, StoreError> {
    const SQL: &str = "
        UPDATE candidate_contact
        SET body = $4, changed_at = $5, version = version + 1
        WHERE municipality_id = $1 AND candidate_id = $2 AND version = $3
        RETURNING candidate_id, version, body, created_at, changed_at";
    let changed = on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .bind(seen)
        .bind(body)
        .bind(now)
        .fetch_optional(conn)
        .await)?;
    let otherwise = match changed {
        Some(_) => None,
        None => find(tx, municipality, candidate).await?.map(|it| it.version),
    };
    Ok(Change::of(changed, otherwise))
}
