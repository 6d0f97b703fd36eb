//! Whom a request may name.

use std::collections::BTreeSet;

use engine::domain::CandidateId;

use crate::auth::Caller;
use crate::error::ApiError;
use crate::store::{Look, StoreError, reach};
use crate::wire::Flaw;

/// Whom a job specialist may name: those they follow, or everybody when they have said why they look. Whoever is no job
/// specialist decides about nobody.
///
/// # Errors
///
/// When the database cannot tell.
pub(super) async fn own(
    look: &mut Look,
    caller: &Caller,
) -> Result<BTreeSet<CandidateId>, StoreError> {
    let here = caller.municipality;
    match (&caller.specialist, caller.reason) {
        (None, _) => Ok(BTreeSet::new()),
        (Some(_), Some(_)) => reach::followed(look, here, None).await,
        (Some(own), None) => reach::followed(look, here, Some(own)).await,
    }
}

/// Each candidate that is named, each at its place in the body, is one of the own.
///
/// # Errors
///
/// [`ApiError::Invalid`] with everybody else who is named, be they somebody else's or nobody.
pub(super) fn expect_own(
    own: &BTreeSet<CandidateId>,
    named: impl IntoIterator<Item = (String, CandidateId)>,
) -> Result<(), ApiError> {
    let others = named.into_iter().filter(|(_, id)| !own.contains(id));
    let flaw = |(pointer, person): (String, CandidateId)| {
        let detail =
            format!("{person} is nobody whom you follow up; say why you look, or correct the id");
        Flaw::at(pointer, detail)
    };
    let flaws: Vec<Flaw> = others.map(flaw).collect();
    if flaws.is_empty() { Ok(()) } else { Err(ApiError::Invalid(flaws)) }
}
