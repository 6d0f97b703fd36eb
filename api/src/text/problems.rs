//! What is wrong with a request, and what to do about it.

use engine::journey::Reason;

use super::Language;
use super::voice::{Voice, say};
use crate::auth::{self, Denied};
use crate::error::ApiError;
use crate::store::StoreError;
use crate::wire::Flaw;

/// The key of a kind of failure's short name.
pub(super) fn key(slug: &str) -> String {
    format!("problem-{slug}")
}

/// A kind of failure, in short.
pub(crate) fn title(language: Language, slug: &str) -> String {
    Voice::of(language).say(&key(slug), [])
}

/// What the page of all kinds of failures is called.
pub(crate) fn heading(language: Language) -> String {
    say!(Voice::of(language), "problems-heading")
}

/// What the page of a kind of failure says: an example, and where the others are.
pub(crate) fn about(language: Language, status: u16, example: &ApiError) -> [String; 2] {
    let voice = Voice::of(language);
    let detail = detail(language, example);
    [say!(voice, "problem-example", status, detail), say!(voice, "problems-all")]
}

/// What to do about a failure.
pub(crate) fn detail(language: Language, error: &ApiError) -> String {
    let voice = Voice::of(language);
    match error {
        ApiError::Unauthenticated(Denied::Nothing) => say!(voice, "problem-unauthenticated-do"),
        ApiError::Unauthenticated(why) => say!(voice, "token-refused", why = why.to_string()),
        ApiError::Forbidden => say!(voice, "problem-forbidden-do"),
        ApiError::ReasonNeeded => {
            let reasons = auth::Reason::ALL.map(auth::Reason::code).join(", ");
            say!(voice, "problem-reason-needed-do", reasons)
        }
        ApiError::OtherSite => say!(voice, "problem-other-site-do"),
        ApiError::Login(why) => say!(voice, "problem-login-failed-do", why = why.to_string()),
        ApiError::NoSuchAddress => say!(voice, "problem-no-such-address-do"),
        ApiError::MethodNotAllowed => say!(voice, "problem-method-not-allowed-do"),
        ApiError::NotFound { what } => {
            say!(voice, "problem-not-found-do", what = thing(voice, what))
        }
        ApiError::Malformed(flaws) => {
            say!(voice, "problem-malformed-do", faults = faults(voice, flaws))
        }
        ApiError::Invalid(flaws) => {
            say!(voice, "problem-invalid-do", faults = faults(voice, flaws))
        }
        ApiError::NotAcceptable { offered } => {
            say!(voice, "problem-not-acceptable-do", offered = *offered)
        }
        ApiError::UnsupportedMediaType { expected } => {
            say!(voice, "problem-unsupported-media-type-do", expected = *expected)
        }
        ApiError::TooLarge => say!(voice, "problem-too-large-do"),
        ApiError::KeyMissing => say!(voice, "problem-idempotency-key-missing-do"),
        ApiError::KeyReused => say!(voice, "problem-idempotency-key-reused-do"),
        ApiError::KeyInUse => say!(voice, "problem-idempotency-key-in-use-do"),
        ApiError::MatchMissing => say!(voice, "problem-if-match-missing-do"),
        ApiError::Stale => say!(voice, "problem-stale-do"),
        ApiError::TooMany { retry_after_s: _ } => say!(voice, "problem-too-many-requests-do"),
        ApiError::Busy => say!(voice, "problem-busy-do"),
        ApiError::TimedOut => say!(voice, "problem-timed-out-do"),
        ApiError::Unavailable => say!(voice, "problem-unavailable-do"),
        ApiError::Refused(refusal) => {
            let reasons: Vec<String> =
                refusal.reasons.iter().map(|reason| refused(voice, reason)).collect();
            let reasons = reasons.join("; ");
            say!(voice, "problem-not-legal-now-do", event = refusal.event.code(), reasons)
        }
        ApiError::StepRefused { step, reasons, legal: _ } => {
            let reasons: Vec<String> = reasons.iter().map(|it| refused(voice, it)).collect();
            say!(voice, "problem-not-legal-now-do", event = *step, reasons = reasons.join("; "))
        }
        ApiError::NoRules => say!(voice, "problem-no-service-model-do"),
        ApiError::NotNow(flaws) => {
            say!(voice, "problem-not-now-do", faults = faults(voice, flaws))
        }
        ApiError::NoPlaceLeft { opening } => {
            say!(voice, "problem-no-place-left-do", opening = opening.as_str())
        }
        ApiError::Taken => say!(voice, "problem-taken-do"),
        ApiError::Internal => say!(voice, "problem-internal-do"),
        ApiError::Store(error) => stored(voice, error),
    }
}

/// What a client needs to know of a failure of the store: what to do about it, and who can.
fn stored(voice: &Voice, error: &StoreError) -> String {
    match error {
        StoreError::Taken(_) => say!(voice, "problem-taken-do"),
        StoreError::Busy(_) => say!(voice, "database-busy"),
        StoreError::DiskFull(_) => say!(voice, "database-full"),
        StoreError::ReadOnly(_) => say!(voice, "database-read-only"),
        StoreError::Corrupt { .. } => say!(voice, "database-damaged"),
        StoreError::Reference(_) | StoreError::Check(_) | StoreError::Database(_) => {
            say!(voice, "problem-internal-do")
        }
        StoreError::Url { .. }
        | StoreError::NotFound(_)
        | StoreError::NotFemtrinn { .. }
        | StoreError::NotMigrated { .. }
        | StoreError::NoKeys
        | StoreError::WrongMasterKey
        | StoreError::Unsealed { .. }
        | StoreError::SchemaNewer { .. }
        | StoreError::SchemaForked { .. }
        | StoreError::Unreachable(_)
        | StoreError::Denied(_) => say!(voice, "database-away"),
    }
}

/// The only fault, or how many there are.
fn faults(voice: &Voice, flaws: &[Flaw]) -> String {
    match flaws {
        [only] => only.detail.clone(),
        _ => say!(voice, "faults", count = flaws.len()),
    }
}

/// What can be looked for and not found, as the errors name it. A test holds the sources to it.
pub(super) const THINGS: [&str; 20] = [
    "agreement",
    "candidate",
    "contact",
    "employer",
    "issuer",
    "job",
    "job specialist",
    "kind of problem",
    "map",
    "match run",
    "model version",
    "municipality",
    "opening",
    "placement",
    "proposal",
    "service model",
    "session",
    "sheet",
    "webhook",
    "workplace",
];

/// The words for what was looked for.
fn thing(voice: &Voice, what: &str) -> String {
    if THINGS.contains(&what) { voice.say(&thing_key(what), []) } else { what.to_owned() }
}

/// The key of the words for what was looked for.
pub(super) fn thing_key(what: &str) -> String {
    format!("thing-{}", what.replace(' ', "-"))
}

/// Why an event cannot be recorded now.
pub(crate) fn refusal(language: Language, reason: &Reason) -> String {
    refused(Voice::of(language), reason)
}

fn refused(voice: &Voice, reason: &Reason) -> String {
    match reason {
        Reason::NotInStage { stage } => {
            say!(voice, "refusal-not-in-stage", stage = stage.code())
        }
        Reason::Ahead { today } => say!(voice, "refusal-ahead", today = today.to_string()),
        Reason::Before { day } => say!(voice, "refusal-before", day = day.to_string()),
        Reason::Empty { field } => say!(voice, "refusal-empty", field = *field),
        Reason::Turned { field } => say!(voice, "refusal-turned", field = *field),
        Reason::NoInformationMeeting => say!(voice, "refusal-no-information-meeting"),
        Reason::NoBenefitTalk => say!(voice, "refusal-no-benefit-talk"),
        Reason::NoAnswer => say!(voice, "refusal-no-answer"),
        Reason::NoYes => say!(voice, "refusal-no-yes"),
        Reason::NoSuchScheme { scheme, known } => {
            let known = listed(voice, known);
            say!(voice, "refusal-no-such-scheme", scheme = scheme.as_str(), known)
        }
        Reason::SchemeClosed { scheme } => {
            say!(voice, "refusal-scheme-closed", scheme = scheme.as_str())
        }
        Reason::NoDecision { scheme, by } => {
            say!(voice, "refusal-no-decision", scheme = scheme.as_str(), by = by.code())
        }
        Reason::NoPanel { scheme } => say!(voice, "refusal-no-panel", scheme = scheme.as_str()),
        Reason::NothingRefused => say!(voice, "refusal-nothing-refused"),
        Reason::Seats { missing, surplus } => {
            let (missing, surplus) = (listed(voice, missing), listed(voice, surplus));
            say!(voice, "refusal-seats", missing, surplus)
        }
        Reason::NobodyToAsk => say!(voice, "refusal-nobody-to-ask"),
        Reason::NoticeLacks { field } => say!(voice, "refusal-notice-lacks", field = *field),
        Reason::HasSpecialist { specialist } => {
            say!(voice, "refusal-has-specialist", specialist = specialist.as_str())
        }
        Reason::NoSpecialist => say!(voice, "refusal-no-specialist"),
        Reason::OtherSpecialist { specialist } => {
            say!(voice, "refusal-other-specialist", specialist = specialist.as_str())
        }
        Reason::Version { expected } => say!(voice, "refusal-version", expected = *expected),
        Reason::NoKartlegging => say!(voice, "refusal-no-kartlegging"),
        Reason::NoNextStep => say!(voice, "refusal-no-next-step"),
        Reason::NoRelease { employer } => {
            say!(voice, "refusal-no-release", employer = employer.as_str())
        }
        Reason::NothingReleased => say!(voice, "refusal-nothing-released"),
        Reason::NotReleased { lines } => {
            say!(voice, "refusal-not-released", lines = listed(voice, lines))
        }
        Reason::Unknown { field: "legal_vehicle" } => say!(voice, "refusal-unknown-vehicle"),
        Reason::Unknown { field: "responsible" } => say!(voice, "refusal-unknown-responsible"),
        Reason::Unknown { field: "insured_by" } => say!(voice, "refusal-unknown-insurance"),
        Reason::Unknown { field: "safety_training" } => say!(voice, "refusal-unknown-safety"),
        Reason::Unknown { field } => say!(voice, "refusal-unknown", field = *field),
        Reason::TooLong { days, most } => {
            say!(voice, "refusal-too-long", days = *days, most = *most)
        }
        Reason::Overlaps { booking } => say!(voice, "refusal-overlaps", booking = booking.0),
        Reason::NoMentor => say!(voice, "refusal-no-mentor"),
        Reason::NoFamilyReasons => say!(voice, "refusal-no-family-reasons"),
        Reason::NothingToAnswer => say!(voice, "refusal-nothing-to-answer"),
        Reason::NoBooking => say!(voice, "refusal-no-booking"),
        Reason::NotRunning => say!(voice, "refusal-not-running"),
        Reason::NoAgreement => say!(voice, "refusal-no-agreement"),
        Reason::NoSecondment => say!(voice, "refusal-no-secondment"),
        Reason::WorkplaceEmploys => say!(voice, "refusal-workplace-employs"),
        Reason::NotBack { step } => say!(voice, "refusal-not-back", step = step.code()),
        Reason::Reopens { reason_given } => {
            say!(voice, "refusal-reopens", reason = reason_given.code())
        }
        Reason::NotElsewhere => say!(voice, "refusal-not-elsewhere"),
        Reason::NobodysSurvey => say!(voice, "refusal-nobodys-survey"),
        Reason::NoSuchEvent { event } => say!(voice, "refusal-no-such-event", event = event.0),
        Reason::CorrectsWithCorrection => say!(voice, "refusal-corrects-with-correction"),
        Reason::Breaks { event, reasons } => {
            let reasons: Vec<String> = reasons.iter().map(|it| refused(voice, it)).collect();
            say!(voice, "refusal-breaks", event = event.0, reasons = reasons.join("; "))
        }
    }
}

/// Codes and names of fields, as they are sent.
fn listed<T: ToString>(voice: &Voice, items: &[T]) -> String {
    if items.is_empty() {
        return say!(voice, "none-of-them");
    }
    items.iter().map(|item| format!("`{}`", item.to_string())).collect::<Vec<_>>().join(", ")
}
