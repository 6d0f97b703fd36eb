//! A failure as the client sees it.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use engine::journey::Reason;
use engine::reading::{Fault, Wrong};
use serde::Serialize;
use utoipa::ToSchema;

use crate::sheets::CellFault;

/// Why a request was not answered as it was meant, and what to do (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// The kind of failure; a page about it is at this address.
    #[schema(example = "/problems/invalid")]
    pub r#type: String,
    /// The kind of failure, in short.
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What to do.
    pub detail: String,
    /// Every fault of the request, each with its place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<Flaw>,
    /// What can be recorded instead of an event that is not legal now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub legal: Vec<&'static str>,
}

/// One fault of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Flaw {
    /// Where in the body, as a JSON Pointer (RFC 6901).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/tasks/0/kind", nullable = false)]
    pub pointer: Option<String>,
    /// The parameter of the address or the query.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub parameter: Option<String>,
    /// The header.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub header: Option<String>,
    /// The row of the spreadsheet, as it counts: 1 is the row of the headings.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub row: Option<u32>,
    /// The column of the spreadsheet: its letters, and what it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "P (Ønsket stilling minst, prosent)", nullable = false)]
    pub column: Option<String>,
    /// What stands there, shortened.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub found: Option<String>,
    /// What is wrong, and what to do.
    pub detail: String,
}

impl Flaw {
    /// A fault of the body.
    pub fn at(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: Some(pointer.into()), ..Self::new(detail) }
    }

    /// A fault of a parameter.
    pub fn parameter(name: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { parameter: Some(name.into()), ..Self::new(detail) }
    }

    /// A fault of a header.
    pub fn header(name: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { header: Some(name.into()), ..Self::new(detail) }
    }

    /// A reason against an event, in the words of a language.
    #[must_use]
    pub fn of_reason(reason: &Reason, detail: String) -> Self {
        let pointer = match reason {
            Reason::NotInStage { .. } => "/what",
            Reason::Ahead { .. } | Reason::Before { .. } => "/on",
            Reason::Unknown { field } => {
                return Self::at(format!("/details/{field}"), detail);
            }
            _ => "/details",
        };
        Self::at(pointer, detail)
    }

    /// A reason of the journey against a step about a proposal, at the field of the step that it is about.
    #[must_use]
    pub fn of_step(reason: &Reason, detail: String) -> Self {
        let field = match reason {
            Reason::Ahead { .. } | Reason::Before { .. } | Reason::Turned { field: "on" } => "/on",
            Reason::Unknown { field } | Reason::Turned { field } => {
                return Self::at(format!("/booking/{field}"), detail);
            }
            Reason::NoFamilyReasons => "/booking/family_reasons",
            Reason::NoMentor => "/booking/mentor_named",
            Reason::TooLong { .. } => "/booking/last_day",
            Reason::Overlaps { .. } => "/booking/first_day",
            _ => "/step",
        };
        Self::at(field, detail)
    }

    fn new(detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self {
            pointer: None,
            parameter: None,
            header: None,
            row: None,
            column: None,
            found: None,
            detail,
        }
    }
}

impl From<Fault> for Flaw {
    fn from(fault: Fault) -> Self {
        let detail = fault.wrong.to_string();
        let Fault { place: _, mut pointer, line: _, column: _, found, wrong } = fault;
        if let Wrong::Missing { field } = wrong {
            // What is missing is the field, which a form can mark, not the whole object.
            pointer.extend(["/", field.as_str()]);
            return Self::at(pointer, detail);
        }
        Self { found: (!found.is_empty()).then_some(found), ..Self::at(pointer, detail) }
    }
}

impl From<CellFault> for Flaw {
    fn from(fault: CellFault) -> Self {
        let CellFault { row, column, found, detail } = fault;
        let column = column.map(|(letters, heading)| format!("{letters} ({heading})"));
        Self { row, column, found: (!found.is_empty()).then_some(found), ..Self::new(detail) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).expect("a problem is text and numbers");
        let kind = HeaderValue::from_static("application/problem+json");
        ([(header::CONTENT_TYPE, kind)], body).into_response()
    }
}
