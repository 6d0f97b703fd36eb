//! What the service is held against: axum and sqlx alone, on the same rows, with none of the manners.
//!
//! `bare URL MUNICIPALITY` prints where it listens, and answers `GET /openings/{id}`, `POST /openings`, and
//! `GET /candidates/{id}` with one line written down in the same transaction.

use std::error::Error;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use sqlx::{PgPool, SqlitePool};
use tokio::net::TcpListener;
use uuid::Uuid;

const FIND: &str = "SELECT version, body FROM opening WHERE municipality_id = $1 AND id = $2";
const LOOK: &str = "
    SELECT profile.version, profile.body
    FROM candidate
    JOIN candidate_profile AS profile
        ON profile.municipality_id = candidate.municipality_id
        AND profile.candidate_id = candidate.id
        AND profile.version = candidate.version
    WHERE candidate.municipality_id = $1 AND candidate.id = $2";
const NOTE: &str = "INSERT INTO bare_look (id, candidate) VALUES ($1, $2)";

/// The handlers for one database.
macro_rules! routes {
    ($pool:ident, $begin:literal, $body:literal, $state:ident) => {{
        const INSERT: &str = concat!(
            "INSERT INTO opening
                (municipality_id, id, workplace_id, status, version, body, created_at, changed_at)
            SELECT municipality_id, $2, workplace_id, 'draft', 1, ",
            $body,
            ", created_at, changed_at
            FROM opening WHERE municipality_id = $1 ORDER BY id LIMIT 1"
        );

        async fn show(
            State((pool, here)): State<($pool, Uuid)>,
            Path(id): Path<String>,
        ) -> Result<Json<Value>, StatusCode> {
            let row: Result<(i64, sqlx::types::Json<Value>), _> =
                sqlx::query_as(FIND).bind(here).bind(&id).fetch_one(&pool).await;
            let (version, body) = row.map_err(|_| StatusCode::NOT_FOUND)?;
            Ok(Json(json!({"id": id, "version": version, "opening": body.0})))
        }

        async fn create(
            State((pool, here)): State<($pool, Uuid)>,
            Json(body): Json<Value>,
        ) -> Result<(StatusCode, Json<Value>), StatusCode> {
            let id = Uuid::now_v7().to_string();
            let query = sqlx::query(INSERT).bind(here).bind(&id).bind(sqlx::types::Json(&body));
            query.execute(&pool).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
            Ok((StatusCode::CREATED, Json(json!({"id": id, "version": 1, "opening": body}))))
        }

        async fn look(
            State((pool, here)): State<($pool, Uuid)>,
            Path(id): Path<String>,
        ) -> Result<Json<Value>, StatusCode> {
            let failed = |_| StatusCode::INTERNAL_SERVER_ERROR;
            let mut tx = pool.begin_with($begin).await.map_err(failed)?;
            let row: (i64, sqlx::types::Json<Value>) =
                sqlx::query_as(LOOK).bind(here).bind(&id).fetch_one(&mut *tx).await.map_err(failed)?;
            let note = sqlx::query(NOTE).bind(Uuid::now_v7()).bind(&id);
            note.execute(&mut *tx).await.map_err(failed)?;
            tx.commit().await.map_err(failed)?;
            Ok(Json(json!({"id": id, "version": row.0, "candidate": row.1.0})))
        }

        let noted = "CREATE TABLE bare_look (id UUID PRIMARY KEY, candidate TEXT NOT NULL)";
        sqlx::query(noted).execute(&$state.0).await?;
        Router::new()
            .route("/candidates/{id}", get(look))
            .route("/openings/{id}", get(show))
            .route("/openings", post(create))
            .with_state($state)
    }};
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, url, municipality] = &arguments[..] else { return Err("bare URL MUNICIPALITY".into()) };
    let number = "SELECT id FROM municipality WHERE number = $1";
    let routes = if url.starts_with("sqlite:") {
        let options: sqlx::sqlite::SqliteConnectOptions = url.parse()?;
        let options = options
            .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
            .synchronous(sqlx::sqlite::SqliteSynchronous::Full);
        let pool = SqlitePool::connect_with(options).await?;
        let (here,): (Uuid,) = sqlx::query_as(number).bind(municipality).fetch_one(&pool).await?;
        let state = (pool, here);
        routes!(SqlitePool, "BEGIN IMMEDIATE", "$3", state)
    } else {
        let pool = PgPool::connect(url).await?;
        let (here,): (Uuid,) = sqlx::query_as(number).bind(municipality).fetch_one(&pool).await?;
        let state = (pool, here);
        routes!(PgPool, "BEGIN", "CAST($3 AS JSON)", state)
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("bare listens on http://{}", listener.local_addr()?);
    axum::serve(listener, routes).await?;
    Ok(())
}
