//! The independent check: judges any plan, and the proof of its bound, against a problem.
//!
//! It shares only the types with the solver, so that a fault there cannot hide here. Hours may pass
//! a limit by [`HOURS_TOLERANCE`]; two figures agree when they [`agree`].

mod blocks;
mod breach;
mod certificate;
mod rules;
mod search;

pub use breach::Breach;

use std::collections::BTreeMap;

use super::{Activity, Flaw, PLAN_FORMAT, PlacementOption, Plan, Problem, validate};

/// Hours by which a week may pass its limit.
pub const HOURS_TOLERANCE: f64 = 1e-6;

/// How far two figures may differ, as a share of the larger of 1 and the figure.
pub const FIGURE_TOLERANCE: f64 = 1e-6;

/// Steps of search that [`check`] spends on each block where nothing else is asked for: about a
/// hundredth of a second.
pub const DEFAULT_STEPS: u64 = 50_000;

/// What the check found.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Everything that is wrong; empty for a plan that stands.
    pub breaches: Vec<Breach>,
    /// What the plan's starts are worth, recomputed.
    pub objective: f64,
    /// What the certificate's prices and blocks add up to, where it has any.
    pub certified: Option<f64>,
    /// Parts of the certificate: blocks of prices, or one for a search.
    pub blocks: usize,
    /// Parts of which the bound was proved here again; the others could only not be refuted.
    pub blocks_proved: usize,
}

/// Judges a plan and its certificate.
///
/// `steps` is the search that is spent on each part of the certificate, in steps of well under a
/// microsecond: a part is proved or refuted if that is enough, and left undecided otherwise.
///
/// # Errors
///
/// Every flaw of the problem, if it is not a valid one: then no plan can be judged.
pub fn check(problem: &Problem, plan: &Plan, steps: u64) -> Result<Report, Vec<Flaw>> {
    let flaws = validate(problem);
    if !flaws.is_empty() {
        return Err(flaws);
    }
    let index = Index::of(problem);
    let mut breaches = Vec::new();
    let booked = rules::book(&index, &plan.starts, &mut breaches);
    let objective = rules::worth(&index, &booked);
    // A plan that breaks a rule is no choice that a bound could be held against.
    let sound = breaches.is_empty().then_some(booked.as_slice());
    if plan.format != PLAN_FORMAT {
        breaches.push(Breach::Format { found: plan.format.clone() });
    }
    figures(plan, objective, &mut breaches);
    let proof = certificate::judge(&index, plan, sound, steps, &mut breaches);
    Ok(Report {
        breaches,
        objective,
        certified: proof.certified,
        blocks: proof.blocks,
        blocks_proved: proof.proved,
    })
}

/// Whether two figures differ by no more than [`FIGURE_TOLERANCE`] allows.
#[must_use]
pub fn agree(one: f64, other: f64) -> bool {
    (one - other).abs() <= slack(one.abs().max(other.abs()))
}

/// What a figure may be off by.
fn slack(figure: f64) -> f64 {
    FIGURE_TOLERANCE * figure.abs().max(1.0)
}

/// Objective, bound and gap, held against each other and against what the starts are worth.
fn figures(plan: &Plan, worth: f64, breaches: &mut Vec<Breach>) {
    let Plan { objective, bound, gap, .. } = *plan;
    let mut finite = true;
    for (field, value) in [("objective", objective), ("bound", bound), ("gap", gap)] {
        if !value.is_finite() {
            finite = false;
            breaches.push(Breach::NotFinite { field, value });
        }
    }
    if objective.is_finite() && !agree(objective, worth) {
        breaches.push(Breach::Objective { claimed: objective, recomputed: worth });
    }
    if bound.is_finite() && bound < worth - slack(worth) {
        breaches.push(Breach::BoundBelowPlan { bound, objective: worth });
    }
    let recomputed = (bound - objective) / objective.abs().max(1e-9);
    if finite && !agree(gap, recomputed) {
        breaches.push(Breach::Gap { claimed: gap, recomputed });
    }
}

/// A valid problem with its ids resolved to positions.
struct Index<'p> {
    problem: &'p Problem,
    candidates: BTreeMap<&'p str, usize>,
    openings: BTreeMap<&'p str, usize>,
    specialists: BTreeMap<&'p str, usize>,
    profiles: BTreeMap<&'p str, usize>,
    floors: BTreeMap<&'p str, usize>,
    options: BTreeMap<Pair, usize>,
    bonuses: BTreeMap<(Pair, usize), f64>,
}

/// Positions of candidate, opening and profile.
type Pair = (usize, usize, usize);

impl<'p> Index<'p> {
    fn of(problem: &'p Problem) -> Self {
        fn positions<'p>(ids: impl Iterator<Item = &'p String>) -> BTreeMap<&'p str, usize> {
            ids.enumerate().map(|(at, id)| (id.as_str(), at)).collect()
        }
        let mut index = Self {
            problem,
            candidates: positions(problem.candidates.iter().map(|it| &it.id)),
            openings: positions(problem.openings.iter().map(|it| &it.id)),
            specialists: positions(problem.specialists.iter().map(|it| &it.id)),
            profiles: positions(problem.profiles.iter().map(|it| &it.id)),
            floors: positions(problem.floors.iter().map(|it| &it.group)),
            options: BTreeMap::new(),
            bonuses: BTreeMap::new(),
        };
        for (at, option) in problem.options.iter().enumerate() {
            let PlacementOption { candidate, opening, profile, .. } = option;
            if let Some(pair) = index.pair(candidate, opening, profile) {
                index.options.insert(pair, at);
            }
        }
        for keep in &problem.keep {
            if let Some(pair) = index.pair(&keep.candidate, &keep.opening, &keep.profile) {
                index.bonuses.insert((pair, keep.start_week), keep.bonus);
            }
        }
        index
    }

    fn pair(&self, candidate: &str, opening: &str, profile: &str) -> Option<Pair> {
        Some((
            *self.candidates.get(candidate)?,
            *self.openings.get(opening)?,
            *self.profiles.get(profile)?,
        ))
    }

    /// Position of a candidate's specialist.
    fn specialist_of(&self, candidate: usize) -> Option<usize> {
        let id = self.problem.candidates[candidate].specialist.as_deref()?;
        self.specialists.get(id).copied()
    }

    /// Position of the floor that a candidate counts for.
    fn floor_of(&self, candidate: usize) -> Option<usize> {
        let group = self.problem.candidates[candidate].group.as_deref()?;
        self.floors.get(group).copied()
    }

    /// p · v · (1 − d · week), and the bonus if this very start is one to keep.
    fn earns(&self, pair: Pair, option: usize, week: usize) -> f64 {
        let value = self.problem.options[option].value;
        let kept = self.bonuses.get(&(pair, week)).copied().unwrap_or(0.0);
        let discount = self.problem.start_discount * weeks(week);
        self.problem.candidates[pair.0].priority * value * (1.0 - discount) + kept
    }

    fn is_trial(&self, profile: usize) -> bool {
        self.problem.profiles[profile].activity == Activity::Trial
    }

    /// Weeks that an activity of this profile lasts.
    fn length(&self, profile: usize) -> usize {
        self.problem.profiles[profile].mentor_hours.len()
    }

    /// Whether a profile takes hours of a specialist.
    fn needs_specialist(&self, profile: usize) -> bool {
        let hours = &self.problem.profiles[profile].specialist_hours;
        hours.iter().any(|&hours| hours > HOURS_TOLERANCE)
    }
}

/// A number of weeks as a factor.
fn weeks(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}
