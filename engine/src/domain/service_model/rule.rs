//! One rule over time: its versions, each with a period and what its value rests on.

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::json;

use crate::domain::{Period, Words};
use crate::reading::{Node, Read, Wrong, described};

/// One rule over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule<T> {
    versions: Vec<Version<T>>,
}

/// What a rule says in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Version<T> {
    /// The value, and why; `None` is unknown.
    pub value: Option<(T, Basis)>,
    /// When it is in force.
    pub period: Period,
    /// More to know about it.
    pub note: Option<Words>,
}

/// What a value rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// It stands in a source.
    Source(Words),
    /// Nobody has measured it; it can be changed in the file.
    Assumption(Words),
}

impl<T> Rule<T> {
    /// A rule that a file leaves out: no version is ever in force.
    pub(super) fn silent() -> Self {
        Self { versions: Vec::new() }
    }

    /// The version in force on a day.
    #[must_use]
    pub fn version_on(&self, day: Date) -> Option<&Version<T>> {
        self.versions.iter().find(|version| version.period.contains(day))
    }

    /// What the rule says on a day; `None` when that is unknown, or no version is in force.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&T> {
        self.version_on(day)?.value.as_ref().map(|(value, _)| value)
    }

    /// Writes another value over what the rule says on a day; what the rule does not say stays so.
    pub fn set_on(&mut self, day: Date, value: T) {
        let version = self.versions.iter_mut().find(|version| version.period.contains(day));
        if let Some((now, _)) = version.and_then(|version| version.value.as_mut()) {
            *now = value;
        }
    }

    /// Every version, in the order of the file.
    #[must_use]
    pub fn versions(&self) -> &[Version<T>] {
        &self.versions
    }
}

/// What stands for a value that nobody knows.
const UNKNOWN: &str = "unknown";

/// A value, or the word `unknown`.
pub(super) struct Known<T>(pub(super) Option<T>);

impl<T: Read> Read for Known<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        if node.text() == Some(UNKNOWN) {
            Some(Self(None))
        } else {
            T::read(node).map(|v| Self(Some(v)))
        }
    }
}

impl<T: Read> Read for Version<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["value", "from", "to", "source", "assumption", "note"])?;
        let value: Option<Known<T>> = fields.take("value");
        let from: Option<Option<Date>> = fields.take("from");
        let to: Option<Option<Date>> = fields.take("to");
        let source: Option<Option<Words>> = fields.take("source");
        let assumption: Option<Option<Words>> = fields.take("assumption");
        let remark: Option<Option<Words>> = fields.take("note");
        let (Known(value), from, to) = (value?, from?, to?);
        let read = with_basis(value, source?, assumption?).and_then(|value| {
            let turned = "`to` comes before `from`; swap or correct them";
            Ok((value, Period::new(from, to).ok_or(turned)?))
        });
        match read {
            Ok((value, period)) => Some(Self { value, period, note: remark? }),
            Err(rule) => {
                node.fault(Wrong::Together { rule: rule.to_owned() });
                None
            }
        }
    }
}

impl<T: JsonSchema> JsonSchema for Version<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Version_of_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        let day = generator.subschema_for::<Option<Date>>();
        let words = generator.subschema_for::<Option<Words>>();
        let rests_on = |basis: &str| {
            json!({"required": [basis], "properties": {
                "value": {"not": {"const": UNKNOWN}}, basis: {"type": "string"},
            }})
        };
        let other = |basis: &str| json!({"properties": {basis: {"type": "null"}}});
        json_schema!({
            "description": "What a rule says in a period: a value with its source or called an assumption, or \"unknown\".",
            "type": "object",
            "properties": {
                "value": {"anyOf": [{"const": UNKNOWN}, value]},
                "from": day,
                "to": day,
                "source": words,
                "assumption": words,
                "note": words,
            },
            "required": ["value"],
            "additionalProperties": false,
            "oneOf": [
                {"properties": {"value": {"const": UNKNOWN}, "source": {"type": "null"}, "assumption": {"type": "null"}}},
                {"allOf": [rests_on("source"), other("assumption")]},
                {"allOf": [rests_on("assumption"), other("source")]},
            ],
        })
    }
}

impl<T: JsonSchema> JsonSchema for Rule<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Rule_of_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let versions = generator.subschema_for::<Vec<Version<T>>>();
        described(&["One rule over time: versions whose periods do not overlap."], versions)
    }
}

impl<T: Serialize> Serialize for Version<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        match &self.value {
            None => fields.serialize_entry("value", UNKNOWN)?,
            Some((value, _)) => fields.serialize_entry("value", value)?,
        }
        let days = [("from", self.period.from()), ("to", self.period.to())];
        for (name, day) in days.into_iter().filter_map(|(name, day)| Some((name, day?))) {
            fields.serialize_entry(name, &day)?;
        }
        match &self.value {
            None => {}
            Some((_, Basis::Source(words))) => fields.serialize_entry("source", words)?,
            Some((_, Basis::Assumption(words))) => fields.serialize_entry("assumption", words)?,
        }
        if let Some(note) = &self.note {
            fields.serialize_entry("note", note)?;
        }
        fields.end()
    }
}

/// A known value with the one thing it rests on, or what is wrong.
fn with_basis<T>(
    value: Option<T>,
    source: Option<Words>,
    assumption: Option<Words>,
) -> Result<Option<(T, Basis)>, &'static str> {
    match (value, source, assumption) {
        (None, None, None) => Ok(None),
        (Some(value), Some(source), None) => Ok(Some((value, Basis::Source(source)))),
        (Some(value), None, Some(why)) => Ok(Some((value, Basis::Assumption(why)))),
        (None, _, _) => Err("what is unknown has no `source` and no `assumption`; use `note`"),
        (Some(_), None, None) => {
            Err("a value has a `source` or is an `assumption`; without either it is \"unknown\"")
        }
        (Some(_), Some(_), Some(_)) => {
            Err("a value has a `source` or is an `assumption`, not both")
        }
    }
}

impl<T: Serialize> Serialize for Rule<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.versions.serialize(serializer)
    }
}

impl<T: Read> Read for Rule<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        let versions: Vec<Version<T>> = Vec::read(node)?;
        let periods: Vec<Period> = versions.iter().map(|version| version.period).collect();
        for (index, period) in periods.iter().enumerate() {
            if periods[..index].iter().any(|earlier| earlier.overlaps(*period)) {
                let rule = "two versions of the rule are in force at once; end one before the next";
                node.fault(Wrong::Together { rule: rule.to_owned() });
                return None;
            }
        }
        Some(Self { versions })
    }
}
