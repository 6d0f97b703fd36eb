//! The figures of an answer add up: what speaks for and against a pair to its logit, proposals to the objective,
//! what is used and what is left to what there is.

#![expect(clippy::unwrap_used, reason = "a test may stop where it fails")]

use engine::domain::{Case, ServiceModel, ServiceModelCode, service_model};
use engine::explain::{Answer, Grounds, explain};
use engine::planned;
use engine::problem::{Plan, Problem};
use engine::revise::Revised;
use engine::simulate::{self, Fit, Numbers, Size};
use engine::solve::Settings;
use engine::value::Model;
use jiff::civil::date;
use proptest::prelude::*;

const MODEL: &str = include_str!("../../fixtures/service-models/lillestrom.json");

const SETTINGS: Settings<'static> = Settings {
    gap: 0.0002,
    work: Some(20_000),
    threads: 1,
    time_is_up: &|| false,
    progress: &|_| (),
};

fn model() -> ServiceModel {
    service_model::read(MODEL).unwrap()
}

fn drawn(seed: u64, candidates: usize, openings: usize) -> Case {
    let settings = simulate::Settings {
        seed,
        fit: Fit::PersonByPlace,
        first_monday: date(2027, 1, 11),
        horizon_weeks: 8,
        service_model: ServiceModelCode::new("lillestrom").unwrap(),
    };
    let numbers = Numbers { candidates, employed: 5, openings, employers: 6, posts_pct: 150 };
    simulate::case(&settings, &Size::Small.invent(seed)[0], numbers, 0)
}

fn answered(case: &Case) -> (Problem, Plan, Answer) {
    let all = |grounds: Grounds<'_>, revised: &Revised| {
        let answer = explain(grounds, &revised.plan);
        (grounds.stated.problem.clone(), revised.plan.clone(), answer)
    };
    planned(case, &model(), &Model::prior(), &SETTINGS, all).unwrap()
}

fn agree(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6 * one.abs().max(1.0)
}

/// What is said of each pair adds up to what is believed of it.
fn contributions_add_up(answer: &Answer) {
    for proposal in &answer.proposals {
        let told = [&proposal.speaks_for, &proposal.speaks_against, &proposal.as_usual];
        let sum: f64 = told.into_iter().flatten().map(|it| it.contribution.logit).sum();
        let who = &proposal.candidate;
        assert!(agree(sum, proposal.belief.logit), "{who}: {sum} and {}", proposal.belief.logit);
    }
}

/// What each start is worth, less what floors miss, is the objective.
fn values_add_up(problem: &Problem, plan: &Plan) {
    let earned: f64 = plan
        .starts
        .iter()
        .map(|start| {
            let option = problem.options.iter().find(|it| {
                (&it.candidate, &it.opening, &it.profile)
                    == (&start.candidate, &start.opening, &start.profile)
            });
            let candidate = problem.candidates.iter().find(|it| it.id == start.candidate);
            let week = f64::from(u32::try_from(start.start_week).unwrap());
            candidate.unwrap().priority
                * option.unwrap().value
                * (1.0 - problem.start_discount * week)
        })
        .sum();
    let trials = |group: &str| {
        let is_trial = |profile: &str| {
            let profile = problem.profiles.iter().find(|it| it.id == profile).unwrap();
            profile.activity == engine::problem::Activity::Trial
        };
        let is_member = |who: &str| {
            let who = problem.candidates.iter().find(|it| it.id == who).unwrap();
            who.group.as_deref() == Some(group)
        };
        let own = plan.starts.iter().filter(|it| is_trial(&it.profile) && is_member(&it.candidate));
        u32::try_from(own.count()).unwrap()
    };
    let missed = problem.floors.iter().map(|floor| {
        floor.penalty * f64::from(floor.min_trials.saturating_sub(trials(&floor.group)))
    });
    let sum = earned - missed.sum::<f64>();
    assert!(agree(sum, plan.objective), "{sum} and {}", plan.objective);
    assert!(plan.bound >= plan.objective - 1e-9);
}

/// What proposals take of a specialist, week by week, is what the plan takes; and no more than there is.
fn hours_add_up(case: &Case, problem: &Problem, answer: &Answer) {
    for load in &answer.specialists {
        let own = |who: &engine::domain::CandidateId| {
            let who = case.candidates.iter().find(|it| it.id == *who).unwrap();
            who.specialist.as_ref() == Some(&load.specialist)
        };
        let own: Vec<_> = answer.proposals.iter().filter(|it| own(&it.candidate)).collect();
        let stated = problem.specialists.iter().find(|it| it.id == load.specialist.as_str());
        for (week, told) in load.weeks.iter().enumerate() {
            let taken: f64 = own
                .iter()
                .flat_map(|proposal| &proposal.takes)
                .filter(|takes| takes.week == week)
                .map(|takes| takes.specialist_hours.hours())
                .sum();
            assert!(agree(taken, told.planned_hours), "{} in {week}", load.specialist);
            assert!(agree(told.free_hours, stated.unwrap().support_hours[week]));
            assert!(told.planned_hours <= told.free_hours + 1e-6);
        }
        assert!(load.trials <= load.caseload_room);
    }
    for opening in &problem.openings {
        let here = answer.proposals.iter().filter(|it| it.opening.as_str() == opening.id);
        let takes: Vec<_> = here.flat_map(|proposal| &proposal.takes).collect();
        for week in 0..problem.horizon_weeks {
            let now: Vec<_> = takes.iter().filter(|takes| takes.week == week).collect();
            let mentor: f64 = now.iter().map(|takes| takes.mentor_hours.hours()).sum();
            assert!(now.len() <= opening.places[week] as usize, "{} in {week}", opening.id);
            assert!(mentor <= opening.mentor_hours[week] + 1e-6, "{} in {week}", opening.id);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn figures_add_up(seed in 0_u64..10_000, candidates in 1_usize..10, openings in 1_usize..8) {
        let case = drawn(seed, candidates, openings);
        let (problem, plan, answer) = answered(&case);
        contributions_add_up(&answer);
        values_add_up(&problem, &plan);
        hours_add_up(&case, &problem, &answer);
    }
}
