//! What is wrong with a sheet, and where.

use std::fmt;

/// One thing that is wrong with a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// The row, as the spreadsheet counts: 1 is the row of the headings. None where the file itself is wrong.
    pub row: Option<u32>,
    /// The column: its letters, and what it is called.
    pub column: Option<(String, String)>,
    /// What stands there, shortened.
    pub found: String,
    /// What is wrong, and what to do.
    pub detail: String,
}

impl CellFault {
    pub(super) fn of_file(detail: String) -> Self {
        Self { row: None, column: None, found: String::new(), detail }
    }

    pub(super) fn of_row(row: u32, detail: String) -> Self {
        Self { row: Some(row), ..Self::of_file(detail) }
    }

    pub(super) fn at(row: u32, index: usize, heading: &str, found: &str, detail: String) -> Self {
        let column = Some((letters(index), heading.to_owned()));
        Self { column, found: shorten(found), ..Self::of_row(row, detail) }
    }
}

impl fmt::Display for CellFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { row, column, found, detail } = self;
        if let Some(row) = row {
            write!(f, "row {row}")?;
            if let Some((letters, heading)) = column {
                write!(f, ", column {letters} ({heading})")?;
            }
            if !found.is_empty() {
                write!(f, ", found `{found}`")?;
            }
            write!(f, ": ")?;
        }
        f.write_str(detail)
    }
}

/// A column's letters: A to Z, then AA and so on.
pub(super) fn letters(index: usize) -> String {
    let last = char::from(b'A' + u8::try_from(index % 26).expect("it is below 26"));
    let before = if index < 26 { String::new() } else { letters(index / 26 - 1) };
    format!("{before}{last}")
}

/// The text on one line, at most 60 characters of it.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = words.char_indices().nth(LONGEST) {
        words.truncate(cut);
        words.push('…');
    }
    words
}
