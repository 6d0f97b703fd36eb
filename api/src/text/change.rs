//! "Why not this one?" and "what if", in words.

use engine::domain::{CandidateId, OpeningId};
use engine::eligibility::Ground;
use engine::revise::{
    Change, Cost, Difference, Figures, GroupChange, MovedStart, NEAR_TIE, PlanFigures, Solved,
    WhyNot, WhyNotThis,
};

use super::page::Page;
use super::review::{self, part_of_a_job};
use super::voice::say;
use super::{Book, overview, repairs, rules};

/// Why a pair is not in the plan.
pub(super) fn why_not(
    page: &mut Page,
    book: &Book<'_>,
    (candidate, opening): (&CandidateId, &OpeningId),
    told: &[WhyNot],
) {
    let voice = book.voice;
    let place = book.place(opening);
    page.heading(&say!(voice, "why-not-heading", candidate = candidate.as_str(), place));
    let mut has_cost = false;
    // What holds for several activities is told once.
    for alike in told.chunk_by(|one, next| one.why == next.why) {
        let activities: Vec<String> = alike.iter().map(|it| voice.word(it.activity)).collect();
        let label = say!(voice, "activity-label", activity = voice.and(&activities)) + " ";
        let WhyNot { activity: _, why } = &alike[0];
        page.gap();
        page.hanging(2, &label, &this(book, candidate, why));
        if let WhyNotThis::Closed { reasons } = why {
            for reason in reasons {
                let rule = rules::rule(book, reason.rule, &reason.needed, &reason.found);
                page.hanging(4, "– ", &format!("{rule}."));
            }
            let is_unsettled = book.openings[opening].scheme.is_none();
            if is_unsettled && reasons.iter().any(|it| it.ground == Ground::Scheme) {
                page.line(4, &say!(voice, "scheme-not-settled"));
            }
        }
        if let WhyNotThis::Costs(Cost { solved, .. }) = why {
            has_cost = true;
            if let Some(Solved { now, then, .. }) = solved {
                page.hanging(4, &(say!(voice, "plan-now") + " "), &figures(book, now));
                page.hanging(4, &(say!(voice, "plan-then") + " "), &figures(book, then));
            }
        }
    }
    if has_cost {
        page.gap();
        page.line(2, &say!(voice, "cost-is-no-verdict"));
    }
}

fn this(book: &Book<'_>, candidate: &CandidateId, why: &WhyNotThis) -> String {
    let voice = book.voice;
    let candidate = candidate.as_str();
    match why {
        WhyNotThis::Chosen { start_week } => {
            say!(voice, "why-not-chosen", week = book.week(*start_week))
        }
        WhyNotThis::AgreedAlready => say!(voice, "why-not-agreed"),
        WhyNotThis::Closed { .. } => say!(voice, "why-not-closed"),
        WhyNotThis::Banned { by: Some(by) } => {
            say!(voice, "why-not-banned-by", specialist = by.as_str())
        }
        WhyNotThis::Banned { by: None } => say!(voice, "why-not-banned"),
        WhyNotThis::NoSpecialist => say!(voice, "why-not-no-specialist", candidate),
        WhyNotThis::NotOffered => say!(voice, "why-not-not-offered"),
        WhyNotThis::NotReady => say!(voice, "why-not-not-ready", candidate),
        WhyNotThis::NothingToLearn => say!(voice, "why-not-nothing-to-learn"),
        WhyNotThis::NoRoom { lacks } if lacks.is_empty() => say!(voice, "why-not-no-room"),
        WhyNotThis::NoRoom { lacks } => {
            say!(voice, "why-not-lacks", lacks = review::lacking(book, lacks))
        }
        WhyNotThis::Costs(cost) => costs(book, cost),
    }
}

fn costs(book: &Book<'_>, cost: &Cost) -> String {
    let voice = book.voice;
    match cost {
        Cost { solved: Some(solved), .. } => {
            let Solved { cost, cost_at_least, start_week, .. } = solved;
            let week = book.week(*start_week);
            if *cost < NEAR_TIE {
                return say!(voice, "cost-nothing", week);
            }
            let told = say!(voice, "cost-some", week, part = part_of_a_job(voice, *cost));
            let proved = if cost - cost_at_least < 2.0 * NEAR_TIE {
                say!(voice, "cost-proved")
            } else if *cost_at_least >= NEAR_TIE {
                say!(voice, "cost-proved-from", part = part_of_a_job(voice, *cost_at_least))
            } else {
                String::new()
            };
            format!("{told} {proved}")
        }
        Cost { solved: None, at_least_by_prices: Some(least) } if *least < NEAR_TIE => {
            say!(voice, "cost-by-prices-nothing")
        }
        Cost { solved: None, at_least_by_prices: Some(least) } => {
            say!(voice, "cost-by-prices", part = part_of_a_job(voice, *least))
        }
        Cost { solved: None, at_least_by_prices: None } => say!(voice, "cost-not-solved"),
    }
}

fn figures(book: &Book<'_>, figures: &Figures) -> String {
    let Figures { trials, jobbsmak, lasting_jobs, specialist_hours, .. } = *figures;
    let hours = tenths(specialist_hours);
    say!(book.voice, "plan-figures", trials, jobbsmak, jobs = tenths(lasting_jobs), hours)
}

/// One decimal: more would be more than anybody knows.
fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// A change that was asked for.
pub enum Asked {
    /// A figure.
    Set {
        /// Which.
        path: String,
        /// What it becomes; none where it is taken away.
        value: Option<String>,
    },
    /// A line of what would help.
    Change(engine::repair::Change),
    /// A pair that is to be in the plan.
    Pin(CandidateId, OpeningId),
    /// A pair that is not to be in the plan.
    Ban(CandidateId, OpeningId),
}

/// What changes do to a plan.
pub(super) fn what_if(
    page: &mut Page,
    book: &Book<'_>,
    asked: &[Asked],
    difference: &Difference,
    review: &engine::revise::Review,
) {
    let voice = book.voice;
    page.heading(&say!(voice, "what-if"));
    let stopped: Vec<_> = review.decisions.iter().filter(|it| it.stopped_by.is_some()).collect();
    for asked in asked {
        let is_told_below = |candidate: &CandidateId, opening: &OpeningId| {
            stopped.iter().any(|it| (&it.candidate, &it.opening) == (candidate, opening))
        };
        let told = match asked {
            Asked::Set { path, value: Some(value) } => {
                say!(voice, "change-set", path = path.as_str(), value = value.as_str())
            }
            Asked::Set { path, value: None } => taken_away(book, path),
            Asked::Change(change) => {
                say!(voice, "change-made", change = repairs::told(book, change))
            }
            Asked::Pin(candidate, opening) if is_told_below(candidate, opening) => continue,
            Asked::Pin(candidate, opening) => {
                let place = book.place(opening);
                say!(voice, "change-pin", candidate = candidate.as_str(), place)
            }
            Asked::Ban(candidate, opening) => {
                let place = book.place(opening);
                say!(voice, "change-ban", candidate = candidate.as_str(), place)
            }
        };
        page.hanging(2, "– ", &told);
    }
    for decision in stopped {
        page.hanging(2, "– ", &review::told(book, decision));
    }
    let Difference { before, after, groups, stays, changes } = difference;
    page.heading(&say!(voice, "difference-heading"));
    let mut is_same = changes.is_empty();
    for (label, was, is) in lines(book, before, after) {
        let (before, after) = (tenths(was), tenths(is));
        if before.total_cmp(&after).is_ne() {
            is_same = false;
            let told = say!(voice, "from-to", before, after);
            page.hanging(2, &(label + " "), &told);
        }
    }
    for change in groups {
        let GroupChange { group, trials_before, trials_after, .. } = change;
        if trials_before != trials_after {
            let group = overview::group(book, group);
            let label = say!(voice, "trials-in-group-label", group) + " ";
            let told = say!(voice, "from-to", before = *trials_before, after = *trials_after);
            page.hanging(2, &label, &told);
        }
    }
    if is_same {
        page.line(2, &say!(voice, "nothing-changes"));
    } else {
        page.line(2, &say!(voice, "starts-that-stay", starts = *stays));
    }
    if !changes.is_empty() {
        page.heading(&say!(voice, "whose-plan-changes"));
    }
    for Change { candidate, specialist, before, after } in changes {
        page.gap();
        let own = specialist.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
        page.line(2, &format!("{candidate}{own}"));
        for (label, starts) in
            [(say!(voice, "not-any-more"), before), (say!(voice, "now-instead"), after)]
        {
            for start in starts {
                page.hanging(4, &format!("{label} "), &told_start(book, start));
            }
        }
    }
}

/// That something is in the case no more; an opening by what it is called.
fn taken_away(book: &Book<'_>, path: &str) -> String {
    let opening = path.strip_prefix("openings/").and_then(OpeningId::new);
    let opening = opening.filter(|it| book.openings.contains_key(it));
    let what = opening.map_or_else(|| path.to_owned(), |it| book.place(&it));
    say!(book.voice, "change-taken-away", what)
}

fn told_start(book: &Book<'_>, start: &MovedStart) -> String {
    let MovedStart { monday, opening, activity } = start;
    let voice = book.voice;
    let (activity, place) = (voice.word(*activity), book.place(opening));
    say!(voice, "start-told", activity, place, week = voice.week(*monday))
}

/// The figures of two plans, each with its label.
fn lines(book: &Book<'_>, before: &PlanFigures, after: &PlanFigures) -> [(String, f64, f64); 7] {
    #[expect(clippy::cast_precision_loss, reason = "a number of people or openings")]
    let count = |label, of: fn(&PlanFigures) -> usize| (label, of(before) as f64, of(after) as f64);
    let hours = |label, of: fn(&PlanFigures) -> f64| (label, of(before), of(after));
    let voice = book.voice;
    [
        count(say!(voice, "people-label"), |it| it.people),
        count(say!(voice, "trials-label"), |it| it.trials),
        count(say!(voice, "jobbsmak-label"), |it| it.jobbsmak),
        hours(say!(voice, "lasting-jobs-label"), |it| it.lasting_jobs),
        hours(say!(voice, "specialist-hours-label"), |it| it.specialist_hours),
        hours(say!(voice, "mentor-hours-label"), |it| it.mentor_hours),
        count(say!(voice, "unused-label"), |it| it.unused_openings),
    ]
}
