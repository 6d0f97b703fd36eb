//! Prices of one specialist's hours, by units and steps of them, and of caseload room.
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
use super::goods::Good;

/// Prices of every good, and of a trial in the caseload.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HourPrices {
    goods: Vec<f64>,
    /// What so many units cost, by week.
    pub(super) weeks: Vec<Vec<f64>>,
    pub(super) room: f64,
}

/// Candidates' patterns, and what there is for them.
pub(super) struct Demand<'a> {
    /// By candidate.
    pub(super) patterns: Vec<&'a [Pattern]>,
    pub(super) goods: &'a [Good],
    /// What there is of each good.
    pub(super) amounts: Vec<f64>,
    /// Trials.
    pub(super) room: f64,
}

/// Rounds of adding violated patterns; where they end, the prices are good enough to bound with.
const ROUNDS: usize = 13;

impl HourPrices {
    /// Prices of the first goods; the rest cost nothing.
    pub(super) fn new(goods: &[Good], mut prices: Vec<f64>, room: f64) -> Self {
        prices.resize(goods.len(), 0.0);
        let mut weeks: Vec<Vec<f64>> = Vec::new();
        for (good, &price) in goods.iter().zip(&prices) {
            if good.week == weeks.len() {
                weeks.push(vec![0.0; good.amounts.len()]);
            }
            if price > 0.0 {
                for (cost, amount) in weeks[good.week].iter_mut().zip(&good.amounts) {
                    *cost += price * amount;
                }
            }
        }
        Self { goods: prices, weeks, room }
    }

    /// The price of so many units by week.
    pub(super) fn cost(&self, units: &[u16]) -> f64 {
        self.weeks.iter().zip(units).map(|(costs, &units)| costs[usize::from(units)]).sum()
    }

    /// What a pattern gains after paying for what it uses.
    pub(super) fn reduced(&self, pattern: &Pattern) -> f64 {
        let room = if pattern.is_trial { self.room } else { 0.0 };
        pattern.value - self.cost(&pattern.units) - room
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
        let costs = prices.goods.iter().zip(&demand.amounts).map(|(price, amount)| price * amount);
        let mut bound = costs.sum::<f64>() + prices.room * demand.room;
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
/// Goods are in shares of all there is of them and gains in shares of the best, so that the solver sees numbers
/// of one size.
fn solve(demand: &Demand<'_>, rows: &[(usize, usize)]) -> Option<HourPrices> {
    let best = rows
        .iter()
        .map(|&(at, pattern)| demand.patterns[at][pattern].value)
        .fold(f64::MIN_POSITIVE, f64::max);
    let mosts: Vec<f64> = demand.goods.iter().map(|good| good.most().max(1.0)).collect();
    let mut model = variables!();
    let goods: Vec<Variable> =
        demand.goods.iter().map(|_| model.add(variable().min(0.0))).collect();
    let room = model.add(variable().min(0.0));
    let gains: Vec<Variable> =
        demand.patterns.iter().map(|_| model.add(variable().min(0.0))).collect();
    let mut objective = room * demand.room + gains.iter().sum::<Expression>();
    for ((&price, amount), most) in goods.iter().zip(&demand.amounts).zip(&mosts) {
        objective += price * (amount / most);
    }
    let mut model = model.minimise(objective).using(backend);
    for &(at, pattern) in rows {
        let pattern = &demand.patterns[at][pattern];
        let mut pays = Expression::from(gains[at]);
        if pattern.is_trial {
            pays += room;
        }
        for ((&price, good), most) in goods.iter().zip(demand.goods).zip(&mosts) {
            let amount = good.amounts[usize::from(pattern.units[good.week])];
            if amount > 0.0 {
                pays += price * (amount / most);
            }
        }
        model.add_constraint(constraint!(pays >= pattern.value / best));
    }
    let solution = model.solve().ok()?;
    let price = |variable: &Variable| {
        let price = solution.value(*variable);
        if price.is_finite() { price.max(0.0) } else { 0.0 }
    };
    let prices = goods.iter().zip(&mosts).map(|(good, most)| price(good) * best / most).collect();
    Some(HourPrices::new(demand.goods, prices, price(&room) * best))
}
