//! The log of who looked at whom: events that are only ever added, each with the hash of the one before.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use engine::domain::CandidateId;
use sha2::{Digest, Sha256};

use super::transfer::{hex, unhex};
use super::{Asked, Document, Look, MunicipalityId, StoreError, Ts, Tx, Version};

/// What is done to what there is of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// It is shown.
    Access,
    /// It is stored.
    Create,
    /// It is changed.
    Update,
    /// It is erased.
    Erase,
}

impl Action {
    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Create => "create",
            Self::Update => "update",
            Self::Erase => "erase",
        }
    }
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    /// It was answered.
    Permit,
    /// It was refused.
    Deny,
}

impl Decision {
    fn code(self) -> &'static str {
        match self {
            Self::Permit => "permit",
            Self::Deny => "deny",
        }
    }
}

/// What is to be logged.
#[derive(Debug)]
pub(super) struct Happening<'a> {
    pub(super) decision: Decision,
    pub(super) asked: &'a Asked,
    pub(super) people: &'a BTreeSet<CandidateId>,
}

/// An event of the log.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AuditEvent {
    /// The municipality whose log it is.
    pub municipality_id: MunicipalityId,
    /// Its number in the chain, from 1.
    pub sequence: Version,
    /// When.
    pub at: Ts,
    /// Who.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// What was done: see [`Action`].
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
    /// The ids of those who were shown, sorted, as a JSON array.
    pub people: Document,
    /// The hash of the event before; of the first one, 32 zeros.
    pub previous: Vec<u8>,
    /// SHA-256 over all of the above: see [`AuditEvent::text`].
    pub hash: Vec<u8>,
}

impl AuditEvent {
    /// The exact text that is hashed: a JSON array of all fields in their order, without white space.
    #[must_use]
    pub fn text(&self) -> String {
        let Self {
            municipality_id,
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
            hash: _,
        } = self;
        serde_json::json!([
            "femtrinn-audit/1",
            municipality_id.to_string(),
            sequence.0,
            at.to_string(),
            actor,
            role,
            action,
            reason,
            decision,
            request,
            origin,
            trace,
            people.0,
            hex(previous),
        ])
        .to_string()
    }

    /// What the hash must be.
    #[must_use]
    pub fn sealed(&self) -> Vec<u8> {
        Sha256::digest(self.text()).to_vec()
    }
}

/// The end of a chain.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Head {
    /// The number of the last event; 0 where there is none.
    pub sequence: Version,
    /// Its hash; 32 zeros where there is none.
    pub hash: Vec<u8>,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.sequence.0, hex(&self.hash))
    }
}

/// Where each chain ended when this program added to it last. Others may have added since.
#[derive(Debug, Clone, Default)]
pub(super) struct Ends(Arc<Mutex<BTreeMap<MunicipalityId, Head>>>);

impl Ends {
    pub(super) fn find(&self, municipality: MunicipalityId) -> Option<Head> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&municipality).cloned()
    }

    pub(super) fn note(&self, municipality: MunicipalityId, end: Head) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(municipality, end);
    }
}

/// A text is not the end of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write the number of the last event, a colon, and its hash in 64 hexadecimal digits")]
pub struct NoHead;

impl FromStr for Head {
    type Err = NoHead;

    fn from_str(text: &str) -> Result<Self, NoHead> {
        let (sequence, hash) = text.split_once(':').ok_or(NoHead)?;
        let sequence = Version(sequence.parse().map_err(|_| NoHead)?);
        let hash = unhex(hash).filter(|hash| hash.len() == BEFORE.len()).ok_or(NoHead)?;
        Ok(Self { sequence, hash })
    }
}

/// Before the first event.
pub(crate) const BEFORE: [u8; 32] = [0; 32];

/// The end of the chain is moved on from what it was, and the event is added, or neither. In one way to the database:
/// that costs more than what is done there, and each look pays for it. Either database has its own words for it.
const ADD_ON_SQLITE: &str = "
    INSERT INTO audit_event
        (municipality_id, sequence, at, actor, role, action, reason, decision, request, origin, trace, people,
         previous, hash)
    SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
    WHERE EXISTS (
        SELECT 1 FROM audit_head WHERE municipality_id = $1 AND sequence = $2 - 1 AND hash = $13
    );
    UPDATE audit_head SET sequence = $2, hash = $14
    WHERE municipality_id = $1 AND sequence = $2 - 1 AND hash = $13";
const ADD_ON_POSTGRES: &str = "
    WITH moved AS (
        UPDATE audit_head SET sequence = $2, hash = $14
        WHERE municipality_id = $1 AND sequence = $2 - 1 AND hash = $13
        RETURNING sequence
    )
    INSERT INTO audit_event
        (municipality_id, sequence, at, actor, role, action, reason, decision, request, origin, trace, people,
         previous, hash)
    SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
    FROM moved";

/// Adds an event to the municipality's chain, and gives its new end. Nobody else adds to it until the transaction has
/// ended. `known` is where the chain ended a moment ago, if that is known: nothing is added after any other end.
pub(super) async fn append(
    tx: &mut Tx,
    happening: &Happening<'_>,
    known: Option<Head>,
) -> Result<Head, StoreError> {
    if let Some(known) = &known
        && let Some(end) = add(tx, happening, known).await?
    {
        return Ok(end);
    }
    let end = hold(tx, happening.asked.municipality).await?;
    if known.is_some_and(|known| end.sequence <= known.sequence) {
        let last = end.sequence.0;
        tracing::error!(
            last,
            "the log of looks does not have what was added to it: it was cut or replaced"
        );
    }
    add(tx, happening, &end).await?.ok_or_else(|| StoreError::Corrupt {
        what: "the end of the log".to_owned(),
        source: sqlx::Error::RowNotFound,
    })
}

/// Where the chain ends; it is this transaction's until that has ended.
async fn hold(tx: &mut Tx, municipality: MunicipalityId) -> Result<Head, StoreError> {
    const SQL: &str = "
        INSERT INTO audit_head (municipality_id, sequence, hash)
        VALUES ($1, 0, $2)
        ON CONFLICT (municipality_id) DO UPDATE SET sequence = audit_head.sequence
        RETURNING sequence, hash";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(&BEFORE[..])
        .fetch_one(conn)
        .await)?)
}

/// Adds an event after an end, and gives the new one; nothing when the chain does not end there.
async fn add(
    tx: &mut Tx,
    happening: &Happening<'_>,
    end: &Head,
) -> Result<Option<Head>, StoreError> {
    let Happening { decision, asked, people } = happening;
    let Asked { municipality, at, actor, role, action, reason, request, origin, trace, .. } =
        *asked;
    let people: Vec<&str> = people.iter().map(CandidateId::as_str).collect();
    let mut event = AuditEvent {
        municipality_id: *municipality,
        sequence: Version(end.sequence.0 + 1),
        at: *at,
        actor: actor.clone(),
        role: role.clone(),
        action: action.code().to_owned(),
        reason: reason.clone(),
        decision: decision.code().to_owned(),
        request: request.clone(),
        origin: origin.clone(),
        trace: trace.clone(),
        people: Document::of(&people),
        previous: end.hash.clone(),
        hash: Vec::new(),
    };
    event.hash = event.sealed();
    let sql = match tx {
        Tx::Sqlite(_) => ADD_ON_SQLITE,
        Tx::Postgres(_) => ADD_ON_POSTGRES,
    };
    let added = on_either!(tx, |conn| {
        let query = sqlx::query(sql)
            .bind(event.municipality_id)
            .bind(event.sequence)
            .bind(event.at)
            .bind(&event.actor)
            .bind(&event.role)
            .bind(&event.action)
            .bind(&event.reason)
            .bind(&event.decision)
            .bind(&event.request)
            .bind(&event.origin)
            .bind(&event.trace)
            .bind(&event.people)
            .bind(&event.previous)
            .bind(&event.hash);
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    Ok((added > 0).then_some(Head { sequence: event.sequence, hash: event.hash }))
}

/// The end of a municipality's chain.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn head(tx: &mut Tx, municipality: MunicipalityId) -> Result<Head, StoreError> {
    const SQL: &str = "SELECT sequence, hash FROM audit_head WHERE municipality_id = $1";
    let found: Option<Head> =
        on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_optional(conn).await)?;
    Ok(found.unwrap_or(Head { sequence: Version(0), hash: BEFORE.to_vec() }))
}

/// The events of a municipality after one of them, the first one first, and no more than so many.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    tx: &mut Tx,
    municipality: MunicipalityId,
    after: Version,
    most: i64,
) -> Result<Vec<AuditEvent>, StoreError> {
    const SQL: &str = "
        SELECT municipality_id, sequence, at, actor, role, action, reason, decision, request, origin, trace, people,
            previous, hash
        FROM audit_event
        WHERE municipality_id = $1 AND sequence > $2
        ORDER BY sequence
        LIMIT $3";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(after)
        .bind(most)
        .fetch_all(conn)
        .await)?)
}

/// The events from a time on, the first one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn since(
    tx: &mut Tx,
    municipality: MunicipalityId,
    from: Ts,
) -> Result<Vec<AuditEvent>, StoreError> {
    const SQL: &str = "
        SELECT municipality_id, sequence, at, actor, role, action, reason, decision, request, origin, trace, people,
            previous, hash
        FROM audit_event
        WHERE municipality_id = $1 AND at >= $2
        ORDER BY sequence";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(from)
        .fetch_all(conn)
        .await)?)
}

/// The events that showed or changed something of a person, the first one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn about(
    look: &mut Look,
    municipality: MunicipalityId,
    person: &CandidateId,
) -> Result<Vec<AuditEvent>, StoreError> {
    // Both databases know `replace`, and it tells capitals apart; an id has no quotation mark in it.
    const SQL: &str = "
        SELECT municipality_id, sequence, at, actor, role, action, reason, decision, request, origin, trace, people,
            previous, hash
        FROM audit_event
        WHERE municipality_id = $1 AND replace(CAST(people AS TEXT), $2, '') <> CAST(people AS TEXT)
        ORDER BY sequence";
    let found: Vec<AuditEvent> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(format!("\"{person}\""))
        .fetch_all(conn)
        .await)?;
    if !found.is_empty() {
        look.shows(person);
    }
    Ok(found)
}

/// The municipalities that have a log, or could have one.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn municipalities(tx: &mut Tx) -> Result<Vec<MunicipalityId>, StoreError> {
    const SQL: &str = "
        SELECT id FROM municipality
        UNION SELECT municipality_id FROM audit_head
        UNION SELECT municipality_id FROM audit_event
        ORDER BY 1";
    Ok(on_either!(tx, |conn| sqlx::query_scalar(SQL).fetch_all(conn).await)?)
}
