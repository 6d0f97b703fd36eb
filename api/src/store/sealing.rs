//! Sealing what was stored before there were keys.

use engine::domain::CandidateId;
use sqlx::types::Text;
use sqlx::{AssertSqlSafe, SqlitePool};

use super::audit::Action;
use super::look::Asked;
use super::seal::Place;
use super::{Clock, Database, Document, Keys, MunicipalityId, Store, StoreError, Tx};

/// The tables with a document of a person, and what tells the person's rows apart, as SQL.
pub(super) const SEALED: [(&str, &str); 10] = [
    ("candidate_profile", "CAST(version AS TEXT)"),
    ("candidate_contact", "CAST(version AS TEXT)"),
    ("journey_event", "CAST(sequence AS TEXT)"),
    ("agreement", "id || '/' || CAST(version AS TEXT)"),
    ("survey", "id"),
    ("travel_time", "workplace_id"),
    ("match_run_part", "run_id"),
    ("proposal", "id"),
    ("outcome", "id"),
    ("valued_pair", "proposal_id"),
];

/// What tells a sealed document from another, on both databases.
const NOT_SEALED: &str = "substr(CAST(body AS TEXT), 1, 8) <> '\"sealed:'";

/// How many rows are sealed at a time.
const ROWS_AT_A_TIME: i64 = 100;

/// How many documents of people are not sealed.
pub(super) async fn unsealed(tx: &mut Tx) -> Result<i64, StoreError> {
    let mut documents = 0;
    for (table, _) in SEALED {
        // Each name is written in the list above.
        let sql = AssertSqlSafe(format!("SELECT count(*) FROM {table} WHERE {NOT_SEALED}"));
        let count: i64 = on_either!(tx, |conn| sqlx::query_scalar(sql).fetch_one(conn).await)?;
        documents += count;
    }
    Ok(documents)
}

/// Seals what is not sealed yet, and forgets kept answers, which may show people; tells how many documents it sealed.
///
/// # Errors
///
/// [`StoreError::NoKeys`], or when a database fails; then nothing is sealed.
pub async fn seal_all(url: &str, keys: Keys) -> Result<u64, StoreError> {
    const FORGET_SQL: &str = "DELETE FROM idempotency WHERE candidate_id IS NULL";
    type Row = (MunicipalityId, Text<CandidateId>, String, Document);
    let store = Store { keys: Some(keys), ..Store::open(url).await? };
    let now = Clock::System.now();
    let asked = Asked::by_command(MunicipalityId::new(now), "migrate", Action::Update, now);
    let mut look = store.look(asked).await?;
    let mut sealed = 0;
    for (table, row) in SEALED {
        // Each name is written in the list above.
        let some = format!(
            "SELECT municipality_id, candidate_id, {row}, body FROM {table} WHERE {NOT_SEALED} \
             ORDER BY municipality_id, candidate_id LIMIT {ROWS_AT_A_TIME}"
        );
        let change = format!(
            "UPDATE {table} SET body = $4 WHERE municipality_id = $1 AND candidate_id = $2 AND ({row}) = $3"
        );
        loop {
            let sql = AssertSqlSafe(some.clone());
            let rows: Vec<Row> =
                on_either!(&mut *look, |conn| sqlx::query_as(sql).fetch_all(conn).await)?;
            if rows.is_empty() {
                break;
            }
            for (municipality, Text(candidate), row, body) in rows {
                let place = Place { table, municipality, candidate: &candidate, row: &row };
                let body = look.seal(place, &body).await?;
                let sql = AssertSqlSafe(change.clone());
                on_either!(&mut *look, |conn| {
                    let query = sqlx::query(sql)
                        .bind(municipality)
                        .bind(candidate.as_str())
                        .bind(row.clone())
                        .bind(body);
                    query.execute(conn).await.map(|_| ())
                })?;
                sealed += 1;
            }
        }
    }
    if sealed > 0 {
        on_either!(&mut *look, |conn| sqlx::query(FORGET_SQL).execute(conn).await.map(|_| ()))?;
    }
    // Nobody was shown: what is written is what was there.
    look.answer(()).await?;
    if sealed > 0 {
        forget_freed(&store).await?;
    }
    store.close().await;
    Ok(sealed)
}

/// Writes anew what had rows that are gone, so that nothing of them lies about.
pub(super) async fn forget_freed(database: &Database) -> Result<(), StoreError> {
    match database {
        Database::Sqlite { readers: _, writer } => {
            sqlx::query("VACUUM").execute(writer).await?;
            empty_log(writer).await?;
        }
        Database::Postgres(pool) => {
            for (table, _) in SEALED {
                // Each name is written in the list above.
                let sql = AssertSqlSafe(format!("VACUUM FULL {table}"));
                sqlx::query(sql).execute(pool).await?;
            }
        }
    }
    Ok(())
}

/// Moves all that SQLite's write-ahead log has into the file, and leaves nothing in the log.
///
/// # Errors
///
/// [`StoreError::Busy`] when somebody reads what it still has to keep; SQLite tells that as a row, not as an error.
pub(super) async fn empty_log(writer: &SqlitePool) -> Result<(), StoreError> {
    const CHECKPOINT: &str = "PRAGMA wal_checkpoint(TRUNCATE)";
    let (busy, _, _): (i64, i64, i64) = sqlx::query_as(CHECKPOINT).fetch_one(writer).await?;
    if busy == 0 {
        return Ok(());
    }
    let kept = "the write-ahead log could not be emptied while it is read".to_owned();
    Err(StoreError::Busy(sqlx::Error::Protocol(kept)))
}
