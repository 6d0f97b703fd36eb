//! Sessions: who is logged in, and since when. The key is with the browser alone.

use super::{MunicipalityId, PageSize, StoreError, Ts, Tx};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredSession {
    /// The municipality.
    pub municipality_id: MunicipalityId,
    /// Its id, which opens nothing.
    pub id: String,
    /// Whose it is.
    pub subject: String,
    /// Codes of roles, with a space between.
    pub roles: String,
    /// The job specialist.
    pub specialist_id: Option<String>,
    /// The organisation.
    pub organisation_number: Option<String>,
    /// When it began.
    pub created_at: Ts,
    /// When it was used last, to the minute.
    pub used_at: Ts,
}

/// Begins a session.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn begin(
    tx: &mut Tx,
    key_hash: &[u8],
    session: &StoredSession,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO session
            (municipality_id, id, key_hash, subject, roles, specialist_id, organisation_number, created_at, used_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let StoredSession {
        municipality_id,
        id,
        subject,
        roles,
        specialist_id,
        organisation_number,
        created_at,
        used_at,
    } = session;
    on_either!(tx, |conn| {
        let query = sqlx::query(SQL).bind(municipality_id).bind(id).bind(key_hash).bind(subject);
        let query = query.bind(roles).bind(specialist_id).bind(organisation_number);
        query.bind(created_at).bind(used_at).execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// The session of a key, if it began and was used late enough.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    key_hash: &[u8],
    begun_since: Ts,
    used_since: Ts,
) -> Result<Option<StoredSession>, StoreError> {
    const SQL: &str = "
        SELECT municipality_id, id, subject, roles, specialist_id, organisation_number, created_at, used_at
        FROM session
        WHERE key_hash = $1 AND created_at > $2 AND used_at > $3";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(key_hash)
        .bind(begun_since)
        .bind(used_since)
        .fetch_optional(conn)
        .await)?)
}

/// Notes down that a session is used.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn touch(tx: &mut Tx, key_hash: &[u8], now: Ts) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE session SET used_at = $2 WHERE key_hash = $1";
    on_either!(tx, |conn| {
        sqlx::query(SQL).bind(key_hash).bind(now).execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// Ends the session of a key, if there is one.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn end(tx: &mut Tx, key_hash: &[u8]) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM session WHERE key_hash = $1";
    on_either!(tx, |conn| sqlx::query(SQL).bind(key_hash).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// A page of the municipality's sessions: those after one, by id, begun and used late enough.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    tx: &mut Tx,
    municipality: MunicipalityId,
    after: &str,
    (begun_since, used_since): (Ts, Ts),
    size: PageSize,
) -> Result<Vec<StoredSession>, StoreError> {
    const SQL: &str = "
        SELECT municipality_id, id, subject, roles, specialist_id, organisation_number, created_at, used_at
        FROM session
        WHERE municipality_id = $1 AND id > $2 AND created_at > $3 AND used_at > $4
        ORDER BY id
        LIMIT $5";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(after)
        .bind(begun_since)
        .bind(used_since)
        .bind(size.raw())
        .fetch_all(conn)
        .await)?)
}

/// Ends all sessions of whoever has a session of this id, and tells how many there were.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn end_all_of(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &str,
) -> Result<u64, StoreError> {
    const SQL: &str = "
        DELETE FROM session
        WHERE municipality_id = $1 AND subject IN (
            SELECT subject FROM session WHERE municipality_id = $1 AND id = $2)";
    Ok(on_either!(tx, |conn| {
        let ended = sqlx::query(SQL).bind(municipality).bind(id).execute(conn).await;
        ended.map(|done| done.rows_affected())
    })?)
}

/// Forgets sessions that began before a time.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn forget(tx: &mut Tx, before: Ts) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM session WHERE created_at < $1";
    on_either!(tx, |conn| sqlx::query(SQL).bind(before).execute(conn).await.map(|_| ()))?;
    Ok(())
}
