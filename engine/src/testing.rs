//! The small case of `fixtures/cases/one-pair`, changed as a test needs it.

use serde_json::Value;

use crate::domain::{Case, ServiceModel, case, service_model};

const LILLESTROM: &str = include_str!("../../fixtures/service-models/lillestrom.json");
pub(crate) const ONE_PAIR: &str = include_str!("../../fixtures/cases/one-pair/case.json");

/// A place in the case or the service model, and what to write there; one past the end of a list adds to it.
pub(crate) type Edit = (String, Value);

/// The small case and its service model after edits; those of places under `/rules` or `/schemes` go to the
/// service model.
pub(crate) fn small_case(edits: &[Edit]) -> (Case, ServiceModel) {
    let is_of_model =
        |(place, _): &Edit| place.starts_with("/rules") || place.starts_with("/schemes");
    let (of_model, of_case): (Vec<_>, Vec<_>) = edits.iter().cloned().partition(is_of_model);
    let model = service_model::read(&edited(LILLESTROM, &of_model)).unwrap();
    let case = case::read(&edited(ONE_PAIR, &of_case), std::slice::from_ref(&model)).unwrap();
    (case, model)
}

/// The small case's candidate under another id.
pub(crate) fn another_candidate(id: &str) -> Value {
    let case: Value = serde_json::from_str(ONE_PAIR).unwrap();
    let mut candidate = case["candidates"][0].clone();
    candidate["id"] = id.into();
    candidate
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut document: Value = serde_json::from_str(text).unwrap();
    for (place, value) in edits {
        let (parent, field) = place.rsplit_once('/').unwrap();
        match document.pointer_mut(parent).unwrap_or_else(|| panic!("{parent} is there")) {
            Value::Object(object) => _ = object.insert(field.to_owned(), value.clone()),
            Value::Array(array) if field == array.len().to_string() => array.push(value.clone()),
            other => panic!("{place} is in {other}"),
        }
    }
    document.to_string()
}
