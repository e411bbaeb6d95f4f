//! A report as one HTML file: no script, nothing from elsewhere. Every value is escaped by the format's own rules, and before that by ours.

use super::escape;
use crate::failure::Result;
use crate::page::Page;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior};
use std::sync::LazyLock;

#[derive(serde::Serialize)]
struct Shown<'a> {
    report: &'a Page,
}

const FILES: [(&str, &str); 7] = [
    ("report/report.html", include_str!("../../templates/report/report.html")),
    ("report/summary.html", include_str!("../../templates/report/summary.html")),
    ("report/migrations.html", include_str!("../../templates/report/migrations.html")),
    ("report/drift.html", include_str!("../../templates/report/drift.html")),
    ("report/fleet.html", include_str!("../../templates/report/fleet.html")),
    ("report/plan.html", include_str!("../../templates/report/plan.html")),
    ("report/style.css", include_str!("../../templates/report/style.css")),
];

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(harmless);
    for (name, text) in FILES {
        environment.add_template(name, text).expect("a test renders every file");
    }
    environment
});

/// Names may come from a server: what steers a terminal or turns text around has no place on a page either.
fn harmless(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => {
            minijinja::escape_formatter(out, state, &Value::from(escape::source(text).into_owned()))
        }
        _ => minijinja::escape_formatter(out, state, value),
    }
}

/// Draws a report.
///
/// # Errors
/// Never for a report that was built.
pub fn page(report: &Page) -> Result<String> {
    let page =
        ENVIRONMENT.get_template(FILES[0].0).and_then(|template| template.render(Serde(Shown { report })));
    page.map_err(|error| {
        crate::Failure::new(crate::failure::Kind::Bug, "could not draw the report").because(error)
    })
}
