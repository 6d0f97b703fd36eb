//! What follow-up reads of a journey: its jobs, its signs, and what was tried without pay.

use jiff::civil::{Date, date};
use serde_json::{Value, json};

use super::unpaid::{Tried, UnpaidWarning, UnpaidWork, tried_on, unpaid_work, warnings};
use super::*;
use crate::domain::{Activity, ServiceModel, WorkplaceId, service_model};
use crate::journey::{Journey, read};

fn model() -> ServiceModel {
    service_model::read(include_str!("../../../fixtures/service-models/lillestrom.json")).unwrap()
}

/// A journey of these events, whatever else would have to come first.
fn journey(events: &[(&str, &str, Value)]) -> Journey {
    let event = |(on, what, details): &(&str, &str, Value)| {
        let mut event = json!({"on": on, "by": "S-1", "what": what});
        if !details.is_null() {
            event["details"] = details.clone();
        }
        read(&event.to_string()).unwrap_or_else(|faults| panic!("{what}: {faults:?}"))
    };
    Journey::of(events.iter().map(event).collect(), &model())
}

fn booked(workplace: &str, first_day: &str, last_day: &str, vehicle: &str) -> Value {
    json!({
        "activity": "trial", "opening": format!("O-{workplace}"), "employer": "V-1", "workplace": workplace,
        "first_day": first_day, "last_day": last_day, "candidate_yes_on": "2026-01-01",
        "employer_yes_on": "2026-01-01", "approved_by": "S-1", "mentor_named": true,
        "legal_vehicle": vehicle, "responsible": "municipality", "insured_by": "municipality",
        "safety_training": "first_day",
    })
}

fn employed(workplace: &str, position: u8) -> Value {
    json!({
        "placement": "P-1", "employer": "V-1", "workplace": workplace, "legal_employer": "municipality",
        "position": position, "contract_until": "2027-06-30",
    })
}

/// A trial from event 1 at A that leads to a job, which is cut, ends as a workplace and begins again at B.
fn at_work() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        (
            "2026-01-05",
            "activity_booked",
            booked("A", "2026-01-12", "2026-02-06", "municipal_service"),
        ),
        ("2026-01-12", "activity_started", json!({"booking": 1})),
        ("2026-02-06", "activity_ended", json!({"booking": 1, "outcome": "led_to_job"})),
        ("2026-02-09", "employed", employed("A", 50)),
        ("2026-03-02", "followed_up", json!({"with": ["candidate"], "how": "in_person"})),
        ("2026-04-01", "terms_changed", json!({"position": 40})),
        ("2026-06-30", "workplace_ended", json!({"reason": "employer"})),
        ("2026-08-17", "placed_again", json!({"employer": "V-1", "workplace": "B"})),
    ]
}

#[test]
fn a_job_is_read_stay_by_stay() {
    let work = work_on(&journey(&at_work()));
    let [job] = &work.jobs[..] else { panic!("{work:?}") };
    assert!(job.goes_on());
    assert_eq!((job.started, job.confirmed_on), (date(2026, 2, 9), Some(date(2026, 8, 17))));
    let stays: Vec<_> = job
        .stays
        .iter()
        .map(|it| {
            let opening = it.opening.as_ref().map(|it| it.as_str().to_owned());
            (it.period.from(), it.period.to(), it.position.get(), opening)
        })
        .collect();
    let day = |month, day| Some(date(2026, month, day));
    assert_eq!(
        stays,
        [
            (day(2, 9), day(3, 31), 50, Some("O-A".to_owned())),
            (day(4, 1), day(6, 30), 40, Some("O-A".to_owned())),
            (day(8, 17), None, 40, None),
        ]
    );
    assert!(work.signs.contains(&Sign::PositionCut { on: date(2026, 4, 1) }));
    assert!(work.signs.contains(&Sign::ContractEnds { on: date(2027, 6, 30) }));
}

#[test]
fn what_ends_a_job_is_told_apart() {
    let mut lost = at_work();
    lost.push(("2026-09-01", "dropped_out", json!({"reason": "low_pay"})));
    let work = work_on(&journey(&lost));
    let ended = work.jobs[0].ended.map(|(on, reason)| (on, reason.code()));
    assert_eq!(ended, Some((date(2026, 9, 1), "low_pay")));
    assert_eq!(work.signs, [], "what was at the workplace is over");
    let mut moved = at_work();
    moved.push(("2026-09-01", "moved", json!({})));
    let work = work_on(&journey(&moved));
    assert_eq!((work.jobs[0].ended, work.jobs[0].let_go_on), (None, Some(date(2026, 9, 1))));
    assert_eq!(work.jobs[0].stays[2].period.to(), Some(date(2026, 9, 1)));
}

#[test]
fn what_was_tried_is_counted_until_a_job_comes_of_it() {
    let mut events = at_work();
    events.truncate(3);
    let before = tried_on(&journey(&events));
    assert_eq!(
        unpaid_work(&before),
        UnpaidWork {
            trials: 1,
            unpaid_weeks: 4,
            unpaid_weeks_without_job: 4,
            ..UnpaidWork::default()
        }
    );
    let after = unpaid_work(&tried_on(&journey(&at_work())));
    assert_eq!((after.unpaid_weeks, after.unpaid_weeks_without_job, after.led_to_job), (4, 0, 1));
    let paid =
        [("2026-01-05", "activity_booked", booked("A", "2026-01-12", "2026-02-06", "employment"))];
    assert_eq!(unpaid_work(&tried_on(&journey(&paid))).unpaid_weeks, 0);
    let stopped = [
        (
            "2026-01-05",
            "activity_booked",
            booked("A", "2026-01-12", "2026-02-06", "municipal_service"),
        ),
        ("2026-01-12", "activity_started", json!({"booking": 1})),
        ("2026-01-20", "dropped_out", json!({"reason": "health"})),
    ];
    assert_eq!(
        unpaid_work(&tried_on(&journey(&stopped))).unpaid_weeks,
        2,
        "until the person stopped"
    );
    let cancelled = [
        (
            "2026-01-05",
            "activity_booked",
            booked("A", "2026-01-12", "2026-02-06", "municipal_service"),
        ),
        ("2026-01-06", "activity_cancelled", json!({"booking": 1, "by": "candidate"})),
    ];
    assert_eq!(tried_on(&journey(&cancelled)), []);
}

#[test]
fn more_than_the_rules_reckon_with_is_warned_of_and_old_weeks_are_forgotten() {
    let model = model();
    let most = model.rules.unpaid_most.on(date(2026, 11, 1)).unwrap();
    let tried = |first: Date, weeks: i32, led_to_job| Tried {
        activity: Activity::Trial,
        workplace: WorkplaceId::new("A").unwrap(),
        first,
        last: first + jiff::ToSpan::days(7 * weeks - 3),
        has_begun: true,
        is_unpaid: true,
        led_to_job,
    };
    let day = date(2026, 11, 2);
    #[rustfmt::skip]
    let cases = [
        // person                                       workplace                                     more  expected
        (vec![],                                        vec![],                                       4, vec![]),
        (vec![tried(date(2026, 3, 2), 8, false)],       vec![],                                       4, vec![]),
        (vec![tried(date(2026, 3, 2), 8, false)],       vec![],                                       5, vec![UnpaidWarning::PersonBeyond]),
        (vec![tried(date(2026, 3, 2), 8, true)],        vec![],                                       5, vec![]),
        (vec![tried(date(2025, 3, 3), 8, false)],       vec![],                                       5, vec![]),
        (vec![],                                        vec![tried(date(2026, 3, 2), 12, false)],     4, vec![]),
        (vec![],                                        vec![tried(date(2026, 3, 2), 13, false)],     4, vec![UnpaidWarning::WorkplaceBeyond]),
    ];
    for (person, workplace, more, expected) in cases {
        assert_eq!(
            warnings(most, &person, &workplace, (day, more)),
            expected,
            "{person:?} {workplace:?}"
        );
    }
}

#[test]
fn whoever_says_that_something_is_wrong_is_answered_the_same_working_day() {
    #[rustfmt::skip]
    let cases = [
        // said on               answered by             why
        (date(2026, 11, 20), date(2026, 11, 20), "a Friday"),
        (date(2026, 11, 21), date(2026, 11, 23), "a Saturday"),
        (date(2026, 12, 24), date(2026, 12, 28), "Christmas"),
    ];
    for (said, answered, why) in cases {
        assert_eq!(answer_by(&model(), said), answered, "{why}");
    }
}
