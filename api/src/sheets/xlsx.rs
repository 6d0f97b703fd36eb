//! Excel workbooks.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use rust_xlsxwriter::{
    DataValidation, ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};
use zip::ZipArchive;

use super::cell::Written;
use super::columns::{Column, Kind};
use super::guard::{guarded, unguarded};
use super::lines::Lines;
use super::{ROWS_MOST, Sheet, words};

/// How many times its own size a workbook may be when it is unpacked. An assumption: workbooks of real rows are
/// below 30 times.
const UNPACKED_TIMES_MOST: u64 = 100;

/// The most columns that are looked at.
const COLUMNS_MOST: usize = 200;

/// The sheet that tells how to fill in.
const GUIDANCE: &str = "Veiledning";

/// The sheet of the words that cells choose from.
const CHOICES: &str = "Valg";

/// Reads the sheet of a workbook that is called as ours, or else the first.
///
/// # Errors
///
/// What is wrong with the file as a whole.
pub(super) fn read(bytes: &[u8], sheet: Sheet) -> Result<Lines, String> {
    expect_small(bytes)?;
    let unreadable = |error: calamine::XlsxError| {
        format!("the file is no workbook that can be read ({error}); save it as .xlsx")
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names = book.sheet_names();
    let ours = names.iter().find(|name| *name == sheet.name());
    let name = ours.or(names.first()).cloned().ok_or("the workbook has no sheet")?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(unreadable)?;
    let (mut lines, mut row, mut number) = (Lines::default(), Vec::new(), 0);
    // Cells come in order; a sheet is never laid out whole, since one cell far out would fill the memory.
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let ((at_row, at_column), text) = (cell.get_position(), text(cell.get_value()));
        if text.is_empty() {
            continue;
        }
        let column = at_column as usize;
        if column >= COLUMNS_MOST || at_row > ROWS_MOST * 2 {
            return Err(format!(
                "something stands far out, in column {} of row {}; remove it",
                super::fault::letters(column),
                u64::from(at_row) + 1
            ));
        }
        if at_row + 1 != number {
            lines.push(number, std::mem::take(&mut row))?;
            number = at_row + 1;
        }
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        unguarded(&text).clone_into(&mut row[column]);
    }
    lines.push(number, row)?;
    Ok(lines)
}

/// Unpacks everything once and throws it away, to see how large it becomes.
fn expect_small(bytes: &[u8]) -> Result<(), String> {
    let broken = |error: &dyn std::error::Error| {
        format!("the file is no workbook ({error}); save it as .xlsx, or as CSV")
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut left = UNPACKED_TIMES_MOST * bytes.len() as u64;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| broken(&error))?;
        let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink());
        let unpacked = unpacked.map_err(|error| broken(&error))?;
        left = left.checked_sub(unpacked).ok_or_else(|| {
            format!(
                "the workbook is more than {UNPACKED_TIMES_MOST} times larger inside than outside; \
                 copy the rows into a new one"
            )
        })?;
    }
    Ok(())
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(truth) => if *truth { "ja" } else { "nei" }.to_owned(),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// Writes a workbook: the rows, how to fill them in, and the words to choose from.
pub(super) fn write(
    sheet: Sheet,
    columns: &[Column],
    rows: impl Iterator<Item = Vec<Written>>,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let plain = Format::new().set_num_format("@");
    let main = book.add_worksheet().set_name(sheet.name())?;
    head(main, columns, &day, &plain)?;
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Written::Text(text) if text.is_empty() => {}
                Written::Text(text) => {
                    main.write_string_with_format(row, column, guarded(text), &plain)?;
                }
                Written::Number(number) => {
                    main.write_number(row, column, number)?;
                }
                Written::Day(date) => {
                    let date = ExcelDateTime::parse_from_str(&date.to_string())?;
                    main.write_datetime_with_format(row, column, &date, &day)?;
                }
            }
        }
    }
    guide(book.add_worksheet().set_name(GUIDANCE)?, columns)?;
    choices(book.add_worksheet().set_name(CHOICES)?, columns)?;
    book.save_to_buffer()
}

/// Headings, formats and drop-downs.
fn head(
    main: &mut Worksheet,
    columns: &[Column],
    day: &Format,
    plain: &Format,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (at, column) in (0_u16..).zip(columns) {
        let mark = if column.must { " *" } else { "" };
        main.write_string_with_format(0, at, format!("{}{mark}", column.heading), &bold)?;
        main.set_column_width(at, if matches!(column.kind, Kind::Number) { 12 } else { 24 })?;
        match column.kind {
            Kind::Number => {}
            Kind::Day => {
                main.set_column_format(at, day)?;
            }
            // As text, a postal code keeps its 0 and an id its form.
            _ => {
                main.set_column_format(at, plain)?;
            }
        }
        let (first, last) = (1, ROWS_MOST);
        let told = DataValidation::new().set_input_title(short(column.heading, 32))?;
        let told = told.set_input_message(short(&how(column), 255))?.ignore_blank(true);
        let validation = match column.kind {
            Kind::Truth => told.allow_list_strings(&["ja", "nei"])?,
            Kind::Code(choices) => {
                let letters = super::fault::letters(choice(columns, choices));
                let last = words::of(choices).len() + 1;
                let cells = format!("={CHOICES}!${letters}$2:${letters}${last}");
                told.allow_list_formula(Formula::new(cells))
            }
            _ => told.allow_any_value(),
        };
        main.add_data_validation(first, at, last, at, &validation)?;
    }
    main.set_freeze_panes(1, 1)?;
    Ok(())
}

/// One line for each column: what it is called, its key, whether it must be there, and how to fill it in.
fn guide(guidance: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (at, (heading, width)) in (0_u16..).zip([
        ("Kolonne", 34),
        ("Nøkkel", 26),
        ("Må fylles ut", 14),
        ("Slik skriver du", 90),
    ]) {
        guidance.write_string_with_format(0, at, heading, &bold)?;
        guidance.set_column_width(at, width)?;
    }
    for (row, column) in (1_u32..).zip(columns) {
        let must = if column.must { "ja" } else { "" };
        for (at, text) in (0_u16..).zip([column.heading, column.key, must, &how(column)]) {
            guidance.write_string_with_format(row, at, text, &wrapped)?;
        }
    }
    guidance.set_freeze_panes(1, 0)?;
    Ok(())
}

/// The words of each list that a column chooses from.
fn choices(sheet: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (at, list) in (0_u16..).zip(lists(columns)) {
        sheet.write_string_with_format(0, at, list, &bold)?;
        sheet.set_column_width(at, 30)?;
        for (row, (_, words)) in (1_u32..).zip(words::of(list)) {
            sheet.write_string(row, at, *words)?;
        }
    }
    Ok(())
}

/// The lists that columns choose from, each once.
fn lists(columns: &[Column]) -> Vec<&'static str> {
    let mut lists = Vec::new();
    for column in columns {
        if let Kind::Code(list) = column.kind
            && !lists.contains(&list)
        {
            lists.push(list);
        }
    }
    lists
}

fn choice(columns: &[Column], list: &str) -> usize {
    lists(columns).iter().position(|it| *it == list).expect("it is a list of these columns")
}

/// How to fill in a column.
fn how(column: &Column) -> String {
    let by_kind = kind(column.kind);
    let note = column.note;
    if note.is_empty() { by_kind } else { format!("{note} {by_kind}") }
}

fn kind(of: Kind) -> String {
    let all = |list| words::of(list).iter().map(|(_, words)| *words).collect::<Vec<_>>().join(", ");
    match of {
        Kind::Text => "Tekst.".to_owned(),
        Kind::Number => "Et tall.".to_owned(),
        Kind::Day => "En dato, for eksempel 30.11.2026.".to_owned(),
        Kind::Truth => "ja eller nei.".to_owned(),
        Kind::Code(list) => format!("Ett av: {}.", all(list)),
        Kind::Of(stored) => format!("Id-en til {} som finnes i Femtrinn.", stored.in_norwegian()),
        Kind::Hours => {
            "Dager og tider, for eksempel: mandag-fredag 09:00-15:00; lørdag 10:00-14:00."
                .to_owned()
        }
        Kind::Several(inner) => format!("Flere med semikolon mellom. {}", kind(*inner)),
        Kind::Parts(parts) => {
            let names: Vec<&str> = parts.iter().map(|(_, name, _)| *name).collect();
            let lists = parts.iter().filter_map(|(_, name, kind)| match kind {
                Kind::Code(list) => Some(format!(" {name}: {}.", all(list))),
                _ => None,
            });
            format!(
                "{}. Flere med semikolon mellom; det du ikke vet, lar du stå tomt.{}",
                names.join(" | "),
                lists.collect::<String>()
            )
        }
    }
}

fn short(text: &str, most: usize) -> String {
    let fits = text.chars().count() <= most;
    if fits { text.to_owned() } else { text.chars().take(most - 1).chain(['…']).collect() }
}
