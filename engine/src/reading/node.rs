//! A place in a document, and the fields of an object.

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::fault::Log;
use super::{Read, Wrong};

/// Parses strict JSON. `NaN` and `Infinity` come through, so that they are reported with their place.
///
/// # Errors
///
/// The offset of the first fault of syntax, and the parser's words for it.
pub(super) fn parse(text: &str) -> Result<Value<'_>, (usize, String)> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: true,
        allow_extended_string_escapes: false,
    };
    match parse_to_ast(text, &CollectOptions::default(), &strict) {
        Ok(result) => result.value.ok_or_else(|| (0, "the text is empty".to_owned())),
        Err(error) => {
            let offset = (0..=error.range().start.min(text.len()))
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap_or(0);
            Err((offset, error.kind().to_string().to_lowercase()))
        }
    }
}

/// A value in a document, with the way to it from the root.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    value: &'a Value<'a>,
    above: Option<&'a Node<'a>>,
    step: Step<'a>,
    log: &'a Log<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Field(&'a str),
    Item(usize),
}

impl<'a> Node<'a> {
    pub(super) fn root(value: &'a Value<'a>, log: &'a Log<'a>) -> Self {
        Self { value, above: None, step: Step::Root, log }
    }

    /// Reports that something is wrong here.
    pub fn fault(&self, wrong: Wrong) {
        let range = self.value.range();
        self.log.push(self.place(), self.pointer(), range.start..range.end, wrong);
    }

    /// Reports that another kind of value is due, and is `None` for `?`.
    #[must_use]
    pub fn wrong_kind<T>(&self, expected: &'static str) -> Option<T> {
        self.fault(Wrong::Kind { expected });
        None
    }

    /// The fields of an object, after reporting those that are not in `known` or stand twice.
    #[must_use]
    pub fn fields(&'a self, known: &[&'static str]) -> Option<Fields<'a>> {
        let Value::Object(object) = self.value else {
            return self.wrong_kind("an object { .. }");
        };
        for (index, property) in object.properties.iter().enumerate() {
            let name = property.name.as_str();
            let child = self.field(name, &property.value);
            if !known.contains(&name) {
                child.fault(Wrong::UnknownField { known: known.to_vec() });
            } else if object.properties[..index].iter().any(|p| p.name.as_str() == name) {
                child.fault(Wrong::RepeatedField);
            }
        }
        Some(Fields { node: self, object })
    }

    /// The items of a list.
    #[must_use]
    pub fn items(&'a self) -> Option<impl Iterator<Item = Node<'a>>> {
        let Value::Array(array) = self.value else {
            return self.wrong_kind("a list [ .. ]");
        };
        Some(array.elements.iter().enumerate().map(|(index, value)| Node {
            value,
            above: Some(self),
            step: Step::Item(index),
            log: self.log,
        }))
    }

    /// The text, if it is text.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        self.value.as_string_lit().map(|text| text.value.as_ref())
    }

    /// The number as it is written, if it is a number.
    #[must_use]
    pub fn number(&self) -> Option<&'a str> {
        self.value.as_number_lit().map(|number| number.value)
    }

    /// The truth value, if it is one.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        self.value.as_boolean_lit().map(|truth| truth.value)
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.value.as_null_keyword().is_some()
    }

    /// Line of the text, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.log.line(self.value.start())
    }

    /// The first value of a field, whether or not the object is sound; for checks across a document.
    #[must_use]
    pub fn get(&'a self, name: &'a str) -> Option<Node<'a>> {
        let property =
            self.value.as_object()?.properties.iter().find(|p| p.name.as_str() == name)?;
        Some(self.field(name, &property.value))
    }

    /// Whether this is a list; for checks across a document.
    pub(super) fn is_list(&self) -> bool {
        self.value.as_array().is_some()
    }

    fn field(&'a self, name: &'a str, value: &'a Value<'a>) -> Node<'a> {
        Node { value, above: Some(self), step: Step::Field(name), log: self.log }
    }

    fn place(&self) -> String {
        let mut place = self.above.map(Node::place).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Field(name) if place.is_empty() => place.push_str(name),
            Step::Field(name) => {
                place.push('.');
                place.push_str(name);
            }
            Step::Item(index) => {
                let object = self.value.as_object();
                let name = object.map_or_else(|| index.to_string(), |it| naming(it, index));
                place.extend(["[", name.as_str(), "]"]);
            }
        }
        place
    }

    fn pointer(&self) -> String {
        let mut pointer = self.above.map(Node::pointer).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Field(name) => pointer.extend(["/", escaped(name).as_str()]),
            Step::Item(index) => pointer.extend(["/", index.to_string().as_str()]),
        }
        pointer
    }
}

/// A field's name as a step of a JSON Pointer.
///
/// Source: RFC 6901, section 3.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// What an item of a list is called: its id, or its position and its first words, such as the ids it
/// refers to; sentences are left out.
fn naming(object: &Object<'_>, index: usize) -> String {
    const TEXTS: usize = 3;
    let text = |value: &Value<'_>| value.as_string_lit().map(|text| text.value.to_string());
    if let Some(id) = object.get_string("id") {
        return id.value.to_string();
    }
    let texts = object.properties.iter().filter_map(|property| text(&property.value));
    let words = texts.filter(|text| !text.contains(char::is_whitespace));
    let texts: Vec<String> = words.take(TEXTS).collect();
    if texts.is_empty() { index.to_string() } else { format!("{index}: {}", texts.join(", ")) }
}

/// The fields of an object.
pub struct Fields<'a> {
    node: &'a Node<'a>,
    object: &'a Object<'a>,
}

impl Fields<'_> {
    /// Reads a field; one that is missing is a fault, unless its type has something for that.
    #[must_use]
    pub fn take<T: Read>(&self, name: &'static str) -> Option<T> {
        self.take_or_else(name, || {
            let absent = T::absent();
            if absent.is_none() {
                self.node.fault(Wrong::Missing { field: name.to_owned() });
            }
            absent
        })
    }

    /// Reads a field, or takes what stands for it when it is missing.
    #[must_use]
    pub fn take_or_else<T: Read>(
        &self,
        name: &'static str,
        absent: impl FnOnce() -> Option<T>,
    ) -> Option<T> {
        match self.object.properties.iter().find(|p| p.name.as_str() == name) {
            Some(property) => T::read(&self.node.field(name, &property.value)),
            None => absent(),
        }
    }
}
