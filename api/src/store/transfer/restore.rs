//! A file into a database.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::cell::{Cell, Kind, hex};
use super::{BACKUP_FORMAT, TransferError, rows};
use crate::store::{Database, Location, schema};

/// How many rows are put in at a time.
const ROWS_AT_A_TIME: usize = 100;

/// Fills a new database from a backup, then brings it to the present version of the schema.
///
/// The whole backup is checked before anything is written, and is put in wholly or not at all.
///
/// # Errors
///
/// [`TransferError::Malformed`], [`TransferError::NotEmpty`], [`TransferError::Newer`], or when the database or the file fails.
pub async fn restore(backup: impl Read + Seek, url: &str) -> Result<u64, TransferError> {
    let rows = restore_as_it_was(backup, url).await?;
    schema::migrate(url).await?;
    Ok(rows)
}

/// Fills a new database from a backup, and leaves it in the version of the schema that it had.
///
/// # Errors
///
/// As [`restore`].
pub async fn restore_as_it_was(
    mut backup: impl Read + Seek,
    url: &str,
) -> Result<u64, TransferError> {
    let (version, rows) = check(BufReader::new(&mut backup))?;
    backup.seek(SeekFrom::Start(0))?;
    let location = Location::read(url)?.or_made();
    if let Some(&found) = schema::applied(&location).await?.iter().find(|it| **it > version) {
        return Err(TransferError::Newer { found, backup: version });
    }
    schema::migrate_to(url, version).await?;
    let store = Database::connect(location);
    let filled = fill(&store, BufReader::new(backup)).await;
    store.close().await;
    filled?;
    Ok(rows)
}

/// The version of the schema and the number of rows of a backup that is whole.
fn check(backup: impl BufRead) -> Result<(i64, u64), TransferError> {
    let mut lines = Lines { backup, number: 0, text: String::new() };
    let mut hash = Sha256::new();
    let head = lines.next()?.ok_or_else(|| lines.wrong("the file is empty"))?;
    if head.get("format").and_then(Value::as_str) != Some(BACKUP_FORMAT) {
        return Err(lines.wrong(&format!("it is no backup: the format is not {BACKUP_FORMAT}")));
    }
    let Some(version) = head.get("schema").and_then(Value::as_i64) else {
        return Err(lines.wrong("it does not say which version of the schema it has"));
    };
    if !schema::versions().contains(&version) {
        let why = format!(
            "it has version {version} of the schema, which this program does not know; use a newer one"
        );
        return Err(lines.wrong(&why));
    }
    hash.update(&lines.text);
    let (mut columns, mut rows): (Option<Vec<(String, Kind)>>, u64) = (None, 0);
    loop {
        let value =
            lines.next()?.ok_or_else(|| lines.wrong("the backup ends here, before its end"))?;
        if let Some(expected) = value.get("sha256") {
            let found = hex(&hash.finalize());
            if expected.as_str() != Some(&found)
                || value.get("rows").and_then(Value::as_u64) != Some(rows)
            {
                return Err(lines.wrong(
                    "the lines before it are not those that were written: the file is damaged",
                ));
            }
            return match lines.next()? {
                None => Ok((version, rows)),
                Some(_) => Err(lines.wrong("there is something after the end of the backup")),
            };
        }
        hash.update(&lines.text);
        if let Some((_, table)) = table(&value) {
            columns = Some(table);
        } else {
            let row = columns.as_ref().and_then(|columns| row(&value, columns));
            row.ok_or_else(|| {
                lines.wrong("it is neither a table nor a row of the table before it")
            })?;
            rows += 1;
        }
    }
}

/// Puts in the rows of a backup that was checked.
async fn fill(store: &Database, backup: impl BufRead) -> Result<(), TransferError> {
    let mut tx = store.write().await?;
    let held: i64 = on_either!(&mut tx, |conn| {
        sqlx::query_scalar("SELECT count(*) FROM municipality").fetch_one(conn).await
    })?;
    if held > 0 {
        return Err(TransferError::NotEmpty);
    }
    let mut lines = Lines { backup, number: 0, text: String::new() };
    lines.next()?;
    let (mut name, mut columns, mut waiting) = (String::new(), Vec::new(), Vec::new());
    while let Some(value) = lines.next()? {
        let begins = table(&value);
        let ends = value.get("sha256").is_some();
        if begins.is_some() || ends || waiting.len() == ROWS_AT_A_TIME {
            let known: Vec<(&str, Kind)> = columns
                .iter()
                .map(|(name, kind): &(String, Kind)| (name.as_str(), *kind))
                .collect();
            rows::insert(&mut tx, &name, &known, &waiting).await?;
            waiting.clear();
        }
        if let Some(table) = begins {
            (name, columns) = table;
        } else if !ends {
            waiting.push(row(&value, &columns).ok_or_else(|| lines.wrong("it is no row"))?);
        }
    }
    Ok(tx.commit().await?)
}

/// A table's name and columns, if this is where one begins.
fn table(value: &Value) -> Option<(String, Vec<(String, Kind)>)> {
    let name = value.get("table")?.as_str().filter(|it| is_name(it))?;
    let columns = value.get("columns")?.as_array()?.iter().map(|column| {
        let (name, kind) = (column.get(0)?.as_str()?, column.get(1)?);
        Some((name.to_owned(), Kind::of_json(kind)?)).filter(|(name, _)| is_name(name))
    });
    Some((name.to_owned(), columns.collect::<Option<_>>()?))
}

/// A name can stand in a statement only if it is nothing but a name.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// A row of a table with these columns.
fn row(value: &Value, columns: &[(String, Kind)]) -> Option<Vec<Cell>> {
    let values = value.as_array().filter(|it| it.len() == columns.len())?;
    values.iter().zip(columns).map(|(value, (_, kind))| Cell::of_json(value, *kind)).collect()
}

/// The lines of a backup, each a JSON value.
struct Lines<R> {
    backup: R,
    number: u64,
    text: String,
}

impl<R: BufRead> Lines<R> {
    fn next(&mut self) -> Result<Option<Value>, TransferError> {
        self.text.clear();
        self.number += 1;
        if self.backup.read_line(&mut self.text)? == 0 {
            return Ok(None);
        }
        serde_json::from_str(&self.text).map(Some).map_err(|_| self.wrong("it is no JSON"))
    }

    fn wrong(&self, why: &str) -> TransferError {
        TransferError::Malformed { line: self.number, why: why.to_owned() }
    }
}
