//! Templates of functions: a head of comments that says what they need, and a body with holes.

use crate::failure::{Failure, Place, Result};
use crate::model::access::{Firing, Hole, HoleKind, Source, TableName, Template};
use std::collections::{BTreeMap, BTreeSet};

macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../templates/functions/", $name, ".sql")))),+]
    };
}

/// The templates that every project has.
const SHIPPED: &[(&str, &str)] =
    shipped!["updated_at", "signup_profile", "sync_email", "audit", "notify", "immutable_row", "role_guard"];

/// The shipped templates and the project's own; a project's own goes before a shipped one of its name.
pub(super) fn all(own: Vec<Source>) -> Result<BTreeMap<String, Template>> {
    let mut templates = BTreeMap::new();
    for (name, text) in SHIPPED {
        let template = read(name, &format!("templates/functions/{name}.sql"), text)?;
        templates.insert(template.name.clone(), template);
    }
    for source in own {
        let file = source.path.rsplit('/').next().unwrap_or_default();
        let name = file.strip_suffix(".sql").unwrap_or(file).to_owned();
        templates.insert(name.clone(), read(&name, &source.path, &source.text)?);
    }
    Ok(templates)
}

fn read(name: &str, path: &str, text: &str) -> Result<Template> {
    let mut template = Template {
        name: name.to_owned(),
        path: path.to_owned(),
        needs: BTreeSet::new(),
        holes: Vec::new(),
        trigger: None,
        body: text.to_owned(),
    };
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let Some(head) = line.trim_end().strip_prefix("-- ") else { break };
        if let Err((message, hint)) = template.take(head) {
            return Err(Failure::bad_input(format!("template `{name}` cannot be read"))
                .at(Place::offset(path, text, offset))
                .because(message)
                .hint(hint));
        }
        offset += line.len();
    }
    Ok(template)
}

type Fault = (String, &'static str);

impl Template {
    fn take(&mut self, line: &str) -> Result<(), Fault> {
        let Some((key, value)) = line.split_once(": ") else { return Ok(()) };
        let value = value.trim();
        match key.split(' ').collect::<Vec<_>>()[..] {
            ["needs"] => self.needs.extend(value.split(',').map(|column| column.trim().to_owned())),
            ["trigger"] => self.trigger = Some(firing(value)?),
            ["param", name] => {
                let optional = name.ends_with('?');
                let name = name.trim_end_matches('?').to_owned();
                self.holes.push(Hole { name, kind: kind(value)?, optional });
            }
            // A sentence with a colon in it.
            _ => {}
        }
        Ok(())
    }
}

fn kind(word: &str) -> Result<HoleKind, Fault> {
    Ok(match word {
        "table" => HoleKind::Table,
        "column" => HoleKind::Column,
        "columns" => HoleKind::Columns,
        "values" => HoleKind::Values,
        "map" => HoleKind::Map,
        "text" => HoleKind::Text,
        "texts" => HoleKind::Texts,
        "number" => HoleKind::Number,
        "flag" => HoleKind::Flag,
        _ => {
            let hint = "use table, column, columns, values, map, text, texts, number or flag";
            return Err((format!("`{word}` is no kind of parameter"), hint));
        }
    })
}

/// `before update`, `after insert or delete`, `after update of a, b on auth.users`.
fn firing(text: &str) -> Result<Firing, Fault> {
    let (rest, table) = match text.split_once(" on ") {
        Some((rest, table)) => (rest, Some(TableName::parse(table.trim()))),
        None => (text, None),
    };
    let (when, columns) = match rest.split_once(" of ") {
        Some((when, columns)) => (when, columns.split(',').map(|it| it.trim().to_owned()).collect()),
        None => (rest, Vec::new()),
    };
    let words: Vec<&str> = when.split_whitespace().collect();
    let is_known = match &words[..] {
        ["before" | "after", events @ ..] => {
            events.split(|word| *word == "or").all(|event| matches!(event, ["insert" | "update" | "delete"]))
        }
        _ => false,
    };
    if !is_known {
        return Err((
            format!("`{text}` is no moment"),
            "write for example `before update` or `after insert on auth.users`",
        ));
    }
    Ok(Firing { when: words.join(" "), columns, table })
}
