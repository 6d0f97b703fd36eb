//! Learning from outcomes: its switch, who objects, and what was measured and foretold of trials that were approved.

use engine::domain::CandidateId;
use sqlx::types::Text;

use super::seal::Place;
use super::{Document, Look, MunicipalityId, StoreError, Ts, Tx, restrictions};

/// What a municipality has recorded when it turned the switch on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grounds {
    /// Who decided, by name or office.
    pub decided_by: String,
    /// The day of the decision, as it is written in JSON.
    pub decided_on: String,
    /// The legal basis.
    pub legal_basis: String,
    /// Where the assessment of impact is.
    pub assessment: String,
}

/// That somebody has turned the switch, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredStep {
    /// Whether it is on since then.
    pub is_on: bool,
    /// Who decided.
    pub decided_by: Option<String>,
    /// The day of the decision.
    pub decided_on: Option<String>,
    /// The legal basis.
    pub legal_basis: Option<String>,
    /// Where the assessment of impact is.
    pub assessment: Option<String>,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub created_at: Ts,
}

/// What was kept of a trial, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredPair {
    /// The proposal that was approved.
    pub proposal_id: String,
    /// Whose trial it is.
    pub candidate_id: Text<CandidateId>,
    /// What was measured and foretold.
    pub body: Document,
}

/// Each time somebody has turned the switch, the last one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn steps(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Vec<StoredStep>, StoreError> {
    const SQL: &str = "
        SELECT is_on, decided_by, decided_on, legal_basis, assessment, recorded_by, created_at
        FROM learning_step
        WHERE municipality_id = $1
        ORDER BY number DESC";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_all(conn).await)?)
}

/// Whether the switch is on.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn is_on(tx: &mut Tx, municipality: MunicipalityId) -> Result<bool, StoreError> {
    const SQL: &str = "
        SELECT is_on FROM learning_step WHERE municipality_id = $1 ORDER BY number DESC LIMIT 1";
    let last: Option<bool> = on_either!(tx, |conn| sqlx::query_scalar(SQL)
        .bind(municipality)
        .fetch_optional(conn)
        .await)?;
    Ok(last.unwrap_or(false))
}

/// Turns the switch on, with what that rests on, or off.
///
/// # Errors
///
/// [`StoreError::Taken`] when somebody else turns it at the same moment.
pub async fn turn(
    tx: &mut Tx,
    municipality: MunicipalityId,
    on: Option<&Grounds>,
    recorded_by: &str,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO learning_step
            (municipality_id, number, is_on, decided_by, decided_on, legal_basis, assessment, recorded_by,
            created_at)
        SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8
        FROM learning_step
        WHERE municipality_id = $1";
    on_either!(tx, |conn| {
        let query = sqlx::query(SQL)
            .bind(municipality)
            .bind(on.is_some())
            .bind(on.map(|it| &it.decided_by))
            .bind(on.map(|it| &it.decided_on))
            .bind(on.map(|it| &it.legal_basis))
            .bind(on.map(|it| &it.assessment))
            .bind(recorded_by)
            .bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// Records that a person objects to being learnt from, or, with `false`, does not any more.
///
/// # Errors
///
/// [`StoreError::Reference`] when there is no such candidate.
pub async fn set_objection(
    look: &mut Look,
    municipality: MunicipalityId,
    person: &CandidateId,
    objects: bool,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO learning_objection (municipality_id, candidate_id, since)
        VALUES ($1, $2, $3)
        ON CONFLICT (municipality_id, candidate_id) DO NOTHING";
    const END_SQL: &str = "
        DELETE FROM learning_objection WHERE municipality_id = $1 AND candidate_id = $2";
    look.shows(person);
    on_either!(&mut **look, |conn| {
        let query = sqlx::query(if objects { SQL } else { END_SQL })
            .bind(municipality)
            .bind(person.as_str());
        let query = if objects { query.bind(now) } else { query };
        query.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// Since when a person objects to being learnt from.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn objects_since(
    look: &mut Look,
    municipality: MunicipalityId,
    person: &CandidateId,
) -> Result<Option<Ts>, StoreError> {
    const SQL: &str = "
        SELECT since FROM learning_objection WHERE municipality_id = $1 AND candidate_id = $2";
    look.shows(person);
    Ok(on_either!(&mut **look, |conn| sqlx::query_scalar(SQL)
        .bind(municipality)
        .bind(person.as_str())
        .fetch_optional(conn)
        .await)?)
}

/// Keeps what was measured and foretold of a trial that is approved.
///
/// # Errors
///
/// [`StoreError::Reference`] when there is no such candidate or proposal.
pub async fn keep(
    look: &mut Look,
    municipality: MunicipalityId,
    proposal: &str,
    candidate: &CandidateId,
    body: &Document,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO valued_pair (municipality_id, proposal_id, candidate_id, body, created_at)
        VALUES ($1, $2, $3, $4, $5)";
    let sealed = look.seal(place(municipality, candidate, proposal), body).await?;
    on_either!(&mut **look, |conn| {
        let query = sqlx::query(SQL)
            .bind(municipality)
            .bind(proposal)
            .bind(candidate.as_str())
            .bind(sealed)
            .bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    look.shows(candidate);
    Ok(())
}

/// What was kept of a person's trials.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn kept_of(
    look: &mut Look,
    municipality: MunicipalityId,
    candidate: &CandidateId,
) -> Result<Vec<StoredPair>, StoreError> {
    const SQL: &str = "
        SELECT proposal_id, candidate_id, body
        FROM valued_pair
        WHERE municipality_id = $1 AND candidate_id = $2
        ORDER BY proposal_id";
    if restrictions::hides(look, municipality, candidate).await? {
        return Ok(Vec::new());
    }
    let mut found: Vec<StoredPair> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .fetch_all(conn)
        .await)?;
    for pair in &mut found {
        pair.body =
            look.open(place(municipality, candidate, &pair.proposal_id), &pair.body).await?;
        look.shows(candidate);
    }
    Ok(found)
}

/// Who can be learnt from: everybody of whom something is kept, who does not object, and whom no restriction hides
/// from anybody, whatever reason is given. Nobody is shown yet.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn learnable(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Vec<CandidateId>, StoreError> {
    const SQL: &str = "
        SELECT DISTINCT candidate_id
        FROM valued_pair
        WHERE municipality_id = $1
            AND NOT EXISTS (
                SELECT 1 FROM learning_objection
                WHERE learning_objection.municipality_id = valued_pair.municipality_id
                    AND learning_objection.candidate_id = valued_pair.candidate_id
            )
            AND NOT EXISTS (
                SELECT 1 FROM restriction
                WHERE restriction.municipality_id = valued_pair.municipality_id
                    AND restriction.candidate_id = valued_pair.candidate_id
            )
        ORDER BY candidate_id";
    let found: Vec<Text<CandidateId>> =
        on_either!(tx, |conn| sqlx::query_scalar(SQL).bind(municipality).fetch_all(conn).await)?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// How many trials were kept of those who object now; nothing of them is opened.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn objecting(tx: &mut Tx, municipality: MunicipalityId) -> Result<usize, StoreError> {
    const SQL: &str = "
        SELECT count(*)
        FROM valued_pair
        JOIN learning_objection
            ON learning_objection.municipality_id = valued_pair.municipality_id
            AND learning_objection.candidate_id = valued_pair.candidate_id
        WHERE valued_pair.municipality_id = $1";
    let count: i64 =
        on_either!(tx, |conn| sqlx::query_scalar(SQL).bind(municipality).fetch_one(conn).await)?;
    Ok(usize::try_from(count).unwrap_or(0))
}

fn place<'a>(municipality: MunicipalityId, candidate: &'a CandidateId, row: &'a str) -> Place<'a> {
    Place { table: "valued_pair", municipality, candidate, row }
}
