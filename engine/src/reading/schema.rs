//! Pieces of JSON Schema for what the macros declare.

use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

/// The schema of an object, field by field.
pub(crate) struct RecordSchema {
    docs: &'static [&'static str],
    properties: Map<String, Value>,
    required: Vec<&'static str>,
}

impl RecordSchema {
    pub(crate) fn new(docs: &'static [&'static str]) -> Self {
        Self { docs, properties: Map::new(), required: Vec::new() }
    }

    pub(crate) fn add(
        &mut self,
        name: &'static str,
        docs: &[&str],
        value: Schema,
        may_be_missing: bool,
    ) {
        if !may_be_missing {
            self.required.push(name);
        }
        self.properties.insert(name.to_owned(), described(docs, value).into());
    }

    pub(crate) fn into_schema(self) -> Schema {
        let Self { docs, properties, required } = self;
        described(
            docs,
            json_schema!({
                "type": "object",
                "properties": properties,
                "required": required,
                "additionalProperties": false,
            }),
        )
    }
}

/// One of several codes, each with what it means.
pub(crate) fn codes_schema(docs: &[&str], codes: &[(&str, &[&str])]) -> Schema {
    let codes: Vec<Value> = codes
        .iter()
        .map(|(code, docs)| json!({"const": code, "description": text(docs)}))
        .collect();
    described(docs, json_schema!({"type": "string", "oneOf": codes}))
}

/// A schema with a description made of documentation lines, in place of one that it has.
pub(crate) fn described(docs: &[&str], mut schema: Schema) -> Schema {
    schema.insert("description".to_owned(), text(docs).into());
    schema
}

/// Lines of documentation as text: links to other types become their names.
fn text(docs: &[&str]) -> String {
    let lines: Vec<&str> = docs.iter().map(|line| line.trim()).collect();
    let paragraphs = lines.split(|line| line.is_empty()).map(|lines| lines.join(" "));
    let text = paragraphs.collect::<Vec<_>>().join("\n\n");
    text.replace("[`", "`").replace("`]", "`")
}
