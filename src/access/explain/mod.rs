//! Why a person may do something with rows of a table, or why not: from the rules alone, in words that can be read aloud.

mod needs;
mod person;
mod refusal;
mod words;

pub use needs::Needs;
pub use person::Person;

use crate::failure::{Failure, Result, meant};
use crate::model::access::{Access, Catalog, CatalogRelation, Operation, Rule, Spot, Table, TableName, Who};
use serde::Serialize;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// Who, as it was typed.
    pub person: String,
    /// The table, as it was typed.
    pub table: String,
    /// What they want to do.
    pub operation: Operation,
    /// With which column, where one was named.
    pub column: Option<String>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The answer as a sentence.
    pub answer: String,
    /// Whether there is any row with which they may.
    pub allowed: bool,
    /// The database role behind the person.
    pub database_role: String,
    /// Each rule that lets them.
    pub ways: Vec<Way>,
    /// What that database role needs for it, and gets.
    pub needs: Needs,
    /// Why not, or what else to know.
    pub because: Vec<String>,
}

/// A rule that lets a person through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// The rule as a sentence.
    pub sentence: String,
    /// What must hold of the row; empty: any row.
    pub rows: Vec<String>,
    /// What must hold of it afterwards, where that is another thing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// The columns that they may write, or read where not all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<String>>,
    /// Where the rule is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// A question put to the rules.
struct Asked<'a> {
    access: &'a Access,
    name: TableName,
    relation: &'a CatalogRelation,
    person: Person,
    operation: Operation,
    column: Option<&'a str>,
}

/// Answers.
///
/// # Errors
/// When there is no such person, table or column, or rules and catalog do not fit together.
pub fn explain(access: &Access, catalog: &Catalog, question: &Question) -> Result<Explanation> {
    let person = Person::find(access, &question.person)?;
    let name = TableName::parse(&question.table);
    let relation = relation(access, catalog, &name)?;
    if let Some(column) = &question.column {
        known_column(relation, question, column)?;
    }
    let column = question.column.as_deref();
    let asked = Asked { access, name, relation, person, operation: question.operation, column };
    let ways = asked.ways();
    let allowed = !ways.is_empty();
    let (verb, table) = (words::verb(asked.operation), &asked.name);
    let of = column.map(|column| format!("`{column}` of ")).unwrap_or_default();
    let not = if allowed { "" } else { " not" };
    Ok(Explanation {
        answer: format!("{} may{not} {verb} {of}`{table}`", asked.person.article()),
        allowed,
        database_role: asked.person.database_role(access),
        needs: if allowed { asked.needs(catalog)? } else { Needs::default() },
        because: if allowed { asked.remarks() } else { asked.refusals() },
        ways,
    })
}

fn relation<'a>(access: &Access, catalog: &'a Catalog, name: &TableName) -> Result<&'a CatalogRelation> {
    catalog.relation(name).filter(|relation| relation.is_table()).ok_or_else(|| {
        let tables = catalog.relations.iter().filter(|relation| relation.is_table());
        let reachable = tables.filter(|it| {
            access.settings.schemas.contains(&it.schema)
                || access.services.values().any(|service| service.schema == it.schema)
        });
        let known: Vec<String> = reachable.map(|relation| relation.table_name().to_string()).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        Failure::bad_input(format!("there is no table `{name}`")).hint(meant(
            &name.to_string(),
            &known,
            "table",
        ))
    })
}

fn known_column(relation: &CatalogRelation, question: &Question, column: &str) -> Result<()> {
    let table = relation.table_name();
    if question.operation == Operation::Delete {
        return Err(Failure::bad_input(format!("whole rows of `{table}` are deleted, not `{column}`"))
            .hint("leave `--column` out"));
    }
    if relation.column(column).is_some() {
        return Ok(());
    }
    let known: Vec<&str> = relation.columns.iter().map(|column| column.name.as_str()).collect();
    Err(Failure::bad_input(format!("table `{table}` has no column `{column}`"))
        .hint(meant(column, &known, "column")))
}

impl Asked<'_> {
    fn table(&self) -> Option<&Table> {
        self.access.tables.get(&self.name)
    }

    /// Each rule that lets the person do it, with some row and this column.
    fn ways(&self) -> Vec<Way> {
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
    fn rules(&self) -> Vec<&Rule> {
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
    fn columns(&self, rule: &Rule) -> Option<Vec<String>> {
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
    fn spot<'b>(&'b self, rule: &'b Rule) -> &'b Spot {
        match self.table() {
            Some(table) if self.access.sources.is_of_pattern(&rule.spot) => &table.spot,
            _ => &rule.spot,
        }
    }

    fn place(&self, spot: &Spot) -> Option<String> {
        self.access.sources.place(spot).map(|place| place.to_string())
    }
}
