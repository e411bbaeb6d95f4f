//! The rules that let a person do something, and the columns that each of them is about.

use super::{Asked, Person, Way};
use crate::model::access::{Operation, Rule, Spot, Table, Who};

impl Asked<'_> {
    pub(super) fn table(&self) -> Option<&Table> {
        self.access.tables.get(&self.name)
    }

    /// Each rule that lets the person do it, with some row and this column.
    pub(super) fn ways(&self) -> Vec<Way> {
        match &self.person {
            Person::Client(..) => {
                let column = |rule: &&Rule| self.column.is_none_or(|column| self.lists(rule, column));
                self.rules().into_iter().filter(column).map(|rule| self.way(rule)).collect()
            }
            Person::Service(service) => self.of_service(service).into_iter().collect(),
            Person::Backend => {
                let is_declared = self.table().is_some();
                let sentence =
                    format!("the backend may do everything with `{}`, past all policies", self.name);
                let place = self.table().and_then(|table| self.place(&table.spot));
                let way = Way { sentence, rows: Vec::new(), after: Vec::new(), columns: None, place };
                is_declared.then_some(way).into_iter().collect()
            }
        }
    }

    /// Rules for the person and the operation, whatever the column.
    pub(super) fn rules(&self) -> Vec<&Rule> {
        let Person::Client(who, _) = &self.person else { return Vec::new() };
        let reaches = |rule: &&Rule| {
            let everybody = matches!(who, Who::Role(_)) && rule.who.contains(&Who::SignedIn);
            rule.can.contains(&self.operation) && (everybody || rule.who.contains(who))
        };
        self.table().into_iter().flat_map(|table| &table.rules).filter(reaches).collect()
    }

    /// Whether a rule lets the operation touch a column.
    fn lists(&self, rule: &Rule, column: &str) -> bool {
        self.columns(rule).is_none_or(|columns| columns.iter().any(|listed| listed == column))
    }

    /// The columns of a rule; nothing: all of the table.
    pub(super) fn columns(&self, rule: &Rule) -> Option<Vec<String>> {
        let (relation, table) = (self.relation, self.table()?);
        match self.operation {
            Operation::Delete => None,
            // A rule that also writes lists in `cols` what it writes, and reads everything.
            Operation::Select => {
                let writes = rule.can.iter().any(|it| matches!(it, Operation::Insert | Operation::Update));
                rule.cols.as_ref().filter(|_| !writes).map(|cols| cols.iter().cloned().collect())
            }
            Operation::Insert | Operation::Update => {
                let columns =
                    relation.columns.iter().filter(|it| !it.made && !table.freeze.contains(&it.name));
                let listed =
                    columns.filter(|it| rule.cols.as_ref().is_none_or(|cols| cols.contains(&it.name)));
                Some(listed.map(|column| column.name.clone()).collect())
            }
        }
    }

    /// Where a person finds a rule: at the table that it is for, where it stands in a pattern.
    pub(super) fn spot<'b>(&'b self, rule: &'b Rule) -> &'b Spot {
        match self.table() {
            Some(table) if self.access.sources.is_of_pattern(&rule.spot) => &table.spot,
            _ => &rule.spot,
        }
    }

    pub(super) fn place(&self, spot: &Spot) -> Option<String> {
        self.access.sources.place(spot).map(|place| place.to_string())
    }
}
