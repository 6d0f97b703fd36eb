//! Who a candidate is and how to reach them: the only place that knows, apart from all that is matched.

use engine::domain::CandidateId;
use sqlx::types::Text;

use super::restrictions;
use super::seal::Place;
use super::{Change, Document, Look, MunicipalityId, StoreError, Ts, Version};

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
    look: &mut Look,
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
    let sealed = look.seal(place(municipality, candidate, "1"), body).await?;
    let stored = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .bind(sealed)
        .bind(now)
        .fetch_one(conn)
        .await)?;
    look.shows(candidate);
    Ok(StoredContact { body: body.clone(), ..stored })
}

/// How to reach a candidate of the municipality.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    look: &mut Look,
    municipality: MunicipalityId,
    candidate: &CandidateId,
) -> Result<Option<StoredContact>, StoreError> {
    const SQL: &str = "
        SELECT candidate_id, version, body, created_at, changed_at
        FROM candidate_contact
        WHERE municipality_id = $1 AND candidate_id = $2";
    if restrictions::hides(look, municipality, candidate).await? {
        return Ok(None);
    }
    let mut found: Option<StoredContact> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .fetch_optional(conn)
        .await)?;
    if let Some(contact) = &mut found {
        let row = contact.version.0.to_string();
        contact.body = look.open(place(municipality, candidate, &row), &contact.body).await?;
        look.shows(candidate);
    }
    Ok(found)
}

/// Replaces how to reach a candidate, if it still is as somebody saw it. What was there before is gone.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn replace(
    look: &mut Look,
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
    if restrictions::hides(look, municipality, candidate).await? {
        return Ok(Change::Missing);
    }
    let row = (seen.0 + 1).to_string();
    let sealed = look.seal(place(municipality, candidate, &row), body).await?;
    let changed: Option<StoredContact> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .bind(seen)
        .bind(sealed)
        .bind(now)
        .fetch_optional(conn)
        .await)?;
    let otherwise = match changed {
        Some(_) => {
            look.shows(candidate);
            None
        }
        None => find(look, municipality, candidate).await?.map(|it| it.version),
    };
    let changed = changed.map(|stored| StoredContact { body: body.clone(), ..stored });
    Ok(Change::of(changed, otherwise))
}

fn place<'a>(municipality: MunicipalityId, candidate: &'a CandidateId, row: &'a str) -> Place<'a> {
    Place { table: "candidate_contact", municipality, candidate, row }
}
