//! What candidates and employers would rather have, so that two options can be compared without a number
//! for either side.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::{Candidate, Case, EmployerWishes, Opening, OpeningId, monday_of_week};
use crate::eligibility::EligibleOption;
use crate::problem::state::Stated;
use crate::problem::{PlacementOption, Start};
use crate::value::prior::CURIOUS_FROM;

/// How far one side's wishes are met by an option, wish by wish; more is better, `None` is not known.
///
/// A wish that was not stated is not there, so whoever has stated none prefers nothing to anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fit(pub Vec<Option<u16>>);

impl Fit {
    /// Whether this is better by at least one wish and worse by none. What is not known on either side is
    /// not compared, and decides that nothing can be said: then neither is better.
    #[must_use]
    pub fn beats(&self, other: &Self) -> bool {
        let both: Option<Vec<(u16, u16)>> =
            self.0.iter().zip(&other.0).map(|(this, that)| Some(((*this)?, (*that)?))).collect();
        both.is_some_and(|both| {
            both.iter().all(|(this, that)| this >= that) && both.iter().any(|(a, b)| a > b)
        })
    }
}

/// What both sides think of one option.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taste {
    /// The strength of the candidate's interest in the job family, 1 to 5; 0 where it is not named.
    pub strength: u8,
    /// Whether the candidate would rather have this than nothing: a named interest of at least the middle
    /// of the scale.
    pub is_wished: bool,
    /// How far the candidate's wishes are met: the interest (where any is named), the sector (where one is
    /// wished).
    pub candidate: Fit,
    /// How far the employer's wishes are met: tasks, hours, position and start, as far as each was stated.
    pub employer: Fit,
}

/// What both sides think of the options of a problem.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tastes {
    /// By (candidate, opening, profile).
    pub options: BTreeMap<(String, String, String), Taste>,
    /// Days waited, by candidate.
    pub waited: BTreeMap<String, i64>,
}

impl Tastes {
    /// Reads the wishes of a case for every option that was stated.
    ///
    /// # Panics
    ///
    /// Where the problem was stated from another case.
    #[must_use]
    pub fn of(case: &Case, stated: &Stated<'_>) -> Self {
        let candidates: BTreeMap<&str, &Candidate> =
            case.candidates.iter().map(|it| (it.id.as_str(), it)).collect();
        let openings: BTreeMap<&OpeningId, &Opening> =
            case.openings.iter().map(|it| (&it.id, it)).collect();
        let sectors: BTreeMap<_, _> =
            case.workplaces.iter().map(|it| (&it.id, it.sector)).collect();
        let taste = |option: &PlacementOption| {
            let PlacementOption { candidate, opening, profile, .. } = option;
            let start = Start {
                candidate: candidate.clone(),
                opening: opening.clone(),
                profile: profile.clone(),
                start_week: option.earliest_start,
            };
            let found = stated.option_of(&start).expect("an option of the problem stands for one");
            let who = candidates[candidate.as_str()];
            let place = openings[&found.opening];
            let interest = who.interests.iter().find(|it| it.family == place.family);
            let strength = interest.map_or(0, |it| it.strength.get());
            let mut own = Vec::new();
            if !who.interests.is_empty() {
                own.push(Some(u16::from(strength)));
            }
            if let Some(sector) = who.sector_wish {
                own.push(Some(u16::from(sector == sectors[&place.workplace])));
            }
            let taste = Taste {
                strength,
                is_wished: strength >= CURIOUS_FROM,
                candidate: Fit(own),
                employer: employer_fit(case.first_monday, who, place, found, option),
            };
            ((candidate.clone(), opening.clone(), profile.clone()), taste)
        };
        let waited = |who: &Candidate| {
            let days = (case.first_monday - who.waiting_since).get_days();
            (who.id.to_string(), i64::from(days))
        };
        Self {
            options: stated.problem.options.iter().map(taste).collect(),
            waited: case.candidates.iter().map(waited).collect(),
        }
    }

    /// What both sides think of an option.
    pub(super) fn taste(&self, option: &PlacementOption) -> &Taste {
        let PlacementOption { candidate, opening, profile, .. } = option;
        let key = (candidate.clone(), opening.clone(), profile.clone());
        self.options.get(&key).expect("every option has its taste")
    }

    /// Days that the candidate of an option has waited.
    pub(super) fn waited(&self, option: &PlacementOption) -> i64 {
        self.waited.get(&option.candidate).copied().unwrap_or(0)
    }
}

/// How far what the employer has said about tasks and hours is met.
///
/// A task is done when its kind goes as independently as the work asks; where that is not mapped for one of
/// the wished tasks, it is not known how far the wish is met.
fn employer_fit(
    first_monday: Date,
    who: &Candidate,
    place: &Opening,
    found: &EligibleOption,
    option: &PlacementOption,
) -> Fit {
    let Some(EmployerWishes { tasks, hours, position, start }) = &place.wishes else {
        return Fit::default();
    };
    let mut met = Vec::new();
    if !tasks.is_empty() {
        let shown = |kind| who.tasks.iter().find(|task| task.kind == kind)?.independence;
        let done: Option<Vec<bool>> =
            tasks.iter().map(|&kind| Some(shown(kind)? >= place.independence_asked)).collect();
        let count = |done: Vec<bool>| done.into_iter().filter(|done| *done).count();
        met.push(done.map(|done| u16::try_from(count(done)).unwrap_or(u16::MAX)));
    }
    if let Some(hours) = hours {
        let minutes = found.terms.common_hours.overlap(hours).minutes();
        met.push(Some(u16::try_from(minutes).unwrap_or(u16::MAX)));
    }
    if let Some(position) = position {
        let apart = position.get().abs_diff(found.terms.position.get());
        met.push(Some(100 - u16::from(apart.min(100))));
    }
    if let Some(start) = start {
        let weeks_late = |week| {
            let days = (monday_of_week(first_monday, week) - *start).get_days();
            u16::try_from(days.max(0) / 7).unwrap_or(u16::MAX)
        };
        let late = weeks_late(option.earliest_start);
        met.push(Some(u16::MAX - late));
    }
    Fit(met)
}

#[cfg(test)]
mod tests {
    use super::Fit;

    #[test]
    fn what_is_better_is_better_by_something_and_worse_by_nothing() {
        #[rustfmt::skip]
        let cases = [
            // this                   that                    better  why
            (vec![Some(4)],           vec![Some(3)],          true,   "the stronger wish"),
            (vec![Some(3)],           vec![Some(3)],          false,  "a tie is no preference"),
            (vec![Some(4), Some(0)],  vec![Some(3), Some(1)], false,  "each is better by one wish"),
            (vec![Some(4), Some(1)],  vec![Some(4), Some(0)], true,   "as good, and better by one"),
            (vec![Some(4), None],     vec![Some(3), Some(0)], false,  "one of them is not known"),
            (vec![],                  vec![],                 false,  "nothing was wished"),
        ];
        for (this, that, better, why) in cases {
            assert_eq!(Fit(this).beats(&Fit(that)), better, "{why}");
        }
    }
}
