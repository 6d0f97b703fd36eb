//! The plan at a glance: what is proposed, how good it is, week by week, the specialists' hours.

use std::collections::BTreeSet;

use engine::domain::Activity;
use engine::explain::{Answer, Goodness, GroupStarts, LoadInWeek, SpecialistLoad};

use super::page::Page;
use super::{Book, words};

/// What the page is about, in short.
pub(super) fn write(page: &mut Page, book: &Book<'_>, answer: &Answer) {
    let first = answer.first_monday;
    let last = book.monday(answer.horizon_weeks - 1);
    page.line(0, &format!("Forslag for {}", book.model.name));
    page.line(
        0,
        &format!(
            "{}, fra mandag {}",
            words::capital(&words::weeks(first, last)),
            words::day_and_year(first)
        ),
    );
    if let Some(about) = &book.case.about {
        page.line(0, about.as_str());
    }
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
    page.line(0, &in_short(answer));
    page.line(0, &goodness(&answer.goodness));
    for group in answer.groups.iter().filter(|group| group.could_begin > 0) {
        page.line(0, &starts_in(book, group));
    }
}

/// How much is proposed, for how many.
fn in_short(answer: &Answer) -> String {
    let number_of = |activity| answer.proposals.iter().filter(|it| it.activity == activity).count();
    let people: BTreeSet<_> = answer.proposals.iter().map(|it| &it.candidate).collect();
    let proposed = match people.len() {
        0 => "Ingenting er foreslått denne gangen.".to_owned(),
        people => format!(
            "Foreslått: {} og {}, for {}.",
            words::count(number_of(Activity::Trial), "arbeidsutprøving", "arbeidsutprøvinger"),
            words::count(number_of(Activity::Jobbsmak), "jobbsmak", "jobbsmak"),
            words::count(people, "kandidat", "kandidater"),
        ),
    };
    let without = match answer.without.len() {
        0 if people.is_empty() => String::new(),
        0 => "Alle kandidatene har et forslag.".to_owned(),
        number => format!(
            "{} har ikke noe forslag nå; hvorfor, og hva som kan hjelpe, står lenger ned.",
            words::capital(&words::count(number, "kandidat", "kandidater"))
        ),
    };
    format!("{proposed} {without}")
}

/// What is proven of the plan, in jobs.
fn goodness(goodness: &Goodness) -> String {
    let more = goodness.more_at_most;
    if more <= 1e-6 * goodness.objective.abs().max(1.0) {
        "Ingen annen plan ventes å gi flere jobber som varer; det er bevist.".to_owned()
    } else if more < 0.1 {
        "Ingen annen plan ventes å gi nevneverdig flere jobber som varer; det er bevist.".to_owned()
    } else if more <= 1.0 {
        "Høyst omtrent én varig jobb til er mulig med en annen plan; det er bevist.".to_owned()
    } else {
        let more = more.ceil();
        format!("Høyst omtrent {more} varige jobber til er mulig med en annen plan; det er bevist.")
    }
}

/// `Støttebehov 1–2: arbeidsutprøving for 4 av 7 som kunne begynne.`
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
        "{name}: arbeidsutprøving for {} av {} som kunne begynne.",
        group.trials, group.could_begin
    )
}

/// Who begins when; what is agreed stands among what is proposed.
pub(super) fn week_by_week(page: &mut Page, book: &Book<'_>, answer: &Answer) {
    page.heading("Uke for uke");
    let mut quiet = Vec::new();
    for week in 0..answer.horizon_weeks {
        let monday = book.monday(week);
        let agreed = book.case.agreed.iter().filter(|it| it.first_monday == monday);
        let agreed =
            agreed.map(|it| (&it.candidate, it.activity, &it.opening, ", allerede avtalt"));
        let proposed = answer.proposals.iter().filter(|it| it.start_week == week);
        let proposed = proposed.map(|it| (&it.candidate, it.activity, &it.opening, ""));
        let mut begins: Vec<_> = agreed.chain(proposed).collect();
        begins.sort();
        if begins.is_empty() {
            quiet.push(week);
            continue;
        }
        page.gap();
        let day = words::day(monday);
        page.line(0, &format!("{}, fra mandag {day}", words::capital(&book.week(week))));
        for (candidate, activity, opening, note) in begins {
            let label = format!("{:6}{:18}", candidate.to_string(), words::activity(activity));
            page.hanging(2, &label, &format!("{}{note}", book.place(opening)));
        }
    }
    if !quiet.is_empty() {
        page.gap();
        let in_a_row = quiet.chunk_by(|one, next| one + 1 == *next);
        let rows: Vec<String> = in_a_row
            .map(|row| words::weeks(book.monday(row[0]), book.monday(row[row.len() - 1])))
            .collect();
        page.line(0, &format!("Ingen begynner i {}.", words::and(&rows)));
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
        page.hanging(2, "– ", &format!("{}: {possible}", book.place(&unused.opening)));
    }
}

/// The most weeks in one table, so that it fits the page.
const MOST_ACROSS: usize = 7;

/// The specialists' hours, planned and free.
pub(super) fn hours(page: &mut Page, answer: &Answer) {
    if answer.specialists.is_empty() {
        return;
    }
    page.heading("Jobbspesialistenes timer: planlagt / ledig etter det som er lovet");
    let tables = answer.horizon_weeks.div_ceil(MOST_ACROSS);
    let across = answer.horizon_weeks.div_ceil(tables);
    for from in (0..answer.horizon_weeks).step_by(across) {
        let weeks = from..answer.horizon_weeks.min(from + across);
        let Some(any) = answer.specialists.first() else { return };
        let row = |name: &str, cell: &dyn Fn(usize) -> String| {
            let cells = weeks.clone().map(|week| format!("{:>13}", cell(week)));
            format!("{name:6}{}", cells.collect::<String>())
        };
        if from > 0 {
            page.gap();
        }
        let number = |week: usize| words::week_number(any.weeks[week].monday);
        page.line(2, &row("", &|week| format!("uke {}", number(week))));
        for SpecialistLoad { specialist, weeks, .. } in &answer.specialists {
            let cell = |week: usize| {
                let LoadInWeek { planned_hours, free_hours, .. } = weeks[week];
                format!("{} / {}", words::number(planned_hours), words::number(free_hours))
            };
            page.line(2, &row(specialist.as_str(), &cell));
        }
    }
    page.gap();
    for SpecialistLoad { specialist, caseload_room, trials, .. } in &answer.specialists {
        let text = format!(
            "{specialist} har plass til {caseload_room} til i porteføljen, og planen bruker {trials}."
        );
        page.line(2, &text);
    }
}
