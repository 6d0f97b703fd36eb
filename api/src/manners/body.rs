//! The body of a request, read by the engine's reader with all faults at once.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use engine::reading::{Fault, Node, Read, Wrong, read};
use futures_util::StreamExt;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::ApiError;
use crate::store::{Ts, new_uuid};
use crate::wire::Flaw;

/// What can stand in a body.
pub trait Document: Read {
    /// Checks what spans several fields.
    fn check(_root: &Node<'_>) {}
}

/// A JSON body: its text, to be kept as it came, and what it says.
#[derive(Debug)]
pub struct Body<T> {
    /// The text.
    pub text: String,
    /// What it says.
    pub value: T,
}

impl<T: Document> Body<T> {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// [`ApiError::Malformed`] when it is no JSON, and [`ApiError::Invalid`] with every fault when it does not say
    /// what it should.
    pub fn read(text: String) -> Result<Self, ApiError> {
        let read = read::<T>(&text, T::check);
        Self::told(text, read)
    }
}

impl<T> Body<T> {
    /// What a text says, or every fault of it.
    fn told(text: String, read: Result<T, Vec<Fault>>) -> Result<Self, ApiError> {
        match read {
            Ok(value) => Ok(Self { text, value }),
            Err(faults) => {
                let is_json =
                    !faults.iter().any(|fault| matches!(fault.wrong, Wrong::Syntax { .. }));
                let flaws = faults.into_iter().map(Flaw::from).collect();
                Err(if is_json { ApiError::Invalid(flaws) } else { ApiError::Malformed(flaws) })
            }
        }
    }
}

/// The text of a JSON body. What is in it is read by [`JsonText::read`] and its like.
#[derive(Debug)]
pub struct JsonText(String);

impl JsonText {
    /// The text as it came.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// As [`Body::read`].
    pub fn read<T: Document>(&self) -> Result<Body<T>, ApiError> {
        Body::read(self.0.clone())
    }

    /// Reads a document by a reader of its own.
    ///
    /// # Errors
    ///
    /// As [`Body::read`].
    pub fn read_with<T>(
        &self,
        reader: impl Fn(&str) -> Result<T, Vec<Fault>>,
    ) -> Result<Body<T>, ApiError> {
        Body::told(self.0.clone(), reader(&self.0))
    }

    /// Reads a new document, which gets an id where it has none of its own.
    ///
    /// # Errors
    ///
    /// As [`Body::read`].
    pub fn read_new<T: Document>(&self, now: Ts) -> Result<Body<T>, ApiError> {
        self.identified(&new_uuid(now).to_string(), |_| true)
    }

    /// Reads a document that has its id in the address, and may have it in the body as well.
    ///
    /// # Errors
    ///
    /// As [`Body::read`], and [`ApiError::Invalid`] when it has another id.
    pub fn read_known<T: Document>(&self, id: &str) -> Result<Body<T>, ApiError> {
        self.identified(id, |given| given == id)
    }

    fn identified<T: Document>(
        &self,
        id: &str,
        may_be: impl Fn(&str) -> bool,
    ) -> Result<Body<T>, ApiError> {
        /// What is looked at before the document is read.
        #[derive(Deserialize)]
        struct Named<'t> {
            #[serde(borrow, default)]
            id: Option<&'t RawValue>,
        }
        let text = &self.0;
        // What is no object, or has two ids, is for the reader to tell.
        let Some(fields) = text.trim_start().strip_prefix('{') else { return self.read() };
        let Ok(named) = serde_json::from_str::<Named<'_>>(text) else { return self.read() };
        match named.id {
            None => {
                let comma = if fields.trim_start().starts_with('}') { "" } else { "," };
                Body::read(format!("{{\"id\":\"{id}\"{comma}{fields}"))
            }
            Some(given) if may_be(given.get().trim_matches('"')) => self.read(),
            Some(_) => {
                let mut flaws = match self.read::<T>() {
                    Err(ApiError::Invalid(flaws)) => flaws,
                    Err(other) => return Err(other),
                    Ok(_) => Vec::new(),
                };
                let detail = "the address has another id; correct one, or leave this one out";
                flaws.insert(0, Flaw::at("/id", detail));
                Err(ApiError::Invalid(flaws))
            }
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for JsonText {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::UnsupportedMediaType { expected: "application/json" });
        }
        let bytes = whole(request).await?;
        let text = String::from_utf8(bytes.into()).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            ApiError::Malformed(vec![Flaw::at("", format!("byte {at} is not UTF-8"))])
        })?;
        Ok(Self(text))
    }
}

/// The most bytes that a body may have here.
#[derive(Debug, Clone, Copy)]
pub struct BytesMost(usize);

/// How much of a body that is too large is still read, so that whoever sends it to the end sees the answer: on a
/// connection that is closed before, the answer can be lost. An assumption.
const BYTES_LET_PASS: usize = 32 * 1024 * 1024;

/// Lets bodies have so many bytes and no more.
pub fn bytes_most(bytes: usize) -> Extension<BytesMost> {
    Extension(BytesMost(bytes))
}

/// The whole body.
pub(super) async fn whole(request: Request) -> Result<Bytes, ApiError> {
    let headers = request.headers();
    let size = headers.get(header::CONTENT_LENGTH);
    let size = size.and_then(|size| size.to_str().ok()?.parse::<usize>().ok());
    let BytesMost(most) = *request.extensions().get().expect("each address has a size");
    // Whoever asks first is answered before the body is on its way.
    let asks_first = headers.contains_key(header::EXPECT);
    let hopeless = size.is_some_and(|size| size > most + BYTES_LET_PASS);
    if hopeless || (asks_first && size.is_some_and(|size| size > most)) {
        return Err(ApiError::TooLarge);
    }
    let (mut body, mut passed) = (Vec::with_capacity(size.unwrap_or_default().min(most)), 0);
    let mut parts = request.into_body().into_data_stream();
    while let Some(part) = parts.next().await {
        let part = part.map_err(|_| {
            ApiError::Malformed(vec![Flaw::at("", "the body ended before it was whole")])
        })?;
        passed += part.len();
        if passed <= most {
            body.extend_from_slice(&part);
        } else if passed > most + BYTES_LET_PASS {
            break;
        }
    }
    if passed > most { Err(ApiError::TooLarge) } else { Ok(body.into()) }
}

fn is_json(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let kind = text(header::CONTENT_TYPE).and_then(|kind| kind.split(';').next());
    let plain = text(header::CONTENT_ENCODING).is_none_or(|coding| coding == "identity");
    plain && kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}
