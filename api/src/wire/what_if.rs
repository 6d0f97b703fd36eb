//! What is tried on a plan, and what it would change.

use engine::domain::{Ban, CandidateId, Pin};
use engine::reading::{Node, Read, Wrong};
use engine::revise::{Change, Difference};
use serde::Serialize;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};
use utoipa::ToSchema;

use super::schema;
use crate::manners::Document;

/// What is to be tried; at least one change.
#[derive(Debug, ToSchema)]
pub struct WhatIfRequest {
    /// Pairs that are to be in the plan.
    #[schema(value_type = Option<Vec<schema::Pin>>)]
    pub pins: Vec<Pin>,
    /// Pairs that are not to be in the plan.
    #[schema(value_type = Option<Vec<schema::Ban>>)]
    pub bans: Vec<Ban>,
    /// Figures that are to be others.
    #[schema(value_type = Option<Vec<Figure>>)]
    pub set: Vec<Figure>,
}

/// A figure that is to be another.
#[derive(Debug, ToSchema)]
pub struct Figure {
    /// Which, by the names of its fields and the ids of its items: of an opening, a workplace, a job specialist, a
    /// candidate of one's own, or the rules.
    #[schema(value_type = String, example = "openings/O-06/mentor/hours_week", max_length = 200)]
    pub path: String,
    /// What it becomes: a number, a text, true or false; null takes it away.
    #[schema(value_type = Value)]
    pub value: Value,
}

/// The lists whose figures may be tried, and the rules.
const WITHIN: [&str; 5] = ["openings", "workplaces", "specialists", "candidates", "service_model"];

impl Read for Figure {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["path", "value"])?;
        let (path, value): (Option<Path>, Option<Scalar>) =
            (fields.take("path"), fields.take("value"));
        Some(Self { path: path?.0, value: value?.0 })
    }
}

struct Path(String);

impl Read for Path {
    fn read(node: &Node<'_>) -> Option<Self> {
        let path: String = Read::read(node)?;
        let is_sound = match path.split('/').collect::<Vec<_>>()[..] {
            // Neither a place in the list nor a new item: whoever is named is one's own.
            ["candidates", id, _, ..] => CandidateId::new(id).is_some(),
            // What others refer to, and what refers to others, is no figure.
            [
                ..,
                "id" | "candidate" | "employer" | "workplace" | "specialist" | "placement"
                | "made_for",
            ] => false,
            [list, _, _, ..] => WITHIN.contains(&list),
            _ => false,
        };
        if !is_sound {
            let expected = "the path of a figure of an opening, a workplace, a specialist, a candidate or the rules, \
                            such as openings/O-06/places";
            node.fault(Wrong::Form { expected });
            return None;
        }
        Some(Self(path))
    }
}

struct Scalar(Value);

impl Read for Scalar {
    fn read(node: &Node<'_>) -> Option<Self> {
        let number = || serde_json::from_str(node.number()?).ok();
        let found = node
            .text()
            .map(Value::from)
            .or_else(|| node.truth().map(Value::from))
            .or_else(|| node.is_null().then_some(Value::Null))
            .or_else(number);
        found.map(Self).or_else(|| node.wrong_kind("a number, a text, true, false or null"))
    }
}

impl Read for WhatIfRequest {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["pins", "bans", "set"])?;
        let pins: Option<Vec<Pin>> = fields.take_or_else("pins", || Some(Vec::new()));
        let bans: Option<Vec<Ban>> = fields.take_or_else("bans", || Some(Vec::new()));
        let set: Option<Vec<Figure>> = fields.take_or_else("set", || Some(Vec::new()));
        let asked = Self { pins: pins?, bans: bans?, set: set? };
        if asked.pins.is_empty() && asked.bans.is_empty() && asked.set.is_empty() {
            node.fault(Wrong::Form { expected: "a change: something in `pins`, `bans` or `set`" });
            return None;
        }
        Some(asked)
    }
}

impl Document for WhatIfRequest {}

impl WhatIfRequest {
    /// Whom the changes name, each with its place in the body.
    pub fn people(&self) -> impl Iterator<Item = (String, CandidateId)> {
        let at = |list: &str, number: usize| format!("/{list}/{number}/candidate");
        let pins = self.pins.iter().enumerate();
        let pins = pins.map(move |(number, it)| (at("pins", number), it.candidate.clone()));
        let bans = self.bans.iter().enumerate();
        let bans = bans.map(move |(number, it)| (at("bans", number), it.candidate.clone()));
        let set = self.set.iter().enumerate().filter_map(|(number, it)| {
            let id = it.path.strip_prefix("candidates/")?.split('/').next()?;
            Some((format!("/set/{number}/path"), CandidateId::new(id)?))
        });
        pins.chain(bans).chain(set)
    }
}

/// What changes would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhatIfBody {
    /// The run that they were tried on.
    pub run: String,
    /// The plan as it is, in figures.
    #[schema(value_type = Object)]
    pub before: Box<RawValue>,
    /// The plan with the changes.
    #[schema(value_type = Object)]
    pub after: Box<RawValue>,
    /// Trials by support need, in both.
    #[schema(value_type = Vec<Object>)]
    pub groups: Box<RawValue>,
    /// Starts that are the same in both, to the week.
    pub stays: usize,
    /// Whose starts are not the same, of those whom the reader may see.
    #[schema(value_type = Vec<Object>)]
    pub changes: Box<RawValue>,
    /// How many others have other starts.
    pub changes_of_others: usize,
}

impl WhatIfBody {
    /// A difference, with those changes that the reader may see.
    ///
    /// # Panics
    ///
    /// Never: what the engine answers has text keys and finite numbers.
    #[must_use]
    pub fn of(run: String, found: &Difference, told: &[Change], changes_of_others: usize) -> Self {
        const SOUND: &str = "it has text keys and finite numbers";
        Self {
            run,
            before: to_raw_value(&found.before).expect(SOUND),
            after: to_raw_value(&found.after).expect(SOUND),
            groups: to_raw_value(&found.groups).expect(SOUND),
            stays: found.stays,
            changes: to_raw_value(told).expect(SOUND),
            changes_of_others,
        }
    }
}
