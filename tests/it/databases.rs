//! The two databases of the tests: a file of its own for each test, and one PostgreSQL for the whole run.
//!
//! Whoever tests the store uses [`with_both`]; whoever starts the program with a database, [`each_database`].

use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use femtrinn_api::store::{self, Keys, MasterKey, Store};

use crate::postgres;

/// Runs a test on SQLite and then on PostgreSQL, each with the schema and nothing in it.
pub(crate) fn with_both<T: Future<Output = ()>>(test: impl Fn(Store) -> T) {
    each_database(|url| {
        block_on(async {
            let store = open(url).await;
            test(store.clone()).await;
            store.close().await;
        });
    });
}

/// Opens a migrated database with the keys of its people.
pub(crate) async fn open(url: &str) -> Store {
    Store::open_with_keys(url, keys(url).await).await.unwrap()
}

/// The keys of a test's database, which are made where they are not there.
pub(crate) async fn keys(url: &str) -> Keys {
    let url = keys_url(url);
    Keys::make(&url).await.unwrap();
    Keys::open(&url, MasterKey::read(&master_key_file()).unwrap()).await.unwrap()
}

/// Where the keys of a test's database are: in a file, whichever database it is.
pub(crate) fn keys_url(url: &str) -> String {
    match url.rsplit_once('/') {
        Some((_, name)) if url.starts_with("postgres") => {
            let file = format!("{}-{name}.keys", std::process::id());
            format!("sqlite:{}", Path::new(env!("CARGO_TARGET_TMPDIR")).join(file).display())
        }
        _ => Keys::beside(url),
    }
}

/// The master key of all tests.
pub(crate) fn master_key_file() -> PathBuf {
    static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
        let file = format!("{}-{}.master", std::process::id(), serial());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
        MasterKey::create(&path).unwrap();
        path
    });
    FILE.clone()
}

/// Runs a test with the URL of a fresh SQLite file, and then of a fresh PostgreSQL database, both migrated.
pub(crate) fn each_database(test: impl Fn(&str)) {
    each_empty_database(|url| {
        block_on(store::migrate(url)).unwrap();
        test(url);
    });
}

/// Runs a test with the URL of an SQLite file that is not there yet, and of an empty PostgreSQL database.
pub(crate) fn each_empty_database(test: impl Fn(&str)) {
    let folder = Folder::new();
    let file = format!("sqlite:{}", folder.path().join("femtrinn.db").display());
    eprintln!("on SQLite");
    test(&file);
    eprintln!("on PostgreSQL");
    let url = postgres::database();
    test(&url);
    for ending in ["", "-wal", "-shm"] {
        // Not each test needs keys.
        let _ = fs::remove_file(keys_url(&url).replacen("sqlite:", "", 1) + ending);
    }
}

/// Runs a future to its end.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// A number that no other test of this run has.
pub(crate) fn serial() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A folder of its own for a test, gone when the test has ended.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Makes a folder below the target folder.
    pub(crate) fn new() -> Self {
        let name = format!("{}-{}", std::process::id(), serial());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed lies below the target folder, and hurts nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}
