//! What people have decided of a plan, what was moved, what a floor costs, and what both sides would rather
//! have.

use engine::explain::Answer;
use engine::problem::Shortage;
use engine::revise::{
    BlockingPair, Decision, FloorPrice, Moved, NEAR_TIE, OpeningSide, Review, Stop, WhyMoved,
};

use super::page::Page;
use super::voice::{Voice, say};
use super::{Book, overview, rules, without};

/// Everything that there is to say of a plan beside its proposals; often nothing.
pub(super) fn write(page: &mut Page, book: &Book<'_>, answer: &Answer, review: &Review) {
    let Review { decisions, moved, floors, blocking, passed_over: _ } = review;
    let voice = book.voice;
    for price in floors.iter().filter(|it| it.costs >= NEAR_TIE) {
        let Some(group) = answer.groups.iter().find(|it| it.group == price.group) else { continue };
        let FloorPrice { min_trials, costs, .. } = price;
        let group = overview::group(book, &group.group);
        let part = part_of_a_job(voice, *costs);
        page.line(0, &say!(voice, "floor-costs", group, trials = *min_trials, part));
    }
    if !decisions.is_empty() {
        page.heading(&say!(voice, "decided-heading"));
        for decision in decisions {
            page.hanging(2, "– ", &told(book, decision));
        }
    }
    if !moved.is_empty() {
        page.heading(&say!(voice, "moved-heading"));
        for it in moved {
            let Moved { candidate, opening, activity, monday, instead: _, why } = it;
            let why = match why {
                WhyMoved::Stopped(stopped) => stop(book, candidate.as_str(), stopped),
                WhyMoved::GaveWay => say!(voice, "gave-way"),
            };
            let (activity, place) = (voice.word(*activity), book.place(opening));
            let week = voice.week(*monday);
            let candidate = candidate.as_str();
            let text = say!(voice, "moved", candidate, activity, place, week, why);
            page.hanging(2, "– ", &text);
        }
    }
    if !blocking.is_empty() {
        page.heading(&say!(voice, "both-would-rather"));
        page.line(0, &say!(voice, "both-would-rather-why"));
        for pair in blocking {
            page.hanging(2, "– ", &both_would_rather(book, pair));
        }
    }
}

/// What became of a decision.
pub(super) fn told(book: &Book<'_>, decision: &Decision) -> String {
    let voice = book.voice;
    let Decision { candidate, opening, activity, told: _, monday, stopped_by } = decision;
    let (candidate, place) = (candidate.as_str(), book.place(opening));
    match (monday, activity, stopped_by) {
        (Some(monday), Some(activity), None) => {
            let (activity, week) = (voice.word(*activity), voice.week(*monday));
            say!(voice, "decided-in-plan", candidate, activity, place, week)
        }
        (_, _, stopped) => {
            let why = stopped.as_ref().map(|it| stop(book, candidate, it)).unwrap_or_default();
            say!(voice, "decided-not-in-plan", candidate, place, why)
        }
    }
}

/// Why a decision cannot be carried out.
fn stop(book: &Book<'_>, candidate: &str, stopped: &Stop) -> String {
    let voice = book.voice;
    match stopped {
        Stop::Closed { reasons } => {
            let mut told: Vec<String> = Vec::new();
            for it in reasons {
                let rule = rules::rule(book, it.rule, &it.needed, &it.found);
                if !told.contains(&rule) {
                    told.push(rule);
                }
            }
            format!("{}.", told.join("; "))
        }
        Stop::NoSpecialist => say!(voice, "why-not-no-specialist", candidate),
        Stop::Agreed => say!(voice, "stop-agreed"),
        Stop::NotThatWeek { earliest, latest } => {
            say!(voice, "stop-not-that-week", weeks = voice.weeks(*earliest, *latest))
        }
        Stop::NoRoom { lacks } if lacks.is_empty() => say!(voice, "stop-no-room"),
        Stop::NoRoom { lacks } => format!("{}.", lacking(book, lacks)),
        Stop::Banned => say!(voice, "stop-banned"),
    }
}

/// What is short, each thing once.
pub(super) fn lacking(book: &Book<'_>, lacks: &[Shortage]) -> String {
    let told = lacks.iter().map(|it| without::shortage_told(book, *it));
    told.collect::<Vec<_>>().join("; ")
}

fn both_would_rather(book: &Book<'_>, pair: &BlockingPair) -> String {
    let voice = book.voice;
    let BlockingPair { candidate, opening, activity, strength, instead_of, opening_side, .. } =
        pair;
    let side = match opening_side {
        OpeningSide::Room => say!(voice, "blocking-room"),
        OpeningSide::Wishes => say!(voice, "blocking-wishes"),
    };
    let (candidate, place) = (candidate.as_str(), book.place(opening));
    let (activity, strength) = (voice.word(*activity), *strength);
    match instead_of {
        None => say!(voice, "blocking-beside", candidate, activity, place, strength, side),
        Some(instead) => {
            let instead = book.place(instead);
            say!(voice, "blocking-instead", candidate, activity, place, strength, instead, side)
        }
    }
}

/// Some part of a lasting job, in words: `omtrent en tredel av en jobb som varer`.
pub(super) fn part_of_a_job(voice: &Voice, jobs: f64) -> String {
    match jobs {
        ..0.07 => say!(voice, "part-less"),
        ..0.15 => say!(voice, "part-tenth"),
        ..0.27 => say!(voice, "part-fifth"),
        ..0.415 => say!(voice, "part-third"),
        ..0.58 => say!(voice, "part-half"),
        ..0.84 => say!(voice, "part-two-thirds"),
        ..1.25 => say!(voice, "part-one"),
        _ => say!(voice, "part-more", jobs = (jobs * 2.0).round() / 2.0),
    }
}
