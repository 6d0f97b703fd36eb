//! The card for one candidate, in easy words: what is proposed, when, who comes along, what else there is, and that
//! a no costs nothing. Short sentences; nothing of any other candidate, and no id but the reader's own.

use engine::domain::{
    Activity, Candidate, CandidateId, Consent, InterestBasis, JobFamily, PreparationKind, Route,
    WeeklyMinutes, Workplace,
};
use engine::eligibility::{NextStep, TravelBasis, WayToWork};
use engine::explain::{Answer, Evidence, Proposal, Weighed, Why, Without};
use engine::problem::Shortage;
use engine::repair::{Advice, Side};

use super::Book;
use super::help;
use super::page::Page;
use super::proposal::days;
use super::reasons::is_worth_telling;
use super::voice::{Voice, say};

/// The width of a card, in characters: short lines are easier to read.
const WIDTH: usize = 64;
/// The most reasons for and against that a card tells.
const MOST_REASONS: usize = 3;
/// The most adaptations that one sentence names.
const MOST_ADAPTATIONS: usize = 2;

/// The card for a candidate of the case.
pub(super) fn card(book: &Book<'_>, answer: &Answer, advice: &Advice, id: &CandidateId) -> String {
    let voice = book.voice;
    let candidate = book.candidates[id];
    let mut page = Page::of_width(WIDTH);
    page.heading(&say!(voice, "card-heading", candidate = id.as_str()));
    if let Some(words) = &candidate.own_words {
        page.line(0, &say!(voice, "card-own-words", words = words.as_str()));
    }
    agreed(&mut page, book, id);
    let proposals: Vec<&Proposal> =
        answer.proposals.iter().filter(|it| it.candidate == *id).collect();
    for proposal in &proposals {
        propose(&mut page, book, proposal);
    }
    if let Some(without) = answer.without.iter().find(|it| it.candidate == *id) {
        page.gap();
        let repairs = advice.repairs.iter().find(|it| it.candidate == *id);
        let is_asked =
            repairs.is_some_and(|it| it.repairs.iter().any(|repair| repair.side == Side::Person));
        for paragraph in nothing_now(book, without, is_asked) {
            page.line(0, &paragraph);
        }
        if let Some(repairs) = repairs {
            help::write(&mut page, book, repairs);
        }
    }
    let asked_to_wait = candidate.consent != Consent::Yes;
    if !asked_to_wait {
        choose(&mut page, book, answer, id, proposals.len());
    }
    page.gap();
    page.line(0, &ask(book, candidate));
    page.into_text()
}

/// What is agreed already.
fn agreed(page: &mut Page, book: &Book<'_>, id: &CandidateId) {
    let voice = book.voice;
    for agreed in book.case.agreed.iter().filter(|it| it.candidate == *id) {
        page.gap();
        let place = book.place_without_id(&agreed.opening);
        let (day, weeks) = (voice.day(agreed.first_monday), agreed.weeks.get());
        page.line(0, &say!(voice, "card-agreed", place, day, weeks));
    }
}

/// One proposal.
fn propose(page: &mut Page, book: &Book<'_>, proposal: &Proposal) {
    let voice = book.voice;
    let opening = book.openings[&proposal.opening];
    let Workplace { name, .. } = book.workplaces[&opening.workplace];
    let candidate = book.candidates[&proposal.candidate];
    page.heading(opening.title.as_str());

    let section = |page: &mut Page, label: String, lines: Vec<String>| {
        if !lines.is_empty() {
            page.line(0, &label);
            for line in &lines {
                page.line(2, line);
            }
        }
    };
    let workplace = name.as_str();
    let mut place = vec![say!(voice, "card-where", workplace), way(voice, proposal.travel)];
    if opening.made_for.as_ref().is_some_and(|it| it.candidate == proposal.candidate) {
        place.push(say!(voice, "card-made-for-you"));
    }
    section(page, say!(voice, "card-where-label"), place);

    let weeks = proposal.takes.len();
    let mut what = match proposal.activity {
        Activity::Jobbsmak => {
            let work = voice.word(opening.family);
            vec![say!(voice, "card-jobbsmak", weeks), say!(voice, "card-finds-out", work)]
        }
        Activity::Trial => vec![say!(voice, "card-trial", weeks)],
    };
    what.push(say!(voice, "card-tasks"));
    what.extend(opening.tasks.iter().map(|task| {
        let named = task.what.as_ref().map(|what| what.as_str().to_owned());
        format!("– {}", named.unwrap_or_else(|| voice.word(task.kind)))
    }));
    section(page, say!(voice, "card-what-label"), what);

    let hours = (WeeklyMinutes::of_position(proposal.position).hours()).round().max(1.0);
    let when = vec![
        say!(voice, "card-start", day = voice.day(proposal.monday)),
        say!(voice, "card-days", days = days(voice, &proposal.hours)),
        say!(voice, "card-hours", hours),
    ];
    section(page, say!(voice, "card-when-label"), when);
    section(page, say!(voice, "card-help-label"), help(book, candidate, proposal));
    section(page, say!(voice, "card-before-label"), before(book, proposal));
    let told = |weighed: &[Weighed]| -> Vec<String> {
        let telling = weighed.iter().filter(|it| is_worth_telling(it));
        let told = telling.filter_map(|it| reason(voice, it, opening.family));
        told.take(MOST_REASONS).collect()
    };
    section(page, say!(voice, "card-good-label"), told(&proposal.speaks_for));
    section(page, say!(voice, "card-think-label"), told(&proposal.speaks_against));
}

fn way(voice: &Voice, way: WayToWork) -> String {
    let Some(minutes) = way.minutes else {
        return say!(voice, "card-way-unknown");
    };
    let time = voice.minutes_or_hours(minutes);
    match way.basis {
        TravelBasis::Estimate(mode) => say!(voice, "card-way-about", time, by = voice.word(mode)),
        TravelBasis::Override | TravelBasis::Unknown => say!(voice, "card-way", time),
    }
}

/// Who comes along.
fn help(book: &Book<'_>, candidate: &Candidate, proposal: &Proposal) -> Vec<String> {
    let voice = book.voice;
    let mut lines = Vec::new();
    let first_week = proposal.takes.first().map_or(0.0, |week| week.specialist_hours.hours());
    match candidate.specialist {
        None => lines.push(say!(voice, "card-specialist-first")),
        Some(_) if first_week > 0.0 => {
            lines.push(say!(voice, "card-specialist-comes", hours = first_week));
        }
        Some(_) => lines.push(say!(voice, "card-specialist-is-there")),
    }
    match &book.openings[&proposal.opening].mentor {
        Some(mentor) if mentor.named => lines.push(say!(voice, "card-mentor")),
        Some(_) | None => lines.push(say!(voice, "card-mentor-to-be-named")),
    }
    if proposal.next_steps.contains(&NextStep::TalkAboutTrialAfterJobbsmak) {
        lines.push(say!(voice, "card-afterwards"));
    }
    lines
}

/// What happens before the start.
fn before(book: &Book<'_>, proposal: &Proposal) -> Vec<String> {
    let voice = book.voice;
    let takes = |step: String, weeks: u8| match weeks {
        0 => step,
        weeks => say!(voice, "card-step-takes", step, weeks),
    };
    let told = |step: &NextStep| match step {
        NextStep::AskForRelease { employer } => {
            let employer = book.employers[employer].name.as_str();
            Some(say!(voice, "card-step-release", employer))
        }
        NextStep::GetCertificate { certificate, weeks } => {
            let certificate = voice.word(*certificate);
            Some(takes(say!(voice, "card-step-certificate", certificate), *weeks))
        }
        NextStep::Prepare { kind, weeks } => {
            let step = match kind {
                PreparationKind::TravelTraining => say!(voice, "card-step-travel-training"),
                PreparationKind::Transport => say!(voice, "card-step-transport"),
                PreparationKind::Aids => say!(voice, "card-step-aids"),
                PreparationKind::HomeSupport => say!(voice, "card-step-home-support"),
            };
            Some(takes(step, *weeks))
        }
        NextStep::ArrangeForTheWay { adaptation } => {
            Some(say!(voice, "card-step-way", adaptation = voice.word(*adaptation)))
        }
        // What only the specialist does, or what stands under help.
        _ => None,
    };
    proposal.next_steps.iter().filter_map(told).collect()
}

/// A reason for or against, said to the person; what is no news to them is not said.
fn reason(voice: &Voice, reason: &Weighed, family: JobFamily) -> Option<String> {
    let speaks_for = reason.contribution.logit > 0.0;
    let work = voice.word(family);
    let said = match &reason.evidence {
        Evidence::Interest { strength: None, .. } => say!(voice, "card-not-mentioned", work),
        Evidence::Interest { basis: Some(InterestBasis::Guessed), .. } if speaks_for => {
            say!(voice, "card-others-think", work)
        }
        Evidence::Interest { strength: Some(strength), .. } => match strength.get() {
            4.. => say!(voice, "card-wish", work),
            3 => say!(voice, "card-curious", work),
            _ => say!(voice, "card-little-interest", work),
        },
        Evidence::Position { .. } if !speaks_for => say!(voice, "card-size"),
        Evidence::Independence { .. } if !speaks_for => say!(voice, "card-alone"),
        Evidence::Support { offered_hours, .. } if *offered_hours > 0.0 => {
            if speaks_for {
                say!(voice, "card-mentor-has-time")
            } else {
                say!(voice, "card-mentor-has-little-time")
            }
        }
        Evidence::Travel(_) if speaks_for => say!(voice, "card-short-way"),
        Evidence::Travel(_) => say!(voice, "card-long-way"),
        Evidence::Adaptations { offered, .. } if !offered.is_empty() => {
            let some = offered.iter().take(MOST_ADAPTATIONS).map(|it| voice.word(*it));
            say!(voice, "card-adapted", adaptations = voice.and(&some.collect::<Vec<_>>()))
        }
        Evidence::Experience { .. } => say!(voice, "card-experience"),
        Evidence::SectorWish { sector, .. } if speaks_for => {
            say!(voice, "card-sector-as-wished", sector = voice.word(*sector))
        }
        Evidence::SectorWish { sector, .. } => {
            say!(voice, "card-sector-not-as-wished", sector = voice.word(*sector))
        }
        Evidence::EarlierTries { .. } if speaks_for => say!(voice, "card-went-well"),
        Evidence::EarlierTries { .. } => say!(voice, "card-did-not-fit"),
        _ => return None,
    };
    Some(said)
}

/// That the person decides, and what there is to choose.
fn choose(page: &mut Page, book: &Book<'_>, answer: &Answer, id: &CandidateId, proposals: usize) {
    let voice = book.voice;
    let alternatives = answer.alternatives.iter().find(|it| it.candidate == *id);
    if proposals == 0 && alternatives.is_none() {
        return;
    }
    page.heading(&say!(voice, "card-you-decide"));
    match proposals {
        0 => {}
        1 => page.line(0, &say!(voice, "card-yes-or-no")),
        _ => page.line(0, &say!(voice, "card-yes-or-no-to-each")),
    }
    if let Some(alternatives) = alternatives {
        page.gap();
        page.line(0, &say!(voice, "card-or-choose"));
        for alternative in &alternatives.instead {
            let place = book.place_without_id(&alternative.opening);
            let day = voice.day(alternative.monday);
            page.hanging(2, "☐ ", &say!(voice, "card-alternative", place, day));
        }
        page.hanging(2, "☐ ", &say!(voice, "card-none-of-these"));
    }
}

/// What is said to somebody for whom nothing is proposed, and what happens next; what can be talked about only
/// where no question of its own follows.
fn nothing_now(book: &Book<'_>, without: &Without, is_asked: bool) -> Vec<String> {
    let voice = book.voice;
    let next = || [say!(voice, "card-next"), say!(voice, "card-we-look-on")];
    match &without.why {
        Why::NotNow { consent: Consent::Later } => vec![say!(voice, "card-wants-to-wait")],
        Why::NotNow { consent: Consent::No } => vec![say!(voice, "card-said-no")],
        Why::NotNow { consent: Consent::NotYet | Consent::Yes } => {
            vec![say!(voice, "card-not-decided")]
        }
        Why::Agreed => vec![say!(voice, "card-agreed-stands")],
        Why::AnotherWay(way) => {
            let hours = WeeklyMinutes::of_position(way.position_least).hours();
            let mut lines = vec![say!(voice, "card-another-way", hours)];
            lines.extend(way.routes.iter().map(|it| format!("– {}", route(voice, *it))));
            lines
        }
        Why::NothingEligible => {
            let mut lines = vec![say!(voice, "card-nothing-works")];
            if without.out_of_reach > 0 && without.rules.is_empty() {
                lines.push(say!(voice, "card-too-far"));
            } else {
                let told = without.rules.iter().find_map(|it| why_closed(voice, it.rule));
                lines.push(told.unwrap_or_else(|| say!(voice, "card-ask-why")));
            }
            if !without.flexible.is_empty() && !is_asked {
                let topics: Vec<String> =
                    without.flexible.iter().map(|it| voice.word(*it)).collect();
                lines.push(say!(voice, "card-flexible", topics = voice.and(&topics)));
            }
            lines.extend(next());
            lines
        }
        Why::NoSpecialist => vec![say!(voice, "card-no-specialist")],
        Why::SetAside => {
            let mut lines = vec![say!(voice, "card-set-aside"), say!(voice, "card-ask-why")];
            lines.extend(next());
            lines
        }
        Why::NothingToLearn => {
            let mut lines = vec![say!(voice, "card-nothing-new")];
            lines.extend(next());
            lines
        }
        Why::Shortage(shortfall) => {
            let mut lines = vec![say!(voice, "card-shortage")];
            lines.extend(shortfall.short_of.first().map(|count| short_of(voice, count.closest)));
            lines.push(say!(voice, "card-next"));
            lines.push(say!(voice, "card-still-in-the-queue"));
            lines
        }
    }
}

/// What stands in the way at most places, in easy words.
fn why_closed(voice: &Voice, rule: &str) -> Option<String> {
    Some(match rule {
        "too-few-common-hours" => say!(voice, "card-why-hours"),
        "position-apart" => say!(voice, "card-why-position"),
        "out-of-reach" => say!(voice, "card-too-far"),
        "adaptation-missing" => say!(voice, "card-why-adaptations"),
        "certificate-missing" => say!(voice, "card-why-certificates"),
        "mentor-missing" => say!(voice, "card-why-mentor"),
        "decision-missing" | "decision-later" => say!(voice, "card-why-decision"),
        "quota-full" | "scheme-not-open" | "scheme-wrong" => say!(voice, "card-why-scheme"),
        "not-open-in-these-weeks"
        | "no-start-on-these-days"
        | "too-few-working-days"
        | "no-common-week" => say!(voice, "card-why-weeks"),
        _ => return None,
    })
}

fn short_of(voice: &Voice, shortage: Shortage) -> String {
    match shortage {
        Shortage::Place { .. } => say!(voice, "card-short-of-place"),
        Shortage::Job => say!(voice, "card-short-of-jobs"),
        Shortage::MentorHours { .. } => say!(voice, "card-short-of-mentor-hours"),
        Shortage::SpecialistHours { .. } | Shortage::Caseload => {
            say!(voice, "card-short-of-specialist-hours")
        }
        Shortage::Specialist => say!(voice, "card-specialist-first"),
    }
}

fn route(voice: &Voice, route: Route) -> String {
    match route {
        Route::GradualStart => say!(voice, "card-route-gradual-start"),
        Route::DayCentre => say!(voice, "card-route-day-centre"),
        Route::Education => say!(voice, "card-route-education"),
        Route::ShelteredWork => say!(voice, "card-route-sheltered-work"),
        Route::OrdinaryWorkThroughNav => say!(voice, "card-route-nav"),
        Route::NavCooperation => say!(voice, "card-route-nav-cooperation"),
        Route::BoughtPlace => say!(voice, "card-route-bought-place"),
        Route::HeltMed => say!(voice, "card-route-helt-med"),
    }
}

/// Whom to ask.
fn ask(book: &Book<'_>, candidate: &Candidate) -> String {
    match candidate.specialist {
        Some(_) => say!(book.voice, "card-ask"),
        None => say!(book.voice, "card-ask-the-service", service = book.model.name.as_str()),
    }
}
