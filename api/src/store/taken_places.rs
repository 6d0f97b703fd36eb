//! Places that are taken: one row for each place and week. Its key is what keeps two from taking the last one,
//! whoever looked first and on whichever database.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{CandidateId, OpeningId, SpecialistId};
use sqlx::types::Text;

use super::{Look, MunicipalityId, StoreError, Tx};

/// What somebody's booking takes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// Where.
    pub opening: OpeningId,
    /// The Monday of a week, as it is written in JSON; or [`TRIALS`].
    pub week: String,
    /// The number of the event that booked it.
    pub booking: i64,
}

/// Stands in place of a week for one of the trials that an opening has.
pub const TRIALS: &str = "trials";

/// Stands in place of a week for a job that came from an opening.
pub const JOB: &str = "job";

/// How many places of an opening are used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Used {
    /// By people who have a job there.
    pub at_work: i64,
    /// By people who try it in the week that is asked for.
    pub trying: i64,
}

/// How many places of each opening are used in the week that begins on a Monday. About places, and nobody.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn used(
    tx: &mut Tx,
    municipality: MunicipalityId,
    monday: &str,
) -> Result<BTreeMap<String, Used>, StoreError> {
    const SQL: &str = "
        SELECT opening_id, week, count(*) FROM taken_place
        WHERE municipality_id = $1 AND week IN ('job', $2)
        GROUP BY opening_id, week";
    let found: Vec<(String, String, i64)> = on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(monday)
        .fetch_all(conn)
        .await)?;
    let mut used: BTreeMap<String, Used> = BTreeMap::new();
    for (opening, week, count) in found {
        let of_opening = used.entry(opening).or_default();
        if week == JOB { of_opening.at_work = count } else { of_opening.trying = count }
    }
    Ok(used)
}

/// What an activity of somebody takes; not of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Where.
    pub opening: OpeningId,
    /// Who follows the person.
    pub specialist: Option<SpecialistId>,
    /// The Mondays of its weeks, in their order.
    pub mondays: Vec<String>,
    /// Whether it is a trial; a jobbsmak else.
    pub is_trial: bool,
}

/// What is booked or runs for everybody but some, restricted or not. About places and hours, and nobody.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn of_all_but(
    tx: &mut Tx,
    municipality: MunicipalityId,
    people: &BTreeSet<CandidateId>,
) -> Result<Vec<Activity>, StoreError> {
    const SQL: &str = "
        SELECT taken.opening_id, taken.week, taken.candidate_id, taken.booking,
            coalesce(journey.specialist_id, candidate.specialist_id)
        FROM taken_place AS taken
        JOIN candidate
            ON candidate.municipality_id = taken.municipality_id
            AND candidate.id = taken.candidate_id
        LEFT JOIN journey
            ON journey.municipality_id = taken.municipality_id
            AND journey.candidate_id = taken.candidate_id
        WHERE taken.municipality_id = $1 AND taken.week <> 'job'";
    type Row = (Text<OpeningId>, String, Text<CandidateId>, i64, Option<Text<SpecialistId>>);
    let found: Vec<Row> =
        on_either!(tx, |conn| sqlx::query_as(SQL).bind(municipality).fetch_all(conn).await)?;
    let mut all: BTreeMap<(CandidateId, i64, OpeningId), Activity> = BTreeMap::new();
    for (Text(opening), week, Text(candidate), booking, specialist) in found {
        if people.contains(&candidate) {
            continue;
        }
        let key = (candidate, booking, opening.clone());
        let specialist = specialist.map(|Text(id)| id);
        let none = Activity { opening, specialist, mondays: Vec::new(), is_trial: false };
        let activity = all.entry(key).or_insert(none);
        if week == TRIALS { activity.is_trial = true } else { activity.mondays.push(week) }
    }
    let mut all: Vec<Activity> = all.into_values().collect();
    for activity in &mut all {
        activity.mondays.sort_unstable();
    }
    Ok(all)
}

/// Lets somebody have just these places, and gives those that nobody holds any more to others.
///
/// `most` says how many there are of what is wanted.
///
/// # Errors
///
/// When the database cannot keep it.
///
/// # Returns
///
/// What is wanted and all taken, the first one; then the transaction must be given up.
pub async fn hold(
    tx: &mut Tx,
    municipality: MunicipalityId,
    candidate: &CandidateId,
    wanted: &BTreeSet<Wanted>,
    most: impl Fn(&Wanted) -> u32,
) -> Result<Option<Wanted>, StoreError> {
    const LEAVE_SQL: &str = "
        DELETE FROM taken_place
        WHERE municipality_id = $1 AND candidate_id = $2 AND opening_id = $3 AND week = $4 AND booking = $5";
    let held = held(tx, municipality, candidate).await?;
    // In their order, and before anything is let go of: two who wait for each other's places would wait for ever.
    for wanted in wanted.difference(&held) {
        if !take(tx, municipality, candidate, wanted, most(wanted)).await? {
            return Ok(Some(wanted.clone()));
        }
    }
    for Wanted { opening, week, booking } in held.difference(wanted) {
        on_either!(&mut *tx, |conn| {
            let query = sqlx::query(LEAVE_SQL)
                .bind(municipality)
                .bind(candidate.as_str())
                .bind(opening.as_str())
                .bind(week)
                .bind(*booking);
            query.execute(conn).await.map(|_| ())
        })?;
    }
    Ok(None)
}

/// What somebody's bookings and job take, by opening and week.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn of_candidate(
    look: &mut Look,
    municipality: MunicipalityId,
    candidate: &CandidateId,
) -> Result<BTreeSet<Wanted>, StoreError> {
    let held = held(look, municipality, candidate).await?;
    if !held.is_empty() {
        look.shows(candidate);
    }
    Ok(held)
}

async fn held(
    tx: &mut Tx,
    municipality: MunicipalityId,
    candidate: &CandidateId,
) -> Result<BTreeSet<Wanted>, StoreError> {
    const SQL: &str = "
        SELECT opening_id, week, booking FROM taken_place
        WHERE municipality_id = $1 AND candidate_id = $2";
    let held: Vec<(Text<OpeningId>, String, i64)> = on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(candidate.as_str())
        .fetch_all(conn)
        .await)?;
    let wanted = |(Text(opening), week, booking)| Wanted { opening, week, booking };
    Ok(held.into_iter().map(wanted).collect())
}

/// Takes the first free one of so many; somebody else may be taking it at the same time. Those that others have a job
/// in are not free in any week.
async fn take(
    tx: &mut Tx,
    municipality: MunicipalityId,
    candidate: &CandidateId,
    Wanted { opening, week, booking }: &Wanted,
    most: u32,
) -> Result<bool, StoreError> {
    const TAKEN_SQL: &str = "
        SELECT number FROM taken_place
        WHERE municipality_id = $1 AND opening_id = $2 AND week = $3";
    const FILLED_SQL: &str = "
        SELECT count(*) FROM taken_place
        WHERE municipality_id = $1 AND opening_id = $2 AND week = 'job' AND candidate_id <> $3";
    const TAKE_SQL: &str = "
        INSERT INTO taken_place (municipality_id, opening_id, week, number, candidate_id, booking)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (municipality_id, opening_id, week, number) DO NOTHING";
    let taken: Vec<i64> = on_either!(&mut *tx, |conn| sqlx::query_scalar(TAKEN_SQL)
        .bind(municipality)
        .bind(opening.as_str())
        .bind(week)
        .fetch_all(conn)
        .await)?;
    let is_week = ![TRIALS, JOB].contains(&week.as_str());
    let filled: i64 = if is_week {
        on_either!(&mut *tx, |conn| sqlx::query_scalar(FILLED_SQL)
            .bind(municipality)
            .bind(opening.as_str())
            .bind(candidate.as_str())
            .fetch_one(conn)
            .await)?
    } else {
        0
    };
    let free = (1..=i64::from(most)).filter(|number| !taken.contains(number));
    let left = i64::from(most) - filled - i64::try_from(taken.len()).unwrap_or(i64::MAX);
    for number in free.take(usize::try_from(left).unwrap_or(0)) {
        let taken = on_either!(&mut *tx, |conn| {
            let query = sqlx::query(TAKE_SQL)
                .bind(municipality)
                .bind(opening.as_str())
                .bind(week)
                .bind(number)
                .bind(candidate.as_str())
                .bind(*booking);
            query.execute(conn).await.map(|done| done.rows_affected())
        })?;
        if taken == 1 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many places of an opening others have than somebody, by week, and under [`JOB`] and [`TRIALS`].
///
/// # Errors
///
/// When the database cannot tell.
pub async fn of_others(
    tx: &mut Tx,
    municipality: MunicipalityId,
    opening: &OpeningId,
    candidate: &CandidateId,
) -> Result<BTreeMap<String, i64>, StoreError> {
    const SQL: &str = "
        SELECT week, count(*) FROM taken_place
        WHERE municipality_id = $1 AND opening_id = $2 AND candidate_id <> $3
        GROUP BY week";
    let found: Vec<(String, i64)> = on_either!(tx, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(opening.as_str())
        .bind(candidate.as_str())
        .fetch_all(conn)
        .await)?;
    Ok(found.into_iter().collect())
}

/// How many places of an opening are taken in the week in which most are.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn most_taken(
    tx: &mut Tx,
    municipality: MunicipalityId,
    opening: &OpeningId,
) -> Result<i64, StoreError> {
    const SQL: &str = "
        SELECT coalesce(max(taken), 0)
        FROM (
            SELECT count(*) AS taken FROM taken_place
            WHERE municipality_id = $1 AND opening_id = $2 AND week NOT IN ('trials', 'job')
            GROUP BY week
        ) AS by_week";
    Ok(on_either!(tx, |conn| sqlx::query_scalar(SQL)
        .bind(municipality)
        .bind(opening.as_str())
        .fetch_one(conn)
        .await)?)
}
