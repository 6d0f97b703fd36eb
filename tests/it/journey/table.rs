//! `docs/journey.md` is the table of stages and events as the engine has it.

use std::fmt::Write;
use std::fs;

use engine::journey::{EventKind, Stage};

use crate::house::root;

const INTRODUCTION: &str = "# The journey

A candidate's way through the five steps is a list of events that only grows (`engine/src/journey/`). An event is
recorded when it belongs to the stage that the journey stands in, when what must come first has come, and when its
details fit together; otherwise it is refused with every reason, and with what can be recorded instead. Only an
event moves a journey: no passing of time does.

Which event belongs to which stage; a test tries each of the {cells} pairs and holds this page to the code:

";

fn table() -> String {
    let cells = Stage::ALL.len() * EventKind::ALL.len();
    let mut page = INTRODUCTION.replace("{cells}", &cells.to_string());
    for (number, stage) in (1..).zip(Stage::ALL) {
        let step = stage.step().map_or("outside the steps", |step| step.code());
        writeln!(page, "{number}. `{stage}` ({step})").unwrap();
    }
    page.push_str("\n| event |");
    for number in 1..=Stage::ALL.len() {
        write!(page, " {number} |").unwrap();
    }
    page.push_str("\n| --- |");
    page.push_str(&" --- |".repeat(Stage::ALL.len()));
    page.push('\n');
    for kind in EventKind::ALL {
        write!(page, "| `{kind}` |").unwrap();
        for stage in Stage::ALL {
            page.push_str(if kind.belongs_to(*stage) { " ● |" } else { "   |" });
        }
        page.push('\n');
    }
    page
}

#[test]
fn the_page_is_what_the_code_does() {
    let file = root().join("docs/journey.md");
    let table = table();
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&file, &table).unwrap();
    }
    let page = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(page, table, "write it anew with INSTA_UPDATE=always cargo test --release");
}
