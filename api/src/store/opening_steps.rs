//! The life of an opening: drafted, posted, paused, closed; each step with who, when and why.

use std::collections::BTreeMap;

use engine::domain::OpeningId;
use sqlx::types::Text;

use super::openings::{self, OpeningContent, OpeningStatus, StoredOpening};
use super::{Change, Document, MunicipalityId, StoreError, Ts, Tx, Version};

/// A step that somebody takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningStep {
    /// How far the opening is then.
    pub status: OpeningStatus,
    /// Who took it.
    pub taken_by: String,
    /// Why, where that was said.
    pub why: Option<String>,
    /// Words that reveal something, to which somebody has said a deliberate yes: a list of texts.
    pub acknowledged: Document,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredStep {
    /// The opening's version after it.
    pub version: Version,
    /// How far the opening was then.
    #[sqlx(try_from = "String")]
    pub status: OpeningStatus,
    /// Who took it.
    pub taken_by: String,
    /// Why, where that was said.
    pub why: Option<String>,
    /// Words that reveal something, to which somebody has said a deliberate yes: a list of texts.
    pub acknowledged: Document,
    /// When it was taken.
    pub created_at: Ts,
}

impl OpeningStatus {
    /// The statuses that can come next. What is closed comes back as a draft only, so that it is looked at anew.
    #[must_use]
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Draft | Self::Paused => &[Self::Posted, Self::Closed],
            Self::Posted => &[Self::Paused, Self::Closed],
            Self::Closed => &[Self::Draft],
        }
    }
}

/// Takes a step, if the opening still is as somebody saw it.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn take(
    tx: &mut Tx,
    municipality: MunicipalityId,
    seen: StoredOpening,
    step: &OpeningStep,
    now: Ts,
) -> Result<Change<StoredOpening>, StoreError> {
    let StoredOpening { id, workplace_id, version, body, .. } = seen;
    let content = OpeningContent { workplace_id: workplace_id.0, status: step.status, body };
    let change = openings::replace(tx, municipality, &id, version, &content, now).await?;
    if let Change::Done(opening) = &change {
        note(tx, municipality, &id, opening.version, step, now).await?;
    }
    Ok(change)
}

/// Notes a step that an opening has taken.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn note(
    tx: &mut Tx,
    municipality: MunicipalityId,
    opening: &OpeningId,
    version: Version,
    step: &OpeningStep,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO opening_step
            (municipality_id, opening_id, version, status, taken_by, why, acknowledged, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let OpeningStep { status, taken_by, why, acknowledged } = step;
    on_either!(tx, |conn| {
        let query = sqlx::query(SQL)
            .bind(municipality)
            .bind(opening.as_str())
            .bind(version)
            .bind(status.code())
            .bind(taken_by)
            .bind(why)
            .bind(acknowledged)
            .bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// The steps that each opening of the municipality has taken, the first one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn of_all(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<BTreeMap<OpeningId, Vec<(OpeningStatus, Ts)>>, StoreError> {
    const SQL: &str = "
        SELECT opening_id, status, created_at
        FROM opening_step
        WHERE municipality_id = $1
        ORDER BY opening_id, version";
    let rows: Vec<(Text<OpeningId>, String, Ts)> =
        on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_all(conn).await)?;
    let mut found: BTreeMap<OpeningId, Vec<(OpeningStatus, Ts)>> = BTreeMap::new();
    for (Text(opening), status, taken_at) in rows {
        // The table has no other status: see its CHECK.
        let Ok(status) = OpeningStatus::try_from(status) else { continue };
        found.entry(opening).or_default().push((status, taken_at));
    }
    Ok(found)
}

/// The steps that an opening has taken, the first one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    tx: &mut Tx,
    municipality: MunicipalityId,
    opening: &OpeningId,
) -> Result<Vec<StoredStep>, StoreError> {
    const SQL: &str = "
        SELECT version, status, taken_by, why, acknowledged, created_at
        FROM opening_step
        WHERE municipality_id = $1 AND opening_id = $2
        ORDER BY version";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(opening.as_str())
        .fetch_all(conn)
        .await)?)
}
