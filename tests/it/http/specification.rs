//! The OpenAPI document says what the routes do: no more, no less.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, Request};
use axum::middleware::map_request;
use femtrinn_api::auth::{Auth, Cell, Config, Operation, Role};
use femtrinn_api::hooks::Reach;
use femtrinn_api::manners::{InFlight, Limits, Rate};
use femtrinn_api::routes::router;
use femtrinn_api::runs::Bell;
use femtrinn_api::state::{AppState, Means};
use femtrinn_api::store::{Clock, Store};
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::Value;
use tokio::sync::Semaphore;
use tower::ServiceExt;

use super::openings::an_opening;
use super::resources::fill;
use super::service::{Service, users};
use super::webhooks::a_webhook;
use crate::databases::{block_on, each_database};
use crate::house::root;
use crate::journey::papers::add_somebody_at_work;
use crate::matching::{a_run_of_another_server, a_run_with_proposals};

/// Method and path of every operation, with its declared statuses.
fn operations(document: &Value) -> BTreeMap<(String, String), BTreeSet<u16>> {
    let mut found = BTreeMap::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let statuses = operation["responses"].as_object().unwrap().keys();
            let statuses = statuses.map(|status| status.parse().unwrap()).collect();
            found.insert((method.to_uppercase(), path.clone()), statuses);
        }
    }
    found
}

/// The address of something that is there, once [`fill`] has been at work.
fn there(path: &str) -> String {
    let id = match path.split('/').nth(2) {
        // What is erased or restricted is not there for the others.
        Some("candidates") if path.ends_with("/erasure") || path.ends_with("/restriction") => {
            "K-99"
        }
        Some("employers") => "V-1",
        Some("workplaces") => "A-1",
        Some("specialists") => "S-1",
        Some("openings") => "O-1",
        Some("agreements") => "AV-1",
        Some("placements") => "P-01",
        // One that nobody here has taken can be called off.
        Some("match-runs") => "0-2",
        Some("proposals") => "F-1",
        Some("model-versions") => "prior-1",
        Some("webhooks") => "W-1",
        // Who has a job to say something of.
        _ if path.ends_with("surveys")
            || path.ends_with("outcomes")
            || path.ends_with("status-sheet") =>
        {
            "K-17"
        }
        _ => "K-07",
    };
    let query = if path.ends_with("/why-not") { "?opening=O-9" } else { "" };
    path.replace("{id}", id).replace("{number}", "3205").replace("{sheet}", "staff") + query
}

/// Tells somebody of a proposal: no later run replaces it.
fn tell(service: &Service, proposal: &str) {
    let path = format!("/v1/proposals/{proposal}");
    let etag = service.get(&path).etag();
    let headers = [
        ("idempotency-key", "tell"),
        ("if-match", etag.as_str()),
        ("content-type", "application/json"),
    ];
    let step = r#"{"step": "tell"}"#;
    let told = service.send("POST", &format!("{path}/steps"), &headers, Some(step));
    assert_eq!(told.status, 200, "{told:?}");
}

/// Has the service plan for K-07 and an opening O-9.
fn a_plan(service: &Service) {
    let map = serde_json::json!({
        "postal_codes": [{"code": "2000", "latitude": 59.9575, "longitude": 11.0579}],
    });
    assert_eq!(service.put("/v1/municipalities/3205/map", "\"0\"", &map).status, 200);
    let mut opening = an_opening("A-1");
    opening["id"] = "O-9".into();
    assert_eq!(service.post("/v1/openings?post=true", &opening).status, 201);
    let headers = [
        ("idempotency-key", "a-plan"),
        ("content-type", "application/json"),
        ("prefer", "wait=20"),
    ];
    let planned = service.send("POST", "/v1/match-runs", &headers, Some("{}"));
    assert_eq!(planned.status, 201, "{planned:?}");
    assert_eq!(planned.json()["state"], "done", "{planned:?}");
}

#[test]
fn each_address_takes_the_methods_of_the_document_and_no_others() {
    each_database(|url| {
        let service = Service::start(url);
        let document = service.get("/openapi.json").json();
        assert_eq!(document["openapi"], "3.1.0");
        let operations = operations(&document);
        assert!(operations.len() > 25, "{}", operations.len());
        let paths: BTreeSet<&String> = operations.keys().map(|(_, path)| path).collect();
        for path in paths {
            let asked = service.send("OPTIONS", &there(path), &[], None);
            let mut allowed: Vec<&str> = asked.header("allow").split(',').collect();
            allowed.retain(|method| *method != "HEAD");
            allowed.sort_unstable();
            let declared = operations.keys().filter(|(_, of)| of == path).map(|(method, _)| method);
            assert_eq!(allowed, declared.collect::<Vec<_>>(), "{path}");
        }
        let named: BTreeSet<String> = document["paths"]
            .as_object()
            .unwrap()
            .values()
            .flat_map(|methods| methods.as_object().unwrap().values())
            .map(|operation| operation["operationId"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(named.len(), operations.len(), "each operation has a name of its own");
    });
}

#[test]
fn routes_that_are_not_in_the_document_stand_in_one_file() {
    let folder = root().join("api/src/routes");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let source = std::fs::read_to_string(&path).unwrap();
        let beside = source.contains(".route(") || source.contains(".route_service(");
        assert_eq!(beside, path.ends_with("documentation.rs"), "{}", path.display());
    }
}

#[test]
fn the_pages_run_no_script_and_ask_nobody_else() {
    each_database(|url| {
        let service = Service::start(url);
        let document = service.get("/openapi.json").json();
        let page = service.get("/docs");
        for (method, path) in operations(&document).keys() {
            assert!(
                page.body.contains(&format!("<code>{method} {path}</code>")),
                "{method} {path}"
            );
        }
        for address in ["/docs", "/problems", "/problems/stale", "/docs.css"] {
            let page = service.get(address);
            assert_eq!(page.status, 200, "{address}");
            assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
            for outside in ["<script", "://", "@import", "url("] {
                assert!(!page.body.contains(outside), "{address} has {outside}");
            }
        }
    });
}

/// The address that ends a session which has just begun.
fn a_session_to_end(service: &Service) -> String {
    service.log_in("employer", &[]);
    let sessions = service.get("/v1/sessions").json();
    format!("/v1/sessions/{}/end", sessions["items"][0]["id"].as_str().unwrap())
}

/// What an operation takes that is not what is shown of it; a step that can be taken is one after another.
fn taken(path: &str) -> Option<String> {
    let body = match path {
        "/v1/candidates/{id}/erasure" => r#"{"archived": []}"#,
        "/v1/candidates/{id}/restriction" => r#"{"restricted": false}"#,
        "/v1/imports/job-ads" => "[]",
        // This address comes before those that ask for it to be on.
        "/v1/learning" => {
            r#"{"on": true, "decided_by": "kommunalsjefen", "decided_on": "2026-10-01",
                "legal_basis": "(egen vurdering)", "assessment": "arkivsak 2026/1234"}"#
        }
        "/v1/webhooks" => r#"{"url": "https://femtrinn.invalid/hook"}"#,
        "/v1/model-versions" => r#"{"as_of": "2026-11-01"}"#,
        "/v1/model-versions/{id}/in-force" => r#"{"reason": "lest"}"#,
        "/v1/candidates/{id}/travel-times" => r#"{"workplace": "A-1", "minutes": 20}"#,
        "/v1/candidates/{id}/learning-objection" => r#"{"objects": true}"#,
        "/v1/openings/{id}/steps" => r#"{"to": "posted"}"#,
        "/v1/what-if" => r#"{"set": [{"path": "openings/O-9/places", "value": 2}]}"#,
        // Another body under the key of `{}` is another request.
        "/v1/match-runs" => r#"{"horizon_weeks": 9}"#,
        "/v1/candidates/{id}/outcomes" => {
            r#"{"placement": "P-1", "by": "employer", "on": "2026-10-01", "outcome": "went_well"}"#
        }
        "/v1/proposals/{id}/steps" => r#"{"step": "tell"}"#,
        _ => return None,
    };
    Some(body.to_owned())
}

/// What can be sent to an operation so that it answers in each of the ways that its declaration has.
fn provoked(service: &Service, method: &str, path: &str) -> BTreeSet<u16> {
    const STAFF: &str = "id;position;present_caseload;support_hours_week\nS-9;80;4;20\n";
    let is_sheet = path.contains("{sheet}");
    let kind = ("content-type", if is_sheet { "text/csv" } else { "application/json" });
    let is_session = path == "/v1/sessions/{id}/end";
    let address = if is_session { a_session_to_end(service) } else { there(path) };
    // A step is sent with the version of what it is a step of.
    let versioned = match path {
        "/v1/proposals/{id}/steps" => there("/v1/proposals/{id}"),
        _ => address.clone(),
    };
    let nowhere = path.replace("{id}", "nobody").replace("{number}", "9999");
    let nowhere = nowhere.replace("{sheet}", "nothing");
    let unreadable = path.replace("{id}", "%FF").replace("{number}", "%FF");
    let unreadable = unreadable.replace("{sheet}", "%FF");
    let large =
        format!("\"{}\"", "x".repeat(if is_sheet { 10 * 1024 * 1024 } else { 1024 * 1024 }));
    let mut statuses = BTreeSet::new();
    // Who may do the most, but for what one role alone may.
    let may = |role: &&Role| {
        Operation::find(method, path, None).is_some_and(|line| line.cell(**role) != Cell::No)
    };
    let alone = match Role::ALL.iter().filter(may).collect::<Vec<_>>()[..] {
        [Role::Auditor] => Some("auditor"),
        [Role::Employer] => Some("employer"),
        _ => None,
    };
    if path.starts_with("/v1/") {
        statuses.insert(service.send_bare(method, &address, &[], None).unwrap().status);
        for user in ["auditor", "employer"] {
            statuses.insert(service.send_as(user, method, &address, &[], None).status);
        }
    }
    let mut send = |path: &str, headers: &[(&str, &str)], body: Option<&str>| {
        let reply = match alone {
            Some(user) => service.send_as(user, method, path, headers, body),
            None => service.send(method, path, headers, body),
        };
        statuses.insert(reply.status);
        reply
    };
    if method == "GET" {
        let found = send(&address, &[], None);
        send(&address, &[("if-none-match", &found.etag())], None);
        send(&address, &[("accept", "image/png")], None);
        send(&format!("{address}?after=+"), &[], None);
        send(&unreadable, &[], None);
        send(&nowhere, &[], None);
        return statuses;
    }
    // What GET shows of it is what can be sent.
    let shown = service.get(&address.replace("service-models", "service-model"));
    let shown = if shown.status == 200 { shown.json() } else { serde_json::Value::Null };
    let shown = shown.get("items").map_or(&shown, |items| &items[0]);
    let fields = [
        "employer",
        "workplace",
        "specialist",
        "opening",
        "candidate",
        "contact",
        "service_model",
        "event",
        "agreement",
        "survey",
        "map",
        "placement",
    ];
    let document = fields.iter().find_map(|field| shown.get(*field).filter(|it| it.is_object()));
    let named = serde_json::json!({"name": "Lillestrøm"});
    let document = document.unwrap_or(&named).to_string();
    let document = if is_sheet { STAFF.to_owned() } else { taken(path).unwrap_or(document) };
    let etag = service.get(&versioned).etag();
    let key = format!("{method}:{path}");
    let (seen, once) = (("if-match", etag.as_str()), ("idempotency-key", key.as_str()));
    for sound in [[kind, seen, seen], [kind, once, once], [kind, seen, once]] {
        let sound = if sound[1] == sound[2] { &sound[..2] } else { &sound[..] };
        send(&address, &[sound, &[("accept", "image/png")]].concat(), Some(&document));
        send(&address, sound, Some("{"));
        send(&address, sound, Some("{}"));
        // Whoever asks first is answered before the body is sent.
        send(&address, &[sound, &[("expect", "100-continue")]].concat(), Some(&large));
        send(&address, &sound[1..], Some(&document));
        send(&nowhere, sound, Some(&without_id(&document)));
        send(&address, sound, Some(&document));
    }
    send(&address, &[kind], Some(&document));
    let another = format!("another {method}:{path}").replace(' ', "-");
    let stale = [kind, ("if-match", "\"999\""), ("idempotency-key", another.as_str())];
    send(&address, &stale, Some(&document));
    if method == "POST" && path.contains("{id}") {
        // Under a key that nothing else has.
        let fresh = format!("fresh {method}:{path}").replace(' ', "-");
        send(&nowhere, &[kind, ("idempotency-key", fresh.as_str())], Some(&document));
    }
    statuses
}

/// A document that leaves its id to the address.
fn without_id(document: &str) -> String {
    let Ok(mut document) = serde_json::from_str::<Value>(document) else {
        return document.to_owned();
    };
    document.as_object_mut().map(|fields| fields.remove("id"));
    document.to_string()
}

#[test]
fn each_declared_answer_is_given_and_no_other() {
    each_database(|url| {
        // As fast as this asks, nobody else would.
        let service = Service::start_with(url, &["--rate", "1000000"], "info");
        fill(&service);
        block_on(a_run_with_proposals(url, &["K-07"]));
        block_on(a_webhook(url));
        tell(&service, "F-1");
        a_plan(&service);
        block_on(a_run_of_another_server(url));
        add_somebody_at_work(&service);
        let mut operations = operations(&service.get("/openapi.json").json());
        // Whether these are given is seen below, and in the test of the end.
        let elsewhere = BTreeSet::from([429, 503]);
        // A new thing is made where the body has no id; there is one already where it has.
        let anew = service.post(
            "/v1/specialists",
            &serde_json::json!({
                "position": 50, "present_caseload": 0, "support_hours_week": 10,
            }),
        );
        assert_eq!(anew.status, 201);
        let mut another = service.get("/v1/candidates/K-07").json()["candidate"].clone();
        another["id"] = "K-99".into();
        assert_eq!(service.post("/v1/candidates", &another).status, 201);
        for ((method, path), declared) in &mut operations {
            let given = provoked(&service, method, path);
            let mut missing: BTreeSet<u16> = declared.difference(&given).copied().collect();
            missing.retain(|status| !elsewhere.contains(status));
            // Made by `fill`, and by the tests of the resources.
            missing.remove(&201);
            // A key in use: the last test.
            missing.remove(&409);
            let undeclared: Vec<u16> = given.difference(declared).copied().collect();
            assert!(missing.is_empty(), "{method} {path} never answers {missing:?}, but {given:?}");
            assert!(undeclared.is_empty(), "{method} {path} answers {undeclared:?}");
        }
    });
}

/// The routes in this process, with a rate and a number of requests at once. Who sends no token sends that of the
/// user who may the most.
pub(super) async fn in_process(store: Store, rate: u32, at_once: usize) -> axum::Router {
    let config = Config::read(&fs::read_to_string(users()).unwrap()).unwrap();
    let auth = Auth::open(config, &store, "http://127.0.0.1:1", Clock::System.now()).await.unwrap();
    let token = format!("Bearer {}", auth.local.as_ref().unwrap().users[0].token);
    let token = HeaderValue::try_from(token).unwrap();
    let routes = router(&AppState::from(Means {
        store,
        clock: Clock::System,
        auth: Arc::new(auth),
        limits: Limits { at_once: Arc::new(Semaphore::new(at_once)), ..Limits::default() },
        rate: Arc::new(Rate::per_second(rate)),
        in_flight: InFlight::default(),
        reach: Reach::Public,
        bell: Bell::default(),
        planning: Semaphore::new(1),
        metrics: PrometheusBuilder::new().build_recorder().handle(),
        stopping: Arc::new(AtomicBool::new(true)),
    }));
    routes.layer(map_request(move |mut request: Request<Body>| {
        request.headers_mut().entry("authorization").or_insert(token.clone());
        async move { request }
    }))
}

#[test]
fn whoever_is_refused_for_the_sake_of_others_is_told_so_everywhere() {
    each_database(|url| {
        block_on(async {
            for (rate, at_once, status) in [(1, 1, 429), (1000, 0, 503)] {
                let store = Store::open(url).await.unwrap();
                let routes = in_process(store, rate, at_once).await;
                let ask = async |method: &str, path: &str| {
                    let request = Request::builder().method(method).uri(path);
                    let request = request.header("femtrinn-reason", "matching");
                    routes.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
                };
                let document = ask("GET", "/openapi.json").await;
                let document =
                    axum::body::to_bytes(document.into_body(), usize::MAX).await.unwrap();
                let document = serde_json::from_slice(&document).unwrap();
                for _ in 0..4 {
                    ask("GET", "/v1/openings").await;
                }
                for ((method, path), declared) in operations(&document) {
                    let answer = ask(&method, &there(&path)).await;
                    if path.starts_with("/v1/") {
                        assert_eq!(answer.status(), status, "{method} {path}");
                        assert!(answer.headers().contains_key("retry-after"), "{method} {path}");
                        assert!(declared.contains(&status), "{method} {path}");
                    } else {
                        assert_ne!(answer.status(), 429, "a probe is never refused: {path}");
                    }
                }
            }
        });
    });
}

#[test]
fn while_the_first_runs_a_second_with_its_key_is_told_to_wait() {
    each_database(|url| {
        if !url.starts_with("sqlite") {
            return; // There, two can write at the same time, and the first would have ended.
        }
        let service = Service::start(url);
        fill(&service);
        let rules = root().join("fixtures/service-models/lillestrom.json");
        let rules = std::fs::read_to_string(rules).unwrap();
        let headers = [("idempotency-key", "the-same"), ("content-type", "application/json")];
        let post = || {
            service.send("POST", "/v1/municipalities/3205/service-models", &headers, Some(&rules))
        };
        // A runtime of its own: whoever holds the lock must not be dropped before the first has come.
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let _inside = runtime.enter();
        let store = runtime.block_on(Store::open(url)).unwrap();
        let held = runtime.block_on(store.write()).unwrap();
        thread::scope(|scope| {
            let first = scope.spawn(|| post().status);
            thread::sleep(Duration::from_millis(500));
            assert_eq!(post().problem(), (409, "idempotency-key-in-use".to_owned()));
            drop(held);
            assert_eq!(first.join().unwrap(), 201);
        });
        runtime.block_on(store.close());
    });
}
