//! A municipality from one database into another.

use engine::domain::MunicipalityNumber;

use super::{Content, TABLES, TransferError, rows};
use crate::store::{Store, StoreError, Tx, municipalities};

/// Copies all that belongs to a municipality, and tells what arrived: it is what left, or nothing has changed.
///
/// It is as of one moment: what others write meanwhile stays behind, so let nobody write.
///
/// # Errors
///
/// [`TransferError::Unknown`], [`TransferError::Held`], [`TransferError::Differs`], or when a database fails.
pub async fn copy(
    from: &Store,
    to: &Store,
    number: &MunicipalityNumber,
) -> Result<Vec<Content>, TransferError> {
    let mut left = from.read().await?;
    let mut arrived = to.write().await?;
    let Some(municipality) = municipalities::find_by_number(&mut left, number).await? else {
        return Err(TransferError::Unknown {
            number: number.to_string(),
            has: numbers(&mut left).await?,
        });
    };
    let id = municipality.id;
    let held = municipalities::find_by_number(&mut arrived, number).await?.is_some()
        || municipalities::find(&mut arrived, id).await?.is_some();
    if held {
        return Err(TransferError::Held { number: number.to_string() });
    }
    let mut contents = Vec::new();
    for table in TABLES {
        rows::read::<StoreError>(&mut left, table, Some(id), async |some| {
            rows::insert(&mut arrived, table.name, table.columns, &some).await
        })
        .await?;
        let before = rows::content(&mut left, table, Some(id)).await?;
        let after = rows::content(&mut arrived, table, Some(id)).await?;
        if before != after {
            return Err(TransferError::Differs { table: table.name });
        }
        contents.push(after);
    }
    arrived.commit().await?;
    Ok(contents)
}

async fn numbers(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    const SQL: &str = "SELECT number FROM municipality ORDER BY number";
    Ok(on_either!(tx, |conn| sqlx::query_scalar(SQL).fetch_all(conn).await)?)
}
