//! A database into a file.

use std::io::Write;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::cell::{Kind, hex};
use super::{BACKUP_FORMAT, Content, TABLES, TransferError, rows};
use crate::store::{Store, schema};

/// Writes all that a database holds, as of one moment, while others go on working.
///
/// # Errors
///
/// When the database or the file fails; what has been written by then is no whole backup.
pub async fn backup(store: &Store, out: impl Write) -> Result<Vec<Content>, TransferError> {
    let mut tx = store.read().await?;
    let mut out = Hashing { out, hash: Sha256::new() };
    out.line(&text(&Head { format: BACKUP_FORMAT, schema: schema::latest() }))?;
    let (mut contents, mut total) = (Vec::new(), 0);
    for table in TABLES {
        out.line(&text(&Begin { table: table.name, columns: table.columns }))?;
        let (mut count, mut hash) = (0, Sha256::new());
        rows::read::<TransferError>(&mut tx, table, None, async |some| {
            for row in some {
                let line = rows::line(&row);
                hash.update(&line);
                out.line(&line)?;
                count += 1;
            }
            Ok(())
        })
        .await?;
        total += count;
        let sha256 = hex(&hash.finalize());
        contents.push(Content { table: table.name, rows: count, sha256 });
    }
    let foot = Foot { rows: total, sha256: hex(&out.hash.finalize()) };
    out.out.write_all(text(&foot).as_bytes())?;
    out.out.flush()?;
    Ok(contents)
}

/// A file whose lines are counted into a hash.
struct Hashing<W> {
    out: W,
    hash: Sha256,
}

impl<W: Write> Hashing<W> {
    fn line(&mut self, line: &str) -> std::io::Result<()> {
        self.hash.update(line);
        self.out.write_all(line.as_bytes())
    }
}

/// The first line.
#[derive(Serialize)]
struct Head {
    format: &'static str,
    schema: i64,
}

/// The line before the rows of a table.
#[derive(Serialize)]
struct Begin {
    table: &'static str,
    columns: &'static [(&'static str, Kind)],
}

/// The last line.
#[derive(Serialize)]
struct Foot {
    rows: u64,
    sha256: String,
}

fn text(line: &impl Serialize) -> String {
    serde_json::to_string(line).expect("names and numbers have a JSON") + "\n"
}
