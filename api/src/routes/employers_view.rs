//! An opening as its employer sees it: work, and never for whom it was made.

use serde_json::{Map, Value};

use crate::auth::Caller;
use crate::error::ApiError;
use crate::store::Document;
use crate::store::openings::{OpeningContent, StoredOpening};
use crate::wire::{Flaw, OpeningBody};

/// The field of an opening that is about a person.
const PERSON: &str = "made_for";

/// An opening as the caller may see it.
pub(super) fn seen_by(caller: &Caller, mut stored: StoredOpening) -> OpeningBody {
    if caller.reach.organisation().is_some() {
        let mut fields = fields(&stored.body);
        fields.remove(PERSON);
        stored.body = Document::of(&fields);
    }
    OpeningBody::from(stored)
}

/// What an employer sends, with what stands there of a person and is not theirs to see or to change.
pub(super) fn sent_by(
    caller: &Caller,
    mut content: OpeningContent,
    before: Option<&StoredOpening>,
) -> Result<OpeningContent, ApiError> {
    if caller.reach.organisation().is_none() {
        return Ok(content);
    }
    let mut sent = fields(&content.body);
    if sent.contains_key(PERSON) {
        let detail = "leave this out; for whom work is made is between the job specialist and them";
        return Err(ApiError::Invalid(vec![Flaw::at(format!("/{PERSON}"), detail)]));
    }
    if let Some(person) = before.and_then(|before| fields(&before.body).remove(PERSON)) {
        sent.insert(PERSON.to_owned(), person);
        content.body = Document::of(&sent);
    }
    Ok(content)
}

/// The fields of a document that was read before.
fn fields(body: &Document) -> Map<String, Value> {
    serde_json::from_str(&body.0).unwrap_or_default()
}
