//! Those for whom nothing is proposed: why, and what can help.

use engine::domain::{CandidateId, Consent};
use engine::eligibility::BelowPositionLeast;
use engine::explain::{
    Answer, RuleCount, ShortageCount, Shortfall, Stopped, Why, WhyNoTrial, Without,
};
use engine::problem::Shortage;
use engine::repair::Advice;
use engine::revise::{PassedOver, Review};

use super::page::Page;
use super::proposal::introduce;
use super::steps::told;
use super::voice::{Voice, say};
use super::{Book, repairs, rules};

/// One paragraph for each of them.
pub(super) fn write(
    page: &mut Page,
    book: &Book<'_>,
    answer: &Answer,
    review: &Review,
    advice: &Advice,
) {
    if answer.without.is_empty() {
        return;
    }
    let voice = book.voice;
    page.heading(&say!(voice, "without-and-why"));
    for without in &answer.without {
        page.gap();
        introduce(page, voice, book.candidates[&without.candidate]);
        reasons(page, book, without, review);
        let is_stopped = matches!(without.why, Why::NothingEligible | Why::Shortage(_));
        if is_stopped && !without.flexible.is_empty() {
            let topics: Vec<String> = without.flexible.iter().map(|it| voice.word(*it)).collect();
            let text = say!(voice, "flexible", topics = voice.and(&topics));
            page.hanging(4, &(say!(voice, "question-label") + " "), &text);
        }
        repairs::card(page, book, without, advice);
        if !without.next_steps.is_empty() {
            let label = say!(voice, "worth-doing-label") + " ";
            page.hanging(4, &label, &told(book, &without.next_steps));
        }
    }
}

/// Why nothing is proposed to somebody: what is short, or which rules close what there is.
pub(super) fn reasons(page: &mut Page, book: &Book<'_>, without: &Without, review: &Review) {
    let voice = book.voice;
    page.line(2, &why(book, without));
    if let Why::Shortage(shortfall) = &without.why {
        for count in &shortfall.short_of {
            page.hanging(4, "– ", &short_of(book, count));
        }
    }
    if matches!(without.why, Why::NothingEligible) {
        for count in &without.rules {
            page.hanging(4, "– ", &stopped(book, count));
        }
    }
    let passed_over = review.passed_over.iter().find(|it| it.candidate == without.candidate);
    if let Some(PassedOver { before, now: true, .. }) = passed_over {
        page.line(4, &say!(voice, "passed-over-now", times = before + 1));
    }
}

fn why(book: &Book<'_>, without: &Without) -> String {
    let voice = book.voice;
    match &without.why {
        Why::NotNow { consent: Consent::Later } => say!(voice, "wants-to-wait"),
        Why::NotNow { consent: Consent::No } => say!(voice, "said-no"),
        Why::NotNow { consent: Consent::NotYet | Consent::Yes } => say!(voice, "not-decided"),
        Why::Agreed => {
            let activities = agreed(book, &without.candidate).unwrap_or_default();
            say!(voice, "has-agreed", activities)
        }
        Why::AnotherWay(BelowPositionLeast { wanted_most, position_least, routes }) => {
            let routes: Vec<String> = routes.iter().map(|it| voice.word(*it)).collect();
            let (wanted, least) = (wanted_most.get(), position_least.get());
            say!(voice, "another-way", wanted, least, routes = routes.join("; "))
        }
        Why::NothingEligible => nothing_eligible(book, without),
        Why::NoSpecialist => {
            say!(voice, "no-specialist-yet", candidate = without.candidate.as_str())
        }
        Why::SetAside => say!(voice, "set-aside"),
        Why::NothingToLearn => say!(voice, "nothing-to-learn"),
        Why::Shortage(shortfall) => shortage(voice, shortfall),
    }
}

/// What is agreed with a candidate, if anything is.
pub(super) fn agreed(book: &Book<'_>, candidate: &CandidateId) -> Option<String> {
    let voice = book.voice;
    let agreed = book.case.agreed.iter().filter(|it| it.candidate == *candidate);
    let agreed = agreed.map(|it| {
        say!(
            voice,
            "agreed-activity",
            activity = voice.word(it.activity),
            place = book.place(&it.opening),
            day = voice.day(it.first_monday),
            weeks = it.weeks.get(),
        )
    });
    let agreed: Vec<String> = agreed.collect();
    (!agreed.is_empty()).then(|| voice.and(&agreed))
}

/// The most reasons why no trial is proposed; all of them are in the JSON.
const MOST_REASONS: usize = 2;

/// Why somebody who is ready for a trial has none, beside the jobbsmak that is proposed.
pub(super) fn no_trial(page: &mut Page, book: &Book<'_>, why: &WhyNoTrial) {
    let voice = book.voice;
    let reasons: Vec<String> = match why {
        WhyNoTrial::Shortage(Shortfall { possible_still: options @ 1.., .. }) => {
            page.line(2, &say!(voice, "trial-is-possible-too", options = *options));
            return;
        }
        WhyNoTrial::NothingEligible { rules } => {
            page.line(2, &say!(voice, "ready-for-trial"));
            rules.iter().take(MOST_REASONS).map(|count| stopped(book, count)).collect()
        }
        WhyNoTrial::Shortage(shortfall) => {
            page.line(2, &say!(voice, "trial-lacks"));
            let short_of = shortfall.short_of.iter().take(MOST_REASONS);
            short_of.map(|count| self::short_of(book, count)).collect()
        }
    };
    for reason in reasons {
        page.hanging(4, "– ", &reason);
    }
}

fn nothing_eligible(book: &Book<'_>, without: &Without) -> String {
    let voice = book.voice;
    let all = book.case.openings.len();
    if let Some(Stopped { opening, needed, .. }) = &without.nearest_out_of_reach
        && without.out_of_reach == all
        && all > 1
    {
        let (nearest, way) = (book.place(opening), rules::figure(book, needed));
        return say!(voice, "all-too-far", openings = all, nearest, way);
    }
    let mut said = vec![say!(voice, "no-opening-works", openings = all)];
    match (without.out_of_reach, &without.nearest_out_of_reach) {
        (0, _) => {}
        (places, None) => said.push(say!(voice, "too-far", places)),
        (places, Some(Stopped { opening, needed, found })) => {
            let nearest = book.place(opening);
            let (way, most) = (rules::figure(book, needed), rules::figure(book, found));
            said.push(say!(voice, "too-far-and-nearest", places, nearest, way, most));
        }
    }
    if !without.rules.is_empty() {
        said.push(say!(voice, "stopped-those-near"));
    }
    said.join(" ")
}

/// `Tre plasser, for én av dem bare dette: … (O-04).`
fn stopped(book: &Book<'_>, count: &RuleCount) -> String {
    let voice = book.voice;
    let RuleCount { rule, ground: _, openings, alone, closest } = count;
    let reason = rules::rule(book, rule, &closest.needed, &closest.found);
    let stopped = say!(voice, "places-stopped", places = *openings);
    let stopped = alone_of(voice, stopped, *alone, *openings);
    say!(voice, "stopped", stopped, reason, opening = closest.opening.as_str())
}

fn shortage(voice: &Voice, shortfall: &Shortfall) -> String {
    let Shortfall { options, possible_still, without_a_week, short_of } = shortfall;
    if possible_still == options {
        return say!(voice, "left-out", options = *options);
    }
    let mut said = vec![say!(voice, "proposals-possible", options = *options)];
    if *possible_still > 0 {
        said.push(say!(voice, "possible-by-hand", options = *possible_still));
    }
    if *without_a_week > 0 {
        said.push(say!(voice, "without-a-week", options = *without_a_week));
    }
    if !short_of.is_empty() {
        said.push(say!(voice, "this-is-it"));
    }
    said.join(" ")
}

fn short_of(book: &Book<'_>, count: &ShortageCount) -> String {
    let voice = book.voice;
    let ShortageCount { options, alone, opening, closest } = count;
    let reason = shortage_told(book, *closest);
    let stopped = say!(voice, "proposals-stopped", options = *options);
    let stopped = alone_of(voice, stopped, *alone, *options);
    say!(voice, "stopped", stopped, reason, opening = opening.as_str())
}

/// What is short: who has how much in which week, and how much it takes.
pub(super) fn shortage_told(book: &Book<'_>, shortage: Shortage) -> String {
    let voice = book.voice;
    match shortage {
        Shortage::Place { week } => say!(voice, "short-of-place", week = book.week(week)),
        Shortage::Job => say!(voice, "short-of-jobs"),
        Shortage::MentorHours { week, needed, left } => {
            say!(voice, "short-of-mentor-hours", hours = left, needed, week = book.week(week))
        }
        Shortage::SpecialistHours { week, needed, left } => {
            say!(voice, "short-of-specialist-hours", hours = left, needed, week = book.week(week))
        }
        Shortage::Caseload => say!(voice, "short-of-caseload"),
        Shortage::Specialist => say!(voice, "short-of-specialist"),
    }
}

/// For how many of them this is all that stands in the way.
fn alone_of(voice: &Voice, stopped: String, alone: usize, all: usize) -> String {
    match alone {
        0 => stopped,
        alone if alone == all => say!(voice, "and-only-this", stopped),
        alone => say!(voice, "only-this-for", stopped, alone),
    }
}
