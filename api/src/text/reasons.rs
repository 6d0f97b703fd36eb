//! What speaks for and against a pair, in words.

use engine::domain::{InterestBasis, JobFamily, Level};
use engine::eligibility::{TravelBasis, WayToWork};
use engine::explain::{Evidence, Weighed};

use super::figures::range;
use super::plain as words;

/// The least that a reason adds to the logit to be worth a reader's time; all of them are in the JSON.
const WORTH_TELLING: f64 = 0.05;

/// The reasons that are worth telling, in their order; `family` is the opening's.
pub(super) fn reasons(reasons: &[Weighed], family: JobFamily) -> String {
    let telling = reasons.iter().filter(|it| it.contribution.logit.abs() >= WORTH_TELLING);
    let told: Vec<String> = telling.map(|it| reason(it, family)).collect();
    if told.is_empty() { "ingenting særskilt".to_owned() } else { told.join("; ") }
}

fn reason(reason: &Weighed, family: JobFamily) -> String {
    let speaks_for = reason.contribution.logit > 0.0;
    let work = words::family(family);
    match &reason.evidence {
        Evidence::Usual => "det som gjelder for alle".to_owned(),
        Evidence::Interest { strength, basis } => interest(*strength, *basis, work),
        Evidence::Position { wished, offered, agreed: _ } => format!(
            "plassen kan være {} prosent, og følger bare en del av ønsket om {} prosent",
            range(offered.least().get(), offered.most().get()),
            range(wished.least().get(), wished.most().get()),
        ),
        Evidence::Independence { asked, shown } => {
            let shown = shown
                .map_or_else(String::new, |shown| format!(" enn vist til nå ({})", shown.get()));
            format!("arbeidet krever mer på egen hånd ({} av 5){shown}", asked.get())
        }
        Evidence::Support { needed_hours, offered_hours } => {
            let (needed, offered) = (words::number(*needed_hours), words::number(*offered_hours));
            if offered == "0" {
                format!("ingen fadder ennå ({needed} timer i uken trengs)")
            } else if speaks_for {
                format!("fadderen har god tid ({offered} timer i uken; {needed} trengs)")
            } else {
                format!("fadderen har lite tid ({offered} timer i uken; {needed} trengs)")
            }
        }
        Evidence::Travel(way) => {
            let length = if speaks_for { "kort" } else { "lang" };
            format!("{length} vei ({})", way.minutes.map_or_else(String::new, minutes_or_hours))
        }
        Evidence::Adaptations { offered, support_need: _ } => {
            let offered: Vec<&str> = offered.iter().map(|it| words::adaptation(*it)).collect();
            format!("arbeidsplassen har allerede {}", words::and(&offered))
        }
        Evidence::Experience { months } => {
            let months = usize::try_from(*months).unwrap_or(usize::MAX);
            format!("{} erfaring med {work}", words::count(months, "måneds", "måneders"))
        }
        Evidence::SectorWish { wish: _, sector } => {
            let sector = words::sector(*sector);
            if speaks_for {
                format!("ønsket om {sector} arbeidsplass er møtt")
            } else {
                format!("arbeidsplassen er {sector}, og ønsket er et annet")
            }
        }
        Evidence::EarlierTries { some_here, .. } => {
            let here = if *some_here { " her" } else { "" };
            if speaks_for {
                format!("slikt arbeid har gått bra{here} før")
            } else {
                format!("slikt arbeid passet ikke{here} sist")
            }
        }
    }
}

fn interest(strength: Option<Level>, basis: Option<InterestBasis>, work: &str) -> String {
    let Some(strength) = strength else {
        return format!("har ikke selv nevnt {work}");
    };
    let wish = match strength.get() {
        5 => format!("sterkt ønske om {work}"),
        4 => format!("ønske om {work}"),
        3 => format!("nysgjerrig på {work}"),
        _ => format!("liten interesse for {work}"),
    };
    match basis {
        Some(InterestBasis::Tried) => wish + ", og har prøvd det",
        Some(InterestBasis::Guessed) => wish + ", tror andre",
        Some(InterestBasis::Said) | None => wish,
    }
}

/// `25 minutter med buss eller tog (anslag)`
pub(super) fn travel(way: WayToWork) -> String {
    let Some(minutes) = way.minutes else {
        return "reisetid som ingen har oppgitt".to_owned();
    };
    let time = minutes_or_hours(minutes);
    match way.basis {
        TravelBasis::Estimate(mode) => format!("{time} {} (anslag)", words::travel_mode(mode)),
        TravelBasis::Override | TravelBasis::Unknown => time,
    }
}

/// Minutes up to two hours, hours from there.
pub(super) fn minutes_or_hours(minutes: u16) -> String {
    if minutes < 120 { format!("{minutes} minutter") } else { words::hours(minutes.into()) }
}
