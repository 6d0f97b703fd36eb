//! Several municipalities are an operator's: a run in each, and no plan of two.

use engine::domain::MunicipalityNumber;
use femtrinn_api::demo::first_monday;
use femtrinn_api::store::{Clock, Document, municipalities, service_models};
use serde_json::Value;

use super::follow::today;
use super::runs::fill;
use crate::command_line::{femtrinn, outcome};
use crate::databases::{self, block_on, each_database};
use crate::house::root;
use crate::http::service::Service;

/// A second municipality: with rules, and nobody in it.
fn another(url: &str, number: &str, has_rules: bool) {
    block_on(async {
        let store = databases::open(url).await;
        let number = MunicipalityNumber::new(number).unwrap();
        let now = Clock::System.now();
        let mut tx = store.write().await.unwrap();
        let here = municipalities::insert(&mut tx, &number, "En annen", now).await.unwrap().id;
        if has_rules {
            let rules = root().join("fixtures/service-models/lillestrom.json");
            let rules = Document(std::fs::read_to_string(rules).unwrap());
            service_models::add(&mut tx, here, None, &rules, now).await.unwrap();
        }
        tx.commit().await.unwrap();
        store.close().await;
    });
}

/// Exit code, standard output and standard error.
fn ask(url: &str, more: &[&str]) -> (i32, String, String) {
    outcome(&femtrinn(["match-runs", "--database-url", url]).args(more).output().unwrap())
}

/// The lines below the heading: municipality, run, how far it is.
fn lines(told: &str) -> Vec<(String, String, String)> {
    let line = |line: &str| {
        let (place, rest) = line.split_once(' ').unwrap();
        let (run, state) = rest.trim().split_once(' ').unwrap();
        (place.to_owned(), run.to_owned(), state.trim().to_owned())
    };
    told.lines().skip(1).map(line).collect()
}

#[test]
fn an_operator_asks_for_a_run_in_each_municipality_and_is_told_how_they_end() {
    each_database(|url| {
        fill(url);
        another(url, "0301", true);
        another(url, "1103", false);
        // All or nothing, and every fault is told.
        let (code, out, err) = ask(url, &["--municipality", "3205", "--municipality", "9999"]);
        assert_eq!((code, out.as_str()), (3, ""), "{err}");
        assert!(err.contains("there is no municipality 9999"), "{err}");
        let (code, _, err) = ask(url, &["--first-monday", "2026-12-01", "--horizon-weeks", "27"]);
        assert_eq!(code, 3, "{err}");
        assert!(err.contains("--first-monday: write a Monday"), "{err}");
        assert!(err.contains("--horizon-weeks: write whole weeks from 1 to 26"), "{err}");
        for (monday, words) in [
            ("2026-11-02", "that week is over; write "),
            ("2126-11-04", "nobody can plan that far"),
        ] {
            let (code, out, err) = ask(url, &["--first-monday", monday]);
            assert_eq!((code, out.as_str()), (3, ""), "{err}");
            assert!(err.contains(&format!("--first-monday: {words}")), "{err}");
        }
        // Nobody works on them yet.
        let monday = first_monday(today()).to_string();
        let weeks = ["--first-monday", &monday, "--horizon-weeks", "4"];
        let one = ["--municipality", "0301", "--wait", "1"];
        let (code, out, err) = ask(url, &[&weeks[..], &one[..]].concat());
        assert_eq!(code, 1, "{out} {err}");
        let [(place, _, state)] = &lines(&out)[..] else { panic!("one run: {out}") };
        assert_eq!((place.as_str(), state.as_str()), ("0301", "waiting for a server"));
        let service = Service::start(url).among_others();
        let two = ["--municipality", "3205", "--municipality", "0301", "--wait", "300"];
        let (code, out, err) = ask(url, &[&weeks[..], &two[..]].concat());
        assert_eq!(code, 0, "{out} {err}");
        let [(first, _, nothing), (second, run, planned)] = &lines(&out)[..] else {
            panic!("two runs: {out}")
        };
        assert_eq!((first.as_str(), second.as_str()), ("0301", "3205"), "by number");
        assert_eq!(nothing, "done: 0 proposals, nothing for 0", "nobody of the other's is there");
        // Each is a run of its municipality, and of no other.
        let shown = service.get(&format!("/v1/match-runs/{run}")).json();
        let proposals = shown["result"]["proposals"].as_u64().unwrap();
        assert!(proposals > 0, "{shown}");
        assert!(planned.starts_with(&format!("done: {proposals} proposal")), "{planned}");
        let all = service.get("/v1/match-runs").json();
        let runs: Vec<&Value> =
            all["items"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
        assert_eq!(runs, [run], "what was refused was not asked for");
        // Whom the run looks at is told that it was an operator's.
        let log = service.get("/v1/candidates/K-01/access-log").json();
        let looks = log["items"].as_array().unwrap();
        let look = looks.iter().find(|it| it["request"] == "match run").unwrap();
        assert_eq!((&look["actor"], &look["role"]), (&"command line".into(), &"operator".into()));
        // All that are there; one of them has no rules.
        let (code, out, _) = ask(url, &[&weeks[..], &["--wait", "300"]].concat());
        let all = lines(&out);
        assert_eq!((code, all.len()), (1, 3), "{out}");
        assert_eq!(all[1].0, "1103", "{out}");
        assert_eq!(all[1].2, "failed: the municipality has no service model", "{out}");
        let (code, out, _) = ask(url, &weeks);
        assert_eq!((code, lines(&out).len()), (0, 3), "it was not to wait: {out}");
    });
}
