//! What is told of each request: in the log and in numbers. Never a name, a body, an address or a query.

use std::any::Any;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::{Instrument, error, info, info_span};
use uuid::Uuid;

use crate::error::ApiError;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// The request's id: the client's own, if it is a sound one, or a new one.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Gives the request an id, takes up the trace it belongs to, and tells how it went.
///
/// The log has the route (`/v1/candidates/{id}`), not the address: an id there is about a person.
pub(super) async fn observe(mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = request_id(request.headers());
    let method = request.method().as_str().to_owned();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    let trace = trace_id(request.headers()).unwrap_or_default();
    let span = info_span!("request", request_id = id, trace_id = trace, method, route);
    let route = route.to_owned();
    request.extensions_mut().insert(RequestId(id.clone()));
    let answer = async {
        let response = next.run(request).await;
        let (took, status) = (began.elapsed(), response.status().as_u16());
        info!(status, took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX), "answered");
        let labels = [("method", method), ("route", route), ("status", status.to_string())];
        metrics::counter!("http_requests_total", &labels).increment(1);
        metrics::histogram!("http_request_duration_seconds", &labels).record(took);
        response
    };
    let mut response = answer.instrument(span).await;
    let id = HeaderValue::try_from(id).expect("a request id is ASCII");
    response.headers_mut().insert(REQUEST_ID, id);
    response
}

/// Answers for a handler that panicked. What the panic says can hold anything, and is not logged here.
pub(super) fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    error!("a handler panicked");
    ApiError::Internal.into_response()
}

fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok());
    // Only an id that is made by a machine: text of another kind could say who somebody is.
    let sound = given.and_then(|text| Uuid::try_parse(text).ok());
    sound.unwrap_or_else(Uuid::now_v7).to_string()
}

/// The trace that a request belongs to.
///
/// Source: W3C Trace Context, section 3.2: `00-{trace-id}-{parent-id}-{flags}`.
pub(crate) fn trace_id(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(TRACEPARENT)?.to_str().ok()?;
    let parts: Vec<&str> = text.split('-').collect();
    let [version, trace, parent, flags] = parts[..] else { return None };
    let hex = |part: &str, length| {
        part.len() == length && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    let sound = hex(version, 2) && version != "ff" && hex(flags, 2);
    let named = |part: &str, length| hex(part, length) && part.bytes().any(|b| b != b'0');
    (sound && named(trace, 32) && named(parent, 16)).then(|| trace.to_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::{REQUEST_ID, TRACEPARENT, request_id, trace_id};

    #[test]
    fn a_trace_is_taken_up_where_it_is_sound() {
        #[rustfmt::skip]
        let cases = [
            ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true,  "the example of the source"),
            ("00-00000000000000000000000000000000-b7ad6b7169203331-01", false, "no trace"),
            ("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false, "no parent"),
            ("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", false, "capitals"),
            ("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false, "a version that is forbidden"),
            ("00-Kari Nordmann-b7ad6b7169203331-01",                    false, "no id at all"),
        ];
        for (value, taken, why) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(TRACEPARENT, HeaderValue::from_static(value));
            assert_eq!(trace_id(&headers).is_some(), taken, "{value}: {why}");
        }
    }

    #[test]
    fn a_request_id_is_a_uuid_and_nothing_else() {
        let mut headers = HeaderMap::new();
        let given = "0190c4a2-3f5e-7cc0-9b1d-4f5f6a7b8c9d";
        headers.insert(REQUEST_ID, HeaderValue::from_static(given));
        assert_eq!(request_id(&headers), given);
        headers.insert(REQUEST_ID, HeaderValue::from_static("Kari Nordmann"));
        assert!(!request_id(&headers).contains("Kari"));
    }
}
