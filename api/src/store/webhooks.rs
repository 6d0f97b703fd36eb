//! Webhooks: who is told of events, and what is still to be told: rows of the transaction in which it happened.
//!
//! An event is a `CloudEvent` that names a run, a proposal or a version by its id, and nobody: what there is to know of
//! it, whoever is told asks the API, which asks who they are.

use serde_json::json;

use super::{
    Document, MunicipalityId, PageSize, Store, StoreError, Ts, Tx, municipalities, new_uuid,
};

/// What can happen that others are told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// A match run has a plan.
    RunDone,
    /// A match run came to nothing.
    RunFailed,
    /// Somebody has called a match run off.
    RunCancelled,
    /// Something was done about a proposal; what, and to whom, is not told.
    ProposalChanged,
    /// A version of the value model was put in force.
    ModelInForce,
}

impl Happened {
    /// Everything that can happen.
    pub const ALL: [Self; 5] = [
        Self::RunDone,
        Self::RunFailed,
        Self::RunCancelled,
        Self::ProposalChanged,
        Self::ModelInForce,
    ];

    /// The type of the event.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::RunDone => "no.femtrinn.match-run.done",
            Self::RunFailed => "no.femtrinn.match-run.failed",
            Self::RunCancelled => "no.femtrinn.match-run.cancelled",
            Self::ProposalChanged => "no.femtrinn.proposal.changed",
            Self::ModelInForce => "no.femtrinn.model-version.in-force",
        }
    }

    /// Where the API shows it.
    fn folder(self) -> &'static str {
        match self {
            Self::RunDone | Self::RunFailed | Self::RunCancelled => "match-runs",
            Self::ProposalChanged => "proposals",
            Self::ModelInForce => "model-versions",
        }
    }
}

/// A webhook as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredWebhook {
    /// Its id.
    pub id: String,
    /// Where events are sent.
    pub url: String,
    /// The types of events that are sent; all where the list is empty.
    pub types: Document,
    /// Who made it.
    pub made_by: String,
    /// Who has ended it: `by_person` or `by_receiver`.
    pub ended: Option<String>,
    /// When it was made.
    pub created_at: Ts,
    /// When it changed last.
    pub changed_at: Ts,
}

/// An event that is, or was, to be delivered, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredDelivery {
    /// The event.
    pub event_id: String,
    /// Its type.
    #[sqlx(rename = "type")]
    pub kind: String,
    /// How far it is: `waiting`, `delivered` or `failed`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next.
    pub due_at: Ts,
    /// What was answered last, or why nothing was.
    pub last_answer: Option<String>,
    /// When it happened.
    pub created_at: Ts,
    /// When it changed last.
    pub changed_at: Ts,
}

/// An event that a server delivers now.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Taken {
    /// Whose it is.
    pub municipality_id: MunicipalityId,
    /// To whom.
    pub webhook_id: String,
    /// The event.
    pub event_id: String,
    /// The number of this try.
    pub attempts: i64,
    /// What is sent.
    pub body: Document,
    /// Where.
    pub url: String,
    /// Whether nothing is sent there any more: it was ended while this happened.
    pub has_ended: bool,
}

/// What came of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// It was taken.
    Delivered,
    /// It is tried again then.
    Again(Ts),
    /// It is tried no more.
    Failed,
}

impl Store {
    /// The secret that signs what is sent to a webhook: it follows from the id and a key of the municipality that lies
    /// with the keys of people, and is kept nowhere.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoKeys`] when the store was opened without keys, or when their database fails.
    pub async fn webhook_secret(
        &self,
        municipality: MunicipalityId,
        id: &str,
        now: Ts,
    ) -> Result<Vec<u8>, StoreError> {
        let keys = self.keys.as_ref().ok_or(StoreError::NoKeys)?;
        Box::pin(keys.fingerprint(municipality, &[b"webhook", id.as_bytes()], now)).await
    }
}

/// Puts down what happened for whoever is to be told, in the transaction in which it happens.
///
/// # Errors
///
/// When the database cannot keep it.
pub(super) async fn tell(
    tx: &mut Tx,
    municipality: MunicipalityId,
    happened: Happened,
    id: &str,
    now: Ts,
) -> Result<(), StoreError> {
    const WHO_SQL: &str =
        "SELECT id, types FROM webhook WHERE municipality_id = $1 AND ended IS NULL ORDER BY id";
    const SQL: &str = "
        INSERT INTO webhook_delivery
            (municipality_id, webhook_id, event_id, type, body, state, attempts, due_at, created_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, 'waiting', 0, $6, $6, $6)";
    let who: Vec<(String, Document)> = on_either!(&mut *tx, |conn| sqlx::query_as(WHO_SQL)
        .bind(municipality)
        .fetch_all(conn)
        .await)?;
    let code = happened.code();
    let wants = |types: &Document| {
        let types: Vec<String> = serde_json::from_str(&types.0).unwrap_or_default();
        types.is_empty() || types.iter().any(|it| it == code)
    };
    let who: Vec<String> =
        who.into_iter().filter(|(_, types)| wants(types)).map(|(id, _)| id).collect();
    if who.is_empty() {
        return Ok(());
    }
    let here = municipalities::find(tx, municipality).await?;
    let number = here.map(|it| it.number).unwrap_or_default();
    let event = new_uuid(now).to_string();
    let body = Document::of(&json!({
        "specversion": "1.0", "id": event, "type": code, "source": format!("/v1/municipalities/{number}"),
        "subject": id, "time": now.to_string(), "datacontenttype": "application/json",
        "data": {"address": format!("/v1/{}/{id}", happened.folder())},
    }));
    for webhook in who {
        on_either!(&mut *tx, |conn| {
            let query = sqlx::query(SQL)
                .bind(municipality)
                .bind(webhook)
                .bind(&event)
                .bind(code)
                .bind(&body)
                .bind(now);
            query.execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Stores a webhook.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn insert(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &str,
    url: &str,
    types: &Document,
    made_by: &str,
    now: Ts,
) -> Result<StoredWebhook, StoreError> {
    const SQL: &str = "
        INSERT INTO webhook (municipality_id, id, url, types, made_by, created_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $6)
        RETURNING id, url, types, made_by, ended, created_at, changed_at";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id)
        .bind(url)
        .bind(types)
        .bind(made_by)
        .bind(now)
        .fetch_one(conn)
        .await)?)
}

/// A webhook of the municipality.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &str,
) -> Result<Option<StoredWebhook>, StoreError> {
    const SQL: &str = "
        SELECT id, url, types, made_by, ended, created_at, changed_at
        FROM webhook
        WHERE municipality_id = $1 AND id = $2";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id)
        .fetch_optional(conn)
        .await)?)
}

/// All webhooks of the municipality, the first one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Vec<StoredWebhook>, StoreError> {
    const SQL: &str = "
        SELECT id, url, types, made_by, ended, created_at, changed_at
        FROM webhook
        WHERE municipality_id = $1
        ORDER BY id";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_all(conn).await)?)
}

/// How many webhooks of the municipality are told of events.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn active(tx: &mut Tx, municipality: MunicipalityId) -> Result<i64, StoreError> {
    const SQL: &str = "SELECT count(*) FROM webhook WHERE municipality_id = $1 AND ended IS NULL";
    Ok(on_either!(tx, |conn| sqlx::query_scalar(SQL).bind(municipality).fetch_one(conn).await)?)
}

/// Ends a webhook, and what was still to be delivered to it; `false` when it has ended already.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn end(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &str,
    by: &str,
    now: Ts,
) -> Result<bool, StoreError> {
    let ended = close(tx, municipality, id, by, now).await?;
    end_rest(tx, municipality, id, now).await?;
    Ok(ended)
}

/// Writes that a try was answered by 410, and ends the webhook: whoever is there says that nobody wants it any more.
///
/// The webhook comes first, as in [`end`]: two tries of one webhook that are answered so at once would wait for each
/// other's event.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn gone(tx: &mut Tx, taken: &Taken, answer: &str, now: Ts) -> Result<(), StoreError> {
    let Taken { municipality_id, webhook_id, .. } = taken;
    close(tx, *municipality_id, webhook_id, "by_receiver", now).await?;
    tried(tx, taken, Tried::Failed, answer, now).await?;
    end_rest(tx, *municipality_id, webhook_id, now).await
}

async fn close(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &str,
    by: &str,
    now: Ts,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        UPDATE webhook SET ended = $3, changed_at = $4
        WHERE municipality_id = $1 AND id = $2 AND ended IS NULL";
    let ended = on_either!(tx, |conn| {
        let query = sqlx::query(SQL).bind(municipality).bind(id).bind(by).bind(now);
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    Ok(ended == 1)
}

async fn end_rest(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &str,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        UPDATE webhook_delivery SET state = 'failed', last_answer = 'the webhook has ended', changed_at = $3
        WHERE municipality_id = $1 AND webhook_id = $2 AND state = 'waiting'";
    on_either!(tx, |conn| {
        let query = sqlx::query(SQL).bind(municipality).bind(id).bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// Whether there is something to deliver.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn is_due(tx: &mut Tx, now: Ts) -> Result<bool, StoreError> {
    const SQL: &str = "
        SELECT EXISTS (SELECT 1 FROM webhook_delivery WHERE state = 'waiting' AND due_at <= $1)";
    Ok(on_either!(tx, |conn| sqlx::query_scalar(SQL).bind(now).fetch_one(conn).await)?)
}

/// Takes what has been due longest, of whichever municipality, and holds it until a time: when this server dies, it is
/// due again then. Two who try at once get two, or one of them nothing.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn take(tx: &mut Tx, now: Ts, until: Ts) -> Result<Option<Taken>, StoreError> {
    const NEXT_SQL: &str = "
        SELECT municipality_id, webhook_id, event_id, attempts
        FROM webhook_delivery
        WHERE state = 'waiting' AND due_at <= $1
        ORDER BY due_at, event_id, webhook_id
        LIMIT 1";
    // Whoever was faster has counted one more.
    const TAKE_SQL: &str = "
        UPDATE webhook_delivery
        SET attempts = attempts + 1, due_at = $5, changed_at = $6
        WHERE municipality_id = $1 AND webhook_id = $2 AND event_id = $3 AND attempts = $4
            AND state = 'waiting'
        RETURNING municipality_id, webhook_id, event_id, attempts, body,
            (SELECT url FROM webhook
                WHERE webhook.municipality_id = webhook_delivery.municipality_id
                    AND webhook.id = webhook_delivery.webhook_id) AS url,
            EXISTS (SELECT 1 FROM webhook
                WHERE webhook.municipality_id = webhook_delivery.municipality_id
                    AND webhook.id = webhook_delivery.webhook_id
                    AND ended IS NOT NULL) AS has_ended";
    let next: Option<(MunicipalityId, String, String, i64)> = on_either!(&mut *tx, |conn| {
        sqlx::query_as(NEXT_SQL).bind(now).fetch_optional(conn).await
    })?;
    let Some((municipality, webhook, event, attempts)) = next else { return Ok(None) };
    Ok(on_either!(tx, |conn| sqlx::query_as(TAKE_SQL)
        .bind(municipality)
        .bind(webhook)
        .bind(event)
        .bind(attempts)
        .bind(until)
        .bind(now)
        .fetch_optional(conn)
        .await)?)
}

/// Writes what came of a try; `false`, and nothing is written, when another has tried since.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn tried(
    tx: &mut Tx,
    Taken { municipality_id, webhook_id, event_id, attempts, .. }: &Taken,
    tried: Tried,
    answer: &str,
    now: Ts,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        UPDATE webhook_delivery
        SET state = $5, due_at = $6, last_answer = $7, changed_at = $8
        WHERE municipality_id = $1 AND webhook_id = $2 AND event_id = $3 AND attempts = $4
            AND state = 'waiting'";
    let (state, due_at) = match tried {
        Tried::Delivered => ("delivered", now),
        Tried::Again(at) => ("waiting", at),
        Tried::Failed => ("failed", now),
    };
    let written = on_either!(tx, |conn| {
        let query = sqlx::query(SQL)
            .bind(*municipality_id)
            .bind(webhook_id)
            .bind(event_id)
            .bind(*attempts)
            .bind(state)
            .bind(due_at)
            .bind(answer)
            .bind(now);
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    Ok(written == 1)
}

/// A page of what was to be delivered to a webhook, the last event first: those before one.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn deliveries(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &str,
    before: Option<&str>,
    size: PageSize,
) -> Result<Vec<StoredDelivery>, StoreError> {
    // Ids begin with the time: those made later sort later.
    const SQL: &str = "
        SELECT event_id, type, state, attempts, due_at, last_answer, created_at, changed_at
        FROM webhook_delivery
        WHERE municipality_id = $1 AND webhook_id = $2 AND (CAST($3 AS TEXT) IS NULL OR event_id < $3)
        ORDER BY event_id DESC
        LIMIT $4";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id)
        .bind(before)
        .bind(size.raw())
        .fetch_all(conn)
        .await)?)
}

/// Forgets what was delivered, or failed, before a time, and tells how many.
///
/// # Errors
///
/// When the database cannot forget.
pub async fn forget(
    tx: &mut Tx,
    municipality: MunicipalityId,
    before: Ts,
) -> Result<u64, StoreError> {
    const SQL: &str = "
        DELETE FROM webhook_delivery
        WHERE municipality_id = $1 AND state <> 'waiting' AND changed_at < $2";
    let forgotten = on_either!(tx, |conn| {
        let query = sqlx::query(SQL).bind(municipality).bind(before);
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    Ok(forgotten)
}
