//! What the store says when something is wrong, and that nothing has been changed then.

use std::fs;

use engine::domain::SpecialistId;
use femtrinn_api::store::{self, Database, Document, Store, StoreError, Tx, Version, specialists};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection, SqliteConnection};

use super::{a_body, a_municipality, a_time};
use crate::databases::{Folder, block_on, each_database, each_empty_database, with_both};
use crate::postgres;

async fn on_sqlite(url: &str, statements: &'static str) {
    let mut connection = SqliteConnection::connect(&format!("{url}?mode=rwc")).await.unwrap();
    connection.execute(statements).await.unwrap();
    connection.close().await.unwrap();
}

async fn on_postgres(url: &str, statements: &'static str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    connection.execute(statements).await.unwrap();
    connection.close().await.unwrap();
}

async fn on(url: &str, statements: &'static str) {
    if url.starts_with("sqlite:") {
        on_sqlite(url, statements).await;
    } else {
        on_postgres(url, statements).await;
    }
}

#[test]
fn a_url_is_understood_or_told_why_not() {
    for (url, why) in [
        ("", "begins with neither"),
        ("femtrinn.db", "begins with neither"),
        ("mysql://localhost/femtrinn", "begins with neither"),
        ("sqlite::memory:", "gone tomorrow"),
        ("sqlite:some.db?mode=memory", "gone tomorrow"),
        ("sqlite:some.db?colour=red", "colour"),
        ("postgres://femtrinn:secret@localhost:port/femtrinn", "port"),
    ] {
        let error = block_on(Store::open(url)).unwrap_err();
        assert!(matches!(error, StoreError::Url { .. }), "{url}: {error:?}");
        let told = error.to_string();
        assert!(told.contains(why) && told.contains("write `sqlite:FILE`"), "{url}: {told}");
        assert!(!told.contains("secret"), "{told}");
    }
}

#[test]
fn an_empty_database_is_to_be_migrated_and_the_tables_of_others_are_left_alone() {
    each_empty_database(|url| {
        block_on(async {
            on(url, "CREATE TABLE theirs (number INTEGER)").await;
            for error in
                [Store::open(url).await.unwrap_err(), store::migrate(url).await.unwrap_err()]
            {
                let told = error.to_string();
                assert!(matches!(error, StoreError::NotFemtrinn { .. }), "{error:?}");
                assert!(told.contains("table `theirs`"), "{told}");
            }
            on(url, "DROP TABLE theirs").await;
            let error = Store::open(url).await.unwrap_err();
            assert!(matches!(error, StoreError::NotMigrated { found: 0, .. }), "{error:?}");
            assert!(error.to_string().contains("femtrinn migrate"), "{error}");
            store::migrate(url).await.unwrap();
            Store::open(url).await.unwrap().close().await;
        });
    });
}

#[test]
fn another_programs_schema_is_left_alone() {
    const NEWER: &str = "
        INSERT INTO femtrinn_migration
        SELECT 7777, description, installed_on, success, checksum, execution_time
        FROM femtrinn_migration WHERE version = 1";
    const FORKED: &str = "
        DELETE FROM femtrinn_migration WHERE version = 7777;
        UPDATE femtrinn_migration SET description = 'other', checksum =
            (SELECT checksum FROM femtrinn_migration WHERE version = 1) || checksum
        WHERE version = 1";
    each_database(|url| {
        block_on(async {
            on(url, NEWER).await;
            for error in
                [Store::open(url).await.unwrap_err(), store::migrate(url).await.unwrap_err()]
            {
                let newer = matches!(error, StoreError::SchemaNewer { found: 7777, .. });
                assert!(newer, "{error:?}");
            }
            on(url, FORKED).await;
            let error = store::migrate(url).await.unwrap_err();
            assert!(matches!(error, StoreError::SchemaForked { version: 1 }), "{error:?}");
        });
    });
}

#[test]
fn what_is_no_database_is_left_alone() {
    let folder = Folder::new();
    let path = folder.path().join("letter.txt");
    let letter = "Not a database at all, and longer than the head of one. ".repeat(20);
    fs::write(&path, &letter).unwrap();
    let url = format!("sqlite:{}", path.display());
    block_on(async {
        for error in [Store::open(&url).await.unwrap_err(), store::migrate(&url).await.unwrap_err()]
        {
            assert!(matches!(error, StoreError::NotFemtrinn { .. }), "{error:?}");
        }
    });
    assert_eq!(fs::read_to_string(&path).unwrap(), letter);
}

#[test]
fn what_is_not_there_is_not_made_by_opening_it() {
    let folder = Folder::new();
    let path = folder.path().join("femtrinn.db");
    let file = format!("sqlite:{}", path.display());
    let server = postgres::database();
    let (before, _) = server.rsplit_once('/').unwrap();
    block_on(async {
        for url in [&file, &format!("{before}/nobodys")] {
            let error = Store::open(url).await.unwrap_err();
            assert!(matches!(error, StoreError::NotFound(_)), "{url}: {error:?}");
        }
    });
    assert!(!path.exists());
}

#[test]
fn who_may_not_in_and_who_is_not_there_are_told_apart() {
    let server = postgres::database();
    block_on(async {
        let stranger = server.replace("//femtrinn@", "//stranger@");
        let error = Store::open(&stranger).await.unwrap_err();
        assert!(matches!(error, StoreError::Denied(_)), "{error:?}");
        let error = Store::open("postgres://femtrinn@127.0.0.1:1/femtrinn").await.unwrap_err();
        assert!(matches!(error, StoreError::Unreachable(_)), "{error:?}");
    });
}

#[test]
fn a_read_only_database_is_told_before_the_first_change() {
    const READ_ONLY: &str = "
        DO $$ BEGIN
            EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database());
        END $$";
    each_database(|url| {
        block_on(async {
            let url = if url.starts_with("sqlite:") {
                format!("{url}?mode=ro")
            } else {
                on(url, READ_ONLY).await;
                url.to_owned()
            };
            let error = Store::open(&url).await.unwrap_err();
            assert!(matches!(error, StoreError::ReadOnly(_)), "{error:?}");
        });
    });
}

#[test]
fn a_full_disk_keeps_what_was_there() {
    let folder = Folder::new();
    let url = format!("sqlite:{}", folder.path().join("femtrinn.db").display());
    block_on(async {
        store::migrate(&url).await.unwrap();
        let store = Store::open(&url).await.unwrap();
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        let Tx::Sqlite(inner) = &mut tx else { panic!("it is a file") };
        // It takes no more pages than there are: as if the disk did not.
        inner.execute("PRAGMA max_page_count = 1").await.unwrap();
        let large = Document(format!("\"{}\"", "x".repeat(1_000_000)));
        let id = SpecialistId::new("S-1").unwrap();
        let error = specialists::insert(&mut tx, here, &id, &large, a_time()).await.unwrap_err();
        assert!(matches!(error, StoreError::DiskFull(_)), "{error:?}");
        drop(tx);
        let mut tx = store.write().await.unwrap();
        let Tx::Sqlite(inner) = &mut tx else { panic!("it is a file") };
        inner.execute("PRAGMA max_page_count = 1000000").await.unwrap();
        let stored = specialists::insert(&mut tx, here, &id, &large, a_time()).await.unwrap();
        assert_eq!(stored.version, Version(1));
    });
}

#[test]
fn who_waits_for_too_long_is_told_that_it_is_busy() {
    with_both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        let id = SpecialistId::new("S-1").unwrap();
        specialists::insert(&mut tx, here, &id, &a_body("one"), a_time()).await.unwrap();
        tx.commit().await.unwrap();
        // Another process: with a connection of its own, not one of the store's.
        let held = match &*store {
            Database::Sqlite { writer, .. } => {
                let mut other = writer.connect_options().as_ref().clone().connect().await.unwrap();
                other.execute("BEGIN IMMEDIATE").await.unwrap();
                Ok(other)
            }
            Database::Postgres(pool) => {
                let mut other = pool.connect_options().as_ref().clone().connect().await.unwrap();
                other.execute("BEGIN; UPDATE specialist SET version = 9").await.unwrap();
                Err(other)
            }
        };
        let change = async {
            let mut tx = store.write().await?;
            let body = a_body("two");
            specialists::replace(&mut tx, here, &id, Version(1), &body, a_time()).await
        };
        let error = change.await.unwrap_err();
        assert!(matches!(error, StoreError::Busy(_)), "{error:?}");
        match held {
            Ok(other) => other.close().await.unwrap(),
            Err(other) => other.close().await.unwrap(),
        }
        let mut tx = store.write().await.unwrap();
        let found = specialists::find(&mut tx, here, &id).await.unwrap().unwrap();
        assert_eq!(found.version, Version(1));
    });
}

#[test]
fn a_damaged_file_is_told_apart_from_an_error_of_ours() {
    let folder = Folder::new();
    let path = folder.path().join("femtrinn.db");
    let url = format!("sqlite:{}", path.display());
    block_on(async {
        store::migrate(&url).await.unwrap();
        let store = Store::open(&url).await.unwrap();
        let mut tx = store.write().await.unwrap();
        let here = a_municipality(&mut tx, "3205").await;
        for number in 0..200 {
            let id = SpecialistId::new(&format!("S-{number}")).unwrap();
            specialists::insert(&mut tx, here, &id, &a_body("one"), a_time()).await.unwrap();
        }
        tx.commit().await.unwrap();
        store.close().await;
        let mut bytes = fs::read(&path).unwrap();
        // The tables of the schema stay; what comes after them is overwritten.
        let from = bytes.len() / 2;
        bytes[from..].fill(0xA5);
        fs::write(&path, bytes).unwrap();
        let error = match Store::open(&url).await {
            Err(error) => error,
            Ok(store) => store::transfer::backup(&store, &mut std::io::sink())
                .await
                .map_err(|error| match error {
                    store::transfer::TransferError::Store(error) => error,
                    other => panic!("{other:?}"),
                })
                .unwrap_err(),
        };
        assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
        assert!(error.to_string().contains("restore from a backup"), "{error}");
    });
}

#[test]
fn a_server_that_comes_back_is_used_again() {
    let url = postgres::database();
    block_on(async {
        store::migrate(&url).await.unwrap();
        let store = Store::open(&url).await.unwrap();
        let mut tx = store.write().await.unwrap();
        on_postgres(
            &url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .await;
        let error =
            store::municipalities::find(&mut tx, store::MunicipalityId::new(a_time())).await;
        let error = error.unwrap_err();
        assert!(matches!(error, StoreError::Unreachable(_)), "{error:?}");
        drop(tx);
        store.ready().await.unwrap();
    });
}
