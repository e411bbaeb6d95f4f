//! Access files: TOML in, [`Access`] out. Every fault has its file, line, source and caret, and nothing here asks a database.
//!
//! All files of a target, and the library of patterns that ships, are read as one; a name stands in one of them only.

mod accept;
mod at;
mod bucket;
mod check;
mod draft;
mod expect;
mod file;
mod function;
mod open;
mod pattern;
mod role;
mod rule;
mod service;
mod set;
mod set_entry;
mod settings;
mod table;
mod template;
mod words;

use crate::failure::{Failure, Place, Result, meant};
use crate::model::access::{Access, Source, Sources, Spot};
use draft::Draft;
use std::collections::BTreeMap;

/// Longer files are no rules. The parser bounds how deep they nest.
const MAX_BYTES: usize = 1 << 20;

/// The shipped patterns, as a project could write them.
const LIBRARY: &str = include_str!("../../../templates/patterns/library.toml");

/// Reads all access files of a target; `templates` are the project's own, as `name.sql`.
///
/// # Errors
/// At the first fault, with its place.
pub fn read(files: Vec<Source>, templates: Vec<Source>) -> Result<Access> {
    if files.is_empty() {
        return Ok(Access::default());
    }
    if let Some(large) = files.iter().find(|file| file.text.len() > MAX_BYTES) {
        return Err(Failure::bad_input(format!("could not read `{}`", large.path))
            .at(Place::file(&large.path))
            .because(format!(
                "it has {} KB, more than access rules may have (1024 KB)",
                large.text.len() >> 10
            ))
            .hint("split the rules over several files, or look whether this is the right one"));
    }
    let library = Source { path: "templates/patterns/library.toml".to_owned(), text: LIBRARY.to_owned() };
    let sources = Sources([files, vec![library]].concat());
    let draft = Draft::read(&sources)?;
    let reading = Reading::new(sources, &draft)?;
    let mut relations = reading.relations(&draft)?;
    let access = Access {
        roles: reading.roles.clone(),
        sets: reading.sets(&draft)?,
        tables: reading.tables(&draft)?,
        templates: template::all(templates)?,
        functions: reading.functions(&draft)?,
        buckets: reading.buckets(&draft)?,
        services: reading.services(&draft)?,
        views: reading.views(&draft)?,
        grants: reading.grants(&draft)?,
        expectations: reading.expectations(&draft, &mut relations)?,
        relations,
        worlds: reading.worlds(&draft),
        accepted: reading.accepted(&draft)?,
        settings: reading.settings,
        sources: reading.sources,
    };
    check::all(&access)?;
    Ok(access)
}

/// The JSON schema of access files, as it ships for editors.
pub fn schema() -> String {
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(file::File));
    schema.expect("a schema is plain JSON") + "\n"
}

/// What rules are read against: names that they may use.
struct Reading {
    sources: Sources,
    settings: crate::model::access::Settings,
    roles: Option<crate::model::access::Roles>,
    expressions: BTreeMap<String, crate::sqltext::Expression>,
}

impl Reading {
    fn new(sources: Sources, draft: &Draft) -> Result<Self> {
        let settings = settings::read(&sources, draft)?;
        let roles = role::read(&sources, draft)?;
        let mut reading = Self { sources, settings, roles, expressions: BTreeMap::new() };
        reading.expressions = reading.expressions(draft)?;
        Ok(reading)
    }

    /// A fault at a spot.
    fn fault(&self, spot: &Spot, what: impl Into<String>) -> Failure {
        self.sources.fault(spot, what)
    }
}
