//! What the roles of policies may do beside them.

use super::super::Emitter;
use super::super::grant::Grant;
use super::super::policy::Made;
use crate::access::Branch;
use crate::model::access::{CatalogRelation, Operation, Table, TableName};
use std::collections::BTreeSet;

impl Emitter<'_> {
    /// Whether the policy behind a grant lets every row through.
    pub(super) fn is_open(
        &self,
        name: &TableName,
        table: &Table,
        relation: &CatalogRelation,
        grant: &Grant,
    ) -> bool {
        let open = [Branch::open()];
        let made = self.policies(name, table, relation);
        let mut behind =
            made.iter().filter(|made| made.role == grant.role && made.operation.command() == grant.command);
        behind.any(|made| match made.operation {
            Operation::Insert => made.check == open,
            Operation::Update => made.find == open && made.check == open,
            Operation::Select | Operation::Delete => made.find == open,
        })
    }

    /// Columns that this policy's role may write.
    pub(super) fn writable(&self, made: &Made<'_>) -> BTreeSet<String> {
        if made.table == TableName::objects() {
            // The platform grants everything; these are what policies read.
            return BTreeSet::from(["bucket_id", "name"].map(str::to_owned));
        }
        let declared = self.catalog.relation(&made.table).zip(self.access.tables.get(&made.table));
        let Some((relation, table)) = declared else { return BTreeSet::new() };
        let grants = self.grants(relation, table);
        let grant =
            grants.iter().find(|grant| grant.role == made.role && grant.command == made.operation.command());
        match grant {
            None => BTreeSet::new(),
            Some(grant) if grant.columns.is_empty() => {
                relation.columns.iter().map(|it| it.name.clone()).collect()
            }
            Some(grant) => grant.columns.iter().cloned().collect(),
        }
    }

    /// Columns that a guard keeps apart.
    pub(super) fn guarded_in(&self, made: &Made<'_>) -> BTreeSet<String> {
        let declared = self.catalog.relation(&made.table).zip(self.access.tables.get(&made.table));
        let guarded = declared.filter(|(_, table)| table.guard);
        guarded.map(|(relation, table)| self.guarded_columns(relation, table)).into_iter().flatten().collect()
    }

    /// Whether another database role than a policy's is granted its operation.
    pub(super) fn granted_besides(&self, made: &Made<'_>) -> bool {
        if made.table == TableName::objects() {
            return self.access.settings.anon.is_some();
        }
        let declared = self.catalog.relation(&made.table).zip(self.access.tables.get(&made.table));
        let Some((relation, declared)) = declared else { return false };
        let grants = self.grants(relation, declared);
        let is_other = |it: &Grant| it.role != made.role && it.command == made.operation.command();
        grants.iter().any(is_other) || !self.services_of(relation).is_empty()
    }
}
