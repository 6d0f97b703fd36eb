//! Requests that may be repeated: the first is done, and each repetition gets its answer again.
//!
//! The key is claimed first and answered last, in the transaction that does the work: either all of it is
//! there or nothing. Whoever comes with the same key meanwhile waits for that transaction to end.

use super::{Document, MunicipalityId, StoreError, Ts, Tx};

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

/// Claims a key for a request.
///
/// # Errors
///
/// [`StoreError::Busy`] when the first request is still being done after five seconds.
pub async fn claim(
    tx: &mut Tx,
    municipality: MunicipalityId,
    key: &str,
    request_hash: &[u8],
    now: Ts,
) -> Result<Claim, StoreError> {
    const SQL: &str = "
        INSERT INTO idempotency (municipality_id, key, request_hash, response, created_at)
        VALUES ($1, $2, $3, NULL, $4)
        ON CONFLICT (municipality_id, key) DO NOTHING";
    const THERE_SQL: &str = "
        SELECT request_hash, response
        FROM idempotency
        WHERE municipality_id = $1 AND key = $2";
    let claimed = on_either!(tx, |conn| {
        let query = sqlx::query(SQL).bind(municipality).bind(key).bind(request_hash).bind(now);
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    if claimed == 1 {
        return Ok(Claim::New);
    }
    let (hash, response): (Vec<u8>, Option<Document>) =
        on_either!(tx, |conn| sqlx::query_as(THERE_SQL)
            .bind(municipality)
            .bind(key)
            .fetch_one(conn)
            .await)?;
    Ok(match response {
        Some(response) if hash == request_hash => Claim::Answered(response),
        // Only the transaction that claimed a key sees it without an answer.
        _ => Claim::Different,
    })
}

/// Keeps the answer to the request that claimed a key.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn answer(
    tx: &mut Tx,
    municipality: MunicipalityId,
    key: &str,
    response: &Document,
) -> Result<(), StoreError> {
    const SQL: &str = "
        UPDATE idempotency SET response = $3 WHERE municipality_id = $1 AND key = $2";
    on_either!(tx, |conn| {
        let query = sqlx::query(SQL).bind(municipality).bind(key).bind(response);
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
