//! The independent check refuses every planted breach, each by the kind meant for it.

use engine::problem::check::{Breach, DEFAULT_STEPS, Report, check};
use engine::problem::{
    Activity, Block, BlockOwner, Candidate, Certificate, Floor, FloorPrice, Keep, Opening,
    OpeningPrices, PLAN_FORMAT, PROBLEM_FORMAT, PlacementOption, Plan, Problem, Profile,
    Specialist, Start, Status,
};

/// Two candidates who share a specialist, one without, three openings, six weeks.
fn problem() -> Problem {
    let candidate = |id: &str, specialist: Option<&str>, priority, group: Option<&str>| Candidate {
        id: id.to_owned(),
        specialist: specialist.map(str::to_owned),
        priority,
        max_jobbsmak: 2,
        busy_weeks: vec![],
        group: group.map(str::to_owned),
    };
    let opening = |id: &str, places, hours, max_trials| Opening {
        id: id.to_owned(),
        places: vec![places; 6],
        mentor_hours: vec![hours; 6],
        max_trials,
    };
    let specialist = |id: &str, hours, caseload_room| Specialist {
        id: id.to_owned(),
        support_hours: vec![hours; 6],
        caseload_room,
    };
    let profile = |id: &str, activity, mentor: &[f64], specialist: &[f64]| Profile {
        id: id.to_owned(),
        activity,
        mentor_hours: mentor.to_vec(),
        specialist_hours: specialist.to_vec(),
    };
    #[rustfmt::skip]
    let options = [
        ("a", "o1", "j1", "butikk", 0.3, 0, 5),
        ("a", "o2", "j1", "dyr",    0.2, 0, 5),
        ("a", "o3", "j1", "butikk", 0.2, 0, 5),
        ("a", "o1", "t2", "butikk", 0.8, 0, 4),
        ("a", "o2", "t2", "dyr",    0.7, 1, 5),
        ("b", "o1", "j1", "butikk", 0.3, 0, 5),
        ("b", "o2", "t2", "dyr",    0.6, 0, 4),
        ("c", "o1", "t0", "butikk", 0.5, 0, 5),
        ("c", "o2", "t2", "dyr",    0.9, 0, 4),
    ];
    Problem {
        format: PROBLEM_FORMAT.to_owned(),
        horizon_weeks: 6,
        start_discount: 0.01,
        candidates: vec![
            candidate("a", Some("s"), 1.2, Some("high")),
            candidate("b", Some("s"), 1.0, None),
            candidate("c", None, 1.0, Some("low")),
        ],
        openings: vec![
            opening("o1", 1, 10.0, Some(1)),
            opening("o2", 2, 9.0, None),
            opening("o3", 1, 5.0, None),
        ],
        specialists: vec![specialist("s", 8.0, 1), specialist("t", 8.0, 1)],
        profiles: vec![
            profile("j1", Activity::Jobbsmak, &[5.0], &[6.0]),
            profile("t2", Activity::Trial, &[5.0, 4.0], &[3.0, 2.0]),
            profile("t0", Activity::Trial, &[4.0], &[0.0]),
        ],
        options: options
            .map(|(candidate, opening, profile, topic, value, earliest, latest)| PlacementOption {
                candidate: candidate.to_owned(),
                opening: opening.to_owned(),
                profile: profile.to_owned(),
                topic: topic.to_owned(),
                value,
                earliest_start: earliest,
                latest_start: latest,
            })
            .to_vec(),
        floors: vec![
            Floor { group: "high".to_owned(), min_trials: 2, penalty: 0.5 },
            Floor { group: "low".to_owned(), min_trials: 1, penalty: 0.4 },
        ],
        keep: vec![Keep {
            candidate: "b".to_owned(),
            opening: "o1".to_owned(),
            profile: "j1".to_owned(),
            start_week: 3,
            bonus: 0.1,
        }],
    }
}

fn start(candidate: &str, opening: &str, profile: &str, start_week: usize) -> Start {
    let (candidate, opening) = (candidate.to_owned(), opening.to_owned());
    Start { candidate, opening, profile: profile.to_owned(), start_week }
}

/// A plan that stands, with prices, and figures that fit them.
fn plan() -> Plan {
    let certificate = Certificate::Prices {
        openings: vec![
            OpeningPrices {
                opening: "o1".to_owned(),
                place: vec![0.05; 6],
                mentor: vec![0.01; 6],
                trials: 0.02,
            },
            OpeningPrices {
                opening: "o2".to_owned(),
                place: vec![],
                mentor: vec![0.01; 6],
                trials: 0.0,
            },
        ],
        floors: vec![FloorPrice { group: "high".to_owned(), price: 0.1 }],
        blocks: vec![
            Block { owner: BlockOwner::Specialist("s".to_owned()), bound: 2.0 },
            Block { owner: BlockOwner::Candidate("c".to_owned()), bound: 0.6 },
        ],
    };
    let mut plan = Plan {
        format: PLAN_FORMAT.to_owned(),
        starts: vec![
            start("a", "o1", "j1", 0),
            start("a", "o2", "t2", 1),
            start("b", "o1", "j1", 3),
            start("c", "o1", "t0", 4),
        ],
        objective: 0.0,
        bound: 0.0,
        gap: 0.0,
        status: Status::WorkLimit,
        certificate,
        work: 1,
    };
    reckon(&problem(), &mut plan);
    plan
}

/// Makes the figures fit the starts and the certificate, as far as they have a worth.
fn reckon(problem: &Problem, plan: &mut Plan) {
    let Report { objective, certified, .. } = judge(problem, plan);
    plan.objective = objective;
    plan.bound = certified.unwrap_or(plan.bound);
    regap(plan);
}

fn regap(plan: &mut Plan) {
    plan.gap = (plan.bound - plan.objective) / plan.objective.abs().max(1e-9);
}

fn judge(problem: &Problem, plan: &Plan) -> Report {
    check(problem, plan, DEFAULT_STEPS).expect("a valid problem")
}

/// Openings and blocks of a certificate of prices.
fn prices(plan: &mut Plan) -> (&mut Vec<OpeningPrices>, &mut Vec<FloorPrice>, &mut Vec<Block>) {
    match &mut plan.certificate {
        Certificate::Prices { openings, floors, blocks } => (openings, floors, blocks),
        Certificate::Search => panic!("the plan has prices"),
    }
}

#[test]
fn a_sound_plan_stands_and_its_blocks_are_proved() {
    let report = judge(&problem(), &plan());
    assert_eq!(report.breaches, []);
    // a: 1.2 · (0.3 + 0.7 · 0.99), b: 0.3 · 0.97 + 0.1, c: 0.5 · 0.96, one trial short at 0.5
    assert!((report.objective - (1.1916 + 0.391 + 0.48 - 0.5)).abs() < 1e-12);
    // o1: 0.05 · 6 + 0.01 · 60 + 0.02, o2: 0.01 · 54, floor: −0.1 · 2, blocks: 2.6
    let certified = report.certified.expect("it has prices");
    assert!((certified - (0.92 + 0.54 - 0.2 + 2.6)).abs() < 1e-12);
    assert_eq!((report.blocks, report.blocks_proved), (2, 2));
}

#[test]
fn the_empty_plan_stands() {
    let mut plan = plan();
    plan.starts.clear();
    reckon(&problem(), &mut plan);
    assert_eq!(judge(&problem(), &plan).breaches, []);
    assert!((plan.objective - (-1.4)).abs() < 1e-12, "every trial of the floors is missing");
}

#[test]
fn hours_may_pass_a_limit_by_a_millionth() {
    for (past, stands) in [(0.9e-6, true), (1.1e-6, false)] {
        let (mut problem, plan) = (problem(), plan());
        problem.specialists[0].support_hours[3] = 6.0 - past;
        let report = judge(&problem, &plan);
        assert_eq!(report.breaches.is_empty(), stands, "{past}: {:?}", report.breaches);
    }
}

/// What is planted, how, and the kind that must refuse it.
type Planted = (&'static str, fn(&mut Problem, &mut Plan), fn(&Breach) -> bool);

/// `(what, |problem, plan| planting, the breach's pattern)`
macro_rules! planted {
    ($(($what:literal, |$problem:pat_param, $plan:pat_param| $planting:expr, $breach:pat),)*) => {
        vec![$((
            $what,
            |$problem: &mut Problem, $plan: &mut Plan| { $planting; },
            |breach: &Breach| matches!(breach, $breach),
        ),)*]
    };
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn breaches_of_starts_are_refused_by_their_kind_alone() {
    let cases: Vec<Planted> = planted![
        (
            "unknown candidate",
            |_, p| p.starts[0].candidate = "x".into(),
            Breach::NoSuchOption { at: 0, .. }
        ),
        (
            "unknown opening",
            |_, p| p.starts[1].opening = "x".into(),
            Breach::NoSuchOption { at: 1, .. }
        ),
        (
            "unknown profile",
            |_, p| p.starts[2].profile = "x".into(),
            Breach::NoSuchOption { at: 2, .. }
        ),
        (
            "a pair that is no option",
            |_, p| p.starts[2].opening = "o3".into(),
            Breach::NoSuchOption { at: 2, .. }
        ),
        (
            "before the window",
            |_, p| p.starts[1].start_week = 0,
            Breach::OutsideWindow { week: 0, .. }
        ),
        (
            "after the window",
            |_, p| p.starts[3].start_week = 6,
            Breach::OutsideWindow { week: 6, .. }
        ),
        (
            "a week beyond all reckoning",
            |_, p| p.starts[3].start_week = usize::MAX,
            Breach::OutsideWindow { .. }
        ),
        (
            "past the horizon",
            |_, p| p.starts[1].start_week = 5,
            Breach::PastHorizon { week: 5, length: 2, horizon: 6, .. }
        ),
        (
            "two at a time",
            |q, p| {
                q.specialists[0].support_hours[0] = 12.0;
                p.starts.push(start("a", "o2", "j1", 0));
            },
            Breach::Overlap { week: 0, .. }
        ),
        (
            "a busy week",
            |q, _| q.candidates[0].busy_weeks = vec![2],
            Breach::BusyWeek { week: 2, .. }
        ),
        (
            "two trials",
            |q, p| {
                q.openings[0].places = vec![2; 6];
                q.openings[0].max_trials = Some(2);
                p.starts.push(start("a", "o1", "t2", 3));
                q.specialists[0].support_hours[3] = 9.0;
            },
            Breach::TooManyTrials { trials: 2, .. }
        ),
        (
            "more jobbsmak than allowed",
            |q, _| q.candidates[1].max_jobbsmak = 0,
            Breach::TooManyJobbsmak { jobbsmak: 1, most: 0, .. }
        ),
        (
            "two jobbsmak in a topic",
            |_, p| {
                p.starts[1].start_week = 2;
                p.starts.push(start("a", "o3", "j1", 1));
            },
            Breach::TopicTwice { .. }
        ),
        (
            "the same start twice over",
            |_, p| {
                p.starts[1].start_week = 4;
                p.starts.push(start("a", "o1", "j1", 1));
            },
            Breach::TopicTwice { .. }
        ),
        (
            "jobbsmak after the trial",
            |_, p| p.starts[0].start_week = 5,
            Breach::JobbsmakAfterTrial { week: 5, trial: 1, .. }
        ),
        (
            "more people than places",
            |_, p| p.starts[3].start_week = 3,
            Breach::Places { week: 3, people: 2, places: 1, .. }
        ),
        (
            "no place at all",
            |q, _| q.openings[1].places[2] = 0,
            Breach::Places { week: 2, people: 1, places: 0, .. }
        ),
        (
            "too many mentor hours",
            |q, _| q.openings[0].mentor_hours[4] = 3.9,
            Breach::MentorHours { week: 4, .. }
        ),
        (
            "more trials than may start",
            |q, _| q.openings[0].max_trials = Some(0),
            Breach::OpeningTrials { trials: 1, most: 0, .. }
        ),
        (
            "too many support hours",
            |_, p| p.starts[2].start_week = 1,
            Breach::SupportHours { week: 1, .. }
        ),
        (
            "a profile that needs a specialist",
            |_, p| p.starts[3] = start("c", "o2", "t2", 3),
            Breach::NeedsSpecialist { .. }
        ),
        (
            "more trials than room",
            |q, _| q.specialists[0].caseload_room = 0,
            Breach::Caseload { trials: 1, room: 0, .. }
        ),
    ];
    for (what, planting, is_meant) in cases {
        let (mut problem, mut plan) = (problem(), plan());
        planting(&mut problem, &mut plan);
        reckon(&problem, &mut plan);
        let breaches = judge(&problem, &plan).breaches;
        assert!(!breaches.is_empty(), "{what}: was not refused");
        assert!(breaches.iter().all(is_meant), "{what}: {breaches:?}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn breaches_of_certificates_are_refused_by_their_kind() {
    const NAN: f64 = f64::NAN;
    const INF: f64 = f64::INFINITY;
    let cases: Vec<Planted> = planted![
        (
            "prices of no opening",
            |_, p| prices(p).0[0].opening = "x".into(),
            Breach::PricedUnknownOpening { .. }
        ),
        (
            "an opening priced twice",
            |_, p| {
                let again = prices(p).0[1].clone();
                prices(p).0.push(again);
            },
            Breach::OpeningPricedTwice { .. }
        ),
        (
            "a week without a place price",
            |_, p| prices(p).0[0].place.truncate(5),
            Breach::PricesLength { field: "place", found: 5, weeks: 6, .. }
        ),
        (
            "a week too many",
            |_, p| prices(p).0[1].mentor.push(0.0),
            Breach::PricesLength { field: "mentor", found: 7, .. }
        ),
        (
            "a negative place price",
            |_, p| prices(p).0[0].place[2] = -0.01,
            Breach::Price { field: "place", .. }
        ),
        (
            "a place price that is no number",
            |_, p| prices(p).0[0].place[2] = NAN,
            Breach::Price { field: "place", .. }
        ),
        (
            "an infinite mentor price",
            |_, p| prices(p).0[1].mentor[0] = INF,
            Breach::Price { field: "mentor", .. }
        ),
        (
            "a negative mentor price",
            |_, p| prices(p).0[1].mentor[0] = -1.0,
            Breach::Price { field: "mentor", .. }
        ),
        (
            "a negative price of trials",
            |_, p| prices(p).0[0].trials = -1.0,
            Breach::Price { field: "trials", .. }
        ),
        (
            "a price of trials that is no number",
            |_, p| prices(p).0[0].trials = NAN,
            Breach::Price { field: "trials", .. }
        ),
        (
            "trials priced without a limit",
            |_, p| prices(p).0[1].trials = 0.1,
            Breach::PricedWithoutLimit { .. }
        ),
        (
            "price of no floor",
            |_, p| prices(p).1[0].group = "x".into(),
            Breach::PricedUnknownFloor { .. }
        ),
        (
            "a floor priced twice",
            |_, p| {
                let again = prices(p).1[0].clone();
                prices(p).1.push(again);
            },
            Breach::FloorPricedTwice { .. }
        ),
        (
            "a floor price above the penalty",
            |_, p| prices(p).1[0].price = 0.51,
            Breach::FloorPrice { .. }
        ),
        ("a negative floor price", |_, p| prices(p).1[0].price = -0.1, Breach::FloorPrice { .. }),
        (
            "a floor price that is no number",
            |_, p| prices(p).1[0].price = NAN,
            Breach::FloorPrice { .. }
        ),
        (
            "no block of a specialist",
            |_, p| {
                prices(p).2.remove(0);
            },
            Breach::BlockMissing(BlockOwner::Specialist(_))
        ),
        (
            "no block of a candidate",
            |_, p| {
                prices(p).2.remove(1);
            },
            Breach::BlockMissing(BlockOwner::Candidate(_))
        ),
        ("no blocks at all", |_, p| prices(p).2.clear(), Breach::BlockMissing(_)),
        (
            "a block twice",
            |_, p| {
                let again = prices(p).2[0].clone();
                prices(p).2.push(again);
            },
            Breach::BlockTwice(_)
        ),
        (
            "a block of no specialist",
            |_, p| prices(p)
                .2
                .push(Block { owner: BlockOwner::Specialist("x".into()), bound: 1.0 }),
            Breach::BlockUnknown(_)
        ),
        (
            "a block of a specialist's candidate",
            |_, p| prices(p).2.push(Block { owner: BlockOwner::Candidate("a".into()), bound: 1.0 }),
            Breach::BlockUnknown(_)
        ),
        ("a negative block bound", |_, p| prices(p).2[1].bound = -0.1, Breach::BlockBound { .. }),
        (
            "a block bound that is no number",
            |_, p| prices(p).2[1].bound = NAN,
            Breach::BlockBound { .. }
        ),
        ("an infinite block bound", |_, p| prices(p).2[0].bound = INF, Breach::BlockBound { .. }),
        (
            "a block bound below the plan's own starts",
            |_, p| prices(p).2[0].bound = 1.2,
            Breach::BlockRefuted { .. }
        ),
        (
            "a block bound below what could be had",
            |_, p| {
                // the plan's starts earn 1.2966 in the block, another choice more
                prices(p).2[0].bound = 1.3;
            },
            Breach::BlockRefuted { .. }
        ),
        (
            "a block bound below what one candidate could have",
            |_, p| {
                p.starts.clear();
                prices(p).2[1].bound = 0.3;
            },
            Breach::BlockRefuted { owner: BlockOwner::Candidate(_), .. }
        ),
        (
            "a search that missed a better plan",
            |q, p| {
                p.certificate = Certificate::Search;
                p.starts.remove(0);
                reckon(q, p);
                p.bound = p.objective;
            },
            Breach::SearchRefuted { .. }
        ),
    ];
    for (what, planting, is_meant) in cases {
        let (mut problem, mut plan) = (problem(), plan());
        planting(&mut problem, &mut plan);
        reckon(&problem, &mut plan);
        let breaches = judge(&problem, &plan).breaches;
        assert!(!breaches.is_empty(), "{what}: was not refused");
        assert!(breaches.iter().all(is_meant), "{what}: {breaches:?}");
    }
}

#[test]
fn breaches_of_figures_are_refused_by_their_kind() {
    const NAN: f64 = f64::NAN;
    const INF: f64 = f64::INFINITY;
    let cases: Vec<Planted> = planted![
        ("another format", |_, p| p.format = "femtrinn-plan/2".into(), Breach::Format { .. }),
        (
            "an objective that is no number",
            |_, p| p.objective = NAN,
            Breach::NotFinite { field: "objective", .. }
        ),
        (
            "an infinite objective",
            |_, p| p.objective = -INF,
            Breach::NotFinite { field: "objective", .. }
        ),
        (
            "a bound that is no number",
            |_, p| p.bound = NAN,
            Breach::NotFinite { field: "bound", .. }
        ),
        ("an infinite bound", |_, p| p.bound = INF, Breach::NotFinite { field: "bound", .. }),
        ("a gap that is no number", |_, p| p.gap = NAN, Breach::NotFinite { field: "gap", .. }),
        ("an infinite gap", |_, p| p.gap = INF, Breach::NotFinite { field: "gap", .. }),
        (
            "an objective too high",
            |_, p| {
                p.objective += 1e-4;
                regap(p);
            },
            Breach::Objective { .. }
        ),
        (
            "an objective too low",
            |_, p| {
                p.objective -= 1e-4;
                regap(p);
            },
            Breach::Objective { .. }
        ),
        (
            "a start that is not counted",
            |_, p| {
                p.starts.pop();
            },
            Breach::Objective { .. }
        ),
        ("a bonus that is not earned", |_, p| p.starts[2].start_week = 4, Breach::Objective { .. }),
        (
            "a bound below the plan",
            |_, p| {
                p.bound = p.objective - 0.01;
                regap(p);
            },
            Breach::BoundBelowPlan { .. }
        ),
        ("a gap of something else", |_, p| p.gap += 1e-4, Breach::Gap { .. }),
        (
            "a bound that the prices do not prove",
            |_, p| {
                p.bound -= 0.01;
                regap(p);
            },
            Breach::Uncertified { .. }
        ),
        (
            "a bound above the certificate's sum",
            |_, p| {
                p.bound += 0.01;
                regap(p);
            },
            Breach::Uncertified { .. }
        ),
    ];
    for (what, planting, is_meant) in cases {
        let (mut problem, mut plan) = (problem(), plan());
        planting(&mut problem, &mut plan);
        let breaches = judge(&problem, &plan).breaches;
        assert!(breaches.iter().any(is_meant), "{what}: {breaches:?}");
    }
}

#[test]
fn no_plan_is_judged_against_a_flawed_problem() {
    let mut problem = problem();
    problem.openings[0].mentor_hours[0] = f64::NAN;
    problem.options[0].candidate = "x".to_owned();
    let flaws = check(&problem, &plan(), 0).expect_err("it has flaws");
    let places: Vec<_> = flaws.iter().map(engine::problem::Flaw::place).collect();
    assert_eq!(places, ["openings[0].mentor_hours", "options[0].candidate"]);
}

#[test]
fn without_steps_nothing_is_proved_and_nothing_sound_is_refused() {
    let report = check(&problem(), &plan(), 0).expect("a valid problem");
    assert_eq!(report.breaches, []);
    assert_eq!(report.blocks, 2);
}

#[test]
fn blocks_of_any_size_are_judged() {
    for people in [70, 5_000] {
        let mut problem = problem();
        problem.horizon_weeks = 26;
        problem.floors.clear();
        problem.keep.clear();
        for opening in &mut problem.openings {
            opening.places = vec![3; 26];
            opening.mentor_hours = vec![20.0; 26];
        }
        for specialist in &mut problem.specialists {
            specialist.support_hours = vec![20.0; 26];
        }
        let (person, options) = (problem.candidates[0].clone(), problem.options.clone());
        problem.candidates.clear();
        problem.options.clear();
        for at in 0..people {
            let id = format!("a{at}");
            for option in options.iter().filter(|option| option.candidate == "a") {
                let mut option = option.clone();
                option.candidate.clone_from(&id);
                option.latest_start = 25;
                problem.options.push(option);
            }
            problem.candidates.push(Candidate { id, ..person.clone() });
        }
        let mut plan = Plan { starts: vec![], certificate: Certificate::Search, ..plan() };
        let judged = |plan: &mut Plan| {
            (plan.bound, plan.objective) = (100.0, 0.0);
            regap(plan);
            judge(&problem, plan)
        };
        // 26 weeks of 20 hours are at most 86 jobbsmak of 6 hours at 0.36, and one trial at 0.96.
        assert_eq!(judged(&mut plan).breaches, [], "{people}");
        plan.certificate = Certificate::Prices {
            openings: vec![],
            floors: vec![],
            blocks: vec![Block { owner: BlockOwner::Specialist("s".to_owned()), bound: 100.0 }],
        };
        assert_eq!(judged(&mut plan).breaches, [], "{people}");
    }
}
