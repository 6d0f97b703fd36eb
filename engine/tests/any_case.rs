//! Whatever is written in a case, it is told what is wrong with it or it is answered; and on the way from the
//! case to the problem nothing is promised that does not hold.

#![expect(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::collections::BTreeMap;

use engine::domain::{Activity, Case, ServiceModel, case, service_model};
use engine::eligibility::{Figure, Screening, screen};
use engine::problem::state::state;
use engine::problem::validate;
use engine::value::{Model, appraise};
use proptest::prelude::*;
use proptest::sample::Index;

const MODEL: &str = include_str!("../../fixtures/service-models/lillestrom.json");
const ONE_PAIR: &str = include_str!("../../fixtures/cases/one-pair/case.json");
const LILLESTROM: &str = include_str!("../../fixtures/lillestrom/case.json");

fn model() -> ServiceModel {
    service_model::read(MODEL).unwrap()
}

fn screening(case: &Case, model: &ServiceModel) -> Screening {
    screen(case, model, model.planning_on(case.first_monday).unwrap())
}

/// Reads a case and states its problem; a case that can be read has a valid one.
fn check(text: &str, models: &[ServiceModel]) -> bool {
    let Ok(case) = case::read(text, models) else { return false };
    let model = models.iter().find(|model| model.code == case.service_model).unwrap();
    let screening = screening(&case, model);
    let appraisals = appraise(&Model::prior(), &case, &screening);
    let planning = model.planning_on(case.first_monday).unwrap();
    let stated = state(&case, model, planning, &screening, &appraisals);
    assert_eq!(validate(&stated.problem), [], "{text}");
    true
}

/// The small case with a token replaced by another one's text, or by something that bites.
fn mutated(changes: &[(Index, Index, u8)]) -> String {
    let biting = [
        "0",
        "-1",
        "1e300",
        "26",
        "\"\"",
        "[]",
        "null",
        "true",
        "\"2999-12-31\"",
        "\"1900-01-01\"",
    ];
    let mut tokens: Vec<String> = ONE_PAIR
        .split_inclusive([' ', '\n', ',', ':', '[', ']', '{', '}'])
        .map(ToOwned::to_owned)
        .collect();
    for (at, from, kind) in changes {
        let at = at.index(tokens.len());
        let end = tokens[at].chars().last().unwrap_or(' ');
        tokens[at] = match kind % 4 {
            0 => tokens[from.index(tokens.len())].clone(),
            1 => String::new(),
            _ => format!("{}{end}", biting[from.index(biting.len())]),
        };
    }
    tokens.concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_broken_case_is_told_its_faults_and_a_strange_one_is_answered(
        changes in prop::collection::vec((any::<Index>(), any::<Index>(), any::<u8>()), 1..4)
    ) {
        check(&mutated(&changes), &[model()]);
    }
}

#[test]
fn the_fixture_states_a_valid_problem() {
    assert!(check(LILLESTROM, &[model()]));
}

#[test]
fn every_option_of_the_fixture_holds_what_it_says() {
    let model = model();
    let case = case::read(LILLESTROM, std::slice::from_ref(&model)).unwrap();
    let openings: BTreeMap<_, _> = case.openings.iter().map(|o| (&o.id, o)).collect();
    let screening = screening(&case, &model);
    let mut options = 0;
    for candidate in &case.candidates {
        for option in &screening.candidates[&candidate.id].options {
            let (terms, opening) = (&option.terms, openings[&option.opening]);
            let who = format!("{} at {}", candidate.id, opening.id);
            let ranges = [candidate.wanted_position, opening.position];
            assert!(
                ranges.iter().all(|r| (r.least()..=r.most()).contains(&terms.position)),
                "{who}"
            );
            assert!(terms.position.get() >= 20, "{who}");
            let minutes = u32::from(terms.position.get()) * 2_250 / 100;
            assert!(terms.common_hours.minutes() >= minutes, "{who}");
            assert_eq!(terms.common_hours, opening.hours.overlap(&candidate.available), "{who}");
            let offered = |adaptation| opening.adaptations.contains(adaptation);
            let on_the_way =
                |step: &_| matches!(step, engine::eligibility::NextStep::ArrangeForTheWay { .. });
            let arranged = terms.next_steps.iter().filter(|step| on_the_way(step)).count();
            let missing = candidate.adaptations.iter().filter(|a| !offered(a)).count();
            assert_eq!(missing, arranged, "{who}");
            assert!(!candidate.avoid_families.contains(&opening.family), "{who}");
            let weeks = if option.activity == Activity::Trial { 4 } else { 1 };
            assert_eq!(terms.hours.mentor.len(), weeks, "{who}");
            assert!(!terms.starts.is_empty(), "{who}");
            assert!(terms.starts.iter().all(|w| w.latest + weeks <= case.horizon_weeks), "{who}");
            assert!(
                terms.starts.windows(2).all(|pair| pair[0].latest + 1 < pair[1].earliest),
                "{who}"
            );
            options += 1;
        }
    }
    assert!(options > 200, "{options}");
}

#[test]
fn the_two_figures_of_every_reason_conflict() {
    let model = model();
    let case = case::read(LILLESTROM, std::slice::from_ref(&model)).unwrap();
    let screening = screening(&case, &model);
    let mut reasons = 0;
    for (candidate, screened) in &screening.candidates {
        let far = screened.nearest_out_of_reach.iter().map(|(id, reason)| (id, reason));
        let near =
            screened.refused.iter().flat_map(|(id, all)| all.iter().map(move |one| (id, one)));
        for (opening, reason) in near.chain(far) {
            let conflict = match (&reason.needed, &reason.found) {
                (Figure::PositionPct(needed), Figure::PositionPct(found)) => needed > found,
                (Figure::MinutesAWeek(needed), Figure::MinutesAWeek(found))
                | (Figure::People(needed), Figure::People(found)) => needed > found,
                (Figure::TravelMinutes(takes), Figure::TravelMinutes(most)) => takes > most,
                (Figure::Codes(needed), Figure::Codes(found)) => {
                    let all_found = needed.iter().all(|code| found.contains(code));
                    all_found == (reason.rule == "avoided-family")
                }
                (Figure::Week(ready), Figure::Week(last)) => {
                    ready > last || reason.rule == "no-common-week"
                }
                (Figure::Day(_), Figure::Day(_))
                | (Figure::Nothing, Figure::Codes(_) | Figure::Id(_)) => true,
                (needed, found) => needed != found,
            };
            assert!(conflict, "{candidate} at {opening}: {reason:?}");
            reasons += 1;
        }
    }
    assert!(reasons > 200, "{reasons}");
}
