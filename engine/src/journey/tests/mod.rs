use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use super::{Event, EventKind, Journey, Refusal, Stage, State, read};
use crate::domain::{ServiceModel, service_model};

mod admission;
mod paths;
mod refusals;
mod walk;

const LILLESTROM: &str = include_str!("../../../../fixtures/service-models/lillestrom.json");
const TODAY: Date = date(2027, 12, 31);

fn lillestrom() -> ServiceModel {
    service_model::read(LILLESTROM).unwrap()
}

/// Lillestrøm's rules with one scheme, which has a panel and a formal decision before the search.
fn with_bodies(complaint_weeks: &Value) -> ServiceModel {
    let mut model: Value = serde_json::from_str(LILLESTROM).unwrap();
    let known = |value: Value| json!([{"value": value, "assumption": "a test"}]);
    for scheme in model["schemes"].as_array_mut().unwrap() {
        scheme["open_for_starts"] = known(json!(scheme["id"] == "municipal"));
        scheme["panel"] = known(json!(["nav", "personnel"]));
        scheme["decision"] = known(json!({"by": "health_and_social_office", "before": "search"}));
        scheme["complaint_weeks"] = json!([complaint_weeks]);
    }
    service_model::read(&model.to_string()).unwrap()
}

/// A provider's no to a scheme.
fn turned_down(scheme: &str) -> Said {
    let no =
        json!({"scheme": scheme, "ruling": "refused", "grounds": "fullt", "ask_whom": "lederen"});
    ("decided", no)
}

/// What a test says of an event: its kind and its details. It happens the day after the one before.
type Said = (&'static str, Value);

fn event(on: Date, what: &str, details: &Value) -> Event {
    let mut event = json!({"on": on.to_string(), "by": "S-1", "what": what});
    if !details.is_null() {
        event["details"] = details.clone();
    }
    let event = read(&event.to_string()).unwrap_or_else(|faults| panic!("{what}: {faults:?}"));
    let written = serde_json::to_string(&event).unwrap();
    assert_eq!(read(&written).as_ref(), Ok(&event), "what is written reads the same: {written}");
    event
}

fn day_after(journey: &Journey) -> Date {
    journey.events().last().map_or(date(2026, 3, 2), |event| event.on + 1.day())
}

fn record(journey: &mut Journey, model: &ServiceModel, said: &Said) -> Result<(), Refusal> {
    let event = event(day_after(journey), said.0, &said.1);
    journey.record(event, model, TODAY).map(|_| ())
}

fn journey_of(model: &ServiceModel, all: &[Said]) -> Journey {
    let mut journey = Journey::default();
    for said in all {
        record(&mut journey, model, said).unwrap_or_else(|refusal| panic!("{said:?}: {refusal}"));
    }
    journey
}

fn booking(activity: &str, first_day: Date, days: i32) -> Value {
    json!({
        "activity": activity, "opening": "o1", "employer": "e1", "workplace": "w1",
        "first_day": first_day.to_string(), "last_day": (first_day + (days - 1).days()).to_string(),
        "candidate_yes_on": "2026-03-02", "employer_yes_on": "2026-03-02", "approved_by": "S-1",
        "mentor_named": true, "legal_vehicle": "municipal_service", "responsible": "municipality",
        "insured_by": "municipality", "safety_training": "before_start",
    })
}

/// Details with which an event is legal wherever it can be; numbers are taken from the state.
fn sample(kind: EventKind, state: &State, on: Date) -> Value {
    let open = state.bookings.iter().find(|(_, booking)| {
        let runs = state.running().is_some();
        let wanted = if runs && kind == EventKind::ActivityEnded {
            super::state::Progress::Runs
        } else {
            super::state::Progress::Waits
        };
        booking.progress == wanted
    });
    let number = open.map_or(1, |(number, _)| number.0);
    let from = state.specialist.as_ref().map_or("S-1", |it| it.as_str());
    let to = if from == "S-1" { "S-2" } else { "S-1" };
    match kind {
        EventKind::Referred => json!({"source": "nav"}),
        EventKind::InformationMeetingHeld => json!({"explained": ["spoken", "pictures"]}),
        EventKind::BenefitTalkHeld => {
            json!({"topics": ["benefits", "wage"], "explained": ["easy_read"]})
        }
        EventKind::Answered => {
            json!({"answer": "later", "explained": [], "given_how": "communication_aid"})
        }
        EventKind::PanelVoted => {
            json!({"scheme": "municipal", "votes": [], "ruling": "granted", "grounds": "åpen plass"})
        }
        EventKind::Decided => {
            json!({"scheme": "municipal", "ruling": "granted", "grounds": "åpen plass"})
        }
        EventKind::Complained => json!({"scheme": "tao"}),
        EventKind::SpecialistAssigned => json!({"specialist": "S-1"}),
        EventKind::HandedOver => json!({"from": from, "to": to, "reason": "absence"}),
        EventKind::KartleggingBegun | EventKind::Resumed | EventKind::Withdrew => Value::Null,
        EventKind::KartleggingRecorded => json!({"version": state.profile_version + 1}),
        EventKind::ReadinessSet => json!({"readiness": "not_yet", "next_step": "se på en kafé"}),
        EventKind::ReleaseGiven => json!({
            "employer": "e1", "lines": ["identity", "hours"], "until": "2028-12-31", "given_how": "spoken"
        }),
        EventKind::ReleaseRefused | EventKind::ReleaseWithdrawn => json!({"employer": "e1"}),
        EventKind::EmployerContacted => json!({"employer": "e9", "how": "telephone"}),
        EventKind::ProposalDeclined => json!({"opening": "o9", "by": "candidate"}),
        EventKind::ActivityBooked => booking("trial", on + 300.days(), 28),
        EventKind::ActivityStarted => json!({"booking": number}),
        EventKind::ActivityEnded => json!({"booking": number, "outcome": "went_well"}),
        EventKind::ActivityCancelled => json!({"booking": number, "by": "candidate"}),
        EventKind::AgreementSigned => json!({"kind": "tripartite", "employer": "e1"}),
        EventKind::ProbationStarted => {
            json!({"employer": "e1", "workplace": "w1", "until": "2027-12-31"})
        }
        EventKind::Employed => json!({
            "placement": "P-1", "employer": "e1", "workplace": "w1", "legal_employer": "municipality",
            "position": 50
        }),
        EventKind::FollowedUp => json!({"with": ["candidate", "employer"], "how": "in_person"}),
        EventKind::ConcernRaised => json!({"by": "employer", "own_words": "Det går ikke."}),
        EventKind::ConcernAnswered => {
            let waits = state.concerns.iter().find(|(_, it)| it.answered_on.is_none());
            json!({"concern": waits.map_or(1, |(number, _)| number.0), "how": "telephone"})
        }
        EventKind::MentorNamed => json!({"stand_in": true}),
        EventKind::MentorLeft => json!({"stand_in_takes_over": false}),
        EventKind::SurveyAnswered => json!({"of": "candidate"}),
        EventKind::TermsChanged => json!({"contract_until": "2028-12-31"}),
        EventKind::WorkplaceEnded => json!({"reason": "employer"}),
        EventKind::PlacedAgain => json!({"employer": "e1", "workplace": "w2"}),
        EventKind::DroppedOut => json!({"reason": "low_pay"}),
        EventKind::Reentered => json!({"step": "kartlegging"}),
        EventKind::Paused => json!({"by": "candidate"}),
        EventKind::ReferredElsewhere => {
            json!({"route": "day_centre", "contact": "avdelingslederen ved dagsenteret"})
        }
        EventKind::Moved | EventKind::VisitMissed => json!({}),
        EventKind::Exited => json!({"reason": "ordinary_work"}),
        EventKind::Corrected => json!({"event": 1, "instead": {
            "on": "2026-03-02", "by": "S-1", "what": "referred", "details": {"source": "school"}
        }}),
    }
}

/// What leads to a yes.
fn until_yes() -> Vec<Said> {
    vec![
        ("referred", json!({"source": "school", "wish": "Jeg vil jobbe med dyr."})),
        ("information_meeting_held", json!({"explained": ["spoken"], "supported_by": ["family"]})),
        ("benefit_talk_held", json!({"topics": ["benefits"], "explained": ["spoken"]})),
        (
            "answered",
            json!({
                "answer": "yes", "explained": ["easy_read"], "given_how": "signature",
                "guardian": {"mandate": "financial", "took_part": false}
            }),
        ),
    ]
}

/// What leads to job finding: profile, specialist, a release.
fn until_job_finding() -> Vec<Said> {
    let mut all = until_yes();
    all.extend([
        ("kartlegging_begun", Value::Null),
        ("specialist_assigned", json!({"specialist": "S-1"})),
        ("kartlegging_recorded", json!({"version": 1})),
        (
            "release_given",
            json!({
                "employer": "e1", "lines": ["identity", "hours"], "until": "2028-12-31",
                "given_how": "spoken"
            }),
        ),
        ("readiness_set", json!({"readiness": "trial"})),
    ]);
    all
}

/// What leads to a trial under way; it was booked by event 10.
fn until_trial() -> Vec<Said> {
    let mut all = until_job_finding();
    all.push(("activity_booked", booking("trial", date(2026, 3, 16), 28)));
    all.push(("activity_started", json!({"booking": 10})));
    all
}

/// What leads to a job in which the municipality employs.
fn until_employed() -> Vec<Said> {
    let mut all = until_trial();
    all.extend([
        ("activity_ended", json!({"booking": 10, "outcome": "went_well"})),
        ("agreement_signed", json!({"kind": "tripartite", "employer": "e1"})),
        ("benefit_talk_held", json!({"topics": ["wage"], "explained": ["spoken"]})),
        ("employed", sample(EventKind::Employed, &State::default(), TODAY)),
    ]);
    all
}

fn stage_after(model: &ServiceModel, all: &[Said]) -> Stage {
    journey_of(model, all).state().stage
}
