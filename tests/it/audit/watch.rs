//! A counter of its own: reads what a test's client was answered, and holds the log to that when the service ends.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use calamine::{Reader, Xlsx};
use femtrinn_api::store::audit::{self, AuditEvent};
use femtrinn_api::store::{MunicipalityId, Store, Version};
use serde_json::Value;

use crate::databases::block_on;
use crate::http::service::Reply;

/// Who was shown, and how often just they were.
type Shown = BTreeMap<BTreeSet<String>, usize>;

/// Answers that showed people, in all services of this run so far.
static ANSWERS: AtomicUsize = AtomicUsize::new(0);

/// Events that permitted a look, of the same services.
static EVENTS: AtomicUsize = AtomicUsize::new(0);

/// What the service has shown to this client.
#[derive(Debug)]
pub(crate) struct Watch {
    url: String,
    ends: BTreeMap<MunicipalityId, Version>,
    shown: Mutex<Shown>,
    is_alone: bool,
}

impl Watch {
    /// Begins with what is in the log already.
    pub(crate) fn begin(url: &str) -> Self {
        let mut ends = BTreeMap::new();
        for event in block_on(events(url, &ends)) {
            ends.insert(event.municipality_id, event.sequence);
        }
        Self { url: url.to_owned(), ends, shown: Mutex::default(), is_alone: true }
    }

    /// Not all who ask are watched, or not each answer arrives: the log has more than was seen, and never less.
    pub(crate) fn among_others(self) -> Self {
        Self { is_alone: false, ..self }
    }

    /// Takes note of an answer.
    pub(crate) fn note(&self, method: &str, path: &str, sent: Option<&str>, reply: &Reply) {
        let people = people(method, path, sent, reply);
        if !people.is_empty() {
            *self.shown.lock().unwrap().entry(people).or_default() += 1;
        }
    }

    /// The log has each answer that showed people once, with the people it showed, and nothing else.
    pub(crate) fn end(&self) {
        let mut logged = Shown::new();
        for event in block_on(events(&self.url, &self.ends)) {
            // A match run and a command look for whoever asked for them, and show nobody to this client.
            if event.decision == "permit" && event.request.contains(" /v1/") {
                let people = serde_json::from_str(&event.people.0).unwrap();
                *logged.entry(people).or_default() += 1;
            }
        }
        let shown = self.shown.lock().unwrap();
        if !self.is_alone {
            for (people, times) in shown.iter() {
                assert!(logged.get(people) >= Some(times), "{people:?}: {logged:?}, but {shown:?}");
            }
            return;
        }
        assert_eq!(logged, *shown, "the log (left) has what was shown (right)");
        let sum = |of: &Shown, all: &AtomicUsize| {
            let here: usize = of.values().sum();
            all.fetch_add(here, Ordering::Relaxed) + here
        };
        let (answers, events) = (sum(&shown, &ANSWERS), sum(&logged, &EVENTS));
        println!(
            "so far {answers} answers showed people, and the logs have {events} events of looks"
        );
    }
}

/// The events of all municipalities, after an end of each.
async fn events(url: &str, ends: &BTreeMap<MunicipalityId, Version>) -> Vec<AuditEvent> {
    let store = Store::open(url).await.unwrap();
    let mut tx = store.read().await.unwrap();
    let mut found = Vec::new();
    for here in audit::municipalities(&mut tx).await.unwrap() {
        let after = ends.get(&here).copied().unwrap_or(Version(0));
        found.extend(audit::list(&mut tx, here, after, i64::from(i32::MAX)).await.unwrap());
    }
    drop(tx);
    store.close().await;
    found
}

/// The people whom an answer shows, as its reader sees it.
fn people(method: &str, path: &str, sent: Option<&str>, reply: &Reply) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let path = path.split('?').next().unwrap();
    if !(200..300).contains(&reply.status) || method == "OPTIONS" {
        return found;
    }
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        ["", "v1", "candidates", id, ..] => found.extend([id.to_owned()]),
        ["", "v1", "candidates"]
        | ["", "v1", "journeys" | "proposals" | "follow-up", ..]
        | ["", "v1", "agreements", _]
        | ["", "v1", "agreements", _, "versions"]
        | ["", "v1", "openings", _, "introductions" | "recommendations"] => {
            gather(&reply.json(), &mut found);
        }
        // Whom it names is kept with them; the answer names nobody.
        ["", "v1", "match-runs"] if method == "POST" => {
            gather(&serde_json::from_str(sent.unwrap()).unwrap(), &mut found);
        }
        // Whom the changes name, and who would have another start.
        ["", "v1", "what-if"] => {
            gather(&serde_json::from_str(sent.unwrap()).unwrap(), &mut found);
            gather(&reply.json(), &mut found);
        }
        // On paper it stands in the text.
        ["", "v1", "agreements", _, "sheet"] => {
            let words = reply.body.split(|c: char| !(c.is_alphanumeric() || c == '-'));
            let ids = words.filter(|word| word.starts_with("K-"));
            found.extend(ids.map(str::to_owned));
        }
        ["", "v1", "exports", "candidates"] if reply.header("content-type") == "text/csv" => {
            found.extend(first_column(&reply.body));
        }
        ["", "v1", "exports", "candidates"] => {
            let mut book = Xlsx::new(Cursor::new(&reply.bytes)).unwrap();
            let rows = book.worksheet_range_at(0).unwrap().unwrap();
            found.extend(rows.rows().skip(1).map(|row| row[0].to_string()));
        }
        // What is sent is compared with what is there, whether it is stored or only tried.
        ["", "v1", "imports", "candidates"] => {
            found.extend(first_column(sent.unwrap()));
        }
        _ => {}
    }
    found
}

/// The ids of a sheet in CSV.
fn first_column(text: &str) -> impl Iterator<Item = String> {
    let lines = text.trim_start_matches('\u{feff}').lines().skip(1);
    lines.map(|line| line.split(';').next().unwrap().to_owned())
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
