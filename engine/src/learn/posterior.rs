//! The posterior of the weights, by Laplace's approximation.
//!
//! With weights w believed to be normal with mean m and covariance V, and each trial a pair with features x and a fit
//! of variance τ², what is believed after seeing outcomes has the logarithm
//!
//! > −½ (w − m)ᵀ V⁻¹ (w − m) + Σ ln P(x · w, τ²) over those that lasted + Σ ln P(−x · w, τ²) over the others,
//!
//! where P is the logistic curve averaged over the fit. That is concave, so it has one mode; Newton's method finds it,
//! and the inverse of the curvature there is the covariance (Laplace's approximation). The fit is averaged over
//! exactly, trial by trial: two trials of one person in one job family are taken as if their fits had nothing to do
//! with each other, and the feature of earlier tries says the rest.

use ndarray::{Array1, Array2};

use super::TrialOutcome;
use super::linear::{cholesky, inverse, solve};
use crate::value::{Feature, LogChance, Model, log_chance};

/// A trial that has been seen to its end.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    features: Array1<f64>,
    fit_variance: f64,
    lasted: bool,
}

impl Seen {
    pub(super) fn of(outcome: &TrialOutcome, lasted: bool) -> Self {
        Self {
            features: Array1::from_iter(outcome.pair.measures.in_order()),
            fit_variance: outcome.pair.fit_variance.max(0.0),
            lasted,
        }
    }

    /// The logarithm of the chance of what was seen, by the sign with which the weights go into it.
    fn log_chance(&self, weights: &Array1<f64>) -> (f64, LogChance) {
        let sign = if self.lasted { 1.0 } else { -1.0 };
        (sign, log_chance(sign * self.features.dot(weights), self.fit_variance))
    }
}

type ByFeature = [f64; Feature::COUNT];

/// What is believed of the weights after what was seen: mean and covariance, in the order of [`Feature::ALL`].
pub(super) fn posterior(before: &Model, seen: &[Seen]) -> (ByFeature, [ByFeature; Feature::COUNT]) {
    const SOUND: &str = "a covariance is positive definite, and outcomes only add to its inverse";
    let mean: Array1<f64> = Feature::ALL.into_iter().map(|it| before.mean(it)).collect();
    let covariance = Array2::from_shape_fn((Feature::COUNT, Feature::COUNT), |(one, other)| {
        before.covariance(Feature::ALL[one], Feature::ALL[other])
    });
    let belief = Belief { precision: inverse(&cholesky(&covariance).expect(SOUND)), mean, seen };
    let mode = belief.mode();
    let (_, curvature) = belief.slope_and_curvature(&mode);
    let covariance = inverse(&cholesky(&curvature).expect(SOUND));
    let row = |one: usize| std::array::from_fn(|other| covariance[[one, other]]);
    (std::array::from_fn(|at| mode[at]), std::array::from_fn(row))
}

/// What was believed, and what was seen since.
struct Belief<'a> {
    mean: Array1<f64>,
    /// The inverse of the covariance.
    precision: Array2<f64>,
    seen: &'a [Seen],
}

impl Belief<'_> {
    /// The weights that are likeliest.
    ///
    /// Newton's method; a step that leads up by more than rounding can is halved, and a concave logarithm makes sure
    /// that halving ends.
    fn mode(&self) -> Array1<f64> {
        const NEAR: f64 = 1e-13;
        const ROUNDING: f64 = 1e-12;
        let mut weights = self.mean.clone();
        let mut against = self.against(&weights);
        for _ in 0..100 {
            let (slope, curvature) = self.slope_and_curvature(&weights);
            let triangle = cholesky(&curvature).expect("outcomes only add to the curvature");
            let mut step = solve(&triangle, &slope);
            let mut next = &weights - &step;
            let mut then = self.against(&next);
            while then > against + ROUNDING * (1.0 + against.abs())
                && step.iter().any(|part| part.abs() > NEAR)
            {
                step /= 2.0;
                next = &weights - &step;
                then = self.against(&next);
            }
            if step.iter().all(|part| part.abs() <= NEAR) {
                break;
            }
            (weights, against) = (next, then);
        }
        weights
    }

    /// Minus the logarithm of how likely weights are, up to a constant.
    fn against(&self, weights: &Array1<f64>) -> f64 {
        let off = weights - &self.mean;
        let start = 0.5 * off.dot(&self.precision.dot(&off));
        self.seen.iter().fold(start, |sum, seen| sum - seen.log_chance(weights).1.log)
    }

    /// Its slope, and its curvature.
    fn slope_and_curvature(&self, weights: &Array1<f64>) -> (Array1<f64>, Array2<f64>) {
        let mut slope = self.precision.dot(&(weights - &self.mean));
        let mut curvature = self.precision.clone();
        for seen in self.seen {
            let (sign, LogChance { slope: own, curvature: bend, .. }) = seen.log_chance(weights);
            slope.scaled_add(-sign * own, &seen.features);
            for (one, x) in seen.features.iter().enumerate() {
                curvature.row_mut(one).scaled_add(-bend * x, &seen.features);
            }
        }
        (slope, curvature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(base: f64, fit_variance: f64, lasted: bool) -> Seen {
        let mut features = Array1::zeros(Feature::COUNT);
        features[0] = base;
        Seen { features, fit_variance, lasted }
    }

    /// Where only one weight is touched, the posterior is a curve, and its top and width are found on a fine grid.
    #[test]
    fn one_weight_alone_ends_where_a_fine_grid_has_its_top_and_bends_as_it_does_there() {
        let cases = [
            vec![seen(1.0, 0.25, true); 3],
            vec![seen(1.0, 1.0, false), seen(0.5, 0.05, true), seen(-1.0, 0.25, true)],
            (0..40).map(|at| seen(1.0, 0.25, at % 4 == 0)).collect(),
        ];
        let prior = Model::prior();
        let (m, v) = (prior.mean(Feature::Base), prior.covariance(Feature::Base, Feature::Base));
        for seen in cases {
            let log = |w: f64| {
                let own = |it: &Seen| {
                    let sign = if it.lasted { 1.0 } else { -1.0 };
                    // The average over the fit as a fine sum, with nothing of the product's own in it.
                    let sum: f64 = (-600..600)
                        .map(|i| (f64::from(i) + 0.5) / 100.0)
                        .map(|z: f64| {
                            let logit = w * it.features[0] + z * libm::sqrt(it.fit_variance);
                            let share = 1.0 / (1.0 + libm::exp(-sign * logit));
                            0.01 * share * libm::exp(-0.5 * z * z)
                        })
                        .sum();
                    libm::log(sum / libm::sqrt(2.0 * std::f64::consts::PI))
                };
                seen.iter().map(own).sum::<f64>() - 0.5 * (w - m) * (w - m) / v
            };
            let top_of = |around: f64, step: f64| {
                let grid = (-150..=150).map(|at| around + step * f64::from(at));
                grid.max_by(|a, b| log(*a).total_cmp(&log(*b))).unwrap()
            };
            let top = top_of(top_of(0.0, 0.02), 0.000_2);
            let (mean, covariance) = posterior(&prior, &seen);
            assert!((mean[0] - top).abs() < 2e-4, "{} {top}", mean[0]);
            let h = 1e-2;
            let bend = -(log(top + h) - 2.0 * log(top) + log(top - h)) / (h * h);
            assert!((covariance[0][0] - 1.0 / bend).abs() < 2e-3 * v, "{}", covariance[0][0]);
            // What nothing was seen of is as it was.
            assert!((mean[1] - prior.mean(Feature::Interest)).abs() < 1e-12);
        }
    }

    #[test]
    fn at_the_mode_nothing_leads_on() {
        let seen: Vec<Seen> = (0..60)
            .map(|at| {
                let part = |by: usize| libm::sin(f64::from(u16::try_from(at * by).unwrap()));
                let mut features: Array1<f64> = (1..=Feature::COUNT).map(part).collect();
                features[0] = 1.0;
                Seen { features, fit_variance: 0.25, lasted: at % 3 == 0 }
            })
            .collect();
        let (mean, _) = posterior(&Model::prior(), &seen);
        let prior = Model::prior();
        let variances = Feature::ALL.map(|it| 1.0 / prior.covariance(it, it));
        let belief = Belief {
            mean: Feature::ALL.into_iter().map(|it| prior.mean(it)).collect(),
            precision: Array2::from_diag(&Array1::from_iter(variances)),
            seen: &seen,
        };
        let (slope, _) = belief.slope_and_curvature(&Array1::from_iter(mean));
        assert!(slope.iter().all(|part| part.abs() < 1e-9), "{slope}");
    }
}
