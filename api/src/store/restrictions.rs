//! Who is restricted: kept, and neither matched nor shown but to who says why.

use engine::domain::CandidateId;

use super::{Look, MunicipalityId, StoreError, Ts};

/// Why somebody's data is restricted.
///
/// Source: regulation (EU) 2016/679 article 18 (1) a to d; and archive law, where it forbids erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RestrictionGround)]
pub enum Ground {
    /// The person says that something is not right, and it is being looked into.
    Accuracy,
    /// It should not have been kept, and the person does not want it erased.
    Unlawful,
    /// The service does not need it any more, and the person needs it for a claim.
    Claim,
    /// The person has objected, and it is being weighed.
    Objection,
    /// It was to be erased, and the archive must have it first.
    Archive,
}

impl Ground {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Accuracy, Self::Unlawful, Self::Claim, Self::Objection, Self::Archive];

    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Accuracy => "accuracy",
            Self::Unlawful => "unlawful",
            Self::Claim => "claim",
            Self::Objection => "objection",
            Self::Archive => "archive",
        }
    }
}

/// A restriction as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Restriction {
    /// Why: see [`Ground`].
    pub ground: String,
    /// Since when.
    pub since: Ts,
}

/// Restricts what there is of a person from now on, or, without a ground, ends that; gives how it is then.
///
/// # Errors
///
/// [`StoreError::Reference`] when there is no such candidate.
pub async fn set(
    look: &mut Look,
    municipality: MunicipalityId,
    person: &CandidateId,
    ground: Option<Ground>,
    now: Ts,
) -> Result<Option<Restriction>, StoreError> {
    const SQL: &str = "
        INSERT INTO restriction (municipality_id, candidate_id, ground, since)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (municipality_id, candidate_id) DO UPDATE SET ground = excluded.ground
        RETURNING ground, since";
    const END_SQL: &str = "
        DELETE FROM restriction WHERE municipality_id = $1 AND candidate_id = $2";
    look.shows(person);
    let Some(ground) = ground else {
        on_either!(&mut **look, |conn| {
            let query = sqlx::query(END_SQL).bind(municipality).bind(person.as_str());
            query.execute(conn).await.map(|_| ())
        })?;
        return Ok(None);
    };
    let set = on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(person.as_str())
        .bind(ground.code())
        .bind(now)
        .fetch_one(conn)
        .await)?;
    Ok(Some(set))
}

/// The restriction of a person, if there is one.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn find(
    look: &mut Look,
    municipality: MunicipalityId,
    person: &CandidateId,
) -> Result<Option<Restriction>, StoreError> {
    const SQL: &str = "
        SELECT ground, since FROM restriction WHERE municipality_id = $1 AND candidate_id = $2";
    Ok(on_either!(&mut **look, |conn| sqlx::query_as(SQL)
        .bind(municipality)
        .bind(person.as_str())
        .fetch_optional(conn)
        .await)?)
}

/// Whether a restriction hides the person from this look.
pub(crate) async fn hides(
    look: &mut Look,
    municipality: MunicipalityId,
    person: &CandidateId,
) -> Result<bool, StoreError> {
    Ok(!look.sees_restricted() && find(look, municipality, person).await?.is_some())
}
