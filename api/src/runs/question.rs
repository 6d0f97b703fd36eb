//! What is asked of a run.

use engine::domain::{Ban, CandidateId, OpeningId, Pin};
use engine::reading::{Node, Read, Wrong};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

use super::gather::monday_of;
use crate::manners::Document;

/// The horizon of a plan in weeks, unless it is said. An assumption: a quarter, less the weeks in which nobody starts.
const HORIZON_WEEKS: usize = 10;

/// The gap of a plan, unless it is said; as for `femtrinn match`.
const GAP: f64 = 0.0002;

/// Work units for a plan, unless it is said; as for `femtrinn match`.
const WORK: u64 = 300_000;

/// The most work units that may be asked for: about a minute and a half of one core for the plan.
const WORK_MOST: u64 = 10_000_000;

/// The most weeks that a plan can lie ahead. An assumption: openings and people are not known for longer.
const WEEKS_AHEAD_MOST: i32 = 52;

/// What is asked of a run. What is not said is filled in when it is asked for, so that a run asks the same later.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question {
    /// The Monday on which the horizon begins.
    pub first_monday: Option<Date>,
    /// Its length in weeks, 1 to 26.
    pub horizon_weeks: usize,
    /// Stop when no plan can be better by more than this share of it.
    pub gap: f64,
    /// Stop after so many units of work.
    pub work: u64,
    /// Pairs that a person has decided are to be in the plan.
    pub pins: Vec<Pin>,
    /// Pairs that a person has decided are not to be in the plan.
    pub bans: Vec<Ban>,
}

impl Read for Question {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields =
            node.fields(&["first_monday", "horizon_weeks", "gap", "work", "pins", "bans"])?;
        let first_monday: Option<Option<Date>> = fields.take("first_monday");
        let weeks = fields.take_or_else("horizon_weeks", || Some(HORIZON_WEEKS));
        let gap = fields.take_or_else("gap", || Some(GAP));
        let work = fields.take_or_else("work", || Some(WORK));
        let pins: Option<Vec<Pin>> = fields.take_or_else("pins", || Some(Vec::new()));
        let bans: Option<Vec<Ban>> = fields.take_or_else("bans", || Some(Vec::new()));
        Some(Self {
            first_monday: first_monday?,
            horizon_weeks: weeks?,
            gap: gap?,
            work: work?,
            pins: pins?,
            bans: bans?,
        })
    }
}

impl Document for Question {
    fn check(root: &Node<'_>) {
        let within = |field: &'static str, is_sound: &dyn Fn(f64) -> bool, expected: &str| {
            let Some(node) = root.get(field) else { return };
            let Some(number) = node.number().and_then(|it| it.parse::<f64>().ok()) else { return };
            if !is_sound(number) {
                node.fault(Wrong::OutOfRange { expected: expected.to_owned() });
            }
        };
        within("horizon_weeks", &|it| (1.0..=26.0).contains(&it), "whole weeks from 1 to 26");
        within("gap", &|it| (0.0..=1.0).contains(&it), "a share from 0 to 1");
        #[expect(clippy::cast_precision_loss, reason = "a round number")]
        within("work", &|it| (1.0..=WORK_MOST as f64).contains(&it), "1 to 10 000 000 units");
        let Some(first) = root.get("first_monday") else { return };
        let day = first.text().and_then(|day| day.parse::<Date>().ok());
        if day.is_some_and(|day| day.weekday() != Weekday::Monday) {
            first.fault(Wrong::Form { expected: "a Monday" });
        }
    }
}

impl Question {
    /// What is wrong, today, with the Monday that is asked for, and what to do: weeks that are over cannot be planned, and
    /// nobody can plan far ahead. Nothing where no Monday is said.
    #[must_use]
    pub fn untimely(&self, today: Date) -> Option<String> {
        let (first, this_week) = (self.first_monday?, monday_of(today));
        let far = this_week + WEEKS_AHEAD_MOST.weeks();
        if first < this_week {
            Some(format!(
                "that week is over; write {this_week} or a later Monday, or leave this out"
            ))
        } else if first > far {
            Some(format!("nobody can plan that far ahead; write {far} or an earlier Monday"))
        } else {
            None
        }
    }

    /// Whom it names, and where, each with the place of the pair in the body.
    pub fn pairs(&self) -> impl Iterator<Item = (String, &CandidateId, &OpeningId)> {
        let pins = self.pins.iter().enumerate();
        let pins = pins.map(|(at, it)| (format!("/pins/{at}"), &it.candidate, &it.opening));
        let bans = self.bans.iter().enumerate();
        pins.chain(bans.map(|(at, it)| (format!("/bans/{at}"), &it.candidate, &it.opening)))
    }
}
