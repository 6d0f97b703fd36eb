//! The table of who may what, walked whole over HTTP: every operation, role and relation, on both databases.

use std::collections::BTreeSet;

use femtrinn_api::auth::{About, Cell, Operation, Outcome, Relation, Role, TABLE};
use serde_json::{Value, json};

use super::openings::an_opening;
use super::resources::fill;
use super::service::{Reply, Service};
use super::webhooks::a_webhook;
use crate::databases::{block_on, each_database};
use crate::matching::teaching::{a_model_version, a_version};
use crate::matching::{a_run_of_another_server, a_run_with_proposals};

/// Beside what [`fill`] stores for S-1 and the employer V-1: a colleague with a candidate, and another employer.
fn with_others(url: &str) -> Service {
    let service = Service::start_with(url, &["--rate", "1000000"], "warn");
    fill(&service);
    let mut candidate = service.get("/v1/candidates/K-07").json()["candidate"].clone();
    candidate["id"] = "K-08".into();
    candidate["specialist"] = "S-2".into();
    let mut opening = an_opening("A-2");
    opening["id"] = "O-2".into();
    for (address, document) in [
        (
            "/v1/specialists",
            json!({"id": "S-2", "position": 50, "present_caseload": 0, "support_hours_week": 15}),
        ),
        (
            "/v1/employers",
            json!({"id": "V-2", "name": "Fetsletta Dagligvare", "organisation_number": "100000024"}),
        ),
        (
            "/v1/workplaces",
            json!({"id": "A-2", "employer": "V-2", "name": "Kassa", "postal_code": "2000", "sector": "private"}),
        ),
        ("/v1/openings", opening),
        ("/v1/candidates", candidate),
        (
            "/v1/candidates/K-08/agreements",
            json!({"id": "AV-2", "kind": "tripartite", "employer": "V-2", "workplace": "A-2"}),
        ),
        ("/v1/candidates/K-08/contact", json!({"name": "Ola Oppdiktet"})),
    ] {
        let made = service.post(address, &document);
        assert_eq!(made.status, 201, "{address}: {made:?}");
    }
    let referred = json!({
        "on": "2026-03-02", "by": "S-2", "what": "referred", "details": {"source": "school"},
    });
    let headers =
        [("idempotency-key", "ref-2"), ("if-match", "\"0\""), ("content-type", "application/json")];
    let recorded =
        service.send("POST", "/v1/candidates/K-08/events", &headers, Some(&referred.to_string()));
    assert_eq!(recorded.status, 201, "{recorded:?}");
    // Both have said that something is wrong, so that both are in the list of who waits for an answer.
    for candidate in ["K-07", "K-08"] {
        let path = format!("/v1/candidates/{candidate}/events");
        let raised = json!({
            "on": "2026-03-03", "by": "S-1", "what": "concern_raised", "details": {"by": "candidate"},
        });
        let key = format!("concern-{candidate}");
        let headers = [
            ("idempotency-key", key.as_str()),
            ("if-match", "\"1\""),
            ("content-type", "application/json"),
        ];
        let recorded = service.send("POST", &path, &headers, Some(&raised.to_string()));
        assert_eq!(recorded.status, 201, "{recorded:?}");
    }
    block_on(a_run_with_proposals(url, &["K-07", "K-08"]));
    block_on(a_run_of_another_server(url));
    block_on(a_model_version(url));
    block_on(a_webhook(url));
    service
}

/// One question to the table.
struct Question {
    line: &'static Operation,
    role: Role,
    relation: Relation,
}

/// What is there of the other one: a colleague's candidate, or another organisation's row.
const THEIRS: [&str; 6] = ["K-08", "S-2", "V-2", "A-2", "O-2", "AV-2"];

impl Question {
    /// The user who asks: of the municipality whose rows these are, or of another.
    fn user(&self) -> String {
        let role = self.role.code().replace('_', "-");
        if self.relation == Relation::OtherMunicipality {
            format!("{role}-elsewhere")
        } else {
            role
        }
    }

    /// Whether it is about one row, rather than about a list, or about nobody.
    fn is_about_a_row(&self) -> bool {
        ["{id}", "{number}"].iter().any(|it| self.line.path.contains(it))
    }

    /// The address of a row that stands so to the caller.
    fn path(&self) -> String {
        let own = matches!(
            (self.line.about, self.relation),
            (_, Relation::OtherMunicipality)
                | (About::Candidate | About::Agreement | About::Proposal, Relation::OwnCaseload)
                | (About::Employer | About::Workplace | About::Opening, Relation::OwnOrganisation)
                | (About::Reach | About::Everybody | About::Nobody, _)
        );
        let learnt = a_version();
        let (first, second) = match self.line.path.split('/').nth(2) {
            Some("employers") => ("V-1", "V-2"),
            Some("workplaces") => ("A-1", "A-2"),
            Some("openings") => ("O-1", "O-2"),
            Some("specialists") => ("S-1", "S-2"),
            Some("agreements") => ("AV-1", "AV-2"),
            Some("placements") => ("P-01", "P-01"),
            Some("match-runs") => ("0-1", "0-1"),
            Some("proposals") => ("F-1", "F-2"),
            Some("webhooks") => ("W-1", "W-1"),
            Some("model-versions") => (learnt.version(), learnt.version()),
            _ => ("K-07", "K-08"),
        };
        let id = if own { first } else { second };
        let sheet = if self.line.id == "show_template" { "staff" } else { "nothing" };
        let query = if self.line.id == "show_why_not" { "?opening=O-1" } else { "" };
        let path = self.line.path.replace("{id}", id).replace("{number}", "3205");
        path.replace("{sheet}", sheet) + query
    }

    /// What an employer sends who makes something new: at their own place, or at another organisation's.
    fn body(&self) -> Value {
        let is_own = self.relation == Relation::OwnOrganisation;
        match self.line.id {
            "create_workplace" => json!({
                "employer": if is_own { "V-1" } else { "V-2" }, "name": "Lageret", "postal_code": "2000",
                "sector": "private",
            }),
            "create_opening" => an_opening(if is_own { "A-1" } else { "A-2" }),
            _ => json!({}),
        }
    }

    /// What would be taken from whoever may: what stands there already.
    fn sound(&self, service: &Service) -> Value {
        let shown = |path: &str| service.get(path).json();
        let rules = "/v1/municipalities/3205/service-model";
        match self.line.id {
            "replace_municipality" => json!({"name": "Lillestrøm"}),
            "add_service_model" => shown(rules)["service_model"].clone(),
            "take_opening_step" => json!({"to": "posted"}),
            "replace_employer" => shown(&self.path())["employer"].clone(),
            "replace_workplace" => shown(&self.path())["workplace"].clone(),
            "replace_opening" => shown(&self.path())["opening"].clone(),
            "replace_map" => json!({"postal_codes": []}),
            "replace_placement" => shown(&self.path())["placement"].clone(),
            "take_proposal_step" => json!({"step": "tell"}),
            "record_travel_time" => json!({"workplace": "A-1", "minutes": 20}),
            "record_objection" => json!({"objects": true}),
            "put_in_force" => json!({"reason": "lest"}),
            "replace_specialist" => shown(&self.path())["specialist"].clone(),
            _ => json!({}),
        }
    }

    fn ask(&self, service: &Service, reason: bool, count: &mut u32) -> Reply {
        *count += 1;
        let key = format!("walk-{count}");
        let mut headers =
            vec![("content-type", "application/json"), ("idempotency-key", key.as_str())];
        if reason {
            headers.push(("femtrinn-reason", "cover"));
        }
        let is_theirs = self.relation == Relation::OtherMunicipality && self.is_about_a_row();
        let body = if is_theirs { self.sound(service) } else { self.body() }.to_string();
        if is_theirs {
            headers.push(("if-match", "\"1\""));
        }
        let body = (self.line.method != "GET").then_some(body.as_str());
        service.send_as(&self.user(), self.line.method, &self.path(), &headers, body)
    }

    /// What the answer must be.
    fn outcome(&self) -> Outcome {
        let relation = match (self.line.about, self.relation) {
            (_, Relation::OtherMunicipality) => Relation::OtherMunicipality,
            // Nobody's own: it is about everybody at once.
            (About::Everybody, _) => Relation::OwnMunicipality,
            (_, relation) => relation,
        };
        self.line.cell(self.role).at(relation)
    }

    /// Asks, and says what is wrong with the answer.
    fn walk(&self, service: &Service, count: &mut u32) -> Option<String> {
        let reply = self.ask(service, false, count);
        let kind =
            |reply: &Reply| if reply.status < 400 { String::new() } else { reply.problem().1 };
        let told = (reply.status, kind(&reply));
        let refused = |status: u16, slug: &str| told == (status, slug.to_owned());
        let lists = self.line.about == About::Reach && self.line.method == "GET";
        let sees_theirs =
            |reply: &Reply| THEIRS.iter().any(|id| reply.body.contains(&format!("\"{id}\"")));
        let is_right = match self.outcome() {
            // That it ends what is there, is seen in the tests of sessions.
            Outcome::Allowed if self.line.id == "end_sessions" => refused(404, "not-found"),
            Outcome::NotFound if self.line.about == About::Everybody => {
                let told = self.ask(service, true, count);
                refused(403, "reason-needed") && passed(&told) && !sees_theirs(&told)
            }
            Outcome::Forbidden => refused(403, "forbidden"),
            Outcome::Allowed | Outcome::NotFound if self.line.path == "/v1/exports/{sheet}" => {
                refused(404, "not-found")
            }
            Outcome::NotFound if self.is_about_a_row() => refused(404, "not-found"),
            // A list, or something new: nothing of what is not there is in it, or can be referred to.
            Outcome::NotFound if self.line.method == "GET" => {
                passed(&reply) && !sees_theirs(&reply)
            }
            Outcome::NotFound => {
                ![401, 403].contains(&reply.status) && (reply.status != 201 || !self.refers())
            }
            Outcome::Allowed
                if lists && self.relation == Relation::OwnCaseload && self.has(Cell::Caseload) =>
            {
                reply.status == 200 && !sees_theirs(&reply) && reply.body.contains("K-07")
            }
            Outcome::Allowed if self.line.method == "GET" => self.is_shown(&reply),
            Outcome::Allowed if self.refers() => reply.status == 201,
            Outcome::Allowed => passed(&reply),
            Outcome::WithReason if lists => {
                let told = self.ask(service, true, count);
                reply.status == 200
                    && !sees_theirs(&reply)
                    && told.status == 200
                    && sees_theirs(&told)
            }
            Outcome::WithReason => {
                let told = self.ask(service, true, count);
                refused(403, "reason-needed")
                    && if self.line.method == "GET" { self.is_shown(&told) } else { passed(&told) }
            }
        };
        let Self { line, role, relation } = self;
        let asked = || format!("{} {} as {role:?}, {relation:?}", line.method, self.path());
        (!is_right).then(|| format!("{}: {:?}, but {reply:?}", asked(), self.outcome()))
    }

    /// It is shown; or nobody has a job yet that there could be a status of.
    fn is_shown(&self, reply: &Reply) -> bool {
        let no_job = self.line.id == "show_status_sheet" && reply.body.contains("job");
        // The run that is there has planned for nobody.
        let no_plan = ["show_why_not", "list_recommendations"].contains(&self.line.id)
            && reply.body.contains("match run");
        reply.status == if no_job || no_plan { 404 } else { 200 }
    }

    fn has(&self, cell: Cell) -> bool {
        self.line.cell(self.role) == cell
    }

    /// Whether an employer makes something new that refers to a workplace or to themselves.
    fn refers(&self) -> bool {
        self.has(Cell::Organisation)
            && self.line.method == "POST"
            && self.line.about == About::Reach
    }
}

/// It was let through, and the handler has read the request.
fn passed(reply: &Reply) -> bool {
    matches!(reply.status, 200 | 201 | 202 | 400 | 409 | 415 | 422 | 428)
}

#[test]
fn the_table_holds_for_every_operation_role_and_relation() {
    each_database(|url| {
        let service = with_others(url);
        let (mut questions, mut requests, mut wrong) = (0, 0, Vec::new());
        for line in TABLE {
            for role in Role::ALL {
                for relation in Relation::ALL {
                    questions += 1;
                    wrong.extend(Question { line, role, relation }.walk(&service, &mut requests));
                }
            }
        }
        println!("{questions} questions in {requests} requests, {} unexpected", wrong.len());
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

#[test]
fn the_table_has_every_operation_of_the_document_and_no_other() {
    each_database(|url| {
        let service = Service::start(url);
        let document = service.get("/openapi.json").json();
        let mut described = BTreeSet::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                if path.starts_with("/v1/") {
                    let id = operation["operationId"].as_str().unwrap().to_owned();
                    let told = operation["description"].as_str().unwrap();
                    assert!(told.contains("Who may: "), "{id}: {told}");
                    assert!(operation["security"].is_array(), "{id}");
                    described.insert((method.to_uppercase(), path.clone(), id));
                }
            }
        }
        let sheets = ["candidates", "openings", "staff"];
        let listed: BTreeSet<_> = TABLE
            .iter()
            .map(|line| {
                let last = line.path.rsplit('/').next().unwrap();
                let of_sheets = line.id == "show_export" || line.id == "import_sheet";
                let path = if of_sheets && sheets.contains(&last) {
                    line.path.replace(last, "{sheet}")
                } else {
                    line.path.to_owned()
                };
                (line.method.to_owned(), path, line.id.to_owned())
            })
            .collect();
        assert_eq!(listed, described);
    });
}

#[test]
fn without_credentials_everything_is_closed_whatever_is_asked() {
    each_database(|url| {
        let service = Service::start(url);
        let mut asked: BTreeSet<(&str, String)> =
            TABLE.iter().map(|line| (line.method, line.path.to_owned())).collect();
        for (method, path) in [
            ("GET", "/v1"),
            ("GET", "/v1/"),
            ("GET", "/v1/nowhere"),
            ("DELETE", "/v1/openings"),
            ("OPTIONS", "/v1/openings"),
            ("PATCH", "/v1/openings"),
            ("GET", "/v1/openings/%FF"),
            ("GET", "/v1/openings?limit=0"),
        ] {
            asked.insert((method, path.to_owned()));
        }
        for (method, path) in &asked {
            // A header and a body that would be refused, if they were looked at.
            let headers = [("accept", "image/png"), ("if-match", "no")];
            let body = ["POST", "PUT"].contains(method).then_some("{");
            let reply = service.send_bare(method, path, &headers, body).unwrap();
            assert_eq!(reply.problem(), (401, "unauthenticated".to_owned()), "{method} {path}");
            assert_eq!(reply.header("www-authenticate"), "Bearer realm=\"femtrinn\"");
        }
        for open in
            ["/isalive", "/isready", "/openapi.json", "/docs", "/problems", "/problems/forbidden"]
        {
            assert_eq!(service.send_bare("GET", open, &[], None).unwrap().status, 200, "{open}");
        }
        println!("{} requests without credentials, all 401", asked.len());
    });
}

#[test]
fn an_employer_sees_work_and_never_for_whom_it_was_made() {
    each_database(|url| {
        let service = with_others(url);
        let mut opening = an_opening("A-1");
        opening["made_for"] = json!({"candidate": "K-07", "until": "2027-03-01"});
        let made = service.post("/v1/openings", &opening);
        assert_eq!(made.status, 201, "{made:?}");
        let path = made.header("location").to_owned();
        let seen = service.send_as("employer", "GET", &path, &[], None);
        assert_eq!(seen.status, 200);
        assert!(!seen.body.contains("K-07") && !seen.body.contains("made_for"), "{seen:?}");
        let list = service.send_as("employer", "GET", "/v1/openings", &[], None);
        assert!(list.body.contains("O-1") && !list.body.contains("K-07"), "{list:?}");
        assert!(!list.body.contains("O-2"), "another organisation's: {list:?}");

        // What they change leaves it as it is, and they can neither set nor move it.
        let put = |document: &Value| {
            let headers = [("if-match", "\"1\""), ("content-type", "application/json")];
            service.send_as("employer", "PUT", &path, &headers, Some(&document.to_string()))
        };
        assert_eq!(put(&opening).problem(), (422, "invalid".to_owned()));
        assert_eq!(put(&an_opening("A-2")).problem(), (422, "invalid".to_owned()));
        let mut changed = an_opening("A-1");
        changed["places"] = 3.into();
        let reply = put(&changed);
        assert!(reply.status == 200 && !reply.body.contains("K-07"), "{reply:?}");
        let stored = service.get(&path).json()["opening"].clone();
        assert_eq!(
            (&stored["made_for"]["candidate"], &stored["places"]),
            (&"K-07".into(), &3.into())
        );
    });
}
