//! Whether a database's catalog is still what it was, without reading it: what is asked before a snapshot is taken.
//!
//! Two questions, the cheap one first. Both compare a text with the one that was kept when the catalog was read last; neither says what
//! is different, and whatever cannot be told counts as changed.

use super::door::{Door, Session};
use super::message::{self, Row};
use crate::failure::{Kind, Result};
use crate::render::sql::{File, render};
use crate::snapshot::{FORMAT, Snapshot};
use serde::{Deserialize, Serialize};

/// A fingerprint, and what tells whether it still stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watermark {
    /// The provost that took it: another one may see more in the same catalog.
    taken_by: String,
    /// The server's next transaction, where none was under way.
    quiet: Option<String>,
    /// The versions of the catalog's rows.
    versions: String,
    /// Whether buckets are among them.
    buckets: bool,
    /// The fingerprint of the snapshot that was taken then.
    pub fingerprint: String,
}

/// What a database was asked.
#[derive(Debug)]
pub enum Asked {
    /// Its catalog is what it was. Where the server has written other things since, the watermark is a new one.
    Same(Watermark),
    /// Its catalog may have changed, or was never looked at. There is no watermark where the server does not tell versions.
    Read(Option<Watermark>, Box<Snapshot>),
}

#[derive(Serialize)]
struct Holes<'a> {
    since: Option<&'a str>,
    buckets: bool,
}

fn this_provost() -> String {
    format!("{}/{FORMAT}", env!("CARGO_PKG_VERSION"))
}

impl Door {
    /// Opens a connection and takes a snapshot, unless the catalog is still what it was when `kept` was.
    ///
    /// # Errors
    /// As [`Door::open`] and [`Session::snapshot`].
    pub async fn fingerprint(&self, kept: Option<&Watermark>) -> Result<(Session, Asked)> {
        let (session, quiet) = self.open_and(async |session| session.quiet().await).await?;
        let kept = kept.filter(|kept| kept.taken_by == this_provost());
        if let Some(kept) = kept.filter(|kept| kept.quiet.is_some() && kept.quiet == quiet) {
            return Ok((session, Asked::Same(kept.clone())));
        }
        if let Some(kept) = kept {
            let since = kept.versions.split(' ').next();
            if session.versions(since, kept.buckets).await?.as_ref() == Some(&kept.versions) {
                return Ok((session, Asked::Same(Watermark { quiet, ..kept.clone() })));
            }
        }
        // Asked before the snapshot is taken: what changes in between is seen the next time.
        let versions = match session.versions(None, true).await? {
            Some(versions) => Some((versions, true)),
            None => session.versions(None, false).await?.map(|versions| (versions, false)),
        };
        let snapshot = session.snapshot().await?;
        let watermark = versions.map(|(versions, buckets)| Watermark {
            taken_by: this_provost(),
            quiet,
            versions,
            buckets,
            fingerprint: snapshot.fingerprint(),
        });
        Ok((session, Asked::Read(watermark, Box::new(snapshot))))
    }
}

impl Session {
    /// The server's next transaction, where none is under way that could still write.
    async fn quiet(&self) -> Result<Option<String>> {
        let rows =
            self.rows(&render(File::SnapshotQuiet, ()), "could not ask whether the server is quiet").await?;
        let quiet =
            |row: &Row| row.get(1)?.as_deref().filter(|quiet| *quiet == "t").and(row.first()?.clone());
        Ok(rows.first().and_then(quiet))
    }

    /// The versions of the catalog's rows; nothing where they cannot be told: a table of buckets that is gone, rows that are hidden.
    async fn versions(&self, since: Option<&str>, buckets: bool) -> Result<Option<String>> {
        match self.ask(&render(File::SnapshotWatermark, Holes { since, buckets })).await {
            Ok(answer) => Ok(answer.scalar().map(str::to_owned)),
            Err(error) if message::is_lost(&error) => {
                Err(self.failure(Kind::Connect, "could not look at the catalog's versions", &error))
            }
            Err(_) => Ok(None),
        }
    }
}
