//! Journeys: events that are only added, and where each candidate's journey stands after the last of them.

use std::collections::BTreeMap;

use engine::domain::{CandidateId, SpecialistId};
use engine::journey::State;
use sqlx::types::Text;

use super::seal::Place;
use super::{Change, Document, Look, MunicipalityId, PageSize, StoreError, Ts, Tx, Version};

/// Where a journey stands. Codes and days are as they are written in JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The stage.
    pub stage: &'static str,
    /// The step it belongs to.
    pub step: Option<&'static str>,
    /// The first day of the stage.
    pub since: Option<String>,
    /// When the waiting for work began.
    pub waiting_since: Option<String>,
    /// The candidate's own job specialist.
    pub specialist_id: Option<SpecialistId>,
}

impl Standing {
    /// What a list shows of a journey's state.
    #[must_use]
    pub fn of(state: &State) -> Self {
        Self {
            stage: state.stage.code(),
            step: state.stage.step().map(engine::domain::Step::code),
            since: state.since().map(|day| day.to_string()),
            waiting_since: state.waiting_since.map(|day| day.to_string()),
            specialist_id: state.specialist.clone(),
        }
    }
}

/// An event as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredEvent {
    /// Its number in the journey, from 1.
    pub sequence: Version,
    /// The event, as it was sent.
    pub body: Document,
    /// When it was recorded.
    pub recorded_at: Ts,
}

/// A journey as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredJourney {
    /// Whose it is.
    pub candidate_id: Text<CandidateId>,
    /// The number of the last event.
    pub sequence: Version,
    /// The stage.
    pub stage: String,
    /// The step it belongs to.
    pub step: Option<String>,
    /// The first day of the stage.
    pub since: Option<String>,
    /// When the waiting for work began.
    pub waiting_since: Option<String>,
    /// The candidate's own job specialist.
    pub specialist_id: Option<Text<SpecialistId>>,
}

/// Adds an event to a journey whose last one somebody saw; `Version(0)` saw none. Of two who saw the same, one wins.
///
/// # Errors
///
/// [`StoreError::Reference`] when there is no such candidate or specialist.
pub async fn append(
    look: &mut Look,
    municipality: MunicipalityId,
    candidate: &CandidateId,
    seen: Version,
    standing: &Standing,
    body: &Document,
    now: Ts,
) -> Result<Change<StoredEvent>, StoreError> {
    const SQL: &str = "
        INSERT INTO journey_event (municipality_id, candidate_id, sequence, body, recorded_at)
        VALUES ($1, $2, $3, $4, $5)
        RETURNING sequence, body, recorded_at";
    let sequence = Version(seen.0 + 1);
    if !stand(look, municipality, candidate, seen, standing).await? {
        let there = find(look, municipality, candidate).await?;
        return Ok(there.map_or(Change::Missing, |it| Change::Stale(it.sequence)));
    }
    let row = sequence.0.to_string();
    let sealed = look.seal(place(municipality, candidate, &row), body).await?;
    let event: StoredEvent = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .bind(sequence)
        .bind(sealed)
        .bind(now)
        .fetch_one(conn)
        .await)?;
    look.shows(candidate);
    Ok(Change::Done(StoredEvent { body: body.clone(), ..event }))
}

/// Moves the journey to where it stands now, unless it has moved since.
async fn stand(
    tx: &mut Tx,
    municipality: MunicipalityId,
    candidate: &CandidateId,
    seen: Version,
    standing: &Standing,
) -> Result<bool, StoreError> {
    const FIRST_SQL: &str = "
        INSERT INTO journey
            (municipality_id, candidate_id, sequence, stage, step, since, waiting_since, specialist_id)
        VALUES ($1, $2, $3 + 1, $4, $5, $6, $7, $8)
        ON CONFLICT (municipality_id, candidate_id) DO NOTHING";
    const NEXT_SQL: &str = "
        UPDATE journey
        SET sequence = $3 + 1, stage = $4, step = $5, since = $6, waiting_since = $7, specialist_id = $8
        WHERE municipality_id = $1 AND candidate_id = $2 AND sequence = $3";
    let Standing { stage, step, since, waiting_since, specialist_id } = standing;
    let sql = if seen == Version(0) { FIRST_SQL } else { NEXT_SQL };
    let moved = on_either!(tx, |conn| {
        let query = sqlx::query(sql)
            .bind(municipality)
            .bind(candidate.as_str())
            .bind(seen)
            .bind(*stage)
            .bind(*step)
            .bind(since.as_deref())
            .bind(waiting_since.as_deref())
            .bind(specialist_id.as_ref().map(SpecialistId::as_str));
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    Ok(moved == 1)
}

/// Every event of a candidate's journey, the first one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn events(
    look: &mut Look,
    municipality: MunicipalityId,
    candidate: &CandidateId,
) -> Result<Vec<StoredEvent>, StoreError> {
    const SQL: &str = "
        SELECT sequence, body, recorded_at
        FROM journey_event
        WHERE municipality_id = $1 AND candidate_id = $2
        ORDER BY sequence";
    let mut found: Vec<StoredEvent> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .fetch_all(conn)
        .await)?;
    for StoredEvent { sequence, body, .. } in &mut found {
        let row = sequence.0.to_string();
        *body = look.open(place(municipality, candidate, &row), body).await?;
        look.shows(candidate);
    }
    Ok(found)
}

/// Every event of each journey that has not ended, by candidate. Whoever is restricted is not among them, whatever
/// reason is given.
///
/// It shows nobody: it is how those are found whom something is about, and whoever is found so and shown is in the
/// log for what is read of them then.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn of_all(
    look: &mut Look,
    municipality: MunicipalityId,
) -> Result<BTreeMap<CandidateId, Vec<Document>>, StoreError> {
    let which = Which { specialist: None, has_ended: false, is_restricted: false };
    every(look, municipality, which).await
}

/// The same of one job specialist's candidates.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn of_caseload(
    look: &mut Look,
    municipality: MunicipalityId,
    specialist: Option<&SpecialistId>,
) -> Result<BTreeMap<CandidateId, Vec<Document>>, StoreError> {
    let which = Which { specialist, has_ended: false, is_restricted: false };
    every(look, municipality, which).await
}

/// The same with journeys that have ended: what figures are counted from.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn of_everybody(
    look: &mut Look,
    municipality: MunicipalityId,
) -> Result<BTreeMap<CandidateId, Vec<Document>>, StoreError> {
    let which = Which { specialist: None, has_ended: true, is_restricted: false };
    every(look, municipality, which).await
}

/// The same of those whom a restriction hides, ended or not: only to leave out what is theirs.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn of_restricted(
    look: &mut Look,
    municipality: MunicipalityId,
) -> Result<BTreeMap<CandidateId, Vec<Document>>, StoreError> {
    let which = Which { specialist: None, has_ended: true, is_restricted: true };
    every(look, municipality, which).await
}

/// Notes that somebody who was found by [`of_caseload`] is shown.
pub fn show(look: &mut Look, candidate: &CandidateId) {
    look.shows(candidate);
}

/// Whose journeys are read.
struct Which<'a> {
    /// Only the candidates of this job specialist.
    specialist: Option<&'a SpecialistId>,
    /// Those that have ended too.
    has_ended: bool,
    /// Those whom a restriction hides, or all others.
    is_restricted: bool,
}

async fn every(
    look: &mut Look,
    municipality: MunicipalityId,
    Which { specialist, has_ended, is_restricted }: Which<'_>,
) -> Result<BTreeMap<CandidateId, Vec<Document>>, StoreError> {
    const SQL: &str = "
        SELECT journey_event.candidate_id, journey_event.sequence, journey_event.body
        FROM journey_event
        JOIN journey
            ON journey.municipality_id = journey_event.municipality_id
            AND journey.candidate_id = journey_event.candidate_id
        JOIN candidate
            ON candidate.municipality_id = journey_event.municipality_id
            AND candidate.id = journey_event.candidate_id
        WHERE journey_event.municipality_id = $1
            AND ($2 OR stage NOT IN ('closed', 'declined'))
            AND (CAST($3 AS TEXT) IS NULL
                OR coalesce(journey.specialist_id, candidate.specialist_id) = $3)
            AND $4 = EXISTS (
                SELECT 1 FROM restriction
                WHERE restriction.municipality_id = journey_event.municipality_id
                    AND restriction.candidate_id = journey_event.candidate_id
            )
        ORDER BY journey_event.candidate_id, journey_event.sequence";
    type Row = (Text<CandidateId>, Version, Document);
    let rows: Vec<Row> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(has_ended)
        .bind(specialist.map(SpecialistId::as_str))
        .bind(is_restricted)
        .fetch_all(conn)
        .await)?;
    if let [first, .., last] = &rows[..] {
        look.fetch_between(municipality, &first.0, &last.0).await?;
    }
    let mut found: BTreeMap<CandidateId, Vec<Document>> = BTreeMap::new();
    for (Text(candidate), sequence, body) in rows {
        let row = sequence.0.to_string();
        let body = look.open(place(municipality, &candidate, &row), &body).await?;
        found.entry(candidate).or_default().push(body);
    }
    Ok(found)
}

/// Where a candidate's journey stands, when it has begun.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    look: &mut Look,
    municipality: MunicipalityId,
    candidate: &CandidateId,
) -> Result<Option<StoredJourney>, StoreError> {
    const SQL: &str = "
        SELECT candidate_id, sequence, stage, step, since, waiting_since, specialist_id
        FROM journey
        WHERE municipality_id = $1 AND candidate_id = $2";
    let found: Option<StoredJourney> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .fetch_optional(conn)
        .await)?;
    if found.is_some() {
        look.shows(candidate);
    }
    Ok(found)
}

/// A page of journeys: those after one, by the candidate's id, which ranks nobody; of one stage and of one
/// specialist, or of all.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    look: &mut Look,
    municipality: MunicipalityId,
    after: Option<&CandidateId>,
    stage: Option<&str>,
    specialist: Option<&SpecialistId>,
    size: PageSize,
) -> Result<Vec<StoredJourney>, StoreError> {
    const SQL: &str = "
        SELECT candidate_id, sequence, stage, step, since, waiting_since, journey.specialist_id
        FROM journey
        JOIN candidate
            ON candidate.municipality_id = journey.municipality_id
            AND candidate.id = journey.candidate_id
        WHERE journey.municipality_id = $1 AND candidate_id > $2 AND stage = coalesce($3, stage)
            AND (CAST($4 AS TEXT) IS NULL
                OR coalesce(journey.specialist_id, candidate.specialist_id) = $4)
            AND ($6 OR NOT EXISTS (
                SELECT 1 FROM restriction
                WHERE restriction.municipality_id = journey.municipality_id
                    AND restriction.candidate_id = journey.candidate_id
            ))
        ORDER BY candidate_id
        LIMIT $5";
    let sees_restricted = look.sees_restricted();
    let found: Vec<StoredJourney> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(after.map_or("", CandidateId::as_str))
        .bind(stage)
        .bind(specialist.map(SpecialistId::as_str))
        .bind(size.raw())
        .bind(sees_restricted)
        .fetch_all(conn)
        .await)?;
    for journey in &found {
        look.shows(&journey.candidate_id);
    }
    Ok(found)
}

/// How many journeys stand in each stage, of each specialist and of none.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn stages(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Vec<(Option<SpecialistId>, String, u64)>, StoreError> {
    const SQL: &str = "
        SELECT specialist_id, stage, CAST(count(*) AS BIGINT)
        FROM journey
        WHERE municipality_id = $1
        GROUP BY specialist_id, stage
        ORDER BY specialist_id, stage";
    let counted: Vec<(Option<Text<SpecialistId>>, String, i64)> =
        on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_all(conn).await)?;
    let counted = counted.into_iter().map(|(whose, stage, count)| {
        (whose.map(|it| it.0), stage, u64::try_from(count).unwrap_or(0))
    });
    Ok(counted.collect())
}

/// How many candidates each specialist has.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn people(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<BTreeMap<SpecialistId, u32>, StoreError> {
    const SQL: &str = "
        SELECT specialist_id, CAST(count(*) AS BIGINT)
        FROM journey
        WHERE municipality_id = $1 AND specialist_id IS NOT NULL
        GROUP BY specialist_id
        ORDER BY specialist_id";
    let counted: Vec<(Text<SpecialistId>, i64)> =
        on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_all(conn).await)?;
    let people =
        counted.into_iter().map(|(id, count)| (id.0, u32::try_from(count).unwrap_or(u32::MAX)));
    Ok(people.collect())
}

fn place<'a>(municipality: MunicipalityId, candidate: &'a CandidateId, row: &'a str) -> Place<'a> {
    Place { table: "journey_event", municipality, candidate, row }
}
