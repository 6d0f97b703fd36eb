//! Work without pay around a proposal, and at a workplace.

use engine::domain::service_model::{Basis, UnpaidMost};
use engine::domain::{CandidateId, EmployerId, ServiceModel, WorkplaceId};
use engine::follow::unpaid::{Tried, UnpaidWarning, counted_from, tried_on, unpaid_work, warnings};
use engine::journey::{FamilyTie, What};
use jiff::civil::Date;

use super::Person;
use crate::wire::{UnpaidMostBody, UnpaidSum, UnpaidWorkBody, WorkplaceUnpaidBody};

/// What somebody is about to try, and where.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Who.
    pub candidate: &'a CandidateId,
    /// Where.
    pub workplace: &'a WorkplaceId,
    /// Whose the workplace is.
    pub employer: &'a EmployerId,
    /// The first day.
    pub from: Date,
    /// How many weeks.
    pub weeks: u32,
}

/// What the person and the workplace have had of work without pay, and what stands against more of it.
#[must_use]
pub fn around(people: &[Person], model: &ServiceModel, about: Around<'_>) -> UnpaidWorkBody {
    let of_person = people.iter().find(|it| it.candidate == *about.candidate);
    let tried: Vec<Tried> = of_person.map(|it| tried_on(&it.journey)).unwrap_or_default();
    let there = tried_at(people, about.workplace);
    let (most, told) = most(model, about.from);
    let new = (about.from, about.weeks);
    UnpaidWorkBody {
        person: unpaid_work(&tried).into(),
        workplace: unpaid_work(&there).into(),
        warnings: codes(most.map(|most| warnings(most, &tried, &there, new))),
        most: told,
        family: of_person.map_or(FamilyTie::Unknown, |it| family(it, about.employer)).code(),
    }
}

/// What a workplace has had of work without pay. Small groups are masked where it is not for a job specialist.
#[must_use]
pub fn at_workplace(
    people: &[Person],
    model: &ServiceModel,
    workplace: &WorkplaceId,
    (today, is_masked): (Date, bool),
) -> WorkplaceUnpaidBody {
    let there = tried_at(people, workplace);
    let (most, told) = most(model, today);
    let counted: Vec<Tried> = match most {
        Some(most) => {
            let from = counted_from(most, today);
            there.iter().filter(|it| it.last >= from).cloned().collect()
        }
        None => Vec::new(),
    };
    let sum = |tried: &[Tried]| {
        let sum = UnpaidSum::from(unpaid_work(tried));
        if is_masked { sum.masked() } else { sum }
    };
    WorkplaceUnpaidBody {
        workplace: workplace.to_string(),
        on: today.to_string(),
        in_all: sum(&there),
        counted: most.map(|_| sum(&counted)),
        warnings: codes(most.map(|most| warnings(most, &[], &there, (today, 0)))),
        most: told,
    }
}

/// Whether person and enterprise are of one family, as the last booking that says so has it.
fn family(person: &Person, employer: &EmployerId) -> FamilyTie {
    let said = person.journey.standing().filter_map(|(_, event)| match &event.what {
        What::ActivityBooked(it) if it.employer == *employer => Some(it.family),
        _ => None,
    });
    said.filter(|it| *it != FamilyTie::Unknown).last().unwrap_or(FamilyTie::Unknown)
}

fn tried_at(people: &[Person], workplace: &WorkplaceId) -> Vec<Tried> {
    let all = people.iter().flat_map(|it| tried_on(&it.journey));
    all.filter(|it| it.workplace == *workplace).collect()
}

/// How much there can be, and what that rests on.
fn most(model: &ServiceModel, day: Date) -> (Option<&UnpaidMost>, Option<UnpaidMostBody>) {
    let version = model.rules.unpaid_most.version_on(day).and_then(|it| it.value.as_ref());
    let Some((most, basis)) = version else { return (None, None) };
    let (source, assumption) = match basis {
        Basis::Source(words) => (Some(words.to_string()), None),
        Basis::Assumption(words) => (None, Some(words.to_string())),
    };
    let told = UnpaidMostBody {
        in_months: most.in_months.get().into(),
        person_weeks: most.person_weeks.get().into(),
        workplace_weeks: most.workplace_weeks.get().into(),
        source,
        assumption,
    };
    (Some(most), Some(told))
}

fn codes(warnings: Option<Vec<UnpaidWarning>>) -> Vec<&'static str> {
    warnings.unwrap_or_default().into_iter().map(UnpaidWarning::code).collect()
}
