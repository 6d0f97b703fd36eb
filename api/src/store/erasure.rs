//! Erasing what there is of a person: rows, and the key under which they and every copy of them were sealed.

use engine::domain::CandidateId;
use sqlx::AssertSqlSafe;

use super::keys::Keys;
use super::seal::Place;
use super::sealing::SEALED;
use super::{Document, Look, MunicipalityId, StoreError, audit};
use crate::rights::Kind;

/// A person's keys that nothing needs any more, once the transaction lasts that was told so.
#[derive(Debug)]
#[must_use = "what is erased can be read as long as its key is there"]
pub struct Spent {
    keys: Keys,
    municipality: MunicipalityId,
    person: CandidateId,
    before: i64,
}

impl Spent {
    /// Destroys the keys. Copies of what was sealed under them, in backups and logs, are noise from now on.
    ///
    /// # Errors
    ///
    /// When the database of keys fails: ask for the erasure again.
    pub async fn destroy(self) -> Result<(), StoreError> {
        let Self { keys, municipality, person, before } = self;
        keys.destroy(municipality, &person, before).await
    }
}

/// How many rows there are of a kind.
pub(crate) async fn count(
    look: &mut Look,
    municipality: MunicipalityId,
    person: &CandidateId,
    kind: Kind,
) -> Result<u64, StoreError> {
    const CONTACT_SQL: &str =
        "SELECT count(*) FROM candidate_contact WHERE municipality_id = $1 AND candidate_id = $2";
    const PROFILE_SQL: &str =
        "SELECT count(*) FROM candidate_profile WHERE municipality_id = $1 AND candidate_id = $2";
    const JOURNEY_SQL: &str =
        "SELECT count(*) FROM journey_event WHERE municipality_id = $1 AND candidate_id = $2";
    const KEPT_SQL: &str =
        "SELECT count(*) FROM idempotency WHERE municipality_id = $1 AND candidate_id = $2";
    const AGREEMENTS_SQL: &str =
        "SELECT count(*) FROM agreement WHERE municipality_id = $1 AND candidate_id = $2";
    const SURVEYS_SQL: &str =
        "SELECT (SELECT count(*) FROM survey WHERE municipality_id = $1 AND candidate_id = $2)
            + (SELECT count(*) FROM outcome WHERE municipality_id = $1 AND candidate_id = $2)";
    const MATCHES_SQL: &str = "
        SELECT (SELECT count(*) FROM match_run_part WHERE municipality_id = $1 AND candidate_id = $2)
            + (SELECT count(*) FROM proposal WHERE municipality_id = $1 AND candidate_id = $2)
            + (SELECT count(*) FROM valued_pair WHERE municipality_id = $1 AND candidate_id = $2)
            + (SELECT count(*) FROM learning_objection WHERE municipality_id = $1 AND candidate_id = $2)";
    let sql = match kind {
        Kind::Contact => CONTACT_SQL,
        Kind::Profile => PROFILE_SQL,
        Kind::Journey => JOURNEY_SQL,
        Kind::Agreements => AGREEMENTS_SQL,
        Kind::Surveys => SURVEYS_SQL,
        Kind::Matches => MATCHES_SQL,
        Kind::KeptAnswers => KEPT_SQL,
        Kind::Audit => return Ok(audit::about(look, municipality, person).await?.len() as u64),
    };
    let count: i64 = on_either!(&mut **look, |conn| sqlx::query_scalar(sql)
        .bind(municipality)
        .bind(person.as_str())
        .fetch_one(conn)
        .await)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Removes the rows of a kind, and what could be told from others about them.
pub(crate) async fn remove(
    look: &mut Look,
    municipality: MunicipalityId,
    person: &CandidateId,
    kind: Kind,
) -> Result<(), StoreError> {
    const CONTACT_SQL: &str =
        "DELETE FROM candidate_contact WHERE municipality_id = $1 AND candidate_id = $2";
    const PROFILE_SQL: &str =
        "DELETE FROM candidate_profile WHERE municipality_id = $1 AND candidate_id = $2";
    // Whose case it was tells something as well.
    const SPECIALIST_SQL: &str =
        "UPDATE candidate SET specialist_id = NULL WHERE municipality_id = $1 AND id = $2";
    const EVENTS_SQL: &str =
        "DELETE FROM journey_event WHERE municipality_id = $1 AND candidate_id = $2";
    const JOURNEY_SQL: &str =
        "DELETE FROM journey WHERE municipality_id = $1 AND candidate_id = $2";
    const KEPT_SQL: &str =
        "DELETE FROM idempotency WHERE municipality_id = $1 AND candidate_id = $2";
    const AGREEMENTS_SQL: &str =
        "DELETE FROM agreement WHERE municipality_id = $1 AND candidate_id = $2";
    const SURVEYS_SQL: &str = "DELETE FROM survey WHERE municipality_id = $1 AND candidate_id = $2";
    const OUTCOMES_SQL: &str =
        "DELETE FROM outcome WHERE municipality_id = $1 AND candidate_id = $2";
    const TRAVEL_SQL: &str =
        "DELETE FROM travel_time WHERE municipality_id = $1 AND candidate_id = $2";
    const PLACES_SQL: &str =
        "DELETE FROM taken_place WHERE municipality_id = $1 AND candidate_id = $2";
    const PARTS_SQL: &str =
        "DELETE FROM match_run_part WHERE municipality_id = $1 AND candidate_id = $2";
    const READINGS_SQL: &str = "
        DELETE FROM proposal_reading
        WHERE municipality_id = $1 AND proposal_id IN (
            SELECT id FROM proposal WHERE municipality_id = $1 AND candidate_id = $2)";
    const STEPS_SQL: &str =
        "DELETE FROM proposal_step WHERE municipality_id = $1 AND candidate_id = $2";
    const PROPOSALS_SQL: &str =
        "DELETE FROM proposal WHERE municipality_id = $1 AND candidate_id = $2";
    const VALUED_SQL: &str =
        "DELETE FROM valued_pair WHERE municipality_id = $1 AND candidate_id = $2";
    // It holds as long as there is something to learn from, or somebody who may come back.
    const OBJECTION_SQL: &str = "
        DELETE FROM learning_objection
        WHERE municipality_id = $1 AND candidate_id = $2
            AND NOT EXISTS (SELECT 1 FROM valued_pair WHERE municipality_id = $1 AND candidate_id = $2)
            AND NOT EXISTS (SELECT 1 FROM candidate_profile WHERE municipality_id = $1 AND candidate_id = $2)";
    let statements: &[&'static str] = match kind {
        Kind::Contact => &[CONTACT_SQL],
        Kind::Profile => &[PROFILE_SQL, TRAVEL_SQL, SPECIALIST_SQL, OBJECTION_SQL],
        Kind::Journey => &[EVENTS_SQL, JOURNEY_SQL, PLACES_SQL],
        Kind::Agreements => &[AGREEMENTS_SQL],
        Kind::Surveys => &[SURVEYS_SQL, OUTCOMES_SQL],
        Kind::Matches => {
            &[PARTS_SQL, READINGS_SQL, STEPS_SQL, VALUED_SQL, OBJECTION_SQL, PROPOSALS_SQL]
        }
        Kind::KeptAnswers => &[KEPT_SQL],
        Kind::Audit => &[],
    };
    for sql in statements {
        on_either!(&mut **look, |conn| {
            let query = sqlx::query(*sql).bind(municipality).bind(person.as_str());
            query.execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Seals what is left of a person under a new key, and gives the earlier ones, which nothing needs any more.
pub(crate) async fn renew_key(
    look: &mut Look,
    municipality: MunicipalityId,
    person: &CandidateId,
) -> Result<Spent, StoreError> {
    let mut left: Vec<(&'static str, &'static str, String, Document)> = Vec::new();
    for (table, row) in SEALED {
        // Each name is written in the list of sealed tables.
        let sql = AssertSqlSafe(format!(
            "SELECT {row}, body FROM {table} WHERE municipality_id = $1 AND candidate_id = $2"
        ));
        let rows: Vec<(String, Document)> = on_either!(&mut **look, |conn| sqlx::query_as(sql)
            .bind(municipality)
            .bind(person.as_str())
            .fetch_all(conn)
            .await)?;
        for (number, body) in rows {
            let place = Place { table, municipality, candidate: person, row: &number };
            let body = look.open(place, &body).await?;
            left.push((table, row, number, body));
        }
    }
    let before = look.new_generation(municipality, person).await?;
    for (table, row, number, body) in left {
        let place = Place { table, municipality, candidate: person, row: &number };
        let body = look.seal(place, &body).await?;
        // Each name is written in the list of sealed tables.
        let sql = AssertSqlSafe(format!(
            "UPDATE {table} SET body = $4 WHERE municipality_id = $1 AND candidate_id = $2 AND ({row}) = $3"
        ));
        on_either!(&mut **look, |conn| {
            let query =
                sqlx::query(sql).bind(municipality).bind(person.as_str()).bind(number).bind(body);
            query.execute(conn).await.map(|_| ())
        })?;
    }
    look.shows(person);
    Ok(Spent { keys: look.keys().clone(), municipality, person: person.clone(), before })
}
