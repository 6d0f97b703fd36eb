//! What is counted over the years of one policy.

use super::Policy;

/// What a policy made of the years.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyYears {
    /// Which.
    pub policy: Policy,
    /// Weeks of jobbsmak.
    pub jobbsmak: usize,
    /// All trials.
    pub all: Trials,
    /// Those of the second year and after.
    pub late: Trials,
    /// Tenths of all possible trials of the second year and after, by what was told of them.
    pub tenths: Vec<TruthGroup>,
}

/// Possible trials that were told alike chances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TruthGroup {
    /// How many.
    pub trials: usize,
    /// The mean chance that was told.
    pub told: f64,
    /// The mean chance that is true.
    pub truth: f64,
}

/// Trials that have been carried out.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Trials {
    /// How many.
    pub trials: usize,
    /// How many became jobs that lasted six months.
    pub lasted: usize,
    /// Their true chances added up: how many were to be expected to, luck left out.
    pub expected: f64,
    /// The chances that were told of them, added up.
    pub told: f64,
}

impl Trials {
    /// The share that became jobs that lasted.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.each(count(self.lasted))
    }

    /// The share that was to be expected to.
    #[must_use]
    pub fn expected_share(&self) -> f64 {
        self.each(self.expected)
    }

    /// How much more was told than is true, on average.
    #[must_use]
    pub fn told_too_much(&self) -> f64 {
        self.each(self.told - self.expected)
    }

    fn each(&self, sum: f64) -> f64 {
        sum / count(self.trials.max(1))
    }

    fn add(&mut self, counted: &Counted) {
        self.trials += 1;
        self.lasted += usize::from(counted.lasted);
        self.expected += counted.chance;
        self.told += counted.told;
    }
}

impl PolicyYears {
    /// How far what was told lies from the truth in the tenth where it lies farthest.
    #[must_use]
    pub fn farthest(&self) -> f64 {
        self.tenths.iter().map(|it| (it.told - it.truth).abs()).fold(0.0, f64::max)
    }

    /// How far it lies from the truth on average over the tenths.
    #[must_use]
    pub fn off(&self) -> f64 {
        let sum: f64 = self.tenths.iter().map(|it| (it.told - it.truth).abs()).sum();
        sum / count(self.tenths.len().max(1))
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of people and pairs")]
fn count(number: usize) -> f64 {
    number as f64
}

/// A trial that is counted.
pub(super) struct Counted {
    /// The chance that was told.
    pub(super) told: f64,
    /// The one that is true.
    pub(super) chance: f64,
    /// Whether it became a job that lasted.
    pub(super) lasted: bool,
    /// Whether it was in the second year or after.
    pub(super) is_late: bool,
}

/// Counts while the years pass.
#[derive(Debug, Default)]
pub(super) struct Tally {
    jobbsmak: usize,
    all: Trials,
    late: Trials,
    /// What was told of each possible trial, and what is true.
    possible: Vec<(f64, f64)>,
}

impl Tally {
    pub(super) fn jobbsmak(&mut self) {
        self.jobbsmak += 1;
    }

    pub(super) fn trial(&mut self, counted: &Counted) {
        self.all.add(counted);
        if counted.is_late {
            self.late.add(counted);
        }
    }

    pub(super) fn possible(&mut self, told: f64, chance: f64) {
        self.possible.push((told, chance));
    }

    pub(super) fn years(self, policy: Policy) -> PolicyYears {
        const TENTHS: usize = 10;
        let Self { jobbsmak, all, late, mut possible } = self;
        possible.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let border = |tenth: usize| tenth * possible.len() / TENTHS;
        let group = |tenth: usize| {
            let own = &possible[border(tenth)..border(tenth + 1)];
            let number = count(own.len().max(1));
            TruthGroup {
                trials: own.len(),
                told: own.iter().map(|it| it.0).sum::<f64>() / number,
                truth: own.iter().map(|it| it.1).sum::<f64>() / number,
            }
        };
        let tenths = (0..TENTHS).map(group).filter(|it| it.trials > 0).collect();
        PolicyYears { policy, jobbsmak, all, late, tenths }
    }
}
