//! A cell: text for people, and the value of the case format that it stands for.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::{Map, Number, Value, json};

use super::Known;
use super::columns::{Kind, Part};
use super::words;

/// Reads what stands in a cell.
///
/// # Errors
///
/// For each thing that is wrong, what to do.
pub(super) fn read(kind: Kind, text: &str, known: &Known) -> Result<Value, Vec<String>> {
    let one = |expected: String| vec![expected];
    match kind {
        Kind::Text => Ok(text.into()),
        Kind::Number => number(text).ok_or_else(|| one("write a number".to_owned())),
        Kind::Day => day(text)
            .map(|day| day.to_string().into())
            .ok_or_else(|| one("write a date that exists, such as 30.11.2026".to_owned())),
        Kind::Truth => match text.to_lowercase().as_str() {
            "ja" | "true" => Ok(true.into()),
            "nei" | "false" => Ok(false.into()),
            _ => Err(one("write ja or nei".to_owned())),
        },
        Kind::Code(list) => words::code(list, text).map(Value::from).ok_or_else(|| {
            let all: Vec<&str> = words::of(list).iter().map(|(_, words)| *words).collect();
            one(format!("use one of: {}", all.join(", ")))
        }),
        Kind::Of(stored) if known.has(stored, text) => Ok(text.into()),
        Kind::Of(stored) => Err(one(format!(
            "there is no {} with the id `{text}` here; correct it, or store it first",
            stored.name()
        ))),
        Kind::Hours => hours(text).ok_or_else(|| {
            one("write days and hours, such as `mandag-fredag 09:00-15:00; lørdag 10:00-14:00`"
                .to_owned())
        }),
        Kind::Several(kind) => all(items(text).map(|item| read(*kind, &unquoted(&item), known))),
        Kind::Parts(parts) => all(items(text).map(|item| read_parts(parts, &item, known))),
    }
}

/// Reads `a | b | c`; what is left out at the end or between is not there.
fn read_parts(parts: &[Part], text: &str, known: &Known) -> Result<Value, Vec<String>> {
    let given = split(text, |c| c == '|');
    let mut wrong = Vec::new();
    if given.len() > parts.len() {
        let names: Vec<&str> = parts.iter().map(|(_, name, _)| *name).collect();
        wrong.push(format!("`{text}` has more parts than {}", names.join(" | ")));
    }
    let mut value = Value::Object(Map::new());
    for ((key, name, kind), text) in parts.iter().zip(given) {
        let text = unquoted(&text);
        if text.is_empty() {
            continue;
        }
        match read(*kind, &text, known) {
            Ok(part) => put(&mut value, key, part),
            Err(faults) => wrong.extend(faults.iter().map(|it| format!("{name} `{text}`: {it}"))),
        }
    }
    if wrong.is_empty() { Ok(value) } else { Err(wrong) }
}

fn all(read: impl Iterator<Item = Result<Value, Vec<String>>>) -> Result<Value, Vec<String>> {
    let (mut values, mut wrong) = (Vec::new(), Vec::new());
    for item in read {
        match item {
            Ok(value) => values.push(value),
            Err(faults) => wrong.extend(faults),
        }
    }
    if wrong.is_empty() { Ok(Value::Array(values)) } else { Err(wrong) }
}

fn number(text: &str) -> Option<Value> {
    let plain: String = text.trim_end_matches('%').split_whitespace().collect();
    let plain = plain.replace(',', ".");
    // A whole number is one however it is written: 20,0 is 20.
    let plain = match plain.split_once('.') {
        Some((whole, rest)) if rest.bytes().all(|digit| digit == b'0') => whole,
        _ => plain.as_str(),
    };
    plain.parse::<Number>().ok().map(Value::Number)
}

fn day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('.').map(str::trim).collect();
    match parts.as_slice() {
        [day, month, year] if year.len() == 4 => {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        [iso] if iso.len() == 10 => iso.parse().ok(),
        _ => None,
    }
}

fn hours(text: &str) -> Option<Value> {
    items(text).map(|item| hours_on_days(&item)).collect::<Option<Vec<Value>>>().map(Value::Array)
}

/// `mandag-onsdag, fredag 09:00-15:00`
fn hours_on_days(text: &str) -> Option<Value> {
    let (days, times) = text.split_at(text.find(|c: char| c.is_ascii_digit())?);
    let week = words::of("weekday");
    let at = |name: &str| {
        let name = name.trim().to_lowercase();
        let is =
            |words: &str| words == name || (name.chars().count() == 3 && words.starts_with(&name));
        week.iter().position(|(code, words)| *code == name || is(words))
    };
    let mut named = BTreeSet::new();
    for part in days.split(|c: char| c == ',' || c.is_whitespace()).filter(|it| !it.is_empty()) {
        let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
        let (first, last) = (at(first)?, at(last)?);
        (first <= last).then(|| named.extend(first..=last))?;
    }
    let (from, to) = times.split_once(['-', '–'])?;
    let named: Vec<&str> = named.into_iter().map(|day| week[day].0).collect();
    Some(json!({"days": named, "from": time(from)?, "to": time(to)?}))
}

/// 9, 09.30 and 09:30 as `09:30`.
fn time(text: &str) -> Option<String> {
    let (hour, minute) = text.trim().split_once([':', '.']).unwrap_or((text.trim(), "00"));
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    Some(format!("{hour:02}:{minute:02}"))
}

/// What is written into a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Written {
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
}

/// Writes a value so that [`read()`] gives it back.
pub(super) fn write(kind: Kind, value: &Value) -> Written {
    match (kind, value) {
        (Kind::Number, Value::Number(number)) => {
            Written::Number(number.as_f64().expect("numbers are kept as such"))
        }
        (Kind::Day, Value::String(text)) => match text.parse() {
            Ok(day) => Written::Day(day),
            Err(_) => Written::Text(text.clone()),
        },
        _ => Written::Text(text(kind, value)),
    }
}

/// A value as text.
fn text(kind: Kind, value: &Value) -> String {
    match (kind, value) {
        (Kind::Code(list), Value::String(code)) => words::word(list, code).to_owned(),
        (Kind::Truth, Value::Bool(truth)) => if *truth { "ja" } else { "nei" }.to_owned(),
        (Kind::Number, Value::Number(number)) => number.to_string().replace('.', ","),
        (Kind::Several(kind), Value::Array(values)) => {
            joined(values.iter().map(|value| quoted(text(*kind, value))))
        }
        (Kind::Parts(parts), Value::Array(values)) => {
            joined(values.iter().map(|value| write_parts(parts, value)))
        }
        (Kind::Hours, Value::Array(values)) => joined(values.iter().map(write_hours)),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

fn joined(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("; ")
}

fn write_parts(parts: &[Part], value: &Value) -> String {
    let part = |(key, _, kind): &Part| get(value, key).map(|it| quoted(text(*kind, it)));
    let mut texts: Vec<String> = parts.iter().map(|it| part(it).unwrap_or_default()).collect();
    while texts.last().is_some_and(String::is_empty) {
        texts.pop();
    }
    texts.join(" | ")
}

fn write_hours(value: &Value) -> String {
    let week = words::of("weekday");
    let days = value["days"].as_array().map(Vec::as_slice).unwrap_or_default();
    let at = |day: &Value| week.iter().position(|(code, _)| day == code);
    let days: BTreeSet<usize> = days.iter().filter_map(at).collect();
    let name = |day: usize| week[day].1;
    let days = match (days.first(), days.last()) {
        (Some(&first), Some(&last)) if days.len() > 2 && last - first + 1 == days.len() => {
            format!("{}-{}", name(first), name(last))
        }
        _ => days.into_iter().map(name).collect::<Vec<_>>().join(", "),
    };
    let time = |field: &str| value[field].as_str().unwrap_or_default().to_owned();
    format!("{days} {}-{}", time("from"), time("to"))
}

/// What stands between `;` or line breaks; nothing between two is nothing.
fn items(text: &str) -> impl Iterator<Item = String> {
    split(text, |c| c == ';' || c == '\n').into_iter().filter(|item| !item.is_empty())
}

/// Splits text outside quotes.
fn split(text: &str, at: impl Fn(char) -> bool) -> Vec<String> {
    let (mut pieces, mut inside) = (vec![String::new()], false);
    for c in text.chars() {
        inside ^= c == '"';
        if at(c) && !inside {
            pieces.push(String::new());
        } else {
            pieces.last_mut().expect("there is one from the start").push(c);
        }
    }
    pieces.into_iter().map(|piece| piece.trim().to_owned()).collect()
}

fn quoted(text: String) -> String {
    let plain = !text.contains([';', '|', '"', '\n']);
    if plain { text } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    inner.map_or_else(|| text.to_owned(), |text| text.replace("\"\"", "\""))
}

/// The value at the end of a way, with `.` between its steps.
pub(super) fn get<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    key.split('.').try_fold(value, |value, step| value.get(step)).filter(|value| !value.is_null())
}

/// Puts a value at the end of a way, making the objects on it.
pub(super) fn put(value: &mut Value, key: &str, what: Value) {
    let mut place = value;
    for step in key.split('.') {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        place = &mut place[step];
    }
    *place = what;
}
