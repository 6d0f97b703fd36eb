//! What one candidate would do at the prices.

use super::instance::{Choice, Instance, narrow, weeks_in};
use super::prices::{Layout, Resources};

/// The best start of each week, by gain.
pub(super) struct Menu {
    /// Best trial by week.
    trials: Vec<Option<Dish>>,
    /// Best jobbsmak by week.
    jobbsmak: Vec<Dishes>,
}

/// A start with its gain.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dish {
    pub(super) gain: f64,
    pub(super) choice: Choice,
    pub(super) topic: u32,
}

/// The best start of each of the best topics, best first.
#[derive(Debug, Clone, Default)]
pub(super) struct Dishes(pub(super) Vec<Dish>);

impl Dishes {
    /// Keeps the dish if it is the best of its topic, and that one of the `most` best.
    pub(super) fn keep(&mut self, dish: Dish, most: usize) {
        if let Some(at) = self.0.iter().position(|it| it.topic == dish.topic) {
            if self.0[at].gain >= dish.gain {
                return;
            }
            self.0.remove(at);
        }
        let at = self.0.partition_point(|it| it.gain >= dish.gain);
        if at < most {
            self.0.insert(at, dish);
            self.0.truncate(most);
        }
    }
}

/// What one candidate would do at the prices, and what it gains.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Preferred {
    /// No choice under rules 1 to 4 gains more.
    pub(super) gain: f64,
    /// A choice that gains it (with more than two jobbsmak, possibly two of one topic or week).
    pub(super) choices: Vec<Choice>,
}

impl Menu {
    pub(super) fn new(weeks: usize) -> Self {
        Self { trials: vec![None; weeks], jobbsmak: vec![Dishes::default(); weeks] }
    }

    /// Looks at every start of `candidate` and returns the best set of them, at all prices.
    ///
    /// Also returns how many starts were looked at.
    pub(super) fn preferred(
        &mut self,
        instance: &Instance,
        layout: Layout,
        prices: &Resources,
        candidate: usize,
    ) -> (Preferred, u64) {
        self.trials.fill(None);
        for dishes in &mut self.jobbsmak {
            dishes.0.clear();
        }
        let mut looks = 0;
        let owner = &instance.candidates[candidate];
        let most = owner.max_jobbsmak.min(instance.weeks);
        for at in owner.options.clone() {
            let option = &instance.options[at];
            let is_trial = instance.profile(option).is_trial;
            for week in weeks_in(option.start_weeks) {
                looks += 1;
                let gain = prices.net_gain(layout, instance, candidate, option, week);
                if gain <= 0.0 {
                    continue;
                }
                let choice = Choice { option: narrow(at), week };
                let dish = Dish { gain, choice, topic: option.topic };
                if is_trial {
                    keep_better(&mut self.trials[week as usize], dish);
                } else {
                    self.jobbsmak[week as usize].keep(dish, most);
                }
            }
        }
        (self.best(most), looks)
    }

    /// The best trial, or none, with the best jobbsmak that end before it.
    fn best(&self, max_jobbsmak: usize) -> Preferred {
        let mut best = Preferred { gain: 0.0, choices: Vec::new() };
        let mut tasters = Tasters::new(max_jobbsmak);
        for week in 0..=self.trials.len() {
            // no trial counts as one that starts when the horizon is over
            let trial = self.trials.get(week).copied().flatten();
            if trial.is_some() || week == self.trials.len() {
                let gain = trial.map_or(0.0, |dish| dish.gain) + tasters.gain();
                if gain > best.gain {
                    let choices = tasters.choices().chain(trial.map(|dish| dish.choice));
                    best = Preferred { gain, choices: choices.collect() };
                }
            }
            if let Some(dishes) = self.jobbsmak.get(week) {
                tasters.add(&self.jobbsmak[..week], dishes);
            }
        }
        best
    }
}

/// The best jobbsmak of the weeks so far.
struct Tasters {
    most: usize,
    one: Option<Dish>,
    two: Option<[Dish; 2]>,
    /// With room for more than two: the best of each week whatever the topic, and the best of each topic
    /// whatever the week. Both can only be too much.
    by_week: Vec<Dish>,
    by_topic: Dishes,
}

impl Tasters {
    fn new(most: usize) -> Self {
        Self { most, one: None, two: None, by_week: Vec::new(), by_topic: Dishes::default() }
    }

    fn add(&mut self, earlier: &[Dishes], week: &Dishes) {
        let Some(&first) = week.0.first() else { return };
        if self.most >= 3 {
            let at = self.by_week.partition_point(|dish| dish.gain >= first.gain);
            self.by_week.insert(at, first);
            self.by_week.truncate(self.most);
            for &dish in &week.0 {
                self.by_topic.keep(dish, self.most);
            }
        }
        if self.most == 2 {
            for (a, b) in
                earlier.iter().flat_map(|it| &it.0).flat_map(|a| week.0.iter().map(move |b| (a, b)))
            {
                let best = self.two.map_or(0.0, |[x, y]| x.gain + y.gain);
                if a.topic != b.topic && a.gain + b.gain > best {
                    self.two = Some([*a, *b]);
                }
            }
        }
        keep_better(&mut self.one, first);
    }

    fn chosen(&self) -> &[Dish] {
        match (self.most, &self.one, &self.two) {
            (0, ..) | (_, None, _) => &[],
            (3.., ..) if total(&self.by_week) <= total(&self.by_topic.0) => &self.by_week,
            (3.., ..) => &self.by_topic.0,
            // both of two topics can be less than one, where its week and its topic bar every other
            (2, Some(one), Some(two)) if total(two) > one.gain => two,
            (_, Some(one), _) => std::slice::from_ref(one),
        }
    }

    fn gain(&self) -> f64 {
        total(self.chosen())
    }

    fn choices(&self) -> impl Iterator<Item = Choice> {
        self.chosen().iter().map(|dish| dish.choice)
    }
}

fn keep_better(best: &mut Option<Dish>, dish: Dish) {
    if best.is_none_or(|it| dish.gain > it.gain) {
        *best = Some(dish);
    }
}

/// What dishes gain together.
pub(super) fn total(dishes: &[Dish]) -> f64 {
    dishes.iter().map(|dish| dish.gain).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dish(gain: f64, week: u32, topic: u32) -> Dish {
        Dish { gain, choice: Choice { option: 0, week }, topic }
    }

    /// What a week offers, best first.
    fn week<const N: usize>(dishes: [Dish; N]) -> Dishes {
        Dishes(dishes.to_vec())
    }

    #[test]
    fn the_best_of_each_topic_is_kept() {
        let mut dishes = Dishes::default();
        for (gain, topic) in [(3.0, 1), (5.0, 2), (4.0, 1), (2.0, 3), (6.0, 3), (1.0, 2)] {
            dishes.keep(dish(gain, 0, topic), 2);
        }
        let kept: Vec<(f64, u32)> = dishes.0.iter().map(|it| (it.gain, it.topic)).collect();
        assert_eq!(kept, [(6.0, 3), (5.0, 2)]);
    }

    #[test]
    fn jobbsmak_are_chosen_for_what_they_gain_together() {
        #[rustfmt::skip]
        let cases = [
            // weeks                                             most  gain  why
            (vec![week([dish(5.0, 0, 1)]), week([dish(4.0, 1, 1)])], 2, 5.0, "one topic is tried once"),
            (vec![week([dish(5.0, 0, 1)]), week([dish(4.0, 1, 2)])], 2, 9.0, "two topics in two weeks"),
            (vec![week([dish(5.0, 0, 1)]), week([dish(4.0, 1, 2)])], 1, 5.0, "no more than asked for"),
            (vec![week([dish(5.0, 0, 1)]), week([dish(4.0, 1, 2)])], 0, 0.0, "none wanted"),
            (vec![week([dish(9.0, 0, 1), dish(1.0, 0, 2)]), week([dish(1.0, 1, 1)])], 2, 9.0,
                "the best alone beats the only two that go together"),
            (vec![week([dish(9.0, 0, 1), dish(8.0, 0, 2)]), week([dish(7.0, 1, 1)])], 2, 15.0,
                "second best where the best topic is needed elsewhere"),
            (vec![week([dish(5.0, 0, 1)]), week([dish(4.0, 1, 1)]), week([dish(3.0, 2, 1)])], 3, 5.0,
                "with room for three, one topic is still tried once"),
            (vec![week([dish(5.0, 0, 1), dish(4.0, 0, 2), dish(3.0, 0, 3)])], 3, 5.0,
                "and one week holds one jobbsmak"),
        ];
        for (weeks, most, gain, why) in cases {
            let mut menu = Menu::new(weeks.len());
            menu.jobbsmak = weeks;
            assert!((menu.best(most).gain - gain).abs() < 1e-12, "{why}");
        }
    }

    #[test]
    fn a_trial_ends_the_jobbsmak() {
        let mut menu = Menu::new(3);
        menu.jobbsmak = vec![week([dish(1.0, 0, 1)]), week([]), week([dish(5.0, 2, 2)])];
        menu.trials[1] = Some(dish(3.0, 1, 3));
        let best = menu.best(2);
        assert!((best.gain - 6.0).abs() < 1e-12, "two jobbsmak gain more than one and the trial");
        menu.trials[1] = Some(dish(5.5, 1, 3));
        assert!(
            (menu.best(2).gain - 6.5).abs() < 1e-12,
            "now the trial, with the jobbsmak before it"
        );
    }
}
