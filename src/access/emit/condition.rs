//! Branches as the text of a condition.

use super::Emitter;
use crate::access::{Branch, Words};
use crate::render::sql::{File, Sql, render};
use serde::Serialize;

#[derive(Serialize)]
struct Context<'a> {
    branches: &'a [Branch],
    helpers: &'a str,
    uid: Sql,
    row: Sql,
}

impl Emitter<'_> {
    /// A condition over the row, whose columns stand bare or behind `row`, such as `old.`.
    pub(super) fn condition(&self, branches: &[Branch], row: &'static str) -> Sql {
        let helpers = &self.access.settings.helpers;
        let context =
            Context { branches, helpers, uid: Words::new(self.access).uid(), row: Sql::trusted(row) };
        Sql::trusted(render(File::AccessCondition, context).trim())
    }
}
