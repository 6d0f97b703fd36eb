//! Versions of the value model that were learnt in a municipality, and which one is in force.

use engine::learn::ModelVersion;

use super::webhooks::{self, Happened};
use super::{Document, MunicipalityId, StoreError, Ts, Tx};

/// A version as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredModel {
    /// Its name, which follows from what it says.
    pub version: String,
    /// The version (`femtrinn-model/1`).
    pub body: Document,
    /// What was looked at when it was made.
    pub counted: Document,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub created_at: Ts,
}

/// That a version was put in force, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredChoice {
    /// The version; none is the prior.
    pub version: Option<String>,
    /// Why.
    pub reason: String,
    /// Who put it in force.
    pub chosen_by: String,
    /// When.
    pub created_at: Ts,
}

/// Stores a version, unless the same outcomes have made it before.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn insert(
    tx: &mut Tx,
    municipality: MunicipalityId,
    StoredModel { version, body, counted, made_by, created_at }: &StoredModel,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO model_version (municipality_id, version, body, counted, made_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (municipality_id, version) DO NOTHING";
    on_either!(tx, |conn| {
        let query = sqlx::query(SQL)
            .bind(municipality)
            .bind(version)
            .bind(body)
            .bind(counted)
            .bind(made_by)
            .bind(*created_at);
        query.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// A version that was learnt.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    municipality: MunicipalityId,
    version: &str,
) -> Result<Option<StoredModel>, StoreError> {
    const SQL: &str = "
        SELECT version, body, counted, made_by, created_at
        FROM model_version
        WHERE municipality_id = $1 AND version = $2";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(version)
        .fetch_optional(conn)
        .await)?)
}

/// All versions that were learnt, the last one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Vec<StoredModel>, StoreError> {
    const SQL: &str = "
        SELECT version, body, counted, made_by, created_at
        FROM model_version
        WHERE municipality_id = $1
        ORDER BY created_at DESC, version";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_all(conn).await)?)
}

/// Puts a version in force, or, with none, the prior.
///
/// # Errors
///
/// [`StoreError::Reference`] when there is no such version, [`StoreError::Taken`] when somebody else chooses at the
/// same moment.
pub async fn choose(
    tx: &mut Tx,
    municipality: MunicipalityId,
    version: Option<&str>,
    reason: &str,
    chosen_by: &str,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO model_choice (municipality_id, number, version, reason, chosen_by, created_at)
        SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5
        FROM model_choice
        WHERE municipality_id = $1";
    on_either!(&mut *tx, |conn| {
        let query = sqlx::query(SQL)
            .bind(municipality)
            .bind(version)
            .bind(reason)
            .bind(chosen_by)
            .bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    let prior = ModelVersion::prior();
    let version = version.unwrap_or(prior.version());
    webhooks::tell(tx, municipality, Happened::ModelInForce, version, now).await
}

/// What was put in force, the last one first: that one holds.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn choices(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Vec<StoredChoice>, StoreError> {
    const SQL: &str = "
        SELECT version, reason, chosen_by, created_at
        FROM model_choice
        WHERE municipality_id = $1
        ORDER BY number DESC";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_all(conn).await)?)
}

/// The version in force; nothing where the prior is.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn in_force(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Option<StoredModel>, StoreError> {
    const SQL: &str = "
        SELECT model_version.version, body, counted, made_by, model_version.created_at
        FROM model_choice
        JOIN model_version
            ON model_version.municipality_id = model_choice.municipality_id
            AND model_version.version = model_choice.version
        WHERE model_choice.municipality_id = $1
            AND number = (SELECT max(number) FROM model_choice WHERE municipality_id = $1)";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_optional(conn).await)?)
}
