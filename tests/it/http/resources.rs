//! What a municipality's service is made of, from the employer to the candidate, and the demo that has it all.

use std::fs;
use std::process::Stdio;

use femtrinn_api::demo::{CASE, moved};
use serde_json::{Value, json};

use super::openings::an_opening;
use super::service::Service;
use crate::command_line::femtrinn;
use crate::databases::each_database;
use crate::house::root;
use crate::matching::follow::today;

/// Address, the field that holds the document, the document, a change of it, and whether a client may keep it.
type Case = (&'static str, &'static str, Value, (&'static str, Value), bool);

/// One of each, in the order in which they refer to each other.
fn cases() -> Vec<Case> {
    let employer =
        json!({"id": "V-1", "name": "Elvebredden Matmarked", "organisation_number": "100000016"});
    let workplace = json!({
        "id": "A-1", "employer": "V-1", "name": "Butikken", "postal_code": "2000", "sector": "private",
    });
    let specialist =
        json!({"id": "S-1", "position": 100, "present_caseload": 10, "support_hours_week": 20});
    let mut opening = an_opening("A-1");
    opening["id"] = "O-1".into();
    let candidate = json!({
        "id": "K-07", "postal_code": "2000", "specialist": "S-1", "step": "job_finding", "consent": "yes",
        "readiness": "trial", "waiting_since": "2026-03-02",
        "travel": {"modes": ["walk"], "minutes_most": 30}, "wanted_position": {"least": 20, "most": 50},
        "available": [{"days": ["monday"], "from": "08:00", "to": "14:00"}],
    });
    let placement = json!({
        "id": "P-01", "workplace": "A-1", "family": "shop", "position": 50, "started": "2026-01-05",
        "specialist": "S-1",
    });
    vec![
        ("/v1/employers", "employer", employer, ("name", "Matmarkedet".into()), true),
        ("/v1/workplaces", "workplace", workplace, ("name", "Lageret".into()), true),
        ("/v1/specialists", "specialist", specialist, ("present_caseload", 11.into()), false),
        ("/v1/openings", "opening", opening, ("places", 2.into()), true),
        ("/v1/placements", "placement", placement, ("position", 60.into()), false),
        ("/v1/candidates", "candidate", candidate, ("times_passed_over", 1.into()), false),
    ]
}

/// Stores one of each.
pub(crate) fn fill(service: &Service) {
    for (address, _, document, ..) in cases() {
        let made = service.post(address, &document);
        assert_eq!(made.status, 201, "{address}: {made:?}");
    }
    let contact = json!({"name": "Kari Oppdiktet", "phone": "+47 400 00 000"});
    assert_eq!(service.post("/v1/candidates/K-07/contact", &contact).status, 201);
    let rules = fs::read_to_string(root().join("fixtures/service-models/lillestrom.json")).unwrap();
    let rules: Value = serde_json::from_str(&rules).unwrap();
    let made = service.post("/v1/municipalities/3205/service-models", &rules);
    assert_eq!(made.status, 201, "{made:?}");
    let referred = json!({
        "on": "2026-03-02", "by": "S-1", "what": "referred", "details": {"source": "school"},
    });
    let headers = [
        ("idempotency-key", "the-referral"),
        ("if-match", "\"0\""),
        ("content-type", "application/json"),
    ];
    let path = "/v1/candidates/K-07/events";
    let recorded = service.send("POST", path, &headers, Some(&referred.to_string()));
    assert_eq!(recorded.status, 201, "{recorded:?}");
    let agreement =
        json!({"id": "AV-1", "kind": "tripartite", "employer": "V-1", "workplace": "A-1"});
    assert_eq!(service.post("/v1/candidates/K-07/agreements", &agreement).status, 201);
}

#[test]
fn each_resource_is_stored_shown_listed_and_changed() {
    each_database(|url| {
        let service = Service::start(url);
        for (address, field, document, (changed, value), may_be_kept) in cases() {
            let made = service.post(address, &document);
            assert_eq!(made.status, 201, "{address}: {made:?}");
            let own = made.header("location").to_owned();
            assert_eq!(own, format!("{address}/{}", document["id"].as_str().unwrap()));
            assert_eq!(made.json()[field], document);
            let shown = service.get(&own);
            assert_eq!((shown.status, &shown.body), (200, &made.body));
            let expected = if may_be_kept { "private, no-cache" } else { "no-store" };
            assert_eq!(shown.header("cache-control"), expected, "{own}");
            assert_eq!(service.get(address).json()["items"], json!([made.json()]));

            let mut next = document.clone();
            next[changed] = value.clone();
            next.as_object_mut().unwrap().remove("id");
            let replaced = service.put(&own, "\"1\"", &next);
            assert_eq!((replaced.status, replaced.etag().as_str()), (200, "\"2\""), "{replaced:?}");
            assert_eq!(replaced.json()[field][changed], value);
            assert_eq!(service.put(&own, "\"1\"", &next).problem(), (412, "stale".to_owned()));
            assert_eq!(service.post(address, &document).problem(), (409, "taken".to_owned()));
        }
        let profiles = service.get("/v1/candidates/K-07/profiles").json();
        let versions: Vec<i64> = profiles["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["version"].as_i64().unwrap())
            .collect();
        assert_eq!(versions, [1, 2]);
    });
}

#[test]
fn who_somebody_is_stands_in_the_contact_and_nowhere_else() {
    each_database(|url| {
        let service = Service::start(url);
        fill(&service);
        let contact = service.get("/v1/candidates/K-07/contact");
        assert_eq!(contact.json()["contact"]["name"], "Kari Oppdiktet");
        assert_eq!(contact.header("cache-control"), "no-store");
        for address in ["/v1/candidates", "/v1/candidates/K-07", "/v1/candidates/K-07/profiles"] {
            assert!(!service.get(address).body.contains("Kari"), "{address}");
        }
        let named = json!({"name": "Kari Oppdiktet"});
        let again = service.post("/v1/candidates/K-07/contact", &named);
        assert_eq!(again.problem(), (409, "taken".to_owned()));
        let changed = service.put("/v1/candidates/K-07/contact", "\"1\"", &named);
        assert_eq!((changed.status, changed.json()["contact"].get("phone")), (200, None));
        let nobody = service.post("/v1/candidates/K-08/contact", &named);
        assert_eq!(nobody.problem(), (404, "not-found".to_owned()));
        let number = json!({"name": "Kari 01019912345"});
        assert_eq!(service.put("/v1/candidates/K-07/contact", "\"2\"", &number).status, 422);
    });
}

#[test]
fn a_municipality_has_a_name_and_rules_and_another_is_not_there() {
    each_database(|url| {
        let service = Service::start(url);
        let here = service.get("/v1/municipalities/3205");
        assert_eq!((here.status, here.json()["name"].as_str()), (200, Some("Kommune 3205")));
        let named = json!({"name": "Lillestrøm kommune"});
        assert_eq!(service.put("/v1/municipalities/3205", "\"1\"", &named).status, 200);
        let rules = "/v1/municipalities/3205/service-model";
        assert_eq!(service.get(rules).problem(), (404, "not-found".to_owned()));
        fill(&service);
        let found = service.get(rules);
        assert_eq!(
            (found.etag().as_str(), &found.json()["service_model"]["code"]),
            ("\"1\"", &"lillestrom".into())
        );
        for other in ["/v1/municipalities/0301", "/v1/municipalities/0301/service-model"] {
            assert_eq!(service.get(other).problem(), (404, "not-found".to_owned()));
        }
    });
}

#[test]
fn the_demo_serves_the_lillestrom_case() {
    let mut command = femtrinn(["demo", "--listen", "127.0.0.1:0"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let service = Service::wait_for(command.spawn().unwrap());
    let case: Value = serde_json::from_str(&moved(CASE, today())).unwrap();
    for (list, field) in [
        ("employers", "employer"),
        ("workplaces", "workplace"),
        ("specialists", "specialist"),
        ("candidates", "candidate"),
        ("openings", "opening"),
    ] {
        let shown = service.get(&format!("/v1/{list}?limit=200")).json();
        let shown: Vec<&Value> =
            shown["items"].as_array().unwrap().iter().map(|item| &item[field]).collect();
        let expected: Vec<&Value> = case[list].as_array().unwrap().iter().collect();
        assert_eq!(shown, expected, "{list}");
    }
    assert_eq!(service.get("/v1/municipalities/3205").json()["name"], "Lillestrøm kommune");
    assert_eq!(service.get("/v1/municipalities/3205/service-model").status, 200);
    each_journey_stands_where_the_case_has_the_candidate(&service, &case);
}

/// The case says where each candidate is; the events say how they came there.
fn each_journey_stands_where_the_case_has_the_candidate(service: &Service, case: &Value) {
    let shown = service.get("/v1/journeys?limit=200").json();
    let rows: Vec<&Value> = shown["items"].as_array().unwrap().iter().collect();
    let candidates = case["candidates"].as_array().unwrap();
    let ended_on: Value = serde_json::from_str(&moved(r#""2026-08-14""#, today())).unwrap();
    assert_eq!(rows.len(), candidates.len());
    for (row, candidate) in rows.into_iter().zip(candidates) {
        let id = candidate["id"].as_str().unwrap();
        assert_eq!(row["candidate"], id);
        let journey = service.get(&format!("/v1/candidates/{id}/journey")).json();
        let (stage, step, waiting_since) = match id {
            // Waits until after Christmas.
            "K-10" => ("paused", Value::Null, candidate["waiting_since"].clone()),
            // Thinks about it after the information meeting.
            "K-11" => ("informed", "engagement".into(), candidate["waiting_since"].clone()),
            "K-12" => ("kartlegging", "kartlegging".into(), candidate["waiting_since"].clone()),
            // Waits since the job ended, not since coming back.
            "K-08" => ("job_finding", "job_finding".into(), ended_on.clone()),
            // Is employed, and the workplace closes.
            "K-09" => ("between_workplaces", "support".into(), candidate["waiting_since"].clone()),
            _ => ("job_finding", "job_finding".into(), candidate["waiting_since"].clone()),
        };
        assert_eq!((&row["stage"], &row["step"]), (&stage.into(), &step), "{id}");
        assert_eq!(row["waiting_since"], waiting_since, "{id}");
        if id != "K-11" {
            assert_eq!(journey["specialist"], candidate["specialist"], "{id}");
        }
        if !["K-11", "K-12"].contains(&id) {
            assert_eq!(journey["readiness"], candidate["readiness"], "{id}");
        }
        let told = candidate["releases"].as_array().into_iter().flatten();
        let told = told.filter(|it| it["answer"] == "given").map(|it| &it["employer"]);
        let released: Vec<&Value> =
            journey["releases"].as_array().unwrap().iter().map(|it| &it["employer"]).collect();
        for employer in told {
            assert!(released.contains(&employer), "{id} {employer}: {released:?}");
        }
    }
    let loads = service.get("/v1/caseloads").json();
    let people: i64 =
        loads["items"].as_array().unwrap().iter().map(|it| it["people"].as_i64().unwrap()).sum();
    assert_eq!(people, 24, "all but the one who has not answered: {loads}");
}
