//! Everything out of a database and into another: backups, and a municipality that moves.
//!
//! A backup (`femtrinn-backup/1`) is text, one JSON value a line: what it is and of which version of the schema;
//! then each table with its columns, and its rows in the order of their keys; at last the number of rows and the
//! SHA-256 of all lines before. The same rows give the same bytes, whichever database they come from.

mod backup;
mod cell;
mod copy;
mod restore;
mod rows;
mod tables;

pub use backup::backup;
pub use cell::Kind;
pub(crate) use cell::{hex, unhex};
pub use copy::copy;
pub use restore::{restore, restore_as_it_was};
pub use rows::Content;
pub use tables::{PASSING, TABLES, Table};

use super::StoreError;

/// The value of `format` in a backup.
pub const BACKUP_FORMAT: &str = "femtrinn-backup/1";

/// Why a backup, a restoration or a move came to nothing. What was to be written is as it was.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// A database cannot do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The backup cannot be read or written.
    #[error("the backup cannot be read or written")]
    File(#[from] std::io::Error),
    /// The backup is not whole, or no backup.
    #[error("line {line} of the backup: {why}; nothing has been restored")]
    Malformed {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        why: String,
    },
    /// The database that was to be filled has something in it.
    #[error(
        "there is something in the database already; restore into a new one, nothing has been changed"
    )]
    NotEmpty,
    /// The database that was to be filled has a newer schema than the backup.
    #[error(
        "the database has version {found} of the schema and the backup version {backup}; restore into a file or a \
         database that is new and was not migrated: that is done here. Nothing has been changed"
    )]
    Newer {
        /// The version there.
        found: i64,
        /// The version of the backup.
        backup: i64,
    },
    /// There is no such municipality to be moved.
    #[error("there is no municipality {number} in the database to copy from; it has {}", list(.has))]
    Unknown {
        /// The number that was asked for.
        number: String,
        /// The numbers that are there.
        has: Vec<String>,
    },
    /// The municipality is where it was to go.
    #[error("the database to copy to has municipality {number} already; nothing has been changed")]
    Held {
        /// Its number.
        number: String,
    },
    /// What arrived is not what left.
    #[error("table `{table}` came out different on the other side; nothing has been changed there")]
    Differs {
        /// The table.
        table: &'static str,
    },
}

impl From<sqlx::Error> for TransferError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

fn list(numbers: &[String]) -> String {
    if numbers.is_empty() { "none".to_owned() } else { numbers.join(", ") }
}
