//! Whoever works on a run says so also while it is gathered, however long that takes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use femtrinn_api::demo;
use femtrinn_api::runs::{Bell, work};
use femtrinn_api::store::match_runs::{self, NewRun, RunState};
use femtrinn_api::store::{self, Clock, Database, Document, Store, Ts};
use sqlx::PgPool;

use super::gather::TODAY;
use crate::databases::{self, block_on};
use crate::postgres;

/// Until when the run is held, if anybody holds it.
async fn held_until(pool: &PgPool) -> Option<Ts> {
    let held = sqlx::query_scalar("SELECT held_until FROM match_run").fetch_one(pool);
    held.await.unwrap()
}

/// Waits for something, for as long as a run is held without a sign of life.
async fn soon<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(9), "{what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn asked_for(store: &Store) {
    let here = Box::pin(demo::fill(store, TODAY)).await.unwrap();
    let new = NewRun {
        question: Document(
            r#"{"first_monday": "2026-11-30", "horizon_weeks": 4, "work": 1000}"#.to_owned(),
        ),
        asked_by: "test".to_owned(),
        asked_role: "operator".to_owned(),
    };
    let mut tx = store.write().await.unwrap();
    match_runs::insert(&mut tx, here, "0-1", &new, Clock::System.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// On PostgreSQL: on SQLite whoever gathers holds the whole database, so that nobody else can take anything.
#[test]
fn a_run_is_held_while_it_is_gathered() {
    let url = postgres::database();
    block_on(async {
        store::migrate(&url).await.unwrap();
        let store = databases::open(&url).await;
        asked_for(&store).await;
        let Database::Postgres(pool) = &*store else { panic!("it is PostgreSQL") };
        // Whoever gathers waits for the map.
        let mut slow = pool.begin().await.unwrap();
        sqlx::query("LOCK TABLE map IN ACCESS EXCLUSIVE MODE").execute(&mut *slow).await.unwrap();
        let stopping = Arc::new(AtomicBool::new(false));
        let works = work(store.clone(), Clock::System, Bell::default(), stopping.clone());
        let works = tokio::spawn(works);
        let first = soon("somebody takes it", async || held_until(pool).await).await;
        let next = async || held_until(pool).await.filter(|it| *it > first);
        soon("whoever gathers says so", next).await;
        slow.rollback().await.unwrap();
        let done = async || {
            let here: Vec<(String, i64)> = sqlx::query_as("SELECT state, taking FROM match_run")
                .fetch_all(pool)
                .await
                .unwrap();
            here.into_iter().next().filter(|(state, _)| state != RunState::Running.code())
        };
        let ended = soon("it is planned", done).await;
        assert_eq!(ended, (RunState::Done.code().to_owned(), 1), "nobody else has taken it");
        stopping.store(true, Ordering::Relaxed);
        works.await.unwrap();
        store.close().await;
    });
}
