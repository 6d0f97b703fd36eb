//! What to do: next steps, and the list for each job specialist.

use std::collections::BTreeMap;

use engine::domain::{CandidateId, SpecialistId};
use engine::eligibility::NextStep;
use engine::explain::Answer;

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

/// What each specialist has before them, the nearest start first.
pub(super) fn write(page: &mut Page, book: &Book<'_>, answer: &Answer) {
    page.heading("Det neste å gjøre");
    let mut lists: BTreeMap<Option<&SpecialistId>, Vec<(usize, &CandidateId, Vec<String>)>> =
        BTreeMap::new();
    for proposal in &answer.proposals {
        let mut steps: Vec<String> =
            proposal.next_steps.iter().map(|next| step(book, next)).collect();
        if steps.is_empty() {
            steps.push("Legg forslaget fram, og spør arbeidsgiveren".to_owned());
        }
        let list = lists.entry(proposal.specialist.as_ref()).or_default();
        list.push((proposal.start_week, &proposal.candidate, steps));
    }
    for (specialist, mut list) in lists {
        list.sort();
        page.gap();
        page.line(
            0,
            &specialist.map_or_else(|| "Uten jobbspesialist".to_owned(), ToString::to_string),
        );
        for (week, candidate, steps) in list {
            let label = format!("{candidate}, før {}: ", book.week(week));
            page.hanging(2, &label, &format!("{}.", steps.join(". ")));
        }
    }
}
