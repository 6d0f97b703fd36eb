//! Rows out of a database and into one, whatever table they are of.

use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

use super::cell::{Cell, Kind, hex};
use super::tables::Table;
use crate::store::{MunicipalityId, StoreError, Tx};

/// How many rows are carried at a time.
const ROWS_AT_A_TIME: usize = 100;

/// What a table holds: so that two can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The table's name.
    pub table: &'static str,
    /// How many rows.
    pub rows: u64,
    /// The SHA-256 of the rows, in the order of their keys, as a backup has them.
    pub sha256: String,
}

/// A row as a line of a file.
pub(super) fn line(row: &[Cell]) -> String {
    let values: Vec<serde_json::Value> = row.iter().map(Cell::to_json).collect();
    serde_json::Value::from(values).to_string() + "\n"
}

/// Gives the rows of a table to `take`, in the order of their keys: those of one municipality, or all.
pub(super) async fn read<E: From<StoreError>>(
    tx: &mut Tx,
    table: &Table,
    municipality: Option<MunicipalityId>,
    mut take: impl AsyncFnMut(Vec<Vec<Cell>>) -> Result<(), E>,
) -> Result<(), E> {
    let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    let scope = municipality.map(|_| format!("WHERE {} = $1", table.owner())).unwrap_or_default();
    let (columns, name, key) = (columns.join(", "), table.name, table.key.join(", "));
    // Each name is written in the list of tables.
    let sql = AssertSqlSafe(format!("SELECT {columns} FROM {name} {scope} ORDER BY {key}"));
    on_either!(tx, |conn| {
        let query = sqlx::query(sql);
        let query = match municipality {
            Some(municipality) => query.bind(municipality),
            None => query,
        };
        let mut found = query.fetch(conn);
        let mut rows = Vec::new();
        while let Some(row) = found.try_next().await.map_err(StoreError::from)? {
            let kinds = table.columns.iter().enumerate();
            let cells = kinds.map(|(column, (_, kind))| Cell::of_row(&row, column, *kind));
            rows.push(cells.collect::<Result<_, _>>().map_err(StoreError::from)?);
            if rows.len() == ROWS_AT_A_TIME {
                take(std::mem::take(&mut rows)).await?;
            }
        }
        if rows.is_empty() { Ok(()) } else { take(rows).await }
    })
}

/// What a table holds: of one municipality, or all of it.
pub(super) async fn content(
    tx: &mut Tx,
    table: &Table,
    municipality: Option<MunicipalityId>,
) -> Result<Content, StoreError> {
    let (mut rows, mut hash) = (0, Sha256::new());
    read::<StoreError>(tx, table, municipality, async |some| {
        for row in some {
            rows += 1;
            hash.update(line(&row));
        }
        Ok(())
    })
    .await?;
    Ok(Content { table: table.name, rows, sha256: hex(&hash.finalize()) })
}

/// Puts rows into a table.
pub(super) async fn insert(
    tx: &mut Tx,
    table: &str,
    columns: &[(&str, Kind)],
    rows: &[Vec<Cell>],
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let places = (0..rows.len()).map(|row| {
        let first = row * columns.len() + 1;
        let places: Vec<String> =
            (first..first + columns.len()).map(|it| format!("${it}")).collect();
        format!("({})", places.join(", "))
    });
    let places: Vec<String> = places.collect();
    // Each name is written in the list of tables.
    let sql = AssertSqlSafe(format!(
        "INSERT INTO {table} ({}) VALUES {}",
        names.join(", "),
        places.join(", ")
    ));
    on_either!(tx, |conn| {
        let mut query = sqlx::query(sql);
        for cell in rows.iter().flatten() {
            query = match cell {
                Cell::Uuid(value) => query.bind(value),
                Cell::Text(value) => query.bind(value),
                Cell::Whole(value) => query.bind(value),
                Cell::Truth(value) => query.bind(value),
                Cell::Time(value) => query.bind(value),
                Cell::Json(value) => query.bind(value),
                Cell::Bytes(value) => query.bind(value),
            };
        }
        query.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}
