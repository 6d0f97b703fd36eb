//! The outcome teaches, where the municipality has its ground for it: from the switch to a version in force.

use std::collections::BTreeMap;

use engine::domain::{CandidateId, MunicipalityNumber, OutcomeId};
use engine::journey::Journey;
use engine::learn::{ModelVersion, TrialOutcome, learn, write};
use femtrinn_api::store::audit::Action;
use femtrinn_api::store::journeys::{self, Standing};
use femtrinn_api::store::model_versions::{self, StoredModel};
use femtrinn_api::store::{Asked, Clock, Document, Version, learning, municipalities};
use jiff::civil::date;
use serde_json::{Value, json};

use super::a_run_with_proposals;
use super::day::{Day, an_opening, begin, somebody};
use super::follow::today;
use super::runs::rerun;
use crate::databases::{self, block_on, each_database};
use crate::house::root;
use crate::http::service::{Reply, Service};

/// People who have carried out a trial, whose outcome can be known by now.
const TRIALS: usize = 24;

fn id(number: usize) -> String {
    format!("L-{number:02}")
}

/// Two of three lasted.
fn lasted(number: usize) -> bool {
    !number.is_multiple_of(3)
}

/// A pair as it was valued: those that lasted had the stronger interest.
fn valued(number: usize) -> Value {
    let interest = if lasted(number) { 0.75 } else { -0.25 };
    json!({
        "measures": {
            "base": 1.0, "interest": interest, "position": 0.0, "independence": 0.25, "support": -0.125,
            "travel": 0.0, "adaptations": 0.0, "experience": 0.0, "sector_wish": 0.0, "earlier_tries": 0.0,
        },
        "fit_variance": 0.4, "chance": 0.58,
    })
}

/// What happened to somebody: a trial, a job, and for some the end of it.
fn events(number: usize) -> Vec<Value> {
    let event = |on: &str, what: &str, details: Value| json!({"on": on, "by": "S-1", "what": what, "details": details});
    let booked = json!({
        "activity": "trial", "opening": "O-1", "employer": "V-1", "workplace": "A-1",
        "first_day": "2026-01-05", "last_day": "2026-01-30", "candidate_yes_on": "2025-12-20",
        "employer_yes_on": "2025-12-20", "approved_by": "S-1", "mentor_named": true,
        "legal_vehicle": "municipal_service", "responsible": "municipality",
        "insured_by": "municipality", "safety_training": "before_start",
    });
    let job = json!({
        "placement": format!("P-{number}"), "employer": "V-1", "workplace": "A-1",
        "legal_employer": "workplace", "position": 50,
    });
    let mut events = vec![
        event("2025-12-20", "activity_booked", booked),
        event("2026-01-05", "activity_started", json!({"booking": 1})),
        event("2026-01-30", "activity_ended", json!({"booking": 1, "outcome": "led_to_job"})),
        event("2026-02-02", "employed", job),
    ];
    if !lasted(number) {
        events.push(event("2026-05-04", "dropped_out", json!({"reason": "not_suited"})));
    }
    events
}

/// Stores what happened to all of them, with what was kept of their trials.
async fn carried_out(url: &str) {
    let store = databases::open(url).await;
    let number = MunicipalityNumber::new("3205").unwrap();
    let now = Clock::System.now();
    let here =
        municipalities::find_by_number(&mut store.read().await.unwrap(), &number).await.unwrap();
    let here = here.unwrap().id;
    let asked = Asked::by_command(here, "test", Action::Create, now);
    let mut look = store.look(asked).await.unwrap();
    let rules = root().join("fixtures/service-models/lillestrom.json");
    let rules = engine::domain::service_model::read(&std::fs::read_to_string(rules).unwrap());
    let rules = rules.unwrap();
    for number in 0..TRIALS {
        let person = CandidateId::new(&id(number)).unwrap();
        let all: Vec<_> = events(number)
            .iter()
            .map(|it| engine::journey::read(&it.to_string()).unwrap())
            .collect();
        for (seen, event) in (0..).zip(&all) {
            let so_far = all[..=usize::try_from(seen).unwrap()].to_vec();
            let standing = Standing::of(Journey::of(so_far, &rules).state());
            let body = Document::of(event);
            let seen = Version(seen);
            journeys::append(&mut look, here, &person, seen, &standing, &body, now).await.unwrap();
        }
        let kept = json!({"model": "prior-1", "booking": 1, "pair": valued(number)});
        let proposal = format!("F-{}", number + 1);
        let kept = Document::of(&kept);
        learning::keep(&mut look, here, &proposal, &person, &kept, now).await.unwrap();
    }
    look.answer(()).await.unwrap();
    store.close().await;
}

/// What became of somebody's trial.
fn outcome(number: usize) -> (OutcomeId, TrialOutcome) {
    let said = json!({
        "model": "prior-1", "pair": valued(number), "due_on": "2026-08-02", "lasted": lasted(number),
    });
    let outcome: TrialOutcome = engine::reading::read(&said.to_string(), |_| {}).unwrap();
    (OutcomeId::new(&format!("F-{}", number + 1)).unwrap(), outcome)
}

/// The version that follows from what happened to these people, by the engine alone.
fn by_the_engine(people: impl Iterator<Item = usize>) -> String {
    let outcomes: BTreeMap<_, _> = people.map(outcome).collect();
    learn(&ModelVersion::prior(), &outcomes, today()).version.unwrap().version().to_owned()
}

/// A version that was learnt; always the same.
pub(crate) fn a_version() -> ModelVersion {
    let outcomes = (0..TRIALS).map(outcome).collect();
    learn(&ModelVersion::prior(), &outcomes, date(2026, 11, 22)).version.unwrap()
}

/// Stores [`a_version`].
pub(crate) async fn a_model_version(url: &str) {
    let store = databases::open(url).await;
    let mut tx = store.write().await.unwrap();
    let number = MunicipalityNumber::new("3205").unwrap();
    let here = municipalities::find_by_number(&mut tx, &number).await.unwrap().unwrap().id;
    let version = a_version();
    let counted = json!({"counted": 24, "lasted": 16, "objecting": 0, "not_known": 0});
    let stored = StoredModel {
        version: version.version().to_owned(),
        body: Document(write(&version)),
        counted: Document::of(&counted),
        made_by: "test".to_owned(),
        created_at: Clock::System.now(),
    };
    model_versions::insert(&mut tx, here, &stored).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
}

struct Teaching<'s>(Day<'s>);

impl Teaching<'_> {
    fn get(&self, user: &str, path: &str) -> Value {
        let shown = self.0.0.send_as(user, "GET", path, &[], None);
        assert_eq!(shown.status, 200, "{path}: {shown:?}");
        shown.json()
    }

    fn post(&self, user: &str, path: &str, body: &Value) -> Reply {
        self.0.post_as(user, path, "", body)
    }

    fn learns(&self) -> Value {
        let made = self.post("municipality", "/v1/model-versions", &json!({}));
        assert!([200, 201].contains(&made.status), "{made:?}");
        made.json()
    }

    fn kept_of(&self, person: &str) -> Value {
        self.get("job-specialist", &format!("/v1/candidates/{person}/export"))["learning"].clone()
    }

    /// Books the trial that is proposed to somebody; gives the proposal.
    fn books(&self, person: &str) -> Value {
        let found = self.0.proposed(person);
        let trial = found.into_iter().find(|it| it.1 == "trial").expect("a trial is proposed");
        let shown = self.get("job-specialist", &format!("/v1/proposals/{}", trial.2));
        self.0.steps(&trial.2, "2026-09-04", &["tell", "candidate_yes", "employer_yes", "approve"]);
        shown
    }
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one story, from the switch to the version in force and back"
)]
fn outcomes_teach_once_the_municipality_has_its_ground_and_a_person_says_which_version_holds() {
    each_database(|url| {
        let service = Service::start(url);
        begin(&service);
        let teaching = Teaching(Day(&service));
        let day = &teaching.0;
        let mut opening = an_opening();
        opening["id"] = "O-1".into();
        for field in ["places", "trials_most"] {
            opening[field] = 2.into();
        }
        opening["mentor"]["hours_week"] = 30.into();
        day.made("employer", "/v1/openings?post=true", &opening);
        day.maps(&somebody("K-2", "trial", 4), "trial");
        day.maps(&somebody("K-3", "trial", 3), "trial");
        let first = day.matches("2026-09-07");
        assert_eq!(first["result"]["value_model"], "prior-1", "{first}");

        // Off, as it is from the start: nothing is kept, nothing is learnt, and all else works.
        let before = teaching.get("auditor", "/v1/learning");
        assert_eq!((&before["is_on"], &before["in_force"]), (&json!(false), &json!("prior-1")));
        teaching.books("K-2");
        assert_eq!(teaching.kept_of("K-2"), json!([]));
        let off = teaching.post("municipality", "/v1/model-versions", &json!({}));
        assert_eq!(off.problem(), (409, "not-now".to_owned()));

        // On, with all that it rests on or not at all.
        let bare = teaching.post("municipality", "/v1/learning", &json!({"on": true}));
        assert_eq!(bare.problem(), (422, "invalid".to_owned()));
        assert_eq!(bare.json()["errors"].as_array().unwrap().len(), 4, "{bare:?}");
        let ground = json!({
            "on": true, "decided_by": "kommunalsjef for helse og mestring", "decided_on": "2026-10-01",
            "legal_basis": "(kommunens egen vurdering)", "assessment": "arkivsak 2026/1234",
        });
        let refused = teaching.post("job-specialist", "/v1/learning", &ground);
        assert_eq!(refused.problem(), (403, "forbidden".to_owned()));
        let on = teaching.post("municipality", "/v1/learning", &ground);
        assert_eq!((on.status, &on.json()["is_on"]), (200, &json!(true)), "{on:?}");
        assert_eq!(on.json()["switched"][0]["assessment"], "arkivsak 2026/1234");

        // What was measured and foretold is kept when a trial is approved, as it was told.
        let shown = teaching.books("K-3");
        let kept = teaching.kept_of("K-3");
        let pair = &kept[0]["kept"]["pair"];
        assert_eq!(kept[0]["proposal"], shown["id"], "{kept}");
        assert_eq!(pair["chance"], shown["proposal"]["belief"]["chance"], "{kept}");
        assert_eq!(kept[0]["kept"]["model"], "prior-1");
        let features = pair["measures"].as_object().unwrap();
        assert_eq!((features.len(), &features["base"]), (10, &json!(1.0)), "{kept}");
        let few = teaching.learns();
        assert_eq!((&few["is_enough"], &few["least"]), (&json!(false), &json!(20)), "{few}");
        assert_eq!(few["counted"]["counted"], 0, "{few}");

        // Trials that were carried out, and what became of them.
        for number in 0..TRIALS {
            day.made("job-specialist", "/v1/candidates", &somebody(&id(number), "trial", 3));
        }
        let ids: Vec<String> = (0..TRIALS).map(id).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        block_on(a_run_with_proposals(url, &ids));
        block_on(carried_out(url));
        let all = teaching.learns();
        let expected = json!({"counted": 24, "lasted": 16, "objecting": 0, "not_known": 0});
        assert_eq!(all["counted"], expected, "{all}");
        assert_eq!(all["version"], by_the_engine(0..TRIALS), "{all}");

        // Who objects is left out, and so is whom a restriction hides.
        let objection = "/v1/candidates/L-01/learning-objection";
        let objects = teaching.post("job-specialist", objection, &json!({"objects": true}));
        assert_eq!((objects.status, &objects.json()["objects"]), (200, &json!(true)));
        let hidden = json!({"restricted": true, "ground": "objection"});
        let set = teaching.post("job-specialist", "/v1/candidates/L-02/restriction", &hidden);
        assert_eq!(set.status, 200, "{set:?}");
        let fewer = teaching.learns();
        let expected = json!({"counted": 22, "lasted": 14, "objecting": 1, "not_known": 0});
        assert_eq!(fewer["counted"], expected, "{fewer}");
        let version = fewer["version"].as_str().unwrap();
        assert_eq!(version, by_the_engine((0..TRIALS).filter(|it| ![1, 2].contains(it))));
        assert_ne!(fewer["version"], all["version"]);
        // What somebody says of the end of a job is known too: this one was left for something of the person's own.
        let said = json!({
            "placement": "P-4", "by": "specialist", "on": "2026-06-01", "outcome": "went_well",
            "reason": "ordinary_work",
        });
        day.made("job-specialist", "/v1/candidates/L-04/outcomes", &said);
        let onward = teaching.learns();
        let expected = json!({"counted": 21, "lasted": 13, "objecting": 1, "not_known": 1});
        assert_eq!(onward["counted"], expected, "{onward}");

        // What it says, and of nobody.
        let list = teaching.get("job-specialist", "/v1/model-versions");
        assert_eq!(list["items"].as_array().unwrap().len(), 4, "{list}");
        let path = format!("/v1/model-versions/{version}");
        let shown = teaching.get("municipality", &path);
        assert_eq!(shown["learnt"]["outcomes"], 22, "{shown}");
        let interest = shown["weights"].as_array().unwrap().iter();
        let interest = interest.into_iter().find(|it| it["feature"] == "interest").unwrap();
        assert!(interest["moved"].as_f64() > Some(0.1), "interest told them apart: {interest}");
        let calibration = teaching.get("municipality", "/v1/model-calibration");
        let told = &calibration["versions"]["prior-1"]["all"];
        assert_eq!((&told["outcomes"], &told["told"]["lasted"]), (&json!(21), &json!(13)));
        for text in [list.to_string(), shown.to_string(), calibration.to_string()] {
            assert!(!text.contains("L-0") && !text.contains("F-"), "{text}");
        }

        // It holds when somebody says so, with a reason; runs name it, and are run again by it.
        let unsaid = teaching.post("municipality", &format!("{path}/in-force"), &json!({}));
        assert_eq!(unsaid.problem(), (422, "invalid".to_owned()));
        let why = json!({"reason": "kalibreringen er lest"});
        let nowhere = teaching.post("municipality", "/v1/model-versions/learnt-0/in-force", &why);
        assert_eq!(nowhere.problem(), (404, "not-found".to_owned()));
        let chosen = teaching.post("municipality", &format!("{path}/in-force"), &why);
        assert_eq!((chosen.status, &chosen.json()["is_in_force"]), (200, &json!(true)));
        day.maps(&somebody("K-5", "jobbsmak", 4), "jobbsmak");
        let run = day.matches("2026-09-07");
        assert_eq!(run["result"]["value_model"], version, "{run}");
        let proposed = day.proposed("K-5");
        let shown = teaching.get("job-specialist", &format!("/v1/proposals/{}", proposed[0].2));
        let interest = shown["proposal"]["speaks_for"].as_array().unwrap().iter();
        let interest = interest.into_iter().find(|it| it["feature"] == "interest").unwrap();
        let weight = |shown: &Value| {
            let weights = shown["weights"].as_array().unwrap();
            weights.iter().find(|it| it["feature"] == "interest").unwrap()["mean"].as_f64().unwrap()
        };
        let (measure, logit) = (interest["measure"].as_f64(), interest["logit"].as_f64().unwrap());
        let learnt = weight(&teaching.get("municipality", &path));
        let weighed = (measure.unwrap() * learnt).to_bits();
        assert_eq!(weighed, logit.to_bits(), "the reason is weighed by what was learnt");
        let why_not =
            teaching.get("job-specialist", "/v1/candidates/K-5/why-not?opening=O-1").to_string();
        assert!(why_not.contains("chosen"), "{why_not}");
        let (code, told) = rerun(url, run["id"].as_str().unwrap());
        assert_eq!(code, 0, "{told}");

        // Off again: the prior holds for what comes, and what was made by the version is made again by it.
        let off = teaching.post("administrator", "/v1/learning", &json!({"on": false}));
        assert_eq!(off.json()["in_force"], "prior-1", "{off:?}");
        assert_eq!(off.json()["chosen"].as_array().unwrap().len(), 2, "{off:?}");
        let late = teaching.post("municipality", &format!("{path}/in-force"), &why);
        assert_eq!(late.problem(), (409, "not-now".to_owned()));
        assert_eq!(teaching.get("municipality", "/v1/model-calibration")["versions"], json!({}));
        let after = day.matches("2026-09-14");
        assert_eq!(after["result"]["value_model"], "prior-1", "{after}");
        let (code, told) = rerun(url, run["id"].as_str().unwrap());
        assert_eq!(code, 0, "{told}");

        // What is erased teaches no more, and the log has who was looked at to learn.
        teaching.post("municipality", "/v1/learning", &ground);
        let erased = json!({"archived": ["matches"], "archive_case": "2026/17"});
        let erased = day.post_as("job-specialist", "/v1/candidates/L-05/erasure", "", &erased);
        assert_eq!(erased.status, 200, "{erased:?}");
        assert_eq!(teaching.learns()["counted"]["counted"], 20);
        let log = teaching.get("auditor", "/v1/audit-events?limit=200").to_string();
        assert!(log.contains("learning from outcomes"), "{log}");
    });
}
