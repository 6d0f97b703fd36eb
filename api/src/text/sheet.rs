//! Sheets to print or paste: an agreement, and the status of a job. Everything is typed once; what is not stored is
//! a blank.

use engine::domain::{
    AgreementKind, CandidateId, Employer, LegalEmployer, Months, SaidBy, Wage, WeekHours, Words,
    Workplace,
};
use engine::journey::details::Employed;
use engine::journey::{ContactHow, Party};
use engine::papers::{Agreement, Item, KindRules, Lack, Review, Signatory, Signature};
use jiff::civil::Date;

use super::language::Language;
use super::voice::{Voice, capital, say};

/// A sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its language.
    pub language: Language,
    /// What it is.
    pub title: String,
    /// What to know before reading it.
    pub notes: Vec<String>,
    /// What stands on it.
    pub parts: Vec<Part>,
}

/// A part of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its heading.
    pub heading: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line: a label, and what is stored; nothing is a blank to fill in by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub label: String,
    /// What is stored.
    pub value: Option<String>,
}

/// Who a sheet is about, as far as it is known.
#[derive(Debug, Clone, Copy)]
pub struct Who<'a> {
    /// The pseudonym.
    pub candidate: &'a CandidateId,
    /// The name.
    pub name: Option<&'a Words>,
    /// The telephone number.
    pub phone: Option<&'a Words>,
}

/// Where somebody works.
#[derive(Debug, Clone, Copy)]
pub struct Where<'a> {
    /// What the municipality is called.
    pub municipality: &'a str,
    /// Whose the workplace is.
    pub employer: &'a Employer,
    /// The workplace.
    pub workplace: &'a Workplace,
}

/// What the sheet of an agreement is made of.
#[derive(Debug)]
pub struct AgreementFacts<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Its version.
    pub version: i64,
    /// About whom.
    pub who: Who<'a>,
    /// Where.
    pub place: Where<'a>,
    /// What the scheme is called.
    pub scheme: Option<&'a Words>,
    /// What agreements of the kind must say.
    pub rules: &'a KindRules,
    /// What this one lacks.
    pub lacks: &'a [Lack],
    /// The day of the rules.
    pub on: Date,
}

/// A follow-up that was held.
#[derive(Debug)]
pub struct FollowedUpOn<'a> {
    /// The day.
    pub on: Date,
    /// How.
    pub how: ContactHow,
    /// With whom.
    pub with: &'a [SaidBy],
}

/// What the sheet of a job's status is made of.
#[derive(Debug)]
pub struct StatusFacts<'a> {
    /// About whom.
    pub who: Who<'a>,
    /// Where.
    pub place: Where<'a>,
    /// The job as it is now.
    pub terms: &'a Employed,
    /// Its first day.
    pub since: Date,
    /// What the scheme is called.
    pub scheme: Option<&'a Words>,
    /// How often the job is looked at.
    pub every: Option<Months>,
    /// The next check at NAV.
    pub review: Option<Review>,
    /// The first day of the period.
    pub from: Date,
    /// The last, which is the day of the sheet.
    pub to: Date,
    /// Follow-ups in the period.
    pub followed_up: Vec<FollowedUpOn<'a>>,
    /// Days in the period on which position or pay changed.
    pub changed_on: Vec<Date>,
}

impl Sheet {
    /// The sheet of an agreement.
    #[must_use]
    pub fn of_agreement(language: Language, facts: &AgreementFacts<'_>) -> Self {
        let voice = Voice::of(language);
        let AgreementFacts { agreement, version, rules, lacks, on, .. } = facts;
        let kind = voice.word(agreement.kind);
        let known = rules.items.on(*on).is_some() && rules.signed_by.on(*on).is_some();
        let mut notes = Vec::new();
        if !lacks.is_empty() {
            notes.push(say!(voice, "sheet-draft"));
        } else if known {
            notes.push(say!(voice, "sheet-whole"));
        }
        if !known {
            notes.push(say!(voice, "sheet-unknown-rules"));
        }
        if agreement.kind == AgreementKind::NavPlace {
            notes.push(say!(voice, "sheet-nav-then"));
        }
        notes.push(say!(voice, "sheet-blank"));
        Self {
            language,
            title: say!(voice, "sheet-agreement", kind, version = version.to_string()),
            notes,
            parts: vec![
                Part { heading: say!(voice, "sheet-parties"), lines: parties(voice, facts) },
                Part { heading: say!(voice, "sheet-agreed"), lines: items(voice, facts) },
                Part { heading: say!(voice, "sheet-signatures"), lines: signatures(voice, facts) },
            ],
        }
    }

    /// The sheet of a job's status, for the check at NAV.
    #[must_use]
    pub fn of_status(language: Language, facts: &StatusFacts<'_>) -> Self {
        let voice = Voice::of(language);
        let title = match facts.every {
            Some(every) => say!(voice, "sheet-status", months = every.get()),
            None => say!(voice, "sheet-status-plain"),
        };
        let as_of = say!(voice, "sheet-as-of", day = voice.day_and_year(facts.to));
        let mut parts = vec![
            Part { heading: say!(voice, "sheet-job"), lines: job(voice, facts) },
            Part { heading: say!(voice, "sheet-followed-up"), lines: followed_up(voice, facts) },
            Part { heading: say!(voice, "sheet-judgement"), lines: judgement(voice) },
        ];
        if let Some(Review { alert, deadline }) = facts.review {
            let (alert, deadline) = (voice.day_and_year(alert), voice.day_and_year(deadline));
            let when = say!(voice, "sheet-review", deadline, alert);
            let lines = vec![filled(say!(voice, "sheet-next-review"), when)];
            parts.push(Part { heading: say!(voice, "sheet-deadlines"), lines });
        }
        let sign = [Signatory::Candidate, Signatory::LegalEmployer];
        let lines = sign.map(|by| signature(voice, by, None)).to_vec();
        parts.push(Part { heading: say!(voice, "sheet-signatures"), lines });
        Self { language, title, notes: vec![as_of, say!(voice, "sheet-blank")], parts }
    }
}

fn line(label: String, value: Option<impl ToString>) -> Line {
    Line { label, value: value.map(|value| value.to_string()) }
}

fn filled(label: String, value: impl ToString) -> Line {
    line(label, Some(value))
}

fn blank(label: String) -> Line {
    Line { label, value: None }
}

fn person(voice: &Voice, who: Who<'_>) -> Vec<Line> {
    vec![
        line(say!(voice, "sheet-name"), who.name),
        blank(say!(voice, "sheet-national-number")),
        line(say!(voice, "sheet-phone"), who.phone),
        filled(say!(voice, "sheet-id"), who.candidate),
    ]
}

fn enterprise(voice: &Voice, place: Where<'_>) -> Vec<Line> {
    let Where { municipality: _, employer, workplace } = place;
    vec![
        filled(say!(voice, "sheet-employer"), &employer.name),
        filled(say!(voice, "sheet-organisation-number"), &employer.organisation_number),
        filled(
            say!(voice, "sheet-workplace"),
            format!("{}, {}", workplace.name, workplace.postal_code),
        ),
        blank(say!(voice, "sheet-contact-person")),
    ]
}

/// Who employs in law; the municipality by its name.
fn legal_employer(voice: &Voice, legal: Option<LegalEmployer>, place: Where<'_>) -> Line {
    let value = legal.map(|legal| match legal {
        LegalEmployer::Municipality => place.municipality.to_owned(),
        LegalEmployer::District | LegalEmployer::Provider | LegalEmployer::Workplace => {
            voice.word(legal)
        }
    });
    line(say!(voice, "sheet-legal-employer"), value)
}

fn parties(voice: &Voice, facts: &AgreementFacts<'_>) -> Vec<Line> {
    let AgreementFacts { agreement, who, place, scheme, .. } = facts;
    let mut lines = person(voice, *who);
    lines.push(legal_employer(voice, agreement.legal_employer, *place));
    lines.extend(enterprise(voice, *place));
    if let Some(scheme) = scheme {
        lines.push(filled(say!(voice, "sheet-scheme"), scheme));
    }
    lines.push(line(say!(voice, "sheet-provider"), agreement.provider.as_ref()));
    if agreement.kind == AgreementKind::NavPlace {
        lines.push(blank(say!(voice, "sheet-nav-adviser")));
        lines.push(blank(say!(voice, "sheet-account")));
    }
    lines
}

/// What the agreement says, and what agreements of its kind must say.
fn items(voice: &Voice, facts: &AgreementFacts<'_>) -> Vec<Line> {
    let asked = facts.rules.items.on(facts.on).map_or(&[][..], Vec::as_slice);
    let said = Item::ALL.iter().map(|item| (*item, item_words(voice, *item, facts.agreement)));
    let shown = said.filter(|(item, said)| said.is_some() || asked.contains(item));
    shown.map(|(item, said)| line(capital(&voice.word(item)), said)).collect()
}

fn item_words(voice: &Voice, item: Item, agreement: &Agreement) -> Option<String> {
    let words = |words: &Option<Words>| words.as_ref().map(ToString::to_string);
    let party = |party: Party| (party != Party::Unknown).then(|| voice.word(party));
    match item {
        Item::Period => {
            let period = agreement.period?;
            let from = voice.day_and_year(period.from()?);
            Some(match period.to() {
                None => say!(voice, "sheet-running", from),
                Some(to) => say!(voice, "sheet-from-to", from, to = voice.day_and_year(to)),
            })
        }
        Item::Title => words(&agreement.title),
        Item::Work => words(&agreement.work),
        Item::Position => {
            let percent = agreement.position?.get();
            let days = agreement.hours.as_ref().map(|hours| hours.days().count());
            Some(match days {
                None => say!(voice, "sheet-per-cent", percent),
                Some(days) => say!(voice, "sheet-per-cent-days", percent, days),
            })
        }
        Item::Hours => agreement.hours.as_ref().map(|hours| week(voice, hours)),
        Item::Breaks => words(&agreement.breaks),
        Item::Wage => agreement.wage.as_ref().map(|wage| paid(voice, wage)),
        Item::Adaptation => words(&agreement.adaptation),
        Item::FollowUp => words(&agreement.follow_up),
        Item::InstructedBy => party(agreement.instructed_by),
        Item::Safety => words(&agreement.safety),
        Item::InsuredBy => party(agreement.insured_by),
        Item::Notice => words(&agreement.notice),
        Item::ReviewOn => agreement.review_on.map(|day| voice.day_and_year(day)),
        Item::Tenure => agreement.tenure.map(|tenure| voice.word(tenure)),
        Item::Family => match agreement.family.as_ref()? {
            it if !it.related => Some(say!(voice, "sheet-no-family")),
            it => {
                let explanation = it.explanation.as_ref()?.as_str();
                Some(say!(voice, "sheet-family", explanation))
            }
        },
    }
}

/// `mandag 9–14, tirsdag 9–14`
pub(super) fn week(voice: &Voice, hours: &WeekHours) -> String {
    let day = |day| {
        let times: Vec<String> =
            hours.stretches_on(day).map(|(from, to)| voice.times(from, to)).collect();
        format!("{} {}", voice.word(day), voice.and(&times))
    };
    hours.days().map(day).collect::<Vec<_>>().join(", ")
}

fn paid(voice: &Voice, wage: &Wage) -> String {
    let kind = voice.word(wage.kind);
    match wage.ore_per_hour {
        None => kind,
        Some(ore) => say!(voice, "sheet-wage", kind, kroner = f64::from(ore) / 100.0),
    }
}

/// Those who must sign, and those who have.
fn signatures(voice: &Voice, facts: &AgreementFacts<'_>) -> Vec<Line> {
    let asked = facts.rules.signed_by.on(facts.on).map_or(&[][..], Vec::as_slice);
    let of = |by: Signatory| facts.agreement.signatures.iter().find(|it| it.by == by);
    let shown = Signatory::ALL.iter().filter(|by| asked.contains(by) || of(**by).is_some());
    shown.map(|by| signature(voice, *by, of(*by))).collect()
}

fn signature(voice: &Voice, by: Signatory, given: Option<&Signature>) -> Line {
    let who = capital(&voice.word(by));
    match given {
        None => blank(format!("{who}: {}", say!(voice, "sheet-to-sign"))),
        Some(it) => {
            let (day, how) = (voice.day_and_year(it.on), voice.word(it.how));
            filled(who, say!(voice, "sheet-signed", day, how))
        }
    }
}

fn job(voice: &Voice, facts: &StatusFacts<'_>) -> Vec<Line> {
    let StatusFacts { who, place, terms, since, scheme, .. } = facts;
    let mut lines = person(voice, *who);
    lines.push(legal_employer(voice, Some(terms.legal_employer), *place));
    lines.extend(enterprise(voice, *place));
    let until = terms.contract_until.map(|day| voice.day_and_year(day));
    lines.extend([
        line(say!(voice, "sheet-scheme"), *scheme),
        filled(say!(voice, "sheet-first-day"), voice.day_and_year(*since)),
        filled(
            say!(voice, "sheet-contract-until"),
            until.unwrap_or_else(|| say!(voice, "sheet-no-end")),
        ),
        filled(
            capital(&voice.word(Item::Position)),
            say!(voice, "sheet-per-cent", percent = terms.position.get()),
        ),
        line(capital(&voice.word(Item::Wage)), terms.wage.as_ref().map(|wage| paid(voice, wage))),
    ]);
    lines
}

fn followed_up(voice: &Voice, facts: &StatusFacts<'_>) -> Vec<Line> {
    let (from, to) = (voice.day_and_year(facts.from), voice.day_and_year(facts.to));
    let mut lines =
        vec![filled(say!(voice, "sheet-period"), say!(voice, "sheet-from-to", from, to))];
    if facts.followed_up.is_empty() {
        lines.push(filled(say!(voice, "sheet-visits"), say!(voice, "sheet-nobody-yet")));
    }
    lines.extend(facts.followed_up.iter().map(|it| {
        // At work, the candidate is an employee.
        let word = |who: &SaidBy| match who {
            SaidBy::Candidate => voice.word(Signatory::Candidate),
            other => voice.word(*other),
        };
        let whom: Vec<String> = it.with.iter().map(word).collect();
        let (how, whom) = (voice.word(it.how), voice.and(&whom));
        filled(capital(&voice.day_and_year(it.on)), say!(voice, "sheet-with", how, whom))
    }));
    let changed = facts
        .changed_on
        .iter()
        .map(|day| filled(say!(voice, "sheet-terms-changed"), voice.day_and_year(*day)));
    lines.extend(changed);
    lines
}

/// What only people can say, filled in by hand.
///
/// Source: Telemarksforsking report 811 (2024), 3.5: tasks, training, external qualification; tiltaksforskriften
/// § 14-4: transition is considered; navikt/tiltaksgjennomforing-api, August 2026: somebody confirms that it goes on.
fn judgement(voice: &Voice) -> Vec<Line> {
    [
        say!(voice, "sheet-tasks-now"),
        say!(voice, "sheet-training"),
        say!(voice, "sheet-qualification"),
        say!(voice, "sheet-transition"),
        say!(voice, "sheet-own-view"),
        say!(voice, "sheet-goes-on"),
    ]
    .map(blank)
    .to_vec()
}
