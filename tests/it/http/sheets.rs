//! Spreadsheets over HTTP and on the command line, on both databases.

use std::fs;

use serde_json::{Value, json};

use super::resources::fill;
use super::service::{MUNICIPALITY, Reply, Service};
use crate::command_line::femtrinn;
use crate::databases::{Folder, block_on, each_database, keys, keys_url, master_key_file, serial};

const HEADINGS: &str =
    "Jobbspesialist;Stilling, prosent;Følger opp nå, personer;Timer til oppfølging i uken";

/// Sends a sheet in CSV.
fn import(service: &Service, address: &str, text: &str) -> Reply {
    let key = format!("sheet-{}", serial());
    let headers = [("idempotency-key", key.as_str()), ("content-type", "text/csv; charset=utf-8")];
    service.send("POST", address, &headers, Some(text))
}

fn counts(reply: &Reply) -> Value {
    let body = reply.json();
    json!(["dry_run", "new", "changed", "unchanged"].map(|name| &body[name]))
}

#[test]
fn what_is_exported_can_be_changed_and_imported_again() {
    each_database(|url| {
        let service = Service::start(url);
        fill(&service);
        for sheet in ["candidates", "openings", "staff"] {
            let exported = service.get(&format!("/v1/exports/{sheet}?format=csv"));
            assert_eq!(exported.header("content-type"), "text/csv");
            assert_eq!(exported.header("cache-control"), "no-store");
            assert!(exported.body.starts_with('\u{feff}'), "{}", exported.body);
            let again = import(&service, &format!("/v1/imports/{sheet}"), &exported.body);
            assert_eq!(again.status, 200, "{again:?}");
            assert_eq!(counts(&again), json!([false, 0, 0, 1]), "{sheet}");
        }
        let staff = service.get("/v1/exports/staff?format=csv").body;
        let changed = staff.replace("S-1;100;10;", "S-1;100;11;") + "S-2;50,0;3;;10,5;;\r\n";
        let tried = import(&service, "/v1/imports/staff?dry_run=true", &changed);
        assert_eq!(counts(&tried), json!([true, 1, 1, 0]), "{tried:?}");
        assert_eq!(service.get("/v1/exports/staff?format=csv").body, staff, "it was only tried");
        let done = import(&service, "/v1/imports/staff", &changed);
        assert_eq!(counts(&done), json!([false, 1, 1, 0]), "{done:?}");
        let shown = service.get("/v1/specialists/S-1").json();
        assert_eq!(
            (&shown["specialist"]["present_caseload"], &shown["version"]),
            (&json!(11), &json!(2))
        );
        assert_eq!(
            service.get("/v1/specialists/S-2").json()["specialist"]["support_hours_week"],
            10.5
        );

        // Somebody who changes the old export would undo what was changed since.
        let late =
            import(&service, "/v1/imports/staff", &staff.replace("S-1;100;10;", "S-1;90;10;"));
        assert_eq!(late.problem(), (422, "invalid".to_owned()));
        assert_eq!(late.json()["errors"][0]["row"], 2);
        assert!(late.body.contains("changed since it was exported"), "{late:?}");
    });
}

#[test]
fn all_faults_come_with_row_and_column_and_nothing_is_stored() {
    each_database(|url| {
        let service = Service::start(url);
        let text = format!("{HEADINGS}\nS-1;80;4;20\nS 2;80;4;20\nS-3;180;4;41\nS-1;80;4;20\n");
        let reply = import(&service, "/v1/imports/staff", &text);
        assert_eq!(reply.problem(), (422, "invalid".to_owned()));
        let errors = reply.json()["errors"].as_array().unwrap().clone();
        let places: Vec<(u64, &str)> = errors
            .iter()
            .map(|it| (it["row"].as_u64().unwrap(), it["column"].as_str().unwrap()))
            .collect();
        assert_eq!(
            places,
            [
                (3, "A (Jobbspesialist)"),
                (4, "B (Stilling, prosent)"),
                (4, "D (Timer til oppfølging i uken)"),
                (5, "A (Jobbspesialist)"),
            ]
        );
        assert_eq!(service.get("/v1/specialists").json()["items"], Value::Array(Vec::new()));
    });
}

#[test]
fn the_command_line_writes_a_template_and_takes_it_in_when_it_is_filled_in() {
    each_database(|url| {
        block_on(keys(url));
        let folder = Folder::new();
        let file = |name: &str| folder.path().join(name).display().to_string();
        let sheet = |arguments: &[&str]| {
            let mut command = femtrinn(["sheet"]);
            command.env("FEMTRINN_KEYS_URL", keys_url(url));
            command.env("FEMTRINN_MASTER_KEY_FILE", master_key_file());
            let output = command.args(arguments).output().unwrap();
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
        };
        let place = ["--database-url", url, "--municipality", MUNICIPALITY];
        for ending in ["csv", "xlsx"] {
            let template = file(&format!("mal.{ending}"));
            assert_eq!(sheet(&["template", "staff", &template]).0, 0);
            let empty = sheet(&[&["import", "staff", &template][..], &place].concat());
            assert_eq!(empty.0, 3, "{empty:?}");
            assert!(empty.2.contains("there are no rows below the headings"), "{empty:?}");
            let again = sheet(&["template", "staff", &template]);
            assert_eq!(again.0, 4, "{again:?}");
            assert!(again.2.contains("it is there already"), "{again:?}");
        }
        let filled = file("ansatte.csv");
        fs::write(&filled, format!("{HEADINGS}\nS-1;80;4;20,5\n")).unwrap();
        let tried = sheet(&[&["import", "staff", &filled, "--dry-run"][..], &place].concat());
        assert_eq!(tried.0, 0, "{tried:?}");
        assert!(
            tried.1.ends_with("1 new, 0 changed, 0 as they were: would be stored; nothing is\n")
        );
        let done = sheet(&[&["import", "staff", &filled][..], &place].concat());
        assert!(done.1.ends_with("1 new, 0 changed, 0 as they were: stored\n"), "{done:?}");
        let book = file("ansatte.xlsx");
        assert_eq!(sheet(&[&["export", "staff", &book][..], &place].concat()).0, 0);
        let again = sheet(&[&["import", "staff", &book][..], &place].concat());
        assert!(again.1.ends_with("0 new, 0 changed, 1 as they were: stored\n"), "{again:?}");
    });
}
