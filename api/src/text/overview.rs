//! The plan at a glance: what is proposed, how good it is, week by week, the specialists' hours.

use std::collections::BTreeSet;

use engine::domain::Activity;
use engine::explain::{Answer, Goodness, GroupStarts, Proposal, SpecialistLoad};

use super::page::Page;
use super::{Book, words};

/// What the page is about, in short.
pub(super) fn write(page: &mut Page, book: &Book<'_>, answer: &Answer) {
    let (first, weeks) = (answer.first_monday, answer.horizon_weeks);
    let last = book.monday(weeks - 1);
    page.line(0, &format!("Forslag for {}", book.model.name));
    page.line(
        0,
        &format!(
            "Uke {} til {}, fra mandag {}",
            words::week_number(first),
            words::week_number(last),
            words::day_and_year(first)
        ),
    );
    page.gap();
    page.line(
        0,
        "Dette er forslag. Kandidaten sier ja eller nei, arbeidsgiveren svarer, og en navngitt \
         jobbspesialist bestemmer.",
    );
    page.heading("Kort fortalt");
    let case = book.case;
    page.line(
        0,
        &format!(
            "{}, {} og {}.",
            words::capital(&words::count(case.candidates.len(), "kandidat", "kandidater")),
            words::count(case.openings.len(), "ledig plass", "ledige plasser"),
            words::count(case.specialists.len(), "jobbspesialist", "jobbspesialister"),
        ),
    );
    let number_of = |activity| answer.proposals.iter().filter(|it| it.activity == activity).count();
    let people: BTreeSet<_> = answer.proposals.iter().map(|it| &it.candidate).collect();
    page.line(
        0,
        &format!(
            "Foreslått: {} og {}, for {}. {} har ikke noe forslag nå; hvorfor, og hva som kan \
             hjelpe, står lenger ned.",
            words::count(number_of(Activity::Trial), "arbeidsutprøving", "arbeidsutprøvinger"),
            words::count(number_of(Activity::Jobbsmak), "jobbsmak", "jobbsmak"),
            words::count(people.len(), "kandidat", "kandidater"),
            words::capital(&words::count(answer.without.len(), "kandidat", "kandidater")),
        ),
    );
    page.line(0, &goodness(&answer.goodness));
    for group in answer.groups.iter().filter(|group| group.could_begin > 0) {
        page.line(0, &starts_in(book, group));
    }
}

fn goodness(goodness: &Goodness) -> String {
    let more = goodness.more_at_most;
    let all = "Når alle forslag er ja";
    if more <= 1e-6 * goodness.objective.abs().max(1.0) {
        format!("{all}, er det bevist at ingen annen plan ventes å gi flere jobber som varer.")
    } else if more < 0.05 {
        format!("{all}, er planen så god som det går an, på noen hundredels jobber nær.")
    } else if more <= 1.0 {
        format!("{all}, er høyst omtrent én varig jobb til mulig med en annen plan.")
    } else {
        format!(
            "{all}, er høyst omtrent {} varige jobber til mulig med en annen plan.",
            more.ceil()
        )
    }
}

/// `Støttebehov 1–2: arbeidsutprøving for fire av sju som kunne begynt nå.`
fn starts_in(book: &Book<'_>, group: &GroupStarts) -> String {
    let rules = book.model.rules.floors.on(book.case.first_monday);
    let rule = rules.and_then(|rules| rules.iter().find(|rule| rule.group.as_str() == group.group));
    let name = rule.map_or_else(
        || group.group.clone(),
        |rule| {
            let range = super::reasons::range(rule.need_from.get(), rule.need_to.get());
            format!("Støttebehov {range} av 5")
        },
    );
    format!(
        "{name}: arbeidsutprøving for {} av {} som kunne begynt nå.",
        words::count(group.trials, "", "").trim_end(),
        group.could_begin
    )
}

/// Who begins when.
pub(super) fn week_by_week(page: &mut Page, book: &Book<'_>, answer: &Answer) {
    page.heading("Uke for uke");
    for week in 0..answer.horizon_weeks {
        let begins: Vec<&Proposal> =
            answer.proposals.iter().filter(|proposal| proposal.start_week == week).collect();
        page.gap();
        let day = words::day(book.monday(week));
        let none = if begins.is_empty() { ": ingen begynner" } else { "" };
        page.line(0, &format!("{}, fra mandag {day}{none}", words::capital(&book.week(week))));
        for Proposal { candidate, activity, opening, .. } in begins {
            let label = format!("{:6}{:18}", candidate.to_string(), words::activity(*activity));
            page.hanging(2, &label, &book.place(opening));
        }
    }
}

/// Places that stand empty in the plan.
pub(super) fn unused(page: &mut Page, book: &Book<'_>, answer: &Answer) {
    if answer.unused.is_empty() {
        return;
    }
    page.heading("Ledige plasser uten forslag");
    for unused in &answer.unused {
        let possible = match unused.possible_for {
            0 => "ikke mulig for noen nå".to_owned(),
            number => format!("mulig for {}", words::count(number, "kandidat", "kandidater")),
        };
        page.hanging(2, "", &format!("{}: {possible}", book.place(&unused.opening)));
    }
}

/// The specialists' hours, planned and free.
pub(super) fn hours(page: &mut Page, answer: &Answer) {
    page.heading(
        "Jobbspesialistenes timer i uken: planlagt av ledige, når det som er lovet er tatt av",
    );
    let weeks: Vec<String> = (answer.specialists.first())
        .into_iter()
        .flat_map(|load| &load.weeks)
        .map(|week| format!("{:>10}", format!("uke {}", words::week_number(week.monday))))
        .collect();
    page.line(2, &format!("{:6}{}", "", weeks.concat()));
    for SpecialistLoad { specialist, weeks, caseload_room, trials } in &answer.specialists {
        let weeks: Vec<String> = weeks
            .iter()
            .map(|week| {
                let planned = words::number(week.planned_hours);
                format!("{:>10}", format!("{planned}/{}", words::number(week.free_hours)))
            })
            .collect();
        page.line(2, &format!("{:6}{}", specialist.to_string(), weeks.concat()));
        let room = usize::try_from(*caseload_room).unwrap_or(usize::MAX);
        let trials = usize::try_from(*trials).unwrap_or(usize::MAX);
        page.line(
            8,
            &format!(
                "{} av {} i porteføljen brukes",
                words::count(trials, "ledig plass", "ledige plasser"),
                words::count(room, "", "").trim_end()
            ),
        );
    }
}
