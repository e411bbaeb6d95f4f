//! How a world is filled: tables in an order in which their foreign keys find something, and for each column where its values come from.

use super::ground::{Column, Ground, Link, Plot};
use super::mention::Mentions;
use super::people::Actor;
use crate::model::access::{Access, TableName};
use crate::model::{ident, literal};
use crate::sqltext::compared;
use serde::Serialize;
use serde_json::{Map, Value};

/// How one table is filled.
#[derive(Debug, Serialize)]
pub struct Filling {
    /// The table.
    #[serde(skip)]
    pub name: TableName,
    table: String,
    rows: usize,
    links: Vec<LinkSource>,
    columns: Vec<ColumnSource>,
    fixed: Vec<Map<String, Value>>,
    /// Links to tables that come later.
    #[serde(skip)]
    pub late: Vec<LinkSource>,
    /// Whom the fixed rows are for.
    #[serde(skip)]
    pub people: Vec<usize>,
}

impl Filling {
    /// Whether its rows are people.
    pub fn is_people(&self) -> bool {
        !self.fixed.is_empty()
    }
}

/// Where a foreign key's values come from.
#[derive(Debug, Clone, Serialize)]
pub struct LinkSource {
    columns: Vec<String>,
    types: Vec<String>,
    /// Columns that cannot be empty: they are filled otherwise where the link is.
    kept: Vec<String>,
    table: String,
    keys: Vec<String>,
    null: f64,
}

#[derive(Debug, Serialize)]
struct ColumnSource {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    how: &'static str,
    values: Vec<String>,
    null: f64,
}

/// How all tables are filled, in order.
pub fn fillings(access: &Access, ground: &Ground, actors: &[Actor]) -> Vec<Filling> {
    let filler =
        Filler { access, ground, actors, mentions: Mentions::of(access), chain: chain(access, ground) };
    super::order::ordered(ground).into_iter().map(|(plot, late)| filler.filling(plot, &late)).collect()
}

/// The SQL name of a table.
pub fn quoted(table: &TableName) -> String {
    format!("{}.{}", ident(&table.schema), ident(&table.name))
}

/// Tables that say who people are, each with the column that is a person: the source of roles, and what that column points at.
fn chain(access: &Access, ground: &Ground) -> Vec<(TableName, String)> {
    let mut chain = vec![(TableName::new("auth", "users"), "id".to_owned())];
    let mut next = access.roles.as_ref().map(|roles| (roles.table.clone(), roles.person.clone()));
    while let Some((table, column)) = next.filter(|entry| !chain.contains(entry)) {
        let plot = ground.plot(&table);
        let link = plot.and_then(|plot| plot.links.iter().find(|link| link.columns == [column.clone()]));
        next = link.map(|link| (link.target(), link.keys.concat()));
        chain.push((table, column));
    }
    chain
}

struct Filler<'a> {
    access: &'a Access,
    ground: &'a Ground,
    actors: &'a [Actor],
    mentions: Mentions,
    chain: Vec<(TableName, String)>,
}

impl Filler<'_> {
    fn filling(&self, plot: &Plot, late: &[&Link]) -> Filling {
        let name = plot.table_name();
        let (people_in, fixed): (Vec<usize>, Vec<_>) = self.fixed(&name).into_iter().unzip();
        let people = self.actors.iter().filter(|actor| actor.uid.is_some()).count();
        let is_late = |link: &&Link| late.iter().any(|other| other.columns == link.columns);
        let mut links: Vec<&Link> = plot.links.iter().filter(|link| !is_late(link)).collect();
        // Whose it is comes first: the first link goes round.
        links.sort_by_key(|link| !self.leads_to_people(link));
        let is_linked = |column: &&Column| {
            let holds = |link: &Link| {
                link.columns.contains(&column.name) && !(column.not_null && link.is_optional(plot))
            };
            plot.links.iter().any(holds)
        };
        let columns = plot.columns.iter().filter(|column| !is_linked(column));
        let mut columns: Vec<ColumnSource> = columns.filter_map(|column| self.column(plot, column)).collect();
        columns
            .sort_by_key(|column| (column.values.is_empty(), !self.mentions.columns.contains(&column.name)));
        Filling {
            table: quoted(&name),
            rows: if fixed.is_empty() { self.rows(&name, people) } else { fixed.len() },
            links: links.into_iter().map(|link| self.link(plot, link)).collect(),
            columns,
            fixed,
            people: people_in,
            late: late.iter().map(|link| self.link(plot, link)).collect(),
            name,
        }
    }

    /// Tables that others point at get few rows, so that what points there meets; the others get some for each person.
    fn rows(&self, table: &TableName, people: usize) -> usize {
        let points = |plot: &Plot| {
            plot.table_name() != *table && plot.links.iter().any(|link| link.target() == *table)
        };
        match self.ground.tables.iter().any(points) {
            true => people.clamp(8, 12),
            false => (3 * people).clamp(12, 36),
        }
    }

    /// A row for each person, in tables that say who people are.
    fn fixed(&self, table: &TableName) -> Vec<(usize, Map<String, Value>)> {
        let Some((_, column)) = self.chain.iter().find(|(name, _)| name == table) else { return Vec::new() };
        let source = self.access.roles.as_ref().filter(|roles| roles.table == *table);
        let people = self.actors.iter().filter(|actor| source.is_none() || actor.is_listed);
        people
            .filter_map(|actor| {
                let mut row = Map::from_iter([(column.clone(), actor.uid.clone()?.into())]);
                if let Some(roles) = source {
                    row.insert(roles.column.clone(), actor.app_role.clone().into());
                }
                if table.schema == "auth" {
                    row.insert("email".to_owned(), format!("p{}@example.org", actor.no).into());
                }
                Some((actor.no, row))
            })
            .collect()
    }

    fn leads_to_people(&self, link: &Link) -> bool {
        let target = link.target();
        link.keys.len() == 1
            && self.chain.iter().any(|(table, column)| *table == target && link.keys == [column.clone()])
    }

    fn link(&self, plot: &Plot, link: &Link) -> LinkSource {
        let kind = |name: &String| plot.column(name).map(|column| column.kind.clone()).unwrap_or_default();
        // What PostgreSQL makes itself is not written.
        let is_written =
            |(name, _): &(&String, &String)| plot.column(name).is_some_and(|column| !column.made);
        let pairs = link.columns.iter().zip(&link.keys).filter(is_written);
        let (columns, keys): (Vec<String>, Vec<String>) =
            pairs.map(|(name, key)| (name.clone(), key.clone())).unzip();
        let is_kept = |name: &&String| {
            link.is_optional(plot) && plot.column(name).is_some_and(|column| column.not_null)
        };
        LinkSource {
            kept: columns.iter().filter(is_kept).cloned().collect(),
            types: columns.iter().map(kind).collect(),
            table: quoted(&link.target()),
            keys,
            null: if link.is_optional(plot) { 0.25 } else { 0.0 },
            columns,
        }
    }

    fn column(&self, plot: &Plot, column: &Column) -> Option<ColumnSource> {
        let name = plot.table_name();
        if column.made || (name.schema == "auth" && (!column.not_null || column.default)) {
            return None;
        }
        let is_read = self.mentions.columns.contains(&column.name);
        let wished = self.access.worlds.get(&name).and_then(|world| world.candidates.get(&column.name));
        let is_key = plot.key == [column.name.clone()];
        let is_person = column.base == "uuid" && !is_key && self.mentions.people.contains(&column.name);
        let values = match wished {
            Some(wished) => wished.clone(),
            None if column.counted => return None,
            None => self.candidates(plot, column),
        };
        let how = how(column);
        // What nobody reads and nobody needs stays as the table makes it.
        let is_idle = !is_read && values.is_empty() && (!column.not_null || column.default);
        if !is_person
            && how != "flag"
            && is_idle
            && !(column.base == "uuid" && plot.key.contains(&column.name))
        {
            return None;
        }
        let null = if column.not_null {
            0.0
        } else if is_read || wished.is_some() {
            0.4
        } else {
            0.25
        };
        Some(ColumnSource {
            name: column.name.clone(),
            kind: column.kind.clone(),
            how: if is_person { "person" } else { how },
            values,
            null,
        })
    }

    fn candidates(&self, plot: &Plot, column: &Column) -> Vec<String> {
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
fn how(column: &Column) -> &'static str {
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

/// How a row is called: by its key, or by where it lies.
pub(super) fn key(plot: &Plot) -> String {
    if plot.key.is_empty() {
        return "ctid::text".to_owned();
    }
    let part =
        |name: &String| format!("{} || coalesce({}::text, '')", literal(&format!("{name} ")), ident(name));
    plot.key.iter().map(part).collect::<Vec<_>>().join(" || ', ' || ")
}
