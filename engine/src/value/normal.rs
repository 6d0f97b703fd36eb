//! The normal distribution, and the logistic curve written as a mixture of normal ones.
//!
//! A logistic curve averaged over a normal belief has no closed form, but a normal one has, and the
//! logistic curve is a mixture of normal ones to within 6e-7. The coefficients are fitted for this
//! project by minimising the largest error.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// `(weight, scale)` of each normal curve; σ(x) ≈ Σ weight · Φ(scale · x), and the weights add up to 1.
pub(super) const LOGISTIC_MIXTURE: [(f64, f64); 5] = [
    (0.023_292_008_737_348_692, 0.291_480_757_548_252_4),
    (0.207_587_219_093_917_1, 0.410_913_746_168_763),
    (0.429_808_297_743_990_8, 0.576_195_682_453_323_3),
    (0.294_977_394_964_736_35, 0.803_897_218_589_410_9),
    (0.044_335_079_460_006_98, 1.122_711_181_182_517_2),
];

/// Φ(x): the share of a standard normal variable that lies at or below `x`.
pub(super) fn below(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

/// φ(x): the density of a standard normal variable.
pub(super) fn density(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / libm::sqrt(2.0 * PI)
}

/// Φ₂(h, k; r): the share of two standard normal variables of correlation `r` with the first at or
/// below `h` and the second at or below `k`. For |r| up to about 0.95.
///
/// Φ(h)·Φ(k) + 1/2π ∫₀^{asin r} exp(−(h² + k² − 2hk·sin t) / 2cos²t) dt, the integral by
/// Gauss–Legendre quadrature.
pub(super) fn both_below(h: f64, k: f64, r: f64) -> f64 {
    let half = 0.5 * libm::asin(r);
    let mut sum = 0.0;
    for (node, weight) in GAUSS_LEGENDRE {
        for t in [half * (1.0 - node), half * (1.0 + node)] {
            let (sin, cos) = (libm::sin(t), libm::cos(t));
            sum += weight * libm::exp(-(h * h + k * k - 2.0 * h * k * sin) / (2.0 * cos * cos));
        }
    }
    below(h) * below(k) + half * sum / (2.0 * PI)
}

/// Positive nodes and weights of the 20-point Gauss–Legendre rule on [−1, 1]; the other half mirrors them.
const GAUSS_LEGENDRE: [(f64, f64); 10] = [
    (0.076_526_521_133_497_34, 0.152_753_387_130_726_28),
    (0.227_785_851_141_645_07, 0.149_172_986_472_604_24),
    (0.373_706_088_715_419_55, 0.142_096_109_318_382_4),
    (0.510_867_001_950_827_1, 0.131_688_638_449_176_9),
    (0.636_053_680_726_515, 0.118_194_531_961_518_6),
    (0.746_331_906_460_150_8, 0.101_930_119_817_240_7),
    (0.839_116_971_822_218_8, 0.083_276_741_576_704_71),
    (0.912_234_428_251_326, 0.062_672_048_334_108_79),
    (0.963_971_927_277_913_8, 0.040_601_429_800_386_446),
    (0.993_128_599_185_095, 0.017_614_007_139_150_893),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixture_is_the_logistic_curve() {
        for step in -4_000..=4_000 {
            let x = f64::from(step) / 100.0;
            let mixed: f64 = LOGISTIC_MIXTURE.iter().map(|(w, s)| w * below(s * x)).sum();
            let logistic = 1.0 / (1.0 + libm::exp(-x));
            assert!((mixed - logistic).abs() <= 6e-7, "at {x}: {mixed} and {logistic}");
        }
    }

    #[test]
    fn both_below_agrees_with_known_figures() {
        // The quadrant: 1/4 + asin(r)/2π. Independent: the product. Far out: the other alone.
        for r in [-0.9, -0.5, 0.0, 0.3, 0.8, 0.95] {
            let quadrant = 0.25 + libm::asin(r) / (2.0 * PI);
            assert!((both_below(0.0, 0.0, r) - quadrant).abs() < 1e-12, "correlation {r}");
            assert!((both_below(9.0, 0.7, r) - below(0.7)).abs() < 1e-12, "correlation {r}");
        }
        assert!((both_below(0.4, -1.1, 0.0) - below(0.4) * below(-1.1)).abs() < 1e-15);
    }

    #[test]
    fn both_below_agrees_with_a_fine_sum() {
        for (h, k, r) in [(0.5, -0.3, 0.6), (-1.2, 0.8, 0.9), (1.5, 1.0, -0.7)] {
            // P(X ≤ h, Y ≤ k) = ∫_{−∞}^h φ(x) Φ((k − r·x)/√(1 − r²)) dx
            let step = 1e-4;
            let mut fine = 0.0;
            let mut x = -9.0 + 0.5 * step;
            while x < h {
                fine += step * density(x) * below((k - r * x) / libm::sqrt(1.0 - r * r));
                x += step;
            }
            assert!((both_below(h, k, r) - fine).abs() < 1e-8, "{h} {k} {r}");
        }
    }
}
