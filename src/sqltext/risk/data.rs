//! Commands that take data away: `DROP`, `TRUNCATE`, and `DELETE` or `UPDATE` of every row.

use super::{Own, Reason, shown};
use crate::model::Qualified;
use crate::plan::RiskLevel::{Destroys, Locks};
use crate::sqltext::object::table;
use crate::sqltext::reader::Reader;
use crate::sqltext::token::{Shape, Token};

/// Kinds whose objects hold data, or take objects with data along.
const WITH_DATA: [&str; 9] =
    ["table", "schema", "database", "type", "domain", "sequence", "extension", "owned", "tablespace"];

pub(in crate::sqltext) fn drop(words: &mut Reader<'_>, own: &Own) -> Option<Reason> {
    words.word("foreign");
    let materialized = words.word("materialized");
    let kind = words.keyword()?;
    let is_concurrent = words.word("concurrently");
    words.words(&["if", "exists"]);
    if kind == "owned" {
        words.word("by");
    }
    let names: Vec<Qualified> =
        words.items().into_iter().filter_map(|item| Reader::new(item).name()).collect();
    let names: Vec<String> = names.iter().filter(|name| !own.has(name)).map(shown).collect();
    if names.is_empty() {
        return None;
    }
    let list = names.join(", ");
    let cascades = words.seek(&["cascade"]);
    let beyond = if cascades { " and all that depends on it" } else { "" };
    match kind.as_str() {
        "view" if materialized => Some((Destroys, format!("drops materialized view {list}{beyond}"))),
        "owned" => Some((Destroys, format!("drops all that belongs to {list}"))),
        kind if WITH_DATA.contains(&kind) => Some((Destroys, format!("drops {kind} {list}{beyond}"))),
        kind if cascades => Some((Destroys, format!("drops {kind} {list}{beyond}"))),
        "index" if !is_concurrent => {
            Some((Locks, format!("drops index {list} under the exclusive lock of its table")))
        }
        _ => None,
    }
}

pub(in crate::sqltext) fn truncate(words: &mut Reader<'_>, own: &Own) -> Vec<Reason> {
    words.word("table");
    let tables = words.items().into_iter().filter_map(|item| table(&mut Reader::new(item)));
    tables
        .filter(|table| !own.has(table))
        .map(|table| (Destroys, format!("empties {}", shown(&table))))
        .collect()
}

/// Every `DELETE` and `UPDATE` that says no `WHERE`, also those inside of `WITH`.
pub(in crate::sqltext) fn without_where(statement: &str, own: &Own) -> Vec<Reason> {
    let mut found = Vec::new();
    let mut words = Reader::new(statement);
    // One command for each parenthesis that is open, and the statement's own.
    let mut commands: Vec<Option<Reason>> = vec![None];
    // In `for update` and `on conflict do update` it is no command: one begins the statement or follows a parenthesis.
    let mut may_begin = true;
    while let Some(token) = words.next() {
        match token.shape {
            Shape::Symbol(b'(') => commands.push(None),
            Shape::Symbol(b')') if commands.len() > 1 => found.extend(commands.pop().flatten()),
            Shape::Word => {
                if let Some(command) = commands.last_mut() {
                    if may_begin && command.is_none() {
                        *command = of_every_row(&token, &mut words.clone(), own);
                    } else if words.is_word(&token, "where") {
                        *command = None;
                    }
                }
            }
            _ => {}
        }
        may_begin = matches!(token.shape, Shape::Symbol(b'(' | b')'));
    }
    found.extend(commands.into_iter().flatten());
    found
}

fn of_every_row(token: &Token, words: &mut Reader<'_>, own: &Own) -> Option<Reason> {
    let verb = if words.is_word(token, "delete") && words.word("from") {
        "deletes"
    } else if words.is_word(token, "update") {
        "overwrites"
    } else {
        return None;
    };
    let table = table(words).filter(|table| !own.has(table))?;
    Some((Destroys, format!("{verb} every row of {}", shown(&table))))
}
