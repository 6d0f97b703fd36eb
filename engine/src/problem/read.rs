//! Reading and writing the two formats: a sound problem in one quick pass, an unsound one with every
//! fault at once.

use std::collections::BTreeMap;

use super::validate::{Items, Parts};
use super::{
    Activity, Block, BlockOwner, Candidate, Certificate, Flaw, Floor, FloorPrice, Keep, Opening,
    OpeningPrices, PLAN_FORMAT, PROBLEM_FORMAT, PlacementOption, Plan, Problem, Profile,
    Specialist, Start, Status, validate,
};
use crate::reading::{self, Fault, Fields, Node, Read, Wrong};

/// Reads a problem.
///
/// # Errors
///
/// Every fault, of form and of sense, with its place, its field and the ids.
pub fn read(text: &str) -> Result<Problem, Vec<Fault>> {
    match serde_json::from_str::<Problem>(text) {
        Ok(problem) if validate(&problem).is_empty() => Ok(problem),
        _ => reading::read_format(text, PROBLEM_FORMAT, |_| {}),
    }
}

/// Writes a valid problem on one line; [`read`] gives the same problem back.
///
/// # Panics
///
/// Never: a problem has nothing that JSON cannot hold.
#[must_use]
pub fn write(problem: &Problem) -> String {
    serde_json::to_string(problem).expect("a problem has text for keys")
}

/// Reads a plan.
///
/// # Errors
///
/// Every fault of form, with its place and field. Whether the plan stands is for the check to say.
pub fn read_plan(text: &str) -> Result<Plan, Vec<Fault>> {
    reading::read_format(text, PLAN_FORMAT, |_| {})
}

/// Writes a plan on one line; [`read_plan`] gives the same plan back.
///
/// # Panics
///
/// Never: a plan has nothing that JSON cannot hold.
#[must_use]
pub fn write_plan(plan: &Plan) -> String {
    serde_json::to_string(plan).expect("a plan has text for keys")
}

/// Reads a struct whose JSON is its fields; `= value` stands for a field that is missing.
macro_rules! read_fields {
    ($name:ident { $($field:ident $(= $default:expr)?),* $(,)? }) => {
        impl Read for $name {
            fn read(node: &Node<'_>) -> Option<Self> {
                let fields = node.fields(&[$(stringify!($field)),*])?;
                $(let $field = reading::record!(@take fields, $field $(, $default)?);)*
                Some(Self { $($field: $field?),* })
            }
        }
    };
}

read_fields!(Candidate { id, specialist, priority, max_jobbsmak, busy_weeks, group });
read_fields!(Opening { id, places, mentor_hours, max_trials });
read_fields!(Specialist { id, support_hours, caseload_room });
read_fields!(Profile { id, activity, mentor_hours, specialist_hours });
read_fields!(PlacementOption {
    candidate,
    opening,
    profile,
    topic,
    value,
    earliest_start,
    latest_start,
});
read_fields!(Floor { group, min_trials, penalty });
read_fields!(Keep { candidate, opening, profile, start_week, bonus });

impl Read for Activity {
    fn read(node: &Node<'_>) -> Option<Self> {
        one_of(node, &[("jobbsmak", Self::Jobbsmak), ("trial", Self::Trial)])
    }
}

impl Read for Problem {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&[
            "format",
            "horizon_weeks",
            "start_discount",
            "candidates",
            "openings",
            "specialists",
            "profiles",
            "options",
            "floors",
            "keep",
        ])?;
        let format: Option<String> = fields.take("format");
        let horizon_weeks = fields.take("horizon_weeks");
        let start_discount = fields.take("start_discount");
        let candidates: Drafts<Candidate> = Drafts::take(&fields, "candidates");
        let openings: Drafts<Opening> = Drafts::take(&fields, "openings");
        let specialists: Drafts<Specialist> = Drafts::take(&fields, "specialists");
        let profiles: Drafts<Profile> = Drafts::take(&fields, "profiles");
        let options: Drafts<PlacementOption> = Drafts::take(&fields, "options");
        let floors: Drafts<Floor> = Drafts::take(&fields, "floors");
        let keep: Drafts<Keep> = Drafts(fields.take_or_else("keep", || Some(Vec::new())));
        let parts = Parts {
            format: format.as_deref(),
            horizon_weeks,
            start_discount,
            candidates: candidates.items(),
            openings: openings.items(),
            specialists: specialists.items(),
            profiles: profiles.items(),
            options: options.items(),
            floors: floors.items(),
            keep: keep.items(),
        };
        report(node, &parts.flaws());
        Some(Self {
            format: format?,
            horizon_weeks: horizon_weeks?,
            start_discount: start_discount?,
            candidates: candidates.whole()?,
            openings: openings.whole()?,
            specialists: specialists.whole()?,
            profiles: profiles.whole()?,
            options: options.whole()?,
            floors: floors.whole()?,
            keep: keep.whole()?,
        })
    }
}

/// A list as far as it could be read.
struct Drafts<T>(Option<Vec<Draft<T>>>);

/// An item as far as it could be read, and its id.
struct Draft<T> {
    id: Option<String>,
    item: Option<T>,
}

impl<T: Read> Read for Draft<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        let id = node.get("id").and_then(|id| id.text().map(str::to_owned));
        Some(Self { id, item: T::read(node) })
    }
}

impl<T: Read> Drafts<T> {
    fn take(fields: &Fields<'_>, name: &'static str) -> Self {
        Self(fields.take(name))
    }

    fn items(&self) -> Items<'_, T> {
        let drafts = self.0.as_deref().unwrap_or_default();
        Items {
            ids: drafts.iter().map(|draft| draft.id.as_deref()).collect(),
            sound: drafts.iter().map(|draft| draft.item.as_ref()).collect(),
            was_read: self.0.is_some(),
        }
    }

    fn whole(self) -> Option<Vec<T>> {
        self.0?.into_iter().map(|draft| draft.item).collect()
    }
}

/// Reports each flaw at its place.
fn report(root: &Node<'_>, flaws: &[Flaw]) {
    let mut by_list: BTreeMap<&'static str, BTreeMap<usize, Vec<&Flaw>>> = BTreeMap::new();
    for flaw in flaws {
        match flaw.item {
            None => report_at(root, flaw),
            Some((list, at)) => by_list.entry(list).or_default().entry(at).or_default().push(flaw),
        }
    }
    for (list, by_item) in by_list {
        let Some(list) = root.get(list) else { continue };
        for (at, item) in list.items().into_iter().flatten().enumerate() {
            for flaw in by_item.get(&at).into_iter().flatten() {
                report_at(&item, flaw);
            }
        }
    }
}

fn report_at(node: &Node<'_>, flaw: &Flaw) {
    let wrong = Wrong::Together { rule: flaw.rule.clone() };
    match node.get(flaw.field) {
        Some(field) => field.fault(wrong),
        None => node.fault(wrong),
    }
}

read_fields!(Plan { format, starts, objective, bound, gap, status, certificate, work });
read_fields!(Start { candidate, opening, profile, start_week });
read_fields!(FloorPrice { group, price });

impl Read for Status {
    fn read(node: &Node<'_>) -> Option<Self> {
        let known = [
            ("within_gap", Self::WithinGap),
            ("work_limit", Self::WorkLimit),
            ("time_limit", Self::TimeLimit),
        ];
        one_of(node, &known)
    }
}

impl Read for Certificate {
    fn read(node: &Node<'_>) -> Option<Self> {
        const KINDS: [(&str, bool); 2] = [("prices", true), ("search", false)];
        let kind = node.get("kind");
        let Some(kind) = kind else {
            let fields = node.fields(&["kind", "openings", "floors", "blocks"])?;
            return fields.take::<String>("kind").and(None);
        };
        if !one_of(&kind, &KINDS)? {
            node.fields(&["kind"])?;
            return Some(Self::Search);
        }
        let fields = node.fields(&["kind", "openings", "floors", "blocks"])?;
        let openings = fields.take_or_else("openings", || Some(Vec::new()));
        let floors = fields.take_or_else("floors", || Some(Vec::new()));
        let blocks = fields.take("blocks");
        Some(Self::Prices { openings: openings?, floors: floors?, blocks: blocks? })
    }
}

impl Read for OpeningPrices {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["opening", "place", "mentor", "trials"])?;
        let opening = fields.take("opening");
        let place = fields.take_or_else("place", || Some(WeekPrices(Vec::new())));
        let mentor = fields.take_or_else("mentor", || Some(WeekPrices(Vec::new())));
        let trials = fields.take_or_else("trials", || Some(0.0));
        Some(Self { opening: opening?, place: place?.0, mentor: mentor?.0, trials: trials? })
    }
}

/// A price for each week.
struct WeekPrices(Vec<f64>);

impl Read for WeekPrices {
    fn read(node: &Node<'_>) -> Option<Self> {
        let prices: Vec<f64> = Vec::read(node)?;
        if prices.is_empty() {
            return node.wrong_kind("a price for each week, or leave the field out");
        }
        Some(Self(prices))
    }
}

impl Read for Block {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["specialist", "candidate", "bound"])?;
        let specialist: Option<Option<String>> = fields.take("specialist");
        let candidate: Option<Option<String>> = fields.take("candidate");
        let bound = fields.take("bound");
        let owner = match (specialist?, candidate?) {
            (Some(id), None) => BlockOwner::Specialist(id),
            (None, Some(id)) => BlockOwner::Candidate(id),
            _ => return node.wrong_kind("a block with either `specialist` or `candidate`"),
        };
        Some(Self { owner, bound: bound? })
    }
}

/// One of a closed list of codes.
fn one_of<T: Copy>(node: &Node<'_>, known: &[(&'static str, T)]) -> Option<T> {
    let text = node.text().or_else(|| node.wrong_kind("a code in \"quotes\""))?;
    let found = known.iter().find(|(code, _)| *code == text);
    if found.is_none() {
        node.fault(Wrong::UnknownCode { known: known.iter().map(|(code, _)| *code).collect() });
    }
    found.map(|(_, value)| *value)
}
