//! The Bayesian logistic model: what is believed of the weights, and what follows for one pair.

use ndarray::{Array1, Array2, ArrayView1};
use schemars::JsonSchema;
use serde::Serialize;

use super::features::Feature;
use super::normal::{LOGISTIC_MIXTURE, below, density};
use super::prior::{PRIOR, PRIOR_VERSION};

/// What is believed of the features' weights: a normal distribution, by feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    version: String,
    /// Expected weights, in the order of [`Feature::ALL`].
    mean: Array1<f64>,
    /// Covariance of the weights, rows and columns in the order of [`Feature::ALL`].
    covariance: Array2<f64>,
}

impl Model {
    /// The model before any outcome is known: the prior, weights independent of each other.
    #[must_use]
    pub fn prior() -> Self {
        let variances: Array1<f64> = PRIOR.iter().map(|row| row.variance).collect();
        Self {
            version: PRIOR_VERSION.to_owned(),
            mean: PRIOR.iter().map(|row| row.mean).collect(),
            covariance: Array2::from_diag(&variances),
        }
    }

    /// A model with these weights expected and this covariance of them, both in the order of [`Feature::ALL`].
    #[must_use]
    pub fn new(
        version: &str,
        mean: [f64; Feature::COUNT],
        covariance: [[f64; Feature::COUNT]; Feature::COUNT],
    ) -> Self {
        Self {
            version: version.to_owned(),
            mean: Array1::from_iter(mean),
            covariance: Array2::from(covariance.to_vec()),
        }
    }

    /// The weight that is expected of a feature.
    #[must_use]
    pub fn mean(&self, feature: Feature) -> f64 {
        self.mean[feature as usize]
    }

    /// The covariance of the weights of two features; of one with itself, its variance.
    #[must_use]
    pub fn covariance(&self, one: Feature, other: Feature) -> f64 {
        self.covariance[[one as usize, other as usize]]
    }

    /// Names the model in every plan that rests on it.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What is believed of a pair with these features, and a fit of this variance.
    ///
    /// The logit is normal: its mean is Σ mean · x, its variance xᵀ · covariance · x plus that of the
    /// person's fit with the job family, whose mean is 0.
    pub(super) fn predict(&self, x: &[f64; Feature::COUNT], fit_variance: f64) -> Prediction {
        let x = ArrayView1::from(x.as_slice());
        let from_weights = x.dot(&self.covariance.dot(&x));
        Prediction {
            contributions: std::array::from_fn(|row| Contribution {
                feature: Feature::ALL[row],
                measure: x[row],
                logit: self.mean[row] * x[row],
            }),
            variance: from_weights + fit_variance,
            fit_variance,
        }
    }
}

/// What is believed of how one trial would go.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Prediction {
    /// What each feature adds to the logit, in the order of [`Feature::ALL`].
    pub contributions: [Contribution; Feature::COUNT],
    /// How uncertain the logit is.
    pub variance: f64,
    /// The part of `variance` that is the person's own fit with the job family: what a jobbsmak can show.
    pub fit_variance: f64,
}

/// What one feature of a pair adds to the logit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Contribution {
    /// Which feature.
    pub feature: Feature,
    /// The feature of this pair; 0 is as usual.
    pub measure: f64,
    /// What it adds to the logit.
    pub logit: f64,
}

impl Prediction {
    /// The expected logit: the contributions added up in their order, to the last bit.
    #[must_use]
    pub fn logit(&self) -> f64 {
        self.contributions.iter().fold(0.0, |sum, contribution| sum + contribution.logit)
    }

    /// What speaks against the place rather than against the kind of work: the part of the logit that is
    /// below the usual, at least 0.
    pub(super) fn against_the_place(&self) -> f64 {
        let about_the_work =
            [Feature::Base, Feature::Interest, Feature::Experience, Feature::EarlierTries];
        self.contributions
            .iter()
            .filter(|contribution| !about_the_work.contains(&contribution.feature))
            .fold(0.0, |sum, contribution| sum + (-contribution.logit).max(0.0))
    }

    /// The probability that the trial leads to a job that lasts: the logistic curve averaged over what
    /// is believed of the logit.
    #[must_use]
    pub fn chance(&self) -> f64 {
        chance(self.logit(), self.variance)
    }

    /// Where the probability lies with four chances in five.
    #[must_use]
    pub fn likely_range(&self) -> (f64, f64) {
        /// Φ⁻¹(0.9)
        const NINE_IN_TEN: f64 = 1.281_551_565_544_600_4;
        let spread = NINE_IN_TEN * libm::sqrt(self.variance);
        (chance(self.logit() - spread, 0.0), chance(self.logit() + spread, 0.0))
    }
}

/// E σ(η) for a normal logit η of this mean and variance: Σ weight · Φ(scale · mean / √(1 + scale² · variance)).
pub(super) fn chance(mean: f64, variance: f64) -> f64 {
    LOGISTIC_MIXTURE.iter().fold(0.0, |sum, (weight, scale)| {
        sum + weight * below(scale * mean / libm::sqrt(1.0 + scale * scale * variance))
    })
}

/// The logarithm of a chance as a function of the mean of its logit, with its slope and curvature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogChance {
    /// ln E σ(η).
    pub log: f64,
    /// Its first derivative by the mean; above 0.
    pub slope: f64,
    /// Its second derivative by the mean; at most 0, since the logarithm of the logistic curve is concave
    /// and averaging over a normal fit keeps it so (Prékopa 1973).
    pub curvature: f64,
}

/// ln E σ(η) for a normal logit η of this mean and variance, with its derivatives by the mean.
///
/// With c = scale / √(1 + scale² · variance) for each curve of the mixture, the chance P is Σ weight · Φ(c · mean),
/// P′ is Σ weight · c · φ(c · mean), and P″ is −Σ weight · c³ · mean · φ(c · mean).
#[must_use]
pub fn log_chance(mean: f64, variance: f64) -> LogChance {
    let (mut first, mut second) = (0.0, 0.0);
    for (weight, scale) in LOGISTIC_MIXTURE {
        let c = scale / libm::sqrt(1.0 + scale * scale * variance);
        let height = weight * c * density(c * mean);
        first += height;
        second -= height * c * c * mean;
    }
    // Where nothing is left of the chance, nothing is left of its derivatives either.
    let chance = chance(mean, variance).max(f64::MIN_POSITIVE);
    let slope = first / chance;
    LogChance {
        log: libm::log(chance),
        slope,
        curvature: (second / chance - slope * slope).min(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: [f64; Feature::COUNT] = [1.0, 1.0, -0.5, -1.0, 0.25, 0.3, 1.0, 1.0, -1.0, 0.5];

    #[test]
    fn contributions_add_up_to_the_logit_to_the_last_bit() {
        let prediction = Model::prior().predict(&X, 0.4);
        let mut sum = 0.0;
        for (contribution, row) in prediction.contributions.iter().zip(PRIOR) {
            assert_eq!(contribution.feature, row.feature);
            sum += contribution.logit;
        }
        assert_eq!(sum.to_bits(), prediction.logit().to_bits());
    }

    #[test]
    fn uncertainty_is_that_of_the_weights_and_of_the_fit() {
        let prediction = Model::prior().predict(&X, 0.4);
        let by_hand = PRIOR.iter().zip(X).fold(0.4, |sum, (row, x)| sum + row.variance * x * x);
        assert!((prediction.variance - by_hand).abs() < 1e-12);
        let (low, high) = prediction.likely_range();
        assert!(0.0 < low && low < prediction.chance() && prediction.chance() < high && high < 1.0);
    }

    #[test]
    fn chance_is_the_logistic_curve_averaged() {
        for (mean, variance) in [(0.0, 1.0), (1.3, 0.5), (-2.2, 3.0), (0.7, 0.0)] {
            let spread = libm::sqrt(variance);
            let fine = (-800..800)
                .map(|i| (f64::from(i) + 0.5) / 100.0)
                .map(|z: f64| {
                    let density = libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * std::f64::consts::PI);
                    0.01 * density / (1.0 + libm::exp(-(mean + spread * z)))
                })
                .sum::<f64>();
            assert!((chance(mean, variance) - fine).abs() < 1e-6, "{mean} {variance}");
        }
    }

    #[test]
    fn the_logarithm_of_a_chance_has_the_derivatives_of_its_differences() {
        for (mean, variance) in [(0.0, 1.0), (1.3, 0.5), (-2.2, 3.0), (6.0, 0.05), (-6.0, 0.0)] {
            let h = 1e-4;
            let at = |step: f64| log_chance(mean + step, variance);
            let LogChance { log, slope, curvature } = at(0.0);
            assert!((libm::exp(log) - chance(mean, variance)).abs() < 1e-15);
            let by_difference = (at(h).log - at(-h).log) / (2.0 * h);
            assert!((slope - by_difference).abs() < 1e-6, "{mean} {variance}: {slope}");
            let by_difference = (at(h).slope - at(-h).slope) / (2.0 * h);
            assert!((curvature - by_difference).abs() < 1e-6, "{mean} {variance}: {curvature}");
        }
        // Far out there is nothing left to tell apart, and no NaN.
        assert!(log_chance(-1e9, 0.0).slope.is_finite());
    }
}
