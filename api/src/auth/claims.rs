//! From what an issuer says of somebody to who they are here.

use std::collections::BTreeSet;

use engine::domain::{OrganisationNumber, SpecialistId};
use serde_json::{Map, Value};

use super::Denied;
use super::caller::{Identity, Role};
use super::config::{IssuerConfig, Mapping, Pointer, Required};
use crate::store::MunicipalityId;

/// How organisation numbers begin in tokens. Source: ISO 6523, ICD 0192, as Digdir's login services write them.
const ORGANISATION_SCHEME: &str = "0192:";

/// The longest name that an issuer may have for somebody.
const SUBJECT_LENGTH_MOST: usize = 200;

/// Who somebody is here, by the claims of an issuer.
pub(super) fn identity(
    issuer: &IssuerConfig,
    claims: &Map<String, Value>,
    municipality: impl Fn(&str) -> Option<MunicipalityId>,
) -> Result<Identity, Denied> {
    let claims = Value::Object(claims.clone());
    for Required { claim, one_of } in &issuer.require {
        if !texts(&claims, claim).iter().any(|text| one_of.contains(text)) {
            return Err(Denied::Lacking);
        }
    }
    let subject = claims.pointer(&issuer.subject.0).and_then(Value::as_str).unwrap_or_default();
    if !(1..=SUBJECT_LENGTH_MOST).contains(&subject.len()) || subject.chars().any(char::is_control)
    {
        return Err(Denied::NoSubject);
    }
    let places: BTreeSet<MunicipalityId> = meant(&issuer.municipality, &claims)
        .iter()
        .filter_map(|number| municipality(number))
        .collect();
    let roles: BTreeSet<Role> =
        meant(&issuer.roles, &claims).iter().filter_map(|code| Role::read(code)).collect();
    let specialist = single(issuer.specialist.as_ref(), &claims, SpecialistId::new)?;
    let organisation = single(issuer.organisation.as_ref(), &claims, |text| {
        OrganisationNumber::new(text.strip_prefix(ORGANISATION_SCHEME).unwrap_or(text)).ok()
    })?;
    // Whoever belongs to two places at once is asked to log in for one of them.
    let (Some(municipality), 1) = (places.first().copied(), places.len()) else {
        return Err(Denied::NoMunicipality);
    };
    if roles.is_empty() {
        return Err(Denied::NoRole);
    }
    if roles.contains(&Role::Employer) && organisation.is_none() {
        return Err(Denied::NoOrganisation);
    }
    let subject = format!("{}:{subject}", issuer.name.0);
    Ok(Identity { municipality, subject, roles, specialist, organisation })
}

/// The one thing that a mapping gives, if there is a mapping and it gives anything.
fn single<T>(
    mapping: Option<&Mapping>,
    claims: &Value,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Denied> {
    let texts = mapping.map(|mapping| meant(mapping, claims)).unwrap_or_default();
    match &texts[..] {
        [] => Ok(None),
        [text] => read(text).map(Some).ok_or(Denied::Ambiguous),
        _ => Err(Denied::Ambiguous),
    }
}

/// What a mapping gives.
fn meant(mapping: &Mapping, claims: &Value) -> Vec<String> {
    let Mapping { always, claim, values } = mapping;
    let said = claim.as_ref().map(|claim| texts(claims, claim)).unwrap_or_default();
    if values.is_empty() {
        return always.clone().into_iter().chain(said).collect();
    }
    let meant: BTreeSet<String> =
        values.iter().filter(|it| said.contains(&it.is)).map(|it| it.means.clone()).collect();
    meant.into_iter().collect()
}

/// The texts at a place of the claims: one text, the words of one (as in `scope`), or a list of texts.
fn texts(claims: &Value, place: &Pointer) -> Vec<String> {
    match claims.pointer(&place.0) {
        Some(Value::String(text)) => text.split_whitespace().map(str::to_owned).collect(),
        Some(Value::Array(list)) => {
            list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}
