//! How often what was drawn came out as it was published, counted case by case.

use std::collections::{BTreeMap, BTreeSet};

use super::published::{
    BELOW_LEAST, CAME_LATELY, FAMILIES, HAS_SPECIALIST, LEAVING_SCHOOL, POSITIONS, PUBLIC,
    SUPPORT_NEED, WISHES,
};
use crate::domain::{Case, Sector};

/// A share that was aimed at, and the one that came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Realised {
    /// What it is a share of.
    pub of: &'static str,
    /// What has it.
    pub what: String,
    /// What it rests on.
    pub basis: &'static str,
    /// The share aimed at.
    pub published: f64,
    /// The share that came out; 0 where nothing was drawn.
    pub realised: f64,
    /// Draws that do not depend on each other.
    pub draws: u32,
}

/// Counts over any number of cases.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Of what, and which: how many.
    counts: BTreeMap<(&'static str, String), u32>,
    /// Of what: how many, and how many draws they come from.
    wholes: BTreeMap<&'static str, (u32, u32)>,
}

const POSITION: &str = "position of people in work, per cent";
const FAMILY: &str = "job family of people in work";
const SECTOR: &str = "sector of people in work";
const STARTED: &str = "start of people in work";
const WISH: &str = "largest position wished for, per cent";
const NEED: &str = "greatest support need of candidates";
const SPECIALIST: &str = "candidates' job specialist";
const SCHOOL: &str = "candidates' way in";

const REPORT: &str = "report 811, 2.1.2";
const ASSUMED: &str = "assumption";

impl Tally {
    /// Counts a case in.
    pub fn add(&mut self, case: &Case) {
        let public: BTreeSet<_> = case
            .workplaces
            .iter()
            .filter(|it| it.sector == Sector::Public)
            .map(|it| &it.id)
            .collect();
        let mut workplaces = BTreeSet::new();
        for placement in &case.placements {
            self.count(POSITION, placement.position.get().to_string());
            self.count(FAMILY, placement.family.code().to_owned());
            // Who works at the same place has the same sector.
            let same_draw = !workplaces.insert(&placement.workplace);
            self.count_one(SECTOR, sector(public.contains(&placement.workplace)), same_draw);
            let days = (case.first_monday - placement.started).get_days();
            self.count(STARTED, started(days < 730));
        }
        for candidate in &case.candidates {
            let wish = candidate.wanted_position.most().get();
            self.count(WISH, if wish < 20 { "below 20".to_owned() } else { wish.to_string() });
            let needs = candidate.tasks.iter().filter_map(|it| it.support_need);
            self.count(NEED, needs.max().map_or_else(String::new, |need| need.get().to_string()));
            self.count(SPECIALIST, specialist(candidate.specialist.is_some()));
            self.count(SCHOOL, school(candidate.leaving_school));
        }
    }

    /// Every share aimed at, beside what came out.
    #[must_use]
    pub fn shares(&self) -> Vec<Realised> {
        let mut rows = Vec::new();
        let mut row = |of, what: String, basis, published| {
            let (whole, draws) = self.wholes.get(of).copied().unwrap_or_default();
            let count = self.counts.get(&(of, what.clone())).copied().unwrap_or_default();
            let realised = if whole > 0 { f64::from(count) / f64::from(whole) } else { 0.0 };
            rows.push(Realised { of, what, basis, published, realised, draws });
        };
        let jobs: f64 = POSITIONS.iter().map(|(_, people)| people).sum();
        for (position, people) in POSITIONS {
            row(POSITION, position.to_string(), REPORT, people / jobs);
        }
        for (family, people) in FAMILIES {
            row(FAMILY, family.code().to_owned(), REPORT, people / jobs);
        }
        row(SECTOR, sector(true), REPORT, PUBLIC);
        row(STARTED, started(true), REPORT, CAME_LATELY);
        row(WISH, "below 20".to_owned(), ASSUMED, BELOW_LEAST);
        for (position, share) in WISHES {
            row(WISH, position.to_string(), ASSUMED, (1.0 - BELOW_LEAST) * share);
        }
        for (need, share) in SUPPORT_NEED {
            row(NEED, need.to_string(), ASSUMED, share);
        }
        row(SPECIALIST, specialist(true), ASSUMED, HAS_SPECIALIST);
        row(SCHOOL, school(true), ASSUMED, LEAVING_SCHOOL);
        rows
    }

    fn count(&mut self, of: &'static str, what: String) {
        self.count_one(of, what, false);
    }

    fn count_one(&mut self, of: &'static str, what: String, same_draw: bool) {
        *self.counts.entry((of, what)).or_default() += 1;
        let (whole, draws) = self.wholes.entry(of).or_default();
        *whole += 1;
        *draws += u32::from(!same_draw);
    }
}

fn sector(is_public: bool) -> String {
    if is_public { "public" } else { "private" }.to_owned()
}

fn started(is_late: bool) -> String {
    if is_late { "in the last two years" } else { "earlier" }.to_owned()
}

fn specialist(has_one: bool) -> String {
    if has_one { "has one" } else { "has none" }.to_owned()
}

fn school(is_leaving: bool) -> String {
    if is_leaving { "school" } else { "other" }.to_owned()
}
