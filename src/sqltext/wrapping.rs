//! A file's own `BEGIN … COMMIT`, where the whole file runs in one transaction anyway.
//!
//! Pairs that hold every other statement mean just that, so they are blanked out. Any other control would commit the history row
//! without the rest of the file, or the rest without the row.

use super::kind::Kind;
use super::problem::Problem;
use super::split::Statement;
use std::borrow::Cow;

/// Checks that pairs hold everything else, or that there is no transaction control at all.
pub(super) fn check(statements: &[Statement]) -> Option<Problem> {
    let wrapped = statements.iter().any(|statement| statement.kind == Kind::Begin);
    let mut open: Option<&Statement> = None;
    for statement in statements {
        let problem = |message: String| {
            Some(Problem::new(
                statement.span.clone(),
                message,
                "remove `BEGIN`, `COMMIT` and `ROLLBACK`: the whole file and its history row run in one transaction",
            ))
        };
        match (&statement.kind, open) {
            (Kind::Begin, None) => open = Some(statement),
            (Kind::Commit, Some(_)) => open = None,
            (Kind::Begin, Some(_)) => return problem("this transaction begins inside of another one".into()),
            (Kind::Savepoint, _) if !wrapped || open.is_some() => {}
            (Kind::Commit, None) => {
                return problem(
                    "this `COMMIT` would end the transaction half-way: what follows could fail, and objects would be left that history does not tell of"
                        .into(),
                );
            }
            (Kind::BeginWithOptions, _) => {
                return problem("this `BEGIN` asks for an isolation level or access mode, and the file's transaction has begun already".into());
            }
            (Kind::Rollback, _) => {
                return problem("this `ROLLBACK` would undo the file and keep what follows it".into());
            }
            (Kind::OtherControl(name), _) => {
                return problem(format!(
                    "`{name}` changes the transaction that holds the file and its history row"
                ));
            }
            (_, None) if wrapped => {
                return problem("this statement stands outside of the file's own `BEGIN … COMMIT`".into());
            }
            _ => {}
        }
    }
    open.map(|begin| {
        Problem::new(
            begin.span.clone(),
            "this `BEGIN` has no `COMMIT`",
            "remove `BEGIN`: the whole file and its history row run in one transaction",
        )
    })
}

/// Blanks `BEGIN` and `COMMIT` out, byte for byte, so that every place in the text stays what it was.
pub(super) fn blank<'a>(sql: &'a str, statements: &mut Vec<Statement>) -> Cow<'a, str> {
    let mut body = Cow::Borrowed(sql);
    statements.retain(|statement| {
        let is_pair = matches!(statement.kind, Kind::Begin | Kind::Commit);
        if is_pair {
            let blanks: String =
                sql[statement.span.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
            body.to_mut().replace_range(statement.span.clone(), &blanks);
        }
        !is_pair
    });
    body
}
