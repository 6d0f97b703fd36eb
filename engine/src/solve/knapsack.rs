//! The knapsack problem of one slot in whole units, by dynamic programming (Martello and Toth, 1990): the best of
//! items within units and places, and the best that has, or has not, each of them.

/// What a slot has, or has left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) units: usize,
    pub(super) places: usize,
}

/// Something that takes one place and some units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) units: usize,
    pub(super) gain: f64,
}

/// The best with an item and the best without it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stakes {
    pub(super) with: f64,
    pub(super) without: f64,
}

/// How the cells of a row lie: units within layers of places, or one layer where places are enough.
#[derive(Debug, Clone, Copy)]
struct Shape {
    /// Cells in a layer.
    width: usize,
    cells: usize,
    /// How far an item moves up by the place it takes.
    place: usize,
}

/// Tables that are used again.
#[derive(Debug, Default)]
pub(super) struct Knapsack {
    /// By items so far, then by what they may take.
    ahead: Vec<f64>,
    /// The same, from the last item on.
    behind: Vec<f64>,
    /// Cells looked at.
    pub(super) looks: u64,
}

impl Room {
    pub(super) fn fits(self, units: usize) -> bool {
        self.places > 0 && self.units >= units
    }

    /// Cells of a table for these items or fewer.
    pub(super) fn cells(self, items: &[Item]) -> usize {
        self.shape(items).cells.saturating_mul(items.len())
    }

    fn shape(self, items: &[Item]) -> Shape {
        let width = self.units + 1;
        let mut units: Vec<usize> = items.iter().map(|it| it.units).collect();
        units.sort_unstable();
        let too_many = units.get(..=self.places);
        if too_many.is_some_and(|it| it.iter().sum::<usize>() <= self.units) {
            Shape { width, cells: (self.places + 1).saturating_mul(width), place: width }
        } else {
            Shape { width, cells: width, place: 0 }
        }
    }
}

impl Knapsack {
    /// The most that items can gain together, each of which fits and gains something, and tells which.
    pub(super) fn best(&mut self, room: Room, items: &[Item], mut tell: impl FnMut(usize)) -> f64 {
        self.looks += items.len() as u64;
        let all: usize = items.iter().map(|it| it.units).sum();
        if all <= room.units && items.len() <= room.places {
            (0..items.len()).for_each(tell);
            return items.iter().map(|it| it.gain).sum();
        }
        let shape = room.shape(items);
        self.looks += fill(&mut self.ahead, shape, items.iter());
        let rows = &self.ahead;
        let mut cell = shape.cells - 1;
        for (row, item) in items.iter().enumerate().rev() {
            if rows[(row + 1) * shape.cells + cell] > rows[row * shape.cells + cell] {
                tell(row);
                cell -= shape.place + item.units;
            }
        }
        rows[items.len() * shape.cells + shape.cells - 1]
    }

    /// What is at stake with each of the items, which must fit one by one.
    pub(super) fn stakes(&mut self, room: Room, items: &[Item]) -> Vec<Stakes> {
        let shape = room.shape(items);
        let Shape { width, cells, place } = shape;
        self.looks += fill(&mut self.ahead, shape, items.iter());
        self.looks += fill(&mut self.behind, shape, items.iter().rev());
        self.looks += (items.len() * cells) as u64;
        let stakes = |(at, item): (usize, &Item)| {
            let ahead = &self.ahead[at * cells..][..cells];
            let behind = &self.behind[(items.len() - 1 - at) * cells..][..cells];
            // what both sides may take together leaves the item its units and its place
            let most = |units: usize, place: usize| {
                let cells_of = |layer: usize| {
                    let here = &ahead[layer..][..width - units];
                    let there = behind[..cells - place - layer - units].iter().rev();
                    here.iter().zip(there).map(|(a, b)| a + b).fold(f64::NEG_INFINITY, f64::max)
                };
                let layers = (0..cells - place).step_by(width);
                layers.map(cells_of).fold(f64::NEG_INFINITY, f64::max)
            };
            Stakes { with: most(item.units, place) + item.gain, without: most(0, 0) }
        };
        items.iter().enumerate().map(stakes).collect()
    }
}

/// Writes a row for each number of items, and returns how many cells that was.
fn fill<'a>(
    rows: &mut Vec<f64>,
    Shape { width, cells, place }: Shape,
    items: impl ExactSizeIterator<Item = &'a Item>,
) -> u64 {
    rows.clear();
    rows.resize((items.len() + 1) * cells, 0.0);
    let looks = (items.len() * cells) as u64;
    for (row, item) in items.enumerate() {
        let (before, after) = rows[row * cells..].split_at_mut(cells);
        let after = &mut after[..cells];
        after.copy_from_slice(before);
        for first in (place..cells).step_by(width) {
            let from = &before[first - place..][..width - item.units];
            for (cell, from) in after[first + item.units..first + width].iter_mut().zip(from) {
                *cell = cell.max(from + item.gain);
            }
        }
    }
    looks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// The most that some of the items gain which `passes`, of those that fit.
    fn by_force(room: Room, items: &[Item], passes: impl Fn(u32) -> bool) -> f64 {
        let sets = (0..1_u32 << items.len()).filter(|&set| {
            let chosen = || (0..items.len()).filter(move |at| set >> at & 1 == 1);
            passes(set)
                && chosen().count() <= room.places
                && chosen().map(|at| items[at].units).sum::<usize>() <= room.units
        });
        sets.map(|set| {
            (0..items.len()).filter(|at| set >> at & 1 == 1).map(|at| items[at].gain).sum()
        })
        .fold(f64::NEG_INFINITY, f64::max)
    }

    #[test]
    fn nothing_that_fits_gains_more() {
        let mut random = Random::new(5);
        let mut knapsack = Knapsack::default();
        for round in 0..400 {
            let room = Room { units: random.below(20), places: 1 + random.below(5) };
            let mut items = Vec::new();
            for _ in 0..random.below(9) {
                let units = random.below(room.units + 1);
                items.push(Item { units, gain: random.share() - 0.2 });
            }
            let gains: Vec<Item> = items.iter().copied().filter(|it| it.gain > 0.0).collect();
            let mut chosen = 0;
            let best = knapsack.best(room, &gains, |at| chosen |= 1 << at);
            let expected = by_force(room, &gains, |_| true);
            assert!((best - expected).abs() < 1e-9, "{round}: {best}, not {expected}");
            let told = by_force(room, &gains, |set| set == chosen);
            assert!((told - best).abs() < 1e-9, "{round}: it tells which they are");
            for (at, stakes) in knapsack.stakes(room, &items).into_iter().enumerate() {
                let with = by_force(room, &items, |set| set >> at & 1 == 1);
                let without = by_force(room, &items, |set| set >> at & 1 == 0);
                assert!((stakes.with - with).abs() < 1e-9, "{round}, with {at}: {with}");
                assert!(
                    (stakes.without - without).abs() < 1e-9,
                    "{round}, without {at}: {without}"
                );
            }
        }
    }
}
