//! Rows: each becomes a document that the engine's reader checks, and its faults are told by row and column.

use std::collections::{BTreeMap, BTreeSet};

use engine::reading::{self, Fault, Node, Read, Wrong};
use serde_json::{Map, Value};

use super::cell::{self, Written};
use super::columns::{Column, STATUS, VERSION};
use super::lines::Lines;
use super::{CellFault, Known, Record};

/// Faults that are told at a time; whoever has more mends these first.
const FAULTS_MOST: usize = 1_000;

/// A row that is sound.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<T> {
    /// Its number in the spreadsheet.
    pub number: u32,
    /// What it says.
    pub value: T,
    /// The version that was exported, if it was.
    pub version: Option<i64>,
}

/// What a column of the file is.
#[derive(Clone, Copy)]
enum Role {
    Field(Column),
    Version,
    Status,
}

/// Reads all rows.
///
/// # Errors
///
/// Every fault of every row.
pub(super) fn read<T: Read>(
    columns: &[Column],
    lines: &Lines,
    known: &Known,
    check: impl Fn(&Node<'_>),
) -> Result<Vec<Row<T>>, Vec<CellFault>> {
    let mut faults = Vec::new();
    let roles = roles(columns, lines, &mut faults);
    let place = |key: &str| {
        roles.iter().position(|role| matches!(role, Some(Role::Field(it)) if it.key == key))
    };
    let id_at = place("id");
    let mut first_rows: BTreeMap<&str, u32> = BTreeMap::new();
    let mut sound = Vec::new();
    for (number, cells) in &lines.rows {
        if faults.len() >= FAULTS_MOST {
            let detail = "there may be more faults from this row on; mend those above first";
            faults.push(CellFault::of_row(*number, detail.to_owned()));
            break;
        }
        let before = faults.len();
        if let Some((at, text)) = id_at.and_then(|at| Some((at, cells.get(at)?.as_str()))) {
            let first = *first_rows.entry(text).or_insert(*number);
            if first != *number && !text.is_empty() {
                let detail = format!("row {first} has the same id; keep one, or give each its own");
                faults.push(CellFault::at(*number, at, &lines.headings[at], text, detail));
            }
        }
        let told = read_row::<T>(*number, &roles, cells, lines, known, &check, &mut faults);
        // From left to right, whether the cell or the engine has told it.
        faults[before..].sort_by_key(|it| {
            it.column.as_ref().map(|(letters, _)| (letters.len(), letters.clone()))
        });
        if let (Some(row), true) = (told, faults.len() == before) {
            sound.push(row);
        }
    }
    if faults.is_empty() && sound.is_empty() {
        faults.push(CellFault::of_file("there are no rows below the headings".to_owned()));
    }
    if faults.is_empty() { Ok(sound) } else { Err(faults) }
}

/// What each column of the file is, by its heading or its key.
fn roles(columns: &[Column], lines: &Lines, faults: &mut Vec<CellFault>) -> Vec<Option<Role>> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut roles = Vec::new();
    let is = |column: &Column, text: &str| {
        let text = text.trim().trim_end_matches('*').trim().to_lowercase();
        text == column.key || text == column.heading.to_lowercase()
    };
    for (at, heading) in lines.headings.iter().enumerate() {
        let field = columns.iter().find(|column| is(column, heading));
        let role = match field {
            Some(column) => Some((column.key, Role::Field(*column))),
            None if is(&VERSION, heading) => Some((VERSION.key, Role::Version)),
            None if is(&STATUS, heading) => Some((STATUS.key, Role::Status)),
            None => None,
        };
        let again = role.is_some_and(|(key, _)| !seen.insert(key));
        let fault = |detail: String| CellFault::at(1, at, heading, heading, detail);
        if again {
            faults.push(fault("the column stands here twice; keep one".to_owned()));
        } else if role.is_none() && !heading.trim().is_empty() {
            let near = "there is no such column; take its name from the template, or remove it";
            faults.push(fault(near.to_owned()));
        }
        roles.push(role.filter(|_| !again).map(|(_, role)| role));
    }
    for column in columns.iter().filter(|column| column.must && !seen.contains(column.key)) {
        let detail = format!("the column `{}` is missing; add it", column.heading);
        faults.push(CellFault::of_row(1, detail));
    }
    roles
}

fn read_row<T: Read>(
    number: u32,
    roles: &[Option<Role>],
    cells: &[String],
    lines: &Lines,
    known: &Known,
    check: impl Fn(&Node<'_>),
    faults: &mut Vec<CellFault>,
) -> Option<Row<T>> {
    let mut version = None;
    let mut document = Value::Object(Map::new());
    // Where a cell is wrong already, or a whole column is missing, nothing is gained by telling it again.
    let mut wrong: BTreeSet<&str> = BTreeSet::new();
    let mut places: Vec<(&Column, usize)> = Vec::new();
    let heading = |at: usize| lines.headings.get(at).map_or("", String::as_str);
    let mut tell = |at: usize, text: &str, detail: String| {
        faults.push(CellFault::at(number, at, heading(at), text, detail));
    };
    for (at, role) in roles.iter().enumerate() {
        let text = cells.get(at).map_or("", |text| text.trim());
        match role {
            Some(Role::Field(column)) => {
                places.push((column, at));
                if column.must
                    && let Some((group, _)) = column.key.split_once('.')
                    && document.get(group).is_none()
                {
                    cell::put(&mut document, group, Value::Object(Map::new()));
                }
                if text.is_empty() {
                    continue;
                }
                match cell::read(column.kind, text, known) {
                    Ok(value) => cell::put(&mut document, column.key, value),
                    Err(details) => {
                        wrong.insert(column.key);
                        for detail in details {
                            tell(at, text, detail);
                        }
                    }
                }
            }
            Some(Role::Version) if !text.is_empty() => {
                version = text.parse().ok().filter(|version| *version >= 1);
                if version.is_none() {
                    let detail = "write the version as it was exported, or nothing for a new row";
                    tell(at, text, detail.to_owned());
                }
            }
            Some(Role::Version | Role::Status) | None => {}
        }
    }
    for (at, text) in cells.iter().enumerate().skip(roles.len()) {
        if !text.trim().is_empty() {
            tell(at, text, "there is no heading above this cell; remove it".to_owned());
        }
    }
    if document.get("open").is_none() && places.iter().any(|(column, _)| column.key == "open.from")
    {
        // A period without ends is open.
        cell::put(&mut document, "open", Value::Object(Map::new()));
    }
    match reading::read::<T>(&document.to_string(), check) {
        Ok(value) => Some(Row { number, value, version }),
        Err(found) => {
            for fault in found {
                let (way, detail) = way_and_detail(&fault);
                let Some((column, at)) = column_of(&way, &places) else {
                    // The heading's fault has told it.
                    continue;
                };
                if !wrong.contains(column.key) {
                    let rest = way.strip_prefix(column.key).unwrap_or_default();
                    let text = cells.get(at).map_or("", |text| text.trim());
                    tell(at, text, format!("{}{detail}", item(rest)));
                }
            }
            None
        }
    }
}

/// The way to a fault with `.` between, and what to say of it in a spreadsheet.
fn way_and_detail(fault: &Fault) -> (String, String) {
    let way = fault.pointer.trim_start_matches('/').replace('/', ".");
    match &fault.wrong {
        Wrong::Missing { field } if way.is_empty() => {
            (field.clone(), "nothing stands here; fill it in".to_owned())
        }
        Wrong::Missing { field } => {
            (format!("{way}.{field}"), "nothing stands here; fill it in".to_owned())
        }
        Wrong::Duplicate { .. } => (way, "the same stands here twice; keep one".to_owned()),
        wrong => (way, wrong.to_string()),
    }
}

/// The column that a way leads to or into; of a whole group the first.
fn column_of<'c>(way: &str, places: &[(&'c Column, usize)]) -> Option<(&'c Column, usize)> {
    let leads = |way: &str, key: &str| {
        way.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let into = places.iter().find(|(column, _)| leads(way, column.key));
    into.or_else(|| places.iter().find(|(column, _)| leads(column.key, way))).copied()
}

/// Which of several things in a cell: `.2.strength` is the third one's strength.
fn item(rest: &str) -> String {
    let mut steps = rest.trim_start_matches('.').splitn(2, '.');
    let position = steps.next().and_then(|step| step.parse::<usize>().ok());
    match (position, steps.next()) {
        (Some(position), Some(field)) => format!("number {}, {field}: ", position + 1),
        (Some(position), None) => format!("number {}: ", position + 1),
        _ => String::new(),
    }
}

/// The cells of a record; a field that is not there is an empty cell.
pub(super) fn cells(columns: &[Column], record: &Record) -> Vec<Written> {
    let Record { document, status, version } = record;
    let cell = |column: &Column| match column.key {
        key if key == VERSION.key => {
            #[expect(clippy::cast_precision_loss, reason = "nobody changes a row 2^52 times")]
            let version = *version as f64;
            Written::Number(version)
        }
        key if key == STATUS.key => Written::Text(status.unwrap_or_default().to_owned()),
        key => cell::get(document, key)
            .map_or_else(|| Written::Text(String::new()), |value| cell::write(column.kind, value)),
    };
    columns.iter().map(cell).collect()
}
