//! What the rules say is kept no longer.

use std::collections::BTreeSet;

use engine::domain::CandidateId;
use engine::journey::Stage;
use jiff::Span;
use jiff::civil::Date;

use super::{Kind, Months, Rules};
use crate::store::match_runs::{self, SpentRun};
use crate::store::restrictions::{self, Ground};
use crate::store::{Look, MunicipalityId, PageSize, StoreError, Ts, Tx, erasure, journeys};

/// The stages in which a journey has ended; from each of the others it goes on.
const ENDS: [Stage; 2] = [Stage::Closed, Stage::Declined];

/// What is due of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Whose it is.
    pub person: CandidateId,
    /// When the journey ended.
    pub ended: Date,
    /// The kinds that have been kept for as long as the rules say.
    pub kinds: BTreeSet<Kind>,
}

/// What is due now, by the person's id. Whoever has had it restricted, for a claim or while something is looked into, is
/// left alone.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn due(
    look: &mut Look,
    municipality: MunicipalityId,
    rules: &Rules,
    now: Ts,
) -> Result<Vec<Due>, StoreError> {
    look.see_restricted();
    let today = now.in_norway().date();
    let mut found = Vec::new();
    for stage in ENDS {
        let mut after: Option<CandidateId> = None;
        loop {
            let code = Some(stage.code());
            let size = PageSize::MOST;
            let page = journeys::list(look, municipality, after.as_ref(), code, None, size).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.candidate_id.0.clone());
            for journey in page {
                let ended = journey.since.as_deref().and_then(|day| day.parse::<Date>().ok());
                let Some(ended) = ended else { continue };
                let is_due = |kind: &Kind| match rules.of(*kind).months_after_end {
                    Months::Known(months) => {
                        ended.saturating_add(Span::new().months(months)) <= today
                    }
                    Months::Unknown(_) => false,
                };
                let person = journey.candidate_id.0;
                let mut kinds = BTreeSet::new();
                for kind in Kind::ALL.into_iter().filter(is_due) {
                    if erasure::count(look, municipality, &person, kind).await? > 0 {
                        kinds.insert(kind);
                    }
                }
                if !kinds.is_empty() && !needed(look, municipality, &person).await? {
                    found.push(Due { person, ended, kinds });
                }
            }
        }
    }
    found.sort_by(|one, other| one.person.cmp(&other.person));
    Ok(found)
}

/// What match runs know of people and is kept no longer, the first run first.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn due_runs(
    tx: &mut Tx,
    municipality: MunicipalityId,
    rules: &Rules,
    now: Ts,
) -> Result<Vec<SpentRun>, StoreError> {
    let Some(months) = rules.run_months() else { return Ok(Vec::new()) };
    let today = now.in_norway().date();
    let is_over = |run: &SpentRun| {
        run.ended.in_norway().date().saturating_add(Span::new().months(months)) <= today
    };
    let mut spent = match_runs::spent(tx, municipality).await?;
    spent.retain(is_over);
    Ok(spent)
}

/// Whether somebody may still need what is kept: then it goes when the restriction has ended.
async fn needed(
    look: &mut Look,
    municipality: MunicipalityId,
    person: &CandidateId,
) -> Result<bool, StoreError> {
    let restriction = restrictions::find(look, municipality, person).await?;
    Ok(restriction.is_some_and(|it| it.ground != Ground::Archive.code()))
}
