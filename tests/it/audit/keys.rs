//! The keys of people, in either database: made, destroyed, and wrapped in another master key.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::thread;

use engine::domain::CandidateId;
use femtrinn_api::audit::verify;
use femtrinn_api::rights::{Kind, Rules, erase};
use femtrinn_api::store::candidates::{self, CandidateContent};
use femtrinn_api::store::{Keys, MasterKey, PageSize, Store, StoreError, transfer};
use sqlx::{Connection, PgConnection, SqliteConnection};

use crate::command_line::femtrinn;
use crate::databases::{Folder, block_on, each_database};
use crate::store::{a_body, a_lasting_municipality, a_time, look_at};
use crate::{fixtures, postgres};

/// A new master key.
fn master(folder: &Folder, name: &str) -> PathBuf {
    let file = folder.path().join(name);
    let made = femtrinn(["keys", "new"]).arg(&file).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    file
}

async fn open(keys_url: &str, master: &Path) -> Result<Keys, StoreError> {
    Keys::open(keys_url, MasterKey::read(master).unwrap()).await
}

/// All keys as they are wrapped, by person and generation.
async fn wrapped(url: &str) -> Vec<(String, i64, Vec<u8>)> {
    const SQL: &str = "SELECT candidate_id, generation, wrapped FROM person_key ORDER BY 1, 2";
    if url.starts_with("sqlite") {
        let mut connection = SqliteConnection::connect(url).await.unwrap();
        sqlx::query_as(SQL).fetch_all(&mut connection).await.unwrap()
    } else {
        let mut connection = PgConnection::connect(url).await.unwrap();
        sqlx::query_as(SQL).fetch_all(&mut connection).await.unwrap()
    }
}

/// Whether bytes stand in a file of the database of keys: not in the write-ahead log of PostgreSQL, which keeps what
/// was written for a while, wrapped.
fn lies_about(url: &str, bytes: &[u8]) -> bool {
    let files = match url.strip_prefix("sqlite:") {
        Some(file) => ["", "-wal"].map(|ending| PathBuf::from(format!("{file}{ending}"))).into(),
        // On a thread of its own: whoever asks is inside a runtime.
        None => thread::scope(|scope| scope.spawn(|| postgres::files_of(url)).join().unwrap()),
    };
    let mut files =
        files.into_iter().filter(|it| !it.components().any(|it| it.as_os_str() == "pg_wal"));
    files.any(|file| {
        fs::read(file).unwrap_or_default().windows(bytes.len()).any(|window| window == bytes)
    })
}

#[test]
fn keys_are_destroyed_and_wrapped_anew_whichever_database_they_are_in() {
    each_database(|url| {
        let folder = Folder::new();
        let beside = format!("sqlite:{}", folder.path().join("some.keys").display());
        for (number, keys_url) in [("3205", beside), ("0301", postgres::database())] {
            let (before, after) =
                (master(&folder, &format!("{number}-1")), master(&folder, &format!("{number}-2")));
            let ids = ["K-1", "K-2"].map(|id| CandidateId::new(id).unwrap());
            let (here, first) = block_on(async {
                Keys::make(&keys_url).await.unwrap();
                let keys = open(&keys_url, &before).await.unwrap();
                let store = Store::open_with_keys(url, keys).await.unwrap();
                let here = a_lasting_municipality(&store, number).await;
                let mut look = look_at(&store, here).await;
                for id in &ids {
                    let content =
                        CandidateContent { specialist_id: None, body: a_body(id.as_str()) };
                    candidates::insert(&mut look, here, id, &content, a_time()).await.unwrap();
                }
                look.answer(()).await.unwrap();
                let first = wrapped(&keys_url).await;
                assert_eq!(first.len(), 2);
                assert!(lies_about(&keys_url, &first[0].2), "it is looked for where it is");

                let mut look = look_at(&store, here).await;
                let all: BTreeSet<Kind> = Kind::ALL.into();
                let rules = Rules::shipped();
                let (_, spent) =
                    erase(&mut look, here, &ids[0], &all, &all, rules, a_time()).await.unwrap();
                look.answer(()).await.unwrap();
                spent.destroy().await.unwrap();
                assert!(
                    !lies_about(&keys_url, &first[0].2),
                    "the key of the person who was erased"
                );
                store.close().await;
                (here, first)
            });
            let rotate = |from: &Path, to: &Path| {
                let place = ["--database-url", url, "--keys-url", &keys_url, "--master-key-file"];
                let mut command = femtrinn(["keys", "rotate"]);
                command.arg(to).args(place).arg(from).output().unwrap()
            };
            let done = rotate(&before, &after);
            assert!(done.status.success(), "{done:?}");
            let told = String::from_utf8(done.stdout).unwrap();
            assert!(told.starts_with("2 keys are wrapped in the master key of "), "{told}");
            assert!(!lies_about(&keys_url, &first[1].2), "as it was wrapped before");
            let again = rotate(&before, &after);
            assert!(!again.status.success(), "the one before opens nothing: {again:?}");
            block_on(async {
                let old = open(&keys_url, &before).await;
                assert!(matches!(old, Err(StoreError::WrongMasterKey)), "{old:?}");
                let keys = open(&keys_url, &after).await.unwrap();
                let store = Store::open_with_keys(url, keys).await.unwrap();
                let mut look = look_at(&store, here).await;
                let found = candidates::find(&mut look, here, &ids[1]).await.unwrap().unwrap();
                assert_eq!(found.body, a_body("K-2"));
                assert_eq!(candidates::find(&mut look, here, &ids[0]).await.unwrap(), None);
                drop(look);
                store.close().await;
            });
        }
    });
}

#[test]
fn a_backup_of_a_sealed_version_opens_with_the_keys_of_then() {
    let backups = fixtures::folder().join("backups");
    let folder = Folder::new();
    let master = folder.path().join("master");
    fs::copy(backups.join("0008.master"), &master).unwrap();
    fs::set_permissions(&master, fs::Permissions::from_mode(0o600)).unwrap();
    let keys_url = format!("sqlite:{}", folder.path().join("some.keys").display());
    let databases = ["0008.jsonl", "0012.jsonl"].into_iter().flat_map(|backup| {
        let file = folder.path().join(backup).with_extension("db");
        [format!("sqlite:{}", file.display()), postgres::database()].map(|url| (backup, url))
    });
    block_on(async {
        Keys::make(&keys_url).await.unwrap();
        let rows = fs::read_to_string(backups.join("0008.keys.sql")).unwrap();
        let mut connection = SqliteConnection::connect(&keys_url).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(rows)).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        for (backup, url) in databases {
            let backup = fs::File::open(backups.join(backup)).unwrap();
            transfer::restore(backup, &url).await.unwrap();
            let keys = open(&keys_url, &master).await.unwrap();
            let store = Store::open_with_keys(&url, keys).await.unwrap();
            let chains = verify(&store, &[]).await.unwrap();
            assert!(chains.iter().all(|chain| chain.faults.is_empty()), "{chains:?}");
            let here = chains.iter().find(|chain| chain.events > 0).unwrap().municipality;
            let mut look = look_at(&store, here).await;
            let people =
                candidates::list(&mut look, here, None, None, PageSize::MOST).await.unwrap();
            assert!(people.len() >= 2, "{people:?}");
            drop(look);
            store.close().await;
        }
    });
}
