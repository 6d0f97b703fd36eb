//! A plan being built: who does what, and what is left of everything.
//!
//! Hours are kept as whole grains, so that taking a start out again leaves exactly what was there.

use super::instance::{Choice, HOURS_TOLERANCE, Instance, narrow};

/// A whole number of grains: billionths of an hour, or more where sums of billionths could overflow.
type Grains = i64;

/// Most grains that everyone can need in a week.
const MOST_GRAINS: f64 = 4e18;

/// So near to a whole number of grains hours count as whole.
const NEARLY: f64 = 1e-3;

/// How hours are turned into grains.
#[derive(Debug, Clone, Copy)]
struct Scale {
    per_hour: f64,
    /// Most hours that everyone together can need in a week; more than this is as much.
    most: f64,
    /// Whether in doubt a start is allowed; else in doubt it is not.
    is_lax: bool,
}

impl Scale {
    fn of(instance: &Instance, is_lax: bool) -> Self {
        let longest = instance.options.iter().map(|option| instance.profile(option));
        let longest = longest
            .flat_map(|profile| profile.mentor_hours.iter().chain(&profile.specialist_hours))
            .fold(1.0, |most: f64, &hours| most.max(hours));
        #[expect(clippy::cast_precision_loss, reason = "a count of candidates")]
        let most = longest * instance.candidates.len() as f64;
        Self { per_hour: (MOST_GRAINS / most.max(1.0)).min(1e9), most, is_lax }
    }

    fn need(self, hours: f64) -> Grains {
        let grains = hours * self.per_hour;
        whole(if self.is_lax { (grains + NEARLY).floor() } else { (grains - NEARLY).ceil() })
    }

    /// A limit, and something of what the contract lets hours pass it by: half, so that rounding stays
    /// inside it, or a little more than all.
    fn limit(self, hours: f64) -> Grains {
        let passed = HOURS_TOLERANCE * if self.is_lax { 1.1 } else { 0.5 };
        let grains = (hours.min(self.most) + passed) * self.per_hour;
        whole(if self.is_lax { grains.ceil() } else { (grains + NEARLY).floor() })
    }
}

fn whole(grains: f64) -> Grains {
    #[expect(clippy::cast_possible_truncation, reason = "what is used is far inside i64")]
    let whole = grains as Grains;
    whole
}

/// What each profile takes.
#[derive(Debug, Clone)]
struct Need {
    mentor: Vec<Grains>,
    specialist: Vec<Grains>,
}

/// A set of starts that breaks no rule, and what it leaves.
#[derive(Clone)]
pub(super) struct Schedule<'a> {
    pub(super) instance: &'a Instance,
    needs: Vec<Need>,
    /// By candidate.
    chosen: Vec<Vec<Choice>>,
    /// Candidates by opening, one entry for each start.
    guests: Vec<Vec<u32>>,
    places: Vec<i64>,
    mentor: Vec<Grains>,
    trials: Vec<i64>,
    hours: Vec<Grains>,
    room: Vec<i64>,
    /// Trials started by floor.
    floor_trials: Vec<u32>,
}

impl<'a> Schedule<'a> {
    /// Nothing planned.
    pub(super) fn empty(instance: &'a Instance) -> Self {
        Self::nothing(instance, false)
    }

    /// Nothing planned, and room for everything that could pass as breaking no rule.
    pub(super) fn lax(instance: &'a Instance) -> Self {
        Self::nothing(instance, true)
    }

    /// The same starts as a schedule that is not lax, if it allows them.
    pub(super) fn strictly(&self) -> Option<Self> {
        let mut strict = Self::empty(self.instance);
        for (candidate, choice) in self.choices() {
            if !strict.allows(candidate, choice) {
                return None;
            }
            strict.insert(candidate, choice);
        }
        Some(strict)
    }

    fn nothing(instance: &'a Instance, is_lax: bool) -> Self {
        let scale = Scale::of(instance, is_lax);
        let needs = instance
            .profiles
            .iter()
            .map(|profile| Need {
                mentor: profile.mentor_hours[..profile.weeks]
                    .iter()
                    .map(|&it| scale.need(it))
                    .collect(),
                specialist: profile.specialist_hours[..profile.weeks]
                    .iter()
                    .map(|&it| scale.need(it))
                    .collect(),
            })
            .collect();
        let openings = &instance.openings;
        let specialists = &instance.specialists;
        Self {
            instance,
            needs,
            chosen: vec![Vec::new(); instance.candidates.len()],
            guests: vec![Vec::new(); openings.len()],
            places: openings.iter().flat_map(|it| &it.places).map(|&it| i64::from(it)).collect(),
            mentor: openings
                .iter()
                .flat_map(|it| &it.mentor_hours)
                .map(|&it| scale.limit(it))
                .collect(),
            trials: openings.iter().map(|it| it.max_trials.map_or(i64::MAX, i64::from)).collect(),
            hours: specialists
                .iter()
                .flat_map(|it| &it.support_hours)
                .map(|&it| scale.limit(it))
                .collect(),
            room: specialists.iter().map(|it| i64::from(it.caseload_room)).collect(),
            floor_trials: vec![0; instance.floors.len()],
        }
    }

    /// The starts of one candidate.
    pub(super) fn of(&self, candidate: usize) -> &[Choice] {
        &self.chosen[candidate]
    }

    /// Every start, by candidate and week.
    pub(super) fn choices(&self) -> impl Iterator<Item = (usize, Choice)> {
        self.chosen.iter().enumerate().flat_map(|(candidate, own)| {
            let mut own = own.clone();
            own.sort_by_key(|choice| choice.week);
            own.into_iter().map(move |choice| (candidate, choice))
        })
    }

    /// Candidates who start something at the opening, one entry for each start.
    pub(super) fn guests(&self, opening: usize) -> &[u32] {
        &self.guests[opening]
    }

    /// What the plan is worth, summed in one order.
    pub(super) fn objective(&self) -> f64 {
        let earned: f64 = self
            .choices()
            .map(|(_, choice)| self.instance.earns(self.instance.option(choice), choice.week))
            .sum();
        let missed: f64 = self
            .instance
            .floors
            .iter()
            .zip(&self.floor_trials)
            .map(|(floor, &trials)| {
                floor.penalty * f64::from(floor.min_trials.saturating_sub(trials))
            })
            .sum();
        earned - missed
    }

    /// What a start would add to the objective.
    pub(super) fn adds(&self, candidate: usize, choice: Choice) -> f64 {
        self.worth(candidate, choice, 0)
    }

    /// What the objective loses when the start is taken out.
    pub(super) fn holds(&self, candidate: usize, choice: Choice) -> f64 {
        self.worth(candidate, choice, 1)
    }

    fn worth(&self, candidate: usize, choice: Choice, already: u32) -> f64 {
        let option = self.instance.option(choice);
        let earned = self.instance.earns(option, choice.week);
        match self.instance.candidates[candidate].floor {
            Some(at) if self.instance.profile(option).is_trial => {
                let floor = &self.instance.floors[at];
                let is_short = self.floor_trials[at] < floor.min_trials + already;
                earned + if is_short { floor.penalty } else { 0.0 }
            }
            _ => earned,
        }
    }

    /// The same schedule as `mine` may change it: other candidates cannot be seen, what they take is gone,
    /// and openings that are not `owned` have nothing left.
    pub(super) fn part(&self, mine: &[usize], owned: &[bool]) -> Self {
        let mut part = self.clone();
        let mut is_mine = vec![false; self.chosen.len()];
        for &candidate in mine {
            is_mine[candidate] = true;
        }
        for (candidate, own) in part.chosen.iter_mut().enumerate() {
            if !is_mine[candidate] {
                own.clear();
            }
        }
        let weeks = self.instance.weeks;
        for (opening, guests) in part.guests.iter_mut().enumerate() {
            guests.retain(|&guest| is_mine[guest as usize]);
            if !owned[opening] {
                part.places[opening * weeks..][..weeks].fill(0);
                part.mentor[opening * weeks..][..weeks].fill(0);
                part.trials[opening] = 0;
            }
        }
        part
    }

    /// Takes over what each part made of its own candidates.
    pub(super) fn adopt(&mut self, parts: &[(&[usize], Self)]) {
        for &(mine, _) in parts {
            for &candidate in mine {
                for choice in self.chosen[candidate].clone() {
                    self.remove(candidate, choice);
                }
            }
        }
        for (mine, part) in parts {
            for &candidate in *mine {
                for &choice in &part.chosen[candidate] {
                    if self.allows(candidate, choice) {
                        self.insert(candidate, choice);
                    }
                }
            }
        }
    }

    /// Whether the candidate's own starts leave room for this one (rules 2 to 4).
    pub(super) fn suits(&self, candidate: usize, choice: Choice) -> bool {
        let mut tasters = usize::from(!self.is_trial(choice));
        for &other in &self.chosen[candidate] {
            if self.clash(other, choice) {
                return false;
            }
            tasters += usize::from(!self.is_trial(other));
        }
        tasters <= self.instance.candidates[candidate].max_jobbsmak
    }

    /// Whether two starts of one candidate exclude each other.
    pub(super) fn clash(&self, a: Choice, b: Choice) -> bool {
        let (first, second) = if a.week <= b.week { (a, b) } else { (b, a) };
        match (self.is_trial(first), self.is_trial(second)) {
            (true, _) => true,
            (false, true) => first.week == second.week,
            (false, false) => {
                first.week == second.week
                    || self.instance.option(a).topic == self.instance.option(b).topic
            }
        }
    }

    pub(super) fn is_trial(&self, choice: Choice) -> bool {
        self.instance.profile(self.instance.option(choice)).is_trial
    }

    /// Weeks that a start fills.
    pub(super) fn span(&self, choice: Choice) -> std::ops::Range<usize> {
        let first = choice.week as usize;
        first..first + self.instance.profile(self.instance.option(choice)).weeks
    }

    /// Whether the opening can take it (rule 5).
    pub(super) fn opening_has_room(&self, choice: Choice) -> bool {
        let option = self.instance.option(choice);
        let opening = option.opening as usize;
        if self.is_trial(choice) && self.trials[opening] <= 0 {
            return false;
        }
        let first = opening * self.instance.weeks + choice.week as usize;
        let need = &self.needs[option.profile as usize].mentor;
        self.places[first..].iter().zip(need).all(|(&left, _)| left >= 1)
            && self.mentor[first..].iter().zip(need).all(|(left, need)| left >= need)
    }

    /// Whether the candidate's specialist can carry it (rules 6 and 7).
    pub(super) fn specialist_has_room(&self, candidate: usize, choice: Choice) -> bool {
        let Some(specialist) = self.instance.candidates[candidate].specialist else { return true };
        if self.is_trial(choice) && self.room[specialist] <= 0 {
            return false;
        }
        let first = specialist * self.instance.weeks + choice.week as usize;
        let need = &self.needs[self.instance.option(choice).profile as usize].specialist;
        self.hours[first..].iter().zip(need).all(|(left, need)| left >= need)
    }

    /// Whether every rule allows the start beside what is planned.
    pub(super) fn allows(&self, candidate: usize, choice: Choice) -> bool {
        self.suits(candidate, choice)
            && self.opening_has_room(choice)
            && self.specialist_has_room(candidate, choice)
    }

    /// Plans a start that [`Self::allows`] permits.
    pub(super) fn insert(&mut self, candidate: usize, choice: Choice) {
        self.chosen[candidate].push(choice);
        self.guests[self.instance.option(choice).opening as usize].push(narrow(candidate));
        self.book(candidate, choice, 1);
    }

    /// Takes a planned start out.
    pub(super) fn remove(&mut self, candidate: usize, choice: Choice) {
        let own = &mut self.chosen[candidate];
        let at = own.iter().position(|&it| it == choice).expect("only planned starts are removed");
        own.swap_remove(at);
        let guests = &mut self.guests[self.instance.option(choice).opening as usize];
        let at = guests
            .iter()
            .position(|&it| it as usize == candidate)
            .expect("whoever has a start somewhere is a guest there");
        guests.swap_remove(at);
        self.book(candidate, choice, -1);
    }

    fn book(&mut self, candidate: usize, choice: Choice, sign: i64) {
        let instance = self.instance;
        let option = instance.option(choice);
        let opening = option.opening as usize;
        let owner = &instance.candidates[candidate];
        let need = &self.needs[option.profile as usize];
        let first = opening * instance.weeks + choice.week as usize;
        for (offset, hours) in need.mentor.iter().enumerate() {
            self.places[first + offset] -= sign;
            self.mentor[first + offset] -= sign * hours;
        }
        if let Some(specialist) = owner.specialist {
            let first = specialist * instance.weeks + choice.week as usize;
            for (offset, hours) in need.specialist.iter().enumerate() {
                self.hours[first + offset] -= sign * hours;
            }
        }
        if instance.profile(option).is_trial {
            if self.trials[opening] != i64::MAX {
                self.trials[opening] -= sign;
            }
            if let Some(specialist) = owner.specialist {
                self.room[specialist] -= sign;
            }
            if let Some(floor) = owner.floor {
                self.floor_trials[floor] = self.floor_trials[floor]
                    .checked_add_signed(i32::try_from(sign).expect("1 or -1"))
                    .expect("only planned trials are taken out");
            }
        }
    }
}
