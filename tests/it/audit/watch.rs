//! A counter of its own: reads what a test's client was answered, and holds the log to that when the service ends.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use engine::domain::MunicipalityNumber;
use femtrinn_api::store::audit::{self, AuditEvent};
use femtrinn_api::store::{Store, Version, municipalities};
use serde_json::Value;

use crate::databases::block_on;
use crate::http::service::{MUNICIPALITY, Reply};

/// Who was shown, and how often just they were.
type Shown = BTreeMap<BTreeSet<String>, usize>;

/// What the service has shown to this client.
#[derive(Debug)]
pub(crate) struct Watch {
    url: String,
    after: Version,
    shown: Mutex<Shown>,
    /// Workbooks and imports, in which this reader cannot see who it is.
    files: AtomicUsize,
}

impl Watch {
    pub(crate) fn begin(url: &str) -> Self {
        let events = block_on(events(url, Version(0)));
        let after = Version(i64::try_from(events.len()).unwrap());
        Self { url: url.to_owned(), after, shown: Mutex::default(), files: AtomicUsize::new(0) }
    }

    /// Takes note of an answer.
    pub(crate) fn note(&self, method: &str, path: &str, reply: &Reply) {
        if is_file(path, reply) {
            self.files.fetch_add(1, Ordering::Relaxed);
        }
        let people = people(method, path, reply);
        if !people.is_empty() {
            *self.shown.lock().unwrap().entry(people).or_default() += 1;
        }
    }

    /// The log has each answer that showed people once, with the people it showed, and nothing else.
    pub(crate) fn end(&self) {
        let (mut logged, mut files) = (Shown::new(), 0);
        for event in block_on(events(&self.url, self.after)) {
            let people = serde_json::from_str(&event.people.0).unwrap();
            match (event.decision.as_str(), event.request.as_str()) {
                // A match run looks at everybody, for whoever asked for it, and shows nobody.
                ("permit", "match run") => {}
                ("permit", "POST /v1/imports/{sheet}") => files += 1,
                ("permit", "GET /v1/exports/{sheet}") if !self.knows(&people) => files += 1,
                ("permit", _) => *logged.entry(people).or_default() += 1,
                _ => {}
            }
        }
        let shown = self.shown.lock().unwrap();
        assert_eq!(logged, *shown, "the log (left) has what was shown (right)");
        assert_eq!(files, self.files.load(Ordering::Relaxed), "workbooks and imports");
    }

    /// Whether just these were shown in a way that can be read.
    fn knows(&self, people: &BTreeSet<String>) -> bool {
        self.shown.lock().unwrap().contains_key(people)
    }
}

async fn events(url: &str, after: Version) -> Vec<AuditEvent> {
    let store = Store::open(url).await.unwrap();
    let mut tx = store.read().await.unwrap();
    let number = MunicipalityNumber::new(MUNICIPALITY).unwrap();
    let mut found = Vec::new();
    if let Some(here) = municipalities::find_by_number(&mut tx, &number).await.unwrap() {
        found = audit::list(&mut tx, here.id, after, i64::from(i32::MAX)).await.unwrap();
    }
    drop(tx);
    store.close().await;
    found
}

/// A file about candidates that this reader cannot look into: a workbook, or what was stored of one that was sent.
fn is_file(path: &str, reply: &Reply) -> bool {
    let stored = || {
        let body = reply.json();
        ["new", "changed", "unchanged"].iter().any(|count| body[count] != 0)
    };
    reply.status == 200
        && match path.split('?').next().unwrap() {
            "/v1/exports/candidates" => reply.header("content-type") != "text/csv",
            "/v1/imports/candidates" => !path.contains("dry_run=true") && stored(),
            _ => false,
        }
}

/// The people whom an answer shows, as its reader sees it.
fn people(method: &str, path: &str, reply: &Reply) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let path = path.split('?').next().unwrap();
    if !(200..300).contains(&reply.status) || method == "OPTIONS" {
        return found;
    }
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        ["", "v1", "candidates", id, ..] => found.extend([id.to_owned()]),
        ["", "v1", "candidates"] | ["", "v1", "journeys" | "proposals", ..] => {
            gather(&serde_json::from_str(&reply.body).unwrap(), &mut found);
        }
        ["", "v1", "agreements", _] | ["", "v1", "agreements", _, "versions"] => {
            gather(&serde_json::from_str(&reply.body).unwrap(), &mut found);
        }
        // On paper it stands in the text.
        ["", "v1", "agreements", _, "sheet"] => {
            let words = reply.body.split(|c: char| !(c.is_alphanumeric() || c == '-'));
            let ids = words.filter(|word| word.starts_with("K-"));
            found.extend(ids.map(str::to_owned));
        }
        ["", "v1", "exports", "candidates"] if reply.header("content-type") == "text/csv" => {
            let lines = reply.body.trim_start_matches('\u{feff}').lines().skip(1);
            found.extend(lines.map(|line| line.split(';').next().unwrap().to_owned()));
        }
        _ => {}
    }
    found
}

/// Each candidate of a list, whether the item is the person or is about the person.
fn gather(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(id)) = fields.get("candidate") {
                into.insert(id.clone());
            }
            if let Some(Value::String(id)) = fields.get("candidate").and_then(|it| it.get("id")) {
                into.insert(id.clone());
            }
            fields.values().for_each(|value| gather(value, into));
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, into)),
        _ => {}
    }
}
