//! What a client is told when the database fails: what to do, and nothing of what is inside.

use std::fs;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use engine::domain::SpecialistId;
use femtrinn_api::store::{self, Database, Store, specialists};
use serde_json::Value;
use tower::ServiceExt;

use super::specification::in_process;
use crate::databases::{self, Folder, block_on};
use crate::store::{a_body, a_municipality, a_time};

const SPECIALISTS: &str = "/v1/specialists";

/// A file with a municipality and many rows in it.
async fn filled(url: &str) -> Store {
    store::migrate(url).await.unwrap();
    let store = databases::open(url).await;
    let mut tx = store.write().await.unwrap();
    let here = a_municipality(&mut tx, "3205").await;
    for number in 0..500 {
        let id = SpecialistId::new(&format!("S-{number}")).unwrap();
        specialists::insert(&mut tx, here, &id, &a_body("one"), a_time()).await.unwrap();
    }
    tx.commit().await.unwrap();
    store
}

/// A problem of status 503 that says when to come again, and a word of what to do.
async fn expect_told(routes: axum::Router, request: Request<Body>, word: &str) {
    let answer = routes.oneshot(request).await.unwrap();
    let (status, retry) = (answer.status(), answer.headers().contains_key("retry-after"));
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    let problem: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!((status.as_u16(), retry), (503, true), "{problem}");
    assert_eq!(problem["type"], "/problems/unavailable");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains(word), "{detail}");
    for inside in ["sqlite", "SQL", "page", "code:", "disk image", ".db"] {
        assert!(!detail.contains(inside), "{detail}");
    }
}

fn a_post(large: bool) -> Request<Body> {
    let leave = r#"{"from": "2026-12-28", "to": "2027-01-01"}"#;
    let leave = vec![leave; if large { 10_000 } else { 1 }].join(",");
    let body = format!(
        "{{\"position\": 50, \"present_caseload\": 0, \"support_hours_week\": 10, \"leave\": [{leave}]}}"
    );
    let request = Request::builder().method("POST").uri(SPECIALISTS);
    let request = request.header("content-type", "application/json");
    request.header("idempotency-key", "a-key").body(Body::from(body)).unwrap()
}

#[test]
fn a_full_disk_and_a_file_that_cannot_be_written_are_told() {
    // As if the disk had no page more, or the file were another's: said to the one connection that writes.
    let cases = [
        ("PRAGMA max_page_count = 1", "make room", "PRAGMA max_page_count = 1000000"),
        ("PRAGMA query_only = ON", "the right to", "PRAGMA query_only = OFF"),
    ];
    let folder = Folder::new();
    for (number, (fails, word, again)) in cases.into_iter().enumerate() {
        let url = format!("sqlite:{}", folder.path().join(format!("{number}.db")).display());
        block_on(async {
            let store = filled(&url).await;
            let Database::Sqlite { writer, .. } = &*store else { panic!("it is a file") };
            let routes = in_process(store.clone(), 100_000, 10).await;
            sqlx::query(fails).execute(writer).await.unwrap();
            expect_told(routes.clone(), a_post(true), word).await;
            let list = Request::get(SPECIALISTS).body(Body::empty()).unwrap();
            assert_eq!(routes.clone().oneshot(list).await.unwrap().status(), 200, "it can be read");
            sqlx::query(again).execute(writer).await.unwrap();
            let made = routes.oneshot(a_post(true)).await.unwrap();
            assert_eq!(made.status(), 201, "the same request, after the disk was mended");
        });
    }
}

#[test]
fn a_damaged_file_is_told() {
    let folder = Folder::new();
    let path = folder.path().join("femtrinn.db");
    let url = format!("sqlite:{}", path.display());
    block_on(async {
        let store = filled(&url).await;
        store.close().await;
        // The rows were written last: the tables that come before them stay.
        let mut bytes = fs::read(&path).unwrap();
        let from = bytes.len() - 4096 * 6;
        bytes[from..].fill(0xA5);
        fs::write(&path, bytes).unwrap();
        let store = databases::open(&url).await;
        let routes = in_process(store, 100_000, 10).await;
        let mut damaged = 0;
        for number in 0..500 {
            let one = Request::get(format!("{SPECIALISTS}/S-{number}"));
            let one = one.body(Body::empty()).unwrap();
            let answer = routes.clone().oneshot(one).await.unwrap();
            if answer.status() != 200 {
                damaged += 1;
                let again = Request::get(format!("{SPECIALISTS}/S-{number}"));
                expect_told(routes.clone(), again.body(Body::empty()).unwrap(), "backup").await;
            }
        }
        assert!(damaged > 0, "no row was damaged");
    });
}
