//! The columns of each sheet: the one table from which templates, imports and exports come.

/// What stands in a cell, and so how it is written and read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// Text as it is.
    Text,
    /// A number, with a decimal comma or point.
    Number,
    /// A day.
    Day,
    /// Yes or no.
    Truth,
    /// One of a list of codes; the name is what its words' keys begin with in `codes.ftl`.
    Code(&'static str),
    /// The id of something that is stored already.
    Of(Stored),
    /// Days and hours of a week.
    Hours,
    /// Several of the same, with `;` between.
    Several(&'static Kind),
    /// Several of the same, with `;` between, each of parts with `|` between.
    Parts(&'static [Part]),
}

/// A part of what stands several times in a cell: its key, what it is called, its kind.
pub(super) type Part = (&'static str, &'static str, Kind);

/// What a cell can refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stored {
    /// A candidate.
    Candidate,
    /// An employer.
    Employer,
    /// A job specialist.
    Specialist,
    /// A workplace.
    Workplace,
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// The way to the field in the case format, with `.` between; the key of the column, which stays.
    pub(super) key: &'static str,
    /// What the column is called.
    pub(super) heading: &'static str,
    /// What stands in its cells.
    pub(super) kind: Kind,
    /// Whether each row has it.
    pub(super) must: bool,
    /// What to know when filling it in, beside what its kind says.
    pub(super) note: &'static str,
}

/// The column with the version of what was exported, by which nobody's change is lost.
pub(super) const VERSION: Column = may("version", "Versjon", Kind::Number)
    .note("Skrives av Femtrinn. La den stå: slik ser Femtrinn om noen andre har endret raden.");

/// The column that tells how far an opening is; an import does not look at it.
pub(super) const STATUS: Column = may("status", "Status nå", Kind::Text)
    .note("Skrives av Femtrinn, til opplysning. Leses ikke ved import.");

const fn must(key: &'static str, heading: &'static str, kind: Kind) -> Column {
    Column { key, heading, kind, must: true, note: "" }
}

const fn may(key: &'static str, heading: &'static str, kind: Kind) -> Column {
    Column { key, heading, kind, must: false, note: "" }
}

impl Column {
    const fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }
}

const FAMILIES: Kind = Kind::Several(&Kind::Code("family"));
const ADAPTATIONS: Kind = Kind::Several(&Kind::Code("adaptation"));
const CERTIFICATES: Kind = Kind::Several(&Kind::Code("certificate"));
const PERIODS: Kind = Kind::Parts(&[("from", "fra", Kind::Day), ("to", "til", Kind::Day)]);
const SEEN_BY: Part = ("seen.by", "sagt av", Kind::Code("said-by"));
const SEEN_ON: Part = ("seen.on", "dato", Kind::Day);
const SEEN_AT: Part = ("seen.at", "sett hvor", Kind::Text);

/// The columns of candidates.
pub(super) const CANDIDATES: &[Column] = &[
    must("id", "Kandidat", Kind::Text)
        .note("Et pseudonym, for eksempel K-07. Aldri navn eller fødselsnummer."),
    may("own_words", "Egne ord", Kind::Text)
        .note("Det personen selv sier om arbeid. Aldri diagnose."),
    may("district", "Bydel", Kind::Text),
    must("postal_code", "Postnummer hjemme", Kind::Text),
    may("specialist", "Jobbspesialist", Kind::Of(Stored::Specialist)),
    must("step", "Trinn", Kind::Code("step")),
    must("consent", "Svar på tilbudet", Kind::Code("consent")),
    must("readiness", "Klar for", Kind::Code("readiness")),
    must("waiting_since", "Venter siden", Kind::Day),
    may("times_passed_over", "Andre gikk foran, ganger", Kind::Number),
    may("reentry", "Tilbake etter en jobb", Kind::Truth),
    may("leaving_school", "På vei ut av skolen", Kind::Truth),
    may("placement", "Jobb nå", Kind::Text).note("Id-en til jobben personen har og vil bort fra."),
    must("travel.modes", "Reisemåter", Kind::Several(&Kind::Code("by"))),
    must("travel.minutes_most", "Reisetid høyst, minutter", Kind::Number).note("Én vei."),
    must("wanted_position.least", "Ønsket stilling minst, prosent", Kind::Number),
    must("wanted_position.most", "Ønsket stilling høyst, prosent", Kind::Number),
    must("available", "Kan arbeide", Kind::Hours),
    may("away", "Borte", PERIODS),
    may("flexible", "Kan snakkes om", Kind::Several(&Kind::Code("topic"))),
    may(
        "interests",
        "Interesser",
        Kind::Parts(&[
            ("family", "slags arbeid", Kind::Code("family")),
            ("strength", "styrke 1 til 5", Kind::Number),
            ("basis", "hvordan vi vet det", Kind::Code("basis")),
            SEEN_BY,
            SEEN_ON,
            SEEN_AT,
        ]),
    ),
    may("avoid_families", "Vil ikke arbeide med", FAMILIES),
    may("avoid_employers", "Vil ikke arbeide hos", Kind::Several(&Kind::Of(Stored::Employer))),
    may("sector_wish", "Ønsket sektor", Kind::Code("sector")),
    may(
        "tasks",
        "Oppgaver",
        Kind::Parts(&[
            ("kind", "slags oppgave", Kind::Code("task")),
            ("independence", "selvstendighet 1 til 5", Kind::Number),
            ("support_need", "behov for støtte 1 til 5", Kind::Number),
            SEEN_BY,
            SEEN_ON,
            SEEN_AT,
        ]),
    ),
    may("adaptations", "Må være tilrettelagt", ADAPTATIONS),
    may("certificates", "Kurs og bevis", CERTIFICATES),
    may(
        "coming_certificates",
        "Kurs og bevis på vei",
        Kind::Parts(&[
            ("certificate", "hva", Kind::Code("certificate")),
            ("weeks", "om uker", Kind::Number),
        ]),
    ),
    may(
        "preparations",
        "Må være i orden først",
        Kind::Parts(&[
            ("kind", "hva", Kind::Code("preparation")),
            ("weeks", "om uker", Kind::Number),
        ]),
    ),
    may(
        "experience",
        "Erfaring",
        Kind::Parts(&[
            ("family", "slags arbeid", Kind::Code("family")),
            ("months", "måneder", Kind::Number),
        ]),
    ),
    may(
        "earlier",
        "Prøvd før",
        Kind::Parts(&[
            ("activity", "hva", Kind::Code("earlier")),
            ("family", "slags arbeid", Kind::Code("family")),
            ("employer", "arbeidsgiver", Kind::Of(Stored::Employer)),
            ("ended", "sluttet", Kind::Day),
            ("outcome", "hvordan det gikk", Kind::Code("outcome")),
        ]),
    ),
    may(
        "releases",
        "Arbeidsgivere som kan få vite",
        Kind::Parts(&[
            ("employer", "arbeidsgiver", Kind::Of(Stored::Employer)),
            ("answer", "svar", Kind::Code("release")),
        ]),
    ),
    may("schemes", "Ordninger", Kind::Several(&Kind::Text))
        .note("Kodene i kommunens tjenestemodell."),
    may(
        "decisions",
        "Vedtak",
        Kind::Parts(&[("by", "av", Kind::Code("decider")), ("from", "gjelder fra", Kind::Day)]),
    ),
    may("jobbsmak_most", "Jobbsmak høyst", Kind::Number),
];

/// The columns of openings.
pub(super) const OPENINGS: &[Column] = &[
    must("id", "Plass", Kind::Text).note("For eksempel O-06."),
    must("title", "Tittel", Kind::Text),
    must("workplace", "Arbeidssted", Kind::Of(Stored::Workplace)),
    must("family", "Slags arbeid", Kind::Code("family")),
    may("styrk08", "STYRK-08", Kind::Text).note("Fire sifre."),
    must(
        "tasks",
        "Oppgaver",
        Kind::Parts(&[("kind", "slags oppgave", Kind::Code("task")), ("what", "hva", Kind::Text)]),
    ),
    must("position.least", "Stilling minst, prosent", Kind::Number),
    must("position.most", "Stilling høyst, prosent", Kind::Number),
    must("places", "Plasser", Kind::Number).note("Så mange som kan være der samtidig."),
    may("trials_most", "Utprøvinger høyst", Kind::Number),
    must("hours", "Arbeidstid", Kind::Hours),
    must("independence_asked", "Selvstendighet 1 til 5", Kind::Number),
    may("mentor.named", "Fadder er avtalt", Kind::Truth),
    may("mentor.hours_week", "Fadderens timer i uken", Kind::Number),
    may("adaptations", "Kan tilrettelegge med", ADAPTATIONS),
    may("certificates", "Kurs og bevis som kreves", CERTIFICATES),
    must("activities", "Kan prøves", Kind::Several(&Kind::Code("activity"))),
    may("open.from", "Åpen fra", Kind::Day),
    may("open.to", "Åpen til", Kind::Day),
    may("closed", "Stengt", PERIODS),
    may("no_starts", "Ingen kan begynne", PERIODS),
    may("made_for.candidate", "Laget for kandidat", Kind::Of(Stored::Candidate)),
    may("made_for.until", "Holdes av til", Kind::Day),
    may("scheme", "Ordning", Kind::Text).note("En kode i kommunens tjenestemodell."),
    may("wage.kind", "Lønn", Kind::Code("wage")),
    may("wage.ore_per_hour", "Lønn, øre i timen", Kind::Number),
    may("wishes.tasks", "Oppgaver som haster mest", Kind::Several(&Kind::Code("task"))),
    may("wishes.hours", "Tider som passer best", Kind::Hours),
    may("wishes.position", "Stilling som passer best, prosent", Kind::Number),
    may("wishes.start", "Hjelp ønskes fra", Kind::Day),
];

/// The columns of staff.
pub(super) const STAFF: &[Column] = &[
    must("id", "Jobbspesialist", Kind::Text).note("En id, for eksempel S-1. Ikke navn."),
    must("position", "Stilling, prosent", Kind::Number),
    must("present_caseload", "Følger opp nå, personer", Kind::Number),
    may("caseload_most", "Høyst, personer", Kind::Number),
    must("support_hours_week", "Timer til oppfølging i uken", Kind::Number),
    may("leave", "Fri", PERIODS),
];
