//! Explanations held against what they explain, and against what happens when a reason is taken away.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;
use crate::domain::{ServiceModel, case, service_model};
use crate::eligibility::Figure;
use crate::problem::state::state;
use crate::problem::{self, PlacementOption, Shortage};
use crate::solve::{Settings, solve};

macro_rules! fixture {
    ($path:literal) => {
        serde_json::from_str::<Value>(include_str!(concat!("../../../fixtures/", $path))).unwrap()
    };
}

fn lillestrom() -> Value {
    fixture!("lillestrom/case.json")
}

fn rules() -> ServiceModel {
    let text = include_str!("../../../fixtures/service-models/lillestrom.json");
    service_model::read(text).unwrap()
}

const SETTINGS: Settings<'static> = Settings {
    gap: 0.0002,
    work: Some(100_000),
    threads: 1,
    time_is_up: &|| false,
    progress: &|_| (),
};

fn answer(case: &Value) -> Answer {
    let rules = rules();
    let case = case::read(&case.to_string(), std::slice::from_ref(&rules)).unwrap();
    crate::answer(&case, &rules, &Model::prior(), &SETTINGS).unwrap().answer
}

/// Why the first candidate without a proposal has none.
fn why(case: &Value) -> Option<Why> {
    answer(case).without.first().map(|without| without.why.clone())
}

fn set(case: &Value, change: impl FnOnce(&mut Value)) -> Value {
    let mut changed = case.clone();
    change(&mut changed);
    changed
}

#[test]
fn reasons_add_up_to_the_value_that_was_planned_with() {
    let rules = rules();
    let case = case::read(&lillestrom().to_string(), std::slice::from_ref(&rules)).unwrap();
    let planning = rules.planning_on(case.first_monday).unwrap();
    let model = Model::prior();
    let screening = crate::eligibility::screen(&case, &rules, planning);
    let appraisals = crate::value::appraise(&model, &case, &screening);
    let stated = state(&case, &rules, planning, &screening, &appraisals);
    let plan = solve(&stated.problem, &SETTINGS);
    let grounds = Grounds {
        case: &case,
        rules: &rules,
        planning,
        screening: &screening,
        model: &model,
        stated: &stated,
    };
    let answer = explain(grounds, &plan);
    assert_eq!(answer.proposals.len(), plan.starts.len());

    for proposal in &answer.proposals {
        let Proposal { candidate, opening, activity, takes, belief, .. } = proposal;
        let all = [&proposal.speaks_for, &proposal.speaks_against, &proposal.as_usual];
        let mut reasons: Vec<&Weighed> = all.into_iter().flatten().collect();
        reasons.sort_by_key(|reason| reason.contribution.feature);
        let sum = reasons.iter().fold(0.0, |sum, reason| sum + reason.contribution.logit);
        assert_eq!(sum.to_bits(), belief.logit.to_bits(), "{candidate} at {opening}");
        assert!(belief.from < belief.chance && belief.chance < belief.to);
        assert!(proposal.speaks_for.iter().all(|reason| reason.contribution.logit > 0.0));
        assert!(proposal.speaks_against.iter().all(|reason| reason.contribution.logit < 0.0));

        let is_this = |option: &&PlacementOption| {
            (option.candidate.as_str(), option.opening.as_str())
                == (candidate.as_str(), opening.as_str())
        };
        let mut options = stated.problem.options.iter().filter(is_this);
        if *activity == crate::domain::Activity::Trial {
            let planned_with = |option: &PlacementOption| option.value.to_bits();
            assert!(options.any(|option| planned_with(option) == belief.chance.to_bits()));
        }
        assert_eq!(proposal.start_week, takes[0].week);
    }
    for load in &answer.specialists {
        assert!(load.weeks.iter().all(|week| week.planned_hours <= week.free_hours + 1e-6));
    }
    let hours = |takes: fn(&TakesInWeek) -> f64| -> f64 {
        answer.proposals.iter().flat_map(|proposal| &proposal.takes).map(takes).sum()
    };
    let planned: f64 =
        answer.specialists.iter().flat_map(|load| &load.weeks).map(|week| week.planned_hours).sum();
    assert!((hours(|week| week.specialist_hours.hours()) - planned).abs() < 1e-6);
}

#[test]
fn nobody_learns_who_another_candidate_is() {
    let case = lillestrom();
    let answer = answer(&case);
    let ids: BTreeSet<String> = case["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|candidate| candidate["id"].as_str().unwrap().to_owned())
        .collect();
    let check = |own: &CandidateId, told: String| {
        for id in ids.iter().filter(|id| *id != own.as_str()) {
            assert!(!told.contains(&format!("\"{id}\"")), "{own} is told of {id}: {told}");
        }
    };
    for proposal in &answer.proposals {
        check(&proposal.candidate, serde_json::to_string(proposal).unwrap());
    }
    for without in &answer.without {
        check(&without.candidate, serde_json::to_string(without).unwrap());
    }
    let everyone: BTreeSet<&CandidateId> = answer
        .proposals
        .iter()
        .map(|proposal| &proposal.candidate)
        .chain(answer.without.iter().map(|without| &without.candidate))
        .collect();
    assert_eq!(everyone.len(), ids.len(), "everyone gets an answer");
}

#[test]
fn a_shortage_is_gone_when_what_was_short_is_there() {
    let case = fixture!("cases/two-people-one-place/case.json");
    let Some(Why::Shortage(shortfall)) = why(&case) else { panic!("one place for two people") };
    let kinds: Vec<&str> = shortfall
        .short_of
        .iter()
        .map(|count| match count.closest {
            Shortage::Place { .. } => "place",
            Shortage::MentorHours { .. } => "mentor",
            Shortage::Job => "job",
            _ => "other",
        })
        .collect();
    assert_eq!(kinds, ["place", "mentor", "job"]);
    let place = |case: &mut Value| case["openings"][0]["places"] = json!(2);
    let mentor = |case: &mut Value| case["openings"][0]["mentor"]["hours_week"] = json!(16);
    let job = |case: &mut Value| case["openings"][0]["trials_most"] = json!(2);
    let changes: [&dyn Fn(&mut Value); 3] = [&place, &mentor, &job];
    let all = changes.iter().fold(case.clone(), |case, change| set(&case, change));
    assert_eq!(why(&all), None, "with all three there is room for both");
    for missing in 0..3 {
        let others = changes.iter().enumerate().filter(|(index, _)| *index != missing);
        let two_of_three = others.fold(case.clone(), |case, (_, change)| set(&case, change));
        let Some(Why::Shortage(shortfall)) = why(&two_of_three) else {
            panic!("{missing} is short")
        };
        assert_eq!((shortfall.short_of.len(), shortfall.short_of[0].alone), (1, 1));
    }
}

#[test]
fn specialist_hours_that_are_short_are_told_with_their_figures() {
    let case = fixture!("cases/specialist-has-no-hours/case.json");
    let Some(Why::Shortage(shortfall)) = why(&case) else { panic!("the hours are short") };
    let Shortage::SpecialistHours { week: 0, needed, left } = shortfall.short_of[0].closest else {
        panic!("{shortfall:?}")
    };
    let present = case["specialists"][0]["support_hours_week"].as_f64().unwrap();
    let given = |more: f64| {
        let hours = json!(present + more);
        set(&case, |case| case["specialists"][0]["support_hours_week"] = hours)
    };
    assert!(left < needed);
    assert!(why(&given(needed - left - 0.1)).is_some(), "too few still");
    assert_eq!(why(&given(needed - left)), None, "just enough");
}

#[test]
fn a_rule_that_stopped_everything_is_told_with_figures_that_conflict() {
    let case = fixture!("cases/two-days-apart/case.json");
    let answer = answer(&case);
    let without = &answer.without[0];
    assert_eq!(without.why, Why::NothingEligible);
    let [count] = without.rules.as_slice() else { panic!("{:?}", without.rules) };
    assert_eq!((count.rule, count.openings, count.alone), ("too-few-common-hours", 1, 1));
    let (Figure::MinutesAWeek(needed), Figure::MinutesAWeek(found)) =
        (&count.closest.needed, &count.closest.found)
    else {
        panic!("{count:?}")
    };
    assert!(found < needed);
    let opening_hours = case["openings"][0]["hours"].clone();
    let met = set(&case, |case| case["candidates"][0]["available"] = opening_hours);
    assert_eq!(why(&met), None);
}

#[test]
fn another_way_and_a_wait_are_no_refusals() {
    let Some(Why::AnotherWay(route)) = why(&fixture!("cases/wish-of-fifteen-per-cent/case.json"))
    else {
        panic!("a wish below the smallest position is a route")
    };
    assert_eq!((route.wanted_most.get(), route.position_least.get()), (15, 20));
    assert!(!route.routes.is_empty());

    let one_pair = fixture!("cases/one-pair/case.json");
    let later = set(&one_pair, |case| case["candidates"][0]["consent"] = json!("later"));
    assert_eq!(why(&later), Some(Why::NotNow { consent: crate::domain::Consent::Later }));
    let alone = set(&one_pair, |case| case["candidates"][0]["specialist"] = Value::Null);
    assert_eq!(why(&alone), Some(Why::NoSpecialist));
}

/// The fadder has an hour a week for somebody who needs many: the specialist gives the others.
#[test]
fn a_great_need_is_hours_and_no_closed_door() {
    let case = set(&fixture!("cases/greatest-need/case.json"), |case| {
        for opening in case["openings"].as_array_mut().unwrap() {
            opening["mentor"]["hours_week"] = json!(1);
        }
        case["specialists"][0]["support_hours_week"] = json!(40);
    });
    let answer = answer(&case);
    let [proposal] = answer.proposals.as_slice() else { panic!("{:?}", answer.without) };
    for week in &proposal.takes {
        assert_eq!(week.mentor_hours.minutes(), 60);
        assert!(week.stands_in_hours.minutes() > 0);
        assert!(week.stands_in_hours < week.specialist_hours);
    }
    let about_support = |reason: &&Weighed| matches!(reason.evidence, Evidence::Support { needed_hours, .. } if needed_hours > 1.0);
    assert!(proposal.speaks_against.iter().any(|reason| about_support(&reason)));
}

/// An alternative is real: taken instead of what is proposed to this person, nothing else moves.
#[test]
fn each_alternative_has_room_beside_what_all_others_keep() {
    let rules = rules();
    let case = case::read(&lillestrom().to_string(), std::slice::from_ref(&rules)).unwrap();
    let planning = rules.planning_on(case.first_monday).unwrap();
    let model = Model::prior();
    let screening = crate::eligibility::screen(&case, &rules, planning);
    let appraisals = crate::value::appraise(&model, &case, &screening);
    let stated = state(&case, &rules, planning, &screening, &appraisals);
    let plan = solve(&stated.problem, &SETTINGS);
    let found = alternatives::alternatives(&stated.problem, &plan, case.first_monday);
    assert!(found.len() > 15, "only {} have a choice", found.len());
    for Alternatives { candidate, instead } in found {
        assert!((1..=3).contains(&instead.len()), "{candidate}");
        let others = plan.starts.iter().filter(|it| it.candidate != candidate.as_str());
        for Alternative { opening, activity, start_week, .. } in instead {
            let proposed = |it: &Start| {
                (it.candidate.as_str(), it.opening.as_str())
                    == (candidate.as_str(), opening.as_str())
            };
            assert!(!plan.starts.iter().any(proposed), "{candidate}: {opening} is proposed");
            let option = stated.problem.options.iter().find(|it| {
                let window = it.earliest_start..=it.latest_start;
                let profile = stated.problem.profiles.iter().find(|p| p.id == it.profile).unwrap();
                let is_trial = profile.activity == problem::Activity::Trial;
                (it.candidate.as_str(), it.opening.as_str(), is_trial)
                    == (candidate.as_str(), opening.as_str(), activity == Activity::Trial)
                    && window.contains(&start_week)
            });
            let PlacementOption { profile, .. } = option.unwrap().clone();
            let start = Start {
                candidate: candidate.as_str().to_owned(),
                opening: opening.as_str().to_owned(),
                profile,
                start_week,
            };
            let starts = others.clone().cloned().chain([start]).collect();
            let plan = Plan { starts, ..plan.clone() };
            let report = problem::check(&stated.problem, &plan, 0).unwrap();
            let broken: Vec<String> = report.breaches.iter().map(ToString::to_string).collect();
            // The figures of the plan no longer fit; its starts break no rule.
            let rules_broken = broken.iter().filter(|it| it.contains(opening.as_str()));
            assert_eq!(rules_broken.count(), 0, "{candidate}: {broken:?}");
        }
    }
}

#[test]
fn somebody_ready_for_a_trial_is_told_why_only_a_jobbsmak_is_proposed() {
    let short = set(&fixture!("cases/taste-before-trial/case.json"), |case| {
        case["horizon_weeks"] = json!(1);
    });
    let answer = answer(&short);
    assert_eq!(answer.proposals.len(), 1, "{:?}", answer.without);
    let [WithoutTrial { candidate, why }] = answer.without_trial.as_slice() else {
        panic!("{:?}", answer.without_trial)
    };
    assert_eq!(candidate.as_str(), "K-01");
    let WhyNoTrial::NothingEligible { rules } = why else { panic!("{why:?}") };
    let [RuleCount { rule: "horizon-too-short", openings: 2, alone: 2, closest, .. }] =
        rules.as_slice()
    else {
        panic!("{rules:?}")
    };
    assert_eq!((&closest.needed, &closest.found), (&Figure::Weeks(4), &Figure::Weeks(1)));
}
