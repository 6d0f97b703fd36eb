//! What is proposed for each person, and why.

use std::collections::BTreeMap;

use engine::domain::{
    Activity, Candidate, CandidateId, InterestBasis, JobFamily, Weekday, WeeklyMinutes,
};
use engine::explain::{Answer, HoursOnDay, Proposal, TakesInWeek};

use super::page::Page;
use super::reasons::{reasons, travel};
use super::steps::{is_before_start, told};
use super::voice::Voice;
use super::{Book, plain as words};

/// One paragraph for each person with a proposal.
pub(super) fn person_by_person(page: &mut Page, book: &Book<'_>, answer: &Answer) {
    if answer.proposals.is_empty() {
        return;
    }
    page.heading("Person for person");
    let mut by_candidate: BTreeMap<&CandidateId, Vec<&Proposal>> = BTreeMap::new();
    for proposal in &answer.proposals {
        by_candidate.entry(&proposal.candidate).or_default().push(proposal);
    }
    for (id, proposals) in by_candidate {
        let candidate = book.candidates[id];
        page.gap();
        introduce(page, candidate);
        for proposal in &proposals {
            write(page, book, proposal);
        }
        if let Some(any) = proposals.first() {
            page.line(2, &around(candidate, any));
        }
    }
}

/// Who it is about, in their own words.
pub(super) fn introduce(page: &mut Page, candidate: &Candidate) {
    let specialist = match &candidate.specialist {
        Some(specialist) => format!(", jobbspesialist {specialist}"),
        None => ", uten jobbspesialist".to_owned(),
    };
    page.line(0, &format!("{}{specialist}", candidate.id));
    if let Some(words) = &candidate.own_words {
        page.hanging(2, "", &format!("«{words}»"));
    }
}

fn write(page: &mut Page, book: &Book<'_>, proposal: &Proposal) {
    let family = book.openings[&proposal.opening].family;
    let last = book.monday(proposal.start_week + proposal.takes.len() - 1);
    page.hanging(
        2,
        &format!("{}: ", words::capital(words::activity(proposal.activity))),
        &format!(
            "{}. Fra mandag {} ({}).",
            book.place(&proposal.opening),
            words::day(proposal.monday),
            words::weeks(proposal.monday, last)
        ),
    );
    page.hanging(
        4,
        "Avtale:    ",
        &format!(
            "{} prosent. Begge kan {}. {}.",
            proposal.position.get(),
            days(book.voice, &proposal.hours),
            words::capital(&travel(proposal.travel)),
        ),
    );
    if proposal.activity == Activity::Jobbsmak {
        let candidate = book.candidates[&proposal.candidate];
        page.hanging(4, "Finner ut: ", &finds_out(candidate, family, proposal.tried_before));
    }
    page.hanging(4, "Taler for: ", &format!("{}.", reasons(&proposal.speaks_for, family)));
    page.hanging(4, "Taler mot: ", &format!("{}.", reasons(&proposal.speaks_against, family)));
    page.hanging(
        4,
        "Tar:       ",
        &format!("{}.{}", takes(book.voice, proposal), shared(proposal)),
    );
    let (before, on_the_way): (Vec<_>, Vec<_>) =
        proposal.next_steps.iter().partition(|next| is_before_start(next));
    for (label, steps) in [("Før start: ", before), ("Underveis: ", on_the_way)] {
        if !steps.is_empty() {
            page.hanging(4, label, &told(book, steps));
        }
    }
}

fn takes(voice: &Voice, proposal: &Proposal) -> String {
    let by_week = |of: fn(&TakesInWeek) -> WeeklyMinutes| -> Vec<u32> {
        proposal.takes.iter().map(|week| of(week).minutes().into()).collect()
    };
    let mentor = by_week(|week| week.mentor_hours);
    let of_mentor = match mentor.iter().sum() {
        0_u32 => String::new(),
        _ => format!("{} av fadderen og ", voice.hours_by_week(&mentor)),
    };
    let stands_in = match by_week(|week| week.stands_in_hours).iter().sum() {
        0_u32 => String::new(),
        minutes => format!("; {} av dem i stedet for fadderen", words::hours(minutes)),
    };
    let specialist = voice.hours_by_week(&by_week(|week| week.specialist_hours));
    format!("én plass, {of_mentor}{specialist} av jobbspesialisten{stands_in}")
}

/// What a jobbsmak can show the person.
fn finds_out(candidate: &Candidate, family: JobFamily, tried_before: bool) -> String {
    let interest = candidate.interests.iter().find(|interest| interest.family == family);
    let known = match interest.map(|interest| interest.basis) {
        _ if tried_before => "Slikt arbeid er prøvd før",
        Some(InterestBasis::Tried | InterestBasis::Said) => "Ønsket er sagt, og ikke prøvd",
        Some(InterestBasis::Guessed) => "Det er noe andre tror, og ikke prøvd",
        None => "Ingen har sagt noe om det ennå",
    };
    format!("om {} er noe å gå videre med. {known}.", words::family(family))
}

/// What stands around a person's proposals: other possibilities, and what gives priority.
fn around(candidate: &Candidate, proposal: &Proposal) -> String {
    let others = match proposal.other_openings {
        0 => "Ingen annen plass er mulig nå".to_owned(),
        1 => "Én annen plass er også mulig".to_owned(),
        number => {
            let number = words::count(number, "annen plass", "andre plasser");
            format!("{} er også mulige", words::capital(&number))
        }
    };
    format!("{others}. {}", priority(candidate, proposal.priority))
}

/// That others could fit too; who they are is not said.
fn shared(proposal: &Proposal) -> String {
    match proposal.possible_for_others {
        0 => String::new(),
        number => format!(" Plassen er mulig for {} også.", words::count(number, "annen", "andre")),
    }
}

fn priority(candidate: &Candidate, priority: f64) -> String {
    if priority <= 1.0 {
        return String::new();
    }
    let mut because =
        vec![format!("venter siden {}", words::day_and_year(candidate.waiting_since))];
    if candidate.times_passed_over > 0 {
        let times = usize::try_from(candidate.times_passed_over).unwrap_or(usize::MAX);
        because.push(format!("andre gikk foran {}", words::count(times, "gang", "ganger")));
    }
    if candidate.reentry {
        because.push("kommer tilbake etter en jobb som tok slutt".to_owned());
    }
    if candidate.leaving_school {
        because.push("er på vei ut av skolen".to_owned());
    }
    format!("Prioritet {}: {}.", words::number(priority), words::and(&because))
}

/// Days and hours, days with the same hours together: `mandag til onsdag 9–15 og fredag 9–12`.
fn days(voice: &Voice, hours: &[HoursOnDay]) -> String {
    let mut groups: Vec<((u16, u16), Vec<&HoursOnDay>)> = Vec::new();
    for stretch in hours {
        let times = (stretch.from, stretch.to);
        match groups.iter_mut().find(|(same, _)| *same == times) {
            Some((_, days)) => days.push(stretch),
            None => groups.push((times, vec![stretch])),
        }
    }
    let group = |((from, to), stretches): &((u16, u16), Vec<&HoursOnDay>)| {
        let days: Vec<Weekday> = stretches.iter().map(|stretch| stretch.day).collect();
        format!("{} {}", voice.days(&days), voice.times(*from, *to))
    };
    let groups: Vec<String> = groups.iter().map(group).collect();
    groups.join(", ")
}
