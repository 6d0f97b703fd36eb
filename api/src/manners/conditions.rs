//! `ETag`, `If-Match` and `If-None-Match`: nobody's change is lost, and nothing is sent twice.
//!
//! Source: RFC 9110, sections 8.8.3 and 13.1; RFC 6585, section 3.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::error::ApiError;
use crate::store::Version;
use crate::wire::Flaw;

/// The version of a row as a strong entity tag: `"3"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ETag(pub Version);

impl From<ETag> for HeaderValue {
    fn from(ETag(Version(version)): ETag) -> Self {
        Self::try_from(format!("\"{version}\"")).expect("digits in quotes can stand in a header")
    }
}

/// The version that the client has seen and wants to change. Every change of what is there asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub Version);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let name = header::IF_MATCH;
        let tag = only(&parts.headers, &name)?.ok_or(ApiError::MatchMissing)?;
        let version = version(tag).ok_or_else(|| {
            let detail = "write the `ETag` as it was sent, in its quotes, such as \"3\"";
            ApiError::Malformed(vec![Flaw::header(name.as_str(), detail)])
        })?;
        Ok(Self(version))
    }
}

/// The versions that the client has already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IfNoneMatch(Vec<Version>);

impl IfNoneMatch {
    /// Whether the client has this one.
    #[must_use]
    pub fn has(&self, version: Version) -> bool {
        self.0.contains(&version)
    }
}

impl<S: Sync> FromRequestParts<S> for IfNoneMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let values = parts.headers.get_all(header::IF_NONE_MATCH);
        let tags = values.iter().filter_map(|value| value.to_str().ok());
        let tags = tags.flat_map(|value| value.split(','));
        // A tag that is not ours is one that nothing here has: not a fault.
        let known = tags.filter_map(|tag| version(tag.trim().trim_start_matches("W/")));
        Ok(Self(known.collect()))
    }
}

/// The value of a header that can stand in a request once.
pub(super) fn only<'h>(
    headers: &'h HeaderMap,
    name: &HeaderName,
) -> Result<Option<&'h str>, ApiError> {
    let mut values = headers.get_all(name).iter();
    let (first, second) = (values.next(), values.next());
    let malformed = |detail| Err(ApiError::Malformed(vec![Flaw::header(name.as_str(), detail)]));
    match (first.map(HeaderValue::to_str), second) {
        (_, Some(_)) => malformed("the header stands here twice; keep one"),
        (Some(Err(_)), _) => malformed("write printable ASCII characters only"),
        (Some(Ok(text)), None) => Ok(Some(text)),
        (None, None) => Ok(None),
    }
}

fn version(tag: &str) -> Option<Version> {
    let digits = tag.strip_prefix('"')?.strip_suffix('"')?;
    let written = digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| written).map(Version)
}
