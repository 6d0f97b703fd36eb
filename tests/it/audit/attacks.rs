//! What somebody who can write to the database can do with what is sealed there: nothing that is not noticed.

use engine::domain::CandidateId;
use femtrinn_api::store::candidates::{self, CandidateContent};
use femtrinn_api::store::{Store, StoreError, Tx};
use sqlx::AssertSqlSafe;

use crate::databases::{self, block_on, each_database};
use crate::store::{a_body, a_lasting_municipality, a_time, look_at};

/// Changes of what is stored of K-1 and K-2, each of whom has a profile in two versions.
const CHANGES: [(&str, &str); 5] = [
    (
        "another person's",
        "UPDATE candidate_profile SET body = (SELECT body FROM candidate_profile AS other
            WHERE other.candidate_id = 'K-2' AND other.version = 2)
        WHERE candidate_id = 'K-1' AND version = 2",
    ),
    (
        "the version before",
        "UPDATE candidate_profile SET body = (SELECT body FROM candidate_profile AS other
            WHERE other.candidate_id = 'K-1' AND other.version = 1)
        WHERE candidate_id = 'K-1' AND version = 2",
    ),
    (
        "one character",
        "UPDATE candidate_profile SET body = CAST(replace(CAST(body AS TEXT), ':1:1:', ':1:1:A') AS JSON)
        WHERE candidate_id = 'K-1' AND version = 2",
    ),
    (
        "another key's number",
        "UPDATE candidate_profile SET body = CAST(replace(CAST(body AS TEXT), ':1:1:', ':1:2:') AS JSON)
        WHERE candidate_id = 'K-1' AND version = 2",
    ),
    (
        "in the clear",
        "UPDATE candidate_profile SET body = '{\"own_words\": \"something else\"}'
        WHERE candidate_id = 'K-1' AND version = 2",
    ),
];

async fn run(store: &Store, statement: &str, is_sqlite: bool) {
    // SQLite knows no type of JSON, and takes the text.
    let text =
        if is_sqlite { statement.replace("AS JSON)", "AS TEXT)") } else { statement.to_owned() };
    let mut tx = store.write().await.unwrap();
    let statement = AssertSqlSafe(text);
    let changed = match &mut tx {
        Tx::Sqlite(tx) => sqlx::query(statement).execute(&mut **tx).await.unwrap().rows_affected(),
        Tx::Postgres(tx) => {
            sqlx::query(statement).execute(&mut **tx).await.unwrap().rows_affected()
        }
    };
    assert_eq!(changed, 1);
    tx.commit().await.unwrap();
}

#[test]
fn a_sealed_document_stands_in_no_other_place_and_no_other_way() {
    for (what, change) in CHANGES {
        each_database(|url| {
            block_on(async {
                let store = databases::open(url).await;
                let here = a_lasting_municipality(&store, "3205").await;
                let mut look = look_at(&store, here).await;
                for id in ["K-1", "K-2"] {
                    let id = CandidateId::new(id).unwrap();
                    let content =
                        CandidateContent { specialist_id: None, body: a_body(id.as_str()) };
                    let first = candidates::insert(&mut look, here, &id, &content, a_time()).await;
                    let seen = first.unwrap().version;
                    candidates::replace(&mut look, here, &id, seen, &content, a_time())
                        .await
                        .unwrap();
                }
                look.answer(()).await.unwrap();
                run(&store, change, url.starts_with("sqlite")).await;
                let one = CandidateId::new("K-1").unwrap();
                let mut look = look_at(&store, here).await;
                let read = candidates::find(&mut look, here, &one).await;
                assert!(matches!(read, Err(StoreError::Corrupt { .. })), "{what}: {read:?}");
                drop(look);
                store.close().await;
                let again = Store::open_with_keys(url, databases::keys(url).await).await.err();
                let is_seen = matches!(again, Some(StoreError::Unsealed { documents: 1 }));
                assert_eq!(is_seen, what == "in the clear", "{what}: {again:?}");
            });
        });
    }
}
