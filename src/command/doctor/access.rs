//! The project's access files: whether they can be read, and are about what the migrations make.

use crate::command::{Context, project, rules, target};
use crate::finding::Finding;
use crate::model::access::Access;
use crate::spec::Folder;
use std::path::PathBuf;

/// Reads the rules of one target; nothing to tell where it has none.
pub(super) fn look(context: &Context<'_>, files: &[PathBuf], folder: Option<&Folder>) -> Option<Finding> {
    let first = files.first()?;
    let shown: Vec<String> = files.iter().map(|file| project::shown(file, &context.directory)).collect();
    let read = rules::read_files(context, files).and_then(|access| {
        // Migrations that cannot be read have a finding of their own.
        folder.map_or(Ok(()), |folder| target::fits(&access, folder))?;
        Ok(access)
    });
    Some(match read {
        Ok(access) => Finding::note(
            "project-access",
            project::shown(first, &context.directory),
            format!("access: {} (`{}`)", counted(&access), shown.join("`, `")),
        ),
        Err(failure) => {
            Finding::of_failure("project-access", project::shown(first, &context.directory), &failure)
        }
    })
}

/// `14 tables, 6 roles`; services take the place of tables where a schema is theirs.
fn counted(access: &Access) -> String {
    let roles = access.roles.as_ref().map_or(0, |roles| roles.names.len());
    let parts = [(access.tables.len(), "table"), (roles, "role"), (access.services.len(), "service")];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> =
        parts.map(|(count, noun)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" })).collect();
    if parts.is_empty() { "no tables".to_owned() } else { parts.join(", ") }
}
