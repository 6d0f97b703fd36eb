//! What each start would cost the whole, at prices: nothing is solved again.

use super::Problem;
use super::descent::descend;
use super::instance::{Choice, Instance, narrow, weeks_in};
use super::prices::Layout;
use super::reprice::prices_of;
use crate::problem::Certificate;

/// Steps of the descent that adds prices of the specialists' hours, which a certificate does not have. Chosen on
/// `municipality` 1 to 3 of the contract: 400 more lower its bound by 0.3 per cent at the most; after 200, as many more
/// lowered it by up to 1.5.
const STEPS: usize = 400;

/// An option, the week in which it costs least, and what it costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Marginal {
    /// Place among the problem's options.
    pub option: usize,
    /// The week in which it costs least.
    pub week: usize,
    /// What the whole loses, about, when this is chosen rather than the best of the same activity for the same
    /// candidate, or than nothing where all of them cost others more than they are worth. In lasting starts, with priority and time counted in.
    pub cost: f64,
}

/// What each option that can start at all would cost the whole, in the order of the problem's options.
///
/// At prices of places, mentor hours, specialists' hours and caseloads a start is worth what it earns less what it
/// takes from others, and the difference between two starts is what choosing the one costs. It is an estimate: exact
/// where prices clear, and for a single change; several changes at once cost more than their sum. The prices begin at
/// those of the certificate, where it has prices.
#[must_use]
pub fn marginal_costs(problem: &Problem, certificate: &Certificate) -> Vec<Marginal> {
    let instance = Instance::new(problem);
    let layout = Layout::of(&instance);
    let start = prices_of(problem, certificate, layout).unwrap_or_else(|| layout.zeros());
    let capacities = layout.capacities(&instance);
    let mut steps = 0..STEPS;
    let (prices, _) = descend(&instance, layout, &capacities, start, |_| steps.next().is_some());
    let mut all = Vec::new();
    for (candidate, owner) in instance.candidates.iter().enumerate() {
        let mut own = Vec::new();
        for at in owner.options.clone() {
            let option = &instance.options[at];
            let net = |week| {
                let gain = prices.net_gain(layout, &instance, candidate, option, week);
                (gain, Choice { option: narrow(at), week })
            };
            // Of weeks that cost the same, the first.
            let best = weeks_in(option.start_weeks)
                .map(net)
                .reduce(|best, other| if other.0 > best.0 { other } else { best });
            own.extend(best.map(|best| (instance.profile(option).is_trial, best)));
        }
        for &(kind, (gain, choice)) in &own {
            let same = own.iter().filter(|(other, _)| *other == kind);
            let most = same.map(|(_, (gain, _))| *gain).fold(0.0, f64::max);
            all.push(Marginal {
                option: instance.option(choice).source as usize,
                week: choice.week as usize,
                cost: most - gain,
            });
        }
    }
    all.sort_by_key(|it| it.option);
    all
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Settings, solve};
    use super::marginal_costs;
    use crate::problem::read;

    #[test]
    fn whoever_takes_what_others_need_costs_them() {
        let option = |candidate, opening, value| {
            json!({
                "candidate": candidate, "opening": opening, "profile": "p", "topic": "t", "value": value,
                "earliest_start": 0, "latest_start": 0,
            })
        };
        let candidate = |id| json!({"id": id, "priority": 1, "max_jobbsmak": 1, "busy_weeks": []});
        let opening = |id| json!({"id": id, "places": [1], "mentor_hours": [5]});
        let problem = json!({
            "format": "femtrinn-problem/1", "horizon_weeks": 1, "start_discount": 0,
            "candidates": [candidate("a"), candidate("b"), candidate("c")],
            "openings": [opening("scarce"), opening("other")], "specialists": [], "floors": [],
            "profiles": [{"id": "p", "activity": "jobbsmak", "mentor_hours": [1], "specialist_hours": [0]}],
            "options": [
                option("a", "scarce", 1.0), option("a", "other", 0.5), option("b", "scarce", 0.9),
                option("c", "scarce", 0.8),
            ],
        });
        let problem = read(&problem.to_string()).expect("the problem is valid");
        let settings = Settings {
            gap: 0.0,
            work: Some(30_000),
            threads: 1,
            time_is_up: &|| false,
            progress: &|_| (),
        };
        let plan = solve(&problem, &settings);
        assert!((plan.objective - 1.4).abs() < 1e-9, "a goes where only a can");
        let costs: Vec<f64> =
            marginal_costs(&problem, &plan.certificate).iter().map(|it| it.cost).collect();
        // The place is worth between what it is to c, who goes without, and to b, who has it.
        let expected = [(0.3, 0.4), (0.0, 0.0), (0.0, 0.0), (0.0, 0.1)];
        for (cost, (least, most)) in costs.iter().zip(expected) {
            assert!((least - 0.02..=most + 0.02).contains(cost), "{costs:?}");
        }
        assert_eq!(costs.len(), expected.len());
    }
}
