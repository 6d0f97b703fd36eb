//! What to do: next steps, and the list for each job specialist.

use std::collections::{BTreeMap, BTreeSet};

use engine::domain::{CandidateId, SpecialistId};
use engine::eligibility::NextStep;
use engine::explain::{Answer, Proposal, Why, Without};
use engine::repair::Advice;

use super::page::Page;
use super::voice::say;
use super::{Book, repairs};

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
        let employers = book.voice.and(&employers);
        sentences.insert(0, say!(book.voice, "ask-for-release", employers));
    }
    format!("{}.", sentences.join(". "))
}

/// One step, as something to do.
fn step(book: &Book<'_>, step: &NextStep) -> String {
    let voice = book.voice;
    let expected_in = |step: String, weeks: u8| match weeks {
        0 => step,
        weeks => say!(voice, "expected-in", step, weeks),
    };
    match step {
        NextStep::AskForRelease { employer } => {
            let employers = book.employers[employer].name.as_str();
            say!(voice, "ask-for-release", employers)
        }
        NextStep::GetCertificate { certificate, weeks } => {
            let certificate = voice.word(*certificate);
            expected_in(say!(voice, "get-certificate", certificate), *weeks)
        }
        NextStep::Prepare { kind, weeks } => expected_in(voice.word(*kind), *weeks),
        NextStep::ArrangeForTheWay { adaptation } => {
            say!(voice, "arrange-for-the-way", adaptation = voice.word(*adaptation))
        }
        NextStep::MapTasks { kinds } => {
            let kinds: Vec<String> = kinds.iter().map(|kind| voice.word(*kind)).collect();
            say!(voice, "map-tasks", tasks = voice.and(&kinds))
        }
        NextStep::TalkAboutReadiness => say!(voice, "talk-about-readiness"),
        NextStep::TalkAboutTrialAfterJobbsmak => say!(voice, "talk-about-trial"),
        NextStep::SettleScheme => say!(voice, "settle-scheme"),
        NextStep::CheckConditions { scheme, conditions } => {
            let name = book.model.scheme(scheme).map_or(scheme.as_str(), |it| it.name.as_str());
            let conditions: Vec<String> = conditions.iter().map(|it| voice.word(*it)).collect();
            say!(voice, "check-conditions", scheme = name, conditions = voice.and(&conditions))
        }
        NextStep::NameMentor => say!(voice, "name-mentor"),
        NextStep::AssignSpecialist => say!(voice, "assign-specialist"),
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
        | NextStep::CheckConditions { .. }
        | NextStep::SettleScheme => false,
    }
}

/// What each specialist has before them, the nearest start first, then those without a proposal for whom
/// something can be done.
pub(super) fn write(page: &mut Page, book: &Book<'_>, answer: &Answer, advice: &Advice) {
    let voice = book.voice;
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
    let mut others: BTreeMap<Option<&SpecialistId>, Vec<(&CandidateId, String)>> = BTreeMap::new();
    for without in &answer.without {
        if let Some(to_do) = to_do_without(book, without, advice) {
            others
                .entry(without.specialist.as_ref())
                .or_default()
                .push((&without.candidate, to_do));
            lists.entry(without.specialist.as_ref()).or_default();
        }
    }
    if !lists.is_empty() {
        page.heading(&say!(voice, "next-for-each-specialist"));
    }
    for (specialist, list) in lists {
        page.gap();
        let name = specialist.map_or_else(|| say!(voice, "nobody-s-list"), ToString::to_string);
        page.line(0, &name);
        for ToDo { week, candidate, steps } in list {
            let (candidate, week) = (candidate.as_str(), book.week(week));
            let label = say!(voice, "before-week", candidate, week) + " ";
            let steps = if steps.is_empty() { String::new() } else { told(book, steps) };
            let to_do = say!(voice, "present-the-proposal");
            page.hanging(2, &format!("{label:18}"), &format!("{to_do} {steps}"));
        }
        for (candidate, to_do) in others.remove(&specialist).unwrap_or_default() {
            let label = say!(voice, "without-label", candidate = candidate.as_str()) + " ";
            page.hanging(2, &format!("{label:18}"), &to_do);
        }
    }
}

/// What can be done for somebody without a proposal: the first thing that would help, or what is worth doing.
fn to_do_without(book: &Book<'_>, without: &Without, advice: &Advice) -> Option<String> {
    let card = advice.repairs.iter().find(|card| card.candidate == without.candidate);
    let repair = card.and_then(|card| card.repairs.first());
    match (&without.why, repair) {
        (Why::NotNow { .. } | Why::Agreed, _) => None,
        (Why::AnotherWay(_), _) => Some(say!(book.voice, "talk-about-another-way")),
        (_, Some(repair)) => Some(repairs::asked(book, repair).join(" ")),
        (_, None) if without.next_steps.is_empty() => None,
        (_, None) => Some(told(book, &without.next_steps)),
    }
}

/// What is to be done for one candidate before their first start.
struct ToDo<'a> {
    week: usize,
    candidate: &'a CandidateId,
    steps: Vec<&'a NextStep>,
}
