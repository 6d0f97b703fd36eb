//! The placement problem as an integer programme in free-format MPS, for any solver.
//!
//! The programme is minimised, which every reader of MPS does without being told: its optimum is minus that of
//! the problem. A plan is read back from the columns that are 1.
//!
//! | name | what it is |
//! | --- | --- |
//! | column `start:C:O:P:W` | 1 where candidate C starts at opening O with profile P in week W |
//! | column `short:G` | trials that group G is short of its floor |
//! | row `one:C:W` | of C's trials that have started by week W, and jobbsmak in week W, at most one (rules 2, 3, 4) |
//! | row `tasters:C` | C's jobbsmak (rule 3) |
//! | row `topic:C:T` | C's jobbsmak in topic T (rule 3) |
//! | row `places:O:W`, `mentor:O:W`, `trials:O` | what opening O has (rule 5) |
//! | row `support:S:W`, `caseload:S` | what specialist S has (rules 6, 7) |
//! | row `floor:G` | trials of group G and what it is short, at least the floor |
//!
//! Starts that a rule closes by itself (rules 1, 2 for busy weeks, 6 without a specialist) have no column. An id
//! with other signs than letters a to z, digits, `-`, `_` and `.`, or longer than 40, stands as its kind's number
//! after `~`, and a comment says which.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::statement::{
    Activity, Candidate, Floor, Keep, Opening, PlacementOption, Problem, Profile, Specialist,
};

/// Writes a valid problem as MPS.
///
/// # Panics
///
/// For a problem that is not valid: its ids must resolve.
#[must_use]
pub fn write_mps(problem: &Problem) -> String {
    let index = Index::of(problem);
    let mut model = Model::default();
    for option in &problem.options {
        for week in index.weeks(option) {
            model.add(index.start(option, week));
        }
    }
    for floor in &problem.floors {
        let group = index.groups.name(&floor.group);
        model.add(Column {
            name: format!("short:{group}"),
            cost: floor.penalty,
            is_start: false,
            takes: vec![index.counts_for(floor)],
        });
    }
    model.text(&index)
}

/// Text can always be written to.
const TEXT: &str = "text takes what is written to it";

/// What a column takes of a row.
struct Take {
    row: String,
    sense: char,
    limit: f64,
    amount: f64,
}

impl Take {
    /// Of something that there is only so much of.
    fn of(row: String, limit: f64, amount: f64) -> Self {
        Self { row, sense: 'L', limit, amount }
    }
}

struct Column {
    name: String,
    cost: f64,
    is_start: bool,
    takes: Vec<Take>,
}

/// The programme as it grows: rows stand in the order in which columns first take of them.
#[derive(Default)]
struct Model {
    rows: Vec<(String, char, f64)>,
    known: BTreeSet<String>,
    starts: String,
    shortfalls: String,
    bounds: String,
}

impl Model {
    fn add(&mut self, column: Column) {
        let Column { name, cost, is_start, takes } = column;
        let columns = if is_start { &mut self.starts } else { &mut self.shortfalls };
        // A cost is written even where it is 0, so that every column stands somewhere.
        writeln!(columns, " {name} cost {cost}").expect(TEXT);
        for Take { row, sense, limit, amount } in takes {
            writeln!(columns, " {name} {row} {amount}").expect(TEXT);
            if self.known.insert(row.clone()) {
                self.rows.push((row, sense, limit));
            }
        }
        if is_start {
            writeln!(self.bounds, " UP bounds {name} 1").expect(TEXT);
        }
    }

    fn text(&self, index: &Index<'_>) -> String {
        let mut text = String::from(
            "* A placement problem of Femtrinn. Minimise: the optimum is minus that of the problem.\n\
             * Columns start:candidate:opening:profile:week are 1 where that start is in the plan.\n",
        );
        for names in [&index.candidate_names, &index.opening_names, &index.profile_names] {
            names.tell(&mut text);
        }
        for names in [&index.specialist_names, &index.groups, &index.topics] {
            names.tell(&mut text);
        }
        text += "NAME femtrinn\nROWS\n N cost\n";
        for (row, sense, _) in &self.rows {
            writeln!(text, " {sense} {row}").expect(TEXT);
        }
        let Self { starts, shortfalls, bounds, .. } = self;
        text += "COLUMNS\n";
        text += " whole 'MARKER' 'INTORG'\n";
        text += starts;
        text += " end 'MARKER' 'INTEND'\n";
        text += shortfalls;
        text += "RHS\n";
        for (row, _, limit) in &self.rows {
            writeln!(text, " rhs {row} {limit}").expect(TEXT);
        }
        text + "BOUNDS\n" + bounds + "ENDATA\n"
    }
}

/// The parts of a problem by their ids, and what they are called in the programme.
struct Index<'p> {
    problem: &'p Problem,
    candidates: BTreeMap<&'p str, &'p Candidate>,
    openings: BTreeMap<&'p str, &'p Opening>,
    profiles: BTreeMap<&'p str, &'p Profile>,
    specialists: BTreeMap<&'p str, &'p Specialist>,
    kept: BTreeMap<[&'p str; 3], &'p Keep>,
    candidate_names: Names<'p>,
    opening_names: Names<'p>,
    profile_names: Names<'p>,
    specialist_names: Names<'p>,
    groups: Names<'p>,
    topics: Names<'p>,
}

impl<'p> Index<'p> {
    fn of(problem: &'p Problem) -> Self {
        let Problem { candidates, openings, specialists, profiles, options, floors, keep, .. } =
            problem;
        let kept = |it: &'p Keep| ([&*it.candidate, &*it.opening, &*it.profile], it);
        Self {
            problem,
            candidates: candidates.iter().map(|it| (&*it.id, it)).collect(),
            openings: openings.iter().map(|it| (&*it.id, it)).collect(),
            profiles: profiles.iter().map(|it| (&*it.id, it)).collect(),
            specialists: specialists.iter().map(|it| (&*it.id, it)).collect(),
            kept: keep.iter().map(kept).collect(),
            candidate_names: Names::of("candidate", candidates.iter().map(|it| &*it.id)),
            opening_names: Names::of("opening", openings.iter().map(|it| &*it.id)),
            profile_names: Names::of("profile", profiles.iter().map(|it| &*it.id)),
            specialist_names: Names::of("specialist", specialists.iter().map(|it| &*it.id)),
            groups: Names::of("group", floors.iter().map(|it| &*it.group)),
            topics: Names::of("topic", options.iter().map(|it| &*it.topic)),
        }
    }

    /// The weeks in which an option can start, as far as that is for nobody else to say.
    fn weeks(&self, option: &PlacementOption) -> impl Iterator<Item = usize> + use<'p> {
        let candidate = self.candidates[&*option.candidate];
        let profile = self.profiles[&*option.profile];
        let length = profile.mentor_hours.len();
        let needs_nobody = profile.specialist_hours.iter().all(|hours| *hours <= 0.0);
        let has_help = candidate.specialist.is_some() || needs_nobody;
        let end = (self.problem.horizon_weeks + 1).saturating_sub(length);
        let weeks = option.earliest_start..end.min(option.latest_start + 1);
        let is_busy = move |week: usize| {
            candidate.busy_weeks.iter().any(|it| (week..week + length).contains(it))
        };
        weeks.filter(move |week| has_help && !is_busy(*week))
    }

    fn start(&self, option: &'p PlacementOption, week: usize) -> Column {
        let candidate = self.candidates[&*option.candidate];
        let profile = self.profiles[&*option.profile];
        let c = self.candidate_names.name(&option.candidate);
        let o = self.opening_names.name(&option.opening);
        let p = self.profile_names.name(&option.profile);
        let mut takes = self.of_candidate(candidate, option, profile, week);
        takes.extend(self.of_opening(self.openings[&*option.opening], profile, week));
        if let Some(specialist) = &candidate.specialist {
            takes.extend(self.of_specialist(self.specialists[&**specialist], profile, week));
        }
        let group = candidate.group.as_deref().filter(|_| profile.activity == Activity::Trial);
        let floor = self.problem.floors.iter().find(|floor| Some(&*floor.group) == group);
        takes.extend(floor.map(|floor| self.counts_for(floor)));
        takes.retain(|take| take.amount > 0.0);
        Column {
            name: format!("start:{c}:{o}:{p}:{week}"),
            cost: -self.earns(candidate, option, week),
            is_start: true,
            takes,
        }
    }

    /// p · v · (1 − d · week), and the bonus for a start that is kept.
    fn earns(&self, candidate: &Candidate, option: &'p PlacementOption, week: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "at most 26 weeks")]
        let late = self.problem.start_discount * week as f64;
        let kept = self.kept.get(&[&*option.candidate, &*option.opening, &*option.profile]);
        let bonus = kept.filter(|keep| keep.start_week == week).map_or(0.0, |keep| keep.bonus);
        candidate.priority * option.value * (1.0 - late) + bonus
    }

    /// Rules 2, 3 and 4. A jobbsmak lasts a week; so in each week at most one of the trials that have started
    /// and the jobbsmak of that week says that activities do not overlap, that there is one trial, and that
    /// jobbsmak come before it.
    fn of_candidate(
        &self,
        candidate: &Candidate,
        option: &PlacementOption,
        profile: &Profile,
        week: usize,
    ) -> Vec<Take> {
        let c = self.candidate_names.name(&candidate.id);
        let one = |week| Take::of(format!("one:{c}:{week}"), 1.0, 1.0);
        match profile.activity {
            Activity::Trial => (week..self.problem.horizon_weeks).map(one).collect(),
            Activity::Jobbsmak => {
                let topic = self.topics.name(&option.topic);
                let most = f64::from(candidate.max_jobbsmak);
                vec![
                    one(week),
                    Take::of(format!("tasters:{c}"), most, 1.0),
                    Take::of(format!("topic:{c}:{topic}"), 1.0, 1.0),
                ]
            }
        }
    }

    /// Rule 5.
    fn of_opening(&self, opening: &Opening, profile: &Profile, start: usize) -> Vec<Take> {
        let o = self.opening_names.name(&opening.id);
        let mut takes = Vec::new();
        for (week, hours) in (start..).zip(&profile.mentor_hours) {
            takes.push(Take::of(
                format!("places:{o}:{week}"),
                f64::from(opening.places[week]),
                1.0,
            ));
            takes.push(Take::of(format!("mentor:{o}:{week}"), opening.mentor_hours[week], *hours));
        }
        let most = opening.max_trials.filter(|_| profile.activity == Activity::Trial);
        takes.extend(most.map(|most| Take::of(format!("trials:{o}"), f64::from(most), 1.0)));
        takes
    }

    /// Rules 6 and 7.
    fn of_specialist(&self, specialist: &Specialist, profile: &Profile, start: usize) -> Vec<Take> {
        let s = self.specialist_names.name(&specialist.id);
        let hours = (start..).zip(&profile.specialist_hours);
        let mut takes: Vec<Take> = hours
            .map(|(week, hours)| {
                Take::of(format!("support:{s}:{week}"), specialist.support_hours[week], *hours)
            })
            .collect();
        if profile.activity == Activity::Trial {
            takes.push(Take::of(format!("caseload:{s}"), f64::from(specialist.caseload_room), 1.0));
        }
        takes
    }

    /// One of the trials, or of what is short of them, that a floor asks for.
    fn counts_for(&self, floor: &Floor) -> Take {
        let row = format!("floor:{}", self.groups.name(&floor.group));
        Take { row, sense: 'G', limit: f64::from(floor.min_trials), amount: 1.0 }
    }
}

/// What the ids of one kind are called.
struct Names<'p> {
    kind: &'static str,
    names: BTreeMap<&'p str, String>,
}

impl<'p> Names<'p> {
    fn of(kind: &'static str, ids: impl Iterator<Item = &'p str>) -> Self {
        let mut names = BTreeMap::new();
        for (number, id) in ids.enumerate() {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            let as_is = (1..=40).contains(&id.len()) && id.chars().all(plain);
            let name = || if as_is { id.to_owned() } else { format!("~{number}") };
            names.entry(id).or_insert_with(name);
        }
        Self { kind, names }
    }

    fn name(&self, id: &str) -> &str {
        &self.names[id]
    }

    /// Says, in comments, what has another name than its id.
    fn tell(&self, text: &mut String) {
        for (id, name) in self.names.iter().filter(|(id, name)| *id != name) {
            writeln!(text, "* {} {name} is {id:?}", self.kind).expect(TEXT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::write_mps;
    use crate::problem::read;

    /// Two candidates want one place; one of them has an id that MPS cannot hold.
    const PROBLEM: &str = r#"{"format":"femtrinn-problem/1","horizon_weeks":2,"start_discount":0.1,
        "candidates":[
            {"id":"c 1","specialist":"s1","priority":2,"max_jobbsmak":1,"busy_weeks":[],"group":"g"},
            {"id":"c2","specialist":null,"priority":1,"max_jobbsmak":0,"busy_weeks":[0]}],
        "openings":[{"id":"o1","places":[1,1],"mentor_hours":[8,7],"max_trials":1}],
        "specialists":[{"id":"s1","support_hours":[4,4],"caseload_room":1}],
        "profiles":[
            {"id":"t","activity":"trial","mentor_hours":[5],"specialist_hours":[3]},
            {"id":"n","activity":"trial","mentor_hours":[5],"specialist_hours":[0]},
            {"id":"j","activity":"jobbsmak","mentor_hours":[2],"specialist_hours":[1]}],
        "options":[
            {"candidate":"c 1","opening":"o1","profile":"t","topic":"a","value":0.5,"earliest_start":0,"latest_start":1},
            {"candidate":"c 1","opening":"o1","profile":"j","topic":"a","value":0.1,"earliest_start":0,"latest_start":0},
            {"candidate":"c2","opening":"o1","profile":"t","topic":"a","value":0.9,"earliest_start":0,"latest_start":1},
            {"candidate":"c2","opening":"o1","profile":"n","topic":"a","value":0.4,"earliest_start":0,"latest_start":1}],
        "floors":[{"group":"g","min_trials":1,"penalty":0.3}],
        "keep":[{"candidate":"c 1","opening":"o1","profile":"t","start_week":1,"bonus":0.25}]}"#;

    #[test]
    fn a_small_problem_is_written_line_by_line() {
        let text = write_mps(&read(PROBLEM).unwrap());
        for line in [
            "* candidate ~0 is \"c 1\"",
            " N cost",
            " L one:~0:1",
            " G floor:g",
            " start:~0:o1:t:0 cost -1",
            " start:~0:o1:t:0 one:~0:0 1",
            " start:~0:o1:t:0 one:~0:1 1",
            // 2 · 0.5 · 0.9 and the bonus
            " start:~0:o1:t:1 cost -1.15",
            " start:~0:o1:t:1 floor:g 1",
            " start:~0:o1:j:0 topic:~0:a 1",
            " start:c2:o1:n:1 mentor:o1:1 5",
            " short:g floor:g 1",
            " short:g cost 0.3",
            " rhs mentor:o1:1 7",
            " rhs tasters:~0 1",
            " rhs trials:o1 1",
            " UP bounds start:c2:o1:n:1 1",
        ] {
            assert!(text.lines().any(|it| it == line), "no line {line:?} in\n{text}");
        }
        for closed in ["start:c2:o1:n:0", "start:c2:o1:t", "start:~0:o1:j:1", "support:s1:0 0"] {
            assert!(!text.contains(closed), "{closed} is in\n{text}");
        }
    }
}
