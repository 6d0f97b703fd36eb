//! What is kept: one SQL text for two databases, SQLite and PostgreSQL.
//!
//! [`Store`] and [`Tx`] are enums of two, and `on_either!` compiles the same statement once for each. Every
//! function takes the [`Tx`] first and the municipality second, and reaches no row of another municipality.
//! [`Store::read`] to look, [`Store::write`] and then [`Tx::commit`] to change; a [`Tx`] that is dropped is rolled
//! back, and after an error it must be.
//!
//! What there is of people is reached through a [`Look`] only, which logs whom it shows; it lies in the database
//! sealed under each person's own key, and only a [`Store`] that has the [`Keys`] can look.
//!
//! A body is a [`Document`] in the shape of the case format. What the database must know of it, such as what it
//! refers to, stands beside it in columns.

/// Runs a statement on whichever database it is: `on_either!(tx, |conn| query.fetch_one(conn).await)`.
macro_rules! on_either {
    ($tx:expr, |$conn:ident| $body:expr) => {
        match $tx {
            $crate::store::Tx::Sqlite(tx) => {
                let $conn = &mut **tx;
                $body
            }
            $crate::store::Tx::Postgres(tx) => {
                let $conn = &mut **tx;
                $body
            }
        }
    };
}

pub mod agreements;
pub mod audit;
pub mod candidates;
mod clock;
pub mod contacts;
mod document;
pub mod employers;
pub mod erasure;
mod error;
pub mod idempotency;
mod ids;
pub mod job_ads;
pub mod journeys;
mod keys;
pub mod known;
pub mod learning;
mod location;
pub mod logins;
mod look;
pub mod maps;
pub mod match_runs;
pub mod model_versions;
pub mod municipalities;
pub mod opening_steps;
pub mod openings;
pub mod outcomes;
pub mod placements;
pub mod proposals;
pub mod reach;
pub mod restrictions;
mod schema;
mod seal;
mod sealing;
pub mod service_models;
pub mod sessions;
pub mod specialists;
pub mod surveys;
pub mod taken_places;
pub mod transfer;
pub mod travel_times;
mod version;
pub mod webhooks;
pub mod workplaces;

pub use clock::{Clock, Ts};
pub use document::Document;
pub use error::StoreError;
pub use ids::{MunicipalityId, new_id, new_uuid};
pub use keys::{Keys, MasterKey, MasterKeyError};
pub use location::Location;
pub use look::{Asked, Lent, Look};
pub use schema::{Migrated, migrate, migrate_to, versions};
pub use sealing::seal_all;
pub use version::{Change, PageSize, Version};

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::{Connection, PgPool, Postgres, SqlSafeStr, Sqlite, SqlitePool, Transaction};

/// How long anyone waits for a connection, or for a lock that somebody else holds.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connections to PostgreSQL from one program. An assumption: a few for each core of a small server.
const POSTGRES_CONNECTIONS: u32 = 10;

/// Connections that read from SQLite; they never wait for the one that writes.
const SQLITE_READERS: u32 = 4;

/// A change that changes nothing; a database that is read-only refuses it all the same.
const NOTHING_SQL: &str = "DELETE FROM municipality WHERE 1 = 0";

/// A database that is open, and the keys of the people in it, for whoever may look at them.
#[derive(Debug, Clone)]
pub struct Store {
    database: Database,
    keys: Option<Keys>,
    ends: audit::Ends,
}

/// The connections to a database.
#[derive(Debug, Clone)]
pub enum Database {
    /// A file of this machine.
    Sqlite {
        /// Connections that cannot change anything.
        readers: SqlitePool,
        /// The one connection that can.
        writer: SqlitePool,
    },
    /// A server.
    Postgres(PgPool),
}

/// A transaction, or a glance.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Held<Sqlite>),
    /// On PostgreSQL.
    Postgres(Held<Postgres>),
}

/// What statements run on.
#[derive(Debug)]
pub enum Held<D: sqlx::Database> {
    /// A transaction: all statements see one moment.
    Transaction(Transaction<'static, D>),
    /// A connection alone: each statement sees a moment of its own.
    Connection(PoolConnection<D>),
}

impl<D: sqlx::Database> Deref for Held<D> {
    type Target = D::Connection;

    fn deref(&self) -> &D::Connection {
        match self {
            Self::Transaction(tx) => tx,
            Self::Connection(connection) => connection,
        }
    }
}

impl<D: sqlx::Database> DerefMut for Held<D> {
    fn deref_mut(&mut self) -> &mut D::Connection {
        match self {
            Self::Transaction(tx) => tx,
            Self::Connection(connection) => connection,
        }
    }
}

impl Store {
    /// Opens a database whose schema is the one that this program knows.
    ///
    /// # Errors
    ///
    /// [`StoreError::Url`] when the text names no database; [`StoreError::NotFound`], [`StoreError::NotMigrated`],
    /// [`StoreError::SchemaNewer`] and the like when what is there cannot be used as it is.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let location = Location::read(url)?;
        // On a connection of its own: its error says what is wrong, where a pool would try again.
        schema::expect_current(&location).await?;
        let (database, ends) = (Database::connect(location), audit::Ends::default());
        let store = Self { database, keys: None, ends };
        // To write and change nothing: a file that is read-only or locked is told now, not at the first request.
        let mut tx = store.write().await?;
        on_either!(&mut tx, |conn| sqlx::query(NOTHING_SQL).execute(conn).await.map(|_| ()))?;
        Ok(store)
    }

    /// Opens a database with the keys of its people.
    ///
    /// # Errors
    ///
    /// As [`Store::open`]; [`StoreError::Unsealed`] when something of people was never sealed.
    pub async fn open_with_keys(url: &str, keys: Keys) -> Result<Self, StoreError> {
        let store = Self { keys: Some(keys), ..Self::open(url).await? };
        match sealing::unsealed(&mut store.read().await?).await? {
            0 => Ok(store),
            documents => Err(StoreError::Unsealed { documents }),
        }
    }

    /// The database answers, and has the schema that this program knows.
    ///
    /// # Errors
    ///
    /// What [`Store::open`] would say now.
    pub async fn ready(&self) -> Result<(), StoreError> {
        schema::expect_applied(&mut self.read().await?).await
    }

    /// Closes all connections, and waits for those in use.
    pub async fn close(&self) {
        self.database.close().await;
        if let Some(keys) = &self.keys {
            keys.close().await;
        }
    }
}

impl Deref for Store {
    type Target = Database;

    fn deref(&self) -> &Database {
        &self.database
    }
}

impl Database {
    /// The connections to a database, whatever is in it.
    fn connect(location: Location) -> Self {
        match location {
            Location::Sqlite(options) => {
                let writer = location::durable(*options);
                let readers = writer.clone().pragma("query_only", "ON");
                Self::Sqlite {
                    readers: sqlite_pool(SQLITE_READERS).connect_lazy_with(readers),
                    writer: sqlite_pool(1).connect_lazy_with(writer),
                }
            }
            Location::Postgres(options) => {
                let pool = PgPoolOptions::new()
                    .acquire_timeout(PATIENCE)
                    .max_connections(POSTGRES_CONNECTIONS)
                    // Whoever takes one sees whether it still stands.
                    .test_before_acquire(false);
                Self::Postgres(pool.connect_lazy_with(*options))
            }
        }
    }

    /// Begins to look: all that is read comes from one moment.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, writer: _ } => {
                Tx::Sqlite(Held::Transaction(readers.begin().await?))
            }
            Self::Postgres(pool) => {
                const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                Tx::Postgres(Held::Transaction(begin(pool, Some(BEGIN)).await?))
            }
        })
    }

    /// Looks at one thing, in one statement: that comes from one moment without a transaction around it, and
    /// takes one way to the database instead of three.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn glance(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, writer: _ } => {
                Tx::Sqlite(Held::Connection(readers.acquire().await?))
            }
            Self::Postgres(pool) => {
                let mut lost = 0;
                Tx::Postgres(Held::Connection(loop {
                    let mut connection = pool.acquire().await?;
                    match connection.ping().await {
                        Ok(()) => break connection,
                        Err(error) if lost > POSTGRES_CONNECTIONS => return Err(error.into()),
                        // It was lost while nobody used it.
                        Err(_) => lost += 1,
                    }
                }))
            }
        })
    }

    /// A glance on a connection that may have been lost while nobody used it, which saves a way to the server: whoever
    /// is told [`StoreError::Unreachable`] asks again, by [`Database::glance`].
    pub(crate) async fn peek(&self) -> Result<Tx, StoreError> {
        match self {
            Self::Sqlite { .. } => self.glance().await,
            Self::Postgres(pool) => Ok(Tx::Postgres(Held::Connection(pool.acquire().await?))),
        }
    }

    /// Whether several can write at a time.
    #[must_use]
    pub fn has_several_writers(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Begins to change. On SQLite one at a time; whoever waits for longer than five seconds is told so.
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`] when somebody else holds the database for too long, or when it does not answer.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            // Deferred, it would fail at once when it turns from reading to writing while others write.
            Self::Sqlite { readers: _, writer } => {
                Tx::Sqlite(Held::Transaction(writer.begin_with("BEGIN IMMEDIATE").await?))
            }
            Self::Postgres(pool) => Tx::Postgres(Held::Transaction(begin(pool, None).await?)),
        })
    }

    /// Begins to change as [`Database::write`] does, where somebody has glanced already, if that can go on: it saves
    /// two ways to the server. A reader of SQLite cannot.
    async fn write_on(&self, lent: Option<Tx>) -> Result<Tx, StoreError> {
        Ok(match lent {
            Some(Tx::Postgres(Held::Connection(connection))) => {
                Tx::Postgres(Held::Transaction(Transaction::begin(connection, None).await?))
            }
            _ => self.write().await?,
        })
    }

    /// Closes all connections, and waits for those in use.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Begins a transaction on a connection that still stands: to begin one changes nothing, so it is tried again where a
/// connection was lost while nobody used it.
async fn begin(
    pool: &PgPool,
    statement: Option<&'static str>,
) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
    let mut lost = 0;
    loop {
        let connection = pool.acquire().await?;
        let statement = statement.map(SqlSafeStr::into_sql_str);
        match Transaction::begin(connection, statement).await {
            Ok(tx) => return Ok(tx),
            Err(error) if lost > POSTGRES_CONNECTIONS => return Err(error),
            Err(_) => lost += 1,
        }
    }
}

/// Connections to a file need no testing before use, and nothing is won by making them anew.
fn sqlite_pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .max_lifetime(None)
        .idle_timeout(None)
}

impl Tx {
    /// Makes the changes last. When this has returned, they survive a crash.
    ///
    /// # Errors
    ///
    /// When the database could not keep them; then nothing has changed.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(Held::Transaction(tx)) => tx.commit().await?,
            Self::Postgres(Held::Transaction(tx)) => tx.commit().await?,
            // Alone, each statement lasts by itself.
            Self::Sqlite(Held::Connection(_)) | Self::Postgres(Held::Connection(_)) => {}
        }
        Ok(())
    }
}
