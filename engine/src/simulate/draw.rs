//! Draws from shares.

use crate::random::Random;

/// One of several, each as likely as its share of their sum.
pub(super) fn one_of<T: Copy>(random: &mut Random, shares: &[(T, f64)]) -> T {
    let sum: f64 = shares.iter().map(|(_, share)| share).sum();
    let mut left = random.share() * sum;
    for (value, share) in shares {
        left -= share;
        if left < 0.0 {
            return *value;
        }
    }
    shares.last().expect("there is something to draw from").0
}

/// One of several, all as likely.
pub(super) fn any<'t, T>(random: &mut Random, values: &'t [T]) -> &'t T {
    &values[random.below(values.len())]
}

/// Whether something that happens with this probability does.
pub(super) fn chance(random: &mut Random, probability: f64) -> bool {
    random.share() < probability
}

/// Some of several, all as likely, in their order.
pub(super) fn some_of<T: Copy>(random: &mut Random, values: &[T], count: usize) -> Vec<T> {
    let mut left = values.to_vec();
    while left.len() > count {
        left.remove(random.below(left.len()));
    }
    left
}

/// A level from 1 to 5, after a step up or down.
pub(super) fn level_near(random: &mut Random, level: i64) -> i64 {
    let step = *any(random, &[-1, 0, 0, 1]);
    (level + step).clamp(1, 5)
}

/// Parts of a whole number in proportion to weights, by largest remainders; earlier parts go first.
pub(super) fn apportion(whole: usize, weights: &[f64]) -> Vec<usize> {
    let sum: f64 = weights.iter().sum();
    #[expect(clippy::cast_precision_loss, reason = "a number of people")]
    let exact: Vec<f64> = weights.iter().map(|weight| whole as f64 * weight / sum).collect();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to whole")]
    let mut parts: Vec<usize> = exact.iter().map(|part| part.floor() as usize).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| (exact[b].fract()).total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    let missing = whole - parts.iter().sum::<usize>();
    for at in order.into_iter().take(missing) {
        parts[at] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::apportion;

    #[test]
    fn parts_add_up_to_the_whole() {
        assert_eq!(apportion(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
        assert_eq!(apportion(0, &[1.0, 2.0]), [0, 0]);
        assert_eq!(apportion(7, &[0.1, 0.2, 0.7]), [1, 1, 5]);
        let many: Vec<f64> = (1..400).map(|it| 1.0 / f64::from(it)).collect();
        assert_eq!(apportion(12_000, &many).iter().sum::<usize>(), 12_000);
    }
}
