//! What became of an activity or a job, as each of those who were there says: specialist, employer and the person.

use engine::domain::CandidateId;
use sqlx::types::Text;

use super::seal::Place;
use super::{Document, Look, MunicipalityId, StoreError, Ts, restrictions};

/// What somebody says became of something, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredOutcome {
    /// Its id.
    pub id: String,
    /// Whose activity or job it was.
    pub candidate_id: Text<CandidateId>,
    /// What is said.
    pub body: Document,
    /// When it was stored.
    pub created_at: Ts,
}

/// Stores what somebody says.
///
/// # Errors
///
/// [`StoreError::Reference`] when there is no such candidate.
pub async fn insert(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &str,
    candidate: &CandidateId,
    body: &Document,
    now: Ts,
) -> Result<StoredOutcome, StoreError> {
    const SQL: &str = "
        INSERT INTO outcome (municipality_id, id, candidate_id, body, created_at)
        VALUES ($1, $2, $3, $4, $5)
        RETURNING id, candidate_id, body, created_at";
    let place = Place { table: "outcome", municipality, candidate, row: id };
    let sealed = look.seal(place, body).await?;
    let stored = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id)
        .bind(candidate.as_str())
        .bind(sealed)
        .bind(now)
        .fetch_one(conn)
        .await)?;
    look.shows(candidate);
    Ok(StoredOutcome { body: body.clone(), ..stored })
}

/// Everything that is said of a candidate's activities and jobs, the first one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn of_candidate(
    look: &mut Look,
    municipality: MunicipalityId,
    candidate: &CandidateId,
) -> Result<Vec<StoredOutcome>, StoreError> {
    const SQL: &str = "
        SELECT id, candidate_id, body, created_at
        FROM outcome
        WHERE municipality_id = $1 AND candidate_id = $2
        ORDER BY id";
    if restrictions::hides(look, municipality, candidate).await? {
        return Ok(Vec::new());
    }
    let mut found: Vec<StoredOutcome> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .fetch_all(conn)
        .await)?;
    for outcome in &mut found {
        let place = Place { table: "outcome", municipality, candidate, row: &outcome.id };
        outcome.body = look.open(place, &outcome.body).await?;
        look.shows(candidate);
    }
    Ok(found)
}
