//! Who looked at a person's data, said to that person.

use jiff::civil::DateTime;

use super::Language;
use super::voice::{Voice, say};

/// One look, in a sentence; `at` is the time in Norway, the rest are codes of the log.
#[must_use]
pub fn access(
    language: Language,
    at: DateTime,
    role: &str,
    action: &str,
    reason: Option<&str>,
    refused: bool,
) -> String {
    let voice = Voice::of(language);
    let did = match (refused, action) {
        (true, _) => say!(voice, "access-refused"),
        (false, "create") => say!(voice, "access-created"),
        (false, "update") => say!(voice, "access-updated"),
        (false, "erase") => say!(voice, "access-erased"),
        (false, _) => say!(voice, "access-looked"),
    };
    // Somebody with several roles is told by the first.
    let who = match role.split('+').next() {
        Some("job_specialist") => say!(voice, "access-job-specialist"),
        Some("municipality") => say!(voice, "access-municipality"),
        Some("employer") => say!(voice, "access-employer"),
        Some("operator") => say!(voice, "access-operator"),
        _ => say!(voice, "access-somebody"),
    };
    let (hour, minute) = (at.hour(), format!("{:02}", at.minute()));
    let day = voice.day_and_year(at.date());
    let said = say!(voice, "access", day, hour, minute, who, did);
    if reason.is_some() { format!("{said} {}", say!(voice, "access-with-reason")) } else { said }
}
