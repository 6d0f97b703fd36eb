//! What a problem must be beyond its form, so that every plan for it can be judged.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Activity, Candidate, Floor, Keep, Opening, PROBLEM_FORMAT, PlacementOption, Problem, Profile,
    Specialist,
};

/// One thing that is wrong with a problem.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {rule}", self.place())]
pub struct Flaw {
    /// The list, and the position in it; none for the problem's own fields.
    pub item: Option<(&'static str, usize)>,
    /// The field.
    pub field: &'static str,
    /// What must hold, with the ids.
    pub rule: String,
}

impl Flaw {
    /// The path from the root: `options[3].latest_start`.
    #[must_use]
    pub fn place(&self) -> String {
        match self.item {
            None => self.field.to_owned(),
            Some((list, at)) => format!("{list}[{at}].{}", self.field),
        }
    }
}

/// Every flaw of a problem; none for a valid one.
#[must_use]
pub fn validate(problem: &Problem) -> Vec<Flaw> {
    Parts::of(problem).flaws()
}

/// As much of a problem as could be read: an item that could not be is `None`, its id may be known.
pub(super) struct Parts<'a> {
    pub(super) format: Option<&'a str>,
    pub(super) horizon_weeks: Option<usize>,
    pub(super) start_discount: Option<f64>,
    pub(super) candidates: Items<'a, Candidate>,
    pub(super) openings: Items<'a, Opening>,
    pub(super) specialists: Items<'a, Specialist>,
    pub(super) profiles: Items<'a, Profile>,
    pub(super) options: Items<'a, PlacementOption>,
    pub(super) floors: Items<'a, Floor>,
    pub(super) keep: Items<'a, Keep>,
}

/// The items of a list, each with its id; options, floors and keeps have none.
pub(super) struct Items<'a, T> {
    pub(super) ids: Vec<Option<&'a str>>,
    pub(super) sound: Vec<Option<&'a T>>,
    /// Whether the list itself could be read.
    pub(super) was_read: bool,
}

impl<'a, T> Items<'a, T> {
    fn of(items: &'a [T], id: impl Fn(&'a T) -> Option<&'a str>) -> Self {
        Self {
            ids: items.iter().map(id).collect(),
            sound: items.iter().map(Some).collect(),
            was_read: true,
        }
    }

    fn whole(&self) -> impl Iterator<Item = (usize, &'a T)> {
        self.sound.iter().enumerate().filter_map(|(at, item)| Some((at, (*item)?)))
    }
}

/// Positions by id; `complete` when every item of the list has an id.
struct Ids<'a> {
    list: &'static str,
    at: BTreeMap<&'a str, usize>,
    complete: bool,
}

/// Candidate, opening and profile of an option.
type Pair<'a> = (&'a str, &'a str, &'a str);

impl<'a> Parts<'a> {
    fn of(problem: &'a Problem) -> Self {
        let Problem {
            format,
            horizon_weeks,
            start_discount,
            candidates,
            openings,
            specialists,
            profiles,
            options,
            floors,
            keep,
        } = problem;
        Self {
            format: Some(format),
            horizon_weeks: Some(*horizon_weeks),
            start_discount: Some(*start_discount),
            candidates: Items::of(candidates, |it| Some(&it.id)),
            openings: Items::of(openings, |it| Some(&it.id)),
            specialists: Items::of(specialists, |it| Some(&it.id)),
            profiles: Items::of(profiles, |it| Some(&it.id)),
            options: Items::of(options, |_| None),
            floors: Items::of(floors, |_| None),
            keep: Items::of(keep, |_| None),
        }
    }

    /// Every flaw of what could be read.
    pub(super) fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = Flaws(Vec::new());
        let horizon = self.head(&mut flaws);
        let candidates = flaws.ids("candidates", &self.candidates);
        let openings = flaws.ids("openings", &self.openings);
        let specialists = flaws.ids("specialists", &self.specialists);
        let profiles = flaws.ids("profiles", &self.profiles);
        for (at, it) in self.candidates.whole() {
            flaws.candidate(at, it, &specialists, horizon);
        }
        for (at, it) in self.openings.whole() {
            flaws.opening(at, it, horizon);
        }
        for (at, it) in self.specialists.whole() {
            flaws.specialist(at, it, horizon);
        }
        for (at, it) in self.profiles.whole() {
            flaws.profile(at, it);
        }
        let lists = [&candidates, &openings, &profiles];
        self.options(&mut flaws, lists, horizon);
        self.floors(&mut flaws);
        self.keep(&mut flaws, lists, horizon);
        flaws.0
    }

    /// `format`, `horizon_weeks` and `start_discount`; gives the horizon where it is sound.
    fn head(&self, flaws: &mut Flaws) -> Option<usize> {
        if let Some(format) = self.format.filter(|&format| format != PROBLEM_FORMAT) {
            flaws.add(None, "format", format!("is {format:?}, must be {PROBLEM_FORMAT:?}"));
        }
        let horizon = self.horizon_weeks.filter(|weeks| (1..=26).contains(weeks));
        if let (Some(weeks), None) = (self.horizon_weeks, horizon) {
            flaws.add(None, "horizon_weeks", format!("is {weeks}, must be 1 to 26"));
        }
        if let Some(discount) = self.start_discount {
            flaws.amount(None, "start_discount", "", discount);
            let last = horizon.and_then(|weeks| u32::try_from(weeks - 1).ok()).map(f64::from);
            if last.is_some_and(|last| discount * last >= 1.0) {
                let rule = format!("{discount} times the weeks after the first must be below 1");
                flaws.add(None, "start_discount", rule);
            }
        }
        horizon
    }

    fn options(&self, flaws: &mut Flaws, lists: [&Ids<'a>; 3], horizon: Option<usize>) {
        let mut first: BTreeMap<Pair<'a>, usize> = BTreeMap::new();
        for (at, option) in self.options.whole() {
            let PlacementOption {
                candidate,
                opening,
                profile,
                topic: _,
                value,
                earliest_start: earliest,
                latest_start: latest,
            } = option;
            let (pair, item) = ((&**candidate, &**opening, &**profile), Some(("options", at)));
            let id = format!("{candidate}, {opening}, {profile}");
            flaws.pair(item, pair, lists);
            if let Some(earlier) = first.insert(pair, at) {
                let rule = format!("{id} is an option already: options[{earlier}]");
                flaws.add(item, "candidate", rule);
            }
            flaws.amount(item, "value", &id, *value);
            for (field, week) in [("earliest_start", *earliest), ("latest_start", *latest)] {
                flaws.week(item, field, &id, week, horizon);
            }
            if latest < earliest {
                let rule = format!("{id}: week {latest} is before earliest_start {earliest}");
                flaws.add(item, "latest_start", rule);
            }
        }
    }

    fn floors(&self, flaws: &mut Flaws) {
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, Floor { group, min_trials: _, penalty }) in self.floors.whole() {
            let item = Some(("floors", at));
            if let Some(earlier) = first.insert(group, at) {
                flaws.add(item, "group", format!("{group} has a floor already: floors[{earlier}]"));
            }
            flaws.amount(item, "penalty", group, *penalty);
        }
    }

    fn keep(&self, flaws: &mut Flaws, lists: [&Ids<'a>; 3], horizon: Option<usize>) {
        let options: BTreeSet<Pair<'a>> = self
            .options
            .whole()
            .map(|(_, it)| (&*it.candidate, &*it.opening, &*it.profile))
            .collect();
        let complete = self.options.was_read && self.options.sound.iter().all(Option::is_some);
        let mut first: BTreeMap<Pair<'a>, usize> = BTreeMap::new();
        for (at, Keep { candidate, opening, profile, start_week, bonus }) in self.keep.whole() {
            let (pair, item) = ((&**candidate, &**opening, &**profile), Some(("keep", at)));
            let id = format!("{candidate}, {opening}, {profile}");
            let known = flaws.pair(item, pair, lists);
            if known && complete && !options.contains(&pair) {
                flaws.add(item, "candidate", format!("{id} is no option"));
            }
            if let Some(earlier) = first.insert(pair, at) {
                flaws.add(item, "candidate", format!("{id} is kept already: keep[{earlier}]"));
            }
            flaws.week(item, "start_week", &id, *start_week, horizon);
            flaws.amount(item, "bonus", &id, *bonus);
        }
    }
}

/// Flaws as they are found.
struct Flaws(Vec<Flaw>);

impl Flaws {
    fn add(&mut self, item: Option<(&'static str, usize)>, field: &'static str, rule: String) {
        self.0.push(Flaw { item, field, rule });
    }

    /// Resolves the ids of a list, each given once.
    fn ids<'a, T>(&mut self, list: &'static str, items: &Items<'a, T>) -> Ids<'a> {
        let mut positions = BTreeMap::new();
        for (at, id) in items.ids.iter().enumerate().filter_map(|(at, id)| Some((at, (*id)?))) {
            if let Some(earlier) = positions.insert(id, at) {
                self.add(Some((list, at)), "id", format!("{id} is taken: {list}[{earlier}]"));
            }
        }
        let complete = items.was_read && items.ids.iter().all(Option::is_some);
        Ids { list, at: positions, complete }
    }

    /// An id that is in the list it refers to.
    fn known(
        &mut self,
        item: Option<(&'static str, usize)>,
        field: &'static str,
        id: &str,
        ids: &Ids<'_>,
    ) -> bool {
        let known = !ids.complete || ids.at.contains_key(id);
        if !known {
            self.add(item, field, format!("{id} is none of the {}", ids.list));
        }
        known
    }

    /// Candidate, opening and profile that are all there.
    fn pair(
        &mut self,
        item: Option<(&'static str, usize)>,
        (candidate, opening, profile): Pair<'_>,
        [candidates, openings, profiles]: [&Ids<'_>; 3],
    ) -> bool {
        let candidate = self.known(item, "candidate", candidate, candidates);
        let opening = self.known(item, "opening", opening, openings);
        let profile = self.known(item, "profile", profile, profiles);
        candidate && opening && profile
    }

    /// A finite number of at least 0.
    fn amount(
        &mut self,
        item: Option<(&'static str, usize)>,
        field: &'static str,
        id: &str,
        amount: f64,
    ) {
        if !amount.is_finite() || amount < 0.0 {
            self.add(item, field, format!("{id}: {amount} is no finite number of at least 0"));
        }
    }

    /// A list with one entry for each week of the horizon.
    fn length(
        &mut self,
        item: Option<(&'static str, usize)>,
        field: &'static str,
        id: &str,
        length: usize,
        horizon: Option<usize>,
    ) {
        if let Some(weeks) = horizon.filter(|&weeks| weeks != length) {
            self.add(item, field, format!("{id}: has {length} entries, the horizon {weeks} weeks"));
        }
    }

    /// A week of the horizon.
    fn week(
        &mut self,
        item: Option<(&'static str, usize)>,
        field: &'static str,
        id: &str,
        week: usize,
        horizon: Option<usize>,
    ) {
        if let Some(weeks) = horizon.filter(|&weeks| week >= weeks) {
            let rule = format!("{id}: week {week} is outside the horizon, 0 to {}", weeks - 1);
            self.add(item, field, rule);
        }
    }

    fn candidate(
        &mut self,
        at: usize,
        candidate: &Candidate,
        specialists: &Ids<'_>,
        horizon: Option<usize>,
    ) {
        let Candidate { id, specialist, priority, max_jobbsmak: _, busy_weeks, group: _ } =
            candidate;
        let item = Some(("candidates", at));
        if let Some(specialist) = specialist {
            self.known(item, "specialist", specialist, specialists);
        }
        if !priority.is_finite() || *priority <= 0.0 {
            let rule = format!("{id}: {priority} is no finite number above 0");
            self.add(item, "priority", rule);
        }
        for &week in busy_weeks {
            self.week(item, "busy_weeks", id, week, horizon);
        }
    }

    fn opening(&mut self, at: usize, opening: &Opening, horizon: Option<usize>) {
        let Opening { id, places, mentor_hours, max_trials: _ } = opening;
        let item = Some(("openings", at));
        self.length(item, "places", id, places.len(), horizon);
        self.length(item, "mentor_hours", id, mentor_hours.len(), horizon);
        for &hours in mentor_hours {
            self.amount(item, "mentor_hours", id, hours);
        }
    }

    fn specialist(&mut self, at: usize, specialist: &Specialist, horizon: Option<usize>) {
        let Specialist { id, support_hours, caseload_room: _ } = specialist;
        let item = Some(("specialists", at));
        self.length(item, "support_hours", id, support_hours.len(), horizon);
        for &hours in support_hours {
            self.amount(item, "support_hours", id, hours);
        }
    }

    fn profile(&mut self, at: usize, profile: &Profile) {
        let Profile { id, activity, mentor_hours, specialist_hours } = profile;
        let item = Some(("profiles", at));
        let (longest, due) = match activity {
            Activity::Jobbsmak => (1, "1 week"),
            Activity::Trial => (4, "1 to 4 weeks"),
        };
        let length = mentor_hours.len();
        if !(1..=longest).contains(&length) {
            self.add(item, "mentor_hours", format!("{id}: lasts {length} weeks, not {due}"));
        }
        if specialist_hours.len() != length {
            let rule =
                format!("{id}: has {} entries, mentor_hours {length}", specialist_hours.len());
            self.add(item, "specialist_hours", rule);
        }
        for (field, list) in
            [("mentor_hours", mentor_hours), ("specialist_hours", specialist_hours)]
        {
            for &hours in list {
                self.amount(item, field, id, hours);
            }
        }
    }
}
