//! What a rule is shown.

use crate::model::{Ident, Mode, Qualified};
use crate::sqltext::object::table;
use crate::sqltext::reader::Reader;
use crate::sqltext::risk::{Own, shown};
use crate::sqltext::split::Statement;

/// A file, and what the project around it makes of it.
#[derive(Debug, Clone)]
pub struct File<'a> {
    /// Its path, as messages name it.
    pub path: &'a str,
    /// Its text.
    pub sql: &'a str,
    /// Whether it says `-- no-transaction`.
    pub mode: Mode,
    /// Whether something is missing that undoes it, and the project asks for that.
    pub lacks_down: bool,
    /// Whether access rules give the grants on tables.
    pub has_rules: bool,
}

impl File<'_> {
    /// What messages call it.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(self.path);
        name.strip_suffix(".sql").unwrap_or(name)
    }
}

/// One statement in its file.
pub(super) struct Look<'a> {
    pub(super) file: &'a File<'a>,
    pub(super) statement: &'a Statement,
    /// Its text.
    pub(super) text: &'a str,
    /// Those that run before it.
    pub(super) before: &'a [Statement],
    /// What the file has created so far.
    pub(super) own: &'a Own,
}

/// What is wrong with a statement, or a file.
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) fix: String,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { message: message.into(), fix: fix.into() }
    }
}

impl<'a> Look<'a> {
    /// The words of the statement.
    pub(super) fn words(&self) -> Reader<'a> {
        Reader::new(self.text)
    }

    /// Texts of the statements before it.
    pub(super) fn texts_before(&self) -> impl Iterator<Item = &'a str> {
        self.before.iter().map(|statement| &self.file.sql[statement.span.clone()])
    }

    /// The table of `alter table` and what is done to it; nothing where the file made the table, or it is another command.
    pub(super) fn altered(&self) -> Option<(Qualified, Vec<&'a str>)> {
        let (table, actions) = altered(self.text)?;
        (!self.own.has(&table)).then_some((table, actions))
    }

    /// A fault for each action of `alter table` that a rule objects to, with the table's name as messages show it.
    pub(super) fn actions(&self, judge: impl Fn(&str, &str) -> Option<Fault>) -> Vec<Fault> {
        let Some((table, actions)) = self.altered() else { return Vec::new() };
        let name = shown(&table);
        actions.into_iter().filter_map(|action| judge(action, &name)).collect()
    }
}

/// The column of one action of `alter table`, and what is said of it: `alter column a …`, `drop a`; not of a constraint.
pub(super) fn column<'a>(verb: &str, action: &'a str) -> Option<(Ident, Reader<'a>)> {
    let mut words = Reader::new(action);
    if !words.word(verb) || words.sees("constraint") {
        return None;
    }
    words.word("column");
    words.words(&["if", "exists"]);
    Some((words.ident()?, words))
}

/// The table of `alter table`, and its actions.
pub(super) fn altered(statement: &str) -> Option<(Qualified, Vec<&str>)> {
    let mut words = Reader::new(statement);
    if !words.word("alter") || words.word("foreign") || !words.word("table") {
        return None;
    }
    let table = table(&mut words)?;
    Some((table, words.items()))
}
