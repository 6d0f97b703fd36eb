//! `femtrinn sheet`: candidates, openings and staff as CSV and XLSX.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use engine::domain::MunicipalityNumber;
use femtrinn_api::sheets::{self, Format, Imported, Known, Record, Sheet};
use femtrinn_api::store::audit::Action;
use femtrinn_api::store::{Asked, Clock, Look, MunicipalityId, Store, StoreError, municipalities};

use super::database::{Database, municipality};
use super::keys::Sealing;
use super::malformed;
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
    /// Write an empty sheet to fill in; a workbook has drop-downs and a sheet with guidance
    Template {
        /// Which sheet
        sheet: SheetName,
        /// The file, ending in .xlsx or .csv
        #[arg(value_parser = file)]
        file: (PathBuf, Format),
    },
    /// Store what a sheet says: all rows, or none; every fault is told by row and column
    Import {
        /// Which sheet
        sheet: SheetName,
        /// The file, ending in .xlsx or .csv
        #[arg(value_parser = file)]
        file: (PathBuf, Format),
        /// Only try it, and store nothing
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        place: SealedPlace,
    },
    /// Write what is stored; change it and import it again
    Export {
        /// Which sheet
        sheet: SheetName,
        /// The file, ending in .xlsx or .csv
        #[arg(value_parser = file)]
        file: (PathBuf, Format),
        #[command(flatten)]
        place: SealedPlace,
    },
}

/// Where it is stored.
#[derive(Debug, Args)]
pub(crate) struct Place {
    #[command(flatten)]
    pub(super) database: Database,
    /// The number (kommunenummer) of the municipality
    #[arg(long, value_name = "NUMBER", value_parser = municipality)]
    pub(super) municipality: MunicipalityNumber,
}

/// Where what is stored of people is.
#[derive(Debug, Args)]
pub(crate) struct SealedPlace {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    sealing: Sealing,
}

impl SealedPlace {
    /// The store, with the keys of its people.
    pub(super) async fn open(&self) -> Result<Store, Failure> {
        self.sealing.open(&self.place.database).await
    }

    /// The municipality's number.
    pub(super) fn municipality(&self) -> &MunicipalityNumber {
        &self.place.municipality
    }
}

/// Which sheet, as it is written on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum SheetName {
    /// Candidates under their pseudonyms
    Candidates,
    /// Openings
    Openings,
    /// Job specialists
    Staff,
}

impl From<SheetName> for Sheet {
    fn from(name: SheetName) -> Self {
        match name {
            SheetName::Candidates => Self::Candidates,
            SheetName::Openings => Self::Openings,
            SheetName::Staff => Self::Staff,
        }
    }
}

/// Writes a template, or imports or exports a sheet.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match &arguments.what {
        What::Template { sheet, file: (path, format) } => {
            files::expect_free(path)?;
            write(path, (*sheet).into(), *format, &[])?;
        }
        What::Import { sheet, file: (path, format), dry_run, place } => {
            let Imported { new, changed, unchanged } =
                import((*sheet).into(), path, *format, *dry_run, place)?;
            let stored = if *dry_run { "would be stored; nothing is" } else { "stored" };
            files::print(format!(
                "{}: {new} new, {changed} changed, {unchanged} as they were: {stored}\n",
                path.display()
            ))?;
        }
        What::Export { sheet, file: (path, format), place } => {
            files::expect_free(path)?;
            let sheet = (*sheet).into();
            let records = runtime()?.block_on(async {
                let store = place.open().await?;
                let here = municipalities::known(&store, place.municipality(), Clock::System.now())
                    .await?;
                let mut look = look(&store, here, "sheet export", Action::Access).await?;
                let records = sheets::export(&mut look, here, sheet).await?;
                let records = look.answer(records).await?;
                store.close().await;
                Ok::<_, Failure>(records)
            })?;
            write(path, sheet, *format, &records)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn import(
    sheet: Sheet,
    path: &Path,
    format: Format,
    dry_run: bool,
    place: &SealedPlace,
) -> Result<Imported, Failure> {
    let bytes = files::read_bytes(path)?;
    runtime()?.block_on(async {
        let store = place.open().await?;
        let here = municipalities::known(&store, place.municipality(), Clock::System.now()).await?;
        let known = Known::gather(&mut store.read().await?, here).await?;
        let batch = sheets::read(sheet, format, &bytes, &known);
        let batch = batch.map_err(|faults| malformed(path, &faults))?;
        let mut look = look(&store, here, "sheet import", Action::Update).await?;
        let imported = sheets::import(&mut look, here, batch, Clock::System.now()).await;
        let imported = imported.map_err(|failure| match failure {
            sheets::Failure::Faults(faults) => malformed(path, &faults),
            sheets::Failure::Store(error) => error.into(),
        })?;
        if dry_run {
            drop(look);
        } else {
            look.answer(()).await?;
        }
        store.close().await;
        Ok(imported)
    })
}

async fn look(
    store: &Store,
    here: MunicipalityId,
    command: &str,
    action: Action,
) -> Result<Look, StoreError> {
    store.look(Asked::by_command(here, command, action, Clock::System.now())).await
}

fn write(path: &Path, sheet: Sheet, format: Format, records: &[Record]) -> Result<(), Failure> {
    let bytes = sheets::write(sheet, format, records);
    let bytes = bytes.map_err(|error| Failure::Write {
        name: path.display().to_string(),
        source: std::io::Error::other(error),
    })?;
    files::write(path, bytes)
}

fn file(text: &str) -> Result<(PathBuf, Format), String> {
    let format = Format::of_name(text).ok_or("name a file that ends in .xlsx or .csv")?;
    Ok((PathBuf::from(text), format))
}
