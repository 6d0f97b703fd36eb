//! Every failure as Problem Details.
//!
//! Source: RFC 9457.

use std::fmt;
use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use engine::domain::OpeningId;
use engine::journey::{EventKind, Reason, Refusal, Stage};
use tracing::error;

use crate::auth::{Denied, LoginError};
use crate::store::{Change, StoreError};
use crate::text::{Language, problems};
use crate::wire::{Flaw, Problem};

/// Why a request was not answered as it was meant.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// Nobody knows who asks.
    Unauthenticated(#[from] Denied),
    /// Whoever asks may not do this.
    Forbidden,
    /// A person outside the caller's own caseload.
    ReasonNeeded,
    /// Another site made the browser send it.
    OtherSite,
    /// A login came to nothing.
    Login(#[from] LoginError),
    /// No resource at this address.
    NoSuchAddress,
    /// The method means nothing here.
    MethodNotAllowed,
    /// The thing is not there, or is another municipality's.
    NotFound {
        /// What was looked for.
        what: &'static str,
    },
    /// A parameter, a header or the syntax of the body is wrong.
    Malformed(Vec<Flaw>),
    /// The body can be read, and says what cannot be.
    Invalid(Vec<Flaw>),
    /// The client accepts nothing that there is.
    NotAcceptable {
        /// The media type that there is.
        offered: &'static str,
    },
    /// The body is of another kind.
    UnsupportedMediaType {
        /// The media type that is read.
        expected: &'static str,
    },
    /// The body is larger than it may be.
    TooLarge,
    /// A POST without an Idempotency-Key.
    KeyMissing,
    /// The same key with another request.
    KeyReused,
    /// The same key while the first request still runs.
    KeyInUse,
    /// A change without If-Match.
    MatchMissing,
    /// A change of something that was changed since.
    Stale,
    /// More requests than one caller may send.
    TooMany {
        /// Seconds until there is room again.
        retry_after_s: u64,
    },
    /// More requests than the service can answer now.
    Busy,
    /// The answer took too long.
    TimedOut,
    /// The service starts, stops or cannot reach its database.
    Unavailable,
    /// The event is not legal where the journey stands.
    Refused(#[from] Box<Refusal>),
    /// A step about a proposal that the journey has something against.
    StepRefused {
        /// The step.
        step: &'static str,
        /// Every reason, with what to do about it.
        reasons: Vec<Reason>,
        /// The steps that can be taken.
        legal: Vec<&'static str>,
    },
    /// The municipality has no rules.
    NoRules,
    /// Nothing more can be done about it, or something must come first.
    NotNow(Vec<Flaw>),
    /// All places are taken: somebody was faster, or more was asked for than there is.
    NoPlaceLeft {
        /// Where.
        opening: OpeningId,
    },
    /// There is one already.
    Taken,
    /// A failure of our own: logged in full, shown in brief.
    Internal,
    /// The store could not do it: logged in full, shown in brief.
    Store(#[from] StoreError),
}

/// What is the same for all failures of a kind; a page under `/problems/{slug}` says it.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The last part of the problem's type.
    pub slug: &'static str,
    /// The status.
    pub status: StatusCode,
}

const fn kind(slug: &'static str, status: StatusCode) -> Kind {
    Kind { slug, status }
}

const UNAUTHENTICATED: Kind = kind("unauthenticated", StatusCode::UNAUTHORIZED);
const FORBIDDEN: Kind = kind("forbidden", StatusCode::FORBIDDEN);
const REASON_NEEDED: Kind = kind("reason-needed", StatusCode::FORBIDDEN);
const OTHER_SITE: Kind = kind("other-site", StatusCode::FORBIDDEN);
const LOGIN: Kind = kind("login-failed", StatusCode::BAD_REQUEST);
const TAKEN: Kind = kind("taken", StatusCode::CONFLICT);
const MALFORMED: Kind = kind("malformed", StatusCode::BAD_REQUEST);
const KEY_MISSING: Kind = kind("idempotency-key-missing", StatusCode::BAD_REQUEST);
const NO_SUCH_ADDRESS: Kind = kind("no-such-address", StatusCode::NOT_FOUND);
const NOT_FOUND: Kind = kind("not-found", StatusCode::NOT_FOUND);
const METHOD_NOT_ALLOWED: Kind = kind("method-not-allowed", StatusCode::METHOD_NOT_ALLOWED);
const NOT_ACCEPTABLE: Kind = kind("not-acceptable", StatusCode::NOT_ACCEPTABLE);
const KEY_IN_USE: Kind = kind("idempotency-key-in-use", StatusCode::CONFLICT);
const REFUSED: Kind = kind("not-legal-now", StatusCode::CONFLICT);
const NO_RULES: Kind = kind("no-service-model", StatusCode::CONFLICT);
const NOT_NOW: Kind = kind("not-now", StatusCode::CONFLICT);
const NO_PLACE_LEFT: Kind = kind("no-place-left", StatusCode::CONFLICT);
const STALE: Kind = kind("stale", StatusCode::PRECONDITION_FAILED);
const TOO_LARGE: Kind = kind("too-large", StatusCode::PAYLOAD_TOO_LARGE);
const UNSUPPORTED_MEDIA_TYPE: Kind =
    kind("unsupported-media-type", StatusCode::UNSUPPORTED_MEDIA_TYPE);
const INVALID: Kind = kind("invalid", StatusCode::UNPROCESSABLE_ENTITY);
const KEY_REUSED: Kind = kind("idempotency-key-reused", StatusCode::UNPROCESSABLE_ENTITY);
const MATCH_MISSING: Kind = kind("if-match-missing", StatusCode::PRECONDITION_REQUIRED);
const TOO_MANY: Kind = kind("too-many-requests", StatusCode::TOO_MANY_REQUESTS);
const INTERNAL: Kind = kind("internal", StatusCode::INTERNAL_SERVER_ERROR);
const BUSY: Kind = kind("busy", StatusCode::SERVICE_UNAVAILABLE);
const TIMED_OUT: Kind = kind("timed-out", StatusCode::SERVICE_UNAVAILABLE);
const UNAVAILABLE: Kind = kind("unavailable", StatusCode::SERVICE_UNAVAILABLE);

impl ApiError {
    /// What is the same for all failures of this kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Unauthenticated(Denied::IssuerSilent)
            | Self::Login(LoginError::Silent)
            | Self::Unavailable => UNAVAILABLE,
            Self::Unauthenticated(_) => UNAUTHENTICATED,
            Self::Forbidden => FORBIDDEN,
            Self::ReasonNeeded => REASON_NEEDED,
            Self::OtherSite => OTHER_SITE,
            Self::Login(_) => LOGIN,
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
            Self::Taken => TAKEN,
            Self::Refused(_) | Self::StepRefused { .. } => REFUSED,
            Self::NoRules => NO_RULES,
            Self::NotNow(_) => NOT_NOW,
            Self::NoPlaceLeft { .. } => NO_PLACE_LEFT,
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
                | StoreError::NoKeys
                | StoreError::WrongMasterKey
                | StoreError::Unsealed { .. }
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
    ///
    /// # Panics
    ///
    /// Never: the id of an example has the form of one.
    #[must_use]
    pub fn examples() -> Vec<Self> {
        let flaws = || vec![Flaw::at("/tasks", "write at least one"), Flaw::at("/hours", "..")];
        vec![
            Self::Malformed(flaws()),
            Self::KeyMissing,
            Self::Unauthenticated(Denied::Nothing),
            Self::Forbidden,
            Self::ReasonNeeded,
            Self::OtherSite,
            Self::Login(LoginError::NotBegun),
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
            Self::NotNow(flaws()),
            Self::NoPlaceLeft {
                opening: OpeningId::new("O-06").expect("it has the form of an id"),
            },
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

    /// What credentials there could be. Source: RFC 6750, section 3.
    fn challenge(&self) -> Option<HeaderValue> {
        Some(HeaderValue::from_static(match self {
            Self::Unauthenticated(Denied::IssuerSilent) => return None,
            Self::Unauthenticated(Denied::Nothing) => "Bearer realm=\"femtrinn\"",
            Self::Unauthenticated(_) => "Bearer realm=\"femtrinn\", error=\"invalid_token\"",
            _ => return None,
        }))
    }

    fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::TooMany { retry_after_s } => Some(*retry_after_s),
            Self::KeyInUse => Some(1),
            _ => (self.kind().status == StatusCode::SERVICE_UNAVAILABLE).then_some(1),
        }
    }
}

impl ApiError {
    /// The failure as a client sees it.
    fn problem(&self, language: Language) -> Problem {
        let Kind { slug, status } = self.kind();
        let (errors, legal) = match self {
            Self::Malformed(flaws) | Self::Invalid(flaws) | Self::NotNow(flaws) => {
                (flaws.clone(), Vec::new())
            }
            Self::Refused(refusal) => {
                let reasons = refusal.reasons.iter();
                let errors = reasons.map(|it| Flaw::of_reason(it, problems::refusal(language, it)));
                (errors.collect(), refusal.legal.iter().map(|event| event.code()).collect())
            }
            Self::StepRefused { step: _, reasons, legal } => {
                let reasons = reasons.iter();
                let errors = reasons.map(|it| Flaw::of_step(it, problems::refusal(language, it)));
                (errors.collect(), legal.clone())
            }
            _ => (Vec::new(), Vec::new()),
        };
        Problem {
            r#type: format!("/problems/{slug}"),
            title: problems::title(language, slug),
            status: status.as_u16(),
            detail: problems::detail(language, self),
            errors,
            legal,
        }
    }
}

/// In English, as a log and a machine want it.
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&problems::detail(Language::English, self))
    }
}

/// A failure that goes out, so that it can be said in the language of whoever asked.
#[derive(Debug, Clone)]
pub struct Failed(Arc<ApiError>);

impl Failed {
    /// The failure in a language.
    #[must_use]
    pub fn problem(&self, language: Language) -> Problem {
        self.0.problem(language)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let Kind { slug, status } = self.kind();
        if status.is_server_error() {
            let reason: &dyn std::error::Error = &self;
            error!(reason, source = reason.source(), "{slug}");
        }
        let (challenge, retry_after_s) = (self.challenge(), self.retry_after_s());
        let mut response = (status, self.problem(Language::English)).into_response();
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            // What is left of the body may not be read, so nothing can follow it.
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        if let Some(challenge) = challenge {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        if let Some(seconds) = retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Failed(Arc::new(self)));
        response
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
