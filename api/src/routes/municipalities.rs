//! The municipality that the caller acts for. Another's is not there.

use axum::extract::State;
use engine::domain::MunicipalityNumber;

use crate::auth::Caller;
use crate::error::{ApiError, Changed};
use crate::manners::{IfMatch, IfNoneMatch, JsonText, Path};
use crate::state::AppState;
use crate::store::Tx;
use crate::store::municipalities::{self, StoredMunicipality};
use crate::wire::{Answer, MunicipalityBody, MunicipalityName, schema};

const NOT_HERE: ApiError = ApiError::NotFound { what: "municipality" };

/// The municipality.
#[utoipa::path(
    get, path = "/v1/municipalities/{number}", tag = "municipalities",
    params(("number" = String, Path, description = "Its number (kommunenummer).")),
    responses((
        status = 200, description = "The municipality", body = MunicipalityBody,
        headers(("ETag" = String)),
    )),
)]
pub(super) async fn show_municipality(
    State(state): State<AppState>,
    caller: Caller,
    Path(number): Path<String>,
    known: IfNoneMatch,
) -> Result<Answer, ApiError> {
    let mut tx = state.store.glance().await?;
    let found = own(&mut tx, &caller, &number).await?;
    let version = found.version;
    if known.has(version) {
        return Ok(Answer::not_modified(version).may_be_kept());
    }
    Ok(Answer::ok(&MunicipalityBody::from(found)).version(version).may_be_kept())
}

/// Replace the name of the municipality.
#[utoipa::path(
    put, path = "/v1/municipalities/{number}", tag = "municipalities",
    params(("number" = String, Path, description = "Its number (kommunenummer).")),
    request_body = schema::MunicipalityName,
    responses((status = 200, description = "As it is stored", body = MunicipalityBody)),
)]
pub(super) async fn replace_municipality(
    State(state): State<AppState>,
    caller: Caller,
    Path(number): Path<String>,
    IfMatch(seen): IfMatch,
    text: JsonText,
) -> Result<Answer, ApiError> {
    let name = text.read::<MunicipalityName>()?.value.name;
    let mut tx = state.store.write().await?;
    own(&mut tx, &caller, &number).await?;
    let number = MunicipalityNumber::new(&number).map_err(|_| NOT_HERE)?;
    let (id, now) = (caller.municipality, state.clock.now());
    let changed = municipalities::replace(&mut tx, id, seen, &number, name.as_str(), now).await?;
    let stored = changed.done("municipality")?;
    tx.commit().await?;
    let version = stored.version;
    Ok(Answer::ok(&MunicipalityBody::from(stored)).version(version).may_be_kept())
}

/// The caller's municipality, if that is the one that was asked for.
pub(super) async fn own(
    tx: &mut Tx,
    caller: &Caller,
    number: &str,
) -> Result<StoredMunicipality, ApiError> {
    let found = municipalities::find(tx, caller.municipality).await?;
    found.filter(|it| it.number == number).ok_or(NOT_HERE)
}
