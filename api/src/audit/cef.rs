//! Events in the Common Event Format, for whatever collects a municipality's logs.
//!
//! Source: `ArcSight`, "Common Event Format", revision 25: header fields escape `\` and `|`, extension values `\`,
//! `=` and line breaks. The field names are those that NAV's access logs use.

use std::fmt::Write;

use crate::store::audit::AuditEvent;

/// An event as lines of CEF: one for each person, as a reader asks for one person; one line if it shows nobody.
#[must_use]
pub fn cef(event: &AuditEvent) -> String {
    let people: Vec<String> = serde_json::from_str(&event.people.0).unwrap_or_default();
    if people.is_empty() {
        return line(event, None);
    }
    people.iter().map(|person| line(event, Some(person))).collect()
}

fn line(event: &AuditEvent, person: Option<&str>) -> String {
    let AuditEvent { actor, action, decision, request, origin, trace, reason, role, .. } = event;
    let (severity, decided) =
        if decision == "permit" { ("INFO", "Permit") } else { ("WARN", "Deny") };
    let mut line = format!(
        "CEF:0|Femtrinn|femtrinn|{}|audit:{}|Sporingslogg|{severity}|end={} suid={}",
        env!("CARGO_PKG_VERSION"),
        header(action),
        event.at.timestamp().as_millisecond(),
        value(actor),
    );
    let mut field = |name: &str, text: Option<&str>| {
        if let Some(text) = text {
            write!(line, " {name}={}", value(text)).expect("text grows");
        }
    };
    field("duid", person);
    field("spriv", Some(role));
    field("src", origin.as_deref());
    field("sproc", trace.as_deref());
    field("request", Some(request));
    field("reason", reason.as_deref());
    field("flexString1Label", Some("Decision"));
    field("flexString1", Some(decided));
    field("cn1Label", Some("Sequence"));
    field("cn1", Some(&event.sequence.0.to_string()));
    line + "\n"
}

fn header(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace(['\n', '\r'], " ")
}

fn value(text: &str) -> String {
    text.replace('\\', "\\\\").replace('=', "\\=").replace('\n', "\\n").replace('\r', "\\r")
}

#[cfg(test)]
mod tests {
    use super::{header, value};

    #[test]
    fn what_could_end_a_field_is_escaped() {
        assert_eq!(header("a|b\\c\nd"), "a\\|b\\\\c d");
        assert_eq!(value("a=b\\c|d\r\n"), "a\\=b\\\\c|d\\r\\n");
    }
}
