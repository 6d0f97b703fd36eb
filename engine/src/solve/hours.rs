//! Prices of one specialist's hours and caseload room.
//!
//! They are the variables of a linear programme, so its solution holds them directly:
//! minimise `prices . limits + sum of u_c`, where `u_c >= value - prices . use` for every pattern of
//! candidate c. Patterns come in as they are violated.

#[cfg(feature = "highs")]
use good_lp::highs as backend;
#[cfg(not(feature = "highs"))]
use good_lp::microlp as backend;
use good_lp::{Expression, Solution, SolverModel, Variable, constraint, variable, variables};

use super::block::Pattern;

/// Price of a unit of hours, by week, and of a trial in the caseload.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HourPrices {
    pub(super) hours: Vec<f64>,
    pub(super) room: f64,
}

/// Candidates' patterns, and what there is for them.
pub(super) struct Demand<'a> {
    /// By candidate.
    pub(super) patterns: Vec<&'a [Pattern]>,
    /// Units by week.
    pub(super) limits: Vec<f64>,
    /// Trials.
    pub(super) room: f64,
}

/// Rounds of adding violated patterns; where they end, the prices are good enough to bound with.
const ROUNDS: usize = 13;

impl HourPrices {
    /// The price of so many units and trials.
    pub(super) fn cost(&self, units: impl Iterator<Item = f64>, room: f64) -> f64 {
        self.hours.iter().zip(units).map(|(price, units)| price * units).sum::<f64>()
            + self.room * room
    }

    /// What a pattern gains after paying for what it uses.
    pub(super) fn reduced(&self, pattern: &Pattern) -> f64 {
        let mut gain = pattern.value - if pattern.is_trial { self.room } else { 0.0 };
        for (price, &units) in self.hours.iter().zip(&pattern.units) {
            gain -= price * f64::from(units);
        }
        gain
    }

    /// What the best of a candidate's patterns gains; doing nothing gains nothing.
    pub(super) fn best(&self, patterns: &[Pattern]) -> f64 {
        patterns.iter().map(|it| self.reduced(it)).fold(0.0, f64::max)
    }
}

/// The best prices found, from `start` on, and the work it took in looks at patterns.
pub(super) fn improve(demand: &Demand<'_>, start: HourPrices) -> (HourPrices, u64) {
    let patterns: u64 = demand.patterns.iter().map(|own| own.len() as u64).sum();
    let mut work = 0;
    let mut best = (f64::INFINITY, start.clone());
    let mut prices = start;
    let mut rows: Vec<(usize, usize)> = Vec::new();
    for _ in 0..ROUNDS {
        work += patterns;
        let known = rows.len();
        let mut bound = prices.cost(demand.limits.iter().copied(), demand.room);
        for (at, own) in demand.patterns.iter().enumerate() {
            let (mut pick, mut gain) = (None, 0.0);
            for (pattern, it) in own.iter().enumerate() {
                let reduced = prices.reduced(it);
                if reduced > gain {
                    (pick, gain) = (Some(pattern), reduced);
                }
            }
            bound += gain;
            rows.extend(pick.map(|pattern| (at, pattern)).filter(|row| !rows.contains(row)));
        }
        if bound < best.0 {
            best = (bound, prices);
        }
        if rows.len() == known {
            break;
        }
        work += 400 * rows.len() as u64;
        let Some(solved) = solve(demand, &rows) else { break };
        prices = solved;
    }
    (best.1, work)
}

/// Solves the programme over the patterns in `rows`; none where the solver fails, which costs only speed.
///
/// Hours are in shares of the longest week and gains in shares of the best, so that the solver sees numbers
/// of one size.
fn solve(demand: &Demand<'_>, rows: &[(usize, usize)]) -> Option<HourPrices> {
    let longest = demand.limits.iter().copied().fold(1.0, f64::max);
    let best = rows
        .iter()
        .map(|&(at, pattern)| demand.patterns[at][pattern].value)
        .fold(f64::MIN_POSITIVE, f64::max);
    let mut model = variables!();
    let hours: Vec<Variable> =
        demand.limits.iter().map(|_| model.add(variable().min(0.0))).collect();
    let room = model.add(variable().min(0.0));
    let gains: Vec<Variable> =
        demand.patterns.iter().map(|_| model.add(variable().min(0.0))).collect();
    let mut objective = room * demand.room + gains.iter().sum::<Expression>();
    for (&price, &limit) in hours.iter().zip(&demand.limits) {
        objective += price * (limit / longest);
    }
    let mut model = model.minimise(objective).using(backend);
    for &(at, pattern) in rows {
        let pattern = &demand.patterns[at][pattern];
        let mut pays = Expression::from(gains[at]);
        if pattern.is_trial {
            pays += room;
        }
        for (&price, &units) in hours.iter().zip(&pattern.units) {
            if units > 0 {
                pays += price * (f64::from(units) / longest);
            }
        }
        model.add_constraint(constraint!(pays >= pattern.value / best));
    }
    let solution = model.solve().ok()?;
    let price = |variable: &Variable| {
        let price = solution.value(*variable);
        if price.is_finite() { price.max(0.0) } else { 0.0 }
    };
    Some(HourPrices {
        hours: hours.iter().map(|hour| price(hour) * best / longest).collect(),
        room: price(&room) * best,
    })
}
