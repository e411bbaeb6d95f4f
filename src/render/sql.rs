//! SQL files with holes. Every hole passes `| ident` or `| literal`; one that does not is refused, so nothing reaches SQL unquoted.

use crate::model::{self, Qualified};
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};
use serde::Serialize;
use std::sync::LazyLock;

macro_rules! files {
    ($($name:ident = $path:literal),+ $(,)?) => {
        /// One SQL file of the program.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum File { $(#[doc = $path] $name),+ }

        impl File {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            const fn path(self) -> &'static str {
                match self { $(Self::$name => $path),+ }
            }

            const fn text(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("../../sql/", $path))),+ }
            }
        }
    };
}

files! {
    Look = "history/look.sql",
    Texts = "history/texts.sql",
    InvalidIndexes = "catalog/invalid_indexes.sql",
    Checkup = "catalog/checkup.sql",
    Presence = "catalog/presence.sql",
    AdoptSupabase = "adopt/supabase.sql",
    AdoptSqlx = "adopt/sqlx.sql",
    AdoptDbmate = "adopt/dbmate.sql",
    AdoptFlyway = "adopt/flyway.sql",
    AdoptGolangMigrate = "adopt/golang_migrate.sql",
    AdoptRefinery = "adopt/refinery.sql",
    Details = "history/details.sql",
    Lock = "history/lock.sql",
    Holder = "history/holder.sql",
    Prepare = "history/prepare.sql",
    Settings = "history/settings.sql",
    Apply = "history/apply.sql",
    Repeat = "history/repeat.sql",
    Revert = "history/revert.sql",
    Rewrite = "history/rewrite.sql",
    Forget = "history/forget.sql",
    Widen = "history/widen.sql",
    Reset = "history/reset.sql",
    Commit = "history/commit.sql",
    Finish = "history/finish.sql",
    Try = "history/try.sql",
    Journal = "history/journal.sql",
    JournalErase = "history/journal_erase.sql",
    DefaultPath = "history/default_path.sql",
    JournalClear = "history/journal_clear.sql",
    Index = "history/index.sql",
    DropIndex = "history/drop_index.sql",
    Blockers = "history/blockers.sql",
    StillOpen = "history/still_open.sql",
}

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_filter("ident", |name: &str| Value::from_safe_string(model::ident(name)));
    environment.add_filter("literal", |value: &Value| Value::from_safe_string(literal(value)));
    environment.set_formatter(|out, _state, value| match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text).map_err(Error::from),
        _ => Err(Error::new(ErrorKind::InvalidOperation, "a hole needs `| ident` or `| literal`")),
    });
    for (file, text) in File::ALL.iter().zip(&*SENT) {
        environment.add_template(file.path(), text).expect("a test renders every file");
    }
    environment
});

/// The files as they are sent: without the lines that only explain, which are half of what goes over a slow link.
static SENT: LazyLock<Vec<String>> = LazyLock::new(|| {
    let explains = |line: &&str| line.trim_start().starts_with("--");
    let sent = |file: &File| file.text().split_inclusive('\n').filter(|line| !explains(line)).collect();
    File::ALL.iter().map(sent).collect()
});

/// Numbers, truth values and `null` are literals of their own; everything else is quoted text.
fn literal(value: &Value) -> String {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => "null".to_owned(),
        ValueKind::Bool | ValueKind::Number => value.to_string(),
        _ => model::literal(&value.to_string()),
    }
}

/// Fills the holes of a file.
///
/// # Panics
/// When a file asks for a value that `context` lacks: a bug, and a test renders every file.
pub fn render(file: File, context: impl Serialize) -> String {
    let template = ENVIRONMENT.get_template(file.path()).expect("every file is in the environment");
    let text = template.render(Serde(context));
    text.unwrap_or_else(|error| panic!("sql/{}: {error:#}", file.path()))
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
        for (file, sent) in File::ALL.iter().zip(&*SENT) {
            assert!(!sent.contains("--"), "{}: {sent}", file.path());
            let lines = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
            let explained = file.text().lines().filter(|line| line.trim().starts_with("--")).count();
            assert_eq!(lines(sent) + explained, lines(file.text()), "{}", file.path());
        }
    }
}
