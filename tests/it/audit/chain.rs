//! One changed byte in any field of any event is found, and so is an event that is gone.

use engine::domain::CandidateId;
use femtrinn_api::audit::{Fault, verify};
use femtrinn_api::store::audit::{Action, Head};
use femtrinn_api::store::candidates::{self, CandidateContent};
use femtrinn_api::store::{Asked, Lent, MunicipalityId, Store, Tx, Version};
use sqlx::AssertSqlSafe;

use crate::databases::{self, block_on, each_database, with_both};
use crate::store::{a_body, a_lasting_municipality, a_time};

/// The events that a test begins with.
const EVENTS: i64 = 5;

/// A chain with events of each form: refused, with a reason, from an address, about several people.
async fn a_chain(store: &Store, number: &str) -> MunicipalityId {
    let here = a_lasting_municipality(store, number).await;
    for count in 1..=EVENTS {
        let asked = Asked {
            municipality: here,
            at: a_time(),
            actor: "https://login.example/|s-1".to_owned(),
            role: "job_specialist".to_owned(),
            action: Action::Create,
            reason: (count > 2).then(|| "covers for a colleague".to_owned()),
            request: "POST /v1/candidates".to_owned(),
            origin: (count > 1).then(|| "127.0.0.1".to_owned()),
            trace: (count > 3).then(|| "0af7651916cd43dd8448eb211c80319c".to_owned()),
            lent: Lent::default(),
        };
        let mut look = store.look(asked).await.unwrap();
        for person in 0..count {
            let id = CandidateId::new(&format!("K-{count}{person}")).unwrap();
            let content = CandidateContent { specialist_id: None, body: a_body("profile") };
            candidates::insert(&mut look, here, &id, &content, a_time()).await.unwrap();
        }
        if count == EVENTS { look.refuse().await.unwrap() } else { look.answer(()).await.unwrap() }
    }
    here
}

async fn run(tx: &mut Tx, statement: &str) -> u64 {
    let statement = AssertSqlSafe(statement.to_owned());
    match tx {
        Tx::Sqlite(tx) => sqlx::query(statement).execute(&mut **tx).await.unwrap().rows_affected(),
        Tx::Postgres(tx) => {
            sqlx::query(statement).execute(&mut **tx).await.unwrap().rows_affected()
        }
    }
}

/// Whoever owns the database can lift what keeps the log from being changed.
async fn unlock(tx: &mut Tx) {
    if matches!(tx, Tx::Sqlite(_)) {
        run(tx, "DROP TRIGGER audit_event_is_not_changed").await;
        run(tx, "DROP TRIGGER audit_event_is_not_removed").await;
    } else {
        run(tx, "ALTER TABLE audit_event DISABLE TRIGGER USER").await;
    }
}

/// Every column of an event beside the municipality, and how the smallest thing in it is changed.
fn changes(is_sqlite: bool) -> Vec<(&'static str, String)> {
    let text = |column: &str| {
        format!(
            "CASE WHEN {column} IS NULL THEN 'x' ELSE substr({column}, 1, length({column}) - 1) || '~' END"
        )
    };
    let bytes = |column: &str| {
        if is_sqlite {
            // The last byte, made another by way of its hexadecimal digits.
            format!(
                "CAST(substr({column}, 1, 31) || CASE WHEN substr(hex({column}), 64) = '0' THEN x'01' ELSE x'00' END AS BLOB)"
            )
        } else {
            format!("set_byte({column}, 31, 255 - get_byte({column}, 31))")
        }
    };
    let mut all: Vec<(&str, String)> = ["actor", "role", "reason", "request", "origin", "trace"]
        .map(|column| (column, text(column)))
        .into();
    all.push(("sequence", "sequence + 100".to_owned()));
    all.push(("action", "CASE WHEN action = 'create' THEN 'access' ELSE 'create' END".to_owned()));
    all.push(("decision", "CASE WHEN decision = 'deny' THEN 'permit' ELSE 'deny' END".to_owned()));
    all.push(("previous", bytes("previous")));
    all.push(("hash", bytes("hash")));
    if is_sqlite {
        all.push(("at", "replace(at, '08:00', '08:01')".to_owned()));
        all.push(("people", "replace(people, 'K-', 'k-')".to_owned()));
    } else {
        all.push(("at", "at + INTERVAL '1 microsecond'".to_owned()));
        all.push(("people", "CAST(replace(CAST(people AS TEXT), 'K-', 'k-') AS JSON)".to_owned()));
    }
    all
}

#[test]
fn a_change_in_any_field_of_any_event_is_found() {
    with_both(|store| async move {
        let here = a_chain(&store, "3205").await;
        a_chain(&store, "0301").await;
        let sound = verify(&store, &[]).await.unwrap();
        assert_eq!(sound.iter().map(|it| it.events).collect::<Vec<_>>(), [5, 5]);
        assert!(sound.iter().all(|it| it.faults.is_empty()), "{sound:?}");
        let mut tx = store.write().await.unwrap();
        unlock(&mut tx).await;
        let is_sqlite = matches!(tx, Tx::Sqlite(_));
        tx.commit().await.unwrap();
        let mine = if is_sqlite {
            "(SELECT id FROM municipality WHERE number = '3205')".to_owned()
        } else {
            format!("'{here}'")
        };
        let changes = changes(is_sqlite);
        assert_eq!(changes.len(), 13, "each column but the municipality");
        for sequence in 1..=EVENTS {
            for (column, change) in &changes {
                let at = format!("municipality_id = {mine} AND sequence = {sequence}");
                let mut tx = store.write().await.unwrap();
                run(&mut tx, "CREATE TABLE kept AS SELECT * FROM audit_event").await;
                let update = format!("UPDATE audit_event SET {column} = {change} WHERE {at}");
                assert_eq!(run(&mut tx, &update).await, 1);
                tx.commit().await.unwrap();
                let chains = verify(&store, &[]).await.unwrap();
                let wrong: Vec<_> = chains.iter().filter(|it| !it.faults.is_empty()).collect();
                assert_eq!(wrong.len(), 1, "{column} of event {sequence}: {chains:?}");
                assert_eq!(wrong[0].municipality, here);
                let mut tx = store.write().await.unwrap();
                run(&mut tx, "DELETE FROM audit_event").await;
                run(&mut tx, "INSERT INTO audit_event SELECT * FROM kept").await;
                run(&mut tx, "DROP TABLE kept").await;
                tx.commit().await.unwrap();
            }
        }
        assert_eq!(verify(&store, &[]).await.unwrap(), sound);

        // The column that is left: an event that is moved is missing in one log, and fits nowhere in the other.
        for sequence in 1..=EVENTS {
            let mut tx = store.write().await.unwrap();
            run(&mut tx, "CREATE TABLE kept AS SELECT * FROM audit_event").await;
            let away = format!(
                "UPDATE audit_event SET sequence = 6,
                    municipality_id = (SELECT id FROM municipality WHERE number = '0301')
                WHERE municipality_id = {mine} AND sequence = {sequence}"
            );
            assert_eq!(run(&mut tx, &away).await, 1);
            tx.commit().await.unwrap();
            let chains = verify(&store, &[]).await.unwrap();
            assert!(chains.iter().all(|chain| !chain.faults.is_empty()), "{sequence}: {chains:?}");
            let mut tx = store.write().await.unwrap();
            run(&mut tx, "DELETE FROM audit_event").await;
            run(&mut tx, "INSERT INTO audit_event SELECT * FROM kept").await;
            run(&mut tx, "DROP TABLE kept").await;
            tx.commit().await.unwrap();
        }
        assert_eq!(verify(&store, &[]).await.unwrap(), sound);
    });
}

#[test]
fn an_event_that_is_gone_is_found_wherever_it_stood() {
    with_both(|store| async move {
        let here = a_chain(&store, "3205").await;
        let kept = verify(&store, &[]).await.unwrap().remove(0).head;
        let mut tx = store.write().await.unwrap();
        unlock(&mut tx).await;
        run(&mut tx, "DELETE FROM audit_event WHERE sequence = 3").await;
        tx.commit().await.unwrap();
        let faults = verify(&store, &[]).await.unwrap().remove(0).faults;
        assert_eq!(faults, [Fault::Missing(Version(3), Version(3))]);
        let mut tx = store.write().await.unwrap();
        run(&mut tx, "DELETE FROM audit_event WHERE sequence >= 3").await;
        tx.commit().await.unwrap();
        let faults = verify(&store, &[]).await.unwrap().remove(0).faults;
        assert_eq!(faults, [Fault::End { last: Version(2), noted: Version(5) }]);

        // Whoever rewrites the end as well is found by the end that was kept elsewhere, and by nothing else.
        let mut tx = store.write().await.unwrap();
        let rewrite = "UPDATE audit_head SET sequence = 2,
            hash = (SELECT hash FROM audit_event WHERE sequence = 2)";
        run(&mut tx, rewrite).await;
        tx.commit().await.unwrap();
        assert_eq!(verify(&store, &[]).await.unwrap().remove(0).faults, []);
        let kept: Head = kept.to_string().parse().unwrap();
        let faults = verify(&store, &[(here, kept)]).await.unwrap().remove(0).faults;
        assert_eq!(faults, [Fault::NotTheKept(Version(5))]);
    });
}

#[test]
fn the_database_refuses_to_change_or_remove_an_event() {
    each_database(|url| {
        block_on(async {
            let store = databases::open(url).await;
            a_chain(&store, "3205").await;
            for statement in [
                "UPDATE audit_event SET actor = 'nobody' WHERE sequence = 1",
                "DELETE FROM audit_event WHERE sequence = 5",
            ] {
                let done = match store.write().await.unwrap() {
                    Tx::Sqlite(mut tx) => {
                        sqlx::query(statement).execute(&mut *tx).await.map(|_| ())
                    }
                    Tx::Postgres(mut tx) => {
                        sqlx::query(statement).execute(&mut *tx).await.map(|_| ())
                    }
                };
                let error = done.unwrap_err().to_string();
                assert!(error.contains("neither changed nor removed"), "{error}");
            }
            store.close().await;
        });
    });
}
