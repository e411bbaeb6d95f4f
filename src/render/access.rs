//! Generated objects as a script for a person, and as a document.

use crate::access::{Object, Section};
use serde::Serialize;
use std::fmt::Write as _;

/// The script: sections with headings, one object after the other.
pub fn script(objects: &[Object]) -> String {
    let mut text = String::new();
    let mut section: Option<Section> = None;
    let mut table = None;
    for object in objects {
        if section != Some(object.section) {
            section = Some(object.section);
            let rule = "-".repeat(100);
            let gap = if text.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{gap}-- {rule}\n-- {}\n-- {rule}", object.section.heading());
        }
        if object.section == Section::Tables && table != object.table {
            table.clone_from(&object.table);
            let name = object.table.as_ref().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, "\n-- {name}");
        }
        let _ = writeln!(text, "\n{}", object.create.as_str());
    }
    text
}

/// A generated object in a document.
#[derive(Debug, Serialize)]
pub struct ObjectDocument<'a> {
    kind: &'static str,
    schema: &'a str,
    parent: &'a str,
    name: &'a str,
    sql: &'a str,
}

/// The objects as a document.
pub fn document(objects: &[Object]) -> Vec<ObjectDocument<'_>> {
    objects.iter().map(ObjectDocument::of).collect()
}

impl<'a> ObjectDocument<'a> {
    fn of(object: &'a Object) -> Self {
        let id = &object.id;
        Self {
            kind: id.kind.word(),
            schema: &id.schema,
            parent: &id.parent,
            name: &id.name,
            sql: object.create.as_str(),
        }
    }
}
