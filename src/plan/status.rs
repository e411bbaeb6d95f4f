//! Every migration with its state: files and history side by side.

use super::verify;
use super::wanted::Wanted;
use crate::model::{Detail, Found, Migration, Recorded, Target, Version, VersionWidth};
use serde::Serialize;
use std::collections::BTreeSet;

/// The state of one migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// In history, as its file is.
    Applied,
    /// Not in history.
    Pending,
    /// Not in history, though a newer one is.
    OutOfOrder,
    /// A no-transaction file of which some statements are done.
    PartWay,
    /// In history, but its file is another one now.
    Changed,
    /// In history, but it has no file.
    Missing,
}

/// One migration.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct Line {
    /// `V003`, or `R__views`.
    pub id: String,
    /// The rest of its name.
    pub name: String,
    /// Its state.
    pub state: State,
    /// When it was applied, as RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied_on: Option<String>,
    /// By which role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied_by: Option<String>,
    /// How it ran: `transaction`, `no-transaction` or `recorded`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// How long it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
}

/// Every migration of a target.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct Status {
    /// The database.
    pub target: Target,
    /// Where its history is kept.
    pub history: String,
    /// Versioned ones, oldest first, then repeatable ones.
    pub migrations: Vec<Line>,
}

/// Puts files and history side by side.
pub fn status(wanted: &Wanted<'_>, found: &Found, details: &[Detail]) -> Status {
    let width = found.history.as_ref().map_or(VersionWidth::Int4, |history| history.width);
    let changed: BTreeSet<String> =
        verify::history(wanted.migrations, found, width).into_iter().map(|finding| finding.object).collect();
    let versions: BTreeSet<Version> = wanted
        .migrations
        .iter()
        .map(|migration| migration.version)
        .chain(found.rows().iter().map(|row| row.version))
        .collect();
    let newest = found.rows().last().map(|row| row.version);
    let versioned = versions.into_iter().map(|version| {
        let file = wanted.migrations.iter().find(|migration| migration.version == version);
        let row = found.row(version);
        let state = match (file, row) {
            (Some(file), Some(_)) if changed.contains(&file.stem) => State::Changed,
            (Some(_), Some(_)) => State::Applied,
            (None, _) => State::Missing,
            (Some(_), None) if part_way(found, &version.to_string()) => State::PartWay,
            (Some(file), None) if Some(version) < newest && !file.fills_gaps() => State::OutOfOrder,
            (Some(_), None) => State::Pending,
        };
        line(version, state, file, row, details.iter().find(|detail| detail.version == version))
    });
    Status {
        target: wanted.target.clone(),
        history: wanted.history.label(),
        migrations: versioned.chain(repeatables(wanted, found)).collect(),
    }
}

fn part_way(found: &Found, step: &str) -> bool {
    found.history.iter().flat_map(|history| &history.journal).any(|entry| entry.step == step)
}

fn line(
    version: Version,
    state: State,
    file: Option<&Migration>,
    row: Option<&Recorded>,
    detail: Option<&Detail>,
) -> Line {
    let name = file.map(|file| &file.name).or(row.map(|row| &row.name)).cloned().unwrap_or_default();
    let detail = detail.filter(|_| row.is_some());
    Line {
        id: version.to_string(),
        name,
        state,
        applied_on: row.map(|row| row.applied_on.clone()),
        applied_by: detail.map(|detail| detail.applied_by.clone()),
        mode: detail.map(|detail| detail.mode.clone()),
        seconds: detail.and_then(|detail| detail.elapsed).map(|elapsed| elapsed.as_secs_f64()),
    }
}

fn repeatables(wanted: &Wanted<'_>, found: &Found) -> impl Iterator<Item = Line> {
    wanted.repeatables.iter().map(|file| {
        let seen =
            found.history.iter().flat_map(|history| &history.repeated).find(|(name, _)| *name == file.name);
        let state = match seen {
            Some((_, checksum)) if *checksum == file.checksum().to_string() => State::Applied,
            _ => State::Pending,
        };
        Line {
            id: format!("R__{}", file.name),
            name: String::new(),
            state,
            applied_on: None,
            applied_by: None,
            mode: None,
            seconds: None,
        }
    })
}
