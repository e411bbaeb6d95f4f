//! Mutants: each generated object, a little weaker. A proof that does not notice one does not protect what it made weaker.

mod beside;
mod condition;
mod helper;
mod policy;
mod table;

use super::Emitter;
use crate::failure::Result;
use crate::model::access::{Access, Catalog, Operation, TableName};
use std::collections::BTreeSet;

/// One thing made weaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// A name that stays as long as the rule does.
    pub name: String,
    /// Makes it weaker.
    pub sql: String,
    /// The tables where that could be noticed.
    pub tables: BTreeSet<TableName>,
    /// The operation that it is about; nothing where it is about several.
    pub operation: Option<Operation>,
    /// Why nobody can notice, where that is known: it is not tried.
    pub equivalent: Option<&'static str>,
    /// Why it may be that nobody can notice: it is tried, and excused where nobody does.
    pub excuse: Option<&'static str>,
}

/// All mutants of the rules for this catalog.
///
/// # Errors
/// When rules and catalog do not fit together.
pub fn weaker(access: &Access, catalog: &Catalog) -> Result<Vec<Mutant>> {
    super::fit::fit(access, catalog)?;
    let emitter = Emitter { access, catalog };
    let mut mutants = emitter.weaker_tables();
    mutants.extend(emitter.weaker_policies());
    mutants.extend(emitter.weaker_helpers()?);
    Ok(mutants)
}

fn mutant(name: String, sql: impl Into<String>, table: &TableName) -> Mutant {
    Mutant {
        name,
        sql: sql.into(),
        tables: BTreeSet::from([table.clone()]),
        operation: None,
        equivalent: None,
        excuse: None,
    }
}
