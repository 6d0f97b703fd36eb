//! Those for whom nothing is proposed: why, and what can help.

use engine::domain::Consent;
use engine::explain::{Answer, RuleCount, Shortage, ShortageCount, Shortfall, Why, Without};

use super::page::Page;
use super::proposal::introduce;
use super::steps::told;
use super::{Book, plain as words, rules};

/// One paragraph for each of them.
pub(super) fn write(page: &mut Page, book: &Book<'_>, answer: &Answer) {
    if answer.without.is_empty() {
        return;
    }
    page.heading("Uten forslag nå, og hvorfor");
    for without in &answer.without {
        page.gap();
        introduce(page, book.candidates[&without.candidate]);
        page.line(2, &why(book, without));
        if let Why::Shortage(shortfall) = &without.why {
            for count in &shortfall.short_of {
                page.hanging(4, "– ", &short_of(book, count));
            }
        }
        if matches!(without.why, Why::NothingEligible) {
            for count in &without.rules {
                page.hanging(4, "– ", &stopped(book, count));
            }
        }
        let is_stopped = matches!(without.why, Why::NothingEligible | Why::Shortage(_));
        if is_stopped && !without.flexible.is_empty() {
            let topics: Vec<&str> = without.flexible.iter().map(|it| words::topic(*it)).collect();
            let text = format!("{} kan snakkes om, har kandidaten sagt.", words::and(&topics));
            page.hanging(4, "Et spørsmål: ", &words::capital(&text));
        }
        if !without.next_steps.is_empty() {
            page.hanging(4, "Verdt å gjøre: ", &told(book, &without.next_steps));
        }
    }
}

fn why(book: &Book<'_>, without: &Without) -> String {
    let candidate = &without.candidate;
    match &without.why {
        Why::NotNow { consent: Consent::Later } => {
            "Vil vente. Det er greit; plassen i køen og prioriteten står som før.".to_owned()
        }
        Why::NotNow { consent: Consent::No } => {
            "Har sagt nei takk. Det er greit, og døren står åpen.".to_owned()
        }
        Why::NotNow { consent: Consent::NotYet | Consent::Yes } => {
            "Har ikke bestemt seg for å være med ennå. Ingenting planlegges før et ja.".to_owned()
        }
        Why::Agreed => agreed(book, without),
        Why::AnotherWay(route) => {
            let routes: Vec<&str> = route.routes.iter().map(|it| words::route(*it)).collect();
            let wanted = route.wanted_most.get();
            let least = route.position_least.get();
            format!(
                "Ønsker høyst {wanted} prosent, og tjenesten begynner på {least} prosent. Det er \
                 ikke et avslag, men en annen vei: {}.",
                routes.join("; ")
            )
        }
        Why::NothingEligible => nothing_eligible(book, without),
        Why::NoSpecialist => format!(
            "Det finnes plasser som kan passe, men {candidate} har ingen jobbspesialist ennå."
        ),
        Why::NothingToLearn => {
            "Bare jobbsmak er mulig nå, og bare med arbeid som allerede er kjent eller \
             som kandidaten ikke har nevnt; det ville ikke vise noe nytt."
                .to_owned()
        }
        Why::Shortage(shortfall) => shortage(shortfall),
    }
}

fn agreed(book: &Book<'_>, without: &Without) -> String {
    let agreed = book.case.agreed.iter().filter(|it| it.candidate == without.candidate);
    let agreed: Vec<String> = agreed
        .map(|it| {
            let weeks = words::count(it.weeks.get().into(), "uke", "uker");
            let from = words::day(it.first_monday);
            let what = words::activity(it.activity);
            format!("{what}, {}, fra {from} i {weeks}", book.place(&it.opening))
        })
        .collect();
    format!("Har allerede en avtale som står: {}.", words::and(&agreed))
}

fn nothing_eligible(book: &Book<'_>, without: &Without) -> String {
    let mut said = vec![match book.case.openings.len() {
        0 => "Det er ingen ledige plasser nå.".to_owned(),
        1 => "Den ene ledige plassen går ikke nå.".to_owned(),
        number => format!("Ingen av de {number} ledige plassene går nå."),
    }];
    if without.out_of_reach > 0 {
        let number = words::capital(&words::count(without.out_of_reach, "plass", "plasser"));
        let nearest = without.nearest_out_of_reach.as_ref().and_then(|nearest| {
            let rule = rules::rule(book, "out-of-reach", &nearest.needed, &nearest.found)?;
            Some(format!("; nærmest er {}: {rule}", book.place(&nearest.opening)))
        });
        said.push(format!("{number} ligger for langt unna{}.", nearest.unwrap_or_default()));
    }
    if !without.rules.is_empty() {
        said.push("Dette stoppet dem som ligger nær nok:".to_owned());
    }
    said.join(" ")
}

/// `Tre plasser, for én av dem bare dette: … (O-04).`
fn stopped(book: &Book<'_>, count: &RuleCount) -> String {
    let RuleCount { rule, ground: _, openings, alone, closest } = count;
    let text = rules::rule(book, rule, &closest.needed, &closest.found)
        .unwrap_or_else(|| (*rule).to_owned());
    let only = alone_of(*alone, *openings);
    let openings = words::capital(&words::count(*openings, "plass", "plasser"));
    format!("{openings}{only}: {text} ({}).", closest.opening)
}

fn shortage(shortfall: &Shortfall) -> String {
    let Shortfall { options, possible_still, without_a_week, short_of } = shortfall;
    let possible = match options {
        1 => "Ett forslag er mulig".to_owned(),
        number => {
            let number = words::count(*number, "forslag", "forslag");
            format!("{} er mulige", words::capital(&number))
        }
    };
    let mut said = vec![format!("{possible}, men noe mangler denne gangen.")];
    if *possible_still > 0 {
        let still = words::capital(&words::count(*possible_still, "av dem", "av dem"));
        said.push(format!("{still} kan fortsatt legges inn for hånd."));
    }
    if *without_a_week > 0 {
        let number = words::count(*without_a_week, "av dem", "av dem");
        said.push(format!("For {number} finnes det ingen uke som passer."));
    }
    if !short_of.is_empty() {
        said.push("Det er dette:".to_owned());
    }
    said.join(" ")
}

fn short_of(book: &Book<'_>, count: &ShortageCount) -> String {
    let ShortageCount { options, alone, opening, closest } = count;
    let hours = |needed: f64, left: f64, week| {
        let (needed, left) = (words::number(needed), words::number(left));
        format!("{needed} trengs i {}, og {left} er igjen", book.week(week))
    };
    let text = match *closest {
        Shortage::Place { week } => format!("ingen plass er ledig i {}", book.week(week)),
        Shortage::Job => "det er ikke flere jobber å prøve seg mot".to_owned(),
        Shortage::MentorHours { week, needed, left } => {
            format!("fadderens timer: {}", hours(needed, left, week))
        }
        Shortage::SpecialistHours { week, needed, left } => {
            format!("jobbspesialistens timer: {}", hours(needed, left, week))
        }
        Shortage::Caseload => "jobbspesialisten følger opp så mange som det går an".to_owned(),
        Shortage::Specialist => "ingen jobbspesialist".to_owned(),
    };
    let only = alone_of(*alone, *options);
    let options = match options {
        1 => "Ett forslag".to_owned(),
        number => words::capital(&words::count(*number, "forslag", "forslag")),
    };
    format!("{options}{only}: {text} ({opening}).")
}

/// For how many of them this is all that stands in the way.
fn alone_of(alone: usize, all: usize) -> String {
    match alone {
        0 => String::new(),
        alone if alone == all => ", og bare dette".to_owned(),
        alone => format!(", for {} bare dette", words::count(alone, "av dem", "av dem")),
    }
}
