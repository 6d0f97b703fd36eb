//! Visits for a calendar.
//!
//! Source: RFC 5545.

use std::fmt::Write;

use engine::domain::{CandidateId, MinuteOfDay};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::store::Ts;
use crate::text::{Language, visit};

/// How long a visit with a time takes, as far as calendars are told. An assumption: the journey says when, not how
/// long.
const VISIT: &str = "PT1H";

/// The time of Norway, as calendars have it.
///
/// Source: IANA time zone database, Europe/Oslo since 1996.
const NORWAY: &str = "BEGIN:VTIMEZONE\nTZID:Europe/Oslo\n\
    BEGIN:DAYLIGHT\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nTZNAME:CEST\nDTSTART:19960331T020000\n\
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\n\
    BEGIN:STANDARD\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nTZNAME:CET\nDTSTART:19961027T030000\n\
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE";

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// What it is known by, so that a calendar that has it already changes it.
    pub uid: String,
    /// When.
    pub when: When,
}

/// When a visit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On whole days, from the first to the last.
    Days(Date, Date),
    /// At a time of a day in Norway.
    At(Date, MinuteOfDay),
}

/// A calendar of visits to a candidate: the pseudonym, and nothing that tells more.
///
/// `revision` grows with each change of what the visits come from, so that a calendar takes the later one.
///
/// # Panics
///
/// When a visit is on the last day of the calendar.
#[must_use]
pub fn calendar(
    language: Language,
    candidate: &CandidateId,
    visits: &[Visit],
    revision: i64,
    now: Ts,
) -> String {
    let stamp = now.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string();
    let summary = escaped(&visit(language, candidate));
    let mut lines =
        String::from("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Femtrinn//NO\nMETHOD:PUBLISH\n");
    lines.push_str(NORWAY);
    for Visit { uid, when } in visits {
        let put = &mut lines;
        let written =
            write!(put, "\nBEGIN:VEVENT\nUID:{uid}\nDTSTAMP:{stamp}\nSEQUENCE:{revision}");
        let written = written.and_then(|()| match when {
            When::Days(first, last) => {
                // The end is the day after: RFC 5545, 3.6.1.
                let end = last.checked_add(1.day()).expect("the year 9999 is not reached");
                let (first, end) = (first.strftime("%Y%m%d"), end.strftime("%Y%m%d"));
                write!(
                    put,
                    "\nDTSTART;VALUE=DATE:{first}\nDTEND;VALUE=DATE:{end}\nTRANSP:TRANSPARENT"
                )
            }
            When::At(day, at) => {
                let (day, minutes) = (day.strftime("%Y%m%d"), at.get());
                let (hour, minute) = (minutes / 60, minutes % 60);
                write!(
                    put,
                    "\nDTSTART;TZID=Europe/Oslo:{day}T{hour:02}{minute:02}00\nDURATION:{VISIT}"
                )
            }
        });
        let written =
            written.and_then(|()| write!(put, "\nSUMMARY:{summary}\nCLASS:PRIVATE\nEND:VEVENT"));
        written.expect("text takes all that is written");
    }
    lines.push_str("\nEND:VCALENDAR");
    lines.lines().map(folded).collect()
}

/// Text within a property: RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line with its end; the longer ones go on in the next: RFC 5545, 3.1, at most 75 octets.
fn folded(line: &str) -> String {
    let (mut told, mut octets) = (String::new(), 0);
    for letter in line.chars() {
        if octets + letter.len_utf8() > 75 {
            told.push_str("\r\n ");
            octets = 1;
        }
        told.push(letter);
        octets += letter.len_utf8();
    }
    told.push_str("\r\n");
    told
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_calendar_is_what_the_standard_says() {
        let candidate = CandidateId::new("K-07").expect("a pseudonym");
        let now: Ts = "2026-11-22T08:00:00Z".parse().expect("a time");
        let ten = MinuteOfDay::new("10:00").expect("a time of the day");
        let visits = [
            Visit {
                uid: format!("{}@x", "ø".repeat(60)),
                when: When::Days(date(2026, 11, 30), date(2026, 12, 4)),
            },
            Visit { uid: "2".to_owned(), when: When::At(date(2026, 12, 14), ten) },
        ];
        let text = calendar(Language::Bokmal, &candidate, &visits, 7, now);
        for line in text.split_inclusive("\r\n") {
            assert!(line.ends_with("\r\n") && line.trim_end().len() <= 75, "{line:?}");
        }
        let unfolded = text.replace("\r\n ", "");
        for expected in [
            "UID:øøø",
            "DTSTAMP:20261122T080000Z\r\n",
            "SEQUENCE:7\r\n",
            "DTSTART;VALUE=DATE:20261130\r\nDTEND;VALUE=DATE:20261205\r\n",
            "DTSTART;TZID=Europe/Oslo:20261214T100000\r\nDURATION:PT1H\r\n",
            "SUMMARY:Besøk K-07\r\n",
        ] {
            assert!(unfolded.contains(expected), "{expected} in {unfolded}");
        }
        assert_eq!(escaped("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
    }
}
