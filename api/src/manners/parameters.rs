//! The parameters of the address and of the query.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::error::ApiError;
use crate::wire::Flaw;

/// The parameters of the address; one that cannot be read is told by its name.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(rejection) => {
                let names = RawPathParams::from_request_parts(parts, state).await;
                let names: Vec<String> = names
                    .map(|all| all.iter().map(|(name, _)| name.to_owned()).collect())
                    .unwrap_or_default();
                let flaw = Flaw::parameter(names.join(", "), rejection.body_text());
                Err(ApiError::Malformed(vec![flaw]))
            }
        }
    }
}

/// The parameters of the query; a type for it should deny unknown fields.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        match axum::extract::Query::try_from_uri(&parts.uri) {
            Ok(axum::extract::Query(value)) => Ok(Self(value)),
            Err(rejection) => {
                let told = rejection.body_text();
                let detail = told.rsplit("query string: ").next().unwrap_or(&told);
                // serde says `name: what is wrong` where it knows the name.
                let (name, detail) = detail.split_once(": ").unwrap_or(("query", detail));
                Err(ApiError::Malformed(vec![Flaw::parameter(name, detail)]))
            }
        }
    }
}
