//! What a reviewer of the log looks at first. A finding is a question to a colleague, not a verdict.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::audit::AuditEvent;

/// The first and the last hour of a working day, and how many are many. All are assumptions.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The working day begins at this hour.
    pub day_from: i8,
    /// It ends at this hour.
    pub day_to: i8,
    /// More people than this, by one in a day, are many.
    pub people_a_day: usize,
    /// One person looked at by more than this many is looked at by many.
    pub lookers: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { day_from: 6, day_to: 20, people_a_day: 50, lookers: 5 }
    }
}

/// What the log calls a match run that takes in what there is of people; as no address is called.
pub const MATCH_RUN: &str = "match run";

/// What the log calls learning from what became of people's trials.
pub const LEARNING: &str = "learning from outcomes";

/// Looks of one colleague on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Looks {
    /// Who.
    pub actor: String,
    /// The day in Norway.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// How many people were shown.
    pub people: usize,
    /// The events, by their numbers.
    pub events: Vec<i64>,
}

/// A person whom many looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LookedAt {
    /// The person's pseudonym.
    pub person: String,
    /// By how many.
    pub lookers: usize,
}

/// What to ask about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Review {
    /// At night, in the evening, or on a Saturday or Sunday.
    pub odd_hours: Vec<Looks>,
    /// Very many in a day.
    pub many_in_a_day: Vec<Looks>,
    /// With a reason: outside the caseload, or past a restriction.
    pub with_reason: Vec<Looks>,
    /// Refused.
    pub refused: Vec<Looks>,
    /// People whom many looked at.
    pub by_many: Vec<LookedAt>,
}

/// The events of a time, gone through.
#[must_use]
pub fn review(events: &[AuditEvent], limits: Limits) -> Review {
    let at = |event: &AuditEvent| event.at.in_norway();
    let odd = |event: &AuditEvent| {
        let time = at(event);
        let weekend = matches!(time.weekday(), Weekday::Saturday | Weekday::Sunday);
        weekend || !(limits.day_from..limits.day_to).contains(&time.hour())
    };
    let looks = |which: &dyn Fn(&AuditEvent) -> bool| {
        let mut found: BTreeMap<(String, Date), (BTreeSet<String>, Vec<i64>)> = BTreeMap::new();
        for event in events.iter().filter(|event| which(event)) {
            let entry = found.entry((event.actor.clone(), at(event).date())).or_default();
            entry.0.extend(people(event));
            entry.1.push(event.sequence.0);
        }
        let looks = found.into_iter().map(|((actor, on), (people, events))| Looks {
            actor,
            on,
            people: people.len(),
            events,
        });
        looks.collect::<Vec<_>>()
    };
    // What the service itself does to plan or to learn shows nobody to whoever asked for it.
    let by_itself = |event: &AuditEvent| [MATCH_RUN, LEARNING].contains(&event.request.as_str());
    let permitted = |event: &AuditEvent| event.decision == "permit" && !by_itself(event);
    let mut many_in_a_day = looks(&permitted);
    many_in_a_day.retain(|it| it.people > limits.people_a_day);
    let mut lookers: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for event in events.iter().filter(|event| permitted(event)) {
        for person in people(event) {
            lookers.entry(person).or_default().insert(&event.actor);
        }
    }
    let by_many = lookers
        .into_iter()
        .map(|(person, by)| LookedAt { person, lookers: by.len() })
        .filter(|it| it.lookers > limits.lookers);
    Review {
        odd_hours: looks(&|event| permitted(event) && odd(event)),
        many_in_a_day,
        with_reason: looks(&|event| event.reason.is_some()),
        refused: looks(&|event| event.decision != "permit"),
        by_many: by_many.collect(),
    }
}

pub(super) fn people(event: &AuditEvent) -> Vec<String> {
    serde_json::from_str(&event.people.0).unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
pub(super) mod tests {
    use super::{Limits, review};
    use crate::store::audit::AuditEvent;
    use crate::store::{Clock, Document, MunicipalityId, Version};

    pub(in crate::audit) fn event(
        sequence: i64,
        at: &str,
        actor: &str,
        people: &[&str],
    ) -> AuditEvent {
        AuditEvent {
            municipality_id: MunicipalityId::new(Clock::System.now()),
            sequence: Version(sequence),
            at: at.parse().unwrap(),
            actor: actor.to_owned(),
            role: "job_specialist".to_owned(),
            action: "access".to_owned(),
            reason: None,
            decision: "permit".to_owned(),
            request: "GET /v1/candidates/{id}".to_owned(),
            origin: None,
            trace: None,
            people: Document::of(&people),
            previous: Vec::new(),
            hash: Vec::new(),
        }
    }

    #[test]
    fn each_kind_of_question_is_found_and_a_usual_day_asks_none() {
        let monday = "2026-11-23T09:00:00Z";
        let usual = event(1, monday, "one", &["K-1", "K-2"]);
        let asked = review(std::slice::from_ref(&usual), Limits::default());
        assert!(asked.odd_hours.is_empty() && asked.many_in_a_day.is_empty());
        assert!(asked.with_reason.is_empty() && asked.refused.is_empty());
        assert!(asked.by_many.is_empty());

        // 21.30 UTC is half past ten in the evening, in Norway.
        let late = event(2, "2026-11-23T21:30:00Z", "one", &["K-1"]);
        let sunday = event(3, "2026-11-22T11:00:00Z", "two", &["K-1"]);
        let reason =
            AuditEvent { reason: Some("cover".to_owned()), ..event(4, monday, "three", &["K-1"]) };
        let refused =
            AuditEvent { decision: "deny".to_owned(), ..event(5, monday, "four", &["K-9"]) };
        let limits = Limits { people_a_day: 1, lookers: 2, ..Limits::default() };
        let asked = review(&[usual, late, sunday, reason, refused], limits);
        let numbers = |found: &[super::Looks]| {
            found.iter().flat_map(|it| it.events.clone()).collect::<Vec<_>>()
        };
        assert_eq!(numbers(&asked.odd_hours), [2, 3]);
        assert_eq!(numbers(&asked.many_in_a_day), [1, 2]);
        assert_eq!(numbers(&asked.with_reason), [4]);
        assert_eq!(numbers(&asked.refused), [5]);
        assert_eq!(asked.by_many.len(), 1, "K-1, by one, two and three");
        assert_eq!((asked.by_many[0].person.as_str(), asked.by_many[0].lookers), ("K-1", 3));
    }
}
