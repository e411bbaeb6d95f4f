//! What main keeps of courses' catalogs: they are read again only where something changed.

use super::{Ledger, rows};
use crate::failure::Result;
use crate::pg::Watermark;
use crate::pg::message::Row;
use crate::render::sql::{File, render};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Kept<'a> {
    course: &'a str,
    watermark: &'a Watermark,
}

impl Ledger {
    /// What was kept; nothing where nobody kept anything yet, or in another form.
    ///
    /// # Errors
    /// When main does not answer.
    pub async fn watermarks(&self) -> Result<BTreeMap<String, Watermark>> {
        let what = "could not read what is kept of courses' catalogs";
        let answer = self.ask_where_there(&render(File::FingerprintsRead, ()), what).await?;
        let kept = |row: &Row| {
            let watermark = serde_json::from_str(row.get(1)?.as_deref()?).ok()?;
            Some((row.first()?.clone()?, watermark))
        };
        Ok(answer.rows(0).iter().filter_map(kept).collect())
    }

    /// Keeps what changed.
    ///
    /// # Errors
    /// When main does not let us write.
    pub async fn keep_watermarks(&self, watermarks: &BTreeMap<String, Watermark>) -> Result<()> {
        if watermarks.is_empty() {
            return Ok(());
        }
        #[derive(Serialize)]
        struct Holes {
            kept: String,
        }
        let kept: Vec<Kept<'_>> =
            watermarks.iter().map(|(course, watermark)| Kept { course, watermark }).collect();
        let sql = render(File::FingerprintsKeep, Holes { kept: rows::json(&kept)? });
        let kept = self.ask(&sql, "could not keep what courses' catalogs are").await;
        if kept.is_err() {
            // Of what the failed statement left open.
            self.ask("rollback", "could not end a transaction").await?;
        }
        kept.map(drop)
    }
}
