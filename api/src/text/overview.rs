//! The plan at a glance: what is proposed, how good it is, week by week, the specialists' hours.

use std::collections::BTreeSet;

use engine::domain::{Activity, Case};
use engine::explain::{Answer, Goodness, GroupStarts, LoadInWeek, SpecialistLoad};

use super::Book;
use super::figures::range;
use super::page::Page;
use super::voice::{Voice, say};

/// What the page is about, in short.
pub(super) fn write(page: &mut Page, book: &Book<'_>, answer: &Answer) {
    let first = answer.first_monday;
    let last = book.monday(answer.horizon_weeks - 1);
    let voice = book.voice;
    page.line(0, &say!(voice, "proposals-for", service = book.model.name.as_str()));
    let weeks = voice.weeks(first, last);
    page.line(0, &say!(voice, "horizon", weeks, day = voice.day_and_year(first)));
    if let Some(about) = &book.case.about {
        page.line(0, about.as_str());
    }
    page.gap();
    page.line(0, &say!(voice, "people-decide"));
    page.heading(&say!(voice, "in-short"));
    let Case { candidates, openings, specialists, .. } = book.case;
    let question = say!(
        voice,
        "the-question",
        candidates = candidates.len(),
        openings = openings.len(),
        specialists = specialists.len(),
    );
    page.line(0, &question);
    page.line(0, &in_short(voice, answer));
    if let Some(trial) = trial_longer_than_the_plan(book) {
        page.line(0, &trial);
    }
    page.line(0, &goodness(voice, answer));
    for group in answer.groups.iter().filter(|group| group.could_begin > 0) {
        page.line(0, &starts_in(book, group));
    }
}

/// How much is proposed, for how many.
fn in_short(voice: &Voice, answer: &Answer) -> String {
    let number_of = |activity| answer.proposals.iter().filter(|it| it.activity == activity).count();
    let people: BTreeSet<_> = answer.proposals.iter().map(|it| &it.candidate).collect();
    let mut activities = Vec::new();
    if let trials @ 1.. = number_of(Activity::Trial) {
        activities.push(say!(voice, "trials", trials));
    }
    if let jobbsmak @ 1.. = number_of(Activity::Jobbsmak) {
        activities.push(say!(voice, "jobbsmak", jobbsmak));
    }
    let proposed = match people.len() {
        0 => say!(voice, "nothing-proposed"),
        candidates => say!(voice, "proposed", activities = voice.and(&activities), candidates),
    };
    let without = match answer.without.len() {
        0 if people.is_empty() => String::new(),
        0 => say!(voice, "everyone-has-a-proposal"),
        candidates => say!(voice, "without-a-proposal", candidates),
    };
    format!("{proposed} {without}")
}

/// That no trial can be over within a short horizon.
fn trial_longer_than_the_plan(book: &Book<'_>) -> Option<String> {
    let Case { first_monday, horizon_weeks, .. } = *book.case;
    let trial = book.model.planning_on(first_monday).ok()?.of(Activity::Trial).weeks;
    let weeks = |weeks: usize| say!(book.voice, "weeks", weeks);
    (trial > horizon_weeks).then(|| {
        let (trial, plan) = (weeks(trial), weeks(horizon_weeks));
        say!(book.voice, "trial-longer-than-the-plan", trial, plan)
    })
}

/// What is proven of the plan, in jobs.
fn goodness(voice: &Voice, answer: &Answer) -> String {
    let Goodness { objective, more_at_most: more, .. } = answer.goodness;
    let is_best = more <= 1e-6 * objective.abs().max(1.0);
    if is_best && answer.proposals.is_empty() {
        say!(voice, "nothing-possible")
    } else if is_best {
        say!(voice, "no-better-plan")
    } else if more < 0.1 {
        say!(voice, "hardly-a-better-plan")
    } else {
        say!(voice, "a-better-plan-by-at-most", jobs = more.ceil())
    }
}

/// `Støttebehov 1–2: arbeidsutprøving for 4 av 7 som kunne begynne.`
fn starts_in(book: &Book<'_>, starts: &GroupStarts) -> String {
    let GroupStarts { group, could_begin, trials, floor: _ } = starts;
    let group = self::group(book, group);
    say!(book.voice, "starts-in-group", group, trials = *trials, could_begin = *could_begin)
}

/// `Støttebehov 1–2 av 5`
pub(super) fn group(book: &Book<'_>, group: &str) -> String {
    let rules = book.model.floors_on(book.case.first_monday);
    let rule = rules.iter().find(|rule| rule.group.as_str() == group);
    rule.map_or_else(
        || group.to_owned(),
        |rule| {
            let range = range(rule.need_from.get(), rule.need_to.get());
            say!(book.voice, "group-of-need", range)
        },
    )
}

/// Who begins when; what is agreed stands among what is proposed.
pub(super) fn week_by_week(page: &mut Page, book: &Book<'_>, answer: &Answer) {
    if answer.proposals.is_empty() && book.case.agreed.is_empty() {
        return;
    }
    let voice = book.voice;
    page.heading(&say!(voice, "week-by-week"));
    let mut quiet = Vec::new();
    for week in 0..answer.horizon_weeks {
        let monday = book.monday(week);
        let agreed = book.case.agreed.iter().filter(|it| it.first_monday == monday);
        let agreed = agreed.map(|it| (&it.candidate, it.activity, &it.opening, true));
        let proposed = answer.proposals.iter().filter(|it| it.start_week == week);
        let proposed = proposed.map(|it| (&it.candidate, it.activity, &it.opening, false));
        let mut begins: Vec<_> = agreed.chain(proposed).collect();
        begins.sort();
        if begins.is_empty() {
            quiet.push(week);
            continue;
        }
        page.gap();
        let week = voice.week(monday);
        page.line(0, &say!(voice, "week-from-monday", week, day = voice.day(monday)));
        for (candidate, activity, opening, is_agreed) in begins {
            let label = format!("{:6}{:18}", candidate.to_string(), voice.word(activity));
            let place = book.place(opening);
            let text = if is_agreed { say!(voice, "already-agreed", place) } else { place };
            page.hanging(2, &label, &text);
        }
    }
    if !quiet.is_empty() {
        page.gap();
        let in_a_row = quiet.chunk_by(|one, next| one + 1 == *next);
        let rows: Vec<String> = in_a_row
            .map(|row| voice.weeks(book.monday(row[0]), book.monday(row[row.len() - 1])))
            .collect();
        page.line(0, &say!(voice, "quiet-weeks", weeks = voice.and(&rows)));
    }
}

/// The most weeks in one table, so that it fits the page.
const MOST_ACROSS: usize = 7;

/// The specialists' hours, planned and free.
pub(super) fn hours(page: &mut Page, book: &Book<'_>, answer: &Answer) {
    if answer.specialists.is_empty() {
        return;
    }
    let voice = book.voice;
    page.heading(&say!(voice, "specialists-hours"));
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
        page.line(2, &row("", &|week| voice.week(any.weeks[week].monday)));
        for SpecialistLoad { specialist, weeks, .. } in &answer.specialists {
            let cell = |week: usize| {
                let LoadInWeek { planned_hours, free_hours, .. } = weeks[week];
                format!("{} / {}", voice.number(planned_hours), voice.number(free_hours))
            };
            page.line(2, &row(specialist.as_str(), &cell));
        }
    }
    page.gap();
    for SpecialistLoad { specialist, caseload_room, trials, .. } in &answer.specialists {
        let (specialist, room) = (specialist.as_str(), *caseload_room);
        page.line(2, &say!(voice, "caseload", specialist, room, used = *trials));
    }
}
