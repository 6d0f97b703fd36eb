//! Follow-up as a whole: who is visited when, what is known of a job, what warns, which places are used.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;
use serde_json::Value;

use super::fill::{Fill, Frame, Held, Post, by_month, fill_rates};
use super::*;
use crate::domain::{
    CandidateId, EmployerId, JobSpecialist, Level, OpeningId, Period, PlacementId, PositionPct,
    SaidBy, ServiceModel, SpecialistId, WeekCount, WeeklyMinutes, service_model,
};
use crate::journey::{ExitReason, Sequence};

/// A Wednesday.
const TODAY: Date = date(2027, 2, 3);

fn model() -> ServiceModel {
    service_model::read(include_str!("../../../fixtures/service-models/lillestrom.json")).unwrap()
}

fn hours(hours: f64) -> WeeklyMinutes {
    WeeklyMinutes::from_hours(hours).unwrap()
}

fn specialist(support_hours: f64, leave: &[(Date, Date)]) -> JobSpecialist {
    let period = |(from, to): &(Date, Date)| Period::new(Some(*from), Some(*to)).unwrap();
    JobSpecialist {
        id: SpecialistId::new("S-1").unwrap(),
        position: PositionPct::new(100).unwrap(),
        present_caseload: 0,
        caseload_most: None,
        support_hours_week: hours(support_hours),
        leave: leave.iter().map(period).collect(),
    }
}

fn job(id: &str, started: Date, last_visit: Option<Date>) -> Followed {
    Followed {
        visited: Visited::Job(PlacementId::new(id).unwrap()),
        specialist: SpecialistId::new("S-1"),
        started: Some(started),
        lost_on: None,
        until: None,
        last_visit,
        agreed: None,
        hours: hours(2.0),
        concerns: Vec::new(),
    }
}

fn planned_on(today: Date, specialist: &JobSpecialist, followed: &[Followed]) -> VisitPlan {
    plan_visits(&Visiting {
        model: &model(),
        today,
        weeks: 8,
        specialists: std::slice::from_ref(specialist),
        promised: &BTreeMap::new(),
        followed,
    })
}

fn planned(specialist: &JobSpecialist, followed: &[Followed]) -> VisitPlan {
    planned_on(TODAY, specialist, followed)
}

fn id(visited: &Visited) -> &str {
    match visited {
        Visited::Job(id) => id.as_str(),
        Visited::Activity(id, _) | Visited::Person(id) => id.as_str(),
    }
}

fn told(plan: &VisitPlan) -> Vec<(&str, Occasion, Date)> {
    plan.visits.iter().map(|it| (id(&it.visited), it.occasion, it.on)).collect()
}

#[test]
fn what_is_wrong_comes_first_then_what_is_overdue_then_what_comes() {
    let settled = date(2026, 1, 5);
    let mut wrong = job("P-3", settled, Some(TODAY - 1.day()));
    wrong.concerns.push(Concern { raised_on: TODAY, by: SaidBy::Employer });
    let overdue = job("P-2", settled, Some(TODAY - 9.weeks()));
    let in_time = job("P-1", settled, Some(TODAY - 5.weeks()));
    let plan = planned(&specialist(20.0, &[]), &[in_time, overdue, wrong]);
    let first = &told(&plan)[..3];
    assert_eq!(
        first,
        [
            ("P-3", Occasion::Concern, TODAY),
            ("P-2", Occasion::Rhythm, TODAY),
            ("P-1", Occasion::Rhythm, date(2027, 2, 10)),
        ]
    );
    // Six weeks after a visit nine weeks ago: three weeks overdue, and seen to be.
    assert_eq!(plan.visits[1].overdue_days, 21);
    assert_eq!((plan.visits[0].overdue_days, plan.visits[2].overdue_days), (0, 0));
}

/// A trial of three weeks that begins on a day.
fn trial(started: Date, last_visit: Option<Date>, agreed: Option<Date>) -> Followed {
    Followed {
        visited: Visited::Activity(CandidateId::new("K-1").unwrap(), Sequence(9)),
        until: Some(started + 18.days()),
        agreed,
        ..job("P-0", started, last_visit)
    }
}

#[test]
fn a_trial_is_visited_around_its_start_and_by_its_rhythm_until_it_ends() {
    let (monday, next) = (date(2027, 2, 1), date(2027, 2, 8));
    let day = |number| date(2027, 2, number);
    #[rustfmt::skip]
    let cases = [
        // started  last visit      agreed          visits                                                                    why
        (next,      None,           None,           vec![(Occasion::BeforeStart, day(5)), (Occasion::AfterStart, day(8)), (Occasion::Rhythm, day(25))], "the week before, three days after, every second week"),
        (monday,    Some(day(2)),   Some(day(2)),   vec![(Occasion::Rhythm, day(16))],                                        "what was held is not asked for again"),
        (monday,    Some(day(1)),   Some(day(2)),   vec![(Occasion::Agreed, day(3)), (Occasion::Rhythm, day(17))],            "it was to be yesterday"),
        (date(2027, 1, 11), Some(date(2027, 1, 12)), Some(day(5)), vec![(Occasion::Agreed, day(5))],                          "no rhythm after the last day"),
    ];
    for (started, last_visit, agreed, expected, why) in cases {
        let plan = planned(&specialist(20.0, &[]), &[trial(started, last_visit, agreed)]);
        let visits: Vec<_> = plan.visits.iter().map(|it| (it.occasion, it.on)).collect();
        assert_eq!(visits, expected, "{why}");
    }
    let agreed = Followed {
        visited: Visited::Person(CandidateId::new("K-1").unwrap()),
        started: None,
        ..trial(monday, None, Some(day(2)))
    };
    let plan = planned(&specialist(20.0, &[]), &[agreed]);
    assert_eq!(told(&plan), [("K-1", Occasion::Agreed, TODAY)], "nothing else is asked for");
    assert_eq!(plan.visits[0].overdue_days, 1);
}

#[test]
fn a_concern_is_answered_the_same_working_day_whatever_hours_are_left() {
    let concern = |raised_on: Date, leave: &[(Date, Date)], today: Date| {
        let mut wrong = job("P-1", date(2026, 1, 5), Some(raised_on - 1.week()));
        wrong.concerns.push(Concern { raised_on, by: SaidBy::Candidate });
        let plan = planned_on(today, &specialist(0.0, leave), &[wrong]);
        let visit = plan.visits[0].clone();
        assert_eq!((visit.occasion, visit.beyond_hours), (Occasion::Concern, true));
        (visit.on, visit.overdue_days, visit.needs_colleague)
    };
    let (saturday, monday) = (date(2027, 2, 6), date(2027, 2, 8));
    #[rustfmt::skip]
    let cases = [
        // raised on            leave                 today               on                  overdue  colleague  why
        (TODAY,                 vec![],               TODAY,              TODAY,              0,       false,     "the same day"),
        (saturday,              vec![],               saturday,           monday,             0,       false,     "nobody works on a Saturday"),
        (date(2027, 3, 25),     vec![],               date(2027, 3, 25),  date(2027, 3, 30),  0,       false,     "Easter"),
        (TODAY,                 vec![(TODAY, TODAY)], TODAY,              TODAY,              0,       true,      "the specialist is away, and somebody goes"),
        (TODAY - 2.days(),      vec![],               TODAY,              TODAY,              2,       false,     "nobody has answered for two days"),
    ];
    for (raised_on, leave, today, on, overdue, colleague, why) in cases {
        assert_eq!(concern(raised_on, &leave, today), (on, overdue, colleague), "{why}");
    }
}

#[test]
fn a_start_and_a_loss_are_met_in_days() {
    let starts = date(2027, 2, 15);
    let plan = planned(&specialist(20.0, &[]), &[job("P-1", starts, None)]);
    let first = &told(&plan)[..2];
    // The last working day before it, and the first after.
    assert_eq!(
        first,
        [("P-1", Occasion::BeforeStart, date(2027, 2, 12)), ("P-1", Occasion::AfterStart, starts)]
    );
    let seen_before = job("P-1", starts, Some(date(2027, 2, 9)));
    assert_eq!(
        planned(&specialist(20.0, &[]), &[seen_before]).visits[0].occasion,
        Occasion::AfterStart
    );

    let mut lost = job("P-1", date(2026, 1, 5), Some(TODAY - 1.week()));
    lost.lost_on = Some(TODAY - 1.day());
    let plan = planned(&specialist(20.0, &[]), &[lost.clone()]);
    // One visit, and none after it: the job is gone.
    assert_eq!(told(&plan), [("P-1", Occasion::AfterLoss, TODAY)]);
    lost.last_visit = Some(TODAY);
    assert_eq!(planned(&specialist(20.0, &[]), &[lost]), VisitPlan::default());
}

#[test]
fn visits_are_denser_while_a_job_is_new() {
    let model = model();
    let started = date(2027, 1, 4);
    let every =
        |months: i32| weeks_between(&model, started, started + months.months()).map(WeekCount::get);
    assert_eq!([0, 1, 2, 8, 9, 24].map(every), [2, 2, 4, 4, 6, 6].map(Some));
    let silent = include_str!("../../../fixtures/service-models/ks.json");
    let silent = service_model::read(silent).unwrap();
    assert_eq!(
        weeks_between(&silent, started, started),
        None,
        "nobody has a rhythm made up for them"
    );
}

#[test]
fn who_has_nobody_or_no_room_is_told_and_not_left_out() {
    let overdue = |id| job(id, date(2026, 1, 5), Some(TODAY - 9.weeks()));
    let alone = Followed { specialist: None, ..overdue("P-1") };
    let plan = planned(&specialist(0.0, &[]), &[alone, overdue("P-2")]);
    let why: Vec<_> = plan.unplanned.iter().map(|it| (id(&it.visited), it.why)).collect();
    assert_eq!(why, [("P-1", WhyUnplanned::NoSpecialist), ("P-2", WhyUnplanned::NoHours)]);
    assert_eq!(plan.unplanned[1].overdue_days, 21);
}

#[test]
fn what_is_agreed_stands_on_its_day() {
    let mut agreed = job("P-1", date(2026, 1, 5), Some(TODAY - 2.weeks()));
    agreed.agreed = Some(date(2027, 2, 18));
    let plan = planned(&specialist(0.0, &[]), &[agreed.clone()]);
    assert_eq!(told(&plan), [("P-1", Occasion::Agreed, date(2027, 2, 18))]);
    assert!(plan.visits[0].beyond_hours);
    // Missed, and seen: made up for on the first day with room.
    agreed.agreed = Some(TODAY - 2.days());
    let plan = planned(&specialist(20.0, &[]), &[agreed]);
    assert_eq!((plan.visits[0].on, plan.visits[0].overdue_days), (TODAY, 2));
}

#[test]
fn milestones_tell_what_is_known() {
    use Standing::{Ahead, Left, LeftOnward, Reached, Unknown};
    let started = date(2027, 1, 4);
    let job = |ended, confirmed_on| Job { started, ended, confirmed_on };
    let standings = |job: Job, today| milestones(&job, today).map(|it| it.standing);
    let later = date(2027, 8, 2);
    #[rustfmt::skip]
    let cases = [
        (job(None, None),                                            date(2027, 1, 10), [Ahead, Ahead, Ahead, Ahead, Ahead, Ahead], "new"),
        (job(None, Some(date(2027, 4, 4))),                          later, [Reached, Reached, Unknown, Ahead, Ahead, Ahead], "nobody has said since"),
        (job(None, Some(date(2027, 7, 4))),                          later, [Reached, Reached, Reached, Ahead, Ahead, Ahead], "six months are over"),
        (job(Some((date(2027, 5, 1), ExitReason::NotSuited)), None), later, [Reached, Reached, Left, Left, Left, Left], "it ended"),
        (job(Some((date(2027, 5, 1), ExitReason::OrdinaryWork)), None), later, [Reached, Reached, LeftOnward, LeftOnward, LeftOnward, LeftOnward], "on to ordinary work"),
    ];
    for (job, today, expected, why) in cases {
        assert_eq!(standings(job, today), expected, "{why}");
    }
    assert_eq!(milestones(&job(None, None), later).map(|it| it.due_on)[5], date(2030, 1, 4));
}

#[test]
fn each_warning_rests_on_an_event_and_ends_with_what_answers_it() {
    let ago = |days: i32| TODAY - days.days();
    let level = |value| Level::new(value).unwrap();
    #[rustfmt::skip]
    let cases = [
        (vec![Sign::MentorLeft { on: ago(5), stand_in: false }], Some(SignKind::MentorGone)),
        (vec![Sign::MentorLeft { on: ago(5), stand_in: false }, Sign::VisitHeld { on: ago(1) }], Some(SignKind::MentorGone)),
        (vec![Sign::MentorLeft { on: ago(5), stand_in: false }, Sign::MentorNamed { on: ago(1) }], None),
        (vec![Sign::MentorLeft { on: ago(5), stand_in: true }], Some(SignKind::MentorChanged)),
        (vec![Sign::VisitMissed { on: ago(9) }], None),
        (vec![Sign::VisitMissed { on: ago(30) }, Sign::VisitMissed { on: ago(9) }], Some(SignKind::VisitsMissed)),
        (vec![Sign::VisitMissed { on: ago(30) }, Sign::VisitHeld { on: ago(20) }, Sign::VisitMissed { on: ago(9) }], None),
        (vec![Sign::ConcernRaised { on: ago(2) }], Some(SignKind::ConcernRaised)),
        (vec![Sign::ConcernRaised { on: ago(61) }], None),
        (vec![Sign::PersonAnswered { on: ago(2), no: 1 }], Some(SignKind::PersonSaidNo)),
        (vec![Sign::PersonAnswered { on: ago(2), no: 0 }], None),
        (vec![Sign::EmployerAnswered { on: ago(2), lowest: level(2) }], Some(SignKind::EmployerAnsweredLow)),
        (vec![Sign::EmployerAnswered { on: ago(2), lowest: level(3) }], None),
        (vec![Sign::PositionCut { on: ago(2) }, Sign::VisitHeld { on: ago(2) }], None),
        (vec![Sign::PositionCut { on: ago(2) }], Some(SignKind::PositionCut)),
        (vec![Sign::ContractEnds { on: ago(-60) }], Some(SignKind::ContractEnds)),
        (vec![Sign::ContractEnds { on: ago(-61) }], None),
        (vec![Sign::HandedOver { on: ago(2) }], Some(SignKind::HandedOver)),
        (vec![Sign::HandedOver { on: ago(-2) }], None),
    ];
    for (signs, expected) in cases {
        let warnings = early_warnings(&signs, TODAY);
        let told: Vec<SignKind> = warnings.iter().map(|it| it.because_of).collect();
        assert_eq!(told, expected.into_iter().collect::<Vec<_>>(), "{signs:?}");
        for warning in warnings {
            assert!(warning.visit.by >= TODAY);
            assert!(warning.shown_to(Reader::Person) && warning.shown_to(Reader::Specialist));
            assert!(!warning.shown_to(Reader::Employer));
        }
    }
}

#[test]
fn published_fill_rates_come_out() {
    let file: Value =
        serde_json::from_str(include_str!("../../../fixtures/published/fill-rates.json")).unwrap();
    let positions = |row: &Value| -> Vec<i64> {
        if let Some(list) = row["positions"].as_array() {
            return list.iter().map(|it| it.as_i64().unwrap()).collect();
        }
        let list = &file["positions"][row["positions"].as_str().unwrap()]["how_many_of_each"];
        let each = list.as_array().unwrap().iter().flat_map(|it| {
            std::iter::repeat_n(
                it[0].as_i64().unwrap(),
                usize::try_from(it[1].as_u64().unwrap()).unwrap(),
            )
        });
        each.collect()
    };
    let narrow = |value: &Value| value.as_u64().map(|it| u32::try_from(it).unwrap());
    let always = Period::new(None, None).unwrap();
    for row in file["rows"].as_array().unwrap() {
        let opening = OpeningId::new("O-1").unwrap();
        let held: Vec<Held> = positions(row)
            .into_iter()
            .map(|pct| Held {
                opening: Some(opening.clone()),
                position: PositionPct::new(pct).unwrap(),
                period: always,
            })
            .collect();
        let posts = narrow(&row["posts_approved"]).map(|posts| Post {
            opening: opening.clone(),
            employer: EmployerId::new("V-1").unwrap(),
            posts,
            there: always,
        });
        let frame = Frame {
            quota: narrow(&row["quota"]),
            whole_place_from: Some(PositionPct::new(50).unwrap()),
            specialists_pct: narrow(&row["specialists_pct"]).unwrap_or(0),
            caseload_least: narrow(&row["caseload"][0]),
            caseload_most: narrow(&row["caseload"][1]),
        };
        let posts: Vec<Post> = posts.into_iter().collect();
        let whole = fill_rates(&posts, &held, &frame, TODAY, TODAY).whole;
        let reading: Fill = match row["reading"].as_str().unwrap() {
            "posts" => Some(whole.posts),
            "heads" => whole.heads,
            "places" => whole.places,
            "caseload_of_most" => whole.caseload_of_most,
            "caseload_of_least" => whole.caseload_of_least,
            other => panic!("there is no reading {other}"),
        }
        .unwrap();
        let percent = 100.0 * reading.share.unwrap();
        assert!((percent - row["per_cent"].as_f64().unwrap()).abs() < 0.05, "{row}: {percent}");
        if let Some(used) = row["used"].as_f64() {
            assert!((reading.used - used).abs() < 1e-12, "{row}");
        }
    }
}

#[test]
fn a_month_is_the_average_of_its_days() {
    let (o, v) = (OpeningId::new("O-1").unwrap(), EmployerId::new("V-1").unwrap());
    let from = |day| Period::new(Some(day), None).unwrap();
    let post =
        Post { opening: o.clone(), employer: v.clone(), posts: 2, there: from(date(2027, 1, 1)) };
    let held = |day| Held {
        opening: Some(o.clone()),
        position: PositionPct::new(40).unwrap(),
        period: from(day),
    };
    let held = [held(date(2027, 1, 1)), held(date(2027, 2, 15)), held(date(2027, 3, 1))];
    let months = by_month(&[post], &held, &Frame::default(), date(2027, 1, 1), date(2027, 3, 31));
    let shares: Vec<f64> = months.iter().map(|it| it.whole.posts.share.unwrap()).collect();
    // Half in January, half and then all of February, and no more than all in March.
    assert_eq!(shares, [0.5, 0.75, 1.0]);
    assert_eq!(months[2].by_opening[&o], months[2].by_employer[&v]);
    assert_eq!((months[1].whole.heads, months[1].whole.places), (None, None));
}

/// Jobs as they come: begun or to come, lost or not, visited or not, agreed or not, with something wrong or not.
fn jobs() -> impl Strategy<Value = Vec<Followed>> {
    let day = |range: std::ops::Range<i32>| range.prop_map(|days| TODAY + days.days());
    let one = (
        day(-900..60),
        proptest::option::of(day(-120..0)),
        proptest::option::of(day(-20..50)),
        proptest::option::weighted(0.1, day(-10..0)),
        proptest::option::weighted(0.1, day(-5..0)),
        proptest::bool::weighted(0.95),
    );
    let followed = |(started, last_visit, agreed, lost_on, concern, has_specialist)| Followed {
        specialist: SpecialistId::new("S-1").filter(|_| has_specialist),
        lost_on,
        agreed,
        concerns: Option::map(concern, |raised_on| Concern { raised_on, by: SaidBy::Candidate })
            .into_iter()
            .collect(),
        ..job("P-0", started, last_visit)
    };
    let numbered = |jobs: Vec<Followed>| -> Vec<Followed> {
        let id = |at: usize| PlacementId::new(&format!("P-{at}")).unwrap();
        jobs.into_iter()
            .enumerate()
            .map(|(at, job)| Followed { visited: Visited::Job(id(at)), ..job })
            .collect()
    };
    proptest::collection::vec(one.prop_map(followed), 0..25).prop_map(numbered)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Hours are kept to but where something cannot wait, nobody is visited on a day without work, and nothing
    /// that is due goes missing.
    #[test]
    fn a_plan_keeps_to_hours_and_calendar_and_leaves_nobody_out(
        jobs in jobs(), support_hours in 2.0..24.0_f64, away in 0_i32..40
    ) {
        let model = model();
        let leave = (TODAY + away.days(), TODAY + (away + 4).days());
        let specialist = specialist((support_hours * 2.0).round() / 2.0, &[leave]);
        let plan = planned(&specialist, &jobs);
        let mut minutes: BTreeMap<Date, i32> = BTreeMap::new();
        for visit in &plan.visits {
            prop_assert!(visit.on >= TODAY);
            let can_be_any_day = visit.occasion == Occasion::Agreed;
            let weekend = matches!(visit.on.weekday(), Weekday::Saturday | Weekday::Sunday);
            prop_assert!(can_be_any_day || !weekend && model.is_working_day(visit.on), "{visit:?}");
            let waits = !matches!(visit.occasion, Occasion::Concern | Occasion::Agreed);
            prop_assert!(!(waits && (visit.beyond_hours || visit.needs_colleague)), "{visit:?}");
            let monday = visit.on - i32::from(visit.on.weekday().to_monday_zero_offset()).days();
            if waits {
                *minutes.entry(monday).or_default() += 120;
            }
        }
        for (monday, minutes) in minutes {
            prop_assert!(minutes <= i32::from(model.minutes_at_work(&specialist, monday)));
        }
        let told: BTreeSet<&Visited> = plan
            .visits.iter().map(|it| &it.visited)
            .chain(plan.unplanned.iter().map(|it| &it.visited))
            .collect();
        for job in jobs.iter().filter(|it| it.lost_on.is_none() && it.started <= Some(TODAY)) {
            prop_assert!(told.contains(&job.visited), "{job:?}");
        }
        for job in jobs.iter().filter(|it| !it.concerns.is_empty() && it.specialist.is_some()) {
            let visit = plan.visits.iter().find(|it| {
                it.visited == job.visited && it.occasion == Occasion::Concern
            });
            prop_assert_eq!(visit.unwrap().on, TODAY);
        }
        let classes: Vec<u8> = plan.visits.iter().map(|it| match (it.occasion, it.overdue_days) {
            (Occasion::Concern, _) => 0,
            (_, 1..) => 1,
            _ => 2,
        }).collect();
        prop_assert!(classes.is_sorted());
    }

    /// In whatever order jobs come, the plan is the same.
    #[test]
    fn the_order_of_jobs_changes_nothing(
        (jobs, shuffled) in jobs().prop_flat_map(|jobs| (Just(jobs.clone()), Just(jobs).prop_shuffle()))
    ) {
        let specialist = specialist(6.0, &[]);
        prop_assert_eq!(planned(&specialist, &jobs), planned(&specialist, &shuffled));
    }
}
