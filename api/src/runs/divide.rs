//! What is about one person, taken out of a document, and put back to the byte.
//!
//! Wherever a list has an item that names its `candidate`, or stands in `candidates` under an `id`, that item goes to
//! the person's part, with the list it comes from and its place there. What is left is about nobody.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use engine::domain::CandidateId;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

/// What was taken out of each list, by its address in the document: places and items.
type Lists = BTreeMap<String, Vec<(usize, Box<RawValue>)>>;

/// What a document says of one person.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Part(Lists);

impl Part {
    /// What stands in a list of the document, in its order.
    pub fn list(&self, address: &str) -> impl Iterator<Item = &RawValue> {
        self.0.get(address).into_iter().flatten().map(|(_, item)| &**item)
    }
}

/// The fields of an object, in their order.
struct Fields<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de: 't, 't> Deserialize<'de> for Fields<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
                    fields.push((Cow::Owned(name), value));
                }
                Ok(fields)
            }
        }
        deserializer.deserialize_map(InOrder).map(Self)
    }
}

/// Takes what is about people out of a JSON document, as [`serde_json::to_string`] writes one.
///
/// # Errors
///
/// When the text is no JSON.
pub fn divide(text: &str) -> Result<(String, BTreeMap<CandidateId, Part>), serde_json::Error> {
    let mut parts = BTreeMap::new();
    let shared = without(serde_json::from_str(text)?, "", &mut parts)?;
    Ok((shared, parts))
}

/// The document that was divided. Without the part of somebody it is another one.
///
/// # Errors
///
/// When the text is no JSON.
pub fn join<'p>(
    shared: &str,
    parts: impl IntoIterator<Item = &'p Part>,
) -> Result<String, serde_json::Error> {
    let mut all: BTreeMap<&str, Vec<(usize, &RawValue)>> = BTreeMap::new();
    for Part(lists) in parts {
        for (address, items) in lists {
            let items = items.iter().map(|(place, item)| (*place, &**item));
            all.entry(address).or_default().extend(items);
        }
    }
    for items in all.values_mut() {
        items.sort_by_key(|(place, _)| *place);
    }
    with(serde_json::from_str(shared)?, "", &all)
}

fn without(
    value: &RawValue,
    address: &str,
    parts: &mut BTreeMap<CandidateId, Part>,
) -> Result<String, serde_json::Error> {
    let text = value.get();
    match text.as_bytes().first() {
        Some(b'{') => {
            let Fields(fields) = serde_json::from_str(text)?;
            object(fields, |name, value| without(value, &below(address, name), parts))
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            let mut left = Vec::new();
            for (place, item) in items.into_iter().enumerate() {
                if let Some(person) = person(item, address)? {
                    let Part(lists) = parts.entry(person).or_default();
                    let list = lists.entry(address.to_owned()).or_default();
                    list.push((place, item.to_owned()));
                } else {
                    left.push(without(item, &below(address, &place.to_string()), parts)?);
                }
            }
            Ok(format!("[{}]", left.join(",")))
        }
        _ => Ok(text.to_owned()),
    }
}

fn with(
    value: &RawValue,
    address: &str,
    taken: &BTreeMap<&str, Vec<(usize, &RawValue)>>,
) -> Result<String, serde_json::Error> {
    let text = value.get();
    match text.as_bytes().first() {
        Some(b'{') => {
            let Fields(fields) = serde_json::from_str(text)?;
            object(fields, |name, value| with(value, &below(address, name), taken))
        }
        Some(b'[') => {
            let left: Vec<&RawValue> = serde_json::from_str(text)?;
            let (mut left, mut whole) = (left.into_iter(), Vec::new());
            let mut next = |whole: &mut Vec<String>| {
                let Some(item) = left.next() else { return Ok(false) };
                // The places below a list are those of the whole one.
                let inside = below(address, &whole.len().to_string());
                whole.push(with(item, &inside, taken)?);
                Ok::<_, serde_json::Error>(true)
            };
            for (place, item) in taken.get(address).into_iter().flatten() {
                while whole.len() < *place && next(&mut whole)? {}
                whole.push(item.get().to_owned());
            }
            while next(&mut whole)? {}
            Ok(format!("[{}]", whole.join(",")))
        }
        _ => Ok(text.to_owned()),
    }
}

fn object<'t>(
    fields: Vec<(Cow<'t, str>, &'t RawValue)>,
    mut each: impl FnMut(&str, &'t RawValue) -> Result<String, serde_json::Error>,
) -> Result<String, serde_json::Error> {
    let fields = fields.into_iter().map(|(name, value)| {
        Ok(format!("{}:{}", serde_json::to_string(&name)?, each(&name, value)?))
    });
    Ok(format!("{{{}}}", fields.collect::<Result<Vec<_>, serde_json::Error>>()?.join(",")))
}

/// Whom an item of a list is about, if it is about one person.
fn person(item: &RawValue, list: &str) -> Result<Option<CandidateId>, serde_json::Error> {
    if !item.get().starts_with('{') {
        return Ok(None);
    }
    let Fields(fields) = serde_json::from_str(item.get())?;
    let named = |name: &str| {
        let (_, value) = fields.iter().find(|(field, _)| field == name)?;
        serde_json::from_str::<String>(value.get()).ok()
    };
    let of_list = || if list.ends_with("/candidates") { named("id") } else { None };
    Ok(named("candidate").or_else(of_list).and_then(|id| CandidateId::new(&id)))
}

/// The address of something inside, as a JSON Pointer (RFC 6901).
fn below(address: &str, name: &str) -> String {
    format!("{address}/{}", name.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use serde_json::json;

    use super::{divide, join};

    #[test]
    fn what_is_about_somebody_is_taken_out_and_put_back_to_the_byte() {
        let document = json!({
            "case": {
                "candidates": [{"id": "K-1", "x": 0.1}, {"id": "K-2", "own_words": "«a/b~c» {"}],
                "openings": [{"id": "O-1"}, {"id": "O-2"}],
                "empty": [],
            },
            "plan": {"certificate": {"blocks": [
                {"specialist": "S-1"}, {"candidate": "K-1", "bound": 1e-9}, {"specialist": "S-2"},
            ]}},
            "mixed": [1, "two", {"three": [{"candidate": "K-2"}]}, null],
        });
        let text = document.to_string();
        let (shared, parts) = divide(&text).unwrap();
        assert!(!shared.contains("K-") && !shared.contains("own_words"), "{shared}");
        assert!(shared.contains("O-2") && shared.contains("S-2"));
        assert_eq!(join(&shared, parts.values()).unwrap(), text);
        let kept: Vec<String> =
            parts.values().map(|it| serde_json::to_string(it).unwrap()).collect();
        assert!(kept[0].contains("1e-9") && !kept[0].contains("K-2"), "{kept:?}");
        let read: Vec<super::Part> =
            kept.iter().map(|it| serde_json::from_str(it).unwrap()).collect();
        assert_eq!(join(&shared, &read).unwrap(), text);
        assert_ne!(join(&shared, &read[..1]).unwrap(), text, "somebody is gone");
        let own: Vec<&str> =
            read[1].list("/case/candidates").map(serde_json::value::RawValue::get).collect();
        assert_eq!(own, [r#"{"id":"K-2","own_words":"«a/b~c» {"}"#]);
    }
}
