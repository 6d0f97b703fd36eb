//! Prices on everything that candidates compete for, and what a start gains at them.

use super::instance::{Choice, Instance, PlacementOption};

/// One number for each resource, in one order: each opening's places and mentor hours by week and its
/// trials; each specialist's hours by week and caseload room; each floor.
///
/// The same layout holds prices, capacities and use.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Resources(pub(super) Vec<f64>);

/// Where each resource lies in [`Resources`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    weeks: usize,
    openings: usize,
    specialists: usize,
    floors: usize,
}

impl Layout {
    pub(super) fn of(instance: &Instance) -> Self {
        Self {
            weeks: instance.weeks,
            openings: instance.openings.len(),
            specialists: instance.specialists.len(),
            floors: instance.floors.len(),
        }
    }

    pub(super) fn place(self, opening: usize) -> usize {
        opening * (2 * self.weeks + 1)
    }

    pub(super) fn mentor(self, opening: usize) -> usize {
        self.place(opening) + self.weeks
    }

    pub(super) fn trials(self, opening: usize) -> usize {
        self.place(opening) + 2 * self.weeks
    }

    pub(super) fn hours(self, specialist: usize) -> usize {
        self.place(self.openings) + specialist * (self.weeks + 1)
    }

    pub(super) fn room(self, specialist: usize) -> usize {
        self.hours(specialist) + self.weeks
    }

    pub(super) fn floor(self, floor: usize) -> usize {
        self.hours(self.specialists) + floor
    }

    pub(super) fn len(self) -> usize {
        self.floor(self.floors)
    }

    /// No resource used, or nothing priced.
    pub(super) fn zeros(self) -> Resources {
        Resources(vec![0.0; self.len()])
    }

    /// What there is of each resource; a floor's is its least number of trials, negative, since it is
    /// a demand. Where there is no limit on trials, 0 (it is never priced).
    pub(super) fn capacities(self, instance: &Instance) -> Resources {
        let mut all = self.zeros();
        for (at, opening) in instance.openings.iter().enumerate() {
            for week in 0..self.weeks {
                all.0[self.place(at) + week] = f64::from(opening.places[week]);
                all.0[self.mentor(at) + week] = opening.mentor_hours[week];
            }
            all.0[self.trials(at)] = f64::from(opening.max_trials.unwrap_or(0));
        }
        for (at, specialist) in instance.specialists.iter().enumerate() {
            let hours = self.hours(at);
            all.0[hours..hours + self.weeks].copy_from_slice(&specialist.support_hours);
            all.0[self.room(at)] = f64::from(specialist.caseload_room);
        }
        for (at, floor) in instance.floors.iter().enumerate() {
            all.0[self.floor(at)] = -f64::from(floor.min_trials);
        }
        all
    }

    /// The same without what is a specialist's own: what prices buy in a proof.
    pub(super) fn shared(self, instance: &Instance) -> Resources {
        let mut all = self.capacities(instance);
        all.0[self.hours(0)..self.floor(0)].fill(0.0);
        all
    }

    /// The highest price that each resource can have.
    pub(super) fn price_ceilings(self, instance: &Instance) -> Resources {
        let mut all = Resources(vec![f64::INFINITY; self.len()]);
        for (at, opening) in instance.openings.iter().enumerate() {
            if opening.max_trials.is_none() {
                all.0[self.trials(at)] = 0.0;
            }
        }
        for (at, floor) in instance.floors.iter().enumerate() {
            all.0[self.floor(at)] = floor.penalty;
        }
        all
    }

    /// Adds what a start of `candidate` takes to `all`; a trial in a floor's group gives it one.
    pub(super) fn take(
        self,
        instance: &Instance,
        candidate: usize,
        choice: Choice,
        all: &mut Resources,
    ) {
        self.takes(instance, candidate, choice, |at, amount| all.0[at] += amount);
    }

    /// Tells what a start of `candidate` takes of each resource of which there is not any number; a trial in a floor's
    /// group gives it one.
    pub(super) fn takes(
        self,
        instance: &Instance,
        candidate: usize,
        choice: Choice,
        mut tell: impl FnMut(usize, f64),
    ) {
        let option = instance.option(choice);
        let profile = instance.profile(option);
        let (opening, week) = (option.opening as usize, choice.week as usize);
        let owner = &instance.candidates[candidate];
        for offset in 0..profile.weeks {
            tell(self.place(opening) + week + offset, 1.0);
            tell(self.mentor(opening) + week + offset, profile.mentor_hours[offset]);
            if let Some(specialist) = owner.specialist {
                tell(self.hours(specialist) + week + offset, profile.specialist_hours[offset]);
            }
        }
        if profile.is_trial {
            if instance.openings[opening].max_trials.is_some() {
                tell(self.trials(opening), 1.0);
            }
            if let Some(specialist) = owner.specialist {
                tell(self.room(specialist), 1.0);
            }
            if let Some(floor) = owner.floor {
                tell(self.floor(floor), -1.0);
            }
        }
    }

    /// Whether blocks compete for the resource: it is no specialist's own.
    pub(super) fn is_shared(self, at: usize) -> bool {
        !(self.hours(0)..self.floor(0)).contains(&at)
    }
}

impl Resources {
    /// The price of what a start takes of its opening.
    fn at_opening(
        &self,
        layout: Layout,
        instance: &Instance,
        option: &PlacementOption,
        week: u32,
    ) -> f64 {
        let profile = instance.profile(option);
        let opening = option.opening as usize;
        let place = &self.0[layout.place(opening) + week as usize..][..profile.weeks];
        let mentor = &self.0[layout.mentor(opening) + week as usize..][..profile.weeks];
        let mut sum = if profile.is_trial { self.0[layout.trials(opening)] } else { 0.0 };
        for ((place, hour), hours) in place.iter().zip(mentor).zip(&profile.mentor_hours) {
            sum += place + hour * hours;
        }
        sum
    }

    /// What a candidate gains by a start when the opening and its floor are priced.
    pub(super) fn gain(
        &self,
        layout: Layout,
        instance: &Instance,
        candidate: usize,
        option: &PlacementOption,
        week: u32,
    ) -> f64 {
        let floor = match instance.candidates[candidate].floor {
            Some(floor) if instance.profile(option).is_trial => self.0[layout.floor(floor)],
            _ => 0.0,
        };
        instance.earns(option, week) - self.at_opening(layout, instance, option, week) + floor
    }

    /// The price of what a start takes of its candidate's specialist.
    fn at_specialist(
        &self,
        layout: Layout,
        instance: &Instance,
        candidate: usize,
        option: &PlacementOption,
        week: u32,
    ) -> f64 {
        let Some(specialist) = instance.candidates[candidate].specialist else { return 0.0 };
        let profile = instance.profile(option);
        let hours = &self.0[layout.hours(specialist) + week as usize..][..profile.weeks];
        let mut sum = if profile.is_trial { self.0[layout.room(specialist)] } else { 0.0 };
        for (price, taken) in hours.iter().zip(&profile.specialist_hours) {
            sum += price * taken;
        }
        sum
    }

    /// What is left of these when others are taken off.
    pub(super) fn less(&self, taken: &Self) -> Self {
        Self(self.0.iter().zip(&taken.0).map(|(all, taken)| all - taken).collect())
    }

    /// What a candidate gains by a start when everything is priced.
    pub(super) fn net_gain(
        &self,
        layout: Layout,
        instance: &Instance,
        candidate: usize,
        option: &PlacementOption,
        week: u32,
    ) -> f64 {
        self.gain(layout, instance, candidate, option, week)
            - self.at_specialist(layout, instance, candidate, option, week)
    }

    /// Sum over all resources of price times amount.
    pub(super) fn dot(&self, amounts: &Self) -> f64 {
        self.0.iter().zip(&amounts.0).map(|(price, amount)| price * amount).sum()
    }
}
