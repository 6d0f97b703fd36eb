//! What people take of whom the case says nothing: whom a restriction hides, or who lives where the map has nothing.
//! It is taken off first, as what everybody else has booked is.
//!
//! Nobody's profile is looked into for that: hours are reckoned for the support need that the rules have for tasks that
//! nobody has mapped, which is an assumption.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{
    Activity, CandidateId, JobSpecialist, Opening, OpeningId, ServiceModel, SpecialistId,
    TakenHours, TakenPlaces, WeeklyMinutes,
};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::store::{MunicipalityId, StoreError, Tx, taken_places};

/// The weeks that are planned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Horizon {
    /// The Monday on which they begin.
    pub first_monday: Date,
    /// How many there are.
    pub weeks: usize,
}

impl Horizon {
    fn has(self, monday: Date) -> bool {
        let weeks = i64::try_from(self.weeks).unwrap_or(0);
        (self.first_monday..self.first_monday + weeks.weeks()).contains(&monday)
    }
}

/// Takes off what everybody takes who is not in the case: trials and caseload at once, places and hours by the week.
///
/// # Errors
///
/// When the database cannot tell.
pub(super) async fn take_off(
    tx: &mut Tx,
    municipality: MunicipalityId,
    in_case: &BTreeSet<CandidateId>,
    (openings, team): (&mut [Opening], &mut [JobSpecialist]),
    rules: &ServiceModel,
    horizon: Horizon,
) -> Result<(Vec<TakenPlaces>, Vec<TakenHours>), StoreError> {
    // Without these rules there is no plan, and the reader of cases says so.
    let Ok(planning) = rules.planning_on(horizon.first_monday) else {
        return Ok((Vec::new(), Vec::new()));
    };
    let mut places: BTreeMap<(OpeningId, Date), (u32, u16)> = BTreeMap::new();
    let mut hours: BTreeMap<(SpecialistId, Date), u16> = BTreeMap::new();
    for it in taken_places::of_all_but(tx, municipality, in_case).await? {
        let opening = openings.iter_mut().find(|opening| opening.id == it.opening);
        let specialist = team.iter_mut().find(|one| Some(&one.id) == it.specialist.as_ref());
        let activity = if it.is_trial { Activity::Trial } else { Activity::Jobbsmak };
        let usual = planning.of(activity);
        let mentor = usual.mentor.of(planning.support_need_unmapped);
        let own = usual.specialist.of(planning.support_need_unmapped);
        let week = |hours: &[WeeklyMinutes], number: usize| {
            // What is longer than usual takes what the last week takes.
            hours.get(number).or(hours.last()).map_or(0, |it| it.minutes())
        };
        let mondays: Vec<Date> = it.mondays.iter().filter_map(|it| it.parse().ok()).collect();
        let offered = opening.as_ref().and_then(|it| it.mentor.as_ref());
        let offered = offered.map(|it| it.hours_week.minutes());
        for (number, monday) in mondays.iter().enumerate().filter(|(_, it)| horizon.has(**it)) {
            let needed = week(mentor, number);
            let given = needed.min(offered.unwrap_or(0));
            if let Some(opening) = &opening {
                let (taken, minutes) = places.entry((opening.id.clone(), *monday)).or_default();
                *taken += 1;
                *minutes = minutes.saturating_add(given);
            }
            if let Some(specialist) = &specialist {
                // Where the mentor has too few hours the specialist stands in.
                let stands_in = if opening.is_some() { needed - given } else { 0 };
                let minutes = hours.entry((specialist.id.clone(), *monday)).or_default();
                *minutes = minutes.saturating_add(week(own, number) + stands_in);
            }
        }
        if !it.is_trial {
            continue;
        }
        if mondays.iter().any(|it| horizon.has(*it))
            && let Some(most) = opening.and_then(|it| it.trials_most.as_mut())
        {
            *most = most.saturating_sub(1);
        }
        if mondays.last().is_some_and(|it| *it >= horizon.first_monday)
            && let Some(specialist) = specialist
        {
            specialist.present_caseload = specialist.present_caseload.saturating_add(1);
        }
    }
    let places = places.into_iter().map(|((opening, monday), (places, minutes))| TakenPlaces {
        opening,
        monday,
        places,
        mentor_hours: a_week_at_most(minutes),
    });
    let hours = hours.into_iter().map(|((specialist, monday), minutes)| TakenHours {
        specialist,
        monday,
        hours: a_week_at_most(minutes),
    });
    Ok((places.collect(), hours.collect()))
}

/// More than there is in a week takes all that there is.
fn a_week_at_most(minutes: u16) -> WeeklyMinutes {
    let whole = WeeklyMinutes::from_hours(40.0).expect("it is the most there is");
    WeeklyMinutes::new(i64::from(minutes)).unwrap_or(whole)
}
