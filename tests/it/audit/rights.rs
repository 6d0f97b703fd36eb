//! What a person can ask for, and that what is erased can be found nowhere.

use std::fs;
use std::path::Path;
use std::process::Command;

use engine::domain::CandidateId;
use femtrinn_api::audit::verify;
use femtrinn_api::store::{Store, StoreError, candidates, transfer};
use serde_json::{Value, json};

use crate::command_line::femtrinn;
use crate::databases::{self, Folder, block_on, each_database, keys_url, master_key_file};
use crate::house::root;
use crate::http::resources::fill;
use crate::http::service::{MUNICIPALITY, Reply, Service};
use crate::journey::people::Way;
use crate::postgres;
use crate::store::look_at;

const ONE: &str = "/v1/candidates/K-07";

/// Twenty things that are said of K-07, each found nowhere else.
fn canaries() -> Vec<String> {
    (0..20).map(|number| format!("kanarifugl{number:02}")).collect()
}

/// Tells the service all of them, in each place that has words: profiles, contacts, events.
fn tell(service: &Service, canaries: &[String]) {
    let (first, rest) = canaries.split_at(15);
    let mut profile = service.get(ONE).json()["candidate"].clone();
    profile.as_object_mut().unwrap().remove("id");
    for (version, canary) in (1..).zip(first) {
        profile["own_words"] = format!("Jeg liker {canary}").into();
        let put = service.put(ONE, &format!("\"{version}\""), &profile);
        assert_eq!(put.status, 200, "{put:?}");
    }
    let (contact, why) = rest.split_at(4);
    let [name, phone, email, later] = contact else { panic!("four") };
    let path = format!("{ONE}/contact");
    let one = json!({"name": name, "phone": phone, "email": email});
    assert_eq!(service.put(&path, "\"1\"", &one).status, 200);
    assert_eq!(service.put(&path, "\"2\"", &json!({"name": later})).status, 200);
    for (sequence, canary) in (1..).zip(why) {
        let etag = format!("\"{sequence}\"");
        let headers = [
            ("idempotency-key", canary.as_str()),
            ("if-match", &etag),
            ("content-type", "application/json"),
        ];
        let event = json!({
            "on": "2026-03-04", "by": "S-1", "what": "information_meeting_held", "why": canary,
            "details": {"explained": ["spoken"]},
        });
        let event = event.to_string();
        let sent = service.send("POST", &format!("{ONE}/events"), &headers, Some(&event));
        assert_eq!(sent.status, 201, "{sent:?}");
    }
}

/// Asks as the person's own job specialist, who gives no reason.
fn plainly(service: &Service, path: &str) -> Reply {
    service.send_as("job-specialist", "GET", path, &[], None)
}

/// What a file has of a list of texts.
fn found_in(path: &Path, texts: &[String]) -> Vec<String> {
    found(&fs::read(path).unwrap_or_default(), texts)
}

fn found(bytes: &[u8], texts: &[String]) -> Vec<String> {
    // Each begins alike, so that most files are gone through once.
    let begin = &texts[0].as_bytes()[..4];
    if !bytes.windows(begin.len()).any(|it| it == begin) {
        return Vec::new();
    }
    let here = |text: &&String| bytes.windows(text.len()).any(|it| it == text.as_bytes());
    texts.iter().filter(here).cloned().collect()
}

/// Where the data of a test's database can lie: its files, its write-ahead log, the keys; a dump, a backup.
fn nowhere(url: &str, canaries: &[String], how: &str) {
    let folder = Folder::new();
    let backup = folder.path().join("backup.jsonl").display().to_string();
    let made = femtrinn(["backup", "--database-url", url, "--out", &backup]).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    let mut all = vec![folder.path().join("backup.jsonl")];
    for ending in ["", "-wal", "-shm"] {
        all.push(format!("{}{ending}", keys_url(url).replacen("sqlite:", "", 1)).into());
    }
    if let Some(file) = url.strip_prefix("sqlite:") {
        all.extend(["", "-wal", "-shm"].map(|ending| format!("{file}{ending}").into()));
    } else {
        let dump = folder.path().join("dump.sql");
        let made =
            Command::new(postgres::program("pg_dump")).arg(url).arg("-f").arg(&dump).output();
        let made = made.unwrap();
        assert!(made.status.success(), "{made:?}");
        all.push(dump);
        all.extend(postgres::files_of(url));
    }
    let known = ["K-07".to_owned()];
    let mut read = 0;
    for path in &all {
        assert_eq!(found_in(path, canaries), [""; 0], "{how}: {}", path.display());
        read += usize::from(!found_in(path, &known).is_empty());
    }
    assert!(read >= 2, "{how}: the id is found in {read} files only: is that where the data is?");
}

#[test]
fn twenty_canaries_are_nowhere_in_the_clear_before_erasure_and_gone_after_it() {
    each_database(|url| {
        let canaries = canaries();
        let service = Service::start_with(url, &[], "trace");
        fill(&service);
        tell(&service, &canaries);
        let all = service.get(&format!("{ONE}/export"));
        assert_eq!((all.status, &all.json()["format"]), (200, &json!("femtrinn-person/1")));
        assert_eq!(
            found(all.body.as_bytes(), &canaries).len(),
            17,
            "the first contact was replaced"
        );
        nowhere(url, &canaries, "before");
        let folder = Folder::new();
        // The search finds what is there: the export that the person was given is in the clear, and so is a sheet.
        let given = folder.path().join("export.json");
        fs::write(&given, &all.body).unwrap();
        assert_eq!(found_in(&given, &canaries).len(), 17);
        let sheet = "/v1/exports/candidates?format=csv";
        let before = service.get(sheet).body;
        assert_eq!(found(before.as_bytes(), &canaries), [canaries[14].clone()], "{before}");
        let early = folder.path().join("early.jsonl").display().to_string();
        let made = femtrinn(["backup", "--database-url", url, "--out", &early]).output().unwrap();
        assert!(made.status.success(), "{made:?}");

        let asked = json!({"archived": ["profile", "journey", "agreements"]});
        let unsaid = service.post(&format!("{ONE}/erasure"), &asked);
        assert_eq!(unsaid.problem(), (422, "invalid".to_owned()));
        let archived = ["profile", "journey", "agreements"];
        let asked = json!({"archived": archived, "archive_case": "2026/417"});
        let erased = service.post(&format!("{ONE}/erasure"), &asked);
        assert_eq!(erased.status, 200, "{erased:?}");
        let outcomes: Vec<(Value, Value)> = erased.json()["records"]
            .as_array()
            .unwrap()
            .iter()
            .map(|record| (record["kind"].clone(), record["outcome"].clone()))
            .collect();
        let expected = [
            ("contact", "erased"),
            ("profile", "erased"),
            ("journey", "erased"),
            ("agreements", "erased"),
            ("surveys", "nothing"),
            ("matches", "nothing"),
            ("kept_answers", "erased"),
            ("audit", "kept"),
        ];
        assert_eq!(outcomes, expected.map(|(kind, outcome)| (json!(kind), json!(outcome))));
        for path in ["", "/contact", "/profiles", "/journey", "/events", "/export"] {
            let gone = service.get(&format!("{ONE}{path}"));
            assert_eq!(gone.problem(), (404, "not-found".to_owned()), "{path}");
        }
        assert_eq!(service.get("/v1/journeys").json()["items"], json!([]));
        nowhere(url, &canaries, "after");
        let exported = service.get(sheet).body;
        let metrics = service.get("/metrics").body;
        let audit = service.send_as("auditor", "GET", "/v1/audit-events?limit=200", &[], None).body;
        let log = service.log();
        let texts =
            [(&metrics, "metrics"), (&audit, "audit"), (&log, "log"), (&exported, "export")];
        for (text, what) in texts {
            assert!(!text.is_empty());
            assert_eq!(found(text.as_bytes(), &canaries), [""; 0], "{what}");
        }

        // The backup from before is whole, and nobody can read it.
        let again = format!("sqlite:{}", folder.path().join("again.db").display());
        block_on(async {
            transfer::restore(fs::File::open(&early).unwrap(), &again).await.unwrap();
            let store = Store::open_with_keys(&again, databases::keys(url).await).await.unwrap();
            let chains = verify(&store, &[]).await.unwrap();
            assert!(chains.iter().all(|chain| chain.faults.is_empty()), "{chains:?}");
            let here = chains.iter().find(|chain| chain.events > 0).unwrap();
            let mut look = look_at(&store, here.municipality).await;
            let one = CandidateId::new("K-07").unwrap();
            let lost = candidates::find(&mut look, here.municipality, &one).await;
            assert!(matches!(lost, Err(StoreError::Corrupt { .. })), "{lost:?}");
            drop(look);
            store.close().await;
        });
    });
}

#[test]
fn what_the_archive_must_have_first_is_blocked_and_the_rest_goes() {
    each_database(|url| {
        let service = Service::start(url);
        fill(&service);
        let erased = service.post(&format!("{ONE}/erasure"), &json!({"archived": []})).json();
        let of = |kind: &str| {
            let records = erased["records"].as_array().unwrap();
            records.iter().find(|record| record["kind"] == kind).unwrap()["outcome"].clone()
        };
        assert_eq!(
            [of("contact"), of("profile"), of("journey"), of("agreements")],
            ["erased", "blocked", "blocked", "blocked"].map(Value::from)
        );
        assert_eq!(plainly(&service, ONE).status, 404, "what is blocked is hidden");
        assert_eq!(plainly(&service, "/v1/candidates").json()["items"], json!([]));
        let all = service.get(&format!("{ONE}/export")).json();
        assert_eq!(all["restriction"]["ground"], "archive");
        assert_eq!(all["profiles"].as_array().unwrap().len(), 1, "sealed anew, and there");
        assert_eq!(all["contact"], Value::Null);
        let kinds = ["profile", "journey", "agreements"];
        let archived = json!({"archived": kinds, "archive_case": "2026/417"});
        assert_eq!(service.post(&format!("{ONE}/erasure"), &archived).status, 200);
        assert_eq!(service.get(&format!("{ONE}/export")).status, 404);
    });
}

#[test]
fn whoever_is_restricted_is_kept_and_not_shown_until_it_ends() {
    each_database(|url| {
        let service = Service::start(url);
        fill(&service);
        let path = format!("{ONE}/restriction");
        let unknown = service.post(&path, &json!({"restricted": true, "ground": "because"}));
        assert_eq!(unknown.problem(), (422, "invalid".to_owned()));
        let put = service.post(&path, &json!({"restricted": true, "ground": "accuracy"}));
        assert_eq!((put.status, &put.json()["ground"]), (200, &json!("accuracy")));
        for hidden in ["", "/contact", "/profiles", "/journey", "/events"] {
            assert_eq!(plainly(&service, &format!("{ONE}{hidden}")).status, 404, "{hidden}");
        }
        for list in ["/v1/candidates", "/v1/journeys"] {
            assert_eq!(plainly(&service, list).json()["items"], json!([]), "{list}");
        }
        assert_eq!(service.get(&format!("{ONE}/export")).status, 200);
        let unsaid = service.post(&path, &json!({"restricted": true}));
        assert_eq!(unsaid.problem(), (422, "invalid".to_owned()));
        let ended = service.post(&path, &json!({"restricted": false}));
        assert_eq!(ended.json(), json!({"restricted": false, "ground": null, "since": null}));
        assert_eq!(service.get(ONE).status, 200);
        let log = service.get(&format!("{ONE}/access-log")).json();
        let last = log["items"].as_array().unwrap().last().unwrap().clone();
        let said = last["said"].as_str().unwrap();
        assert!(said.contains("så på opplysninger om deg."), "{said}");
        let english = service.get(&format!("{ONE}/access-log?language=en")).body;
        assert!(english.contains("looked at what is kept about you."), "{english}");
        assert_eq!(
            (&last["request"], &last["action"]),
            (&json!("GET /v1/candidates/{id}"), &json!("access"))
        );
    });
}

#[test]
fn what_the_rules_keep_no_longer_is_told_and_then_erased() {
    each_database(|url| {
        let folder = Folder::new();
        // The rules of a municipality that has said how long: half a year, for two kinds.
        let shipped = fs::read_to_string(root().join("fixtures/retention/rules.json")).unwrap();
        let mut rules: Value = serde_json::from_str(&shipped).unwrap();
        for rule in rules["kinds"].as_array_mut().unwrap() {
            if rule["kind"] == "contact" || rule["kind"] == "journey" {
                rule["months_after_end"] = 6.into();
            }
        }
        let file = folder.path().join("rules.json");
        fs::write(&file, rules.to_string()).unwrap();
        let retention = |more: &[&str]| {
            let mut command = femtrinn(["retention", "--municipality", MUNICIPALITY]);
            command.args([
                "--database-url",
                url,
                "--keys-url",
                &keys_url(url),
                "--master-key-file",
            ]);
            command.arg(master_key_file()).arg("--rules").arg(&file).args(more);
            let done = command.output().unwrap();
            assert!(done.status.success(), "{done:?}");
            String::from_utf8(done.stdout).unwrap()
        };

        // The command looks too.
        let service = Service::start(url).among_others();
        fill(&service);
        let way = Way { service: &service, candidate: "K-07" };
        let said = json!({"explained": ["spoken"]});
        way.record("2026-03-04", "information_meeting_held", &said);
        let goes_on = retention(&["--dry-run"]);
        assert!(!goes_on.contains("K-07"), "the journey goes on: {goes_on}");
        let no = json!({"answer": "no", "explained": ["spoken"], "given_how": "spoken"});
        way.record("2026-03-06", "answered", &no);
        let restriction = format!("{ONE}/restriction");
        let claim = json!({"restricted": true, "ground": "claim"});
        assert_eq!(service.post(&restriction, &claim).status, 200);
        let restricted = retention(&["--dry-run"]);
        assert!(!restricted.contains("K-07"), "the person needs it: {restricted}");
        assert_eq!(service.post(&restriction, &json!({"restricted": false})).status, 200);

        let tried = retention(&["--dry-run"]);
        assert!(tried.contains("K-07: contact would be erased (ended 2026-03-06)"), "{tried}");
        assert!(tried.contains("K-07: journey is due, and waits for the archive"), "{tried}");
        assert!(tried.contains("Nobody has said how long these are kept"), "{tried}");
        assert_eq!(service.get(&format!("{ONE}/contact")).status, 200, "it was only asked");
        let done = retention(&[]);
        assert!(done.contains("K-07: contact erased (ended 2026-03-06)"), "{done}");
        assert_eq!(service.get(&format!("{ONE}/contact")).status, 404);
        assert_eq!(service.get(ONE).status, 200, "sealed anew, and there");
        assert_eq!(service.get(&format!("{ONE}/journey")).status, 200);
        assert!(!retention(&[]).contains("contact"), "there is nothing left");
        let log = service.get(&format!("{ONE}/access-log")).body;
        assert!(log.contains("slettet opplysninger om deg"), "{log}");
    });
}

#[test]
fn the_log_is_checked_and_handed_out_by_commands() {
    each_database(|url| {
        let service = Service::start(url);
        fill(&service);
        assert_eq!(service.get(ONE).status, 200);
        let verify = |more: &[&str]| {
            femtrinn(["audit", "verify", "--database-url", url]).args(more).output().unwrap()
        };
        let sound = verify(&[]);
        let told = String::from_utf8(sound.stdout).unwrap();
        assert!(sound.status.success() && told.contains("each as it was written"), "{told}");
        // The users of the tests are of two municipalities, and each has a chain.
        let mut ends = told.lines().filter_map(|line| line.trim().strip_prefix("end: "));
        let end = ends.find(|end| end.starts_with("3205:")).unwrap();
        assert!(verify(&["--kept", end]).status.success());
        let (head, digit) = end.split_at(end.len() - 1);
        let other = format!("{head}{}", if digit == "0" { "1" } else { "0" });
        assert_eq!(verify(&["--kept", &other]).status.code(), Some(1));
        assert_eq!(verify(&["--kept", "3205"]).status.code(), Some(2));
        let export = |format: &str| {
            let place = ["--database-url", url, "--municipality", MUNICIPALITY];
            let mut command = femtrinn(["audit", "export", "--format", format]);
            String::from_utf8(command.args(place).output().unwrap().stdout).unwrap()
        };
        let cef = export("cef");
        let last = cef.lines().last().unwrap();
        assert!(last.starts_with("CEF:0|Femtrinn|femtrinn|"), "{last}");
        assert!(last.contains(" duid=K-07 ") && last.contains("src=127.0.0.1"), "{last}");
        for line in export("json").lines() {
            let event: Value = serde_json::from_str(line).unwrap();
            assert_eq!(event["people"], json!(["K-07"]));
        }
    });
}

#[test]
fn data_from_before_there_were_keys_is_sealed_by_migrating() {
    each_database(|url| {
        let folder = Folder::new();
        let new = format!("sqlite:{}", folder.path().join("old.db").display());
        let old = crate::fixtures::folder().join("backups/0004.jsonl");
        block_on(transfer::restore(fs::File::open(old).unwrap(), &new)).unwrap();
        let refused =
            block_on(async { Store::open_with_keys(&new, databases::keys(url).await).await.err() });
        assert!(matches!(refused, Some(StoreError::Unsealed { .. })), "{refused:?}");
        let migrate = || {
            let mut command = femtrinn(["migrate", "--database-url", &new]);
            command
                .args(["--keys-url", &keys_url(url), "--master-key-file"])
                .arg(master_key_file());
            String::from_utf8(command.output().unwrap().stdout).unwrap()
        };
        assert!(migrate().contains("documents of people are sealed now"));
        assert!(migrate().ends_with("nothing to do.\n"));
        block_on(async {
            let store = Store::open_with_keys(&new, databases::keys(url).await).await.unwrap();
            store.close().await;
        });
    });
}

#[test]
fn whoever_asks_for_what_is_hidden_from_them_is_in_the_log() {
    each_database(|url| {
        let service = Service::start(url);
        fill(&service);
        let refused = || {
            let log = service.send_as("auditor", "GET", "/v1/audit-events?limit=200", &[], None);
            let events = log.json()["items"].as_array().unwrap().clone();
            let denied = events.into_iter().filter(|event| event["decision"] == "deny");
            denied.map(|it| (it["request"].clone(), it["people"].clone())).collect::<Vec<_>>()
        };
        let ask = |user: &str, path: &str| service.send_as(user, "GET", path, &[], None).status;
        assert_eq!(ask("other-employer", "/v1/openings/O-1"), 404);
        assert_eq!(ask("other-employer", "/v1/openings/nobody"), 404);
        assert_eq!(ask("employer", "/v1/candidates/K-07"), 403);
        assert_eq!(ask("colleague", ONE), 403, "without a reason");
        let on = json!({"restricted": true, "ground": "accuracy"});
        assert_eq!(service.post(&format!("{ONE}/restriction"), &on).status, 200);
        assert_eq!(ask("job-specialist", ONE), 404);
        assert_eq!(ask("job-specialist", "/v1/candidates/nobody"), 404);
        assert_eq!(ask("job-specialist", "/v1/agreements/AV-1"), 404);
        assert_eq!(ask("job-specialist", "/v1/agreements/nobody"), 404);
        let (opening, candidate) = ("GET /v1/openings/{id}", "GET /v1/candidates/{id}");
        let expected = [
            (opening, json!([])),
            (candidate, json!(["K-07"])),
            (candidate, json!(["K-07"])),
            (candidate, json!(["K-07"])),
            ("GET /v1/agreements/{id}", json!(["K-07"])),
        ];
        assert_eq!(refused(), expected.map(|(request, people)| (json!(request), people)));
        let told = service.get(&format!("{ONE}/access-log")).body;
        assert_eq!(
            told.matches("prøvde å se opplysninger om deg, og fikk nei").count(),
            4,
            "{told}"
        );
    });
}
