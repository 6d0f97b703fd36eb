//! The document that describes the routes, and the pages beside it: no script, no request to anywhere else.

use std::fmt::Write;
use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use serde_json::Value;

use crate::error::{ApiError, Kind};
use crate::manners::Path;
use crate::state::AppState;

const STYLE: &str = include_str!("documentation.css");

/// The pages may use their own style and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
                      form-action 'none'";

/// `/openapi.json`, and the pages `/docs` and `/problems/{slug}`.
pub(super) fn routes(document: &Arc<Value>) -> Router<AppState> {
    let json = document.to_string();
    let page = page("Femtrinn: the API", &operations(document));
    let overview = page_of_problems();
    Router::new()
        .route(
            "/openapi.json",
            get(async move || ([(header::CONTENT_TYPE, "application/json")], json)),
        )
        .route("/docs", get(async move || page))
        .route("/docs.css", get(async || ([(header::CONTENT_TYPE, "text/css")], STYLE)))
        .route("/problems", get(async move || overview))
        .route("/problems/{slug}", get(problem))
}

async fn problem(Path(slug): Path<String>) -> Result<impl IntoResponse, ApiError> {
    let example = ApiError::examples().into_iter().find(|example| example.kind().slug == slug);
    let example = example.ok_or(ApiError::NotFound { what: "kind of problem" })?;
    let Kind { slug: _, status, title } = example.kind();
    let detail = escaped(&example.to_string());
    let body = format!(
        "<h1>{title}</h1>\n<p>Status {}.</p>\n<p>For example: {detail}.</p>\n\
         <p><a href=\"/problems\">All kinds of problems</a></p>\n",
        status.as_u16(),
    );
    Ok(page(title, &body))
}

fn page_of_problems() -> impl IntoResponse + Clone {
    let mut body = "<h1>Problems</h1>\n<ul>\n".to_owned();
    for example in ApiError::examples() {
        let Kind { slug, status, title } = example.kind();
        let status = status.as_u16();
        put(
            &mut body,
            format_args!("<li>{status} <a href=\"/problems/{slug}\">{title}</a></li>\n"),
        );
    }
    body.push_str("</ul>\n");
    page("Problems", &body)
}

fn page(title: &str, body: &str) -> impl IntoResponse + Clone + use<> {
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"stylesheet\" href=\"/docs.css\">\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    );
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(html))
}

/// Every operation, by its tag, and every schema.
fn operations(document: &Value) -> String {
    let mut html = "<h1>Femtrinn: the API</h1>\n".to_owned();
    for paragraph in text(&document["info"]["description"]).split("\n\n") {
        put(&mut html, format_args!("<p>{}</p>\n", prose(paragraph)));
    }
    html.push_str(
        "<p><a href=\"/openapi.json\">The same for machines</a> (OpenAPI 3.1). \
         <a href=\"/problems\">All kinds of problems</a>.</p>\n",
    );
    for (path, methods) in object(&document["paths"]) {
        for (method, operation) in object(methods) {
            operation_section(&mut html, path, method, operation);
        }
    }
    html.push_str("<h2>Schemas</h2>\n");
    for (name, schema) in object(&document["components"]["schemas"]) {
        let shown = serde_json::to_string_pretty(schema).expect("a schema has text keys");
        put(
            &mut html,
            format_args!(
                "<details id=\"schema-{0}\"><summary>{0}</summary>\n<pre>{1}</pre>\n</details>\n",
                escaped(name),
                escaped(&shown),
            ),
        );
    }
    html
}

fn operation_section(html: &mut String, path: &str, method: &str, operation: &Value) {
    put(
        html,
        format_args!(
            "<section>\n<h2><code>{} {}</code></h2>\n<p>{}</p>\n",
            method.to_uppercase(),
            escaped(path),
            prose(text(&operation["summary"])),
        ),
    );
    if let Some(description) = operation["description"].as_str() {
        put(html, format_args!("<p>{}</p>\n", prose(description)));
    }
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let rows = parameters.map(|parameter| {
        let place = text(&parameter["in"]);
        let must = if parameter["required"] == true { "required" } else { "" };
        [text(&parameter["name"]), place, must, text(&parameter["description"])].map(prose)
    });
    table(html, "Parameters", rows);
    let body = &operation["requestBody"];
    let kinds = body["content"].as_object().into_iter().flatten();
    table(
        html,
        "Body",
        kinds.map(|(kind, content)| [prose(kind), schema_link(&content["schema"])]),
    );
    let rows = object(&operation["responses"]).into_iter().map(|(status, response)| {
        let kinds = response["content"].as_object().into_iter().flatten();
        let shapes: Vec<String> = kinds.map(|(_, it)| schema_link(&it["schema"])).collect();
        [prose(status), prose(text(&response["description"])), shapes.join(", ")]
    });
    table(html, "Answers", rows);
    html.push_str("</section>\n");
}

/// A table whose cells are HTML already; nothing when it has no rows.
fn table<const N: usize>(
    html: &mut String,
    caption: &str,
    rows: impl Iterator<Item = [String; N]>,
) {
    let rows: Vec<String> =
        rows.map(|cells| format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>"))).collect();
    if !rows.is_empty() {
        let rows = rows.concat();
        put(html, format_args!("<table>\n<caption>{caption}</caption>\n{rows}</table>\n"));
    }
}

fn schema_link(schema: &Value) -> String {
    match schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        Some(name) => format!("<a href=\"#schema-{0}\">{0}</a>", escaped(name)),
        None => prose(schema["type"].as_str().unwrap_or("any")),
    }
}

/// Text as HTML, with what stands between backticks as code.
fn prose(text: &str) -> String {
    let parts = escaped(text);
    let parts = parts.split('`').enumerate();
    parts
        .map(|(i, it)| if i % 2 == 1 { format!("<code>{it}</code>") } else { it.to_owned() })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn object(value: &Value) -> impl IntoIterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn put(html: &mut String, text: std::fmt::Arguments<'_>) {
    html.write_fmt(text).expect("a string takes everything");
}
