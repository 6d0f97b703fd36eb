//! A spreadsheet as the body of a request.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};

use super::body::whole;
use crate::error::ApiError;
use crate::sheets::Format;

/// A spreadsheet as it came; what is in it is read by [`sheets::read`](crate::sheets::read).
#[derive(Debug)]
pub struct SheetFile {
    /// How it is written, as `Content-Type` says.
    pub format: Format,
    /// What stands in it.
    pub bytes: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for SheetFile {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let expected = "text/csv or as an Excel workbook (.xlsx)";
        let format =
            format(request.headers()).ok_or(ApiError::UnsupportedMediaType { expected })?;
        Ok(Self { format, bytes: whole(request).await? })
    }
}

/// The format that the headers tell of, unless the file is compressed.
fn format(headers: &HeaderMap) -> Option<Format> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let plain = text(header::CONTENT_ENCODING).is_none_or(|coding| coding == "identity");
    let kind = text(header::CONTENT_TYPE)?.split(';').next()?.trim();
    let is = |format: &Format| plain && format.media_type().eq_ignore_ascii_case(kind);
    [Format::Csv, Format::Xlsx].into_iter().find(is)
}
