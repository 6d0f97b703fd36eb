//! An answer with a JSON body, in a form that can be kept and given again.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::manners::ETag;
use crate::store::Version;

/// An answer with a JSON body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Answer {
    status: u16,
    body: Option<Box<RawValue>>,
    version: Option<i64>,
    location: Option<String>,
    next: Option<String>,
    #[serde(skip)]
    may_be_kept: bool,
}

impl Answer {
    /// What was asked for.
    ///
    /// # Panics
    ///
    /// When the body has no JSON: a map whose keys are no text.
    #[must_use]
    pub fn ok(body: &impl Serialize) -> Self {
        Self::new(StatusCode::OK, body)
    }

    /// What was made, and where it is.
    ///
    /// # Panics
    ///
    /// When the body has no JSON: a map whose keys are no text.
    #[must_use]
    pub fn created(location: String, body: &impl Serialize) -> Self {
        Self { location: Some(location), ..Self::new(StatusCode::CREATED, body) }
    }

    /// Where it is, or will be.
    #[must_use]
    pub fn at(self, location: String) -> Self {
        Self { location: Some(location), ..self }
    }

    /// The client has this version already.
    #[must_use]
    pub fn not_modified(version: Version) -> Self {
        Self { status: 304, body: None, ..Self::ok(&()) }.version(version)
    }

    /// Any other status.
    ///
    /// # Panics
    ///
    /// When the body has no JSON: a map whose keys are no text.
    #[must_use]
    pub fn new(status: StatusCode, body: &impl Serialize) -> Self {
        let body = serde_json::value::to_raw_value(body).expect("what is answered has text keys");
        Self {
            status: status.as_u16(),
            body: Some(body),
            version: None,
            location: None,
            next: None,
            may_be_kept: false,
        }
    }

    /// The version, as `ETag`.
    #[must_use]
    pub fn version(self, Version(version): Version) -> Self {
        Self { version: Some(version), ..self }
    }

    /// Where the next page is, as `Link`.
    #[must_use]
    pub fn next(self, next: Option<String>) -> Self {
        Self { next, ..self }
    }

    /// Says that a client may keep this, and ask whether it still holds. Never for what is about a person.
    #[must_use]
    pub fn may_be_kept(self) -> Self {
        Self { may_be_kept: true, ..self }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let Self { status, body, version, location, next, may_be_kept } = self;
        let mut headers = HeaderMap::new();
        if let Some(version) = version {
            headers.insert(header::ETAG, ETag(Version(version)).into());
        }
        let text = |text: String| HeaderValue::try_from(text).expect("an address is ASCII");
        if let Some(location) = location {
            headers.insert(header::LOCATION, text(location));
        }
        if let Some(next) = next {
            headers.insert(header::LINK, text(format!("<{next}>; rel=\"next\"")));
        }
        if may_be_kept {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        }
        let status = StatusCode::from_u16(status).expect("the status was one");
        let Some(body) = body else { return (status, headers).into_response() };
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        (status, headers, String::from(Box::<str>::from(body))).into_response()
    }
}
