//! One file after the other, one statement after the other.

use super::super::kind::Kind;
use super::super::reader::Reader;
use super::super::split::scan;
use super::super::token::Shape;
use super::{Relation, RelationKind, Structure, TEMPORARY};
use crate::failure::Place;
use crate::model::Qualified;
use crate::model::access::TableName;
use std::collections::{BTreeMap, BTreeSet};

/// Whether a statement could be followed; if not, what stood in the way.
pub(super) type Followed<T = ()> = Result<T, String>;

/// What is known so far, and where the walk is.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) structure: Structure,
    /// Functions that the files make, and whether all of that name leave tables alone.
    pub(super) functions: BTreeMap<String, bool>,
    /// Where names without a schema belong; nothing where that is not known.
    pub(super) path: Option<String>,
    here: Cursor,
}

/// The place of the statement that is being read. It only moves forward, so that long files cost one pass.
#[derive(Debug, Default)]
struct Cursor {
    file: String,
    offset: usize,
    line: usize,
    column: usize,
}

impl Cursor {
    fn move_to(&mut self, sql: &str, offset: usize) {
        let passed = &sql[self.offset..offset];
        self.line += passed.matches('\n').count();
        self.column = match passed.rfind('\n') {
            Some(end) => passed[end + 1..].chars().count() + 1,
            None => self.column + passed.chars().count(),
        };
        self.offset = offset;
    }

    fn place(&self) -> Place {
        Place { file: self.file.clone(), position: Some((self.line, self.column)), note: None }
    }
}

impl Walk {
    /// Follows a file. Each begins with the search path that the first one had.
    pub(super) fn file(&mut self, path: &str, sql: &str) {
        self.path = Some("public".to_owned());
        self.here = Cursor { file: path.to_owned(), offset: 0, line: 1, column: 1 };
        let (statements, open) = scan(sql);
        for statement in statements {
            self.here.move_to(sql, statement.span.start);
            let followed = match statement.kind {
                Kind::PsqlMeta => Err("a command of psql".to_owned()),
                _ => self.statement(&sql[statement.span]),
            };
            if let Err(what) = followed {
                self.leave_open(what);
            }
        }
        if open.is_some() {
            self.leave_open("something that is never closed");
        }
        self.structure.empty(TEMPORARY);
    }

    fn leave_open(&mut self, what: impl Into<String>) {
        let place = self.here.place().note(what);
        self.structure.open.get_or_insert(place);
    }

    fn statement(&mut self, text: &str) -> Followed {
        let mut words = Reader::new(text);
        let Some(first) = words.peek() else { return Ok(()) };
        if first.shape == Shape::Symbol(b'(') {
            return self.select(&words);
        }
        match words.clone().keyword().unwrap_or_default().as_str() {
            "select" | "with" | "values" => return self.select(&words),
            "do" => return self.block(&words),
            _ => {}
        }
        match words.keyword().unwrap_or_default().as_str() {
            "create" => self.create(&mut words),
            "alter" => self.alter(&mut words),
            "drop" => self.drop(&mut words),
            "set" => self.set(&mut words),
            "reset" if words.sees("search_path") || words.sees("all") => {
                self.path = Some("public".to_owned());
                Ok(())
            }
            "call" => Err("a procedure that is called".to_owned()),
            "execute" => Err("a prepared statement".to_owned()),
            "import" => Err("tables of a foreign schema".to_owned()),
            "rollback" | "abort" => Err("a rollback".to_owned()),
            "explain" if words.option("analyze") || words.has(&["analyze"]) => {
                Err("an `explain` that runs its statement".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// Where a relation of this name would be made.
    pub(super) fn made(&self, name: Option<Qualified>, is_temporary: bool) -> Followed<TableName> {
        let Qualified { schema, name } = name.ok_or("a name that could not be read")?;
        let schema = match schema {
            Some(schema) => schema.as_str().to_owned(),
            None if is_temporary => TEMPORARY.to_owned(),
            None => self.path.clone().ok_or_else(|| unplaced(name.as_str()))?,
        };
        Ok(TableName::new(schema, name.as_str()))
    }

    /// The relation that a name means.
    pub(super) fn meant(&self, name: Option<Qualified>) -> Followed<TableName> {
        let temporary = name.as_ref().filter(|name| name.schema.is_none()).is_some_and(|name| {
            self.structure.relations.contains_key(&TableName::new(TEMPORARY, name.name.as_str()))
        });
        self.made(name, temporary)
    }

    /// Adds a relation that this statement makes or speaks of.
    pub(super) fn add(&mut self, name: TableName, kind: RelationKind, columns: Option<BTreeSet<String>>) {
        let place = self.here.place();
        let relation =
            Relation { kind, columns, place, parents: BTreeSet::new(), is_parent: false, partition_of: None };
        self.structure.relations.insert(name, relation);
    }
}

fn unplaced(name: &str) -> String {
    format!("`{name}` is named without its schema under another search path")
}
