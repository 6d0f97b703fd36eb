//! A file as lines of text cells, whatever its format.

/// A file as lines of cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lines {
    /// The headings.
    pub(super) headings: Vec<String>,
    /// The rows that are not empty, each with its number in the spreadsheet.
    pub(super) rows: Vec<(u32, Vec<String>)>,
}

impl Lines {
    /// Adds a row; one without text is left out.
    ///
    /// # Errors
    ///
    /// When there are more rows than a sheet can have.
    pub(super) fn push(&mut self, number: u32, cells: Vec<String>) -> Result<(), String> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if self.headings.is_empty() {
            self.headings = cells;
        } else if self.rows.len() >= super::ROWS_MOST as usize {
            let most = super::ROWS_MOST;
            return Err(format!(
                "there are more than {most} rows; share them out on several files"
            ));
        } else {
            self.rows.push((number, cells));
        }
        Ok(())
    }
}
