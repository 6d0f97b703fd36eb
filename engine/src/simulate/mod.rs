//! Synthetic municipalities, the same for the same seed, and what policies make of them.
//!
//! A size and a seed come in; cases come out one by one, drawn from the distributions of [`published`]. No person
//! stands behind any of them, and nothing in them is what the case format has no field for.

mod draw;
mod families;
mod land;
mod people;
pub mod published;
mod queue;
mod tally;
mod team;
mod work;
pub mod years;

use jiff::civil::Date;

pub use land::{Municipality, Numbers, Settlement, Size};
pub use queue::first_come_first_served;
pub use tally::{Realised, Tally};

use crate::domain::case::CASE_FORMAT;
use crate::domain::{Case, OrganisationNumber, PostalCode, ServiceModelCode, Words};
use crate::random::Random;
use work::Employers;

/// How a municipality is drawn.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What everything follows from.
    pub seed: u64,
    /// Whether it matters who goes where.
    pub fit: Fit,
    /// The Monday on which the horizon begins.
    pub first_monday: Date,
    /// Length of the horizon.
    pub horizon_weeks: usize,
    /// The service model that the cases name; it has the schemes `vta_o`, `tao` and `municipal`.
    pub service_model: ServiceModelCode,
}

/// Whether it matters who goes where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Interests, tasks, hours, homes and adaptations are each person's own.
    PersonByPlace,
    /// Every opening suits each person as it suits any other: a control for measurements.
    None,
}

/// The occupations that openings are drawn from, as STYRK-08 codes.
pub fn occupations() -> impl Iterator<Item = &'static str> {
    families::PICTURES.iter().flat_map(|it| it.titles).map(|(code, _)| *code)
}

/// Draws the case of one municipality; `part` sets it apart from the others of the same seed.
///
/// # Panics
///
/// For a municipality without settlements, and for numbers without posts or openings.
#[must_use]
pub fn case(settings: &Settings, municipality: &Municipality, numbers: Numbers, part: u32) -> Case {
    let mut drawing = Drawing::new(settings, municipality, part);
    let jobs = work::families_of_jobs(&mut drawing.random, numbers.employed);
    let offered: Vec<_> =
        (0..numbers.openings).map(|_| work::family(&mut drawing.random)).collect();
    let employers = Employers::draw(&mut drawing, numbers, &jobs, &offered);
    let mut specialists = team::specialists(&mut drawing, numbers);
    let placements = team::placements(&mut drawing, &jobs, &employers, &mut specialists);
    let openings = offered
        .iter()
        .enumerate()
        .map(|(at, &family)| work::opening(&mut drawing, at, family, &employers))
        .collect();
    let candidates = (0..numbers.candidates)
        .map(|at| people::candidate(&mut drawing, at, &specialists))
        .collect();
    let about = format!(
        "{}: {} kandidater, {} ledige plasser, {} i arbeid. Alle personer og arbeidsgivere er \
         oppdiktet, og trukket med frø {}.",
        municipality.name, numbers.candidates, numbers.openings, numbers.employed, settings.seed,
    );
    Case {
        format: CASE_FORMAT.to_owned(),
        about: Words::new(&about).ok(),
        first_monday: settings.first_monday,
        horizon_weeks: settings.horizon_weeks,
        municipality: municipality.number.clone(),
        service_model: settings.service_model.clone(),
        postal_codes: municipality.settlements.iter().map(|it| it.point.clone()).collect(),
        travel_overrides: Vec::new(),
        employers: employers.all,
        workplaces: employers.workplaces,
        specialists,
        candidates,
        openings,
        placements,
        agreed: Vec::new(),
        taken_places: Vec::new(),
        taken_hours: Vec::new(),
        declined: Vec::new(),
        pins: Vec::new(),
        bans: Vec::new(),
        published: Vec::new(),
    }
}

/// A municipality being drawn.
struct Drawing<'a> {
    settings: &'a Settings,
    municipality: &'a Municipality,
    random: Random,
    next_organisation: u32,
    /// Settlements by their inhabitants.
    homes: Vec<(usize, f64)>,
}

impl<'a> Drawing<'a> {
    fn new(settings: &'a Settings, municipality: &'a Municipality, part: u32) -> Self {
        let homes = municipality.settlements.iter().map(|it| it.inhabitants.max(1e-9));
        Self {
            settings,
            municipality,
            random: Random::of_part(settings.seed, u64::from(part)),
            // Ten of eleven numbers have a check digit: room for more employers than any municipality has.
            next_organisation: 100_000_000 + 25_000 * part,
            homes: homes.enumerate().collect(),
        }
    }

    /// Where somebody lives.
    fn settlement(&mut self) -> PostalCode {
        let at = draw::one_of(&mut self.random, &self.homes);
        work::code_of(self, at)
    }

    /// Where most people live.
    fn middle(&self) -> PostalCode {
        let most = self.homes.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        work::code_of(self, most.expect("a municipality has settlements").0)
    }

    fn organisation_number(&mut self) -> OrganisationNumber {
        work::organisation_number(&mut self.next_organisation)
    }
}

#[cfg(test)]
mod tests;
