//! Proposals: what a run proposes to somebody, and what people have done about it. The engine proposes, people decide.

use engine::domain::{Activity, CandidateId, OpeningId, SpecialistId};
use sqlx::types::Text;

use super::seal::Place;
use super::webhooks::{self, Happened};
use super::{
    Change, Document, Look, MunicipalityId, PageSize, StoreError, Ts, Tx, Version, restrictions,
};

/// How far a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProposalState {
    /// People have not decided yet.
    Awaiting,
    /// It is booked.
    Approved,
    /// Somebody has said no.
    Rejected,
    /// It does not stand any more, for no fault of anybody's.
    Withdrawn,
    /// A later run proposes something else, and nobody had been told.
    Replaced,
    /// The week in which it was to begin is over.
    Expired,
}

impl ProposalState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Awaiting,
        Self::Approved,
        Self::Rejected,
        Self::Withdrawn,
        Self::Replaced,
        Self::Expired,
    ];

    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Awaiting => "awaiting",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Replaced => "replaced",
            Self::Expired => "expired",
        }
    }
}

impl TryFrom<String> for ProposalState {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|it| it.code() == code).ok_or(code)
    }
}

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProposal {
    /// Who.
    pub candidate: CandidateId,
    /// Where.
    pub opening: OpeningId,
    /// What.
    pub activity: Activity,
    /// The Monday on which it begins, as it is written in JSON.
    pub monday: String,
    /// How many weeks.
    pub weeks: i64,
    /// The proposal with its reasons, as a run says it.
    pub body: Document,
}

/// A proposal as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredProposal {
    /// Its id.
    pub id: String,
    /// The run that proposes it.
    pub run_id: String,
    /// Who.
    pub candidate_id: Text<CandidateId>,
    /// Where.
    pub opening_id: Text<OpeningId>,
    /// What, as it is written.
    pub activity: String,
    /// The Monday on which it begins.
    pub monday: String,
    /// How many weeks.
    pub weeks: i64,
    /// How far it is.
    #[sqlx(try_from = "String")]
    pub state: ProposalState,
    /// When the candidate or the employer was told first.
    pub told_on: Option<String>,
    /// When the candidate said yes.
    pub candidate_yes_on: Option<String>,
    /// When the employer said yes.
    pub employer_yes_on: Option<String>,
    /// The day by which whoever is next was to answer; a reminder, and nothing happens when it passes.
    pub answer_by: Option<String>,
    /// Its version.
    pub version: Version,
    /// The proposal with its reasons.
    pub body: Document,
    /// When it was proposed.
    pub created_at: Ts,
    /// When it changed last.
    pub changed_at: Ts,
}

/// Where a proposal stands after a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// How far it is.
    pub state: ProposalState,
    /// When the candidate or the employer was told first.
    pub told_on: Option<String>,
    /// When the candidate said yes.
    pub candidate_yes_on: Option<String>,
    /// When the employer said yes.
    pub employer_yes_on: Option<String>,
    /// The day by which whoever is next was to answer.
    pub answer_by: Option<String>,
}

impl Standing {
    /// Where a proposal stands.
    #[must_use]
    pub fn of(proposal: &StoredProposal) -> Self {
        Self {
            state: proposal.state,
            told_on: proposal.told_on.clone(),
            candidate_yes_on: proposal.candidate_yes_on.clone(),
            employer_yes_on: proposal.employer_yes_on.clone(),
            answer_by: proposal.answer_by.clone(),
        }
    }
}

/// A step that somebody takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStep<'a> {
    /// Its code.
    pub step: &'a str,
    /// The code of the reason, where one is given.
    pub reason: Option<&'a str>,
    /// Who takes it.
    pub taken_by: &'a str,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredStep {
    /// The version of the proposal after it.
    pub version: Version,
    /// Its code.
    pub step: String,
    /// The code of the reason.
    pub reason: Option<String>,
    /// Who took it.
    pub taken_by: String,
    /// Whether they had opened the reasons for the proposal before.
    pub has_read: bool,
    /// When.
    pub created_at: Ts,
}

/// How many proposals there are in a state, and to how many people.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StateCount {
    /// The state, as it is written.
    pub state: String,
    /// How many proposals.
    pub count: i64,
    /// To how many people.
    pub people: i64,
}

/// How often a step was taken of proposals to one person, for which reason. To count people by: whoever gets it tells
/// nobody who it is.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StepCount {
    /// To whom they were.
    pub candidate_id: Text<CandidateId>,
    /// The step.
    pub step: String,
    /// The reason.
    pub reason: Option<String>,
    /// Whether the reasons for the proposal had been opened.
    pub has_read: bool,
    /// How often.
    pub count: i64,
}

/// Stores a new proposal.
///
/// # Errors
///
/// [`StoreError::Reference`] when there is no such candidate, opening or run.
pub async fn insert(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &str,
    run: &str,
    new: &NewProposal,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO proposal
            (municipality_id, id, run_id, candidate_id, opening_id, activity, monday, weeks, state, version,
            body, created_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'awaiting', 1, $9, $10, $10)";
    let NewProposal { candidate, opening, activity, monday, weeks, body } = new;
    let sealed = look.seal(place(municipality, candidate, id), body).await?;
    on_either!(&mut **look, |conn| {
        let query = sqlx::query(SQL)
            .bind(municipality)
            .bind(id)
            .bind(run)
            .bind(candidate.as_str())
            .bind(opening.as_str())
            .bind(activity.code())
            .bind(monday)
            .bind(*weeks)
            .bind(sealed)
            .bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    look.shows(candidate);
    Ok(())
}

/// Has a later run propose what is proposed already. Where it has other reasons, nobody has read them, and whoever
/// decides is to see them first: the version is another.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn renew(
    look: &mut Look,
    municipality: MunicipalityId,
    before: &StoredProposal,
    run: &str,
    body: &Document,
    now: Ts,
) -> Result<(), StoreError> {
    const SAME_SQL: &str = "
        UPDATE proposal SET run_id = $3 WHERE municipality_id = $1 AND id = $2";
    const SQL: &str = "
        UPDATE proposal
        SET run_id = $3, body = $4, version = version + 1, changed_at = $5
        WHERE municipality_id = $1 AND id = $2";
    const UNREAD_SQL: &str = "
        DELETE FROM proposal_reading WHERE municipality_id = $1 AND proposal_id = $2";
    let StoredProposal { id, candidate_id: Text(candidate), .. } = before;
    look.shows(candidate);
    if before.body == *body {
        return Ok(on_either!(&mut **look, |conn| {
            let query = sqlx::query(SAME_SQL).bind(municipality).bind(id).bind(run);
            query.execute(conn).await.map(|_| ())
        })?);
    }
    let sealed = look.seal(place(municipality, candidate, id), body).await?;
    on_either!(&mut **look, |conn| {
        let query = sqlx::query(SQL).bind(municipality).bind(id).bind(run).bind(sealed).bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    on_either!(&mut **look, |conn| {
        let query = sqlx::query(UNREAD_SQL).bind(municipality).bind(id);
        query.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// A proposal to somebody whom no restriction hides.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    look: &mut Look,
    municipality: MunicipalityId,
    id: &str,
) -> Result<Option<StoredProposal>, StoreError> {
    const SQL: &str = "
        SELECT id, run_id, candidate_id, opening_id, activity, monday, weeks, state, told_on,
            candidate_yes_on, employer_yes_on, answer_by, version, body, created_at, changed_at
        FROM proposal
        WHERE municipality_id = $1 AND id = $2";
    let found = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(id)
        .fetch_all(conn)
        .await)?;
    Ok(open(look, municipality, found).await?.pop())
}

/// A page of proposals: those after one, by id; of a state, a candidate and a job specialist, or of all.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn list(
    look: &mut Look,
    municipality: MunicipalityId,
    after: Option<&str>,
    which: (Option<ProposalState>, Option<&CandidateId>, Option<&SpecialistId>),
    size: PageSize,
) -> Result<Vec<StoredProposal>, StoreError> {
    const SQL: &str = "
        SELECT proposal.id, run_id, proposal.candidate_id, opening_id, activity, monday, weeks, state, told_on,
            candidate_yes_on, employer_yes_on, answer_by, proposal.version, proposal.body,
            proposal.created_at, proposal.changed_at
        FROM proposal
        JOIN candidate
            ON candidate.municipality_id = proposal.municipality_id
            AND candidate.id = proposal.candidate_id
        LEFT JOIN journey
            ON journey.municipality_id = proposal.municipality_id
            AND journey.candidate_id = proposal.candidate_id
        WHERE proposal.municipality_id = $1 AND proposal.id > $2 AND state = coalesce($3, state)
            AND proposal.candidate_id = coalesce($4, proposal.candidate_id)
            AND (CAST($5 AS TEXT) IS NULL
                OR coalesce(journey.specialist_id, candidate.specialist_id) = $5)
            AND ($7 OR NOT EXISTS (
                SELECT 1 FROM restriction
                WHERE restriction.municipality_id = proposal.municipality_id
                    AND restriction.candidate_id = proposal.candidate_id
            ))
        ORDER BY proposal.id
        LIMIT $6";
    let (state, candidate, specialist) = which;
    let sees_restricted = look.sees_restricted();
    let found = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(after.unwrap_or_default())
        .bind(state.map(ProposalState::code))
        .bind(candidate.map(CandidateId::as_str))
        .bind(specialist.map(SpecialistId::as_str))
        .bind(size.raw())
        .bind(sees_restricted)
        .fetch_all(conn)
        .await)?;
    open(look, municipality, found).await
}

/// Takes a step, if the proposal still is as somebody saw it, and notes who took it and whether they had opened its
/// reasons.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn take(
    look: &mut Look,
    municipality: MunicipalityId,
    proposal: &StoredProposal,
    standing: &Standing,
    step: &NewStep<'_>,
    now: Ts,
) -> Result<Change<Version>, StoreError> {
    const SQL: &str = "
        UPDATE proposal
        SET state = $4, told_on = $5, candidate_yes_on = $6, employer_yes_on = $7, answer_by = $8,
            changed_at = $9, version = version + 1
        WHERE municipality_id = $1 AND id = $2 AND version = $3
        RETURNING version";
    const STEP_SQL: &str = "
        INSERT INTO proposal_step
            (municipality_id, proposal_id, version, candidate_id, step, reason, taken_by, has_read, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, EXISTS (
            SELECT 1 FROM proposal_reading WHERE municipality_id = $1 AND proposal_id = $2 AND reader = $7
        ), $8)";
    let Standing { state, told_on, candidate_yes_on, employer_yes_on, answer_by } = standing;
    let StoredProposal { id, candidate_id, version, .. } = proposal;
    let changed: Option<Version> = on_either!(&mut **look, |conn| sqlx::query_scalar(SQL)
        .bind(municipality)
        .bind(id)
        .bind(*version)
        .bind(state.code())
        .bind(told_on)
        .bind(candidate_yes_on)
        .bind(employer_yes_on)
        .bind(answer_by)
        .bind(now)
        .fetch_optional(conn)
        .await)?;
    let Some(changed) = changed else {
        let now = find(look, municipality, id).await?;
        return Ok(now.map_or(Change::Missing, |it| Change::Stale(it.version)));
    };
    let NewStep { step, reason, taken_by } = step;
    on_either!(&mut **look, |conn| {
        let query = sqlx::query(STEP_SQL)
            .bind(municipality)
            .bind(id)
            .bind(changed)
            .bind(candidate_id.as_str())
            .bind(*step)
            .bind(*reason)
            .bind(*taken_by)
            .bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    look.shows(candidate_id);
    webhooks::tell(look, municipality, Happened::ProposalChanged, id, now).await?;
    Ok(Change::Done(changed))
}

/// Notes that somebody has opened the reasons for a proposal.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn read(
    tx: &mut Tx,
    municipality: MunicipalityId,
    id: &str,
    reader: &str,
    now: Ts,
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO proposal_reading (municipality_id, proposal_id, reader, created_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (municipality_id, proposal_id, reader) DO NOTHING";
    on_either!(tx, |conn| {
        let query = sqlx::query(SQL).bind(municipality).bind(id).bind(reader).bind(now);
        query.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// The steps that were taken, the first one first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn steps(
    look: &mut Look,
    municipality: MunicipalityId,
    proposal: &StoredProposal,
) -> Result<Vec<StoredStep>, StoreError> {
    const SQL: &str = "
        SELECT version, step, reason, taken_by, has_read, created_at
        FROM proposal_step
        WHERE municipality_id = $1 AND proposal_id = $2
        ORDER BY version";
    look.shows(&proposal.candidate_id);
    Ok(on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(&proposal.id)
        .fetch_all(conn)
        .await)?)
}

/// Who was booked where for what by an approved proposal; whomever a restriction hides too. For figures.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn approved_pairs(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Vec<(String, String, String)>, StoreError> {
    const SQL: &str = "
        SELECT candidate_id, opening_id, activity
        FROM proposal
        WHERE municipality_id = $1 AND state = 'approved'";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_all(conn).await)?)
}

/// How many proposals of the municipality are in each state.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn states(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Vec<StateCount>, StoreError> {
    const SQL: &str = "
        SELECT state, count(*) AS count, count(DISTINCT candidate_id) AS people
        FROM proposal
        WHERE municipality_id = $1
        GROUP BY state
        ORDER BY state";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_all(conn).await)?)
}

/// How often each step was taken in the municipality, for which reason, by the person it was about.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn step_counts(
    tx: &mut Tx,
    municipality: MunicipalityId,
) -> Result<Vec<StepCount>, StoreError> {
    const SQL: &str = "
        SELECT candidate_id, step, reason, has_read, count(*) AS count
        FROM proposal_step
        WHERE municipality_id = $1
        GROUP BY candidate_id, step, reason, has_read
        ORDER BY step, reason NULLS FIRST, has_read, candidate_id";
    Ok(on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_all(conn).await)?)
}

/// Opens proposals to whom no restriction hides.
async fn open(
    look: &mut Look,
    municipality: MunicipalityId,
    stored: Vec<StoredProposal>,
) -> Result<Vec<StoredProposal>, StoreError> {
    let mut open = Vec::with_capacity(stored.len());
    for mut proposal in stored {
        let person = proposal.candidate_id.0.clone();
        if restrictions::hides(look, municipality, &person).await? {
            continue;
        }
        let place = place(municipality, &person, &proposal.id);
        proposal.body = look.open(place, &proposal.body).await?;
        look.shows(&person);
        open.push(proposal);
    }
    Ok(open)
}

fn place<'a>(municipality: MunicipalityId, candidate: &'a CandidateId, row: &'a str) -> Place<'a> {
    Place { table: "proposal", municipality, candidate, row }
}
