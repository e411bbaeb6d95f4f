//! Guards: triggers that keep apart what different rules of one database role may update.

use super::{Emitter, Name, id};
use crate::access::object::fitting;
use crate::access::{Ground, Object, Purpose, Section, branches};
use crate::model::access::{CatalogRelation, ObjectKind, Operation, Rule, Table};
use crate::render::sql::{File, Sql, render};
use serde::Serialize;

#[derive(Serialize)]
struct GuardedColumn {
    name: String,
    condition: Sql,
}

impl Emitter<'_> {
    pub(super) fn guards(&self) -> Vec<Object> {
        let guarded = self.access.tables.iter().filter(|(_, table)| table.guard);
        guarded
            .filter_map(|(name, table)| Some((self.catalog.relation(name)?, table)))
            .flat_map(|(relation, table)| self.guard(relation, table))
            .collect()
    }

    fn guard(&self, relation: &CatalogRelation, table: &Table) -> Vec<Object> {
        #[derive(Serialize)]
        struct Context<'a> {
            helpers: &'a str,
            name: &'a str,
            clients: Vec<String>,
            columns: Vec<GuardedColumn>,
        }
        let columns = self.guarded(relation, table);
        if columns.is_empty() {
            return Vec::new();
        }
        let helpers = &self.access.settings.helpers;
        let clients = self.clients();
        let name = fitting(&format!("guard_{}_{}", relation.schema, relation.name));
        let body = render(File::AccessGuard, Context { helpers, name: &name, clients, columns });
        let mut function = self.function(helpers, &name, "", &body, &[]);
        function.section = Section::Functions;
        vec![function, self.trigger(relation, &name)]
    }

    /// Names of the columns that a guard looks at.
    pub(super) fn guarded_columns(&self, relation: &CatalogRelation, table: &Table) -> Vec<String> {
        self.guarded(relation, table).into_iter().map(|column| column.name).collect()
    }

    /// Columns that not every update rule lists.
    fn guarded(&self, relation: &CatalogRelation, table: &Table) -> Vec<GuardedColumn> {
        let updates: Vec<&Rule> =
            table.rules.iter().filter(|rule| rule.can.contains(&Operation::Update)).collect();
        let lists =
            |rule: &Rule, column: &String| rule.cols.as_ref().is_none_or(|cols| cols.contains(column));
        let role = &self.access.settings.signed_in;
        let ground = Ground::Table { relation, small: true };
        let mut columns = Vec::new();
        for column in relation.columns.iter().filter(|column| !column.made).map(|column| &column.name) {
            let allowing: Vec<&Rule> = updates.iter().copied().filter(|rule| lists(rule, column)).collect();
            if allowing.is_empty() || allowing.len() == updates.len() || table.freeze.contains(column) {
                continue;
            }
            // The row as it was decides, whatever must hold of it afterwards.
            let before: Vec<Rule> =
                allowing.into_iter().map(|rule| Rule { after: None, ..rule.clone() }).collect();
            let before: Vec<&Rule> = before.iter().collect();
            let found = branches(self.access, &before, role, Purpose::Check, ground);
            columns.push(GuardedColumn { name: column.clone(), condition: self.condition(&found, "old.") });
        }
        columns
    }

    fn trigger(&self, relation: &CatalogRelation, function: &str) -> Object {
        let helpers = &self.access.settings.helpers;
        self.trigger_on(
            &relation.table_name(),
            function,
            "before update",
            &[],
            &Name { schema: helpers, name: function },
        )
    }

    /// A trigger object.
    pub(super) fn trigger_on(
        &self,
        table: &crate::model::access::TableName,
        name: &str,
        when: &str,
        columns: &[String],
        function: &Name<'_>,
    ) -> Object {
        #[derive(Serialize)]
        struct Context<'a> {
            name: &'a str,
            when: &'a str,
            columns: &'a [String],
            table: Name<'a>,
            function: &'a Name<'a>,
        }
        let context = Context { name, when, columns, table: Name::from(table), function };
        Object {
            id: id(ObjectKind::Trigger, &table.schema, &table.name, name),
            section: Section::Functions,
            table: Some(table.clone()),
            create: Sql::trusted(render(File::AccessTrigger, context).trim()),
            change: None,
            why: String::new(),
        }
    }
}
