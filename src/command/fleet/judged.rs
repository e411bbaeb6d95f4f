//! What `drift` and `validate` tell of many courses.

use crate::cli::Format;
use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::finding::Finding;
use crate::pg::fleet::Seen;
use crate::render::fleet::{FindingsDocument, Judged, Unseen, findings as drawn};

/// Tells what was found in each course, and fails where something was. `wanted` is what a clean course is; `command` looks at one.
pub(super) fn tell(
    context: &Context<'_>,
    seen: Vec<Seen<Vec<Finding>>>,
    wanted: &str,
    command: &str,
) -> Result<()> {
    let mut document = FindingsDocument::default();
    for (course, seen) in seen {
        match seen {
            Ok(findings) if findings.is_empty() => document.clean += 1,
            Ok(findings) => document.courses.push(Judged { course, findings }),
            Err(failure) => document.unseen.push(Unseen::new(course, &failure)),
        }
    }
    match context.options.output.format {
        Format::Json => context.printer.json(&document)?,
        _ => context.printer.document(&drawn(&document, wanted))?,
    }
    let state = "unchanged: this command only reads";
    if let Some(failure) = Unseen::failure(&document.unseen, "could not be looked at") {
        return Err(failure.database(state));
    }
    match document.courses.len() {
        0 => Ok(()),
        count => {
            let are = if count == 1 { "course is" } else { "courses are" };
            Err(Failure::new(Kind::Findings, format!("{count} {are} not {wanted}"))
                .database(state)
                .hint(format!("look at one by itself: `{command}`")))
        }
    }
}
