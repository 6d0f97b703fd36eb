//! The ids that there are of a kind, to tell beforehand what refers to nothing.

use std::collections::BTreeSet;

use super::{MunicipalityId, StoreError, Tx};

/// The ids of the municipality's candidates.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn candidates(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<BTreeSet<String>, StoreError> {
    const SQL: &str = "SELECT id FROM candidate WHERE municipality_id = $1";
    ids(tx, municipality, SQL).await
}

/// The ids of the municipality's employers.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn employers(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<BTreeSet<String>, StoreError> {
    const SQL: &str = "SELECT id FROM employer WHERE municipality_id = $1";
    ids(tx, municipality, SQL).await
}

/// The ids of the municipality's job specialists.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn specialists(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<BTreeSet<String>, StoreError> {
    const SQL: &str = "SELECT id FROM specialist WHERE municipality_id = $1";
    ids(tx, municipality, SQL).await
}

/// The ids of the municipality's workplaces.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn workplaces(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<BTreeSet<String>, StoreError> {
    const SQL: &str = "SELECT id FROM workplace WHERE municipality_id = $1";
    ids(tx, municipality, SQL).await
}

async fn ids(
    tx: &mut Tx,
    municipality: MunicipalityId,
    sql: &'static str,
) -> Result<BTreeSet<String>, StoreError> {
    let ids: Vec<String> =
        on_either!(tx, |conn| sqlx::query_scalar(sql).bind(municipality).fetch_all(conn).await)?;
    Ok(ids.into_iter().collect())
}
