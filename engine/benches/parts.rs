//! What the parts of the solver take, on an invented municipality of 100 candidates and 60 openings.
//!
//! `cargo bench -p femtrinn-engine`. Whole runs beside other solvers are measured by `tests/measure/solver.py`.

#![expect(clippy::unwrap_used, reason = "a measurement may stop where it fails")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use engine::domain::{ServiceModelCode, service_model};
use engine::problem::check::check;
use engine::problem::{Certificate, Plan, Problem};
use engine::simulate::{self, Fit, Numbers, Size};
use engine::solve::{Before, Settings, bound_at, marginal_costs, resume, solve};
use engine::value::Model;
use jiff::civil::date;

const MODEL: &str = include_str!("../../fixtures/service-models/lillestrom.json");

/// Two threads, so much work, and the gap that is enough.
fn settings(gap: f64, work: u64) -> Settings<'static> {
    Settings { gap, work: Some(work), threads: 2, time_is_up: &|| false, progress: &|_| () }
}

/// The municipality's problem, with a plan of it that has prices.
fn municipality() -> (Problem, Plan) {
    let rules = service_model::read(MODEL).unwrap();
    let invented = simulate::Settings {
        seed: 1,
        fit: Fit::PersonByPlace,
        first_monday: date(2027, 1, 11),
        horizon_weeks: 8,
        service_model: ServiceModelCode::new("lillestrom").unwrap(),
    };
    let numbers =
        Numbers { candidates: 100, employed: 60, openings: 60, employers: 40, posts_pct: 800 };
    let case = simulate::case(&invented, &Size::Small.invent(1)[0], numbers, 0);
    let planned = engine::planned(&case, &rules, &Model::prior(), &settings(0.0, 0), |it, _| {
        it.stated.problem.clone()
    });
    let problem = planned.unwrap();
    let plan = solve(&problem, &settings(0.0, 100_000));
    assert!(matches!(plan.certificate, Certificate::Prices { .. }), "prices are what is measured");
    (problem, plan)
}

fn parts(criterion: &mut Criterion) {
    let (problem, plan) = municipality();
    let mut group = criterion.benchmark_group("municipality");
    group.sample_size(10);
    group.bench_function("a plan within 5 per cent", |it| {
        it.iter(|| solve(black_box(&problem), &settings(0.05, 2_000_000)));
    });
    group.bench_function("another bound of every block at given prices", |it| {
        let Certificate::Prices { blocks, .. } = &plan.certificate else { unreachable!() };
        let all: Vec<_> = blocks.iter().map(|block| block.owner.clone()).collect();
        it.iter(|| bound_at(black_box(&problem), &plan.certificate, &all));
    });
    group.bench_function("what every start would cost the whole", |it| {
        it.iter(|| marginal_costs(black_box(&problem), &plan.certificate));
    });
    group.bench_function("the next plan when somebody leaves", |it| {
        let mut changed = problem.clone();
        let gone = changed.candidates.remove(50).id;
        changed.options.retain(|option| option.candidate != gone);
        let before = Before { problem: &problem, plan: &plan };
        it.iter(|| resume(black_box(&changed), before, &settings(0.0, 2_000_000)));
    });
    group.bench_function("the check of a plan, without proofs", |it| {
        it.iter(|| check(black_box(&problem), &plan, 0).unwrap());
    });
    group.finish();
}

criterion_group!(benches, parts);
criterion_main!(benches);
