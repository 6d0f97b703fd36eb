use super::{Fault, Node, Reference, Unique, Wrong};
use super::{check_not_empty, check_references, check_unique, codes, read, record};

codes! {
    /// A colour.
    enum Colour {
        /// Red.
        Red = "red",
        /// Green.
        Green = "green",
    }
}

record! {
    /// Some things of each kind that can be read.
    struct Sample {
        /// Items.
        pub items: Vec<Item>,
        /// A number.
        pub ratio: f64,
        /// A colour.
        pub colour: Colour = Colour::Green,
    }

    /// An item.
    struct Item {
        /// Its id.
        pub id: String,
        /// A small whole number.
        pub count: u8,
        /// A day.
        pub day: Option<jiff::civil::Date>,
        /// Whether it is.
        pub is: bool = false,
        /// Another item.
        pub next: Option<String>,
    }
}

fn faults(text: &str) -> Vec<Fault> {
    let checks = |root: &Node<'_>| {
        check_unique(root, &[Unique { list: "items", field: "id" }]);
        check_references(root, &[Reference { from: "items.next", list: "items", field: "id" }]);
        check_not_empty(root, &["items"]);
    };
    read::<Sample>(text, checks).err().unwrap_or_default()
}

#[test]
fn a_fault_has_a_json_pointer_beside_its_place() {
    let text =
        r#"{"items": [{"id": "a", "count": 1}, {"id": "b", "count": 300, "a/b~": 1}], "ratio": 1}"#;
    let found: Vec<(String, String)> =
        faults(text).into_iter().map(|fault| (fault.place, fault.pointer)).collect();
    let expected = [("items[b].count", "/items/1/count"), ("items[b].a/b~", "/items/1/a~1b~0")];
    assert_eq!(found, expected.map(|(place, pointer)| (place.to_owned(), pointer.to_owned())));
}

fn item(fields: &str) -> String {
    format!(r#"{{"items": [{{{fields}}}], "ratio": 0.5}}"#)
}

#[test]
fn a_sound_document_has_no_faults() {
    let text = r#"{"items": [{"id": "a", "count": 255, "day": "2026-11-30", "next": "a"}], "ratio": -1e2}"#;
    let sample: Sample = read(text, |_| {}).unwrap();
    assert_eq!((sample.items[0].count, sample.ratio), (255, -100.0));
    assert_eq!((sample.colour, sample.items[0].is), (Colour::Green, false));
}

#[test]
fn each_fault_has_its_place_and_what_was_found() {
    #[rustfmt::skip]
    let cases = [
        // text                                       place                found          message begins
        (item(r#""id": "a", "count": 1.5"#),          "items[a].count",    "1.5",         "write a whole number"),
        (item(r#""id": "a", "count": 256"#),          "items[a].count",    "256",         "write a whole number from 0 to 255"),
        (item(r#""id": "a", "count": -1"#),           "items[a].count",    "-1",          "write a whole number from 0 to 255"),
        (item(r#""id": "a", "count": "1""#),          "items[a].count",    "\"1\"",       "write a whole number"),
        (item(r#""id": "a", "count": 1e30"#),         "items[a].count",    "1e30",        "write a whole number"),
        (item(r#""id": "a", "count": null"#),         "items[a].count",    "null",        "write a whole number"),
        (item(r#""id": "a""#),                        "items[a]",          "{\"id\": \"a\"}", "`count` is missing"),
        (item(r#""id": 7, "count": 1"#),              "items[0].id",       "7",           "write text"),
        (item(r#""id": "a", "count": 1, "Is": true"#), "items[a].Is",      "true",        "there is no such field"),
        (item(r#""id": "a", "count": 1, "count": 2"#), "items[a].count",   "2",           "the field stands here twice"),
        (item(r#""id": "a", "count": 1, "is": 0"#),   "items[a].is",       "0",           "write true or false"),
        (item(r#""id": "a", "count": 1, "day": "2026-02-30""#), "items[a].day", "\"2026-02-30\"", "write a date that exists"),
        (item(r#""id": "a", "count": 1, "day": "9999-12-31""#), "items[a].day", "\"9999-12-31\"", "write a date"),
        (item(r#""id": "a", "count": 1, "day": "20261130""#), "items[a].day", "\"20261130\"", "write a date"),
        (item(r#""id": "a", "count": 1, "next": "b""#), "items[a].next",   "\"b\"",       "`items` has no such item"),
        (r#"{"items": [], "ratio": 1}"#.into(),       "items",             "[]",          "write at least one"),
        (r#"{"items": {}, "ratio": 1}"#.into(),       "items",             "{}",          "write a list"),
        (r#"{"items": [{"id": "a", "count": 1}], "ratio": NaN}"#.into(), "ratio", "NaN", "write a finite number"),
        (r#"{"items": [{"id": "a", "count": 1}], "ratio": -Infinity}"#.into(), "ratio", "-Infinity", "write a finite number"),
        (r#"{"items": [{"id": "a", "count": 1}], "ratio": 1e999}"#.into(), "ratio", "1e999", "write a finite number"),
        (r#"{"items": [{"id": "a", "count": 1}], "ratio": 1, "colour": "blue"}"#.into(), "colour", "\"blue\"", "use one of `red`, `green`"),
        ("[]".into(),                                 "",                  "[]",          "write an object"),
        (String::new(),                                  "",                  "",            "this is not JSON"),
        (r#"{"items": [}"#.into(),                    "",                  "",            "this is not JSON"),
        (r#"{"items": [] // here"#.into(),            "",                  "",            "this is not JSON"),
        (r#"{"items": [],}"#.into(),                  "",                  "",            "this is not JSON"),
        ("[".repeat(100_000),                         "",                  "",            "this is not JSON"),
    ];
    for (text, place, found, message) in cases {
        let faults = faults(&text);
        let shown = &text[..text.len().min(80)];
        assert_eq!(faults.len(), 1, "{shown}: {faults:?}");
        assert_eq!(faults[0].place, place, "{shown}");
        assert!(faults[0].wrong.to_string().starts_with(message), "{shown}: {}", faults[0].wrong);
        if !found.is_empty() {
            assert_eq!(faults[0].found, found, "{shown}");
        }
    }
}

#[test]
fn all_faults_come_at_once_in_the_order_of_the_text() {
    let text = "{\n  \"items\": [\n    {\"id\": \"å\", \"count\": -1},\n    {\"id\": \"å\", \"is\": 1}\n  ],\n  \"ratio\": []\n}";
    let found: Vec<_> = faults(text).iter().map(|f| (f.line, f.column, f.place.clone())).collect();
    let expected = [
        (3, 26, "items[å].count"),
        (4, 5, "items[å]"),
        (4, 12, "items[å].id"),
        (4, 23, "items[å].is"),
        (6, 12, "ratio"),
    ];
    assert_eq!(found, expected.map(|(line, column, place)| (line, column, place.to_owned())));
}

#[test]
fn a_field_that_stands_twice_is_seen_even_where_both_are_wrong() {
    let faults = faults(r#"{"items": [{"id": "a", "count": 1}], "ratio": "x", "ratio": "y"}"#);
    assert!(faults.iter().any(|fault| fault.wrong == Wrong::RepeatedField), "{faults:?}");
}
