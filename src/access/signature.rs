//! Functions as a person names them: `name(type, type)`, types by any of their usual names.

use crate::model::access::{Function, TableName};

/// Whether a signature as a person writes it names this function: types by any of their usual names.
pub(super) fn names(signature: &str, function: &Function) -> bool {
    let Some((name, arguments)) = signature.trim_end_matches(')').split_once('(') else { return false };
    let table = TableName::parse(name.trim());
    let plain = |types: &str| -> Vec<String> {
        types.split(',').map(|kind| usual(kind.trim())).filter(|kind| !kind.is_empty()).collect()
    };
    table.schema == function.schema
        && table.name == function.name
        && plain(arguments) == plain(&function.arguments)
}

/// PostgreSQL's own name of a type that has others.
fn usual(kind: &str) -> String {
    let (base, array) = match kind.strip_suffix("[]") {
        Some(base) => (base, "[]"),
        None => (kind, ""),
    };
    let name = match base.to_ascii_lowercase().as_str() {
        "int" | "int4" => "integer",
        "int8" => "bigint",
        "int2" => "smallint",
        "bool" => "boolean",
        "timestamptz" => "timestamp with time zone",
        "timestamp" => "timestamp without time zone",
        "varchar" => "character varying",
        "float8" => "double precision",
        "float4" => "real",
        "decimal" => "numeric",
        other => return format!("{other}{array}"),
    };
    format!("{name}{array}")
}
