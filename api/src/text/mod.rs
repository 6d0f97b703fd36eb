//! An answer in plain bokmål, as a job specialist would want to read it on Monday morning.
//!
//! Only here are words made of the engine's data. Nobody is ranked, and what is said of one candidate
//! names no other.

mod overview;
mod page;
mod proposal;
mod reasons;
mod rules;
mod steps;
mod without;
mod words;

use std::collections::BTreeMap;

use engine::domain::{
    Candidate, CandidateId, Case, Employer, EmployerId, Opening, OpeningId, ServiceModel,
    Workplace, WorkplaceId, monday_of_week,
};
use engine::explain::Answer;
use jiff::civil::Date;

use page::Page;

/// An answer as a page of text.
pub(crate) fn answer(case: &Case, model: &ServiceModel, answer: &Answer) -> String {
    let book = Book::of(case, model);
    let mut page = Page::default();
    overview::write(&mut page, &book, answer);
    overview::week_by_week(&mut page, &book, answer);
    proposal::person_by_person(&mut page, &book, answer);
    without::write(&mut page, &book, answer);
    overview::unused(&mut page, &book, answer);
    overview::hours(&mut page, answer);
    steps::write(&mut page, &book, answer);
    page.into_text()
}

/// The case by id, to find what things are called.
struct Book<'a> {
    case: &'a Case,
    model: &'a ServiceModel,
    candidates: BTreeMap<&'a CandidateId, &'a Candidate>,
    openings: BTreeMap<&'a OpeningId, &'a Opening>,
    workplaces: BTreeMap<&'a WorkplaceId, &'a Workplace>,
    employers: BTreeMap<&'a EmployerId, &'a Employer>,
}

impl<'a> Book<'a> {
    fn of(case: &'a Case, model: &'a ServiceModel) -> Self {
        Self {
            case,
            model,
            candidates: case.candidates.iter().map(|it| (&it.id, it)).collect(),
            openings: case.openings.iter().map(|it| (&it.id, it)).collect(),
            workplaces: case.workplaces.iter().map(|it| (&it.id, it)).collect(),
            employers: case.employers.iter().map(|it| (&it.id, it)).collect(),
        }
    }

    fn monday(&self, week: usize) -> Date {
        monday_of_week(self.case.first_monday, week)
    }

    /// `uke 50`, for a week of the horizon.
    fn week(&self, week: usize) -> String {
        format!("uke {}", words::week_number(self.monday(week)))
    }

    /// `Varepåfyller, Nordlys matbutikk (O-01)`
    fn place(&self, opening: &OpeningId) -> String {
        let Opening { title, workplace, .. } = self.openings[opening];
        format!("{title}, {} ({opening})", self.workplaces[workplace].name)
    }
}
