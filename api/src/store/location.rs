//! Where a database is, from the URL that names it.

use std::fmt;
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use super::{PATIENCE, StoreError};

/// Where a database is. It shows no password.
#[derive(Debug, Clone)]
pub enum Location {
    /// A file of this machine.
    Sqlite(Box<SqliteConnectOptions>),
    /// A server.
    Postgres(Box<PgConnectOptions>),
}

impl Location {
    /// Reads a URL: `sqlite:FILE`, or `postgres://USER@HOST/DATABASE`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Url`] when it is neither.
    pub fn read(url: &str) -> Result<Self, StoreError> {
        let wrong = |why: &str| StoreError::Url { why: why.to_owned() };
        let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
        match scheme {
            "sqlite" => {
                let options: SqliteConnectOptions =
                    url.parse().map_err(|error: sqlx::Error| wrong(&error.to_string()))?;
                let name = options.get_filename().to_string_lossy().into_owned();
                // sqlx gives a database in memory such a name; each connection would have its own.
                let in_memory = url.contains("mode=memory") || name.contains("sqlx-in-memory");
                if name.is_empty() || in_memory {
                    return Err(wrong("a database in memory would be gone tomorrow; name a file"));
                }
                Ok(Self::Sqlite(Box::new(options.create_if_missing(false).busy_timeout(PATIENCE))))
            }
            "postgres" | "postgresql" => {
                let options: PgConnectOptions =
                    url.parse().map_err(|error: sqlx::Error| wrong(&error.to_string()))?;
                let patience = format!("{}ms", PATIENCE.as_millis());
                Ok(Self::Postgres(Box::new(
                    options.application_name("femtrinn").options([("lock_timeout", patience)]),
                )))
            }
            _ => Err(wrong("it begins with neither `sqlite:` nor `postgres:`")),
        }
    }

    /// The same place; a file that is not there yet is made, and nobody but this user can read it.
    pub(super) fn or_made(self) -> Self {
        if let Self::Sqlite(options) = &self {
            // Whatever stands in the way is told by whoever opens the file. SQLite gives its log the same mode.
            let _ = OpenOptions::new()
                .append(true)
                .create_new(true)
                .mode(0o600)
                .open(options.get_filename());
        }
        self
    }
}

/// A file of ours, opened so that what is committed survives a crash, and what is referred to is there.
pub(super) fn durable(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .journal_mode(SqliteJournalMode::Wal)
        // NORMAL can lose the last commits when the power fails.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What is deleted is overwritten.
        .pragma("secure_delete", "ON")
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(options) => write!(f, "{}", options.get_filename().display()),
            Self::Postgres(options) => write!(
                f,
                "{} at {}:{}",
                options.get_database().unwrap_or(options.get_username()),
                options.get_host(),
                options.get_port()
            ),
        }
    }
}
