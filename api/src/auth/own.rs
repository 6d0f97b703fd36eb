//! What an employer sends must stay their own.

use engine::domain::{EmployerId, WorkplaceId};

use super::caller::Caller;
use crate::error::ApiError;
use crate::store::{Tx, reach};
use crate::wire::Flaw;

/// Holds a body that names an employer to the caller's own organisation, where the permission goes no further.
///
/// # Errors
///
/// [`ApiError::Invalid`] for another organisation's, or when the store fails.
pub async fn expect_own_employer(
    tx: &mut Tx,
    caller: &Caller,
    id: &EmployerId,
) -> Result<(), ApiError> {
    let Some(own) = caller.reach.organisation() else { return Ok(()) };
    let whose = reach::organisation_of_employer(tx, caller.municipality, id).await?;
    expect("/employer", whose.as_deref() == Some(own.as_str()))
}

/// The same for a body that names a workplace.
///
/// # Errors
///
/// As [`expect_own_employer`].
pub async fn expect_own_workplace(
    tx: &mut Tx,
    caller: &Caller,
    id: &WorkplaceId,
) -> Result<(), ApiError> {
    let Some(own) = caller.reach.organisation() else { return Ok(()) };
    let whose = reach::organisation_of_workplace(tx, caller.municipality, id).await?;
    expect("/workplace", whose.as_deref() == Some(own.as_str()))
}

/// Whether another organisation's is there is not told.
fn expect(pointer: &'static str, is_own: bool) -> Result<(), ApiError> {
    let flaw = || Flaw::at(pointer, "your organisation has none with this id; correct the id");
    if is_own { Ok(()) } else { Err(ApiError::Invalid(vec![flaw()])) }
}
