//! Indexes built concurrently: whether one came out valid, and what to do with one that did not.

use super::super::{Run, Stop};
use super::place;
use crate::failure::{Failure, Kind};
use crate::plan::Step;
use crate::render::sql::{File, render};
use crate::sqltext::{Kind as StatementKind, Statement};
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

#[derive(serde::Serialize)]
struct Leftover<'a> {
    schema: &'a str,
    name: &'a str,
}

impl Run<'_> {
    /// Drops what a broken build left, and tells what is there now.
    pub(super) async fn clear_leftover(&self, step: &Step, statement: &Statement) -> Result<State, Stop> {
        let lost = |error: Error| Stop::Lost(self.session.said(&error));
        let Some((name, state)) = self.index_state(statement).await.map_err(lost)? else {
            return Ok(State::Missing);
        };
        if state != State::Invalid {
            return Ok(state);
        }
        let (schema, name) = name.split_once('.').unwrap_or(("public", &name));
        self.plain(step, &render(File::DropIndex, Leftover { schema, name })).await?;
        Ok(State::Missing)
    }

    /// The index that a statement builds, by its full name; nothing for other statements.
    pub(super) async fn index_state(&self, statement: &Statement) -> Result<Option<(String, State)>, Error> {
        let StatementKind::CreateIndexConcurrently(build) = &statement.kind else { return Ok(None) };
        let (Some(name), Some(table)) = (&build.name, &build.table) else { return Ok(None) };
        let wanted = Wanted { name: name.name.as_str(), table: table.to_string() };
        let answer = self.session.ask(&render(File::Index, wanted)).await?;
        Ok(Some(match answer.rows(0).first().map(Vec::as_slice) {
            Some([Some(schema), Some(name), Some(valid)]) => {
                (format!("{schema}.{name}"), if valid == "t" { State::Valid } else { State::Invalid })
            }
            _ => (name.name.as_str().to_owned(), State::Missing),
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
                    .database(super::done_so_far(step, index, &self.applied))
                    .hint("run the same command again: it drops the index and builds it anew"),
            )),
        }
    }
}
