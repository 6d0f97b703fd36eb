//! What a specialist's weeks have to sell: units of hours, and steps of them.
//!
//! Needs come in few sizes, so a week of 20 units holds two needs of 9 and nothing else of that size. A step
//! counts units by such a size and rounds down the way mixed-integer rounding does (Nemhauser and Wolsey, 1990):
//! the parts of a week never count more than the whole. Prices of steps beside prices of units bound what a
//! week can give more tightly than prices of units alone.

use std::collections::BTreeSet;

use super::block::Pattern;

/// Units of a week up to which steps are made; beyond, sizes are too many for steps to matter.
const MOST_STEPPED: u16 = 2_000;

/// A week is also cut into halves, thirds, and so on, up to this many parts.
const MOST_PARTS: u16 = 4;

/// Something of one week that has a price.
#[derive(Debug)]
pub(super) struct Good {
    pub(super) week: usize,
    /// How much of it so many units are, up to the week's limit.
    pub(super) amounts: Vec<f64>,
}

impl Good {
    /// All there is of it.
    pub(super) fn most(&self) -> f64 {
        *self.amounts.last().expect("no units are an amount too")
    }
}

/// Everything priced: the units of each week, in order, then the steps.
pub(super) fn goods(limits: &[u16], patterns: &[Vec<Pattern>]) -> Vec<Good> {
    let units = limits
        .iter()
        .enumerate()
        .map(|(week, &limit)| Good { week, amounts: (0..=limit).map(f64::from).collect() });
    let mut all: Vec<Good> = units.collect();
    for (week, &limit) in limits.iter().enumerate().filter(|(_, limit)| **limit <= MOST_STEPPED) {
        let needs = patterns.iter().flatten().map(|it| it.units[week]);
        let parts = (2..=MOST_PARTS).map(|parts| limit / parts + 1);
        let sizes: BTreeSet<u16> = needs.chain(parts).collect();
        for size in sizes.into_iter().filter(|&size| 1 < size && size <= limit) {
            all.extend(steps(limit, size).map(|amounts| Good { week, amounts }));
        }
    }
    all
}

/// Units counted by a size; none where the limit is a multiple of it and the count says nothing new.
fn steps(limit: u16, size: u16) -> Option<Vec<f64>> {
    let over = limit % size;
    let amount = |units: u16| {
        let beyond = (units % size).saturating_sub(over);
        f64::from(units / size) + f64::from(beyond) / f64::from(size - over)
    };
    (over > 0).then(|| (0..=limit).map(amount).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_never_count_more_than_the_whole() {
        for limit in 1..60 {
            for size in 2..=limit {
                let Some(amounts) = steps(limit, size) else { continue };
                for a in 0..=limit {
                    for b in 0..=limit - a {
                        let (a, b) = (usize::from(a), usize::from(b));
                        let whole = amounts[a + b];
                        assert!(amounts[a] + amounts[b] <= whole + 1e-12, "{limit} {size} {a} {b}");
                    }
                }
            }
        }
    }
}
