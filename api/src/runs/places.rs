//! Places that a journey's bookings take. Whoever books takes them in the same transaction, or does not book.

use std::collections::BTreeSet;

use engine::domain::{Activity, CandidateId, Opening, OpeningId};
use engine::journey::State;
use engine::journey::state::{Booking, Progress};
use engine::reading::read;
use jiff::ToSpan;

use super::gather::monday_of;
use crate::store::taken_places::{self, TRIALS, Wanted};
use crate::store::{Look, MunicipalityId, StoreError, openings};

/// Holds the places that a journey's bookings take now, and lets go of those they take no more; gives the opening
/// where there was none left. Then nothing of it may last.
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
    let open = state
        .bookings
        .iter()
        .filter(|(_, it)| matches!(it.progress, Progress::Waits | Progress::Runs));
    let (mut wanted, mut sizes) = (BTreeSet::new(), std::collections::BTreeMap::new());
    for (number, Booking { booked, .. }) in open {
        let id = &booked.opening;
        if !sizes.contains_key(id) {
            let Some(found) = openings::find(look, here, id).await? else { continue };
            let Ok(opening) = read::<Opening>(&found.body.0, |_| {}) else { continue };
            sizes.insert(id.clone(), (opening.places, opening.trials_most));
        }
        let mut want = |week: String| {
            let booking = i64::from(number.0);
            wanted.insert(Wanted { opening: id.clone(), week, booking });
        };
        let mut monday = monday_of(booked.first_day);
        while monday <= booked.last_day {
            want(monday.to_string());
            monday = monday + 1.week();
        }
        let (_, trials) = sizes[id];
        if booked.activity == Activity::Trial && trials.is_some() {
            want(TRIALS.to_owned());
        }
    }
    let most = |wanted: &Wanted| {
        let (places, trials) = sizes[&wanted.opening];
        if wanted.week == TRIALS { trials.unwrap_or(0) } else { places }
    };
    let full = taken_places::hold(look, here, candidate, &wanted, most).await?;
    Ok(full.map(|it| it.opening))
}
