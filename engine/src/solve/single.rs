//! Problems in which nobody can start more than one thing, and neither specialists nor floors stand in the way:
//! all that is left to decide is who goes where.

use std::ops::Range;

use super::instance::{Choice, Instance, PlacementOption, narrow, weeks_in};
use super::prices::Layout;

/// Who could go where.
pub(super) struct Single {
    /// By candidate, in order.
    pub(super) offers: Vec<Offer>,
    /// The offers of each candidate.
    pub(super) ranges: Vec<Range<usize>>,
    pub(super) slots: Vec<Slot>,
}

/// A start that a candidate can have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer {
    pub(super) slot: u32,
    /// What it adds to the objective.
    pub(super) worth: f64,
    /// Mentor hours that it takes, where the slot is one week.
    pub(super) hours: f64,
    pub(super) choice: Choice,
}

/// Somewhere to go: a week of an opening, or the opening for good.
#[derive(Debug)]
pub(super) struct Slot {
    /// Where the price of a place lies among the resources.
    pub(super) resource: usize,
    pub(super) places: u32,
    /// Mentor hours there are; none where they are enough whoever takes the places.
    pub(super) hours: Option<f64>,
}

impl Single {
    /// The problem as one of who goes where; none where there is more to it.
    pub(super) fn of(instance: &Instance, layout: Layout) -> Option<Self> {
        let is_single = instance.floors.iter().all(|it| it.min_trials == 0 || it.penalty <= 0.0)
            && (0..instance.candidates.len()).all(|at| starts_one_thing(instance, at))
            && (0..instance.specialists.len()).all(|at| can_carry_everyone(instance, at));
        if !is_single {
            return None;
        }
        let stays = stays(instance);
        let mut slots = Vec::new();
        // by opening and week; an opening that is taken for good is one slot in every week
        let mut slot_at = vec![0; instance.openings.len() * instance.weeks];
        for (at, stay) in stays.iter().enumerate() {
            let weeks = &mut slot_at[at * instance.weeks..][..instance.weeks];
            if stay.people == 0 {
                continue;
            }
            if let Some(slot) = stay.for_good(instance, layout, at) {
                weeks.fill(narrow(slots.len()));
                slots.push(slot);
            } else {
                for (week, slot) in weeks.iter_mut().enumerate() {
                    *slot = narrow(slots.len());
                    slots.push(stay.for_a_week(instance, layout, at, week)?);
                }
            }
        }
        let mut offers = Vec::with_capacity(instance.options.len());
        let mut ranges = Vec::with_capacity(instance.candidates.len());
        for candidate in &instance.candidates {
            let first = offers.len();
            for at in candidate.options.clone() {
                let option = &instance.options[at];
                let hours = instance.profile(option).mentor_hours[0];
                offers.extend(weeks_in(option.start_weeks).map(|week| Offer {
                    slot: slot_at[option.opening as usize * instance.weeks + week as usize],
                    worth: instance.earns(option, week),
                    hours,
                    choice: Choice { option: narrow(at), week },
                }));
            }
            ranges.push(first..offers.len());
        }
        Some(Self { offers, ranges, slots })
    }

    /// Whether places are all that people compete for.
    pub(super) fn is_assignment(&self) -> bool {
        self.slots.iter().all(|slot| slot.hours.is_none())
    }
}

/// Whether no two starts of the candidate go together.
fn starts_one_thing(instance: &Instance, candidate: usize) -> bool {
    let owner = &instance.candidates[candidate];
    let own = &instance.options[owner.options.clone()];
    let of_kind = |is_trial| own.iter().filter(move |it| instance.profile(it).is_trial == is_trial);
    let mask = of_kind(false).fold(0, |mask, it| mask | it.start_weeks);
    let last_trial = of_kind(true).map(|it| it.start_weeks.ilog2()).max();
    let is_before = last_trial.is_some_and(|last| mask.trailing_zeros() < last);
    let mut topics = of_kind(false).map(|it| it.topic);
    let is_one_topic = topics.next().is_none_or(|first| topics.all(|it| it == first));
    !is_before && (owner.max_jobbsmak <= 1 || mask.count_ones() <= 1 || is_one_topic)
}

/// Whether the specialist has hours and room enough whatever the candidates start.
fn can_carry_everyone(instance: &Instance, specialist: usize) -> bool {
    let owner = &instance.specialists[specialist];
    let own = instance.candidates.iter().filter(|it| it.specialist == Some(specialist));
    let (mut hours, mut trials) = (0.0, 0);
    for candidate in own {
        let profiles =
            || instance.options[candidate.options.clone()].iter().map(|it| instance.profile(it));
        hours += profiles().flat_map(|it| it.specialist_hours).fold(0.0, f64::max);
        trials += u32::from(profiles().any(|it| it.is_trial));
    }
    let has_hours = hours <= 0.0 || owner.support_hours.iter().all(|&limit| hours <= limit);
    has_hours && trials <= owner.caseload_room
}

/// What people could start in one opening.
#[derive(Debug, Clone, Default)]
struct Stay {
    /// Candidates who could start something, and a trial.
    people: u32,
    trial_people: u32,
    last: Option<(usize, bool)>,
    has_jobbsmak: bool,
    /// Weeks of the longest start, and most mentor hours that a start takes in a week.
    longest: usize,
    most_hours: f64,
    /// Bit w is set where somebody could be there in week w.
    weeks: u32,
}

impl Stay {
    fn add(&mut self, instance: &Instance, candidate: usize, option: &PlacementOption) {
        let profile = instance.profile(option);
        let known = self.last.filter(|last| last.0 == candidate);
        let has_trial = known.is_some_and(|last| last.1);
        self.people += u32::from(known.is_none());
        self.trial_people += u32::from(profile.is_trial && !has_trial);
        self.last = Some((candidate, has_trial || profile.is_trial));
        self.has_jobbsmak |= !profile.is_trial;
        self.longest = self.longest.max(profile.weeks);
        self.most_hours = profile.mentor_hours.into_iter().fold(self.most_hours, f64::max);
        for offset in 0..profile.weeks {
            self.weeks |= option.start_weeks << offset;
        }
    }

    /// The opening as one slot: only trials start, and there is a place for each as long as they may.
    fn for_good(&self, instance: &Instance, layout: Layout, at: usize) -> Option<Slot> {
        let opening = &instance.openings[at];
        let most = opening.max_trials.unwrap_or(u32::MAX).min(self.people);
        let has_room = |week: u32| {
            opening.places[week as usize] >= most
                && f64::from(most) * self.most_hours <= opening.mentor_hours[week as usize]
        };
        (!self.has_jobbsmak && weeks_in(self.weeks).all(has_room)).then(|| Slot {
            resource: layout.trials(at),
            places: opening.max_trials.unwrap_or(u32::MAX),
            hours: None,
        })
    }

    /// A week of the opening as a slot: whoever starts in it leaves with it, and no trial is one too many.
    fn for_a_week(
        &self,
        instance: &Instance,
        layout: Layout,
        at: usize,
        week: usize,
    ) -> Option<Slot> {
        let opening = &instance.openings[at];
        let all_places =
            weeks_in(self.weeks).map(|it| u64::from(opening.places[it as usize])).sum();
        let most_trials = u64::from(self.trial_people).min(all_places);
        let has_trials_enough = opening.max_trials.is_none_or(|it| u64::from(it) >= most_trials);
        let (places, hours) = (opening.places[week], opening.mentor_hours[week]);
        let most = f64::from(places.min(self.people)) * self.most_hours;
        (self.longest == 1 && has_trials_enough).then(|| Slot {
            resource: layout.place(at) + week,
            places,
            hours: (most > hours).then_some(hours),
        })
    }
}

fn stays(instance: &Instance) -> Vec<Stay> {
    let mut stays = vec![Stay::default(); instance.openings.len()];
    for (at, candidate) in instance.candidates.iter().enumerate() {
        for option in &instance.options[candidate.options.clone()] {
            stays[option.opening as usize].add(instance, at, option);
        }
    }
    stays
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::problem;

    /// Three people, each of whom could have a trial of one week in two openings.
    fn plain() -> Value {
        let option = |candidate, opening| {
            json!({"candidate": candidate, "opening": opening, "profile": "p", "topic": "t",
                "value": 1, "earliest_start": 0, "latest_start": 1})
        };
        let person = |id| {
            json!({"id": id, "specialist": "s", "priority": 1, "max_jobbsmak": 0,
                "busy_weeks": [], "group": "g"})
        };
        json!({
            "format": "femtrinn-problem/1", "horizon_weeks": 2, "start_discount": 0,
            "candidates": [person("a"), person("b"), person("c")],
            "openings": [
                {"id": "o", "places": [1, 1], "mentor_hours": [5, 5]},
                {"id": "q", "places": [1, 1], "mentor_hours": [5, 5]},
            ],
            "specialists": [{"id": "s", "support_hours": [9, 9], "caseload_room": 3}],
            "profiles": [{"id": "p", "activity": "trial", "mentor_hours": [4], "specialist_hours": [3]}],
            "options": [option("a", "o"), option("a", "q"), option("b", "o"), option("b", "q"), option("c", "o")],
            "floors": [],
        })
    }

    #[test]
    fn who_goes_where_is_told_from_what_is_more() {
        let trial_of_two = [
            ("/profiles/0/mentor_hours", json!([4, 4])),
            ("/profiles/0/specialist_hours", json!([3, 3])),
        ];
        let once = [("/openings/0/max_trials", json!(1)), ("/openings/1/max_trials", json!(1))];
        let taster = ("/profiles/0/activity", json!("jobbsmak"));
        let tasters = |a, b| [("/candidates/0/max_jobbsmak", a), ("/candidates/1/max_jobbsmak", b)];
        let floor = |penalty| json!([{"group": "g", "min_trials": 1, "penalty": penalty}]);
        #[rustfmt::skip]
        let cases = [
            // changes                                              slots    places only  why
            (vec![],                                                Some(4), true,  "a slot for each week"),
            (once[..1].to_vec(),                                    Some(3), true,  "a post that lasts is one slot"),
            (vec![("/openings/0/max_trials", json!(2))],            Some(4), true,  "a trial for each of both weeks"),
            (vec![("/openings/0/max_trials", json!(2)), ("/openings/0/places", json!([2, 1]))],
                                                                    None,    false, "places for three, trials for two"),
            ([&once[..], &trial_of_two].concat(),                   Some(2), true,  "posts that last, and longer trials"),
            (trial_of_two.to_vec(),                                 None,    false, "a place in each of two weeks"),
            (vec![("/openings/0/places", json!([2, 1]))],           Some(4), false, "too many hours for two"),
            (vec![("/openings/0/places", json!([2, 1])), ("/openings/0/mentor_hours", json!([8, 4]))],
                                                                    Some(4), true,  "hours for both"),
            (vec![("/specialists/0/support_hours", json!([9, 8]))], None,    false, "hours of a specialist"),
            (vec![("/specialists/0/caseload_room", json!(2))],      None,    false, "room of a specialist"),
            (vec![("/floors", floor(1))],                           None,    false, "a floor"),
            (vec![("/floors", floor(0))],                           Some(4), true,  "a floor that costs nothing"),
            (vec![taster.clone()],                                  Some(0), true,  "nobody may start at all"),
            ([&tasters(2.into(), 1.into())[..], std::slice::from_ref(&taster)].concat(),
                                                                    Some(4), true,  "one topic is tried once"),
            ([&tasters(2.into(), 1.into())[..], &[taster, ("/options/0/topic", json!("u"))]].concat(),
                                                                    None,    false, "two topics are tried both"),
        ];
        for (changes, slots, is_assignment, why) in cases {
            let mut problem = plain();
            for (place, value) in changes {
                let (parent, name) = place.rsplit_once('/').expect("a path");
                problem.pointer_mut(parent).expect("is there")[name] = value;
            }
            let problem = problem::read(&problem.to_string()).expect("the problem is valid");
            let instance = Instance::new(&problem);
            let single = Single::of(&instance, Layout::of(&instance));
            assert_eq!(single.as_ref().map(|it| it.slots.len()), slots, "{why}");
            assert_eq!(single.is_some_and(|it| it.is_assignment()), is_assignment, "{why}");
        }
    }
}
