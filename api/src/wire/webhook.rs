//! Webhooks as the API shows them.

use engine::reading::{Node, Read};
use serde::Serialize;
use utoipa::ToSchema;

use super::person::coded;
use crate::manners::Document;
use crate::store::webhooks::{Happened, StoredDelivery, StoredWebhook};

/// Where events are to be sent.
#[derive(Debug, ToSchema)]
pub struct WebhookRequest {
    /// An address with https. It must be a public one, unless the service was started with `--webhooks-inside`.
    #[schema(pattern = "^https?:[/]{2}", max_length = 2000)]
    pub url: String,
    /// The types of events to send; all of them where nothing is said.
    #[schema(value_type = Option<Vec<EventType>>)]
    pub types: Vec<EventType>,
}

/// A type of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub enum EventType {
    /// A match run has a plan.
    #[serde(rename = "no.femtrinn.match-run.done")]
    RunDone,
    /// A match run came to nothing.
    #[serde(rename = "no.femtrinn.match-run.failed")]
    RunFailed,
    /// Somebody has called a match run off.
    #[serde(rename = "no.femtrinn.match-run.cancelled")]
    RunCancelled,
    /// Something was done about a proposal; what, and to whom, the API tells.
    #[serde(rename = "no.femtrinn.proposal.changed")]
    ProposalChanged,
    /// A version of the value model was put in force.
    #[serde(rename = "no.femtrinn.model-version.in-force")]
    ModelInForce,
}

impl From<Happened> for EventType {
    fn from(happened: Happened) -> Self {
        match happened {
            Happened::RunDone => Self::RunDone,
            Happened::RunFailed => Self::RunFailed,
            Happened::RunCancelled => Self::RunCancelled,
            Happened::ProposalChanged => Self::ProposalChanged,
            Happened::ModelInForce => Self::ModelInForce,
        }
    }
}

impl Read for EventType {
    fn read(node: &Node<'_>) -> Option<Self> {
        coded(node, &Happened::ALL.map(|it| (it.code(), it.into())))
    }
}

impl Read for WebhookRequest {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["url", "types"])?;
        let url: Option<String> = fields.take("url");
        let types: Option<Option<Vec<EventType>>> = fields.take("types");
        Some(Self { url: url?, types: types?.unwrap_or_default() })
    }
}

impl Document for WebhookRequest {}

/// A webhook: where a municipality's events are sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookBody {
    /// Its id.
    pub id: String,
    /// Where events are sent.
    pub url: String,
    /// The types of events that are sent; all of them where the list is empty.
    #[schema(value_type = Vec<EventType>)]
    pub types: Vec<String>,
    /// Whether events are sent.
    pub is_active: bool,
    /// Who has ended it: `by_person`, or `by_receiver`, which answered 410.
    pub ended: Option<String>,
    /// Who made it.
    pub made_by: String,
    /// When it was made.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it changed last.
    #[schema(format = DateTime)]
    pub changed_at: String,
    /// The secret that events are signed with. Shown once, in the answer that made it; keep it like a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub secret: Option<String>,
}

impl From<StoredWebhook> for WebhookBody {
    fn from(stored: StoredWebhook) -> Self {
        let StoredWebhook { id, url, types, made_by, ended, created_at, changed_at } = stored;
        Self {
            id,
            url,
            types: serde_json::from_str(&types.0).unwrap_or_default(),
            is_active: ended.is_none(),
            ended,
            made_by,
            created_at: created_at.to_string(),
            changed_at: changed_at.to_string(),
            secret: None,
        }
    }
}

/// An event that is, or was, to be delivered.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryBody {
    /// The event; `webhook-id` of what is sent.
    pub event: String,
    /// Its type.
    #[schema(value_type = EventType)]
    pub r#type: String,
    /// How far it is: `waiting`, `delivered` or `failed`, which is tried no more.
    pub state: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next, while it waits.
    #[schema(format = DateTime)]
    pub next_at: Option<String>,
    /// The status that was answered last, or why there was none.
    pub last_answer: Option<String>,
    /// When it happened.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it was tried last.
    #[schema(format = DateTime)]
    pub changed_at: String,
}

impl From<StoredDelivery> for DeliveryBody {
    fn from(stored: StoredDelivery) -> Self {
        let StoredDelivery {
            event_id,
            kind,
            state,
            attempts,
            due_at,
            last_answer,
            created_at,
            changed_at,
        } = stored;
        let next_at = (state == "waiting").then(|| due_at.to_string());
        let (created_at, changed_at) = (created_at.to_string(), changed_at.to_string());
        Self {
            event: event_id,
            r#type: kind,
            state,
            attempts,
            next_at,
            last_answer,
            created_at,
            changed_at,
        }
    }
}
