//! The JSON Schemas of the public formats, from the same declarations that read and write them.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::Reply;
use crate::domain::case::CASE_FORMAT;
use crate::domain::service_model::SERVICE_MODEL_FORMAT;
use crate::domain::{Case, ServiceModel};
use crate::explain::ANSWER_FORMAT;
use crate::journey::{Event, Overview};
use crate::learn::{Document, MODEL_FORMAT};
use crate::papers::{Agreement, CandidateSurvey, EmployerSurvey};
use crate::problem::{PLAN_FORMAT, PROBLEM_FORMAT, Plan, Problem};

/// The names of the formats, in the order of the data.
pub const NAMES: [&str; 6] = ["case", "service-model", "model", "problem", "plan", "answer"];

/// The schema of a format in JSON Schema 2020-12; none for a name that is not among [`NAMES`].
///
/// It says all that can be said of one value at a time. What spans several, such as ids that refer to each
/// other, is for the reader to say.
///
/// # Panics
///
/// Never: the places that are narrowed are in the schemas, as the tests see.
#[must_use]
pub fn of(name: &str) -> Option<Value> {
    let read = SchemaSettings::draft2020_12();
    let written = SchemaSettings::draft2020_12().for_serialize();
    let (format, mut schema) = match name {
        "case" => (CASE_FORMAT, closed::<Case>(read)),
        "service-model" => (SERVICE_MODEL_FORMAT, closed::<ServiceModel>(read)),
        "model" => (MODEL_FORMAT, closed::<Document>(read)),
        "problem" => (PROBLEM_FORMAT, closed::<Problem>(read)),
        "plan" => (PLAN_FORMAT, closed::<Plan>(read)),
        "answer" => (ANSWER_FORMAT, closed::<Reply>(written)),
        _ => return None,
    };
    for (_, way, keyword, value) in NARROWED.iter().filter(|row| row.0 == name) {
        let place = place_of(&schema, way);
        schema.pointer_mut(&place).expect("the place was found")[*keyword] = json!(value);
    }
    schema["title"] = format.into();
    schema["properties"]["format"] =
        json!({"description": "The format and its version.", "const": format});
    Some(schema)
}

/// The schema of one event of a journey, as it is recorded.
#[must_use]
pub fn event() -> Value {
    closed::<Event>(SchemaSettings::draft2020_12())
}

/// The schema of where a journey stands, as it is shown.
#[must_use]
pub fn overview() -> Value {
    closed::<Overview>(SchemaSettings::draft2020_12().for_serialize())
}

/// The schemas of what is put on paper around a job: name, schema.
#[must_use]
pub fn papers() -> [(&'static str, Value); 3] {
    let settings = SchemaSettings::draft2020_12;
    [
        ("Agreement", closed::<Agreement>(settings())),
        ("CandidateSurvey", closed::<CandidateSurvey>(settings())),
        ("EmployerSurvey", closed::<EmployerSurvey>(settings())),
    ]
}

fn closed<T: JsonSchema>(settings: SchemaSettings) -> Value {
    let mut schema = root::<T>(settings);
    let definitions = schema["$defs"].clone();
    bring_in(&mut schema, &definitions);
    close(&mut schema, false);
    schema
}

fn root<T: JsonSchema>(settings: SchemaSettings) -> Value {
    settings.into_generator().into_root_schema_for::<T>().into()
}

/// What the readers ask beyond the types of the values: format, way, keyword, value. `*` on the way stands for
/// the items of a list.
const NARROWED: &[(&str, &str, &str, u32)] = &[
    ("case", "horizon_weeks", "minimum", 1),
    ("case", "horizon_weeks", "maximum", 26),
    ("case", "candidates.*.travel.modes", "minItems", 1),
    ("case", "candidates.*.available", "minItems", 1),
    ("case", "openings.*.tasks", "minItems", 1),
    ("case", "openings.*.hours", "minItems", 1),
    ("case", "openings.*.hours.*.days", "minItems", 1),
    ("case", "openings.*.activities", "minItems", 1),
    ("model", "weights.*.variance", "exclusiveMinimum", 0),
    ("problem", "horizon_weeks", "minimum", 1),
    ("problem", "horizon_weeks", "maximum", 26),
    ("problem", "start_discount", "minimum", 0),
    ("problem", "candidates.*.priority", "exclusiveMinimum", 0),
    ("problem", "openings.*.mentor_hours.*", "minimum", 0),
    ("problem", "specialists.*.support_hours.*", "minimum", 0),
    ("problem", "profiles.*.mentor_hours.*", "minimum", 0),
    ("problem", "profiles.*.mentor_hours", "minItems", 1),
    ("problem", "profiles.*.mentor_hours", "maxItems", 4),
    ("problem", "profiles.*.specialist_hours.*", "minimum", 0),
    ("problem", "profiles.*.specialist_hours", "minItems", 1),
    ("problem", "profiles.*.specialist_hours", "maxItems", 4),
    ("problem", "options.*.value", "minimum", 0),
    ("problem", "floors.*.penalty", "minimum", 0),
    ("problem", "keep.*.bonus", "minimum", 0),
];

/// Where the schema has what lies at the end of a way.
fn place_of(schema: &Value, way: &str) -> String {
    let mut place = String::new();
    for step in way.split('.') {
        place = described_at(schema, place);
        match step {
            "*" => place.push_str("/items"),
            field => place.extend(["/properties/", field]),
        }
    }
    place
}

/// Where the schema at a place has its keywords: at the end of references, and of what may also be `null`.
fn described_at(schema: &Value, place: String) -> String {
    let here = schema.pointer(&place).expect("every way is through the schema");
    if let Some(reference) = here.get("$ref").and_then(Value::as_str) {
        return described_at(schema, reference.trim_start_matches('#').to_owned());
    }
    match here.get("anyOf").and_then(Value::as_array) {
        Some(kinds) => {
            let other = kinds.iter().position(|it| it != &json!({"type": "null"}));
            described_at(schema, format!("{place}/anyOf/{}", other.unwrap_or(0)))
        }
        None => place,
    }
}

/// Puts what a variant takes from a definition beside its tag, so that both can be closed as one object.
fn bring_in(schema: &mut Value, definitions: &Value) {
    if let Value::Object(keywords) = &mut *schema
        && keywords.contains_key("properties")
        && let Some(Value::String(reference)) = keywords.remove("$ref")
    {
        let name = reference.trim_start_matches("#/$defs/");
        let Value::Object(taken) = &definitions[name] else { unreachable!("{name} is described") };
        for (keyword, value) in taken {
            match (keywords.entry(keyword).or_insert(Value::Null), value) {
                (Value::Object(own), Value::Object(fields)) => own.extend(fields.clone()),
                (Value::Array(own), Value::Array(names)) => own.extend(names.clone()),
                (own @ Value::Null, value) => *own = value.clone(),
                // Its own description says more than that of what it takes.
                _ => {}
            }
        }
    }
    match schema {
        Value::Object(keywords) => keywords.values_mut().for_each(|it| bring_in(it, definitions)),
        Value::Array(items) => items.iter_mut().for_each(|it| bring_in(it, definitions)),
        _ => {}
    }
}

/// Lets no object have fields that are not described; `is_part` for one whose fields are described together with
/// those of the object around it.
fn close(schema: &mut Value, is_part: bool) {
    const TOGETHER: [&str; 3] = ["oneOf", "anyOf", "allOf"];
    let has_fields = schema.get("properties").is_some();
    let together = has_fields && TOGETHER.iter().any(|word| schema.get(word).is_some());
    if has_fields && !is_part && schema.get("additionalProperties").is_none() {
        let word = if together { "unevaluatedProperties" } else { "additionalProperties" };
        schema[word] = false.into();
    }
    match schema {
        Value::Object(keywords) => {
            for (keyword, inner) in keywords {
                close(inner, (together || is_part) && TOGETHER.contains(&keyword.as_str()));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| close(item, is_part)),
        _ => {}
    }
}
