//! The language of whoever asks: what has gone wrong is said in it.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::Failed;
use crate::text::Language;

/// Says a failure in the language that `Accept-Language` asks for; in English where it asks for none of ours.
pub(super) async fn in_language(request: Request, next: Next) -> Response {
    let language = asked(request.headers());
    let mut response = next.run(request).await;
    if let Some(failed) = response.extensions_mut().remove::<Failed>() {
        if language != Language::English {
            let said = failed.problem(language).into_response();
            *response.body_mut() = said.into_body();
        }
        let tag = HeaderValue::from_static(language.tag());
        response.headers_mut().insert(header::CONTENT_LANGUAGE, tag);
    }
    response
}

/// The language that `Accept-Language` asks for; English where it asks for none of ours.
#[must_use]
pub fn asked(headers: &HeaderMap) -> Language {
    wanted(headers).unwrap_or(Language::English)
}

/// The language of ours that is wanted most, the first of several; `no` is taken for bokmål.
///
/// Source: RFC 9110, section 12.5.4.
#[must_use]
pub fn wanted(headers: &HeaderMap) -> Option<Language> {
    let mut best = (0.0, None);
    for value in headers.get_all(header::ACCEPT_LANGUAGE) {
        let ranges = value.to_str().unwrap_or_default().split(',');
        for range in ranges {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
            let language = match tag.split('-').next() {
                Some("nb" | "no") => Language::Bokmal,
                Some("nn") => Language::Nynorsk,
                Some("en") => Language::English,
                _ => continue,
            };
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            let weight = weight.map_or(1.0, |weight| weight.parse::<f32>().unwrap_or(0.0));
            if weight > best.0 {
                best = (weight, Some(language));
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::asked;
    use crate::text::Language::{self, Bokmal, English, Nynorsk};

    #[test]
    fn the_language_that_is_wanted_most_is_taken() {
        #[rustfmt::skip]
        let cases: [(&str, Language, &str); 8] = [
            ("",                        English, "nothing is asked"),
            ("nb",                      Bokmal,  "one"),
            ("nn-NO,nb;q=0.8,en;q=0.5", Nynorsk, "the first weighs most"),
            ("en;q=0.5, nb;q=0.9",      Bokmal,  "the heavier one, wherever it stands"),
            ("no",                      Bokmal,  "Norwegian without more"),
            ("se, fi;q=0.9, nn;q=0.1",  Nynorsk, "the one that there is"),
            ("nb;q=0, *",               English, "not this one"),
            ("NB-no",                   Bokmal,  "a tag has no case"),
        ];
        for (value, expected, why) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(value));
            assert_eq!(asked(&headers), expected, "{value}: {why}");
        }
        assert_eq!(asked(&HeaderMap::new()), English, "no header");
    }
}
