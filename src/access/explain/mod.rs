//! Why a person may do something with rows of a table, or why not: from the rules alone, in words that can be read aloud.

mod needs;
mod person;
mod refusal;
mod way;
mod words;

pub use needs::Needs;
pub use person::{Person, everybody};

use crate::failure::{Failure, Result, meant};
use crate::model::access::{Access, Catalog, CatalogRelation, Operation, TableName};
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
    let asked = Asked::put(access, catalog, question)?;
    let (ways, column) = (asked.ways(), asked.column);
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

/// The rules that let the person do it, without what else there is to say.
///
/// # Errors
/// As [`explain`].
pub fn ways(access: &Access, catalog: &Catalog, question: &Question) -> Result<Vec<Way>> {
    Ok(Asked::put(access, catalog, question)?.ways())
}

impl<'a> Asked<'a> {
    fn put(access: &'a Access, catalog: &'a Catalog, question: &'a Question) -> Result<Self> {
        let person = Person::find(access, &question.person)?;
        let name = TableName::parse(&question.table);
        let relation = relation(access, catalog, &name)?;
        if let Some(column) = &question.column {
            known_column(relation, question, column)?;
        }
        let column = question.column.as_deref();
        Ok(Self { access, name, relation, person, operation: question.operation, column })
    }
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
