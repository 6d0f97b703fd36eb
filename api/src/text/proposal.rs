//! What is proposed for each person, and why.

use std::collections::BTreeMap;

use engine::domain::{
    Activity, Candidate, CandidateId, InterestBasis, JobFamily, Weekday, WeeklyMinutes,
};
use engine::explain::{Answer, HoursOnDay, Proposal, TakesInWeek};

use super::Book;
use super::page::Page;
use super::reasons::{reasons, travel};
use super::steps::{is_before_start, told};
use super::voice::{Voice, capital, say};
use super::without;

/// One paragraph for each person with a proposal.
pub(super) fn person_by_person(page: &mut Page, book: &Book<'_>, answer: &Answer) {
    if answer.proposals.is_empty() {
        return;
    }
    page.heading(&say!(book.voice, "person-by-person"));
    let mut by_candidate: BTreeMap<&CandidateId, Vec<&Proposal>> = BTreeMap::new();
    for proposal in &answer.proposals {
        by_candidate.entry(&proposal.candidate).or_default().push(proposal);
    }
    for (id, proposals) in by_candidate {
        let candidate = book.candidates[id];
        page.gap();
        introduce(page, book.voice, candidate);
        if let Some(activities) = without::agreed(book, id) {
            page.hanging(2, &(say!(book.voice, "agreed-label") + " "), &(activities + "."));
        }
        for proposal in &proposals {
            write(page, book, proposal);
        }
        if let Some(no_trial) = answer.without_trial.iter().find(|it| it.candidate == *id) {
            without::no_trial(page, book, &no_trial.why);
        }
        if let Some(any) = proposals.first() {
            page.line(2, &around(book.voice, candidate, any));
        }
    }
}

/// Who it is about, in their own words.
pub(super) fn introduce(page: &mut Page, voice: &Voice, candidate: &Candidate) {
    let Candidate { id, specialist, own_words, .. } = candidate;
    let candidate = id.as_str();
    let who = match specialist {
        Some(it) => say!(voice, "with-specialist", candidate, specialist = it.as_str()),
        None => say!(voice, "without-specialist", candidate),
    };
    page.line(0, &who);
    if let Some(words) = own_words {
        page.hanging(2, "", &say!(voice, "own-words", words = words.as_str()));
    }
}

/// One proposal: what, where and when, what speaks for and against it, and what it takes.
pub(super) fn write(page: &mut Page, book: &Book<'_>, proposal: &Proposal) {
    let voice = book.voice;
    let family = book.openings[&proposal.opening].family;
    let last = book.monday(proposal.start_week + proposal.takes.len() - 1);
    let where_and_when = say!(
        voice,
        "where-and-when",
        place = book.place(&proposal.opening),
        day = voice.day(proposal.monday),
        weeks = voice.weeks(proposal.monday, last),
    );
    let label = format!("{}: ", capital(&voice.word(proposal.activity)));
    let made_for = book.openings[&proposal.opening].made_for.as_ref();
    let is_made_for = made_for.is_some_and(|made_for| made_for.candidate == proposal.candidate);
    let where_and_when = if is_made_for {
        say!(voice, "made-for-this-person", place = where_and_when)
    } else {
        where_and_when
    };
    page.hanging(2, &label, &where_and_when);
    let labels = Labels::of(voice);
    let agreement = say!(
        voice,
        "agreement",
        position = proposal.position.get(),
        days = days(voice, &proposal.hours),
        travel = travel(voice, proposal.travel),
    );
    labels.write(page, &labels.agreement, &agreement);
    if proposal.activity == Activity::Jobbsmak {
        let candidate = book.candidates[&proposal.candidate];
        let finds_out = finds_out(voice, candidate, family, proposal.tried_before);
        labels.write(page, &labels.finds_out, &finds_out);
    }
    let reasons = |weighed| reasons(voice, weighed, family) + ".";
    labels.write(page, &labels.speaks_for, &reasons(&proposal.speaks_for));
    labels.write(page, &labels.speaks_against, &reasons(&proposal.speaks_against));
    let takes = format!("{}.{}", takes(voice, proposal), shared(voice, proposal));
    labels.write(page, &labels.takes, &takes);
    let (before, on_the_way): (Vec<_>, Vec<_>) =
        proposal.next_steps.iter().partition(|next| is_before_start(next));
    for (label, steps) in [(&labels.before_start, before), (&labels.on_the_way, on_the_way)] {
        if !steps.is_empty() {
            labels.write(page, label, &told(book, steps));
        }
    }
}

/// What stands before the lines of a proposal, in one column.
struct Labels {
    agreement: String,
    finds_out: String,
    speaks_for: String,
    speaks_against: String,
    takes: String,
    before_start: String,
    on_the_way: String,
}

impl Labels {
    fn of(voice: &Voice) -> Self {
        Self {
            agreement: say!(voice, "agreement-label"),
            finds_out: say!(voice, "finds-out-label"),
            speaks_for: say!(voice, "speaks-for-label"),
            speaks_against: say!(voice, "speaks-against-label"),
            takes: say!(voice, "takes-label"),
            before_start: say!(voice, "before-start-label"),
            on_the_way: say!(voice, "on-the-way-label"),
        }
    }

    /// A line with its label, beside the column of labels.
    fn write(&self, page: &mut Page, label: &str, text: &str) {
        let Self { agreement, finds_out, speaks_for, speaks_against, takes, .. } = self;
        let labels = [agreement, finds_out, speaks_for, speaks_against, takes];
        let labels = labels.into_iter().chain([&self.before_start, &self.on_the_way]);
        let width = labels.map(|label| label.chars().count()).max().unwrap_or(0);
        page.hanging(4, &format!("{label:width$} "), text);
    }
}

fn takes(voice: &Voice, proposal: &Proposal) -> String {
    let by_week = |of: fn(&TakesInWeek) -> WeeklyMinutes| -> Vec<u32> {
        proposal.takes.iter().map(|week| of(week).minutes().into()).collect()
    };
    let mentor = by_week(|week| week.mentor_hours);
    let specialist = voice.hours_by_week(&by_week(|week| week.specialist_hours));
    let takes = match mentor.iter().sum() {
        0_u32 => say!(voice, "takes", specialist),
        _ => say!(voice, "takes-with-mentor", mentor = voice.hours_by_week(&mentor), specialist),
    };
    match by_week(|week| week.stands_in_hours).iter().sum() {
        0_u32 => takes,
        minutes => say!(voice, "takes-standing-in", takes, hours = voice.hours(minutes)),
    }
}

/// What a jobbsmak can show the person.
fn finds_out(
    voice: &Voice,
    candidate: &Candidate,
    family: JobFamily,
    tried_before: bool,
) -> String {
    let interest = candidate.interests.iter().find(|interest| interest.family == family);
    let known = match interest.map(|interest| interest.basis) {
        _ if tried_before => say!(voice, "tried-before"),
        Some(InterestBasis::Tried | InterestBasis::Said) => say!(voice, "said-and-not-tried"),
        Some(InterestBasis::Guessed) => say!(voice, "guessed-and-not-tried"),
        None => say!(voice, "nobody-has-said"),
    };
    format!("{} {known}", say!(voice, "finds-out", work = voice.word(family)))
}

/// What stands around a person's proposals: other possibilities, and what gives priority.
fn around(voice: &Voice, candidate: &Candidate, proposal: &Proposal) -> String {
    let others = say!(voice, "other-places", places = proposal.other_openings);
    format!("{others} {}", priority(voice, candidate, proposal.priority))
}

/// That others could fit too; who they are is not said.
fn shared(voice: &Voice, proposal: &Proposal) -> String {
    match proposal.possible_for_others {
        0 => String::new(),
        others => format!(" {}", say!(voice, "possible-for-others-too", others)),
    }
}

fn priority(voice: &Voice, candidate: &Candidate, priority: f64) -> String {
    if priority <= 1.0 {
        return String::new();
    }
    let Candidate { waiting_since, times_passed_over, reentry, leaving_school, .. } = candidate;
    let mut because = vec![say!(voice, "waiting-since", day = voice.day_and_year(*waiting_since))];
    if *times_passed_over > 0 {
        because.push(say!(voice, "passed-over", times = *times_passed_over));
    }
    if *reentry {
        because.push(say!(voice, "comes-back"));
    }
    if *leaving_school {
        because.push(say!(voice, "leaves-school"));
    }
    say!(voice, "priority", priority, because = voice.and(&because))
}

/// Days and hours, days with the same hours together: `mandag til onsdag 9–15 og fredag 9–12`.
pub(super) fn days(voice: &Voice, hours: &[HoursOnDay]) -> String {
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
