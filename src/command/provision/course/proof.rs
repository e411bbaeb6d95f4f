//! The course's rules do what is expected of them: proven once for these files and rules, on a scratch server.

use crate::command::{Context, access, shadow};
use crate::failure::{Failure, Kind, Result};
use crate::finding::Severity;
use crate::model::access::Access;
use crate::spec::Folder;

/// Proves it, and says how many decisions were tried.
pub(super) async fn prove(on_course: &Context<'_>, folder: &Folder, rules: &Access) -> Result<String> {
    if rules.is_empty() || rules.expectations.is_empty() {
        return Ok("no rules to prove".to_owned());
    }
    let shelf = shadow::proof(on_course, folder, rules).await?;
    if let Some(decisions) = shelf.read_text().filter(|text| text.parse::<usize>().is_ok()) {
        return Ok(format!("{decisions} decisions as expected"));
    }
    let report = access::prove(on_course, 1).await?;
    let wrong = report.findings.iter().filter(|finding| finding.severity >= Severity::Error).count();
    if wrong > 0 {
        return Err(Failure::new(
            Kind::Findings,
            format!("{wrong} things that the course's rules allow or refuse are not as expected"),
        )
        .database("migrated, but the course stays closed")
        .hint(format!(
            "see them with `provost access test --course {}`",
            on_course.label.as_deref().unwrap_or_default()
        )));
    }
    shelf.write_text(&report.decisions().to_string());
    Ok(format!("{} decisions as expected", report.decisions()))
}
