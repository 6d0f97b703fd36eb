//! Requests that may be repeated: the first is done, and each repetition gets its answer again.
//!
//! The key is claimed first and answered last, in the transaction that does the work: either all of it is
//! there or nothing. Whoever comes with the same key meanwhile waits for that transaction to end.
//!
//! Keys and requests are kept as fingerprints under a secret of the municipality: a client may make its keys of names,
//! and what was asked of a person could be guessed from a bare hash.

use engine::domain::CandidateId;
use sqlx::types::Text;

use super::seal::Place;
use super::transfer::hex;
use super::{Document, Look, MunicipalityId, StoreError, Ts, Tx};

/// What became of a request's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It was free and is taken now: do the work, then [`answer`].
    New,
    /// The same request has been done: this is its answer.
    Answered(Document),
    /// The key belongs to another request.
    Different,
}

/// Claims a key for a request, of which `request` is all that tells it from others. An answer that is about a person shows that person again.
///
/// # Errors
///
/// [`StoreError::Busy`] when the first request is still being done after five seconds.
pub async fn claim(
    look: &mut Look,
    municipality: MunicipalityId,
    key: &str,
    request: &[&[u8]],
    now: Ts,
) -> Result<Claim, StoreError> {
    const SQL: &str = "
        INSERT INTO idempotency (municipality_id, key, request_hash, response, created_at)
        VALUES ($1, $2, $3, NULL, $4)
        ON CONFLICT (municipality_id, key) DO NOTHING";
    const THERE_SQL: &str = "
        SELECT request_hash, response, candidate_id
        FROM idempotency
        WHERE municipality_id = $1 AND key = $2";
    let key = &kept_as(look, municipality, key).await?;
    let request = [&[b"request".as_slice()], request].concat();
    let request_hash = look.fingerprint(municipality, &request).await?;
    let claimed = on_either!(&mut **look, |conn| {
        let query = sqlx::query(SQL).bind(municipality).bind(key).bind(&request_hash).bind(now);
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    if claimed == 1 {
        return Ok(Claim::New);
    }
    let (hash, response, about): (Vec<u8>, Option<Document>, Option<Text<CandidateId>>) =
        on_either!(&mut **look, |conn| sqlx::query_as(THERE_SQL)
            .bind(municipality)
            .bind(key)
            .fetch_one(conn)
            .await)?;
    Ok(match (response, about) {
        // Only the transaction that claimed a key sees it without an answer.
        (None, _) => Claim::Different,
        _ if hash != request_hash => Claim::Different,
        (Some(response), None) => Claim::Answered(response),
        (Some(response), Some(Text(person))) => {
            look.shows(&person);
            Claim::Answered(look.open(place(municipality, &person, key), &response).await?)
        }
    })
}

/// Keeps the answer to the request that claimed a key. What shows several people is no answer to keep: it says how
/// many they are, and no more.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn answer(
    look: &mut Look,
    municipality: MunicipalityId,
    key: &str,
    response: &Document,
) -> Result<(), StoreError> {
    const SQL: &str = "
        UPDATE idempotency SET response = $3, candidate_id = $4 WHERE municipality_id = $1 AND key = $2";
    let key = &kept_as(look, municipality, key).await?;
    let about = look.only_person().cloned();
    let response = match &about {
        Some(person) => look.seal(place(municipality, person, key), response).await?,
        None => response.clone(),
    };
    on_either!(&mut **look, |conn| {
        let query = sqlx::query(SQL)
            .bind(municipality)
            .bind(key)
            .bind(response)
            .bind(about.as_ref().map(CandidateId::as_str));
        query.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// Forgets the keys that were claimed before a time, and tells how many.
///
/// # Errors
///
/// When the database cannot forget.
pub async fn forget(
    tx: &mut Tx,
    municipality: MunicipalityId,
    before: Ts,
) -> Result<u64, StoreError> {
    const SQL: &str = "DELETE FROM idempotency WHERE municipality_id = $1 AND created_at < $2";
    let forgotten = on_either!(tx, |conn| {
        let query = sqlx::query(SQL).bind(municipality).bind(before);
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    Ok(forgotten)
}

/// A key as it is kept.
async fn kept_as(
    look: &Look,
    municipality: MunicipalityId,
    key: &str,
) -> Result<String, StoreError> {
    Ok(hex(&look.fingerprint(municipality, &[b"key", key.as_bytes()]).await?))
}

fn place<'a>(municipality: MunicipalityId, candidate: &'a CandidateId, row: &'a str) -> Place<'a> {
    Place { table: "idempotency", municipality, candidate, row }
}
