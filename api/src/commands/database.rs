//! `femtrinn migrate`, `copy`, `backup` and `restore`: what is done to a database as a whole.

use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use engine::domain::MunicipalityNumber;
use femtrinn_api::store::transfer::{self, Content, TransferError};
use femtrinn_api::store::{self, Migrated, Store};

use super::keys::Sealing;
use super::serve::runtime;
use crate::failure::Failure;
use crate::files;

#[derive(Debug, Args)]
pub(crate) struct MigrateArguments {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    sealing: Sealing,
}

#[derive(Debug, Args)]
pub(crate) struct CopyArguments {
    /// The database that has the municipality: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL")]
    from: String,
    /// The database that gets it; `femtrinn migrate` makes one
    #[arg(long, value_name = "URL")]
    to: String,
    /// The number of the municipality (kommunenummer)
    #[arg(long, value_name = "NUMBER", value_parser = municipality)]
    municipality: MunicipalityNumber,
}

#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    #[command(flatten)]
    database: Database,
    /// Where the backup (femtrinn-backup/1) is written; only you can read the file
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// The backup (femtrinn-backup/1)
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    #[command(flatten)]
    database: Database,
}

/// Where what is stored is.
#[derive(Debug, Args)]
pub(super) struct Database {
    /// The database: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`; `femtrinn migrate` makes one
    #[arg(long, value_name = "URL", env = "FEMTRINN_DATABASE_URL", hide_env_values = true)]
    pub(super) database_url: String,
}

pub(super) fn municipality(text: &str) -> Result<MunicipalityNumber, String> {
    MunicipalityNumber::new(text).map_err(|invalid| format!("write {}", invalid.expected))
}

/// Brings a database to the present version of the schema.
pub(crate) fn run_migrate(arguments: &MigrateArguments) -> Result<ExitCode, Failure> {
    let MigrateArguments { database, sealing } = arguments;
    let (Migrated { from, to }, sealed) = runtime()?.block_on(async {
        let migrated = store::migrate(&database.database_url).await?;
        let sealed = match sealing.keys(database, true).await? {
            Some(keys) => Box::pin(store::seal_all(&database.database_url, keys)).await?,
            None => 0,
        };
        Ok::<_, Failure>((migrated, sealed))
    })?;
    if sealed > 0 {
        files::print(format!("{sealed} documents of people are sealed now.\n"))?;
    }
    files::print(&match from {
        0 => format!("The database was empty, and has version {to} of the schema now.\n"),
        _ if from == to => format!("The database has version {to} of the schema: nothing to do.\n"),
        _ => format!("The database had version {from} of the schema, and has version {to} now.\n"),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Copies a municipality from one database into another.
pub(crate) fn run_copy(arguments: &CopyArguments) -> Result<ExitCode, Failure> {
    let CopyArguments { from, to, municipality } = arguments;
    let contents = run(async {
        let (from, to) = (Store::open(from).await?, Store::open(to).await?);
        let contents = transfer::copy(&from, &to, municipality).await?;
        from.close().await;
        to.close().await;
        Ok(contents)
    })?;
    files::print(format!(
        "Municipality {municipality} is copied. What arrived is what left:\n{}\
         The database it came from still has it: serve it from one of them only.\n",
        table(&contents)
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes all that a database holds into a file.
pub(crate) fn run_backup(arguments: &BackupArguments) -> Result<ExitCode, Failure> {
    let BackupArguments { database, out } = arguments;
    files::expect_writable(out)?;
    let contents = run(async {
        let store = Store::open(&database.database_url).await?;
        let mut part = files::Part::private(out)?;
        let contents = transfer::backup(&store, &mut part).await?;
        store.close().await;
        part.finish()?;
        Ok(contents)
    })?;
    files::print(format!("The backup is {}:\n{}", out.display(), table(&contents)))?;
    Ok(ExitCode::SUCCESS)
}

/// Fills a new database from a backup.
pub(crate) fn run_restore(arguments: &RestoreArguments) -> Result<ExitCode, Failure> {
    let RestoreArguments { from, database } = arguments;
    let name = from.display().to_string();
    let file = File::open(from).map_err(|source| Failure::Read { name: name.clone(), source })?;
    let rows = run(transfer::restore(file, &database.database_url))?;
    files::print(format!("{name} is restored: {rows} rows, all of it as it was.\n"))?;
    Ok(ExitCode::SUCCESS)
}

fn run<T>(work: impl Future<Output = Result<T, TransferError>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(TransferError::File)?.block_on(work)?)
}

fn table(contents: &[Content]) -> String {
    let line = |Content { table, rows, sha256 }: &Content| {
        format!("  {table:<24}{rows:>10}  sha256 {sha256}\n")
    };
    contents.iter().map(line).collect()
}
