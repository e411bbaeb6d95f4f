//! Tables that are tried: those with an expectation, each with the SQL that says how its rows stand to people.

use super::fill::{key, quoted};
use super::ground::{Ground, Plot};
use crate::access::Words;
use crate::model::access::{Access, Expectation, Person, TableName, TablePattern, Word};
use crate::render::sql::{File, Sql, render};
use serde::Serialize;
use std::collections::BTreeSet;

/// A table that is tried.
#[derive(Debug)]
pub struct Subject<'a> {
    /// A number that stands for it.
    pub no: usize,
    /// The table.
    pub table: TableName,
    /// What is expected of it.
    pub expectation: &'a Expectation,
    /// What the database says of it.
    pub plot: &'a Plot,
    /// Columns that say how a row stands to people: those that words read, unless rows may leave by them.
    pub placing: BTreeSet<String>,
}

#[derive(Serialize)]
struct Name<'a> {
    schema: &'a str,
    name: &'a str,
}

/// All tables with an expectation, in the order in which they stand in the files.
pub fn subjects<'a>(access: &'a Access, ground: &'a Ground) -> Vec<Subject<'a>> {
    let mut subjects: Vec<Subject<'a>> = Vec::new();
    for expectation in &access.expectations {
        let named = |pattern: &TablePattern| -> Vec<TableName> {
            match pattern {
                TablePattern::Table(table) => vec![table.clone()],
                TablePattern::Schema(schema) => {
                    let tables = ground.tables.iter().map(Plot::table_name);
                    tables.filter(|table| table.schema == *schema).collect()
                }
            }
        };
        for table in expectation.tables.iter().flat_map(named) {
            let Some(plot) = ground.plot(&table) else { continue };
            let placing = placing(access, expectation, plot);
            subjects.push(Subject { no: subjects.len(), table, expectation, plot, placing });
        }
    }
    subjects
}

fn placing(access: &Access, expectation: &Expectation, plot: &Plot) -> BTreeSet<String> {
    let table = plot.table_name();
    let read: BTreeSet<&String> = expectation
        .words()
        .into_iter()
        .filter_map(|word| access.relations.find(&table, word))
        .flat_map(|relation| &relation.expression.columns)
        .collect();
    let is_linked = |name: &String| plot.links.iter().any(|link| link.columns.contains(name));
    let columns = plot.columns.iter().map(|column| &column.name).filter(|name| read.contains(name));
    columns
        .filter(|name| plot.key != [(*name).clone()] || is_linked(name))
        .filter(|name| !expectation.leaves.contains(*name))
        .cloned()
        .collect()
}

impl Subject<'_> {
    /// Makes it ready on the scratch database.
    pub fn sql(&self, access: &Access) -> String {
        #[derive(Serialize)]
        struct Meant {
            sql: Sql,
            wanted: bool,
        }
        #[derive(Serialize)]
        struct Context<'a> {
            number: usize,
            judge: String,
            table: Name<'a>,
            tab: String,
            key: String,
            own: Option<&'a str>,
            columns: Vec<Vec<Meant>>,
        }
        #[derive(Serialize)]
        struct Guard<'a> {
            table: Name<'a>,
            guard: &'a str,
        }
        let own = access.roles.as_ref().filter(|roles| roles.table == self.table);
        let words = Words::new(access);
        let meant = |(word, wanted): &(String, bool)| {
            let relation = access.relations.find(&self.table, word)?;
            Some(Meant { sql: words.handed(&relation.expression, "$2", "$3"), wanted: *wanted })
        };
        let columns = self.expectation.rows.iter().map(|(word, _)| match word {
            Word::All(words) => words.iter().filter_map(meant).collect(),
            Word::Foreign { within: Some(word) } => meant(&(word.clone(), true)).into_iter().collect(),
            Word::Any | Word::Foreign { within: None } => Vec::new(),
        });
        // Each word alone as well: rows that differ in one of them are tried apart.
        let alone = self.expectation.words().into_iter().map(|word| vec![(word.to_owned(), true)]);
        let alone = alone.map(|word| word.iter().filter_map(meant).collect());
        let table = || Name { schema: &self.table.schema, name: &self.table.name };
        let made = render(
            File::ProofSubject,
            Context {
                number: self.no,
                judge: format!("judge_{}", self.no),
                table: table(),
                tab: quoted(&self.table),
                key: key(self.plot),
                own: own.map(|roles| roles.person.as_str()),
                columns: columns.chain(alone).collect(),
            },
        );
        let guards =
            self.plot.guards.iter().map(|guard| render(File::ProofGuard, Guard { table: table(), guard }));
        std::iter::once(made).chain(guards).collect()
    }

    /// How rows are to stand to somebody: a role, and for each word a one, a zero or a low line. Wanted are cells of the matrix that let
    /// somebody do something, and rows that miss such a cell by a single word.
    pub fn wanted(&self, access: &Access) -> BTreeSet<(String, String)> {
        let mut wanted = BTreeSet::new();
        for (person, entries) in &self.expectation.people {
            let role = match (person, &access.roles) {
                (Person::Role(role), _) => role.clone(),
                (Person::Stranger, None) => access.settings.signed_in.clone(),
                _ => continue,
            };
            let open = entries.iter().zip(&self.expectation.rows).enumerate();
            let open =
                open.filter(|(_, (entry, (word, _)))| matches!(word, Word::All(_)) && !entry.0.is_empty());
            let stands = open.flat_map(|(column, _)| self.stands(column));
            wanted.extend(stands.map(|stands| (role.clone(), stands)));
        }
        wanted
    }

    /// How a row of a column stands, and how those do that miss it by a word.
    fn stands(&self, column: usize) -> Vec<String> {
        let Some((Word::All(words), _)) = self.expectation.rows.get(column) else { return Vec::new() };
        let alone: Vec<&str> = self.expectation.words().into_iter().collect();
        let before = "_".repeat(self.expectation.rows.len());
        let stands = |missed: Option<usize>| {
            let said = |name: &&str| {
                let said = words.iter().enumerate().find(|(_, (word, _))| word == name);
                said.map_or(
                    '_',
                    |(index, (_, wanted))| {
                        if *wanted == (missed != Some(index)) { '1' } else { '0' }
                    },
                )
            };
            format!("{before}{}", alone.iter().map(said).collect::<String>())
        };
        let missed = (0..words.len()).filter(|_| words.len() > 1).map(Some);
        std::iter::once(None).chain(missed).map(stands).collect()
    }

    /// Whether it is the platform's table: what is granted on it is not ours to take away.
    pub(super) fn is_platforms(&self) -> bool {
        self.table == TableName::objects()
    }

    /// How a row stands to somebody, in the words of the matrix.
    pub fn said(&self, matched: &[bool]) -> String {
        let names = self.expectation.rows.iter().map(|(word, _)| name(word));
        let said: Vec<String> =
            names.zip(matched).filter(|(_, holds)| **holds).map(|(name, _)| name).collect();
        if said.is_empty() { "in none of the relations".to_owned() } else { said.join(", ") }
    }
}

/// A column of the matrix as it is written.
pub(super) fn name(word: &Word) -> String {
    match word {
        Word::Any => "any".to_owned(),
        Word::Foreign { within: None } => "foreign".to_owned(),
        Word::Foreign { within: Some(word) } => format!("{word} & foreign"),
        Word::All(words) => {
            let word =
                |(word, wanted): &(String, bool)| if *wanted { word.clone() } else { format!("!{word}") };
            words.iter().map(word).collect::<Vec<_>>().join(" & ")
        }
    }
}
