//! The OpenAPI document: what the routes say of themselves, and what the manners add to each.

use std::collections::BTreeMap;

use engine::schema;
use serde_json::{Map, Value, json};
use utoipa::openapi::{OpenApi, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::auth::{Cell, Operation, REASON, Reason, Role};
use crate::wire::{Flaw, Problem};

const DESCRIPTION: &str = "\
Who could try what, where and when, and why: the matching engine for Supported Employment, for a \
municipality, every day.

Everything under `/v1` asks for a bearer token or a session of `/login`, and answers 401 without one, whatever \
is asked. Who may what is said at each operation; another municipality's row is never there (404). Whoever looks \
outside their own caseload says why in `Femtrinn-Reason`, which is kept in the log.

Every failure is a problem (RFC 9457); its `type` is the address of a page that says what to do. A POST carries \
an `Idempotency-Key` and is carried out once, however often it is sent. A change carries `If-Match` with the \
`ETag` that was seen. Lists come in pages: `next` of one is `after` of the next. `X-Request-ID` (a UUID) and \
`traceparent` are taken up if they are sent. Status 500 is a defect of ours and stands at no operation.";

/// Puts in what holds for every operation.
pub(super) fn complete(document: &OpenApi) -> Value {
    let mut document = serde_json::to_value(document).expect("the document has text keys");
    document["info"] = json!({
        "title": "Femtrinn",
        "version": env!("CARGO_PKG_VERSION"),
        "description": DESCRIPTION,
        "license": {"name": "MIT OR Apache-2.0"},
    });
    document["servers"] = json!([{"url": "/"}]);
    for (name, schema) in schemas().into_iter().chain(documents()) {
        document["components"]["schemas"][name] = schema;
    }
    document["components"]["securitySchemes"] = json!({
        "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    });
    let paths = document["paths"].as_object_mut().expect("there are paths");
    for (path, methods) in paths {
        for (method, operation) in methods.as_object_mut().expect("a path has methods") {
            with_manners(path, method, operation);
            with_permission(path, operation);
        }
    }
    without_unused_schemas(document)
}

/// The documents that are sent and stored, as the engine describes what it reads.
fn documents() -> BTreeMap<String, Value> {
    const IDENTIFIED: [&str; 9] = [
        "Employer",
        "Workplace",
        "Opening",
        "JobSpecialist",
        "Placement",
        "Candidate",
        "Agreement",
        "CandidateSurvey",
        "EmployerSurvey",
    ];
    let words = json!({"$ref": "#/components/schemas/Words"});
    let or_not = json!({"anyOf": [words, {"type": "null"}]});
    let named = |properties: Value| {
        json!({
            "type": "object", "properties": properties, "required": ["name"],
            "additionalProperties": false,
        })
    };
    let contact = named(json!({"name": words, "phone": or_not, "email": or_not}));
    let municipality = named(json!({"name": words}));
    let mut found = BTreeMap::from([
        ("Contact".to_owned(), contact),
        ("MunicipalityName".to_owned(), municipality),
    ]);
    let format = |name| schema::of(name).expect("the engine describes its formats");
    let formats = [
        ("Case", format("case")),
        ("ServiceModel", format("service-model")),
        ("Event", schema::event()),
        ("Journey", schema::overview()),
    ];
    for (name, schema) in formats.into_iter().chain(schema::papers()) {
        let schema = schema.to_string().replace("#/$defs/", "#/components/schemas/");
        // An event can have another one in it.
        let itself = format!("\"$ref\":\"#/components/schemas/{name}\"");
        let schema = schema.replace("\"$ref\":\"#\"", &itself);
        let mut schema: Map<String, Value> =
            serde_json::from_str(&schema).expect("a schema is an object, whatever it refers to");
        schema.remove("$schema");
        schema.remove("title");
        if let Some(Value::Object(definitions)) = schema.remove("$defs") {
            found.extend(definitions);
        }
        found.insert(name.to_owned(), schema.into());
    }
    for name in IDENTIFIED {
        let mut new = found[name].clone();
        if let Some(required) = new["required"].as_array_mut() {
            required.retain(|field| field != "id");
        }
        found.insert(format!("New{name}"), new);
    }
    found
}

/// Leaves out the schemas that nothing in the document refers to.
fn without_unused_schemas(mut document: Value) -> Value {
    loop {
        let text = document.to_string();
        let schemas = document["components"]["schemas"].as_object_mut();
        let schemas = schemas.expect("the problem has a schema");
        let before = schemas.len();
        schemas.retain(|name, _| text.contains(&format!("\"#/components/schemas/{name}\"")));
        if schemas.len() == before {
            return document;
        }
    }
}

/// Schemas that no route names by itself.
fn schemas() -> BTreeMap<String, Value> {
    let mut found: Vec<(String, RefOr<Schema>)> = Vec::new();
    for (name, schema) in [(Problem::name(), Problem::schema()), (Flaw::name(), Flaw::schema())] {
        found.push((name.into_owned(), schema));
    }
    let json = |schema| serde_json::to_value(schema).expect("a schema has text keys");
    found.into_iter().map(|(name, schema)| (name, json(schema))).collect()
}

/// The parameters and responses that follow from what an operation is.
fn with_manners(path: &str, method: &str, operation: &mut Value) {
    let has_body = operation.get("requestBody").is_some();
    let mut parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let responses = &operation["responses"];
    let has_etag = method == "get" && responses["200"]["headers"].get("ETag").is_some();
    let mut headers = Vec::new();
    let mut statuses: Vec<(u16, &str)> = Vec::new();
    if path.starts_with("/v1/") {
        statuses.push((406, "`Accept` has nothing that there is"));
        statuses.push((429, "Too many requests from one caller"));
    }
    if path.starts_with("/v1/") || path == "/isready" {
        statuses.push((503, "Busy, too slow, or the database cannot be used now"));
    }
    if !parameters.is_empty() {
        statuses.push((400, "A parameter is wrong"));
    }
    if parameters.iter().any(|parameter| parameter["in"] == "path") {
        statuses.push((404, "It is not there"));
    }
    if has_body {
        statuses.push((400, "The request cannot be read"));
        statuses.push((413, "The body is too large"));
        statuses.push((415, "The body is of another kind"));
        statuses.push((422, "The body is not right yet; every fault is told"));
    }
    match method {
        "post" => {
            headers.push(header("Idempotency-Key", true, "A name of your own for this request."));
            statuses.push((400, "The request cannot be read, or has no `Idempotency-Key`"));
            statuses.push((409, "There is one already, or the `Idempotency-Key` is in use"));
            statuses.push((
                422,
                "Not right yet, or the `Idempotency-Key` was used for another request",
            ));
        }
        "put" | "patch" | "delete" => {
            headers.push(header("If-Match", true, "The `ETag` that was seen."));
            statuses.push((400, "The request cannot be read"));
            statuses.push((412, "It was changed since it was seen"));
            statuses.push((428, "`If-Match` is missing"));
        }
        _ => {}
    }
    // What is added to something asks for what was seen of it, as a change does.
    if parameters.iter().any(|parameter| parameter["name"] == "If-Match") {
        parameters.retain(|parameter| parameter["name"] != "If-Match");
        headers.push(header("If-Match", true, "The `ETag` that was seen."));
        statuses.push((412, "It was changed since it was seen"));
        statuses.push((428, "`If-Match` is missing"));
    }
    if has_etag {
        headers.push(header("If-None-Match", false, "The `ETag` of what the client has."));
    }
    let all = parameters.into_iter().chain(headers).collect::<Vec<_>>();
    if !all.is_empty() {
        operation["parameters"] = Value::Array(all);
    }
    let responses = operation["responses"].as_object_mut().expect("an operation has responses");
    if has_etag {
        responses.insert("304".to_owned(), json!({"description": "The client has it already"}));
    }
    for (status, description) in statuses {
        add(responses, status, description);
    }
}

/// What the table says of who may.
fn with_permission(path: &str, operation: &mut Value) {
    if !path.starts_with("/v1/") {
        return;
    }
    operation["security"] = json!([{"token": []}]);
    let id = operation["operationId"].as_str().expect("an operation has an id").to_owned();
    let lines: Vec<&Operation> = Operation::lines(&id).collect();
    let told: Vec<String> = lines.iter().map(|line| who_may(line, lines.len() > 1)).collect();
    let before = operation["description"].as_str().map(|it| format!("{it}\n\n"));
    let told = format!("{}Who may: {}.", before.unwrap_or_default(), told.join("; "));
    operation["description"] = told.into();
    let any = |cell| lines.iter().any(|line| Role::ALL.iter().any(|role| line.cell(*role) == cell));
    if any(Cell::Caseload) {
        let codes = Reason::ALL.map(Reason::code);
        let reason = json!({
            "name": REASON.as_str(), "in": "header", "required": false,
            "description": "Why you look outside your own caseload; kept in the log.",
            "schema": {"type": "string", "enum": codes},
        });
        let parameters = operation.as_object_mut().expect("it is one").entry("parameters");
        parameters.or_insert(json!([])).as_array_mut().expect("a list").push(reason);
    }
    let responses = operation["responses"].as_object_mut().expect("an operation has responses");
    add(responses, 401, "Nobody knows who asks");
    if any(Cell::No) {
        add(responses, 403, "You may not, or not without a reason");
    }
    if any(Cell::Caseload) {
        add(responses, 400, "A parameter or a header is wrong");
    }
}

/// A line of the table in words.
fn who_may(line: &Operation, is_named: bool) -> String {
    let of = |cell: Cell| -> Vec<String> {
        let roles = Role::ALL.into_iter().filter(|role| line.cell(*role) == cell);
        roles.map(|role| format!("`{}`", role.code())).collect()
    };
    let parts = [
        (Cell::All, ""),
        (Cell::Caseload, " for the own caseload, outside it with a reason"),
        (Cell::Organisation, " for the own organisation"),
    ];
    let told = parts.into_iter().filter_map(|(cell, how)| {
        let roles = of(cell);
        (!roles.is_empty()).then(|| format!("{}{how}", roles.join(", ")))
    });
    let told = told.collect::<Vec<_>>().join(", ");
    if is_named { format!("at `{}` {told}", line.path) } else { told }
}

fn add(responses: &mut Map<String, Value>, status: u16, description: &str) {
    let problem = json!({
        "description": description,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    });
    let known = responses.entry(status.to_string()).or_insert(problem);
    // What is said later says more. What the route says itself stands.
    if known["content"].get("application/problem+json").is_some() {
        known["description"] = description.into();
    }
}

fn header(name: &str, required: bool, description: &str) -> Value {
    let schema = match name {
        "Idempotency-Key" => {
            json!({"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"})
        }
        "If-Match" => {
            json!({"type": "string", "pattern": "^\"[0-9]{1,18}\"$", "examples": ["\"1\""]})
        }
        _ => json!({"type": "string", "examples": ["\"1\""]}),
    };
    json!({
        "name": name, "in": "header", "required": required,
        "description": description, "schema": schema,
    })
}
