//! Questions about the target beyond its history, one query a file.

use super::door::Session;
use super::message::Row;
use crate::failure::{Kind, Result};
use crate::model::{Detail, Found, Version};
use crate::plan::Foreign;
use crate::render::sql::{File, render};
use crate::sqltext::Object;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

#[derive(Serialize)]
struct Texts {
    label: String,
    versions: String,
}

#[derive(Serialize)]
struct Label {
    label: String,
}

#[derive(Serialize)]
struct Objects<'a> {
    objects: Vec<Looked<'a>>,
}

#[derive(Serialize)]
struct Looked<'a> {
    number: usize,
    kind: &'static str,
    schema: Option<&'a str>,
    name: &'a str,
    on_schema: Option<&'a str>,
    on_name: Option<&'a str>,
}

impl Session {
    /// What stands beside the rows of history; nothing where another tool wrote them all.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn details(&self, found: &Found) -> Result<Vec<Detail>> {
        if !found.facts.side_tables {
            return Ok(Vec::new());
        }
        let question = render(File::Details, Label { label: self.door.history.label() });
        let rows = self.rows(&question, "could not read how the history came about").await?;
        Ok(rows.iter().filter_map(detail).collect())
    }

    /// What versions were when they ran.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn texts(&self, found: &Found, versions: &[Version]) -> Result<BTreeMap<Version, String>> {
        if versions.is_empty() || !found.facts.side_tables {
            return Ok(BTreeMap::new());
        }
        let numbers: Vec<String> = versions.iter().map(|version| version.number().to_string()).collect();
        let versions = format!("{{{}}}", numbers.join(","));
        let question = render(File::Texts, Texts { label: self.door.history.label(), versions });
        let rows = self.rows(&question, "could not read what was applied").await?;
        Ok(rows.into_iter().filter_map(|row| Some((version(&row)?, row.into_iter().nth(1)??))).collect())
    }

    /// Indexes that a broken build left: schema, index, table.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn invalid_indexes(&self) -> Result<Vec<[String; 3]>> {
        let rows = self.rows(&render(File::InvalidIndexes, ()), "could not look for invalid indexes").await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| row.into_iter().collect::<Option<Vec<_>>>()?.try_into().ok())
            .collect())
    }

    /// Which of these objects are in the database, in their order.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn presence(&self, objects: &[&Object]) -> Result<Vec<bool>> {
        if objects.is_empty() {
            return Ok(Vec::new());
        }
        let looked = objects.iter().enumerate().map(|(number, object)| Looked {
            number,
            kind: object.kind.word(),
            schema: object.name.schema.as_ref().map(|schema| schema.as_str()),
            name: object.name.name.as_str(),
            on_schema: object.on.as_ref().and_then(|on| on.schema.as_ref()).map(|schema| schema.as_str()),
            on_name: object.on.as_ref().map(|on| on.name.as_str()),
        });
        let question = render(File::Presence, Objects { objects: looked.collect() });
        let rows = self.rows(&question, "could not look for the files' objects").await?;
        Ok(rows.iter().map(|row| row.get(1).is_some_and(|there| there.as_deref() == Some("t"))).collect())
    }

    /// Another tool's history.
    ///
    /// # Errors
    /// When it is not there, or cannot be read.
    pub async fn foreign(&self, history: File) -> Result<Vec<Foreign>> {
        let rows = self.rows(&render(history, ()), "could not read the other tool's history").await?;
        Ok(rows.into_iter().filter_map(foreign).collect())
    }

    pub(super) async fn rows(&self, question: &str, what: &str) -> Result<Vec<Row>> {
        let answer = self.ask(question).await;
        let failed = |error: tokio_postgres::Error| {
            self.failure(Kind::Connect, format!("{what} in {}", self.target().noun()), &error)
                .database("unchanged")
        };
        answer.map(|answer| answer.results.into_iter().next().unwrap_or_default()).map_err(failed)
    }
}

fn version(row: &Row) -> Option<Version> {
    row.first()?.as_deref()?.parse().ok().map(Version::new)
}

fn detail(row: &Row) -> Option<Detail> {
    let text = |column: usize| row.get(column).cloned().flatten().unwrap_or_default();
    let elapsed = text(4).parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    Some(Detail { version: version(row)?, mode: text(1), applied_by: text(2), run: text(3), elapsed })
}

fn foreign(row: Row) -> Option<Foreign> {
    let mut values = row.into_iter();
    Some(Foreign {
        version: values.next()??,
        name: values.next()?,
        checksum: values.next()?,
        ok: values.next()?.as_deref() == Some("t"),
    })
}
