//! Values that a column may have, and how others are made up.

use super::Filler;
use crate::access::proof::ground::{Column, Plot};
use crate::sqltext::compared;

impl Filler<'_> {
    /// What its type, its checks and the rules mention.
    pub(super) fn candidates(&self, plot: &Plot, column: &Column) -> Vec<String> {
        if !column.labels.is_empty() {
            return column.labels.clone();
        }
        let (is_number, is_text) = (how(column) == "number", how(column) == "text" && !column.array);
        let mut values = Vec::new();
        for check in plot.checks.iter().filter(|check| check.columns.contains(&column.name)) {
            let of_domain = check.text.contains("VALUE");
            for found in compared(&check.text) {
                if found.column != column.name && !(of_domain && found.column == "VALUE") {
                    continue;
                }
                match found.value.parse::<i64>() {
                    Ok(number) if is_number && found.is_number => {
                        values.extend([number, number + 1, number - 1].map(|it| it.to_string()));
                    }
                    _ if is_text && !found.is_number => values.push(found.value),
                    _ => {}
                }
            }
        }
        let is_checked = !values.is_empty();
        if is_text && let Some(mentioned) = self.mentions.values.get(&column.name) {
            values.extend(mentioned.iter().cloned());
            if !is_checked {
                values.push("other".to_owned());
            }
        }
        values.sort();
        values.dedup();
        values
    }
}

/// What kind of value is made up for a column.
pub(super) fn how(column: &Column) -> &'static str {
    let base = column.base.as_str();
    match base {
        _ if column.array => "empty",
        "uuid" => "uuid",
        "boolean" => "flag",
        "smallint" | "integer" | "bigint" | "real" | "double precision" | "numeric" | "money" => "number",
        "date" => "time",
        "interval" => "span",
        "json" | "jsonb" => "document",
        "bytea" => "bytes",
        "inet" | "cidr" => "address",
        _ if base.starts_with("timestamp") => "time",
        _ if base.starts_with("time") => "clock",
        _ if base.ends_with("range") => "empty",
        _ => "text",
    }
}
