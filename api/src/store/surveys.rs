//! What people in work, and their employers, say of a job: apart, by a column that every function asks for.

use engine::domain::{CandidateId, SurveyId};
use sqlx::types::Text;

use super::seal::Place;
use super::{Document, Look, MunicipalityId, StoreError, Ts, restrictions};

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Respondent {
    /// The person.
    Candidate,
    /// The employer.
    Employer,
}

impl Respondent {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Candidate, Self::Employer];

    /// The respondent as the database has it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Employer => "employer",
        }
    }
}

/// Answers, as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredSurvey {
    /// Their id.
    pub id: Text<SurveyId>,
    /// Whose job it is about.
    pub candidate_id: Text<CandidateId>,
    /// The answers.
    pub body: Document,
    /// When they were stored.
    pub created_at: Ts,
}

/// Stores answers about a candidate's job.
///
/// # Errors
///
/// [`StoreError::Taken`] when there are some of that id, [`StoreError::Reference`] when there is no such candidate.
pub async fn insert(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &SurveyId,
    (candidate, respondent): (&CandidateId, Respondent),
    body: &Document,
    now: Ts,
) -> Result<StoredSurvey, StoreError> {
    const SQL: &str = "
        INSERT INTO survey (municipality_id, id, candidate_id, respondent, body, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        RETURNING id, candidate_id, body, created_at";
    let place = Place { table: "survey", municipality, candidate, row: id.as_str() };
    let sealed = look.seal(place, body).await?;
    let stored = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id.as_str())
        .bind(candidate.as_str())
        .bind(respondent.code())
        .bind(sealed)
        .bind(now)
        .fetch_one(conn)
        .await)?;
    look.shows(candidate);
    Ok(StoredSurvey { body: body.clone(), ..stored })
}

/// All answers of one kind of respondent about a candidate's jobs, by id.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn of_candidate(
    look: &mut Look,
    municipality: MunicipalityId,
    (candidate, respondent): (&CandidateId, Respondent),
) -> Result<Vec<StoredSurvey>, StoreError> {
    const SQL: &str = "
        SELECT id, candidate_id, body, created_at
        FROM survey
        WHERE municipality_id = $1 AND candidate_id = $2 AND respondent = $3
        ORDER BY id";
    if restrictions::hides(look, municipality, candidate).await? {
        return Ok(Vec::new());
    }
    let mut found: Vec<StoredSurvey> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .bind(respondent.code())
        .fetch_all(conn)
        .await)?;
    for survey in &mut found {
        let place = Place { table: "survey", municipality, candidate, row: survey.id.as_str() };
        survey.body = look.open(place, &survey.body).await?;
        look.shows(candidate);
    }
    Ok(found)
}
