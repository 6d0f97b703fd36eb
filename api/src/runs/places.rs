//! Places that a journey's bookings and job take. Whoever books takes them in the same transaction, or does not book.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{Activity, CandidateId, Opening, OpeningId};
use engine::journey::state::{Booking, Progress};
use engine::journey::{Sequence, Stage, State};
use engine::reading::read;
use jiff::ToSpan;
use jiff::civil::Date;

use super::gather::monday_of;
use crate::store::openings::OpeningStatus;
use crate::store::proposals::{ProposalState, StoredProposal};
use crate::store::taken_places::{self, JOB, TRIALS, Wanted};
use crate::store::{Look, MunicipalityId, StoreError, Tx, openings};

/// Holds the places that a journey's bookings and job take now, and lets go of those they take no more; gives the
/// opening where there was none left. Then nothing of it may last.
///
/// An opening that is not stored, or not with this municipality, has no places to count.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn settle(
    look: &mut Look,
    here: MunicipalityId,
    candidate: &CandidateId,
    state: &State,
) -> Result<Option<OpeningId>, StoreError> {
    let mut wanted: BTreeSet<Wanted> = state.bookings.iter().flat_map(weeks).collect();
    wanted.extend(job(state));
    let mut sizes = BTreeMap::new();
    for id in wanted.iter().map(|it| it.opening.clone()).collect::<BTreeSet<_>>() {
        let found = openings::find(look, here, &id).await?;
        let opening = found.and_then(|it| read::<Opening>(&it.body.0, |_| {}).ok());
        if let Some(Opening { places, trials_most, .. }) = opening {
            sizes.insert(id, (places, trials_most.unwrap_or(u32::MAX)));
        }
    }
    wanted.retain(|it| sizes.contains_key(&it.opening));
    let most = |wanted: &Wanted| {
        let (places, trials) = sizes[&wanted.opening];
        match wanted.week.as_str() {
            TRIALS => trials,
            // Somebody has the job, whatever was planned.
            JOB => u32::MAX,
            _ => places,
        }
    };
    let full = taken_places::hold(look, here, candidate, &wanted, most).await?;
    Ok(full.map(|it| it.opening))
}

/// How many places of each opening the jobs that came of it fill, whosever they are.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn filled(
    tx: &mut Tx,
    here: MunicipalityId,
) -> Result<BTreeMap<OpeningId, u32>, StoreError> {
    let used = taken_places::used(tx, here, JOB).await?;
    let jobs = used.into_iter().filter_map(|(opening, used)| {
        let jobs = u32::try_from(used.at_work).ok().filter(|jobs| *jobs > 0)?;
        Some((OpeningId::new(&opening)?, jobs))
    });
    Ok(jobs.collect())
}

/// Something that has come in the way of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InTheWay {
    /// The opening is over.
    OpeningClosed,
    /// The opening takes nobody new for now.
    OpeningPaused,
    /// Nobody at the workplace instructs.
    MentorGone,
    /// Others have the places in its weeks.
    PlaceGone,
}

/// What has come in the way of a proposal that awaits a decision: it could not be booked as it is, or nobody
/// would be there. An opening that is not stored stands in no way.
///
/// # Errors
///
/// When the database cannot tell.
pub async fn in_the_way(
    look: &mut Look,
    here: MunicipalityId,
    proposal: &StoredProposal,
) -> Result<Vec<InTheWay>, StoreError> {
    let id = &proposal.opening_id.0;
    let stored = match proposal.state {
        ProposalState::Awaiting => openings::find(look, here, id).await?,
        _ => None,
    };
    let Some(stored) = stored else { return Ok(Vec::new()) };
    let Ok(opening) = read::<Opening>(&stored.body.0, |_| {}) else { return Ok(Vec::new()) };
    let status = match stored.status {
        OpeningStatus::Posted => None,
        OpeningStatus::Draft | OpeningStatus::Paused => Some(InTheWay::OpeningPaused),
        OpeningStatus::Closed => Some(InTheWay::OpeningClosed),
    };
    let mentor = opening.mentor.is_none().then_some(InTheWay::MentorGone);
    let taken = taken_places::of_others(look, here, id, &proposal.candidate_id).await?;
    let others = |week: &str| taken.get(week).copied().unwrap_or(0);
    let Ok(monday) = proposal.monday.parse::<Date>() else { return Ok(Vec::new()) };
    let mut weeks = (0..proposal.weeks).map(|week| (monday + week.weeks()).to_string());
    let is_full = weeks.any(|week| others(&week) + others(JOB) >= i64::from(opening.places));
    let is_trial = proposal.activity == Activity::Trial.code();
    let trials = opening.trials_most.filter(|_| is_trial);
    let is_tried = trials.is_some_and(|most| others(TRIALS) >= i64::from(most));
    let place = (is_full || is_tried).then_some(InTheWay::PlaceGone);
    Ok([status, mentor, place].into_iter().flatten().collect())
}

/// What a booking takes while it waits and runs: a place in each of its weeks, and one of the opening's trials.
fn weeks((number, Booking { booked, progress }): (&Sequence, &Booking)) -> Vec<Wanted> {
    if !matches!(progress, Progress::Waits | Progress::Runs) {
        return Vec::new();
    }
    let mut monday = monday_of(booked.first_day);
    let mut all = Vec::new();
    while monday <= booked.last_day {
        all.push(monday.to_string());
        monday += 1.week();
    }
    all.extend((booked.activity == Activity::Trial).then(|| TRIALS.to_owned()));
    let booking = i64::from(number.0);
    let wanted = |week| Wanted { opening: booked.opening.clone(), week, booking };
    all.into_iter().map(wanted).collect()
}

/// A job fills the opening of the last activity at the same workplace, where there was one, until it ends: also while
/// the person pauses, or tries something beside it.
fn job(state: &State) -> Option<Wanted> {
    let job = &state.employment.as_ref().filter(|_| state.base == Stage::Employed)?.terms;
    let ended = state.bookings.iter().rev().find(|(_, it)| {
        matches!(it.progress, Progress::Ended(_)) && it.booked.workplace == job.workplace
    });
    let (number, Booking { booked, .. }) = ended?;
    let booking = i64::from(number.0);
    Some(Wanted { opening: booked.opening.clone(), week: JOB.to_owned(), booking })
}
