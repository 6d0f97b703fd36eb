//! What came of a run, in one transaction: the run, each person's part, and what it proposes to them.

use std::collections::BTreeMap;

use engine::domain::{Activity, CandidateId, OpeningId};
use engine::explain::Proposal;
use jiff::civil::Date;
use serde_json::json;

use super::gather::activity;
use super::{Made, divide};
use crate::store::match_runs::{self, Ended, RunState, Taken};
use crate::store::proposals::{
    self, NewProposal, NewStep, ProposalState, Standing, StoredProposal,
};
use crate::store::{Document, Look, MunicipalityId, PageSize, StoreError, Ts, Version, new_uuid};

/// Who takes the steps that no person takes.
const BY_ITSELF: &str = "match-run";

/// Writes what came of a taken run; `false`, and nothing is to be written, when it is another's now.
///
/// # Errors
///
/// When the database cannot keep it.
///
/// # Panics
///
/// Never: what is divided was written by the serialiser.
pub async fn record(
    look: &mut Look,
    taken: &Taken,
    made: &Made,
    rules_version: Version,
    today: Date,
    now: Ts,
) -> Result<bool, StoreError> {
    let here = taken.municipality_id;
    let (shared, parts) = divide::divide(&made.document).expect("it was written as JSON");
    let ended = Ended {
        state: RunState::Done,
        rules_version: Some(rules_version),
        facts: Document::of(&made.facts),
        body: Some(Document(shared)),
    };
    if !match_runs::end(look, taken, &ended, now).await? {
        return Ok(false);
    }
    for (candidate, part) in &parts {
        let part = Document::of(part);
        match_runs::put_part(look, here, &taken.id, candidate, &part, now).await?;
    }
    let proposed = &made.reply.answer.proposals;
    Box::pin(propose(look, here, &taken.id, proposed, today, now)).await?;
    Ok(true)
}

/// Writes why a taken run came to nothing; `false` when it is another's now.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn fail(
    look: &mut Look,
    taken: &Taken,
    faults: &[String],
    now: Ts,
) -> Result<bool, StoreError> {
    let facts = Document::of(&json!({ "faults": faults }));
    let ended = Ended { state: RunState::Failed, rules_version: None, facts, body: None };
    match_runs::end(look, taken, &ended, now).await
}

/// What is proposed already stays under its id; what nobody was told of and the new plan has no more, is replaced.
async fn propose(
    look: &mut Look,
    here: MunicipalityId,
    run: &str,
    new: &[Proposal],
    today: Date,
    now: Ts,
) -> Result<(), StoreError> {
    let mut before: BTreeMap<(CandidateId, OpeningId, Option<Activity>), StoredProposal> =
        BTreeMap::new();
    for proposal in awaiting(look, here).await? {
        let key = (proposal.candidate_id.0.clone(), proposal.opening_id.0.clone());
        before.insert((key.0, key.1, activity(&proposal)), proposal);
    }
    for proposal in new {
        let Proposal { candidate, opening, activity, monday, .. } = proposal;
        let body = Document::of(proposal);
        let key = (candidate.clone(), opening.clone(), Some(*activity));
        let same = before.get(&key).is_some_and(|it| it.monday == monday.to_string());
        if same {
            let it = before.remove(&key).expect("it was there just now");
            proposals::renew(look, here, &it.id, run, candidate, &body).await?;
            continue;
        }
        let new = NewProposal {
            candidate: candidate.clone(),
            opening: opening.clone(),
            activity: *activity,
            monday: monday.to_string(),
            weeks: i64::try_from(proposal.takes.len().max(1)).unwrap_or(1),
            body,
        };
        proposals::insert(look, here, &new_uuid(now).to_string(), run, &new, now).await?;
    }
    for proposal in before.into_values() {
        let is_over = proposal.monday.parse::<Date>().is_ok_and(|monday| monday < today);
        let (state, step) = if is_over {
            (ProposalState::Expired, "expired")
        } else if proposal.told_on.is_none() {
            (ProposalState::Replaced, "replaced")
        } else {
            // Somebody has been told: only a person takes it back.
            continue;
        };
        let standing = Standing { state, answer_by: None, ..Standing::of(&proposal) };
        let step = NewStep { step, reason: None, taken_by: BY_ITSELF };
        // Who acts on it at the same time is right: then it is not replaced.
        let _ = proposals::take(look, here, &proposal, &standing, &step, now).await?;
    }
    Ok(())
}

async fn awaiting(
    look: &mut Look,
    here: MunicipalityId,
) -> Result<Vec<StoredProposal>, StoreError> {
    let mut all: Vec<StoredProposal> = Vec::new();
    loop {
        let after = all.last().map(|it| it.id.clone());
        let which = (Some(ProposalState::Awaiting), None, None);
        let page = proposals::list(look, here, after.as_deref(), which, PageSize::MOST).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
