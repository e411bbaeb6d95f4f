//! SQL where a plain condition would do.

use crate::access::lint::Subject;
use crate::access::lint::condition::written;
use crate::finding::{Finding, Severity};
use crate::model::access::{Atom, Condition, Rule};
use std::collections::BTreeMap;

pub(super) fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found: BTreeMap<&str, (&Atom, String)> = BTreeMap::new();
    let rules = subject.access.tables.values().flat_map(|table| &table.rules);
    let atoms = |rule: &'_ Rule| rule.rows.len() + rule.after.as_ref().map_or(0, Vec::len) > 0;
    for atom in
        rules.filter(|rule| atoms(rule)).flat_map(|rule| rule.rows.iter().chain(rule.after.iter().flatten()))
    {
        if let Condition::Expression { name, expression } = &atom.condition
            && let Some(plain) = plain(&written(&expression.pieces))
        {
            found.entry(name).or_insert((atom, plain));
        }
    }
    let finding = |(name, (atom, plain)): (&str, (&Atom, String))| {
        let message = format!("`sql:{name}` says what `{plain}` says");
        let finding = subject.finding("sql-needless", Severity::Warning, name, &atom.spot, message);
        finding.fix(format!("write `{plain}`"))
    };
    found.into_iter().map(finding).collect()
}

/// The condition that says the same.
fn plain(sql: &str) -> Option<String> {
    let words: Vec<&str> = sql.split(' ').collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_ascii_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let is_column = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
            && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    match &lower[..] {
        [column] if is_column(column) && !["true", "false", "null"].contains(column) => {
            Some(format!("flag:{column}"))
        }
        ["not", column] if is_column(column) => Some(format!("!flag:{column}")),
        [column, "is", "null"] if is_column(column) => Some(format!("open:{column}")),
        [column, "is", "not", "null"] if is_column(column) => Some(format!("!open:{column}")),
        [column, "=", "@uid"] | ["@uid", "=", column] if is_column(column) => Some(format!("own:{column}")),
        [column, "in", set] if is_column(column) => {
            let set = set.strip_prefix("(@")?.strip_suffix(')')?;
            Some(format!("{set}:{column}"))
        }
        [column, sign @ ("=" | "<>" | "!="), ..] if is_column(column) => {
            let rest = words[2..].join(" ");
            let value = rest.strip_prefix('\'')?.strip_suffix('\'')?;
            let not = if *sign == "=" { "" } else { "!" };
            (!value.contains(['\'', '&'])).then(|| format!("{not}is:{column}={value}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_a_condition_says() {
        for (sql, condition) in [
            ("is_published", "flag:is_published"),
            ("not gone", "!flag:gone"),
            ("gone IS NOT NULL", "!open:gone"),
            ("user_id = @uid", "own:user_id"),
            ("status <> 'sent off'", "!is:status=sent off"),
        ] {
            assert_eq!(plain(sql).as_deref(), Some(condition), "{sql}");
        }
        for sql in ["true", "a = b", "a = 'x' or b = 'y'", "a is null and b", "now() > a", "a = 'it''s'"] {
            assert_eq!(plain(sql), None, "{sql}");
        }
    }
}
