//! SQL files with holes. Every hole passes `| ident` or `| literal`; one that does not is refused, so nothing reaches SQL unquoted.

mod file;
mod tag;

pub use file::File;

use crate::model::{self, Qualified};
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};
use serde::Serialize;
use std::sync::{LazyLock, OnceLock};

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_filter("ident", |name: &str| Value::from_safe_string(model::ident(name)));
    environment.add_filter("literal", |value: &Value| Value::from_safe_string(literal(value)));
    environment.add_filter("keyword", keyword);
    environment.add_filter("length", minijinja::filters::length);
    environment.add_filter("default", minijinja::filters::default);
    environment.set_formatter(|out, _state, value| match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text).map_err(Error::from),
        _ => Err(Error::new(ErrorKind::InvalidOperation, "a hole needs `| ident` or `| literal`")),
    });
    // A run needs some of the files; compiling all takes longer than a server needs to answer.
    environment.set_loader(|path| {
        let file = File::ALL.iter().find(|file| file.path() == path);
        Ok(file.map(|file| sent(*file)))
    });
    environment
});

/// A file as it is sent: without the lines that only explain, which are half of what goes over a slow link.
fn sent(file: File) -> &'static str {
    static SENT: LazyLock<Vec<OnceLock<String>>> =
        LazyLock::new(|| File::ALL.iter().map(|_| OnceLock::new()).collect());
    let explains = |line: &&str| line.trim_start().starts_with("--");
    let make = || file.text().split_inclusive('\n').filter(|line| !explains(line)).collect();
    SENT.get(file as usize).expect("files are numbered in their order").get_or_init(make)
}

/// Words of SQL's own and types: nothing that could end a name, a text or a statement.
fn keyword(words: &str) -> Result<Value, Error> {
    let is_plain = |c: char| c.is_alphanumeric() || " _,.[]()\"".contains(c);
    match words.chars().all(is_plain) && words.matches('"').count().is_multiple_of(2) {
        true => Ok(Value::from_safe_string(words.to_owned())),
        false => Err(Error::new(ErrorKind::InvalidOperation, format!("`{words}` is no keyword and no type"))),
    }
}

/// SQL that came out of one of these files, or was parsed: the only text that a hole takes without a filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sql(String);

impl Sql {
    /// SQL that was rendered, or parsed as exactly one expression or query.
    pub(crate) fn trusted(sql: impl Into<String>) -> Self {
        Self(sql.into())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Sql {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}

/// Numbers, truth values and `null` are literals of their own; everything else is quoted text.
fn literal(value: &Value) -> String {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => "null".to_owned(),
        ValueKind::Bool => if value.is_true() { "true" } else { "false" }.to_owned(),
        ValueKind::Number => value.to_string(),
        _ => model::literal(&value.to_string()),
    }
}

/// Fills the holes of a file.
///
/// # Panics
/// When a file asks for a value that `context` lacks: a bug, and a test renders every file.
pub fn render(file: File, context: impl Serialize) -> String {
    let source = sent(file);
    let text = tag::kept_apart(source, |text| {
        // As it stands it has been compiled once.
        match text == source {
            true => ENVIRONMENT.get_template(file.path())?.render(Serde(&context)),
            false => ENVIRONMENT.render_str(text, Serde(&context)),
        }
    });
    text.unwrap_or_else(|error| panic!("sql/{}: {error:#}", file.path()))
}

/// The same with values that a server or a file brought, which may not be what a hole takes.
///
/// # Errors
/// When a value cannot be quoted, or is none of the words that a hole takes.
pub fn try_render(file: File, context: impl Serialize) -> Result<String, Error> {
    ENVIRONMENT.get_template(file.path())?.render(Serde(context))
}

/// Fills the holes of a text that is not the program's own, under the same rules.
///
/// # Errors
/// When a hole has no filter, or asks for something that `context` lacks.
pub fn render_text(text: &str, context: impl Serialize) -> Result<String, Error> {
    tag::kept_apart(text, |text| ENVIRONMENT.render_str(text, Serde(&context)))
}

/// The two holes of a table's name.
#[derive(Debug, Clone, Serialize)]
pub struct Table<'a> {
    schema: &'a str,
    name: &'a str,
}

impl<'a> From<&'a Qualified> for Table<'a> {
    fn from(name: &'a Qualified) -> Self {
        Self {
            schema: name.schema.as_ref().map_or("public", |schema| schema.as_str()),
            name: name.name.as_str(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_explains_is_not_sent() {
        for (file, sent) in File::ALL.iter().map(|file| (file, sent(*file))) {
            assert!(!sent.contains("--"), "{}: {sent}", file.path());
            let lines = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
            let explained = file.text().lines().filter(|line| line.trim().starts_with("--")).count();
            assert_eq!(lines(sent) + explained, lines(file.text()), "{}", file.path());
        }
    }
}
