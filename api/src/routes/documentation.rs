//! The document that describes the routes, and the pages beside it: no script, no request to anywhere else.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use serde_json::Value;

use crate::error::{ApiError, Kind};
use crate::manners::{Path, asked};
use crate::papers;
use crate::state::AppState;
use crate::text::{Language, problems};

const STYLE: &str = include_str!("documentation.css");

/// The pages may use their own style and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
                      form-action 'none'";

/// What stands on every page, and on paper, where whoever has started the service can log in as anybody.
pub(super) const LOCAL: &str =
    "Demo/test: lokal utsteder. Aldri for opplysninger om virkelige personer.";

/// `/openapi.json`, and the pages `/docs` and `/problems/{slug}`.
pub(super) fn routes(document: &Arc<Value>, is_local: bool) -> Router<AppState> {
    let local = format!("\nbody::before {{ content: \"{LOCAL}\"; font-weight: bold; }}\n");
    let style = if is_local { [STYLE, &local].concat() } else { STYLE.to_owned() };
    let json = document.to_string();
    let page = page(Language::English, "Femtrinn: the API", &operations(document));
    Router::new()
        .route(
            "/openapi.json",
            get(async move || ([(header::CONTENT_TYPE, "application/json")], json)),
        )
        .route("/docs", get(async move || page))
        .route("/docs.css", get(async move || ([(header::CONTENT_TYPE, "text/css")], style)))
        .route("/paper.css", get(async || ([(header::CONTENT_TYPE, "text/css")], papers::STYLE)))
        .route("/problems", get(all_problems))
        .route("/problems/{slug}", get(problem))
}

async fn problem(
    headers: HeaderMap,
    Path(slug): Path<String>,
) -> Result<impl IntoResponse, ApiError> {
    let language = asked(&headers);
    let example = ApiError::examples().into_iter().find(|example| example.kind().slug == slug);
    let example = example.ok_or(ApiError::NotFound { what: "kind of problem" })?;
    let Kind { slug, status } = example.kind();
    let title = problems::title(language, slug);
    let [example, all] = problems::about(language, status.as_u16(), &example).map(|it| prose(&it));
    let body =
        format!("<h1>{title}</h1>\n<p>{example}</p>\n<p><a href=\"/problems\">{all}</a></p>\n");
    Ok(page(language, &title, &body))
}

async fn all_problems(headers: HeaderMap) -> impl IntoResponse {
    let language = asked(&headers);
    let heading = problems::heading(language);
    let mut body = format!("<h1>{heading}</h1>\n<ul>\n");
    for example in ApiError::examples() {
        let Kind { slug, status } = example.kind();
        let (status, title) = (status.as_u16(), problems::title(language, slug));
        put(
            &mut body,
            format_args!("<li>{status} <a href=\"/problems/{slug}\">{title}</a></li>\n"),
        );
    }
    body.push_str("</ul>\n");
    page(language, &heading, &body)
}

fn page(language: Language, title: &str, body: &str) -> impl IntoResponse + Clone + use<> {
    let tag = language.tag();
    let html = format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"stylesheet\" href=\"/docs.css\">\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    );
    let headers = [(header::CONTENT_SECURITY_POLICY, POLICY), (header::CONTENT_LANGUAGE, tag)];
    (headers, Html(html))
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
    let operations: Vec<(&String, &String, &Value)> = object(&document["paths"])
        .into_iter()
        .flat_map(|(path, methods)| {
            object(methods).into_iter().map(move |(method, it)| (path, method, it))
        })
        .collect();
    contents(&mut html, &operations);
    for (path, method, operation) in operations {
        operation_section(&mut html, path, method, operation);
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

/// What there is, by its tag, with links to what is said of each.
fn contents(html: &mut String, operations: &[(&String, &String, &Value)]) {
    let mut by_tag: BTreeMap<&str, String> = BTreeMap::new();
    for (path, method, operation) in operations {
        let items = by_tag.entry(text(&operation["tags"][0])).or_default();
        put(
            items,
            format_args!(
                "<li><a href=\"#{}\">{} {}</a></li>\n",
                escaped(text(&operation["operationId"])),
                method.to_uppercase(),
                escaped(path),
            ),
        );
    }
    html.push_str("<nav aria-label=\"Operations\">\n");
    for (tag, items) in by_tag {
        put(html, format_args!("<h2>{}</h2>\n<ul>\n{items}</ul>\n", escaped(tag)));
    }
    html.push_str("</nav>\n");
}

fn operation_section(html: &mut String, path: &str, method: &str, operation: &Value) {
    put(
        html,
        format_args!(
            "<section id=\"{}\">\n<h2><code>{} {}</code></h2>\n<p>{}</p>\n",
            escaped(text(&operation["operationId"])),
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
    let row = |cells: [String; N]| {
        let (name, rest) = cells.split_first().expect("a row has a name");
        format!("<tr><th scope=\"row\">{name}</th><td>{}</td></tr>\n", rest.join("</td><td>"))
    };
    let rows: Vec<String> = rows.map(row).collect();
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
