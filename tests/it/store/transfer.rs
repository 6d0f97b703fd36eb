//! Backups, restorations, moves and migrations with data in them, from each database into each.

use std::fs::{self, File};
use std::io::Cursor;
use std::path::Path;

use engine::domain::{
    Activity, AgreementId, CandidateId, MunicipalityNumber, OpeningId, PlacementId, SpecialistId,
    SurveyId, WorkplaceId,
};
use femtrinn_api::store::candidates::{self, CandidateContent};
use femtrinn_api::store::learning::{self, Grounds};
use femtrinn_api::store::match_runs::{self, NewRun};
use femtrinn_api::store::model_versions::{self, StoredModel};
use femtrinn_api::store::opening_steps::{self, OpeningStep};
use femtrinn_api::store::openings::{self, OpeningContent, OpeningStatus};
use femtrinn_api::store::placements::{self, PlacementContent};
use femtrinn_api::store::proposals::{self, NewProposal, NewStep, Standing};
use femtrinn_api::store::restrictions::{self, Ground};
use femtrinn_api::store::surveys::{self, Respondent};
use femtrinn_api::store::taken_places::{self, Wanted};
use femtrinn_api::store::transfer::{self, Content, PASSING, TransferError};
use femtrinn_api::store::{
    self, Database, Document, Look, MunicipalityId, Store, StoreError, Ts, Tx, Version, agreements,
    contacts, idempotency, job_ads, maps, new_id, outcomes, service_models, specialists,
    travel_times, webhooks,
};
use serde_json::Value;
use sqlx::{Connection, SqliteConnection};

use super::{a_body, a_lasting_municipality, a_municipality, a_time, a_workplace, look_at};
use crate::databases::{self, Folder, block_on};
use crate::fixtures;
use crate::postgres;

/// Rows in every table, of two municipalities.
async fn fill(store: &Store) {
    for (number, openings) in [("3205", 250), ("0301", 3)] {
        let here = a_lasting_municipality(store, number).await;
        let mut tx = look_at(store, here).await;
        service_models::add(&mut tx, here, None, &a_body("rules"), a_time()).await.unwrap();
        let workplace_id = a_workplace(&mut tx, here).await;
        for count in 0..openings {
            let status = OpeningStatus::ALL[count % 4];
            let body = a_body(&format!("opening {count} \\u0000 \\\" \\n"));
            let content = OpeningContent { workplace_id: workplace_id.clone(), status, body };
            let id: OpeningId = new_id(a_time());
            openings::insert(&mut tx, here, &id, &content, a_time()).await.unwrap();
            if count == 0 {
                let (status, taken_by) = (OpeningStatus::Posted, "S-1".to_owned());
                let acknowledged = Document("[\"VTA\"]".to_owned());
                let step = OpeningStep { status, taken_by, why: None, acknowledged };
                let version = Version(1);
                opening_steps::note(&mut tx, here, &id, version, &step, a_time()).await.unwrap();
                job_ads::put(&mut tx, here, &id, true, &a_body("ad"), a_time()).await.unwrap();
            }
        }
        let specialist = SpecialistId::new("S-1").unwrap();
        specialists::insert(&mut tx, here, &specialist, &a_body("S-1"), a_time()).await.unwrap();
        for (id, specialist_id) in [("K-1", Some(specialist)), ("k-1", None), ("K.1", None)] {
            let id = CandidateId::new(id).unwrap();
            let content = CandidateContent { specialist_id, body: a_body(id.as_str()) };
            let stored = candidates::insert(&mut tx, here, &id, &content, a_time()).await.unwrap();
            let seen = stored.version;
            candidates::replace(&mut tx, here, &id, seen, &content, a_time()).await.unwrap();
            contacts::insert(&mut tx, here, &id, &a_body("Åse Øy"), a_time()).await.unwrap();
            let (agreement, survey): (AgreementId, SurveyId) = (new_id(a_time()), new_id(a_time()));
            let body = a_body("paper");
            agreements::insert(&mut tx, here, &agreement, &id, &body, a_time()).await.unwrap();
            let of = (&id, Respondent::Candidate);
            surveys::insert(&mut tx, here, &survey, of, &body, a_time()).await.unwrap();
        }
        for key in ["one", "two"] {
            let request: &[u8] = &[0, 127, 128, 255];
            idempotency::claim(&mut tx, here, key, &[request], a_time()).await.unwrap();
        }
        let one = CandidateId::new("K-1").unwrap();
        let (agreement, survey) = (AgreementId::new("AV-1"), SurveyId::new("U-1"));
        let (agreement, survey, body) = (agreement.unwrap(), survey.unwrap(), a_body("paper"));
        agreements::insert(&mut tx, here, &agreement, &one, &body, a_time()).await.unwrap();
        let of = (&one, Respondent::Candidate);
        surveys::insert(&mut tx, here, &survey, of, &body, a_time()).await.unwrap();
        matching(&mut tx, here, &workplace_id, &one).await;
        let ground = Some(Ground::Accuracy);
        restrictions::set(&mut tx, here, &one, ground, a_time()).await.unwrap();
        idempotency::answer(&mut tx, here, "two", &a_body("answer")).await.unwrap();
        tx.answer(()).await.unwrap();
    }
    let mut tx = store.write().await.unwrap();
    for statement in [EVENTS, JOURNEYS] {
        match &mut tx {
            Tx::Sqlite(tx) => sqlx::query(statement).execute(&mut **tx).await.map(|_| ()),
            Tx::Postgres(tx) => sqlx::query(statement).execute(&mut **tx).await.map(|_| ()),
        }
        .unwrap();
    }
    tx.commit().await.unwrap();
}

/// What a run has proposed to somebody at an opening of their own, and what came of it.
async fn matching(
    look: &mut Look,
    here: MunicipalityId,
    workplace: &WorkplaceId,
    candidate: &CandidateId,
) {
    let (now, body) = (a_time(), a_body("matching"));
    maps::replace(look, here, Version(0), &body, now).await.unwrap();
    travel_times::put(look, here, candidate, workplace, &body, now).await.unwrap();
    let content = PlacementContent {
        workplace_id: workplace.clone(),
        specialist_id: None,
        body: body.clone(),
    };
    let placement = PlacementId::new("P-1").unwrap();
    placements::insert(look, here, &placement, &content, now).await.unwrap();
    let opening = OpeningId::new("O-1").unwrap();
    let content = OpeningContent {
        workplace_id: workplace.clone(),
        status: OpeningStatus::Draft,
        body: body.clone(),
    };
    openings::insert(look, here, &opening, &content, now).await.unwrap();
    let run = NewRun {
        question: body.clone(),
        asked_by: "somebody".to_owned(),
        asked_role: "municipality".to_owned(),
    };
    match_runs::insert(look, here, "R-1", &run, now).await.unwrap();
    match_runs::put_part(look, here, "R-1", candidate, &body, now).await.unwrap();
    let new = NewProposal {
        candidate: candidate.clone(),
        opening: opening.clone(),
        activity: Activity::Trial,
        monday: "2026-11-30".to_owned(),
        weeks: 4,
        body: body.clone(),
    };
    proposals::insert(look, here, "F-1", "R-1", &new, now).await.unwrap();
    proposals::read(look, here, "F-1", "S-1", now).await.unwrap();
    let proposal = proposals::find(look, here, "F-1").await.unwrap().unwrap();
    let step = NewStep { step: "tell", reason: None, taken_by: "S-1" };
    let standing = Standing::of(&proposal);
    proposals::take(look, here, &proposal, &standing, &step, now).await.unwrap();
    outcomes::insert(look, here, "U-1", candidate, &body, now).await.unwrap();
    teach(look, here, candidate, &body, now).await;
    let wanted = [Wanted { opening, week: "2026-11-30".to_owned(), booking: 1 }].into();
    let full = taken_places::hold(look, here, candidate, &wanted, |_| 1).await.unwrap();
    assert_eq!(full, None);
}

/// What learning keeps, and a webhook with something to tell.
async fn teach(
    look: &mut Look,
    here: MunicipalityId,
    candidate: &CandidateId,
    body: &Document,
    now: Ts,
) {
    let why = "x".to_owned();
    let grounds = Grounds {
        decided_by: why.clone(),
        decided_on: "2026-10-01".to_owned(),
        legal_basis: why.clone(),
        assessment: why.clone(),
    };
    learning::turn(look, here, Some(&grounds), "S-1", now).await.unwrap();
    learning::set_objection(look, here, candidate, true, now).await.unwrap();
    learning::keep(look, here, "F-1", candidate, body, now).await.unwrap();
    let version = StoredModel {
        version: "learnt-1".to_owned(),
        body: body.clone(),
        counted: body.clone(),
        made_by: "S-1".to_owned(),
        created_at: now,
    };
    model_versions::insert(look, here, &version).await.unwrap();
    let types = Document("[]".to_owned());
    let url = "https://example.no/hook";
    webhooks::insert(look, here, "W-1", url, &types, "S-1", now).await.unwrap();
    // To choose is an event, which the webhook is to be told of.
    model_versions::choose(look, here, Some("learnt-1"), &why, "S-1", now).await.unwrap();
}

/// An event of each candidate; what it says is the business of others.
const EVENTS: &str = "
    INSERT INTO journey_event (municipality_id, candidate_id, sequence, body, recorded_at)
    SELECT municipality_id, id, 1, '{}', created_at FROM candidate";

/// Where each candidate's journey stands.
const JOURNEYS: &str = "
    INSERT INTO journey (municipality_id, candidate_id, sequence, stage, specialist_id)
    SELECT municipality_id, id, 1, 'referred', specialist_id FROM candidate";

async fn filled(url: &str) -> Store {
    store::migrate(url).await.unwrap();
    let store = databases::open(url).await;
    Box::pin(fill(&store)).await;
    store
}

async fn backup(store: &Store) -> (Vec<u8>, Vec<Content>) {
    let mut bytes = Vec::new();
    let contents = transfer::backup(store, &mut bytes).await.unwrap();
    (bytes, contents)
}

fn file(folder: &Folder, name: &str) -> String {
    format!("sqlite:{}", folder.path().join(name).display())
}

#[test]
fn a_backup_has_the_same_bytes_wherever_it_is_restored() {
    let folder = Folder::new();
    block_on(async {
        let (bytes, contents) = backup(&filled(&file(&folder, "first")).await).await;
        assert!(contents.iter().all(|it| it.rows >= 2), "a table has no rows: {contents:?}");
        for url in [postgres::database(), file(&folder, "second")] {
            let rows = transfer::restore(Cursor::new(&bytes), &url).await.unwrap();
            assert_eq!(rows, contents.iter().map(|it| it.rows).sum::<u64>());
            let again = Store::open(&url).await.unwrap();
            assert_eq!(backup(&again).await, (bytes.clone(), contents.clone()));
            again.close().await;
        }
    });
}

#[test]
fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let folder = Folder::new();
    block_on(async {
        let (bytes, _) = backup(&filled(&file(&folder, "first")).await).await;
        let text = String::from_utf8(bytes.clone()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let mut damaged: Vec<(String, Vec<u8>)> = vec![
            ("empty".to_owned(), Vec::new()),
            ("no backup".to_owned(), b"{\"format\":\"femtrinn-case/1\"}\n".to_vec()),
            ("newer".to_owned(), text.replace("\"schema\":", "\"schema\":9").into_bytes()),
            ("without its end".to_owned(), lines[..lines.len() - 1].join("\n").into_bytes()),
            ("longer".to_owned(), format!("{text}[]\n").into_bytes()),
            ("a row less".to_owned(), [&lines[..9], &lines[10..]].concat().join("\n").into_bytes()),
        ];
        // Every byte counts; a prime step meets all kinds of places.
        for place in (0..bytes.len() - 1).step_by(199) {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            damaged.push((format!("byte {place} changed"), changed));
        }
        for (how, bytes) in damaged {
            let url = file(&folder, "second");
            let refused = transfer::restore(Cursor::new(&bytes), &url).await;
            let told =
                matches!(&refused, Err(TransferError::Malformed { .. } | TransferError::File(_)));
            assert!(told, "{how}: {refused:?}");
            assert!(!folder.path().join("second").exists(), "{how}");
        }
    });
}

#[test]
fn a_backup_is_restored_into_a_new_database_only() {
    let folder = Folder::new();
    block_on(async {
        let (bytes, _) = backup(&filled(&file(&folder, "first")).await).await;
        for url in [file(&folder, "second"), postgres::database()] {
            let store = filled(&url).await;
            let before = backup(&store).await;
            let refused = transfer::restore(Cursor::new(&bytes), &url).await;
            assert!(matches!(refused, Err(TransferError::NotEmpty)), "{refused:?}");
            assert_eq!(backup(&store).await, before);
            store.close().await;
        }
    });
}

#[test]
fn a_municipality_moves_from_either_database_to_the_other() {
    let folder = Folder::new();
    block_on(async {
        let number = MunicipalityNumber::new("3205").unwrap();
        for (from, to) in [
            (file(&folder, "first"), postgres::database()),
            (postgres::database(), file(&folder, "second")),
        ] {
            let from = filled(&from).await;
            store::migrate(&to).await.unwrap();
            let to = Store::open(&to).await.unwrap();
            let (_, all) = backup(&from).await;
            let contents = transfer::copy(&from, &to, &number).await.unwrap();
            let (arrived, whole) = backup(&to).await;
            assert_eq!(whole, contents);
            let openings = contents.iter().find(|it| it.table == "opening").unwrap();
            assert_eq!(openings.rows, 251);
            assert!(
                contents.iter().zip(&all).all(|(some, all)| 0 < some.rows && some.rows < all.rows)
            );
            let again = transfer::copy(&from, &to, &number).await;
            assert!(matches!(again, Err(TransferError::Held { .. })), "{again:?}");
            let nobody = MunicipalityNumber::new("5001").unwrap();
            let Err(TransferError::Unknown { has, .. }) = transfer::copy(&from, &to, &nobody).await
            else {
                panic!("there is no such municipality")
            };
            assert_eq!(has, ["0301", "3205"]);
            assert_eq!(backup(&to).await.0, arrived);
            to.close().await;
            from.close().await;
        }
    });
}

#[test]
fn a_move_that_changes_something_comes_to_nothing() {
    const TRIGGER: &str = "
        CREATE TRIGGER meddle AFTER INSERT ON opening WHEN NEW.status = 'paused'
        BEGIN UPDATE opening SET version = 7 WHERE id = NEW.id; END";
    let folder = Folder::new();
    block_on(async {
        let from = filled(&file(&folder, "first")).await;
        let url = file(&folder, "second");
        store::migrate(&url).await.unwrap();
        let to = Store::open(&url).await.unwrap();
        let Database::Sqlite { writer, .. } = &*to else { panic!("it is a file") };
        sqlx::query(TRIGGER).execute(writer).await.unwrap();
        let (empty, _) = backup(&to).await;
        let number = MunicipalityNumber::new("3205").unwrap();
        let refused = transfer::copy(&from, &to, &number).await;
        assert!(matches!(refused, Err(TransferError::Differs { table: "opening" })), "{refused:?}");
        assert_eq!(backup(&to).await.0, empty);
    });
}

#[test]
fn a_backup_is_of_one_moment_while_others_write() {
    let folder = Folder::new();
    block_on(async {
        for url in [file(&folder, "first"), postgres::database()] {
            let store = filled(&url).await;
            let writing = store.clone();
            let writer = tokio::spawn(async move {
                for count in 0..40 {
                    let mut tx = writing.write().await.unwrap();
                    let here = a_municipality(&mut tx, &format!("{}", 4000 + count)).await;
                    a_workplace(&mut tx, here).await;
                    tx.commit().await.unwrap();
                }
            });
            let mut moments = Vec::new();
            for _ in 0..10 {
                let (bytes, contents) = backup(&store).await;
                let of = |name: &str| contents.iter().find(|it| it.table == name).unwrap().rows;
                assert_eq!(of("municipality"), of("workplace"));
                assert_eq!(of("municipality"), of("employer"));
                moments.push((of("municipality"), bytes));
            }
            writer.await.unwrap();
            let again = postgres::database();
            transfer::restore(Cursor::new(&moments[9].1), &again).await.unwrap();
            store.close().await;
        }
    });
}

/// A backup has every table that its version of the schema had, and rows in each.
fn expect_rows_in_every_table(backup: &Path, version: i64) {
    let text = fs::read_to_string(backup).unwrap();
    let mut rows: Vec<(String, u32)> = Vec::new();
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        match line.get("table").and_then(Value::as_str) {
            Some(table) => rows.push((table.to_owned(), 0)),
            None if line.is_array() => rows.last_mut().unwrap().1 += 1,
            None => {}
        }
    }
    let folder = Folder::new();
    let url = file(&folder, "of-then");
    let mut tables: Vec<String> = block_on(async {
        store::migrate_to(&url, version).await.unwrap();
        let mut connection = SqliteConnection::connect(&url).await.unwrap();
        let statement =
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%migration'";
        sqlx::query_scalar(statement).fetch_all(&mut connection).await.unwrap()
    });
    let mut with_rows: Vec<String> =
        rows.into_iter().filter(|(_, rows)| *rows > 0).map(|(table, _)| table).collect();
    // Logins are carried by no backup.
    tables.retain(|table| !PASSING.iter().any(|passing| passing.name == table));
    tables.sort();
    with_rows.sort();
    assert_eq!(with_rows, tables, "{}", backup.display());
}

#[test]
fn data_of_each_earlier_version_comes_along_to_the_present_one() {
    let folder = Folder::new();
    let mut backups: Vec<_> = fs::read_dir(fixtures::folder().join("backups"))
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "jsonl"))
        .collect();
    backups.sort();
    assert!(!backups.is_empty());
    for path in &backups {
        let of: i64 = path.file_stem().unwrap().to_str().unwrap().parse().unwrap();
        expect_rows_in_every_table(path, of);
        let later = store::versions().into_iter().filter(|version| *version >= of);
        for version in later {
            block_on(async {
                let mut ends = Vec::new();
                for url in [file(&folder, &format!("{of}-{version}")), postgres::database()] {
                    let backup_of_then = File::open(path).unwrap();
                    let rows = transfer::restore_as_it_was(backup_of_then, &url).await.unwrap();
                    assert!(rows > 20, "{} has {rows} rows only", path.display());
                    store::migrate_to(&url, version).await.unwrap();
                    let early = Store::open(&url).await.err();
                    let present = store::versions().last() == Some(&version);
                    assert_eq!(
                        matches!(early, Some(StoreError::NotMigrated { .. })),
                        !present,
                        "version {version}: {early:?}"
                    );
                    store::migrate(&url).await.unwrap();
                    let store = Store::open(&url).await.unwrap();
                    store.ready().await.unwrap();
                    let (bytes, contents) = backup(&store).await;
                    assert_eq!(contents.iter().map(|it| it.rows).sum::<u64>(), rows);
                    ends.push(bytes);
                    store.close().await;
                }
                assert!(ends[0] == ends[1], "the databases differ after version {version}");
            });
        }
    }
}
