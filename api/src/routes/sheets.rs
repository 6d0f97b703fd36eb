//! Candidates, openings and staff as spreadsheets: templates, exports, imports.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tokio::task::spawn_blocking;
use utoipa::{IntoParams, ToSchema};

use crate::audit::Asked;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::manners::{Begun, Once, Path, Query, SheetFile, accepts};
use crate::sheets::{self, CellFault, Failure, Format, Known, Record, Sheet};
use crate::state::AppState;
use crate::wire::{Answer, Flaw, ImportedBody};

/// How a spreadsheet is written.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SheetFormat {
    /// Text with `;` between, as Norwegian Excel writes and reads it.
    Csv,
    /// An Excel workbook.
    #[default]
    Xlsx,
}

/// How a spreadsheet is written.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct As {
    /// The format; a workbook unless it is said.
    #[serde(default)]
    #[param(inline, required = false)]
    format: SheetFormat,
}

/// Whether to store what is sent.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct How {
    /// Only try it, and store nothing.
    #[serde(default)]
    #[param(required = false)]
    dry_run: bool,
}

/// An empty spreadsheet to fill in.
///
/// A workbook has drop-downs, and a sheet that tells how to fill in each column.
#[utoipa::path(
    get, path = "/v1/templates/{sheet}", tag = "spreadsheets", params(("sheet" = String, Path), As),
    responses((status = 200, description = "The template", content(
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (String = "text/csv"),
    ))),
)]
pub(super) async fn show_template(
    Path(sheet): Path<String>,
    Query(As { format }): Query<As>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    file(self::sheet(&sheet)?, format.into(), &headers, Vec::new()).await
}

/// Everything that is stored of candidates, openings or staff, as a spreadsheet.
#[utoipa::path(
    get, path = "/v1/exports/{sheet}", tag = "spreadsheets", params(("sheet" = String, Path), As),
    responses((status = 200, description = "The spreadsheet", content(
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (String = "text/csv"),
    ))),
)]
pub(super) async fn show_export(
    State(state): State<AppState>,
    caller: Caller,
    asked: Asked,
    Path(sheet): Path<String>,
    Query(As { format }): Query<As>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (sheet, format) = (self::sheet(&sheet)?, Format::from(format));
    acceptable(&headers, format.media_type())?;
    let mut look = state.store.look(asked).await?;
    let records = sheets::export(&mut look, caller.municipality, sheet).await?;
    let records = look.answer(records).await?;
    file(sheet, format, &headers, records).await
}

/// Store what a spreadsheet says of candidates, openings or staff: all rows, or none.
///
/// Every fault is told by row and column. A row that is there already must have the version that was exported.
#[utoipa::path(
    post, path = "/v1/imports/{sheet}", tag = "spreadsheets", params(("sheet" = String, Path), How),
    request_body(content(
        (String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    )),
    responses((status = 200, description = "What was stored", body = ImportedBody)),
)]
pub(super) async fn import_sheet(
    State(state): State<AppState>,
    caller: Caller,
    Path(sheet): Path<String>,
    Query(How { dry_run }): Query<How>,
    headers: HeaderMap,
    once: Once,
    file: SheetFile,
) -> Result<Response, ApiError> {
    acceptable(&headers, "application/json")?;
    let (sheet, here) = (self::sheet(&sheet)?, caller.municipality);
    let known = Known::gather(&mut state.store.read().await?, here).await?;
    let SheetFile { format, bytes } = file;
    let copy = bytes.clone();
    let batch = spawn_blocking(move || sheets::read(sheet, format, &copy, &known)).await;
    let batch = batch.map_err(|_| ApiError::Internal)?.map_err(flaws)?;
    let mut writing = match once.begin(&state, &caller, &bytes).await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(writing) => writing,
    };
    let imported = sheets::import(&mut writing.tx, here, batch, state.clock.now()).await;
    let imported = imported.map_err(|failure| match failure {
        Failure::Faults(faults) => flaws(faults),
        Failure::Store(error) => error.into(),
    })?;
    let answer = Answer::ok(&ImportedBody::new(imported, dry_run));
    if dry_run {
        Box::pin(writing.tried(&state, answer)).await
    } else {
        writing.finish(answer).await
    }
}

/// A name that no sheet has is nobody's.
fn sheet(name: &str) -> Result<Sheet, ApiError> {
    let found = Sheet::ALL.into_iter().find(|sheet| sheet.code() == name);
    found.ok_or(ApiError::NotFound { what: "sheet" })
}

impl From<SheetFormat> for Format {
    fn from(format: SheetFormat) -> Self {
        match format {
            SheetFormat::Csv => Self::Csv,
            SheetFormat::Xlsx => Self::Xlsx,
        }
    }
}

fn acceptable(headers: &HeaderMap, offered: &'static str) -> Result<(), ApiError> {
    if accepts(headers, offered) { Ok(()) } else { Err(ApiError::NotAcceptable { offered }) }
}

fn flaws(faults: Vec<CellFault>) -> ApiError {
    ApiError::Invalid(faults.into_iter().map(Flaw::from).collect())
}

/// A file to save.
async fn file(
    sheet: Sheet,
    format: Format,
    headers: &HeaderMap,
    records: Vec<Record>,
) -> Result<Response, ApiError> {
    acceptable(headers, format.media_type())?;
    let written = spawn_blocking(move || sheets::write(sheet, format, &records)).await;
    let bytes = written.ok().and_then(Result::ok).ok_or(ApiError::Internal)?;
    let name = format!("attachment; filename=\"{}.{}\"", sheet.code(), format.ending());
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}
