//! Prices of one specialist's hours and caseload room.
//!
//! They are the variables of a linear programme, so its solution holds them directly:
//! minimise `prices . limits + sum of u_c`, where `u_c >= value - prices . use` for every pattern of
//! candidate c. Patterns come in as they are violated.

use good_lp::{
    Expression, Solution, SolverModel, Variable, constraint, microlp, variable, variables,
};

use super::block::{Pattern, Task};

/// Price of a unit of hours, by week, and of a trial in the caseload.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HourPrices {
    pub(super) hours: Vec<f64>,
    pub(super) room: f64,
}

/// Rounds of adding violated patterns; where they end, the prices are good enough to bound with.
const ROUNDS: usize = 12;

impl HourPrices {
    /// The price of everything there is.
    pub(super) fn cost(&self, limits: &[u16], room: u16) -> f64 {
        let hours: f64 =
            self.hours.iter().zip(limits).map(|(price, &limit)| price * f64::from(limit)).sum();
        hours + self.room * f64::from(room)
    }

    /// What a pattern gains after paying for what it uses.
    pub(super) fn reduced(&self, pattern: &Pattern) -> f64 {
        let mut gain = pattern.value - if pattern.is_trial { self.room } else { 0.0 };
        for (price, &units) in self.hours.iter().zip(&pattern.units) {
            gain -= price * f64::from(units);
        }
        gain
    }

    fn bound(&self, task: &Task) -> f64 {
        let gains = task
            .patterns
            .iter()
            .map(|own| own.iter().map(|it| self.reduced(it)).fold(0.0, f64::max));
        self.cost(&task.limits, task.room) + gains.sum::<f64>()
    }
}

/// The best prices found, from `start` on, and the work it took in looks at patterns.
pub(super) fn improve(task: &Task, start: HourPrices) -> (HourPrices, u64) {
    let patterns: u64 = task.patterns.iter().map(|own| own.len() as u64).sum();
    let mut work = patterns;
    let mut best = (start.bound(task), start.clone());
    let mut prices = start;
    let mut rows: Vec<(usize, usize)> = Vec::new();
    for _ in 0..ROUNDS {
        let before = rows.len();
        for (at, own) in task.patterns.iter().enumerate() {
            let best = own.iter().enumerate().skip(1).max_by(|a, b| {
                prices.reduced(a.1).total_cmp(&prices.reduced(b.1)).then(b.0.cmp(&a.0))
            });
            if let Some((pattern, it)) = best
                && prices.reduced(it) > 0.0
                && !rows.contains(&(at, pattern))
            {
                rows.push((at, pattern));
            }
        }
        if rows.len() == before {
            break;
        }
        work += 2 * patterns + 400 * rows.len() as u64;
        let Some(solved) = solve(task, &rows) else { break };
        prices = solved;
        let bound = prices.bound(task);
        if bound < best.0 {
            best = (bound, prices.clone());
        }
    }
    (best.1, work)
}

/// Solves the programme over the patterns in `rows`; none where the solver fails, which costs only speed.
///
/// Hours are in shares of the longest week and gains in shares of the best, so that the solver sees numbers
/// of one size.
fn solve(task: &Task, rows: &[(usize, usize)]) -> Option<HourPrices> {
    let longest = f64::from(task.limits.iter().copied().max().unwrap_or(0).max(1));
    let best = rows
        .iter()
        .map(|&(at, pattern)| task.patterns[at][pattern].value)
        .fold(f64::MIN_POSITIVE, f64::max);
    let mut model = variables!();
    let hours: Vec<Variable> = task.limits.iter().map(|_| model.add(variable().min(0.0))).collect();
    let room = model.add(variable().min(0.0));
    let gains: Vec<Variable> =
        task.patterns.iter().map(|_| model.add(variable().min(0.0))).collect();
    let mut objective = room * f64::from(task.room) + gains.iter().sum::<Expression>();
    for (&price, &limit) in hours.iter().zip(&task.limits) {
        objective += price * (f64::from(limit) / longest);
    }
    let mut model = model.minimise(objective).using(microlp);
    for &(at, pattern) in rows {
        let pattern = &task.patterns[at][pattern];
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
