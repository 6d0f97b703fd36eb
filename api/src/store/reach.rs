//! Whose a row is: what the gate must know before it lets anybody at it.

use std::collections::BTreeSet;

use engine::domain::{CandidateId, EmployerId, OpeningId, SpecialistId, WorkplaceId};
use sqlx::types::Text;

use super::{Look, MunicipalityId, StoreError, Tx};

/// Who follows a candidate.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FollowedBy {
    /// The job specialist whom the journey names, or else the profile.
    pub specialist_id: Option<Text<SpecialistId>>,
}

/// Who follows a candidate of the municipality; nothing when there is no such candidate.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn specialist_of(
    tx: &mut Tx,
    municipality: MunicipalityId,
    candidate: &CandidateId,
) -> Result<Option<FollowedBy>, StoreError> {
    const SQL: &str = "
        SELECT coalesce(journey.specialist_id, candidate.specialist_id) AS specialist_id
        FROM candidate
        LEFT JOIN journey
            ON journey.municipality_id = candidate.municipality_id
            AND journey.candidate_id = candidate.id
        WHERE candidate.municipality_id = $1 AND candidate.id = $2";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .fetch_optional(conn)
        .await)?)
}

/// Whose agreement it is; nothing when there is no such agreement.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn candidate_of_agreement(
    tx: &mut Tx,
    municipality: MunicipalityId,
    agreement: &str,
) -> Result<Option<CandidateId>, StoreError> {
    const SQL: &str = "
        SELECT candidate_id FROM agreement WHERE municipality_id = $1 AND id = $2";
    let found: Option<Text<CandidateId>> = on_either!(tx, |conn| sqlx::query_scalar(SQL)
        .bind(municipality)
        .bind(agreement)
        .fetch_optional(conn)
        .await)?;
    Ok(found.map(|Text(id)| id))
}

/// To whom something is proposed; nothing when there is no such proposal.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn candidate_of_proposal(
    tx: &mut Tx,
    municipality: MunicipalityId,
    proposal: &str,
) -> Result<Option<CandidateId>, StoreError> {
    const SQL: &str = "
        SELECT candidate_id FROM proposal WHERE municipality_id = $1 AND id = $2";
    let found: Option<Text<CandidateId>> = on_either!(tx, |conn| sqlx::query_scalar(SQL)
        .bind(municipality)
        .bind(proposal)
        .fetch_optional(conn)
        .await)?;
    Ok(found.map(|Text(id)| id))
}

/// Whom a job specialist follows, or everybody; nobody whom a restriction hides.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn followed(
    look: &mut Look,
    municipality: MunicipalityId,
    specialist: Option<&SpecialistId>,
) -> Result<BTreeSet<CandidateId>, StoreError> {
    const SQL: &str = "
        SELECT candidate.id
        FROM candidate
        LEFT JOIN journey
            ON journey.municipality_id = candidate.municipality_id
            AND journey.candidate_id = candidate.id
        WHERE candidate.municipality_id = $1
            AND (CAST($2 AS TEXT) IS NULL
                OR coalesce(journey.specialist_id, candidate.specialist_id) = $2)
            AND ($3 OR NOT EXISTS (
                SELECT 1 FROM restriction
                WHERE restriction.municipality_id = candidate.municipality_id
                    AND restriction.candidate_id = candidate.id
            ))";
    let sees_restricted = look.sees_restricted();
    let found: Vec<Text<CandidateId>> = on_either!(&mut **look, |conn| {
        let query = sqlx::query_scalar(SQL)
            .bind(municipality)
            .bind(specialist.map(SpecialistId::as_str))
            .bind(sees_restricted);
        query.fetch_all(conn).await
    })?;
    Ok(found.into_iter().map(|Text(id)| id).collect())
}

/// Who follows the candidate of an agreement; nothing when there is no such agreement.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn specialist_of_agreement(
    tx: &mut Tx,
    municipality: MunicipalityId,
    agreement: &str,
) -> Result<Option<FollowedBy>, StoreError> {
    const SQL: &str = "
        SELECT coalesce(journey.specialist_id, candidate.specialist_id) AS specialist_id
        FROM agreement
        JOIN candidate
            ON candidate.municipality_id = agreement.municipality_id
            AND candidate.id = agreement.candidate_id
        LEFT JOIN journey
            ON journey.municipality_id = candidate.municipality_id
            AND journey.candidate_id = candidate.id
        WHERE agreement.municipality_id = $1 AND agreement.id = $2
        LIMIT 1";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(agreement)
        .fetch_optional(conn)
        .await)?)
}

/// Who follows the candidate of a proposal; nothing when there is no such proposal.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn specialist_of_proposal(
    tx: &mut Tx,
    municipality: MunicipalityId,
    proposal: &str,
) -> Result<Option<FollowedBy>, StoreError> {
    const SQL: &str = "
        SELECT coalesce(journey.specialist_id, candidate.specialist_id) AS specialist_id
        FROM proposal
        JOIN candidate
            ON candidate.municipality_id = proposal.municipality_id
            AND candidate.id = proposal.candidate_id
        LEFT JOIN journey
            ON journey.municipality_id = candidate.municipality_id
            AND journey.candidate_id = candidate.id
        WHERE proposal.municipality_id = $1 AND proposal.id = $2";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(proposal)
        .fetch_optional(conn)
        .await)?)
}

/// The organisation number of an employer.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn organisation_of_employer(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &EmployerId,
) -> Result<Option<String>, StoreError> {
    const SQL: &str = "
        SELECT organisation_number FROM employer WHERE municipality_id = $1 AND id = $2";
    organisation(tx, SQL, municipality, id.as_str()).await
}

/// The organisation number of whoever has a workplace.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn organisation_of_workplace(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &WorkplaceId,
) -> Result<Option<String>, StoreError> {
    const SQL: &str = "
        SELECT organisation_number
        FROM workplace
        JOIN employer
            ON employer.municipality_id = workplace.municipality_id
            AND employer.id = workplace.employer_id
        WHERE workplace.municipality_id = $1 AND workplace.id = $2";
    organisation(tx, SQL, municipality, id.as_str()).await
}

/// The organisation number of whoever has an opening.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn organisation_of_opening(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &OpeningId,
) -> Result<Option<String>, StoreError> {
    const SQL: &str = "
        SELECT organisation_number
        FROM opening
        JOIN workplace
            ON workplace.municipality_id = opening.municipality_id
            AND workplace.id = opening.workplace_id
        JOIN employer
            ON employer.municipality_id = workplace.municipality_id
            AND employer.id = workplace.employer_id
        WHERE opening.municipality_id = $1 AND opening.id = $2";
    organisation(tx, SQL, municipality, id.as_str()).await
}

async fn organisation(
    tx: &mut Tx,
    sql: &'static str,
    municipality: MunicipalityId,
    id: &str,
) -> Result<Option<String>, StoreError> {
    Ok(on_either!(tx, |conn| sqlx::query_scalar(sql)
        .bind(municipality)
        .bind(id)
        .fetch_optional(conn)
        .await)?)
}
