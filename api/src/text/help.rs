//! What could help somebody without a proposal, in easy words: what the service can ask the workplace for or do
//! itself, and as a question only what the person has said can be talked about.

use engine::domain::{Activity, WeeklyMinutes};
use engine::repair::{Card, Change, Repair, Side};

use super::Book;
use super::page::Page;
use super::repairs::times;
use super::voice::{Voice, say};

/// What could help, and the question where there is one.
pub(super) fn write(page: &mut Page, book: &Book<'_>, card: &Card) {
    let voice = book.voice;
    // A job specialist is promised already to whoever lacks nothing else.
    let is_news = |it: &&Repair| !matches!(it.changes[..], [Change::AssignSpecialist { .. }]);
    let (questions, others): (Vec<&Repair>, Vec<&Repair>) =
        card.repairs.iter().filter(is_news).partition(|it| it.side == Side::Person);
    if !others.is_empty() {
        page.heading(&say!(voice, "help-label"));
        for repair in others {
            page.hanging(2, "– ", &line(book, repair));
        }
        page.line(0, &say!(voice, "help-try"));
    }
    if !questions.is_empty() {
        page.heading(&say!(voice, "help-question-label"));
        for repair in questions {
            page.hanging(2, "– ", &line(book, repair));
        }
        page.line(0, &say!(voice, "help-question-no"));
    }
}

/// Where, what is changed, and when the person could begin.
fn line(book: &Book<'_>, repair: &Repair) -> String {
    let voice = book.voice;
    let place = book.place_without_id(&repair.gives.opening);
    let mut said = vec![say!(voice, "help-place", place)];
    said.extend(repair.changes.iter().map(|change| told(voice, change)));
    if repair.changes.len() > 1 {
        said.push(say!(voice, "help-both"));
    }
    said.push(say!(voice, "help-begin", day = voice.day(repair.gives.monday)));
    said.join(" ")
}

fn told(voice: &Voice, change: &Change) -> String {
    match change {
        Change::NameMentor { .. } => say!(voice, "help-mentor"),
        Change::StartIn { .. } => say!(voice, "help-start"),
        Change::OfferActivity { activity: Activity::Jobbsmak, .. } => say!(voice, "help-jobbsmak"),
        Change::OfferActivity { activity: Activity::Trial, .. } => say!(voice, "help-trial"),
        Change::MentorHours { .. } => say!(voice, "help-mentor-hours"),
        Change::OpeningPosition { from, to, .. } if to.least() < from.least() => {
            say!(voice, "help-smaller-position")
        }
        Change::OpeningPosition { .. } => say!(voice, "help-larger-position"),
        Change::OpeningHours { more, .. } => say!(voice, "help-hours", times = times(voice, more)),
        Change::OfferAdaptations { adaptations, .. } => {
            let words: Vec<String> = adaptations.iter().map(|it| voice.word(*it)).collect();
            say!(voice, "help-adaptations", adaptations = voice.and(&words))
        }
        Change::Places { .. } => say!(voice, "help-places"),
        Change::Jobs { .. } => say!(voice, "help-jobs"),
        Change::Scheme { .. } => say!(voice, "help-scheme"),
        Change::SpecialistHours { .. } => say!(voice, "help-specialist-hours"),
        Change::Caseload { .. } => say!(voice, "help-caseload"),
        Change::AssignSpecialist { .. } => say!(voice, "help-specialist"),
        Change::Transport { .. } => say!(voice, "help-transport"),
        Change::Quota { .. } => say!(voice, "help-quota"),
        Change::Horizon { .. } => say!(voice, "help-horizon"),
        Change::AskPosition { from, to, .. } => {
            let is_more = to.most() > from.most();
            let position = if is_more { to.most() } else { to.least() };
            let hours = WeeklyMinutes::of_position(position).hours().round().max(1.0);
            say!(voice, "help-ask-position", hours)
        }
        Change::AskHours { more, .. } => say!(voice, "help-ask-hours", times = times(voice, more)),
        Change::AskTravel { to, .. } => {
            say!(voice, "help-ask-travel", time = voice.minutes_or_hours(to.get()))
        }
    }
}
