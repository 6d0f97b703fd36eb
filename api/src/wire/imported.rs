//! What came of an import.

use serde::Serialize;
use utoipa::ToSchema;

use crate::sheets::Imported;

/// How many rows of a spreadsheet were stored, or would be.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportedBody {
    /// Whether it was only tried: then nothing is stored.
    pub dry_run: bool,
    /// Rows that were not there before.
    pub new: u32,
    /// Rows that were there and said something else.
    pub changed: u32,
    /// Rows that said what is there.
    pub unchanged: u32,
}

impl ImportedBody {
    /// What came of an import, or of trying it.
    #[must_use]
    pub fn new(imported: Imported, dry_run: bool) -> Self {
        let Imported { new, changed, unchanged } = imported;
        Self { dry_run, new, changed, unchanged }
    }
}
