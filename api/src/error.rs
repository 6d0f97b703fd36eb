//! Every failure as Problem Details.
//!
//! Source: RFC 9457.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use engine::journey::{EventKind, Reason, Refusal, Stage};
use tracing::error;

use crate::store::{Change, StoreError};
use crate::wire::{Flaw, Problem};

/// Why a request was not answered as it was meant.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// No resource at this address.
    #[error("there is no such address; `/openapi.json` lists those there are")]
    NoSuchAddress,
    /// The method means nothing here.
    #[error("the address is there, and not for this method; the header `Allow` says which")]
    MethodNotAllowed,
    /// The thing is not there, or is another municipality's.
    #[error("there is no {what} with this id here")]
    NotFound {
        /// What was looked for.
        what: &'static str,
    },
    /// A parameter, a header or the syntax of the body is wrong.
    #[error("the request cannot be read: {}", count(.0))]
    Malformed(Vec<Flaw>),
    /// The body can be read, and says what cannot be.
    #[error("the body is not right yet: {}", count(.0))]
    Invalid(Vec<Flaw>),
    /// The client accepts nothing that there is.
    #[error("this address answers with {offered}; say so in `Accept`, or leave the header out")]
    NotAcceptable {
        /// The media type that there is.
        offered: &'static str,
    },
    /// The body is of another kind.
    #[error("send the body as {expected}, uncompressed, and say so in `Content-Type`")]
    UnsupportedMediaType {
        /// The media type that is read.
        expected: &'static str,
    },
    /// The body is larger than it may be.
    #[error("the body is larger than this address takes; send less at a time")]
    TooLarge,
    /// A POST without an Idempotency-Key.
    #[error(
        "send an `Idempotency-Key` of your own making, such as a UUID, with each POST: \
         with the same key, a request that is sent again is not carried out again"
    )]
    KeyMissing,
    /// The same key with another request.
    #[error("this `Idempotency-Key` was used for another request; take a new one")]
    KeyReused,
    /// The same key while the first request still runs.
    #[error("the first request with this `Idempotency-Key` still runs; send it again in a moment")]
    KeyInUse,
    /// A change without If-Match.
    #[error("send the `ETag` that you have seen as `If-Match`, so that nobody's change is lost")]
    MatchMissing,
    /// A change of something that was changed since.
    #[error("it was changed since you saw it; read it again, then change what is there now")]
    Stale,
    /// More requests than one caller may send.
    #[error("too many requests in a short time; wait as long as `Retry-After` says")]
    TooMany {
        /// Seconds until there is room again.
        retry_after_s: u64,
    },
    /// More requests than the service can answer now.
    #[error("the service is busy; wait as long as `Retry-After` says, then send it again")]
    Busy,
    /// The answer took too long.
    #[error("the answer took too long and was given up; nothing was written")]
    TimedOut,
    /// The service starts, stops or cannot reach its database.
    #[error("the service cannot answer now; send it again in a moment")]
    Unavailable,
    /// The event is not legal where the journey stands.
    #[error(transparent)]
    Refused(#[from] Box<Refusal>),
    /// The municipality has no rules.
    #[error("the municipality has no service model yet; store one, and send this again")]
    NoRules,
    /// There is one already.
    #[error("there is one already; look for it, or change what must be its own")]
    Taken,
    /// A failure of our own: logged in full, shown in brief.
    #[error("the service failed; the log has the reason under this request's id")]
    Internal,
    /// The store could not do it: logged in full, shown in brief.
    #[error("{}", brief(.0))]
    Store(#[from] StoreError),
}

/// What is the same for all failures of a kind; a page under `/problems/{slug}` says it.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The last part of the problem's type.
    pub slug: &'static str,
    /// The status.
    pub status: StatusCode,
    /// A short name.
    pub title: &'static str,
}

const fn kind(slug: &'static str, status: StatusCode, title: &'static str) -> Kind {
    Kind { slug, status, title }
}

const TAKEN: Kind = kind("taken", StatusCode::CONFLICT, "There is one already");
const MALFORMED: Kind = kind("malformed", StatusCode::BAD_REQUEST, "Malformed request");
const KEY_MISSING: Kind =
    kind("idempotency-key-missing", StatusCode::BAD_REQUEST, "Idempotency-Key is missing");
const NO_SUCH_ADDRESS: Kind = kind("no-such-address", StatusCode::NOT_FOUND, "No such address");
const NOT_FOUND: Kind = kind("not-found", StatusCode::NOT_FOUND, "Not found");
const METHOD_NOT_ALLOWED: Kind =
    kind("method-not-allowed", StatusCode::METHOD_NOT_ALLOWED, "Method not allowed");
const NOT_ACCEPTABLE: Kind = kind("not-acceptable", StatusCode::NOT_ACCEPTABLE, "Not acceptable");
const KEY_IN_USE: Kind =
    kind("idempotency-key-in-use", StatusCode::CONFLICT, "Idempotency-Key is in use");
const REFUSED: Kind = kind("not-legal-now", StatusCode::CONFLICT, "Not legal now");
const NO_RULES: Kind = kind("no-service-model", StatusCode::CONFLICT, "No service model");
const STALE: Kind = kind("stale", StatusCode::PRECONDITION_FAILED, "Changed since you saw it");
const TOO_LARGE: Kind = kind("too-large", StatusCode::PAYLOAD_TOO_LARGE, "Too large");
const UNSUPPORTED_MEDIA_TYPE: Kind =
    kind("unsupported-media-type", StatusCode::UNSUPPORTED_MEDIA_TYPE, "Unsupported media type");
const INVALID: Kind = kind("invalid", StatusCode::UNPROCESSABLE_ENTITY, "Not right yet");
const KEY_REUSED: Kind =
    kind("idempotency-key-reused", StatusCode::UNPROCESSABLE_ENTITY, "Idempotency-Key was used");
const MATCH_MISSING: Kind =
    kind("if-match-missing", StatusCode::PRECONDITION_REQUIRED, "If-Match is missing");
const TOO_MANY: Kind =
    kind("too-many-requests", StatusCode::TOO_MANY_REQUESTS, "Too many requests");
const INTERNAL: Kind = kind("internal", StatusCode::INTERNAL_SERVER_ERROR, "Internal failure");
const BUSY: Kind = kind("busy", StatusCode::SERVICE_UNAVAILABLE, "Busy");
const TIMED_OUT: Kind = kind("timed-out", StatusCode::SERVICE_UNAVAILABLE, "Took too long");
const UNAVAILABLE: Kind = kind("unavailable", StatusCode::SERVICE_UNAVAILABLE, "Unavailable");

impl ApiError {
    /// What is the same for all failures of this kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NoSuchAddress => NO_SUCH_ADDRESS,
            Self::MethodNotAllowed => METHOD_NOT_ALLOWED,
            Self::NotFound { .. } => NOT_FOUND,
            Self::Malformed(_) => MALFORMED,
            Self::Invalid(_) => INVALID,
            Self::NotAcceptable { .. } => NOT_ACCEPTABLE,
            Self::UnsupportedMediaType { .. } => UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => TOO_LARGE,
            Self::KeyMissing => KEY_MISSING,
            Self::KeyReused => KEY_REUSED,
            Self::KeyInUse => KEY_IN_USE,
            Self::MatchMissing => MATCH_MISSING,
            Self::Stale => STALE,
            Self::TooMany { .. } => TOO_MANY,
            Self::Busy => BUSY,
            Self::TimedOut => TIMED_OUT,
            Self::Unavailable => UNAVAILABLE,
            Self::Taken => TAKEN,
            Self::Refused(_) => REFUSED,
            Self::NoRules => NO_RULES,
            Self::Internal => INTERNAL,
            Self::Store(error) => match error {
                StoreError::Taken(_) => TAKEN,
                StoreError::Busy(_) => BUSY,
                StoreError::Url { .. }
                | StoreError::NotFound(_)
                | StoreError::NotFemtrinn { .. }
                | StoreError::NotMigrated { .. }
                | StoreError::SchemaNewer { .. }
                | StoreError::SchemaForked { .. }
                | StoreError::ReadOnly(_)
                | StoreError::DiskFull(_)
                | StoreError::Unreachable(_)
                | StoreError::Denied(_)
                | StoreError::Corrupt { .. } => UNAVAILABLE,
                StoreError::Reference(_) | StoreError::Check(_) | StoreError::Database(_) => {
                    INTERNAL
                }
            },
        }
    }

    /// One failure of each kind, for the pages about them.
    #[must_use]
    pub fn examples() -> Vec<Self> {
        let flaws = || vec![Flaw::at("/tasks", "write at least one"), Flaw::at("/hours", "..")];
        vec![
            Self::Malformed(flaws()),
            Self::KeyMissing,
            Self::NoSuchAddress,
            Self::NotFound { what: "opening" },
            Self::MethodNotAllowed,
            Self::NotAcceptable { offered: "application/json" },
            Self::Taken,
            Self::Refused(Box::new(Refusal {
                event: EventKind::ActivityStarted,
                stage: Stage::Referred,
                reasons: vec![Reason::NotInStage { stage: Stage::Referred }],
                legal: vec![EventKind::InformationMeetingHeld],
            })),
            Self::NoRules,
            Self::KeyInUse,
            Self::Stale,
            Self::TooLarge,
            Self::UnsupportedMediaType { expected: "application/json" },
            Self::Invalid(flaws()),
            Self::KeyReused,
            Self::MatchMissing,
            Self::TooMany { retry_after_s: 1 },
            Self::Internal,
            Self::Busy,
            Self::TimedOut,
            Self::Unavailable,
        ]
    }

    fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::TooMany { retry_after_s } => Some(*retry_after_s),
            Self::KeyInUse => Some(1),
            _ => (self.kind().status == StatusCode::SERVICE_UNAVAILABLE).then_some(1),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let Kind { slug, status, title } = self.kind();
        if status.is_server_error() {
            let reason: &dyn std::error::Error = &self;
            error!(reason, source = reason.source(), "{title}");
        }
        let (detail, retry_after_s) = (self.to_string(), self.retry_after_s());
        let (errors, legal) = match self {
            Self::Malformed(flaws) | Self::Invalid(flaws) => (flaws, Vec::new()),
            Self::Refused(refusal) => {
                let errors = refusal.reasons.iter().map(Flaw::from).collect();
                (errors, refusal.legal.iter().map(|event| event.code()).collect())
            }
            _ => (Vec::new(), Vec::new()),
        };
        let problem = Problem {
            r#type: format!("/problems/{slug}"),
            title,
            status: status.as_u16(),
            detail,
            errors,
            legal,
        };
        let mut response = (status, problem).into_response();
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            // What is left of the body may not be read, so nothing can follow it.
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        if let Some(seconds) = retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

fn count(flaws: &[Flaw]) -> String {
    match flaws {
        [only] => only.detail.clone(),
        _ => format!("{} faults, each under `errors`", flaws.len()),
    }
}

/// What a client needs to know of a failure of the store: what to do about it, and who can.
fn brief(error: &StoreError) -> &'static str {
    match error {
        StoreError::Taken(_) => "there is one already; look for it, or change what must be its own",
        StoreError::Busy(_) => "the database is busy; nothing was written, send it again",
        StoreError::DiskFull(_) => {
            "there is no room left for the database; nothing was written: whoever runs the service must make \
             room, then send it again"
        }
        StoreError::ReadOnly(_) => {
            "the database cannot be written; nothing was: whoever runs the service must give it the right to, \
             then send it again"
        }
        StoreError::Corrupt { .. } => {
            "what is stored is damaged; whoever runs the service must look at the log and restore a backup"
        }
        StoreError::Reference(_) | StoreError::Check(_) | StoreError::Database(_) => {
            "the service failed; the log has the reason under this request's id"
        }
        StoreError::Url { .. }
        | StoreError::NotFound(_)
        | StoreError::NotFemtrinn { .. }
        | StoreError::NotMigrated { .. }
        | StoreError::SchemaNewer { .. }
        | StoreError::SchemaForked { .. }
        | StoreError::Unreachable(_)
        | StoreError::Denied(_) => {
            "the database cannot be used now; nothing was written, send it again later"
        }
    }
}

/// What came of a change, for a handler.
pub trait Changed<T> {
    /// The changed row.
    ///
    /// # Errors
    ///
    /// [`ApiError::Stale`] when somebody else was faster, [`ApiError::NotFound`] when there is no such row.
    fn done(self, what: &'static str) -> Result<T, ApiError>;
}

impl<T> Changed<T> for Change<T> {
    fn done(self, what: &'static str) -> Result<T, ApiError> {
        match self {
            Self::Done(row) => Ok(row),
            Self::Stale(_) => Err(ApiError::Stale),
            Self::Missing => Err(ApiError::NotFound { what }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::ApiError;

    #[test]
    fn each_kind_of_failure_has_a_type_of_its_own_and_says_what_to_do() {
        let examples = ApiError::examples();
        let slugs: BTreeSet<&str> = examples.iter().map(|it| it.kind().slug).collect();
        assert_eq!(slugs.len(), examples.len());
        for example in examples {
            let kind = example.kind();
            assert!(kind.status.is_client_error() || kind.status.is_server_error());
            assert!(kind.slug.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
            assert!(example.to_string().len() > 20, "{example}");
        }
    }
}
