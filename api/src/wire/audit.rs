//! The log of who looked at whom, as the API and `femtrinn audit export` show it.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::Raw;
use crate::store::audit::AuditEvent;
use crate::store::transfer::hex;

/// An event of the log: a request that showed or changed something of people, or was refused.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEventBody {
    /// Its number in the municipality's chain.
    #[schema(minimum = 1)]
    pub sequence: i64,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Who: issuer and subject, never a name.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// What was done: `access`, `create`, `update` or `erase`.
    pub action: String,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
    /// `permit` or `deny`.
    pub decision: String,
    /// The method and the template of the address, or the command.
    pub request: String,
    /// The network address that it came from.
    pub origin: Option<String>,
    /// The trace that it belongs to.
    pub trace: Option<String>,
    /// The ids of those who were shown.
    #[schema(value_type = Vec<String>)]
    pub people: Box<RawValue>,
    /// The hash of the event before, in hexadecimal digits.
    pub previous: String,
    /// The hash of this one.
    pub hash: String,
}

impl AuditEventBody {
    /// The event as a line of JSON.
    ///
    /// # Panics
    ///
    /// Never: all of it has a JSON.
    #[must_use]
    pub fn to_line(&self) -> String {
        serde_json::to_string(self).expect("an event has a JSON") + "\n"
    }
}

impl From<AuditEvent> for AuditEventBody {
    fn from(event: AuditEvent) -> Self {
        let AuditEvent {
            municipality_id: _,
            sequence,
            at,
            actor,
            role,
            action,
            reason,
            decision,
            request,
            origin,
            trace,
            people,
            previous,
            hash,
        } = event;
        Self {
            sequence: sequence.0,
            at: at.to_string(),
            actor,
            role,
            action,
            reason,
            decision,
            request,
            origin,
            trace,
            people: people.raw(),
            previous: hex(&previous),
            hash: hex(&hash),
        }
    }
}
