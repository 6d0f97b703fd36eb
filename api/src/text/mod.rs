//! An answer in plain words, as a job specialist would want to read it on Monday morning.
//!
//! Only here are words made of the engine's data. Nobody is ranked, and what is said of one candidate
//! names no other. The sentences stand in `api/locales/`; see [`voice`] for how one is said.

mod access;
mod card;
mod change;
mod figures;
mod help;
mod introduction;
mod language;
mod lists;
mod overview;
mod page;
pub(crate) mod problems;
mod proposal;
mod reasons;
mod repairs;
mod review;
mod rules;
mod said;
mod sheet;
mod steps;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests;
mod voice;
mod without;
mod words;

use std::collections::BTreeMap;

use engine::Reply;
use engine::domain::{
    Candidate, CandidateId, Case, Employer, EmployerId, Opening, OpeningId, ServiceModel,
    Workplace, WorkplaceId, monday_of_week,
};
use engine::explain::Answer;
use engine::repair::Advice;
use engine::revise::{Difference, WhyNot};
use jiff::civil::Date;

pub use access::access;
pub use change::Asked;
pub use introduction::{Introduced, introduction, work};
pub use language::Language;
pub use lists::{Code, List, lists};
use page::Page;
pub use said::{Said, in_the_way, said};
pub use sheet::{AgreementFacts, FollowedUpOn, Line, Part, Sheet, StatusFacts, Where, Who};
use voice::Voice;

/// The width of the page for a job specialist, in characters.
const WIDTH: usize = 100;

/// An answer as a page of text.
#[must_use]
pub fn answer(language: Language, case: &Case, model: &ServiceModel, reply: &Reply) -> String {
    let Reply { answer, advice, review } = reply;
    let book = Book::of(language, case, model);
    let mut page = Page::of_width(WIDTH);
    overview::write(&mut page, &book, answer);
    review::write(&mut page, &book, answer, review);
    overview::week_by_week(&mut page, &book, answer);
    proposal::person_by_person(&mut page, &book, answer);
    without::write(&mut page, &book, answer, review, advice);
    repairs::empty(&mut page, &book, answer, advice);
    repairs::calls(&mut page, &book, advice);
    overview::hours(&mut page, &book, answer);
    steps::write(&mut page, &book, answer, advice);
    page.into_text()
}

/// Why a pair is not in the plan, as a page of text.
#[must_use]
pub fn why_not(
    language: Language,
    case: &Case,
    model: &ServiceModel,
    pair: (&CandidateId, &OpeningId),
    told: &[WhyNot],
) -> String {
    let mut page = Page::of_width(WIDTH);
    change::why_not(&mut page, &Book::of(language, case, model), pair, told);
    page.into_text()
}

/// What changes of a case do to its plan, as a page of text: the case before them and with them.
#[must_use]
pub fn what_if(
    language: Language,
    (before, case): (&Case, &Case),
    model: &ServiceModel,
    asked: &[Asked],
    (difference, reply): (&Difference, &Reply),
) -> String {
    let mut page = Page::of_width(WIDTH);
    let mut book = Book::of(language, case, model);
    book.remember(before);
    change::what_if(&mut page, &book, asked, difference, &reply.review);
    page.into_text()
}

/// The card for one candidate of the case, in easy words.
#[must_use]
pub fn card(
    language: Language,
    case: &Case,
    model: &ServiceModel,
    (answer, advice): (&Answer, &Advice),
    candidate: &CandidateId,
) -> String {
    card::card(&Book::of(language, case, model), answer, advice, candidate)
}

/// What a visit is called in a calendar: the pseudonym, and nothing that tells more.
#[must_use]
pub fn visit(language: Language, candidate: &CandidateId) -> String {
    voice::say!(Voice::of(language), "visit", candidate = candidate.as_str())
}

/// The case by id, to find what things are called, and the voice that tells of them.
struct Book<'a> {
    voice: &'static Voice,
    case: &'a Case,
    model: &'a ServiceModel,
    candidates: BTreeMap<&'a CandidateId, &'a Candidate>,
    openings: BTreeMap<&'a OpeningId, &'a Opening>,
    workplaces: BTreeMap<&'a WorkplaceId, &'a Workplace>,
    employers: BTreeMap<&'a EmployerId, &'a Employer>,
}

impl<'a> Book<'a> {
    fn of(language: Language, case: &'a Case, model: &'a ServiceModel) -> Self {
        Self {
            voice: Voice::of(language),
            case,
            model,
            candidates: case.candidates.iter().map(|it| (&it.id, it)).collect(),
            openings: case.openings.iter().map(|it| (&it.id, it)).collect(),
            workplaces: case.workplaces.iter().map(|it| (&it.id, it)).collect(),
            employers: case.employers.iter().map(|it| (&it.id, it)).collect(),
        }
    }

    /// What was in a case before it was changed is still called what it was called.
    fn remember(&mut self, before: &'a Case) {
        for it in &before.openings {
            self.openings.entry(&it.id).or_insert(it);
        }
        for it in &before.workplaces {
            self.workplaces.entry(&it.id).or_insert(it);
        }
    }

    fn monday(&self, week: usize) -> Date {
        monday_of_week(self.case.first_monday, week)
    }

    /// `uke 50`, for a week of the horizon.
    fn week(&self, week: usize) -> String {
        self.voice.week(self.monday(week))
    }

    /// `Varepåfyller, Nordlys matbutikk (O-01)`
    fn place(&self, opening: &OpeningId) -> String {
        format!("{} ({opening})", self.place_without_id(opening))
    }

    /// `Varepåfyller, Nordlys matbutikk`
    fn place_without_id(&self, opening: &OpeningId) -> String {
        let Opening { title, workplace, .. } = self.openings[opening];
        format!("{title}, {}", self.workplaces[workplace].name)
    }
}
