//! Each person's own key, in a database of its own: backups and write-ahead logs of the data hold sealed text only,
//! and whoever destroys a key has erased all that was ever sealed under it, wherever copies of that lie.
//!
//! A key is wrapped by a master key from a file, so that neither this database nor that file alone opens anything.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use engine::domain::CandidateId;
use sha2::{Digest, Sha256};
use sqlx::PgPool;

use super::seal::{KeyBytes, SecretKey, fingerprint, new_key};
use super::transfer::{hex, unhex};
use super::{Database, Location, MunicipalityId, StoreError, Ts, Tx};

/// The key that wraps all others.
#[derive(Clone)]
pub struct MasterKey(Arc<SecretKey>);

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey")
    }
}

/// Why there is no master key.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// The file could not be read or written.
    #[error("the file could not be read or written")]
    File(#[from] std::io::Error),
    /// Others than its owner can read it.
    #[error("others than its owner can read it: `chmod 600` it")]
    Open,
    /// It holds something else.
    #[error("it is no master key: 64 hexadecimal digits; `femtrinn keys new FILE` makes one")]
    Malformed,
}

impl MasterKey {
    /// A key that is gone when the program ends.
    #[must_use]
    pub fn passing() -> Self {
        Self(Arc::new(SecretKey::new(new_key())))
    }

    /// Makes a key in a file that is new and that only its owner can read; gives its fingerprint.
    ///
    /// # Errors
    ///
    /// [`MasterKeyError::File`]; a file that is there already is left as it is.
    pub fn create(path: &Path) -> Result<String, MasterKeyError> {
        let key = new_key();
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all((hex(&key) + "\n").as_bytes())?;
        file.sync_all()?;
        Ok(hex(&Sha256::digest(key)[..8]))
    }

    /// Reads a key from its file.
    ///
    /// # Errors
    ///
    /// [`MasterKeyError`].
    pub fn read(path: &Path) -> Result<Self, MasterKeyError> {
        if fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
            return Err(MasterKeyError::Open);
        }
        let key = unhex(fs::read_to_string(path)?.trim_end()).and_then(|key| key.try_into().ok());
        Ok(Self(Arc::new(SecretKey::new(key.ok_or(MasterKeyError::Malformed)?))))
    }
}

/// The database of keys, open.
#[derive(Clone)]
pub struct Keys {
    database: Database,
    master: MasterKey,
    secrets: Arc<Mutex<BTreeMap<MunicipalityId, KeyBytes>>>,
    recent: Arc<Mutex<BTreeMap<(MunicipalityId, String), Recent>>>,
}

/// The keys of a person, as they were a moment ago.
struct Recent {
    ring: Ring,
    since: Instant,
}

/// How long keys that were fetched open documents without being fetched again. They never seal: another program may
/// have destroyed them meanwhile.
const RECENT: Duration = Duration::from_mins(1);

/// People whose keys are held; beyond it all are let go of.
const RECENT_MOST: usize = 1000;

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("database", &self.database).finish_non_exhaustive()
    }
}

/// Whose key a municipality's own secret is: the id of no person is empty.
const NOBODY: &str = "";

/// The keys of one person: their generations. The last one seals; erasure leaves the earlier ones behind.
pub(super) type Ring = BTreeMap<i64, Arc<SecretKey>>;

/// A key as it is kept.
type Row = (String, i64, Vec<u8>);

impl Keys {
    /// Where the keys are unless it is said: beside the file (`FILE.keys`), or on the same server (`DATABASE_keys`).
    #[must_use]
    pub fn beside(url: &str) -> String {
        let (place, options) = url.split_once('?').map_or((url, ""), |(place, rest)| (place, rest));
        let ending = if url.starts_with("sqlite:") { ".keys" } else { "_keys" };
        let options = if options.is_empty() { String::new() } else { format!("?{options}") };
        format!("{place}{ending}{options}")
    }

    /// Makes the table of keys where it is not there; a file that is not there is made.
    ///
    /// # Errors
    ///
    /// When the database cannot be used.
    pub async fn make(url: &str) -> Result<(), StoreError> {
        const SQLITE: &str = "
            CREATE TABLE IF NOT EXISTS person_key (
                municipality_id BLOB NOT NULL,
                candidate_id TEXT NOT NULL,
                generation INTEGER NOT NULL,
                wrapped BLOB NOT NULL,
                created_at TEXT NOT NULL,
                PRIMARY KEY (municipality_id, candidate_id, generation)
            ) STRICT";
        const POSTGRES: &str = r#"
            CREATE TABLE IF NOT EXISTS person_key (
                municipality_id UUID NOT NULL,
                candidate_id TEXT COLLATE "C" NOT NULL,
                generation BIGINT NOT NULL,
                wrapped BYTEA NOT NULL,
                created_at TIMESTAMPTZ NOT NULL,
                PRIMARY KEY (municipality_id, candidate_id, generation)
            )"#;
        let database = Database::connect(Location::read(url)?.or_made());
        let mut tx = database.write().await?;
        match &mut tx {
            Tx::Sqlite(tx) => sqlx::query(SQLITE).execute(&mut **tx).await.map(|_| ())?,
            Tx::Postgres(tx) => sqlx::query(POSTGRES).execute(&mut **tx).await.map(|_| ())?,
        }
        tx.commit().await?;
        database.close().await;
        Ok(())
    }

    /// Opens the database of keys.
    ///
    /// # Errors
    ///
    /// [`StoreError::WrongMasterKey`] when it was filled under another master key, or when it cannot be used.
    pub async fn open(url: &str, master: MasterKey) -> Result<Self, StoreError> {
        const ANY: &str =
            "SELECT municipality_id, candidate_id, generation, wrapped FROM person_key LIMIT 1";
        let database = Database::connect(Location::read(url)?);
        let (secrets, recent) = (Arc::default(), Arc::default());
        let keys = Self { database, master, secrets, recent };
        let mut tx = keys.database.read().await?;
        let any: Option<(MunicipalityId, String, i64, Vec<u8>)> =
            on_either!(&mut tx, |conn| sqlx::query_as(ANY).fetch_optional(conn).await)?;
        drop(tx);
        if let Some((municipality, candidate, generation, wrapped)) = any {
            keys.unwrap(municipality, &candidate, generation, &wrapped)?;
        }
        Ok(keys)
    }

    /// The keys of all whose ids lie between two, both included.
    pub(super) async fn between(
        &self,
        municipality: MunicipalityId,
        first: &CandidateId,
        last: &CandidateId,
    ) -> Result<BTreeMap<String, Ring>, StoreError> {
        const BETWEEN: &str = "
            SELECT candidate_id, generation, wrapped
            FROM person_key
            WHERE municipality_id = $1 AND candidate_id >= $2 AND candidate_id <= $3";
        let mut tx = self.database.glance().await?;
        let rows: Vec<Row> = on_either!(&mut tx, |conn| sqlx::query_as(BETWEEN)
            .bind(municipality)
            .bind(first.as_str())
            .bind(last.as_str())
            .fetch_all(conn)
            .await)?;
        let mut found: BTreeMap<String, Ring> = BTreeMap::new();
        for (candidate, generation, wrapped) in rows {
            let key = self.unwrap(municipality, &candidate, generation, &wrapped)?;
            let ring = found.entry(candidate).or_default();
            ring.insert(generation, Arc::new(SecretKey::new(key)));
        }
        let since = Instant::now();
        let mut recent = self.recent();
        if recent.len() + found.len() > RECENT_MOST {
            recent.clear();
        }
        for (candidate, ring) in &found {
            recent.insert((municipality, candidate.clone()), Recent { ring: ring.clone(), since });
        }
        drop(recent);
        Ok(found)
    }

    /// A key that was fetched a moment ago, to open with and never to seal with.
    pub(super) fn recall(
        &self,
        municipality: MunicipalityId,
        candidate: &CandidateId,
        generation: i64,
    ) -> Option<Arc<SecretKey>> {
        let recent = self.recent();
        let held = recent.get(&(municipality, candidate.to_string()))?;
        (held.since.elapsed() < RECENT).then(|| held.ring.get(&generation).cloned()).flatten()
    }

    fn recent(&self) -> MutexGuard<'_, BTreeMap<(MunicipalityId, String), Recent>> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a key of a generation, unless somebody else has, and gives the one that is there.
    pub(super) async fn add(
        &self,
        municipality: MunicipalityId,
        candidate: &CandidateId,
        generation: i64,
        now: Ts,
    ) -> Result<Arc<SecretKey>, StoreError> {
        let key = self.find_or_make(municipality, candidate.as_str(), generation, now).await?;
        Ok(Arc::new(SecretKey::new(key)))
    }

    /// What tells texts of a municipality apart, and lets nobody guess them who has not got the keys.
    pub(super) async fn fingerprint(
        &self,
        municipality: MunicipalityId,
        parts: &[&[u8]],
        now: Ts,
    ) -> Result<Vec<u8>, StoreError> {
        let secrets = || self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        let known = secrets().get(&municipality).copied();
        let secret = match known {
            Some(secret) => secret,
            None => self.find_or_make(municipality, NOBODY, 1, now).await?,
        };
        secrets().insert(municipality, secret);
        Ok(fingerprint(&secret, parts))
    }

    async fn find_or_make(
        &self,
        municipality: MunicipalityId,
        whose: &str,
        generation: i64,
        now: Ts,
    ) -> Result<KeyBytes, StoreError> {
        const ADD: &str = "
            INSERT INTO person_key (municipality_id, candidate_id, generation, wrapped, created_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (municipality_id, candidate_id, generation) DO NOTHING";
        const THERE: &str = "
            SELECT wrapped FROM person_key
            WHERE municipality_id = $1 AND candidate_id = $2 AND generation = $3";
        let label = label(municipality, whose, generation);
        let wrapped = self.master.0.close(&label, &new_key());
        let mut tx = self.database.write().await?;
        on_either!(&mut tx, |conn| {
            let query = sqlx::query(ADD)
                .bind(municipality)
                .bind(whose)
                .bind(generation)
                .bind(&wrapped)
                .bind(now);
            query.execute(conn).await.map(|_| ())
        })?;
        let there: Vec<u8> = on_either!(&mut tx, |conn| sqlx::query_scalar(THERE)
            .bind(municipality)
            .bind(whose)
            .bind(generation)
            .fetch_one(conn)
            .await)?;
        tx.commit().await?;
        self.unwrap(municipality, whose, generation, &there)
    }

    /// Wraps every key in another master key, and leaves nothing of how it was wrapped before; tells how many there are.
    /// Whoever has the keys open with the master key of before must open them anew.
    ///
    /// # Errors
    ///
    /// When the database of keys fails; then all are wrapped as they were.
    pub async fn rotate(&self, master: &MasterKey) -> Result<u64, StoreError> {
        type Row = (MunicipalityId, String, i64, Vec<u8>);
        const LOCK: &str = "LOCK TABLE person_key IN ACCESS EXCLUSIVE MODE";
        const ALL: &str =
            "SELECT municipality_id, candidate_id, generation, wrapped FROM person_key";
        const CHANGE: &str = "
            UPDATE person_key SET wrapped = $4
            WHERE municipality_id = $1 AND candidate_id = $2 AND generation = $3";
        let mut tx = self.database.write().await?;
        if let Tx::Postgres(tx) = &mut tx {
            sqlx::query(LOCK).execute(&mut **tx).await?;
        }
        let rows: Vec<Row> = on_either!(&mut tx, |conn| sqlx::query_as(ALL).fetch_all(conn).await)?;
        let mut keys = 0;
        for (municipality, whose, generation, wrapped) in rows {
            let key = self.unwrap(municipality, &whose, generation, &wrapped)?;
            let wrapped = master.0.close(&label(municipality, &whose, generation), &key);
            on_either!(&mut tx, |conn| {
                let query = sqlx::query(CHANGE)
                    .bind(municipality)
                    .bind(whose)
                    .bind(generation)
                    .bind(wrapped);
                query.execute(conn).await.map(|_| ())
            })?;
            keys += 1;
        }
        tx.commit().await?;
        match &self.database {
            Database::Sqlite { readers: _, writer } => {
                sqlx::query("VACUUM").execute(writer).await?;
                sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(writer).await?;
            }
            Database::Postgres(pool) => {
                write_anew(pool).await?;
            }
        }
        Ok(keys)
    }

    /// Destroys a person's keys before a generation, and what the database has kept of them beside their rows.
    pub(super) async fn destroy(
        &self,
        municipality: MunicipalityId,
        candidate: &CandidateId,
        before: i64,
    ) -> Result<(), StoreError> {
        const DESTROY: &str = "
            DELETE FROM person_key
            WHERE municipality_id = $1 AND candidate_id = $2 AND generation < $3";
        self.recent().remove(&(municipality, candidate.to_string()));
        match &self.database {
            Database::Sqlite { readers: _, writer } => {
                // Freed pages are overwritten, and the write-ahead log does not keep what was there before.
                sqlx::query("PRAGMA secure_delete = ON").execute(writer).await?;
                let query =
                    sqlx::query(DESTROY).bind(municipality).bind(candidate.as_str()).bind(before);
                query.execute(writer).await?;
                sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(writer).await?;
            }
            Database::Postgres(pool) => {
                let query =
                    sqlx::query(DESTROY).bind(municipality).bind(candidate.as_str()).bind(before);
                query.execute(pool).await?;
                write_anew(pool).await?;
            }
        }
        Ok(())
    }

    /// Closes all connections, and waits for those in use.
    pub async fn close(&self) {
        self.database.close().await;
    }

    fn unwrap(
        &self,
        municipality: MunicipalityId,
        whose: &str,
        generation: i64,
        wrapped: &[u8],
    ) -> Result<KeyBytes, StoreError> {
        let label = label(municipality, whose, generation);
        let key = self.master.0.open(&label, wrapped).and_then(|key| key.try_into().ok());
        key.ok_or(StoreError::WrongMasterKey)
    }
}

fn label(municipality: MunicipalityId, whose: &str, generation: i64) -> String {
    format!("person_key\n{municipality}\n{whose}\n{generation}")
}

/// Writes the table of keys anew in PostgreSQL. A row that is only deleted lies in its page until something else needs
/// room, and `VACUUM FULL` takes along what anybody who began earlier could still see.
async fn write_anew(pool: &PgPool) -> Result<(), StoreError> {
    const ANEW: &str = "
        LOCK TABLE person_key IN ACCESS EXCLUSIVE MODE;
        CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM person_key;
        TRUNCATE person_key;
        INSERT INTO person_key SELECT * FROM kept;";
    let mut tx = pool.begin().await?;
    sqlx::raw_sql(ANEW).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}
