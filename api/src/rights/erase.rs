//! Erasure: what the rules let go of goes, with the key under which it was sealed; what must stay is blocked.

use std::collections::BTreeSet;

use engine::domain::CandidateId;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Kind, OnRequest, Rules};
use crate::store::erasure::{self, Spent};
use crate::store::restrictions::{self, Ground};
use crate::store::{Look, MunicipalityId, StoreError, Ts, municipalities};

/// What became of a kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ErasureOutcome)]
pub enum Outcome {
    /// It is gone, here and, with the key, in every copy.
    Erased,
    /// It is kept under a new key, and shown to nobody but who gives a reason.
    Blocked,
    /// It stays as it was.
    Kept,
    /// There was nothing.
    Nothing,
}

/// What became of a kind of record, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ErasureRecord)]
pub struct Record {
    /// The kind.
    pub kind: Kind,
    /// What it is, in words.
    pub what: String,
    /// What became of it.
    pub outcome: Outcome,
    /// How many rows.
    pub rows: u64,
    /// On what ground.
    pub ground: String,
    /// Who says so; or that it is an assumption.
    pub source: String,
}

/// Erases kinds of what there is of a person, by the rules; `archived` are the kinds that are in the municipality's
/// archive now. When the transaction lasts, [`Spent::destroy`] the key.
///
/// # Errors
///
/// When a database fails; then nothing is erased.
pub async fn erase(
    look: &mut Look,
    municipality: MunicipalityId,
    person: &CandidateId,
    kinds: &BTreeSet<Kind>,
    archived: &BTreeSet<Kind>,
    rules: &Rules,
    now: Ts,
) -> Result<(Vec<Record>, Spent), StoreError> {
    // A run that writes now is done before, or finds that the person is gone.
    municipalities::hold(look, municipality).await?;
    let mut records = Vec::new();
    for &kind in kinds {
        let rule = rules.of(kind);
        let there = erasure::count(look, municipality, person, kind).await?;
        let outcome = match rule.on_request {
            _ if there == 0 => Outcome::Nothing,
            OnRequest::Keep => Outcome::Kept,
            OnRequest::ArchiveFirst if !archived.contains(&kind) => Outcome::Blocked,
            OnRequest::Erase | OnRequest::ArchiveFirst => {
                erasure::remove(look, municipality, person, kind).await?;
                Outcome::Erased
            }
        };
        let (what, ground, source) = (rule.what.clone(), rule.ground.clone(), rule.source.clone());
        records.push(Record { kind, what, outcome, rows: there, ground, source });
    }
    if records.iter().any(|record| record.outcome == Outcome::Blocked) {
        restrictions::set(look, municipality, person, Some(Ground::Archive), now).await?;
    }
    let spent = erasure::renew_key(look, municipality, person).await?;
    Ok((records, spent))
}
