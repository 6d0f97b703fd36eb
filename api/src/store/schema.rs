//! The schema and its versions: the migrations, which are embedded, and what is there.

use std::sync::LazyLock;

use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection};

use super::location::durable;
use super::{Location, StoreError, Tx};

/// Where the applied migrations are noted down; a name of its own says whose database it is.
const NOTES: &str = "femtrinn_migration";

const APPLIED_SQL: &str = "SELECT version FROM femtrinn_migration ORDER BY version";

static SQLITE: LazyLock<Migrator> = LazyLock::new(|| noted(sqlx::migrate!("../migrations/sqlite")));
static POSTGRES: LazyLock<Migrator> =
    LazyLock::new(|| noted(sqlx::migrate!("../migrations/postgres")));

fn noted(mut migrator: Migrator) -> Migrator {
    migrator.dangerous_set_table_name(NOTES);
    migrator
}

/// What a migration did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migrated {
    /// The version of the schema before; 0 is none.
    pub from: i64,
    /// The version of the schema now.
    pub to: i64,
}

/// The versions of the schema that this program knows, from the first to the present one.
#[must_use]
pub fn versions() -> Vec<i64> {
    SQLITE.iter().map(|migration| migration.version).collect()
}

/// The present version of the schema.
pub(super) fn latest() -> i64 {
    versions().last().copied().expect("there is a first migration")
}

/// Brings a database to the present version of the schema; a file that is not there is made.
///
/// Each migration is done wholly or not at all. A server's database must be there, if only empty.
///
/// # Errors
///
/// [`StoreError::SchemaNewer`], [`StoreError::NotFemtrinn`] and the like; nothing has been changed then.
pub async fn migrate(url: &str) -> Result<Migrated, StoreError> {
    migrate_to(url, latest()).await
}

/// Brings a database to a version of the schema, as the program of that time did.
///
/// # Errors
///
/// As [`migrate`].
pub async fn migrate_to(url: &str, version: i64) -> Result<Migrated, StoreError> {
    let location = Location::read(url)?.or_made();
    expect_known(&applied(&location).await?)?;
    let from = match location {
        Location::Sqlite(options) => in_file(*options, version).await?,
        Location::Postgres(options) => {
            let mut connection = options.connect().await?;
            let applied = applied_on_server(&mut connection).await?;
            POSTGRES.run_to(version, &mut connection).await?;
            connection.close().await?;
            last(&applied)
        }
    };
    Ok(Migrated { from, to: version.max(from) })
}

/// All in one transaction, since SQLite has no other lock to keep a second program out that does the same: it waits,
/// and finds nothing to do. Gives the version that was there.
async fn in_file(options: SqliteConnectOptions, version: i64) -> Result<i64, StoreError> {
    // Nobody waits to change the journal: that is done when nobody else is there, at the latest by `Store::open`.
    let mut connection = options.clone().foreign_keys(true).connect().await?;
    let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
    let applied = applied_in_file(&mut tx).await?;
    expect_known(&applied)?;
    SQLITE.run_to(version, &mut *tx).await?;
    tx.commit().await?;
    connection.close().await?;
    if let Ok(durable) = durable(options).connect().await {
        durable.close().await?;
    }
    Ok(last(&applied))
}

/// The database can be used as it is.
pub(super) async fn expect_current(location: &Location) -> Result<(), StoreError> {
    expect_all(&applied(location).await?)
}

/// The same of a database that is open.
pub(super) async fn expect_applied(tx: &mut Tx) -> Result<(), StoreError> {
    expect_all(&on_either!(tx, |conn| sqlx::query_scalar(APPLIED_SQL).fetch_all(conn).await)?)
}

fn expect_all(applied: &[i64]) -> Result<(), StoreError> {
    expect_known(applied)?;
    if versions().iter().all(|version| applied.contains(version)) {
        Ok(())
    } else {
        Err(StoreError::NotMigrated { found: last(applied), needed: latest() })
    }
}

/// No program but an older one has been at work.
fn expect_known(applied: &[i64]) -> Result<(), StoreError> {
    let known = versions();
    match applied.iter().rfind(|version| !known.contains(version)) {
        Some(&found) => Err(StoreError::SchemaNewer { found, known: latest() }),
        None => Ok(()),
    }
}

fn last(applied: &[i64]) -> i64 {
    applied.last().copied().unwrap_or(0)
}

/// The migrations that have been applied, without changing anything: the file may be somebody else's.
pub(super) async fn applied(location: &Location) -> Result<Vec<i64>, StoreError> {
    Ok(match location {
        Location::Sqlite(options) => {
            let mut connection = options.connect().await?;
            let versions = applied_in_file(&mut connection).await?;
            connection.close().await?;
            versions
        }
        Location::Postgres(options) => {
            let mut connection = options.connect().await?;
            let versions = applied_on_server(&mut connection).await?;
            connection.close().await?;
            versions
        }
    })
}

async fn applied_in_file(connection: &mut SqliteConnection) -> Result<Vec<i64>, StoreError> {
    const TABLES: &str = "
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
    let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut *connection).await?;
    if !expect_ours(&tables)? {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_scalar(APPLIED_SQL).fetch_all(connection).await?)
}

async fn applied_on_server(connection: &mut PgConnection) -> Result<Vec<i64>, StoreError> {
    const TABLES: &str = "
        SELECT CAST(table_name AS TEXT) FROM information_schema.tables
        WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'";
    let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut *connection).await?;
    if !expect_ours(&tables)? {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_scalar(APPLIED_SQL).fetch_all(connection).await?)
}

/// Whether the tables are Femtrinn's; `false` where there are none yet.
fn expect_ours(tables: &[String]) -> Result<bool, StoreError> {
    if tables.iter().any(|table| table == NOTES) {
        Ok(true)
    } else if let Some(other) = tables.iter().min() {
        Err(StoreError::NotFemtrinn { what: format!("it has a table `{other}`") })
    } else {
        Ok(false)
    }
}
