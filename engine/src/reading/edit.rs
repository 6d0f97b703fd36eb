//! One change to the text of a JSON document: what is not changed stays as it is written, line by line.

use jsonc_parser::ast::{Array, Object, Value};
use jsonc_parser::common::Ranged;

use super::node::parse;

/// The fields by which an item of a list is named.
const NAMING: [&str; 8] =
    ["id", "code", "family", "kind", "employer", "certificate", "candidate", "activity"];

/// The step of a path that adds to a list.
const ADD: &str = "+";

/// Why a document cannot be changed as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditFault {
    /// The document is no JSON.
    #[error("this is not JSON ({0}); mend it first")]
    Syntax(String),
    /// The path has no steps.
    #[error("a path names what is changed, such as openings/O-06/mentor/hours_week")]
    NoPath,
    /// A list has no such item.
    #[error("{path}: `{list}` has no item {item}; {known}")]
    NoItem {
        /// The path.
        path: String,
        /// The list.
        list: String,
        /// What was looked for.
        item: String,
        /// What the list has.
        known: String,
    },
    /// The path goes on where the document has a plain value.
    #[error("{path}: `{at}` is a plain value and has nothing inside; end the path there")]
    Plain {
        /// The path.
        path: String,
        /// How far it leads.
        at: String,
    },
}

/// Sets what `path` names to `value`, and gives the changed text.
///
/// The steps of a path stand between `/`: field names, and for items of lists what names them (`id`, or the
/// code, family, kind, employer or certificate of an item without one), or their position from 0. A field that
/// is not there is added; the last step `+` adds an item to a list; `null` takes the field or the item away.
/// What the value means is for whoever reads the changed text to say.
///
/// # Errors
///
/// [`EditFault`] when the path leads nowhere.
pub fn edit(text: &str, path: &str, value: &serde_json::Value) -> Result<String, EditFault> {
    let root = parse(text).map_err(|(_, problem)| EditFault::Syntax(problem))?;
    let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
    if steps.is_empty() {
        return Err(EditFault::NoPath);
    }
    let mut at = &root;
    for (taken, step) in steps.iter().enumerate() {
        let rest = &steps[taken + 1..];
        let plain = || EditFault::Plain { path: path.to_owned(), at: steps[..taken].join("/") };
        match at {
            Value::Object(object) => {
                let found = object.properties.iter().position(|it| it.name.as_str() == *step);
                match found {
                    Some(found) if rest.is_empty() => {
                        let property = &object.properties[found];
                        let around: Vec<_> = object.properties.iter().map(span).collect();
                        return Ok(set(text, &around, found, span(&property.value), value));
                    }
                    Some(found) => at = &object.properties[found].value,
                    None if value.is_null() => return Ok(text.to_owned()),
                    None => return Ok(add_field(text, object, step, &wrapped(rest, value))),
                }
            }
            Value::Array(array) if *step == ADD && rest.is_empty() => {
                return Ok(add_item(text, array, value));
            }
            Value::Array(array) => {
                let found = item(array, step).ok_or_else(|| EditFault::NoItem {
                    path: path.to_owned(),
                    list: steps[..taken].join("/"),
                    item: (*step).to_owned(),
                    known: known(array),
                })?;
                if rest.is_empty() {
                    let around: Vec<_> = array.elements.iter().map(span).collect();
                    return Ok(set(text, &around, found, around[found], value));
                }
                at = &array.elements[found];
            }
            _ => return Err(plain()),
        }
    }
    unreachable!("the last step returns")
}

/// Where something begins and ends in the text.
type Span = (usize, usize);

fn span(at: &impl Ranged) -> Span {
    (at.start(), at.end())
}

/// Puts the value in place of another, or takes it away with what separates it from its neighbours.
fn set(
    text: &str,
    around: &[Span],
    at: usize,
    (from, to): Span,
    value: &serde_json::Value,
) -> String {
    if !value.is_null() {
        return format!("{}{value}{}", &text[..from], &text[to..]);
    }
    let (from, to) = match (at.checked_sub(1), around.get(at + 1)) {
        (_, Some(next)) => (around[at].0, next.0),
        (Some(before), None) => (around[before].1, around[at].1),
        (None, None) => around[at],
    };
    format!("{}{}", &text[..from], &text[to..])
}

/// The value inside the objects that the rest of the path names.
fn wrapped(rest: &[&str], value: &serde_json::Value) -> serde_json::Value {
    rest.iter().rev().fold(value.clone(), |inner, step| match *step {
        ADD => serde_json::Value::Array(vec![inner]),
        field => serde_json::json!({ field: inner }),
    })
}

fn add_field(text: &str, object: &Object<'_>, name: &str, value: &serde_json::Value) -> String {
    let name = serde_json::Value::from(name);
    let (at, separator) = match object.properties.last() {
        Some(last) => (last.end(), ", "),
        None => (object.start() + 1, ""),
    };
    format!("{}{separator}{name}: {value}{}", &text[..at], &text[at..])
}

fn add_item(text: &str, array: &Array<'_>, value: &serde_json::Value) -> String {
    let (at, separator) = match array.elements.last() {
        Some(last) => (last.end(), ", "),
        None => (array.start() + 1, ""),
    };
    format!("{}{separator}{value}{}", &text[..at], &text[at..])
}

/// What an item of a list is called, if it is called anything.
fn name<'v>(item: &'v Value<'_>) -> Option<&'v str> {
    match item {
        Value::StringLit(text) => Some(&text.value),
        Value::Object(object) => {
            NAMING.iter().find_map(|field| object.get_string(field)).map(|text| text.value.as_ref())
        }
        _ => None,
    }
}

fn item(array: &Array<'_>, step: &str) -> Option<usize> {
    let named = array.elements.iter().position(|item| name(item) == Some(step));
    named.or_else(|| step.parse().ok().filter(|at| *at < array.elements.len()))
}

/// The items that there are, for whoever named another.
fn known(array: &Array<'_>) -> String {
    const TOLD: usize = 8;
    let names: Vec<&str> = array.elements.iter().filter_map(name).collect();
    match names.len() {
        0 => format!("it has {}, counted from 0", array.elements.len()),
        number if number > TOLD => {
            format!("it has {} and {} more", names[..TOLD].join(", "), number - TOLD)
        }
        _ => format!("it has {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{EditFault, edit};

    const TEXT: &str = r#"{
  "format": "x",
  "openings": [
    {"id": "O-1", "mentor": {"hours_week": 3}, "adaptations": []},
    {"id": "O-2", "places": 1, "adaptations": ["quiet", "step_free"]}
  ]
}"#;

    #[test]
    fn a_change_changes_what_it_names_and_nothing_else() {
        #[rustfmt::skip]
        let cases = [
            // path                                value                what stands there then
            ("openings/O-1/mentor/hours_week",     json!(6),            "\"hours_week\":6}"),
            ("openings/1/places",                  json!(2),            "\"places\":2,"),
            ("openings/O-2/title",                 json!("Å «lage»"),   "\"title\":\"Å «lage»\"}"),
            ("openings/O-2/wishes/position",       json!(30),           "\"wishes\":{\"position\":30}}"),
            ("openings/O-1/adaptations/+",         json!("quiet"),      "\"adaptations\":[\"quiet\"]"),
            ("openings/O-2/adaptations/+",         json!("no_heavy"),   "\"step_free\",\"no_heavy\"]"),
            ("openings/O-2/adaptations/quiet",     Value::Null,         "\"adaptations\":[\"step_free\"]"),
            ("openings/O-2/adaptations/step_free", Value::Null,         "\"adaptations\":[\"quiet\"]"),
            ("openings/O-1/mentor/hours_week",     Value::Null,         "\"mentor\":{},"),
            ("openings/O-1/mentor",                Value::Null,         "{\"id\":\"O-1\",\"adaptations\":[]}"),
            ("openings/O-1",                       Value::Null,         "\"openings\":[{\"id\":\"O-2\""),
            ("openings/O-1/nothing",               Value::Null,         "{\"id\":\"O-1\","),
            ("pins/+",                             json!({"a": 1}),     "\"pins\":[{\"a\":1}]}"),
        ];
        for (path, value, there) in cases {
            let changed = edit(TEXT, path, &value).unwrap();
            let parsed: Value = serde_json::from_str(&changed).expect("the change left JSON");
            // Spaces are as they were; keys and values are what counts here.
            let dense: String = changed.split_whitespace().collect();
            let there: String = there.split_whitespace().collect();
            assert!(dense.contains(&there), "{path}: {changed}");
            assert_eq!(parsed["format"], "x");
            assert_eq!(changed.lines().next(), Some("{"), "{path}: the lines stay");
        }
    }

    #[test]
    fn a_path_that_leads_nowhere_says_where_it_ended() {
        let fault = |path| edit(TEXT, path, &json!(1)).unwrap_err().to_string();
        assert_eq!(
            fault("openings/O-9/places"),
            "openings/O-9/places: `openings` has no item O-9; it has O-1, O-2"
        );
        assert!(fault("format/x").contains("`format` is a plain value"));
        assert_eq!(edit(TEXT, "/", &json!(1)), Err(EditFault::NoPath));
        assert!(matches!(edit("{", "a", &json!(1)), Err(EditFault::Syntax(_))));
    }
}
