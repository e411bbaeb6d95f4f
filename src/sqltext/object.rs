//! What a statement creates, to see whether a database has it already.

use super::reader::Reader;
use super::token::Shape;
use crate::model::{Ident, Qualified};

/// An object that a statement creates.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Object {
    /// What it is.
    pub kind: ObjectKind,
    /// Its name, with the schema if one was written; of an index, its table's.
    pub name: Qualified,
    /// The table that a column, trigger, policy or index belongs to.
    pub on: Option<Qualified>,
}

/// Kinds of objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the SQL word for it")]
pub enum ObjectKind {
    Schema,
    Extension,
    Table,
    Column,
    View,
    MaterializedView,
    Index,
    Type,
    Domain,
    Sequence,
    Function,
    Procedure,
    Trigger,
    Policy,
}

impl ObjectKind {
    /// The kind as a word, as catalog queries know it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Extension => "extension",
            Self::Table => "table",
            Self::Column => "column",
            Self::View => "view",
            Self::MaterializedView => "materialized-view",
            Self::Index => "index",
            Self::Type => "type",
            Self::Domain => "domain",
            Self::Sequence => "sequence",
            Self::Function => "function",
            Self::Procedure => "procedure",
            Self::Trigger => "trigger",
            Self::Policy => "policy",
        }
    }
}

/// What stands between `CREATE` and the kind, and says nothing here.
const MODIFIERS: [&str; 8] =
    ["or", "replace", "unlogged", "foreign", "recursive", "unique", "constraint", "concurrently"];

/// All that a statement creates, in order. Temporary objects do not count, nor what a `DO` block or a function makes.
pub fn creates(statement: &str) -> Vec<Object> {
    let mut words = Reader::new(statement);
    if words.words(&["alter", "table"]) {
        return added_columns(&mut words).unwrap_or_default();
    }
    if !words.word("create") {
        return Vec::new();
    }
    while words.any(&MODIFIERS).is_some() {}
    created(&mut words).into_iter().collect()
}

fn created(words: &mut Reader<'_>) -> Option<Object> {
    let kind = match words.keyword()?.as_str() {
        "schema" => ObjectKind::Schema,
        "extension" => ObjectKind::Extension,
        "table" => ObjectKind::Table,
        "view" => ObjectKind::View,
        "materialized" if words.word("view") => ObjectKind::MaterializedView,
        "index" => ObjectKind::Index,
        "type" => ObjectKind::Type,
        "domain" => ObjectKind::Domain,
        "sequence" => ObjectKind::Sequence,
        "function" => ObjectKind::Function,
        "procedure" => ObjectKind::Procedure,
        "trigger" => ObjectKind::Trigger,
        "policy" => ObjectKind::Policy,
        _ => return None,
    };
    words.word("concurrently");
    words.words(&["if", "not", "exists"]);
    if kind == ObjectKind::Schema {
        words.word("authorization");
    }
    if kind == ObjectKind::Index && words.sees("on") {
        return None;
    }
    let mut name = words.name()?;
    let on = match kind {
        ObjectKind::Index | ObjectKind::Trigger | ObjectKind::Policy => {
            words.seek(&["on"]);
            words.word("only");
            Some(words.name()?)
        }
        _ => None,
    };
    if let (ObjectKind::Index, Some(table)) = (kind, &on) {
        name.schema.clone_from(&table.schema);
    }
    Some(Object { kind, name, on })
}

fn added_columns(words: &mut Reader<'_>) -> Option<Vec<Object>> {
    let table = table(words)?;
    let added = words.items().into_iter().filter_map(|action| {
        let column = added_column(&mut Reader::new(action))?;
        let name = Qualified { schema: None, name: column };
        Some(Object { kind: ObjectKind::Column, name, on: Some(table.clone()) })
    });
    Some(added.collect())
}

/// The table after `ALTER TABLE` and the like.
pub(super) fn table(words: &mut Reader<'_>) -> Option<Qualified> {
    words.words(&["if", "exists"]);
    words.word("only");
    let table = words.name();
    words.symbol(b'*');
    table
}

/// The column that one action of `ALTER TABLE` adds; the word `COLUMN` may be left out.
pub(super) fn added_column(action: &mut Reader<'_>) -> Option<Ident> {
    const CONSTRAINTS: [&str; 6] = ["constraint", "check", "unique", "primary", "foreign", "exclude"];
    let is_added =
        action.word("add") && (action.word("column") || CONSTRAINTS.iter().all(|it| !action.sees(it)));
    // `ADD NOT NULL a` names a constraint, not a column.
    if !is_added || action.clone().words(&["not", "null"]) {
        return None;
    }
    action.words(&["if", "not", "exists"]);
    action.peek().filter(|token| matches!(token.shape, Shape::Word | Shape::Quoted))?;
    action.ident()
}
