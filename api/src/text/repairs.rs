//! What would help: a card for everyone without a proposal, empty openings, workplaces to call.

use engine::domain::{JobFamily, PositionRange, WeekHours};
use engine::explain::{Answer, HoursOnDay, Why, Without};
use engine::repair::{
    Advice, Bundle, Call, Change, EmptyOpening, Gives, MorePeople, People, Repair, Scarce,
    ScarceThing, Side, Suits,
};

use super::page::Page;
use super::proposal::days;
use super::voice::{Voice, say};
use super::{Book, figures};

/// The card of one candidate.
pub(super) fn card(page: &mut Page, book: &Book<'_>, without: &Without, advice: &Advice) {
    let voice = book.voice;
    let Some(card) = advice.repairs.iter().find(|card| card.candidate == without.candidate) else {
        return;
    };
    if !card.repairs.is_empty() {
        page.line(4, &say!(voice, "repairs-heading"));
        for (at, repair) in card.repairs.iter().enumerate() {
            page.hanging(6, &format!("{}. ", at + 1), &line(book, repair));
        }
        let (candidate, last) = (card.candidate.as_str(), card.repairs.len());
        page.line(6, &say!(voice, "repairs-try", candidate, last));
    } else if !card.cut_short && !matches!(without.why, Why::AnotherWay(_) | Why::SetAside) {
        page.line(4, &say!(voice, "no-repair"));
    }
    if card.cut_short {
        page.line(4, &say!(voice, "repairs-cut-short"));
    }
}

/// A change, and what it gives.
pub(super) fn line(book: &Book<'_>, repair: &Repair) -> String {
    let voice = book.voice;
    let Repair { side: _, changes: _, edits: _, gives, others_could_fit } = repair;
    let mut said = asked(book, repair);
    let Gives { opening, activity, monday, .. } = gives;
    let (activity, day) = (voice.word(*activity), voice.day(*monday));
    let place = book.place(opening);
    said.push(say!(voice, "repair-gives", activity, place, day));
    if *others_could_fit {
        said.push(say!(voice, "repair-others"));
    }
    said.join(" ")
}

/// Who is asked for what.
pub(super) fn asked(book: &Book<'_>, repair: &Repair) -> Vec<String> {
    let (voice, changes) = (book.voice, &repair.changes);
    let mut said = Vec::new();
    for side in [Side::Workplace, Side::Service, Side::Person] {
        let own = changes.iter().filter(|change| change.side() == side);
        let told: Vec<String> = own.map(|change| told(book, change)).collect();
        if told.is_empty() {
            continue;
        }
        let side = match side {
            Side::Workplace => say!(voice, "side-workplace"),
            Side::Service => say!(voice, "side-service"),
            Side::Person => say!(voice, "side-person"),
        };
        said.push(say!(voice, "repair-line", side, change = voice.and(&told)));
    }
    if said.len() > 1 {
        said.insert(0, say!(voice, "repair-both"));
    }
    said
}

/// A change, as what would be so: `fadderen får 6 timer i uken i stedet for 3`.
pub(super) fn told(book: &Book<'_>, change: &Change) -> String {
    let voice = book.voice;
    let hours = |minutes: u16| voice.hours(minutes.into());
    match change {
        Change::NameMentor { opening, hours_week } => {
            let (place, hours) = (book.place(opening), hours(hours_week.minutes()));
            say!(voice, "repair-name-mentor", place, hours)
        }
        Change::StartIn { opening, monday, .. } => {
            let (place, week) = (book.place(opening), voice.week(*monday));
            say!(voice, "repair-start-in", place, week)
        }
        Change::OfferActivity { opening, activity } => {
            let (place, activity) = (book.place(opening), voice.word(*activity));
            say!(voice, "repair-offer-activity", place, activity)
        }
        Change::MentorHours { opening, from, to } => {
            let (from, to) = (hours(from.minutes()), hours(to.minutes()));
            say!(voice, "repair-mentor-hours", place = book.place(opening), from, to)
        }
        Change::SpecialistHours { specialist, from, to } => {
            let (from, to) = (hours(from.minutes()), hours(to.minutes()));
            say!(voice, "repair-specialist-hours", specialist = specialist.as_str(), from, to)
        }
        Change::OpeningPosition { opening, from, to } => {
            let (from, to) = (range(*from), range(*to));
            say!(voice, "repair-opening-position", place = book.place(opening), from, to)
        }
        Change::OpeningHours { opening, more, .. } => {
            let (place, times) = (book.place(opening), times(voice, more));
            say!(voice, "repair-opening-hours", place, times)
        }
        Change::OfferAdaptations { opening, adaptations } => {
            let words: Vec<String> = adaptations.iter().map(|it| voice.word(*it)).collect();
            let (place, adaptations) = (book.place(opening), voice.and(&words));
            say!(voice, "repair-offer-adaptations", place, adaptations)
        }
        Change::Places { opening, from, to } => {
            say!(voice, "repair-places", place = book.place(opening), from = *from, to = *to)
        }
        Change::Jobs { opening, from, to } => {
            say!(voice, "repair-jobs", place = book.place(opening), from = *from, to = *to)
        }
        Change::Scheme { opening, from, to } => {
            let name =
                |code| book.model.scheme(code).map_or(String::new(), |it| it.name.to_string());
            let (from, to) = (name(from), name(to));
            say!(voice, "repair-scheme", place = book.place(opening), from, to)
        }
        Change::Caseload { specialist, from, to } => {
            let specialist = specialist.as_str();
            say!(voice, "repair-caseload", specialist, from = *from, to = *to)
        }
        Change::AssignSpecialist { candidate, specialist } => {
            let (candidate, specialist) = (candidate.as_str(), specialist.as_str());
            say!(voice, "repair-assign-specialist", candidate, specialist)
        }
        Change::Transport { opening, to, .. } => {
            let (place, minutes) = (book.place(opening), voice.minutes_or_hours(to.get()));
            say!(voice, "repair-transport", place, minutes)
        }
        Change::Quota { scheme, from, to } => {
            let scheme = book.model.scheme(scheme).map_or(String::new(), |it| it.name.to_string());
            say!(voice, "repair-quota", scheme, from = *from, to = *to)
        }
        Change::Horizon { from, to } => say!(voice, "repair-horizon", from = *from, to = *to),
        Change::AskPosition { from, to, .. } => {
            let (from, to) = (range(*from), range(*to));
            say!(voice, "repair-ask-position", from, to)
        }
        Change::AskHours { more, .. } => {
            say!(voice, "repair-ask-hours", times = times(voice, more))
        }
        Change::AskTravel { from, to, .. } => {
            let minutes = |it: u16| voice.minutes_or_hours(it);
            let (from, to) = (minutes(from.get()), minutes(to.get()));
            say!(voice, "repair-ask-travel", from, to)
        }
    }
}

fn range(range: PositionRange) -> String {
    figures::range(range.least().get(), range.most().get())
}

/// `mandag og tirsdag 9–12`, for hours of a week.
pub(super) fn times(voice: &Voice, hours: &WeekHours) -> String {
    let on_day = |day| hours.stretches_on(day).map(move |(from, to)| HoursOnDay { day, from, to });
    days(voice, &hours.days().flat_map(on_day).collect::<Vec<_>>())
}

/// Openings that stand empty, in facts of the opening only.
pub(super) fn empty(page: &mut Page, book: &Book<'_>, answer: &Answer, advice: &Advice) {
    if answer.unused.is_empty() {
        return;
    }
    let voice = book.voice;
    page.heading(&say!(voice, "unused-openings"));
    for unused in &answer.unused {
        let place = book.place(&unused.opening);
        let Some(empty) = advice.empty.iter().find(|it| it.opening == unused.opening) else {
            page.hanging(2, "– ", &say!(voice, "kept-opening", place));
            continue;
        };
        let EmptyOpening { opening: _, possible_for, keeps_away, repairs, bundle, cut_short } =
            empty;
        let people = people(voice, *possible_for);
        page.hanging(2, "– ", &say!(voice, "possible-for", place, people));
        let facts: Vec<String> = keeps_away
            .iter()
            .filter_map(|it| {
                let (fact, people) = (fact(voice, it.rule)?, self::people(voice, it.people));
                matches!(it.people, People::Number(_))
                    .then(|| say!(voice, "fact-for", fact, people))
            })
            .collect();
        if !facts.is_empty() {
            page.line(4, &say!(voice, "keeps-away", facts = voice.and(&facts)));
        }
        for MorePeople { change, possible_for, fills, .. } in repairs {
            let (change, people) = (told(book, change), self::people(voice, *possible_for));
            let mut said = vec![say!(voice, "more-people", change, people)];
            if *fills {
                said.push(say!(voice, "more-people-fills"));
            }
            page.hanging(4, "– ", &said.join(" "));
        }
        if let Some(Bundle { tasks, hours, possible_for, fills, .. }) = bundle {
            let tasks: Vec<String> = tasks.iter().map(|it| voice.word(*it)).collect();
            let (tasks, times) = (voice.and(&tasks), times(voice, hours));
            let people = self::people(voice, *possible_for);
            let mut said = vec![say!(voice, "bundle", tasks, times, people)];
            if *fills {
                said.push(say!(voice, "more-people-fills"));
            }
            page.hanging(4, "– ", &said.join(" "));
        }
        if *cut_short {
            page.line(4, &say!(voice, "repairs-cut-short"));
        }
    }
}

fn people(voice: &Voice, people: People) -> String {
    match people {
        People::FewerThanFive => say!(voice, "fewer-than-five"),
        People::Number(candidates) => say!(voice, "candidates", candidates),
    }
}

/// A fact of an opening that a rule looks at.
fn fact(voice: &Voice, rule: &str) -> Option<String> {
    Some(match rule {
        "position-apart" | "opening-below-minimum-position" => say!(voice, "fact-position"),
        "too-few-common-hours" => say!(voice, "fact-hours"),
        "out-of-reach" => say!(voice, "fact-way"),
        "adaptation-missing" => say!(voice, "fact-adaptations"),
        "certificate-missing" => say!(voice, "fact-certificates"),
        "mentor-missing" => say!(voice, "fact-mentor"),
        "scheme-wrong" | "scheme-not-open" | "quota-full" => say!(voice, "fact-scheme"),
        "activity-not-offered" => say!(voice, "fact-activities"),
        "no-start-on-these-days" | "too-few-working-days" | "no-common-week" => {
            say!(voice, "fact-weeks")
        }
        _ => return None,
    })
}

/// Who to call on Monday.
pub(super) fn calls(page: &mut Page, book: &Book<'_>, advice: &Advice) {
    if advice.calls.is_empty() {
        return;
    }
    let voice = book.voice;
    page.heading(&say!(voice, "calls-heading"));
    for call in &advice.calls {
        let Call { family, tasks, near, people, suits, scarce } = call;
        let family: JobFamily = *family;
        let tasks: Vec<String> = tasks.iter().map(|it| voice.word(*it)).collect();
        let (family, tasks) = (voice.word(family), voice.and(&tasks));
        let (near, people) = (near.as_str(), self::people(voice, *people));
        page.hanging(2, "– ", &say!(voice, "call", family, near, people));
        page.line(4, &say!(voice, "call-tasks", tasks));
        if let Some(Suits { position, hours, mentor_hours_week, adaptations }) = suits {
            let mentor = voice.hours(mentor_hours_week.minutes().into());
            let (position, times) = (range(*position), times(voice, hours));
            page.line(4, &say!(voice, "call-suits", position, times, mentor));
            if !adaptations.is_empty() {
                let words: Vec<String> = adaptations.iter().map(|it| voice.word(*it)).collect();
                page.line(4, &say!(voice, "call-adaptations", adaptations = voice.and(&words)));
            }
        } else {
            page.line(4, &say!(voice, "call-for-few"));
        }
        for Scarce { opening, of, worth_at_most } in scarce {
            let (place, worth) = (book.place(opening), voice.number(*worth_at_most));
            let more = match of {
                ScarceThing::Place => say!(voice, "scarce-place"),
                ScarceThing::MentorHour => say!(voice, "scarce-mentor-hour"),
                ScarceThing::Job => say!(voice, "scarce-job"),
            };
            page.line(4, &say!(voice, "scarce", place, more, worth));
        }
    }
}
