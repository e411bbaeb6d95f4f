//! Why a person may not do something, and what else to know of what they may.

use super::words::verb;
use super::{Asked, Person, Way};
use crate::model::access::{Operation, Rule, Table, Who};

impl Asked<'_> {
    pub(super) fn refusals(&self) -> Vec<String> {
        if let Person::Service(name) = &self.person {
            return vec![self.not_in_reads(name)];
        }
        let Some(table) = self.table() else { return vec![self.undeclared()] };
        if table.rules.is_empty() {
            let place = self.place(&table.spot).map(|place| format!(" ({place})")).unwrap_or_default();
            return vec![format!("`{}` has no rules: only the backend touches it{place}", self.name)];
        }
        let rules = self.rules();
        match self.column.filter(|_| !rules.is_empty()) {
            Some(column) => self.closed_column(table, column, &rules),
            None => vec![self.closed_operation(table)],
        }
    }

    fn not_in_reads(&self, name: &str) -> String {
        let service = &self.access.services[name];
        let mut reads = service.reads.iter().filter(|read| read.table == self.name);
        match reads.next() {
            Some(read) => {
                let columns = read.columns.join(", ");
                let place = self.place(&read.spot).map(|place| format!(" ({place})")).unwrap_or_default();
                format!("of `{}`, service `{name}` may read {columns}, and nothing else{place}", self.name)
            }
            None => format!(
                "`{}` is not in schema `{}` of service `{name}`, nor in its `reads`",
                self.name, service.schema
            ),
        }
    }

    fn undeclared(&self) -> String {
        let owner = self.access.services.iter().find(|(_, service)| service.schema == self.name.schema);
        match owner {
            Some((owner, _)) => format!("`{}` belongs to service `{owner}`", self.name),
            None if self.access.settings.unmanaged.contains(&self.name) => {
                format!(
                    "`{}` is unmanaged: the rules say nothing about it, the database alone does",
                    self.name
                )
            }
            None => format!("no rule is about `{}`, which no client can reach", self.name),
        }
    }

    fn closed_operation(&self, table: &Table) -> String {
        let verb = verb(self.operation);
        let others: Vec<String> = table
            .rules
            .iter()
            .filter(|rule| rule.can.contains(&self.operation))
            .map(|rule| {
                let place =
                    self.place(self.spot(rule)).map(|place| format!(" ({place})")).unwrap_or_default();
                format!("`{}`{place}", rule.who_text)
            })
            .collect();
        match others.is_empty() {
            true => format!("no rule lets anybody {verb} `{}`; the backend may", self.name),
            false => format!("only {} may {verb} `{}`", others.join(", "), self.name),
        }
    }

    fn closed_column(&self, table: &Table, column: &str, rules: &[&Rule]) -> Vec<String> {
        let writes = matches!(self.operation, Operation::Insert | Operation::Update);
        let is_made = self.relation.column(column).is_some_and(|it| it.made);
        if writes && is_made {
            return vec![format!("the server makes `{column}` itself, and nobody writes it")];
        }
        if writes && table.freeze.contains(column) {
            let place = self.place(&table.spot).map(|place| format!(" ({place})")).unwrap_or_default();
            return vec![format!("`{column}` is frozen: no client writes it{place}")];
        }
        let without = |rule: &&Rule| {
            let way = self.way(rule);
            format!("without `{column}`: {}", way.sentence)
        };
        rules.iter().map(without).collect()
    }

    /// What else to know of what is allowed.
    pub(super) fn remarks(&self) -> Vec<String> {
        let Some(table) = self.table().filter(|_| matches!(self.person, Person::Client(..))) else {
            return Vec::new();
        };
        let mut remarks = Vec::new();
        if let Person::Client(Who::SignedIn, Some(role)) = &self.person {
            remarks.push(format!("whoever is signed in is `{role}`"));
        }
        if table.guard && self.operation == Operation::Update {
            remarks.push(
                "a trigger keeps the rules apart: a column changes only where a rule that lists it matches"
                    .to_owned(),
            );
        }
        let is_narrower = |rule: &&Rule| rule.who.iter().any(|who| matches!(who, Who::Role(_)));
        if matches!(self.person, Person::Client(Who::SignedIn, _)) {
            let more =
                table.rules.iter().filter(|rule| rule.can.contains(&self.operation)).filter(is_narrower);
            let mut names: Vec<&str> = more.map(|rule| rule.who_text.as_str()).collect();
            names.dedup();
            if !names.is_empty() {
                remarks.push(format!("some may more: {}", names.join(", ")));
            }
        }
        remarks
    }

    pub(super) fn of_service(&self, name: &str) -> Option<Way> {
        let service = &self.access.services[name];
        if service.schema == self.name.schema {
            let sentence = format!(
                "service `{name}` may do everything with the tables of its schema `{}`",
                service.schema
            );
            let place = self.place(&service.spot);
            return Some(Way { sentence, rows: Vec::new(), after: Vec::new(), columns: None, place });
        }
        let mut reads = service.reads.iter().filter(|read| read.table == self.name);
        let read = reads.find(|_| self.operation == Operation::Select)?;
        if self.column.is_some_and(|column| !read.columns.iter().any(|listed| listed == column)) {
            return None;
        }
        let sentence =
            format!("service `{name}` may read `{}`, columns: {}", self.name, read.columns.join(", "));
        let place = self.place(&read.spot);
        Some(Way {
            sentence,
            rows: Vec::new(),
            after: Vec::new(),
            columns: Some(read.columns.clone()),
            place,
        })
    }
}
