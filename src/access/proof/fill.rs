//! How a world is filled: tables in an order in which their foreign keys find something, and for each column where its values come from.

mod link;
mod object;
mod value;

use super::ground::{Column, Ground, Link, Plot};
use super::mention::Mentions;
use super::people::Actor;
use crate::model::access::{Access, Expectation, TableName};
use crate::model::{ident, literal};
pub use link::LinkSource;
use serde::Serialize;
use serde_json::{Map, Value};
use value::how;

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
    /// The schema of the functions that give sets.
    helpers: String,
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
    let tables = super::order::ordered(ground).into_iter();
    let tables = tables.filter(|(plot, _)| plot.table_name() != TableName::objects());
    // Paths hold ids, so objects come last.
    let asks_objects = access.expectations.iter().any(Expectation::is_of_objects);
    let objects = asks_objects.then(|| [filler.undeclared(), filler.objects()]).into_iter().flatten();
    tables.map(|(plot, late)| filler.filling(plot, &late)).chain(objects).collect()
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
            helpers: self.access.settings.helpers.clone(),
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
