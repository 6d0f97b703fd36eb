//! What else somebody could choose: real alternatives, for which there is room while all others keep theirs.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{Activity, CandidateId, OpeningId, monday_of_week};
use crate::problem::{self, Booking, Ledger, Plan, Problem};

/// The most alternatives for one person: a choice that can be held in mind.
const MOST: usize = 3;

/// What a candidate could choose instead of what is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Alternatives {
    /// Who.
    pub candidate: CandidateId,
    /// What, the most valuable first; each opening once, and none that is proposed.
    pub instead: Vec<Alternative>,
}

/// Something that there is room for, beside what the plan proposes to all others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Alternative {
    /// Where.
    pub opening: OpeningId,
    /// What.
    pub activity: Activity,
    /// The first week of the horizon in which it can begin, from 0.
    pub start_week: usize,
    /// The Monday of that week.
    pub monday: Date,
}

/// The alternatives of all who have some, by candidate.
pub(super) fn alternatives(
    problem: &Problem,
    plan: &Plan,
    first_monday: Date,
) -> Vec<Alternatives> {
    let mut ledger = Ledger::with(problem, &plan.starts);
    let mut own_options: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, option) in problem.options.iter().enumerate().filter(|(_, it)| it.value > 0.0) {
        own_options.entry(&option.candidate).or_default().push(at);
    }
    let mut found = Vec::new();
    for (candidate, mut options) in own_options {
        let booked = ledger.of_same_candidate(options[0]).to_vec();
        for own in &booked {
            ledger.give(*own);
        }
        let value = |option: &usize| problem.options[*option].value;
        options.sort_by(|a, b| value(b).total_cmp(&value(a)).then(a.cmp(b)));
        let opening_of = |option: usize| problem.options[option].opening.as_str();
        let mut named: BTreeSet<&str> = booked.iter().map(|own| opening_of(own.option)).collect();
        let mut instead = Vec::new();
        for option in options {
            if instead.len() == MOST {
                break;
            }
            let first = ledger.weeks(option).find(|&week| ledger.allows(Booking { option, week }));
            let Some(start_week) = first else { continue };
            if named.insert(opening_of(option)) {
                instead.push(Alternative {
                    opening: OpeningId::new(opening_of(option))
                        .expect("openings of the problem are those of the case"),
                    activity: match ledger.profile(option).activity {
                        problem::Activity::Jobbsmak => Activity::Jobbsmak,
                        problem::Activity::Trial => Activity::Trial,
                    },
                    start_week,
                    monday: monday_of_week(first_monday, start_week),
                });
            }
        }
        for own in &booked {
            ledger.take(*own);
        }
        if !instead.is_empty() {
            let candidate = CandidateId::new(candidate).expect("the problem has the case's ids");
            found.push(Alternatives { candidate, instead });
        }
    }
    found
}
