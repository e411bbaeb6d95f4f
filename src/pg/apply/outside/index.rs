//! Indexes built concurrently: whether one came out valid, and what to do with one that did not.

use super::report::{part_done, place};
use crate::failure::{Failure, Kind};
use crate::pg::apply::{Run, Stop};
use crate::plan::Step;
use crate::render::sql::{File, render};
use crate::sqltext::{Kind as StatementKind, Statement};
use std::fmt;
use tokio_postgres::Error;

/// What the catalog says of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Missing,
    Invalid,
    Valid,
}

#[derive(serde::Serialize)]
struct Wanted<'a> {
    name: &'a str,
    table: String,
}

/// Where an index is.
#[derive(serde::Serialize)]
pub(super) struct Name {
    schema: Option<String>,
    name: String,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

impl Run<'_> {
    /// Drops what a broken build left, and tells what is there now.
    pub(super) async fn clear_leftover(&self, step: &Step, index: usize) -> Result<State, Stop> {
        let found = self.index_state(&step.statements[index]).await;
        match found.map_err(|error| Stop::Lost(self.session.said(&error)))? {
            None => Ok(State::Missing),
            Some((name, State::Invalid)) => {
                self.plain(step, &render(File::DropIndex, name)).await?;
                Ok(State::Missing)
            }
            Some((_, state)) => Ok(state),
        }
    }

    /// The index that a statement builds; nothing for other statements.
    pub(super) async fn index_state(&self, statement: &Statement) -> Result<Option<(Name, State)>, Error> {
        let StatementKind::CreateIndexConcurrently(build) = &statement.kind else { return Ok(None) };
        let (Some(name), Some(table)) = (&build.name, &build.table) else { return Ok(None) };
        let name = name.name.as_str();
        let answer =
            self.session.ask(&render(File::Index, Wanted { name, table: table.to_string() })).await?;
        Ok(Some(match answer.rows(0).first().map(Vec::as_slice) {
            Some([Some(schema), Some(name), Some(valid)]) => (
                Name { schema: Some(schema.clone()), name: name.clone() },
                if valid == "t" { State::Valid } else { State::Invalid },
            ),
            _ => (Name { schema: None, name: name.to_owned() }, State::Missing),
        }))
    }

    /// An index counts only when the catalog calls it valid.
    pub(super) async fn verify_index(&self, step: &Step, index: usize) -> Result<(), Stop> {
        let state = self
            .index_state(&step.statements[index])
            .await
            .map_err(|error| Stop::Lost(self.session.said(&error)))?;
        match state {
            None | Some((_, State::Valid)) => Ok(()),
            Some((name, _)) => Err(Stop::Failed(
                Failure::new(Kind::PartWay, self.what(step))
                    .at(place(step, index))
                    .because(format!("the server reported success, but index `{name}` is not valid"))
                    .database(part_done(step, index, &self.applied))
                    .hint("run the same command again: it drops the index and builds it anew"),
            )),
        }
    }
}
