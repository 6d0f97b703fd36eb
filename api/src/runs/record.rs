//! What came of a run, in one transaction: the run, each person's part, and what it proposes to them.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{Activity, CandidateId, OpeningId};
use engine::explain::Proposal;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;

use super::gather::{Gathered, activity};
use super::{Made, divide};
use crate::store::match_runs::{self, Ended, RunState, Taken};
use crate::store::proposals::{
    self, NewProposal, NewStep, ProposalState, Standing, StoredProposal,
};
use crate::store::{Document, Look, MunicipalityId, PageSize, StoreError, Ts, new_uuid};

/// Who takes the steps that no person takes.
const BY_ITSELF: &str = "match-run";

/// Writes what came of a taken run, planned from what was gathered, beside what is stored now; `false`, and nothing is to
/// be written, when it is another's now.
///
/// What people have decided while it was planned stands: whose data was erased is not written again, and to whoever
/// something was said meanwhile, or where a place was given away, nothing new is proposed until the next run.
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
    (gathered, present): (&Gathered, &Gathered),
    today: Date,
    now: Ts,
) -> Result<bool, StoreError> {
    let here = taken.municipality_id;
    let (shared, parts) = divide::divide(&made.document).expect("it was written as JSON");
    let ended = Ended {
        state: RunState::Done,
        rules_version: Some(gathered.rules_version),
        facts: Document::of(&made.facts),
        body: Some(Document(shared)),
    };
    if !match_runs::end(look, taken, &ended, now).await? {
        return Ok(false);
    }
    let moved = Moved::between(gathered, present);
    for (candidate, part) in parts.iter().filter(|(candidate, _)| !moved.gone.contains(*candidate))
    {
        let part = Document::of(part);
        match_runs::put_part(look, here, &taken.id, candidate, &part, now).await?;
    }
    let proposed = &made.reply.answer.proposals;
    Box::pin(propose(look, here, &taken.id, (proposed, &moved), today, now)).await?;
    Ok(true)
}

/// What has changed while it was planned: a plan knows nothing of that.
struct Moved {
    /// Who was left out already, or is in the case no more: erased, restricted, or elsewhere on their way.
    gone: BTreeSet<CandidateId>,
    /// Of whom something is known now that was not.
    people: BTreeSet<CandidateId>,
    /// Of which something is known now that was not, or where somebody has a place now.
    openings: BTreeSet<OpeningId>,
}

impl Moved {
    /// Between what was planned from, and what is stored now.
    fn between(before: &Gathered, now: &Gathered) -> Self {
        let (old, new) = (&before.case, &now.case);
        let here = |of: &Gathered| -> BTreeSet<CandidateId> {
            let in_case = of.case.candidates.iter().map(|it| it.id.clone());
            in_case.chain(of.left_out.iter().filter_map(|it| it.candidate.clone())).collect()
        };
        let gone = here(before).difference(&here(now)).cloned().collect();
        let (mut people, mut openings) = (BTreeSet::new(), BTreeSet::new());
        people.extend(differing(&old.candidates, &new.candidates).map(|it| it.id.clone()));
        openings.extend(differing(&old.openings, &new.openings).map(|it| it.id.clone()));
        people.extend(differing(&old.declined, &new.declined).map(|it| it.candidate.clone()));
        people.extend(differing(&old.bans, &new.bans).map(|it| it.candidate.clone()));
        for it in differing(&old.agreed, &new.agreed) {
            people.insert(it.candidate.clone());
            openings.insert(it.opening.clone());
        }
        openings
            .extend(differing(&old.taken_places, &new.taken_places).map(|it| it.opening.clone()));
        for it in differing(&old.published, &new.published) {
            people.insert(it.candidate.clone());
            openings.insert(it.opening.clone());
        }
        Self { gone, people, openings }
    }

    /// Whether a start rests on what is so no more.
    fn has(&self, Proposal { candidate, opening, .. }: &Proposal) -> bool {
        self.gone.contains(candidate)
            || self.people.contains(candidate)
            || self.openings.contains(opening)
    }
}

/// What only one of two lists has.
fn differing<'l, T: PartialEq>(old: &'l [T], new: &'l [T]) -> impl Iterator<Item = &'l T> {
    let gone = old.iter().filter(|it| !new.contains(it));
    gone.chain(new.iter().filter(|it| !old.contains(it)))
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
    (new, moved): (&[Proposal], &Moved),
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
            if !moved.has(proposal) {
                proposals::renew(look, here, &it, run, &body, now).await?;
            }
            continue;
        }
        if moved.has(proposal) {
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
        let (person, place) = (&proposal.candidate_id.0, &proposal.opening_id.0);
        if proposal.told_on.is_some()
            || moved.people.contains(person)
            || moved.openings.contains(place)
        {
            // Somebody has been told, and only a person takes it back; or the plan knows too little of it.
            continue;
        }
        let monday = proposal.monday.parse::<Date>();
        let is_over = monday.is_ok_and(|monday| monday + 1.week() <= today);
        let (state, step) = if is_over {
            (ProposalState::Expired, "expired")
        } else {
            (ProposalState::Replaced, "replaced")
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
