//! Lower bounds by better prices: subgradient steps that remember where they came from.
//!
//! For any prices, `bound(prices) = prices . capacities + what the parts gain at them` is a bound, convex
//! in the prices, with capacity less use as its slope. Steps start from the best prices so far, along an
//! average of the slopes seen (the volume algorithm of Barahona and Anbil, 2000).

use rayon::prelude::*;

use super::instance::{Choice, Instance};
use super::menu::Menu;
use super::prices::{Layout, Resources};

/// Nanoseconds of looking at one start.
const LOOK_NS: u64 = 14;

/// Candidates that one task looks at.
const CHUNK: usize = 256;

/// Steps without a better bound after which they get shorter.
const PATIENCE: u32 = 8;

/// The best prices so far, and how to look for better ones.
pub(super) struct Descent {
    pub(super) prices: Resources,
    pub(super) bound: f64,
    average: Resources,
    /// Highest price, and one over what a typical start takes, by resource.
    ceilings: Resources,
    scale: Resources,
    step: f64,
    newest_weight: f64,
    disappointments: u32,
}

/// The bound at some prices, and how it slopes there.
pub(super) struct Response {
    pub(super) bound: f64,
    /// Capacity less use.
    pub(super) slope: Resources,
    pub(super) work_ns: u64,
}

impl Descent {
    pub(super) fn new(
        instance: &Instance,
        layout: Layout,
        prices: Resources,
        first: Response,
    ) -> Self {
        Self {
            prices,
            bound: first.bound,
            average: first.slope,
            ceilings: layout.price_ceilings(instance),
            scale: scale(instance, layout),
            step: 0.1,
            newest_weight: 0.3,
            disappointments: 0,
        }
    }

    /// The next prices to try when a bound of `target` is hoped for; none where no price can move.
    pub(super) fn propose(&self, target: f64) -> Option<Resources> {
        let steepness: f64 = (0..self.prices.0.len())
            .map(|at| {
                let (price, slope) = (self.prices.0[at], self.average.0[at]);
                let is_stuck =
                    (price <= 0.0 && slope > 0.0) || (price >= self.ceilings.0[at] && slope < 0.0);
                if is_stuck { 0.0 } else { (slope * self.scale.0[at]).powi(2) }
            })
            .sum();
        let hope = (self.bound - target).max(1e-3 * self.bound.abs());
        let length = self.step * hope / steepness;
        if !length.is_finite() || length <= 0.0 {
            return None;
        }
        let mut prices = self.prices.clone();
        for (at, price) in prices.0.iter_mut().enumerate() {
            let change = length * self.average.0[at] * self.scale.0[at].powi(2);
            *price = (*price - change).clamp(0.0, self.ceilings.0[at]);
        }
        Some(prices)
    }

    /// Takes in what the proposed prices came to.
    pub(super) fn learn(&mut self, prices: Resources, response: &Response) {
        if response.bound < self.bound {
            let agreement: f64 = (0..prices.0.len())
                .map(|at| self.average.0[at] * response.slope.0[at] * self.scale.0[at].powi(2))
                .sum();
            if agreement > 0.0 {
                self.step = (self.step * 1.1).min(2.0);
            }
            (self.prices, self.bound) = (prices, response.bound);
            self.disappointments = 0;
        } else {
            self.disappointments += 1;
            if self.disappointments >= PATIENCE {
                self.disappointments = 0;
                self.step *= 0.66;
                if self.step < 1e-3 {
                    self.newest_weight = (self.newest_weight * 0.5).max(0.01);
                    self.step = 0.05;
                }
            }
        }
        for (average, slope) in self.average.0.iter_mut().zip(&response.slope.0) {
            *average += self.newest_weight * (slope - *average);
        }
    }
}

/// Descends from some prices for as long as it is told to, by the work so far in nanoseconds; the best prices, and the
/// work.
pub(super) fn descend(
    instance: &Instance,
    layout: Layout,
    capacities: &Resources,
    start: Resources,
    mut goes_on: impl FnMut(u64) -> bool,
) -> (Resources, u64) {
    let first = by_candidate(instance, layout, capacities, &start);
    let mut work_ns = first.work_ns;
    let mut descent = Descent::new(instance, layout, start, first);
    while goes_on(work_ns) {
        // no plan is known yet: hope for a tenth less
        let target = descent.bound - 0.1 * descent.bound.abs();
        let Some(prices) = descent.propose(target) else { break };
        let response = by_candidate(instance, layout, capacities, &prices);
        work_ns += response.work_ns;
        descent.learn(prices, &response);
    }
    (descent.prices, work_ns)
}

/// What some of the candidates choose.
struct Answer {
    gain: f64,
    chosen: Vec<(usize, Choice)>,
    looks: u64,
}

/// The bound where each candidate chooses alone, every limit being priced.
pub(super) fn by_candidate(
    instance: &Instance,
    layout: Layout,
    capacities: &Resources,
    prices: &Resources,
) -> Response {
    let everyone: Vec<usize> = (0..instance.candidates.len()).collect();
    let parts: Vec<Answer> = everyone
        .par_chunks(CHUNK)
        .map(|chunk| {
            let mut menu = Menu::new(instance.weeks);
            let mut part = Answer { gain: 0.0, chosen: Vec::new(), looks: 0 };
            for &candidate in chunk {
                let (preferred, looks) = menu.preferred(instance, layout, prices, candidate);
                part.gain += preferred.gain;
                part.chosen.extend(preferred.choices.into_iter().map(|choice| (candidate, choice)));
                part.looks += looks;
            }
            part
        })
        .collect();
    let mut taken = layout.zeros();
    let (mut bound, mut looks) = (prices.dot(capacities), prices.0.len() as u64);
    for part in parts {
        bound += part.gain;
        looks += part.looks;
        for (candidate, choice) in part.chosen {
            layout.take(instance, candidate, choice, &mut taken);
        }
    }
    Response { bound, slope: capacities.less(&taken), work_ns: looks * LOOK_NS }
}

/// One over the amount that a typical start takes of each resource.
pub(super) fn scale(instance: &Instance, layout: Layout) -> Resources {
    let (mut weeks, mut mentor, mut specialist) = (0.0, 0.0, 0.0);
    for option in &instance.options {
        let profile = instance.profile(option);
        for offset in 0..profile.weeks {
            weeks += 1.0;
            mentor += profile.mentor_hours[offset];
            specialist += profile.specialist_hours[offset];
        }
    }
    let typical = |hours: f64| if hours > 0.0 { weeks / hours } else { 1.0 };
    let mut all = Resources(vec![1.0; layout.len()]);
    for at in 0..instance.openings.len() {
        all.0[layout.mentor(at)..][..instance.weeks].fill(typical(mentor));
    }
    for at in 0..instance.specialists.len() {
        all.0[layout.hours(at)..][..instance.weeks].fill(typical(specialist));
    }
    all
}
