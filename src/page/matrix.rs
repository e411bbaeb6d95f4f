//! Who may do what with which table, one letter an operation.

use crate::access::explain::{self, Question};
use crate::failure::Result;
use crate::model::access::{Access, Catalog, Operation};
use serde::Serialize;

/// Tables against people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matrix {
    /// The columns' heads.
    pub people: Vec<String>,
    /// One row a table.
    pub rows: Vec<Row>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its name.
    pub table: String,
    /// For each person the four operations, in the order r c u d.
    pub people: Vec<[Cell; 4]>,
}

/// What a person may do in one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// `r`, `c`, `u` or `d`.
    pub letter: char,
    /// With `all` rows, `some` or `none`.
    pub reach: &'static str,
    /// The rules that let them, as sentences.
    pub because: String,
}

/// Asks the rules about every table that they name and everybody whom they know.
///
/// # Errors
/// When rules and catalog do not fit together.
pub fn matrix(access: &Access, catalog: &Catalog) -> Result<Matrix> {
    let people = explain::everybody(access);
    let named = access.tables.keys().filter(|name| catalog.relation(name).is_some_and(|it| it.is_table()));
    let rows = named.map(|name| {
        let table = name.to_string();
        let of = |person: &String| -> Result<[Cell; 4]> {
            let cells: Result<Vec<Cell>> =
                Operation::ALL.iter().map(|it| cell(access, catalog, person, &table, *it)).collect();
            Ok(cells?.try_into().expect("there are four operations"))
        };
        Ok(Row { people: people.iter().map(of).collect::<Result<_>>()?, table: table.clone() })
    });
    let rows = rows.collect::<Result<_>>()?;
    Ok(Matrix { people, rows })
}

fn cell(access: &Access, catalog: &Catalog, person: &str, table: &str, operation: Operation) -> Result<Cell> {
    let question = Question { person: person.to_owned(), table: table.to_owned(), operation, column: None };
    let ways = explain::ways(access, catalog, &question)?;
    let reach = match (ways.is_empty(), ways.iter().any(|way| way.rows.is_empty())) {
        (true, _) => "none",
        (false, true) => "all",
        (false, false) => "some",
    };
    let sentences: Vec<&str> = ways.iter().map(|way| way.sentence.as_str()).collect();
    Ok(Cell { letter: operation.letter(), reach, because: sentences.join("\n") })
}
