//! What to do: next steps, and the list for each job specialist.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{CandidateId, SpecialistId};
use engine::eligibility::NextStep;
use engine::explain::{Answer, Proposal};

use super::page::Page;
use super::{Book, words};

/// One step, as something to do.
pub(super) fn step(book: &Book<'_>, step: &NextStep) -> String {
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
    page.heading("Det neste å gjøre, for hver jobbspesialist");
    // Proposals come by week: whoever begins first comes first.
    let mut lists: BTreeMap<Option<&SpecialistId>, Vec<ToDo<'_>>> = BTreeMap::new();
    for Proposal { candidate, specialist, start_week, next_steps, .. } in &answer.proposals {
        let list = lists.entry(specialist.as_ref()).or_default();
        let steps = next_steps.iter().filter(|next| is_before_start(next));
        let steps = steps.map(|next| step(book, next));
        if let Some(to_do) = list.iter_mut().find(|to_do| to_do.candidate == candidate) {
            to_do.steps.extend(steps);
        } else {
            let ask = "Legg forslaget fram".to_owned();
            let steps = std::iter::once(ask).chain(steps).collect();
            list.push(ToDo { week: *start_week, candidate, steps });
        }
    }
    for (specialist, list) in lists {
        page.gap();
        let name = specialist.map_or_else(|| "Uten jobbspesialist".to_owned(), ToString::to_string);
        page.line(0, &name);
        for ToDo { week, candidate, mut steps } in list {
            let mut told = BTreeSet::new();
            steps.retain(|step| told.insert(step.clone()));
            let label = format!("{candidate}, før {}: ", book.week(week));
            page.hanging(2, &format!("{label:18}"), &format!("{}.", steps.join(". ")));
        }
    }
}

/// What is to be done for one candidate before their first start.
struct ToDo<'a> {
    week: usize,
    candidate: &'a CandidateId,
    steps: Vec<String>,
}
