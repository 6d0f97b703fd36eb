//! Openings: work that an employer offers, or that a job specialist has found or carved.

use engine::domain::{OpeningId, OrganisationNumber, WorkplaceId};
use sqlx::types::Text;

use super::{Change, Document, MunicipalityId, PageSize, StoreError, Ts, Tx, Version};

/// How far an opening is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpeningStatus {
    /// Somebody is still writing it.
    Draft,
    /// People can be matched to it.
    Posted,
    /// For now, nobody can.
    Paused,
    /// It is over.
    Closed,
}

impl OpeningStatus {
    /// Every status, in the order of an opening's life.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Posted, Self::Paused, Self::Closed];

    /// The status as it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Posted => "posted",
            Self::Paused => "paused",
            Self::Closed => "closed",
        }
    }
}

impl TryFrom<String> for OpeningStatus {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|it| it.code() == code).ok_or(code)
    }
}

/// What there is to say of an opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningContent {
    /// Where it is.
    pub workplace_id: WorkplaceId,
    /// How far it is.
    pub status: OpeningStatus,
    /// The opening in the shape of the case format.
    pub body: Document,
}

/// An opening as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredOpening {
    /// Its id.
    pub id: Text<OpeningId>,
    /// Where it is.
    pub workplace_id: Text<WorkplaceId>,
    /// How far it is.
    #[sqlx(try_from = "String")]
    pub status: OpeningStatus,
    /// Its version.
    pub version: Version,
    /// The opening in the shape of the case format.
    pub body: Document,
    /// When it was stored first.
    pub created_at: Ts,
    /// When it was changed last.
    pub changed_at: Ts,
}

/// Stores a new opening.
///
/// # Errors
///
/// [`StoreError::Taken`] when there is one of that id, [`StoreError::Reference`] when there is no such workplace.
pub async fn insert(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &OpeningId,
    content: &OpeningContent,
    now: Ts,
) -> Result<StoredOpening, StoreError> {
    const SQL: &str = "
        INSERT INTO opening
            (municipality_id, id, workplace_id, status, version, body, created_at, changed_at)
        VALUES ($1, $2, $3, $4, 1, $5, $6, $6)
        RETURNING id, workplace_id, status, version, body, created_at, changed_at";
    let OpeningContent { workplace_id, status, body } = content;
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(workplace_id.as_str())
        .bind(status.code())
        .bind(body)
        .bind(now)
        .fetch_one(conn)
        .await)?)
}

/// An opening of the municipality.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &OpeningId,
) -> Result<Option<StoredOpening>, StoreError> {
    const SQL: &str = "
        SELECT id, workplace_id, status, version, body, created_at, changed_at
        FROM opening
        WHERE municipality_id = $1 AND id = $2";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .fetch_optional(conn)
        .await)?)
}

/// Replaces what there is to say of an opening, if it still is as somebody saw it.
///
/// # Errors
///
/// [`StoreError::Reference`] when there is no such workplace.
pub async fn replace(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &OpeningId,
    seen: Version,
    content: &OpeningContent,
    now: Ts,
) -> Result<Change<StoredOpening>, StoreError> {
    const SQL: &str = "
        UPDATE opening
        SET workplace_id = $4, status = $5, body = $6, changed_at = $7, version = version + 1
        WHERE municipality_id = $1 AND id = $2 AND version = $3
        RETURNING id, workplace_id, status, version, body, created_at, changed_at";
    let OpeningContent { workplace_id, status, body } = content;
    let changed = on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(seen)
        .bind(workplace_id.as_str())
        .bind(status.code())
        .bind(body)
        .bind(now)
        .fetch_optional(conn)
        .await)?;
    let otherwise = match changed {
        Some(_) => None,
        None => find(tx, municipality, id).await?.map(|it| it.version),
    };
    Ok(Change::of(changed, otherwise))
}

/// A page of the municipality's openings: those after one, by id, of one status or of all.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    tx: &mut Tx,
    municipality: MunicipalityId,
    after: Option<&OpeningId>,
    status: Option<OpeningStatus>,
    organisation: Option<&OrganisationNumber>,
    size: PageSize,
) -> Result<Vec<StoredOpening>, StoreError> {
    const SQL: &str = "
        SELECT id, workplace_id, status, version, body, created_at, changed_at
        FROM opening
        WHERE municipality_id = $1 AND id > $2 AND status = coalesce($3, status)
            AND (CAST($4 AS TEXT) IS NULL OR workplace_id IN (
                SELECT workplace.id FROM workplace
                JOIN employer
                    ON employer.municipality_id = workplace.municipality_id
                    AND employer.id = workplace.employer_id
                WHERE workplace.municipality_id = $1 AND organisation_number = $4))
        ORDER BY id
        LIMIT $5";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(after.map_or("", OpeningId::as_str))
        .bind(status.map(OpeningStatus::code))
        .bind(organisation.map(OrganisationNumber::as_str))
        .bind(size.raw())
        .fetch_all(conn)
        .await)?)
}
