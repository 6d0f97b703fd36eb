//! Why the store could not do what was asked, and what to do about it.

use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::migrate::MigrateError;

/// Why the store could not do what was asked. After any of these, the transaction is rolled back.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The URL names no database.
    #[error(
        "the database URL is not understood: {why}; write `sqlite:FILE` or `postgres://USER@HOST/DATABASE`"
    )]
    Url {
        /// What is wrong with it.
        why: String,
    },
    /// There is no database there.
    #[error(
        "there is no database there, or no way to it for this user; check the name and the folder, \
         or make it with `femtrinn migrate --database-url URL`"
    )]
    NotFound(#[source] sqlx::Error),
    /// There is a database, but it has another's tables, or is no database at all.
    #[error(
        "what is there is not Femtrinn's database ({what}); name another, nothing has been changed"
    )]
    NotFemtrinn {
        /// What there is.
        what: String,
    },
    /// The schema is older than the program, or not there yet.
    #[error("{}", not_migrated(*.found, *.needed))]
    NotMigrated {
        /// The version that is there; 0 is none.
        found: i64,
        /// The version that the program knows.
        needed: i64,
    },
    /// The schema is newer than the program.
    #[error(
        "the database has version {found} of the schema, and this program knows up to version {known}; \
         use the newer program"
    )]
    SchemaNewer {
        /// The version that is there.
        found: i64,
        /// The version that the program knows.
        known: i64,
    },
    /// The schema was made by a migration of the same number and another text.
    #[error(
        "version {version} of the database's schema was made by another text than this program has; \
         it comes from a program that was never released, and cannot be carried on"
    )]
    SchemaForked {
        /// The version that differs.
        version: i64,
    },
    /// It was opened without the keys of its people.
    #[error("people's data is sealed: say where the master key is with `--master-key-file FILE`")]
    NoKeys,
    /// The keys were wrapped by another master key.
    #[error(
        "the keys in the database of keys were wrapped by another master key than this one; give the one that \
         `femtrinn migrate` was given"
    )]
    WrongMasterKey,
    /// Something of people was stored before there were keys.
    #[error(
        "{documents} documents of people are not sealed yet; seal them with \
         `femtrinn migrate --database-url URL --master-key-file FILE`"
    )]
    Unsealed {
        /// How many.
        documents: i64,
    },
    /// The database can be read and not written.
    #[error("the database is read-only; give this user the right to write the file and its folder")]
    ReadOnly(#[source] sqlx::Error),
    /// There is no room left.
    #[error(
        "there is no room left where the database is; nothing has been written: make room and try again"
    )]
    DiskFull(#[source] sqlx::Error),
    /// Somebody else holds what is needed, for too long.
    #[error("the database is in use by somebody else for longer than five seconds; try again")]
    Busy(#[source] sqlx::Error),
    /// The database does not answer.
    #[error(
        "the database does not answer; see that it runs and can be reached from here, and try again"
    )]
    Unreachable(#[source] sqlx::Error),
    /// The database does not let this user in.
    #[error("the database does not let this user in; check the user, the password and the rights")]
    Denied(#[source] sqlx::Error),
    /// There is such a row already.
    #[error("there is one already")]
    Taken(#[source] sqlx::Error),
    /// The row points to one that is not there, or one that is pointed to would go.
    #[error("it refers to something that is not there, or something refers to it")]
    Reference(#[source] sqlx::Error),
    /// The row breaks a rule of its table.
    #[error("it is not what the table takes")]
    Check(#[source] sqlx::Error),
    /// What is stored cannot be read.
    #[error(
        "what is stored cannot be read ({what}); restore from a backup, and keep the damaged database"
    )]
    Corrupt {
        /// What cannot be read.
        what: String,
        /// Why.
        #[source]
        source: sqlx::Error,
    },
    /// Something that this program does not know how to name.
    #[error("the database could not do it")]
    Database(#[source] sqlx::Error),
}

fn not_migrated(found: i64, needed: i64) -> String {
    const HOW: &str = "`femtrinn migrate --database-url URL`";
    match found {
        0 => format!("the database is empty; make its tables with {HOW}"),
        _ => format!(
            "the database has version {found} of the schema, and this program needs version {needed}; \
             take a backup with the program that you had, then run {HOW}"
        ),
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(ref database) => match kind(database.as_ref()) {
                Kind::NotADatabase => Self::NotFemtrinn { what: "it is no SQLite file".to_owned() },
                Kind::Corrupt => Self::Corrupt { what: "damaged pages".to_owned(), source: error },
                Kind::NotFound => Self::NotFound(error),
                Kind::ReadOnly => Self::ReadOnly(error),
                Kind::DiskFull => Self::DiskFull(error),
                Kind::Busy => Self::Busy(error),
                Kind::Unreachable => Self::Unreachable(error),
                Kind::Denied => Self::Denied(error),
                Kind::Taken => Self::Taken(error),
                Kind::Reference => Self::Reference(error),
                Kind::Check => Self::Check(error),
                Kind::Other => Self::Database(error),
            },
            // Each is a link that broke, or a pool that got no connection in time.
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unreachable(error),
            sqlx::Error::ColumnDecode { ref index, .. } => {
                Self::Corrupt { what: format!("column {index}"), source: error }
            }
            other => Self::Database(other),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            MigrateError::VersionMismatch(version) => Self::SchemaForked { version },
            other => Self::Database(sqlx::Error::Migrate(Box::new(other))),
        }
    }
}

/// What kind of error a database reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    NotADatabase,
    Corrupt,
    NotFound,
    ReadOnly,
    DiskFull,
    Busy,
    Unreachable,
    Denied,
    Taken,
    Reference,
    Check,
    Other,
}

fn kind(error: &dyn DatabaseError) -> Kind {
    match error.kind() {
        ErrorKind::UniqueViolation => return Kind::Taken,
        ErrorKind::ForeignKeyViolation => return Kind::Reference,
        ErrorKind::NotNullViolation | ErrorKind::CheckViolation => return Kind::Check,
        _ => {}
    }
    let Some(code) = error.code() else { return Kind::Other };
    if error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
        postgres_kind(&code)
    } else {
        code.parse().map_or(Kind::Other, sqlite_kind)
    }
}

/// Source: SQLite, "Result and Error Codes"; the lowest byte is the primary code.
fn sqlite_kind(code: i32) -> Kind {
    match code & 0xff {
        // SQLITE_BUSY, SQLITE_LOCKED
        5 | 6 => Kind::Busy,
        // SQLITE_READONLY
        8 => Kind::ReadOnly,
        // SQLITE_IOERR: the disk, or the way to it
        10 => Kind::Unreachable,
        // SQLITE_CORRUPT
        11 => Kind::Corrupt,
        // SQLITE_FULL
        13 => Kind::DiskFull,
        // SQLITE_CANTOPEN
        14 => Kind::NotFound,
        // SQLITE_MISMATCH: another type than the column's
        20 => Kind::Check,
        // SQLITE_PERM, SQLITE_AUTH
        3 | 23 => Kind::Denied,
        // SQLITE_NOTADB
        26 => Kind::NotADatabase,
        _ => Kind::Other,
    }
}

/// Source: PostgreSQL, "Appendix A. PostgreSQL Error Codes".
fn postgres_kind(code: &str) -> Kind {
    match code {
        // no such database
        "3D000" => Kind::NotFound,
        // read-only transaction: a standby, or a database that was set so
        "25006" => Kind::ReadOnly,
        "53100" => Kind::DiskFull,
        // serialization failure, deadlock, lock not available; too many connections
        "40001" | "40P01" | "55P03" | "53300" => Kind::Busy,
        // shut down, crashed, not yet ready
        "57P01" | "57P02" | "57P03" => Kind::Unreachable,
        // insufficient privilege
        "42501" => Kind::Denied,
        // not JSON
        "22P02" => Kind::Check,
        "XX001" | "XX002" => Kind::Corrupt,
        _ if code.starts_with("08") => Kind::Unreachable,
        _ if code.starts_with("28") => Kind::Denied,
        _ => Kind::Other,
    }
}
