//! A file's text, checked: what can be sent, and where an error of the server is in it.

use super::kind::Kind;
use super::problem::{Notice, Problem};
use super::split::{Statement, scan};
use super::wrapping;
use crate::model::Mode;
use std::borrow::Cow;

/// A text that can run as it is meant to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script<'a> {
    /// Its statements, without the `BEGIN` and `COMMIT` that were blanked out.
    pub statements: Vec<Statement>,
    /// What to send: the text, byte for byte as long as it was. Put a line end before whatever follows it: it may end in a comment.
    pub body: Cow<'a, str>,
    /// What works but should be known.
    pub notices: Vec<Notice>,
}

impl<'a> Script<'a> {
    /// Reads a file's text.
    ///
    /// # Errors
    /// The first place that cannot run in this mode.
    pub fn read(sql: &'a str, mode: Mode) -> Result<Self, Problem> {
        let (mut statements, open) = scan(sql);
        let refused = statements.iter().find_map(|statement| refusal(statement, mode));
        let control = match mode {
            Mode::Transaction => wrapping::check(&statements),
            Mode::NoTransaction => None,
        };
        if let Some(problem) = [open, refused, control].into_iter().flatten().min_by_key(|it| it.span.start) {
            return Err(problem);
        }
        let mut notices: Vec<Notice> = statements.iter().filter_map(notice).collect();
        let body = match mode {
            Mode::Transaction => wrapping::blank(sql, &mut statements),
            Mode::NoTransaction => Cow::Borrowed(sql),
        };
        if statements.is_empty() {
            notices.push(Notice {
                rule: "no-statements",
                span: 0..0,
                message: "the file holds no statement: it will be recorded, and nothing will change".into(),
                fix: None,
            });
        }
        Ok(Self { statements, body, notices })
    }

    /// The text of one statement.
    pub fn text(&self, statement: &Statement) -> &str {
        &self.body[statement.span.clone()]
    }

    /// Where a position that the server gave is in the file, in bytes, if it is in the file at all.
    ///
    /// The server counts characters from 1, over everything that was sent: `before` characters, then [`Script::body`].
    pub fn locate(&self, position: usize, before: usize) -> Option<usize> {
        self.locate_from(0, position, before)
    }

    /// Like [`Script::locate`], where only the text from byte `from` on was sent.
    pub fn locate_from(&self, from: usize, position: usize, before: usize) -> Option<usize> {
        let index = position.checked_sub(before + 1)?;
        let sent = self.body.get(from..)?;
        sent.char_indices().nth(index).map(|(offset, _)| from + offset)
    }

    /// Which statement a byte of the file belongs to, from 0.
    pub fn statement_at(&self, offset: usize) -> Option<usize> {
        let index = self.statements.partition_point(|statement| statement.span.end <= offset);
        self.statements.get(index).filter(|it| it.span.contains(&offset)).map(|_| index)
    }
}

fn refusal(statement: &Statement, mode: Mode) -> Option<Problem> {
    let refuse = |message: String, hint: &str| Some(Problem::new(statement.span.clone(), message, hint));
    match &statement.kind {
        Kind::CopyFromStdin => refuse(
            "`COPY … FROM STDIN` reads its rows from the connection, and a migration has none to give".into(),
            "write the rows as `INSERT INTO … VALUES …`, or load them with psql's `\\copy` once the migration is applied",
        ),
        Kind::CopyToStdout => refuse(
            "`COPY … TO STDOUT` sends rows to the connection, and nobody would take them".into(),
            "remove it; to export rows, run it in psql",
        ),
        Kind::OldStrings => refuse(
            "with `standard_conforming_strings` off, backslashes escape in plain strings, and nobody can tell where a statement ends".into(),
            "remove it, and write `E'…'` where a backslash should escape",
        ),
        Kind::PsqlMeta => refuse(
            "a backslash outside of quotes is a command to psql, which the server does not know".into(),
            "remove the line, as pg_dump's `\\restrict`, which only psql needs; in place of `\\i FILE` put what the file holds",
        ),
        Kind::UnlockAll => refuse(
            "`pg_advisory_unlock_all` gives up every lock of the session, also the one that keeps other runs out".into(),
            "give up your own locks one by one with `pg_advisory_unlock(…)`",
        ),
        Kind::Alone("DISCARD ALL") => refuse(
            "`DISCARD ALL` gives up every lock of the session, also the one that keeps other runs out".into(),
            "write `RESET ALL`, or remove it: a file leaves no setting to the next one",
        ),
        kind => match (mode, kind.needs_no_transaction(), kind.transaction_control()) {
            (Mode::Transaction, Some(name), _) => refuse(
                format!("`{name}` cannot run in a transaction, and this file runs in one"),
                "put `-- no-transaction` on the first line, and statements that belong together into a file of their own",
            ),
            (Mode::NoTransaction, _, Some(name)) => refuse(
                format!(
                    "`{name}` in a file that says `-- no-transaction`: each statement is sent and recorded by itself"
                ),
                "remove it, or remove the first line if the file should run in one transaction",
            ),
            _ => None,
        },
    }
}

fn notice(statement: &Statement) -> Option<Notice> {
    match &statement.kind {
        Kind::CreateIndexConcurrently(index) if index.if_not_exists => Some(Notice {
            rule: "index-if-not-exists",
            span: statement.span.clone(),
            message: "`IF NOT EXISTS` also accepts the invalid index that a failed `CREATE INDEX CONCURRENTLY` leaves; it counts only once it is valid".into(),
            fix: Some("leave `IF NOT EXISTS` out: an invalid leftover is dropped and built again".into()),
        }),
        Kind::CreateIndexConcurrently(index) if index.name.is_none() => Some(Notice {
            rule: "index-without-name",
            span: statement.span.clone(),
            message: "an index without a name cannot be looked up to see whether it was built valid".into(),
            fix: Some("name the index: `CREATE INDEX CONCURRENTLY name ON …`".into()),
        }),
        _ => None,
    }
}
