//! Tables that clients can reach, and of which no rule says who may.

use super::look::Look;
use crate::failure::{Failure, Result};
use crate::model::access::TableName;
use crate::sqltext::{Relation, RelationKind};

/// More of them are counted, not named.
const NAMED: usize = 5;

pub(super) fn refused(look: &Look<'_>) -> Result<()> {
    // A partition is closed with its table, whose rules say everything.
    let is_own =
        |relation: &Relation| relation.kind == RelationKind::Table && relation.partition_of.is_none();
    let made = look.structure.relations().filter(|(_, relation)| is_own(relation));
    let left_out: Vec<_> = made.filter(|(name, _)| is_left_out(look, name)).collect();
    let Some((name, relation)) = left_out.first() else { return Ok(()) };
    let mut failure = Failure::bad_input(format!("table `{name}` is reachable and no rule declares it"))
        .at(relation.place.clone())
        .because(format!("clients can reach the schema `{}`", name.schema));
    if left_out.len() > 1 {
        let others = left_out.iter().skip(1).take(NAMED).map(|(name, _)| format!("`{name}`"));
        let others = others.collect::<Vec<_>>().join(", ");
        failure = failure.because(match left_out.len() - 1 {
            more if more > NAMED => format!("so are {others} and {} more", more - NAMED),
            1 => format!("so is {others}"),
            _ => format!("so are {others}"),
        });
    }
    Err(failure
        .hint(format!(
            "add `{} = {{ use = \"service\" }}` under `[tables]` where no client may touch it",
            key(name)
        ))
        .hint(format!(
            "add `{}` to `[access] unmanaged` where it is none of the rules' business",
            quoted(name)
        )))
}

fn is_left_out(look: &Look<'_>, name: &TableName) -> bool {
    let settings = &look.access.settings;
    settings.schemas.contains(&name.schema)
        && !look.access.tables.contains_key(name)
        && !settings.unmanaged.contains(name)
        && !look.access.services.values().any(|service| service.schema == name.schema)
}

/// The table as a key of TOML.
fn key(name: &TableName) -> String {
    let text = name.to_string();
    let is_bare = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if is_bare { text } else { quoted(name) }
}

fn quoted(name: &TableName) -> String {
    toml::Value::String(name.to_string()).to_string()
}
