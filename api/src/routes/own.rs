//! Whom a request may name.

use std::collections::BTreeSet;

use engine::domain::CandidateId;

use crate::error::ApiError;
use crate::wire::Flaw;

/// Each candidate that is named is one of the own.
///
/// # Errors
///
/// [`ApiError::Invalid`] with everybody else who is named, be they somebody else's or nobody.
pub(super) fn expect_own(
    own: &BTreeSet<CandidateId>,
    named: impl IntoIterator<Item = CandidateId>,
) -> Result<(), ApiError> {
    let others = named.into_iter().filter(|it| !own.contains(it)).collect::<BTreeSet<_>>();
    let flaw = |person: &CandidateId| {
        let detail =
            format!("{person} is nobody whom you follow up; say why you look, or correct the id");
        Flaw::at("", detail)
    };
    let flaws: Vec<Flaw> = others.iter().map(flaw).collect();
    if flaws.is_empty() { Ok(()) } else { Err(ApiError::Invalid(flaws)) }
}
