//! What speaks for and against a pair, in words.

use engine::domain::{InterestBasis, JobFamily, Level};
use engine::eligibility::{TravelBasis, WayToWork};
use engine::explain::{Evidence, Weighed};

use super::figures::range;
use super::voice::{Voice, say};

/// From so many months experience is told in years.
const MONTHS_TOLD: u32 = 24;

/// The least that a reason adds to the logit to be worth a reader's time; all of them are in the JSON.
const WORTH_TELLING: f64 = 0.05;

/// The reasons that are worth telling, in their order; `family` is the opening's.
pub(super) fn reasons(voice: &Voice, reasons: &[Weighed], family: JobFamily) -> String {
    let telling = reasons.iter().filter(|it| is_worth_telling(it));
    let told: Vec<String> = telling.map(|it| reason(voice, it, family)).collect();
    if told.is_empty() { say!(voice, "nothing-particular") } else { told.join("; ") }
}

/// Whether a reason is worth a reader's time.
pub(super) fn is_worth_telling(reason: &Weighed) -> bool {
    reason.contribution.logit.abs() >= WORTH_TELLING
}

fn reason(voice: &Voice, reason: &Weighed, family: JobFamily) -> String {
    let speaks_for = reason.contribution.logit > 0.0;
    let work = voice.word(family);
    match &reason.evidence {
        Evidence::Usual => say!(voice, "usual"),
        Evidence::Interest { strength, basis } => interest(voice, *strength, *basis, work),
        Evidence::Position { wished, offered, agreed: _ } => say!(
            voice,
            "position-partly",
            offered = range(offered.least().get(), offered.most().get()),
            wished = range(wished.least().get(), wished.most().get()),
        ),
        Evidence::Independence { asked, shown: None } => {
            say!(voice, "more-independence", asked = asked.get())
        }
        Evidence::Independence { asked, shown: Some(shown) } => {
            say!(voice, "more-independence-than-shown", asked = asked.get(), shown = shown.get())
        }
        Evidence::Support { needed_hours, offered_hours } => {
            let (needed, offered) = (*needed_hours, *offered_hours);
            if voice.number(offered) == "0" {
                say!(voice, "no-mentor-yet", needed)
            } else if speaks_for {
                say!(voice, "mentor-has-time", needed, offered)
            } else {
                say!(voice, "mentor-has-little-time", needed, offered)
            }
        }
        Evidence::Travel(way) => {
            let time = way.minutes.map_or_else(String::new, |time| voice.minutes_or_hours(time));
            if speaks_for { say!(voice, "short-way", time) } else { say!(voice, "long-way", time) }
        }
        Evidence::Adaptations { offered, support_need: _ } => {
            let offered: Vec<String> = offered.iter().map(|it| voice.word(*it)).collect();
            say!(voice, "already-adapted", adaptations = voice.and(&offered))
        }
        Evidence::Experience { months } if *months >= MONTHS_TOLD => {
            say!(voice, "years-of-experience", years = (f64::from(*months) / 12.0).round(), work)
        }
        Evidence::Experience { months } => {
            say!(voice, "months-of-experience", months = *months, work)
        }
        Evidence::SectorWish { wish: _, sector } => {
            let sector = voice.word(*sector);
            if speaks_for {
                say!(voice, "sector-as-wished", sector)
            } else {
                say!(voice, "sector-not-as-wished", sector)
            }
        }
        Evidence::EarlierTries { some_here, .. } => match (speaks_for, some_here) {
            (true, false) => say!(voice, "went-well"),
            (true, true) => say!(voice, "went-well-here"),
            (false, false) => say!(voice, "did-not-fit"),
            (false, true) => say!(voice, "did-not-fit-here"),
        },
    }
}

fn interest(
    voice: &Voice,
    strength: Option<Level>,
    basis: Option<InterestBasis>,
    work: String,
) -> String {
    let Some(strength) = strength.map(Level::get) else {
        return say!(voice, "interest-not-said", work);
    };
    match basis {
        Some(InterestBasis::Tried) => say!(voice, "interest-tried", strength, work),
        Some(InterestBasis::Guessed) => say!(voice, "interest-guessed", strength, work),
        Some(InterestBasis::Said) | None => say!(voice, "interest", strength, work),
    }
}

/// `25 minutter med buss eller tog (anslag)`
pub(super) fn travel(voice: &Voice, way: WayToWork) -> String {
    let Some(minutes) = way.minutes else {
        return say!(voice, "way-unknown");
    };
    let time = voice.minutes_or_hours(minutes);
    match way.basis {
        TravelBasis::Estimate(mode) => say!(voice, "way-estimated", time, by = voice.word(mode)),
        TravelBasis::Override | TravelBasis::Unknown => time,
    }
}
