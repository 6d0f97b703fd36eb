//! Can a choice of starts exceed a figure? Branch and bound under prices of its own.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Who chooses, and what they share.
pub(super) struct Choices {
    /// What is earned when nothing is chosen.
    pub(super) constant: f64,
    /// How much there is of everything that is shared.
    pub(super) limits: Vec<f64>,
    /// Who chooses.
    pub(super) people: Vec<Person>,
}

/// One person's starts by week: some jobbsmak, each of one week, then at most one trial.
pub(super) struct Person {
    weeks: Vec<Vec<Choice>>,
    most_jobbsmak: usize,
}

/// One start.
pub(super) struct Choice {
    pub(super) week: usize,
    /// Topic of a jobbsmak; a trial has none.
    pub(super) topic: Option<usize>,
    pub(super) earns: f64,
    /// What it takes of which limit.
    pub(super) takes: Vec<(usize, f64)>,
}

/// What a search found out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Verdict {
    /// This choice exceeds the figure.
    Exceeded(f64),
    /// None does.
    Never,
    /// The steps did not suffice.
    Undecided,
}

/// People times weeks that a search goes down; beyond, only prices are tried.
const DEEPEST: usize = 2_000;

/// Rounds without a better bound after which the prices move by half.
const PATIENCE: u32 = 8;

impl Person {
    /// Takes a person's starts; those that earn nothing are never worth choosing.
    pub(super) fn new(choices: Vec<Choice>, horizon: usize, most_jobbsmak: u32) -> Self {
        let mut weeks: Vec<Vec<Choice>> = Vec::new();
        weeks.resize_with(horizon, Vec::new);
        for choice in choices.into_iter().filter(|choice| choice.earns > 0.0) {
            weeks[choice.week].push(choice);
        }
        let most = usize::try_from(most_jobbsmak).unwrap_or(horizon);
        Self { weeks, most_jobbsmak: most.min(horizon) }
    }

    /// The most that can be had from each week on with so many jobbsmak left, limits and topics
    /// aside: `[jobbsmak left][week]`.
    fn potential(&self, prices: &[f64]) -> Vec<Vec<f64>> {
        let horizon = self.weeks.len();
        let mut most = vec![vec![0.0; horizon + 1]; self.most_jobbsmak + 1];
        for week in (0..horizon).rev() {
            for left in 0..=self.most_jobbsmak {
                let mut best: f64 = most[left][week + 1];
                for choice in &self.weeks[week] {
                    best = best.max(choice.with_rest(&most, left, prices).unwrap_or(0.0));
                }
                most[left][week] = best;
            }
        }
        most
    }

    /// The starts that make up the potential.
    fn favourites<'a>(&'a self, most: &[Vec<f64>], prices: &[f64]) -> Vec<&'a Choice> {
        let mut chosen = Vec::new();
        let (mut week, mut left) = (0, self.most_jobbsmak);
        while week < self.weeks.len() {
            let here = most[left][week];
            let idle = here <= most[left][week + 1];
            let choice = (!idle)
                .then(|| self.weeks[week].iter().rev())
                .and_then(|mut it| it.find(|it| it.with_rest(most, left, prices) >= Some(here)));
            week += 1;
            if let Some(choice) = choice {
                chosen.push(choice);
                match choice.topic {
                    Some(_) => left -= 1,
                    None => break,
                }
            }
        }
        chosen
    }
}

impl Choice {
    /// What it earns less what it takes at the prices.
    fn reduced(&self, prices: &[f64]) -> f64 {
        self.takes.iter().fold(self.earns, |sum, &(limit, amount)| sum - prices[limit] * amount)
    }

    /// Its reduced earnings and the potential of what can follow; none if no jobbsmak is left.
    fn with_rest(&self, most: &[Vec<f64>], left: usize, prices: &[f64]) -> Option<f64> {
        match self.topic {
            None => Some(self.reduced(prices)),
            Some(_) => Some(self.reduced(prices) + most[left.checked_sub(1)?][self.week + 1]),
        }
    }
}

/// Whether a search over so many people and weeks would go too deep.
pub(super) fn is_too_deep(people: usize, horizon: usize) -> bool {
    people.saturating_mul(horizon + 1) > DEEPEST
}

/// Whether any choice exceeds the target: by prices on the limits, then by search.
pub(super) fn exceeds(choices: &Choices, target: f64, steps: u64) -> Verdict {
    if choices.constant > target {
        return Verdict::Exceeded(choices.constant);
    }
    let Priced { prices, ceiling, found } = price_limits(choices, target, steps / 2);
    if found > target {
        return Verdict::Exceeded(found);
    }
    if ceiling <= target {
        return Verdict::Never;
    }
    let horizon = choices.people.first().map_or(0, |person| person.weeks.len());
    if is_too_deep(choices.people.len(), horizon) {
        return Verdict::Undecided;
    }
    let potentials: Vec<_> = choices.people.iter().map(|it| it.potential(&prices)).collect();
    let mut after = vec![0.0; choices.people.len() + 1];
    for (at, person) in choices.people.iter().enumerate().rev() {
        after[at] = after[at + 1] + potentials[at][person.most_jobbsmak][0];
    }
    let at_most = choices.constant + worth(&choices.limits, &prices);
    let mut search = Search {
        people: &choices.people,
        left: choices.limits.clone(),
        prices,
        potentials,
        after,
        target,
        steps: steps / 2,
    };
    match search.person(0, choices.constant, at_most) {
        ControlFlow::Continue(()) => Verdict::Never,
        ControlFlow::Break(verdict) => verdict,
    }
}

/// Prices on the limits, and what they tell.
struct Priced {
    /// Not negative.
    prices: Vec<f64>,
    /// What can be earned under them: no choice exceeds it, whatever the prices.
    ceiling: f64,
    /// The most that a choice was seen to earn on the way.
    found: f64,
}

/// Prices under which little more than the target can be earned.
fn price_limits(choices: &Choices, target: f64, steps: u64) -> Priced {
    let mut prices = vec![0.0; choices.limits.len()];
    let (ceiling, found) = (f64::INFINITY, f64::NEG_INFINITY);
    let mut best = Priced { prices: prices.clone(), ceiling, found };
    let size = choices.people.iter().flat_map(|it| &it.weeks).map(Vec::len).sum::<usize>().max(1);
    let rounds = steps / u64::try_from(size).unwrap_or(u64::MAX);
    let (mut pace, mut waited) = (1.0, 0);
    for _ in 0..=rounds.min(500) {
        let mut ceiling = choices.constant + worth(&choices.limits, &prices);
        let mut slack = choices.limits.clone();
        let mut favourites = Vec::new();
        for (at, person) in choices.people.iter().enumerate() {
            let potential = person.potential(&prices);
            ceiling += potential[person.most_jobbsmak][0];
            for choice in person.favourites(&potential, &prices) {
                for &(limit, amount) in &choice.takes {
                    slack[limit] -= amount;
                }
                favourites.push((choice.reduced(&prices), at, choice));
            }
        }
        best.found = best.found.max(choices.constant + earned_together(choices, favourites));
        if best.found > target {
            break;
        }
        if ceiling < best.ceiling {
            best = Priced { prices: prices.clone(), ceiling, ..best };
            waited = 0;
        } else {
            waited += 1;
            if waited == PATIENCE {
                (pace, waited) = (pace / 2.0, 0);
                prices.clone_from(&best.prices);
                continue;
            }
        }
        for (slack, price) in slack.iter_mut().zip(&prices) {
            if *slack > 0.0 && *price <= 0.0 {
                *slack = 0.0;
            }
        }
        let norm = slack.iter().map(|it| it * it).sum::<f64>();
        if ceiling <= target || norm <= 0.0 {
            break;
        }
        let step = pace * (ceiling - target) / norm;
        for (price, slack) in prices.iter_mut().zip(&slack) {
            *price = (*price - step * slack).max(0.0);
        }
    }
    best
}

/// What people's favourites earn, taken by what they earn at the prices as far as limits and topics go.
fn earned_together(choices: &Choices, mut favourites: Vec<(f64, usize, &Choice)>) -> f64 {
    favourites.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut left = choices.limits.clone();
    let mut topics = BTreeSet::new();
    let mut earned = 0.0;
    for (_, person, choice) in favourites {
        let fits = choice.takes.iter().all(|&(limit, amount)| amount <= left[limit]);
        if fits && choice.topic.is_none_or(|topic| topics.insert((person, topic))) {
            earned += choice.earns;
            for &(limit, amount) in &choice.takes {
                left[limit] -= amount;
            }
        }
    }
    earned
}

/// What all of the limits cost.
fn worth(limits: &[f64], prices: &[f64]) -> f64 {
    limits.iter().zip(prices).map(|(limit, price)| limit * price).sum()
}

/// The state of a depth-first search.
struct Search<'a> {
    people: &'a [Person],
    left: Vec<f64>,
    prices: Vec<f64>,
    potentials: Vec<Vec<Vec<f64>>>,
    after: Vec<f64>,
    target: f64,
    steps: u64,
}

impl Search<'_> {
    /// Tries everything for this person and those after.
    fn person(&mut self, at: usize, earned: f64, at_most: f64) -> ControlFlow<Verdict> {
        let Some(person) = self.people.get(at) else { return ControlFlow::Continue(()) };
        self.week(at, 0, person.most_jobbsmak, &mut Vec::new(), earned, at_most)
    }

    /// Tries everything for this person from this week on.
    ///
    /// `at_most` is what is earned so far less its cost, plus what all limits cost: with the
    /// potentials of what is still open it is the most that can be reached from here.
    fn week(
        &mut self,
        at: usize,
        week: usize,
        jobbsmak_left: usize,
        topics: &mut Vec<usize>,
        earned: f64,
        at_most: f64,
    ) -> ControlFlow<Verdict> {
        let people = self.people;
        let Some(choices) = people[at].weeks.get(week) else {
            return self.person(at + 1, earned, at_most);
        };
        if self.steps == 0 {
            return ControlFlow::Break(Verdict::Undecided);
        }
        self.steps -= 1;
        let most = &self.potentials[at];
        let mut branches = vec![(most[jobbsmak_left][week + 1], None)];
        for choice in choices {
            let allowed = choice.topic.is_none_or(|topic| !topics.contains(&topic))
                && choice.takes.iter().all(|&(limit, amount)| amount <= self.left[limit]);
            let potential = choice.with_rest(most, jobbsmak_left, &self.prices);
            if let Some(potential) = potential.filter(|_| allowed) {
                branches.push((potential, Some(choice)));
            }
        }
        branches.sort_by(|one, other| other.0.total_cmp(&one.0));
        for (potential, choice) in branches {
            if at_most + potential + self.after[at + 1] <= self.target {
                break;
            }
            let Some(choice) = choice else {
                self.week(at, week + 1, jobbsmak_left, topics, earned, at_most)?;
                continue;
            };
            let earned = earned + choice.earns;
            if earned > self.target {
                return ControlFlow::Break(Verdict::Exceeded(earned));
            }
            let at_most = at_most + choice.reduced(&self.prices);
            self.take(choice, -1.0);
            if let Some(topic) = choice.topic {
                topics.push(topic);
                self.week(at, week + 1, jobbsmak_left - 1, topics, earned, at_most)?;
                topics.pop();
            } else {
                self.person(at + 1, earned, at_most)?;
            }
            self.take(choice, 1.0);
        }
        ControlFlow::Continue(())
    }

    /// Takes what a choice needs from what is left (−1), or gives it back (1).
    fn take(&mut self, choice: &Choice, sign: f64) {
        for &(limit, amount) in &choice.takes {
            self.left[limit] += sign * amount;
        }
    }
}
