//! The Lillestrøm fixture against what is published of Lillestrøm.
//!
//! Source of all figures: Telemarksforsking report 811 (2024), section 2.1.2, figure 2.3 and section 4.6.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{Case, JobFamily, Placement, Sector};

use crate::fixtures;

fn lillestrom() -> Case {
    fixtures::case(&fixtures::folder().join("lillestrom/case.json"))
}

fn count(case: &Case, holds: impl Fn(&Placement) -> bool) -> usize {
    case.placements.iter().filter(|&placement| holds(placement)).count()
}

/// Half places: a position below 50 per cent counts half.
fn half_places(case: &Case) -> usize {
    case.placements.len() + count(case, |p| p.position.get() >= 50)
}

#[test]
fn the_employed_are_those_of_the_report() {
    let case = lillestrom();
    let per_cent: u32 = case.placements.iter().map(|p| u32::from(p.position.get())).sum();
    let of_family = |families: &[JobFamily]| count(&case, |p| families.contains(&p.family));

    assert_eq!(case.placements.len(), 40, "people");
    assert_eq!(per_cent, 2240, "22.4 full-time positions, on average 56.0 per cent");
    assert_eq!(count(&case, |p| p.position.get() < 50), 15, "positions below half");
    assert_eq!(half_places(&case), 65, "32.5 places");
    assert_eq!(of_family(&[JobFamily::Shop]), 9);
    assert_eq!(of_family(&[JobFamily::Kitchen]), 9);
    assert_eq!(of_family(&[JobFamily::Care]), 6);
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
    let people = 40.0;
    let staff = 1.0 + f64::from(posts) / 100.0 + people * 0.115;
    let per_post = |count: f64| (count / staff * 10.0).round() / 10.0;
    assert_eq!([per_post(people), per_post(65.0 / 2.0), per_post(22.4)], [4.4, 3.6, 2.5]);
}

#[test]
fn the_question_has_the_size_of_a_municipality() {
    let case = lillestrom();
    assert_eq!(case.candidates.len(), 25);
    assert_eq!(case.openings.len(), 31);
    let silent: Vec<_> = case.candidates.iter().filter(|c| c.own_words.is_none()).collect();
    assert!(silent.is_empty(), "each kartlegging opens with the person's own words: {silent:?}");
}
