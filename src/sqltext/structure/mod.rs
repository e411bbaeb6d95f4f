//! Which tables, views and columns migration files leave behind, read without a server.
//!
//! Files are followed in order, statement by statement, as tokens: nothing recurses, so depth and length cost nothing but time.
//! What cannot be followed (a `do` block, a function that may run anything, another search path) leaves the structure open:
//! then something may be there that was not seen, and nothing may be called missing.
//!
//! Not followed, and harmless: columns that fall with a dropped type, views that fall with a dropped table, are taken for there.

mod alter;
mod built_in;
mod columns;
mod create;
mod drop;
mod extension;
mod path;
mod quiet;
mod run;
mod walk;

use crate::failure::Place;
use crate::model::access::TableName;
use std::collections::{BTreeMap, BTreeSet};

/// The schema that `temporary` stands for, gone when its file ends.
const TEMPORARY: &str = "pg_temp";

/// Tables, views and columns after all files have run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Structure {
    relations: BTreeMap<TableName, Relation>,
    schemas: BTreeSet<String>,
    open: Option<Place>,
}

/// A table or view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// What it is.
    pub kind: RelationKind,
    /// Its columns; nothing where the files do not say them.
    pub columns: Option<BTreeSet<String>>,
    /// The statement that made it, or spoke of it first.
    pub place: Place,
    /// Tables that it is a partition or an heir of: it goes when they go.
    parents: BTreeSet<TableName>,
    is_parent: bool,
    /// The table that it is a partition of: it has no life of its own.
    pub partition_of: Option<TableName>,
}

/// What a relation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationKind {
    /// A table, also a partitioned or foreign one.
    Table,
    /// A view, materialized or not.
    View,
    /// The files alter it, and something else made it.
    Altered,
}

impl Default for Structure {
    fn default() -> Self {
        Self { relations: BTreeMap::new(), schemas: BTreeSet::from(["public".to_owned()]), open: None }
    }
}

impl Structure {
    /// Follows files in the order in which they run: each with its path, for places, and its text.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut walk = walk::Walk::default();
        for (path, sql) in files {
            walk.file(path, sql);
        }
        walk.structure
    }

    /// The first thing that could not be followed; where there is one, more may be there than is known.
    pub fn open(&self) -> Option<&Place> {
        self.open.as_ref()
    }

    /// All relations, by name.
    pub fn relations(&self) -> impl Iterator<Item = (&TableName, &Relation)> {
        self.relations.iter()
    }

    /// A relation, if it is known.
    pub fn relation(&self, name: &TableName) -> Option<&Relation> {
        self.relations.get(name)
    }

    /// Whether the files make a schema; `public` is there from the start.
    pub fn has_schema(&self, name: &str) -> bool {
        self.schemas.contains(name)
    }

    /// The relations of one schema.
    pub fn of_schema<'s>(&'s self, schema: &'s str) -> impl Iterator<Item = (&'s TableName, &'s Relation)> {
        let first = TableName::new(schema, "");
        self.relations.range(first..).take_while(move |(name, _)| name.schema == schema)
    }

    /// Removes a relation, its partitions and its heirs.
    fn drop(&mut self, name: &TableName) {
        let mut gone = vec![name.clone()];
        while let Some(name) = gone.pop() {
            if self.relations.remove(&name).is_some_and(|relation| relation.is_parent) {
                let heirs = self.relations.iter().filter(|(_, heir)| heir.parents.contains(&name));
                gone.extend(heirs.map(|(name, _)| name.clone()));
            }
        }
    }

    /// Gives a relation another name or schema.
    fn rename(&mut self, from: &TableName, to: &TableName) {
        let Some(relation) = self.relations.remove(from) else { return };
        if relation.is_parent {
            for heir in self.relations.values_mut() {
                if heir.parents.remove(from) {
                    heir.parents.insert(to.clone());
                }
                if heir.partition_of.as_ref() == Some(from) {
                    heir.partition_of = Some(to.clone());
                }
            }
        }
        self.relations.insert(to.clone(), relation);
    }

    /// Makes one table the other's partition or heir: from now on its columns follow.
    fn inherit(&mut self, name: &TableName, parent: TableName) {
        if let Some(relation) = self.relations.get_mut(&parent) {
            relation.is_parent = true;
        }
        if let Some(relation) = self.relations.get_mut(name) {
            relation.columns = None;
            relation.parents.insert(parent);
        }
    }

    /// Makes one table the other's partition.
    fn divide(&mut self, name: &TableName, parent: TableName) {
        if let Some(relation) = self.relations.get_mut(name) {
            relation.partition_of = Some(parent.clone());
        }
        self.inherit(name, parent);
    }

    /// Takes everything out of a schema.
    fn empty(&mut self, schema: &str) {
        let names: Vec<TableName> = self.of_schema(schema).map(|(name, _)| name.clone()).collect();
        names.iter().for_each(|name| self.drop(name));
    }

    /// Gives a schema another name.
    fn rename_schema(&mut self, from: &str, to: &str) {
        let names: Vec<TableName> = self.of_schema(from).map(|(name, _)| name.clone()).collect();
        for name in names {
            self.rename(&name, &TableName::new(to, &*name.name));
        }
        self.schemas.remove(from);
        self.schemas.insert(to.to_owned());
    }
}
