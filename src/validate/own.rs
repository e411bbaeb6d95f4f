//! A project's own checks: files beside ours, under the same rules.

use super::{Check, built_in, shared};
use crate::failure::{Excerpt, Failure, Place, Result};
use crate::sqltext;
use std::borrow::Cow;

/// A file of a project's folder of checks.
#[derive(Debug, Clone)]
pub struct Own {
    /// Its path, as messages name it.
    pub file: String,
    /// Its text.
    pub sql: String,
    /// The text of the page beside it.
    pub page: Option<String>,
}

/// Reads a project's own checks.
///
/// # Errors
/// When a name is none, or taken, or a file holds no query or more than one statement.
pub fn read(files: Vec<Own>) -> Result<Vec<Check>> {
    let mut checks: Vec<Check> = Vec::new();
    for file in files {
        let check = check(file)?;
        let file = check.file.as_deref().unwrap_or_default();
        if let Some(other) = checks.iter().find(|other| other.name == check.name) {
            let other = other.file.as_deref().unwrap_or_default();
            return Err(Failure::bad_input(format!("two checks are called `{}`", check.name))
                .at(Place::file(file))
                .because(format!("the other is `{other}`"))
                .hint(format!("rename one: `mv {file} OTHER.sql`")));
        }
        checks.push(check);
    }
    Ok(checks)
}

fn check(own: Own) -> Result<Check> {
    let Own { file, sql, page } = own;
    let stem = file.rsplit('/').next().unwrap_or(&file);
    let stem = stem.get(..stem.len().saturating_sub(4)).unwrap_or(stem);
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    if stem.is_empty() || !stem.chars().all(is_name) {
        return Err(Failure::bad_input(format!("`{stem}` is no name of a check"))
            .at(Place::file(&file))
            .because("a name has small letters, digits, `-` and `_`: it stands in findings and in `--check`")
            .hint("rename the file, such as to `order-without-customer.sql`"));
    }
    if built_in().any(|check| check.name == stem) || shared().any(|name| name == stem) {
        return Err(Failure::bad_input(format!("`{stem}` is the name of a built-in check"))
            .at(Place::file(&file))
            .hint(format!(
                "rename the file; `provost validate --explain {stem}` says what the built-in one does"
            )));
    }
    one_query(&file, &sql)?;
    let page = page.unwrap_or_else(|| comment(&sql));
    Ok(Check { name: stem.to_owned().into(), sql: sql.into(), page: Cow::Owned(page), file: Some(file) })
}

/// A second statement could end the transaction that cannot write.
fn one_query(file: &str, sql: &str) -> Result<()> {
    let statements = sqltext::split(sql).map_err(|problem| {
        Failure::bad_input(format!("`{file}` cannot be read"))
            .at(Place::offset(file, sql, problem.span.start))
            .showing(Excerpt::around(sql, problem.span))
            .because(problem.message)
            .hint(problem.hint)
    })?;
    let second = match statements.as_slice() {
        [_] => return Ok(()),
        [] => None,
        [_, second, ..] => Some(second.span.clone()),
    };
    let failure =
        Failure::bad_input(format!("`{file}` holds {} statements; a check is one query", statements.len()));
    let failure = match second {
        Some(span) => failure.at(Place::offset(file, sql, span.start)).showing(Excerpt::around(sql, span)),
        None => failure.at(Place::file(file)),
    };
    Err(failure.hint("write one `select` of `severity, object, message, fix`, a file for each check"))
}

/// The lines of comment that a file begins with.
fn comment(sql: &str) -> String {
    let lines = sql.lines().take_while(|line| line.starts_with("--"));
    let lines = lines.filter(|line| !line.starts_with("-- needs: "));
    lines.map(|line| format!("{}\n", line[2..].trim_start())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(file: &str, sql: &str) -> Own {
        Own { file: file.to_owned(), sql: sql.to_owned(), page: None }
    }

    #[test]
    fn a_check_has_a_name_and_what_its_comment_says() {
        let sql = "-- needs: public.orders\n-- An order has no customer.\n--\n-- Why: money.\nselect 1;\n";
        let checks = read(vec![own("checks/order-lost.sql", sql)]).unwrap();
        assert_eq!(checks[0].name, "order-lost");
        assert_eq!(checks[0].page, "An order has no customer.\n\nWhy: money.\n");
        assert_eq!(checks[0].needs(), Some("public.orders"));
    }

    #[test]
    fn what_is_no_check_is_refused() {
        for (files, said) in [
            (vec![own("a/Über.sql", "select 1")], "`Über` is no name of a check"),
            (vec![own("a/.sql", "select 1")], "`` is no name of a check"),
            (vec![own("a/rls-off.sql", "select 1")], "`rls-off` is the name of a built-in check"),
            (vec![own("a/x.sql", "select 1"), own("b/x.sql", "select 1")], "two checks are called `x`"),
            (
                vec![own("a/x.sql", "commit; drop table t")],
                "`a/x.sql` holds 2 statements; a check is one query",
            ),
            (vec![own("a/x.sql", "-- nothing")], "`a/x.sql` holds 0 statements; a check is one query"),
            (vec![own("a/x.sql", "select 'open")], "`a/x.sql` cannot be read"),
        ] {
            assert_eq!(read(files).unwrap_err().what(), said);
        }
    }
}
