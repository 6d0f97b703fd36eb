//! Candidates, openings and staff as CSV and XLSX: templates, exports, and imports with every fault at once.
//!
//! One table says which columns a sheet has, what they are called and what stands in them ([`columns`]); from it
//! come the template, what an export writes and what an import reads. A cell's text becomes a value of the case
//! format ([`cell`]), a row becomes a document that the engine's own reader checks ([`rows`]), and what the reader
//! finds wrong is told by row and column. Nothing is stored unless everything can be ([`store`]).

mod cell;
mod columns;
mod csv;
mod fault;
mod guard;
mod lines;
mod rows;
mod store;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests;
mod words;
mod xlsx;

pub use fault::CellFault;
pub use store::{Failure, Imported, Known, export, import};

use columns::Column;
use rows::Row;

use engine::domain::{Candidate, JobSpecialist, Opening};

/// The largest file that is read, in bytes.
pub const FILE_BYTES_MOST: usize = 10 * 1024 * 1024;

/// The most rows of a sheet, without its headings.
const ROWS_MOST: u32 = 50_000;

/// Which sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// Candidates under their pseudonyms.
    Candidates,
    /// Openings.
    Openings,
    /// Job specialists.
    Staff,
}

/// How a sheet is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with `;` between, in UTF-8 with a mark in front, as Norwegian Excel writes and reads it.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

impl Sheet {
    /// Every sheet.
    pub const ALL: [Self; 3] = [Self::Candidates, Self::Openings, Self::Staff];

    /// The sheet as it stands in addresses and commands.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Candidates => "candidates",
            Self::Openings => "openings",
            Self::Staff => "staff",
        }
    }

    /// What the sheet is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Candidates => "Kandidater",
            Self::Openings => "Plasser",
            Self::Staff => "Jobbspesialister",
        }
    }

    /// The columns that are read.
    fn columns(self) -> &'static [Column] {
        match self {
            Self::Candidates => columns::CANDIDATES,
            Self::Openings => columns::OPENINGS,
            Self::Staff => columns::STAFF,
        }
    }

    /// The columns that are written: those that are read, and what Femtrinn tells beside.
    fn written(self) -> Vec<Column> {
        let status = (self == Self::Openings).then_some(columns::STATUS);
        self.columns().iter().copied().chain(status).chain([columns::VERSION]).collect()
    }
}

impl Format {
    /// The format that a file's name ends with.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        [Self::Csv, Self::Xlsx].into_iter().find(|it| it.ending().eq_ignore_ascii_case(ending))
    }

    /// What names of such files end with.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// The rows of a sheet, all of them sound.
#[derive(Debug, Clone, PartialEq)]
pub enum Batch {
    /// Candidates.
    Candidates(Vec<Row<Candidate>>),
    /// Openings.
    Openings(Vec<Row<Opening>>),
    /// Job specialists.
    Staff(Vec<Row<JobSpecialist>>),
}

/// Reads a file.
///
/// # Errors
///
/// Every fault, by row and column.
pub fn read(
    sheet: Sheet,
    format: Format,
    bytes: &[u8],
    known: &Known,
) -> Result<Batch, Vec<CellFault>> {
    let lines = if bytes.len() > FILE_BYTES_MOST {
        let most = FILE_BYTES_MOST / (1024 * 1024);
        Err(format!("the file is larger than {most} MB; share it out on several files"))
    } else {
        match format {
            Format::Csv => csv::read(bytes),
            Format::Xlsx => xlsx::read(bytes, sheet),
        }
    };
    let lines = lines.map_err(|wrong| vec![CellFault::of_file(wrong)])?;
    let columns = sheet.columns();
    match sheet {
        Sheet::Candidates => {
            rows::read(columns, &lines, known, Candidate::check).map(Batch::Candidates)
        }
        Sheet::Openings => rows::read(columns, &lines, known, Opening::check).map(Batch::Openings),
        Sheet::Staff => rows::read(columns, &lines, known, |_| {}).map(Batch::Staff),
    }
}

/// What stands in one row beside the document: how far an opening is, and the version.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    document: serde_json::Value,
    status: Option<&'static str>,
    version: i64,
}

/// Writes a file; without rows it is a template.
///
/// # Errors
///
/// When a text is longer than a cell can be.
pub fn write(sheet: Sheet, format: Format, records: &[Record]) -> Result<Vec<u8>, Unwritable> {
    let columns = sheet.written();
    let rows = records.iter().map(|record| rows::cells(&columns, record));
    match format {
        Format::Csv => Ok(csv::write(&columns, rows)),
        Format::Xlsx => xlsx::write(sheet, &columns, rows).map_err(Unwritable),
    }
}

/// A sheet could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the sheet cannot be written; take CSV, where a cell can be of any length")]
pub struct Unwritable(#[source] rust_xlsxwriter::XlsxError);
