//! The Lillestrøm fixture against what is published of Lillestrøm.
//!
//! Source of all figures: Telemarksforsking report 811 (2024), section 2.1.2, figure 2.3 and section 4.6.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use engine::domain::{Candidate, Case, JobFamily, Level, Placement, Sector, monday_of_week};
use engine::eligibility::{self, Screening};

use serde_json::Value;

use crate::fixtures;

fn path() -> PathBuf {
    fixtures::folder().join("lillestrom/case.json")
}

fn lillestrom() -> Case {
    fixtures::case(&path())
}

fn count(case: &Case, holds: impl Fn(&Placement) -> bool) -> usize {
    case.placements.iter().filter(|&placement| holds(placement)).count()
}

/// All positions together.
fn per_cent(case: &Case) -> u32 {
    case.placements.iter().map(|p| u32::from(p.position.get())).sum()
}

/// Half places: a position below 50 per cent counts half.
fn half_places(case: &Case) -> u32 {
    case.placements.iter().map(|p| if p.position.get() < 50 { 1 } else { 2 }).sum()
}

#[test]
fn the_employed_are_those_of_the_report() {
    let case = lillestrom();
    let of_family = |families: &[JobFamily]| count(&case, |p| families.contains(&p.family));

    assert_eq!(case.placements.len(), 40, "people");
    assert_eq!(per_cent(&case), 2240, "22.4 full-time positions, on average 56.0 per cent");
    assert_eq!(count(&case, |p| p.position.get() < 50), 15, "positions below half");
    assert_eq!(half_places(&case), 65, "32.5 places");
    assert_eq!(of_family(&[JobFamily::Shop]), 9);
    assert_eq!(of_family(&[JobFamily::Kitchen]), 9);
    assert_eq!(of_family(&[JobFamily::Care, JobFamily::Children]), 6);
    assert_eq!(of_family(&[JobFamily::Caretaking]), 5);
    let others = [
        JobFamily::Driving,
        JobFamily::Animals,
        JobFamily::Recycling,
        JobFamily::Office,
        JobFamily::Production,
    ];
    assert_eq!(of_family(&others), 11, "driving, stable, recycling, office and production");
    assert!(others.iter().all(|&family| of_family(&[family]) > 0), "each of them");
    assert_eq!(count(&case, |p| p.started.year() <= 2021), 13, "employed since the pilot");
}

#[test]
fn their_workplaces_are_those_of_the_report() {
    let case = lillestrom();
    let workplaces: BTreeMap<_, _> = case.workplaces.iter().map(|w| (&w.id, w)).collect();
    let in_sector = |sector| count(&case, |p| workplaces[&p.workplace].sector == sector);
    let employers: BTreeSet<_> =
        case.placements.iter().map(|p| &workplaces[&p.workplace].employer).collect();

    assert_eq!(in_sector(Sector::Public), 21);
    assert_eq!(in_sector(Sector::Private), 19);
    assert!((30..=35).contains(&employers.len()), "{} employers", employers.len());
}

#[test]
fn the_staffing_is_that_of_the_report() {
    let case = lillestrom();
    let posts: u32 = case.specialists.iter().map(|s| u32::from(s.position.get())).sum();
    assert_eq!(posts, 350, "3.5 posts");
    for specialist in &case.specialists {
        let follows = count(&case, |p| p.specialist.as_ref() == Some(&specialist.id));
        assert_eq!(specialist.present_caseload as usize, follows, "{}", specialist.id);
    }

    // Figure 2.3 counts the leader, the specialists, and 11.5 per cent of a position for each mentor.
    let people = f64::from(u32::try_from(case.placements.len()).unwrap());
    let staff = 1.0 + f64::from(posts) / 100.0 + people * 0.115;
    let per_post = |count: f64| format!("{:.1}", count / staff);
    assert_eq!(per_post(people), "4.4", "people");
    assert_eq!(per_post(f64::from(half_places(&case)) / 2.0), "3.6", "places");
    assert_eq!(per_post(f64::from(per_cent(&case)) / 100.0), "2.5", "full-time positions");
}

#[test]
fn the_question_has_the_size_of_a_municipality() {
    let case = lillestrom();
    assert_eq!(case.candidates.len(), 25);
    assert_eq!(case.openings.len(), 31);
    let silent: Vec<_> = case.candidates.iter().filter(|c| c.own_words.is_none()).collect();
    assert!(silent.is_empty(), "each kartlegging opens with the person's own words: {silent:?}");
}

fn screened(case: &Case) -> Screening {
    let models = fixtures::service_models();
    let model = models.iter().find(|model| model.code == case.service_model).unwrap();
    let planning = model.planning_on(case.first_monday).unwrap();
    eligibility::screen(case, model, planning)
}

fn greatest_need(candidate: &Candidate) -> Option<Level> {
    candidate.tasks.iter().filter_map(|task| task.support_need).max()
}

#[test]
fn the_greatest_support_need_still_has_options() {
    let case = lillestrom();
    let screening = screened(&case);
    let greatest = case.candidates.iter().filter_map(greatest_need).max();
    assert_eq!(greatest, Some(Level::new(5).unwrap()), "the fixture holds the whole scale");
    for candidate in case.candidates.iter().filter(|c| greatest_need(c) == greatest) {
        let options = &screening.candidates[&candidate.id].options;
        let openings: BTreeSet<_> = options.iter().map(|option| &option.opening).collect();
        assert!(openings.len() > 1, "{} could choose between {openings:?}", candidate.id);
    }
}

#[test]
fn a_wish_for_fifteen_per_cent_is_a_route() {
    let case = lillestrom();
    let screening = screened(&case);
    let wish = case.candidates.iter().find(|c| c.wanted_position.most().get() == 15).unwrap();
    let route = screening.candidates[&wish.id].route.as_ref().expect("a way on, not a refusal");
    assert_eq!(route.position_least.get(), 20);
    assert!(!route.routes.is_empty());
    let others = screening.candidates.iter().filter(|(id, _)| **id != wish.id);
    assert!(others.into_iter().all(|(_, screened)| screened.route.is_none()));
}

#[test]
fn an_opening_that_was_made_for_someone_is_theirs_alone_while_it_is_kept() {
    let case = lillestrom();
    let screening = screened(&case);
    let kept = case.openings.iter().find(|opening| opening.made_for.is_some()).unwrap();
    let made_for = kept.made_for.as_ref().unwrap();
    let mut whose = BTreeSet::new();
    for (candidate, screened) in &screening.candidates {
        for option in screened.options.iter().filter(|option| option.opening == kept.id) {
            whose.insert(candidate);
            let first = monday_of_week(case.first_monday, option.terms.starts[0].earliest);
            assert_eq!(first <= made_for.until, *candidate == made_for.candidate, "{candidate}");
        }
    }
    assert!(whose.len() > 1, "others can come afterwards: {whose:?}");
}

/// What a job specialist would expect, as fixtures/lillestrom/README.md gives it with the reasons: a proposal
/// of this kind, in one of these openings, not before this week.
#[rustfmt::skip]
const EXPECTED: &[(&str, &str, &[&str], u64)] = &[
    ("K-01", "trial",    &["O-01"],                 0),
    ("K-03", "trial",    &["O-09", "O-10"],         0),
    ("K-04", "trial",    &["O-10", "O-21"],         1),
    ("K-07", "trial",    &["O-06"],                 0),
    ("K-09", "trial",    &["O-19", "O-30"],         3),
    ("K-12", "jobbsmak", &["O-21", "O-22", "O-27"], 0),
    ("K-15", "trial",    &["O-19", "O-20"],         0),
    ("K-17", "trial",    &["O-13"],                 0),
    ("K-19", "trial",    &["O-26"],                 0),
    ("K-22", "trial",    &["O-14"],                 0),
];

/// Those for whom nothing should be planned.
const EXPECTED_WITHOUT: &[&str] = &["K-05", "K-10", "K-11", "K-16"];

#[test]
fn the_proposals_are_what_a_job_specialist_would_expect() {
    let answer: Value = serde_json::from_str(&fixtures::answer(&path(), &["--json"])).unwrap();
    let proposals = answer["proposals"].as_array().unwrap();
    let mut surprises = Vec::new();
    for &(candidate, activity, openings, not_before) in EXPECTED {
        let mut of_kind =
            proposals.iter().filter(|p| p["candidate"] == candidate && p["activity"] == activity);
        let expected = of_kind.clone().any(|p| {
            openings.iter().any(|&opening| p["opening"] == opening)
                && p["start_week"].as_u64().unwrap() >= not_before
        });
        if !expected {
            let opening = of_kind.next().map(|p| p["opening"].to_string());
            surprises.push(format!("{candidate}: {activity} at {opening:?}, not {openings:?}"));
        }
    }
    for candidate in EXPECTED_WITHOUT {
        if proposals.iter().any(|p| p["candidate"] == *candidate) {
            surprises.push(format!("{candidate}: something is proposed"));
        }
    }
    assert!(surprises.is_empty(), "{surprises:#?}");
}

#[test]
fn the_readme_quotes_the_demo() {
    let root = fixtures::folder().join("..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let demo = fs::read_to_string(root.join("tests/it/snapshots/demo.snap")).unwrap();
    let (_, quoted) = readme.split_once("## What it says").unwrap();
    let (quoted, _) = quoted.split_once("\n## ").unwrap();
    let lines: Vec<_> =
        quoted.lines().map(|line| line.strip_prefix("    ").unwrap_or("")).collect();
    let quoted = lines.join("\n");
    let parts: Vec<_> = quoted.split("[...]").map(str::trim).collect();
    assert!(parts.len() > 1, "README.md shows something");
    for part in parts {
        assert!(demo.contains(part), "the demo no longer says: {part}");
    }
}
