//! What each feature of a pair rests on: the facts behind a reason, as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{
    Adaptation, InterestBasis, Level, Outcome, PositionPct, PositionRange, Sector,
};
use crate::eligibility::WayToWork;
use crate::value::{Contribution, Feature, Pair};

/// One reason for or against a pair: what it adds to the logit, and the facts behind it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Weighed {
    /// The feature and what it adds.
    #[serde(flatten)]
    pub contribution: Contribution,
    /// The facts.
    pub evidence: Evidence,
}

/// The facts behind a feature.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Evidence {
    /// What any trial has.
    Usual,
    /// The person's interest in the job family.
    Interest {
        /// How strong; not known where the person has not named the family.
        strength: Option<Level>,
        /// How it is known.
        basis: Option<InterestBasis>,
    },
    /// The wished positions and those of the opening.
    Position {
        /// What the person wishes.
        wished: PositionRange,
        /// What the opening can be.
        offered: PositionRange,
        /// What is proposed.
        agreed: PositionPct,
    },
    /// Independence in tasks like these.
    Independence {
        /// What the work asks for.
        asked: Level,
        /// What the person shows in the task that goes least independently, where that is known.
        shown: Option<Level>,
    },
    /// The fadder's hours at the start.
    Support {
        /// What the person needs, in hours a week.
        needed_hours: f64,
        /// What the fadder has, in hours a week.
        offered_hours: f64,
    },
    /// The way to work.
    Travel(WayToWork),
    /// Adaptations that are in place.
    Adaptations {
        /// What the workplace offers that helps anyone who learns with support.
        offered: Vec<Adaptation>,
        /// The person's need for support in these tasks.
        support_need: Level,
    },
    /// Work of this kind before.
    Experience {
        /// For how many months.
        months: u32,
    },
    /// Public or private.
    SectorWish {
        /// What the person wishes.
        wish: Option<Sector>,
        /// What the workplace is.
        sector: Sector,
    },
    /// Tries with this kind of work before.
    EarlierTries {
        /// Those that went well.
        went_well: usize,
        /// Those that did not fit.
        did_not_fit: usize,
        /// Whether some of them were with this employer.
        some_here: bool,
    },
}

/// The facts behind what one feature adds to a pair.
pub(super) fn weigh(pair: &Pair<'_>, contribution: Contribution) -> Weighed {
    Weighed { contribution, evidence: evidence(pair, contribution.feature) }
}

fn evidence(pair: &Pair<'_>, feature: Feature) -> Evidence {
    let Pair { candidate, opening, employer, sector, terms } = *pair;
    let family = opening.family;
    match feature {
        Feature::Base => Evidence::Usual,
        Feature::Interest => {
            let interest = pair.interest();
            Evidence::Interest {
                strength: interest.map(|interest| interest.strength),
                basis: interest.map(|interest| interest.basis),
            }
        }
        Feature::Position => Evidence::Position {
            wished: candidate.wanted_position,
            offered: opening.position,
            agreed: terms.position,
        },
        Feature::Independence => Evidence::Independence {
            asked: opening.independence_asked,
            shown: pair.least_independence(),
        },
        Feature::Support => Evidence::Support {
            needed_hours: pair.mentor_needed(),
            offered_hours: opening.mentor.as_ref().map_or(0.0, |mentor| mentor.hours_week.hours()),
        },
        Feature::Travel => Evidence::Travel(terms.travel),
        Feature::Adaptations => Evidence::Adaptations {
            offered: pair.offered_help_to_learn().collect(),
            support_need: terms.support_need,
        },
        Feature::Experience => {
            let such = candidate.experience.iter().filter(|work| work.family == family);
            Evidence::Experience { months: such.map(|work| work.months).sum() }
        }
        Feature::SectorWish => Evidence::SectorWish { wish: candidate.sector_wish, sector },
        Feature::EarlierTries => {
            let such = candidate.earlier.iter().filter(|tried| tried.family == family);
            let count = |is: fn(Outcome) -> bool| such.clone().filter(|it| is(it.outcome)).count();
            Evidence::EarlierTries {
                went_well: count(|o| matches!(o, Outcome::LedToJob | Outcome::WentWell)),
                did_not_fit: count(|o| o == Outcome::NoFit),
                some_here: such.clone().any(|tried| tried.employer.as_ref() == Some(employer)),
            }
        }
    }
}
