//! A sheet as text to paste.

use crate::text::{Line, Part, Sheet};

/// What stands where something is to be filled in.
const BLANK: &str = "________________________________";

/// A sheet as text: a line for each label, so that it can be pasted line by line.
#[must_use]
pub fn plain(sheet: &Sheet) -> String {
    let Sheet { language: _, title, notes, parts } = sheet;
    let mut text = format!("{title}\n{}\n\n", "=".repeat(title.chars().count()));
    for note in notes {
        text.extend([note.as_str(), "\n"]);
    }
    for Part { heading, lines } in parts {
        text.extend(["\n", heading.as_str(), "\n", &"-".repeat(heading.chars().count()), "\n"]);
        for Line { label, value } in lines {
            text.extend([label.as_str(), ": ", value.as_deref().unwrap_or(BLANK), "\n"]);
        }
    }
    text
}
