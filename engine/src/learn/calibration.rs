//! Whether what was told came true: for each version of the model, probabilities beside outcomes.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{TrialOutcome, counting};
use crate::domain::OutcomeId;

/// The fewest outcomes in a group of which anything is told.
///
/// Groups under five are masked: so few could be told apart. It is the product's own limit.
pub const GROUP_LEAST: usize = 5;

/// Groups that outcomes are divided into by what was told: tenths of them.
const GROUPS: usize = 10;

/// With this probability the number that lasted lies in the range that is told, if the probabilities are right.
const LIKELY: f64 = 0.9;

/// What one version of the model told, beside what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Calibration {
    /// All of them together.
    pub all: Group,
    /// The mean squared difference between probability and outcome: 0 is certain and right, 0.25 is what an even
    /// chance for everybody gets. Nothing where there are fewer than [`GROUP_LEAST`] outcomes.
    ///
    /// Source: Brier 1950, "Verification of forecasts expressed in terms of probability".
    pub brier: Option<f64>,
    /// Tenths of them, from the lowest probabilities to the highest.
    pub tenths: Vec<Group>,
}

/// Trials that were told alike probabilities.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Group {
    /// How many.
    pub outcomes: usize,
    /// What is told of them; nothing where there are fewer than [`GROUP_LEAST`].
    pub told: Option<Told>,
}

/// Probabilities beside outcomes.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Told {
    /// The lowest probability that was told, and the highest.
    pub from_to: [f64; 2],
    /// How many were expected to last: the probabilities added up.
    pub expected: f64,
    /// How many lasted.
    pub lasted: usize,
    /// Between these numbers it lies nine times in ten, if the probabilities are right.
    pub likely: [usize; 2],
}

/// What each version of the model told, beside what came of it, for outcomes that count on a day.
#[must_use]
pub fn calibrations(
    outcomes: &BTreeMap<OutcomeId, TrialOutcome>,
    as_of: Date,
) -> BTreeMap<String, Calibration> {
    let (count, _) = counting(outcomes, as_of);
    let mut by_version: BTreeMap<&str, Vec<(f64, bool)>> = BTreeMap::new();
    for (outcome, lasted) in count {
        by_version.entry(&outcome.model).or_default().push((outcome.pair.chance, lasted));
    }
    let of_version =
        |(version, told): (&str, Vec<(f64, bool)>)| (version.to_owned(), calibration(told));
    by_version.into_iter().map(of_version).collect()
}

fn calibration(mut told: Vec<(f64, bool)>) -> Calibration {
    told.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let squares: f64 = told
        .iter()
        .map(|(chance, lasted)| {
            let off = chance - f64::from(u8::from(*lasted));
            off * off
        })
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "a number of trials")]
    let brier = (told.len() >= GROUP_LEAST).then(|| squares / told.len() as f64);
    let border = |tenth: usize| tenth * told.len() / GROUPS;
    let tenths = (0..GROUPS).map(|tenth| group(&told[border(tenth)..border(tenth + 1)]));
    Calibration { all: group(&told), brier, tenths: tenths.collect() }
}

/// A group of probabilities in their order, each with what came of it.
fn group(told: &[(f64, bool)]) -> Group {
    let enough = told.len() >= GROUP_LEAST;
    let figures = || {
        let chances: Vec<f64> = told.iter().map(|(chance, _)| *chance).collect();
        Some(Told {
            from_to: [*chances.first()?, *chances.last()?],
            expected: chances.iter().sum(),
            lasted: told.iter().filter(|(_, lasted)| *lasted).count(),
            likely: likely(&chances),
        })
    };
    Group { outcomes: told.len(), told: figures().filter(|_| enough) }
}

/// The numbers between which Σ outcomes lies with [`LIKELY`] probability, by the exact distribution of a sum of
/// independent yes or no with these probabilities.
fn likely(chances: &[f64]) -> [usize; 2] {
    let mut distribution = vec![1.0];
    for chance in chances {
        distribution.push(0.0);
        for number in (0..distribution.len()).rev() {
            let fewer = if number > 0 { distribution[number - 1] } else { 0.0 };
            distribution[number] = distribution[number] * (1.0 - chance) + fewer * chance;
        }
    }
    let most = chances.len();
    let least = passed(&distribution, 0..=most);
    [least.unwrap_or(0), passed(&distribution, (0..=most).rev()).unwrap_or(most)]
}

/// The first number at which more than a tail of a distribution has been passed.
fn passed(distribution: &[f64], mut numbers: impl Iterator<Item = usize>) -> Option<usize> {
    const TAIL: f64 = (1.0 - LIKELY) / 2.0;
    let mut sum = 0.0;
    numbers.find(|number| {
        sum += distribution[*number];
        sum > TAIL
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn the_likely_range_holds_nine_in_ten_and_no_less() {
        // Of ten even chances, 2 to 8 come with 1002/1024 and 3 to 7 with 912/1024 < 0.9.
        assert_eq!(likely(&[0.5; 10]), [2, 8]);
        assert_eq!(likely(&[1.0; 4]), [4, 4]);
        assert_eq!(likely(&[]), [0, 0]);
        let chances: Vec<f64> = (1..40).map(|at| f64::from(at) / 40.0).collect();
        let [least, most] = likely(&chances);
        let mut random = Random::new(3);
        let inside = (0..20_000).filter(|_| {
            let lasted = chances.iter().filter(|chance| random.share() < **chance).count();
            (least..=most).contains(&lasted)
        });
        let share = f64::from(u16::try_from(inside.count()).unwrap()) / 20_000.0;
        assert!((0.9..0.96).contains(&share), "{share}");
    }

    #[test]
    fn tenths_hold_everybody_once_and_few_are_not_told_apart() {
        let told: Vec<(f64, bool)> =
            (0..47).map(|at| (f64::from(at) / 47.0, at % 2 == 0)).collect();
        let calibration = calibration(told);
        let sizes: Vec<usize> = calibration.tenths.iter().map(|it| it.outcomes).collect();
        assert_eq!(sizes.iter().sum::<usize>(), 47);
        for group in &calibration.tenths {
            assert_eq!(group.told.is_some(), group.outcomes >= GROUP_LEAST, "{group:?}");
        }
        assert_eq!(calibration.all.told.unwrap().lasted, 24);
        assert!(sizes.contains(&4) && sizes.contains(&5));
        assert!(calibration.brier.is_some());
        let few = super::calibration(vec![(0.9, true); 4]);
        assert_eq!((few.brier, few.all.told), (None, None), "four are not told apart either way");
    }
}
