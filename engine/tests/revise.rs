//! Changes of a plan held against trying everything: what is decided, what a choice costs, who blocks.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{
    Activity, CandidateId, Case, OpeningId, Pin, Published, ServiceModel, case, service_model,
};
use engine::problem::check::check;
use engine::problem::{
    self, Booking, Candidate, Certificate, Floor, FloorPrice, Ledger, Opening, OpeningPrices,
    PLAN_FORMAT, PROBLEM_FORMAT, PlacementOption, Plan, Problem, Profile, Specialist, Start,
    Status, decide, validate,
};
use engine::revise::{self, Fit, NEAR_TIE, NEAR_TIES_TOGETHER, Taste, Tastes, blocking, cost};
use engine::solve::{Settings, bound_at, solve};
use engine::value::Model;
use engine::{Reply, answer, planned};
use proptest::prelude::*;

const MODEL: &str = include_str!("../../fixtures/service-models/lillestrom.json");
const LILLESTROM: &str = include_str!("../../fixtures/lillestrom/case.json");

const EXACT: Settings<'static> =
    Settings { gap: 0.0, work: Some(20_000), threads: 1, time_is_up: &|| false, progress: &|_| () };

/// As `femtrinn match` plans, with less work.
const QUICK: Settings<'static> = Settings { gap: 0.0002, work: Some(60_000), ..EXACT };

/// Whether starts break no rule, and what they are worth, as the independent check says.
fn stands(problem: &Problem, starts: &[Start]) -> Option<f64> {
    let plan = |objective: f64| Plan {
        format: PLAN_FORMAT.to_owned(),
        starts: starts.to_vec(),
        objective,
        bound: objective.max(1.0) + 1e3,
        gap: (objective.max(1.0) + 1e3 - objective) / objective.abs().max(1e-9),
        status: Status::WorkLimit,
        certificate: Certificate::Search,
        work: 0,
    };
    let worth = check(problem, &plan(0.0), 0).expect("the problem is valid").objective;
    let report = check(problem, &plan(worth), 0).expect("the problem is valid");
    report.breaches.is_empty().then_some(worth)
}

/// The most that a plan is worth, by trying everything; with one of `must` in it where that is not empty.
fn brute_force(problem: &Problem, must: &[Booking]) -> Option<f64> {
    fn go(books: &mut Ledger<'_>, at: usize, must: &[Booking], best: &mut Option<f64>) {
        if at == books.problem().options.len() {
            let has = must.is_empty() || books.bookings().any(|it| must.contains(&it));
            if has {
                *best = Some(best.unwrap_or(f64::NEG_INFINITY).max(books.worth()));
            }
            return;
        }
        go(books, at + 1, must, best);
        for week in books.weeks(at) {
            let booking = Booking { option: at, week };
            if books.allows(booking) {
                books.take(booking);
                go(books, at + 1, must, best);
                books.give(booking);
            }
        }
    }
    let mut best = None;
    go(&mut Ledger::empty(problem), 0, must, &mut best);
    best
}

prop_compose! {
    /// Three people, two specialists, three openings and some options over three weeks.
    fn problems()(
        priorities in prop::array::uniform3(1.0..1.4_f64),
        places in prop::array::uniform3(0..=2_u32),
        mentor in prop::array::uniform3(0..=8_u32),
        support in prop::array::uniform2(2..=8_u32),
        room in prop::array::uniform2(0..=2_u32),
        jobbsmak_most in 0..=2_u32,
        options in prop::collection::btree_map(
            (0..3_usize, 0..3_usize, 0..3_usize), (0.0..1.0_f64, 0..3_usize, 0..2_usize), 1..7,
        ),
        floor in 0..=3_u32,
    ) -> Problem {
        let id = |kind: &str, at: usize| format!("{kind}{at}");
        let profile = |at: usize| ["jobbsmak-1", "trial-2", "trial-3"][at].to_owned();
        let taken = |id: &str, activity, weeks: usize, mentor, own| Profile {
            id: id.to_owned(), activity, mentor_hours: vec![mentor; weeks], specialist_hours: vec![own; weeks],
        };
        Problem {
            format: PROBLEM_FORMAT.to_owned(),
            horizon_weeks: 3,
            start_discount: 0.02,
            candidates: (0..3).map(|at| Candidate {
                id: id("c", at),
                specialist: Some(id("s", at % 2)),
                priority: priorities[at],
                max_jobbsmak: jobbsmak_most,
                busy_weeks: vec![],
                group: Some(if at == 0 { "high" } else { "low" }.to_owned()),
            }).collect(),
            openings: (0..3).map(|at| Opening {
                id: id("o", at),
                places: vec![places[at]; 3],
                mentor_hours: vec![f64::from(mentor[at]); 3],
                max_trials: (at == 0).then_some(1),
            }).collect(),
            specialists: (0..2).map(|at| Specialist {
                id: id("s", at),
                support_hours: vec![f64::from(support[at]); 3],
                caseload_room: room[at],
            }).collect(),
            profiles: vec![
                taken("jobbsmak-1", problem::Activity::Jobbsmak, 1, 2.0, 1.0),
                taken("trial-2", problem::Activity::Trial, 2, 4.0, 3.0),
                taken("trial-3", problem::Activity::Trial, 1, 3.0, 4.0),
            ],
            options: options.into_iter().map(|((who, place, what), (value, from, longer))| PlacementOption {
                candidate: id("c", who),
                opening: id("o", place),
                profile: profile(what),
                topic: id("t", place % 2),
                value,
                earliest_start: from,
                latest_start: (from + longer).min(2),
            }).collect(),
            floors: vec![Floor { group: "high".to_owned(), min_trials: floor.min(1), penalty: 0.2 },
                         Floor { group: "low".to_owned(), min_trials: floor, penalty: 0.1 }],
            keep: vec![],
        }
    }
}

/// Every start that could stand alone.
fn alone(problem: &Problem) -> Vec<Booking> {
    let books = Ledger::empty(problem);
    let weeks = |option| books.weeks(option).map(move |week| Booking { option, week });
    (0..problem.options.len()).flat_map(weeks).filter(|it| books.allows(*it)).collect()
}

/// What both sides think of the options: `numbers` are drawn.
fn tastes(problem: &Problem, numbers: &[(u8, Option<u16>, Option<u16>)]) -> Tastes {
    let options = problem.options.iter().zip(numbers.iter().cycle());
    let taste = |(option, (strength, one, other)): (&PlacementOption, &(u8, _, _))| {
        let PlacementOption { candidate, opening, profile, .. } = option.clone();
        let taste = Taste {
            strength: *strength,
            is_wished: *strength >= 3,
            candidate: Fit(vec![Some(u16::from(*strength))]),
            employer: Fit(vec![*one, *other]),
        };
        ((candidate, opening, profile), taste)
    };
    let days = |(at, it): (usize, &Candidate)| {
        (it.id.clone(), i64::try_from(at).expect("few candidates") * 7)
    };
    Tastes {
        options: options.map(taste).collect(),
        waited: problem.candidates.iter().enumerate().map(days).collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_a_choice_costs_is_what_trying_everything_says(problem in problems()) {
        prop_assert_eq!(validate(&problem), []);
        let plan = solve(&problem, &EXACT);
        let best = brute_force(&problem, &[]).unwrap();
        prop_assert!((plan.objective - best).abs() < 1e-6);
        for option in 0..problem.options.len() {
            let bookings: Vec<Booking> =
                alone(&problem).into_iter().filter(|it| it.option == option).collect();
            let with_it = brute_force(&problem, &bookings);
            let told = cost(&problem, &plan, &bookings, Some(&EXACT));
            if bookings.is_empty() {
                prop_assert!(told.is_none());
                continue;
            }
            let (by_prices, found) = told.unwrap();
            let (found, truly) = (found.unwrap(), plan.objective - with_it.unwrap());
            prop_assert!(by_prices.is_none_or(|least| least <= truly + 1e-6), "{by_prices:?} {truly}");
            prop_assert!(found.cost >= -1e-6 && (found.cost - truly).abs() < 1e-6, "{found:?} {truly}");
            prop_assert!(found.at_least <= truly + 1e-6);
            let worth = stands(&problem, &found.starts).expect("the plan with it breaks no rule");
            prop_assert!((plan.objective - worth - found.cost).abs() < 1e-6);
            prop_assert!(found.starts.iter().any(|it| Some(it.start_week) == Some(found.start_week)));
        }
    }

    #[test]
    fn what_is_left_when_a_start_is_decided_is_the_rest_of_the_problem(problem in problems()) {
        for booking in alone(&problem) {
            let books = Ledger::empty(&problem);
            let start = books.start(booking);
            let left = decide(&problem, &start);
            prop_assert_eq!(validate(&left), []);
            let rest = solve(&left, &EXACT);
            let mut starts = rest.starts.clone();
            starts.push(start);
            let worth = stands(&problem, &starts);
            prop_assert!(worth.is_some_and(|it| (it - books.earns(booking) - rest.objective).abs() < 1e-6));
            let truly = brute_force(&problem, &[booking]).unwrap();
            prop_assert!((books.earns(booking) + rest.objective - truly).abs() < 1e-6);
        }
    }

    #[test]
    fn the_books_say_what_the_check_says(problem in problems(), picks in prop::collection::vec(any::<prop::sample::Index>(), 1..5)) {
        let all: Vec<Booking> = (0..problem.options.len())
            .flat_map(|option| (0..3).map(move |week| Booking { option, week }))
            .collect();
        let mut books = Ledger::empty(&problem);
        for pick in picks {
            let booking = all[pick.index(all.len())];
            let starts = |books: &Ledger<'_>| -> Vec<Start> {
                books.bookings().map(|it| books.start(it)).collect()
            };
            let mut with_it = starts(&books);
            with_it.push(books.start(booking));
            prop_assert_eq!(books.allows(booking), stands(&problem, &with_it).is_some(), "{:?}", booking);
            if books.allows(booking) {
                books.take(booking);
                let worth = stands(&problem, &starts(&books)).unwrap();
                prop_assert!((worth - books.worth()).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn any_prices_bound_any_problem(
        problem in problems(),
        prices in prop::collection::vec(0.0..0.6_f64, 21),
        floors in prop::array::uniform2(0.0..1.0_f64),
    ) {
        let priced = problem.openings.iter().zip(prices.chunks(7)).map(|(it, own)| OpeningPrices {
            opening: it.id.clone(),
            place: own[..3].to_vec(),
            mentor: own[3..6].iter().map(|price| price / 5.0).collect(),
            trials: own[6],
        });
        let floors = problem.floors.iter().zip(floors);
        let certificate = Certificate::Prices {
            openings: priced.collect(),
            floors: floors.map(|(it, share)| FloorPrice { group: it.group.clone(), price: it.penalty * share }).collect(),
            blocks: vec![],
        };
        let bound = bound_at(&problem, &certificate, &[]).unwrap();
        let truly = brute_force(&problem, &[]).unwrap();
        prop_assert!(bound >= truly - 1e-6, "{bound} {truly}");
        prop_assert_eq!(bound_at(&problem, &Certificate::Search, &[]), None);
    }

    #[test]
    fn blocking_pairs_are_those_that_trying_everything_finds(
        problem in problems(),
        numbers in prop::collection::vec((0..=5_u8, prop::option::weighted(0.9, 0..3_u16), prop::option::weighted(0.9, 0..3_u16)), 7),
    ) {
        let tastes = tastes(&problem, &numbers);
        let plan = solve(&problem, &Settings { work: Some(1), ..EXACT });
        let books = Ledger::with(&problem, &plan.starts);
        let found = blocking(&books, &tastes).into_iter().map(|it| {
            let option = &problem.options[it.booking.option];
            (option.candidate.clone(), option.opening.clone(), books.is_trial(it.booking.option))
        });
        let found: BTreeSet<_> = found.collect();
        prop_assert_eq!(found, blocking_by_trying(&problem, &plan.starts, &tastes));
    }

    #[test]
    fn near_ties_cost_next_to_nothing_and_break_no_rule(
        problem in problems(),
        numbers in prop::collection::vec((0..=5_u8, prop::option::weighted(0.9, 0..3_u16), prop::option::weighted(0.9, 0..3_u16)), 7),
    ) {
        let mut problem = problem;
        for option in &mut problem.options {
            // Values that are near to each other, so that there are ties.
            option.value = 0.5 + (option.value * 8.0).floor() * 0.001;
        }
        for candidate in &mut problem.candidates {
            candidate.priority = 1.0;
        }
        let tastes = tastes(&problem, &numbers);
        let plan = solve(&problem, &EXACT);
        let mut books = Ledger::with(&problem, &plan.starts);
        revise::settle(&mut books, &tastes);
        let starts: Vec<Start> = books.bookings().map(|it| books.start(it)).collect();
        let worth = stands(&problem, &starts).expect("no rule is broken");
        prop_assert!((worth - books.worth()).abs() < 1e-9);
        prop_assert!(worth >= plan.objective - NEAR_TIES_TOGETHER);
        let settled = starts.clone();
        revise::settle(&mut books, &tastes);
        let again: Vec<Start> = books.bookings().map(|it| books.start(it)).collect();
        prop_assert_eq!(settled, again, "what is settled stays settled");
    }
}

/// The definition of a blocking pair, tried out with the check as the only judge of what can be done.
fn blocking_by_trying(
    problem: &Problem,
    starts: &[Start],
    tastes: &Tastes,
) -> BTreeSet<(String, String, bool)> {
    let is_trial = |profile: &str| profile.starts_with("trial");
    let taste = |start: &Start| {
        let Start { candidate, opening, profile, .. } = start.clone();
        &tastes.options[&(candidate, opening, profile)]
    };
    let mut found = BTreeSet::new();
    for option in &problem.options {
        let key = (option.candidate.clone(), option.opening.clone(), is_trial(&option.profile));
        let same = |it: &Start| {
            (&it.candidate, &it.opening, is_trial(&it.profile)) == (&key.0, &key.1, key.2)
        };
        if starts.iter().any(same) {
            continue;
        }
        let here = &tastes.options[&(key.0.clone(), key.1.clone(), option.profile.clone())];
        // Take out none or one of the candidate's own, and none or one at the opening.
        let choices = || std::iter::once(None).chain((0..starts.len()).map(Some));
        for (own, rival) in choices().flat_map(|own| choices().map(move |rival| (own, rival))) {
            let candidate_would = match own {
                None => here.is_wished,
                Some(at) => {
                    starts[at].candidate == key.0
                        && is_trial(&starts[at].profile) == key.2
                        && here.candidate.beats(&taste(&starts[at]).candidate)
                }
            };
            let opening_would = rival.is_none_or(|at: usize| {
                starts[at].opening == key.1
                    && starts[at].candidate != key.0
                    && here.employer.beats(&taste(&starts[at]).employer)
            });
            if !candidate_would || !opening_would {
                continue;
            }
            for start_week in option.earliest_start..=option.latest_start {
                let kept = starts.iter().enumerate();
                let kept = kept.filter(|(at, _)| Some(*at) != own && Some(*at) != rival);
                let mut tried: Vec<Start> = kept.map(|(_, it)| it.clone()).collect();
                tried.push(Start {
                    candidate: key.0.clone(),
                    opening: key.1.clone(),
                    profile: option.profile.clone(),
                    start_week,
                });
                if stands(problem, &tried).is_some() {
                    found.insert(key.clone());
                }
            }
        }
    }
    found
}

fn model() -> ServiceModel {
    service_model::read(MODEL).expect("the fixture is sound")
}

fn lillestrom(model: &ServiceModel) -> Case {
    case::read(LILLESTROM, std::slice::from_ref(model)).expect("the fixture is sound")
}

fn starts(reply: &Reply) -> BTreeSet<(String, String, Activity, usize)> {
    let start = |it: &engine::explain::Proposal| {
        (it.candidate.to_string(), it.opening.to_string(), it.activity, it.start_week)
    };
    reply.answer.proposals.iter().map(start).collect()
}

/// Every fifth pair of the fixture, pinned and then banned.
#[test]
fn a_pinned_pair_is_in_the_plan_or_told_why_not_and_a_banned_one_never_is() {
    let model = model();
    let case = lillestrom(&model);
    let pairs =
        case.candidates.iter().flat_map(|who| case.openings.iter().map(move |it| (who, it)));
    let (mut planned_in, mut stopped) = (0, 0);
    for (who, place) in pairs.step_by(31) {
        let mut pinned = case.clone();
        pinned.pins.push(Pin {
            candidate: who.id.clone(),
            opening: place.id.clone(),
            activity: None,
            first_monday: None,
            by: None,
            on: None,
            why: None,
        });
        let reply = answer(&pinned, &model, &Model::prior(), &QUICK).unwrap();
        let has = |reply: &Reply| {
            reply
                .answer
                .proposals
                .iter()
                .any(|it| (&it.candidate, &it.opening) == (&who.id, &place.id))
        };
        let [decision] = reply.review.decisions.as_slice() else { panic!("one pin, one outcome") };
        assert_eq!(decision.stopped_by.is_none(), has(&reply), "{} at {}", who.id, place.id);
        assert_eq!(decision.monday.is_some(), has(&reply));
        planned_in += usize::from(has(&reply));
        stopped += usize::from(!has(&reply));
        if has(&reply) {
            let mut banned = case.clone();
            banned.bans.push(engine::domain::Ban {
                candidate: who.id.clone(),
                opening: place.id.clone(),
                activity: None,
                by: None,
                on: None,
                why: None,
            });
            assert!(
                !has(&answer(&banned, &model, &Model::prior(), &QUICK).unwrap()),
                "{} at {}",
                who.id,
                place.id
            );
        }
    }
    assert!(planned_in > 3 && stopped > 3, "{planned_in} planned, {stopped} stopped");
}

#[test]
fn a_published_plan_stays_where_nothing_changed_and_what_was_told_stays_at_any_price() {
    let model = model();
    let case = lillestrom(&model);
    let before = answer(&case, &model, &Model::prior(), &QUICK).unwrap();
    let published = |told: bool| -> Vec<Published> {
        let of = |it: &engine::explain::Proposal| Published {
            candidate: it.candidate.clone(),
            opening: it.opening.clone(),
            activity: it.activity,
            first_monday: it.monday,
            told,
        };
        before.answer.proposals.iter().map(of).collect()
    };
    let kept = Case { published: published(false), ..case.clone() };
    let again = answer(&kept, &model, &Model::prior(), &QUICK).unwrap();
    assert_eq!(starts(&before), starts(&again));
    assert_eq!(again.review.moved, []);
    let goodness = |it: &Reply| it.answer.goodness.objective;
    assert!((goodness(&before) - goodness(&again)).abs() < 1e-9, "no bonus is counted as worth");

    // A specialist falls ill for a month: what was told stands as far as the hours go, the rest gives way.
    let mut ill = Case { published: published(true), ..case.clone() };
    ill.specialists[0].support_hours_week = engine::domain::WeeklyMinutes::new(300).unwrap();
    let told = answer(&ill, &model, &Model::prior(), &QUICK).unwrap();
    let unkept =
        answer(&Case { published: Vec::new(), ..ill.clone() }, &model, &Model::prior(), &QUICK)
            .unwrap();
    let stay = |reply: &Reply| starts(reply).intersection(&starts(&before)).count();
    assert!(stay(&told) >= stay(&unkept));
    let kept = told.review.decisions.iter().filter(|it| it.stopped_by.is_none()).count();
    assert_eq!(told.review.decisions.len(), before.answer.proposals.len());
    assert!(kept < told.review.decisions.len() && stay(&told) >= kept);
}

#[test]
fn a_cost_by_prices_is_below_the_cost_by_solving_on_the_fixture() {
    let model = model();
    let case = lillestrom(&model);
    let told = planned(&case, &model, &Model::prior(), &QUICK, |grounds, revised| {
        let mut seen = BTreeMap::new();
        for option in grounds.stated.problem.options.iter().step_by(40) {
            let who = CandidateId::new(&option.candidate).unwrap();
            let place = OpeningId::new(&option.opening).unwrap();
            let why = revise::why_not(grounds, revised, &who, &place, Some(&QUICK));
            seen.insert((who, place), why);
        }
        seen
    })
    .unwrap();
    let mut costs = 0;
    for (pair, why) in told {
        assert_eq!(why.len(), 2, "{pair:?}: a jobbsmak and a trial");
        for revise::WhyNot { why, .. } in why {
            let revise::WhyNotThis::Costs(cost) = why else { continue };
            let solved = cost.solved.unwrap();
            let slack = 0.0002 * solved.now.worth + NEAR_TIE;
            assert!(cost.at_least_by_prices.unwrap() <= solved.cost + slack, "{pair:?}");
            assert!(
                solved.cost >= -slack && solved.cost_at_least <= solved.cost + 1e-9,
                "{pair:?}"
            );
            assert!((solved.now.worth - solved.then.worth - solved.cost).abs() < 1e-6, "{pair:?}");
            costs += 1;
        }
    }
    assert!(costs >= 2, "{costs}");
}

/// The text of a small named case.
macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../fixtures/cases/", $name, "/case.json"))
    };
}

fn read(text: &str, model: &ServiceModel) -> Case {
    case::read(text, std::slice::from_ref(model)).expect("the fixture is sound")
}

fn who_begins(reply: &Reply) -> Vec<String> {
    reply.answer.proposals.iter().map(|it| it.candidate.to_string()).collect()
}

#[test]
fn a_floor_costs_what_the_same_case_without_it_gains() {
    let model = model();
    let case = read(fixture!("floor-with-its-price"), &model);
    let reply = answer(&case, &model, &Model::prior(), &EXACT).unwrap();
    let [of_two, of_five] = reply.review.floors.as_slice() else { panic!("two groups wait") };
    // What the solver finds when the rules themselves have no floors, worked out from the starts.
    let text = service_model::write(&model);
    let without = text.replace(r#""penalty": 0.2"#, r#""penalty": 0.0"#);
    assert!(text != without, "the model has floors");
    let without = service_model::read(&without).unwrap();
    let free = answer(&case, &without, &Model::prior(), &EXACT).unwrap();
    assert_eq!((who_begins(&reply), who_begins(&free)), (ids(&[2, 3]), ids(&[1, 2])));
    let gained = free.answer.goodness.objective - reply.answer.goodness.objective;
    assert!(gained > 0.1, "{gained}");
    assert!((of_five.costs - gained).abs() < 1e-9, "{} and {gained}", of_five.costs);
    assert_eq!((of_five.group.as_str(), of_five.trials_without), ("need_4_5", 0));
    assert!(of_two.costs.abs() < 1e-9, "{}", of_two.costs);
}

fn ids(numbers: &[usize]) -> Vec<String> {
    numbers.iter().map(|number| format!("K-0{number}")).collect()
}

/// Who has been passed over: those who could have begun where others do, and those of whom the case says so.
#[test]
fn being_passed_over_is_counted_where_others_begin_and_nowhere_else() {
    let model = model();
    let told = |case: &Case| -> Vec<(String, u32, bool)> {
        let reply = answer(case, &model, &Model::prior(), &EXACT).unwrap();
        let told = reply.review.passed_over.into_iter();
        told.map(|it| (it.candidate.to_string(), it.before, it.now)).collect()
    };
    let passed = |id: &str, before, now| (id.to_owned(), before, now);
    let mut two = read(fixture!("two-people-one-place"), &model);
    assert_eq!(told(&two), [passed("K-01", 0, true)]);
    two.candidates[0].times_passed_over = 1;
    two.candidates[1].times_passed_over = 3;
    assert_eq!(told(&two), [passed("K-01", 1, true), passed("K-02", 3, false)]);
    // Who was set aside was not passed over, and neither is anybody where nobody begins.
    assert_eq!(told(&read(fixture!("set-aside"), &model)), []);
    two.openings[0].places = 0;
    assert_eq!(told(&two), [passed("K-01", 1, false), passed("K-02", 3, false)]);
}

#[test]
fn near_ties_go_to_the_stronger_wish_then_the_longer_wait_and_move_nothing_that_is_kept() {
    let model = model();
    let begins = |text: &str| {
        who_begins(&answer(&read(text, &model), &model, &Model::prior(), &QUICK).unwrap())
    };
    assert_eq!(begins(fixture!("near-tie-stronger-wish")), ids(&[1]));
    assert_eq!(begins(fixture!("near-tie-longer-wait")), ids(&[2]));
    // By worth alone the first of the two would go to the other.
    let case = read(fixture!("near-tie-stronger-wish"), &model);
    let alone = planned(&case, &model, &Model::prior(), &EXACT, |grounds, _| {
        solve(&grounds.stated.problem, &EXACT)
    });
    assert_eq!(alone.unwrap().starts[0].candidate, "K-02");

    let kept = read(fixture!("kept-from-the-last-plan"), &model);
    let reply = answer(&kept, &model, &Model::prior(), &QUICK).unwrap();
    assert_eq!((who_begins(&reply), reply.review.moved), (ids(&[1]), vec![]));
    let anew = Case { published: Vec::new(), ..kept };
    assert_eq!(who_begins(&answer(&anew, &model, &Model::prior(), &QUICK).unwrap()), ids(&[2]));
}

#[test]
fn both_would_rather_where_the_employers_wishes_say_so() {
    let model = model();
    let mut case = read(fixture!("employer-wishes-mornings"), &model);
    let blocking = |case: &Case| -> Vec<String> {
        let reply = answer(case, &model, &Model::prior(), &QUICK).unwrap();
        reply.review.blocking.iter().map(|it| it.candidate.to_string()).collect()
    };
    assert_eq!(blocking(&case), ids(&[1]));
    case.openings[0].wishes = None;
    assert_eq!(blocking(&case), ids(&[]), "without a wish there is no preference");
}
