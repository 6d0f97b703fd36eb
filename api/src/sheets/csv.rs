//! CSV as Norwegian Excel writes it: `;` between, UTF-8 with a mark in front, decimal comma.

use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::cell::Written;
use super::columns::Column;
use super::guard::{guarded, unguarded};
use super::lines::Lines;

const MARK: &str = "\u{feff}";

/// Reads a file, with `;`, comma or tab between.
///
/// # Errors
///
/// What is wrong with the file as a whole.
pub(super) fn read(bytes: &[u8]) -> Result<Lines, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
        format!("line {line} is not UTF-8; in Excel, save as «CSV UTF-8 (semikolondelt)»")
    })?;
    let text = text.strip_prefix(MARK).unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let between = [b';', b'\t', b','].into_iter().rev();
    let between = between.max_by_key(|it| first.bytes().filter(|byte| byte == it).count());
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(between.expect("there are three"))
        .from_reader(text.as_bytes());
    let (mut lines, mut record, mut number) = (Lines::default(), StringRecord::new(), 0_u32);
    loop {
        let before = reader.position().line();
        let more = reader.read_record(&mut record);
        if !more.map_err(|error| format!("the file cannot be read as CSV: {error}"))? {
            return Ok(lines);
        }
        // Lines without any text are passed over by the reader, and counted by the spreadsheet.
        let own: usize = 1 + record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        let passed = (reader.position().line() - before).saturating_sub(own as u64);
        number += 1 + u32::try_from(passed).unwrap_or(u32::MAX / 2);
        let cell = |cell: &str| unguarded(cell.trim()).replace("\r\n", "\n");
        lines.push(number, record.iter().map(cell).collect())?;
    }
}

/// Writes a file.
pub(super) fn write(columns: &[Column], rows: impl Iterator<Item = Vec<Written>>) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .from_writer(MARK.as_bytes().to_vec());
    let headings = columns.iter().map(|column| column.heading.to_owned()).collect();
    let rows = rows.map(|row| row.into_iter().map(text).collect());
    for row in std::iter::once(headings).chain(rows) {
        let row: Vec<String> = row;
        writer.write_record(row).expect("memory takes what is written");
    }
    writer.into_inner().expect("memory takes what is written")
}

fn text(cell: Written) -> String {
    match cell {
        Written::Text(text) => guarded(text),
        Written::Number(number) => number.to_string().replace('.', ","),
        Written::Day(day) => day.to_string(),
    }
}
