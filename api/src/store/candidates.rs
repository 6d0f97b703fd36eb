//! Candidates under their pseudonyms, and what kartlegging has found: each version of a profile stays.
//!
//! Who somebody is stands in [`contacts`](super::contacts), and nowhere else.

use engine::domain::{CandidateId, SpecialistId};
use sqlx::types::Text;

use super::seal::Place;
use super::{Change, Document, Look, MunicipalityId, PageSize, StoreError, Ts, Version};

/// Where profiles are.
const TABLE: &str = "candidate_profile";

/// What there is to say of a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateContent {
    /// The candidate's own job specialist, when there is one.
    pub specialist_id: Option<SpecialistId>,
    /// The profile in the shape of the case format.
    pub body: Document,
}

/// A candidate as stored, with the latest profile.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredCandidate {
    /// The pseudonym.
    pub id: Text<CandidateId>,
    /// The candidate's own job specialist, when there is one.
    pub specialist_id: Option<Text<SpecialistId>>,
    /// The version of the profile.
    pub version: Version,
    /// The profile in the shape of the case format.
    pub body: Document,
    /// When the candidate was stored first.
    pub created_at: Ts,
    /// When the profile was changed last.
    pub changed_at: Ts,
}

/// A profile as it was in one version.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredProfile {
    /// Its version.
    pub version: Version,
    /// The profile in the shape of the case format.
    pub body: Document,
    /// When it was stored.
    pub created_at: Ts,
}

/// Stores a new candidate with a first profile.
///
/// # Errors
///
/// [`StoreError::Taken`] when there is one of that id, [`StoreError::Reference`] when there is no such specialist.
pub async fn insert(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &CandidateId,
    content: &CandidateContent,
    now: Ts,
) -> Result<StoredCandidate, StoreError> {
    const SQL: &str = "
        INSERT INTO candidate
            (municipality_id, id, specialist_id, version, created_at, changed_at)
        VALUES ($1, $2, $3, 1, $4, $4)";
    let CandidateContent { specialist_id, body } = content;
    let version = Version(1);
    on_either!(&mut **look, |conn| {
        let query = sqlx::query(SQL)
            .bind(municipality)
            .bind(id.as_str())
            .bind(specialist_id.as_ref().map(SpecialistId::as_str))
            .bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    insert_profile(look, municipality, id, version, body, now).await?;
    look.shows(id);
    Ok(StoredCandidate {
        id: Text(id.clone()),
        specialist_id: specialist_id.clone().map(Text),
        version,
        body: body.clone(),
        created_at: now,
        changed_at: now,
    })
}

/// A candidate of the municipality, with the latest profile.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &CandidateId,
) -> Result<Option<StoredCandidate>, StoreError> {
    const SQL: &str = "
        SELECT candidate.id, specialist_id, candidate.version, body, candidate.created_at, changed_at
        FROM candidate
        JOIN candidate_profile AS profile
            ON profile.municipality_id = candidate.municipality_id
            AND profile.candidate_id = candidate.id
            AND profile.version = candidate.version
        WHERE candidate.municipality_id = $1 AND candidate.id = $2
            AND ($3 OR NOT EXISTS (
                SELECT 1 FROM restriction
                WHERE restriction.municipality_id = candidate.municipality_id
                    AND restriction.candidate_id = candidate.id
            ))";
    let sees_restricted = look.sees_restricted();
    let mut found: Option<StoredCandidate> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(sees_restricted)
        .fetch_optional(conn)
        .await)?;
    if let Some(candidate) = &mut found {
        candidate.body = open(look, municipality, id, candidate.version, &candidate.body).await?;
        look.shows(id);
    }
    Ok(found)
}

/// Stores the next version of a profile, if the latest is the one that somebody saw.
///
/// # Errors
///
/// [`StoreError::Reference`] when there is no such specialist.
pub async fn replace(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &CandidateId,
    seen: Version,
    content: &CandidateContent,
    now: Ts,
) -> Result<Change<StoredCandidate>, StoreError> {
    const SQL: &str = "
        UPDATE candidate
        SET specialist_id = $4, changed_at = $5, version = version + 1
        WHERE municipality_id = $1 AND id = $2 AND version = $3
        RETURNING version";
    let CandidateContent { specialist_id, body } = content;
    let version: Option<Version> = on_either!(&mut **look, |conn| sqlx::query_scalar(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(seen)
        .bind(specialist_id.as_ref().map(SpecialistId::as_str))
        .bind(now)
        .fetch_optional(conn)
        .await)?;
    if let Some(version) = version {
        insert_profile(look, municipality, id, version, body, now).await?;
    }
    let found = find(look, municipality, id).await?;
    Ok(match (version, found) {
        (Some(_), Some(candidate)) => Change::Done(candidate),
        (None, Some(candidate)) => Change::Stale(candidate.version),
        (_, None) => Change::Missing,
    })
}

/// A page of the municipality's candidates: those after one, by id, of one specialist or of all. Who follows a
/// candidate is said by the journey, or else by the profile.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    look: &mut Look,
    municipality: MunicipalityId,
    after: Option<&CandidateId>,
    specialist: Option<&SpecialistId>,
    size: PageSize,
) -> Result<Vec<StoredCandidate>, StoreError> {
    const SQL: &str = "
        SELECT candidate.id, candidate.specialist_id, candidate.version, body, candidate.created_at, changed_at
        FROM candidate
        JOIN candidate_profile AS profile
            ON profile.municipality_id = candidate.municipality_id
            AND profile.candidate_id = candidate.id
            AND profile.version = candidate.version
        LEFT JOIN journey
            ON journey.municipality_id = candidate.municipality_id
            AND journey.candidate_id = candidate.id
        WHERE candidate.municipality_id = $1 AND candidate.id > $2
            AND (CAST($3 AS TEXT) IS NULL
                OR coalesce(journey.specialist_id, candidate.specialist_id) = $3)
            AND ($5 OR NOT EXISTS (
                SELECT 1 FROM restriction
                WHERE restriction.municipality_id = candidate.municipality_id
                    AND restriction.candidate_id = candidate.id
            ))
        ORDER BY candidate.id
        LIMIT $4";
    let sees_restricted = look.sees_restricted();
    let mut found: Vec<StoredCandidate> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(after.map_or("", CandidateId::as_str))
        .bind(specialist.map(SpecialistId::as_str))
        .bind(size.raw())
        .bind(sees_restricted)
        .fetch_all(conn)
        .await)?;
    if let [first, .., last] = &found[..] {
        look.fetch_between(municipality, &first.id, &last.id).await?;
    }
    for StoredCandidate { id, version, body, .. } in &mut found {
        *body = open(look, municipality, id, *version, body).await?;
        look.shows(id);
    }
    Ok(found)
}

/// Whether there is such a candidate, restricted or not; one of whom everything was erased is not there.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn is_there(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &CandidateId,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        SELECT (EXISTS (SELECT 1 FROM candidate_profile WHERE municipality_id = $1 AND candidate_id = $2)
            OR EXISTS (SELECT 1 FROM candidate_contact WHERE municipality_id = $1 AND candidate_id = $2)
            OR EXISTS (SELECT 1 FROM journey_event WHERE municipality_id = $1 AND candidate_id = $2)
            OR EXISTS (SELECT 1 FROM agreement WHERE municipality_id = $1 AND candidate_id = $2)
            OR EXISTS (SELECT 1 FROM survey WHERE municipality_id = $1 AND candidate_id = $2)
            OR EXISTS (SELECT 1 FROM match_run_part WHERE municipality_id = $1 AND candidate_id = $2)
            OR EXISTS (SELECT 1 FROM proposal WHERE municipality_id = $1 AND candidate_id = $2)
            OR EXISTS (SELECT 1 FROM outcome WHERE municipality_id = $1 AND candidate_id = $2))";
    Ok(on_either!(&mut **look, |conn| sqlx::query_scalar(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .fetch_one(conn)
        .await)?)
}

/// A candidate's profile as it was in every version, the first one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn profiles(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &CandidateId,
) -> Result<Vec<StoredProfile>, StoreError> {
    const SQL: &str = "
        SELECT version, body, created_at
        FROM candidate_profile
        WHERE municipality_id = $1 AND candidate_id = $2
        ORDER BY version";
    let mut found: Vec<StoredProfile> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .fetch_all(conn)
        .await)?;
    for StoredProfile { version, body, .. } in &mut found {
        *body = open(look, municipality, id, *version, body).await?;
        look.shows(id);
    }
    Ok(found)
}

async fn insert_profile(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &CandidateId,
    version: Version,
    body: &Document,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO candidate_profile (municipality_id, candidate_id, version, body, created_at)
        VALUES ($1, $2, $3, $4, $5)";
    let row = version.0.to_string();
    let place = Place { table: TABLE, municipality, candidate: id, row: &row };
    let body = look.seal(place, body).await?;
    on_either!(&mut **look, |conn| {
        let query = sqlx::query(SQL)
            .bind(municipality)
            .bind(id.as_str())
            .bind(version)
            .bind(&body)
            .bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// Opens a version of a profile.
async fn open(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &CandidateId,
    version: Version,
    body: &Document,
) -> Result<Document, StoreError> {
    let row = version.0.to_string();
    look.open(Place { table: TABLE, municipality, candidate: id, row: &row }, body).await
}
