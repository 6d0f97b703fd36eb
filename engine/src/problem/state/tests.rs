use std::collections::BTreeMap;

use serde_json::json;

use super::{Appraisals, Stated, state};
use crate::domain::{Case, ServiceModel};
use crate::eligibility::{Screening, screen};
use crate::problem::{Problem, Start, validate};
use crate::testing::{Edit, another_candidate, small_case};
use crate::value::Appraisal;

/// Every opening is worth the same to everyone.
fn worth(screening: &Screening, trial: f64, jobbsmak: f64) -> Appraisals {
    let of = |options: &[crate::eligibility::EligibleOption]| {
        options.iter().map(|o| (o.opening.clone(), Appraisal { trial, jobbsmak })).collect()
    };
    screening.candidates.iter().map(|(id, screened)| (id.clone(), of(&screened.options))).collect()
}

fn screening(case: &Case, model: &ServiceModel) -> Screening {
    screen(case, model, model.planning_on(case.first_monday).unwrap())
}

/// The problem of the small case after edits, found valid.
fn problem(edits: &[Edit]) -> Problem {
    let (case, model) = small_case(edits);
    let screening = screening(&case, &model);
    let planning = model.planning_on(case.first_monday).unwrap();
    let problem = state(&case, &model, planning, &screening, &worth(&screening, 0.5, 0.1)).problem;
    assert_eq!(validate(&problem), []);
    problem
}

/// Any start in any week, so that only what a test changes matters.
fn any_week() -> Edit {
    ("/openings/0/no_starts".into(), json!([]))
}

fn agreed(activity: &str, monday: &str, weeks: u8) -> Edit {
    let agreed = json!({
        "candidate": "K-01", "opening": "O-01", "activity": activity, "first_monday": monday, "weeks": weeks
    });
    ("/agreed".into(), json!([agreed]))
}

/// (profile's activity, earliest, latest) of each of the first candidate's options.
fn windows(problem: &Problem) -> Vec<(String, usize, usize)> {
    let own = problem.options.iter().filter(|option| option.candidate == "K-01");
    own.map(|option| {
        let activity = option.profile.split('-').next().unwrap().to_owned();
        (activity, option.earliest_start, option.latest_start)
    })
    .collect()
}

#[test]
fn each_window_has_a_profile_of_its_own() {
    let problem = problem(&[]);
    let expected = [("jobbsmak", 0, 1), ("jobbsmak", 5, 5), ("trial", 0, 1)];
    let expected = expected.map(|(activity, from, to)| (activity.to_owned(), from, to));
    assert_eq!(windows(&problem), expected);
    assert_eq!(problem.profiles.len(), 3);
    assert_eq!(problem.options[0].topic, "shop");
}

#[test]
fn a_start_leads_back_to_its_option() {
    let (case, model) = small_case(&[]);
    let screening = screening(&case, &model);
    let planning = model.planning_on(case.first_monday).unwrap();
    let stated: Stated<'_> =
        state(&case, &model, planning, &screening, &worth(&screening, 0.5, 0.1));
    for option in &stated.problem.options {
        let start = Start {
            candidate: option.candidate.clone(),
            opening: option.opening.clone(),
            profile: option.profile.clone(),
            start_week: option.earliest_start,
        };
        let eligible = stated.option_of(&start).unwrap();
        assert!(option.profile.starts_with(eligible.activity.code()));
        assert_eq!(eligible.opening.as_str(), option.opening);
    }
}

#[test]
fn what_is_worth_nothing_or_has_no_specialist_is_left_out() {
    let (case, model) = small_case(&[]);
    let screening = screening(&case, &model);
    let planning = model.planning_on(case.first_monday).unwrap();
    let stated = state(&case, &model, planning, &screening, &worth(&screening, 0.5, 0.0));
    assert!(stated.problem.options.iter().all(|option| option.profile.starts_with("trial")));
    let alone = problem(&[("/candidates/0/specialist".into(), json!(null))]);
    assert_eq!((alone.options.len(), alone.candidates.len()), (0, 1));
}

#[test]
fn promised_follow_up_leave_and_holidays_are_taken_off_the_specialist() {
    let visits = |every: u8, next: &str| {
        let follow_up = json!({"every_weeks": every, "hours": 1.5, "next": next});
        ("/placements/0/follow_up".to_owned(), follow_up)
    };
    #[rustfmt::skip]
    let cases = [
        // 24 hours; 24 and 25 December are off; leave in the last week of the year.
        (vec![],                                                [24.0, 22.5, 24.0, 14.4, 0.0, 22.5], "every fourth week from 9 December"),
        (vec![visits(2, "2026-11-30")],                         [22.5, 24.0, 22.5, 14.4, 0.0, 24.0], "every second week"),
        (vec![visits(4, "2026-11-25")],                         [22.5, 24.0, 24.0, 14.4, 0.0, 24.0], "overdue: made at once"),
        (vec![visits(6, "2027-02-01")],                         [24.0, 24.0, 24.0, 14.4, 0.0, 24.0], "after the horizon"),
        (vec![("/specialists/0/support_hours_week".into(), json!(1))], [1.0, 0.0, 1.0, 0.6, 0.0, 0.0], "never below nothing"),
        (vec![("/placements/0/specialist".into(), json!(null))], [24.0, 24.0, 24.0, 14.4, 0.0, 24.0], "followed up by nobody here"),
    ];
    for (edits, expected, why) in cases {
        assert_eq!(problem(&edits).specialists[0].support_hours, expected, "{why}");
    }
}

#[test]
fn caseload_room_is_the_norm_for_the_post_less_those_followed_up() {
    #[rustfmt::skip]
    let cases: [(Vec<Edit>, u32, &str); 5] = [
        (vec![],                                                          7,  "18 for a full post, 11 now"),
        (vec![("/specialists/0/position".into(), json!(50))],             0,  "9 for half a post, 11 now"),
        (vec![("/specialists/0/caseload_most".into(), json!(20))],        9,  "the specialist's own figure"),
        (vec![agreed("trial", "2026-11-23", 4)],                          6,  "a trial that runs"),
        (vec![("/rules/caseload_most".into(), json!([{"value": "unknown"}]))], 1, "unknown: room for everyone"),
    ];
    for (edits, room, why) in cases {
        assert_eq!(problem(&edits).specialists[0].caseload_room, room, "{why}");
    }
}

#[test]
fn a_promised_jobbsmak_is_planned_around() {
    let problem = problem(&[any_week(), agreed("jobbsmak", "2026-12-07", 1)]);
    let (candidate, opening) = (&problem.candidates[0], &problem.openings[0]);
    assert_eq!((candidate.busy_weeks.as_slice(), candidate.max_jobbsmak), (&[1][..], 1));
    assert_eq!(opening.places, [1, 0, 1, 1, 1, 1]);
    // Eight hours of the mentor, of which the jobbsmak takes 7.4; of the specialist's 22.5 it takes six.
    assert!((opening.mentor_hours[1] - 0.6).abs() < 1e-9, "{:?}", opening.mentor_hours);
    assert!((problem.specialists[0].support_hours[1] - 16.5).abs() < 1e-9);
    // The topic is taken, and a trial comes after the jobbsmak.
    assert_eq!(windows(&problem), [("trial".to_owned(), 2, 2)]);
}

#[test]
fn what_people_take_of_whom_the_case_says_nothing_is_taken_off_in_its_weeks() {
    let before = problem(&[]);
    let taken = |monday: &str, places: u32| json!({"opening": "O-01", "monday": monday, "places": places, "mentor_hours": 1.5});
    // The last two lie before and after the weeks of the case.
    let places = [
        taken("2026-12-07", 1),
        taken("2026-12-14", 9),
        taken("2026-11-23", 1),
        taken("2027-01-11", 1),
    ];
    let hours = json!([{"specialist": "S-1", "monday": "2026-12-07", "hours": 2}]);
    let after = problem(&[("/taken_places".into(), json!(places)), ("/taken_hours".into(), hours)]);
    let less = |mut problem: Problem| {
        let opening = &mut problem.openings[0];
        opening.places[1] -= 1;
        opening.places[2] = 0;
        opening.mentor_hours[1] -= 1.5;
        opening.mentor_hours[2] -= 1.5;
        problem.specialists[0].support_hours[1] -= 2.0;
        problem
    };
    assert_eq!(after, less(before));
}

#[test]
fn a_promised_trial_is_the_only_one_and_jobbsmak_come_before_it() {
    let other_family = ("/openings/1".into(), {
        let case: serde_json::Value = serde_json::from_str(crate::testing::ONE_PAIR).unwrap();
        let mut opening = case["openings"][0].clone();
        (opening["id"], opening["family"]) = (json!("O-02"), json!("warehouse"));
        opening["no_starts"] = json!([]);
        opening
    });
    let trials_most = ("/openings/0/trials_most".to_owned(), json!(2));
    let edits = [other_family, any_week(), trials_most, agreed("trial", "2026-12-14", 4)];
    let problem = problem(&edits);
    assert_eq!(problem.candidates[0].busy_weeks, [2, 3, 4, 5]);
    assert_eq!(problem.openings[0].places, [1, 1, 0, 0, 0, 0]);
    assert_eq!(problem.openings[0].max_trials, Some(1));
    assert!(
        windows(&problem)
            .iter()
            .all(|(activity, _, latest)| activity == "jobbsmak" && *latest == 1)
    );
    assert_eq!(problem.floors, [], "the group's only trial is decided");
}

#[test]
fn an_opening_has_places_in_the_weeks_that_it_is_open() {
    let closed = json!([{"from": "2026-12-21", "to": "2027-01-03"}]);
    let problem = problem(&[
        ("/openings/0/closed".into(), closed),
        ("/openings/0/open".into(), json!({"from": "2026-12-07", "to": "2027-01-08"})),
    ]);
    assert_eq!(problem.openings[0].places, [0, 1, 1, 0, 0, 1]);
    assert_eq!(problem.openings[0].mentor_hours, [0.0, 8.0, 8.0, 0.0, 0.0, 8.0]);
}

#[test]
fn priority_adds_what_the_service_model_says() {
    #[rustfmt::skip]
    let cases = [
        // Waiting since 4 May: 30 weeks are 0.575 years.
        (vec![],                                                         1.0 + 0.1 * 210.0 / 365.25,  "waiting"),
        (vec![("waiting_since", json!("2016-05-04"))],                   1.3,                         "no more than its most"),
        (vec![("waiting_since", json!("2026-11-30"))],                   1.0,                         "came today"),
        (vec![("waiting_since", json!("2026-11-30")), ("times_passed_over", json!(2))], 1.1,          "passed over twice"),
        (vec![("waiting_since", json!("2026-11-30")), ("times_passed_over", json!(9))], 1.15,         "no more than its most"),
        (vec![("waiting_since", json!("2026-11-30")), ("reentry", json!(true))],        1.1,          "back again"),
        (vec![("waiting_since", json!("2026-11-30")), ("leaving_school", json!(true))], 1.1,          "leaving school"),
    ];
    for (fields, expected, why) in cases {
        let place = |(field, value): (&str, _)| (format!("/candidates/0/{field}"), value);
        let edits: Vec<Edit> = fields.into_iter().map(place).collect();
        let priority = problem(&edits).candidates[0].priority;
        assert!((priority - expected).abs() < 1e-12, "{why}: {priority}");
    }
    let unknown = ("/rules/priority".into(), json!([{"value": "unknown"}]));
    assert!(
        (problem(&[unknown]).candidates[0].priority - 1.0).abs() < 1e-12,
        "unknown adds nothing"
    );
}

#[test]
fn floors_are_shares_of_those_who_could_have_a_trial() {
    let group = |need: u8| json!([{"kind": "routine", "support_need": need}]);
    let mut edits: Vec<Edit> = Vec::new();
    for (index, need) in [1, 2, 2, 1, 4].into_iter().enumerate() {
        let mut candidate = another_candidate(&format!("K-1{index}"));
        candidate["tasks"] = group(need);
        edits.push((format!("/candidates/{}", index + 1), candidate));
    }
    let problem = problem(&edits);
    let floors: BTreeMap<&str, u32> =
        problem.floors.iter().map(|floor| (floor.group.as_str(), floor.min_trials)).collect();
    // Thirty per cent, rounded up: of four, of one (the first candidate, by customers), of one.
    assert_eq!(floors, BTreeMap::from([("need_1_2", 2), ("need_3", 1), ("need_4_5", 1)]));
    assert_eq!(problem.candidates[5].group.as_deref(), Some("need_4_5"));
}
