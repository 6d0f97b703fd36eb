use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Figure, NextStep, Reason, Screened, rule_codes, screen};
use crate::domain::{Activity, Condition, Period, SchemeCode};
use crate::testing::{Edit, another_candidate, small_case};

const PERSON: &str = "/candidates/0";
const OPENING: &str = "/openings/0";

fn scheme(field: &str) -> String {
    format!("/schemes/1/{field}")
}

/// First and last week of each window for a start.
type Windows = Vec<(usize, usize)>;

fn person(field: &str) -> String {
    format!("{PERSON}/{field}")
}

fn opening(field: &str) -> String {
    format!("{OPENING}/{field}")
}

/// Screens the small case's candidate after edits.
fn screened(edits: &[Edit]) -> Screened {
    let (case, model) = small_case(edits);
    let planning = model.planning_on(case.first_monday).unwrap();
    let mut screening = screen(&case, &model, planning);
    screening.candidates.remove(&case.candidates[0].id).unwrap()
}

fn reasons(screened: &Screened) -> Vec<Reason> {
    screened.refused.values().flatten().cloned().collect()
}

/// A version of a rule that is always in force.
fn rule(value: impl Into<Value>) -> Value {
    let value: Value = value.into();
    json!([{"value": value, "assumption": "for a test"}])
}

/// What closes the pair by one rule, the two figures it tells, and the one change that opens it again.
struct Closing {
    rule: &'static str,
    close: Vec<Edit>,
    needed: Figure,
    found: Figure,
    reopen: Edit,
}

fn codes(codes: &[&'static str]) -> Figure {
    Figure::Codes(codes.to_vec())
}

fn period(from: Option<&str>, to: &str) -> Figure {
    let from = from.map(|day| day.parse().unwrap());
    Figure::Period(Period::new(from, Some(to.parse().unwrap())).unwrap())
}

#[expect(clippy::too_many_lines, reason = "a table with a row for each rule")]
fn closings() -> Vec<Closing> {
    let day = |text: &str| Figure::Day(text.parse().unwrap());
    let morning = |days: Value, to: &str| json!([{"days": days, "from": "09:00", "to": to}]);
    let always = json!([{"from": "2026-11-01", "to": "2027-03-01"}]);
    let closing = |rule, close: Vec<Edit>, needed, found, reopen| Closing {
        rule,
        close,
        needed,
        found,
        reopen,
    };
    vec![
        closing(
            "no-yes-to-taking-part",
            vec![(person("consent"), json!("later"))],
            codes(&["yes"]),
            codes(&["later"]),
            (person("consent"), json!("yes")),
        ),
        closing(
            "declined",
            vec![(
                "/declined".into(),
                json!([{"candidate": "K-01", "opening": "O-01", "by": "employer"}]),
            )],
            Figure::Nothing,
            codes(&["employer"]),
            ("/declined".into(), json!([])),
        ),
        closing(
            "below-minimum-position",
            vec![
                (person("wanted_position"), json!({"least": 10, "most": 15})),
                (opening("position"), json!({"least": 10, "most": 50})),
            ],
            Figure::PositionPct(20),
            Figure::PositionPct(15),
            (person("wanted_position"), json!({"least": 10, "most": 20})),
        ),
        closing(
            "opening-below-minimum-position",
            vec![
                (person("wanted_position"), json!({"least": 10, "most": 40})),
                (opening("position"), json!({"least": 10, "most": 19})),
            ],
            Figure::PositionPct(20),
            Figure::PositionPct(19),
            (opening("position"), json!({"least": 10, "most": 20})),
        ),
        closing(
            "position-apart",
            vec![
                (person("wanted_position"), json!({"least": 30, "most": 40})),
                (opening("position"), json!({"least": 20, "most": 29})),
                (opening("hours"), morning(json!(["monday", "tuesday", "wednesday"]), "13:30")),
            ],
            Figure::PositionPct(30),
            Figure::PositionPct(29),
            (opening("position"), json!({"least": 20, "most": 30})),
        ),
        closing(
            "too-few-common-hours",
            vec![(person("available"), morning(json!(["monday", "tuesday"]), "13:30"))],
            Figure::MinutesAWeek(450),
            Figure::MinutesAWeek(270),
            (person("available"), morning(json!(["monday", "wednesday"]), "12:45")),
        ),
        closing(
            "out-of-reach",
            vec![("/travel_overrides/0/minutes".into(), json!(46))],
            Figure::TravelMinutes(46),
            Figure::TravelMinutes(45),
            ("/travel_overrides/0/minutes".into(), json!(45)),
        ),
        closing(
            "adaptation-missing",
            vec![(person("adaptations"), json!(["fixed_routine", "quiet", "step_free"]))],
            codes(&["quiet", "step_free"]),
            codes(&["fixed_routine", "fixed_contact"]),
            (opening("adaptations"), json!(["quiet", "step_free", "fixed_routine"])),
        ),
        closing(
            "certificate-missing",
            vec![(opening("certificates"), json!(["forklift"]))],
            codes(&["forklift"]),
            codes(&[]),
            (person("certificates"), json!(["forklift"])),
        ),
        closing(
            "avoided-family",
            vec![(person("avoid_families"), json!(["kitchen", "shop"]))],
            codes(&["shop"]),
            codes(&["kitchen", "shop"]),
            (person("avoid_families"), json!(["kitchen"])),
        ),
        closing(
            "avoided-employer",
            vec![(person("avoid_employers"), json!(["V-01"]))],
            Figure::Nothing,
            Figure::Id("V-01".into()),
            (person("avoid_employers"), json!([])),
        ),
        closing(
            "mentor-missing",
            vec![
                ("/rules/mentor_required".into(), rule(true)),
                (opening("mentor"), json!({"named": false, "hours_week": 8})),
            ],
            Figure::People(1),
            Figure::People(0),
            (opening("mentor"), json!({"named": true, "hours_week": 8})),
        ),
        closing(
            "release-refused",
            vec![(person("releases"), json!([{"employer": "V-01", "answer": "withdrawn"}]))],
            codes(&["given"]),
            codes(&["withdrawn"]),
            (person("releases"), json!([{"employer": "V-01", "answer": "given"}])),
        ),
        closing(
            "scheme-wrong",
            vec![(person("schemes"), json!(["vta_o", "municipal"]))],
            Figure::Id("tao".into()),
            Figure::Id("vta_o, municipal".into()),
            (person("schemes"), json!(["vta_o", "tao"])),
        ),
        closing(
            "district-outside-scheme",
            vec![
                (scheme("districts_except"), rule(json!(["Strømmen", "Lørenskog"]))),
                (person("district"), json!("Strømmen")),
            ],
            Figure::Nothing,
            Figure::Id("Strømmen".into()),
            (person("district"), json!("Fetsund")),
        ),
        closing(
            "arena-outside-scheme",
            vec![(scheme("arenas"), rule(json!(["own"])))],
            codes(&["own"]),
            codes(&["ordinary"]),
            ("/workplaces/0/arena".into(), json!("own")),
        ),
        closing(
            "sector-outside-scheme",
            vec![(scheme("sectors"), rule(json!(["public"])))],
            codes(&["public"]),
            codes(&["private"]),
            ("/workplaces/0/sector".into(), json!("public")),
        ),
        closing(
            "wage-outside-scheme",
            vec![(scheme("wage"), rule(json!({"kinds": ["tariff_share", "tariff"]})))],
            codes(&["tariff_share", "tariff"]),
            codes(&["bonus"]),
            (opening("wage"), json!({"kind": "tariff"})),
        ),
        closing(
            "wage-too-low",
            vec![
                (scheme("wage"), rule(json!({"kinds": ["bonus"], "ore_per_hour_above": 3000}))),
                (opening("wage"), json!({"kind": "bonus", "ore_per_hour": 3000})),
            ],
            Figure::OreAnHour(3000),
            Figure::OreAnHour(3000),
            (opening("wage"), json!({"kind": "bonus", "ore_per_hour": 3001})),
        ),
        closing(
            "work-not-independent",
            vec![
                (scheme("independent_work"), rule(true)),
                (opening("independence_asked"), json!(5)),
            ],
            Figure::Level(5),
            Figure::Level(4),
            (opening("independence_asked"), json!(4)),
        ),
        closing(
            "quota-full",
            vec![
                ("/schemes/1/quota".into(), rule(1)),
                ("/placements/0/scheme".into(), json!("tao")),
            ],
            Figure::People(2),
            Figure::People(1),
            (person("placement"), json!("P-01")),
        ),
        closing(
            "decision-missing",
            vec![
                (
                    scheme("decision"),
                    rule(json!({"by": "health_and_social_office", "before": "search"})),
                ),
                (person("decisions"), json!([{"by": "nav", "from": "2026-01-01"}])),
                (opening("activities"), json!(["jobbsmak"])),
            ],
            codes(&["health_and_social_office"]),
            Figure::Nothing,
            (
                person("decisions"),
                json!([{"by": "health_and_social_office", "from": "2027-01-04"}]),
            ),
        ),
        closing(
            "made-for-another",
            vec![
                ("/candidates/1".into(), another_candidate("K-02")),
                (opening("made_for"), json!({"candidate": "K-02", "until": "2027-01-04"})),
            ],
            day("2027-01-04"),
            day("2027-01-04"),
            (opening("made_for"), json!({"candidate": "K-02", "until": "2026-12-06"})),
        ),
        closing(
            "activity-not-offered",
            vec![
                (person("readiness"), json!("jobbsmak")),
                (opening("activities"), json!(["trial"])),
            ],
            codes(&["jobbsmak"]),
            codes(&["trial"]),
            (person("readiness"), json!("trial")),
        ),
        closing(
            "not-open-in-these-weeks",
            vec![(opening("open"), json!({"to": "2026-11-29"}))],
            period(Some("2026-11-30"), "2027-01-10"),
            period(None, "2026-11-29"),
            (opening("open"), json!({"from": "2026-11-30"})),
        ),
        closing(
            "horizon-too-short",
            vec![("/horizon_weeks".into(), json!(3)), (opening("activities"), json!(["trial"]))],
            Figure::Weeks(4),
            Figure::Weeks(3),
            ("/horizon_weeks".into(), json!(4)),
        ),
        closing(
            "not-ready-in-time",
            vec![
                (opening("activities"), json!(["trial"])),
                (person("preparations"), json!([{"kind": "travel_training", "weeks": 3}])),
            ],
            Figure::Week(3),
            Figure::Week(2),
            (person("preparations"), json!([{"kind": "travel_training", "weeks": 1}])),
        ),
        closing(
            "no-start-on-these-days",
            vec![
                (opening("no_starts"), always.clone()),
                (opening("activities"), json!(["jobbsmak"])),
            ],
            day("2027-01-04"),
            day("2027-03-01"),
            (opening("no_starts"), json!([{"from": "2026-11-01", "to": "2027-01-03"}])),
        ),
        closing(
            "scheme-not-open",
            vec![
                (opening("scheme"), json!("vta_o")),
                (person("schemes"), json!(["vta_o"])),
                (opening("activities"), json!(["jobbsmak"])),
            ],
            day("2026-11-30"),
            day("2026-08-31"),
            ("/schemes/0/open_for_starts".into(), rule(true)),
        ),
        closing(
            "decision-later",
            vec![
                (scheme("decision"), rule(json!({"by": "nav", "before": "search"}))),
                (person("decisions"), json!([{"by": "nav", "from": "2027-01-05"}])),
                (opening("activities"), json!(["jobbsmak"])),
            ],
            day("2027-01-04"),
            day("2027-01-05"),
            (person("decisions"), json!([{"by": "nav", "from": "2027-01-04"}])),
        ),
        closing(
            "follow-up-lacking",
            vec![
                // 6 hours of 37.5, less 1.5 every fourth week; unmapped lifting takes 6 hours.
                ("/rules/follow_up_share_of_post".into(), rule(0.16)),
                (opening("activities"), json!(["jobbsmak"])),
            ],
            Figure::MinutesAWeek(360),
            Figure::MinutesAWeek(337),
            ("/placements/0/follow_up".into(), json!(null)),
        ),
        closing(
            "too-few-working-days",
            vec![
                // Monday and Wednesday in common, 270 minutes each; closed on every Wednesday.
                (opening("hours"), morning(json!(["monday", "wednesday"]), "13:30")),
                (
                    opening("closed"),
                    json!(
                        [
                            "2026-12-02",
                            "2026-12-09",
                            "2026-12-16",
                            "2026-12-23",
                            "2026-12-30",
                            "2027-01-06"
                        ]
                        .map(|day| json!({"from": day, "to": day}))
                    ),
                ),
                (opening("activities"), json!(["jobbsmak"])),
            ],
            Figure::MinutesAWeek(432),
            Figure::MinutesAWeek(270),
            (opening("closed"), json!([{"from": "2026-12-02", "to": "2026-12-02"}])),
        ),
        closing(
            "no-common-week",
            vec![
                (person("preparations"), json!([{"kind": "aids", "weeks": 3}])),
                (opening("no_starts"), json!([{"from": "2026-12-21", "to": "2027-03-01"}])),
                (opening("activities"), json!(["jobbsmak"])),
            ],
            Figure::Week(3),
            Figure::Week(5),
            (person("preparations"), json!([{"kind": "aids", "weeks": 2}])),
        ),
    ]
}

#[test]
fn the_small_case_is_open_for_both() {
    let screened = screened(&[]);
    let activities: Vec<Activity> = screened.options.iter().map(|o| o.activity).collect();
    assert_eq!(activities, [Activity::Jobbsmak, Activity::Trial]);
    assert_eq!(reasons(&screened), []);
}

#[test]
fn each_rule_closes_by_its_two_figures_alone() {
    for Closing { rule, mut close, needed, found, reopen } in closings() {
        let closed = screened(&close);
        assert_eq!(closed.options, [], "{rule} closes");
        for reason in reasons(&closed) {
            assert_eq!((reason.rule, &reason.needed, &reason.found), (rule, &needed, &found));
        }
        close.push(reopen);
        let reopened = screened(&close);
        assert!(!reopened.options.is_empty(), "{rule} opens again: {:?}", reasons(&reopened));
    }
}

#[test]
fn every_rule_that_can_close_is_in_the_table() {
    let in_table: Vec<&str> = closings().iter().map(|closing| closing.rule).collect();
    let can_close: Vec<&str> = rule_codes().filter(|code| *code != "preparation").collect();
    assert_eq!(in_table, can_close);
}

#[test]
fn a_closed_pair_tells_every_reason() {
    let screened = screened(&[
        (person("wanted_position"), json!({"least": 60, "most": 80})),
        (person("avoid_families"), json!(["shop"])),
        (person("adaptations"), json!(["quiet"])),
        (person("releases"), json!([{"employer": "V-01", "answer": "refused"}])),
    ]);
    let rules: Vec<&str> = reasons(&screened).iter().map(|reason| reason.rule).collect();
    let expected = [
        "position-apart",
        "too-few-common-hours",
        "adaptation-missing",
        "avoided-family",
        "release-refused",
    ];
    assert_eq!(rules, expected);
}

#[test]
fn what_is_only_hard_closes_nothing() {
    #[rustfmt::skip]
    let cases: Vec<(&str, Vec<Edit>, NextStep)> = vec![
        ("nobody has been asked about the employer", vec![(person("releases"), json!([]))],
            NextStep::AskForRelease { employer: crate::domain::EmployerId::new("V-01").unwrap() }),
        ("a certificate that can be had", vec![(opening("certificates"), json!(["food_hygiene"]))],
            NextStep::GetCertificate { certificate: crate::domain::Certificate::FoodHygiene, weeks: 2 }),
        ("a certificate under way", vec![
            (opening("certificates"), json!(["forklift"])),
            (person("coming_certificates"), json!([{"certificate": "forklift", "weeks": 1}])),
        ], NextStep::GetCertificate { certificate: crate::domain::Certificate::Forklift, weeks: 1 }),
        ("safe transport is arranged", vec![(person("adaptations"), json!(["safe_transport"]))],
            NextStep::ArrangeForTheWay { adaptation: crate::domain::Adaptation::SafeTransport }),
        ("not ready yet", vec![(person("readiness"), json!("not_yet"))], NextStep::TalkAboutReadiness),
        ("ready for a jobbsmak", vec![(person("readiness"), json!("jobbsmak"))], NextStep::TalkAboutTrialAfterJobbsmak),
        ("no scheme settled", vec![(person("schemes"), json!([]))], NextStep::SettleScheme),
        ("no mentor named", vec![(opening("mentor"), json!({"named": false, "hours_week": 8}))], NextStep::NameMentor),
        ("no specialist yet", vec![(person("specialist"), json!(null))], NextStep::AssignSpecialist),
        ("nobody has mapped lifting", vec![], NextStep::MapTasks { kinds: vec![crate::domain::TaskKind::Lifting] }),
    ];
    for (why, edits, step) in cases {
        let screened = screened(&edits);
        let steps = screened.options.first().map(|option| &option.terms.next_steps);
        assert!(steps.is_some_and(|steps| steps.contains(&step)), "{why}: {steps:?}");
    }
}

#[test]
fn what_a_scheme_requires_of_the_person_is_asked_and_closes_nothing() {
    let conditions = rule(json!(["disability_benefit", "below_67_at_end"]));
    let screened = screened(&[(scheme("conditions"), conditions)]);
    let step = NextStep::CheckConditions {
        scheme: SchemeCode::new("tao").unwrap(),
        conditions: vec![Condition::DisabilityBenefit, Condition::Below67AtEnd],
    };
    assert!(screened.options[0].terms.next_steps.contains(&step));
}

#[test]
fn a_decision_moves_the_start_and_one_before_the_agreement_does_not() {
    #[rustfmt::skip]
    let cases = [
        // what waits   decided from   windows
        ("search",      "2026-12-01",  vec![(1, 1), (5, 5)]),
        ("search",      "2026-11-30",  vec![(0, 1), (5, 5)]),
        ("agreement",   "2027-06-01",  vec![(0, 1), (5, 5)]),
    ];
    for (before, from, expected) in cases {
        let screened = screened(&[
            (scheme("decision"), rule(json!({"by": "nav", "before": before}))),
            (person("decisions"), json!([{"by": "nav", "from": from}])),
        ]);
        let windows = &screened.options[0].terms.starts;
        let windows: Vec<_> = windows.iter().map(|w| (w.earliest, w.latest)).collect();
        assert_eq!(windows, expected, "{before} {from}");
    }
}

#[test]
fn where_the_services_own_staff_follow_up_the_specialist_is_free() {
    let share = ("/rules/specialist_share_in_own_arena".to_owned(), rule(0.25));
    let hours = |arena: &str| {
        let arena = ("/workplaces/0/arena".to_owned(), json!(arena));
        let screened = screened(&[share.clone(), arena]);
        let hours = &screened.options[1].terms.hours.specialist;
        hours.iter().map(|week| week.hours()).collect::<Vec<f64>>()
    };
    assert_eq!(hours("ordinary"), [3.0, 2.0, 2.0, 2.0]);
    assert_eq!(hours("own"), [0.75, 0.5, 0.5, 0.5]);
}

#[test]
fn the_greatest_need_becomes_hours_and_stays_open() {
    let needs = json!([
        {"kind": "routine", "independence": 1, "support_need": 5},
        {"kind": "lifting", "independence": 2, "support_need": 4},
    ]);
    let screened = screened(&[(person("tasks"), needs)]);
    let terms = &screened.options[1].terms;
    let mentor: Vec<f64> = terms.hours.mentor.iter().map(|week| week.hours()).collect();
    // 16 hours and two more for the missing independence, but nobody is at work for more than 7.5.
    assert_eq!((terms.support_need.get(), terms.missing_independence), (5, 2));
    assert_eq!(mentor, [7.5, 7.5, 7.5, 7.5]);
}

#[test]
fn a_wish_below_the_minimum_is_a_route() {
    let screened = screened(&[(person("wanted_position"), json!({"least": 10, "most": 15}))]);
    let route = screened.route.unwrap();
    assert_eq!((route.wanted_most.get(), route.position_least.get()), (15, 20));
    assert!(route.routes.len() >= 3, "{route:?}");
}

#[test]
fn a_start_waits_for_what_must_be_in_place_and_for_the_calendar() {
    #[rustfmt::skip]
    let cases: Vec<(&str, Vec<Edit>, Windows)> = vec![
        // Monday and Wednesday in common: a free day less is half a week.
        ("no starts from 14 to 31 December", vec![], vec![(0, 1), (5, 5)]),
        ("any day", vec![(opening("no_starts"), json!([]))], vec![(0, 5)]),
        ("kept for another until Sunday 6 December", vec![(opening("no_starts"), json!([])),
            (opening("made_for"), json!({"candidate": "K-02", "until": "2026-12-06"})),
            ("/candidates/1".into(), another_candidate("K-02")),
        ], vec![(1, 5)]),
        ("away on a Monday", vec![(opening("no_starts"), json!([])),
            (person("away"), json!([{"from": "2026-12-07", "to": "2026-12-07"}]))], vec![(0, 0), (2, 5)]),
        ("Monday to Friday, and Christmas Eve and New Year's Eve are quiet", vec![(opening("no_starts"), json!([])),
            (opening("hours"), json!([{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "from": "09:00", "to": "13:30"}])),
            (person("available"), json!([{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "from": "09:00", "to": "15:00"}]))],
            vec![(0, 2), (5, 5)]),
        ("closes for good on 9 December", vec![(opening("open"), json!({"to": "2026-12-09"}))], vec![(0, 1)]),
        ("Thursday and Friday, two Fridays off", vec![(opening("no_starts"), json!([])),
            (opening("hours"), json!([{"days": ["thursday", "friday"], "from": "09:00", "to": "13:30"}])),
            (person("available"), json!([{"days": ["thursday", "friday"], "from": "09:00", "to": "15:00"}]))],
            vec![(0, 2), (5, 5)]),
    ];
    for (why, edits, expected) in cases {
        let screened = screened(&edits);
        let windows = &screened.options[0].terms.starts;
        let windows: Vec<_> = windows.iter().map(|w| (w.earliest, w.latest)).collect();
        assert_eq!(windows, expected, "{why}");
    }
}

#[test]
fn the_agreed_position_is_the_largest_that_both_and_their_hours_hold() {
    #[rustfmt::skip]
    let cases = [
        // wanted         offered        minutes on Monday and Wednesday   agreed  why
        ((20, 40), (20, 50), "13:30", 20, "540 minutes are 24 per cent, in whole fives 20"),
        ((20, 40), (20, 50), "15:00", 30, "720 minutes are 32 per cent"),
        ((20, 25), (20, 50), "15:00", 25, "no more than is wanted"),
        ((20, 40), (20, 23), "15:00", 20, "in whole fives"),
        ((22, 40), (20, 50), "13:30", 22, "but never below the least"),
    ];
    for (wanted, offered, to, agreed, why) in cases {
        let range = |(least, most): (i32, i32)| json!({"least": least, "most": most});
        let hours = json!([{"days": ["monday", "wednesday"], "from": "09:00", "to": to}]);
        let screened = screened(&[
            (person("wanted_position"), range(wanted)),
            (opening("position"), range(offered)),
            (opening("hours"), hours),
        ]);
        assert_eq!(screened.options[0].terms.position.get(), agreed, "{why}");
    }
}

#[test]
fn far_away_is_counted_and_the_nearest_told() {
    // Without the override: 17 kilometres as the crow flies, and only on foot.
    let screened = screened(&[
        ("/travel_overrides".into(), json!([])),
        ("/postal_codes/1/longitude".into(), json!(11.35)),
        (person("travel"), json!({"modes": ["walk"], "minutes_most": 30})),
    ]);
    assert_eq!((screened.options.len(), screened.refused.len(), screened.out_of_reach), (0, 0, 1));
    let (nearest, reason) = screened.nearest_out_of_reach.unwrap();
    assert_eq!((nearest.as_str(), reason.rule), ("O-01", "out-of-reach"));
    assert_eq!(reason.found, Figure::TravelMinutes(30));
}

#[test]
fn an_opening_made_for_a_person_is_looked_at_however_far_it_is() {
    let screened = screened(&[
        ("/travel_overrides".into(), json!([])),
        ("/postal_codes/1/longitude".into(), json!(11.35)),
        (opening("made_for"), json!({"candidate": "K-01", "until": "2027-01-31"})),
    ]);
    assert_eq!(screened.out_of_reach, 0);
    assert_eq!(reasons(&screened)[0].rule, "out-of-reach");
}

/// Where an opening's scheme is not settled, what every scheme demands that the person can be under is demanded.
#[test]
fn an_opening_without_a_scheme_does_not_escape_what_every_scheme_demands() {
    let decision = || rule(json!({"by": "nav", "before": "search"}));
    let all = |field: &str, value: Value| -> Vec<Edit> {
        (0..4).map(|at| (format!("/schemes/{at}/{field}"), value.clone())).collect()
    };
    let one = |field: &str, value: Value| vec![(scheme(field), value)];
    let can_be = |schemes: Value| (person("schemes"), schemes);
    let closed = rule(false);
    #[rustfmt::skip]
    let cases = [
        // schemes of the person     of the model                 what closes               why
        (json!(["tao"]),             one("decision", decision()), Some("decision-missing"), "the only one demands it"),
        (json!([]),                  all("decision", decision()), Some("decision-missing"), "each of all demands it"),
        (json!([]),                  one("decision", decision()), None,                     "another does not"),
        (json!(["municipal"]),       one("decision", decision()), None,                     "that is another's"),
        (json!(["tao", "municipal"]), one("decision", decision()), None,                    "one of the two does not"),
        (json!(["tao"]),             one("quota", rule(0)),       Some("quota-full"),       "there are no places"),
        (json!(["tao"]),             one("open_for_starts", closed.clone()), Some("scheme-not-open"), "it is closed"),
        (json!(["municipal"]),       one("open_for_starts", closed), None,                  "that is another's"),
    ];
    for (schemes, mut edits, closes, why) in cases {
        edits.extend([can_be(schemes), (opening("scheme"), Value::Null)]);
        let found = screened(&edits);
        let rules: BTreeSet<&str> = reasons(&found).iter().map(|reason| reason.rule).collect();
        assert_eq!(rules, closes.into_iter().collect(), "{why}");
        assert_eq!(found.options.is_empty(), closes.is_some(), "{why}");
        let steps = found.options.iter().flat_map(|option| &option.terms.next_steps);
        let unsettled = steps.filter(|step| **step == NextStep::SettleScheme).count();
        assert_eq!(unsettled, found.options.len(), "{why}: what is not settled is said");
    }
}
