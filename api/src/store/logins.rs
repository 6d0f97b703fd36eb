//! Logins that have begun: each is used once, and only for a few minutes.

use super::{StoreError, Ts, Tx};

/// A login that has begun.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Attempt {
    /// With which issuer.
    pub issuer: String,
    /// What the issuer's answer must have in it, so that it is the answer to this login.
    pub nonce: String,
    /// What shows the issuer that who asks for the token is who began.
    pub verifier: String,
}

/// Notes down a login that begins.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn begin(
    tx: &mut Tx,
    state_hash: &[u8],
    attempt: &Attempt,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO login_attempt (state_hash, issuer, nonce, verifier, created_at)
        VALUES ($1, $2, $3, $4, $5)";
    let Attempt { issuer, nonce, verifier } = attempt;
    on_either!(tx, |conn| {
        let query = sqlx::query(SQL).bind(state_hash).bind(issuer).bind(nonce).bind(verifier);
        query.bind(now).execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// Takes out a login that has begun since a time: there is no second try.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn take(
    tx: &mut Tx,
    state_hash: &[u8],
    since: Ts,
) -> Result<Option<Attempt>, StoreError> {
    const SQL: &str = "
        DELETE FROM login_attempt
        WHERE state_hash = $1 AND created_at >= $2
        RETURNING issuer, nonce, verifier";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(state_hash)
        .bind(since)
        .fetch_optional(conn)
        .await)?)
}

/// Forgets logins that began before a time.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn forget(tx: &mut Tx, before: Ts) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM login_attempt WHERE created_at < $1";
    on_either!(tx, |conn| sqlx::query(SQL).bind(before).execute(conn).await.map(|_| ()))?;
    Ok(())
}
