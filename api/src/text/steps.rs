//! What to do: next steps, and the list for each job specialist.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{CandidateId, SpecialistId};
use engine::eligibility::NextStep;
use engine::explain::{Answer, Proposal};

use super::page::Page;
use super::{Book, plain as words};

/// Steps as sentences, each once; employers to be told about somebody stand together.
pub(super) fn told<'s>(book: &Book<'_>, steps: impl IntoIterator<Item = &'s NextStep>) -> String {
    let mut employers: Vec<&str> = Vec::new();
    let mut sentences: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for next in steps.into_iter().filter(|next| seen.insert(*next)) {
        match next {
            NextStep::AskForRelease { employer } => {
                employers.push(book.employers[employer].name.as_str());
            }
            next => sentences.push(step(book, next)),
        }
    }
    if !employers.is_empty() {
        let ask = format!("Spør om {} kan få vite hvem det gjelder", words::and(&employers));
        sentences.insert(0, ask);
    }
    format!("{}.", sentences.join(". "))
}

/// One step, as something to do.
fn step(book: &Book<'_>, step: &NextStep) -> String {
    let in_weeks = |weeks: u8| match weeks {
        0 => String::new(),
        weeks => format!(" (ventes om {})", words::count(weeks.into(), "uke", "uker")),
    };
    match step {
        NextStep::AskForRelease { employer } => {
            format!("Spør om {} kan få vite hvem det gjelder", book.employers[employer].name)
        }
        NextStep::GetCertificate { certificate, weeks } => {
            format!("Få på plass {}{}", words::certificate(*certificate), in_weeks(*weeks))
        }
        NextStep::Prepare { kind, weeks } => {
            format!("{}{}", words::preparation(*kind), in_weeks(*weeks))
        }
        NextStep::ArrangeForTheWay { adaptation } => {
            format!("Ordne {} til og fra jobb", words::adaptation(*adaptation))
        }
        NextStep::MapTasks { kinds } => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| words::task(*kind)).collect();
            format!("Kartlegg hvordan det går med {}", words::and(&kinds))
        }
        NextStep::TalkAboutReadiness => "Snakk om når det passer å prøve arbeid".to_owned(),
        NextStep::TalkAboutTrialAfterJobbsmak => {
            "Snakk om arbeidsutprøving samme sted når jobbsmaken er over".to_owned()
        }
        NextStep::SettleScheme => "Avklar hvilken ordning en jobb her skal gå under".to_owned(),
        NextStep::NameMentor => "Be arbeidsplassen peke ut en fadder".to_owned(),
        NextStep::AssignSpecialist => "Finn en jobbspesialist til kandidaten".to_owned(),
    }
}

/// Whether a step must be done before a start; the others are for on the way.
pub(super) fn is_before_start(step: &NextStep) -> bool {
    match step {
        NextStep::AskForRelease { .. }
        | NextStep::GetCertificate { .. }
        | NextStep::Prepare { .. }
        | NextStep::ArrangeForTheWay { .. }
        | NextStep::NameMentor
        | NextStep::AssignSpecialist => true,
        NextStep::MapTasks { .. }
        | NextStep::TalkAboutReadiness
        | NextStep::TalkAboutTrialAfterJobbsmak
        | NextStep::SettleScheme => false,
    }
}

/// What each specialist has before them, the nearest start first.
pub(super) fn write(page: &mut Page, book: &Book<'_>, answer: &Answer) {
    if answer.proposals.is_empty() {
        return;
    }
    page.heading("Det neste å gjøre, for hver jobbspesialist");
    // Proposals come by week: whoever begins first comes first.
    let mut lists: BTreeMap<Option<&SpecialistId>, Vec<ToDo<'_>>> = BTreeMap::new();
    for Proposal { candidate, specialist, start_week, next_steps, .. } in &answer.proposals {
        let list = lists.entry(specialist.as_ref()).or_default();
        let steps = next_steps.iter().filter(|next| is_before_start(next));
        if let Some(to_do) = list.iter_mut().find(|to_do| to_do.candidate == candidate) {
            to_do.steps.extend(steps);
        } else {
            list.push(ToDo { week: *start_week, candidate, steps: steps.collect() });
        }
    }
    for (specialist, list) in lists {
        page.gap();
        let name = specialist.map_or_else(|| "Uten jobbspesialist".to_owned(), ToString::to_string);
        page.line(0, &name);
        for ToDo { week, candidate, steps } in list {
            let label = format!("{candidate}, før {}: ", book.week(week));
            let steps = if steps.is_empty() { String::new() } else { told(book, steps) };
            page.hanging(2, &format!("{label:18}"), &format!("Legg forslaget fram. {steps}"));
        }
    }
}

/// What is to be done for one candidate before their first start.
struct ToDo<'a> {
    week: usize,
    candidate: &'a CandidateId,
    steps: Vec<&'a NextStep>,
}
