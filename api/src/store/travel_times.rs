//! Ways to work that somebody knows better than the estimate.

use engine::domain::{CandidateId, WorkplaceId};
use sqlx::types::Text;

use super::seal::Place;
use super::{Document, Look, MunicipalityId, StoreError, Ts, restrictions};

/// Keeps how long a way takes, in place of what was known before.
///
/// # Errors
///
/// [`StoreError::Reference`] when there is no such candidate or workplace.
pub async fn put(
    look: &mut Look,
    municipality: MunicipalityId,
    candidate: &CandidateId,
    workplace: &WorkplaceId,
    body: &Document,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO travel_time (municipality_id, candidate_id, workplace_id, body, created_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (municipality_id, candidate_id, workplace_id)
        DO UPDATE SET body = excluded.body, created_at = excluded.created_at";
    let sealed = look.seal(place(municipality, candidate, workplace.as_str()), body).await?;
    on_either!(&mut **look, |conn| {
        let query = sqlx::query(SQL)
            .bind(municipality)
            .bind(candidate.as_str())
            .bind(workplace.as_str())
            .bind(sealed)
            .bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    look.shows(candidate);
    Ok(())
}

/// Forgets how long a way takes: the estimate holds again.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn remove(
    look: &mut Look,
    municipality: MunicipalityId,
    candidate: &CandidateId,
    workplace: &WorkplaceId,
) -> Result<(), StoreError> {
    const SQL: &str = "
        DELETE FROM travel_time
        WHERE municipality_id = $1 AND candidate_id = $2 AND workplace_id = $3";
    on_either!(&mut **look, |conn| {
        let query =
            sqlx::query(SQL).bind(municipality).bind(candidate.as_str()).bind(workplace.as_str());
        query.execute(conn).await.map(|_| ())
    })?;
    look.shows(candidate);
    Ok(())
}

/// The ways of one person, in the shape of the case format, by workplace, each with when it was written.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn of_candidate(
    look: &mut Look,
    municipality: MunicipalityId,
    candidate: &CandidateId,
) -> Result<Vec<(Document, Ts)>, StoreError> {
    const SQL: &str = "
        SELECT workplace_id, body, created_at
        FROM travel_time
        WHERE municipality_id = $1 AND candidate_id = $2
        ORDER BY workplace_id";
    let found: Vec<(String, Document, Ts)> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .fetch_all(conn)
        .await)?;
    let mut open = Vec::with_capacity(found.len());
    for (workplace, body, at) in found {
        open.push((look.open(place(municipality, candidate, &workplace), &body).await?, at));
        look.shows(candidate);
    }
    Ok(open)
}

/// The ways of everybody whom no restriction hides, in the shape of the case format, by candidate and workplace.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn all(
    look: &mut Look,
    municipality: MunicipalityId,
) -> Result<Vec<Document>, StoreError> {
    const SQL: &str = "
        SELECT candidate_id, workplace_id, body
        FROM travel_time
        WHERE municipality_id = $1
        ORDER BY candidate_id, workplace_id";
    let found: Vec<(Text<CandidateId>, String, Document)> =
        on_either!(&mut **look, |conn| sqlx::query_as(SQL)
            .bind(municipality)
            .fetch_all(conn)
            .await)?;
    let mut open = Vec::with_capacity(found.len());
    for (Text(candidate), workplace, body) in found {
        if !restrictions::hides(look, municipality, &candidate).await? {
            open.push(look.open(place(municipality, &candidate, &workplace), &body).await?);
            look.shows(&candidate);
        }
    }
    Ok(open)
}

fn place<'a>(municipality: MunicipalityId, candidate: &'a CandidateId, row: &'a str) -> Place<'a> {
    Place { table: "travel_time", municipality, candidate, row }
}
