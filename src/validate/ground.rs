//! What checks may count on: schemas and roles, and what the project's rules make.

use crate::access::lint::{Subject, generated};
use crate::failure::Result;
use crate::model::access::ObjectKind;
use crate::model::ident;

/// What checks may count on; settings of their transaction hold it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Ground {
    /// Schemas that clients reach.
    pub exposed: Vec<String>,
    /// Roles of clients.
    pub clients: Vec<String>,
    /// Functions that must be there: `schema.name(types)`.
    pub functions: Vec<String>,
    /// Buckets that must be there.
    pub buckets: Vec<String>,
}

impl Ground {
    /// That of rules, and the tables that they are about.
    ///
    /// # Errors
    /// When rules and catalog do not fit together.
    pub fn of(subject: &Subject<'_>) -> Result<Self> {
        let access = subject.access;
        let functions = match access.is_empty() {
            true => Vec::new(),
            false => generated(subject)?,
        };
        let functions = functions.into_iter().filter(|object| object.id.kind == ObjectKind::Function);
        Ok(Self {
            exposed: access.settings.schemas.iter().cloned().collect(),
            clients: access.settings.clients().into_iter().map(str::to_owned).collect(),
            functions: functions
                .map(|it| format!("{}.{}({})", ident(&it.id.schema), ident(&it.id.name), it.id.parent))
                .collect(),
            buckets: access.buckets.keys().cloned().collect(),
        })
    }
}
