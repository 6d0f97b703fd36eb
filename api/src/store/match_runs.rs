//! Match runs: jobs in the database, which any server takes and another takes over; and what came of them.
//!
//! What a run knew of a person, and said of them, is a part of its own, sealed under that person's key: it goes when
//! the person's data goes. What is left in the run itself is about nobody.

use std::collections::BTreeSet;

use engine::domain::{CandidateId, SpecialistId};
use sqlx::types::Text;

use super::seal::Place;
use super::webhooks::{self, Happened};
use super::{Document, Look, MunicipalityId, PageSize, StoreError, Ts, Tx, Version, restrictions};

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunState {
    /// Nobody has taken it yet.
    Waiting,
    /// A server is at work.
    Running,
    /// It has a plan.
    Done,
    /// It came to nothing, and says why.
    Failed,
    /// Somebody has called it off.
    Cancelled,
}

impl RunState {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Running, Self::Done, Self::Failed, Self::Cancelled];

    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

impl TryFrom<String> for RunState {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|it| it.code() == code).ok_or(code)
    }
}

/// A run as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredRun {
    /// Its id.
    pub id: String,
    /// How far it is.
    #[sqlx(try_from = "String")]
    pub state: RunState,
    /// What was asked.
    pub question: Document,
    /// Who asked.
    pub asked_by: String,
    /// In which role.
    pub asked_role: String,
    /// How often it was taken.
    pub taking: i64,
    /// How far the plan has come.
    pub progress: Option<Document>,
    /// The version of the rules it was made under.
    pub rules_version: Option<Version>,
    /// Figures and hashes; of a failed one, its faults.
    pub facts: Option<Document>,
    /// When it was asked for.
    pub created_at: Ts,
    /// When it changed last.
    pub changed_at: Ts,
}

/// What is asked of a run, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRun {
    /// What is asked.
    pub question: Document,
    /// Who asks.
    pub asked_by: String,
    /// In which role.
    pub asked_role: String,
}

/// A run that has been taken. Only the last taking may write.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Taken {
    /// Whose it is.
    pub municipality_id: MunicipalityId,
    /// Its id.
    pub id: String,
    /// The number of this taking.
    pub taking: i64,
    /// What was asked.
    pub question: Document,
    /// Who asked.
    pub asked_by: String,
    /// In which role.
    pub asked_role: String,
}

/// What came of a run, beside its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// [`RunState::Done`] or [`RunState::Failed`].
    pub state: RunState,
    /// The version of the rules it was made under.
    pub rules_version: Option<Version>,
    /// Figures and hashes, or faults.
    pub facts: Document,
    /// What is about nobody.
    pub body: Option<Document>,
}

/// Stores a run that waits.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn insert(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &str,
    NewRun { question, asked_by, asked_role }: &NewRun,
    now: Ts,
) -> Result<StoredRun, StoreError> {
    const SQL: &str = "
        INSERT INTO match_run
            (municipality_id, id, state, question, asked_by, asked_role, taking, created_at, changed_at)
        VALUES ($1, $2, 'waiting', $3, $4, $5, 0, $6, $6)
        RETURNING id, state, question, asked_by, asked_role, taking, progress, rules_version, facts,
            created_at, changed_at";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id)
        .bind(question)
        .bind(asked_by)
        .bind(asked_role)
        .bind(now)
        .fetch_one(conn)
        .await)?)
}

/// A run of the municipality.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &str,
) -> Result<Option<StoredRun>, StoreError> {
    const SQL: &str = "
        SELECT id, state, question, asked_by, asked_role, taking, progress, rules_version, facts,
            created_at, changed_at
        FROM match_run
        WHERE municipality_id = $1 AND id = $2";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id)
        .fetch_optional(conn)
        .await)?)
}

/// The last run of the municipality that has a plan.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn latest_done(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Option<StoredRun>, StoreError> {
    const SQL: &str = "
        SELECT id, state, question, asked_by, asked_role, taking, progress, rules_version, facts,
            created_at, changed_at
        FROM match_run
        WHERE municipality_id = $1 AND state = 'done'
        ORDER BY id DESC
        LIMIT 1";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_optional(conn).await)?)
}

/// A page of runs, those asked for last first: those before one.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    tx: &mut Tx,
    municipality: MunicipalityId,
    before: Option<&str>,
    size: PageSize,
) -> Result<Vec<StoredRun>, StoreError> {
    // Ids begin with the time: those made later sort later.
    const SQL: &str = "
        SELECT id, state, question, asked_by, asked_role, taking, progress, rules_version, facts,
            created_at, changed_at
        FROM match_run
        WHERE municipality_id = $1 AND (CAST($2 AS TEXT) IS NULL OR id < $2)
        ORDER BY id DESC
        LIMIT $3";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(before)
        .bind(size.raw())
        .fetch_all(conn)
        .await)?)
}

/// Whether there is a run to take.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn is_due(tx: &mut Tx, now: Ts) -> Result<bool, StoreError> {
    const SQL: &str = "
        SELECT EXISTS (
            SELECT 1 FROM match_run AS next
            WHERE (state = 'waiting' OR (state = 'running' AND held_until < $1))
                AND NOT EXISTS (
                    SELECT 1 FROM match_run AS held
                    WHERE held.municipality_id = next.municipality_id AND held.id <> next.id
                        AND held.state = 'running' AND held.held_until >= $1
                ))";
    Ok(on_either!(tx, |conn| sqlx::query_scalar(SQL).bind(now).fetch_one(conn).await)?)
}

/// Takes the run that has waited longest, or that nobody holds any more, until a time; of whichever municipality,
/// for a server works for all, and of a municipality one at a time. Two who try at once get two runs, or one of them
/// nothing.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn take(tx: &mut Tx, now: Ts, until: Ts) -> Result<Option<Taken>, StoreError> {
    const NEXT_SQL: &str = "
        SELECT municipality_id, id, taking
        FROM match_run AS next
        WHERE (state = 'waiting' OR (state = 'running' AND held_until < $1))
            AND NOT EXISTS (
                SELECT 1 FROM match_run AS held
                WHERE held.municipality_id = next.municipality_id AND held.id <> next.id
                    AND held.state = 'running' AND held.held_until >= $1
            )
        ORDER BY id
        LIMIT 1";
    // Whoever was faster has counted one more.
    const TAKE_SQL: &str = "
        UPDATE match_run
        SET state = 'running', taking = taking + 1, held_until = $4, changed_at = $5
        WHERE municipality_id = $1 AND id = $2 AND taking = $3 AND state IN ('waiting', 'running')
        RETURNING municipality_id, id, taking, question, asked_by, asked_role";
    let next: Option<(MunicipalityId, String, i64)> = on_either!(&mut *tx, |conn| {
        sqlx::query_as(NEXT_SQL).bind(now).fetch_optional(conn).await
    })?;
    let Some((municipality, id, taking)) = next else { return Ok(None) };
    Ok(on_either!(tx, |conn| sqlx::query_as(TAKE_SQL)
        .bind(municipality)
        .bind(id)
        .bind(taking)
        .bind(until)
        .bind(now)
        .fetch_optional(conn)
        .await)?)
}

/// Holds a taken run for longer, and says how far it is; `false` when it is another's now, or was called off.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn hold(
    tx: &mut Tx,
    Taken { municipality_id, id, taking, .. }: &Taken,
    progress: &Document,
    until: Ts,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        UPDATE match_run
        SET held_until = $4, progress = $5
        WHERE municipality_id = $1 AND id = $2 AND taking = $3 AND state = 'running'";
    let held = on_either!(tx, |conn| {
        let query = sqlx::query(SQL)
            .bind(*municipality_id)
            .bind(id)
            .bind(*taking)
            .bind(until)
            .bind(progress);
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    Ok(held == 1)
}

/// Gives a taken run back, so that another takes it at once: this server ends.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn release(
    tx: &mut Tx,
    Taken { municipality_id, id, taking, .. }: &Taken,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        UPDATE match_run
        SET state = 'waiting', held_until = NULL, changed_at = $4
        WHERE municipality_id = $1 AND id = $2 AND taking = $3 AND state = 'running'";
    on_either!(tx, |conn| {
        let query = sqlx::query(SQL).bind(*municipality_id).bind(id).bind(*taking).bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// Writes what came of a taken run; `false`, and nothing is written, when it is another's now or was called off.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn end(
    tx: &mut Tx,
    Taken { municipality_id, id, taking, .. }: &Taken,
    Ended { state, rules_version, facts, body }: &Ended,
    now: Ts,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        UPDATE match_run
        SET state = $4, rules_version = $5, facts = $6, body = $7, held_until = NULL, changed_at = $8
        WHERE municipality_id = $1 AND id = $2 AND taking = $3 AND state = 'running'";
    let ended = on_either!(&mut *tx, |conn| {
        let query = sqlx::query(SQL)
            .bind(*municipality_id)
            .bind(id)
            .bind(*taking)
            .bind(state.code())
            .bind(*rules_version)
            .bind(facts)
            .bind(body)
            .bind(now);
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    if ended == 0 {
        return Ok(false);
    }
    let happened = if *state == RunState::Done { Happened::RunDone } else { Happened::RunFailed };
    webhooks::tell(tx, *municipality_id, happened, id, now).await?;
    Ok(true)
}

/// Calls a run off that has not ended; `false` when it has.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn cancel(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &str,
    now: Ts,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        UPDATE match_run
        SET state = 'cancelled', held_until = NULL, changed_at = $3
        WHERE municipality_id = $1 AND id = $2 AND state IN ('waiting', 'running')";
    let cancelled = on_either!(&mut *tx, |conn| {
        let query = sqlx::query(SQL).bind(municipality).bind(id).bind(now);
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    if cancelled == 0 {
        return Ok(false);
    }
    webhooks::tell(tx, municipality, Happened::RunCancelled, id, now).await?;
    Ok(true)
}

/// Stores what a run knows and says of a person, in place of what it knew when it was asked for.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn put_part(
    look: &mut Look,
    municipality: MunicipalityId,
    run: &str,
    candidate: &CandidateId,
    body: &Document,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO match_run_part (municipality_id, run_id, candidate_id, body, created_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (municipality_id, run_id, candidate_id) DO UPDATE SET body = excluded.body";
    let sealed = look.seal(place(municipality, candidate, run), body).await?;
    on_either!(&mut **look, |conn| {
        let query = sqlx::query(SQL)
            .bind(municipality)
            .bind(run)
            .bind(candidate.as_str())
            .bind(sealed)
            .bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    look.shows(candidate);
    Ok(())
}

/// A run of whose knowledge of people nothing is needed any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpentRun {
    /// Its id.
    pub id: String,
    /// When it ended.
    pub ended: Ts,
    /// Whom it knows, but those whose data is restricted.
    pub people: BTreeSet<CandidateId>,
}

/// Runs that are over and know people, the first one first: none that has proposed what awaits an answer or
/// is approved, and not the last one that is done, which is asked about.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn spent(tx: &mut Tx, municipality: MunicipalityId) -> Result<Vec<SpentRun>, StoreError> {
    const SQL: &str = "
        SELECT run.id, run.changed_at, part.candidate_id
        FROM match_run AS run
        JOIN match_run_part AS part
            ON part.municipality_id = run.municipality_id AND part.run_id = run.id
        WHERE run.municipality_id = $1
            AND run.state IN ('done', 'failed', 'cancelled')
            AND NOT EXISTS (
                SELECT 1 FROM proposal
                WHERE proposal.municipality_id = run.municipality_id AND proposal.run_id = run.id
                    AND proposal.state IN ('awaiting', 'approved')
            )
            AND (run.state <> 'done' OR EXISTS (
                SELECT 1 FROM match_run AS later
                WHERE later.municipality_id = run.municipality_id AND later.state = 'done'
                    AND later.id > run.id
            ))
            AND NOT EXISTS (
                SELECT 1 FROM restriction
                WHERE restriction.municipality_id = part.municipality_id
                    AND restriction.candidate_id = part.candidate_id
            )
        ORDER BY run.id, part.candidate_id";
    let found: Vec<(String, Ts, Text<CandidateId>)> =
        on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_all(conn).await)?;
    let mut runs: Vec<SpentRun> = Vec::new();
    for (id, ended, Text(person)) in found {
        match runs.last_mut().filter(|run| run.id == id) {
            Some(run) => {
                run.people.insert(person);
            }
            None => runs.push(SpentRun { id, ended, people: BTreeSet::from([person]) }),
        }
    }
    Ok(runs)
}

/// Forgets what a run knew of people. From then on it says that it is not whole.
///
/// # Errors
///
/// When the database does not do its part.
pub async fn forget(
    look: &mut Look,
    municipality: MunicipalityId,
    SpentRun { id, people, .. }: &SpentRun,
) -> Result<(), StoreError> {
    const SQL: &str = "
        DELETE FROM match_run_part
        WHERE municipality_id = $1 AND run_id = $2 AND candidate_id = $3";
    for person in people {
        on_either!(&mut **look, |conn| {
            let query = sqlx::query(SQL).bind(municipality).bind(id).bind(person.as_str());
            query.execute(conn).await.map(|_| ())
        })?;
        look.shows(person);
    }
    Ok(())
}

/// What a run knew and says of a person whom no restriction hides.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn part(
    look: &mut Look,
    municipality: MunicipalityId,
    run: &str,
    candidate: &CandidateId,
) -> Result<Option<Document>, StoreError> {
    const SQL: &str = "
        SELECT body FROM match_run_part
        WHERE municipality_id = $1 AND run_id = $2 AND candidate_id = $3";
    if restrictions::hides(look, municipality, candidate).await? {
        return Ok(None);
    }
    let found: Option<Document> = on_either!(&mut **look, |conn| sqlx::query_scalar(SQL)
        .bind(municipality)
        .bind(run)
        .bind(candidate.as_str())
        .fetch_optional(conn)
        .await)?;
    let Some(sealed) = found else { return Ok(None) };
    look.shows(candidate);
    Ok(Some(look.open(place(municipality, candidate, run), &sealed).await?))
}

/// What a run says of those whom a job specialist follows, or of all; of nobody whom a restriction hides. Who of them
/// is shown is for whoever asks to say.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn parts_within(
    look: &mut Look,
    municipality: MunicipalityId,
    run: &str,
    specialist: Option<&SpecialistId>,
) -> Result<Vec<(CandidateId, Document)>, StoreError> {
    const SQL: &str = "
        SELECT part.candidate_id, part.body
        FROM match_run_part AS part
        JOIN candidate
            ON candidate.municipality_id = part.municipality_id AND candidate.id = part.candidate_id
        LEFT JOIN journey
            ON journey.municipality_id = part.municipality_id AND journey.candidate_id = part.candidate_id
        WHERE part.municipality_id = $1 AND run_id = $2
            AND (CAST($3 AS TEXT) IS NULL
                OR coalesce(journey.specialist_id, candidate.specialist_id) = $3)
            AND ($4 OR NOT EXISTS (
                SELECT 1 FROM restriction
                WHERE restriction.municipality_id = part.municipality_id
                    AND restriction.candidate_id = part.candidate_id
            ))
        ORDER BY part.candidate_id";
    let sees_restricted = look.sees_restricted();
    let found: Vec<(Text<CandidateId>, Document)> = on_either!(&mut **look, |conn| {
        let query = sqlx::query_as(SQL)
            .bind(municipality)
            .bind(run)
            .bind(specialist.map(SpecialistId::as_str))
            .bind(sees_restricted);
        query.fetch_all(conn).await
    })?;
    opened(look, municipality, run, found).await
}

/// What every run knew and says of a person, the first one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn parts_of(
    look: &mut Look,
    municipality: MunicipalityId,
    candidate: &CandidateId,
) -> Result<Vec<(String, Document)>, StoreError> {
    const SQL: &str = "
        SELECT run_id, body FROM match_run_part
        WHERE municipality_id = $1 AND candidate_id = $2
        ORDER BY run_id";
    let mut found: Vec<(String, Document)> = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .fetch_all(conn)
        .await)?;
    for (run, body) in &mut found {
        *body = look.open(place(municipality, candidate, run), body).await?;
        look.shows(candidate);
    }
    Ok(found)
}

/// Everything that a run knew: what is about nobody, and each person's part. Whoever gets it sees them all.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn whole(
    look: &mut Look,
    municipality: MunicipalityId,
    run: &str,
) -> Result<(Option<Document>, Vec<(CandidateId, Document)>), StoreError> {
    let (body, parts) = whole_unseen(look, municipality, run).await?;
    for (candidate, _) in &parts {
        look.shows(candidate);
    }
    Ok((body, parts))
}

/// The same for the engine alone: whoever asks is told nothing of anybody in it.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn whole_unseen(
    look: &mut Look,
    municipality: MunicipalityId,
    run: &str,
) -> Result<(Option<Document>, Vec<(CandidateId, Document)>), StoreError> {
    const BODY_SQL: &str = "SELECT body FROM match_run WHERE municipality_id = $1 AND id = $2";
    const PARTS_SQL: &str = "
        SELECT candidate_id, body FROM match_run_part
        WHERE municipality_id = $1 AND run_id = $2
        ORDER BY candidate_id";
    let body: Option<Option<Document>> = on_either!(&mut **look, |conn| {
        sqlx::query_scalar(BODY_SQL).bind(municipality).bind(run).fetch_optional(conn).await
    })?;
    let found: Vec<(Text<CandidateId>, Document)> = on_either!(&mut **look, |conn| {
        sqlx::query_as(PARTS_SQL).bind(municipality).bind(run).fetch_all(conn).await
    })?;
    Ok((body.flatten(), opened(look, municipality, run, found).await?))
}

/// Opens parts of a run, by candidate.
async fn opened(
    look: &mut Look,
    municipality: MunicipalityId,
    run: &str,
    found: Vec<(Text<CandidateId>, Document)>,
) -> Result<Vec<(CandidateId, Document)>, StoreError> {
    if let [(first, _), .., (last, _)] = &found[..] {
        look.fetch_between(municipality, first, last).await?;
    }
    let mut parts = Vec::with_capacity(found.len());
    for (Text(candidate), sealed) in found {
        let part = look.open(place(municipality, &candidate, run), &sealed).await?;
        parts.push((candidate, part));
    }
    Ok(parts)
}

fn place<'a>(municipality: MunicipalityId, candidate: &'a CandidateId, row: &'a str) -> Place<'a> {
    Place { table: "match_run_part", municipality, candidate, row }
}
