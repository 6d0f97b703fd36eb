//! What the client accepts.

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::error::ApiError;

/// A layer for addresses that answer with one media type: it refuses a client that accepts no such thing.
///
/// # Errors
///
/// [`ApiError::NotAcceptable`], and nothing is done.
pub async fn answers_with(
    offered: &'static str,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    if accepts(request.headers(), offered) {
        Ok(next.run(request).await)
    } else {
        Err(ApiError::NotAcceptable { offered })
    }
}

/// Whether one of the ranges takes the type. The most exact range decides.
///
/// Source: RFC 9110, section 12.5.1.
#[must_use]
pub fn accepts(headers: &HeaderMap, offered: &str) -> bool {
    let kind = offered.split('/').next().unwrap_or_default();
    let mut decided: Option<(u8, bool)> = None;
    let mut asked = false;
    for value in headers.get_all(header::ACCEPT) {
        let Ok(value) = value.to_str() else { continue };
        for range in value.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default().to_ascii_lowercase();
            if name.is_empty() {
                continue;
            }
            asked = true;
            let exactness = match name.as_str() {
                "*/*" => 1,
                _ if name.strip_suffix("/*") == Some(kind) => 2,
                _ if name == offered => 3,
                _ => continue,
            };
            let weight = parts.find_map(|part| part.strip_prefix("q=").map(str::to_owned));
            let wanted = weight.is_none_or(|q| q.parse::<f32>().is_ok_and(|q| q > 0.0));
            if decided.is_none_or(|(known, _)| exactness > known) {
                decided = Some((exactness, wanted));
            }
        }
    }
    !asked || decided.is_some_and(|(_, wanted)| wanted)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::accepts;

    #[test]
    fn the_most_exact_range_decides() {
        #[rustfmt::skip]
        let cases = [
            // Accept                              accepted  why
            ("",                                     true,   "nothing is asked"),
            ("*/*",                                  true,   "anything"),
            ("application/*",                        true,   "any application type"),
            ("Application/JSON",                     true,   "names have no case"),
            ("text/html, application/json;q=0.1",    true,   "the second is there"),
            ("application/json; charset=utf-8",      true,   "a parameter changes nothing"),
            ("text/html",                            false,  "there is no page here"),
            ("application/json;q=0, */*",            false,  "anything but this"),
            ("application/json;q=0",                 false,  "not this"),
            ("application/problem+json",             false,  "a failure is not asked for"),
        ];
        for (value, accepted, why) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(value));
            assert_eq!(accepts(&headers, "application/json"), accepted, "{value}: {why}");
        }
        assert!(accepts(&HeaderMap::new(), "application/json"), "no header");
    }
}
