//! `femtrinn keys`, and where commands that meet people find the keys.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use femtrinn_api::store::{Keys, MasterKey, Store, StoreError};

use super::database::Database;
use super::serve::runtime;
use crate::failure::Failure;
use crate::files;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a master key in a new file that only you can read. Keep a copy where neither database is
    New {
        /// The file
        file: PathBuf,
    },
    /// Wrap every person's key in a new master key, after which the one before opens nothing. End the service first
    Rotate {
        /// The file with the new master key; `femtrinn keys new` makes one
        new: PathBuf,
        #[command(flatten)]
        database: Database,
        #[command(flatten)]
        sealing: Sealing,
    },
}

/// Where the keys of people are.
#[derive(Debug, Args)]
pub(super) struct Sealing {
    /// The file with the master key; `femtrinn keys new` makes one
    #[arg(long, value_name = "FILE", env = "FEMTRINN_MASTER_KEY_FILE")]
    master_key_file: Option<PathBuf>,
    /// The database of people's own keys: beside the data (`FILE.keys`, or `DATABASE_keys`) unless it is said
    #[arg(long, value_name = "URL", env = "FEMTRINN_KEYS_URL", hide_env_values = true)]
    keys_url: Option<String>,
}

/// Makes a master key, or puts it in the place of another.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match &arguments.what {
        What::New { file } => make(file),
        What::Rotate { new, database, sealing } => rotate(new, database, sealing),
    }
}

fn rotate(new: &Path, database: &Database, sealing: &Sealing) -> Result<ExitCode, Failure> {
    let keys = runtime()?.block_on(async {
        let master = read(new)?;
        let keys = sealing.keys(database, false).await?.ok_or(StoreError::NoKeys)?;
        let rotated = keys.rotate(&master).await?;
        keys.close().await;
        Ok::<_, Failure>(rotated)
    })?;
    files::print(format!(
        "{keys} keys are wrapped in the master key of {} now. Give that file to the service; keep the one before as \
         long as there are backups of the database of keys from before, and destroy it with them.\n",
        new.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> Result<MasterKey, Failure> {
    MasterKey::read(file)
        .map_err(|source| Failure::MasterKey { name: file.display().to_string(), source })
}

fn make(file: &Path) -> Result<ExitCode, Failure> {
    let name = || file.display().to_string();
    let fingerprint =
        MasterKey::create(file).map_err(|source| Failure::MasterKey { name: name(), source })?;
    files::print(format!(
        "{} has a new master key, {fingerprint}. Without it, nothing of people can be read again: \
         keep a copy where neither the database nor its backups are.\n",
        name()
    ))?;
    Ok(ExitCode::SUCCESS)
}

impl Sealing {
    /// The keys, if a master key is given. With `make`, the database of keys is made where it is not there.
    pub(super) async fn keys(
        &self,
        Database { database_url }: &Database,
        make: bool,
    ) -> Result<Option<Keys>, Failure> {
        let Some(file) = &self.master_key_file else { return Ok(None) };
        let master = read(file)?;
        let url = self.keys_url.clone().unwrap_or_else(|| Keys::beside(database_url));
        if make {
            Keys::make(&url).await?;
        }
        Ok(Some(Keys::open(&url, master).await?))
    }

    /// The store, with the keys of its people.
    pub(super) async fn open(&self, database: &Database) -> Result<Store, Failure> {
        let keys = self.keys(database, false).await?.ok_or(StoreError::NoKeys)?;
        Ok(Store::open_with_keys(&database.database_url, keys).await?)
    }
}
