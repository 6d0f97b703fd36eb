//! Whose a row is: what the gate must know before it lets anybody at it.

use engine::domain::{CandidateId, EmployerId, OpeningId, SpecialistId, WorkplaceId};
use sqlx::types::Text;

use super::{MunicipalityId, StoreError, Tx};

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
