//! What became of a trial, as the journey of whoever carried it out tells it.

use jiff::civil::Date;

use super::{Lasting, lasting};
use crate::domain::{Activity, Months, Outcome, PlacementId};
use crate::journey::state::{Booking, Progress};
use crate::journey::{ExitReason, Journey, Sequence, What};

/// That a job has ended, as somebody who was there has said beside the journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The job.
    pub placement: PlacementId,
    /// The day it is said of.
    pub on: Date,
    /// Why.
    pub reason: ExitReason,
}

/// Whether a trial became a job that lasted, as far as is known on a day; `number` is that of the event that booked it.
///
/// Nothing where it says nothing of the pair: it never began, is not over, the person chose something else, moved or
/// took a break. A job is the trial's where it begins at the same employer before it could be known that there is none. A job that was
/// left for something of the person's own, or for another place to live, is not known to have failed; nor is one that
/// the trial is said to have led to, and of which nobody has told.
#[must_use]
pub fn of_trial(
    journey: &Journey,
    number: Sequence,
    said: &[Ending],
    months: Months,
    today: Date,
) -> Option<Lasting> {
    let Booking { booked, progress } = journey.state().bookings.get(&number)?;
    let Progress::Ended(outcome) = *progress else { return None };
    if booked.activity != Activity::Trial || outcome == Outcome::Declined {
        return None;
    }
    let started = |what: &What| matches!(what, What::ActivityStarted(it) if it.booking == number);
    let mut events = journey.standing().skip_while(|(_, event)| !started(&event.what));
    let ended = events.find_map(|(_, event)| match &event.what {
        What::ActivityEnded(it) => (it.booking == number).then_some((event.on, Stop::Failed)),
        // A pause costs nothing, here as elsewhere.
        What::Paused(_) => Some((event.on, Stop::Onward)),
        what => Some((event.on, stops(what)?)),
    });
    let ended_on = match ended {
        Some((_, Stop::Onward)) => return None,
        Some((on, Stop::Failed)) => on,
        None => booked.last_day,
    };
    let without_job = lasting(ended_on, None, months, today);
    let job = journey.standing().find_map(|(at, event)| match &event.what {
        What::Employed(it) if at > number && it.employer == booked.employer => {
            (event.on < without_job.due_on).then(|| (at, event.on, it.placement.clone()))
        }
        _ => None,
    });
    let Some((at, first, placement)) = job else {
        let is_told = outcome != Outcome::LedToJob;
        return Some(Lasting { lasted: without_job.lasted.filter(|_| is_told), ..without_job });
    };
    let told = journey.standing().filter(|(later, _)| *later > at);
    let told = told.filter_map(|(_, event)| Some((event.on, stops(&event.what)?)));
    let said = said.iter().filter(|it| it.placement == placement && it.on >= first);
    let ends: Vec<(Date, Stop)> = told.chain(said.map(|it| (it.on, Stop::of(it.reason)))).collect();
    let last = ends.iter().map(|(on, _)| *on).min();
    let lasting = lasting(ended_on, Some((first, last)), months, today);
    let onward = ends.iter().any(|(on, stop)| *on < lasting.due_on && *stop == Stop::Onward);
    let is_known = lasting.lasted == Some(true) || !onward;
    Some(Lasting { lasted: lasting.lasted.filter(|_| is_known), ..lasting })
}

/// How a job or an activity stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// For what may have to do with the place and the person there.
    Failed,
    /// For something else, which says nothing of the pair.
    Onward,
}

impl Stop {
    fn of(reason: ExitReason) -> Self {
        if reason.leads_onward() { Self::Onward } else { Self::Failed }
    }
}

/// What stops when an event happens, if anything does.
fn stops(what: &What) -> Option<Stop> {
    match what {
        What::WorkplaceEnded(it) => Some(Stop::of(it.reason)),
        What::DroppedOut(it) => Some(Stop::of(it.reason)),
        What::Exited(it) => Some(Stop::of(it.reason)),
        What::Moved(_) | What::ReferredElsewhere(_) | What::Withdrew(_) => Some(Stop::Onward),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::{ServiceModel, service_model};
    use crate::journey::{Event, read};
    use crate::learn::LASTS_MONTHS;

    fn rules() -> ServiceModel {
        let text = include_str!("../../../fixtures/service-models/lillestrom.json");
        service_model::read(text).unwrap()
    }

    fn event(on: &str, what: &str, details: &Value) -> Event {
        let mut event = json!({"on": on, "by": "S-1", "what": what});
        if !details.is_null() {
            event["details"] = details.clone();
        }
        read(&event.to_string()).unwrap()
    }

    /// A trial at e1 from 1 to 28 February, and what came after it.
    fn journey(outcome: &str, after: &[(&str, &str, Value)]) -> Journey {
        let booked = json!({
            "activity": "trial", "opening": "o1", "employer": "e1", "workplace": "w1",
            "first_day": "2027-02-01", "last_day": "2027-02-28",
            "candidate_yes_on": "2027-01-20", "employer_yes_on": "2027-01-20", "approved_by": "S-1",
            "mentor_named": true, "legal_vehicle": "municipal_service", "responsible": "municipality",
            "insured_by": "municipality", "safety_training": "before_start",
        });
        let mut events = vec![
            event("2027-01-20", "activity_booked", &booked),
            event("2027-02-01", "activity_started", &json!({"booking": 1})),
        ];
        if !outcome.is_empty() {
            let ended = json!({"booking": 1, "outcome": outcome});
            events.push(event("2027-02-26", "activity_ended", &ended));
        }
        events.extend(after.iter().map(|(on, what, details)| event(on, what, details)));
        Journey::of(events, &rules())
    }

    fn job(on: &'static str, employer: &str) -> (&'static str, &'static str, Value) {
        let job = json!({
            "placement": "P-1", "employer": employer, "workplace": "w1", "legal_employer": "workplace",
            "position": 50,
        });
        (on, "employed", job)
    }

    #[test]
    fn a_trial_is_known_by_the_job_that_came_of_it() {
        let six = Months::new(LASTS_MONTHS).unwrap();
        let left = |on, why: &str| (on, "dropped_out", json!({"reason": why}));
        let moved = |on| (on, "moved", json!({}));
        let paused = ("2027-02-10", "paused", json!({"by": "candidate"}));
        let (trial, work) = (date(2027, 8, 26), date(2027, 9, 1));
        let began = || job("2027-03-01", "e1");
        let soon = || job("2027-03-01", "e2");
        #[rustfmt::skip]
        let cases = [
            // outcome       after                                         due on  lasted       why
            ("",             vec![],                                       None,   None,        "it runs"),
            ("declined",     vec![],                                       None,   None,        "the person chose something else"),
            ("no_fit",       vec![],                                       Some(trial), Some(false), "it came to nothing"),
            ("went_well",    vec![],                                       Some(trial), Some(false), "and there was no job"),
            ("went_well",    vec![soon()],                                 Some(trial), Some(false), "the job is somewhere else"),
            ("led_to_job",   vec![],                                       Some(trial), None,   "nobody has told of the job"),
            ("led_to_job",   vec![began()],                                Some(work), Some(true),  "it lasts"),
            ("went_well",    vec![job("2027-10-01", "e1")],                Some(trial), Some(false), "too late to be of the trial"),
            ("led_to_job",   vec![began(), left("2027-06-01", "health")],  Some(work), Some(false), "it ended early"),
            ("led_to_job",   vec![began(), left("2027-09-02", "health")],  Some(work), Some(true),  "it had lasted"),
            ("led_to_job",   vec![began(), left("2027-06-01", "ordinary_work")], Some(work), None, "for something of their own"),
            ("led_to_job",   vec![began(), moved("2027-05-01")],            Some(work), None,   "the person moved"),
            ("",             vec![left("2027-02-10", "not_suited")],       Some(date(2027, 8, 10)), Some(false), "it was broken off"),
            ("",             vec![moved("2027-02-10")],                    None,   None,        "the person moved meanwhile"),
            ("",             vec![paused],                                 None,   None,        "the person took a break"),
        ];
        for (outcome, after, due_on, lasted, why) in cases {
            let journey = journey(outcome, &after);
            let came = of_trial(&journey, Sequence(1), &[], six, date(2027, 12, 31));
            assert_eq!(came.map(|it| it.due_on), due_on, "{why}");
            assert_eq!(came.and_then(|it| it.lasted), lasted, "{why}");
        }
        let lasts = journey("led_to_job", &[began()]);
        assert_eq!(of_trial(&lasts, Sequence(2), &[], six, date(2027, 12, 31)), None, "no booking");
        let said = |placement: &str, on, reason| {
            vec![Ending { placement: PlacementId::new(placement).unwrap(), on, reason }]
        };
        let known = |said: &[Ending]| {
            of_trial(&lasts, Sequence(1), said, six, date(2027, 12, 31)).unwrap().lasted
        };
        let early = date(2027, 6, 1);
        assert_eq!(known(&said("P-1", early, ExitReason::NotSuited)), Some(false), "so it is said");
        assert_eq!(known(&said("P-1", early, ExitReason::OrdinaryWork)), None, "for their own");
        assert_eq!(known(&said("P-2", early, ExitReason::NotSuited)), Some(true), "another job");
        assert_eq!(known(&said("P-1", work, ExitReason::NotSuited)), Some(true), "it had lasted");
    }
}
