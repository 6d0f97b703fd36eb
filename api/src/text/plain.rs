//! The readers' words for the engine's codes, in bokmål.

use engine::domain::{
    Activity, Adaptation, Certificate, Flexibility, JobFamily, PreparationKind, Route, Sector,
    TaskKind, TravelMode,
};
use jiff::civil::Date;

pub(super) fn activity(activity: Activity) -> &'static str {
    match activity {
        Activity::Jobbsmak => "jobbsmak",
        Activity::Trial => "arbeidsutprøving",
    }
}

pub(super) fn family(family: JobFamily) -> &'static str {
    match family {
        JobFamily::Shop => "butikkarbeid",
        JobFamily::Kitchen => "arbeid på kjøkken og kafé",
        JobFamily::Care => "arbeid med mennesker i omsorg",
        JobFamily::Children => "arbeid med barn i barnehage og skole",
        JobFamily::Caretaking => "vaktmesterarbeid og renhold",
        JobFamily::Driving => "kjøring og levering",
        JobFamily::Animals => "arbeid med dyr",
        JobFamily::Recycling => "gjenvinning og ombruk",
        JobFamily::Office => "kontorarbeid",
        JobFamily::Production => "produksjon og pakking",
        JobFamily::Gardening => "arbeid med planter",
        JobFamily::Library => "arbeid på bibliotek og arkiv",
        JobFamily::Warehouse => "lagerarbeid",
        JobFamily::Laundry => "arbeid på vaskeri",
        JobFamily::Media => "arbeid med data, foto og medier",
    }
}

pub(super) fn task(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Routine => "faste oppgaver",
        TaskKind::Varied => "oppgaver som skifter",
        TaskKind::Customers => "kunder og gjester",
        TaskKind::People => "mennesker som trenger omsorg",
        TaskKind::Food => "mat og servering",
        TaskKind::Cleaning => "vask og rydding",
        TaskKind::Machines => "verktøy og maskiner",
        TaskKind::Lifting => "løfting og bæring",
        TaskKind::Computer => "arbeid på datamaskin",
        TaskKind::Outdoors => "arbeid ute",
        TaskKind::Driving => "kjøring",
        TaskKind::Animals => "arbeid med dyr",
    }
}

pub(super) fn adaptation(adaptation: Adaptation) -> &'static str {
    match adaptation {
        Adaptation::StepFree => "trinnfri adkomst",
        Adaptation::Quiet => "rolige omgivelser",
        Adaptation::NoCustomers => "ingen kundekontakt",
        Adaptation::FixedRoutine => "fast rutine",
        Adaptation::PictureInstructions => "oppgaver forklart med bilder",
        Adaptation::ShortShifts => "korte vakter",
        Adaptation::NoHeavyLifting => "ingen tunge løft",
        Adaptation::SafeTransport => "trygg transport",
        Adaptation::ExtraBreaks => "pauser ved behov",
        Adaptation::FixedContact => "en fast kollega å spørre",
        Adaptation::SeatedWork => "arbeid som kan gjøres sittende",
    }
}

pub(super) fn certificate(certificate: Certificate) -> &'static str {
    match certificate {
        Certificate::PoliceCertificate => "politiattest",
        Certificate::FoodHygiene => "kurs i mathygiene",
        Certificate::DrivingLicence => "førerkort",
        Certificate::Forklift => "truckførerbevis",
        Certificate::FirstAid => "førstehjelpskurs",
    }
}

pub(super) fn preparation(kind: PreparationKind) -> &'static str {
    match kind {
        PreparationKind::TravelTraining => "Øv på reiseveien",
        PreparationKind::Transport => "Ordne transport",
        PreparationKind::Aids => "Skaff hjelpemidlene",
        PreparationKind::HomeSupport => "Ordne støtten hjemme rundt arbeidstiden",
    }
}

pub(super) fn route(route: Route) -> &'static str {
    match route {
        Route::GradualStart => "begynne forsiktig og vokse til det minste tjenesten kan tilby",
        Route::DayCentre => "dagsenter eller arbeidssenter",
        Route::Education => "utdanning",
        Route::ShelteredWork => "tilrettelagt arbeid i en tiltaksbedrift",
        Route::OrdinaryWorkThroughNav => "tilrettelagt arbeid i ordinær virksomhet gjennom NAV",
        Route::HeltMed => "HELT MED",
    }
}

pub(super) fn sector(sector: Sector) -> &'static str {
    match sector {
        Sector::Public => "offentlig",
        Sector::Private => "privat",
    }
}

pub(super) fn travel_mode(mode: TravelMode) -> &'static str {
    match mode {
        TravelMode::Walk => "til fots",
        TravelMode::Bicycle => "på sykkel",
        TravelMode::PublicTransport => "med buss eller tog",
        TravelMode::Car => "med bil",
    }
}

/// What can be talked about.
pub(super) fn topic(flexible: Flexibility) -> &'static str {
    match flexible {
        Flexibility::Hours => "dager og tider",
        Flexibility::Position => "størrelsen på stillingen",
        Flexibility::Travel => "reiseveien",
    }
}

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
];

/// A day without its year: `30. november`.
pub(super) fn day(date: Date) -> String {
    let month = usize::try_from(date.month()).expect("months are 1 to 12");
    format!("{}. {}", date.day(), MONTHS[month - 1])
}

/// A day with its year: `30. november 2026`.
pub(super) fn day_and_year(date: Date) -> String {
    format!("{} {}", day(date), date.year())
}

/// `uke 50`, `uke 1 til 4`: the weeks that begin on these Mondays.
pub(super) fn weeks(first: Date, last: Date) -> String {
    match (week_number(first), week_number(last)) {
        (first, last) if first == last => format!("uke {first}"),
        (first, last) => format!("uke {first} til {last}"),
    }
}

/// The number that the week has in calendars.
pub(super) fn week_number(monday: Date) -> i8 {
    monday.iso_week_date().week()
}

/// A number of things, small ones in words: `én plass`, `to plasser`, `14 plasser`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    const WORDS: [&str; 11] =
        ["ingen", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti"];
    let noun = if number == 1 { one } else { many };
    match WORDS.get(number) {
        Some(word) => format!("{word} {noun}"),
        None => format!("{number} {noun}"),
    }
}

/// A number with a decimal comma, and no more decimals than it needs, at most two.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').replace('.', ",")
}

/// Time in minutes, in hours: `7,4 timer`; where hundredths do not hold it, `7 timer og 22 minutter`.
pub(super) fn hours(minutes: u32) -> String {
    if minutes.is_multiple_of(3) {
        let unit = if minutes == 60 { "time" } else { "timer" };
        return format!("{} {unit}", number(f64::from(minutes) / 60.0));
    }
    let unit = if minutes / 60 == 1 { "time" } else { "timer" };
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} minutter"),
        (whole, rest) => format!("{whole} {unit} og {rest} minutter"),
    }
}

/// Several things in a row: `a, b og c`.
pub(super) fn and(items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} og {last}", first.join(", ")),
    }
}

/// Makes the first letter a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
