//! What a run says of each person, in the words of every language: a line for each thing that is said of a proposal, of
//! what stands against one, and of what would help.

use std::collections::BTreeMap;

use engine::Reply;
use engine::domain::{Activity, CandidateId, Case, OpeningId, ServiceModel};
use serde::{Deserialize, Serialize};

use super::language::Language;
use super::page::Page;
use super::voice::{Voice, say};
use super::{Book, proposal, repairs, without};
use crate::runs::InTheWay;

/// Something that is said of a person, kept with what it is said of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Who.
    pub candidate: String,
    /// Of what: `proposal`, `without`, `without_trial` or `repair`.
    pub about: String,
    /// Where, of a proposal or of what a repair gives.
    pub opening: Option<String>,
    /// What, of the same.
    pub activity: Option<String>,
    /// The lines, by the tag of the language.
    pub lines: BTreeMap<String, Vec<String>>,
}

impl Said {
    /// The lines in a language.
    #[must_use]
    pub fn lines(self, language: Language) -> Vec<String> {
        let Self { mut lines, .. } = self;
        lines.remove(language.tag()).unwrap_or_default()
    }
}

/// Everything that an answer says of people, in the order of the answer.
#[must_use]
pub fn said(case: &Case, model: &ServiceModel, reply: &Reply) -> Vec<Said> {
    let books = Language::ALL.map(|language| (language, Book::of(language, case, model)));
    let lines = |write: &dyn Fn(&mut Page, &Book<'_>)| {
        let in_language = |(language, book): &(Language, Book<'_>)| {
            let mut page = Page::of_width(usize::MAX);
            write(&mut page, book);
            (language.tag().to_owned(), lines(&page.into_text()))
        };
        books.iter().map(in_language).collect::<BTreeMap<_, _>>()
    };
    let Reply { answer, advice, review } = reply;
    let mut all = Vec::new();
    let mut add = |candidate: &CandidateId,
                   about: &str,
                   pair: Option<(&OpeningId, Activity)>,
                   lines: BTreeMap<String, Vec<String>>| {
        all.push(Said {
            candidate: candidate.to_string(),
            about: about.to_owned(),
            opening: pair.map(|(opening, _)| opening.to_string()),
            activity: pair.map(|(_, activity)| activity.code().to_owned()),
            lines,
        });
    };
    for it in &answer.proposals {
        let told = lines(&|page, book| proposal::write(page, book, it));
        add(&it.candidate, "proposal", Some((&it.opening, it.activity)), told);
    }
    for it in &answer.without {
        let told = lines(&|page, book| without::reasons(page, book, it, review));
        add(&it.candidate, "without", None, told);
    }
    for it in &answer.without_trial {
        let told = lines(&|page, book| without::no_trial(page, book, &it.why));
        add(&it.candidate, "without_trial", None, told);
    }
    for card in &advice.repairs {
        for repair in &card.repairs {
            let told = lines(&|page, book| page.line(0, &repairs::line(book, repair)));
            let gives = (&repair.gives.opening, repair.gives.activity);
            add(&card.candidate, "repair", Some(gives), told);
        }
    }
    all
}

/// What has come in the way of a proposal, a line for each.
#[must_use]
pub fn in_the_way(language: Language, all: &[InTheWay]) -> Vec<String> {
    let voice = Voice::of(language);
    let line = |it: &InTheWay| match it {
        InTheWay::OpeningClosed => say!(voice, "in-the-way-opening-closed"),
        InTheWay::OpeningPaused => say!(voice, "in-the-way-opening-paused"),
        InTheWay::MentorGone => say!(voice, "in-the-way-mentor-gone"),
        InTheWay::PlaceGone => say!(voice, "in-the-way-place-gone"),
    };
    all.iter().map(line).collect()
}

/// The lines of a page, without what sets them in columns.
fn lines(text: &str) -> Vec<String> {
    let plain = |line: &str| {
        let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
        words.join(" ")
    };
    text.lines().map(plain).filter(|line| !line.is_empty()).collect()
}
