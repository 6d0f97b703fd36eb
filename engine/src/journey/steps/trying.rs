//! Steps 3 and 4: jobbsmak and trials, from the booking to how it went.

use super::{At, unless};
use crate::domain::{Activity, AgreementKind, Outcome};
use crate::journey::details::{ActivityBooked, ActivityCancelled, ActivityEnded, ActivityStarted};
use crate::journey::state::{Booking, Progress};
use crate::journey::{FamilyTie, LegalVehicle, Party, Reason, SafetyTraining, Stage, State};

/// The candidate says yes, the employer accepts, a job specialist approves; and nobody is booked while it is
/// unknown what the activity rests on, who answers for it, who insures, and when safety is trained. That nobody knows
/// of a family tie blocks nothing: the law asks before there is a grant, and a place with one's own family is booked
/// with the special reasons.
pub(super) fn activity_booked(it: &ActivityBooked, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let released = state.released(&it.employer, at.on).is_some();
    let said = it.candidate_yes_on <= at.on && it.employer_yes_on <= at.on;
    let mut reasons: Vec<Reason> = [
        unless(released, Reason::NoRelease { employer: it.employer.clone() }),
        unless(said, Reason::Turned { field: "on" }),
        unless(it.last_day >= it.first_day, Reason::Turned { field: "last_day" }),
        too_long(it, at),
        unless(it.mentor_named || !at.mentor_required(), Reason::NoMentor),
        unless(
            it.family != FamilyTie::Related || it.family_reasons.is_some(),
            Reason::NoFamilyReasons,
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    reasons.extend(unknown(it));
    let open = state.bookings.iter().filter(|(_, other)| {
        let open = matches!(other.progress, Progress::Waits | Progress::Runs);
        open && other.booked.first_day <= it.last_day && it.first_day <= other.booked.last_day
    });
    reasons.extend(open.map(|(number, _)| Reason::Overlaps { booking: *number }));
    state.bookings.insert(at.number, Booking { booked: it.clone(), progress: Progress::Waits });
    reasons
}

/// What a booking leaves open, each with what to do about it.
fn unknown(it: &ActivityBooked) -> impl Iterator<Item = Reason> {
    let open = [
        ("legal_vehicle", it.legal_vehicle == LegalVehicle::Unknown),
        ("responsible", it.responsible == Party::Unknown),
        ("insured_by", it.insured_by == Party::Unknown),
        ("safety_training", it.safety_training == SafetyTraining::Unknown),
    ];
    open.into_iter().filter(|(_, unknown)| *unknown).map(|(field, _)| Reason::Unknown { field })
}

/// At most the weeks that the service model gives the activity.
fn too_long(it: &ActivityBooked, at: &At<'_>) -> Option<Reason> {
    let rules = &at.model.rules;
    let weeks = match it.activity {
        Activity::Jobbsmak => rules.jobbsmak_weeks.on(at.on),
        Activity::Trial => rules.trial_weeks.on(at.on),
    };
    let most = i64::from(weeks?.get()) * 7;
    let days = i64::from((it.last_day - it.first_day).get_days()) + 1;
    (days > most).then_some(Reason::TooLong { days, most })
}

/// Whoever took a release back does not begin there, and hospitering begins with its agreement.
///
/// Source: tiltaksforskriften (FOR-2015-12-11-1598) § 14-10a: a written three-party agreement before the start.
pub(super) fn activity_started(
    it: &ActivityStarted,
    at: &At<'_>,
    state: &mut State,
) -> Vec<Reason> {
    let Some(booking) = state.bookings.get_mut(&it.booking) else {
        return vec![Reason::NoBooking];
    };
    let waits = booking.progress == Progress::Waits;
    booking.progress = Progress::Runs;
    // At another workplace, another mentor; whoever has a job keeps theirs.
    if state.employment.is_none() {
        state.mentor = None;
    }
    let hospitering = booking.booked.legal_vehicle == LegalVehicle::Hospitering;
    let employer = booking.booked.employer.clone();
    let released = state.released(&employer, at.on).is_some();
    let agreed = state
        .agreements
        .iter()
        .any(|signed| signed.kind == AgreementKind::Secondment && signed.employer == employer);
    state.settle(state.base, at.on);
    let reasons = [
        unless(waits, Reason::NoBooking),
        unless(released, Reason::NoRelease { employer }),
        unless(agreed || !hospitering, Reason::NoSecondment),
    ];
    reasons.into_iter().flatten().collect()
}

/// A trial that went well leads to an agreement; everything else leads back, with what has been learned.
pub(super) fn activity_ended(it: &ActivityEnded, at: &At<'_>, state: &mut State) -> Vec<Reason> {
    let running = state.bookings.get_mut(&it.booking);
    let Some(booking) = running.filter(|booking| booking.progress == Progress::Runs) else {
        return vec![Reason::NotRunning];
    };
    booking.progress = Progress::Ended(it.outcome);
    let well = matches!(it.outcome, Outcome::WentWell | Outcome::LedToJob);
    let trial = booking.booked.activity == Activity::Trial;
    let looking = matches!(state.base, Stage::Kartlegging | Stage::JobFinding);
    let base = if trial && well && looking { Stage::Agreeing } else { state.base };
    // Who helped there helps no more; whoever goes on there keeps them.
    if state.employment.is_none() && base != Stage::Agreeing {
        state.mentor = None;
    }
    state.settle(base, at.on);
    Vec::new()
}

pub(super) fn activity_cancelled(it: &ActivityCancelled, state: &mut State) -> Vec<Reason> {
    let waiting = state.bookings.get_mut(&it.booking);
    match waiting.filter(|booking| booking.progress == Progress::Waits) {
        Some(booking) => {
            booking.progress = Progress::Cancelled;
            Vec::new()
        }
        None => vec![Reason::NoBooking],
    }
}
