//! What is true in a simulation and nobody in it knows: weights, fits, and how things come out.

use super::Form;
use super::world::World;
use crate::random::Random;
use crate::value::{Feature, Model, Pair, predict, prior::JOBBSMAK_NOISE};

/// Of trials that do not lead to a lasting job, the share that end as trials; the others become jobs that end early.
///
/// Computed from the figures of the prior's base: 0.80 of trials end in an offer, and 0.583 in a lasting job.
const ENDS_AS_TRIAL: f64 = (1.0 - 0.80) / (1.0 - 0.583);

/// The truth.
#[derive(Debug, Clone)]
pub(super) struct Truth {
    seed: u64,
    form: Form,
    weights: [f64; Feature::COUNT],
    /// The prior, which says how uncertain fits are.
    prior: Model,
}

/// What came of a trial.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Came {
    /// A job that lasts.
    Lasting,
    /// A job that ends after this share of the time that it would have had to last.
    EndingEarly(f64),
    /// No job.
    Nothing,
}

/// What a draw is about, so that each has numbers of its own.
#[derive(Clone, Copy)]
enum Draw {
    Weight = 1,
    Fit,
    Week,
    Trial,
}

impl Truth {
    /// Weights as the prior believes them to be, `spread` times as far from what it expects.
    pub(super) fn draw(seed: u64, form: Form, spread: f64) -> Self {
        let prior = Model::prior();
        let weights = Feature::ALL.map(|feature| {
            let deviation = libm::sqrt(prior.covariance(feature, feature));
            let normal = random(seed, Draw::Weight, [0, 0, feature as u64]).normal();
            prior.mean(feature) + spread * deviation * normal
        });
        Self { seed, form, weights, prior }
    }

    /// The model of somebody who knows the weights; people's fits are as unknown to them as to anybody.
    pub(super) fn model(&self) -> Model {
        let mut covariance = [[0.0; Feature::COUNT]; Feature::COUNT];
        for (at, row) in covariance.iter_mut().enumerate() {
            row[at] = 1e-9;
        }
        Model::new("known", self.weights, covariance)
    }

    /// The probability that a trial of a pair becomes a job that lasts.
    pub(super) fn chance(&self, world: &World, pair: &Pair<'_>) -> f64 {
        let pair = match self.form {
            Form::Model => *pair,
            Form::Fit => world.as_they_came(pair),
        };
        let prediction = predict(&self.prior, &pair);
        let by_weight = |sum: f64, (at, weight): (usize, &f64)| {
            sum + weight * prediction.contributions[at].measure
        };
        let fit = self.fit(world, &pair);
        let logit = self.weights.iter().enumerate().fold(fit, by_weight);
        1.0 / (1.0 + libm::exp(-logit))
    }

    /// How the kind of work suits the person, beyond what a pair's features say.
    fn fit(&self, world: &World, pair: &Pair<'_>) -> f64 {
        let mut random = self.of(Draw::Fit, world, pair, pair.opening.family as u64);
        libm::sqrt(predict(&self.prior, pair).fit_variance) * random.normal()
    }

    /// Whether a week there shows that the work suits.
    pub(super) fn shows(&self, world: &World, pair: &Pair<'_>) -> bool {
        let mut random = self.of(Draw::Week, world, pair, pair.opening.family as u64);
        let fit = self.fit(world, &world.as_they_came(pair));
        fit + libm::sqrt(JOBBSMAK_NOISE) * random.normal() > 0.0
    }

    /// What comes of a person's next trial.
    pub(super) fn came(&self, world: &World, pair: &Pair<'_>) -> Came {
        let earlier = world.trials_of(pair.candidate);
        let mut random = self.of(Draw::Trial, world, pair, earlier as u64);
        let (lasts, ends, when) = (random.share(), random.share(), random.share());
        if lasts < self.chance(world, pair) {
            Came::Lasting
        } else if ends < ENDS_AS_TRIAL {
            Came::Nothing
        } else {
            Came::EndingEarly(when)
        }
    }

    fn of(&self, draw: Draw, world: &World, pair: &Pair<'_>, other: u64) -> Random {
        let digits = pair.candidate.id.as_str().trim_start_matches("K-");
        let number = digits.parse().expect("drawn ids count");
        random(self.seed, draw, [u64::from(world.part()), number, other])
    }
}

/// Numbers that hang on what they are about and on nothing else.
fn random(seed: u64, draw: Draw, [part, one, other]: [u64; 3]) -> Random {
    // Parts below 2^32 are the municipalities' own.
    Random::of_part(seed, ((draw as u64) << 56) | (part << 40) | (one << 16) | other)
}
