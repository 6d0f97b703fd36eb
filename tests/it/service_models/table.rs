//! A pair who fit each other, changed to hit one rule, under each system and on days before and after each change.

use engine::domain::case;
use engine::eligibility::{Figure, Screened, screen};
use serde_json::{Value, json};

use super::day;

const ONE_PAIR: &str = include_str!("../../../fixtures/cases/one-pair/case.json");

/// A change to the pair that the table is about: a place in the case, and what stands there.
type Change = (&'static str, Value);

/// What the pair is, where it differs from two who fit each other.
#[derive(Clone, Copy)]
pub(super) enum Pair {
    Fits,
    WishOf15,
    NoMentor,
    Public,
    PublicNoMentor,
    OwnArena,
    LessIndependent,
    Paid(&'static str),
    PaidShare(u32),
    Decided(&'static str),
    DecidedAndPaid(&'static str),
    District(&'static str),
    /// So many jobs under the scheme already.
    Jobs(usize),
    /// So many hours of follow-up promised each week.
    Promised(f64),
    PromisedOwnArena(f64),
}

impl Pair {
    fn changes(self, scheme: &str) -> Vec<Change> {
        let placement = |id: usize, hours: f64| {
            json!({
                "id": format!("P-{id}"), "workplace": "A-01", "family": "shop", "position": 40,
                "scheme": scheme, "started": "2018-01-01", "specialist": "S-1",
                "follow_up": {"every_weeks": 1, "hours": hours, "next": "2018-01-08"},
            })
        };
        let wage = |kind: &str, ore: Option<u32>| json!({"kind": kind, "ore_per_hour": ore});
        let decided = |from: &str| json!([{"by": "health_and_social_office", "from": from}]);
        match self {
            Self::Fits => vec![],
            Self::WishOf15 => vec![
                ("/candidates/0/wanted_position", json!({"least": 10, "most": 15})),
                ("/openings/0/position", json!({"least": 10, "most": 50})),
            ],
            Self::NoMentor => {
                vec![("/openings/0/mentor", json!({"named": false, "hours_week": 8}))]
            }
            Self::Public => vec![("/workplaces/0/sector", json!("public"))],
            Self::PublicNoMentor => {
                let mut changes = Self::Public.changes(scheme);
                changes.extend(Self::NoMentor.changes(scheme));
                changes
            }
            Self::OwnArena => vec![("/workplaces/0/arena", json!("own"))],
            Self::LessIndependent => vec![("/candidates/0/tasks/0/independence", json!(2))],
            Self::Paid(kind) => vec![("/openings/0/wage", wage(kind, None))],
            Self::PaidShare(ore) => vec![("/openings/0/wage", wage("tariff_share", Some(ore)))],
            Self::Decided(from) => vec![("/candidates/0/decisions", decided(from))],
            Self::DecidedAndPaid(kind) => vec![
                ("/candidates/0/decisions", decided("2018-01-01")),
                ("/openings/0/wage", wage(kind, None)),
            ],
            Self::District(name) => vec![("/candidates/0/district", json!(name))],
            Self::Jobs(jobs) => {
                let placements = (0..jobs).map(|id| placement(id, 0.0)).collect();
                vec![
                    ("/placements", Value::Array(placements)),
                    ("/specialists/0/present_caseload", json!(jobs)),
                ]
            }
            Self::Promised(hours) => vec![("/placements", json!([placement(0, hours)]))],
            Self::PromisedOwnArena(hours) => {
                let mut changes = Self::Promised(hours).changes(scheme);
                changes.extend(Self::OwnArena.changes(scheme));
                changes
            }
        }
    }
}

/// Screens the pair under a scheme of a model, in the six weeks from a Monday.
pub(super) fn screened(system: &str, scheme: &str, monday: &str, pair: Pair) -> Screened {
    let model = super::model(system);
    let mut document: Value = serde_json::from_str(ONE_PAIR).unwrap();
    let ground: Vec<Change> = vec![
        ("/service_model", json!(model.code.as_str())),
        ("/first_monday", json!(monday)),
        ("/placements", json!([])),
        ("/specialists/0/leave", json!([])),
        ("/candidates/0/waiting_since", json!("2018-01-01")),
        ("/candidates/0/earlier", json!([])),
        ("/candidates/0/schemes", json!([scheme])),
        ("/openings/0/scheme", json!(scheme)),
        ("/openings/0/open", json!({})),
        ("/openings/0/no_starts", json!([])),
        ("/openings/0/activities", json!(["trial"])),
        ("/openings/0/wage", Value::Null),
    ];
    for (place, value) in ground.into_iter().chain(pair.changes(scheme)) {
        let (parent, field) = place.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[field] = value;
    }
    let case = case::read(&document.to_string(), std::slice::from_ref(&model))
        .unwrap_or_else(|faults| panic!("{system}: {faults:#?}"));
    let planning = model.planning_on(case.first_monday).unwrap();
    screen(&case, &model, planning).candidates.remove(&case.candidates[0].id).unwrap()
}

/// What closes the pair: each rule's code, what is needed, what there is. Nothing: it is open.
pub(super) type Closed = Vec<(&'static str, Figure, Figure)>;

fn codes(codes: &[&'static str]) -> Figure {
    Figure::Codes(codes.to_vec())
}

const OPEN: Closed = Vec::new();

fn not_open(monday: &str, last: &str) -> Closed {
    vec![("scheme-not-open", Figure::Day(day(monday)), Figure::Day(day(last)))]
}

fn wage(scheme: &[&'static str], offered: &'static str) -> Closed {
    vec![("wage-outside-scheme", codes(scheme), codes(&[offered]))]
}

fn private() -> Closed {
    vec![("sector-outside-scheme", codes(&["public"]), codes(&["private"]))]
}

fn ordinary() -> Closed {
    vec![("arena-outside-scheme", codes(&["own"]), codes(&["ordinary"]))]
}

/// Not open yet, and no day on which it closed.
fn not_yet(monday: &str) -> Closed {
    vec![("scheme-not-open", Figure::Day(day(monday)), Figure::Nothing)]
}

fn no_mentor() -> Closed {
    vec![("mentor-missing", Figure::People(1), Figure::People(0))]
}

fn quota(needed: u32, most: u32) -> Closed {
    vec![("quota-full", Figure::People(needed), Figure::People(most))]
}

#[rustfmt::skip]
pub(super) fn rows() -> Vec<(&'static str, &'static str, &'static str, Pair, Closed)> {
    let position = vec![("below-minimum-position", Figure::PositionPct(20), Figure::PositionPct(15))];
    let undecided = vec![("decision-missing", codes(&["health_and_social_office"]), Figure::Nothing)];
    let decided_late = vec![("decision-later", Figure::Day(day("2026-12-07")), Figure::Day(day("2026-12-15")))];
    let not_independent = vec![("work-not-independent", Figure::Level(3), Figure::Level(2))];
    let too_low = vec![("wage-too-low", Figure::OreAnHour(3000), Figure::OreAnHour(3000))];
    let alna = vec![("district-outside-scheme", Figure::Nothing, Figure::Id("Alna".into()))];
    // 20 per cent of 37.5 hours are 7.5, and 6 of them are promised; a trial takes 3.
    let no_time = vec![("follow-up-lacking", Figure::MinutesAWeek(180), Figure::MinutesAWeek(90))];
    vec![
        // system              scheme           Monday        pair                         closed by
        ("lillestrom",         "municipal",     "2026-11-30", Pair::WishOf15,              position),
        ("oslo-alna",          "district",      "2026-11-30", Pair::WishOf15,              OPEN),
        ("lillestrom",         "vta_trial",     "2020-06-01", Pair::Fits,                  ordinary()),
        ("lillestrom",         "vta_trial",     "2020-06-01", Pair::OwnArena,              OPEN),
        ("lillestrom",         "vta_trial",     "2021-06-07", Pair::Fits,                  OPEN),
        ("lillestrom",         "vta_trial",     "2022-01-03", Pair::Fits,                  not_open("2022-01-03", "2021-12-31")),
        ("lillestrom",         "vta_o",         "2026-08-31", Pair::Fits,                  OPEN),
        ("lillestrom",         "vta_o",         "2026-09-07", Pair::Fits,                  not_open("2026-09-07", "2026-08-31")),
        ("lillestrom",         "tao",           "2026-07-06", Pair::Fits,                  not_yet("2026-07-06")),
        ("lillestrom",         "tao",           "2026-09-07", Pair::Fits,                  OPEN),
        ("lillestrom",         "vta_o",         "2026-06-01", Pair::Jobs(39),              OPEN),
        ("lillestrom",         "vta_o",         "2026-06-01", Pair::Jobs(40),              quota(41, 40)),
        ("lillestrom",         "municipal",     "2026-11-30", Pair::NoMentor,              OPEN),
        ("lillestrom",         "municipal",     "2026-11-30", Pair::LessIndependent,       OPEN),
        ("lillestrom",         "municipal",     "2026-11-30", Pair::Promised(6.0),         OPEN),
        ("lillestrom",         "tao",           "2026-11-30", Pair::Paid("unpaid"),        OPEN),

        ("oslo-alna",          "vta_trial",     "2018-06-04", Pair::Fits,                  not_open("2018-06-04", "2021-12-31")),
        ("oslo-alna",          "vta_trial",     "2019-01-07", Pair::Fits,                  OPEN),
        ("oslo-alna",          "vta_trial",     "2022-01-03", Pair::Fits,                  not_open("2022-01-03", "2021-12-31")),
        ("oslo-alna",          "district",      "2022-01-03", Pair::Fits,                  OPEN),
        ("oslo-alna",          "district",      "2026-11-30", Pair::Paid("bonus"),         OPEN),
        ("oslo-alna",          "district",      "2026-11-30", Pair::Paid("tariff"),        wage(&["bonus"], "tariff")),
        ("oslo-frogner",       "vta_trial",     "2021-06-07", Pair::Paid("tariff"),        OPEN),
        ("oslo-frogner",       "district",      "2022-06-06", Pair::Paid("tariff"),        wage(&["bonus"], "tariff")),
        ("oslo-nordre-aker",   "vta_trial",     "2021-06-07", Pair::Fits,                  ordinary()),
        ("oslo-nordre-aker",   "vta_trial",     "2021-06-07", Pair::OwnArena,              OPEN),
        ("oslo-nordre-aker",   "district",      "2022-06-06", Pair::Fits,                  OPEN),
        ("oslo-nordre-aker",   "district",      "2022-06-06", Pair::Promised(6.0),         no_time),
        ("oslo-nordre-aker",   "district",      "2022-06-06", Pair::PromisedOwnArena(6.0), OPEN),
        ("oslo-frogner",       "district",      "2022-06-06", Pair::Promised(6.0),         OPEN),

        ("stavanger",          "pff",           "2026-11-09", Pair::Fits,                  undecided.clone()),
        ("stavanger",          "pff",           "2026-11-09", Pair::Decided("2026-11-13"), OPEN),
        ("stavanger",          "pff",           "2026-11-23", Pair::Decided("2026-12-15"), decided_late),
        ("stavanger",          "vta_o",         "2026-06-01", Pair::Fits,                  undecided),
        ("stavanger",          "vta_o",         "2026-06-01", Pair::DecidedAndPaid("tariff"), wage(&["bonus"], "tariff")),
        ("stavanger",          "pff",           "2026-06-01", Pair::DecidedAndPaid("tariff"), OPEN),
        ("stavanger",          "vta_trial",     "2021-06-07", Pair::Fits,                  OPEN),
        ("stavanger",          "vta_trial",     "2022-01-03", Pair::Fits,                  not_open("2022-01-03", "2021-12-31")),

        ("oygarden",           "vta_trial",     "2021-06-07", Pair::Public,                OPEN),
        ("oygarden",           "vta_trial",     "2021-06-07", Pair::Fits,                  private()),
        ("oygarden",           "vta_trial",     "2021-06-07", Pair::PublicNoMentor,        no_mentor()),
        ("oygarden",           "municipal",     "2023-06-05", Pair::Fits,                  not_yet("2023-06-05")),
        ("oygarden",           "municipal",     "2024-01-08", Pair::Fits,                  OPEN),
        ("oygarden",           "municipal",     "2024-01-08", Pair::NoMentor,              OPEN),

        ("ullensaker",         "vta_trial",     "2020-06-01", Pair::Public,                OPEN),
        ("ullensaker",         "vta_trial",     "2020-06-01", Pair::Fits,                  private()),
        ("ullensaker",         "vta_trial",     "2020-06-01", Pair::PublicNoMentor,        no_mentor()),
        ("ullensaker",         "vta_trial",     "2021-01-04", Pair::Public,                not_open("2021-01-04", "2020-12-31")),
        ("oygarden",           "vta_trial",     "2021-01-04", Pair::Public,                OPEN),
        ("ullensaker",         "vta_o",         "2021-06-07", Pair::Jobs(8),               OPEN),
        ("ullensaker",         "vta_o",         "2022-06-06", Pair::Jobs(7),               OPEN),
        ("ullensaker",         "vta_o",         "2022-06-06", Pair::Jobs(8),               quota(9, 8)),

        ("indre-fosen",        "vta_trial",     "2021-06-07", Pair::Fits,                  OPEN),
        ("indre-fosen",        "vta_trial",     "2021-06-07", Pair::NoMentor,              OPEN),
        ("indre-fosen",        "vta_trial",     "2021-06-07", Pair::LessIndependent,       not_independent),
        ("indre-fosen",        "vta_o",         "2022-06-06", Pair::LessIndependent,       OPEN),
        ("indre-fosen",        "vta_trial",     "2022-01-03", Pair::Fits,                  not_open("2022-01-03", "2021-12-31")),

        ("tiltaksbedrift",     "vta_s",         "2026-06-01", Pair::Paid("unpaid"),        OPEN),
        ("tiltaksbedrift",     "vta_s",         "2026-06-01", Pair::Paid("tariff"),        OPEN),
        ("tiltaksbedrift",     "vta_s",         "2026-11-30", Pair::NoMentor,              OPEN),
        ("tiltaksbedrift",     "vta_s",         "2026-11-30", Pair::OwnArena,              OPEN),

        ("helt-med",           "helt_med",      "2026-11-30", Pair::Fits,                  OPEN),
        ("helt-med",           "helt_med",      "2026-11-30", Pair::NoMentor,              no_mentor()),
        ("helt-med",           "helt_med",      "2026-11-30", Pair::Paid("bonus"),         wage(&["tariff_share"], "bonus")),
        ("helt-med",           "helt_med",      "2026-11-30", Pair::PaidShare(3000),       too_low),
        ("helt-med",           "helt_med",      "2026-11-30", Pair::PaidShare(3100),       OPEN),
        ("helt-med",           "helt_med",      "2026-11-30", Pair::Jobs(41),              OPEN),

        ("nav-vta-o-pilot",    "vta_o",         "2024-06-03", Pair::Fits,                  OPEN),
        ("nav-vta-o-pilot",    "vta_o_pilot",   "2024-06-03", Pair::Fits,                  not_open("2024-06-03", "2026-08-31")),
        ("nav-vta-o-pilot",    "vta_o_pilot",   "2024-09-02", Pair::Fits,                  OPEN),
        ("nav-vta-o-pilot",    "vta_o",         "2026-09-07", Pair::Fits,                  not_open("2026-09-07", "2026-08-31")),
        ("nav-vta-o-pilot",    "tao",           "2026-09-07", Pair::Fits,                  OPEN),

        ("asvl",               "vta_o",         "2026-08-31", Pair::Fits,                  OPEN),
        ("asvl",               "vta_o",         "2026-09-07", Pair::Fits,                  not_open("2026-09-07", "2026-08-31")),
        ("asvl",               "tao",           "2026-09-07", Pair::Paid("unpaid"),        OPEN),

        ("ks",                 "tao",           "2026-07-06", Pair::Fits,                  not_yet("2026-07-06")),
        ("ks",                 "tao",           "2026-09-07", Pair::Paid("bonus"),         OPEN),
        ("ks",                 "tao",           "2026-09-07", Pair::Paid("unpaid"),        wage(&["bonus", "tariff_share", "tariff"], "unpaid")),

        ("flere-i-tilrettelagt-arbeid", "earmarked", "2022-06-06", Pair::District("Alna"),   alna),
        ("flere-i-tilrettelagt-arbeid", "earmarked", "2022-06-06", Pair::District("Sagene"), OPEN),
        ("flere-i-tilrettelagt-arbeid", "earmarked", "2018-06-04", Pair::District("Sagene"), not_open("2018-06-04", "2022-12-31")),
        ("flere-i-tilrettelagt-arbeid", "earmarked", "2023-01-02", Pair::District("Sagene"), not_open("2023-01-02", "2022-12-31")),
    ]
}
