//! Exceptions in comments: `-- provost:allow RULE: reason`, right before the statement that they are about, or inside of it.

use crate::sqltext::split::Statement;
use crate::sqltext::token::{Shape, Tokens};

const MARK: &str = "provost:allow";

/// One exception.
pub(super) struct Allowance<'a> {
    pub(super) rule: &'a str,
    /// Why; nothing where nobody says.
    pub(super) reason: Option<&'a str>,
    pub(super) offset: usize,
    /// The statement that it is about: the one that it stands in, or the next.
    pub(super) statement: Option<usize>,
}

/// The exceptions of a text.
pub(super) fn read<'a>(sql: &'a str, statements: &[Statement]) -> Vec<Allowance<'a>> {
    if !sql.contains(MARK) {
        return Vec::new();
    }
    let comments = Tokens::new(sql).filter(|token| token.shape == Shape::Comment);
    comments
        .filter_map(|token| {
            let text = sql[token.span.clone()].strip_prefix("--")?.trim();
            let said = text.strip_prefix(MARK)?;
            let (rule, reason) = said.split_once(':').unwrap_or((said, ""));
            let offset = token.span.start;
            let next = statements.partition_point(|statement| statement.span.end <= offset);
            Some(Allowance {
                rule: rule.trim(),
                reason: Some(reason.trim()).filter(|reason| !reason.is_empty()),
                offset,
                statement: (next < statements.len()).then_some(next),
            })
        })
        .collect()
}
