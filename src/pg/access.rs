//! The catalog that access rules are planned against, out of a look's answer.

use super::door::Session;
use super::message::{Answer, Row};
use crate::failure::{Failure, Kind, Result};
use crate::model::access::{Catalog, ManagedForm, ObjectId, ObjectKind};

/// Reads the catalog where the look asked for it.
pub(super) fn read(session: &Session, answer: &Answer, place: usize) -> Result<Option<Catalog>> {
    if session.door.access.is_none() {
        return Ok(None);
    }
    let Some(text) = answer.rows(place).first().and_then(|row| row.first()).and_then(Option::as_deref) else {
        let failure =
            Failure::new(Kind::Connect, format!("could not read the catalog of {}", session.target().noun()));
        return Err(match &answer.error {
            Some(error) => failure.because(session.said(error)).database("unchanged"),
            None => failure.database("unchanged"),
        });
    };
    let mut catalog: Catalog = serde_json::from_str(text).map_err(|error| {
        Failure::new(Kind::Connect, format!("{} does not answer like PostgreSQL", session.target().noun()))
            .because(error)
            .database("unchanged")
    })?;
    // Where the history is another tool's table in an exposed schema, no rule has to speak of it.
    let history = &session.door.history.0;
    catalog.relations.retain(|relation| {
        relation.name != history.name.as_str()
            || history.schema.as_ref().is_some_and(|schema| schema.as_str() != relation.schema)
    });
    Ok(Some(catalog))
}

/// Adds what was generated; no rows where nothing ever was.
pub(super) fn with_managed(mut catalog: Catalog, rows: &[Row]) -> Catalog {
    catalog.managed = rows.iter().filter_map(managed).collect();
    catalog
}

fn managed(row: &Row) -> Option<ManagedForm> {
    let text = |column: usize| row.get(column).cloned().flatten();
    let kind: ObjectKind = ObjectKind::of_word(&text(0)?)?;
    Some(ManagedForm {
        id: ObjectId { kind, schema: text(1)?, parent: text(2)?, name: text(3)? },
        source: text(4)?,
        recorded: text(5)?,
        now: text(6),
    })
}
