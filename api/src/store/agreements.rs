//! Agreements about a person's work. A version is only ever added: what was signed stays as it was signed.

use engine::domain::{AgreementId, CandidateId};
use sqlx::types::Text;

use super::seal::Place;
use super::{Change, Document, Look, MunicipalityId, StoreError, Ts, Version, restrictions};

/// A version of an agreement, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredAgreement {
    /// The agreement's id.
    pub id: Text<AgreementId>,
    /// Which version.
    pub version: Version,
    /// Whose work it is about.
    pub candidate_id: Text<CandidateId>,
    /// The agreement.
    pub body: Document,
    /// When this version was stored.
    pub created_at: Ts,
}

/// Stores the first version of an agreement.
///
/// # Errors
///
/// [`StoreError::Taken`] when there is one of that id, [`StoreError::Reference`] when there is no such candidate.
pub async fn insert(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &AgreementId,
    candidate: &CandidateId,
    body: &Document,
    now: Ts,
) -> Result<StoredAgreement, StoreError> {
    const SQL: &str = "
        INSERT INTO agreement (municipality_id, id, version, candidate_id, body, created_at)
        VALUES ($1, $2, 1, $3, $4, $5)
        RETURNING id, version, candidate_id, body, created_at";
    let row = format!("{id}/1");
    let sealed = look.seal(place(municipality, candidate, &row), body).await?;
    let stored = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(candidate.as_str())
        .bind(sealed)
        .bind(now)
        .fetch_one(conn)
        .await)?;
    look.shows(candidate);
    Ok(StoredAgreement { body: body.clone(), ..stored })
}

/// The latest version of an agreement of the municipality.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &AgreementId,
) -> Result<Option<StoredAgreement>, StoreError> {
    const SQL: &str = "
        SELECT id, version, candidate_id, body, created_at
        FROM agreement
        WHERE municipality_id = $1 AND id = $2
        ORDER BY version DESC
        LIMIT 1";
    let found = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .fetch_all(conn)
        .await)?;
    Ok(open(look, municipality, found).await?.pop())
}

/// Adds the next version of an agreement, if the latest is the one that somebody saw.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn replace(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &AgreementId,
    seen: Version,
    body: &Document,
    now: Ts,
) -> Result<Change<StoredAgreement>, StoreError> {
    const SQL: &str = "
        INSERT INTO agreement (municipality_id, id, version, candidate_id, body, created_at)
        SELECT municipality_id, id, version + 1, candidate_id, $4, $5
        FROM agreement
        WHERE municipality_id = $1 AND id = $2 AND version = $3
        ON CONFLICT (municipality_id, id, version) DO NOTHING
        RETURNING id, version, candidate_id, body, created_at";
    let Some(before) = find(look, municipality, id).await? else { return Ok(Change::Missing) };
    let row = format!("{id}/{}", seen.0 + 1);
    let sealed = look.seal(place(municipality, &before.candidate_id, &row), body).await?;
    let changed: Option<StoredAgreement> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(seen)
        .bind(sealed)
        .bind(now)
        .fetch_optional(conn)
        .await)?;
    let otherwise = match changed {
        Some(_) => None,
        None => find(look, municipality, id).await?.map(|it| it.version),
    };
    let changed = changed.map(|stored| StoredAgreement { body: body.clone(), ..stored });
    Ok(Change::of(changed, otherwise))
}

/// Every version of an agreement, the first one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn versions(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &AgreementId,
) -> Result<Vec<StoredAgreement>, StoreError> {
    const SQL: &str = "
        SELECT id, version, candidate_id, body, created_at
        FROM agreement
        WHERE municipality_id = $1 AND id = $2
        ORDER BY version";
    let found = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .fetch_all(conn)
        .await)?;
    open(look, municipality, found).await
}

/// The latest version of each agreement about a candidate's work, by id.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn of_candidate(
    look: &mut Look,
    municipality: MunicipalityId,
    candidate: &CandidateId,
) -> Result<Vec<StoredAgreement>, StoreError> {
    const SQL: &str = "
        SELECT id, version, candidate_id, body, created_at
        FROM agreement
        WHERE municipality_id = $1 AND candidate_id = $2 AND version = (
            SELECT max(version)
            FROM agreement AS later
            WHERE later.municipality_id = agreement.municipality_id AND later.id = agreement.id
        )
        ORDER BY id";
    let found = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .fetch_all(conn)
        .await)?;
    open(look, municipality, found).await
}

/// Opens versions of agreements of whom no restriction hides.
async fn open(
    look: &mut Look,
    municipality: MunicipalityId,
    stored: Vec<StoredAgreement>,
) -> Result<Vec<StoredAgreement>, StoreError> {
    let mut open = Vec::with_capacity(stored.len());
    for mut agreement in stored {
        let person = agreement.candidate_id.0.clone();
        if restrictions::hides(look, municipality, &person).await? {
            continue;
        }
        let row = format!("{}/{}", *agreement.id, agreement.version.0);
        agreement.body = look.open(place(municipality, &person, &row), &agreement.body).await?;
        look.shows(&person);
        open.push(agreement);
    }
    Ok(open)
}

fn place<'a>(municipality: MunicipalityId, candidate: &'a CandidateId, row: &'a str) -> Place<'a> {
    Place { table: "agreement", municipality, candidate, row }
}
