//! The value of a jobbsmak: what it can teach, as the knowledge gradient of the model.
//!
//! What a week at a workplace shows is the person's own fit θ with the job family, normal with mean 0
//! and variance τ². The week shows y = θ + ε, with ε normal of variance ρ². So θ is afterwards
//! believed to be normal with mean y · τ²/(τ² + ρ²), which beforehand is normal itself, of variance
//!
//! > s² = τ⁴ / (τ² + ρ²),
//!
//! and the variance v of the trial's logit shrinks by as much. With Z standard normal and P(z) the
//! chance that a trial has after a week of outcome z (mean m + s·z, variance v − s²), somebody
//! who can go on to that trial or to something else worth c gains, by knowing before choosing,
//!
//! > E max(P(Z), c) − max(E P(Z), c)
//!
//! which is never negative (Frazier, Powell and Dayanik 2008, "A knowledge-gradient policy for
//! sequential information collection"). P rises in z, so there is one z* with P(z*) = c. The
//! logistic curve being a mixture of normal ones of weights wᵢ and scales aᵢ, the expectation is
//!
//! > c · Φ(z*) + Σᵢ wᵢ · Φ₂(−z*, aᵢ·m/√(1 + aᵢ²·v); aᵢ·s/√(1 + aᵢ²·v)).

use super::model::chance;
use super::normal::{LOGISTIC_MIXTURE, below, both_below, density};

/// What is to be learned, and what could be done instead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lesson {
    /// Mean m of the logit of the trial that the jobbsmak is about.
    pub(super) logit: f64,
    /// Variance v of that logit.
    pub(super) variance: f64,
    /// Variance τ² of the person's fit with the job family, a part of `variance`.
    pub(super) fit_variance: f64,
    /// Variance ρ² of what the week shows around the fit.
    pub(super) noise: f64,
    /// Value c of the best that could be done instead.
    pub(super) instead: f64,
}

/// What knowing the outcome of the jobbsmak is expected to gain.
pub(super) fn knowledge_gradient(lesson: &Lesson) -> f64 {
    let Lesson { logit, variance, fit_variance, noise, instead } = *lesson;
    let shown = fit_variance * fit_variance / (fit_variance + noise);
    if shown <= 0.0 {
        return 0.0;
    }
    let step = libm::sqrt(shown);
    let turn = turning_point(logit, step, variance - shown, instead);
    let informed = LOGISTIC_MIXTURE.iter().fold(instead * below(turn), |sum, (weight, scale)| {
        let length = libm::sqrt(1.0 + scale * scale * variance);
        sum + weight * both_below(-turn, scale * logit / length, scale * step / length)
    });
    (informed - chance(logit, variance).max(instead)).max(0.0)
}

/// The z* at which a trial with logit of mean `logit + step · z` and variance `left` is worth `instead`.
///
/// Newton's method from the curve's point of inflection, z = −logit/step, where it goes from convex to
/// concave: from there, and from whatever lies beyond it, every step falls short of the root or meets
/// it. So it cannot overshoot, and a step out of the range looked at means that the root is out there.
fn turning_point(logit: f64, step: f64, left: f64, instead: f64) -> f64 {
    /// Beyond this many standard deviations nothing is left to gain.
    const FAR: f64 = 9.0;
    let mut z = (-logit / step).clamp(-FAR, FAR);
    for _ in 0..100 {
        let mean = logit + step * z;
        let slope = LOGISTIC_MIXTURE.iter().fold(0.0, |sum, (weight, scale)| {
            let length = libm::sqrt(1.0 + scale * scale * left);
            sum + weight * density(scale * mean / length) * scale * step / length
        });
        let change = (instead - chance(mean, left)) / slope;
        z += change;
        if change.abs() < 1e-12 || !(-FAR..=FAR).contains(&z) {
            break;
        }
    }
    z.clamp(-FAR, FAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    const LESSON: Lesson =
        Lesson { logit: 0.2, variance: 1.4, fit_variance: 1.0, noise: 1.0, instead: 0.5 };

    #[test]
    fn what_is_uncertain_is_worth_trying_and_what_is_known_is_not() {
        #[rustfmt::skip]
        let cases = [
            // lesson                                        at least  at most  why
            (LESSON,                                         0.03,     0.10,    "uncertain and near to the alternative"),
            (Lesson { fit_variance: 0.05, ..LESSON },        0.0,      0.002,   "tried before: nothing to learn"),
            (Lesson { fit_variance: 0.0, ..LESSON },         0.0,      0.0,     "known: exactly nothing"),
            (Lesson { noise: 1e6, ..LESSON },                0.0,      0.001,   "a week that shows nothing"),
            (Lesson { instead: 0.95, ..LESSON },             0.0,      0.001,   "nothing could change the choice"),
            (Lesson { logit: 4.0, ..LESSON },                0.0,      0.001,   "nothing could change the choice"),
            (Lesson { logit: -60.0, ..LESSON },              0.0,      1e-9,    "far out: no NaN"),
            (Lesson { logit: 60.0, ..LESSON },               0.0,      1e-9,    "far out: no NaN"),
            (Lesson { fit_variance: 1e-9, ..LESSON },        0.0,      1e-9,    "hardly a step at all"),
        ];
        for (lesson, at_least, at_most, why) in cases {
            let gain = knowledge_gradient(&lesson);
            assert!((at_least..=at_most).contains(&gain), "{why}: {gain} for {lesson:?}");
        }
    }

    #[test]
    fn more_to_learn_is_never_worth_less() {
        let gains = (0..40).map(|step| {
            let fit_variance = f64::from(step) / 20.0;
            knowledge_gradient(&Lesson { fit_variance, variance: 2.5, ..LESSON })
        });
        let gains: Vec<f64> = gains.collect();
        assert!(gains.is_sorted(), "{gains:?}");
    }

    /// People are simulated, each with a fit of their own and a week that shows it; who would gain by
    /// going on to the trial does. What they get is the true logistic curve, not the mixture.
    #[test]
    fn simulated_people_gain_as_much() {
        let lessons = [
            LESSON,
            Lesson { instead: 0.62, ..LESSON },
            Lesson { logit: -0.8, instead: 0.45, ..LESSON },
            Lesson { fit_variance: 0.4, variance: 0.7, noise: 2.0, ..LESSON },
            Lesson { logit: 1.1, variance: 3.0, fit_variance: 2.5, noise: 0.5, instead: 0.7 },
        ];
        for (seed, lesson) in (1..).zip(lessons) {
            let (gain, error) = simulate(&lesson, 200_000, seed);
            let closed_form = knowledge_gradient(&lesson);
            assert!(error < 0.001, "{error} says too little");
            assert!(
                (closed_form - gain).abs() <= 3.0 * error,
                "{closed_form} in closed form, {gain} ± {error} simulated, for {lesson:?}"
            );
        }
    }

    /// The mean gain over `people`, and its standard error.
    fn simulate(lesson: &Lesson, people: u32, seed: u64) -> (f64, f64) {
        let Lesson { logit, variance, fit_variance, noise, instead } = *lesson;
        let learned = fit_variance / (fit_variance + noise);
        let left = variance - fit_variance * learned;
        // The least outcome after which the trial is the better choice, by bisection.
        let (mut no, mut yes) = (-60.0, 60.0);
        while yes - no > 1e-9 {
            let middle = 0.5 * (no + yes);
            let goes_on = average_logistic(logit + learned * middle, left) > instead;
            if goes_on { yes = middle } else { no = middle }
        }
        let blind = average_logistic(logit, variance) > instead;

        let mut random = Random::new(seed);
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..people {
            let fit = libm::sqrt(fit_variance) * random.normal();
            let outcome = fit + libm::sqrt(noise) * random.normal();
            let rest = libm::sqrt(variance - fit_variance) * random.normal();
            let trial = logistic(logit + fit + rest);
            let informed = if outcome > yes { trial } else { instead };
            let gain = informed - if blind { trial } else { instead };
            sum += gain;
            squares += gain * gain;
        }
        let n = f64::from(people);
        let mean = sum / n;
        (mean, libm::sqrt((squares / n - mean * mean) / n))
    }

    fn logistic(x: f64) -> f64 {
        1.0 / (1.0 + libm::exp(-x))
    }

    /// The logistic curve averaged over a normal logit, by a fine sum.
    fn average_logistic(mean: f64, variance: f64) -> f64 {
        let spread = libm::sqrt(variance);
        (-800..800)
            .map(|i| (f64::from(i) + 0.5) / 100.0)
            .fold(0.0, |sum, z| sum + 0.01 * density(z) * logistic(mean + spread * z))
    }
}
